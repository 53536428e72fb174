package gap

import (
	"slices"

	"servqual/survey/stats"
	"servqual/survey/tally"
)

// DimensionMeans are the dimensions' means over all who answered them, with the
// covariances over those who answered all dimensions.
func DimensionMeans(t *tally.Tally, measure tally.Measure, dims []int) (stats.Means, bool) {
	p := t.Plan()
	c := t.ScoreCross()
	all := len(p.Study().Dimensions)
	plus, minus := slices.Index(p.ScoreMeasures(), tally.Measure{Plus: measure.Plus}), -1
	if measure.Minus != 0 {
		minus = slices.Index(p.ScoreMeasures(), tally.Measure{Plus: measure.Minus})
	}
	if plus < 0 || measure.Minus != 0 && minus < 0 {
		return stats.Means{}, false
	}
	if minus >= 0 {
		c = differences(c, plus*all, minus*all, all)
		plus = 0
	}
	var at []int
	for _, d := range dims {
		at = append(at, plus*all+d)
	}
	m, ok := stats.MeansOfCross(c, at)
	if !ok {
		return m, false
	}
	for k, d := range dims {
		f := t.DimFreq(d, measure)
		if m.Value[k], ok = f.Mean(); !ok {
			return m, false
		}
		m.N[k] = f.Effective()
	}
	return m, true
}

// differences is the Cross of k differences of variables plus… and minus….
func differences(c stats.Cross, plus, minus, k int) stats.Cross {
	out := stats.NewCross(k)
	out.N, out.Eff = c.N, c.Eff
	at := func(i, j int) float64 { return c.Prod[i*c.K+j] }
	for i := range k {
		out.Sum[i], out.Unit[i] = c.Sum[plus+i]-c.Sum[minus+i], c.Unit[plus+i]
		for j := range k {
			out.Prod[i*k+j] = at(plus+i, plus+j) - at(plus+i, minus+j) - at(minus+i, plus+j) + at(minus+i, minus+j)
		}
	}
	return out
}
