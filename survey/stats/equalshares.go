package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// EqualShares tests whether categories are equally frequent: Pearson's chi-square
// of k counts against their mean, on k−1 degrees of freedom. p is in [0, 1]; ok is
// false with fewer than two categories, with a count that is no number or below 0, or where the mean count is below 5, under
// which the chi-square distribution does not hold.
//
// Source: Pearson 1900, Phil. Mag. 50:157–175.
func EqualShares(counts []float64) (p float64, ok bool) {
	sum := 0.0
	for _, c := range counts {
		if !(c >= 0) || math.IsInf(c, 1) {
			return 0, false
		}
		sum += c
	}
	k := float64(len(counts))
	if k < 2 || sum/k < 5 {
		return 0, false
	}
	x := 0.0
	for _, c := range counts {
		x += (c - sum/k) * (c - sum/k) / (sum / k)
	}
	return mathext.GammaIncRegComp((k-1)/2, x/2), true
}
