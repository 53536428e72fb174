package stats

import "math"

// Weighted adds up tables of one unit, each times a weight: the table of a raked
// sample from those of its cells. Eff is Kish's n_eff over all of them. Tables
// that are themselves weighted are refused (ok false): weights don't nest.
func Weighted(fs []Freq, weights []float64) (out Freq, ok bool) {
	if len(fs) == 0 || len(fs) != len(weights) {
		return Freq{Unit: 1}, false
	}
	sum := map[int64]float64{}
	w, ww := 0.0, 0.0
	for i, f := range fs {
		if f.Unit != fs[0].Unit || f.Eff != 0 || !(weights[i] >= 0) || math.IsInf(weights[i], 0) {
			return Freq{Unit: 1}, false
		}
		for j, k := range f.Keys {
			sum[k] += f.Counts[j] * weights[i]
			w += f.Counts[j] * weights[i]
			ww += f.Counts[j] * weights[i] * weights[i]
		}
	}
	out = NewFreq(fs[0].Unit, sum)
	if ww > 0 {
		out.Eff = w * w / ww
	}
	return out, true
}

// WeightedCross is Weighted for cross products of the same variables.
func WeightedCross(cs []Cross, weights []float64) (out Cross, ok bool) {
	if len(cs) == 0 || len(cs) != len(weights) {
		return NewCross(0), false
	}
	out = NewCross(cs[0].K)
	copy(out.Unit, cs[0].Unit)
	ww := 0.0
	for i, c := range cs {
		if c.K != out.K || c.Eff != 0 || !(weights[i] >= 0) || math.IsInf(weights[i], 0) {
			return NewCross(0), false
		}
		out.N += weights[i] * c.N
		ww += weights[i] * weights[i] * c.N
		for j := range c.Sum {
			if c.Unit[j] != out.Unit[j] {
				return NewCross(0), false
			}
			out.Sum[j] += weights[i] * c.Sum[j]
		}
		for j := range c.Prod {
			out.Prod[j] += weights[i] * c.Prod[j]
		}
	}
	if ww > 0 {
		out.Eff = out.N * out.N / ww
	}
	return out, true
}
