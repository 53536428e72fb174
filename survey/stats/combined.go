package stats

import "math"

// MethodCombined is the mean of a fixed linear combination of variables.
const MethodCombined Method = "combined-mean"

// CombinedMean is the mean of y = Σ_k load_k·x_k over the complete rows of a
// Cross, ȳ = Σ load_k·x̄_k, with Student's interval from
// s_y² = Σ_kl load_k·load_l·cov(k,l): the same as forming y for every row
// first. len(load) must be c.K.
func CombinedMean(c Cross, load []float64, level float64) Estimate {
	if c.N == 0 || len(load) != c.K {
		return Undefined(MethodCombined, c.N, NoData)
	}
	e := Estimate{Defined: true, N: c.N, Method: MethodCombined}
	for k, w := range load {
		m, _ := c.Mean(k)
		e.Value += w * m
	}
	if c.N < 2 {
		e.Notes = append(e.Notes, Note{Code: TooFew, Args: []float64{c.N, 2}})
		return e
	}
	v := 0.0
	for k, a := range load {
		for l, b := range load {
			cov, _ := c.Cov(k, l)
			v += a * b * cov
		}
	}
	if v <= 0 {
		e.Notes = append(e.Notes, Note{Code: NoVariance})
		return e
	}
	e.SE = math.Sqrt(v / c.N)
	h := studentQuantile(level, c.N-1) * e.SE
	e.Lo, e.Hi, e.Level = e.Value-h, e.Value+h, level
	return e
}
