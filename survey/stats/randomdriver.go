package stats

import (
	"math"
	"math/rand/v2"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// MethodAgainstRandom is a relative weight less that of a random variable.
const MethodAgainstRandom Method = "relative-weight-against-random"

// AgainstRandom compares the relative weight of each predictor with that of a
// predictor that is random: ε_j − ε_random, with percentile intervals. A
// relative weight is never below zero, so that its own interval is no test; this
// one reaches zero and below. Each draw adds a random predictor, whose sample
// correlations with the others and the outcome are L·z/√(n−1), R = L·Lᵀ, and
// draws the covariance matrix of all from its Wishart distribution. Intervals hold
// together over the predictors by Bonferroni: level 1 − (1−o.Level)/p each.
// nil where relative weights are not defined.
// Source: Tonidandel, LeBreton & Johnson 2009, Psychol. Methods 14:387.
func AgainstRandom(c Cross, y int, xs []int, o ImportanceOptions) []Estimate {
	s, bad := newSystem(c, y, xs, o.Level)
	if bad != nil || o.Draws < 19 || s.n < float64(s.p+4) {
		return nil
	}
	own, ok := johnson(s.r, s.ry.RawVector().Data)
	if !ok {
		return nil
	}
	p := s.p
	known := mat.NewSymDense(p+1, nil)
	known.SetSym(p, p, 1)
	for i := range p {
		known.SetSym(i, p, s.ry.AtVec(i))
		for j := range i + 1 {
			known.SetSym(i, j, s.r.At(i, j))
		}
	}
	var ch mat.Cholesky
	if !ch.Factorize(known) {
		return nil
	}
	var l mat.TriDense
	ch.LTo(&l)
	rng := rand.New(rand.NewPCG(o.Seed, 0x7d08))
	draws := make([][]float64, p)
	for range o.Draws {
		diff, ok := drawAgainstRandom(&l, s.n, p, rng)
		if !ok {
			continue
		}
		for j := range p {
			draws[j] = append(draws[j], diff[j])
		}
	}
	if len(draws[0]) < o.Draws/2 {
		return nil
	}
	out := make([]Estimate, p)
	tail := (1 - o.Level) / 2 / float64(p)
	for j := range out {
		sort.Float64s(draws[j])
		out[j] = Estimate{Defined: true, Value: own[j], Level: o.Level, N: s.n, Method: MethodAgainstRandom,
			Lo: math.Min(own[j], empirical(draws[j], tail)), Hi: math.Max(own[j], empirical(draws[j], 1-tail))}
	}
	return out
}

// drawAgainstRandom draws the weights of the predictors less that of the random
// one. Variables: p predictors, the outcome, the random one.
func drawAgainstRandom(l *mat.TriDense, n float64, p int, rng *rand.Rand) (diff []float64, ok bool) {
	full := mat.NewDense(p+2, p+2, nil)
	left := 1.0
	for i := range p + 1 {
		for j := range i + 1 {
			full.Set(i, j, l.At(i, j))
		}
		// In the coordinates of L the random variable's correlations are independent.
		z := rng.NormFloat64() / math.Sqrt(n-1)
		full.Set(p+1, i, z)
		left -= z * z
	}
	if left <= 0 {
		return nil, false
	}
	full.Set(p+1, p+1, math.Sqrt(left))
	w := &wishart{l: full, p: p + 2, df: n - 1, rng: rng}
	v := w.draw()
	at := make([]int, 0, p+1)
	for i := range p + 2 {
		if i != p {
			at = append(at, i)
		}
	}
	r, ry := mat.NewSymDense(p+1, nil), make([]float64, p+1)
	for a, i := range at {
		ry[a] = v.At(i, p) / math.Sqrt(v.At(i, i)*v.At(p, p))
		for b, j := range at[:a+1] {
			r.SetSym(a, b, v.At(i, j)/math.Sqrt(v.At(i, i)*v.At(j, j)))
		}
	}
	weights, ok := johnson(r, ry)
	if !ok {
		return nil, false
	}
	for _, x := range weights[:p] {
		diff = append(diff, x-weights[p])
	}
	return diff, true
}
