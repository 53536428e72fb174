package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Methods of factor extraction.
const (
	MethodMinres   Method = "efa-minres"
	MethodMLFactor Method = "efa-ml"
)

// Footnotes of factor analysis.
const (
	Heywood       NoteCode = "heywood"         // a communality at its limit; Args: index of the item
	NotConverged  NoteCode = "not-converged"   // the iteration did not settle
	TooManyFactor NoteCode = "too-many-factor" // Args: asked for, most that p items can tell apart
)

// Extraction says how factors are taken out. The zero is invalid.
type Extraction int

// The extractions.
const (
	Minres              Extraction = iota + 1 // least squares on the off-diagonal (Harman & Jones 1966)
	MaximumLikelihood                         // Lawley; gives a χ² test of the number of factors
	PrincipalComponents                       // not a factor model: see components
)

// EFAOptions are those of EFA.
type EFAOptions struct {
	Factors  int
	Extract  Extraction
	Rotation Rotation
}

// EFAResult is an exploratory factor solution. Loadings are rows of items.
type EFAResult struct {
	Defined       bool
	N             float64
	Loadings      [][]float64 // pattern; rotated, factors by falling variance explained
	Phi           [][]float64 // correlations of the factors; the identity if orthogonal
	Communalities []float64
	Eigenvalues   []float64
	Explained     []float64 // share of the total variance, factor by factor
	Cumulative    []float64
	Test          Test // ML: that so many factors suffice (Bartlett-corrected); else undefined
	Method        Method
	Notes         []Note
}

// EFA extracts factors from the correlations of complete rows.
//
// Minres minimises the squared residual correlations off the diagonal, ML
// Lawley's likelihood; both over the unique variances ψ alone, from the
// eigenvalues of R−Ψ or Ψ^{−½}RΨ^{−½} (Jöreskog 1967, Psychometrika 32:443;
// 1977). ψ is held at or above 0.005; a variable that ends there is a Heywood
// case and noted. Test (ML): χ² = (n−1−(2p+5)/6−2m/3)·F, df = ((p−m)²−p−m)/2.
func EFA(c Cross, o EFAOptions) EFAResult {
	method := map[Extraction]Method{Minres: MethodMinres, MaximumLikelihood: MethodMLFactor, PrincipalComponents: MethodComponents}[o.Extract]
	b := c.basis(3, anyLevel)
	out := EFAResult{N: b.n, Method: method, Notes: b.notes}
	refuse := func(code NoteCode, args ...float64) EFAResult {
		out.Notes = append(out.Notes, Note{Code: code, Args: args})
		return out
	}
	most := mostFactors(c.K)
	if o.Extract == PrincipalComponents {
		most = c.K
	}
	switch {
	case b.refusal != nil:
		return refuse(b.refusal.Code, b.refusal.Args...)
	case method == "" || !o.Rotation.valid():
		return refuse(BadArgument, float64(o.Extract), float64(o.Rotation))
	case c.K < 3:
		return refuse(TooFewItems, float64(c.K), 3)
	case o.Factors < 1 || o.Factors > most:
		return refuse(TooManyFactor, float64(o.Factors), float64(most))
	}
	r, bad := c.correlations()
	if bad != nil {
		return refuse(bad.Code, bad.Args...)
	}
	if o.Extract == PrincipalComponents {
		if !out.components(r, o) {
			return refuse(Singular)
		}
		return out
	}
	inv, _, ok := invert(r)
	if !ok {
		return refuse(Singular)
	}
	out.Eigenvalues, _, _ = eigen(r)
	x := extraction{r: r, m: o.Factors, ml: o.Extract == MaximumLikelihood}
	psi, ok := x.solve(inv)
	if !ok {
		return refuse(NotConverged)
	}
	for i, u := range psi {
		if u <= leastUnique*1.0001 {
			out.Notes = append(out.Notes, Note{Code: Heywood, Args: []float64{float64(i)}})
		}
	}
	if x.ml {
		out.Test = x.test(psi, b.n)
	}
	raw := x.loadings(psi)
	out.Communalities = communalities(raw)
	out.rotate(raw, o.Rotation)
	out.Defined = true
	return out
}

// mostFactors is the largest m with ((p−m)²−p−m)/2 ≥ 0 (Ledermann's bound).
func mostFactors(p int) int {
	m := 0
	for (p-m-1)*(p-m-1)-p-(m+1) >= 0 && m+1 < p {
		m++
	}
	return m
}

const leastUnique = 0.005

// extraction is the problem in the unique variances.
type extraction struct {
	r  *mat.SymDense
	m  int
	ml bool
}

// reduced is the matrix whose leading eigenvectors are the factors.
func (x extraction) reduced(psi []float64) *mat.SymDense {
	p := len(psi)
	s := mat.NewSymDense(p, nil)
	for i := range p {
		for j := range i + 1 {
			v := x.r.At(i, j)
			if x.ml {
				v /= math.Sqrt(psi[i] * psi[j])
			} else if i == j {
				v -= psi[i]
			}
			s.SetSym(i, j, v)
		}
	}
	return s
}

// evaluate gives the discrepancy, its gradient and an approximate Hessian in
// ψ (ML: in ln ψ). Minres: ½Σθ² over the eigenvalues beyond the m-th. ML:
// Σ(θ − ln θ − 1) over the same.
func (x extraction) evaluate(psi []float64) (f float64, g []float64, h *mat.SymDense, ok bool) {
	p := len(psi)
	values, vec, ok := eigen(x.reduced(psi))
	if !ok {
		return 0, nil, nil, false
	}
	g, h = make([]float64, p), mat.NewSymDense(p, nil)
	for k := x.m; k < p; k++ {
		t := values[k]
		slope := -t
		if x.ml {
			if t <= 0 {
				return 0, nil, nil, false
			}
			f += t - math.Log(t) - 1
			slope = 1 - t
		} else {
			f += t * t / 2
		}
		for i := range p {
			g[i] += slope * vec.At(i, k) * vec.At(i, k)
		}
	}
	for i := range p {
		for j := range i + 1 {
			s := 0.0
			for k := x.m; k < p; k++ {
				s += vec.At(i, k) * vec.At(j, k)
			}
			h.SetSym(i, j, s*s)
		}
	}
	return f, g, h, true
}

// solve minimises by damped Newton steps with the approximate Hessian, ψ kept
// between leastUnique and 1. The start is Jöreskog's (1−m/2p)/R⁻¹_ii.
func (x extraction) solve(inv *mat.SymDense) (psi []float64, ok bool) {
	p := inv.SymmetricDim()
	psi = make([]float64, p)
	for i := range psi {
		psi[i] = clampUnique((1 - float64(x.m)/float64(2*p)) / inv.At(i, i))
	}
	f, g, h, ok := x.evaluate(psi)
	if !ok {
		return nil, false
	}
	damp := 1e-6
	for range 2000 {
		free := x.free(psi, g)
		if x.settled(g, free) {
			return psi, true
		}
		next := x.step(psi, g, h, free, damp)
		fn, gn, hn, fine := x.evaluate(next)
		if !fine || fn > f+1e-15*math.Abs(f) {
			damp *= 10
			if damp > 1e12 {
				return psi, x.nearly(g, free)
			}
			continue
		}
		psi, f, g, h = next, fn, gn, hn
		damp = math.Max(1e-12, damp/10)
	}
	return psi, x.nearly(g, x.free(psi, g))
}

// free marks the variables that are not held at a bound they press against.
func (x extraction) free(psi, g []float64) []bool {
	out := make([]bool, len(psi))
	for i, v := range psi {
		out[i] = !(v <= leastUnique && g[i] > 0) && !(v >= 1 && g[i] < 0)
	}
	return out
}

func (x extraction) settled(g []float64, free []bool) bool { return largest(g, free) < 1e-11 }
func (x extraction) nearly(g []float64, free []bool) bool  { return largest(g, free) < 1e-6 }

func largest(g []float64, free []bool) float64 {
	out := 0.0
	for i, v := range g {
		if free[i] {
			out = math.Max(out, math.Abs(v))
		}
	}
	return out
}

func clampUnique(v float64) float64 { return math.Max(leastUnique, math.Min(1, v)) }

// step solves (H + damp·I)·d = −g over the free variables.
func (x extraction) step(psi, g []float64, h *mat.SymDense, free []bool, damp float64) []float64 {
	var at []int
	for i, f := range free {
		if f {
			at = append(at, i)
		}
	}
	a, rhs := mat.NewSymDense(len(at), nil), mat.NewVecDense(len(at), nil)
	for i, u := range at {
		for j := range i + 1 {
			a.SetSym(i, j, h.At(u, at[j]))
		}
		a.SetSym(i, i, a.At(i, i)*(1+damp)+damp)
		rhs.SetVec(i, -g[u])
	}
	next := append([]float64(nil), psi...)
	var ch mat.Cholesky
	d := mat.NewVecDense(len(at), nil)
	if !ch.Factorize(a) || ch.SolveVecTo(d, rhs) != nil {
		return next
	}
	for i, u := range at {
		if x.ml {
			next[u] = clampUnique(psi[u] * math.Exp(math.Max(-2, math.Min(2, d.AtVec(i)))))
		} else {
			next[u] = clampUnique(psi[u] + d.AtVec(i))
		}
	}
	return next
}

// loadings from the leading eigenvectors: ω√θ, or √ψ·ω·√(θ−1) for ML.
func (x extraction) loadings(psi []float64) *mat.Dense {
	values, vec, _ := eigen(x.reduced(psi))
	l := mat.NewDense(len(psi), x.m, nil)
	for k := range x.m {
		t := values[k]
		if x.ml {
			t--
		}
		for i, u := range psi {
			v := vec.At(i, k) * math.Sqrt(math.Max(0, t))
			if x.ml {
				v *= math.Sqrt(u)
			}
			l.Set(i, k, v)
		}
	}
	return l
}

func (x extraction) test(psi []float64, n float64) Test {
	f, _, _, ok := x.evaluate(psi)
	p, m := float64(len(psi)), float64(x.m)
	df := ((p-m)*(p-m) - p - m) / 2
	k := n - 1 - (2*p+5)/6 - 2*m/3
	if !ok || df <= 0 || k <= 0 {
		return UndefinedTest(MethodMLFactor, n, TooFew, n, math.Ceil(2+(2*p+5)/6+2*m/3))
	}
	return Test{Defined: true, Statistic: k * f, DF: df, P: chiTail(k*f, df), N: n, Method: MethodMLFactor}
}

func communalities(l *mat.Dense) []float64 {
	p, m := l.Dims()
	out := make([]float64, p)
	for i := range p {
		for k := range m {
			out[i] += l.At(i, k) * l.At(i, k)
		}
	}
	return out
}
