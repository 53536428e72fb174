package form

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"servqual/survey/lang"
)

// help lays out the instructions: what to do, and what each part asks.
func (p *paper) help(s *sheets, sheet string) {
	l := p.opt.Lang
	row := 1
	s.put(sheet, 1, row, p.title.In(l), look{name: "title", size: 14, bold: true, colour: ink, down: "center"})
	s.note(s.f.SetRowHeight(sheet, row, 28))
	row += 2
	heading := look{name: "heading", size: 11, bold: true, colour: ink, down: "center"}
	text := look{name: "text", down: "top", wrap: true}
	number := look{name: "number", down: "top", across: "center", colour: grey}
	s.put(sheet, 1, row, lang.T("怎样填写", "How to fill it in").In(l), heading)
	row++
	for i, step := range p.steps() {
		s.put(sheet, 1, row, i+1, number)
		s.put(sheet, 2, row, step.Join(l, "\n"), text)
		s.merge(sheet, 2, row, 3, row)
		s.note(s.f.SetRowHeight(sheet, row, heightOf(step, l, 104)))
		row++
	}
	row++
	s.put(sheet, 1, row, lang.T("问题", "Questions").In(l), heading)
	row++
	for i := range p.parts {
		row = p.helpPart(s, sheet, i, row)
	}
	s.width(sheet, 1, 1, 13)
	s.width(sheet, 2, 2, 44)
	s.width(sheet, 3, 3, 52)
	p.page(s, sheet, 3, row)
}

// page fits a sheet to one A4 page in width.
func (p *paper) page(s *sheets, sheet string, cols, rows int) {
	size, upright, one, any := 9, "portrait", 1, 0
	s.note(s.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &upright, FitToWidth: &one, FitToHeight: &any}))
	fit := true
	s.note(s.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	s.note(s.f.SetPageMargins(sheet, margins(0.5)))
	s.note(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", sheet, colName(cols), rows), Scope: sheet}))
	off := false
	s.note(s.f.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &off}))
}

// steps are the instructions. They follow from what the form asks.
func (p *paper) steps() []lang.Text {
	lo, hi := p.ends()
	out := []lang.Text{
		lang.T("在“名单”表中填好门店和投诉原因，答卷表即可下拉选择，名称不会写法不一。", "List your branches and causes of complaint on the sheet Lists: the answer sheet offers them, so that every name is spelt one way."),
		lang.F("在“答卷”表中，一行填一位受访者。题项从下拉列表中选 %s 到 %s；没有回答的留空，不要填 0。", "On the sheet Answers use one row for each respondent. Choose %s to %s from the lists; leave blank what was not answered, never write 0.", lo, hi),
	}
	if none := p.none(); !none.IsZero() {
		out = append(out, lang.F("“%s”是单独的答案：选它，不要选 1，也不要留空。", "“%s” is an answer of its own: choose it, neither a 1 nor a blank.", none))
	}
	if p.hasWeights() {
		out = append(out, lang.T("权重各项合计须为 100：合计列绿色表示正确，红色表示还不对。", "The weights of all aspects must add up to 100: the total turns green when they do, red when not."))
	}
	if p.statements() {
		out = append(out, lang.T("带引号的题项是反向陈述，请如实按同意程度作答，程序会自动换算。", "Points in quotation marks are worded negatively: answer as you agree; the program recodes them."))
	}
	out = append(out,
		lang.T("黄色单元格表示该行还有题目没有填。", "Yellow cells show what is still open in a row that was begun."),
		lang.T("“打印问卷”表可打印给受访者填写，再录入“答卷”表。不要写姓名和电话。", "Print the sheet Paper form for respondents, then enter their answers on the sheet Answers. Write down no names or telephone numbers."),
		lang.T("请勿改动答卷表的前四行。填好后直接用 servqual check、servqual report 读取，不需要研究文件。", "Leave the first four rows of the answer sheet as they are. Read the filled-in file with servqual check or servqual report: no study file is needed."),
		lang.T("题项为简短名称，不是已出版量表的原文；如持有授权，请在打印问卷中换成您的措辞。", "The points are short labels, not the published statements: if you hold a licence, put your wording into the paper form."),
	)
	return out
}

// none is the further answer that some items have.
func (p *paper) none() lang.Text {
	for i := range p.study.Items {
		if len(p.study.Items[i].None) > 0 {
			return noneOf(p.study.Items[i].None)
		}
	}
	return lang.Text{}
}

func (p *paper) hasWeights() bool {
	for i := range p.parts {
		if p.parts[i].weights {
			return true
		}
	}
	return false
}

// statements says whether the form itself turned items round.
func (p *paper) statements() bool {
	if !p.opt.Recoded {
		return false
	}
	for _, it := range p.study.Items {
		if it.Reversed {
			return true
		}
	}
	return false
}

// helpPart lists the questions of one part.
func (p *paper) helpPart(s *sheets, sheet string, i, row int) int {
	l := p.opt.Lang
	part := &p.parts[i]
	lk := look{name: fmt.Sprint("block", i%len(bands)), fill: band(i), bold: true, colour: ink, across: "left", down: "center", box: true}
	text := joined(part.stem, l)
	if a := joined(part.anchors, l); a != "" {
		text += "  " + a
	}
	wrapped := lk
	wrapped.name, wrapped.wrap = lk.name+"wrap", true
	s.put(sheet, 1, row, text, wrapped)
	s.dress(sheet, 1, row, 3, row, wrapped)
	s.merge(sheet, 1, row, 3, row)
	s.note(s.f.SetRowHeight(sheet, row, float64(linesOf(text, 112))*14+6))
	row++
	if battery := p.batteryParts(); isBattery(part) && part != battery[0] {
		return row // the same items once more
	}
	cell := look{name: "help", size: 9, down: "center", across: "left", wrap: true, box: true}
	code := look{name: "code", size: 9, down: "center", across: "left", colour: grey, box: true}
	for j := range part.questions {
		q := &part.questions[j]
		c := q.code
		if q.item >= 0 {
			c = p.study.Items[q.item].ID
		}
		s.put(sheet, 1, row, c, code)
		s.put(sheet, 2, row, joined(q.text, l), cell)
		about := q.hint
		if q.item >= 0 {
			about = p.dimensionOf(q.item)
		}
		s.put(sheet, 3, row, joined(about, l), cell)
		n := max(linesOf(joined(q.text, l), 46), linesOf(joined(about, l), 54))
		s.note(s.f.SetRowHeight(sheet, row, float64(n)*13+4))
		row++
	}
	return row
}

// dimensionOf names the dimension of an item; that of a cause is left out, so
// that it does not tell which answer is wished for.
func (p *paper) dimensionOf(item int) lang.Text {
	d := p.study.Dim(p.study.Items[item].Dimension)
	if d < 0 || p.study.Dimensions[d].Causes > 0 {
		return lang.Text{}
	}
	return p.study.Dimensions[d].Label
}

func heightOf(t lang.Text, l lang.Lang, room int) float64 {
	n := 0
	for _, x := range l.Single() {
		n += linesOf(t.In(x), room)
	}
	return float64(n)*14 + 4
}
