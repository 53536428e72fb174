package stats

import (
	"fmt"
	"math"
	"testing"
)

var (
	sampleX = values(1, -3, -1, 0, 2, 2, 5, -4, 1, 1, 1, -2, 3)
	sampleY = values(1, 4, 7, 1, 3, 8, 2, 2, 9)
)

func TestTTestsAgreeWithR(t *testing.T) {
	x := readExtra(t)
	p := PairedT(sampleX, 0.95)
	extraIs(t, x, "t.x", p.Statistic, closed)
	extraIs(t, x, "t.x.p", p.P, closed)
	extraIs(t, x, "t.x.lo", p.Effect.Lo, closed)
	extraIs(t, x, "t.x.hi", p.Effect.Hi, closed)
	w := WelchT(sampleX, sampleY, 0.9)
	extraIs(t, x, "welch.t", w.Statistic, closed)
	extraIs(t, x, "welch.df", w.DF, closed)
	extraIs(t, x, "welch.p", w.P, closed)
	extraIs(t, x, "welch.lo", w.Effect.Lo, closed)
	extraIs(t, x, "welch.hi", w.Effect.Hi, closed)
	for _, q := range []float64{0, .1, .25, .5, .77, 1} {
		extraIs(t, x, fmt.Sprintf("quantile.x.%g", q), Quantile(sampleX, q).Value, closed)
	}
}

// The unit of a table is a matter of writing: tenths in tenths are the same.
func TestUnitChangesNothing(t *testing.T) {
	scaled := Freq{Unit: 60, Counts: sampleX.Counts}
	for _, k := range sampleX.Keys {
		scaled.Keys = append(scaled.Keys, 60*k)
	}
	a, b := MeanCI(sampleX, 0.95), MeanCI(scaled, 0.95)
	if !near(a.Value, b.Value, 1e-14) || !near(a.Lo, b.Lo, 1e-14) {
		t.Errorf("%v and %v", a, b)
	}
	if a, b := Wilcoxon(sampleX, DefaultWilcoxon), Wilcoxon(scaled, DefaultWilcoxon); a.P != b.P {
		t.Errorf("%v and %v", a, b)
	}
}

func TestWilcoxonAgreesWithR(t *testing.T) {
	x := readExtra(t)
	w := Wilcoxon(values(1, 1, -2, 3, 4, -5, 6, 7, 8, 9, -10, 11, 12), DefaultWilcoxon)
	extraIs(t, x, "wilcox.exact.V", w.Statistic, closed)
	extraIs(t, x, "wilcox.exact.p", w.P, closed)
	if w.Method != MethodWilcoxonExact {
		t.Errorf("method %s", w.Method)
	}
	var keys []int64
	for i := int64(1); i <= 25; i++ {
		if i > 20 {
			keys = append(keys, -i)
		} else {
			keys = append(keys, i)
		}
	}
	w = Wilcoxon(values(1, keys...), DefaultWilcoxon)
	extraIs(t, x, "wilcox.exact25.V", w.Statistic, closed)
	extraIs(t, x, "wilcox.exact25.p", w.P, closed)
	if w = Wilcoxon(values(1, append(keys, 26)...), DefaultWilcoxon); w.Method != MethodWilcoxonNormal {
		t.Errorf("26 differences: method %s", w.Method)
	}
	extraIs(t, x, "wilcox.exact2.p", Wilcoxon(values(1, 1, 2), DefaultWilcoxon).P, closed)
	w = Wilcoxon(sampleX, DefaultWilcoxon)
	extraIs(t, x, "wilcox.x.V", w.Statistic, closed)
	extraIs(t, x, "wilcox.x.p", w.P, closed)
	if w.N != 11 || len(w.Notes) != 1 || w.Notes[0].Code != ZerosDropped {
		t.Errorf("one zero must be dropped and told: %+v", w)
	}
	if r := math.Abs(w.Z) / math.Sqrt(11); !near(w.Effect.Value, r, 1e-15) {
		t.Errorf("r = %v, want |z|/√11 = %v", w.Effect.Value, r)
	}
	pr := Wilcoxon(values(1, 0, 0, 0, -1, 1, 2, 2, 3, -4, 5, 5, 6), WilcoxonOptions{Zeros: Pratt, ExactMax: 25})
	extraIs(t, x, "pratt.V", pr.Statistic, closed)
	extraIs(t, x, "pratt.z", pr.Z, closed)
	extraIs(t, x, "pratt.p", pr.P, closed)
}

// The exact P of four positive differences is 2/2⁴ (one pattern in each tail).
func TestWilcoxonExactByHand(t *testing.T) {
	if p := Wilcoxon(values(1, 1, 2, 3, 4), DefaultWilcoxon).P; p != 0.125 {
		t.Errorf("P = %v, want 1/8", p)
	}
}

func TestAdjustmentAgreesWithR(t *testing.T) {
	x := readExtra(t)
	ps := []float64{.01, .04, .04, .03, .2, .9, .001, .05}
	tests := []Test{{P: 0.5}} // not defined: no member of the family
	for _, p := range ps {
		tests = append(tests, Test{Defined: true, P: p})
	}
	Adjust(tests)
	for i := range ps {
		extraIs(t, x, fmt.Sprintf("holm.%d", i+1), tests[i+1].PHolm, closed)
		extraIs(t, x, fmt.Sprintf("bh.%d", i+1), tests[i+1].PBH, closed)
	}
	if tests[0].Adjusted {
		t.Error("an undefined test was adjusted")
	}
}

// Newcombe 1998, Stat. Med. 17:873, Table II, method 10: 56/70 − 48/80 has
// +0.0524 to +0.3339; 9/10 − 3/10 has +0.1705 to +0.8090; 10/10 − 0/20 has
// +0.6791 to +1.0000.
func TestNewcombeAgreesWithItsTable(t *testing.T) {
	for _, c := range []struct{ x1, n1, x2, n2, lo, hi float64 }{
		{56, 70, 48, 80, .0524, .3339}, {9, 10, 3, 10, .1705, .8090}, {10, 10, 0, 20, .6791, 1},
	} {
		e := Newcombe(c.x1, c.n1, c.x2, c.n2, 0.95)
		if math.Abs(e.Lo-c.lo) > 5.1e-5 || math.Abs(e.Hi-c.hi) > 5.1e-5 {
			t.Errorf("%v: %.4f to %.4f", c, e.Lo, e.Hi)
		}
	}
}

func TestCorrelationAgreesWithR(t *testing.T) {
	x := readExtra(t)
	c := columns([]int64{1, 2, 4, 4, 5, 7, 7, 3, 2, 6}, []int64{2, 1, 5, 3, 6, 6, 7, 2, 4, 4})
	r := CorrelationTest(c, 0, 1, 0.95)
	extraIs(t, x, "cor.r", r.Effect.Value, closed)
	extraIs(t, x, "cor.t", r.Statistic, closed)
	extraIs(t, x, "cor.p", r.P, closed)
	extraIs(t, x, "cor.lo", r.Effect.Lo, closed)
	extraIs(t, x, "cor.hi", r.Effect.Hi, closed)
	extraIs(t, x, "cor.crit.n30", CriticalR(30, 0.95).Value, closed)
	// Spearman–Brown of two items is alpha standardised of two items.
	if a, b := SpearmanBrown(c).Value, AlphaStandardized(c).Value; !near(a, b, 1e-14) {
		t.Errorf("Spearman–Brown %v, standardised alpha %v", a, b)
	}
}

// All promoters: a zero standard error must not become an interval of no width.
// With b = n, c = 0 Tango's lower end solves n(1−Δ)² = z²·(1−Δ²)… at n = 5 the
// equation (1−Δ)/(1+Δ) = z²/n gives Δ = (1 − z²/n)/(1 + z²/n).
func TestNPSOfOneMind(t *testing.T) {
	e := NPS(values(1, 9, 10, 10, 9, 10), 0.95)
	r := zOf(0.95) * zOf(0.95) / 5
	if want := 100 * (1 - r) / (1 + r); e.Value != 100 || e.Hi != 100 || !near(e.Lo, want, 1e-9) {
		t.Errorf("%+v, want a lower end of %v", e, want)
	}
}

// Weighted tables: doubling every weight changes nothing, n_eff carries the
// inference, and fractional counts without n_eff are refused.
func TestWeightedTables(t *testing.T) {
	f := Freq{Unit: 1, Keys: []int64{1, 2, 5}, Counts: []float64{2.5, 4, 1.5}, Eff: 6.25}
	g := Freq{Unit: 1, Keys: f.Keys, Counts: []float64{5, 8, 3}, Eff: 6.25}
	a, b := MeanCI(f, 0.95), MeanCI(g, 0.95)
	if !near(a.Lo, b.Lo, 1e-14) || !near(a.SE, b.SE, 1e-14) || a.N != 6.25 {
		t.Errorf("%+v and %+v", a, b)
	}
	if len(a.Notes) != 1 || a.Notes[0].Code != EffectiveN {
		t.Errorf("no note on n_eff: %+v", a)
	}
	f.Eff = 0
	for _, notes := range [][]Note{MeanCI(f, .95).Notes, PairedT(f, .95).Notes, Wilcoxon(f, DefaultWilcoxon).Notes, NPS(f, .95).Notes, TopBox(f, 2, .95).Notes} {
		if len(notes) != 1 || notes[0].Code != NoEffective {
			t.Errorf("fractional counts not refused: %+v", notes)
		}
	}
}

// A combination formed from cross products is the one formed row by row.
func TestCombinedMeanIsThatOfTheRows(t *testing.T) {
	a, b := []int64{1, 2, 4, 4, 5, 7}, []int64{2, 1, 5, 3, 6, 6}
	var rows []int64
	for i := range a {
		rows = append(rows, 3*a[i]-2*b[i])
	}
	got, want := CombinedMean(columns(a, b), []float64{3, -2}, 0.95), MeanCI(values(1, rows...), 0.95)
	if !near(got.Value, want.Value, 1e-14) || !near(got.Lo, want.Lo, 1e-13) || got.N != 6 {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestSpearmanAgreesWithR(t *testing.T) {
	x := readExtra(t)
	a, b := []int64{1, 2, 4, 4, 5, 7, 7, 3, 2, 6}, []int64{2, 1, 5, 3, 6, 6, 7, 2, 4, 4}
	var joint []JointCount
	for i := range a {
		joint = append(joint, JointCount{a[i], b[i], 1})
	}
	s := Spearman(joint, 0.95)
	extraIs(t, x, "spearman.rho", s.Effect.Value, closed)
	extraIs(t, x, "spearman.p", s.P, closed)
	extraIs(t, x, "spearman.lo", s.Effect.Lo, closed)
}

// The difference of shares of two tables is Newcombe's of their counts.
func TestShareDifference(t *testing.T) {
	f, g := Freq{Unit: 1, Keys: []int64{0, 1}, Counts: []float64{14, 56}}, Freq{Unit: 1, Keys: []int64{0, 1}, Counts: []float64{32, 48}}
	one := func(k int64) bool { return k == 1 }
	got, want := ShareDifference(f, g, one, 0.95), Newcombe(56, 70, 48, 80, 0.95)
	if !near(got.Lo, want.Lo, 1e-13) || !near(got.Hi, want.Hi, 1e-13) || got.N != 150 {
		t.Errorf("%+v, want %+v", got, want)
	}
	g.Eff = 40
	if w := ShareDifference(f, g, one, 0.95); w.Hi-w.Lo <= got.Hi-got.Lo || len(w.Notes) != 1 {
		t.Errorf("fewer effective respondents must widen the interval, with a note: %+v", w)
	}
}
