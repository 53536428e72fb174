package verdict

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"servqual/survey/stats"
)

func est(value, se, n float64) stats.Estimate {
	return stats.Estimate{Defined: true, Value: value, SE: se, Lo: value - 2*se, Hi: value + 2*se, Level: 0.95, N: n}
}

func TestLevel(t *testing.T) {
	for _, c := range []struct {
		name   string
		e      stats.Estimate
		margin float64
		says   Says
		reason Reason
	}{
		{"clear of zero", est(-0.5, 0.1, 120), 0.25, Below, 0},
		{"clear of zero the other way", est(0.5, 0.1, 120), 0.25, Above, 0},
		// |0.05| + t(.90; 119)·0.1 = 0.05 + 1.658·0.1 = 0.216 < 0.25
		{"equivalent", est(0.05, 0.1, 120), 0.25, AsExpected, 0},
		// 0.05 + 1.658·0.15 = 0.299 > 0.25
		{"too wide to be equivalent", est(0.05, 0.15, 120), 0.25, Nothing, NotToldApart},
		{"no margin, no equivalence", est(0.05, 0.01, 120), 0, Nothing, NotToldApart},
		{"nine answers", est(-0.5, 0.1, 9), 0.25, Nothing, TooFew},
		{"constant", stats.Estimate{Defined: true, N: 40}, 0.25, Nothing, NoInterval},
	} {
		if c.name == "clear of zero" || c.name == "equivalent" {
			c.e.Lo, c.e.Hi = c.e.Value-1.98*c.e.SE, c.e.Value+1.98*c.e.SE
		}
		if c.margin == 0 {
			c.e.Lo, c.e.Hi = -1, 1
		}
		got := Level(c.e, c.margin)
		if got.Says != c.says || got.Reason != c.reason || got.N != c.e.N {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if w := MeanMargin(6); w != 0.25 {
		t.Errorf("margin on 1–7: %v", w)
	}
	if got := Against(est(4.8, 0.05, 50), 5, 0.25); got.Says != Below || math.Abs(got.Estimate.Value+0.2) > 1e-12 {
		t.Errorf("against a target: %+v", got)
	}
	if CanJudge(9) || !CanJudge(10) || MayShow(4) || !MayShow(5) {
		t.Error("the least numbers are 10 and 5")
	}
}

func freq(unit int64, n int, draw func(i int) int64) stats.Freq {
	m := map[int64]float64{}
	for i := range n {
		m[draw(i)]++
	}
	return stats.NewFreq(unit, m)
}

// Twelve units alike, one far below, one of nine answers.
func TestUnits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var fs []stats.Freq
	for u := range 14 {
		n, low := 30, 0.0
		if u == 3 {
			low = 1.5
		}
		if u == 7 {
			n = 9
		}
		fs = append(fs, freq(10, n, func(int) int64 { return int64(math.Round(10 * (5 - low + r.NormFloat64()))) }))
	}
	v := Units(fs, DefaultUnitOptions)
	for u, x := range v.Units {
		switch {
		case u == 3 && (x.Says != Below || x.P > FamilyShare || len(x.Under) < 8 || len(x.Over) > 0 || x.Estimate.Hi >= 0):
			t.Errorf("the low unit: %+v", x)
		case u == 7 && (x.Reason != TooFew || x.N != 9 || x.Needed != Judged || len(x.Over)+len(x.Under) > 0):
			t.Errorf("nine answers: %+v", x)
		case u != 3 && u != 7 && (x.Reason != NotToldApart || len(x.Under) > 0):
			t.Errorf("unit %d: %+v", u, x)
		}
	}
	// The usual unit is the average of the twelve that are not set apart.
	want := 0.0
	for u, f := range fs {
		if u != 3 && u != 7 {
			m, _ := f.Mean()
			want += m / 12
		}
	}
	if math.Abs(v.Usual-want) > 1e-12 || !v.HasUsual || len(v.Judge) != 13 {
		t.Errorf("usual %v, want %v", v.Usual, want)
	}
	for _, p := range v.Pairs {
		if p.B != 3 || p.P > FamilyShare {
			t.Errorf("pair %+v", p)
		}
	}
	skip := make([]bool, 14)
	skip[3] = true
	o := DefaultUnitOptions
	o.Skip = skip
	if s := Units(fs, o); s.Units[3].Made() || len(s.Judge) != 12 {
		t.Errorf("a unit left out is judged: %+v", s.Units[3])
	}
	same := freq(1, 20, func(int) int64 { return 5 })
	if s := Units([]stats.Freq{same, same, same}, DefaultUnitOptions); s.Units[0].Reason != NoInterval || s.Usual != 5 {
		t.Errorf("constant answers: %+v", s)
	}
	if s := Units(fs[:1], DefaultUnitOptions); s.Units[0].Reason != NoComparison {
		t.Errorf("one unit: %+v", s)
	}
}

func TestBestPractice(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	items := make([][]stats.Freq, 3)
	for k := range items {
		for u := range 10 {
			mean := 4.0
			if k == 1 && u == 4 {
				mean = 5.5
			}
			if k == 1 && u == 6 {
				mean = 3.2
			}
			items[k] = append(items[k], freq(10, 60, func(int) int64 { return int64(math.Round(10 * (mean + 0.7*r.NormFloat64()))) }))
		}
	}
	got := BestPractice(items, DefaultUnitOptions)
	if got[0].Made() || got[2].Made() || len(got[0].Best) > 0 {
		t.Errorf("equal units have a best: %+v, %+v", got[0], got[2])
	}
	if b := got[1]; !b.Made() || len(b.Best) != 1 || b.Best[0] != 4 || b.Visit[6] != 4 || b.Visit[4] != -1 || b.P > Alpha {
		t.Errorf("%+v", b)
	}
}

// Items by hand: the differences are clear or nil.
func TestWeakest(t *testing.T) {
	m := stats.Means{Value: []float64{-0.2, -1.5, -0.1, -1.45, -0.15}, N: []float64{80, 80, 80, 80, 80}, DF: 79}
	for i := range 5 {
		m.Cov = append(m.Cov, make([]float64, 5))
		m.Cov[i][i] = 0.01
	}
	w := Weakest(m, []bool{true, true, false, true, false})
	if w.Says != Differ || len(w.Set) != 2 || w.Set[0] != 1 || w.Set[1] != 3 || len(w.Named) != 2 || !w.In[1] || w.In[0] {
		t.Errorf("%+v", w)
	}
	if w := Weakest(m, []bool{true, true, false, false, false}); len(w.Named) != 1 || w.Named[0] != 1 || len(w.Set) != 2 {
		t.Errorf("only what is below expectation is named: %+v", w)
	}
	m.Value = []float64{-0.2, -0.25, -0.22, -0.3, -0.15}
	if w := Weakest(m, nil); w.Reason != NoneDiffer || len(w.Named) > 0 {
		t.Errorf("%+v", w)
	}
	m.N[2] = 9
	if w := Weakest(m, nil); w.Reason != TooFew || w.N != 9 {
		t.Errorf("%+v", w)
	}
	if w := Weakest(stats.Means{Value: []float64{1}, N: []float64{50}, Cov: [][]float64{{1}}, DF: 49}, nil); w.Reason != NoComparison {
		t.Errorf("one dimension has no largest gap: %+v", w)
	}
}

func TestStrengths(t *testing.T) {
	means := func(v ...float64) stats.Means {
		m := stats.Means{Value: v, DF: 79}
		for i := range v {
			m.N, m.Cov = append(m.N, 80), append(m.Cov, make([]float64, len(v)))
			m.Cov[i][i] = 0.01
		}
		return m
	}
	in := StrengthInput{Perception: means(6.2, 6.1, 6.0, 5.0, 4.9, 3.0), Middle: 4, Importance: means(6, 6, 4, 6, 6, 6)}
	for _, v := range in.Perception.Value {
		in.Level = append(in.Level, est(v, 0.1, 80))
	}
	in.References = [][]stats.Estimate{{est(0.1, 0.2, 80), est(-0.9, 0.2, 80)}}
	claims, order := Strengths(in)
	want := []Reason{0, BelowReference, LowImportance, NotHigh, NotHigh, NotHigh}
	for i, w := range want {
		if claims[i].Reason != w || claims[i].Made() != (w == 0) {
			t.Errorf("item %d: %+v, want reason %d", i, claims[i], w)
		}
	}
	if len(order) != 1 || order[0] != 0 {
		t.Errorf("order %v", order)
	}
	in.Perception = means(3.2, 3.1, 3.0, 2.0, 1.9, 1.0)
	for i, v := range in.Perception.Value {
		in.Level[i] = est(v, 0.1, 80)
	}
	if claims, order := Strengths(in); len(order) > 0 || claims[0].Reason != NotHigh {
		t.Error("the best of what is below the middle is no strength")
	}
}

func TestChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	draw := func(n int, mean float64) stats.Freq {
		return freq(10, n, func(int) int64 { return int64(math.Round(10 * (mean + r.NormFloat64()))) })
	}
	in := ChangeInput{Higher: true, Level: 0.95, Margin: 0.25}
	// Two units that stay; the lower one answers more: all of it is mix.
	in.Strata = []stats.Stratum{{Before: draw(80, 6), After: draw(30, 6)}, {Before: draw(40, 4), After: draw(90, 4)}}
	down := in
	down.Strata = []stats.Stratum{{Before: draw(200, 6), After: draw(200, 5)}}
	few := in
	few.Strata = []stats.Stratum{{Before: draw(9, 6), After: draw(200, 5)}}
	alone := in
	alone.Strata = []stats.Stratum{{After: draw(200, 5)}}
	got := Changes([]ChangeInput{in, down, few, alone})
	if c := got[0]; c.Made() || c.Reason != NotToldApart || !c.MixMatters || math.Abs(c.Split.Mix+0.9) > 0.3 || c.Rule != RuleSampling {
		t.Errorf("mix: %+v", c)
	}
	if c := got[1]; c.Says != Worse || !c.SamplingOnly || c.MixMatters || c.P >= 0.05 {
		t.Errorf("down: %+v", c)
	}
	if c := got[2]; c.Reason != TooFew || c.N != 9 || !c.Split.Defined {
		t.Errorf("few: %+v", c)
	}
	if c := got[3]; c.Reason != NoComparison {
		t.Errorf("alone: %+v", c)
	}
	down.Higher = false
	if c := Changes([]ChangeInput{down})[0]; c.Says != Better {
		t.Errorf("less is better: %+v", c)
	}
	var eight []stats.Stratum
	for range 8 {
		eight = append(eight, stats.Stratum{Before: draw(40, 5), After: draw(40, 4.4)})
	}
	many := in
	many.Strata = eight
	if c := Changes([]ChangeInput{many})[0]; c.Says != Worse || c.Rule != RuleUnits || c.SamplingOnly || c.Adjusted.SE != c.Split.Jackknife.SE {
		t.Errorf("eight units: %+v", c)
	}
}

// Twelve waves of one unit: within ±0.1 of 5 up to the last, which is 3.
func TestChangesByUsualVariation(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	build := func(last float64) ChangeInput {
		in := ChangeInput{Higher: true, Level: 0.95, Margin: 0.25}
		var before stats.Freq
		for w := range 12 {
			mean := 5.0
			if w == 11 {
				mean = last
			}
			now := freq(10, 100, func(int) int64 { return int64(math.Round(10 * (mean + 0.5*r.NormFloat64()))) })
			m, _ := now.Mean()
			in.Series = append(in.Series, m)
			if w > 0 {
				in.Strata = []stats.Stratum{{Before: before, After: now}}
				in.Earlier = append(in.Earlier, in.Strata)
			}
			before = now
		}
		return in
	}
	if c := Changes([]ChangeInput{build(3)})[0]; c.Says != Worse || c.Rule != RuleUsual || c.HasP {
		t.Errorf("%+v", c.Claim)
	}
	if c := Changes([]ChangeInput{build(5)})[0]; c.Reason != WithinUsual {
		t.Errorf("%+v", c.Claim)
	}
}

func TestShift(t *testing.T) {
	x := []float64{5.1, 5.0, 5.2, 5.1, 4.9, 5.0, 4.5, 4.6, 4.4, 4.5, 4.6, 4.4}
	if c, at, _ := Shift(x, true); c.Says != Worse || at != 6 || c.P >= ShiftAlpha {
		t.Errorf("%+v at %d", c, at)
	}
	if c, _, _ := Shift(x, false); c.Says != Better {
		t.Errorf("%+v", c)
	}
	line := make([]float64, 16)
	for i := range line {
		line[i] = float64(i) + 0.3*float64(i%2)
	}
	if c, _, _ := Shift(line, true); c.Reason != SteadyLine {
		t.Errorf("a steady rise: %+v", c)
	}
	if c, _, _ := Shift(x[:9], true); c.Reason != TooFewWaves || c.Needed != 10 {
		t.Errorf("%+v", c)
	}
}

func TestChain(t *testing.T) {
	gaps := []Gap{{1, est(-0.1, 0.05, 30)}, {2, est(-0.5, 0.05, 30)}, {3, est(-0.1, 0.05, 40)}}
	if c, at := Chain(gaps, 0.95); c.Says != Named || at != 1 || c.N != 30 {
		t.Errorf("%+v at %d", c, at)
	}
	gaps[2].Shortfall = est(-0.45, 0.05, 40)
	if c, at := Chain(gaps, 0.95); c.Reason != NotLargest || at != -1 {
		t.Errorf("%+v", c)
	}
	for i := range gaps {
		gaps[i].Shortfall.N = 7
	}
	if c, _ := Chain(gaps, 0.95); c.Reason != TooFew || c.N != 7 {
		t.Errorf("%+v", c)
	}
}

func TestAsymmetries(t *testing.T) {
	// p of z = 2.2 is .0278: alone it counts; second of three, Holm doubles it.
	one := Asymmetries([]stats.Estimate{est(-2.2, 1, 50)})
	three := Asymmetries([]stats.Estimate{est(-2.2, 1, 50), est(0.1, 1, 50), est(4, 1, 50), {}})
	if one[0].Says != Penalty || three[0].Reason != NotToldApart || math.Abs(three[0].P-2*0.027807) > 1e-4 || three[2].Says != Reward || three[3].Reason != NoInterval {
		t.Errorf("%+v %+v", one, three)
	}
}

func TestScale(t *testing.T) {
	e := stats.Undefined(stats.MethodOmega, 120, stats.Heywood, 2)
	if c, items := Scale(e); c.Reason != Improper || len(items) != 1 || items[0] != 2 {
		t.Errorf("%+v %v", c, items)
	}
	if c, _ := Scale(est(0.8, 0.1, 120)); c.Says != Usable {
		t.Errorf("%+v", c)
	}
}

func TestActionRefusals(t *testing.T) {
	units := make([]stats.UnitPeriods, 9)
	for i := range units {
		units[i] = stats.UnitPeriods{Before: float64(i), After: float64(i) + 0.1*float64(i%3), VBefore: 0.01, VAfter: 0.01, Acted: i == 0}
	}
	if v := Action(ActionInput{Units: units, Higher: true, Level: 0.95}); v.Reason != FewControls || v.Attributable || v.N != 8 {
		t.Errorf("one unit alone: %+v", v.Claim)
	}
	in := ActionInput{Units: units, Higher: true, Level: 0.95, Months: []float64{5, 5.1, 4.9, 5, 5.1, 4.9, 6.5, 6.4}, MonthsBefore: 6}
	if v := Action(in); v.Says != Better || v.Attributable || v.Rule != RulePhase {
		t.Errorf("phase: %+v", v.Claim)
	}
	in.Months = []float64{5, 5.1, 4.9, 5, 5.1, 4.9, 5, 5.1}
	if v := Action(in); v.Reason != WithinUsual {
		t.Errorf("phase: %+v", v.Claim)
	}
}

// A true effect is refused where the period before shows one too.
func TestPlacebo(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	build := func(step float64) (now, before []stats.UnitPeriods) {
		for i := range 30 {
			acted, level := i < 5, r.NormFloat64()
			shift := 0.0
			if acted {
				shift = 1
			}
			a, b, c := level+0.05*r.NormFloat64(), level+step*shift+0.05*r.NormFloat64(), level+(step+1)*shift+0.05*r.NormFloat64()
			now = append(now, stats.UnitPeriods{Before: b, After: c, VBefore: 0.0025, VAfter: 0.0025, Acted: acted})
			before = append(before, stats.UnitPeriods{Before: a, After: b, VBefore: 0.0025, VAfter: 0.0025, Acted: acted})
		}
		return now, before
	}
	now, before := build(0)
	if v := Action(ActionInput{Units: now, Placebo: before, Higher: true, Level: 0.95}); v.Says != Improved || !v.Attributable {
		t.Errorf("%+v", v.Claim)
	}
	now, before = build(1)
	if v := Action(ActionInput{Units: now, Placebo: before, Higher: true, Level: 0.95}); v.Reason != PlaceboFailed {
		t.Errorf("%+v", v.Claim)
	}
	if v := Action(ActionInput{Units: now, Higher: false, Level: 0.95}); v.Says != Harmed {
		t.Errorf("%+v", v.Claim)
	}
}

// 500 units of 30 must stay usable in a report: it takes about a second.
func TestFiveHundredUnits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	r := rand.New(rand.NewPCG(7, 1))
	var fs []stats.Freq
	for range 500 {
		fs = append(fs, freq(100, 30, func(int) int64 { return int64(math.Round(100 * r.NormFloat64())) }))
	}
	v := Units(fs, DefaultUnitOptions)
	if len(v.Judge) != 500 {
		t.Error("units lost")
	}
}

// A trend is claimed below 5 % and with a slope; its direction depends on whether
// more is better.
func TestTrend(t *testing.T) {
	test := func(p, slope float64) stats.Test {
		return stats.Test{Defined: true, P: p, Effect: stats.Estimate{Defined: true, Value: slope}}
	}
	for i, c := range []struct {
		test   stats.Test
		higher bool
		says   Says
		reason Reason
	}{
		{test(0.04, 0.1), true, Better, 0}, {test(0.04, -0.1), true, Worse, 0}, {test(0.04, -0.1), false, Better, 0},
		{test(0.05, 0.1), true, Nothing, NotToldApart}, {test(0.04, 0), true, Nothing, NotToldApart}, {stats.Test{}, true, Nothing, TooFewWaves},
	} {
		if got := Trend(c.test, 14, c.higher); got.Says != c.says || got.Reason != c.reason || got.N != 14 {
			t.Errorf("%d: %+v", i, got)
		}
	}
}

// Whatever order a report has its units in, it says the same of each, to the
// digits of the p-value.
func TestUnitsInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	fs := make([]stats.Freq, 12)
	for i := range fs {
		counts := map[int64]float64{}
		for range 12 + i {
			counts[int64(r.IntN(7)+i/9)]++
		}
		fs[i] = stats.NewFreq(1, counts)
	}
	want := Units(fs, DefaultUnitOptions)
	for range 5 {
		at := r.Perm(len(fs))
		mixed := make([]stats.Freq, len(fs))
		for k, i := range at {
			mixed[k] = fs[i]
		}
		got := Units(mixed, DefaultUnitOptions)
		if len(got.Judge) != len(fs) || !slices.IsSorted(got.Judge) || len(got.Pairs) != len(want.Pairs) {
			t.Fatalf("%v, %d pairs, want %d", got.Judge, len(got.Pairs), len(want.Pairs))
		}
		for k, i := range at {
			if got.Units[k].P != want.Units[i].P || got.Units[k].Says != want.Units[i].Says || got.Apart[k] != want.Apart[i] || len(got.Units[k].Over) != len(want.Units[i].Over) {
				t.Errorf("unit %d: %+v, want %+v", i, got.Units[k], want.Units[i])
			}
		}
	}
}

// A target is reached or missed where the whole interval says so, its end on the
// target included on the good side.
func TestTarget(t *testing.T) {
	e := stats.Estimate{Defined: true, Value: -0.5, Lo: -0.7, Hi: -0.3, Level: 0.95, N: 10}
	few, none := e, e
	few.N, none.N = 9, 0
	for i, c := range []struct {
		e      stats.Estimate
		target float64
		lower  bool
		says   Says
		reason Reason
	}{
		{e, -0.7, false, Reached, 0}, {e, -0.69, false, Nothing, NotToldApart}, {e, -0.3, false, Nothing, NotToldApart}, {e, -0.29, false, Missed, 0},
		{e, -0.3, true, Reached, 0}, {e, -0.31, true, Nothing, NotToldApart}, {e, -0.7, true, Nothing, NotToldApart}, {e, -0.71, true, Missed, 0},
		{few, -0.9, false, Nothing, TooFew}, {none, -0.9, false, Reached, 0}, {stats.Estimate{Defined: true, Value: 1, N: 50}, 0, false, Nothing, NoInterval},
	} {
		if got := Target(c.e, c.target, c.lower); got.Says != c.says || got.Reason != c.reason {
			t.Errorf("%d: %+v", i, got)
		}
	}
}

// Of 15 and 5 the tail is Σ_{15..20} C(20,k)/2^20 = 21700/1048576 = .0207; of 14
// and 6 60460/1048576 = .0577.
func TestLeader(t *testing.T) {
	for i, c := range []struct {
		counts []float64
		says   Says
		reason Reason
		set    int
	}{
		{[]float64{15, 5}, Named, 0, 1}, {[]float64{14, 6}, Nothing, NotToldApart, 2}, {[]float64{15, 5, 5, 1}, Named, 0, 1}, {[]float64{14, 13, 6, 2}, Nothing, NotToldApart, 3},
		{[]float64{14, 13, 3, 2}, Nothing, NotToldApart, 2}, {[]float64{10, 9}, Nothing, TooFew, 0}, {[]float64{19, 1}, Named, 0, 1}, {[]float64{25}, Nothing, NoComparison, 1}, {nil, Nothing, TooFew, 0},
	} {
		got, set := Leader(c.counts)
		if got.Says != c.says || got.Reason != c.reason || set != c.set {
			t.Errorf("%d: %+v, %d", i, got, set)
		}
	}
	if c, _ := Leader([]float64{15, 5}); math.Abs(c.P-21700./1048576) > 1e-12 || c.N != 20 {
		t.Errorf("%+v", c)
	}
}

// Of several differences on a page the adjusted p-value counts as well.
func TestInFamily(t *testing.T) {
	below, holds := est(-1, 0.4, 50), est(-1, 0.6, 50)
	adjusted := func(p float64) stats.Test { return stats.Test{Defined: true, P: p / 5, PHolm: p, Adjusted: true} }
	for i, c := range []struct {
		e      stats.Estimate
		test   stats.Test
		says   Says
		reason Reason
	}{
		{below, adjusted(0.04), Below, 0}, {below, adjusted(0.05), Nothing, NotToldApart}, {below, stats.Test{Defined: true, P: 0.5}, Below, 0}, {below, stats.Test{}, Below, 0},
		{holds, adjusted(0.01), Nothing, NotToldApart}, {est(1, 0.4, 50), adjusted(0.01), Above, 0}, {est(-1, 0.4, 9), adjusted(0.01), Nothing, TooFew},
	} {
		if got := InFamily(c.e, c.test); got.Says != c.says || got.Reason != c.reason {
			t.Errorf("%d: %+v", i, got)
		}
	}
}
