package stats

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// R's ptukey is good to about 1e-6 and its qtukey to 1e-4 on this grid (its own
// source says eps = 1e-4); tukeyint is the double integral by R's adaptive
// quadrature, asked for 1e-10.
func TestStudentisedRangeAgreesWithR(t *testing.T) {
	seen := 0
	for key, want := range readExtra(t) {
		part := strings.Split(key, "|")
		if len(part) != 4 {
			continue
		}
		a, _ := strconv.ParseFloat(part[1], 64)
		k, _ := strconv.ParseFloat(part[2], 64)
		df, _ := strconv.ParseFloat(part[3], 64)
		got, ok := 0.0, false
		switch part[0] {
		case "tukeyint":
			got = tukeyTail(a, k, df)
			ok = math.Abs(got-want) < 1e-9
		case "ptukey":
			got = tukeyTail(a, k, df)
			ok = math.Abs(got-want) < 2e-6
		case "qtukey":
			got = tukeyQuantile(a, k, df)
			ok = near(got, want, 1e-4)
		default:
			continue
		}
		seen++
		if !ok {
			t.Errorf("%s = %.12g, R says %.12g", key, got, want)
		}
	}
	if seen != 48+36+36 {
		t.Errorf("%d values compared", seen)
	}
}

// For two groups Q = |T|·√2, whose tail is known in closed form.
func TestStudentisedRangeOfTwoIsStudent(t *testing.T) {
	for _, df := range []float64{1, 2, 7.5, 30, 1000, 1e6} {
		for _, q := range []float64{0.1, 1, 3, 10} {
			if got, want := tukeyTail(q, 2, df), studentP(q/math.Sqrt2, df); !near(got, want, 1e-10) {
				t.Errorf("q %v, df %v: %.15g, t says %.15g", q, df, got, want)
			}
		}
	}
}

// Halving the steps of both integrals must change nothing but rounding.
func TestStudentisedRangeStepsAreFineEnough(t *testing.T) {
	for _, df := range []float64{1, 3, 10, 60, 1000} {
		for _, k := range []float64{2, 5, 20, 60} {
			for _, q := range []float64{0.5, 2, 4, 8, 20} {
				fine := tukeySum(q, k, df, math.Min(0.04, 0.15/math.Sqrt(df)), 0.3/math.Sqrt(k+2))
				if got := tukeyTail(q, k, df); math.Abs(got-fine) > 1e-11 {
					t.Errorf("q %v, k %v, df %v: %.15g, finer %.15g", q, k, df, got, fine)
				}
			}
		}
	}
}
