package stats

import (
	"math"
	"math/bits"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// Methods of relative importance.
const (
	MethodRelativeWeights Method = "johnson-relative-weights"
	MethodShapley         Method = "lmg-shapley"
)

// shapleyMost is the number of predictors up to which all subsets are tried.
const shapleyMost = 15

// TooManyItems says that there are too many variables. Args: variables, most.
const TooManyItems NoteCode = "too-many-items"

// ImportanceOptions are those of RelativeWeights and Shapley.
type ImportanceOptions struct {
	Draws int // for the intervals; 0: none
	Seed  uint64
	Level float64
}

// DefaultImportance takes 1000 draws.
var DefaultImportance = ImportanceOptions{Draws: 1000, Seed: 1, Level: 0.95}

// Importance splits R² among the predictors; the shares add up to it.
type Importance struct {
	Defined bool
	N       float64
	R2      float64
	Shares  []Estimate // of each predictor, in units of R², with percentile intervals
	Method  Method
	Notes   []Note
}

// RelativeWeights is Johnson's split of R² among correlated predictors:
//
//	R = VΔVᵀ,  Λ = VΔ^{½}Vᵀ,  β = Λ⁻¹r,  ε = Λ^{[2]}·β^{[2]},  Σε = R²
//
// Intervals: the covariance matrix of predictors and outcome is drawn again and
// again from its sampling distribution under normality (Wishart, n−1 degrees of
// freedom), which needs no rows; the percentiles of ε are the limits. A weight
// is never below zero, so an interval that leaves zero is no test.
// Non-significant drivers are kept, not set to zero.
// Sources: Johnson 2000, Multivariate Behav. Res. 35:1; method A.14.
func RelativeWeights(c Cross, y int, xs []int, o ImportanceOptions) Importance {
	return importance(c, y, xs, o, MethodRelativeWeights, johnson)
}

// Shapley is the average increase of R² by a predictor over all orders of
// entering (Lindeman, Merenda & Gold 1980; Grömping 2006, J. Stat. Softw. 17),
// exact over all subsets up to fifteen predictors. Intervals as in
// RelativeWeights; above ten predictors at most 200 draws are taken.
func Shapley(c Cross, y int, xs []int, o ImportanceOptions) Importance {
	if len(xs) > shapleyMost {
		return Importance{N: c.Effective(), Method: MethodShapley, Notes: []Note{{Code: TooManyItems, Args: []float64{float64(len(xs)), shapleyMost}}}}
	}
	if len(xs) > 10 {
		o.Draws = min(o.Draws, 200)
	}
	return importance(c, y, xs, o, MethodShapley, shapley)
}

// split divides R² among predictors with correlations r and ry.
type split func(r *mat.SymDense, ry []float64) (shares []float64, ok bool)

func importance(c Cross, y int, xs []int, o ImportanceOptions, m Method, f split) Importance {
	s, bad := newSystem(c, y, xs, o.Level)
	out := Importance{N: s.n, Method: m, Notes: s.notes}
	if bad != nil {
		out.Notes = []Note{*bad}
		return out
	}
	shares, ok := f(s.r, s.ry.RawVector().Data)
	if !ok {
		out.Notes = append(out.Notes, Note{Code: Singular})
		return out
	}
	out.Defined = true
	for _, v := range shares {
		out.R2 += v
		out.Shares = append(out.Shares, Estimate{Defined: true, Value: v, N: s.n, Method: m})
	}
	if o.Draws > 1 {
		out.intervals(s, o, f)
	}
	return out
}

// intervals draws covariance matrices and takes percentiles of the shares.
func (out *Importance) intervals(s system, o ImportanceOptions, f split) {
	full := mat.NewSymDense(s.p+1, nil)
	full.SetSym(s.p, s.p, 1)
	for i := range s.p {
		full.SetSym(i, s.p, s.ry.AtVec(i))
		for j := range i + 1 {
			full.SetSym(i, j, s.r.At(i, j))
		}
	}
	var ch mat.Cholesky
	if !ch.Factorize(full) {
		out.Notes = append(out.Notes, Note{Code: PerfectFit})
		return
	}
	var l mat.TriDense
	ch.LTo(&l)
	w := newWishart(&l, s.n-1, o.Seed)
	draws := make([][]float64, s.p)
	r, ry := mat.NewSymDense(s.p, nil), make([]float64, s.p)
	for range o.Draws {
		v := w.draw()
		for i := range s.p {
			ry[i] = v.At(i, s.p) / math.Sqrt(v.At(i, i)*v.At(s.p, s.p))
			for j := range i + 1 {
				r.SetSym(i, j, v.At(i, j)/math.Sqrt(v.At(i, i)*v.At(j, j)))
			}
		}
		if shares, ok := f(r, ry); ok {
			for i, x := range shares {
				draws[i] = append(draws[i], x)
			}
		}
	}
	for i := range out.Shares {
		if len(draws[i]) < o.Draws/2 {
			out.Notes = append(out.Notes, Note{Code: Singular})
			return
		}
		sort.Float64s(draws[i])
		e := &out.Shares[i]
		e.Lo, e.Hi = empirical(draws[i], (1-o.Level)/2), empirical(draws[i], (1+o.Level)/2)
		e.Lo, e.Hi, e.Level = math.Min(e.Lo, e.Value), math.Max(e.Hi, e.Value), o.Level
	}
}

func johnson(r *mat.SymDense, ry []float64) (shares []float64, ok bool) {
	p := len(ry)
	values, v, ok := eigen(r)
	if !ok || values[p-1] <= 0 {
		return nil, false
	}
	root := mat.NewDense(p, p, nil) // Λ
	beta := make([]float64, p)
	for i := range p {
		for j := range p {
			s, inverse := 0.0, 0.0
			for k := range p {
				vv := v.At(i, k) * v.At(j, k)
				s += vv * math.Sqrt(values[k])
				inverse += vv / math.Sqrt(values[k])
			}
			root.Set(i, j, s)
			beta[i] += inverse * ry[j]
		}
	}
	shares = make([]float64, p)
	for i := range p {
		for j := range p {
			shares[i] += root.At(i, j) * root.At(i, j) * beta[j] * beta[j]
		}
	}
	return shares, true
}

func shapley(r *mat.SymDense, ry []float64) (shares []float64, ok bool) {
	p := len(ry)
	r2, ok := subsetR2(r, ry)
	if !ok {
		return nil, false
	}
	// The weight of a subset of size m without predictor j: m!(p−1−m)!/p!.
	weight := make([]float64, p)
	for m := range p {
		a, _ := math.Lgamma(float64(m + 1))
		b, _ := math.Lgamma(float64(p - m))
		c, _ := math.Lgamma(float64(p + 1))
		weight[m] = math.Exp(a + b - c)
	}
	shares = make([]float64, p)
	for set := range r2 {
		for j := range p {
			if set&(1<<j) == 0 {
				shares[j] += weight[bits.OnesCount(uint(set))] * (r2[set|1<<j] - r2[set])
			}
		}
	}
	return shares, true
}

// subsetR2 gives R² for every subset of predictors, by adding one predictor at
// a time to a Cholesky factor on the way down a tree of subsets.
func subsetR2(r *mat.SymDense, ry []float64) (r2 []float64, ok bool) {
	p := len(ry)
	r2 = make([]float64, 1<<p)
	l := make([][]float64, p) // rows of the factor of the subset at hand
	z := make([]float64, p)   // the outcome in its coordinates: R² = Σz²
	for i := range l {
		l[i] = make([]float64, p)
	}
	var in []int
	ok = true
	var add func(from, set int)
	add = func(from, set int) {
		for j := from; j < p && ok; j++ {
			k := len(in)
			d, t := 1.0, ry[j]
			for a := range k {
				v := r.At(j, in[a])
				for b := range a {
					v -= l[k][b] * l[a][b]
				}
				l[k][a] = v / l[a][a]
				d -= l[k][a] * l[k][a]
				t -= l[k][a] * z[a]
			}
			if d <= 1e-12 {
				ok = false
				return
			}
			l[k][k] = math.Sqrt(d)
			z[k] = t / l[k][k]
			r2[set|1<<j] = r2[set] + z[k]*z[k]
			in = append(in, j)
			add(j+1, set|1<<j)
			in = in[:k]
		}
	}
	add(0, 0)
	return r2, ok
}
