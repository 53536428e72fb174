package load

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestRunChance simulates independent answers and counts those with a run of at
// least so many.
func TestRunChance(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, x := range []struct {
		items, long int
		p           []float64
	}{{22, 14, []float64{0.1, 0.2, 0.7}}, {10, 7, []float64{0.3, 0.7}}, {12, 6, []float64{0.25, 0.25, 0.25, 0.25}}} {
		const draws = 200_000
		found := 0
		for range draws {
			last, run := -1, 0
			for range x.items {
				u, v := r.Float64(), 0
				for u > x.p[v] && v < len(x.p)-1 {
					u -= x.p[v]
					v++
				}
				if v != last {
					last, run = v, 0
				}
				if run++; run == x.long {
					found++
					break
				}
			}
		}
		got, want := float64(found)/draws, runChance(x.items, x.long, x.p)
		if math.Abs(got-want) > 0.1*want+5*math.Sqrt(want/draws) { // five standard errors, and runs of which two fit
			t.Errorf("%+v: simulated %.5f, computed %.5f", x, got, want)
		}
	}
}

// TestSteadyChance: with 22 items answered 5 with chance .9 and 4 with .1, all
// alike are .9²² + .1²², and with one exception at most also 22·.9²¹·.1 and
// 22·.1²¹·.9.
func TestSteadyChance(t *testing.T) {
	s := sideChances{}
	for range 22 {
		s.all = append(s.all, []float64{0, 0, 0, 10, 90, 3}) // the last counts blanks
	}
	p, q := 0.9, 0.1
	for d, want := range []float64{math.Pow(p, 22) + math.Pow(q, 22), math.Pow(p, 22) + math.Pow(q, 22) + 22*math.Pow(p, 21)*q + 22*math.Pow(q, 21)*p} {
		if got := s.steadyChance(d); math.Abs(got-want) > 1e-12 {
			t.Errorf("at most %d: %v, want %v", d, got, want)
		}
	}
	// One step off makes the variance 1/22, two make 2·20/(22·21): standard
	// deviations of 0.213 and 0.294, about the limit of 0.25.
	o := ScreenOptions{MinVariability: 0.25}
	if d := o.deviations(22); d != 1 {
		t.Errorf("%d may differ, want 1", d)
	}
}

// TestSurprising: expected are slack·n·p copies at most. With μ = 1, ten copies
// have P ≤ e^9/10^10 = 8.1e-7, times n = 100: 8.1e-5 is under 0.01; five have
// e^4/5^5 = .017.
func TestSurprising(t *testing.T) {
	p := 1.0 / slack / 100
	if !surprising(10, 100, p) || surprising(5, 100, p) || surprising(1, 100, 2*p) || !surprising(3, 100, 1e-15) {
		t.Error("wrong side")
	}
}
