package load

import (
	"fmt"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/recognise"
	"servqual/survey/wording"
)

// Draft proposes a study for a survey that no instrument fits: an item for
// each column that looks like answers on a scale, expectation and perception
// of one item brought together where headers tell, all in one dimension that
// people then part. It is a start for a study file, never scored unseen.
// ok is false when an instrument was recognised or nothing looks like items.
func (s *Source) Draft() (study *survey.Study, ok bool) {
	if len(s.study.Items) > 0 || len(s.tables) == 0 || s.tables[0].grid == nil {
		return nil, false
	}
	t := s.tables[0]
	d := draft{t: t, byBase: make(map[string]int)}
	d.collect(d.codesPair())
	if len(d.items) < 3 {
		return nil, false
	}
	out := s.study.Clone()
	out.Sides = d.sides()
	out.Dimensions = []survey.Dimension{{ID: "ALL", Label: lang.T("全部题项", "All items")}}
	e := newEvidence()
	for i := range d.items {
		it := &d.items[i]
		item := survey.Item{ID: it.id(i), Dimension: "ALL", Label: it.label, Columns: make(map[survey.Side]string)}
		for _, side := range out.Sides {
			if col, has := it.cols[side]; has {
				item.Columns[side] = t.bind.header(col)
				e.add(t.column(col))
			}
		}
		if len(item.Columns) > 0 {
			out.Items = append(out.Items, item)
		}
	}
	settleScale(out, e, false)
	if out.Scale.Max <= out.Scale.Min || len(out.Items) < 3 {
		return nil, false
	}
	return out, true
}

type draft struct {
	t      *table
	items  []draftItem
	byBase map[string]int
}

type draftItem struct {
	base  string
	label lang.Text
	cols  map[survey.Side]int
}

// id keeps a number that the columns share (E39 and P39 make Q39), else counts.
func (it *draftItem) id(i int) string {
	if numeric(it.base) {
		return "Q" + it.base
	}
	return fmt.Sprintf("Q%d", i+1)
}

// candidates lists the columns that look like answers and are not used.
func (d *draft) candidates() []int {
	var out []int
	for i := range d.t.bind.cols {
		b := &d.t.bind.cols[i]
		if b.use == UseNothing && b.reason != ByPlatform && d.t.profile(i).scale() {
			out = append(out, i)
		}
	}
	return out
}

var sideCode = wording.Pattern(`^(e|p|i|m|d|exp|per|imp|min|des)[_.-]?(\d{1,3})$`)

// codesPair says whether letters before numbers are sides: at least three
// numbers occur with P and another of them. Else E1 is just somebody's first E.
func (d *draft) codesPair() bool {
	sides := make(map[string]map[survey.Side]bool)
	for _, col := range d.candidates() {
		if m := sideCode().FindStringSubmatch(d.t.head.cols[col].code); m != nil {
			if sides[m[2]] == nil {
				sides[m[2]] = make(map[survey.Side]bool)
			}
			sides[m[2]][recognise.CodeSides[m[1]]] = true
		}
	}
	pairs := 0
	for _, s := range sides {
		if len(s) > 1 && s[survey.Perception] {
			pairs++
		}
	}
	return pairs >= 3 && pairs*2 >= len(sides)
}

func (d *draft) collect(byCode bool) {
	for _, col := range d.candidates() {
		c := &d.t.head.cols[col]
		n := d.t.bind.names[col]
		base, side := "", n.side
		if len(n.texts) > 0 {
			base = n.texts[0]
		}
		if m := sideCode().FindStringSubmatch(c.code); byCode && m != nil {
			base, side = plainCode(m[2]), recognise.CodeSides[m[1]]
		}
		if base == "" {
			base = fmt.Sprintf("#%d", col+1)
		}
		if side == 0 {
			side = survey.Perception
		}
		i, known := d.byBase[base]
		if known {
			if _, taken := d.items[i].cols[side]; taken {
				known = false
				base = fmt.Sprintf("%s#%d", base, col+1)
			}
		}
		if !known {
			i = len(d.items)
			d.byBase[base] = i
			d.items = append(d.items, draftItem{base: base, label: lang.Same(wording.Shorten(d.label(c), 60)), cols: make(map[survey.Side]int)})
		}
		d.items[i].cols[side] = col
	}
}

// label is the header's own part, or the whole where it has none.
func (d *draft) label(c *column) string {
	if last := c.rows[len(c.rows)-1]; c.block == "" || last == "" || c.text == last {
		return c.raw
	}
	return c.text
}

// sides lists those that at least half of the items have, perception always.
func (d *draft) sides() []survey.Side {
	var out []survey.Side
	for _, s := range survey.Sides() {
		n := 0
		for i := range d.items {
			if _, has := d.items[i].cols[s]; has {
				n++
			}
		}
		if n*2 >= len(d.items) || s == survey.Perception && n > 0 {
			out = append(out, s)
		}
	}
	return out
}
