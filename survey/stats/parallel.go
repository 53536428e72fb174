package stats

import (
	"math"
	"math/rand/v2"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// MethodParallel names Horn's parallel analysis.
const MethodParallel Method = "parallel-analysis"

// ParallelOptions are those of Parallel.
type ParallelOptions struct {
	Sets     int
	Quantile float64 // of the random eigenvalues
	Seed     uint64
}

// DefaultParallel is the 95th percentile of 500 random sets (method A.9).
var DefaultParallel = ParallelOptions{Sets: 500, Quantile: 0.95, Seed: 1}

// Factors is the outcome of Parallel.
type Factors struct {
	Defined     bool
	N           float64
	Eigenvalues []float64 // of the correlation matrix, largest first; always given where it exists
	Random      []float64 // quantile of the eigenvalues of random normal data of the same size
	Count       int       // leading eigenvalues above their random counterpart
	Kaiser      int       // eigenvalues above 1: keeps too many, shown for comparison only
	Method      Method
	Notes       []Note
}

// Parallel finds the number of components that stand out from chance: random
// normal data of the same n and p are drawn, by way of the Wishart distribution
// of their cross products, so that the cost does not depend on n.
// Source: Horn 1965, Psychometrika 30:179; Glorfeld 1995.
func Parallel(c Cross, o ParallelOptions) Factors {
	b := c.basis(3, anyLevel)
	out := Factors{N: b.n, Method: MethodParallel, Notes: b.notes}
	if b.refusal != nil {
		out.Notes = []Note{*b.refusal}
		return out
	}
	refuse := func(code NoteCode, args ...float64) Factors {
		out.Notes = append(out.Notes, Note{Code: code, Args: args})
		return out
	}
	if c.K < 2 {
		return refuse(TooFewItems, float64(c.K), 2)
	}
	r, bad := c.correlations()
	if bad != nil {
		return refuse(bad.Code, bad.Args...)
	}
	values, _, ok := eigen(r)
	if !ok {
		return refuse(Singular)
	}
	out.Eigenvalues = values
	for _, v := range values {
		if v > 1 {
			out.Kaiser++
		}
	}
	if b.n <= float64(c.K) {
		return refuse(TooFew, b.n, float64(c.K+1))
	}
	if o.Sets < 1 || !(o.Quantile > 0 && o.Quantile < 1) {
		return refuse(BadArgument, float64(o.Sets))
	}
	out.Random = randomEigenvalues(c.K, b.n, o)
	for out.Count < c.K && values[out.Count] > out.Random[out.Count] {
		out.Count++
	}
	out.Defined = true
	return out
}

// randomEigenvalues gives the quantile, place by place, of the sorted
// eigenvalues of correlation matrices of independent normals.
func randomEigenvalues(p int, n float64, o ParallelOptions) []float64 {
	w := newWishart(mat.NewDiagDense(p, ones(p)), n-1, o.Seed)
	at := make([][]float64, p)
	r := mat.NewSymDense(p, nil)
	for range o.Sets {
		s := w.draw()
		for i := range p {
			for j := range i + 1 {
				r.SetSym(i, j, s.At(i, j)/math.Sqrt(s.At(i, i)*s.At(j, j)))
			}
		}
		values, _, ok := eigen(r)
		for i := range p {
			if ok {
				at[i] = append(at[i], values[i])
			}
		}
	}
	out := make([]float64, p)
	for i, v := range at {
		sort.Float64s(v)
		h := o.Quantile * float64(len(v)-1)
		lo := math.Floor(h)
		hi := math.Min(lo+1, float64(len(v)-1))
		out[i] = v[int(lo)] + (h-lo)*(v[int(hi)]-v[int(lo)])
	}
	return out
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// wishart draws sample covariance matrices of normal data by Bartlett's
// decomposition: L·A·Aᵀ·Lᵀ/df, A lower triangular with √χ² on the diagonal and
// normals below (Bartlett 1933).
type wishart struct {
	l   mat.Matrix // Cholesky factor of the covariance
	p   int
	df  float64
	rng *rand.Rand
}

func newWishart(l mat.Matrix, df float64, seed uint64) *wishart {
	p, _ := l.Dims()
	return &wishart{l: l, p: p, df: df, rng: rand.New(rand.NewPCG(seed, 0x3157))}
}

func (w *wishart) draw() *mat.SymDense {
	a := mat.NewDense(w.p, w.p, nil)
	for i := range w.p {
		a.Set(i, i, math.Sqrt(w.chiSquared(w.df-float64(i))))
		for j := range i {
			a.Set(i, j, w.rng.NormFloat64())
		}
	}
	var la mat.Dense
	la.Mul(w.l, a)
	s := mat.NewSymDense(w.p, nil)
	s.SymOuterK(1/w.df, &la)
	return s
}

// chiSquared draws from χ² with df > 0 by Marsaglia & Tsang 2000.
func (w *wishart) chiSquared(df float64) float64 {
	shape := df / 2
	boost := 1.0
	if shape < 1 {
		boost = math.Pow(w.rng.Float64(), 1/shape)
		shape++
	}
	d := shape - 1./3
	c := 1 / math.Sqrt(9*d)
	for {
		x := w.rng.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-w.rng.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return 2 * d * v * boost
		}
	}
}
