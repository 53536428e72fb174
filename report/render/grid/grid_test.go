package grid

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/report"
	"servqual/survey/lang"
)

// figure is a number as tables of results have them: a mean of integers over
// few or many answers. Every 29th is not defined.
func figure(row, column int) (float64, bool) {
	n := 3 + (row*7+column)%97
	return float64((row*31+column*17)%(7*n)-2*n) / float64(n), (row+column)%29 != 0
}

var names = []string{"朝阳店", `Q&A <"1">`, "=1+1", "_x0041_ stays", "@home", " spaced ", "two\nlines", "tab\there", "𠮷野家", "-5", "a_x000D_", "bell\u0007"}

func sample(rows, columns int) *report.Grid {
	g := &report.Grid{Title: lang.T("各组得分", "Scores: [by] segment?"), Lang: lang.Both, Date: "2026-10-31", Rows: rows,
		Names: []report.GridName{{Label: lang.T("单位", "Unit"), Widest: names[1]}, {Label: lang.T("期次", "Wave"), Widest: "2026-10"}},
		Notes: []lang.Text{lang.T("说明", "A note & more")}, Legend: []report.GridEntry{{Name: "REL", Text: lang.T("可靠性", "Reliability")}}}
	kinds := []report.Kind{report.Count, report.Mean, report.Gap, report.Coef, report.Points}
	for c := range columns {
		g.Columns = append(g.Columns, report.GridColumn{About: "Q" + strconv.Itoa(c/7), Group: lang.Same("group"), Label: lang.Same("figure " + strconv.Itoa(c%7)), Kind: kinds[c%len(kinds)]})
	}
	g.Reader = func() func(int, *report.GridRow) {
		return func(r int, into *report.GridRow) {
			into.Name(names[r%len(names)])
			into.Name(fmt.Sprintf("2026-%02d", 1+r%12))
			for c := range columns {
				into.Number(figure(r, c))
			}
		}
	}
	return g
}

func written(t testing.TB, g *report.Grid) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestAnotherReaderFindsTheSameCells(t *testing.T) {
	const columns = 31
	for _, rows := range []int{0, 1, rowsAtOnce, 3*rowsAtOnce + 5} {
		f := open(t, written(t, sample(rows, columns)))
		sheets := f.GetSheetList()
		if len(sheets) != 2 || sheets[0] != "各组得分" || sheets[1] != "说明" {
			t.Fatalf("sheets %q", sheets)
		}
		got, err := f.GetRows(sheets[0])
		if err != nil || len(got) != rows+headRows {
			t.Fatalf("%d rows: %d read, %v", rows, len(got), err)
		}
		if h := got[1]; h[0] != "单位 / Unit" || h[2] != "Q0 figure 0" || len(h) != columns+2 {
			t.Errorf("head %q", h)
		}
		if h := got[0]; h[2] != "Q0 group" || h[3] != "" || h[9] != "Q1 group" {
			t.Errorf("groups %q", h)
		}
		for r := range rows {
			row := got[headRows+r]
			if want := strings.TrimSuffix(names[r%len(names)], "\u0007"); row[0] != want {
				t.Errorf("row %d: name %q, want %q", r, row[0], want)
			}
			for c := range columns {
				want, defined := figure(r, c)
				cell := ""
				if 2+c < len(row) {
					cell = row[2+c]
				}
				if !defined {
					if cell != "" {
						t.Errorf("row %d column %d: %q instead of nothing", r, c, cell)
					}
					continue
				}
				if v, err := strconv.ParseFloat(cell, 64); err != nil || v != want {
					t.Errorf("row %d column %d: %q, want %v", r, c, cell, want)
				}
			}
		}
	}
}

func TestHeadIsFrozenAndFiltered(t *testing.T) {
	f := open(t, written(t, sample(10, 14)))
	p, err := f.GetPanes("各组得分")
	if err != nil || !p.Freeze || p.XSplit != 2 || p.YSplit != 2 {
		t.Errorf("panes %+v, %v", p, err)
	}
	merged, err := f.GetMergeCells("各组得分")
	if err != nil || len(merged) != 2 || merged[0].GetStartAxis() != "C1" || merged[0].GetEndAxis() != "I1" {
		t.Errorf("merged %v, %v", merged, err)
	}
	defined := map[string]string{}
	for _, d := range f.GetDefinedName() {
		defined[d.Name] = d.RefersTo
	}
	if defined["_xlnm._FilterDatabase"] != "'各组得分'!$A$2:$P$12" || defined["_xlnm.Print_Titles"] != "'各组得分'!$A:$B,'各组得分'!$1:$2" {
		t.Errorf("names %v", defined)
	}
	notes, err := f.GetRows("说明")
	if err != nil || notes[2][0] != "说明 / A note & more" || notes[4][0] != "REL" {
		t.Errorf("notes %q, %v", notes, err)
	}
}

func TestSameBytesOnAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	g := sample(1000, 40)
	var first []byte
	for _, cores := range []int{1, 2, 5, 1} {
		runtime.GOMAXPROCS(cores)
		got := written(t, g)
		if first == nil {
			first = got
		} else if !bytes.Equal(first, got) {
			t.Errorf("%d cores write something else", cores)
		}
	}
}

func TestTooLargeForASheet(t *testing.T) {
	for _, g := range []*report.Grid{sample(maxRows-1, 1), sample(1, maxColumns-1)} {
		var large *TooLarge
		if err := Write(io.Discard, g); !errors.As(err, &large) || !strings.Contains(err.Error(), "--format csv") {
			t.Error(err)
		}
	}
	if err := Write(io.Discard, sample(1, maxColumns-2)); err != nil {
		t.Error("a full sheet:", err)
	}
}

type fullDisk struct{ left int }

var errFull = errors.New("disk full")

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.left -= len(b); d.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestStopsWhenTheDiskIsFull(t *testing.T) {
	g := sample(2000, 40)
	for _, room := range []int{0, 5_000, 50_000} {
		if err := Write(&fullDisk{room}, g); !errors.Is(err, errFull) {
			t.Errorf("%d bytes: %v", room, err)
		}
	}
}

func TestRowsOfAnotherLength(t *testing.T) {
	g := sample(100, 5)
	g.Reader = func() func(int, *report.GridRow) { return func(_ int, into *report.GridRow) { into.Name("one") } }
	if err := Write(io.Discard, g); err == nil {
		t.Error("written")
	}
}

func TestNumbersKeepTheirBits(t *testing.T) {
	for _, v := range []float64{0, 1, -3, 0.1, 1.0 / 3, -2.5e-300, 1e15, 1e21, 123456.789, math.MaxFloat64, math.SmallestNonzeroFloat64, 214} {
		got, err := strconv.ParseFloat(string(appendNumber(nil, v)), 64)
		if err != nil || got != v {
			t.Errorf("%v became %v, %v", v, got, err)
		}
	}
}

// TestOpensInLibreOffice turns the workbook into CSV and reads the numbers as
// they are shown.
func TestOpensInLibreOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("needs LibreOffice")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "table.xlsx")
	if err := os.WriteFile(file, written(t, sample(100, 14)), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--outdir", dir, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "table.csv"))
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// Row 1 of sample: 11/10 as a count, 26/11 as a mean, 41/12 and −27/14 as gaps …
	for _, want := range []string{`"Q&A <""1"">",2026-02,1,2.36,+3.42,4.308,−1.9,`, "单位 / Unit,", "\n=1+1,"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%q is not in\n%.600s", want, data)
		}
	}
}

// The table of 500 branches × 24 months: 12,000 rows of 200 numbers.
const benchRows, benchColumns = 12_000, 200

func BenchmarkWrite(b *testing.B) {
	g := sample(benchRows, benchColumns)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, g); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStreamWriter is the same table by excelize's fastest way.
func BenchmarkStreamWriter(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		f := excelize.NewFile()
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		cells := make([]any, 2+benchColumns)
		for r := range benchRows {
			cells[0], cells[1] = names[r%len(names)], fmt.Sprintf("2026-%02d", 1+r%12)
			for c := range benchColumns {
				if v, ok := figure(r, c); ok {
					cells[2+c] = v
				} else {
					cells[2+c] = nil
				}
			}
			if err := w.SetRow("A"+strconv.Itoa(r+2), cells); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
		if err := f.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}
