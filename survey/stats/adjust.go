package stats

import (
	"cmp"
	"slices"
)

// Adjust fills PHolm and PBH of a family of tests in place. Only defined tests
// belong to the family: an item that could not be tested was not a chance of a
// false alarm.
//
// Holm: p₍ᵢ₎·(m−i+1), made non-decreasing from the smallest, capped at 1; holds
// the chance of any false alarm (Holm 1979, Scand. J. Stat. 6:65).
// BH: p₍ᵢ₎·m/i, made non-increasing from the largest; holds the expected share
// of false alarms (Benjamini & Hochberg 1995, JRSS B 57:289).
func Adjust(tests []Test) {
	var ps []float64
	var at []int
	for i, t := range tests {
		if t.Defined {
			ps, at = append(ps, t.P), append(at, i)
		}
	}
	holm, bh := Holm(ps), BenjaminiHochberg(ps)
	for j, i := range at {
		tests[i].PHolm, tests[i].PBH, tests[i].Adjusted = holm[j], bh[j], true
	}
}

// Holm adjusts p values as described at Adjust; the order is kept.
func Holm(ps []float64) []float64 {
	order, out := byP(ps), make([]float64, len(ps))
	run := 0.0
	for r, i := range order {
		run = max(run, min(1, ps[i]*float64(len(ps)-r)))
		out[i] = run
	}
	return out
}

// BenjaminiHochberg adjusts p values as described at Adjust; the order is kept.
func BenjaminiHochberg(ps []float64) []float64 {
	order, out := byP(ps), make([]float64, len(ps))
	run := 1.0
	for r := len(order) - 1; r >= 0; r-- {
		run = min(run, ps[order[r]]*float64(len(ps))/float64(r+1))
		out[order[r]] = run
	}
	return out
}

func byP(ps []float64) []int {
	order := make([]int, len(ps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ps[a], ps[b]) })
	return order
}
