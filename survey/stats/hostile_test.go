package stats

import "math"

// degenerate calls every public function on everything hostile; the key is the
// function's name. What comes back is searched for NaN and Inf.
var degenerate = map[string]func(call){
	"MeanCI":           func(c call) { c.freq(func(f Freq, l float64) any { return MeanCI(f, l) }) },
	"PairedT":          func(c call) { c.freq(func(f Freq, l float64) any { return PairedT(f, l) }) },
	"WelchT":           func(c call) { c.freqs(func(f, g Freq, l float64) any { return WelchT(f, g, l) }) },
	"CohenDz":          func(c call) { c.freq(func(f Freq, _ float64) any { return CohenDz(f) }) },
	"HedgesG":          func(c call) { c.freq(func(f Freq, _ float64) any { return HedgesG(f) }) },
	"Quantile":         func(c call) { c.freq(func(f Freq, l float64) any { return Quantile(f, l) }) },
	"Median":           func(c call) { c.freq(func(f Freq, _ float64) any { return Median(f) }) },
	"NPS":              func(c call) { c.freq(func(f Freq, l float64) any { return NPS(f, l) }) },
	"SignTail":         func(c call) { c.numbers(2, func(a []float64) any { return SignTail(a[0], a[1]) }) },
	"PairedDifference": func(c call) { c.numbers(4, func(a []float64) any { return PairedDifference(a[0], a[1], a[2], a[3]) }) },
	"Equivalent": func(c call) {
		c.numbers(4, func(a []float64) any {
			return Equivalent(Estimate{Defined: true, Value: 0.1, SE: a[0]}, a[1], a[2], a[3])
		})
	},
	"SplitChange": func(c call) {
		c.ok(SplitChange(nil, 0.95))
		c.freqs(func(f, g Freq, l float64) any {
			c.ok(SplitChange([]Stratum{{f, g}, {g, Freq{}}, {Freq{}, f}}, l))
			return SplitChange([]Stratum{{f, g}, {g, f}, {f, f}}, l)
		})
	},
	"PermuteUnits": func(c call) {
		c.ok(PermuteUnits(nil, DefaultPermute))
		c.freqs(func(f, g Freq, _ float64) any {
			if f.N() > 1e6 || g.N() > 1e6 {
				return nil
			}
			return PermuteUnits([]Freq{f, g, f}, PermuteOptions{Draws: 19, Prior: 10})
		})
	},
	"MaximumP":        func(c call) { c.numbers(1, func(a []float64) any { return MaximumP(nil, a[0]) }) },
	"MaximumQuantile": func(c call) { MaximumQuantile(nil, 0.5); MaximumQuantile([]float64{1}, math.NaN()) },
	"TwoPhases": func(c call) {
		c.series(func(x []float64) any { return TwoPhases(x, PhaseOptions{Least: 1, Draws: 19}) })
	},
	"UnitANCOVA": func(c call) {
		c.numbers(4, func(a []float64) any {
			u := make([]UnitPeriods, 8)
			for i := range u {
				u[i] = UnitPeriods{Before: float64(i), After: float64(i * i), VBefore: 1, VAfter: 1, Acted: i < 2}
			}
			u[7] = UnitPeriods{Before: a[0], After: a[1], VBefore: a[2], VAfter: a[3]}
			c.ok(UnitANCOVA(make([]UnitPeriods, 9), 0.95))
			return UnitANCOVA(u, 0.95)
		})
	},
	"MeansOfPairs": func(c call) {
		m, _ := MeansOfPairs(PairSums{})
		c.ok(m)
	},
	"MeansOfCross": func(c call) {
		c.cross(func(x Cross, _ float64) any {
			m, _ := MeansOfCross(x, []int{0})
			return CompareMeans(m, DefaultJoint)
		})
	},
	"CompareMeans": func(c call) {
		c.cross(func(x Cross, _ float64) any {
			if m, ok := MeansOfCross(x, []int{0, 1, 2}); ok {
				return CompareMeans(m, JointOptions{Alpha: 0.05, Draws: 39})
			}
			return nil
		})
	},
	"AgainstRandom": func(c call) {
		c.cross(func(x Cross, l float64) any {
			return AgainstRandom(x, 0, []int{1, 2}, ImportanceOptions{Draws: 20, Level: l})
		})
	},
	"TopBox": func(c call) { c.freq(func(f Freq, l float64) any { return TopBox(f, 6, l) }) },
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
	"RateDifference": func(c call) {
		c.numbers(4, func(a []float64) any {
			return RateDifference(PoissonRate(a[0], a[1], 0.95), PoissonRate(a[2], a[3], 0.95))
		})
	},
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
	"Contrast": func(c call) {
		c.groups(func(fs []Freq, o GroupOptions) any { return Contrast(fs, []float64{1, -1}, o.Level) })
		c.groups(func(fs []Freq, o GroupOptions) any {
			x := make([]float64, len(fs))
			for i := range x {
				x[i] = float64(i) - 1
			}
			return Contrast(fs, x, o.Level)
		})
	},
	"AgainstAverage": func(c call) {
		c.groups(func(fs []Freq, o GroupOptions) any { t, _ := AgainstAverage(fs, nil, o); return t })
		c.groups(func(fs []Freq, o GroupOptions) any { t, _ := AgainstAverage(fs, make([]bool, len(fs)), o); return t })
	},
	"PairwiseT": func(c call) {
		c.groups(func(fs []Freq, o GroupOptions) any {
			p, n := PairwiseT(fs, o)
			return pairsOrNotes(c.t, p, n)
		})
	},
	"MeanSD": func(c call) {
		c.freq(func(f Freq, l float64) any {
			m, sd, ok := MeanSD(f, l)
			if !ok && sd != 0 {
				c.t.Errorf("%v: no standard deviation, but %v", f, sd)
			}
			return []any{m, sd}
		})
	},
	"Describe": func(c call) { c.freq(func(f Freq, l float64) any { return Describe(f, l) }) },
	"ItemSum": func(c call) {
		c.cross(func(x Cross, l float64) any { return ItemSum(x, 0, []int{0, 1, 2}, l) })
		c.cross(func(x Cross, l float64) any { return ItemSum(x, 1, []int{0, 1}, l) })
		c.cross(func(x Cross, l float64) any { return ItemSum(x, -1, nil, l) })
	},
	"SampleSizeMean": func(c call) {
		c.numbers(5, func(a []float64) any {
			s := SampleSizeMean(a[0], a[1], PlanOptions{Population: a[2], Response: a[3], Level: a[4]})
			if !s.Defined && len(s.Notes) == 0 {
				c.t.Errorf("%v: no plan and no note", a)
			}
			return s
		})
	},
	"Allocate": func(c call) {
		c.numbers(4, func(a []float64) any {
			if !(a[0] > -1e9 && a[0] < 1e9) {
				return nil
			}
			return Allocate(int64(a[0]), a[1:])
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
		if r := RankIntervals([]Estimate{{Defined: true, SE: 1}, {Defined: true, SE: 1}}, RankOptions{Draws: 2, Level: 1}); r[0].Defined {
			c.t.Error("a rank interval at level 1")
		}
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
	"BareAlpha":  func(c call) { c.cross(func(x Cross, _ float64) any { return BareAlpha(x) }) },
	"BareMeanSD": func(c call) { c.freq(func(f Freq, _ float64) any { m, _, _ := BareMeanSD(f); return m }) },
	"Moments": func(c call) {
		c.numbers(5, func(a []float64) any { return Moments{a[0], a[1], a[2], a[3]}.MeanCI(a[4]) })
		c.numbers(4, func(a []float64) any { return Moments{a[0], a[1], a[2], a[3]}.Bare() })
	},
	"NewFreq":       func(c call) { c.ok(NewFreq(1, nil)) },
	"NewCross":      func(c call) { c.ok(NewCross(0)) },
	"Undefined":     func(c call) { c.ok(Undefined("m", 0, NoData)) },
	"UndefinedTest": func(c call) { c.ok(UndefinedTest("m", 0, NoData)) },
}
