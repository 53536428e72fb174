package xlsx

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"servqual/fixtures/sampledoc"
	"servqual/report"
	"servqual/survey/lang"
)

// recalculate tells LibreOffice to calculate every formula on opening, whatever
// result is stored.
const recalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// convert converts a workbook with LibreOffice and gives the path of the result.
func convert(t *testing.T, file, to string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("short: the workbook was not opened in LibreOffice")
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no soffice on this machine, and CI=true demands it")
		}
		t.Skip("no soffice on this machine: the workbook was not opened in LibreOffice")
	}
	dir := t.TempDir()
	user := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(recalculate), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", filepath.Join(dir, "out"), file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	return filepath.Join(dir, "out", strings.TrimSuffix(filepath.Base(file), ".xlsx")+"."+to)
}

func save(t *testing.T, raw []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.xlsx")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestOffice: LibreOffice opens the workbook and prints it; the text of the
// pages shows the numbers as the document writes them.
func TestOffice(t *testing.T) {
	pdf := convert(t, save(t, render(t, sampledoc.Monthly(lang.Zh))), "pdf")
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext on this machine: the printed workbook was not read back")
	}
	text, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"月度服务质量报告", "−0.83", "<0.001", "0.412", "<10", "32.4", "1,284", "8.4%", "+12", "按承诺的时间交车", "五维度雷达图", "集中改进"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the printed workbook does not show %q", want)
		}
	}
	for _, bad := range []string{"#REF", "#NAME", "#VALUE", "#N/A", "#DIV", "Err:", "###"} {
		if strings.Contains(string(text), bad) {
			t.Errorf("the printed workbook shows %q", bad)
		}
	}
}

const calcName = "95 计算"

// formulas gives the address of every formula with its part, row and column.
func formulas(t *testing.T, f *excelize.File, c *report.Calc) map[string]report.CalcCell {
	t.Helper()
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	out := map[string]report.CalcCell{}
	for _, p := range c.Parts {
		_, area, ok := strings.Cut(names["calc_"+p.ID], "!")
		if !ok {
			t.Fatalf("part %s has no name in the workbook", p.ID)
		}
		cells := expand(t, area)
		for i, r := range p.Rows {
			for j, x := range r.Cells {
				out[cells[(i+1)*len(p.Columns)+j]] = x
			}
		}
	}
	return out
}

func value(t *testing.T, f *excelize.File, cell string) (float64, bool) {
	t.Helper()
	raw, err := f.GetCellValue(calcName, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	x, err := strconv.ParseFloat(raw, 64)
	return x, err == nil
}

// TestFormulas: the cached results are the document's; LibreOffice, told to
// calculate everything anew, comes to the same in every cell.
func TestFormulas(t *testing.T) {
	doc := sampledoc.Monthly(lang.Zh)
	raw := render(t, doc)
	ours := open(t, raw)
	theirs, err := excelize.OpenFile(convert(t, save(t, raw), "xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	n := 0
	for cell, x := range formulas(t, ours, doc.Calc) {
		formula, _ := ours.GetCellFormula(calcName, cell)
		if (formula != "") != (x.Formula != "") {
			t.Errorf("%s: formula %q for %q", cell, formula, x.Formula)
		}
		a, isA := value(t, ours, cell)
		b, isB := value(t, theirs, cell)
		if isA != x.Number.Defined || isB != isA {
			t.Errorf("%s %s: a number in ours %v, in theirs %v, want %v", cell, formula, isA, isB, x.Number.Defined)
			continue
		}
		if isA && (a != x.Number.Value || math.Abs(b-a) > 1e-9*math.Max(1, math.Abs(a))) {
			t.Errorf("%s %s: ours %v, theirs %v, want %v", cell, formula, a, b, x.Number.Value)
		}
		if formula != "" {
			n++
		}
	}
	if n < 90 {
		t.Errorf("only %d formulas were compared", n)
	}
}

// TestChangedAnswer: a reader changes one answer, and the scores move as they
// must: P5 of R1 from 5 to 7 makes the gap of Q5 two ninths larger and that of
// R1 two fifths; reliability, a mean of eight customers, by a twentieth.
func TestChangedAnswer(t *testing.T) {
	doc := sampledoc.Monthly(lang.Zh)
	f := open(t, render(t, doc))
	address := func(part, row, column string) string {
		ref := "[" + part + "." + column + ":" + row + "]"
		out, err := doc.Calc.Resolve(0, 0, ref, func(p, r0, c0, _, _ int) string {
			for _, n := range f.GetDefinedName() {
				if n.Name == "calc_"+doc.Calc.Parts[p].ID {
					_, area, _ := strings.Cut(n.RefersTo, "!")
					return expand(t, area)[(r0+1)*len(doc.Calc.Parts[p].Columns)+c0]
				}
			}
			return ""
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	before := map[string]float64{}
	moves := map[[3]string]float64{{"answers", "R1", "REL"}: 2.0 / 5, {"items", "Q5", "gap"}: 2.0 / 9, {"scores", "REL", "gap"}: 2.0 / 5 / 8, {"scores", "weighted", "gap"}: 2.0 / 5 * 0.40 / 8, {"items", "Q6", "gap"}: 0}
	for k := range moves {
		x, ok := value(t, f, address(k[0], k[1], k[2]))
		if !ok {
			t.Fatalf("%v has no value", k)
		}
		before[k[0]+k[1]+k[2]] = x
	}
	if err := f.SetCellInt(calcName, address("answers", "R1", "PQ5"), 7); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "changed.xlsx")
	if err := f.SaveAs(file); err != nil {
		t.Fatal(err)
	}
	after, err := excelize.OpenFile(convert(t, file, "xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer after.Close()
	for k, want := range moves {
		x, _ := value(t, after, address(k[0], k[1], k[2]))
		if got := x - before[k[0]+k[1]+k[2]]; math.Abs(got-want) > 1e-12 {
			t.Errorf("%v moved by %v, want %v", k, got, want)
		}
	}
}
