package mapping

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/load"
)

// Of describes what was recognised in opened files, which need
// load.Options.Overview. sum, where given, has the units of all rows.
func Of(src *load.Source, sum *load.Summary, presets survey.Presets) *Book {
	proposal := src.Proposal()
	b := fromStudy(proposal, presets)
	at := make(map[string]int)
	for i, c := range b.Columns {
		if c.Header != "" {
			at[c.Header] = i
		}
	}
	rows := make([]Column, 0, len(b.Columns))
	taken := make(map[int]bool)
	place := make(map[[2]any]int) // row by file, sheet and column
	for _, c := range src.Columns() {
		i, ok := b.rowOf(c, at)
		switch {
		case !ok && (c.Second || c.Use != load.UseNothing && c.Use != load.UsePersonal):
			continue // another header of a column that has a row
		case !ok:
			continue
		case taken[i]:
			k := slices.IndexFunc(rows, func(r Column) bool { return r.Header == b.Columns[i].Header })
			rows[k].more(c)
			place[[2]any{c.File + "\x00" + c.Sheet, c.Column}] = k
			continue
		}
		taken[i] = true
		row := b.Columns[i]
		row.Number = c.Column
		if strings.HasPrefix(row.Header, "#") {
			row.Title = c.Header
		}
		if c.Use == load.UsePersonal {
			row.Use = Personal
		}
		row.more(c)
		place[[2]any{c.File + "\x00" + c.Sheet, c.Column}] = len(rows)
		rows = append(rows, row)
	}
	for i, r := range b.Columns {
		if !taken[i] {
			rows = append(rows, r)
		}
	}
	b.keepOrder(rows)
	b.Columns = rows
	b.showRules(proposal)
	b.spread()
	b.addWords(src.Words())
	b.addUnits(sum)
	b.ask(src.Questions(), place)
	return b
}

// rowOf finds the row of a column of the data.
func (b *Book) rowOf(c load.Column, at map[string]int) (int, bool) {
	if i, ok := at[c.Sheet+"!"+c.Name]; ok && c.Sheet != "" {
		return i, true
	}
	if i, ok := at[c.Name]; ok {
		return i, true
	}
	if !c.Option {
		return 0, false
	}
	for h, i := range at {
		head, tail, star := strings.Cut(h, "*")
		if star && strings.HasPrefix(c.Header, head) && strings.HasSuffix(c.Header, tail) && string(b.Columns[i].Use) == c.Field {
			return i, true
		}
	}
	return 0, false
}

// more adds what one more column of the data says.
func (r *Column) more(c load.Column) {
	if r.Filled += c.Filled; c.Option {
		r.Filled = max(r.Filled-c.Filled, c.Filled)
		_, option, _ := strings.Cut(r.Header, "*")
		head, _, _ := strings.Cut(r.Header, "*")
		if name := strings.TrimSuffix(strings.TrimPrefix(c.Header, head), option); len(r.Frequent) < 3 {
			r.Frequent = append(r.Frequent, name)
		}
		return
	}
	if len(r.Frequent) > 0 {
		return
	}
	for _, f := range c.Frequent {
		r.Frequent = append(r.Frequent, fmt.Sprintf("%s (%d)", f.Text, f.N))
	}
}

// FromStudy describes a study without its data: the way back from Book.Study.
func FromStudy(s *survey.Study, presets survey.Presets) *Book {
	b := fromStudy(s, presets)
	b.showRules(s)
	b.spread()
	return b
}

// fromStudy is FromStudy with the scale on every row.
func fromStudy(s *survey.Study, presets survey.Presets) *Book {
	f := survey.FileOf(s, presets)
	b := &Book{Confirmed: !s.Unconfirmed, Dimensions: slices.Clone(s.Dimensions)}
	for _, it := range s.Items {
		for _, side := range survey.Sides() {
			if col := it.Columns[side]; col != "" {
				b.Columns = append(b.Columns, Column{Header: col, Use: Item, Item: it.ID, Name: it.Label, Dimension: it.Dimension, Side: side})
			}
		}
		if len(it.Columns) == 0 && s.Instrument == "" {
			b.Columns = append(b.Columns, Column{Use: Item, Item: it.ID, Name: it.Label, Dimension: it.Dimension, Side: survey.Perception})
		}
	}
	for _, d := range s.Dimensions {
		if col := s.Weights[d.ID]; col != "" {
			b.Columns = append(b.Columns, Column{Header: col, Use: Weight, Dimension: d.ID})
		}
	}
	b.addFields(s)
	for _, col := range s.Ignored {
		b.Columns = append(b.Columns, Column{Header: col, Use: Nothing})
	}
	b.scale(s)
	b.stated(s)
	b.rest(f, s)
	return b
}

// addFields adds the rows of the fields that have a column.
func (b *Book) addFields(s *survey.Study) {
	for _, fd := range s.Fields {
		if fd.Column == "" {
			continue
		}
		c := Column{Header: fd.Column, Use: Use(fd.Name)}
		if !known(fd.Name) {
			c.Use, c.Name.Zh = Attribute, fd.Name
		}
		if o, ok := s.Outcomes[fd.Name]; ok {
			lo, hi := o.Min, o.Max
			c.Min, c.Max = &lo, &hi
		}
		b.Columns = append(b.Columns, c)
	}
}

func known(field string) bool {
	return slices.ContainsFunc(survey.KnownFields(), func(f survey.Field) bool { return f.Name == field })
}

// scale notes the scale of the items on all their rows; spread leaves it on the
// first.
func (b *Book) scale(s *survey.Study) {
	for i := range b.Columns {
		c := &b.Columns[i]
		switch {
		case c.Use == Item:
			if s.Scale.Max > s.Scale.Min {
				lo, hi := s.Scale.Min, s.Scale.Max
				c.Min, c.Max = &lo, &hi
			}
			down := s.Items[s.ItemIndex(c.Item)].Reversed
			c.Best = &down
		case c.Max != nil:
			down := s.Outcomes[string(c.field())].Down
			c.Best = &down
		}
	}
}

// field is the name of the field that the row is.
func (c *Column) field() string {
	if c.Use == Attribute {
		return c.Name.Zh
	}
	return string(c.Use)
}

// spread leaves the scale of the items on the first row of each scale, which end
// is best on the first row of all, and on others what differs from it.
func (b *Book) spread() {
	first := -1
	var above ends
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.Use != Item && c.Max == nil {
			continue
		}
		if c.Use != Item {
			b.spreadField(c, first)
			continue
		}
		own := ends{c.Min, c.Max}
		if first >= 0 && own.same(above) {
			c.Min, c.Max = nil, nil
		}
		above = own
		switch {
		case first < 0:
			first = i
		case same(c.Best, b.Columns[first].Best):
			c.Best = nil
		}
	}
}

// spreadField leaves out which end of a field's scale is best where it is as
// usual: as that of the items on the same scale, else the highest.
func (b *Book) spreadField(c *Column, first int) {
	top := &Column{}
	if first >= 0 {
		top = &b.Columns[first]
	}
	if first >= 0 && same(c.Min, top.Min) && same(c.Max, top.Max) {
		if same(c.Best, top.Best) {
			c.Best = nil
		}
	} else if first >= 0 && c.Best != nil && !*c.Best {
		c.Best = nil
	}
}

func same[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// stated takes the words and units that the study states.
func (b *Book) stated(s *survey.Study) {
	for _, w := range slices.SortedFunc(maps.Keys(s.Scale.Labels), func(x, y string) int {
		return cmp.Or(s.Scale.Labels[x]-s.Scale.Labels[y], strings.Compare(x, y))
	}) {
		n := s.Scale.Labels[w]
		b.Words = append(b.Words, Word{Text: w, Code: &n})
	}
	for _, w := range b.sharedNone(s) {
		b.Words = append(b.Words, Word{Text: w, Void: NotApplicable})
	}
	for _, w := range s.Missing {
		b.Words = append(b.Words, Word{Text: w, Void: NoAnswer})
	}
	for _, u := range s.Units {
		b.Units = append(b.Units, UnitName{Written: u.Name, Name: u.Name, Parents: u.Parents})
		for _, a := range u.Aliases {
			b.Units = append(b.Units, UnitName{Written: a, Name: u.Name})
		}
	}
}

// sharedNone is what counts as "not applicable" for every item that is no part
// of a preset, nil where they differ.
func (b *Book) sharedNone(s *survey.Study) []string {
	if s.Instrument != "" || len(s.Items) == 0 {
		return nil
	}
	for _, it := range s.Items {
		if !slices.Equal(it.None, s.Items[0].None) {
			return nil
		}
	}
	return s.Items[0].None
}

// rest keeps what no row has a place for.
func (b *Book) rest(f *survey.StudyFile, s *survey.Study) {
	shared := len(b.sharedNone(s)) > 0
	b.File = *f
	b.File.Confirmed, b.File.Scale, b.File.Weights, b.File.Units = nil, nil, nil, nil
	if f.Scale != nil && !slices.ContainsFunc(b.Columns, func(c Column) bool { return c.Use == Item }) {
		b.File.Scale = &survey.FileScale{Min: f.Scale.Min, Max: f.Scale.Max, Steps: f.Scale.Steps} // no row has it
	} else if f.Scale != nil && f.Scale.Steps > 0 {
		b.File.Scale = &survey.FileScale{Steps: f.Scale.Steps}
	}
	b.File.Ignore, b.File.Missing = nil, nil
	if s.Instrument != "" { // those of the preset are there again
		b.dropMissing(f.Missing, s)
	}
	b.File.Dimensions = nil
	for _, d := range f.Dimensions {
		d.Label, d.Weight = survey.Dimension{}.Label, 0
		if d.Gap != 0 || d.Causes != 0 || !d.Note.IsZero() {
			b.File.Dimensions = append(b.File.Dimensions, d)
		}
	}
	b.File.Items = nil
	for _, it := range f.Items {
		rowless := s.Instrument != "" && len(s.Items[s.ItemIndex(it.ID)].Columns) == 0
		it.Columns = nil
		if !rowless {
			it.Label, it.Dimension, it.Reversed = survey.Item{}.Label, "", nil
		}
		if shared {
			it.None = nil
		}
		if it.Label.IsZero() && it.Dimension == "" && it.Reversed == nil && it.Touchpoint+it.Facet+it.About == "" && len(it.Aliases)+len(it.None) == 0 {
			continue
		}
		b.File.Items = append(b.File.Items, it)
	}
	b.File.Outcomes = nil
	for name, o := range f.Outcomes {
		if fd, ok := s.Field(name); ok && fd.Column != "" && o.Steps == 0 {
			continue
		}
		if b.File.Outcomes == nil {
			b.File.Outcomes = make(map[string]survey.FileEnds)
		}
		b.File.Outcomes[name] = o
	}
	b.File.Sides = nil
	for _, side := range s.Sides {
		if !slices.ContainsFunc(b.Columns, func(c Column) bool { return c.Use == Item && c.Side == side }) {
			b.File.Sides = append(b.File.Sides, side.String())
		}
	}
	b.File.Fields = nil
}

// dropMissing leaves the words for no answer that are not a preset's.
func (b *Book) dropMissing(own []string, s *survey.Study) {
	drop := len(s.Missing) - len(own)
	b.Words = slices.DeleteFunc(b.Words, func(w Word) bool {
		if w.Void == NoAnswer && drop > 0 {
			drop--
			return true
		}
		return false
	})
}
