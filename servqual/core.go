package servqual

import (
	"slices"

	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Core is Score with the core figures alone: n, mean and standard deviation of
// items and dimensions, weights, alpha, the means of the totals. What is left
// out – intervals, tests, effect sizes, shares – is not defined in the
// scorecard. The scorecard is good until the next call.
//
// The figures are those of Score. Means come from the same whole numbers; the
// standard deviations and alpha differ by rounding (1e-12), because here the
// variance is formed in whole numbers and there about a rounded mean.
func (x *Scorer) Core(t *tally.Core) *Scorecard {
	c := x.CoreOutline(t)
	items := len(c.Study.Items)
	c.Items = slices.Grow(c.Items, items)[:items]
	for i := range c.Items {
		out := &c.Items[i]
		*out = ItemScore{Index: i}
		for _, m := range x.sides {
			coreSide(t.Item(i, m), m, &out.Expectation, &out.Perception, &out.Gap)
		}
	}
	for d := range c.Dimensions {
		out := &c.Dimensions[d]
		for _, m := range x.sides {
			coreSide(t.Dim(d, m), m, &out.Expectation, &out.Perception, &out.Gap)
		}
	}
	return c
}

// CoreOutline is Core without items and without the sides of dimensions. Who
// writes one number after the other takes those from the moments of the core,
// in half the time of Core.
func (x *Scorer) CoreOutline(t *tally.Core) *Scorecard {
	p, c := t.Plan(), &x.card
	x.prepare(p)
	s := p.Study()
	*c = Scorecard{Study: s, N: t.N(), Items: c.Items[:0], Dimensions: slices.Grow(c.Dimensions[:0], len(s.Dimensions))[:len(s.Dimensions)]}
	for d := range c.Dimensions {
		x.coreDimension(&c.Dimensions[d], t, d)
	}
	c.weighCore(t)
	c.Overall = overallCore(t, c)
	return c
}

// sidesOf lists the measures that a scorecard has of items and dimensions.
func sidesOf(p *tally.Plan) []tally.Measure {
	var out []tally.Measure
	for _, m := range []tally.Measure{tally.E, tally.P, tally.Gap} {
		if p.Has(m) {
			out = append(out, m)
		}
	}
	return out
}

func coreSide(m stats.Moments, of tally.Measure, e, p *Side, gap *Contrast) {
	switch of {
	case tally.E:
		e.Mean = m.Bare()
		e.SD, e.HasSD = m.SD()
	case tally.P:
		p.Mean = m.Bare()
		p.SD, p.HasSD = m.SD()
	case tally.Gap:
		gap.Mean = m.Bare()
		gap.SD, gap.HasSD = m.SD()
	}
}

func (x *Scorer) coreDimension(out *DimensionScore, t *tally.Core, d int) {
	*out = DimensionScore{Index: d, Alphas: out.Alphas[:0]}
	for _, m := range x.measures {
		n, own, total := t.AlphaParts(d, m)
		out.Alphas = append(out.Alphas, stats.AlphaOf(x.items[d], n, own, total))
		out.Complete = max(out.Complete, int64(n))
	}
}

func (c *Scorecard) weighCore(t *tally.Core) {
	w := &c.Weights
	w.Valid, w.Invalid, w.Absent = t.WeightCounts()
	if w.Valid == 0 {
		c.weighStated()
		return
	}
	w.Source = OwnPoints
	for d := range c.Dimensions {
		c.Dimensions[d].Weight, c.Dimensions[d].HasWeight = t.Weight(d)
	}
}

func overallCore(t *tally.Core, c *Scorecard) Overall {
	var o Overall
	p := t.Plan()
	if p.Has(tally.Gap) {
		o.Unweighted = meanOf(t.Total(tally.Gap))
		o.Weighted = weightedCore(t, c, tally.Gap)
	}
	if p.Has(tally.P) {
		o.Servperf = meanOf(t.Total(tally.P))
		o.ServperfWeighted = weightedCore(t, c, tally.P)
	}
	return o
}

func meanOf(n, mean float64, ok bool) stats.Estimate {
	return stats.Estimate{Defined: ok, Value: mean, N: n, Method: stats.MethodMeanT}
}

// weightedCore is weighted without the interval.
func weightedCore(t *tally.Core, c *Scorecard, m tally.Measure) stats.Estimate {
	switch c.Weights.Source {
	case OwnPoints:
		return meanOf(t.Weighted(m))
	case StatedPoints:
		n, means := t.ScoreMeans()
		e := stats.Estimate{Defined: n > 0, N: n, Method: stats.MethodCombined}
		w := make([]float64, len(c.Dimensions))
		for d := range c.Dimensions {
			w[d] = c.Dimensions[d].Weight / 100
		}
		for i, l := range loadings(t.Plan(), m, w) {
			if e.Defined {
				e.Value += l * means[i]
			}
		}
		return e
	}
	return stats.Estimate{Method: stats.MethodMeanT}
}
