package stats

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"reflect"
	"strings"
	"testing"
)

// hostileFreqs are the tables that make formulas divide by zero.
var hostileFreqs = map[string]Freq{
	"empty":      {Unit: 1},
	"zero count": {Unit: 1, Keys: []int64{3}, Counts: []float64{0}},
	"one":        values(1, 5),
	"two alike":  values(1, 5, 5),
	"two apart":  values(1, 1, 7),
	"constant":   values(1, 4, 4, 4, 4, 4, 4),
	"all zero":   values(4, 0, 0, 0),
	"negative":   values(4, -9, -9, -8, -3, -1),
	"huge":       {Unit: 1, Keys: []int64{1, 7}, Counts: []float64{3e9, 4e9}},
	"extreme":    {Unit: 1, Keys: []int64{-1 << 40, 1 << 40}, Counts: []float64{1, 2}},
	"weightless": {Unit: 1, Keys: []int64{1, 2}, Counts: []float64{1.5, 2.5}},
	"weighted":   {Unit: 1, Keys: []int64{1, 2, 7}, Counts: []float64{1.5, 2.5, 3}, Eff: 5.5},
	"eff one":    {Unit: 1, Keys: []int64{1, 2}, Counts: []float64{1.5, 2.5}, Eff: 1},
	"eff tiny":   {Unit: 1, Keys: []int64{1, 2}, Counts: []float64{1.5, 2.5}, Eff: 0.25},
	"usual":      values(1, 1, 2, 2, 3, 4, 4, 5, 5, 5, 6, 7, 7, 3, 2),
}

// hostileCrosses are the moment tables that can't be inverted.
var hostileCrosses = map[string]Cross{
	"empty":         NewCross(3),
	"no variables":  NewCross(0),
	"one row":       columns([]int64{1}, []int64{2}, []int64{3}),
	"two rows":      columns([]int64{1, 2}, []int64{2, 5}, []int64{3, 1}),
	"one variable":  columns([]int64{1, 2, 3, 4, 4}),
	"constant item": columns([]int64{1, 2, 3, 4, 5, 2}, []int64{4, 4, 4, 4, 4, 4}, []int64{2, 1, 4, 5, 3, 3}),
	"all constant":  columns([]int64{3, 3, 3, 3}, []int64{4, 4, 4, 4}, []int64{1, 1, 1, 1}),
	"identical":     columns([]int64{1, 2, 3, 4, 5, 2}, []int64{1, 2, 3, 4, 5, 2}, []int64{1, 2, 3, 4, 5, 2}),
	"opposite":      columns([]int64{1, 2, 3, 4, 5, 2}, []int64{7, 6, 5, 4, 3, 6}),
	"opposite of 3": columns([]int64{1, 2, 3, 4, 5, 2}, []int64{7, 6, 5, 4, 3, 6}, []int64{1, 5, 2, 6, 3, 3}),
	"collinear":     columns([]int64{1, 2, 3, 4, 5, 2, 7}, []int64{2, 1, 4, 3, 6, 6, 1}, []int64{3, 3, 7, 7, 11, 8, 8}),
	"usual": columns([]int64{1, 2, 3, 4, 5, 2, 7, 6, 3, 4, 4, 5}, []int64{2, 1, 4, 3, 6, 3, 6, 7, 4, 2, 4, 6},
		[]int64{3, 3, 2, 5, 4, 1, 6, 6, 1, 4, 5, 4}, []int64{2, 2, 4, 3, 5, 3, 7, 5, 3, 5, 4, 5}),
	"weighted": {K: 2, N: 7.5, Eff: 5, Sum: []float64{20, 22}, Prod: []float64{60, 62, 62, 70}, Unit: []float64{1, 1}},
}

var hostileLevels = []float64{0.95, 0, 1, -1, 2, math.NaN()}

// degenerate calls every public function on everything hostile; the key is the
// function's name. What comes back is searched for NaN and Inf.
var degenerate = map[string]func(call){
	"MeanCI":   func(c call) { c.freq(func(f Freq, l float64) any { return MeanCI(f, l) }) },
	"PairedT":  func(c call) { c.freq(func(f Freq, l float64) any { return PairedT(f, l) }) },
	"WelchT":   func(c call) { c.freqs(func(f, g Freq, l float64) any { return WelchT(f, g, l) }) },
	"CohenDz":  func(c call) { c.freq(func(f Freq, _ float64) any { return CohenDz(f) }) },
	"HedgesG":  func(c call) { c.freq(func(f Freq, _ float64) any { return HedgesG(f) }) },
	"Quantile": func(c call) { c.freq(func(f Freq, l float64) any { return Quantile(f, l) }) },
	"Median":   func(c call) { c.freq(func(f Freq, _ float64) any { return Median(f) }) },
	"NPS":      func(c call) { c.freq(func(f Freq, l float64) any { return NPS(f, l) }) },
	"TopBox":   func(c call) { c.freq(func(f Freq, l float64) any { return TopBox(f, 6, l) }) },
	"Share": func(c call) {
		c.freq(func(f Freq, l float64) any { return Share(f, func(int64) bool { return true }, l) })
	},
	"Wilson":            func(c call) { c.numbers(3, func(a []float64) any { return Wilson(a[0], a[1], a[2]) }) },
	"Newcombe":          func(c call) { c.numbers(5, func(a []float64) any { return Newcombe(a[0], a[1], a[2], a[3], a[4]) }) },
	"CriticalR":         func(c call) { c.numbers(2, func(a []float64) any { return CriticalR(a[0], a[1]) }) },
	"Alpha":             func(c call) { c.cross(func(x Cross, l float64) any { return Alpha(x, l) }) },
	"AlphaStandardized": func(c call) { c.cross(func(x Cross, _ float64) any { return AlphaStandardized(x) }) },
	"AlphaIfDropped":    func(c call) { c.cross(func(x Cross, _ float64) any { return AlphaIfDropped(x, 1) }) },
	"ItemTotal":         func(c call) { c.cross(func(x Cross, l float64) any { return ItemTotal(x, 0, l) }) },
	"SpearmanBrown":     func(c call) { c.cross(func(x Cross, _ float64) any { return SpearmanBrown(x) }) },
	"Correlation":       func(c call) { c.cross(func(x Cross, l float64) any { return Correlation(x, 0, 1, l) }) },
	"CorrelationTest":   func(c call) { c.cross(func(x Cross, l float64) any { return CorrelationTest(x, 1, 0, l) }) },
	"Wilcoxon": func(c call) {
		c.freq(func(f Freq, _ float64) any { return Wilcoxon(f, DefaultWilcoxon) })
		c.freq(func(f Freq, _ float64) any { return Wilcoxon(f, WilcoxonOptions{Zeros: Pratt}) })
		c.freq(func(f Freq, _ float64) any { return Wilcoxon(f, WilcoxonOptions{}) })
	},
	"Adjust": func(c call) { Adjust(nil); Adjust([]Test{{}}) },
	"Holm":   func(c call) { c.ok(Holm(nil)); c.ok(Holm([]float64{0, 1, 1})) },
	"BenjaminiHochberg": func(c call) {
		c.ok(BenjaminiHochberg(nil))
		c.ok(BenjaminiHochberg([]float64{0, 1, 1}))
	},
	"WelchANOVA":    func(c call) { c.groups(func(fs []Freq, o GroupOptions) any { return WelchANOVA(fs, o) }) },
	"KruskalWallis": func(c call) { c.groups(func(fs []Freq, o GroupOptions) any { return KruskalWallis(fs, o) }) },
	"Eta2":          func(c call) { c.groups(func(fs []Freq, o GroupOptions) any { return Eta2(fs, o) }) },
	"Omega2":        func(c call) { c.groups(func(fs []Freq, o GroupOptions) any { return Omega2(fs, o) }) },
	"GamesHowell": func(c call) {
		c.groups(func(fs []Freq, o GroupOptions) any {
			p, n := GamesHowell(fs, o)
			return pairsOrNotes(c.t, p, n)
		})
	},
	"Dunn": func(c call) {
		c.groups(func(fs []Freq, o GroupOptions) any {
			p, n := Dunn(fs, o)
			return pairsOrNotes(c.t, p, n)
		})
	},
	"PoissonRate": func(c call) { c.numbers(3, func(a []float64) any { return PoissonRate(a[0], a[1], a[2]) }) },
	"MarginShare": func(c call) { c.numbers(4, func(a []float64) any { return MarginShare(a[0], a[1], a[2], a[3]) }) },
	"MarginMean":  func(c call) { c.numbers(4, func(a []float64) any { return MarginMean(a[0], a[1], a[2], a[3]) }) },
	"SampleSize": func(c call) {
		c.numbers(5, func(a []float64) any {
			s := SampleSize(PlanOptions{a[0], a[1], a[2], a[3], a[4]})
			if !s.Defined && len(s.Notes) == 0 {
				c.t.Errorf("%v: no plan and no note", a)
			}
			return s
		})
	},
	"Rake": func(c call) {
		c.numbers(4, func(a []float64) any {
			r, err := Rake([]RakeCell{{At: []int{0}, Count: a[0], Design: a[1]}, {At: []int{1}, Count: a[2]}},
				[]RakeMargin{{Name: "m", Categories: []string{"a", "b"}, Target: []float64{a[3], 1}}}, DefaultRake)
			if err != nil {
				return nil
			}
			return r
		})
	},
	"Weighted": func(c call) {
		c.freqs(func(f, g Freq, l float64) any { w, _ := Weighted([]Freq{f, g}, []float64{l, 2}); return w })
	},
	"WeightedCross": func(c call) {
		c.cross(func(x Cross, l float64) any { w, _ := WeightedCross([]Cross{x, x}, []float64{l, 2}); return w })
	},
	"BootstrapMean": func(c call) {
		for _, way := range []BootstrapWay{0, ExactLattice, Resample} {
			c.freq(func(f Freq, l float64) any {
				if f.N() > 1e6 {
					return nil // the grid of billions is tried in the bootstrap's own test
				}
				return BootstrapMean(f, BootstrapOptions{Way: way, B: 40, Seed: 1, Level: l}).Estimate
			})
		}
	},
	"XmR": func(c call) {
		c.series(func(x []float64) any {
			return XmR(x, ControlOptions{Phases: []int{2, 1, 99}, Baseline: 3, Rules: DefaultRules})
		})
	},
	"PChart": func(c call) { c.series2(func(x, y []float64) any { return PChart(x, y, DefaultControl) }) },
	"UChart": func(c call) { c.series2(func(x, y []float64) any { return UChart(x, y, DefaultControl) }) },
	"LaneyP": func(c call) { c.series2(func(x, y []float64) any { return LaneyP(x, y, DefaultControl) }) },
	"MannKendall": func(c call) {
		c.series(func(x []float64) any { return MannKendall(x, nil, DefaultTrend) })
		c.series(func(x []float64) any { return MannKendall(x, nil, TrendOptions{Level: 0.95, HamedRao: true}) })
		c.series(func(x []float64) any { return MannKendall(x, []int64{1, 1}, TrendOptions{Level: math.NaN()}) })
	},
	"UnitOf": func(c call) { c.freq(func(f Freq, _ float64) any { return UnitOf(f) }) },
	"Shrink": func(c call) {
		c.units(func(u []UnitMean) any { return Shrink(u, DefaultShrink) })
		c.units(func(u []UnitMean) any { return Shrink(u, ShrinkOptions{Level: 2}) })
	},
	"MakeFunnel": func(c call) {
		c.units(func(u []UnitMean) any { return MakeFunnel(u, FunnelOptions{Overdispersion: true, Winsorise: 0.4}) })
	},
	"TierOf": func(c call) { TierOf(Estimate{}, math.NaN()) },
	"RankIntervals": func(c call) {
		c.ok(RankIntervals(nil, DefaultRanks))
		c.ok(RankIntervals([]Estimate{{}, {Defined: true}}, DefaultRanks))
		c.ok(RankIntervals([]Estimate{{Defined: true, SE: 1}, {Defined: true, SE: 1}}, RankOptions{Draws: 2, Level: 1}))
	},
	"ICC1":     func(c call) { c.groups(func(fs []Freq, o GroupOptions) any { return ICC1(fs, o) }) },
	"KMO":      func(c call) { c.cross(func(x Cross, _ float64) any { return KMO(x) }) },
	"Bartlett": func(c call) { c.cross(func(x Cross, _ float64) any { return Bartlett(x) }) },
	"Parallel": func(c call) {
		c.cross(func(x Cross, l float64) any { return Parallel(x, ParallelOptions{Sets: 5, Quantile: l}) })
	},
	"EFA": func(c call) {
		for _, e := range []Extraction{0, Minres, MaximumLikelihood} {
			for r := range Oblimin + 2 {
				for _, m := range []int{-1, 0, 1, 2, 9} {
					c.cross(func(x Cross, _ float64) any { return EFA(x, EFAOptions{Factors: m, Extract: e, Rotation: r}) })
				}
			}
		}
	},
	"CFA": func(c call) {
		for _, f := range [][]int{nil, {0, 0, 0}, {0, 0, 0, 0}, {0, 0, 1, 1}, {0, 1, 2}, {-1, 0, 9}, {1, 1, 1}} {
			c.cross(func(x Cross, _ float64) any { return CFA(x, f, CFAOptions{Divisor: ChiNMinus1}) })
			c.cross(func(x Cross, _ float64) any { return CFA(x, f, DefaultCFA) })
		}
	},
	"OneFactor": func(c call) {
		c.cross(func(x Cross, _ float64) any { q, r := OneFactor(x); c.ok(r); return q.Omega })
	},
	"HTMT": func(c call) {
		c.cross(func(x Cross, _ float64) any { return HTMT(x, []int{0, 1}, []int{2, 3}) })
		c.cross(func(x Cross, _ float64) any { return HTMT(x, []int{0, 1}, []int{1, 0}) })
		c.cross(func(x Cross, _ float64) any { return HTMT(x, nil, []int{-1, 0}) })
	},
	"DifferenceReliability": func(c call) {
		c.cross(func(x Cross, _ float64) any {
			a := Estimate{Defined: true, Value: .8}
			c.finite(DifferenceReliability(x, Estimate{}, a), "no alpha", nil)
			return DifferenceReliability(x, a, a)
		})
	},
	"Regress": func(c call) {
		c.cross(func(x Cross, l float64) any { return Regress(x, 0, []int{1, 2}, l) })
		c.cross(func(x Cross, l float64) any { return Regress(x, 0, []int{1}, l) })
		c.cross(func(x Cross, l float64) any { return Regress(x, 9, []int{0, 0}, l) })
		c.cross(func(x Cross, l float64) any { return Regress(x, 0, nil, l) })
	},
	"RelativeWeights": func(c call) {
		c.cross(func(x Cross, l float64) any {
			return RelativeWeights(x, 0, []int{1, 2}, ImportanceOptions{Draws: 20, Level: l})
		})
	},
	"Shapley": func(c call) {
		c.cross(func(x Cross, l float64) any {
			return Shapley(x, 0, []int{1, 2}, ImportanceOptions{Draws: 20, Level: l})
		})
		c.cross(func(x Cross, l float64) any { return Shapley(x, 0, make([]int, 40), DefaultImportance) })
	},
	"MeansOf": func(c call) {
		c.cross(func(x Cross, _ float64) any { in, _ := MeansOf(x, []int{0}, []int{1}); return in })
		c.cross(func(x Cross, _ float64) any { in, _ := MeansOf(x, []int{0, 9}, []int{1, -1}); return in })
	},
	"Quadrants": func(c call) {
		nan := math.NaN()
		for _, in := range []QuadrantInput{{}, {X: []float64{1}, Y: []float64{2}}, {X: []float64{1}, Y: []float64{2}, Cov: [][]float64{{1, 2}, {2, 1}}},
			{X: []float64{1}, Y: []float64{nan}, Cov: [][]float64{{1, 0}, {0, 1}}}, {X: []float64{1}, Y: []float64{2}, Cov: [][]float64{{1, 0}, {0}}},
			{X: []float64{1}, Y: []float64{2}, Cov: [][]float64{{0, 0}, {0, 0}}}} {
			for x := range CrossDiagonal + 2 {
				r := Quadrants(in, QuadrantOptions{Cross: x, Draws: 5})
				if !r.Defined && len(r.Notes) == 0 {
					c.t.Errorf("%+v: no result and no note", in)
				}
				c.ok(r)
			}
		}
		c.ok(Quadrants(QuadrantInput{X: []float64{1}, Y: []float64{2}, Cov: [][]float64{{1, 0}, {0, 1}}}, QuadrantOptions{Cross: CrossScaleMid, MidX: nan, Draws: 5}))
	},
	"NPSDifference": func(c call) { c.freqs(func(f, g Freq, l float64) any { return NPSDifference(f, g, l) }) },
	"Spearman": func(c call) {
		c.numbers(3, func(a []float64) any { return Spearman([]JointCount{{1, 2, a[0]}, {2, 2, a[1]}, {3, 1, 2}}, a[2]) })
		c.numbers(2, func(a []float64) any { return Spearman([]JointCount{{1, 1, a[0]}, {2, 2, a[1]}}, 0.95) })
		c.ok(Spearman(nil, 0.95))
	},
	"ShareDifference": func(c call) {
		c.freqs(func(f, g Freq, l float64) any { return ShareDifference(f, g, func(k int64) bool { return k > 3 }, l) })
	},
	"CombinedMean": func(c call) {
		c.cross(func(x Cross, l float64) any { return CombinedMean(x, []float64{1, -2, 1}, l) })
		c.cross(func(x Cross, l float64) any { return CombinedMean(x, make([]float64, x.K), l) })
	},
	"NewFreq":       func(c call) { c.ok(NewFreq(1, nil)) },
	"NewCross":      func(c call) { c.ok(NewCross(0)) },
	"Undefined":     func(c call) { c.ok(Undefined("m", 0, NoData)) },
	"UndefinedTest": func(c call) { c.ok(UndefinedTest("m", 0, NoData)) },
}

type call struct {
	t    *testing.T
	told *int // faults reported so far: a dozen is enough
}

func (c call) freq(f func(Freq, float64) any) {
	for name, x := range hostileFreqs {
		for _, l := range hostileLevels {
			c.finite(f(x, l), name, l)
		}
	}
}

func (c call) freqs(f func(a, b Freq, level float64) any) {
	for name, x := range hostileFreqs {
		for other, y := range hostileFreqs {
			for _, l := range hostileLevels {
				c.finite(f(x, y, l), name+" and "+other, l)
			}
		}
	}
}

func (c call) groups(f func([]Freq, GroupOptions) any) {
	var all []Freq
	for name, x := range hostileFreqs {
		all = append(all, x)
		for _, l := range hostileLevels {
			c.finite(f([]Freq{x, hostileFreqs["usual"], x}, GroupOptions{Level: l}), name, l)
		}
	}
	c.finite(f(nil, DefaultGroups), "no groups", nil)
	c.finite(f(all[:1], DefaultGroups), "one group", nil)
	c.finite(f(all, DefaultGroups), "all", nil)
}

var hostileSeries = map[string][]float64{
	"none": nil, "one": {3}, "two": {3, 4}, "constant": {5, 5, 5, 5, 5, 5, 5, 5, 5}, "NaN": {1, 2, math.NaN(), 3, 4, 5, 6, 7, 8}, "Inf": {1, math.Inf(1)},
	"zeros": {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "rising": {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "saw": {0, 9, 0, 9, 0, 9, 0, 9, 0, 9}, "negative": {-3, -1, -2},
}

func (c call) series(f func([]float64) any) {
	for name, x := range hostileSeries {
		c.finite(f(x), name, nil)
	}
}

func (c call) series2(f func(x, y []float64) any) {
	for name, x := range hostileSeries {
		for other, y := range hostileSeries {
			c.finite(f(x, y), name+" over "+other, nil)
		}
	}
}

func (c call) units(f func([]UnitMean) any) {
	nan := math.NaN()
	for _, u := range [][]UnitMean{nil, {{}}, {{5, 3, 1}}, {{}, {}}, {{1, 3, 0}, {1, 4, 0}}, {{9, 3, 0}, {9, 3, 0}}, {{9, 3, 0}, {9, 4, 0}}, {{9, nan, 1}, {9, 3, 1}, {4, 4, 2}},
		{{9, 3, 1}, {9, 3, 1}, {9, 3, 1}}, {{9, 3, 1}, {nan, 3, 1}}, {{1, 3, 0}, {9, 3, 1}, {2, 7, 0}}, {{1e9, 3, 1}, {5, -1e9, 1e-300}}} {
		c.finite(f(u), "units", u)
	}
}

// pairsOrNotes demands that missing pairs are explained.
func pairsOrNotes(t *testing.T, pairs []Pair, notes []Note) any {
	t.Helper()
	if len(pairs) == 0 && len(notes) == 0 {
		t.Error("no pairs and no note")
	}
	return pairs
}

func (c call) cross(f func(Cross, float64) any) {
	for name, x := range hostileCrosses {
		for _, l := range hostileLevels {
			c.finite(f(x, l), name, l)
		}
	}
}

// numbers tries every combination of awkward numbers.
func (c call) numbers(n int, f func([]float64) any) {
	awkward := []float64{0, 1, -1, 0.95, 3, 120, math.NaN(), math.Inf(1)}
	args := make([]float64, n)
	var fill func(int)
	fill = func(i int) {
		if i == n {
			c.finite(f(args), "numbers", args)
			return
		}
		for _, v := range awkward {
			args[i] = v
			fill(i + 1)
		}
	}
	fill(0)
}

func (c call) ok(v any) { c.finite(v, "", nil) }

func (c call) finite(v any, what string, arg any) {
	c.t.Helper()
	if c.t.Failed() {
		if *c.told++; *c.told > 12 {
			c.t.FailNow()
		}
	}
	if v == nil {
		return
	}
	if path := notFinite(reflect.ValueOf(v), ""); path != "" {
		c.t.Errorf("%s (%v): %s in %+v", what, arg, path, v)
	}
	explained(c.t, v, what, arg)
}

// explained: what is not defined says why, what is defined has an ordered interval.
func explained(t *testing.T, v any, what string, arg any) {
	t.Helper()
	switch r := v.(type) {
	case Estimate:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): undefined without a note: %+v", what, arg, r)
		}
		if r.HasInterval() && !(r.Lo <= r.Value && r.Value <= r.Hi) {
			t.Errorf("%s (%v): %v outside %v … %v", what, arg, r.Value, r.Lo, r.Hi)
		}
	case CFAResult:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): no model and no note", what, arg)
		}
	case EFAResult:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): no factors and no note", what, arg)
		}
	case Regression:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): no model and no note", what, arg)
		}
	case Importance:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): no shares and no note", what, arg)
		}
	case Test:
		if !r.Defined && len(r.Notes) == 0 {
			t.Errorf("%s (%v): undefined without a note: %+v", what, arg, r)
		}
		if r.P < 0 || r.P > 1 {
			t.Errorf("%s (%v): P = %v", what, arg, r.P)
		}
	}
}

// notFinite gives the path to the first NaN or Inf in a result, or "".
func notFinite(v reflect.Value, path string) string {
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			return path + " is not finite"
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if p := notFinite(v.Field(i), path+"."+v.Type().Field(i).Name); p != "" {
				return p
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if p := notFinite(v.Index(i), path+"[]"); p != "" {
				return p
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if p := notFinite(v.MapIndex(k), path+"{}"); p != "" {
				return p
			}
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return notFinite(v.Elem(), path)
		}
	}
	return ""
}

func TestNothingHostileGivesNaN(t *testing.T) {
	for name, run := range degenerate {
		t.Run(name, func(t *testing.T) { run(call{t, new(int)}) })
	}
}

// TestEveryPublicFunctionIsTriedOnHostileInput keeps the table above complete.
func TestEveryPublicFunctionIsTriedOnHostileInput(t *testing.T) {
	source := func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range pkgs["stats"].Files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !fn.Name.IsExported() {
				continue
			}
			seen++
			if degenerate[fn.Name.Name] == nil {
				t.Errorf("%s is not in the table of hostile inputs", fn.Name.Name)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d public functions found", seen)
	}
}
