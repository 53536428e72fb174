package mark

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// rendered loads the files as check does and renders the marked copy.
func rendered(t *testing.T, l lang.Lang, inputs ...load.Input) (*excelize.File, *load.Summary) {
	t.Helper()
	opt := load.Default()
	opt.Workers, opt.Presets = 1, servqual.Presets()
	src, err := load.Open(inputs, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	sum, err := src.Read(context.Background(), func(int, *survey.Batch) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	personal := map[string]bool{}
	for _, b := range src.Bindings() {
		if b.Use == load.UsePersonal {
			personal[fmt.Sprint(b.File, b.Sheet, b.Column)] = true
		}
	}
	head := map[place]int{}
	for _, f := range sum.Files {
		head[place{f.File, f.Sheet}] = f.HeaderRows
	}
	o := Default()
	o.Lang = l
	var out bytes.Buffer
	err = Render(&out, Data{Books: src.Books(), Issues: sum.Issues,
		Header: func(f, s string) int { return head[place{f, s}] },
		Hidden: func(f, s string, c int) bool { return personal[fmt.Sprint(f, s, c)] }}, o)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, sum
}

// ids are the items of SERVQUAL in order.
func heads() []string {
	s, _ := servqual.Preset("servqual-22")
	var out []string
	for _, side := range []string{"E", "P"} {
		for i := range s.Items {
			out = append(out, fmt.Sprintf("%s%d", side, i+1))
		}
	}
	return out
}

const bad = 9 // off a scale of seven

// answersBook is a workbook with formats, formulas, a comment, merged cells,
// names, hidden parts, and some wrong answers in D6 and E7.
func answersBook(t *testing.T) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "答卷"))
	must(f.SetCellValue("答卷", "A1", "十月调查"))
	must(f.MergeCell("答卷", "A1", "E1"))
	must(f.SetCellStr("答卷", "A3", "编号"))
	must(f.SetCellStr("答卷", "B3", "手机"))
	for i, h := range heads() {
		must(f.SetCellStr("答卷", cellName(i+3, 3), h))
	}
	must(f.SetCellStr("答卷", cellName(47, 3), "平均感知"))
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "AA0000", Family: "SimSun", Size: 13}, CustomNumFmt: ptr(`0"分"`),
		Border: []excelize.Border{{Type: "bottom", Color: "00AA00", Style: 5}}, Alignment: &excelize.Alignment{Horizontal: "right", Indent: 2}})
	must(err)
	for r := range 20 {
		row := 4 + r
		must(f.SetCellInt("答卷", cellName(1, row), int64(r+1)))
		must(f.SetCellStr("答卷", cellName(2, row), fmt.Sprintf("138001380%02d", r)))
		for i := range heads() {
			must(f.SetCellInt("答卷", cellName(i+3, row), int64(1+(r*5+i*3+r*i)%7)))
		}
		must(f.SetCellValue("答卷", cellName(47, row), 4.25))
		must(f.SetCellFormula("答卷", cellName(47, row), fmt.Sprintf("AVERAGE(Y%d:AT%d)", row, row)))
	}
	must(f.SetCellInt("答卷", "D6", bad))
	must(f.SetCellStr("答卷", "E7", "=大概吧"))
	must(f.SetCellStyle("答卷", "D6", "D6", style))
	must(f.AddComment("答卷", excelize.Comment{Cell: "D6", Author: "李", Text: "请核实这一格"}))
	must(f.AddComment("答卷", excelize.Comment{Cell: "H9", Author: "李", Text: "无关的批注"}))
	must(f.SetRowVisible("答卷", 12, false))
	must(f.SetColWidth("答卷", "A", "A", 23))
	dv := excelize.NewDataValidation(true)
	dv.SetSqref("C4:C23")
	must(dv.SetDropList([]string{"1", "2", "3"}))
	must(f.AddDataValidation("答卷", dv))
	_, err = f.NewSheet("备注")
	must(err)
	must(f.SetCellStr("备注", "A1", "本表为备注"))
	must(f.SetCellFormula("备注", "B2", "答卷!D6*2"))
	must(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "备注!$A$1:$B$2", Scope: "备注"}))
	return f
}

func cellName(col, row int) string {
	n, _ := excelize.CoordinatesToCellName(col, row)
	return n
}

func bytesOf(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sameCells compares value, formula and number format of every cell.
func sameCells(t *testing.T, a, b *excelize.File, sheetA, sheetB string) {
	t.Helper()
	for row := 1; row <= 30; row++ {
		for col := 1; col <= 50; col++ {
			at := cellName(col, row)
			va, _ := a.GetCellValue(sheetA, at, excelize.Options{RawCellValue: true})
			vb, _ := b.GetCellValue(sheetB, at, excelize.Options{RawCellValue: true})
			fa, _ := a.GetCellFormula(sheetA, at)
			fb, _ := b.GetCellFormula(sheetB, at)
			ta, _ := a.GetCellType(sheetA, at)
			tb, _ := b.GetCellType(sheetB, at)
			sa, _ := a.GetCellStyle(sheetA, at)
			sb, _ := b.GetCellStyle(sheetB, at)
			xa, _ := a.GetStyle(sa)
			xb, _ := b.GetStyle(sb)
			if va != vb || fa != fb || ta != tb {
				t.Errorf("%s: %q %q %v became %q %q %v", at, va, fa, ta, vb, fb, tb)
			}
			if str(xa.CustomNumFmt) != str(xb.CustomNumFmt) || xa.NumFmt != xb.NumFmt || fmt.Sprint(xa.Border, xa.Alignment, xa.Font) != fmt.Sprint(xb.Border, xb.Alignment, xb.Font) && xa.Font.Bold != xb.Font.Bold {
				t.Errorf("%s: another format", at)
			}
		}
	}
}

func str(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

func fillOf(t *testing.T, f *excelize.File, sheet, at string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(s.Fill.Color, "")
}

func notesOf(t *testing.T, f *excelize.File, sheet string) map[string]string {
	t.Helper()
	m, err := comments(f, sheet)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestWorkbookIsCopiedWhole(t *testing.T) {
	original := answersBook(t)
	data := bytesOf(t, original)
	f, sum := rendered(t, lang.Zh, load.Input{Name: "十月.xlsx", Data: data})
	if got := strings.Join(f.GetSheetList(), " "); got != "检查结果 答卷 备注" {
		t.Fatalf("sheets %s", got)
	}
	sameCells(t, original, f, "答卷", "答卷")
	sameCells(t, original, f, "备注", "备注")
	if fillOf(t, f, "答卷", "D6") != fills[issue.Warning] || fillOf(t, f, "答卷", "E7") != fills[issue.Warning] || fillOf(t, f, "答卷", "F8") != "" {
		t.Errorf("fills %q %q %q", fillOf(t, f, "答卷", "D6"), fillOf(t, f, "答卷", "E7"), fillOf(t, f, "答卷", "F8"))
	}
	notes := notesOf(t, f, "答卷")
	if n := notes["D6"]; !strings.Contains(n, "请核实这一格") || !strings.Contains(n, "答案超出量表范围") || !strings.Contains(n, "发现: 9") || !strings.Contains(n, "该答案作废") {
		t.Errorf("comment on D6: %q", n)
	}
	if !strings.Contains(notes["H9"], "无关的批注") || notes["E7"] == "" {
		t.Errorf("comments %v", notes)
	}
	if visible, _ := f.GetRowVisible("答卷", 12); visible {
		t.Error("the hidden row shows")
	}
	if w, _ := f.GetColWidth("答卷", "A"); w != 23 {
		t.Errorf("width %v", w)
	}
	if dv, _ := f.GetDataValidations("答卷"); len(dv) != 1 {
		t.Errorf("%d validations", len(dv))
	}
	for _, n := range f.GetDefinedName() {
		if n.Scope != "备注" {
			t.Errorf("%s belongs to %s", n.Name, n.Scope)
		}
	}
	listed(t, f, sum, "检查结果")
}

// listed checks the list: a row for each kind of problem, links that lead to
// the cells, nothing of what stands in columns of personal data.
func listed(t *testing.T, f *excelize.File, sum *load.Summary, sheet string) {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	groups, links := 0, 0
	kept := rows[2][0]
	for _, i := range sum.Issues.Issues() {
		if i.Code == issue.PersonalData && !strings.Contains(kept, "列个人信息") && !strings.Contains(kept, "columns of personal data") {
			t.Errorf("the list does not say that personal columns are kept: %q", kept)
		}
	}
	for i, r := range rows {
		if strings.Contains(strings.Join(r, " "), "1380013") {
			t.Errorf("the list prints a telephone number: %v", r)
		}
		if i < headRow {
			continue
		}
		if r[0] != "" {
			groups++
		}
		ok, target, err := f.GetCellHyperLink(sheet, cellName(6, i+1))
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			links++
			name, _, _ := strings.Cut(strings.Trim(strings.ReplaceAll(target, "'!", "!"), "'"), "!")
			if k, _ := f.GetSheetIndex(name); k < 0 {
				t.Errorf("link to %s leads nowhere", target)
			}
		}
	}
	if groups != sum.Issues.Len() || links == 0 {
		t.Errorf("%d kinds of problem with %d links, want %d", groups, links, sum.Issues.Len())
	}
}

// answersCSV is the same survey as text in GB 18030, with cells that a
// spreadsheet would spoil: leading zeros, long numbers, a formula's look.
func answersCSV(t *testing.T) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString("编号,工号,门店," + strings.Join(heads(), ",") + ",意见\r\n")
	for r := range 20 {
		fmt.Fprintf(&b, "%d,00%d,朝阳店", r+1, 17+r)
		for i := range heads() {
			fmt.Fprintf(&b, ",%d", 1+(r*5+i*3+r*i)%7)
		}
		b.WriteString(",=1+1\r\n")
	}
	s := strings.Replace(b.String(), "\r\n3,0019,朝阳店,4", "\r\n3,0019,朝阳店,9", 1)
	if s == b.String() {
		t.Fatal("the wrong answer is not in the file")
	}
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

func TestTextBecomesAWorkbook(t *testing.T) {
	f, sum := rendered(t, lang.En, load.Input{Name: "2026-10.csv", Data: answersCSV(t)})
	if got := strings.Join(f.GetSheetList(), "|"); got != "Problems|2026-10" {
		t.Fatalf("sheets %s", got)
	}
	for at, want := range map[string]string{"A1": "编号", "B2": "0017", "C3": "朝阳店", "A21": "20", "D4": "9", "AV2": "=1+1"} {
		got, _ := f.GetCellValue("2026-10", at)
		if got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
		if formula, _ := f.GetCellFormula("2026-10", at); formula != "" {
			t.Errorf("%s became the formula %s", at, formula)
		}
	}
	for at, want := range map[string]excelize.CellType{"A2": excelize.CellTypeUnset, "B2": excelize.CellTypeInlineString} {
		if got, _ := f.GetCellType("2026-10", at); got != want {
			t.Errorf("%s is of type %v, want %v", at, got, want)
		}
	}
	if fillOf(t, f, "2026-10", "D4") != fills[issue.Warning] {
		t.Error("D4 is not marked")
	}
	if n := notesOf(t, f, "2026-10")["D4"]; !strings.Contains(n, "Found: 9") || !strings.Contains(n, "the answer is void") {
		t.Errorf("comment %q", n)
	}
	listed(t, f, sum, "Problems")
}

func TestSeveralFilesBecomeSheets(t *testing.T) {
	original := answersBook(t)
	f, sum := rendered(t, lang.Both, load.Input{Name: "十月.xlsx", Data: bytesOf(t, original)}, load.Input{Name: "2026-11.csv", Data: answersCSV(t)})
	if got := strings.Join(f.GetSheetList(), "|"); got != "检查结果 Problems|十月 答卷|十月 备注|2026-11" {
		t.Fatalf("sheets %s", got)
	}
	for _, at := range []string{"A1", "A3", "B5", "D6", "E7", "AU9"} {
		va, _ := original.GetCellValue("答卷", at, excelize.Options{RawCellValue: true})
		vb, _ := f.GetCellValue("十月 答卷", at, excelize.Options{RawCellValue: true})
		fa, _ := original.GetCellFormula("答卷", at)
		fb, _ := f.GetCellFormula("十月 答卷", at)
		if va != vb || fa != fb {
			t.Errorf("%s: %q %q became %q %q", at, va, fa, vb, fb)
		}
	}
	if got, _ := f.GetCellFormula("十月 备注", "B2"); got != "'十月 答卷'!D6*2" {
		t.Errorf("formula %q", got)
	}
	if id, _ := f.GetCellStyle("十月 答卷", "D6"); id == 0 || fillOf(t, f, "十月 答卷", "D6") != fills[issue.Warning] {
		t.Error("D6 is not marked")
	}
	if m, _ := f.GetMergeCells("十月 答卷"); len(m) != 1 {
		t.Errorf("%d merged ranges", len(m))
	}
	if n := notesOf(t, f, "十月 答卷"); !strings.Contains(n["H9"], "无关的批注") || !strings.Contains(n["D6"], "请核实这一格") {
		t.Errorf("comments %v", n)
	}
	listed(t, f, sum, "检查结果 Problems")
}

// The list keeps its own name when the data has a sheet of that name, and a
// sheet of names that differ in nothing but case or length stays apart.
func TestNamesDoNotClash(t *testing.T) {
	a := answersBook(t)
	if err := a.SetSheetName("备注", "检查结果"); err != nil {
		t.Fatal(err)
	}
	f, _ := rendered(t, lang.Zh, load.Input{Name: "a.xlsx", Data: bytesOf(t, a)})
	if got := strings.Join(f.GetSheetList(), "|"); got != "检查结果 2|答卷|检查结果" {
		t.Errorf("sheets %s", got)
	}
	long := strings.Repeat("很长的文件名", 9)
	n := newNames(nil)
	seen := map[string]bool{}
	for range 3 {
		got := n.unique(long)
		if seen[strings.ToLower(got)] || len([]rune(got)) > 31 {
			t.Errorf("name %q", got)
		}
		seen[strings.ToLower(got)] = true
	}
}

func TestSameInputSameBytes(t *testing.T) {
	data := bytesOf(t, answersBook(t))
	a, _ := rendered(t, lang.Zh, load.Input{Name: "a.xlsx", Data: data}, load.Input{Name: "b.csv", Data: answersCSV(t)})
	b, _ := rendered(t, lang.Zh, load.Input{Name: "a.xlsx", Data: data}, load.Input{Name: "b.csv", Data: answersCSV(t)})
	if !bytes.Equal(bytesOf(t, a), bytesOf(t, b)) {
		t.Error("two runs differ")
	}
}
