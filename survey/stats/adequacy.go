package stats

import "math"

// Methods of sampling adequacy.
const (
	MethodKMO      Method = "kmo"
	MethodBartlett Method = "bartlett-sphericity"
)

// KMOResult is Kaiser, Meyer and Olkin's measure over all pairs and per item.
type KMOResult struct {
	Overall Estimate
	Items   []float64 // MSA of each item; nil where undefined
}

// KMO says how much of the correlations is not owed to pairs alone:
//
//	Σ r²/(Σ r² + Σ q²) over k≠l,  q = −R⁻¹_kl/√(R⁻¹_kk·R⁻¹_ll)
//
// over complete rows; an item's MSA is the same over its row. Below .5
// unacceptable, above .9 marvellous (Kaiser 1974, Psychometrika 39:31).
func KMO(c Cross) KMOResult {
	b := c.basis(3, anyLevel)
	if b.refusal != nil {
		return KMOResult{Overall: b.undefined(MethodKMO)}
	}
	if c.K < 2 {
		return KMOResult{Overall: Undefined(MethodKMO, b.n, TooFewItems, float64(c.K), 2)}
	}
	r, bad := c.correlations()
	if bad != nil {
		return KMOResult{Overall: Estimate{N: b.n, Method: MethodKMO, Notes: []Note{*bad}}}
	}
	inv, _, ok := invert(r)
	if !ok {
		return KMOResult{Overall: Undefined(MethodKMO, b.n, Singular)}
	}
	out := KMOResult{Items: make([]float64, c.K)}
	rr, qq := 0.0, 0.0
	for i := range c.K {
		ri, qi := 0.0, 0.0
		for j := range c.K {
			if i == j {
				continue
			}
			q := -inv.At(i, j) / math.Sqrt(inv.At(i, i)*inv.At(j, j))
			ri += r.At(i, j) * r.At(i, j)
			qi += q * q
		}
		if ri+qi > 0 {
			out.Items[i] = ri / (ri + qi)
		}
		rr, qq = rr+ri, qq+qi
	}
	if rr+qq == 0 {
		return KMOResult{Overall: Undefined(MethodKMO, b.n, NoVariance)}
	}
	out.Overall = Estimate{Defined: true, Value: rr / (rr + qq), N: b.n, Method: MethodKMO, Notes: b.notes}
	return out
}

// Bartlett tests that the items are uncorrelated:
//
//	χ² = −(n−1−(2p+5)/6)·ln|R|,  df = p(p−1)/2
//
// Source: Bartlett 1951, Biometrika 38:337.
func Bartlett(c Cross) Test {
	b := c.basis(3, anyLevel)
	if b.refusal != nil {
		return b.undefinedTest(MethodBartlett)
	}
	if c.K < 2 {
		return UndefinedTest(MethodBartlett, b.n, TooFewItems, float64(c.K), 2)
	}
	r, bad := c.correlations()
	if bad != nil {
		return Test{N: b.n, Method: MethodBartlett, Notes: []Note{*bad}}
	}
	_, logDet, ok := invert(r)
	if !ok {
		return UndefinedTest(MethodBartlett, b.n, Singular)
	}
	p := float64(c.K)
	x := -(b.n - 1 - (2*p+5)/6) * logDet
	if x < 0 { // fewer rows than the correction takes off
		return UndefinedTest(MethodBartlett, b.n, TooFew, b.n, math.Ceil(1+(2*p+5)/6))
	}
	df := p * (p - 1) / 2
	return Test{Defined: true, Statistic: x, DF: df, P: chiTail(x, df), N: b.n, Method: MethodBartlett, Notes: b.notes}
}
