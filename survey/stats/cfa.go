package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Methods of confirmatory factor analysis.
const (
	MethodCFA   Method = "cfa-ml"
	MethodOmega Method = "omega-1-factor"
	MethodCR    Method = "composite-reliability"
	MethodAVE   Method = "average-variance-extracted"
)

// ChiDivisor says what the discrepancy is multiplied by. The zero is invalid.
type ChiDivisor int

// The divisors: lavaan's and that of AMOS and LISREL.
const (
	ChiN ChiDivisor = iota + 1
	ChiNMinus1
)

// CFAOptions are those of CFA.
type CFAOptions struct {
	Divisor     ChiDivisor
	Least, Warn float64 // refuse below, note below (method A.9)
}

// DefaultCFA is χ² = N·F, refused below 100 respondents, noted below 150.
var DefaultCFA = CFAOptions{Divisor: ChiN, Least: 100, Warn: 150}

// CFAResult is a fitted measurement model.
type CFAResult struct {
	Defined   bool
	N         float64
	Items     []CFAItem
	Factors   []CFAFactor
	Phi       [][]float64 // correlations of the factors
	Chi2      Test
	Baseline  Test // all items uncorrelated
	CFI, TLI  Estimate
	RMSEA     Estimate // with a 90 % interval
	SRMR      Estimate
	Iteration int
	Method    Method
	Notes     []Note
}

// CFAItem is one item's part of the model.
type CFAItem struct {
	Factor  int
	Loading float64 // unstandardised, factor variance 1
	Unique  float64 // unstandardised residual variance
	Std     float64 // standardised loading
}

// CFAFactor is the measurement quality of one factor.
type CFAFactor struct {
	Omega, CR, AVE Estimate
	Distinct       bool // Fornell–Larcker: √AVE > |φ| with every other factor
}

// CFA fits by maximum likelihood a model in which every item loads on one
// factor (factor[i] = 0, 1, …) and the factors correlate, variances 1:
//
//	F = ln|Σ| + tr(SΣ⁻¹) − ln|S| − p,  Σ = ΛΦΛᵀ + Θ
//
// over complete rows, by Fisher scoring with step halving on the correlations
// (ML does not depend on the items' units; the loadings are scaled back).
// χ² = N·F (lavaan) or (N−1)·F. Source: Jöreskog 1969, Psychometrika 34:183;
// fit indices: method A.9.
func CFA(c Cross, factor []int, o CFAOptions) CFAResult {
	b := c.basis(math.Max(3, o.Least), anyLevel)
	out := CFAResult{N: b.n, Method: MethodCFA, Notes: b.notes}
	refuse := func(code NoteCode, args ...float64) CFAResult {
		out.Notes = append(out.Notes, Note{Code: code, Args: args})
		return out
	}
	if b.refusal != nil {
		return refuse(b.refusal.Code, b.refusal.Args...)
	}
	m, bad := checkModel(c, factor, o)
	if bad != nil {
		return refuse(bad.Code, bad.Args...)
	}
	r, bad := c.correlations()
	if bad != nil {
		return refuse(bad.Code, bad.Args...)
	}
	_, logDet, ok := invert(r)
	if !ok {
		return refuse(Singular)
	}
	model := newCFAModel(r, factor, m)
	if out.Iteration, ok = model.fit(); !ok {
		return refuse(NotConverged)
	}
	if b.n < o.Warn {
		out.Notes = append(out.Notes, Note{Code: SmallSample, Args: []float64{b.n, o.Warn}})
	}
	out.Defined = true
	out.describe(c, model)
	out.fitIndices(model, logDet, o.Divisor)
	return out
}

// checkModel counts the factors and refuses models that can't be identified: a
// factor of one item, or of two where there is no other factor.
func checkModel(c Cross, factor []int, o CFAOptions) (m int, bad *Note) {
	if len(factor) != c.K || (o.Divisor != ChiN && o.Divisor != ChiNMinus1) {
		return 0, &Note{Code: BadArgument, Args: []float64{float64(len(factor))}}
	}
	for _, f := range factor {
		if f < 0 || f >= c.K {
			return 0, &Note{Code: BadArgument, Args: []float64{float64(f)}}
		}
		m = max(m, f+1)
	}
	size := make([]int, m)
	for _, f := range factor {
		size[f]++
	}
	need := 2
	if m == 1 {
		need = 3
	}
	for _, s := range size {
		if s < need {
			return 0, &Note{Code: TooFewItems, Args: []float64{float64(s), float64(need)}}
		}
	}
	if m == 0 {
		return 0, &Note{Code: TooFewItems, Args: []float64{0, 3}}
	}
	return m, nil
}

func (out *CFAResult) describe(c Cross, model *cfaModel) {
	p, m := len(model.factor), model.m
	out.Phi = make([][]float64, m)
	for a := range m {
		for b := range m {
			out.Phi[a] = append(out.Phi[a], model.phi.At(a, b))
		}
	}
	for i := range p {
		v, _ := c.Cov(i, i)
		// At the minimum Σ's diagonal is one, so these are standardised.
		out.Items = append(out.Items, CFAItem{Factor: model.factor[i], Std: model.lambda[i], Loading: model.lambda[i] * math.Sqrt(v), Unique: model.theta[i] * v})
		if model.improper(i) {
			out.Notes = append(out.Notes, Note{Code: Heywood, Args: []float64{float64(i)}})
		}
	}
	out.Factors = make([]CFAFactor, m)
	for f := range out.Factors {
		out.Factors[f] = out.quality(f)
	}
	for f := range out.Factors {
		distinct := out.Factors[f].AVE.Defined
		for g := range m {
			if g != f && math.Sqrt(math.Max(0, out.Factors[f].AVE.Value)) <= math.Abs(out.Phi[f][g]) {
				distinct = false
			}
		}
		out.Factors[f].Distinct = distinct
	}
}

// improper says that an item's solution is impossible: a standardised loading
// of one or more, or no variance of its own (a Heywood case).
func (x *cfaModel) improper(i int) bool {
	return x.theta[i] <= 0 || math.Abs(x.lambda[i]) >= 1
}

// quality gives, for the items of one factor,
//
//	ω = (Σλ)²/((Σλ)²+Σθ) unstandardised,  CR the same standardised,  AVE = Σλ*²/k
//
// They are not defined where the solution of an item is improper, because they
// are shares of a variance that came out negative; the note names the items.
// Sources: McDonald 1999; Fornell & Larcker 1981, JMR 18:39.
func (out *CFAResult) quality(f int) CFAFactor {
	l, u, s, su, ave, k := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	var improper []float64
	for i, it := range out.Items {
		if it.Factor == f {
			if it.Unique <= 0 || math.Abs(it.Std) >= 1 {
				improper = append(improper, float64(i))
			}
			l, u = l+it.Loading, u+it.Unique
			s, su = s+it.Std, su+1-it.Std*it.Std
			ave += it.Std * it.Std
			k++
		}
	}
	if len(improper) > 0 {
		none := func(m Method) Estimate { return Undefined(m, out.N, Heywood, improper...) }
		return CFAFactor{Omega: none(MethodOmega), CR: none(MethodCR), AVE: none(MethodAVE)}
	}
	ratio := func(m Method, top, rest float64) Estimate {
		if top+rest <= 0 {
			return Undefined(m, out.N, NegativeVar)
		}
		return Estimate{Defined: true, Value: top / (top + rest), N: out.N, Method: m}
	}
	return CFAFactor{Omega: ratio(MethodOmega, l*l, u), CR: ratio(MethodCR, s*s, su),
		AVE: Estimate{Defined: true, Value: ave / k, N: out.N, Method: MethodAVE}}
}

// OneFactor is the one-factor model of a scale (at least three items), for its
// omega, CR and AVE: CFA without a least number of respondents.
func OneFactor(c Cross) (CFAFactor, CFAResult) {
	r := CFA(c, make([]int, c.K), CFAOptions{Divisor: ChiN})
	if r.Defined {
		return r.Factors[0], r
	}
	undefined := func(m Method) Estimate { return Estimate{N: r.N, Method: m, Notes: r.Notes} }
	return CFAFactor{Omega: undefined(MethodOmega), CR: undefined(MethodCR), AVE: undefined(MethodAVE)}, r
}

// cfaModel holds the parameters while they are sought.
type cfaModel struct {
	r      *mat.SymDense
	factor []int
	m      int
	lambda []float64
	theta  []float64
	phi    *mat.SymDense
}

func newCFAModel(r *mat.SymDense, factor []int, m int) *cfaModel {
	p := len(factor)
	x := &cfaModel{r: r, factor: factor, m: m, lambda: make([]float64, p), theta: make([]float64, p), phi: mat.NewSymDense(m, nil)}
	for i := range p {
		// Start at the mean correlation with the factor's other items, signed.
		sum := 0.0
		for j := range p {
			if j != i && factor[j] == factor[i] {
				sum += r.At(i, j)
			}
		}
		x.lambda[i] = math.Copysign(0.7, sum)
		x.theta[i] = 0.51
	}
	for a := range m {
		x.phi.SetSym(a, a, 1)
		for b := range a {
			x.phi.SetSym(a, b, 0.3)
		}
	}
	return x
}

// implied is Σ = ΛΦΛᵀ + Θ.
func (x *cfaModel) implied() *mat.SymDense {
	p := len(x.factor)
	s := mat.NewSymDense(p, nil)
	for i := range p {
		for j := range i + 1 {
			v := x.lambda[i] * x.lambda[j] * x.phi.At(x.factor[i], x.factor[j])
			if i == j {
				v += x.theta[i]
			}
			s.SetSym(i, j, v)
		}
	}
	return s
}

// discrepancy is ln|Σ| + tr(RΣ⁻¹), and Σ⁻¹; ok is false where Σ is not positive
// definite.
func (x *cfaModel) discrepancy() (f float64, w *mat.SymDense, ok bool) {
	w, logDet, ok := invert(x.implied())
	if !ok {
		return 0, nil, false
	}
	f = logDet
	for i := range x.factor {
		for j := range x.factor {
			f += w.At(i, j) * x.r.At(i, j)
		}
	}
	return f, w, true
}

// fit iterates until the gradient is below 1e-9 everywhere.
func (x *cfaModel) fit() (iterations int, ok bool) {
	f, w, ok := x.discrepancy()
	if !ok {
		return 0, false
	}
	for it := 1; it <= 500; it++ {
		g, h := x.scores(w)
		size := 0.0
		for _, v := range g {
			size = math.Max(size, math.Abs(v))
		}
		if size < 1e-9 {
			return it, true
		}
		var d mat.VecDense
		var ch mat.Cholesky
		if !ch.Factorize(h) || ch.SolveVecTo(&d, mat.NewVecDense(len(g), g)) != nil {
			return it, false
		}
		old := x.parameters()
		moved := false
		for t := 1.0; t > 1e-10; t /= 2 {
			x.set(old, &d, -t)
			fn, wn, fine := x.discrepancy()
			if fine && fn <= f+1e-13*math.Abs(f) {
				f, w, moved = fn, wn, true
				break
			}
		}
		if !moved {
			x.set(old, &d, 0)
			return it, size < 1e-6
		}
	}
	return 500, false
}

// parameters in the order λ, φ below the diagonal, θ.
func (x *cfaModel) parameters() []float64 {
	out := append([]float64(nil), x.lambda...)
	for a := range x.m {
		for b := range a {
			out = append(out, x.phi.At(a, b))
		}
	}
	return append(out, x.theta...)
}

// set moves from old by t·d.
func (x *cfaModel) set(old []float64, d *mat.VecDense, t float64) {
	at := 0
	next := func() float64 { v := old[at] + t*d.AtVec(at); at++; return v }
	for i := range x.lambda {
		x.lambda[i] = next()
	}
	for a := range x.m {
		for b := range a {
			x.phi.SetSym(a, b, next())
		}
	}
	for i := range x.theta {
		x.theta[i] = next()
	}
}

// scores gives the gradient of F and its expected Hessian. Every derivative of
// Σ is u·vᵀ + v·uᵀ, so that with W = Σ⁻¹
//
//	g = 2·uᵀ(W − WRW)v,  h_ij = 2·[(uᵢ·Wuⱼ)(vᵢ·Wvⱼ) + (uᵢ·Wvⱼ)(vᵢ·Wuⱼ)].
func (x *cfaModel) scores(w *mat.SymDense) (g []float64, h *mat.SymDense) {
	us, vs := x.derivatives()
	var wr, wrw mat.Dense
	wr.Mul(w, x.r)
	wrw.Mul(&wr, w)
	q := len(us)
	wu, wv := make([]*mat.VecDense, q), make([]*mat.VecDense, q)
	g, h = make([]float64, q), mat.NewSymDense(q, nil)
	for i := range q {
		wu[i], wv[i] = &mat.VecDense{}, &mat.VecDense{}
		wu[i].MulVec(w, us[i])
		wv[i].MulVec(w, vs[i])
		var t mat.VecDense
		t.MulVec(&wrw, vs[i])
		g[i] = 2 * (mat.Dot(us[i], wv[i]) - mat.Dot(us[i], &t))
	}
	for i := range q {
		for j := range i + 1 {
			h.SetSym(i, j, 2*(mat.Dot(us[i], wu[j])*mat.Dot(vs[i], wv[j])+mat.Dot(us[i], wv[j])*mat.Dot(vs[i], wu[j])))
		}
	}
	return g, h
}

func (x *cfaModel) derivatives() (us, vs []*mat.VecDense) {
	p := len(x.factor)
	unit := func(i int, size float64) *mat.VecDense {
		v := mat.NewVecDense(p, nil)
		v.SetVec(i, size)
		return v
	}
	column := func(f int) *mat.VecDense {
		v := mat.NewVecDense(p, nil)
		for i, g := range x.factor {
			if g == f {
				v.SetVec(i, x.lambda[i])
			}
		}
		return v
	}
	for i, f := range x.factor {
		c := mat.NewVecDense(p, nil)
		for j, g := range x.factor {
			c.SetVec(j, x.lambda[j]*x.phi.At(g, f))
		}
		us, vs = append(us, unit(i, 1)), append(vs, c)
	}
	for a := range x.m {
		for b := range a {
			us, vs = append(us, column(a)), append(vs, column(b))
		}
	}
	for i := range p {
		us, vs = append(us, unit(i, 1)), append(vs, unit(i, 0.5))
	}
	return us, vs
}
