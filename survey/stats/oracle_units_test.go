package stats

import (
	"math"
	"strconv"
	"testing"
)

func monthly(t testing.TB) (csi, n, complaints []float64) {
	t.Helper()
	head, rows := readCSV(t, "monthly.csv")
	for _, r := range rows {
		num := func(col string) float64 {
			v, err := strconv.ParseFloat(r[head[col]], 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		csi, n, complaints = append(csi, num("csi")), append(n, num("n")), append(complaints, num("complaints"))
	}
	return csi, n, complaints
}

func oracleControl(o *oracle) {
	csi, n, complaints := monthly(o.t)
	x := XmR(csi, DefaultControl)
	o.check("xmr.center", x.X.Points[0].Center, closed)
	o.check("xmr.mrbar", x.MRBar[0], closed)
	o.check("xmr.ucl", x.X.Points[0].UCL, closed)
	o.check("xmr.lcl", x.X.Points[0].LCL, closed)
	o.check("xmr.mr.ucl", x.MR.Points[1].UCL, closed)
	for i, p := range x.X.Points {
		// Method A.13: month 17 (70.2), and it alone, is beyond a limit.
		if got := has(p.Signals, RuleBeyond); got != (i == 16) {
			o.t.Errorf("month %d: beyond a limit is %v", i+1, got)
		}
	}
	p := PChart(complaints, n, DefaultControl)
	o.check("p.center", p.Points[0].Center, closed)
	for _, i := range []int{1, 17, 20} {
		o.check("p.ucl."+strconv.Itoa(i), p.Points[i-1].UCL, closed)
		o.check("p.lcl."+strconv.Itoa(i), p.Points[i-1].LCL, closed)
	}
	if !has(p.Points[19].Signals, RuleBeyond) {
		o.t.Error("month 20 must be beyond the limit")
	}
	l := LaneyP(complaints, n, DefaultControl)
	o.check("laney.sigmaz", l.SigmaZ, closed)
	o.check("laney.ucl.20", l.Points[19].UCL, closed)
	k := MannKendall(csi, nil, DefaultTrend)
	o.check("mk.S", k.Statistic, closed)
	o.check("mk.varS", kendallVariance(csi), closed)
	o.check("mk.Z", k.Z, closed)
	o.check("mk.p", k.P, closed)
	o.check("sen.slope", k.Effect.Value, closed)
}

func has(rules []Rule, r Rule) bool {
	for _, s := range rules {
		if s == r {
			return true
		}
	}
	return false
}

func oracleUnits(o *oracle) {
	var units []UnitMean
	for _, f := range branches(o.cs) {
		units = append(units, UnitOf(f))
	}
	s := Shrink(units, ShrinkOptions{Level: 0.95}) // the oracle uses every branch's own variance
	o.check("eb.Q", s.Q, closed)
	o.check("eb.tau2", s.Tau2, closed)
	o.check("eb.mu", s.Mu, closed)
	o.check("eb.I2", s.I2, closed)
	o.check("eb.pooledvar", s.PooledVar, closed)
	f := MakeFunnel(units, DefaultFunnel)
	for i, b := range []string{"A", "B", "C", "D"} {
		o.check("eb.shrunk."+b, s.Units[i].Value, closed)
		o.check("eb.B."+b, s.Units[i].B, closed)
		o.check("funnel.z."+b, f.Units[i].Z, closed)
	}
	// Branch D has eight respondents: with the default it borrows the pooled variance.
	if d := Shrink(units, DefaultShrink).Units[3]; !near(d.B, bOf(units, s.PooledVar/8), 1e-12) {
		o.t.Errorf("D does not use the pooled variance: B %v", d.B)
	}
}

// bOf recomputes τ²/(τ²+v) for the last unit with variance v, from the formulas.
func bOf(units []UnitMean, v float64) float64 {
	w, ww, wm := 0.0, 0.0, 0.0
	vs := make([]float64, len(units))
	for i, u := range units {
		vs[i] = u.Variance / u.N
		if i == len(units)-1 {
			vs[i] = v
		}
		w, ww, wm = w+1/vs[i], ww+1/vs[i]/vs[i], wm+u.Mean/vs[i]
	}
	q := 0.0
	for i, u := range units {
		q += (u.Mean - wm/w) * (u.Mean - wm/w) / vs[i]
	}
	tau2 := (q - float64(len(units)-1)) / (w - ww/w)
	return tau2 / (tau2 + v)
}

func TestTrendAgreesWithR(t *testing.T) {
	x := readExtra(t)
	v := []float64{1, 2, 2, 3, 5, 4, 4, 6, 8, 7, 9, 9, 9, 12, 10}
	at := []int64{0, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 15, 16, 17}
	k := MannKendall(v, at, DefaultTrend)
	extraIs(t, x, "trend.S", k.Statistic, closed)
	extraIs(t, x, "trend.Z", k.Z, closed)
	extraIs(t, x, "trend.p", k.P, closed)
	extraIs(t, x, "trend.sen", k.Effect.Value, closed)
	extraIs(t, x, "trend.lo", k.Effect.Lo, closed)
	extraIs(t, x, "trend.hi", k.Effect.Hi, closed)
	extraIs(t, x, "trend.hr.factor", hamedRao(v, at, k.Effect.Value), closed)
	extraIs(t, x, "trend.hr.Z", MannKendall(v, at, TrendOptions{Level: 0.95, HamedRao: true}).Z, closed)
}

func TestHamedRaoAgreesWithR(t *testing.T) {
	x := readExtra(t)
	v := []float64{3, 4, 6, 7, 7, 6, 4, 3, 2, 2, 4, 6, 8, 9, 9, 8, 6, 5, 4, 4, 6, 8, 10, 11}
	k := MannKendall(v, nil, TrendOptions{Level: 0.95, HamedRao: true})
	extraIs(t, x, "hamedrao.Z", k.Z, closed)
	if plain := MannKendall(v, nil, DefaultTrend); plain.P == k.P || k.Statistic != plain.Statistic {
		t.Errorf("the correction is for the variance alone: %+v and %+v", plain, k)
	}
}

func TestICCAgreesWithR(t *testing.T) {
	x := readExtra(t)
	fs := []Freq{values(1, 9, 2, 5, 8), values(1, 6, 1, 3, 2), values(1, 8, 4, 6, 8), values(1, 7, 1, 2, 6), values(1, 10, 5, 6, 9), values(1, 6, 2, 4, 7)}
	e := ICC1(fs, GroupOptions{MinN: 2, Level: 0.95})
	extraIs(t, x, "icc1", e.Value, 1e-9)
	extraIs(t, x, "icc1.lo", e.Lo, 1e-6)
	extraIs(t, x, "icc1.hi", e.Hi, 1e-6)
}

// Each rule on the shortest series that makes it, around a frozen baseline
// 1, −1, 1, −1 … (mR̄ = 2, centre 0, σ = 2.66·2/3 = 1.773).
func TestRunRules(t *testing.T) {
	base := []float64{1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1}
	for _, c := range []struct {
		name string
		tail []float64
		rule Rule
		want bool
	}{
		{"beyond", []float64{5.4}, RuleBeyond, true},
		{"just within", []float64{5.3}, RuleBeyond, false},
		{"eight on one side", []float64{.1, .1, .2, .1, .2, .1, .2, .1}, RuleSide, true},
		{"seven on one side", []float64{.1, .1, .2, .1, .2, .1, .2}, RuleSide, false},
		{"two of three beyond 2σ", []float64{3.6, 0, 3.6}, RuleTwoSigma, true},
		{"opposite sides", []float64{3.6, 0, -3.6}, RuleTwoSigma, false},
		{"four of five beyond 1σ", []float64{1.8, 1.8, 0, 1.8, 1.8}, RuleOneSigma, true},
		{"three of five beyond 1σ", []float64{1.8, 1.8, 0, 0, 1.8}, RuleOneSigma, false},
		{"six rising", []float64{-.5, 0, .1, .2, .3}, RuleTrend, true},
		{"five rising", []float64{-.5, 0, .1, .2}, RuleTrend, false},
	} {
		o := DefaultControl
		o.Baseline = len(base)
		x := XmR(append(append([]float64(nil), base...), c.tail...), o)
		last := x.X.Points[len(x.X.Points)-1]
		if has(last.Signals, c.rule) != c.want {
			t.Errorf("%s: signals %v", c.name, last.Signals)
		}
		for _, p := range x.MR.Points {
			for _, s := range p.Signals {
				if s != RuleBeyond {
					t.Errorf("%s: rule %d on a moving range", c.name, s)
				}
			}
		}
	}
}

// A new phase starts its limits afresh, and no moving range crosses it.
func TestPhases(t *testing.T) {
	o := DefaultControl
	o.Phases = []int{4}
	x := XmR([]float64{1, 2, 1, 2, 11, 12, 11, 12}, o)
	if x.X.Points[3].Center != 1.5 || x.X.Points[4].Center != 11.5 || x.X.Points[4].Phase != 1 {
		t.Errorf("%+v", x.X.Points)
	}
	if x.MR.Points[4].Defined || x.MRBar[1] != 1 {
		t.Errorf("a moving range crosses the phases: %+v", x.MR.Points[4])
	}
	p := PChart([]float64{1, 1, 5, 5}, []float64{10, 10, 10, 10}, ControlOptions{Phases: []int{2}})
	if p.Points[0].Center != .1 || p.Points[2].Center != .5 || p.Points[0].LCL != 0 {
		t.Errorf("%+v", p.Points)
	}
	// u: 12 complaints in 4 thousand; a month of one thousand has 3 ± 3·√3.
	u := UChart([]float64{3, 3, 6}, []float64{1, 1, 2}, DefaultControl)
	if u.Points[0].Center != 3 || !near(u.Points[0].UCL, 3+3*math.Sqrt(3), 1e-15) || u.Points[0].LCL != 0 {
		t.Errorf("%+v", u.Points[0])
	}
}

// Far apart units keep their ranks; equal ones share all of them evenly.
func TestRankIntervals(t *testing.T) {
	e := func(v, se float64) Estimate { return Estimate{Defined: true, Value: v, SE: se} }
	r := RankIntervals([]Estimate{e(1, .01), e(3, .01), e(2, .01), {}}, DefaultRanks)
	for i, want := range []float64{3, 1, 2} {
		if r[i].Value != want || r[i].Lo != want || r[i].Hi != want {
			t.Errorf("unit %d: %+v", i, r[i])
		}
	}
	if r[3].Defined {
		t.Error("an undefined unit has a rank")
	}
	same := make([]Estimate, 10)
	for i := range same {
		same[i] = e(5, 1)
	}
	for i, u := range RankIntervals(same, DefaultRanks) {
		// 2.5 % and 97.5 % of a uniform rank on 1…10
		if u.Lo != 1 || u.Hi != 10 || u.Value < 5 || u.Value > 6 {
			t.Errorf("unit %d: %+v", i, u)
		}
	}
}

// Units with the spread of chance alone are drawn all the way to the mean, and
// the funnel finds φ below one, so that its correction changes nothing.
func TestUnitsWithoutDifferences(t *testing.T) {
	units := []UnitMean{{100, 5.00, 1}, {100, 5.02, 1}, {100, 4.98, 1}}
	s := Shrink(units, DefaultShrink)
	for _, u := range s.Units {
		if u.Value != s.Mu || u.B != 0 {
			t.Errorf("%+v, mean %v", u, s.Mu)
		}
	}
	a, b := MakeFunnel(units, DefaultFunnel), MakeFunnel(units, FunnelOptions{Overdispersion: true, Winsorise: 0.1})
	if a.Phi >= 1 || a.Units[1] != b.Units[1] || a.Units[1].Zone != FunnelInside {
		t.Errorf("%+v and %+v", a, b)
	}
	wide := []UnitMean{{100, 4, 1}, {100, 5, 1}, {100, 6, 1}, {100, 5.5, 1}, {100, 4.5, 1}}
	a, b = MakeFunnel(wide, DefaultFunnel), MakeFunnel(wide, FunnelOptions{Overdispersion: true})
	if a.Units[0].Zone != FunnelAlarm || b.Units[0].Zone != FunnelInside {
		t.Errorf("%+v and %+v", a, b)
	}
	if in, out := a.Limits(100, false); !near(in, 0.1959963984540054, 1e-12) || !near(out, 0.3090232306167813, 1e-12) {
		t.Errorf("limits %v, %v", in, out)
	}
}

func TestTiers(t *testing.T) {
	e := func(lo, hi float64) Estimate { return Estimate{Defined: true, Lo: lo, Hi: hi, Level: .95} }
	for _, c := range []struct {
		e    Estimate
		want Tier
	}{{e(1, 2), TierAbove}, {e(-1, 1), TierNotDistinguishable}, {e(-2, -1), TierBelow}, {Estimate{}, TierNotDistinguishable}} {
		if got := TierOf(c.e, 0); got != c.want {
			t.Errorf("%+v: %v", c.e, got)
		}
	}
}
