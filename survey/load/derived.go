package load

import "servqual/survey"

// nameDerived adds to the study the unit and wave that come from dates or file
// names, so that answers can be segmented by them like by any column.
func (s *Source) nameDerived() {
	for _, name := range []string{survey.FieldUnit, survey.FieldWave} {
		if _, ok := s.study.Field(name); ok {
			continue
		}
		for _, t := range s.tables {
			if t.plan != nil && t.plan.gives(name) {
				s.study.Fields = append(s.study.Fields, survey.NewField(name, ""))
				break
			}
		}
	}
}

// gives says whether the batches of the plan have a category field.
func (p *plan) gives(field string) bool {
	for _, g := range p.groups {
		if g.field == field {
			return true
		}
	}
	return false
}
