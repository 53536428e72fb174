package tally

import "servqual/survey"

// addRows folds what was asked for in Options and needs each respondent's
// answers to all items at once.
func (f *folder) addRows(t *tables, rows []uint64, n int, want part) {
	for r := range n {
		row := rows[r*f.plan.layout.words : (r+1)*f.plan.layout.words]
		f.read(row)
		if f.plan.opt.Items && want&partItems != 0 {
			f.addItems(t)
		}
		if f.plan.opt.Items && want&partLinks != 0 {
			f.addItemsByOutcome(t, row)
		}
		if f.plan.opt.Links && want&partLinks != 0 {
			f.addLinks(t, row)
		}
	}
}

// read takes a packed row apart.
func (f *folder) read(row []uint64) {
	sides, base := len(f.plan.study.Sides), int64(f.plan.study.Scale.Min-1)
	for i := range f.plan.study.Items {
		for s := range sides {
			st := f.plan.layout.stateOf(row, i, uint(s))
			f.state[i*sides+s] = int(st)
			f.value[i*sides+s] = int64(st) + base
		}
	}
}

// itemValue gives an item's value under a measure; ok is false unless every
// side of the measure's base is answered.
func (f *folder) itemValue(m *measure, item int) (v int64, ok bool) {
	at := item * len(f.plan.study.Sides)
	for _, s := range m.base {
		if f.state[at+s] == 0 {
			return 0, false
		}
	}
	v = f.value[at+m.plus]
	if m.minus >= 0 {
		v -= f.value[at+m.minus]
	}
	return v, true
}

// addItems adds the cross products over all items.
func (f *folder) addItems(t *tables) {
	items := len(f.plan.study.Items)
	for m := range f.plan.measures {
		mea := &f.plan.measures[m]
		f.there = f.there[:0]
		for i := range items {
			if v, ok := f.itemValue(mea, i); ok {
				f.x[i], f.there = v, append(f.there, i)
			}
		}
		if len(f.there) == items {
			t.items[m].add(f.x[:items])
		} else if len(f.there) > 0 {
			t.itemPairs[m].add(items, f.there, f.x[:items])
		}
	}
}

// addItemsByOutcome adds the cross products of each item with each outcome.
func (f *folder) addItemsByOutcome(t *tables, row []uint64) {
	perception := f.plan.study.SideIndex(survey.Perception)
	if perception < 0 {
		return
	}
	sides := len(f.plan.study.Sides)
	for y := range t.itemByOut {
		c, ok := f.plan.outcome(row, y)
		if !ok {
			continue
		}
		for i := range t.itemByOut[y] {
			if slot := i*sides + perception; f.state[slot] > 0 {
				t.itemByOut[y][i].add([]int64{f.value[slot], int64(c)})
			}
		}
	}
}
