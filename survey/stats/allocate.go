package stats

import (
	"math"
	"slices"
)

// Allocate shares n answers among units in proportion to their sizes, in whole
// numbers that add up to n: everybody gets the whole part of n·N_h/N, and what
// is left goes to the largest remainders, the earlier unit first among equal
// ones (Hamilton's method). No unit gets more than it has. nil where sizes are
// not numbers of people, or add up to fewer than n.
// Source: Cochran 1977, Sampling Techniques, 5.9.
func Allocate(n int64, sizes []float64) []int64 {
	total := 0.0
	for _, s := range sizes {
		if !(s >= 0) || math.IsInf(s, 0) {
			return nil
		}
		total += math.Floor(s)
	}
	if n < 0 || total <= 0 || float64(n) > total || math.IsInf(total, 0) {
		return nil
	}
	out := make([]int64, len(sizes))
	rest := make([]float64, len(sizes))
	at := make([]int, len(sizes))
	given := int64(0)
	for i, s := range sizes {
		share := float64(n) * math.Floor(s) / total
		out[i] = int64(math.Floor(share))
		rest[i] = share - math.Floor(share)
		at[i] = i
		given += out[i]
	}
	slices.SortStableFunc(at, func(a, b int) int {
		switch {
		case rest[a] > rest[b]:
			return -1
		case rest[a] < rest[b]:
			return 1
		}
		return 0
	})
	for given < n { // one round is enough unless a unit is full by rounding
		for _, i := range at {
			if given < n && float64(out[i]+1) <= math.Floor(sizes[i]) {
				out[i]++
				given++
			}
		}
	}
	return out
}
