package mapping

import (
	"slices"
	"strconv"

	"servqual/survey"
)

// Study makes the study that the book describes. An edit that contradicts
// itself is a Fault with its row and cell.
func (b *Book) Study(presets survey.Presets) (*survey.Study, error) {
	m := &maker{b: b, f: b.File}
	m.f.Items, m.f.Dimensions, m.f.Sides = slices.Clone(b.File.Items), slices.Clone(b.File.Dimensions), slices.Clone(b.File.Sides)
	m.f.Fields = slices.Clone(b.File.Fields)
	m.f.Weights = make(map[string]string)
	m.f.Outcomes = make(map[string]survey.FileEnds)
	for k, v := range b.File.Outcomes {
		m.f.Outcomes[k] = v
	}
	if b.File.Instrument != "" {
		m.preset, _ = presets(b.File.Instrument)
	}
	for _, step := range []func() error{m.headers, m.scale, m.words, m.columns, m.scales, m.dimensions, m.units} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	if !b.Confirmed {
		m.f.Confirmed = &b.Confirmed
	}
	if len(m.f.Weights) == 0 {
		m.f.Weights = nil
	}
	if len(m.f.Outcomes) == 0 {
		m.f.Outcomes = nil
	}
	s, err := m.f.Study(presets)
	if err != nil {
		return nil, m.place(err)
	}
	return s, nil
}

// maker fills in a study file from the rows of a book.
type maker struct {
	b      *Book
	f      survey.StudyFile
	preset *survey.Study // nil without an instrument
	first  int           // row of the first item, −1 without
	dims   []survey.Dimension
}

// headers finds columns that have two rows.
func (m *maker) headers() error {
	m.first = -1
	seen := make(map[string]int)
	for i, c := range m.b.Columns {
		if c.Use == Item && m.first < 0 {
			m.first = i
		}
		if c.Header == "" {
			continue
		}
		if k, twice := seen[c.Header]; twice {
			return wrong(SheetColumns, i, CellHeader, "列“%s”写了两行（另一行是第 %d 行）；请删去一行", "the column %q has two rows (the other is row %d): delete one", c.Header, m.b.from.row(SheetColumns, k))
		}
		seen[c.Header] = i
	}
	return nil
}

// scale takes the scale of the items from the first of them.
func (m *maker) scale() error {
	if m.first < 0 {
		return nil
	}
	top := m.b.Columns[m.first]
	for i, c := range m.b.Columns {
		switch {
		case c.Min != nil && c.Max != nil && *c.Min >= *c.Max:
			return wrong(SheetColumns, i, CellMin, "最低 %d 不小于最高 %d；请改正", "the lowest answer, %d, is not below the highest, %d", *c.Min, *c.Max)
		case c.Use == Item && (c.Min == nil) != (c.Max == nil):
			cell := CellMin
			if c.Max == nil {
				cell = CellMax
			}
			return wrong(SheetColumns, i, cell, "最低和最高要一起填", "the lowest and the highest answer go together: fill in both")
		}
	}
	if m.b.Confirmed && top.Best == nil && top.Cell == CellBest {
		return wrong(SheetColumns, m.first, CellBest, "“1=最好？”还没有回答：请选 是 或 否", "\"lowest is best?\" is not answered yet: choose yes or no")
	}
	m.f.Scale = nil
	if top.Min != nil {
		m.f.Scale = &survey.FileScale{Min: top.Min, Max: top.Max}
		if own := m.b.File.Scale; own != nil && *top.Min == 0 && *top.Max == 100 {
			m.f.Scale.Steps = own.Steps
		}
	}
	return nil
}

// scales makes rules of rows on different scales, which are compared on 0–100.
func (m *maker) scales() error {
	all := m.b.itemEnds()
	first, ok := all[m.first]
	if !ok {
		return nil
	}
	several := false
	for _, e := range all {
		several = several || !e.same(first)
	}
	if !several {
		return nil
	}
	rules, odd := m.b.scaleRules(func(c *Column) string { return m.item(c.Item).Dimension })
	if odd >= 0 {
		return wrong(SheetColumns, odd, CellMin, "同一面（期望、感知、重要度）或同一维度的题项要用同一量表；这一行与同组的其他题项不同，请改正，或改为别的用途", "the items of one side (expectation, perception, importance) or of one dimension need one scale; this row differs from the others of its group. Correct it, or give the column another use")
	}
	lo, hi := 0, 100
	m.f.Scale = &survey.FileScale{Min: &lo, Max: &hi}
	m.f.Scales = append(rules, m.b.File.Scales...)
	return nil
}

// words takes the numbers of words. While each counts as what it is recognised
// as, nothing is stated, so that the ladder of the words decides.
func (m *maker) words() error {
	seen := make(map[string]bool)
	edited := false
	labels := make(map[string]int)
	var none []string
	for i, w := range m.b.Words {
		if seen[w.Text] || w.Text == "" {
			return wrong(SheetWords, i, CellWord, "文字“%s”为空或写了两行；请删去一行", "the word %q is empty or has two rows: delete one", w.Text)
		}
		seen[w.Text] = true
		switch {
		case w.Void == NoAnswer:
			m.f.Missing = append(m.f.Missing, w.Text)
		case w.Void == NotApplicable:
			n, err := strconv.Atoi(w.Text)
			if sc := m.f.Scale; err == nil && sc != nil && *sc.Min <= n && n <= *sc.Max {
				return wrong(SheetWords, i, CellCode, "%d 写作“不适用”，却在量表 %d 到 %d 之内；请改量表的最低、最高，或删去这一行", "%d is \"not applicable\" and on the scale %d … %d: change the lowest or highest answer, or delete the row", n, *sc.Min, *sc.Max)
			}
			none = append(none, w.Text)
		case w.Code != nil:
			labels[w.Text] = *w.Code
			edited = edited || !same(w.Code, w.Recognised)
		case m.b.Confirmed && !w.Question.IsZero():
			return wrong(SheetWords, i, CellCode, "“%s”还没有分数：填数字，或写“未作答”“不适用”", "%q counts as nothing yet: write a number, \"no answer\" or \"not applicable\"", w.Text)
		}
	}
	if edited && m.f.Scale == nil {
		m.f.Scale = &survey.FileScale{}
	}
	if edited {
		own := *m.f.Scale
		own.Labels, m.f.Scale = labels, &own
	}
	if len(none) > 0 {
		for i := range m.b.Columns {
			if c := &m.b.Columns[i]; c.Use == Item && c.Item != "" {
				it := m.item(c.Item)
				if len(it.None) == 0 {
					it.None = none
				}
			}
		}
	}
	return nil
}

// item is the entry of an item, a new one where there is none.
func (m *maker) item(id string) *survey.FileItem {
	for i := range m.f.Items {
		if m.f.Items[i].ID == id {
			return &m.f.Items[i]
		}
	}
	m.f.Items = append(m.f.Items, survey.FileItem{ID: id})
	return &m.f.Items[len(m.f.Items)-1]
}

// dimensions lists those that an item is in.
func (m *maker) dimensions() error {
	used := make(map[string]bool)
	for _, it := range m.f.Items {
		used[it.Dimension] = true
	}
	rest := m.f.Dimensions
	m.f.Dimensions = nil
	seen := make(map[string]bool)
	for i, d := range append(slices.Clone(m.b.Dimensions), m.dims...) {
		if d.ID == "" || seen[d.ID] {
			return wrong(SheetDimensions, i, CellDimensionID, "维度编号“%s”为空或写了两行", "the dimension %q is empty or has two rows", d.ID)
		}
		seen[d.ID] = true
		if !used[d.ID] && (m.preset == nil || m.preset.Dim(d.ID) < 0) {
			continue
		}
		x := survey.FileDimension{ID: d.ID, Label: d.Label, Weight: d.Weight}
		for _, r := range rest {
			if r.ID == d.ID {
				x.Note, x.Gap, x.Causes = r.Note, r.Gap, r.Causes
			}
		}
		m.f.Dimensions = append(m.f.Dimensions, x)
	}
	return nil
}

// units takes the register from the sheet of units.
func (m *maker) units() error {
	seen := make(map[string]int)
	for i, u := range m.b.Units {
		if k, twice := seen[u.Written]; twice || u.Written == "" {
			return wrong(SheetUnits, i, CellUnit, "“%s”为空或写了两行（另一行是第 %d 行）；请删去一行", "%q is empty or has two rows (the other is row %d): delete one", u.Written, m.b.from.row(SheetUnits, k))
		}
		seen[u.Written] = i
	}
	for i, u := range m.b.Units {
		if k, ok := seen[u.Name]; ok && u.Name != u.Written && m.b.Units[k].Name != "" && m.b.Units[k].Name != u.Name {
			return wrong(SheetUnits, i, CellUnitName, "“%s”改用“%s”，而“%[2]s”又改用“%[3]s”；请写最终的名称", "%q goes by the name %q, which goes by %q itself: write the final name", u.Written, u.Name, m.b.Units[k].Name)
		}
	}
	for _, u := range m.b.register() {
		m.f.Units = append(m.f.Units, survey.FileUnit(u))
	}
	return nil
}
