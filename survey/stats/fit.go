package stats

import "math"

// Methods of model fit.
const (
	MethodCFI   Method = "cfi"
	MethodTLI   Method = "tli"
	MethodRMSEA Method = "rmsea"
	MethodSRMR  Method = "srmr"
)

// Saturated notes a model without degrees of freedom: it fits anything.
const Saturated NoteCode = "saturated"

// fitIndices fills in χ², the baseline and the indices:
//
//	CFI = 1 − max(χ²−df, 0)/max(χ²_b−df_b, χ²−df, 0)
//	TLI = (χ²_b/df_b − χ²/df)/(χ²_b/df_b − 1)
//	RMSEA = √(max(χ²−df, 0)/(df·N))  (N−1 with ChiNMinus1)
//	SRMR = √(Σ_{k≥l}(r_kl − σ̂_kl)²/(p(p+1)/2))
//
// Guides, not laws: CFI, TLI ≥ .95, RMSEA ≤ .06, SRMR ≤ .08 (Hu & Bentler 1999).
func (out *CFAResult) fitIndices(x *cfaModel, logDet float64, d ChiDivisor) {
	p := float64(len(x.factor))
	n := out.N
	if d == ChiNMinus1 {
		n--
	}
	f, _, _ := x.discrepancy()
	chi := math.Max(0, n*(f-logDet-p))
	m := float64(x.m)
	df := p*(p+1)/2 - 2*p - m*(m-1)/2
	base, dfb := math.Max(0, -n*logDet), p*(p-1)/2
	out.Baseline = Test{Defined: true, Statistic: base, DF: dfb, P: chiTail(base, dfb), N: out.N, Method: MethodCFA}
	out.SRMR = Estimate{Defined: true, Value: x.srmr(), N: out.N, Method: MethodSRMR}
	if df < 1 {
		out.CFI, out.TLI = Undefined(MethodCFI, out.N, Saturated), Undefined(MethodTLI, out.N, Saturated)
		out.RMSEA, out.Chi2 = Undefined(MethodRMSEA, out.N, Saturated), UndefinedTest(MethodCFA, out.N, Saturated)
		return
	}
	out.Chi2 = Test{Defined: true, Statistic: chi, DF: df, P: chiTail(chi, df), N: out.N, Method: MethodCFA}
	out.CFI = Estimate{Defined: true, Value: 1, N: out.N, Method: MethodCFI}
	if worst := math.Max(base-dfb, math.Max(chi-df, 0)); worst > 0 {
		out.CFI.Value = 1 - math.Max(chi-df, 0)/worst
	}
	out.TLI = Undefined(MethodTLI, out.N, NoVariance)
	if base > dfb {
		out.TLI = Estimate{Defined: true, Value: (base/dfb - chi/df) / (base/dfb - 1), N: out.N, Method: MethodTLI}
	}
	out.RMSEA = rmsea(chi, df, n)
	out.RMSEA.N = out.N
}

// rmseaLevel is the customary level of its interval.
const rmseaLevel = 0.9

// rmsea with the interval by inversion of the noncentral χ²: λ such that
// P(χ²(df, λ) ≤ χ²) is .95 and .05, as √(λ/(df·n)); 0 where there is none.
// Source: Browne & Cudeck 1993.
func rmsea(chi, df, n float64) Estimate {
	e := Estimate{Defined: true, Value: math.Sqrt(math.Max(0, chi-df) / (df * n)), Level: rmseaLevel, N: n, Method: MethodRMSEA}
	e.Lo = math.Sqrt(noncentrality(chi, df, (1+rmseaLevel)/2) / (df * n))
	e.Hi = math.Sqrt(noncentrality(chi, df, (1-rmseaLevel)/2) / (df * n))
	e.Lo, e.Hi = math.Min(e.Lo, e.Value), math.Max(e.Hi, e.Value)
	return e
}

// noncentrality is the λ ≥ 0 with P(χ²(df, λ) ≤ x) = p, or 0 where even λ = 0
// leaves less.
func noncentrality(x, df, p float64) float64 {
	if 1-chiTail(x, df) < p {
		return 0
	}
	hi := math.Max(x, df)
	for noncentralCDF(x, df, hi) > p {
		hi *= 2
	}
	return solve(func(l float64) float64 { return noncentralCDF(x, df, l) - p }, 0, hi)
}

// noncentralCDF is P(χ²(df, λ) ≤ x): central ones weighted by a Poisson
// distribution of mean λ/2, summed outwards from its mode.
func noncentralCDF(x, df, lambda float64) float64 {
	half := lambda / 2
	if half == 0 {
		return 1 - chiTail(x, df)
	}
	mode := math.Floor(half)
	lg, _ := math.Lgamma(mode + 1)
	top := math.Exp(mode*math.Log(half) - half - lg)
	sum := 0.0
	for j, w := mode, top; j >= 0 && w > 1e-18; j-- {
		sum += w * (1 - chiTail(x, df+2*j))
		w *= j / half
	}
	for j, w := mode+1, top*half/(mode+1); w > 1e-18; j++ {
		sum += w * (1 - chiTail(x, df+2*j))
		w *= half / (j + 1)
	}
	return sum
}

func (x *cfaModel) srmr() float64 {
	s := x.implied()
	p := len(x.factor)
	sum := 0.0
	for i := range p {
		for j := range i + 1 {
			d := x.r.At(i, j) - s.At(i, j)
			sum += d * d
		}
	}
	return math.Sqrt(sum / (float64(p) * float64(p+1) / 2))
}
