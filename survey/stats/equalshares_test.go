package stats

import (
	"math"
	"testing"
)

// TestEqualShares compares with R's chisq.test(counts)$p.value.
func TestEqualShares(t *testing.T) {
	for _, c := range []struct {
		counts []float64
		p      float64
	}{
		{[]float64{74, 55, 22}, 1.06241399275753e-06},
		{[]float64{10, 12, 9, 11}, 0.924090244039016},
		{[]float64{5, 5}, 1},
		{[]float64{40, 38, 41, 30, 29}, 0.458504950224432},
		{[]float64{120, 8}, 4.18382560777942e-23},
	} {
		if p, ok := EqualShares(c.counts); !ok || math.Abs(p-c.p) > 1e-12*max(1e-12, c.p) && math.Abs(p/c.p-1) > 1e-9 {
			t.Errorf("EqualShares(%v) = %v, %v, want %v", c.counts, p, ok, c.p)
		}
	}
	for _, counts := range [][]float64{nil, {30}, {4, 5}} {
		if p, ok := EqualShares(counts); ok {
			t.Errorf("EqualShares(%v) = %v, want none", counts, p)
		}
	}
}
