package stats

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// The grid of R's pt, qt, pf, qf, pchisq, qchisq and qnorm in extra.tsv.
func TestDistributionsAgreeWithR(t *testing.T) {
	fn := map[string]func(a []float64) float64{
		"pt2":    func(a []float64) float64 { return studentP(a[0], a[1]) },
		"qt":     func(a []float64) float64 { return studentQuantile(a[0], a[1]) },
		"pf":     func(a []float64) float64 { return fTail(a[0], a[1], a[2]) },
		"qf":     func(a []float64) float64 { return fQuantile(a[0], a[1], a[2]) },
		"pchisq": func(a []float64) float64 { return chiTail(a[0], a[1]) },
		"qchisq": func(a []float64) float64 { return chiQuantile(a[0], a[1]) },
		"qnorm":  func(a []float64) float64 { return normalQuantile(a[0]) },
	}
	seen := 0
	for key, want := range readExtra(t) {
		part := strings.Split(key, "|")
		f, ok := fn[part[0]]
		if !ok {
			continue
		}
		var args []float64
		for _, s := range part[1:] {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			args = append(args, v)
		}
		seen++
		if got := f(args); !near(got, want, 1e-11) && math.Abs(want) > 1e-290 {
			t.Errorf("%s = %.15g, R says %.15g (off by %.2g)", key, got, want, math.Abs(got-want)/math.Abs(want))
		}
	}
	if seen < 150 {
		t.Errorf("only %d values compared", seen)
	}
}
