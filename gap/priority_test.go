package gap

import (
	"math"
	"testing"

	"servqual/survey/stats"
)

func est(v, half float64) stats.Estimate {
	return stats.Estimate{Defined: true, Value: v, Lo: v - half, Hi: v + half, Level: 0.95, N: 100}
}

func finding(ref string, gap, weight, p float64) Finding {
	return Finding{Ref: ref, Gap: est(gap, 0.2), Weight: weight, Test: stats.Test{Defined: true, P: p / 2, PHolm: p, Adjusted: true}}
}

func TestRankByWeightTimesGap(t *testing.T) {
	// Worked by hand: weights 50/30/20; contributions −0.50, −0.45, +0.04.
	ranked := Rank([]Finding{
		finding("gap/TAN", 0.2, 20, 0.9),
		finding("gap/RES", -1.5, 30, 0.001),
		finding("gap/REL", -1, 50, 0.2),
		{Ref: "gap/EMP", Weight: 20}, // nobody answered
	})
	want := []struct {
		ref          string
		contribution float64
		share        float64
	}{{"gap/REL", -0.50, 0.50 / 0.95}, {"gap/RES", -0.45, 0.45 / 0.95}, {"gap/TAN", 0.04, 0}}
	if len(ranked) != len(want) {
		t.Fatalf("got %+v", ranked)
	}
	for i, w := range want {
		if g := ranked[i]; g.Ref != w.ref || math.Abs(g.Contribution-w.contribution) > 1e-12 || math.Abs(g.Share-w.share) > 1e-12 {
			t.Errorf("%d: %+v, want %+v", i, g, w)
		}
	}
	if p := Priorities(ranked, 3); len(p) != 1 || p[0].Ref != "gap/RES" {
		t.Errorf("a gap within chance became a priority: %+v", p)
	}
	if s := Strengths(ranked, 1); s[0].Ref != "gap/TAN" {
		t.Errorf("strength %+v", s)
	}
	if s := Strengths(ranked, 9); len(s) != 3 {
		t.Errorf("strengths %d", len(s))
	}
}

func TestOverlap(t *testing.T) {
	a, b := Finding{Gap: est(-1, 0.2)}, Finding{Gap: est(-0.7, 0.2)}
	if !Overlap(a, b) || Overlap(a, Finding{Gap: est(-0.5, 0.2)}) || !Overlap(a, Finding{}) {
		t.Error("overlap")
	}
}

func TestBeyondNoise(t *testing.T) {
	f := func(keys ...int64) stats.Freq {
		c := map[int64]float64{}
		for _, k := range keys {
			c[k]++
		}
		return stats.NewFreq(1, c)
	}
	low, high := f(1, 1, 2, 2, 1, 2, 1, 2), f(5, 6, 5, 6, 5, 6, 5, 6)
	if !Beyond(stats.WelchT(high, low, 0.95)) || Beyond(stats.WelchT(low, low, 0.95)) || Beyond(stats.Test{}) {
		t.Error("beyond")
	}
}
