package load

import (
	"slices"
	"strings"

	"servqual/survey"
)

// plan is how the rows of one table become a batch: which column feeds which
// column of the batch, and by what decoder. It never changes while rows are
// read.
type plan struct {
	study  *survey.Study
	decode *decoder // of the scale items; of one of them where they are on different scales
	slots  []slotPlan
	nones  map[noneKey]*decoder // of items with answers of their own outside the scale
	parts  map[*part]*decoder   // where the items are on different scales
	grain  float64              // codes a point of the scale of the perceptions: more than 1 where a code is a step
	own    int                  // slots fed by columns of this table; the rest come from the partner's
	sides  [][]int              // by side of the study: indexes into slots, in the order of the sheet
	pairs  [][2]int
	dims   []int // column of each dimension's points, −1 without; nil when nobody gave points
	scores []scorePlan
	groups []groupPlan
	multis []groupPlan
	unread []groupPlan // fields that nobody asked for: looked at only to tell whether a row is a response
	id     int         // columns, −1 without
	when   int
	took   int
	done   int // finished or not
	ip     int
	text   int
	person []int
	shared []uint64 // by person column: the key of a value that most rows have, which names nobody
	order  order    // of day and month in dates
	unit   int      // index into groups, −1 without
	wave   int
	first  int // first column with an answer: totals are named before it
	model  *outlierModel
	likely *chances      // nil where the sample is too small
	median int           // seconds, 0 when not known
	screen ScreenOptions // in codes
	swap   bool          // sides look swapped in the sample
	column int           // columns the header has

	weighing               weighing
	dimsJoined             bool
	joinScores, joinGroups [][2]int // place in this plan and in the partner's
}

// noneKey is a decoder and answers that it does not count.
type noneKey struct {
	decode *decoder
	none   string
}

type slotPlan struct {
	also            []int // further columns of the same question
	col, slot, item int
	side            survey.Side
	reverse         bool
	decode          *decoder
}

// optionColumn is a column that stands for one answer of a multiple-choice
// question: 1 or any text where it was given.
type optionColumn struct {
	col  int
	name string
}

type scorePlan struct {
	col     int
	field   string
	reverse bool // the lower end is the better one
	decode  *decoder
}

type groupPlan struct {
	col   int // −1: constant
	field string
	fixed string
	month bool     // from the date
	split splitter // how a cell is parted into names

	options []optionColumn // a column for each answer; none: all stand in col
}

// makePlan lays down how a table is read.
func (src *Source) makePlan(t *table, outcomes map[string]*outcomeScale) *plan {
	s, names := src.study, src.opt.Names
	p := &plan{study: s, grain: 1, id: -1, when: -1, took: -1, done: -1, ip: -1, text: -1, unit: -1, wave: -1, first: 1 << 30, column: t.columns()}
	if src.parts == nil {
		p.decode = newDecoder(s, s.Scale, src.labels, t.platform)
	} else {
		p.decodeParts(src, t)
	}
	p.sides = make([][]int, len(s.Sides))
	for col := range t.bind.cols {
		c := &t.bind.cols[col]
		switch c.use {
		case UseItem:
			if !c.second {
				p.addSlot(s, c, col, t.bind.also[col], src.partOf(t, col))
			}
		case UseWeight:
			if p.dims == nil {
				p.dims = make([]int, len(s.Dimensions))
				for d := range p.dims {
					p.dims[d] = -1
				}
			}
			p.dims[c.dim] = col
			p.first = min(p.first, col)
		case UseField:
			switch c.field.Kind {
			case survey.CategoryField, survey.MultiField:
				p.addNames(t, c, col, names)
			default:
				p.addField(t, s, c, col, outcomes)
			}
		case UsePersonal:
			if c.private.person {
				p.person = append(p.person, col)
				p.shared = append(p.shared, sharedIdentity(t.column(col)))
			}
			if c.private.ip {
				p.ip = col
			}
		}
	}
	p.own = len(p.slots)
	p.place(t, s.Units)
	if t.partner != nil {
		p.join(t.partner.of.plan)
	}
	p.pairSides(s)
	return p
}

func (p *plan) addSlot(s *survey.Study, c *bound, col int, also []int, of *part) {
	k := s.SideIndex(c.side)
	if k < 0 {
		return
	}
	p.sides[k] = append(p.sides[k], len(p.slots))
	p.slots = append(p.slots, slotPlan{col: col, also: also, slot: s.Slot(c.item, k), item: c.item, side: c.side, reverse: s.Items[c.item].Reversed, decode: p.decoderOf(&s.Items[c.item], of)})
	p.first = min(p.first, col)
}

// decodeParts makes a decoder for each scale that the items of the table are on.
func (p *plan) decodeParts(src *Source, t *table) {
	p.parts = make(map[*part]*decoder)
	for col := range t.bind.cols {
		of := src.partOf(t, col)
		if of == nil || p.parts[of] != nil {
			continue
		}
		sc := survey.Scale{Min: of.scale.Min, Max: of.scale.Max, Labels: p.study.Scale.Labels}
		d := newDecoder(p.study, sc, of.labels, t.platform).inSteps(p.study.Scale.Steps, of.stated && of.scale.Down)
		p.parts[of] = d
		if p.decode == nil || t.bind.cols[col].side == survey.Perception {
			p.decode, p.grain = d, float64(p.study.Scale.Steps)/float64(of.span())
		}
	}
	if p.decode == nil {
		p.decode = newDecoder(p.study, p.study.Scale, nil, t.platform)
	}
}

// decoderOf gives the decoder of an item: items on one scale with the same answers
// outside it share one.
func (p *plan) decoderOf(it *survey.Item, of *part) *decoder {
	d := p.decode
	if of != nil {
		d = p.parts[of]
	}
	none := slices.Clone(it.None)
	if of != nil {
		for _, n := range of.scale.Void {
			none = append(none, itoa(n))
		}
	}
	if len(none) == 0 {
		return d
	}
	k := noneKey{d, strings.Join(none, "\x00")}
	if p.nones == nil {
		p.nones = make(map[noneKey]*decoder)
	}
	if p.nones[k] == nil {
		p.nones[k] = d.with(none)
	}
	return p.nones[k]
}

func (p *plan) addField(t *table, s *survey.Study, c *bound, col int, outcomes map[string]*outcomeScale) {
	switch c.field.Kind {
	case survey.IDField:
		p.id = col
	case survey.TimeField:
		p.when = col
		p.order, _ = dayOrder(t.column(col))
	case survey.DurationField:
		p.took = col
	case survey.StateField:
		p.done = col
	case survey.TextField:
		p.text = col
	case survey.ScoreField:
		o := outcomes[c.field.Name]
		sc := survey.Scale{Min: o.Min, Max: o.Max, Labels: s.Scale.Labels}
		d := newDecoder(s, sc, o.labels, t.platform)
		if o.steps > 0 {
			d = d.inSteps(o.steps, o.Down)
		}
		p.scores = append(p.scores, scorePlan{col: col, field: c.field.Name, reverse: o.Down && o.steps == 0, decode: d})
	}
}

// addNames adds a category or a multiple answer, if it is among the names
// asked for.
func (p *plan) addNames(t *table, c *bound, col int, names []string) {
	multi := c.field.Kind == survey.MultiField
	if c.option != "" {
		for i := range p.multis {
			if p.multis[i].field == c.field.Name {
				p.multis[i].options = append(p.multis[i].options, optionColumn{col, c.option})
				return
			}
		}
	}
	g := groupPlan{col: col, field: c.field.Name, split: oneName}
	if c.option != "" {
		g.options = []optionColumn{{col, c.option}}
	}
	switch {
	case multi && t.optionColumns(col):
		g.split = spacedNames
	case multi:
		g.split = manyNames
	}
	switch {
	case g.field == survey.FieldUnit:
		p.unit = len(p.groups)
		g.fixed = p.study.Units.Named(t.unit)
	case g.field == survey.FieldWave:
		p.wave = len(p.groups)
		g.fixed = t.wave
	case names != nil && !slices.Contains(names, g.field):
		p.unread = append(p.unread, g)
		return
	}
	if multi {
		p.multis = append(p.multis, g)
		return
	}
	p.groups = append(p.groups, g)
}

// place adds the unit and wave that no column gives.
func (p *plan) place(t *table, units survey.Units) {
	if p.unit < 0 && t.unit != "" {
		p.unit = len(p.groups)
		p.groups = append(p.groups, groupPlan{col: -1, field: survey.FieldUnit, fixed: units.Named(t.unit)})
	}
	if p.wave >= 0 {
		return
	}
	switch {
	case t.file.wave != "": // the command knows better than a date
		p.wave = len(p.groups)
		p.groups = append(p.groups, groupPlan{col: -1, field: survey.FieldWave, fixed: t.wave})
	case p.when >= 0:
		p.wave = len(p.groups)
		p.groups = append(p.groups, groupPlan{col: -1, field: survey.FieldWave, fixed: t.wave, month: true})
	case t.wave != "":
		p.wave = len(p.groups)
		p.groups = append(p.groups, groupPlan{col: -1, field: survey.FieldWave, fixed: t.wave})
	}
}

// pairSides lists minimum and desired of the same item: the pairs in which
// inversions are looked for.
func (p *plan) pairSides(s *survey.Study) {
	byItem := make(map[int][2]int)
	for i, sl := range p.slots {
		pair, ok := byItem[sl.item]
		if !ok {
			pair = [2]int{-1, -1}
		}
		switch sl.side {
		case survey.Minimum:
			pair[0] = i
		case survey.Desired:
			pair[1] = i
		}
		byItem[sl.item] = pair
	}
	for i := range s.Items {
		if pair, ok := byItem[i]; ok && pair[0] >= 0 && pair[1] >= 0 {
			p.pairs = append(p.pairs, pair)
		}
	}
}

// perception gives the slots of the perception side, or of the only side
// there is.
func (p *plan) perception() []int {
	if k := p.study.SideIndex(survey.Perception); k >= 0 && len(p.sides[k]) > 0 {
		return p.sides[k]
	}
	for _, s := range p.sides {
		if len(s) > 0 {
			return s
		}
	}
	return nil
}

// expectation gives the slots of the expectation side, nil without.
func (p *plan) expectation() []int {
	if k := p.study.SideIndex(survey.Expectation); k >= 0 {
		return p.sides[k]
	}
	return nil
}

// optionColumns says that the column is KoboToolbox's joined form of a
// multiple answer: its options follow as columns of their own, Q/option.
func (t *table) optionColumns(col int) bool {
	if t.platform != Kobo || col+1 >= len(t.head.cols) {
		return false
	}
	own, next := t.head.cols[col].text, t.head.cols[col+1].text
	return own != "" && strings.HasPrefix(next, own+"/")
}
