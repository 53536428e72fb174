package tally

import (
	"math/bits"
)

// Tally is the fold of one segment. The zero value is not usable; make it with
// NewTally. A Tally is not safe for concurrent use: fold on several goroutines
// into several tallies and merge.
type Tally struct {
	plan *Plan
	n    int64

	joint   [][]uint32 // item → cells of the joint table of its sides (state = code−min+1, 0 = no number)
	na      []uint32   // slot → answered "not applicable"
	invalid []uint32   // slot → something written that is no answer

	dims   [][]dimTally // dimension × measure
	scores cross        // dimension scores: plan.alone × dimensions, over respondents with every dimension scored
	totals []totals     // by measure; only where the plan keeps totals

	weights    []weightTally // by dimension
	weightsOK  int64
	weightsBad int64 // given, but not within the tolerance
	outcomes   []outcome
	items      []cross   // by measure, on request
	itemByOut  [][]cross // outcome × item: (perception, outcome), on request
	links      *links    // on request
	categories []counts
	multis     []counts
	answered   []int64 // by multi field: respondents who named at least one
	flags      [16]int64
	flagged    int64
}

// dimTally holds one dimension under one measure.
type dimTally struct {
	table []uint32 // [answered−need][sum−lo·answered], rows one after the other
	start []int32  // where the row of an answered count begins
	cross cross    // items, over respondents who answered all of them
}

// totals are the respondents' scores over all dimensions.
type totals struct {
	plain    values // Σ_j score_j over unit·J
	weighted values // Σ_j w_j·score_j, own points, over WeightUnit·unit
}

// weightTally sums a dimension's normalised points, in 1/WeightUnit of the
// whole (all points together = WeightUnit).
type weightTally struct {
	sum      int64
	squareLo uint64
	squareHi uint64
}

// WeightUnit is the whole: 100 points in hundredths, times 2^24 so that points
// which had to be normalised are rounded far below the precision we print.
const WeightUnit = 10000 << 24

// WeightTolerance is how far, in points, a respondent's sum may lie from 100
// and still be normalised: five rounded shares may each be off by a half
// (method A.1).
const WeightTolerance = 2.5

// outcome is a numeric field: its distribution, and its cross products with
// the dimension scores.
type outcome struct {
	codes values
	cross cross
}

// cross holds integer sums and cross products over complete rows.
type cross struct {
	k    int
	n    int64
	sum  []int64
	prod []int64 // upper triangle by rows
}

func newCross(k int) cross {
	return cross{k: k, sum: make([]int64, k), prod: make([]int64, k*(k+1)/2)}
}

func (c *cross) add(x []int64) {
	c.n++
	at := 0
	for i, v := range x {
		c.sum[i] += v
		for _, w := range x[i:] {
			c.prod[at] += v * w
			at++
		}
	}
}

func (c *cross) merge(o *cross) {
	c.n += o.n
	for i, v := range o.sum {
		c.sum[i] += v
	}
	for i, v := range o.prod {
		c.prod[i] += v
	}
}

// counts are the frequencies of names.
type counts map[string]int64

// NewTally makes an empty tally.
func NewTally(p *Plan) *Tally {
	s := p.study
	t := &Tally{plan: p}
	t.joint = make([][]uint32, len(s.Items))
	block := make([]uint32, len(s.Items)*p.cells)
	for i := range t.joint {
		t.joint[i] = block[i*p.cells : (i+1)*p.cells]
	}
	t.na = make([]uint32, s.Slots())
	t.invalid = make([]uint32, s.Slots())
	t.dims = make([][]dimTally, len(p.dims))
	for d := range p.dims {
		t.dims[d] = make([]dimTally, len(p.measures))
		for m := range p.measures {
			t.dims[d][m] = newDimTally(p, &p.dims[d], &p.measures[m])
		}
	}
	t.scores = newCross(len(p.dims) * len(p.alone))
	t.totals = make([]totals, len(p.measures))
	if p.weighted {
		t.weights = make([]weightTally, len(p.dims))
	}
	t.outcomes = make([]outcome, len(p.outcomes))
	for i := range t.outcomes {
		t.outcomes[i].cross = newCross(t.scores.k + 1)
	}
	t.categories = make([]counts, len(p.groups))
	t.multis = make([]counts, len(p.multis))
	t.answered = make([]int64, len(p.multis))
	if p.opt.Items {
		t.items = make([]cross, len(p.measures))
		for m := range t.items {
			t.items[m] = newCross(len(s.Items))
		}
		t.itemByOut = make([][]cross, len(p.outcomes))
		for o := range t.itemByOut {
			t.itemByOut[o] = make([]cross, len(s.Items))
			for i := range t.itemByOut[o] {
				t.itemByOut[o][i] = newCross(2)
			}
		}
	}
	if p.opt.Links {
		t.links = newLinks(p)
	}
	return t
}

func newDimTally(p *Plan, d *dimension, m *measure) dimTally {
	lo, hi := p.bounds(m)
	out := dimTally{cross: newCross(len(d.items)), start: make([]int32, len(d.items)+2)}
	size := int32(0)
	for a := d.need; a <= len(d.items); a++ {
		out.start[a] = size
		size += int32((hi-lo)*int64(a)) + 1
	}
	out.start[len(d.items)+1] = size
	out.table = make([]uint32, size)
	return out
}

// N is the number of respondents.
func (t *Tally) N() int64 { return t.n }

// Plan gives the shape of the tally.
func (t *Tally) Plan() *Plan { return t.plan }

// Merge adds the respondents of o, which must have the same plan. o stays as
// it was.
func (t *Tally) Merge(o *Tally) {
	if t.plan != o.plan {
		panic("tally: merging tallies of different plans")
	}
	t.n += o.n
	for i := range t.joint {
		addTo(t.joint[i], o.joint[i])
	}
	addTo(t.na, o.na)
	addTo(t.invalid, o.invalid)
	for d := range t.dims {
		for m := range t.dims[d] {
			addTo(t.dims[d][m].table, o.dims[d][m].table)
			t.dims[d][m].cross.merge(&o.dims[d][m].cross)
		}
	}
	t.scores.merge(&o.scores)
	for m := range t.totals {
		t.totals[m].plain.merge(&o.totals[m].plain)
		t.totals[m].weighted.merge(&o.totals[m].weighted)
	}
	for d := range t.weights {
		t.weights[d].merge(&o.weights[d])
	}
	t.weightsOK += o.weightsOK
	t.weightsBad += o.weightsBad
	for i := range t.outcomes {
		t.outcomes[i].merge(&o.outcomes[i])
	}
	for m := range t.items {
		t.items[m].merge(&o.items[m])
	}
	for y := range t.itemByOut {
		for i := range t.itemByOut[y] {
			t.itemByOut[y][i].merge(&o.itemByOut[y][i])
		}
	}
	if t.links != nil {
		t.links.merge(o.links)
	}
	for i := range t.categories {
		t.categories[i] = t.categories[i].merged(o.categories[i])
	}
	for i := range t.multis {
		t.multis[i] = t.multis[i].merged(o.multis[i])
	}
	addTo(t.answered, o.answered)
	addTo(t.flags[:], o.flags[:])
	t.flagged += o.flagged
}

func addTo[T uint32 | int64](to, from []T) {
	for i, v := range from {
		to[i] += v
	}
}

func (c counts) merged(o counts) counts {
	if c == nil && len(o) > 0 {
		c = make(counts, len(o))
	}
	for name, n := range o {
		c[name] += n
	}
	return c
}

func (w *weightTally) add(x int64) {
	w.sum += x
	hi, lo := bits.Mul64(uint64(x), uint64(x))
	var carry uint64
	w.squareLo, carry = bits.Add64(w.squareLo, lo, 0)
	w.squareHi, _ = bits.Add64(w.squareHi, hi, carry)
}

func (w *weightTally) merge(o *weightTally) {
	w.sum += o.sum
	var carry uint64
	w.squareLo, carry = bits.Add64(w.squareLo, o.squareLo, 0)
	w.squareHi, _ = bits.Add64(w.squareHi, o.squareHi, carry)
}

func (o *outcome) merge(x *outcome) {
	o.codes.merge(&x.codes)
	o.cross.merge(&x.cross)
}
