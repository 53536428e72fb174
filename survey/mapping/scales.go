package mapping

import (
	"slices"

	"servqual/survey"
)

// ends are the lowest and the highest answer of a row; nil = not said.
type ends struct{ min, max *int }

func (a ends) same(b ends) bool { return same(a.min, b.min) && same(a.max, b.max) }

// itemEnds gives the scale of each row that is an item: its own, or that of the
// item row above where it says none.
func (b *Book) itemEnds() map[int]ends {
	out := make(map[int]ends)
	var above ends
	for i := range b.Columns {
		c := &b.Columns[i]
		if c.Use != Item {
			continue
		}
		if c.Min != nil || c.Max != nil {
			above = ends{c.Min, c.Max}
		}
		out[i] = above
	}
	return out
}

// scaleRules are the rules that say which items were answered on which scale: by
// side, else by dimension, in the order of the rows. odd is a row that keeps
// either from holding, −1 where one does.
func (b *Book) scaleRules(dimension func(c *Column) string) (rules []survey.FileRule, odd int) {
	all := b.itemEnds()
	rows := make([]int, 0, len(all))
	for i := range all {
		rows = append(rows, i)
	}
	slices.Sort(rows)
	odd = -1
	for _, name := range []func(c *Column) survey.FileRule{
		func(c *Column) survey.FileRule { return survey.FileRule{Side: c.Side.String()} },
		func(c *Column) survey.FileRule { return survey.FileRule{Dimension: dimension(c)} },
	} {
		var out []survey.FileRule
		at := make(map[[2]string]ends)
		bad := -1
		for _, i := range rows {
			r, e := name(&b.Columns[i]), all[i]
			key := [2]string{r.Side, r.Dimension}
			have, met := at[key]
			if !met && e.min != nil && e.max != nil {
				r.Min, r.Max = *e.min, *e.max
				out, at[key] = append(out, r), e
				continue
			}
			if bad < 0 && !(met && have.same(e)) {
				bad = i
			}
		}
		if bad < 0 {
			return out, -1
		}
		if odd < 0 {
			odd = bad
		}
	}
	return nil, odd
}

// showRules puts the scales that rules give to sides or dimensions on the rows,
// where the rows say the same as the rules: those for files, waves and turned
// scales have no place there and stay with the settings.
func (b *Book) showRules(s *survey.Study) {
	items := slices.DeleteFunc(slices.Clone(b.File.Scales), func(r survey.FileRule) bool { return r.Field != "" })
	if !s.Mixed() || len(items) == 0 {
		return
	}
	shown := &Book{Columns: slices.Clone(b.Columns)}
	for i := range shown.Columns {
		c := &shown.Columns[i]
		if c.Use != Item {
			continue
		}
		r, ok := s.RuleFor(survey.Answers{Side: c.Side, Dimension: c.Dimension})
		if !ok {
			return
		}
		c.Min, c.Max = &r.Min, &r.Max
	}
	rules, odd := shown.scaleRules(func(c *Column) string { return c.Dimension })
	if odd >= 0 || !slices.Equal(rules, items) {
		return
	}
	b.Columns, b.File.Scale = shown.Columns, nil
	b.File.Scales = slices.DeleteFunc(slices.Clone(b.File.Scales), func(r survey.FileRule) bool { return r.Field == "" })
}
