package stats

import "math"

// MethodCombined is the mean of a fixed linear combination of variables.
const MethodCombined Method = "combined-mean"

// CombinedMean is the mean of y = Σ_k load_k·x_k over the complete rows of a
// Cross, ȳ = Σ load_k·x̄_k, with Student's interval from
// s_y² = Σ_kl load_k·load_l·cov(k,l): the same as forming y for every row
// first. len(load) must be c.K.
func CombinedMean(c Cross, load []float64, level float64) Estimate {
	b := c.basis(1, level)
	if b.refusal != nil {
		return b.undefined(MethodCombined)
	}
	if len(load) != c.K {
		return Undefined(MethodCombined, b.n, BadArgument, float64(len(load)))
	}
	e := Estimate{Defined: true, N: b.n, Method: MethodCombined, Notes: b.notes}
	for k, w := range load {
		m, _ := c.Mean(k)
		e.Value += w * m
	}
	v, own := 0.0, 0.0
	for k, a := range load {
		for l, w := range load {
			cov, _ := c.Cov(k, l)
			v += a * w * cov
		}
		s, _ := c.Cov(k, k)
		own += a * a * s
	}
	switch {
	case b.n < 2:
		e.Notes = append(e.Notes, Note{Code: TooFew, Args: []float64{b.n, 2}})
	case own <= 0 || v <= 1e-14*own:
		e.Notes = append(e.Notes, Note{Code: NoVariance})
	default:
		e.SE = math.Sqrt(v / b.n)
		h := studentQuantile(level, b.n-1) * e.SE
		e.Lo, e.Hi, e.Level = e.Value-h, e.Value+h, level
	}
	return e
}
