package gap

import (
	"math"
	"slices"

	"servqual/survey/stats"
)

// MethodSpearman names the rank correlation with Bonett and Wright's interval.
const MethodSpearman stats.Method = "spearman-bonett-wright"

// Spearman is the rank correlation of pairs: Pearson's r of the midranks, with
//
//	tanh(atanh r ± z·√((1 + r²/2)/(n − 3)))
//
// Values closer than 1e-9 are ties: they come from averages. Below four pairs r
// stands without interval. len(xs) must be len(ys).
// Sources: Spearman 1904; Bonett & Wright 2000, Psychometrika 65:23.
func Spearman(xs, ys []float64, level float64) stats.Estimate {
	c := stats.NewCross(2)
	rx, ry := ranks(xs), ranks(ys)
	for i := range rx {
		a, b := rx[i], ry[i]
		c.N++
		c.Sum[0] += a
		c.Sum[1] += b
		c.Prod[0] += a * a
		c.Prod[1] += a * b
		c.Prod[2] += a * b
		c.Prod[3] += b * b
	}
	c.Unit = []float64{2, 2}
	e := stats.Correlation(c, 0, 1, level)
	e.Method = MethodSpearman
	if e.HasInterval() {
		// Fisher's half-width is z/√(n−3); Bonett and Wright's is wider.
		z := math.Atanh(e.Value)
		h := (math.Atanh(e.Hi) - z) * math.Sqrt(1+e.Value*e.Value/2)
		e.Lo, e.Hi, e.SE = math.Tanh(z-h), math.Tanh(z+h), 0
	}
	return e
}

// ranks gives twice the midrank of each value, a whole number.
func ranks(xs []float64) []float64 {
	order := make([]int, len(xs))
	keys := make([]float64, len(xs))
	for i, x := range xs {
		order[i] = i
		keys[i] = math.Round(x * 1e9)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case keys[a] < keys[b]:
			return -1
		case keys[a] > keys[b]:
			return 1
		}
		return 0
	})
	out := make([]float64, len(xs))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && keys[order[j]] == keys[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			out[k] = float64(i + 1 + j) // (i+1 + j)/2 doubled
		}
		i = j
	}
	return out
}
