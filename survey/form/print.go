package form

import (
	"fmt"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// printed lays out the questionnaire for paper: the battery once, with the
// sides beside each other, numbers to circle.
func (p *paper) printed(s *sheets, sheet string) {
	l := p.opt.Lang
	sides := p.batteryParts()
	per := p.study.Scale.Points()
	if per > inlineMax {
		per = 1 // a wide scale: a box to write into
	}
	width := 1 + max(1, len(sides))*per + max(0, len(sides)-1)
	width = max(width, 1+per)
	pr := &printer{paper: p, s: s, sheet: sheet, per: per, width: width, row: 1}
	s.put(sheet, 1, 1, p.title.In(l), look{name: "papertitle", size: 14, bold: true, colour: ink, across: "center", down: "center"})
	s.merge(sheet, 1, 1, width, 1)
	// Beside the page, not on it: load must not look for answers here.
	s.put(sheet, width+2, 1, p.mark(), look{name: "mark", size: 8, colour: grey, down: "center"})
	s.note(s.f.SetRowHeight(sheet, 1, 28))
	pr.row = 2
	pr.line(lang.T("匿名填写。请圈出您的选择；没有体验过的项目请留空。", "Anonymous. Please circle your answers; leave out what you have not come across."), look{name: "paperhint", size: 9, colour: grey, across: "center", down: "center", wrap: true})
	for i := range p.parts {
		part := &p.parts[i]
		switch {
		case part.code == "part_about":
			pr.about(part)
		case isBattery(part):
			if len(sides) > 0 && part == sides[0] {
				pr.battery(sides)
			}
		case part.weights:
			pr.weights(part)
		case part.code == "part_overall":
			pr.verdict(part)
		default:
			pr.battery(alone(part))
		}
	}
	pr.columns()
	p.page(s, sheet, width, pr.row-1)
}

// alone is a part that no other shares its items with.
func alone(p *part) []*part { return []*part{p} }

// batteryParts are the parts that ask the same items on several sides.
func (p *paper) batteryParts() []*part {
	var out []*part
	for i := range p.parts {
		if isBattery(&p.parts[i]) {
			out = append(out, &p.parts[i])
		}
	}
	return out
}

func isBattery(q *part) bool {
	return len(q.questions) > 0 && q.questions[0].item >= 0 && len(q.code) == len("part_e")
}

// printer writes the questionnaire from the top.
type printer struct {
	*paper
	s     *sheets
	sheet string
	per   int // cells for each side
	width int
	row   int
}

// at is the first column of the k-th side.
func (pr *printer) at(k int) int { return 2 + k*(pr.per+1) }

func (pr *printer) line(t lang.Text, lk look) {
	text := joined(t, pr.opt.Lang)
	pr.s.put(pr.sheet, 1, pr.row, text, lk)
	pr.s.dress(pr.sheet, 1, pr.row, pr.width, pr.row, lk)
	pr.s.merge(pr.sheet, 1, pr.row, pr.width, pr.row)
	pr.s.note(pr.s.f.SetRowHeight(pr.sheet, pr.row, float64(linesOf(text, pr.room()))*13+6))
	pr.row++
}

// room is about how many half-width characters a line takes.
func (pr *printer) room() int {
	return int(pr.labelWidth()+float64(pr.width-1)*pr.cellWidth()) * 10 / 11
}

func (pr *printer) labelWidth() float64 {
	switch {
	case pr.opt.Lang == lang.Both && pr.statements():
		return 62
	case pr.opt.Lang == lang.Both || pr.statements():
		return 46
	}
	return 34
}

func (pr *printer) cellWidth() float64 {
	if pr.per == 1 {
		return 12
	}
	return 4
}

func (pr *printer) columns() {
	pr.s.width(pr.sheet, 1, 1, pr.labelWidth())
	pr.s.width(pr.sheet, 2, pr.width, pr.cellWidth())
	for k := 1; k < len(pr.batteryParts()); k++ {
		pr.s.width(pr.sheet, pr.at(k)-1, pr.at(k)-1, 1.5)
	}
}

var (
	paperHead = look{name: "paperhead", fill: "EEF2F7", bold: true, size: 10, colour: ink, across: "left", down: "center", wrap: true}
	paperItem = look{name: "paperitem", size: 10, across: "left", down: "center", wrap: true, box: true}
	paperMark = look{name: "papermark", size: 10, colour: "5A6672", across: "center", down: "center", box: true}
	paperEnds = look{name: "paperends", size: 8, colour: grey, across: "center", down: "center", wrap: true}
	paperLine = look{name: "paperline", size: 10, across: "left", down: "center", wrap: true}
)

// about leaves room to write who answers. The number and date of the sheet are
// for those who enter it.
func (pr *printer) about(part *part) {
	var zh, en []string
	for i := range part.questions {
		q := &part.questions[i]
		if q.kind == choice {
			var names []string
			for _, n := range q.names {
				names = append(names, "□ "+joined(n, pr.opt.Lang))
			}
			zh, en = append(zh, q.text.Zh+"："+strings.Join(names, "  ")), append(en, q.text.En+": "+strings.Join(names, "  "))
			continue
		}
		zh, en = append(zh, q.text.Zh+"：__________"), append(en, q.text.En+": __________")
	}
	for _, l := range pr.opt.Lang.Single() {
		list := zh
		if l == lang.En {
			list = en
		}
		pr.line(lang.Same(strings.Join(list, "   ")), paperLine)
	}
}

// battery writes items with one set of numbers for each part.
func (pr *printer) battery(parts []*part) {
	l := pr.opt.Lang
	for _, part := range parts {
		text := part.stem
		if !part.anchors.IsZero() && (len(parts) == 1 || part == parts[len(parts)-1]) {
			text = lang.F("%s（%s）", "%s (%s)", part.stem, part.anchors)
		}
		pr.line(text, paperHead)
	}
	if len(parts) > 1 {
		for k, part := range parts {
			pr.s.put(pr.sheet, pr.at(k), pr.row, joined(part.title, l), paperEnds)
			pr.s.merge(pr.sheet, pr.at(k), pr.row, pr.at(k)+pr.per-1, pr.row)
		}
		pr.s.note(pr.s.f.SetRowHeight(pr.sheet, pr.row, 15))
		pr.row++
	}
	for i := range parts[0].questions {
		pr.item(parts, i)
	}
}

// item writes one item. A statement that was turned round reads differently on
// each side: then both wordings are given.
func (pr *printer) item(parts []*part, i int) {
	l := pr.opt.Lang
	q := &parts[0].questions[i]
	text := fmt.Sprintf("%d. %s", i+1, joined(q.text, l))
	if other := &parts[len(parts)-1].questions[i]; joined(other.text, l) != joined(q.text, l) {
		text += "\n    | " + joined(other.text, l)
	}
	if !q.none.IsZero() {
		text += "   □ " + joined(q.none, l)
	}
	pr.s.put(pr.sheet, 1, pr.row, text, paperItem)
	for k := range parts {
		pr.numbers(pr.at(k), &parts[k].questions[i])
	}
	lines := 0
	for _, t := range strings.Split(text, "\n") {
		lines += linesOf(t, int(pr.labelWidth()))
	}
	pr.s.note(pr.s.f.SetRowHeight(pr.sheet, pr.row, float64(lines)*13+6))
	pr.row++
}

// numbers writes the numbers to circle, or a box.
func (pr *printer) numbers(col int, q *question) {
	if pr.per == 1 {
		pr.s.put(pr.sheet, col, pr.row, "", paperMark)
		return
	}
	for v := q.lo; v <= q.hi && v-q.lo < pr.per; v++ {
		pr.s.put(pr.sheet, col+v-q.lo, pr.row, v, paperMark)
	}
}

func (pr *printer) weights(part *part) {
	l := pr.opt.Lang
	pr.line(part.stem, paperHead)
	for i := range part.questions {
		q := &part.questions[i]
		text := joined(q.text, l) + lang.T("：", ": ").In(single(l)) + q.hint.In(single(l))
		pr.s.put(pr.sheet, 1, pr.row, text, paperItem)
		end := pr.width
		box := 3
		if pr.per == 1 {
			box = 1
		}
		pr.s.merge(pr.sheet, 1, pr.row, end-box, pr.row)
		pr.s.dress(pr.sheet, 1, pr.row, end-box, pr.row, paperItem)
		pr.s.put(pr.sheet, end-box+1, pr.row, "", paperMark)
		pr.s.dress(pr.sheet, end-box+1, pr.row, end, pr.row, paperMark)
		pr.s.merge(pr.sheet, end-box+1, pr.row, end, pr.row)
		pr.s.note(pr.s.f.SetRowHeight(pr.sheet, pr.row, float64(linesOf(text, pr.room()-10))*13+6))
		pr.row++
	}
}

// verdict writes the outcomes and leaves lines for the free text.
func (pr *printer) verdict(part *part) {
	l := pr.opt.Lang
	for i := range part.questions {
		q := &part.questions[i]
		ask := q.hint
		if ask.IsZero() {
			ask = q.text
		}
		pr.line(ask, paperHead)
		if q.kind == rating {
			var nums []string
			for v := q.lo; v <= q.hi; v++ {
				nums = append(nums, fmt.Sprint(v))
			}
			lo, hi := pr.endsOf(q)
			pr.line(lang.Same(lo.In(l)+"   "+strings.Join(nums, "    ")+"   "+hi.In(l)), look{name: "papernums", size: 10, colour: "5A6672", across: "center", down: "center"})
			continue
		}
		pr.s.merge(pr.sheet, 1, pr.row, pr.width, pr.row)
		pr.s.dress(pr.sheet, 1, pr.row, pr.width, pr.row, paperItem)
		high := 22.0
		if q.fieldName() == survey.FieldComment {
			high = 44
		}
		pr.s.note(pr.s.f.SetRowHeight(pr.sheet, pr.row, high))
		pr.row++
	}
}

// endsOf words the ends of an outcome's scale.
func (pr *printer) endsOf(q *question) (lo, hi lang.Text) {
	switch q.fieldName() {
	case survey.FieldRecommend:
		return lang.T("不可能", "not at all likely"), lang.T("非常可能", "very likely")
	case survey.FieldEffort:
		return lang.T("很不容易", "very hard"), lang.T("很容易", "very easy")
	}
	return lang.T("很不满意", "very dissatisfied"), lang.T("很满意", "very satisfied")
}
