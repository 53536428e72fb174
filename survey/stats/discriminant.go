package stats

import "math"

// Methods of discriminant validity and difference scores.
const (
	MethodHTMT    Method = "htmt"
	MethodDiffRel Method = "difference-reliability"
)

// HTMT is the heterotrait–monotrait ratio of scales j and l,
//
//	mean r between their items / √(mean r within j · mean r within l)
//
// over complete rows; below .85 (.90) the two are told apart. j and l list the
// variables of each scale, two at least.
// Source: Henseler, Ringle & Sarstedt 2015, JAMS 43:115.
func HTMT(c Cross, j, l []int) Estimate {
	b := c.basis(3, anyLevel)
	if b.refusal != nil {
		return b.undefined(MethodHTMT)
	}
	for _, set := range [][]int{j, l} {
		if len(set) < 2 {
			return Undefined(MethodHTMT, b.n, TooFewItems, float64(len(set)), 2)
		}
		for _, i := range set {
			if i < 0 || i >= c.K {
				return Undefined(MethodHTMT, b.n, BadArgument, float64(i))
			}
			if c.constantVar(i) {
				return Undefined(MethodHTMT, b.n, ItemConstant, float64(i))
			}
		}
	}
	between := 0.0
	for _, a := range j {
		for _, z := range l {
			between += c.r(a, z) / float64(len(j)*len(l))
		}
	}
	within := c.meanR(j) * c.meanR(l)
	if within <= 0 {
		return Undefined(MethodHTMT, b.n, NegativeVar)
	}
	return Estimate{Defined: true, Value: between / math.Sqrt(within), N: b.n, Method: MethodHTMT, Notes: b.notes}
}

// meanR is the mean correlation among variables.
func (c Cross) meanR(set []int) float64 {
	sum, k := 0.0, 0.0
	for a, i := range set {
		for _, j := range set[:a] {
			sum += c.r(i, j)
			k++
		}
	}
	return sum / k
}

// DifferenceReliability is that of the score P − E, from the Cross of the two
// scores (P first) and the reliability of each:
//
//	(s_P²·r_PP + s_E²·r_EE − 2·r_PE·s_P·s_E)/(s_P² + s_E² − 2·r_PE·s_P·s_E)
//
// Sources: Johns 1981; Peter, Churchill & Brown 1993, J. Consumer Res. 19:655.
func DifferenceReliability(c Cross, alphaP, alphaE Estimate) Estimate {
	b := c.basis(2, anyLevel)
	if b.refusal != nil {
		return b.undefined(MethodDiffRel)
	}
	if c.K != 2 {
		return Undefined(MethodDiffRel, b.n, BadArgument, float64(c.K))
	}
	for _, a := range []Estimate{alphaP, alphaE} {
		if !a.Defined {
			return Estimate{N: b.n, Method: MethodDiffRel, Notes: append([]Note{{Code: NoData}}, a.Notes...)}
		}
	}
	p, _ := c.Cov(0, 0)
	e, _ := c.Cov(1, 1)
	pe, _ := c.Cov(0, 1)
	v := p + e - 2*pe
	if v <= 1e-12*(p+e) {
		return Undefined(MethodDiffRel, b.n, NoVariance)
	}
	out := Estimate{Defined: true, Value: (p*alphaP.Value + e*alphaE.Value - 2*pe) / v, N: b.n, Method: MethodDiffRel, Notes: b.notes}
	if out.Value < 0 {
		out.Notes = append(out.Notes, Note{Code: NegativeAlpha})
	}
	return out
}
