package mapping

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"servqual/survey"
	"servqual/survey/lang"
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

// columns goes through the rows.
func (m *maker) columns() error {
	for i := range m.b.Columns {
		c := &m.b.Columns[i]
		if c.Dimension != "" && c.Use != Item && c.Use != Weight {
			return wrong(SheetColumns, i, CellDimension, "“%s”不是题项，不能写维度；请清空，或把用作改为题项", "%s is no item and has no dimension: clear the cell, or make the column an item", m.b.title(i))
		}
		if m.b.Confirmed && c.Use == "" && !c.Question.IsZero() {
			return wrong(SheetColumns, i, CellUse, "“用作”还没有填：%s", "it is not said what the column is used for: %s", c.Question)
		}
		var err error
		switch c.Use {
		case Item:
			err = m.addItem(i, c)
		case Weight:
			err = m.addWeight(i, c)
		case "", Personal, Nothing:
			if c.Header != "" {
				m.f.Ignore = append(m.f.Ignore, c.Header)
			}
		default:
			err = m.addField(i, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) addItem(i int, c *Column) error {
	if c.Side == 0 {
		return wrong(SheetColumns, i, CellSide, "请填这一列问的是期望、感知还是重要度", "say what the column asks for: expectation, perception or importance")
	}
	id := c.Item
	if id == "" {
		id = m.newID(i)
	}
	it := m.item(id)
	if it.Columns == nil {
		it.Columns = make(map[string]string)
	}
	if other := it.Columns[c.Side.String()]; other != "" && c.Header != "" {
		return wrong(SheetColumns, i, CellSide, "题项 %s 的%s已经是列“%s”；每个题项每一面只能有一列", "the %[2]s of item %[1]s is the column %[3]q already: one column for each item and side", id, c.Side.Label(), other)
	}
	if c.Header != "" {
		it.Columns[c.Side.String()] = c.Header
	}
	switch label := c.Name; {
	case !label.IsZero():
		if label.En == "" {
			label.En = label.Zh
		}
		it.Label = label
	case it.Label.IsZero() && !m.presetItem(id):
		it.Label = lang.Same(c.Header)
	}
	dim, err := m.dimension(i, c)
	if err != nil {
		return err
	}
	if it.Dimension != "" && dim != "" && it.Dimension != dim && len(it.Columns) > 1 {
		return wrong(SheetColumns, i, CellDimension, "题项 %s 的两列写了不同的维度；请改成一样", "the columns of item %s have different dimensions: make them one", id)
	}
	if dim != "" {
		it.Dimension = dim
	}
	best := c.Best
	if best == nil {
		best = m.b.Columns[m.first].Best
	}
	if best == nil {
		no := false
		best = &no
	}
	if it.Reversed != nil && len(it.Columns) > 1 && *it.Reversed != *best {
		return wrong(SheetColumns, i, CellBest, "题项 %s 的两列在“1=最好？”中写的不一样；请改成一样", "the columns of item %s differ in which end is best: make them one", id)
	}
	it.Reversed = best
	if !slices.Contains(m.f.Sides, c.Side.String()) {
		m.f.Sides = append(m.f.Sides, c.Side.String())
	}
	return nil
}

func (m *maker) presetItem(id string) bool { return m.preset != nil && m.preset.ItemIndex(id) >= 0 }

// newID is an id for an item that has none: that of the item with the same
// label on another side, else the next number.
func (m *maker) newID(i int) string {
	c := &m.b.Columns[i]
	used := make(map[string]bool)
	for k := range m.b.Columns {
		x := &m.b.Columns[k]
		used[x.Item] = true
		if k != i && x.Use == Item && x.Item != "" && x.Side != c.Side && !c.Name.IsZero() && x.Name.Zh == c.Name.Zh {
			c.Item = x.Item
			return c.Item
		}
	}
	for _, it := range m.f.Items {
		used[it.ID] = true
	}
	n := 1
	for used[fmt.Sprintf("Q%d", n)] || m.presetItem(fmt.Sprintf("Q%d", n)) {
		n++
	}
	c.Item = fmt.Sprintf("Q%d", n)
	return c.Item
}

func (m *maker) addWeight(i int, c *Column) error {
	dim, err := m.dimension(i, c)
	if err != nil {
		return err
	}
	if other := m.f.Weights[dim]; other != "" {
		return wrong(SheetColumns, i, CellDimension, "维度“%s”的权重已经是列“%s”", "the weight of dimension %q is the column %q already", c.Dimension, other)
	}
	m.f.Weights[dim] = c.Header
	return nil
}

func (m *maker) addField(i int, c *Column) error {
	name := c.field()
	if name == "" {
		name = strings.TrimSpace(c.Header)
	}
	at := slices.IndexFunc(m.f.Fields, func(x yaml.MapItem) bool { return x.Key == name })
	if at >= 0 && m.f.Fields[at].Value != "" {
		return wrong(SheetColumns, i, CellUse, "“%s”已经是列“%s”；只能有一列，另一列请改为别的用途", "%s is the column %q already: give one of the two another use", useLabel(c.Use), m.f.Fields[at].Value)
	}
	if at >= 0 {
		m.f.Fields[at].Value = c.Header
	} else {
		m.f.Fields = append(m.f.Fields, yaml.MapItem{Key: name, Value: c.Header})
	}
	if (c.Min == nil) != (c.Max == nil) {
		return wrong(SheetColumns, i, CellMin, "最低和最高要一起填", "the lowest and the highest answer go together: fill in both")
	}
	if c.Min == nil {
		return nil
	}
	o := survey.FileEnds{Min: *c.Min, Max: *c.Max}
	down := c.Best != nil && *c.Best
	if m.first >= 0 && c.Best == nil {
		top := &m.b.Columns[m.first]
		down = same(c.Min, top.Min) && same(c.Max, top.Max) && top.Best != nil && *top.Best
	}
	if own, ok := m.f.Outcomes[name]; ok && own.Min == o.Min && own.Max == o.Max {
		o.Steps = own.Steps
	}
	o.Best = &o.Max
	if down {
		o.Best = &o.Min
	}
	m.f.Outcomes[name] = o
	return nil
}

// dimension is the id of the dimension that a row names; a new name makes one.
func (m *maker) dimension(i int, c *Column) (string, error) {
	name := strings.TrimSpace(c.Dimension)
	if name == "" {
		switch {
		case m.presetItem(c.Item):
			return "", nil
		case len(m.b.Dimensions) == 1:
			return m.b.Dimensions[0].ID, nil
		}
		return "", wrong(SheetColumns, i, CellDimension, "请填题项所属的维度", "say which dimension it belongs to")
	}
	all := append(slices.Clone(m.b.Dimensions), m.dims...)
	for _, d := range all {
		if d.ID == name || d.Label.Zh == name || d.Label.En == name {
			return d.ID, nil
		}
	}
	id := fmt.Sprintf("D%d", len(all)+1)
	for n := len(all) + 1; slices.ContainsFunc(all, func(d survey.Dimension) bool { return d.ID == id }); n++ {
		id = fmt.Sprintf("D%d", n)
	}
	m.dims = append(m.dims, survey.Dimension{ID: id, Label: lang.Same(name)})
	return id, nil
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

// place finds the row and cell of what the study file refuses.
func (m *maker) place(err error) error {
	var v *survey.ValidationError
	if !errors.As(err, &v) {
		return err
	}
	f := &Fault{Sheet: SheetSettings, Row: -1, Text: v.Problem}
	switch path := v.Path; {
	case strings.HasPrefix(path, "$.scale.labels"):
		f.Sheet = SheetWords
		for i, w := range m.b.Words {
			if s := m.f.Scale; w.Code != nil && s.Min != nil && (*w.Code < *s.Min || *w.Code > *s.Max) {
				f.Row, f.Cell = i, CellCode
				f.Text = lang.F("“%s”写的是 %d，不在量表 %d 到 %d 之内；请改正，或改“最低=”“最高=”", "%q stands for %d, which is not on the scale %d … %d: correct it, or the lowest and highest answer", w.Text, *w.Code, *s.Min, *s.Max)
				break
			}
		}
	case strings.HasPrefix(path, "$.scale"), path == "$" && m.first >= 0:
		f.Sheet, f.Row, f.Cell = SheetColumns, max(0, m.first), CellMin
		if m.f.Scale == nil {
			f.Text = lang.T("还不知道量表：请填“最低=”“最高=”，或在“文字与分数”表中填各种文字的分数", "the scale is not known: fill in the lowest and highest answer, or the numbers of the words on the sheet of words")
		}
	case path == "$":
		f.Sheet, f.Text = SheetColumns, lang.T("没有一列用作题项；请至少把一列的“用作”改为题项", "no column is an item: make one an item at least")
	case strings.HasPrefix(path, "$.units"):
		f.Sheet = SheetUnits
	case strings.HasPrefix(path, "$.weights"):
		f.Sheet, f.Cell = SheetColumns, CellDimension
		f.Row = slices.IndexFunc(m.b.Columns, func(c Column) bool { return c.Use == Weight })
	case strings.HasPrefix(path, "$.dimensions"):
		f.Sheet = SheetDimensions
	}
	return f
}

// title names the column of a row.
func (b *Book) title(i int) string {
	if c := b.Columns[i]; c.Title != "" {
		return c.Title
	}
	return b.Columns[i].Header
}
