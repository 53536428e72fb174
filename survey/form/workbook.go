package form

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// The sheets of the workbook.
var (
	sheetHelp    = lang.T("说明", "Instructions")
	sheetAnswers = lang.T("答卷", "Answers")
	sheetPaper   = lang.T("打印问卷", "Paper form")
	sheetLists   = lang.T("名单", "Lists")
)

// The rows of the answer sheet.
const (
	titleRow  = 1
	markRow   = 2
	blockRow  = 3
	headRow   = 4
	firstRow  = 5
	listRows  = 50 // names that a list has room for
	inlineMax = 11 // points of a scale up to which its numbers make a drop-down
)

// workbook writes instructions, answer sheet, printed questionnaire and lists.
func (p *paper) workbook(w io.Writer) error {
	s := newSheets()
	defer s.f.Close()
	l := p.opt.Lang
	s.note(s.f.SetSheetName("Sheet1", sheetHelp.In(l)))
	for _, t := range []lang.Text{sheetAnswers, sheetPaper, sheetLists} {
		_, err := s.f.NewSheet(t.In(l))
		s.note(err)
	}
	p.help(s, sheetHelp.In(l))
	p.answers(s, sheetAnswers.In(l))
	p.printed(s, sheetPaper.In(l))
	p.lists(s, sheetLists.In(l))
	s.note(s.f.SetDocProps(&excelize.DocProperties{Title: p.title.In(l), Identifier: "xlsx"}))
	if s.err != nil {
		return fmt.Errorf("workbook of the form: %w", s.err)
	}
	return s.f.Write(w)
}

// column is one column of the answer sheet.
type column struct {
	*question
	part, n int // n: position on the sheet, from 1
}

// columns lays the parts side by side; after the weights one column is left
// for their sum.
func (p *paper) columns() (cols []column, sums []int) {
	n := 0
	for i := range p.parts {
		for j := range p.parts[i].questions {
			n++
			cols = append(cols, column{&p.parts[i].questions[j], i, n})
		}
		if p.parts[i].weights {
			n++
			sums = append(sums, n)
		}
	}
	return cols, sums
}

// mark is the text by which load recognises the sheet and its instrument.
func (p *paper) mark() string {
	return strings.TrimSpace(load.TemplateMark + " " + p.study.Instrument)
}

// answers lays out the sheet with one row for each respondent.
func (p *paper) answers(s *sheets, sheet string) {
	l := p.opt.Lang
	cols, sums := p.columns()
	width := cols[len(cols)-1].n
	if len(sums) > 0 {
		width = max(width, sums[len(sums)-1])
	}
	last := firstRow + p.opt.Rows - 1
	s.put(sheet, 1, titleRow, p.title.In(l), look{name: "title", size: 14, bold: true, colour: ink, down: "center"})
	s.put(sheet, 1, markRow, p.mark()+"  "+lang.T("一行一位受访者；请勿改动表头和本行", "one row for each respondent; leave the headers and this line as they are").In(l),
		look{name: "mark", size: 8, colour: grey, down: "center"})
	p.blocks(s, sheet, cols, sums)
	for _, c := range cols {
		p.column(s, sheet, c, last)
	}
	for _, n := range sums {
		p.sumColumn(s, sheet, cols, n, last)
	}
	p.gaps(s, sheet, cols, last)
	s.note(s.f.SetRowHeight(sheet, titleRow, 24))
	s.note(s.f.SetRowHeight(sheet, markRow, 15))
	s.note(s.f.SetRowHeight(sheet, blockRow, 20))
	s.note(s.f.SetRowHeight(sheet, headRow, p.headHeight(cols)))
	p.frame(s, sheet, cols, width, last)
}

// frame freezes the head, sets the printing up and names what is printed on
// every page.
func (p *paper) frame(s *sheets, sheet string, cols []column, width, last int) {
	fixed := 0
	for _, c := range cols {
		if c.part == 0 && c.item < 0 && fixed < 2 {
			fixed = c.n
		}
	}
	s.note(s.f.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: fixed, YSplit: headRow, TopLeftCell: name(fixed+1, firstRow), ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: name(1, firstRow), ActiveCell: name(1, firstRow), Pane: "bottomRight"}}}))
	size, landscape, wide, high := 9, "landscape", max(1, (width+24)/25), 0
	s.note(s.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	fit := true
	s.note(s.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	s.note(s.f.SetPageMargins(sheet, margins(0.4)))
	s.note(s.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L" + footerText(p.title.In(p.opt.Lang)) + "&R&P / &N"}))
	q := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!"
	titles := fmt.Sprintf("%s$%d:$%d", q, blockRow, headRow)
	if fixed > 0 {
		titles = fmt.Sprintf("%s$A:$%s,%s", q, colName(fixed), titles)
	}
	s.note(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: sheet}))
	s.note(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("%s$A$1:$%s$%d", q, colName(width), last), Scope: sheet}))
	zoom := 90.0
	s.note(s.f.SetSheetView(sheet, 0, &excelize.ViewOptions{ZoomScale: &zoom}))
}

func margins(side float64) *excelize.PageLayoutMarginsOptions {
	return &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &side, Bottom: ptr(0.5), Header: ptr(0.2), Footer: ptr(0.25)}
}

func ptr[T any](v T) *T { return &v }

// footerText doubles the character that starts a code in page footers.
func footerText(s string) string { return strings.ReplaceAll(s, "&", "&&") }

// blocks writes the row above the headers: the parts, merged over their
// columns.
func (p *paper) blocks(s *sheets, sheet string, cols []column, sums []int) {
	l := p.opt.Lang
	for i := range p.parts {
		from, to := 0, 0
		for _, c := range cols {
			if c.part == i {
				if from == 0 {
					from = c.n
				}
				to = c.n
			}
		}
		if p.parts[i].weights && len(sums) > 0 {
			to = sums[0]
		}
		text := joined(p.parts[i].title, l)
		if a := joined(p.parts[i].anchors, l); a != "" && !p.parts[i].weights && to-from > 3 {
			text += "  " + a
		}
		lk := look{name: fmt.Sprint("block", i%len(bands)), fill: band(i), bold: true, colour: ink, across: "left", down: "center", box: true}
		s.put(sheet, from, blockRow, text, lk)
		s.dress(sheet, from, blockRow, to, blockRow, lk)
		s.merge(sheet, from, blockRow, to, blockRow)
	}
}

// column writes one column: head, width, style and what may be entered.
func (p *paper) column(s *sheets, sheet string, c column, last int) {
	s.put(sheet, c.n, headRow, p.headerOf(c.question),
		look{name: fmt.Sprint("head", c.part%len(bands)), fill: band(c.part), size: 9, bold: true, colour: ink, across: "center", down: "center", wrap: true, box: true})
	body := look{name: "body", across: "center", down: "center", box: true}
	width := p.itemWidth()
	switch {
	case c.kind == day:
		body = look{name: "day", across: "center", down: "center", box: true, format: "yyyy-mm-dd"}
		width = 12
	case c.kind == words && c.fieldName() != survey.FieldID:
		body = look{name: "words", across: "left", down: "center", box: true, wrap: true}
		width = 16
		if c.fieldName() == survey.FieldComment {
			width = 40
		}
	case c.kind == choice:
		width = 13
	}
	s.dress(sheet, c.n, firstRow, c.n, last, body)
	s.width(sheet, c.n, c.n, width)
	p.entry(s, sheet, c, fmt.Sprintf("%s:%s", name(c.n, firstRow), name(c.n, last)))
}

// entry says what may be entered in a column, with the question as a prompt.
func (p *paper) entry(s *sheets, sheet string, c column, cells string) {
	l := p.opt.Lang
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(cells)
	want := ""
	switch {
	case c.kind == rating && c.hi-c.lo < inlineMax:
		list := p.listed(c.question)
		s.note(dv.SetDropList(list))
		want = strings.Join(list, ", ")
	case c.kind == rating:
		s.note(dv.SetRange(c.lo, c.hi, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
		want = fmt.Sprintf("%d … %d", c.lo, c.hi)
	case c.kind == points:
		s.note(dv.SetRange(0, 100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		want = "0 … 100"
	case c.kind == day:
		s.note(dv.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)) // 2000 to 2099
		want = "2026-10-03"
	case c.kind == choice:
		var list []string
		for _, n := range c.names {
			list = append(list, joined(n, single(l)))
		}
		s.note(dv.SetDropList(list))
		want = strings.Join(list, ", ")
	default:
		col, ok := listOf(c.fieldName())
		if !ok {
			return
		}
		dv.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$3:$%s$%d", strings.ReplaceAll(sheetLists.In(l), "'", "''"), colName(col), colName(col), 2+listRows))
		dv.ShowErrorMessage = false // other names may be typed too
		s.note(s.f.AddDataValidation(sheet, dv))
		return
	}
	title, text := p.prompt(c)
	dv.SetInput(title, text)
	dv.SetError(excelize.DataValidationErrorStyleStop, lang.T("不在可选范围内", "Not among the answers").In(l), cut(want, 200))
	s.note(s.f.AddDataValidation(sheet, dv))
}

// single picks one language where two can't stand: entries of a list become
// data.
func single(l lang.Lang) lang.Lang {
	if l == lang.Both {
		return lang.Zh
	}
	return l
}

// listed are the entries of a drop-down.
func (p *paper) listed(q *question) []string {
	var out []string
	for v := q.lo; v <= q.hi; v++ {
		out = append(out, fmt.Sprint(v))
	}
	if !q.none.IsZero() {
		out = append(out, q.none.In(single(p.opt.Lang)))
	}
	return out
}

// The limits that spreadsheets put on prompts.
const (
	promptTitle = 32
	promptText  = 250
)

func (p *paper) prompt(c column) (title, text string) {
	l := p.opt.Lang
	title = p.parts[c.part].title.In(l)
	text = joined(c.text, l)
	if !c.hint.IsZero() {
		text += "\n" + c.hint.In(l)
	}
	if a := p.parts[c.part].anchors; !a.IsZero() {
		text += "\n" + a.Join(l, "\n")
	}
	return cut(title, promptTitle), cut(text, promptText)
}

// cut shortens a text to n UTF-16 units, as spreadsheets count.
func cut(s string, n int) string {
	units := 0
	for i, r := range s {
		k := 1
		if r > 0xFFFF {
			k = 2
		}
		if units += k; units > n-1 && i+utf8.RuneLen(r) < len(s) {
			return s[:i] + "…"
		}
	}
	return s
}

// sumColumn writes the check that the weights make 100: the sum, green when
// right, red when not.
func (p *paper) sumColumn(s *sheets, sheet string, cols []column, n, last int) {
	l := p.opt.Lang
	from, part := n, 0
	for _, c := range cols {
		if c.kind == points && c.n < from {
			from, part = c.n, c.part
		}
	}
	s.put(sheet, n, headRow, joined(lang.T("权重合计（应为100）", "Weights total (should be 100)"), l),
		look{name: fmt.Sprint("head", part%len(bands)), fill: band(part), size: 9, bold: true, colour: ink, across: "center", down: "center", wrap: true, box: true})
	s.width(sheet, n, n, 11)
	body := look{name: "sum", across: "center", down: "center", box: true, colour: grey, bold: true}
	s.dress(sheet, n, firstRow, n, last, body)
	for row := firstRow; row <= last; row++ {
		cells := name(from, row) + ":" + name(n-1, row)
		s.note(s.f.SetCellFormula(sheet, name(n, row), fmt.Sprintf(`IF(COUNT(%s)=0,"",SUM(%s))`, cells, cells)))
	}
	at := name(n, firstRow)
	s.colourIf(sheet, at+":"+name(n, last), fmt.Sprintf(`AND(%s<>"",ABS(N(%s)-100)>0.01)`, at, at), warn)
	s.colourIf(sheet, at+":"+name(n, last), fmt.Sprintf(`AND(%s<>"",ABS(N(%s)-100)<=0.01)`, at, at), good)
}

// gaps colours questions that are still open in a row that was begun.
func (p *paper) gaps(s *sheets, sheet string, cols []column, last int) {
	first, end := 0, 0
	for _, c := range cols {
		if c.item >= 0 {
			if first == 0 {
				first = c.n
			}
			end = c.n
		}
	}
	begun := fmt.Sprintf("COUNTA($%s%d:$%s%d)>0", colName(first), firstRow, colName(end), firstRow)
	for _, c := range cols {
		if c.needed {
			at := name(c.n, firstRow)
			s.colourIf(sheet, at+":"+name(c.n, last), fmt.Sprintf("AND(%s,ISBLANK(%s))", begun, at), absent)
		}
	}
}

func (s *sheets) colourIf(sheet, cells, formula, colour string) {
	style, ok := s.styles["if"+colour]
	if !ok {
		var err error
		style, err = s.f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}})
		s.note(err)
		s.styles["if"+colour] = style
	}
	s.note(s.f.SetConditionalFormat(sheet, cells, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: formula, Format: &style}}))
}

// itemWidth is the width of a column of answers: as wide as its head needs.
func (p *paper) itemWidth() float64 {
	if p.opt.Lang == lang.Zh {
		return 10.5
	}
	return 13.5
}

// headHeight makes room for the longest head: about ten Latin letters or five
// ideographs fit a line.
func (p *paper) headHeight(cols []column) float64 {
	lines := 2
	for _, c := range cols {
		room := int(p.itemWidth())
		if c.kind == words && c.fieldName() != survey.FieldID {
			room = 16
		}
		n := 0
		for _, text := range strings.Split(p.headerOf(c.question), "\n") {
			n += linesOf(text, room)
		}
		lines = max(lines, n)
	}
	return min(200, float64(lines)*13+8)
}

// linesOf estimates how many lines a text fills when a line takes room
// half-width characters.
func linesOf(s string, room int) int {
	lines, used := 1, 0
	for _, word := range strings.Fields(s) {
		w := 0
		for _, r := range word {
			w++
			if r > 0x2E80 {
				w++
			}
		}
		if used > 0 && used+1+w > room {
			lines++
			used = 0
		}
		for w > room {
			lines++
			w -= room
		}
		used += w + 1
	}
	return lines
}
