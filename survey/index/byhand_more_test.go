package index

import (
	"math"
	"testing"

	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Three questions with 4, 3 and 2 answers: n is the least, the interval takes the
// answers of a respondent as fully correlated, so half widths and standard errors
// are averaged with the weights.
func TestACSIIntervalByHand(t *testing.T) {
	s := study(survey.Perception)
	s.Fields = []survey.Field{{Name: "a", Kind: survey.ScoreField}, {Name: "b", Kind: survey.ScoreField}, {Name: "c", Kind: survey.ScoreField}}
	s.Outcomes = map[string]survey.Outcome{"a": {Min: 1, Max: 10}, "b": {Min: 1, Max: 10}, "c": {Min: 1, Max: 10}}
	no := survey.Missing
	b := &survey.Batch{N: 4, Answers: make([][]survey.Code, s.Slots()), Scores: []survey.Score{
		{Field: "a", Codes: []survey.Code{8, 10, 9, 7}}, {Field: "b", Codes: []survey.Code{7, 5, 6, no}}, {Field: "c", Codes: []survey.Code{4, 6, no, no}}}}
	tl := fold(s, b, tally.Options{})
	for _, order := range [][3]string{{"a", "b", "c"}, {"c", "b", "a"}, {"b", "c", "a"}} {
		e := ACSIStyle(tl, order, nil, Default).Index
		// Means 8.5, 6, 5: 100·(6.5−1)/9. sds: √(5/3), 1, √2; se of the means √(5/12), 1/√3, 1.
		near(t, "value", e.Value, 100*5.5/9)
		near(t, "n", e.N, 2)
		near(t, "se", e.SE, 100./9*(math.Sqrt(5./12)+1/math.Sqrt(3)+1)/3)
		// t quantiles on 3, 2 and 1 degrees of freedom.
		half := 100. / 9 * (3.182446305284263*math.Sqrt(5./12) + 4.302652729911275/math.Sqrt(3) + 12.706204736432095) / 3
		if math.Abs(e.Lo-(e.Value-half)) > 1e-8 || math.Abs(e.Hi-(e.Value+half)) > 1e-8 { // quantiles agree to ten digits
			t.Errorf("interval %v, %v, want ±%v", e.Lo, e.Hi, half)
		}
		if e.Level != Default.Level || !hasNote(e, WideInterval) {
			t.Errorf("%+v", e)
		}
	}
	w := ACSIStyle(tl, [3]string{"a", "b", "c"}, []float64{2, 1, 1}, Default)
	near(t, "weighted", w.Index.Value, 100*(7-1)/9.) // (2·8.5+6+5)/4 = 7
	near(t, "share of a", w.Parts[0].Share, 0.5)
	near(t, "share of c", w.Parts[2].Share, 0.25)
	if w.Equal || hasNote(w.Index, EqualWeights) {
		t.Error("given weights are called equal")
	}
	for _, bad := range [][]float64{{1, 1}, {1, 1, -1}, {0, 0, 0}, {1, 1, math.NaN()}, {1, 1, 2e12}} {
		if ACSIStyle(tl, [3]string{"a", "b", "c"}, bad, Default).Index.Defined {
			t.Errorf("weights %v pass", bad)
		}
	}
	// One answer alone has no interval, and then the index has none.
	b.Scores[2].Codes = []survey.Code{4, no, no, no}
	one := ACSIStyle(fold(s, b, tally.Options{}), [3]string{"a", "b", "c"}, nil, Default).Index
	if !one.Defined || one.HasInterval() || one.SE != 0 || one.N != 1 || !hasNote(one, stats.TooFew) {
		t.Errorf("%+v", one)
	}
}

// Where perceptions lie, and whether the border that decides it is sure: the
// intervals are given.
func TestZoneStatusByHand(t *testing.T) {
	e := func(v, lo, hi float64) stats.Estimate {
		return stats.Estimate{Defined: true, Value: v, Lo: lo, Hi: hi, Level: 0.95, N: 40}
	}
	for i, c := range []struct {
		msa, mss, width float64
		a, s            stats.Estimate
		want            ZoneStatus
		unsure          bool
		position        float64
	}{
		{a: e(-1, -1.5, -0.5), s: e(-3, -3.5, -2.5), width: 2, want: BelowZone, position: -50},
		{a: e(-1, -2.5, 0.5), s: e(-3, -3.5, -2.5), width: 2, want: BelowZone, unsure: true, position: -50},
		{a: e(3, 2, 4), s: e(1, 0.5, 1.5), width: 2, want: AboveZone, position: 150},
		{a: e(3, 2, 4), s: e(1, -0.5, 2.5), width: 2, want: AboveZone, unsure: true, position: 150},
		{a: e(1, 0.5, 1.5), s: e(-1, -1.5, -0.5), width: 2, want: InZone, position: 50},
		{a: e(1, -0.5, 2.5), s: e(-1, -1.5, -0.5), width: 2, want: InZone, unsure: true, position: 50},
		{a: e(1, 0.5, 1.5), s: e(-1, -2.5, 0.5), width: 2, want: InZone, unsure: true, position: 50},
		{a: e(0, 0, 1), s: e(-2, -3, -1), width: 2, want: InZone, position: 0},     // the interval ends at the border
		{a: e(2, 1.5, 2.5), s: e(0, -1, 0), width: 2, want: InZone, position: 100}, // likewise
		{a: stats.Estimate{Defined: true, Value: 1, N: 1}, s: e(-1, -2, -0.5), width: 2, want: InZone, unsure: true, position: 50},
	} {
		r := ZoneRow{Adequacy: c.a, Superiority: c.s, Width: e(c.width, 1, 3)}
		r.judge()
		if r.Status != c.want || r.Unsure != c.unsure || r.N != c.a.N || !r.Position.Defined || math.Abs(r.Position.Value-c.position) > 1e-12 {
			t.Errorf("%d: %v, unsure %v, at %+v", i, r.Status, r.Unsure, r.Position)
		}
	}
	for i, r := range []ZoneRow{{Superiority: e(-1, -2, 0), Width: e(2, 1, 3)}, {Adequacy: e(1, 0, 2), Width: e(2, 1, 3)}, {Adequacy: e(1, 0, 2), Superiority: e(-1, -2, 0)}} {
		if r.judge(); r.Status != 0 || r.Position.Defined {
			t.Errorf("%d: %+v", i, r)
		}
	}
}

// Shares, inversions and the whole, counted by hand; the second dimension has no
// inversion.
func TestZoneSharesByHand(t *testing.T) {
	z := ZonesOfTolerance(triple([3]survey.Code{4, 6, 3}, [3]survey.Code{6, 4, 5}, [3]survey.Code{5, 3, 4}, [3]survey.Code{4, 4, 4}), Default)
	r := z.Items[0]
	near(t, "below", r.Below.Value, 0.5)
	near(t, "in", r.In.Value, 0.5)
	near(t, "above", r.Above.Value, 0)
	near(t, "base of the shares", r.Below.N, 2)
	near(t, "inverted", r.InvertedShare, 0.5)
	near(t, "answers", z.Answers, 8)
	near(t, "inversions", z.Inversions, 4)
	if len(z.Notes) != 1 || z.Notes[0].Code != AllInverted || z.Notes[0].Args[0] != 4 || z.Notes[0].Args[1] != 0.5 {
		t.Errorf("%+v", z.Notes)
	}
	if z := ZonesOfTolerance(triple([3]survey.Code{4, 6, 5}), Default); len(z.Notes) != 0 {
		t.Errorf("without inversions: %+v", z.Notes)
	}
	if z := ZonesOfTolerance(triple([3]survey.Code{survey.Missing, 6, 5}), Default); z.Answers != 0 || len(z.Notes) != 1 || z.Notes[0].Code != stats.NoData {
		t.Errorf("without answers: %+v", z.Notes)
	}
}

// The interval of a partial correlation is tanh(atanh r ± 1.959964/√(n−p−2)).
func TestPartialByHand(t *testing.T) {
	m := stats.Regression{Defined: true, N: 30, Terms: make([]stats.Term, 3)}
	m.Terms[1].Partial = stats.Estimate{Defined: true, Value: 0.5, N: 30}
	e := partial(m, 1, 0.95)
	near(t, "lo", e.Lo, math.Tanh(math.Atanh(0.5)-1.959963984540054/5))
	near(t, "hi", e.Hi, math.Tanh(math.Atanh(0.5)+1.959963984540054/5))
	near(t, "se", e.SE, 0.75/5)
	if e.Level != 0.95 || e.Value != 0.5 {
		t.Errorf("%+v", e)
	}
	m.N = 6 // one degree of freedom is enough, none is not
	if e := partial(m, 1, 0.95); !e.HasInterval() {
		t.Errorf("one degree of freedom: %+v", e)
	}
	m.N = 5
	if e := partial(m, 1, 0.95); e.HasInterval() || !e.Defined {
		t.Errorf("none: %+v", e)
	}
	m.N, m.Terms[1].Partial.Value = 30, 1
	if e := partial(m, 1, 0.95); e.HasInterval() {
		t.Errorf("a perfect one: %+v", e)
	}
	if e := partial(stats.Regression{N: 4}, 0, 0.95); e.Defined || e.N != 4 {
		t.Errorf("no model: %+v", e)
	}
}

// Spearman's r of (1,2) (2,1) (3,3) (3,4): midranks of x 1 2 3.5 3.5, of y 2 1 3 4.
// d = −1 1 .5 −.5; r is Pearson's of the midranks: Σxy − n·x̄ȳ = 28.5 − 25 = 3.5,
// Σx² − 25 = 29.5 − 25 = 4.5, Σy² − 25 = 5: r = 3.5/√22.5.
func TestSpearmanOfMidranksByHand(t *testing.T) {
	e := Spearman([]tally.Pair{{X: 1, Y: 2, N: 1}, {X: 2, Y: 1, N: 1}, {X: 3, Y: 3, N: 1}, {X: 3, Y: 4, N: 1}}, 0.95)
	near(t, "r", e.Value, 3.5/math.Sqrt(22.5))
	near(t, "n", e.N, 4)
	if e.Method != MethodSpearman {
		t.Errorf("%+v", e)
	}
	// Fisher's half width 1.959964/√(n−3), widened by √(1+r²/2) (Bonett & Wright).
	z, h := math.Atanh(e.Value), 1.959963984540054*math.Sqrt(1+e.Value*e.Value/2)
	near(t, "lo", e.Lo, math.Tanh(z-h))
	near(t, "hi", e.Hi, math.Tanh(z+h))
	tied := Spearman([]tally.Pair{{X: 1, Y: 1, N: 2}, {X: 2, Y: 2, N: 3}}, 0.95)
	near(t, "in step", tied.Value, 1)
}

// With importances that are no answers (correlations) the means of performance
// have their covariances, importances their own variance, and nothing between.
func TestCovarianceOfDerivedImportance(t *testing.T) {
	o := DefaultIPA
	o.Over = Dimensions
	g := gridOf(customers(), DerivedR, o)
	k := len(g.at)
	if k != 5 || len(g.cov) != 2*k {
		t.Fatalf("%d points, %d rows", k, len(g.cov))
	}
	for i := range k {
		near(t, "variance of performance", g.cov[i][i], g.x[i].SE*g.x[i].SE)
		near(t, "variance of importance", g.cov[k+i][k+i], g.y[i].SE*g.y[i].SE)
		for j := range k {
			near(t, "between", g.cov[i][k+j], 0)
			near(t, "between", g.cov[k+j][i], 0)
			near(t, "symmetric", g.cov[i][j], g.cov[j][i])
			if i != j {
				near(t, "importances", g.cov[k+i][k+j], 0)
				if g.cov[i][j] == 0 {
					t.Errorf("dimensions %d and %d are taken as independent", i, j)
				}
			}
		}
	}
}
