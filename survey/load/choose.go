package load

import (
	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/issue"
)

// choose binds all tables to the study of the study file, or to the preset
// that the data names or that explains most of their columns. The result is nil where no preset
// explains enough.
func choose(tables []*table, opt Options) (*survey.Study, *issue.Issue) {
	if opt.Study != nil {
		m := newMatcher(opt.Study)
		for _, t := range tables {
			t.bind = bind(m, t)
		}
		return opt.Study, nil
	}
	presets := opt.Presets
	if s := named(tables, presets); s != nil {
		presets = []*survey.Study{s}
	}
	best, note := explaining(tables, presets)
	if best.study == nil || !best.complete() || best.leavesRatings() {
		// Headers that do not say their side may be paired by what they have in common.
		for _, t := range tables {
			t.markSides()
		}
		if again, n := explaining(tables, presets); again.score > best.score {
			best, note = again, n
		}
	}
	if best.study == nil {
		m := newMatcher(&survey.Study{})
		for _, t := range tables {
			t.bind = bind(m, t)
		}
		return nil, nil
	}
	for i, t := range tables {
		t.bind = best.binders[i]
	}
	return best.study, note
}

// explaining finds the preset that explains most of the tables' columns, without
// a study where none explains enough.
func explaining(tables []*table, presets []*survey.Study) (best candidate, note *issue.Issue) {
	bound := make([][]*binder, len(presets))
	var wg guard.Group
	for k, s := range presets {
		wg.Go(func() {
			m := newMatcher(s)
			for _, t := range tables {
				bound[k] = append(bound[k], bind(m, t))
			}
		})
	}
	wg.Wait()
	all := make([]candidate, len(presets))
	for k, s := range presets {
		all[k] = candidate{s, bound[k], explains(s, bound[k])}
		if all[k].score > best.score+1e-9 {
			best = all[k]
		}
	}
	for _, other := range all {
		if likeEditions(best, other) {
			best, note = edition(best, other)
			break
		}
	}
	return best, note
}

// leavesRatings says that columns that look like ratings are left over, half as
// many as were bound or more.
func (c candidate) leavesRatings() bool {
	bound, left := 0, 0
	for _, b := range c.binders {
		for i := range b.cols {
			switch {
			case b.cols[i].use == UseItem:
				bound++
			case b.free(i) && b.cols[i].reason != ByPlatform && b.t.profile(i).scale():
				left++
			}
		}
	}
	return left*2 >= bound
}

// complete says that every question of the preset has a column.
func (c candidate) complete() bool {
	have := make(map[slotRef]bool)
	for _, b := range c.binders {
		for ref := range b.slots {
			have[ref] = true
		}
	}
	return len(have) >= c.study.Slots()
}

// minLabelled and minCoded are the shares of an instrument's answer columns
// that must be there for it to count as recognised. Labels are words of its
// own; codes such as E1 … E5 occur in many surveys.
const (
	minLabelled = 0.2
	minCoded    = 0.45
)

// explains scores how well a study explains the tables: columns bound, each by
// its confidence, less half of those that it asks and nobody has. 0 means that
// the study is not recognised.
func explains(s *survey.Study, all []*binder) float64 {
	sum, labelled := 0.0, 0
	have := make(map[slotRef]float64)
	byWord := make(map[slotRef]bool)
	for _, b := range all {
		for ref, col := range b.slots {
			c := b.cols[col]
			have[ref] = max(have[ref], c.confidence)
			if c.reason == ByLabel || c.reason == ByStudyFile {
				byWord[ref] = true
			}
		}
	}
	asked := s.Slots()
	if asked == 0 {
		return 0
	}
	bound := 0
	for ref, conf := range have {
		if s.Asks(ref.side) {
			sum += conf
			bound++
			if byWord[ref] {
				labelled++
			}
		}
	}
	share := float64(bound) / float64(asked)
	if bound < 3 || share < minLabelled || share < minCoded && float64(labelled) < minLabelled*float64(asked) {
		return 0
	}
	return max(0.01, sum-0.5*float64(asked-bound))
}

// settle makes the study that is bound: the sides that are asked and found,
// the columns, fields and weights, the outcomes' scales.
func settle(base *survey.Study, tables []*table, given bool) *survey.Study {
	s := &survey.Study{}
	if base != nil {
		s = base.Clone()
	}
	if !given {
		addImportance(s, tables)
	}
	shared := sharedHeaders(tables)
	fields := make(map[string]bool)
	for i := range s.Fields {
		fields[s.Fields[i].Name] = true
	}
	for _, t := range tables {
		for i := range t.bind.cols {
			c := &t.bind.cols[i]
			switch c.use {
			case UseItem:
				it := &s.Items[c.item]
				if it.Columns == nil {
					it.Columns = make(map[survey.Side]string)
				}
				if h := t.bind.header(i); it.Columns[c.side] == "" {
					if shared[h] && t.sheetName != "" {
						h = t.sheetName + sheetMark + h
					}
					it.Columns[c.side] = h
				}
			case UseWeight:
				if s.Weights == nil {
					s.Weights = make(map[string]string)
				}
				if id := s.Dimensions[c.dim].ID; s.Weights[id] == "" {
					s.Weights[id] = t.bind.header(i)
				}
			case UseField:
				bindField(s, fields, c.field)
			}
		}
	}
	return s
}

// sheetMark stands between the name of a sheet and a header in a study file,
// where sheets have the same headers and ask for different sides.
const sheetMark = "!"

// sharedHeaders finds the headers that serve different sides or items on
// different sheets.
func sharedHeaders(tables []*table) map[string]bool {
	owner, out := make(map[string]slotRef), make(map[string]bool)
	for _, t := range tables {
		for ref, col := range t.bind.slots {
			h := t.bind.header(col)
			if first, known := owner[h]; known && first != ref {
				out[h] = true
			}
			owner[h] = ref
		}
	}
	return out
}

func bindField(s *survey.Study, known map[string]bool, f survey.Field) {
	if !known[f.Name] {
		known[f.Name] = true
		s.Fields = append(s.Fields, f)
		return
	}
	for i := range s.Fields {
		if s.Fields[i].Name == f.Name && s.Fields[i].Column == "" {
			s.Fields[i].Column = f.Column
		}
	}
}

// addImportance adds the side to a recognised instrument that does not ask it
// where at least half of its items have it.
func addImportance(s *survey.Study, tables []*table) {
	if s.Asks(survey.Importance) || len(s.Items) == 0 {
		return
	}
	have := make(map[int]bool)
	for _, t := range tables {
		for ref := range t.bind.slots {
			if ref.side == survey.Importance {
				have[ref.item] = true
			}
		}
	}
	if len(have)*2 >= len(s.Items) {
		s.Sides = append(s.Sides, survey.Importance)
		return
	}
	for _, t := range tables { // stray columns: not used after all
		for ref, col := range t.bind.slots {
			if ref.side == survey.Importance {
				delete(t.bind.slots, ref)
				t.bind.cols[col] = bound{use: UseNothing, reason: ByNothing}
			}
		}
	}
}
