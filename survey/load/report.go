package load

import (
	"strings"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// report turns what binding found into bindings and issues.
func (s *Source) report(base *survey.Study) {
	for _, t := range s.tables {
		s.issues = append(s.issues, t.bind.issues...)
		for i := range t.bind.cols {
			b := t.binding(i, s.study)
			b.Suggested = s.suggested[b.Item]
			s.bindings = append(s.bindings, b)
			s.column(t, i)
		}
	}
	if len(s.Misread()) > 0 {
		return
	}
	for _, t := range s.tables {
		s.issues = append(s.issues, t.duplicateHeaders()...)
	}
	if base == nil || len(base.Items) == 0 {
		s.noInstrument()
		return
	}
	s.lost()
	s.unboundItems()
}

// binding describes what was made of a column.
func (t *table) binding(col int, study *survey.Study) Binding {
	c := &t.bind.cols[col]
	b := Binding{File: t.file.name, Sheet: t.sheetName, Column: col + 1, Header: t.head.cols[col].raw, Use: c.use, Reason: c.reason, Confidence: c.confidence, Candidates: c.candidates}
	switch c.use {
	case UseItem:
		b.Item, b.Side = t.bind.m.study.Items[c.item].ID, c.side
		b.Candidates = nil
	case UseWeight:
		b.Dimension = t.bind.m.study.Dimensions[c.dim].ID
	case UseField:
		b.Field = c.field.Name
	case UsePersonal:
		b.Candidates = nil
	}
	return b
}

func (s *Source) column(t *table, col int) {
	c := &t.bind.cols[col]
	h := &t.head.cols[col]
	pos := issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last, Col: col + 1}
	switch {
	case c.use == UsePersonal:
		s.issues = append(s.issues, issue.Issue{Code: issue.PersonalData, Pos: pos, Got: wording.Shorten(h.raw, 60),
			Want: lang.T("如确需使用，请在研究文件的 fields 中写明", "if it is needed, name it under fields in the study file"), Effect: effectOfPersonal(c)})
	case c.use == UseNothing && c.reason != ByPlatform && !c.ignored && h.raw != "":
		s.issues = append(s.issues, issue.Issue{Code: issue.ColumnUnbound, Pos: pos, Got: wording.Shorten(h.raw, 60), Subject: t.bind.nearest(col),
			Want: lang.T("如需使用，请在研究文件中写明", "to use it, name it in the study file"), Effect: lang.T("未使用", "not used")})
	}
}

func effectOfPersonal(c *bound) lang.Text {
	if c.private.person {
		return lang.T("不保存、不打印；只用于发现同一人重复作答", "neither kept nor printed; it serves to notice the same person twice")
	}
	return lang.T("不保存、不打印", "neither kept nor printed")
}

func (s *Source) noInstrument() {
	t := s.tables[0]
	var names []string
	for _, p := range s.opt.Presets {
		names = append(names, p.Instrument)
	}
	s.issues = append(s.issues, issue.Issue{Code: issue.NoInstrument, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last}, Got: wording.Shorten(strings.Join(headers(t), " | "), 120),
		Want:   lang.F("含量表题项的列（%s），或用研究文件说明各列；servqual init 可生成研究文件", "columns of an instrument (%s), or a study file that names them: servqual init writes one", strings.Join(names, ", ")),
		Effect: lang.T("只统计答卷数，不计分", "responses were counted, nothing can be scored")})
}

func headers(t *table) []string {
	var out []string
	for i := range t.head.cols {
		if r := t.head.cols[i].raw; r != "" && len(out) < 8 {
			out = append(out, wording.Shorten(r, 24))
		}
	}
	return out
}

// lost asks about columns that the study file names and no sheet has: another
// column that the header makes likely must not take their place unseen.
func (s *Source) lost() {
	if s.opt.Study == nil {
		return
	}
	count := make(map[string]int)
	var order []string
	for _, t := range s.tables {
		seen := make(map[string]bool)
		for _, name := range t.bind.lost {
			if seen[name] {
				continue
			}
			seen[name] = true
			if count[name] == 0 {
				order = append(order, name)
			}
			count[name]++
		}
	}
	for _, name := range order {
		if count[name] < len(s.tables) {
			continue
		}
		t := s.tables[0]
		want := lang.F("%s写的列“%s”在数据里没有。请改成表头里的写法，或改用“#列号”", "%s names the column %q, which the data does not have. Write the header as it stands in the data, or \"#12\" for the 12th column", s.opt.StudyPlace.Of(name), name)
		near := closest(name, t)
		if near != "" {
			add := lang.F("；最接近的表头是“%s”", "; the nearest header is %q", near)
			want = lang.T(want.Zh+add.Zh, want.En+add.En)
		}
		s.issues = append(s.issues, issue.Issue{Code: issue.ColumnMissing, Severity: issue.Question, Blocks: true, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last}, Subject: name, Got: near,
			Want: want, Effect: lang.T("在改正之前不计分", "nothing is scored until this is corrected")})
	}
}

func (s *Source) have(ref slotRef) bool {
	for _, t := range s.tables {
		if _, ok := t.bind.slots[ref]; ok {
			return true
		}
	}
	return false
}

// closest names the header most like a text.
func closest(name string, t *table) string {
	best, at := 0.0, ""
	for i := range t.head.cols {
		if d := dice(pairs(wording.Key(name)), pairs(wording.Key(t.head.cols[i].raw))); d > best {
			best, at = d, t.head.cols[i].raw
		}
	}
	if best < 0.4 {
		return ""
	}
	return wording.Shorten(at, 60)
}

// unboundItems reports sides without any answer, and items without a column.
func (s *Source) unboundItems() {
	t := s.tables[0]
	pos := issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last}
	for _, side := range s.study.Sides {
		var none []string
		for i := range s.study.Items {
			if !s.have(slotRef{i, side}) {
				none = append(none, s.study.Items[i].ID)
			}
		}
		switch {
		case len(none) == 0:
		case len(none) == len(s.study.Items):
			s.issues = append(s.issues, issue.Issue{Code: issue.SideMissing, Pos: pos, Subject: side.String(), Got: wording.Shorten(strings.Join(headers(t), " | "), 120),
				Want: lang.F("%s的答案列", "columns with answers on the %s side", side.Label()), Effect: lang.T("无法计算该面及差距", "this side and its gaps can't be computed")})
		default:
			s.issues = append(s.issues, issue.Issue{Code: issue.ItemUnbound, Pos: pos, Subject: side.String(), Got: wording.Shorten(strings.Join(none, ", "), 120), Count: len(none),
				Want: lang.T("每个题项一列；请在研究文件中写明", "a column for each item: name it in the study file"), Effect: lang.T("这些题项不计分", "these items are not scored")})
		}
	}
}
