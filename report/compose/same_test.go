package compose

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	presets "servqual/servqual"
	"servqual/survey"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// sameRows are answers as a spreadsheet has them: holes, a wrong cell here and
// there, points that need normalising, careless respondents.
func sameRows(n int) [][]any {
	r := rand.New(rand.NewPCG(42, 1))
	head := []any{"respondent_id", "date", "branch"}
	for _, side := range []string{"E", "P"} {
		for k := range 22 {
			head = append(head, fmt.Sprintf("%s%02d", side, k+1))
		}
	}
	for k := range 5 {
		head = append(head, fmt.Sprintf("W%d", k+1))
	}
	rows := [][]any{append(head, "sat", "comment")}
	for i := range n {
		row := []any{fmt.Sprintf("R%05d", i), fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28)), "店" + strconv.Itoa(r.IntN(9))}
		same := r.IntN(40) == 0
		for range 44 {
			switch {
			case same:
				row = append(row, 6)
			case r.IntN(30) == 0:
				row = append(row, nil)
			case r.IntN(900) == 0:
				row = append(row, []any{"n/a", 9, "4.5", "不清楚"}[r.IntN(4)])
			default:
				row = append(row, 1+r.IntN(7))
			}
		}
		for _, w := range []int{11, 32, 22, 19, 16} {
			row = append(row, w)
		}
		if r.IntN(9) == 0 {
			row[len(row)-1] = 17
		}
		row = append(row, 1+r.IntN(10), nil)
		if r.IntN(5) == 0 {
			row[len(row)-1] = "等了很久，\n\"再来\""
		}
		rows = append(rows, row)
	}
	return rows
}

func csvOf(rows [][]any) []byte {
	var b bytes.Buffer
	for _, row := range rows {
		for c, v := range row {
			if c > 0 {
				b.WriteByte(',')
			}
			if v == nil {
				continue
			}
			s := fmt.Sprint(v)
			if strings.ContainsAny(s, ",\"\n") {
				s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
			}
			b.WriteString(s)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func xlsxOf(t *testing.T, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if err := w.SetRow("A"+strconv.Itoa(i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sameScores reads files and gives the JSON of their scores, and what was wrong
// with them by code. Batches go to the fold in pieces of cut rows; 0 = whole.
func sameScores(t *testing.T, workers, cut int, names ...string) string {
	t.Helper()
	o := load.Default()
	o.Presets, o.Workers = presets.Presets(), workers
	var in []load.Input
	for _, n := range names {
		in = append(in, load.Input{Path: n})
	}
	src, err := load.Open(in, o)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	plan := tally.NewPlan(src.Study(), tally.Options{})
	sets := make([]*tally.Set, workers)
	for i := range sets {
		sets[i] = tally.NewSet(plan, "unit", "wave")
	}
	sum, err := src.Read(context.Background(), func(w int, b *survey.Batch) error {
		if cut == 0 {
			sets[w].Add(b)
			return nil
		}
		for from := 0; from < b.N; from += cut {
			sets[w].Add(piece(b, from, min(from+cut, b.N)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets[1:] {
		sets[0].Merge(s)
	}
	var out bytes.Buffer
	if err := WriteScores(&out, sets[0], 0.95, AllFigures, nil, nil, DefaultCells); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, is := range sum.Issues.Issues() {
		counts[string(is.Code)+" "+is.Got] += is.Count
	}
	fmt.Fprintln(&out, counts)
	return out.String()
}

// piece is some rows of a batch.
func piece(b *survey.Batch, from, to int) *survey.Batch {
	out := &survey.Batch{N: to - from, Flags: b.Flags[from:to], Rows: b.Rows[from:to]}
	for _, col := range b.Answers {
		if col != nil {
			col = col[from:to]
		}
		out.Answers = append(out.Answers, col)
	}
	for _, col := range b.Weights {
		if col != nil {
			col = col[from:to]
		}
		out.Weights = append(out.Weights, col)
	}
	for _, s := range b.Scores {
		out.Scores = append(out.Scores, survey.Score{Field: s.Field, Codes: s.Codes[from:to]})
	}
	for _, g := range b.Groups {
		out.Groups = append(out.Groups, survey.Category{Field: g.Field, Codes: g.Codes[from:to], Names: g.Names})
	}
	for _, m := range b.Multis {
		out.Multis = append(out.Multis, survey.Multi{Field: m.Field, Starts: m.Starts[from : to+1], Codes: m.Codes, Names: m.Names})
	}
	return out
}

// TestSameDataSameBytes: neither the number of cores or workers, nor the size
// of blocks, nor the kind of file changes a bit of the scores; nor does the
// order of files, nor that of rows.
func TestSameDataSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	dir, rows := t.TempDir(), sameRows(6000)
	put := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one := put("all.csv", csvOf(rows))
	want := sameScores(t, 1, 0, one)
	if strings.Count(want, `"segment":`) != 108 || !strings.Contains(want, `"flagged":`) || !strings.Contains(want, "不清楚") {
		t.Fatal("the data don't test what they are meant to")
	}
	check := func(what, got string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: another answer", what)
		}
	}
	for cores := 1; cores <= 3; cores++ {
		runtime.GOMAXPROCS(cores)
		for _, workers := range []int{1, 2, 5} {
			for _, cut := range []int{0, 1, 63, 1000} {
				if cut > 0 && cores != workers {
					continue
				}
				check(fmt.Sprintf("%d cores, %d workers, pieces of %d rows", cores, workers, cut), sameScores(t, workers, cut, one))
			}
		}
	}
	check("as a workbook", sameScores(t, 2, 0, put("all.xlsx", xlsxOf(t, rows))))

	var parts []string
	for i, to := range []int{1500, 1600, 6001} {
		from := []int{1, 1500, 1600}[i]
		parts = append(parts, put(fmt.Sprintf("part%d.csv", i), csvOf(append(rows[:1:1], rows[from:to]...))))
	}
	want = sameScores(t, 2, 0, parts...)
	for _, order := range [][]int{{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		check(fmt.Sprintf("files in the order %v", order), sameScores(t, 2, 0, parts[order[0]], parts[order[1]], parts[order[2]]))
	}
}
