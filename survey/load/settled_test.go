package load_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
)

var totalWords = []string{"Total", "合计", "Average", "total", "平均"}

// spoiltRows are rows of every kind among plain ones: totals, empty ones and
// those without answers, dates, names and points that only the row can read.
func spoiltRows(n int, r *rand.Rand) grid {
	g := goodRows(n)
	for i := 1; i <= n; i++ {
		row := g[i]
		switch r.IntN(24) {
		case 0:
			row[r.IntN(2)] = totalWords[r.IntN(len(totalWords))]
		case 1:
			row[0] = []string{"", "R 1", g[max(1, i-1)][0], "R001", "7", "R\"7", "Z"}[r.IntN(7)]
		case 2:
			clear(row)
		case 3:
			fillRow(g, i, colE1, colW, "")
		case 4:
			row[colE1+r.IntN(44)] = []string{"", "8", "n/a", "五", "6.0", "very"}[r.IntN(6)]
		case 5:
			row[2] = []string{"", "yesterday", "2026年11月3日", "2026-02-30", "2025-12-31 10:15"}[r.IntN(5)]
		case 6:
			row[1] = []string{"", "C", " A ", "B", "新店"}[r.IntN(5)]
		case 7:
			row[colW+r.IntN(5)] = []string{"", "22", "17", "90", "-1", "20.5", "x"}[r.IntN(7)]
		case 8:
			row[colOverall] = []string{"", "11", "x", "10"}[r.IntN(4)]
		case 9: // the shares add up to 100, which points may not do within a byte
			row[colW], row[colW+1] = "50", "0"
		}
	}
	return g
}

// without leaves out the columns whose header begins with a word.
func without(g grid, head string) grid {
	out := make(grid, len(g))
	for i, row := range g {
		for c, cell := range row {
			if !strings.HasPrefix(g[0][c], head) {
				out[i] = append(out[i], cell)
			}
		}
	}
	return out
}

// facts are what was read of a sheet's first columns.
func facts(r *result, columns int) map[string]any {
	out := map[string]any{"answers": r.answers, "weights": r.weights, "groups": r.groups, "scores": r.scores, "rows": r.rows, "flags": r.flags,
		"dropped": r.sum.Files[0].Dropped, "dates": r.sum.FirstDate + " " + r.sum.LastDate, "units": r.sum.Units, "waves": r.sum.Waves}
	issues := map[string]int{}
	for _, i := range r.sum.Issues.Issues() {
		if i.Pos.Col <= columns {
			issues[fmt.Sprint(i.Code, " ", i.Pos, " ", i.Got)] += i.Count
		}
	}
	out["issues"] = issues
	return out
}

// Rows that their columns settle are read as those that are read one by one:
// a column of durations, which only the row reads, changes nothing where it says
// nothing, whatever other columns there are. Names are known from the second
// block on.
func TestRowsThatColumnsSettle(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 19))
	for round := range 16 {
		n := []int{40, 1500, 2500}[round%3]
		g := spoiltRows(n, r)
		for c, head := range []string{"", "branch", "date", "W_"} {
			if round >= 4 && c > 0 && r.IntN(2) == 0 {
				g = without(g, head)
			}
		}
		if round%2 == 1 { // else the wave is that of the date
			g = addColumn(g, "wave", "2026-10")
		}
		columns := len(g[0])
		if round%4 == 3 { // another text stands first
			for i := range g {
				g[i][0], g[i][1] = g[i][1], g[i][0]
			}
		}
		file := func() load.Input {
			in := csv([]string{"a.csv", "2026-10.csv"}[round/2%2], g.csv())
			if round%3 > 0 {
				in.Unit = "东店" // of all rows that name none
			}
			return in
		}
		plain := mustRead(t, options(), file())
		for i := range g {
			more := "0"
			if i == 0 {
				more = "duration"
			}
			g[i] = append(g[i], more)
		}
		for i := 1; i < len(g); i++ { // a row of nothing else is none
			empty := true
			for _, c := range g[i][:len(g[i])-1] {
				empty = empty && c == ""
			}
			if empty {
				g[i][len(g[i])-1] = ""
			}
		}
		byRow := mustRead(t, options(), file())
		if byRow.bindings["duration"].Use != load.UseField {
			t.Fatal("durations are not read")
		}
		totals := 0
		for _, row := range g[1:] {
			for k, c := range row {
				if c != "" {
					if slices.Contains(totalWords, c) {
						totals++
						break
					}
					if round%4 != 3 || k > 0 || strings.HasPrefix(g[0][0], "E") {
						break // what follows an id names no total
					}
				}
			}
		}
		if got := plain.sum.Files[0].Dropped[load.RejectTotal]; got != totals {
			t.Errorf("round %d: %d totals, want %d", round, got, totals)
		}
		a, b := facts(plain, columns), facts(byRow, columns)
		for k := range b {
			if !reflect.DeepEqual(a[k], b[k]) {
				t.Errorf("round %d: %s: %v, row by row %v", round, k, a[k], b[k])
			}
		}
	}
}

// What only the row reads is read in rows that are plain otherwise: persons,
// comments, complaints and whether a response was finished.
func TestRowsThatColumnsDoNotSettle(t *testing.T) {
	const n = 1500
	read := func(head string, cell func(i int) string) *result {
		g := addColumn(goodRows(n), head, "")
		for i := range n {
			g[i+1][colOverall+1] = cell(i)
		}
		opt := options()
		opt.Comments = n
		return mustRead(t, opt, csv("a.csv", g.csv()))
	}
	r := read("手机号", func(i int) string { return fmt.Sprintf("138000%05d", i%1490) })
	if is := r.has(issue.DuplicatePerson); len(is) != 1 || is[0].Count != 10 {
		t.Errorf("persons: %v", is)
	}
	r = read("comment", func(i int) string { return fmt.Sprintf("the %dth visit took too long", i) })
	if len(r.sum.Comments) != n || r.sum.Comments[n-1].Text != "the 1499th visit took too long" {
		t.Errorf("%d comments", len(r.sum.Comments))
	}
	r = read("complaint", func(i int) string { return []string{"", "等待", "价格┋等待"}[i%3] })
	named := 0
	for _, x := range r.multis[survey.FieldComplaint] {
		named += len(x)
	}
	if named != n {
		t.Errorf("%d complaints are named, want %d: %v", named, n, r.bindings["complaint"])
	}
	r = read("Finished", func(i int) string { return fmt.Sprint(min(1, i%5)) })
	unfinished := 0
	for _, f := range r.flags {
		if f&survey.FlagUnfinished != 0 {
			unfinished++
		}
	}
	if unfinished != n/5 {
		t.Errorf("%d unfinished, want %d: %v", unfinished, n/5, r.bindings["Finished"])
	}
}

// Points that do not add up are told in every block, whatever those of the block
// before came to.
func TestPointsOfEachBlock(t *testing.T) {
	const n = 1500
	g := goodRows(n)
	for i := 1; i <= n; i++ {
		copy(g[i][colW:], []string{"25", "15", "0", "0", "0"})
		if i > 500 {
			copy(g[i][colW:], []string{"25", "15", "20", "0", "0"})
		}
		if i > 1000 {
			copy(g[i][colW:], []string{"25", "15", "0", "0", "0"})
		}
	}
	told := 0
	for _, is := range mustRead(t, options(), csv("a.csv", g.csv())).sum.Issues.Issues() {
		told += is.Count
	}
	if told != n {
		t.Errorf("%d rows of %d are told", told, n)
	}
}

// What was read of a damaged file is what stands before the damage, however many
// read it: nobody knows how far the others would have come.
func TestAFileDamagedInTheMiddle(t *testing.T) {
	const n, bad = 6000, 3000
	g := goodRows(n)
	lines := strings.SplitAfter(g.csv(), "\n")
	lines[bad] = strings.Repeat("5,", 17_000) + "\n" // more columns than there may be
	whole := g.xlsx(t, nil)
	spoilt := func(spoil func(sheet []byte, row int) []byte) load.Input {
		return load.Input{Name: "a.xlsx", Data: rewrite(t, whole, func(name string, body []byte) []byte {
			if name != "xl/worksheets/sheet1.xml" {
				return body
			}
			return spoil(body, bytes.Index(body, fmt.Appendf(nil, `<row r="%d"`, bad+1)))
		})}
	}
	want := map[string]int{"wide": bad - 1, "cut off": 2844, "too wide": 2844, "without row numbers": 2863} // of a workbook the pieces before the one with the damage
	for name, in := range map[string]load.Input{
		"wide":    csv("a.csv", strings.Join(lines, "")),
		"cut off": spoilt(func(sheet []byte, row int) []byte { return sheet[:row+8] }),
		"too wide": spoilt(func(sheet []byte, row int) []byte {
			return slices.Concat(sheet[:row], bytes.Replace(sheet[row:], fmt.Appendf(nil, `r="A%d"`, bad+1), fmt.Appendf(nil, `r="ZZZ%d"`, bad+1), 1))
		}),
		"without row numbers": spoilt(func(sheet []byte, row int) []byte {
			wide := slices.Concat(sheet[:row], bytes.Replace(sheet[row:], fmt.Appendf(nil, `r="A%d"`, bad+1), fmt.Appendf(nil, `r="ZZZ%d"`, bad+1), 1))
			return regexp.MustCompile(`<row r="\d+"`).ReplaceAll(wide, []byte("<row"))
		}),
	} {
		for round := range 12 {
			opt := options()
			opt.Workers = 1 + round%4
			src, err := load.Open([]load.Input{in}, opt)
			if err != nil {
				t.Fatal(name, err)
			}
			var handed atomic.Int64
			sum, err := src.Read(context.Background(), func(_ int, b *survey.Batch) error {
				handed.Add(int64(b.N))
				return nil
			})
			src.Close()
			if err != nil {
				t.Fatal(name, err)
			}
			faults := 0
			for _, is := range sum.Issues.Issues() {
				if is.Code == issue.FileTooLarge || is.Code == issue.FileTruncated || is.Code == issue.FileUnreadable {
					faults++
				}
			}
			if sum.Responses != want[name] || handed.Load() != int64(want[name]) || faults != 1 {
				t.Errorf("%s, %d workers: %d responses, %d handed on, want %d; %d faults", name, opt.Workers, sum.Responses, handed.Load(), want[name], faults)
			}
		}
	}
}
