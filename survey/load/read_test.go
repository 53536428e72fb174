package load_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
)

// oracle reads the values that R computed from fixtures/oracle/customers.csv.
func oracle(t testing.TB) map[string]float64 {
	t.Helper()
	f, err := os.Open("../../fixtures/oracle/oracle.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := make(map[string]float64)
	for s := bufio.NewScanner(f); s.Scan(); {
		cells := strings.Split(s.Text(), "\t")
		if len(cells) < 2 {
			continue
		}
		if v, err := strconv.ParseFloat(cells[1], 64); err == nil {
			out[cells[0]] = v
		}
	}
	return out
}

// TestOracleMeans: the mean of each column is R's (keys item.E.1 … item.P.22
// of oracle.tsv), so every answer landed on its item and side.
func TestOracleMeans(t *testing.T) {
	r := mustRead(t, options(), load.Input{Path: "../../fixtures/oracle/customers.csv"})
	want := oracle(t)
	for i, it := range r.study.Items {
		for letter, side := range map[string]survey.Side{"E": survey.Expectation, "P": survey.Perception} {
			sum, n := 0, 0
			for _, v := range r.answers[it.ID+" "+side.String()] {
				if v >= 0 {
					sum += v
					n++
				}
			}
			key := fmt.Sprintf("item.%s.%d", letter, i+1)
			if got := float64(sum) / float64(n); math.Abs(got-want[key]) > 1e-10*want[key] {
				t.Errorf("%s = %v, want %v", key, got, want[key])
			}
		}
	}
	if r.sum.Responses != 120 || len(r.weights) != 120 || len(r.weights[0]) != 5 {
		t.Errorf("%d responses", r.sum.Responses)
	}
}

// TestNoOutlierInTheOracle: R's largest D² is 39.92, below the limit 48.268
// (keys maha.maxD2.P and maha.crit.p001.df22).
func TestNoOutlierInTheOracle(t *testing.T) {
	r := mustRead(t, options(), load.Input{Path: "../../fixtures/oracle/customers.csv"})
	if n := len(r.has(issue.Outlier)); n > 0 {
		t.Errorf("%d outliers", n)
	}
	opt := options() // the limit that R's largest distance passes: p with χ²(22) = 39.9
	opt.Screen.OutlierP = 0.0113
	r = mustRead(t, opt, load.Input{Path: "../../fixtures/oracle/customers.csv"})
	if found := r.has(issue.Outlier); len(found) != 1 || found[0].Count != 1 {
		t.Errorf("at p = 0.0113 (χ² = 39.8) %v, want one", found)
	}
	opt.Screen.OutlierP = 0.0105 // χ² = 40.07
	if n := len(mustRead(t, opt, load.Input{Path: "../../fixtures/oracle/customers.csv"}).has(issue.Outlier)); n > 0 {
		t.Errorf("at p = 0.0105 (χ² = 40.1) %d outliers, want none", n)
	}
}

// TestTwoSheetsAreJoined: expectations and perceptions on two sheets in
// different order; K006 is on one only, K009 on the other.
func TestTwoSheetsAreJoined(t *testing.T) {
	want := readTruth(t)
	var rows []string
	src, err := load.Open([]load.Input{{Path: filepath.Join(platformDir, "sheet-two.xlsx")}}, options())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	study := src.Study()
	sum, err := src.Read(context.Background(), func(_ int, b *survey.Batch) error {
		for i := range b.N {
			var line []string
			for k := range 44 {
				c := b.Answers[study.Slot(k%22, k/22)][i]
				if c.Valid() {
					line = append(line, fmt.Sprint(int(c)))
				} else {
					line = append(line, "-1")
				}
			}
			rows = append(rows, strings.Join(line, " "))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var expected []string
	for i, id := range want.ids {
		var line []string
		for k, v := range want.answers[id] {
			if i == 5 && k < 22 || i == 8 && k >= 22 {
				v = -1
			}
			line = append(line, fmt.Sprint(v))
		}
		expected = append(expected, strings.Join(line, " "))
	}
	sort.Strings(rows)
	sort.Strings(expected)
	if !slices.Equal(rows, expected) {
		t.Errorf("joined rows differ:\n%s\nwant\n%s", strings.Join(rows, "\n"), strings.Join(expected, "\n"))
	}
	n := 0
	for _, i := range sum.Issues.Issues() {
		if i.Code == issue.RespondentNoPair {
			n += i.Count
		}
	}
	if n != 2 {
		t.Errorf("%d respondents without pair reported, want 2", n)
	}
	if a, b := sum.Files[0].Responses, sum.Files[1].Responses; a != 23 || b != 23 || sum.Responses != 24 {
		t.Errorf("%d and %d rows make %d responses, want 23, 23 and 24", a, b, sum.Responses)
	}
}

// TestWavesAndUnitsFromNames takes from file names what no column says.
func TestWavesAndUnitsFromNames(t *testing.T) {
	for _, c := range []struct {
		names      []string
		unit, wave string // of the first file
	}{
		{[]string{"2026-10.csv"}, "", "2026-10"},
		{[]string{"2026年10月.csv"}, "", "2026-10"},
		{[]string{"客户满意度调查202610.csv"}, "", "2026-10"},
		{[]string{"朝阳店.csv"}, "朝阳店", ""},
		{[]string{"朝阳店_2026-10.csv"}, "朝阳店", "2026-10"},
		{[]string{"2026年第3季度.csv"}, "", "2026-Q3"},
		{[]string{"2026Q3 data.csv"}, "", "2026-Q3"},
		{[]string{"10月.csv"}, "", "10月"},
		{[]string{"customers.csv"}, "", ""},
		{[]string{"survey data (final).csv"}, "", ""},
		{[]string{"东城.csv", "西城.csv"}, "东城", ""},
		{[]string{"North branch 2026-10.csv", "South branch 2026-10.csv"}, "north branch", "2026-10"},
	} {
		var in []load.Input
		for i, name := range c.names {
			g := goodRows(20 + i)
			for k := range g {
				g[k][1], g[k][2] = "", ""
			}
			in = append(in, csv(name, g.csv()))
		}
		r := mustRead(t, options(), in...)
		f := r.sum.Files[0]
		if f.Unit != c.unit || f.Wave != c.wave {
			t.Errorf("%v: unit %q wave %q, want %q %q", c.names, f.Unit, f.Wave, c.unit, c.wave)
		}
		if c.unit != "" && r.groups[survey.FieldUnit][0] != c.unit {
			t.Errorf("%v: rows have unit %q", c.names, r.groups[survey.FieldUnit][0])
		}
	}
}

// TestColumnsBeatNames: the unit of a column, the wave of a date, win over the
// file's name; what the command says fills gaps.
func TestColumnsBeatNames(t *testing.T) {
	in := csv("朝阳店_2026-09.csv", goodRows(20).with(2, 1, "").csv())
	r := mustRead(t, options(), in)
	if r.groups[survey.FieldUnit][0] != "A" || r.groups[survey.FieldUnit][1] != "朝阳店" || r.groups[survey.FieldWave][0] != "2026-10" {
		t.Errorf("units %v, waves %v", r.groups[survey.FieldUnit][:2], r.groups[survey.FieldWave][:2])
	}
	in.Wave = "spring"
	if r := mustRead(t, options(), in); r.groups[survey.FieldWave][0] != "spring" {
		t.Errorf("wave %q, want the one given", r.groups[survey.FieldWave][0])
	}
}

// TestFolderGlobAndZip reads the same branch files in four ways.
func TestFolderGlobAndZip(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{}
	for i, name := range []string{"A.csv", "B.csv", "C.csv"} {
		g := goodRows(10 + i)
		files[name] = []byte(g.csv())
		if err := os.WriteFile(filepath.Join(dir, name), files[name], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, other := range []string{"~$A.csv", ".hidden.csv", "notes.txt", "servqual.yaml"} {
		if err := os.WriteFile(filepath.Join(dir, other), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	archive := zipped(t, files, "A.csv", "B.csv", "C.csv")
	for name, in := range map[string][]load.Input{
		"folder": {{Path: dir}},
		"glob":   {{Path: filepath.Join(dir, "[A-C].csv")}},
		"files":  {{Path: filepath.Join(dir, "A.csv")}, {Path: filepath.Join(dir, "B.csv")}, {Path: filepath.Join(dir, "C.csv")}},
		"zip":    {{Name: "all.zip", Data: archive}},
	} {
		r := mustRead(t, options(), in...)
		if r.sum.Responses != 33 || len(r.sum.Files) != 3 {
			t.Errorf("%s: %d responses in %d files, want 33 in 3", name, r.sum.Responses, len(r.sum.Files))
		}
	}
	if _, err := read(options(), load.Input{Path: filepath.Join(dir, "nothing*.csv")}); err == nil {
		t.Error("a pattern that fits nothing is no error")
	}
}

// TestTwiceIsReadOnce: byte for byte the same file counts once.
func TestTwiceIsReadOnce(t *testing.T) {
	g := goodRows(20).csv()
	if r := mustRead(t, options(), csv("a.csv", g), csv("b.csv", g)); r.sum.Responses != 20 {
		t.Errorf("%d responses, want 20", r.sum.Responses)
	}
}

// summary words everything that must not depend on the number of workers.
func (r *result) summary() string {
	var b strings.Builder
	b.WriteString(r.dump())
	for _, c := range r.sum.Comments {
		fmt.Fprintf(&b, "%s %s %d %s\n", c.Unit, c.Wave, c.Row.Number, c.Text)
	}
	for _, u := range r.sum.Unmapped {
		fmt.Fprintf(&b, "%v\n", u)
	}
	for _, i := range r.sum.Issues.Issues() {
		fmt.Fprintf(&b, "%v\n", r.sum.Issues.Places(i))
	}
	return b.String()
}

// dirty is a large survey with everything wrong now and then.
func dirty(rows int) string {
	g := addColumn(addColumn(goodRows(rows), "意见", ""), "手机号", "")
	for r := 1; r < len(g); r++ {
		last := len(g[r])
		g[r][last-2] = fmt.Sprintf("第%d条意见", r)
		g[r][last-1] = fmt.Sprintf("138%08d", r%(rows-3))
		switch r % 11 {
		case 3:
			g[r][colE1+r%44] = []string{"purple", "99", "4.5", "不清楚", "(跳过)"}[r%5]
		case 5:
			copy(g[r][2:colW], g[r-1][2:colW])
		case 7:
			fillRow(g, r, colP1, colW, "5")
		}
		g[r][2] += " 10:15:00"
	}
	return g.csv()
}

// TestWorkersChangeNothing: results, marks and reports do not depend on how
// many workers there are.
func TestWorkersChangeNothing(t *testing.T) {
	in := csv("big.csv", dirty(4500))
	var first string
	var flags int
	for _, workers := range []int{1, 2, 5} {
		opt := options()
		opt.Workers = workers
		src, err := load.Open([]load.Input{in}, opt)
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		marked := 0
		sum, err := src.Read(context.Background(), func(worker int, b *survey.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			if worker < 0 || worker >= workers {
				t.Errorf("worker %d of %d", worker, workers)
			}
			for i, f := range b.Flags[:b.N] {
				marked += int(f) * int(b.Rows[i].Number)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		r := &result{study: src.Study(), sum: sum}
		if first == "" {
			first, flags = r.summary(), marked
			continue
		}
		if got := r.summary(); got != first {
			t.Errorf("%d workers:\n%s\nwant\n%s", workers, got, first)
		}
		if marked != flags {
			t.Errorf("%d workers mark otherwise", workers)
		}
	}
}

// TestSinkErrorStops: the sink's error comes back, and nobody waits for ever.
func TestSinkErrorStops(t *testing.T) {
	opt := options()
	opt.Workers = 4
	src, err := load.Open([]load.Input{csv("big.csv", dirty(4500))}, opt)
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	if _, err := src.Read(context.Background(), func(int, *survey.Batch) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := src.Read(ctx, func(int, *survey.Batch) error { return nil }); err == nil {
		t.Error("a cancelled reading gives no error")
	}
}

// TestPrivacy: personal data never comes out, comments are masked.
func TestPrivacy(t *testing.T) {
	g := goodRows(30)
	secrets := []string{"张三丰", "13812345678", "zhang@example.com", "192.0.2.77", "京A12345", "LSVAA4182E2184847", "wxid_abc123", "110101199003078515"}
	for i, head := range []string{"姓名", "联系电话", "邮箱", "来自IP", "车牌号", "VIN", "微信号", "证件号码"} {
		g = addColumn(g, head, secrets[i])
	}
	g = addColumn(g, "意见", "请回电13812345678或 zhang@example.com，车牌京A12345，身份证110101199003078515")
	g = addColumn(g, "misc", "13812345678") // no telling header
	r := mustRead(t, options(), text(g)...)
	out := r.summary() + fmt.Sprint(r.groups, r.multis, r.src.Bindings())
	for _, s := range secrets[1:] {
		if strings.Contains(out, s) {
			t.Errorf("%s came out: …%.60s", s, out[strings.Index(out, s):])
		}
	}
	if strings.Contains(out, secrets[0]) {
		t.Error("a name came out")
	}
	if len(r.has(issue.PersonalData)) != 9 {
		t.Errorf("%d columns of personal data, want 9\n%s", len(r.has(issue.PersonalData)), r.dump())
	}
	if len(r.sum.Comments) == 0 || !strings.Contains(r.sum.Comments[0].Text, "请回电***") {
		t.Errorf("comments: %v", r.sum.Comments)
	}
	s := battery("servqual-22", survey.Expectation, survey.Perception) // unless the study file asks for it
	s.Fields = []survey.Field{survey.NewField("plate", "车牌号")}
	opt := options()
	opt.Study = s
	if r := mustRead(t, opt, text(g)...); r.groups["plate"][0] != "京A12345" {
		t.Error("a column that the study file names was not read")
	}
}

// TestDropped: rows that are no responses, and why.
func TestDropped(t *testing.T) {
	g := goodRows(10)
	width := len(g[0])
	empty, mean := make([]string, width), make([]string, width)
	for c := colE1; c < colW; c++ {
		mean[c] = "5.31"
	}
	note := make([]string, width)
	note[0] = "注：本表由质量部填写，请勿改动格式"
	g = append(g, empty, slices.Clone(g[0]), mean, note)
	r := mustRead(t, options(), text(g)...)
	f := r.sum.Files[0]
	want := map[load.Reject]int{load.RejectBlank: 1, load.RejectHeader: 1, load.RejectTotal: 1, load.RejectNote: 1}
	if f.Responses != 10 || fmt.Sprint(f.Dropped) != fmt.Sprint(want) {
		t.Errorf("%d responses, dropped %v, want 10 and %v", f.Responses, f.Dropped, want)
	}
	if n := r.sum.Issues.Count(issue.Warning) + r.sum.Issues.Count(issue.Error); n > 0 {
		t.Errorf("%d warnings\n%s", n, r.dump())
	}
}

// TestSwappedSidesMarkTheFile marks one branch's responses, not the others'.
func TestSwappedSidesMarkTheFile(t *testing.T) {
	good, swapped := goodRows(30), goodRows(31)
	for r := 1; r < len(swapped); r++ {
		for c := colE1; c < colP1; c++ {
			swapped[r][c], swapped[r][c+22] = swapped[r][c+22], swapped[r][c]
		}
	}
	r := mustRead(t, options(), csv("a.csv", good.csv()), csv("b.csv", swapped.csv()))
	for i, f := range r.flags {
		if marked := f&survey.FlagSwapped != 0; marked != (r.rows[i].Source == 1) {
			t.Fatalf("row %v marked: %v", r.rows[i], marked)
		}
	}
}

// TestConstantTopExpectationsAreLegal: all expectations at the top is what
// many customers say; only both sides without variation look careless.
func TestConstantTopExpectationsAreLegal(t *testing.T) {
	g := fillRow(fillRow(goodRows(30), 4, colE1, colP1, "7"), 9, colE1, colW, "6")
	r := mustRead(t, options(), text(g)...)
	if r.flags[3] != 0 || r.flags[8]&survey.FlagStraightLine == 0 {
		t.Errorf("marks %v and %v", r.flags[3], r.flags[8])
	}
}

// TestDates reads the forms that exports use.
func TestDates(t *testing.T) {
	for cell, want := range map[string]string{
		"2026-10-03": "2026-10-03", "2026/10/3": "2026-10-03", "2026年10月3日": "2026-10-03", "2026.10.3 9:15": "2026-10-03", "20261003": "2026-10-03",
		"10/25/2026 21:43:45": "2026-10-25", "25/10/2026 17:54:58": "2026-10-25", "25.10.2026": "2026-10-25", "2026/10/03 8:22:54 pm GMT+5:30": "2026-10-03", "Oct 3, 2026": "2026-10-03", "3 Oct 2026": "2026-10-03",
		"2026-10-03T13:09:47.980+03:00": "2026-10-03", "2026年10月3日 下午3:15": "2026-10-03", "2026-10-03 23:59:59": "2026-10-03",
	} {
		g := goodRows(20)
		for r := 1; r < len(g); r++ {
			g[r][2] = cell
		}
		r := mustRead(t, options(), text(g)...)
		if r.sum.FirstDate != want || r.sum.LastDate != want {
			t.Errorf("%q read as %s … %s, want %s\n%s", cell, r.sum.FirstDate, r.sum.LastDate, want, r.dump())
		}
	}
}

// TestDatesAsNumbers: a workbook's dates without their format are days since
// 1899-12-30, with a part of a day or none, or 20261003.
func TestDatesAsNumbers(t *testing.T) {
	for _, v := range []any{46298, 46298.25, 20261003} {
		g := goodRows(20)
		for r := range 20 {
			g[r+1][2] = "2026-10-05"
		}
		data := g.xlsx(t, func(f *excelize.File, sheet string) error {
			for r := range 5 { // among dates that are written out
				if err := f.SetCellValue(sheet, fmt.Sprint("C", r+2), v); err != nil {
					return err
				}
			}
			return nil
		})
		if r := mustRead(t, options(), book(data)...); r.sum.FirstDate != "2026-10-03" || r.sum.LastDate != "2026-10-05" || len(r.has(issue.DateUnreadable)) > 0 {
			t.Errorf("%v read as %s … %s, want 2026-10-03\n%s", v, r.sum.FirstDate, r.sum.LastDate, r.dump())
		}
	}
}

// TestDurationsAsTimes: a workbook's durations under a format of hours and
// minutes, which are parts of a day, are durations all the same.
func TestDurationsAsTimes(t *testing.T) {
	data := addColumn(goodRows(20), "duration", "").xlsx(t, func(f *excelize.File, sheet string) error {
		for r := range 20 { // 60, 70 … 250 s; 88 are enough for 44 answers
			if err := styled(f, sheet, fmt.Sprint("BB", r+2), float64(60+10*r)/86400, 46); err != nil {
				return err
			}
		}
		return nil
	})
	r := mustRead(t, options(), book(data)...)
	for i, mark := range r.flags {
		if fast := 60+10*i < 88; fast != (mark&survey.FlagSpeeder != 0) {
			t.Errorf("%d s for 44 answers: speeder %v", 60+10*i, !fast)
		}
	}
}

// TestSheetsAreUnitsOrWaves: a sheet a branch, a sheet a month.
func TestSheetsAreUnitsOrWaves(t *testing.T) {
	make := func(name string, sheets ...string) *result {
		f := excelize.NewFile()
		defer f.Close()
		for i, s := range sheets {
			if i == 0 {
				f.SetSheetName("Sheet1", s)
			} else if _, err := f.NewSheet(s); err != nil {
				t.Fatal(err)
			}
			for r, row := range goodRows(12 + i) {
				cells := []any{}
				for c, text := range row {
					if c == 1 || c == 2 {
						text = ""
					}
					if v := number(text); v >= 0 {
						cells = append(cells, v)
					} else {
						cells = append(cells, text)
					}
				}
				if err := f.SetSheetRow(s, fmt.Sprintf("A%d", r+1), &cells); err != nil {
					t.Fatal(err)
				}
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return mustRead(t, options(), load.Input{Name: name, Data: b.Bytes()})
	}
	if r := make("满意度调查.xlsx", "朝阳店", "海淀店"); fmt.Sprint(r.sum.Units) != "[朝阳店 海淀店]" || r.sum.Responses != 25 {
		t.Errorf("units %v of %d responses", r.sum.Units, r.sum.Responses)
	}
	if r := make("2026年满意度.xlsx", "9月", "10月"); fmt.Sprint(r.sum.Waves) != "[2026-09 2026-10]" || len(r.sum.Units) != 0 {
		t.Errorf("waves %v units %v", r.sum.Waves, r.sum.Units)
	}
}
