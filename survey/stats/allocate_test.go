package stats

import (
	"math"
	"slices"
	"testing"
)

// 260 of 300, 250, 150 and 100: shares 97.5, 81.25, 48.75 and 32.5; the two left
// over go to the remainders .75 and, the earlier of two equal ones, .5.
func TestAllocateByHand(t *testing.T) {
	if got := Allocate(260, []float64{300, 250, 150, 100}); !slices.Equal(got, []int64{98, 81, 49, 32}) {
		t.Errorf("%v", got)
	}
	if got := Allocate(6, []float64{3, 0, 3}); !slices.Equal(got, []int64{3, 0, 3}) {
		t.Errorf("a census: %v", got)
	}
	for _, bad := range [][]float64{nil, {0}, {-1, 5}, {math.NaN()}, {math.Inf(1)}, {2, 3}} {
		if got := Allocate(6, bad); got != nil {
			t.Errorf("%v: %v", bad, got)
		}
	}
}

// Whatever the sizes, the parts add up, none is above its unit, and none is
// further than one from its share.
func TestAllocateAddsUp(t *testing.T) {
	sizes := []float64{1, 1, 1, 7, 13, 200, 4000, 0, 37}
	for n := int64(0); n <= 4260; n += 7 {
		got := Allocate(n, sizes)
		sum := int64(0)
		for i, g := range got {
			sum += g
			if float64(g) > sizes[i] || math.Abs(float64(g)-float64(n)*sizes[i]/4260) >= 1 {
				t.Fatalf("n = %d: %v", n, got)
			}
		}
		if sum != n {
			t.Fatalf("n = %d: %v adds up to %d", n, got, sum)
		}
	}
}

// Method A.12 for a mean: s = 1.2 to ±0.1 at 95 % is (1.959964·12)² = 553.17, so
// 554 answers; among 800 customers 553.17/(1+552.17/800) = 327.3, so 328.
func TestSampleSizeMean(t *testing.T) {
	o := DefaultPlan
	s := SampleSizeMean(1.2, 0.1, o)
	if !near(s.Infinite, 1.959963984540054*1.959963984540054*144, 1e-12) || s.Answers != 554 {
		t.Errorf("%+v", s)
	}
	o.Population, o.Response = 800, 0.5
	if s := SampleSizeMean(1.2, 0.1, o); s.Answers != 328 || s.Invite != 656 {
		t.Errorf("%+v", s)
	}
	// With that many answers the margin is what was asked for, and with one fewer it is not.
	if a, b := MarginMean(1.2, 328, 800, 0.95).Value, MarginMean(1.2, 327, 800, 0.95).Value; a > 0.1 || b <= 0.1 {
		t.Errorf("margins %v and %v", a, b)
	}
	for _, bad := range [][2]float64{{0, .1}, {1, 0}, {-1, .1}, {math.NaN(), .1}, {1, math.Inf(1)}, {1e200, 1e-200}} {
		if s := SampleSizeMean(bad[0], bad[1], o); s.Defined || !noted(s.Notes, BadArgument) {
			t.Errorf("%v: %+v", bad, s)
		}
	}
}
