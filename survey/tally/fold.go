package tally

import "servqual/survey"

// folder is the scratch space of one fold: a respondent's values on their way
// into a tally.
type folder struct {
	plan   *Plan
	cols   [][]survey.Code // by slot; nil where the column is not in the data
	value  []int64         // by slot, defined where state > 0
	state  []int           // by slot, 0 = no number
	x      []int64         // items of a dimension, or of the survey
	scores []int64         // measure × dimension, on the dimension's unit
	scored []bool          // measure × dimension
	vector []int64         // what goes into scores and outcome cross products
	weight []int64         // normalised points in WeightUnit
}

func newFolder(p *Plan) *folder {
	s := p.study
	return &folder{
		plan:   p,
		value:  make([]int64, s.Slots()),
		state:  make([]int, s.Slots()),
		x:      make([]int64, len(s.Items)),
		scores: make([]int64, len(p.measures)*len(p.dims)),
		scored: make([]bool, len(p.measures)*len(p.dims)),
		vector: make([]int64, len(p.dims)*len(p.alone)+1),
		weight: make([]int64, len(p.dims)),
	}
}

// add folds row r of the batch into t.
func (f *folder) add(t *Tally, b *survey.Batch, r int) {
	t.n++
	f.read(t, b, r)
	f.countItems(t)
	for d := range f.plan.dims {
		for m := range f.plan.measures {
			f.scoreDimension(t, d, m)
		}
	}
	f.addTotals(t, b, r)
	f.addOutcomes(t, b, r)
	if f.plan.opt.Items {
		f.addItems(t, b, r)
	}
	if f.plan.opt.Links {
		f.addLinks(t, b, r)
	}
	f.addNames(t, b, r)
}

// read looks up the row's answers.
func (f *folder) read(t *Tally, b *survey.Batch, r int) {
	lo := f.plan.study.Scale.Min
	for slot := range f.state {
		f.state[slot] = 0
		col := b.Answers[slot]
		if col == nil {
			continue
		}
		switch c := col[r]; {
		case c.Valid():
			f.value[slot] = int64(c)
			f.state[slot] = int(c) - lo + 1
		case c == survey.NotApplicable:
			t.na[slot]++
		case c == survey.Invalid:
			t.invalid[slot]++
		}
	}
}

func (f *folder) countItems(t *Tally) {
	sides := len(f.plan.study.Sides)
	for i := range t.joint {
		cell := 0
		for _, st := range f.state[i*sides : (i+1)*sides] {
			cell = cell*f.plan.states + st
		}
		t.joint[i][cell]++
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

// scoreDimension forms the respondent's dimension score by the half-scale
// rule: the mean over the items answered on every side of the base, if they
// are at least half of the dimension's items (method A.17).
func (f *folder) scoreDimension(t *Tally, d, m int) {
	dim, mea := &f.plan.dims[d], &f.plan.measures[m]
	sum, n := int64(0), 0
	for _, item := range dim.items {
		if v, ok := f.itemValue(mea, item); ok {
			f.x[n] = v
			sum += v
			n++
		}
	}
	at := m*len(f.plan.dims) + d
	f.scored[at] = n >= dim.need
	if !f.scored[at] {
		return
	}
	f.scores[at] = dim.score(sum, int64(n))
	to := &t.dims[d][m]
	lo, _ := f.plan.bounds(mea)
	to.table[int64(to.start[n])+sum-lo*int64(n)]++
	if n == len(dim.items) {
		to.cross.add(f.x[:n])
	}
}

// allScored says whether a measure has a score on every dimension.
func (f *folder) allScored(m int) bool {
	k := len(f.plan.dims)
	for _, ok := range f.scored[m*k : (m+1)*k] {
		if !ok {
			return false
		}
	}
	return true
}

// batteryScored says whether a measure has a score on every dimension of the
// battery.
func (f *folder) batteryScored(m int) bool {
	for _, d := range f.plan.battery {
		if !f.scored[m*len(f.plan.dims)+d] {
			return false
		}
	}
	return len(f.plan.battery) > 0
}

// addTotals adds the respondent's score over all dimensions, unweighted and
// with the own points (method A.1).
func (f *folder) addTotals(t *Tally, b *survey.Batch, r int) {
	weighted := f.plan.weighted && f.normalise(t, b, r)
	k := len(f.plan.dims)
	for m := range f.plan.measures {
		if !f.plan.measures[m].total || !f.batteryScored(m) {
			continue
		}
		plain, own := int64(0), int64(0)
		for _, d := range f.plan.battery {
			v := f.scores[m*k+d]
			if u := f.plan.dims[d].unit; f.plan.unit%u == 0 {
				v *= f.plan.unit / u
			} else {
				v = divRound(v*f.plan.unit, u)
			}
			plain += v
			if weighted {
				own += v * f.weight[d]
			}
		}
		t.totals[m].plain.add(plain)
		if weighted {
			t.totals[m].weighted.add(own)
		}
	}
	f.addScores(t)
}

// addScores adds the dimension scores to the cross products.
func (f *folder) addScores(t *Tally) {
	if f.fillVector() {
		t.scores.add(f.vector[:len(f.vector)-1])
	}
}

// fillVector lays the dimension scores of all sides out in one vector; false
// when one is missing.
func (f *folder) fillVector() bool {
	at, k := 0, len(f.plan.dims)
	for _, m := range f.plan.alone {
		if !f.allScored(m) {
			return false
		}
		at += copy(f.vector[at:], f.scores[m*k:(m+1)*k])
	}
	return at > 0
}

// normalise brings the respondent's points to the whole and counts them;
// false when they are not given or not within the tolerance.
func (f *folder) normalise(t *Tally, b *survey.Batch, r int) bool {
	if b.Weights == nil {
		return false
	}
	sum, given := int64(0), 0
	for _, d := range f.plan.battery {
		col := b.Weights[d]
		if col == nil || col[r] < 0 {
			continue
		}
		given++
		sum += int64(col[r])
	}
	switch {
	case given == 0:
		return false
	case given < len(f.plan.battery) || sum < 10000-100*WeightTolerance || sum > 10000+100*WeightTolerance:
		t.weightsBad++
		return false
	}
	t.weightsOK++
	for _, d := range f.plan.battery {
		w := divRound(int64(b.Weights[d][r])*WeightUnit, sum)
		f.weight[d] = w
		t.weights[d].add(w)
	}
	return true
}

// addOutcomes adds overall satisfaction, recommendation and the like.
func (f *folder) addOutcomes(t *Tally, b *survey.Batch, r int) {
	whole := f.fillVector()
	for i := range t.outcomes {
		c, ok := scoreOf(b, f.plan.outcomes[i], r)
		if !ok {
			continue
		}
		t.outcomes[i].codes.add(int64(c))
		if whole {
			f.vector[len(f.vector)-1] = int64(c)
			t.outcomes[i].cross.add(f.vector)
		}
	}
}

func scoreOf(b *survey.Batch, field string, r int) (survey.Code, bool) {
	for i := range b.Scores {
		if b.Scores[i].Field == field && b.Scores[i].Codes != nil {
			c := b.Scores[i].Codes[r]
			return c, c.Valid()
		}
	}
	return 0, false
}

// addItems adds the cross products over all items, on request.
func (f *folder) addItems(t *Tally, b *survey.Batch, r int) {
	items := len(f.plan.study.Items)
	for m := range f.plan.measures {
		mea := &f.plan.measures[m]
		n := 0
		for ; n < items; n++ {
			v, ok := f.itemValue(mea, n)
			if !ok {
				break
			}
			f.x[n] = v
		}
		if n == items {
			t.items[m].add(f.x[:n])
		}
	}
	perception := f.plan.study.SideIndex(survey.Perception)
	if perception < 0 {
		return
	}
	sides := len(f.plan.study.Sides)
	for y := range t.itemByOut {
		c, ok := scoreOf(b, f.plan.outcomes[y], r)
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

// addNames counts categories, multiple answers and screening marks.
func (f *folder) addNames(t *Tally, b *survey.Batch, r int) {
	for i := range t.categories {
		for _, g := range b.Groups {
			if g.Field == f.plan.groups[i] && g.Codes != nil && g.Codes[r] >= 0 {
				t.categories[i] = t.categories[i].plus(g.Names[g.Codes[r]])
			}
		}
	}
	for i := range t.multis {
		for _, g := range b.Multis {
			if g.Field != f.plan.multis[i] || g.Starts == nil {
				continue
			}
			named := g.Codes[g.Starts[r]:g.Starts[r+1]]
			if len(named) > 0 {
				t.answered[i]++
			}
			for _, c := range named {
				t.multis[i] = t.multis[i].plus(g.Names[c])
			}
		}
	}
	if b.Flags != nil && b.Flags[r] != 0 {
		t.flagged++
		for bit := range t.flags {
			if b.Flags[r]&(1<<bit) != 0 {
				t.flags[bit]++
			}
		}
	}
}

func (c counts) plus(name string) counts {
	if c == nil {
		c = make(counts)
	}
	c[name]++
	return c
}
