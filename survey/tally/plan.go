// Package tally folds answers into counts and cross products that add up.
//
// A Tally holds, for one segment of respondents, everything from which every
// figure of the engine can be computed exactly: joint counts of each item's
// sides, frequency tables of the respondents' dimension scores and totals,
// sums and cross products. It is independent of the order of rows, and
// a.Merge(b) is the tally of both: two cores, twenty branch files and twelve
// months are the same case. All accumulators are integers, so merging in any
// order gives the same bits.
//
// It knows answers (survey) and hands out tables (stats); it computes no
// statistic. On the walk of a number it is the stop where a code has become a
// count: (E=7, P=5) of item REL2 in segment (朝阳店, 2026-10).
package tally

import (
	"fmt"
	"slices"
	"sync"

	"servqual/survey"
)

// Measure is what is scored of an item: a side, or the difference of two.
// A gap is {Plus: Perception, Minus: Expectation}: P − E, negative = shortfall.
type Measure struct {
	Plus  survey.Side
	Minus survey.Side // 0 when the measure is a side alone
}

// The measures in use.
var (
	E   = Measure{Plus: survey.Expectation}
	P   = Measure{Plus: survey.Perception}
	Gap = Measure{Plus: survey.Perception, Minus: survey.Expectation}
	Min = Measure{Plus: survey.Minimum}
	Des = Measure{Plus: survey.Desired}
	MSA = Measure{Plus: survey.Perception, Minus: survey.Minimum} // service adequacy
	MSS = Measure{Plus: survey.Perception, Minus: survey.Desired} // service superiority
	ZOT = Measure{Plus: survey.Desired, Minus: survey.Minimum}    // zone of tolerance
	Imp = Measure{Plus: survey.Importance}
)

// String names the measure: "perception", "perception-expectation".
func (m Measure) String() string {
	if m.Minus == 0 {
		return m.Plus.String()
	}
	return fmt.Sprintf("%s-%s", m.Plus, m.Minus)
}

// Options say what to tally beyond the usual.
type Options struct {
	// Items adds the cross products of all items of each measure (factor
	// analysis) and of each item with each outcome (derived importance).
	Items bool
	// Links adds the joint counts of each item's perception and each numeric
	// field (rank correlation, penalty and reward), and the cross products of
	// all perceptions with the fields and with the importances (quadrant
	// stability, partial correlations).
	Links bool
	// Lean leaves out what no score is made of: names, why answers are missing,
	// and, once rows are folded away (Set), frequencies of totals and products
	// with outcomes.
	Lean bool
}

// kept are the parts that stay when rows are folded away.
func (p *Plan) kept() part {
	if p.opt.Lean {
		return leanParts
	}
	return allParts &^ partNames
}

// Plan is the shape of the tallies of a study: where everything stands.
// It is shared by all tallies of a Set and never changes.
type Plan struct {
	study    *survey.Study
	opt      Options
	measures []measure
	dims     []dimension
	outcomes []string
	groups   []string // category fields counted
	multis   []string
	states   int   // points + 1; state 0 is "no number"
	unit     int64 // common denominator of totals
	weighted bool
	alone    []int       // measures that are one side of the first measure's base: the dimension scores in cross products
	battery  []int       // dimensions that take points and belong in totals: those that do not stand apart
	bases    [][]int     // side indexes: what must be answered for an item to count, each set once
	starts   [][][]int32 // dimension × measure: where the row of an answered count begins in the table; last: its size
	layout   layout
	spare    sync.Pool // *tables
	folders  sync.Pool // *folder
}

// maxTotalUnit bounds the denominator of totals, so that weighted totals fit
// in 64 bits.
const maxTotalUnit = 1 << 20

// maxStepUnit is that of a scale in steps, whose keys are scaled up once more.
const maxStepUnit = 1 << 13

// measure is a Measure with what the fold needs to know.
type measure struct {
	Measure
	plus, minus int   // side indexes; minus −1 when alone
	base        []int // side indexes that must all be answered for an item to count
	at          int   // where base stands in Plan.bases
	plusAt      uint  // where the sum of the side stands among those of the base, in bits
	minusAt     uint
	total       bool // totals over dimensions are kept (SERVQUAL, SERVPERF …)
}

// dimension is where a dimension's items and tables stand.
type dimension struct {
	items []int
	need  int     // answered items needed for a score: half, rounded up (method A.17)
	unit  int64   // common denominator of the score: sum/answered = key/unit
	exact []int64 // by items answered: unit/answered where that is whole, else 0
	whole []int64 // the same of the plan's unit
}

// maxUnit is the largest common denominator with which cross products stay
// exact in 64 bits; lcm(1…12). Beyond it rows with missing items are rounded
// to 1/(4096·n), complete rows stay exact.
const maxUnit = 27720

// NewPlan lays out the tallies of a study.
func NewPlan(s *survey.Study, opt Options) *Plan {
	p := &Plan{study: s, opt: opt, states: s.Scale.Points() + 1, unit: 1, weighted: len(s.Weights) > 0}
	p.measures = measuresOf(s)
	for i := range p.measures {
		m := &p.measures[i]
		m.at = p.baseOf(m.base)
		m.plusAt = 16 * uint(1+slices.Index(m.base, m.plus))
		m.minusAt = 16 * uint(1+slices.Index(m.base, m.minus))
	}
	for d := range s.Dimensions {
		p.dims = append(p.dims, newDimension(s.ItemsOf(d)))
		if s.Dimensions[d].Apart() {
			continue
		}
		p.battery = append(p.battery, d)
		p.unit = min(lcm(p.unit, p.dims[d].unit), p.mostUnit())
	}
	for i, m := range p.measures {
		if m.minus < 0 && slices.Equal(m.base, p.measures[0].base) {
			p.alone = append(p.alone, i)
		}
	}
	for _, f := range s.Fields {
		switch f.Kind {
		case survey.ScoreField:
			p.outcomes = append(p.outcomes, f.Name)
		case survey.CategoryField:
			p.groups = append(p.groups, f.Name)
		case survey.MultiField:
			p.multis = append(p.multis, f.Name)
		}
	}
	for d := range p.dims {
		p.dims[d].divide(p.unit)
		p.starts = append(p.starts, nil)
		for m := range p.measures {
			p.starts[d] = append(p.starts[d], p.startsOf(&p.dims[d], &p.measures[m]))
		}
	}
	p.layout = newLayout(p)
	return p
}

func (p *Plan) mostUnit() int64 {
	if p.study.Scale.Steps > 0 {
		return maxStepUnit
	}
	return maxTotalUnit
}

// startsOf lays out the table of a dimension's scores: a row for each number of
// items answered, a cell for each possible sum.
func (p *Plan) startsOf(d *dimension, m *measure) []int32 {
	lo, hi := p.bounds(m)
	start, size := make([]int32, len(d.items)+2), int32(0)
	for a := d.need; a <= len(d.items); a++ {
		start[a] = size
		size += int32((hi-lo)*int64(a)) + 1
	}
	start[len(d.items)+1] = size
	return start
}

// baseOf gives the place of a set of sides among the bases.
func (p *Plan) baseOf(sides []int) int {
	for i, b := range p.bases {
		if slices.Equal(b, sides) {
			return i
		}
	}
	p.bases = append(p.bases, sides)
	return len(p.bases) - 1
}

func newDimension(items []int) dimension {
	d := dimension{items: items, need: (len(items) + 1) / 2, unit: 1}
	for m := d.need; m <= len(items); m++ {
		d.unit = lcm(d.unit, int64(m))
		if d.unit > maxUnit {
			d.unit = int64(len(items)) * 4096
			break
		}
	}
	d.divide(d.unit)
	return d
}

// divide prepares the divisions of score: two divisions for each dimension of
// each respondent took longer than everything else about totals.
func (d *dimension) divide(total int64) {
	d.exact, d.whole = nil, nil
	for m := range int64(len(d.items) + 1) {
		exact, whole := int64(0), int64(0)
		if m > 0 && d.unit%m == 0 {
			exact = d.unit / m
			if total%d.unit == 0 {
				whole = total / m
			}
		}
		d.exact, d.whole = append(d.exact, exact), append(d.whole, whole)
	}
}

// score puts sum/answered on the dimension's unit.
func (d *dimension) score(sum, answered int64) int64 {
	if f := d.exact[answered]; f > 0 {
		return sum * f
	}
	return divRound(sum*d.unit, answered) // only beyond maxUnit
}

// total puts sum/answered on the unit of totals.
func (d *dimension) total(sum, answered, unit int64) int64 {
	if f := d.whole[answered]; f > 0 {
		return sum * f
	}
	v := d.score(sum, answered)
	if unit%d.unit == 0 {
		return v * (unit / d.unit)
	}
	return divRound(v*unit, d.unit)
}

// divRound is a/b rounded half away from zero; b > 0.
func divRound(a, b int64) int64 {
	if a < 0 {
		return -((-2*a + b) / (2 * b))
	}
	return (2*a + b) / (2 * b)
}

// measuresOf lists the measures that the sides of a study allow. Items count
// for E, P and the gap only when both sides are answered, so that the gap is
// the difference of the two means printed beside it.
func measuresOf(s *survey.Study) []measure {
	var out []measure
	add := func(total bool, base []survey.Side, ms ...Measure) {
		idx := make([]int, len(base))
		for i, b := range base {
			idx[i] = s.SideIndex(b)
		}
		for _, m := range ms {
			x := measure{Measure: m, plus: s.SideIndex(m.Plus), minus: -1, base: idx, total: total && (m.Minus != 0 || m == P)}
			if m.Minus != 0 {
				x.minus = s.SideIndex(m.Minus)
			}
			out = append(out, x)
		}
	}
	switch {
	case s.Asks(survey.Minimum, survey.Desired, survey.Perception):
		add(true, []survey.Side{survey.Minimum, survey.Desired, survey.Perception}, P, Min, Des, MSA, MSS, ZOT)
	case s.Asks(survey.Expectation, survey.Perception):
		add(true, []survey.Side{survey.Expectation, survey.Perception}, E, P, Gap)
	default:
		for _, side := range s.Sides {
			if side != survey.Importance {
				add(side == survey.Perception, []survey.Side{side}, Measure{Plus: side})
			}
		}
	}
	if s.Asks(survey.Importance) {
		add(false, []survey.Side{survey.Importance}, Imp)
	}
	return out
}

// Study gives the study the plan was made for.
func (p *Plan) Study() *survey.Study { return p.study }

// Measures lists the measures tallied.
func (p *Plan) Measures() []Measure {
	out := make([]Measure, len(p.measures))
	for i, m := range p.measures {
		out[i] = m.Measure
	}
	return out
}

// Has says whether a measure is tallied.
func (p *Plan) Has(m Measure) bool { return p.index(m) >= 0 }

func (p *Plan) index(m Measure) int {
	for i := range p.measures {
		if p.measures[i].Measure == m {
			return i
		}
	}
	return -1
}

// bounds gives the least and greatest value of a measure of one item.
func (p *Plan) bounds(m *measure) (lo, hi int64) {
	lo, hi = int64(p.study.Scale.Min), int64(p.study.Scale.Top())
	if m.minus >= 0 {
		return lo - hi, hi - lo
	}
	return lo, hi
}

func lcm(a, b int64) int64 { return a / gcd(a, b) * b }

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
