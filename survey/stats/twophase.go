package stats

import (
	"math"
	"math/rand/v2"
)

// MethodTwoPhase is a shift of level found by splitting a series in two.
const MethodTwoPhase Method = "two-phase-permutation"

// PhaseOptions are those of TwoPhases.
type PhaseOptions struct {
	Least int // waves on each side of a shift
	Draws int
	Seed  uint64
}

// DefaultPhases wants five waves on each side; 4999 permutations.
var DefaultPhases = PhaseOptions{Least: 5, Draws: 4999, Seed: 1}

// PhaseShift is the best split of a series in two.
type PhaseShift struct {
	Defined       bool
	At            int // index of the first wave of the second phase
	Before, After float64
	P             float64 // of the best split among permutations of the series
	TwoLevels     float64 // residual sum of squares of two levels
	Line          float64 // of a straight line
	Method        Method
	Notes         []Note
}

// TwoPhases finds the split of a series into two phases of at least o.Least
// waves that leaves the smallest sum of squares within them,
//
//	SSE(s) = Σ_{t<s}(x_t − x̄₀)² + Σ_{t≥s}(x_t − x̄₁)²
//
// and the share of permutations of the series whose best split is as good. A
// steady rise is not exchangeable either: Line, the residual sum of squares of a
// straight line, tells the two apart. With 5 waves on each side only one split is
// possible, with p no smaller than 2/252. Sources: Bai & Perron 1998, Econometrica
// 66:47; Taylor 2000, change-point analysis (permutation).
func TwoPhases(x []float64, o PhaseOptions) PhaseShift {
	out := PhaseShift{Method: MethodTwoPhase}
	n := len(x)
	if note := unusable(x); note != nil {
		out.Notes = []Note{*note}
		return out
	}
	if o.Least < 1 || n < 2*o.Least || o.Draws < 19 {
		out.Notes = []Note{{Code: TooFew, Args: []float64{float64(n), float64(2 * o.Least)}}}
		return out
	}
	c := meanOf(x)
	y := make([]float64, n)
	total, slope, tt := 0.0, 0.0, 0.0
	for t, v := range x {
		y[t] = v - c
		at := float64(t) - float64(n-1)/2
		total += y[t] * y[t]
		slope += at * y[t]
		tt += at * at
	}
	if total <= 1e-24 {
		out.Notes = []Note{{Code: NoVariance}}
		return out
	}
	at, best := bestSplit(y, o.Least)
	out.Defined, out.At = true, at
	out.Before, out.After = meanOf(x[:at]), meanOf(x[at:])
	out.TwoLevels, out.Line = total-best, total-slope*slope/tt
	rng := rand.New(rand.NewPCG(o.Seed, 0x2fa5))
	extreme := 1.0
	for range o.Draws {
		rng.Shuffle(n, func(i, j int) { y[i], y[j] = y[j], y[i] })
		if _, b := bestSplit(y, o.Least); b >= best*(1-1e-12) {
			extreme++
		}
	}
	out.P = extreme / float64(o.Draws+1)
	return out
}

// bestSplit gives the first index of the second phase and the sum of squares
// between the phases, of a series with mean zero: S²·n/(s·(n−s)), S = Σ_{t<s} y_t.
func bestSplit(y []float64, least int) (at int, between float64) {
	n, sum := float64(len(y)), 0.0
	between = math.Inf(-1)
	for i, v := range y {
		s := float64(i + 1)
		sum += v
		if i+1 < least || len(y)-i-1 < least {
			continue
		}
		if b := sum * sum * n / (s * (n - s)); b > between {
			at, between = i+1, b
		}
	}
	return at, between
}
