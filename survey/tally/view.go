package tally

import (
	"iter"
	"math"
	"slices"
	"sort"

	"servqual/survey"
	"servqual/survey/stats"
)

// ItemFreq is the frequency table of an item under a measure. A side alone
// counts everyone who answered that side; a difference counts those who
// answered both.
func (t *Tally) ItemFreq(item int, m Measure) stats.Freq {
	var f [1]stats.Freq
	one := [1]measure{{Measure: m, plus: t.plan.study.SideIndex(m.Plus), minus: -1}}
	if m.Minus != 0 {
		one[0].minus = t.plan.study.SideIndex(m.Minus)
	}
	t.readItem(f[:], item, one[:])
	return f[0]
}

// ReadItem is ItemFreq under every measure, in the order of Plan.Measures, into
// as many tables whose memory is used again: one pass where ItemFreq takes one
// for each.
func (t *Tally) ReadItem(f []stats.Freq, item int) { t.readItem(f, item, t.plan.measures) }

func (t *Tally) readItem(f []stats.Freq, item int, ms []measure) {
	t.need(partUsual)
	var few [4 * 16]uint32 // three measures on seven points, without asking for memory
	points := t.plan.study.Scale.Points()
	width := 2 * points
	counts := few[:]
	if len(ms)*width > len(few) {
		counts = make([]uint32, len(ms)*width)
	}
	if t.sparse == nil {
		for cell, n := range t.joint[item*t.plan.layout.cells:][:t.plan.layout.cells] {
			if n > 0 {
				t.countCell(counts, ms, uint64(cell), n)
			}
		}
	} else {
		for cell, n := range t.cells(item) {
			t.countCell(counts, ms, cell, n)
		}
	}
	for k := range ms {
		own, lo := counts[k*width:(k+1)*width], int64(1-points)
		if ms[k].minus < 0 {
			own, lo = own[1:], int64(t.plan.study.Scale.Min)
		}
		fill(&f[k], 1, lo, own)
		t.plan.pointed(&f[k])
	}
}

// countCell adds a cell of the joint table to the counts of each measure: those
// of a side by state, those of a difference from the least on.
func (t *Tally) countCell(counts []uint32, ms []measure, cell uint64, n uint32) {
	l, points := &t.plan.layout, t.plan.states-1
	for k := range ms {
		own := counts[2*points*k:]
		x := int(cell >> (uint(ms[k].plus) * l.bits & 63) & l.state)
		switch {
		case x == 0:
		case ms[k].minus < 0:
			own[x] += n
		default:
			if y := int(cell >> (uint(ms[k].minus) * l.bits & 63) & l.state); y > 0 {
				own[x-y+points-1] += n
			}
		}
	}
}

// fill makes a frequency table of the counts of the keys from lo on.
func fill(f *stats.Freq, unit, lo int64, counts []uint32) {
	f.Unit, f.Eff = unit, 0
	if cap(f.Keys) < len(counts) {
		f.Keys, f.Counts = make([]int64, len(counts)), make([]float64, len(counts))
	}
	keys, ns, k := f.Keys[:len(counts)], f.Counts[:len(counts)], 0
	for i, n := range counts {
		if n > 0 {
			keys[k], ns[k] = lo+int64(i), float64(n)
			k++
		}
	}
	f.Keys, f.Counts = keys[:k], ns[:k]
}

// eachCell visits the occupied cells of an item's joint table.
func (t *Tally) eachCell(item int, f func(states []int, n uint32)) {
	t.need(partUsual)
	l, states := &t.plan.layout, make([]int, len(t.plan.study.Sides))
	for cell, n := range t.cells(item) {
		if n == 0 {
			continue
		}
		for s := range states {
			states[s] = int(cell >> (uint(s) * l.bits) & l.state)
		}
		f(states, n)
	}
}

// cells goes through an item's joint table in order: packed states and count.
func (t *Tally) cells(item int) iter.Seq2[uint64, uint32] {
	l := &t.plan.layout
	return func(yield func(uint64, uint32) bool) {
		if t.sparse == nil {
			for cell, n := range t.joint[item*l.cells : (item+1)*l.cells] {
				if !yield(uint64(cell), n) {
					return
				}
			}
			return
		}
		var keys []uint64
		for k := range t.sparse {
			if k>>40 == uint64(item) {
				keys = append(keys, k)
			}
		}
		slices.Sort(keys)
		for _, k := range keys {
			if !yield(k&l.cell, t.sparse[k]) {
				return
			}
		}
	}
}

// Joint is the joint table of two sides of an item: Counts[a][b] respondents
// answered Min+a on the first and Min+b on the second. Those who left either
// out are not in it.
func (t *Tally) Joint(item int, a, b survey.Side) [][]float64 {
	k := t.plan.study.Scale.Points()
	out := make([][]float64, k)
	for i := range out {
		out[i] = make([]float64, k)
	}
	ia, ib := t.plan.study.SideIndex(a), t.plan.study.SideIndex(b)
	t.eachCell(item, func(states []int, n uint32) {
		if states[ia] > 0 && states[ib] > 0 {
			out[states[ia]-1][states[ib]-1] += float64(n)
		}
	})
	return out
}

// Answers counts what happened to an item on a side.
type Answers struct {
	Valid         int64
	NotApplicable int64
	Invalid       int64
	Missing       int64
}

// ItemAnswers counts an item's answers on a side.
func (t *Tally) ItemAnswers(item int, side survey.Side) Answers {
	si := t.plan.study.SideIndex(side)
	slot := t.plan.study.Slot(item, si)
	t.need(partNames)
	a := Answers{NotApplicable: int64(t.na[slot]), Invalid: int64(t.invalid[slot])}
	t.eachCell(item, func(states []int, n uint32) {
		if states[si] > 0 {
			a.Valid += int64(n)
		}
	})
	a.Missing = t.n - a.Valid - a.NotApplicable - a.Invalid
	return a
}

// DimFreq is the frequency table of the respondents' scores on a dimension.
func (t *Tally) DimFreq(dim int, m Measure) stats.Freq {
	var f stats.Freq
	t.ReadDim(&f, dim, m)
	return f
}

// ReadDim is DimFreq into a table whose memory is used again.
func (t *Tally) ReadDim(f *stats.Freq, dim int, m Measure) {
	t.need(partUsual)
	mi := t.plan.index(m)
	d, table, start := &t.plan.dims[dim], t.dims[dim].table[mi], t.plan.starts[dim][mi]
	lo, hi := t.plan.bounds(&t.plan.measures[mi])
	unit := int64(1)
	for n := d.need; n <= len(d.items); n++ {
		if slices.ContainsFunc(table[start[n]:start[n+1]], func(c uint32) bool { return c > 0 }) {
			unit = lcm(unit, int64(n))
		}
	}
	size := int(hi-lo)*int(unit) + 1
	if size <= smallDim {
		var room [smallDim]uint32
		for n := d.need; n <= len(d.items); n++ {
			for i, c := range table[start[n]:start[n+1]] {
				if c > 0 {
					room[i*int(unit)/n] += c
				}
			}
		}
		fill(f, unit, lo*unit, room[:size])
		t.plan.pointed(f)
		return
	}
	counts := map[int64]float64{}
	for n := d.need; n <= len(d.items); n++ {
		for i, c := range table[start[n]:start[n+1]] {
			if c > 0 {
				counts[(lo*int64(n)+int64(i))*(unit/int64(n))] += float64(c)
			}
		}
	}
	*f = stats.NewFreq(unit, counts)
	t.plan.pointed(f)
}

// smallDim is up to how many possible scores a dimension's table is made in an
// array; a map takes ten times as long.
const smallDim = 1024

// DimComplete counts the respondents who answered every item of a dimension on
// all sides of the measure.
func (t *Tally) DimComplete(dim int, m Measure) int64 {
	t.need(partUsual)
	return t.dims[dim].bases[t.plan.measures[t.plan.index(m)].at].n
}

// DimCross is the cross products of a dimension's items, in their order, over
// the respondents who answered all of them: for alpha and item–total.
func (t *Tally) DimCross(dim int, m Measure) stats.Cross {
	var c stats.Cross
	t.ReadCross(&c, dim, m)
	return c
}

// ReadCross is DimCross into memory that is used again; it must come from
// ReadCross, or be empty.
func (t *Tally) ReadCross(to *stats.Cross, dim int, m Measure) {
	t.need(partUsual)
	mea := &t.plan.measures[t.plan.index(m)]
	k, minus := len(t.plan.dims[dim].items), -1
	if mea.minus >= 0 {
		minus = slices.Index(mea.base, mea.minus)
	}
	c := &t.dims[dim].bases[mea.at]
	c.measured(to, k, slices.Index(mea.base, mea.plus), minus, int64(t.plan.study.Scale.Min-1))
	copy(to.Unit, t.plan.itemUnits(k))
}

// ScoreMeasures lists the measures whose dimension scores ScoreCross and
// OutcomeCross hold, e.g. expectation and perception.
func (p *Plan) ScoreMeasures() []Measure {
	out := make([]Measure, len(p.alone))
	for i, m := range p.alone {
		out[i] = p.measures[m].Measure
	}
	return out
}

func (p *Plan) scoreUnits() []float64 {
	var u []float64
	for range p.alone {
		for d := range p.dims {
			u = append(u, float64(p.dims[d].unit)*p.grain())
		}
	}
	return u
}

// ScoreCross is the cross products of the dimension scores: ScoreMeasures ×
// dimensions (all dimensions of the first measure first), over respondents
// with every dimension scored. Differences (gaps) follow from it linearly.
func (t *Tally) ScoreCross() stats.Cross {
	t.need(partScores)
	return t.scores.view(t.plan.scoreUnits())
}

// OutcomeCross is ScoreCross with a numeric field as last variable, over
// respondents who answered it. ok is false for an unknown field.
func (t *Tally) OutcomeCross(field string) (c stats.Cross, ok bool) {
	for i, name := range t.plan.outcomes {
		if name == field {
			t.need(partOutcomes)
			return t.outcomes[i].cross.view(append(t.plan.scoreUnits(), t.plan.fieldGrain(field))), true
		}
	}
	return stats.Cross{}, false
}

// Outcomes lists the numeric fields.
func (p *Plan) Outcomes() []string { return p.outcomes }

// OutcomeFreq is the distribution of a numeric field.
func (t *Tally) OutcomeFreq(field string) stats.Freq {
	f := stats.Freq{Unit: 1}
	i := slices.Index(t.plan.outcomes, field)
	if i < 0 {
		return f
	}
	t.need(partUsual)
	f.Keys, f.Counts = []int64{}, []float64{}
	for c := math.MinInt8; c <= math.MaxInt8; c++ {
		if n := t.outcomes[i].codes[uint8(c)]; n > 0 {
			f.Keys, f.Counts = append(f.Keys, int64(c)), append(f.Counts, float64(n))
		}
	}
	t.plan.pointedField(&f, field)
	return f
}

// ItemsCross is the cross products of all items under a measure, over
// respondents who answered every item. ok is false unless asked for in Options.
func (t *Tally) ItemsCross(m Measure) (c stats.Cross, ok bool) {
	if !t.plan.opt.Items || t.plan.index(m) < 0 {
		return stats.Cross{}, false
	}
	t.need(partItems)
	return t.items[t.plan.index(m)].view(t.plan.itemUnits(len(t.plan.study.Items))), true
}

// ItemOutcome is the cross products of an item's perception and a numeric
// field, over respondents who answered both. ok as for ItemsCross.
func (t *Tally) ItemOutcome(item int, field string) (c stats.Cross, ok bool) {
	for i, name := range t.plan.outcomes {
		if name == field && t.plan.opt.Items {
			t.need(partLinks)
			return t.itemByOut[i][item].view([]float64{t.plan.grain(), t.plan.fieldGrain(field)}), true
		}
	}
	return stats.Cross{}, false
}

// TotalFreq is the distribution of the respondents' scores over all
// dimensions: the mean of the dimension scores, for respondents with every
// dimension scored.
func (t *Tally) TotalFreq(m Measure) stats.Freq {
	t.need(partTotals)
	f := t.totals[t.plan.index(m)].freq.plain.freq(t.plan.totalUnit())
	t.plan.pointed(&f)
	return f
}

// TotalMoments are the moments of TotalFreq. They cost less: the frequencies
// are made only when somebody asks for them.
func (t *Tally) TotalMoments(m Measure) stats.Moments {
	t.need(partUsual)
	return t.plan.pointedMoments(t.totals[t.plan.index(m)].plain.view(t.plan.totalUnit()))
}

// totalUnit is what the sum of a respondent's dimension scores is over.
func (p *Plan) totalUnit() int64 { return p.unit * max(1, int64(len(p.battery))) }

// WeightedFreq is the distribution of the respondents' scores weighted with
// their own points, Σ_j w_ij/100·D_ij, for respondents with valid points and
// every dimension scored.
func (t *Tally) WeightedFreq(m Measure) stats.Freq {
	t.need(partTotals)
	f := t.totals[t.plan.index(m)].freq.weighted.freq(WeightUnit * t.plan.unit)
	t.plan.pointed(&f)
	return f
}

// WeightedMoments are the moments of WeightedFreq.
func (t *Tally) WeightedMoments(m Measure) stats.Moments {
	t.need(partUsual)
	return t.plan.pointedMoments(t.totals[t.plan.index(m)].weighted.view(WeightUnit * t.plan.unit))
}

// WeightCounts tells what became of the respondents' points: valid (within
// WeightTolerance of 100 and normalised), invalid, and not given.
func (t *Tally) WeightCounts() (valid, invalid, absent int64) {
	t.need(partUsual)
	return t.weightsOK, t.weightsBad, t.n - t.weightsOK - t.weightsBad
}

// Weight is the mean and the sample standard deviation of a dimension's points
// (normalised to 100) over respondents with valid points. ok is false without
// any; sd is 0 below two.
func (t *Tally) Weight(dim int) (mean, sd float64, ok bool) {
	t.need(partUsual)
	if t.weightsOK == 0 {
		return 0, 0, false
	}
	const unit = WeightUnit / 100
	n, w := float64(t.weightsOK), &t.weights[dim]
	mean = float64(w.sum) / n / unit
	if t.weightsOK < 2 {
		return mean, 0, true
	}
	// Σx² in units² is a 128-bit number; the subtraction below loses at most
	// the bits that float64 keeps of points squared, far below what is printed.
	sq := (math.Ldexp(float64(w.squareHi), 64) + float64(w.squareLo)) / unit / unit
	v := (sq - n*mean*mean) / (n - 1)
	return mean, math.Sqrt(max(0, v)), true
}

// Named is a name and how often it occurred.
type Named struct {
	Name  string
	Count int64
}

// Named counts the names of a category or multi field, most frequent first,
// ties by name. answered is the number of respondents who gave any.
func (t *Tally) Named(field string) (names []Named, answered int64) {
	t.need(partNames)
	for i, name := range t.plan.groups {
		if name == field {
			names = t.categories[i].sorted()
			for _, x := range names {
				answered += x.Count
			}
			return names, answered
		}
	}
	for i, name := range t.plan.multis {
		if name == field {
			return t.multis[i].sorted(), t.answered[i]
		}
	}
	return nil, 0
}

func (c counts) sorted() []Named {
	out := make([]Named, 0, len(c))
	for name, n := range c {
		out = append(out, Named{name, n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Name < out[j].Name
	})
	return out
}

// Flagged counts the respondents with any screening mark, and FlagCount those
// with one of them.
func (t *Tally) Flagged() int64 {
	t.need(partNames)
	return t.flagged
}

// FlagCount counts the respondents with a screening mark.
func (t *Tally) FlagCount(f survey.Flag) int64 {
	t.need(partNames)
	n := int64(0)
	for bit := range t.flags {
		if f == 1<<bit {
			n = t.flags[bit]
		}
	}
	return n
}
