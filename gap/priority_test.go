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
}

// A gap is told apart from zero where its interval leaves zero out; nine
// respondents are too few.
func TestSignificantIsTheVerdict(t *testing.T) {
	few := est(-1, 0.2)
	few.N = 9
	for i, c := range []struct {
		gap  stats.Estimate
		want bool
	}{{est(-0.3, 0.2), true}, {est(-0.2, 0.2), false}, {est(0.3, 0.2), true}, {few, false}, {stats.Estimate{Defined: true, Value: -1, N: 50}, false}} {
		if got := Rank([]Finding{{Gap: c.gap, Weight: 1}})[0].Significant; got != c.want {
			t.Errorf("%d: %v", i, got)
		}
		d := Difference{Diff: c.gap, A: stats.Estimate{N: c.gap.N}, B: stats.Estimate{N: 100}}
		if d.Significant() != c.want || (Contrast{Gap: c.gap}).Significant() != c.want || (FacetRow{Between: c.gap}).Apart() != c.want {
			t.Errorf("%d: not the same of a difference, a contrast and a facet", i)
		}
	}
	if (FacetRow{Lead: -1, Between: est(-1, 0.1)}).Apart() {
		t.Error("a facet without another")
	}
}
