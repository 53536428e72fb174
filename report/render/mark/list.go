package mark

import (
	"fmt"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// listName is the sheet in front.
var listName = lang.T("检查结果", "Problems")

// list writes the sheet with all problems in front of the others.
func (p *plan) list(f *excelize.File) error {
	name := p.freeName(f)
	first := f.GetSheetName(0)
	scopes := localNames(f)
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	w := &lister{plan: p, f: f, sheet: name, row: 1, styles: make(map[string]int)}
	w.head()
	for _, g := range p.groups {
		w.group(g)
	}
	w.layout()
	if w.err != nil {
		return w.err
	}
	if err := f.MoveSheet(name, first); err != nil {
		return err
	}
	keepLocalNames(f, scopes)
	f.SetActiveSheet(0)
	return nil
}

// freeName is the name of the list, numbered where the data has a sheet of
// that name.
func (p *plan) freeName(f *excelize.File) string {
	base := listName.In(p.opt.Lang)
	name := base
	for k := 2; ; k++ {
		taken := false
		for _, s := range f.GetSheetList() {
			taken = taken || strings.EqualFold(s, name)
		}
		if !taken {
			return name
		}
		name = fmt.Sprintf("%s %d", base, k)
	}
}

// localNames gives the sheet of each name that belongs to one, such as a
// print area: workbooks count sheets there, and the list comes in front.
func localNames(f *excelize.File) []string {
	var out []string
	if f.WorkBook == nil || f.WorkBook.DefinedNames == nil {
		return nil
	}
	list := f.GetSheetList()
	for i := range f.WorkBook.DefinedNames.DefinedName {
		scope := ""
		if id := f.WorkBook.DefinedNames.DefinedName[i].LocalSheetID; id != nil && *id >= 0 && *id < len(list) {
			scope = list[*id]
		}
		out = append(out, scope)
	}
	return out
}

func keepLocalNames(f *excelize.File, scopes []string) {
	for i, scope := range scopes {
		if scope == "" || i >= len(f.WorkBook.DefinedNames.DefinedName) {
			continue
		}
		if k, err := f.GetSheetIndex(scope); err == nil && k >= 0 {
			f.WorkBook.DefinedNames.DefinedName[i].LocalSheetID = &k
		}
	}
}

// lister writes the list from the top.
type lister struct {
	*plan
	f      *excelize.File
	sheet  string
	row    int
	err    error
	styles map[string]int
}

func (w *lister) note(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *lister) style(name string, s *excelize.Style) int {
	if id, ok := w.styles[name]; ok {
		return id
	}
	if s.Font == nil {
		s.Font = &excelize.Font{}
	}
	s.Font.Family = "微软雅黑"
	if s.Font.Size == 0 {
		s.Font.Size = 10
	}
	id, err := w.f.NewStyle(s)
	w.note(err)
	w.styles[name] = id
	return id
}

func (w *lister) put(col int, v any, style int) {
	at, _ := excelize.CoordinatesToCellName(col, w.row)
	if s, ok := v.(string); ok {
		w.note(w.f.SetCellStr(w.sheet, at, s)) // a text that begins with = is no formula
	} else {
		w.note(w.f.SetCellValue(w.sheet, at, v))
	}
	w.note(w.f.SetCellStyle(w.sheet, at, at, style))
}

var columns = []struct {
	head  lang.Text
	width float64
}{
	{lang.T("级别", "Severity"), 11}, {lang.T("问题", "Problem"), 26}, {lang.T("对象", "Subject"), 20}, {found, 24}, {lang.T("次数", "Count"), 8},
	{lang.T("位置", "Place"), 30}, {lang.T("应为 / 怎么办", "Wanted / what to do"), 44}, {lang.T("处理", "What was done"), 36},
}

func border() []excelize.Border {
	var out []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		out = append(out, excelize.Border{Type: side, Color: "D0D7DE", Style: 1})
	}
	return out
}

// headRow is the row of the list's heads.
const headRow = 4

func (w *lister) head() {
	l := w.opt.Lang
	e, n, i := w.data.Issues.Count(issue.Error), w.data.Issues.Count(issue.Warning), w.data.Issues.Count(issue.Info)
	w.put(1, lang.T("数据检查结果", "What is wrong with the data").In(l), w.style("title", &excelize.Style{Font: &excelize.Font{Size: 14, Bold: true, Color: "1F3A5F"}}))
	w.row++
	text := lang.F("%d 个错误，%d 个提醒，%d 条说明。点击“位置”跳到单元格；单元格批注写明发现了什么、应为什么、如何处理。",
		"%d errors, %d warnings, %d notes. A click on a place leads to the cell; the comment there says what was found, wanted and done.", e, n, i)
	if w.data.Issues.Len() == 0 {
		text = lang.T("没有发现问题。", "Nothing wrong was found.")
	}
	grey := w.style("sum", &excelize.Style{Font: &excelize.Font{Color: "5A6672"}})
	w.put(1, text.In(l), grey)
	w.row++
	w.put(1, w.keeps().In(l), grey)
	w.row = headRow
	st := w.style("head", &excelize.Style{Font: &excelize.Font{Bold: true, Color: "1F3A5F"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}},
		Border: border(), Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	for i, c := range columns {
		w.put(i+1, c.head.In(l), st)
	}
	w.row++
}

// keeps says what the copy holds: it is the owner's own file, with all columns.
func (w *lister) keeps() lang.Text {
	n := 0
	for _, g := range w.groups {
		if g.issue.Code == issue.PersonalData {
			n += g.issue.Count
		}
	}
	if n == 0 {
		return lang.T("副本保留原文件的全部列和内容；本表和批注中的个人信息已遮蔽。", "The copy keeps all columns and contents of the file; this list and the comments mask personal data.")
	}
	return lang.F("副本保留原文件的全部列和内容，包括 %d 列个人信息（姓名、电话等），转发前请先删除这些列；本表和批注中的个人信息已遮蔽。",
		"The copy keeps all columns and contents of the file, %d columns of personal data (names, telephone numbers …) among them: delete these before you pass it on. This list and the comments mask personal data.", n)
}

// group writes one kind of problem; the places after the first follow below,
// folded away.
func (w *lister) group(g group) {
	l := w.opt.Lang
	i := g.issue
	body := w.style("body", &excelize.Style{Border: border(), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	w.put(1, severities[i.Severity].In(l), w.style("sev"+i.Severity.String(), &excelize.Style{Border: border(), Alignment: &excelize.Alignment{Vertical: "top"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fills[i.Severity]}}}))
	w.put(2, i.Code.Title().In(l), body)
	w.put(3, i.Subject, body)
	w.put(4, w.got(i), body)
	w.put(5, i.Count, body)
	w.put(7, i.Want.Join(l, "\n"), body)
	w.put(8, i.Effect.Join(l, "\n"), body)
	places := sortedPlaces(g.places)
	w.link(places[0], body)
	if more := i.Count - len(places); more > 0 {
		at, _ := excelize.CoordinatesToCellName(6, w.row)
		v, _ := w.f.GetCellValue(w.sheet, at)
		w.note(w.f.SetCellStr(w.sheet, at, v+"\n"+lang.F("（仅列出前 %d 处）", "(the first %d are listed)", len(places)).In(l)))
	}
	w.row++
	for _, pos := range places[1:] {
		w.put(2, i.Code.Title().In(l), w.style("again", &excelize.Style{Font: &excelize.Font{Color: "9AA4AE"}, Alignment: &excelize.Alignment{Indent: 1}}))
		w.link(pos, w.style("place", &excelize.Style{}))
		w.note(w.f.SetRowOutlineLevel(w.sheet, w.row, 1))
		w.note(w.f.SetRowVisible(w.sheet, w.row, false))
		w.row++
	}
}

// link writes a place that leads to its cell.
func (w *lister) link(pos issue.Pos, style int) {
	text := pos.String()
	name, ok := w.sheets[place{pos.File, pos.Sheet}]
	c, inside := w.cell(pos)
	if !ok {
		w.put(6, text, style)
		return
	}
	target := "A1"
	if inside {
		if at, err := excelize.CoordinatesToCellName(c.col, c.row); err == nil {
			target = at
		}
	}
	w.put(6, text, w.style("link", &excelize.Style{Font: &excelize.Font{Color: "1A5FB4", Underline: "single"}, Border: border(), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}))
	at, _ := excelize.CoordinatesToCellName(6, w.row)
	w.note(w.f.SetCellHyperLink(w.sheet, at, "'"+strings.ReplaceAll(name, "'", "''")+"'!"+target, "Location"))
}

// sortedPlaces orders places by row and column.
func sortedPlaces(in []issue.Pos) []issue.Pos {
	out := append([]issue.Pos(nil), in...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Row != out[j].Row {
			return out[i].Row < out[j].Row
		}
		return out[i].Col < out[j].Col
	})
	return out
}

func (w *lister) layout() {
	for i, c := range columns {
		col, _ := excelize.ColumnNumberToName(i + 1)
		w.note(w.f.SetColWidth(w.sheet, col, col, c.width))
	}
	w.note(w.f.SetPanes(w.sheet, &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: fmt.Sprintf("A%d", headRow+1), ActivePane: "bottomLeft"}))
	off, above := false, false
	w.note(w.f.SetSheetView(w.sheet, 0, &excelize.ViewOptions{ShowGridLines: &off}))
	landscape, wide, high, fit := "landscape", 1, 0, true
	w.note(w.f.SetPageLayout(w.sheet, &excelize.PageLayoutOptions{Size: ptr(9), Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	w.note(w.f.SetSheetProps(w.sheet, &excelize.SheetPropsOptions{FitToPage: &fit, OutlineSummaryBelow: &above}))
}

func keys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
