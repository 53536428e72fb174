package tally

import (
	"math/bits"
	"slices"

	"servqual/survey/stats"
)

// Core is what the core figures of a segment need: n, Σ and Σ² of each item
// and dimension, the variances that alpha is made of, the sums of the totals.
// Kept (coreSums) it takes 2 kB where the tables of a segment take 20, so that a
// set can have it for each of 12,000 segments; it has no distributions, hence no shares, no
// rank tests and no correlations.
//
// Everything in it is an integer that adds up.
type Core struct {
	plan       *Plan
	n, flagged int64
	sums       []int64
}

// coreLayout says where the sums of a Core stand.
type coreLayout struct {
	items    int   // item × measure × (n, Σ, Σ²)
	dims     []int // by dimension: measure × items answered, from need on × (n, Σ, Σ²); the sums are of items
	alphas   []int // by dimension: measure × (Σ_i Σ x_i², then Σ x_i by item), over complete rows
	totals   int   // measure × (n, Σ, n weighted, Σ weighted in two limbs)
	weights  int   // valid, invalid, then Σ points by dimension
	scores   int   // n, then Σ by plan.alone × dimension, over respondents with every dimension scored
	outcomes int   // outcome × (n, Σ)
	narrow   int   // sums up to here fit 32 bits unless there are very many respondents
	size     int
	classes  []int   // by dimension: from need to all items answered
	units    []int64 // by dimension: least common multiple of the classes; 0 = too large
}

const (
	totalStride = 5
	limbBits    = 40 // of the low limb of a sum that may not fit 64 bits; limbs add up on their own
	limbMask    = 1<<limbBits - 1
)

func newCoreLayout(p *Plan) coreLayout {
	c, ms := coreLayout{}, len(p.measures)
	room := func(n int) int {
		at := c.size
		c.size += n
		return at
	}
	c.items = room(3 * ms * len(p.study.Items))
	for d := range p.dims {
		k, classes, unit := len(p.dims[d].items), 0, int64(1)
		if k > 0 {
			classes = k - p.dims[d].need + 1
		}
		for a := p.dims[d].need; a <= k && unit > 0; a++ {
			if unit = lcm(unit, int64(max(1, a))); unit > maxUnit {
				unit = 0
			}
		}
		c.classes, c.units = append(c.classes, classes), append(c.units, unit)
		c.dims = append(c.dims, room(3*ms*classes))
		c.alphas = append(c.alphas, room(ms*(1+k)))
	}
	c.outcomes = room(2 * len(p.outcomes))
	c.narrow = c.size
	c.scores = room(1 + len(p.alone)*len(p.dims))
	c.totals = room(totalStride * ms)
	c.weights = room(2 + len(p.dims))
	return c
}

// carry brings the limbs of sums to their one form: however the rows were
// split, the same sums are the same bits.
func (l *coreLayout) carry(sums []int64) {
	for at := l.totals; at < l.weights; at += totalStride {
		x := sums[at : at+totalStride]
		x[4] += x[3] >> limbBits
		x[3] &= limbMask
	}
}

// N is the number of respondents.
func (c *Core) N() int64 { return c.n }

// Flagged counts the respondents with any screening mark.
func (c *Core) Flagged() int64 { return c.flagged }

// Plan gives the shape of the tally that these are the sums of.
func (c *Core) Plan() *Plan { return c.plan }

// Item gives the moments of ItemFreq.
func (c *Core) Item(item int, m Measure) stats.Moments {
	at := c.plan.core.items + 3*(item*len(c.plan.measures)+c.plan.index(m))
	n, sum, square := c.sums[at], c.sums[at+1], c.sums[at+2]
	return stats.Moments{Unit: 1, N: float64(n), Sum: float64(sum), Centred: centred(n, sum, square)}
}

// centred is n·Σx² − (Σx)², exact in 128 bits and then rounded once.
func centred(n, sum, square int64) float64 {
	if n < 1<<20 && square < 1<<42 { // then both products fit 64 bits
		return float64(n*square - sum*sum)
	}
	hi, lo := bits.Mul64(uint64(n), uint64(square))
	w := wide{int64(hi), lo}
	h, l := bits.Mul64(magnitude(sum), magnitude(sum))
	w.merge(wide{int64(h), l}.negated())
	return w.float()
}

// Dim gives the moments of DimFreq. Respondents who answered a items have
// scores on the unit 1/a; they meet on the least common multiple.
func (c *Core) Dim(dim int, m Measure) stats.Moments {
	l, mi, need := &c.plan.core, c.plan.index(m), c.plan.dims[dim].need
	at, unit := l.dims[dim]+3*mi*l.classes[dim], l.units[dim]
	if unit == 0 {
		return c.dimInParts(dim, at)
	}
	var n, sum int64
	var square wide
	for k := range l.classes[dim] {
		f := unit / int64(need+k)
		n += c.sums[at]
		sum += f * c.sums[at+1]
		square.addProduct(f*f, c.sums[at+2])
		at += 3
	}
	if n < 1<<20 && square.hi == 0 && square.lo < 1<<42 {
		return stats.Moments{Unit: float64(unit), N: float64(n), Sum: float64(sum), Centred: float64(n*int64(square.lo) - sum*sum)}
	}
	x := moments{n: n, square: square}
	x.sum.add(sum)
	return x.view(unit)
}

// dimInParts is Dim for dimensions so long that the classes have no common
// unit in reach: the sums are taken as fractions.
func (c *Core) dimInParts(dim, at int) stats.Moments {
	var n, sum, square float64
	for k := range c.plan.core.classes[dim] {
		f := 1 / float64(c.plan.dims[dim].need+k)
		n += float64(c.sums[at])
		sum += f * float64(c.sums[at+1])
		square += f * f * float64(c.sums[at+2])
		at += 3
	}
	return stats.Moments{Unit: 1, N: n, Sum: sum, Centred: max(0, n*square-sum*sum)}
}

// Complete counts the respondents who answered every item of a dimension.
func (c *Core) Complete(dim int, m Measure) int64 {
	at, ok := c.completeAt(dim, m)
	if !ok {
		return 0
	}
	return c.sums[at]
}

// completeAt is where the sums over complete rows stand: those of the last
// class.
func (c *Core) completeAt(dim int, m Measure) (at int, ok bool) {
	l := &c.plan.core
	classes := l.classes[dim]
	return l.dims[dim] + 3*((c.plan.index(m)+1)*classes-1), classes > 0
}

// AlphaParts gives what Cronbach's alpha is made of: the number of complete
// rows, the sum of the items' variances and the variance of their sum, both
// times n·(n−1), so that they are whole.
func (c *Core) AlphaParts(dim int, m Measure) (n, own, total float64) {
	at, ok := c.completeAt(dim, m)
	if !ok {
		return 0, 0, 0
	}
	l, k := &c.plan.core, len(c.plan.dims[dim].items)
	rows := c.sums[at]
	a := l.alphas[dim] + c.plan.index(m)*(1+k)
	var w wide
	w.addProduct(rows, c.sums[a])
	for _, s := range c.sums[a+1 : a+1+k] {
		w.addProduct(-s, s)
	}
	return float64(rows), w.float(), centred(rows, c.sums[at+1], c.sums[at+2])
}

// Total is n and the mean of TotalFreq. ok is false without respondents.
func (c *Core) Total(m Measure) (n, mean float64, ok bool) {
	at := c.plan.core.totals + totalStride*c.plan.index(m)
	x := stats.Moments{Unit: float64(c.plan.totalUnit()), N: float64(c.sums[at]), Sum: float64(c.sums[at+1])}
	mean, ok = x.Mean()
	return x.N, mean, ok
}

// Weighted is n and the mean of WeightedFreq.
func (c *Core) Weighted(m Measure) (n, mean float64, ok bool) {
	at := c.plan.core.totals + totalStride*c.plan.index(m) + 2
	var sum wide
	sum.addProduct(c.sums[at+2], 1<<limbBits)
	sum.add(c.sums[at+1])
	x := stats.Moments{Unit: float64(WeightUnit * c.plan.unit), N: float64(c.sums[at]), Sum: sum.float()}
	mean, ok = x.Mean()
	return x.N, mean, ok
}

// WeightCounts is that of Tally.
func (c *Core) WeightCounts() (valid, invalid, absent int64) {
	at := c.plan.core.weights
	return c.sums[at], c.sums[at+1], c.n - c.sums[at] - c.sums[at+1]
}

// Weight is the mean of a dimension's points over respondents with valid ones.
func (c *Core) Weight(dim int) (mean float64, ok bool) {
	at := c.plan.core.weights
	if c.sums[at] == 0 {
		return 0, false
	}
	return float64(c.sums[at+2+dim]) / float64(c.sums[at]) / (WeightUnit / 100), true
}

// ScoreMeans are the means of the variables of ScoreCross, and their n; nil
// without respondents.
func (c *Core) ScoreMeans() (n float64, means []float64) {
	at := c.plan.core.scores
	if n = float64(c.sums[at]); n == 0 {
		return 0, nil
	}
	for i, u := range c.plan.scoreUnits() {
		means = append(means, float64(c.sums[at+1+i])/n/u)
	}
	return n, means
}

// Outcome is n and the mean of a numeric field.
func (c *Core) Outcome(field string) (n, mean float64, ok bool) {
	i := slices.Index(c.plan.outcomes, field)
	if i < 0 {
		return 0, 0, false
	}
	at := c.plan.core.outcomes + 2*i
	n = float64(c.sums[at])
	return n, float64(c.sums[at+1]) / n, n > 0
}
