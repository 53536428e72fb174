package form

import (
	"strconv"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
)

// answerKind says how a question is answered. The zero value is invalid.
type answerKind int

const (
	rating answerKind = iota + 1 // a number on a scale
	points                       // a share of 100
	choice                       // one of a few names
	words                        // a name or a sentence
	day                          // a date
)

// question is one thing asked: a column of the answer sheet.
type question struct {
	code   string    // name of the column in XLSForm: TAN1_E, W_TAN, unit
	text   lang.Text // what the respondent reads
	header lang.Text // head of the column, where it says more than text
	hint   lang.Text
	kind   answerKind
	lo, hi int         // rating
	none   lang.Text   // rating: a further answer, "no standard exists"
	names  []lang.Text // choice
	item   int         // index in the study; −1 = no item
	side   survey.Side // of items
	column string      // header that a study file names; wins over header
	needed bool        // must be answered
}

// part is a block of questions with one stem.
type part struct {
	code      string    // of the group in XLSForm
	title     lang.Text // short, above the columns
	stem      lang.Text // the question put
	anchors   lang.Text // what the ends of the scale mean
	questions []question
	weights   bool
}

// paper is the questionnaire behind all kinds of forms.
type paper struct {
	study *survey.Study
	opt   Options
	title lang.Text
	parts []part
}

func newPaper(s *survey.Study, opt Options) *paper {
	p := &paper{study: s, opt: opt, title: opt.Title}
	if p.title.IsZero() {
		p.title = s.Title
	}
	if p.title.IsZero() {
		p.title = lang.T("服务质量调查", "Service quality survey")
	}
	p.about()
	for _, side := range s.Sides {
		p.battery(side)
	}
	for d := range s.Dimensions {
		if s.Dimensions[d].Gap > 0 {
			p.level(d)
		}
	}
	p.causes()
	p.weights()
	p.verdict()
	return p
}

// asks says whether a field is asked.
func (p *paper) asks(name string) bool {
	for _, f := range p.fields() {
		if f == name {
			return true
		}
	}
	return false
}

// fields lists the fields to ask: those wished, those of the study file, or by
// custom. Managers and staff are not asked how satisfied they are.
func (p *paper) fields() []string {
	if p.opt.Fields != nil {
		return p.opt.Fields
	}
	if len(p.study.Fields) > 0 {
		var out []string
		for _, f := range p.study.Fields {
			switch f.Kind {
			case survey.DurationField, survey.StateField:
			default:
				out = append(out, f.Name)
			}
		}
		return out
	}
	out := []string{survey.FieldID, survey.FieldUnit, survey.FieldDate}
	switch {
	case p.study.Asks(survey.Perception) && len(p.batteryItems()) > 0:
		out = append(out, survey.FieldOverall, survey.FieldRecommend, survey.FieldComplaint, survey.FieldComment)
	case len(p.batteryItems()) == len(p.study.Items):
		out = append(out, survey.FieldType, survey.FieldComment) // expectations alone: asked to compare groups
	default:
		out = append(out, survey.FieldComment)
	}
	return out
}

// batteryItems lists the items that every side asks: all but those that rate a
// gap or are a cause of one.
func (p *paper) batteryItems() []int {
	var out []int
	for i, it := range p.study.Items {
		if d := p.study.Dim(it.Dimension); d >= 0 && !p.study.Dimensions[d].Apart() {
			out = append(out, i)
		}
	}
	return out
}

// ends gives the ends of the scale as printed.
func (p *paper) ends() (lo, hi string) {
	return strconv.Itoa(p.study.Scale.Min), strconv.Itoa(p.study.Scale.Max)
}

func (p *paper) anchors(low, high lang.Text) lang.Text {
	lo, hi := p.ends()
	return lang.F("%s＝%s，%s＝%s", "%s = %s, %s = %s", lo, low, hi, high)
}

func (p *paper) agreement() lang.Text {
	return p.anchors(lang.T("完全不同意", "strongly disagree"), lang.T("完全同意", "strongly agree"))
}

// battery is the part that asks one side of the battery.
func (p *paper) battery(side survey.Side) {
	items := p.batteryItems()
	if len(items) == 0 {
		return
	}
	statements := false
	for _, i := range items {
		statements = statements || p.study.Items[i].Reversed
	}
	out := part{code: "part_" + sideCode(side), title: side.Label(), stem: p.stem(side, statements)}
	switch {
	case side == survey.Importance:
		out.anchors = p.anchors(lang.T("不重要", "not important"), lang.T("非常重要", "very important"))
	case statements:
		out.anchors = p.agreement()
	default:
		out.anchors = p.anchors(lang.T("很低", "very low"), lang.T("很高", "very high"))
	}
	for _, i := range items {
		q := p.item(i, side)
		q.header = bracket(q.text, side.Label())
		out.questions = append(out.questions, q)
	}
	p.parts = append(p.parts, out)
}

// bracket puts a note in brackets after a text, each language in its own.
func bracket(t, note lang.Text) lang.Text {
	return lang.T(t.In(lang.Zh)+"（"+note.Zh+"）", t.In(lang.En)+" ("+note.En+")")
}

// stem words the question of a side. Where answers to expectations alone are
// collected, customers', managers' and staff's are compared: the question is
// then the same for all of them.
func (p *paper) stem(side survey.Side, statements bool) lang.Text {
	switch side {
	case survey.Expectation:
		switch {
		case len(p.study.Sides) == 1:
			return lang.T("期望：客户对一家优秀的企业，期望有多高？", "Expectation: how much do customers expect of an excellent company?")
		case statements:
			return lang.T("期望：您认为一家优秀的企业应当是这样的吗？", "Expectation: should an excellent company be like this?")
		}
		return lang.T("期望：您认为一家优秀的企业应当达到什么水平？", "Expectation: what level should an excellent company reach?")
	case survey.Perception:
		if statements {
			return lang.T("感知：我们的服务实际上是这样的吗？", "Perception: is our service actually like this?")
		}
		return lang.T("感知：我们的服务实际达到了什么水平？", "Perception: what level does our service actually reach?")
	case survey.Minimum:
		return lang.T("最低要求：您可接受的最低水平是多少？", "Minimum: what is the minimum level acceptable to you?")
	case survey.Desired:
		return lang.T("理想水平：您心目中的理想水平是多少？", "Desired: what level would be ideal to you?")
	case survey.Importance:
		return lang.T("重要度：下列各项对您有多重要？", "Importance: how important is each point to you?")
	}
	panic("form: stem of an invalid side")
}

// item makes the question of an item.
func (p *paper) item(i int, side survey.Side) question {
	it := &p.study.Items[i]
	q := question{code: p.itemCode(it, side), text: it.Label, kind: rating, lo: p.study.Scale.Min, hi: p.study.Scale.Max, item: i, side: side, needed: true}
	if p.opt.Recoded && it.Reversed {
		q.text = turned(it.Label, side)
	}
	q.header = q.text
	if c := it.Columns[side]; c != "" && !strings.HasPrefix(c, "#") {
		q.column = c
	}
	if len(it.None) > 0 {
		q.none = noneOf(it.None)
	}
	return q
}

// itemCode is the name of an item's column: its id, and the side.
func (p *paper) itemCode(it *survey.Item, side survey.Side) string {
	return identifier(it.ID) + "_" + strings.ToUpper(sideCode(side))
}

// turned words the opposite of a label. The respondent agrees or disagrees
// with it, and load recodes the answer.
func turned(l lang.Text, side survey.Side) lang.Text {
	if side == survey.Expectation || side == survey.Desired || side == survey.Minimum {
		return lang.F("不必做到“%s”", "Need not live up to “%s”", l)
	}
	return lang.F("没有做到“%s”", "Does not live up to “%s”", l)
}

func sideCode(s survey.Side) string {
	return map[survey.Side]string{survey.Expectation: "e", survey.Perception: "p", survey.Minimum: "m", survey.Desired: "d", survey.Importance: "i"}[s]
}

// noneOf picks the wording of a further answer in each language, the longest
// of those listed.
func noneOf(list []string) lang.Text {
	var t lang.Text
	for _, s := range list {
		if han(s) {
			if len(s) > len(t.Zh) {
				t.Zh = s
			}
		} else if len(s) > len(t.En) {
			t.En = s
		}
	}
	return t
}

// level is the part that rates a gap by dimension (gaps 2, 3, 4).
func (p *paper) level(d int) {
	dim := &p.study.Dimensions[d]
	out := part{code: "part_" + strings.ToLower(identifier(dim.ID)), title: dim.Label, stem: dim.Label, anchors: dim.Note}
	if out.anchors.IsZero() {
		out.anchors = p.anchors(lang.T("很低", "very low"), lang.T("很高", "very high"))
	}
	for _, i := range p.study.ItemsOf(d) {
		out.questions = append(out.questions, p.item(i, p.study.Sides[0]))
	}
	p.parts = append(p.parts, out)
}

// causes is the part with the statements on why the gaps are there. Their
// constructs are not named: the names would tell the answers wished for.
func (p *paper) causes() {
	out := part{code: "part_statements", title: lang.T("您的看法", "Your view"), stem: lang.T("您在多大程度上同意下列说法？", "How far do you agree with these statements?"), anchors: p.agreement()}
	for i, it := range p.study.Items {
		if d := p.study.Dim(it.Dimension); d >= 0 && p.study.Dimensions[d].Causes > 0 {
			out.questions = append(out.questions, p.item(i, p.study.Sides[0]))
		}
	}
	if len(out.questions) > 0 {
		p.parts = append(p.parts, out)
	}
}

// weights is the part that asks for 100 points over the dimensions.
func (p *paper) weights() {
	if !p.opt.Weights {
		return
	}
	var out part
	for d := range p.study.Dimensions {
		dim := &p.study.Dimensions[d]
		if dim.Apart() {
			continue
		}
		label := dim.Label
		if label.IsZero() {
			label = lang.Same(dim.ID)
		}
		q := question{code: "W_" + identifier(dim.ID), text: label, header: bracket(label, lang.T("权重", "weight")), hint: p.itemsOf(d), kind: points, item: -1, needed: true}
		if c := p.study.Weights[dim.ID]; c != "" && !strings.HasPrefix(c, "#") {
			q.column = c
		}
		out.questions = append(out.questions, q)
	}
	if len(out.questions) < 2 {
		return
	}
	out.code, out.weights = "part_weights", true
	out.title = lang.T("权重", "Weights")
	out.stem = lang.T("权重：请按重要程度把100分分配给下列各方面，合计须为100", "Weights: allocate 100 points to these aspects, the total must be 100")
	p.parts = append(p.parts, out)
}

// itemsOf lists the labels of a dimension's items: what its name stands for.
func (p *paper) itemsOf(d int) lang.Text {
	var zh, en []string
	for _, i := range p.study.ItemsOf(d) {
		zh = append(zh, p.study.Items[i].Label.In(lang.Zh))
		en = append(en, p.study.Items[i].Label.In(lang.En))
	}
	return lang.T(strings.Join(zh, "、"), strings.Join(en, "; "))
}

// identifier makes a name that XLSForm and spreadsheets take: letters, digits
// and underscores, a letter first.
func identifier(id string) string {
	var b strings.Builder
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_':
			b.WriteRune(r)
		case r == '-' || r == '.' || r == ' ':
			b.WriteByte('_')
		case r > 0x7F:
			b.WriteString("u" + strconv.FormatInt(int64(r), 16))
		}
	}
	s := b.String()
	if s == "" || s[0] >= '0' && s[0] <= '9' {
		s = "q" + s
	}
	return s
}

func han(s string) bool {
	for _, r := range s {
		if r >= 0x2E80 && r <= 0x9FFF {
			return true
		}
	}
	return false
}
