package stats

import (
	"math"
	"testing"
)

// By hand: 50/30/20 promoters, passives, detractors give 30 with variance
// 100²·(0.7−0.09)/100 = 61; 30/40/30 give 0 with 60; √(61+60) = 11. The ends are
// of fixtures/oracle/verdict (nps.difference): R's Tango intervals combined.
func TestNPSDifferenceByHand(t *testing.T) {
	a := NewFreq(1, map[int64]float64{10: 50, 8: 30, 3: 20})
	b := NewFreq(1, map[int64]float64{9: 30, 7: 40, 0: 30})
	d := NPSDifference(a, b, 0.95)
	r := readVerdict(t)
	extraIs(t, r, "nps.difference.lo", d.Lo, 2e-6)
	extraIs(t, r, "nps.difference.hi", d.Hi, 2e-6)
	for _, x := range [][2]float64{{d.Value, 30}, {d.SE, 11}, {d.N, 200}} {
		if math.Abs(x[0]-x[1]) > 1e-10 {
			t.Errorf("%v, want %v", x[0], x[1])
		}
	}
	if r := NPSDifference(b, a, 0.95); math.Abs(r.Value+30) > 1e-10 {
		t.Errorf("the other way round %v", r.Value)
	}
}
