package load

import (
	"maps"
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
)

// propose asks recognise for a study where no instrument fits, binds the tables
// to it, and keeps its questions. It returns nil where nothing looks like rated
// questions.
func (s *Source) propose(tables []*table) *survey.Study {
	heads := make([]*recognise.Table, len(tables))
	for i, t := range tables {
		heads[i] = t.forRecognition()
		t.findPersonal()
	}
	p := recognise.Propose(heads)
	if len(p.Study.Items) == 0 {
		return nil
	}
	s.proposed, s.draft = true, p.Draft
	s.issues = append(s.issues, p.Issues...)
	base := p.Study
	if preset := s.bySides(p); preset != nil {
		base = preset
	} else {
		s.meetKnown(p, tables[p.Table])
		s.suggest(p.Study, tables[p.Table])
	}
	for i, f := range p.Findings {
		if f.Role == recognise.Item && f.Other {
			s.others = append(s.others, i)
		}
	}
	s.othersOf = tables[p.Table]
	m := newMatcher(base)
	other := newMatcher(withoutNumbers(base))
	for _, t := range tables {
		if sameHead(t, tables[p.Table]) {
			t.bind = bindFindings(m, t, p)
		} else {
			t.bind = bind(other, t)
		}
	}
	return base
}

// forRecognition hands the head and the sample of a table on.
func (t *table) forRecognition() *recognise.Table {
	if t.forRecog != nil {
		return t.forRecog
	}
	out := &recognise.Table{File: t.file.name, Sheet: t.sheetName, HeaderRow: t.head.last, Titles: t.head.titles}
	for i := range t.head.cols {
		h := &t.head.cols[i]
		c := recognise.Column{Raw: h.raw, Code: h.code, Text: h.text, Block: h.block, Cells: t.column(i)}
		c.Field, c.Platform = fieldByPlatform(t.platform, h)
		out.Columns = append(out.Columns, c)
	}
	t.forRecog = out
	return out
}

// findPersonal marks the columns of personal data.
func (t *table) findPersonal() {
	for i := range t.head.cols {
		h := &t.head.cols[i]
		c := &t.forRecognition().Columns[i]
		c.Personal = h.words.private && !(t.profile(i).scale() && t.profile(i).filled >= 5) || t.private(i)
		if h.words.field == survey.FieldID && h.words.named { // an id is a field, whatever it looks like
			c.Personal = false
		}
	}
}

// markSides pairs the rating columns by what their headers have in common, for
// instruments whose labels are there and whose sides are marked by order alone:
// Q5#1_3 and Q5#2_3.
func (t *table) markSides() {
	if t.marks != nil {
		return
	}
	t.marks = make(map[int]recognise.Mark)
	head := t.forRecognition()
	var cols []*recognise.Column
	var at []int
	for i := range head.Columns {
		if c := &head.Columns[i]; !c.Platform && t.profile(i).scale() && !(t.head.cols[i].words.named && t.head.cols[i].words.whole) {
			cols, at = append(cols, c), append(at, i)
		}
	}
	if len(cols) < 6 {
		return
	}
	for k, m := range recognise.Pair(cols) {
		if m.Side != 0 {
			t.marks[at[k]] = m
		}
	}
}

// bySides gives the preset with the sides and as many items as are known by
// codes alone: the 22 pairs of an export without labels.
func (s *Source) bySides(p *recognise.Proposal) *survey.Study {
	if !p.Numbered() || len(p.Study.Sides) != 2 {
		return nil
	}
	for _, preset := range s.opt.Presets {
		if len(preset.Items) != len(p.Study.Items) || !preset.Asks(p.Study.Sides...) || len(preset.Sides) != len(p.Study.Sides) {
			continue
		}
		out := preset.Clone()
		out.Scale = p.Study.Scale
		for i := range out.Items {
			out.Items[i].Columns = p.Study.Items[i].Columns
			out.Items[i].None = p.Study.Items[i].None
		}
		out.Fields = p.Study.Fields
		return out
	}
	return nil
}

// withoutNumbers is a study without the columns that are named by their number,
// which mean nothing in a table with another header.
func withoutNumbers(s *survey.Study) *survey.Study {
	out := s.Clone()
	for i := range out.Items {
		maps.DeleteFunc(out.Items[i].Columns, func(_ survey.Side, c string) bool { return strings.HasPrefix(c, "#") })
	}
	for i := range out.Fields {
		if strings.HasPrefix(out.Fields[i].Column, "#") {
			out.Fields[i].Column = ""
		}
	}
	return out
}

func sameHead(a, b *table) bool {
	if len(a.head.cols) != len(b.head.cols) {
		return false
	}
	for i := range a.head.cols {
		if key := a.head.cols[i].raw; key != b.head.cols[i].raw {
			return false
		}
	}
	return true
}

// bindFindings binds the columns as proposed.
func bindFindings(m *matcher, t *table, p *recognise.Proposal) *binder {
	b := newBinder(m, t)
	for i := range p.Findings {
		if f := &p.Findings[i]; f.Role == recognise.Item && f.Certainty != recognise.Open {
			why, conf := reasonOf(f)
			if first, taken := b.slots[slotRef{f.Item, f.Side}]; taken && t.routed(first, i) {
				b.route(first, claim{col: i, item: f.Item, side: f.Side, reason: why, score: conf})
				continue
			}
			b.takeSlot(i, f.Item, f.Side, why, conf)
		}
	}
	b.byWeights()
	for i := range p.Findings {
		if !b.free(i) {
			continue
		}
		f := &p.Findings[i]
		why, conf := reasonOf(f)
		switch f.Role {
		case recognise.Field, recognise.Attribute:
			b.takeField(i, f.Field, why, conf)
		case recognise.Option:
			b.takeOption(i, f.Field, p.Options[i])
		case recognise.Personal:
			kind := t.head.cols[i].words.kind
			b.cols[i] = bound{use: UsePersonal, private: kind, reason: why, confidence: conf}
		case recognise.Derived, recognise.Ignored:
			if f.Certainty == recognise.Certain {
				b.cols[i] = bound{use: UseNothing, reason: ByPlatform, confidence: certain}
			}
		}
	}
	return b
}

// reasonOf is why a column was bound as proposed.
func reasonOf(f *recognise.Finding) (Reason, float64) {
	conf := exact
	if f.Certainty != recognise.Certain {
		conf = likely
	}
	for _, w := range f.Why {
		switch w {
		case recognise.ByPlatform:
			return ByPlatform, certain
		case recognise.ByWord:
			return ByWord, conf
		}
	}
	return ByAnswers, conf
}

// takeOption binds a column that stands for one answer of a multiple-choice
// question.
func (b *binder) takeOption(col int, f survey.Field, option string) {
	if !b.free(col) {
		return
	}
	if _, taken := b.fields[f.Name]; !taken {
		b.fields[f.Name] = col
	}
	if f.Column == "" {
		f.Column = b.header(col)
	}
	b.cols[col] = bound{use: UseField, field: f, option: option, reason: ByWord, confidence: exact}
}

// reopen asks the questions of the proposal again while the study file that it
// was written to is not confirmed.
func (s *Source) reopen(tables []*table) {
	if s.opt.Study == nil || !s.opt.Study.Unconfirmed {
		return
	}
	s.draft = true
	heads := make([]*recognise.Table, len(tables))
	for i, t := range tables {
		heads[i] = t.forRecognition()
		t.findPersonal()
	}
	asked := recognise.Propose(heads).Issues
	t := s.tables[0]
	asked = append(asked, issue.Issue{Code: issue.MappingOpen, Severity: issue.Question, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last}, Subject: "confirmed", Got: "confirmed: false",
		Want:   lang.T("核对并回答其中的问题后，把对应表的“已核对”选为 是（研究文件：confirmed 改为 true）", "check the mapping, answer the questions in it, and set Confirmed to yes (study file: confirmed: true)"),
		Effect: lang.T("结果为草稿", "the results are a draft")})
	s.issues = append(s.issues, asked...)
}
