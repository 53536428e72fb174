package survey

import (
	"fmt"

	"github.com/goccy/go-yaml"

	"servqual/survey/lang"
)

func (f *StudyFile) applyDimensions(s *Study) {
	for _, d := range f.Dimensions {
		i := s.Dim(d.ID)
		if i < 0 {
			s.Dimensions = append(s.Dimensions, Dimension{ID: d.ID})
			i = len(s.Dimensions) - 1
		}
		to := &s.Dimensions[i]
		if !d.Label.IsZero() {
			to.Label = d.Label
		}
		if to.Label.IsZero() {
			to.Label = lang.Same(d.ID)
		}
		if d.Weight != 0 {
			to.Weight = d.Weight
		}
		if !d.Note.IsZero() {
			to.Note = d.Note
		}
		if d.Gap != 0 {
			to.Gap = d.Gap
		}
		if d.Causes != 0 {
			to.Causes = d.Causes
		}
	}
}

func (f *StudyFile) applyItems(s *Study) error {
	listed := map[string]bool{}
	for n, x := range f.Items {
		if listed[x.ID] {
			return fault(fmt.Sprintf("$.items[%d].id", n), lang.F("题项 %q 列了两次；请删去一个", "item %q is listed twice", x.ID))
		}
		listed[x.ID] = true
		i := s.ItemIndex(x.ID)
		if i < 0 {
			s.Items = append(s.Items, Item{ID: x.ID})
			i = len(s.Items) - 1
		}
		it := &s.Items[i]
		if x.Dimension != "" {
			it.Dimension = x.Dimension
		}
		if !x.Label.IsZero() {
			it.Label = x.Label
		}
		if it.Label.IsZero() {
			it.Label = lang.Same(x.ID)
		}
		if x.Reversed != nil {
			it.Reversed = *x.Reversed
		}
		if x.Touchpoint != "" {
			it.Touchpoint = x.Touchpoint
		}
		if x.Facet != "" {
			it.Facet = x.Facet
		}
		if x.About != "" {
			it.About = x.About
		}
		it.Aliases = append(it.Aliases, x.Aliases...)
		it.None = append(it.None, x.None...)
		for k, col := range x.Columns {
			side, ok := ParseSide(k)
			if !ok {
				return fault(fmt.Sprintf("$.items[%d].columns", n), unknownSide(k))
			}
			if it.Columns == nil {
				it.Columns = map[Side]string{}
			}
			it.Columns[side] = col
		}
	}
	return nil
}

// applySides takes the sides from the file and from the columns that items name;
// where the file lists none, those of the preset are asked too.
func (f *StudyFile) applySides(s *Study) error {
	asked := map[Side]bool{}
	for i, k := range f.Sides {
		side, ok := ParseSide(k)
		if !ok {
			return fault(fmt.Sprintf("$.sides[%d]", i), unknownSide(k))
		}
		asked[side] = true
	}
	named := len(asked) > 0
	for i := range s.Items { // a column that is named is asked, whatever sides says
		for side := range s.Items[i].Columns {
			asked[side] = true
		}
	}
	if !named {
		for _, side := range s.Sides {
			asked[side] = true
		}
	}
	if len(asked) == 0 {
		asked[Expectation], asked[Perception] = true, true
	}
	s.Sides = s.Sides[:0:0]
	for _, side := range Sides() {
		if asked[side] {
			s.Sides = append(s.Sides, side)
		}
	}
	return nil
}

func (s *Study) setField(kv yaml.MapItem) *ValidationError {
	name, ok := kv.Key.(string)
	if !ok {
		return &ValidationError{Problem: lang.F("字段名 %v 要写成文字（加引号）", "field name %v: write it as text", kv.Key)}
	}
	col, ok := kv.Value.(string)
	if !ok {
		return &ValidationError{Problem: lang.F("字段 %s：列名要写成文字（数字加引号：\"12\"；第12列写成 \"#12\"）", "field %s: the column must be text (quote numbers: \"12\", and \"#12\" for the 12th column)", name)}
	}
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			s.Fields[i].Column = col
			return nil
		}
	}
	s.Fields = append(s.Fields, NewField(name, col))
	return nil
}
