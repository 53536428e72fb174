package servqual

import (
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// weigh takes the weights from the respondents' own points, else from the
// study, and normalises stated ones to 100 (the published sets add up to 99.9
// or 101).
func (c *Scorecard) weigh(t *tally.Tally) {
	w := &c.Weights
	w.Valid, w.Invalid, w.Absent = t.WeightCounts()
	if w.Valid > 0 {
		w.Source = OwnPoints
		for d := range c.Dimensions {
			x := &c.Dimensions[d]
			x.Weight, x.WeightSD, x.HasWeight = t.Weight(d)
		}
		return
	}
	c.weighStated()
}

// weighStated takes the weights from the study.
func (c *Scorecard) weighStated() {
	w, stated := &c.Weights, StatedWeights(c.Study)
	if stated == nil {
		w.Source = NoPoints
		return
	}
	w.Source = StatedPoints
	for d := range c.Dimensions {
		c.Dimensions[d].Weight, c.Dimensions[d].HasWeight = stated[d], true
	}
}

// StatedWeights gives the study's weights by dimension, normalised to 100;
// nil when none is stated.
func StatedWeights(s *survey.Study) []float64 {
	sum := 0.0
	for _, d := range s.Dimensions {
		sum += d.Weight
	}
	if sum <= 0 {
		return nil
	}
	out := make([]float64, len(s.Dimensions))
	for i, d := range s.Dimensions {
		out[i] = 100 * d.Weight / sum
	}
	return out
}

func overall(t *tally.Tally, c *Scorecard, level float64, want figures) Overall {
	if want == coreFigures {
		return bareOverall(t, c)
	}
	var o Overall
	plan := t.Plan()
	if plan.Has(tally.Gap) {
		x := t.TotalMoments(tally.Gap)
		o.Unweighted = x.MeanCI(level)
		o.SD, o.HasSD = x.SD()
		o.Weighted = weighted(t, c, tally.Gap, level)
		o.ProductOfMeans = productOfMeans(c)
	}
	if plan.Has(tally.P) {
		o.Servperf = t.TotalMoments(tally.P).MeanCI(level)
		o.ServperfWeighted = weighted(t, c, tally.P, level)
	}
	return o
}

// bareOverall is overall without intervals, standard deviation and the product
// of means.
func bareOverall(t *tally.Tally, c *Scorecard) Overall {
	var o Overall
	own := func(m tally.Measure) stats.Estimate {
		if c.Weights.Source == OwnPoints {
			return t.WeightedMoments(m).Bare()
		}
		return weighted(t, c, m, 0.95).Bare()
	}
	if t.Plan().Has(tally.Gap) {
		o.Unweighted, o.Weighted = t.TotalMoments(tally.Gap).Bare(), own(tally.Gap)
	}
	if t.Plan().Has(tally.P) {
		o.Servperf, o.ServperfWeighted = t.TotalMoments(tally.P).Bare(), own(tally.P)
	}
	return o
}

// weighted is the weighted score under a measure. With own points it is the
// mean of the respondents' weighted scores. With one set of weights for all it
// is Σ_j w_j/100·D̄_j over the respondents with every dimension scored, which
// is the same as averaging their weighted scores; its interval follows from
// the covariances of the dimension scores.
func weighted(t *tally.Tally, c *Scorecard, m tally.Measure, level float64) stats.Estimate {
	switch c.Weights.Source {
	case OwnPoints:
		return t.WeightedMoments(m).MeanCI(level)
	case StatedPoints:
		w := make([]float64, len(c.Dimensions))
		for d := range c.Dimensions {
			w[d] = c.Dimensions[d].Weight / 100
		}
		return stats.CombinedMean(t.ScoreCross(), loadings(t.Plan(), m, w), level)
	}
	return stats.Undefined(stats.MethodMeanT, 0, NoWeights)
}

// NoWeights is the note on a weighted score when nobody gave weights.
const NoWeights stats.NoteCode = "no-weights"

// loadings spreads dimension weights over the variables of ScoreCross: + on
// the measure's own side, − on the side it subtracts.
func loadings(p *tally.Plan, m tally.Measure, w []float64) []float64 {
	out := make([]float64, 0, len(w)*2)
	for _, x := range p.ScoreMeasures() {
		sign := 0.0
		switch {
		case x.Plus == m.Plus:
			sign = 1
		case m.Minus != 0 && x.Plus == m.Minus:
			sign = -1
		}
		for _, v := range w {
			out = append(out, sign*v)
		}
	}
	return out
}

// productOfMeans is the shortcut Σ_j w̄_j·D̄_j/100. It misses the covariance
// within respondents and is shown only beside the proper score.
func productOfMeans(c *Scorecard) stats.Estimate {
	if c.Weights.Source == NoPoints {
		return stats.Undefined(MethodProductOfMeans, 0, NoWeights)
	}
	e := stats.Estimate{Defined: true, Method: MethodProductOfMeans, N: float64(c.N)}
	for _, d := range c.Dimensions {
		if !d.Gap.Mean.Defined {
			return stats.Undefined(MethodProductOfMeans, d.Gap.Mean.N, stats.NoData)
		}
		e.Value += d.Weight / 100 * d.Gap.Mean.Value
	}
	return e
}

// MethodProductOfMeans names the shortcut.
const MethodProductOfMeans stats.Method = "product-of-means"
