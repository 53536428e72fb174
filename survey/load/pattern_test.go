package load

import (
	"math"
	"testing"

	"servqual/survey"
)

// By hand: 5 5 _ 5 2 has four answers, a run of three over the blank, mean 4.25
// and variance (3·0.5625 + 5.0625)/3 = 2.25; one answer has none; nor has none.
func TestPatternsByHand(t *testing.T) {
	m := survey.Missing
	columns := [][]survey.Code{{5, m, m}, {5, 4, m}, {m, m, m}, {5, m, m}, {2, m, m}}
	for i, want := range []Pattern{{4, 3, 1.5}, {1, 1, 0}, {0, 0, 0}} {
		if got := PatternsOf(columns)[i]; got != want {
			t.Errorf("row %d: %+v, want %+v", i, got, want)
		}
	}
	if PatternsOf(nil) != nil {
		t.Error("patterns of nothing")
	}
}

// Distances of a sample from its own mean add up to (n − 1)·k (the trace of
// S⁻¹S times n − 1), and are refused where a column repeats another or there are
// too few rows.
func TestDistancesAddUp(t *testing.T) {
	var rows, twins [][]float64
	for i := range 40 {
		x := float64(i)
		r := []float64{math.Mod(x*7, 5), math.Mod(x*3, 7), math.Mod(x*x, 6), math.Mod(x*11, 4), math.Mod(x*x*x, 9)}
		rows = append(rows, r)
		twins = append(twins, append(append([]float64(nil), r...), 2*r[0]))
	}
	d2, limit, ok := DistancesOf(rows, 0.001)
	sum := 0.0
	for _, d := range d2 {
		sum += d
	}
	// qchisq(.999, 5) in R: 20.51500565
	if !ok || math.Abs(sum-39*5) > 1e-9 || math.Abs(limit-20.51500565243) > 1e-9 {
		t.Errorf("sum %v, limit %v, %v", sum, limit, ok)
	}
	if _, _, ok := DistancesOf(twins, 0.001); ok {
		t.Error("a repeated column has no distances")
	}
	if _, _, ok := DistancesOf(rows[:20], 0.001); ok {
		t.Error("twenty rows are too few for five columns")
	}
}

// Points measured abreast have the very distance that they have alone, the last
// ones of a number not divisible among them.
func TestDistancesAbreast(t *testing.T) {
	var rows [][]float64
	for i := range 4*13 + 3 {
		x := float64(i)
		rows = append(rows, []float64{math.Mod(x*7, 5), math.Mod(x*3, 7), math.Mod(x*x, 6), math.Mod(x*11, 4), math.Mod(x*x*x, 9)})
	}
	d2, _, ok := DistancesOf(rows, 0.001)
	if !ok || len(d2) != len(rows) {
		t.Fatalf("%d distances of %d rows, %v", len(d2), len(rows), ok)
	}
	m := newOutlierModel(rows, 0.001)
	for i, r := range rows {
		z, want := make([]float64, len(r)), 0.0
		for a := range r {
			z[a] = r[a] - m.mean[a]
			for b := range a {
				z[a] -= m.chol[a][b] * z[b]
			}
			z[a] /= m.chol[a][a]
			want += z[a] * z[a]
		}
		if d2[i] != want {
			t.Errorf("row %d: %v, alone %v", i, d2[i], want)
		}
	}
}
