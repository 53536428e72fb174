package mapping

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"servqual/survey"
	"servqual/survey/lang"
)

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
