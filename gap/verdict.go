package gap

import (
	"math"

	"servqual/survey/stats"
)

// Verdicts is the rule of Chinese training texts: with H what a customer
// expects and W what he experiences, H > W dissatisfied, H = W satisfied,
// H < W very satisfied. Shares of customers, with Wilson's intervals.
type Verdicts struct {
	Tolerance  float64 // |W − H| up to this many points counts as equal
	Items      []Verdict
	Dimensions []Verdict // of the customers' dimension scores, which are seldom exactly equal
}

// Verdict is the shares of one dimension or item; they add to 1.
type Verdict struct {
	Topic
	N                                  float64
	Dissatisfied, Satisfied, Delighted stats.Estimate
}

func judge(b *body, o AnalysisOptions) *Verdicts {
	gap, _, ok := gapOf(b)
	if !ok {
		return nil
	}
	v := &Verdicts{Tolerance: o.Tolerance}
	for _, d := range b.battery {
		v.Dimensions = append(v.Dimensions, sharesOf(b.topic("gap", d), b.t.DimFreq(d, gap), o))
		for _, i := range b.study.ItemsOf(d) {
			v.Items = append(v.Items, sharesOf(b.itemTopic("gap", i), b.t.ItemFreq(i, gap), o))
		}
	}
	return v
}

// sharesOf classifies the differences on their integer keys: a tolerance of
// 0.5 on the unit 60 is 30, so that 0.5 itself still counts as equal.
func sharesOf(t Topic, f stats.Freq, o AnalysisOptions) Verdict {
	v := Verdict{Topic: t, N: f.N()}
	limit := int64(math.Floor(math.Max(0, o.Tolerance)*float64(f.Unit) + 1e-9))
	share := func(keep func(int64) bool) stats.Estimate {
		if v.N > 0 && v.N < float64(o.MinShares) {
			return stats.Undefined(stats.MethodWilson, v.N, stats.Suppressed, float64(o.MinShares))
		}
		return bare(stats.Share(f, keep, o.Level), o)
	}
	v.Dissatisfied = share(func(k int64) bool { return k < -limit })
	v.Satisfied = share(func(k int64) bool { return k >= -limit && k <= limit })
	v.Delighted = share(func(k int64) bool { return k > limit })
	return v
}
