package stats

import (
	"math"
	"testing"
)

// Two answers have a standard deviation: |a − b|/√2. Student's interval with one
// degree of freedom is ±12.7062·sd/√2.
func TestTwoAnswers(t *testing.T) {
	f := values(1, 3, 6)
	want := 3 / math.Sqrt2
	for name, got := range map[string]func() (Estimate, float64, bool){
		"MeanSD":     func() (Estimate, float64, bool) { return MeanSD(f, 0.95) },
		"BareMeanSD": func() (Estimate, float64, bool) { return BareMeanSD(f) },
	} {
		mean, sd, ok := got()
		if !ok || !near(sd, want, 1e-14) || mean.Value != 4.5 || mean.N != 2 {
			t.Errorf("%s: %+v, %v, %v", name, mean, sd, ok)
		}
	}
	if sd, ok := f.SD(); !ok || !near(sd, want, 1e-14) {
		t.Errorf("SD: %v %v", sd, ok)
	}
	if e := MeanCI(f, 0.95); !near(e.Hi-e.Value, 12.706204736432095*want/math.Sqrt2, 1e-9) || !near(e.Value-e.Lo, e.Hi-e.Value, 1e-12) {
		t.Errorf("interval %+v", e)
	}
	if d := Describe(f, 0.95); !d.HasSD || !near(d.SD, want, 1e-14) || d.Test.DF != 1 || !near(d.Test.Statistic, 4.5/(want/math.Sqrt2), 1e-14) || !near(d.G.Value, d.Dz.Value*(1-3./(4*1-1)), 1e-14) {
		t.Errorf("%+v", d)
	}
	if _, sd, ok := MeanSD(values(1, 5), 0.95); ok || sd != 0 {
		t.Errorf("one answer has sd %v", sd)
	}
}

// A p-value takes an estimate, a standard error and degrees of freedom; each of
// them missing is no p-value. t = 2.2281388519649385 on 10 is 5 %.
func TestStudentPNeedsAllThree(t *testing.T) {
	e := Estimate{Defined: true, Value: 2.2281388519649385, SE: 1}
	if p, ok := e.StudentP(10); !ok || !near(p, 0.05, 1e-10) {
		t.Errorf("%v %v", p, ok)
	}
	undefined, flat := e, e
	undefined.Defined, flat.SE = false, 0
	for i, c := range []struct {
		e  Estimate
		df float64
	}{{undefined, 10}, {flat, 10}, {e, 0}, {e, -1}, {e, math.NaN()}} {
		if p, ok := c.e.StudentP(c.df); ok || p != 0 {
			t.Errorf("%d: p = %v", i, p)
		}
	}
}

// The correction is half a step towards zero, and none across it.
func TestContinuity(t *testing.T) {
	for d, want := range map[float64]float64{3: 2.5, -3: -2.5, 0.75: 0.25, -0.75: -0.25, 0.5: 0, -0.5: 0, 0.52: 0.02, -0.52: -0.02, 0.25: 0, 0: 0} {
		if got := continuity(d); !near(got, want, 1e-12) {
			t.Errorf("%v becomes %v, want %v", d, got, want)
		}
	}
}

// Each option of a plan has a range of its own, its ends left out – of the
// response rate the upper end stays in.
func TestPlanRanges(t *testing.T) {
	for i, c := range []struct {
		change func(*PlanOptions)
		ok     bool
	}{
		{func(o *PlanOptions) {}, true},
		{func(o *PlanOptions) { o.Margin = 0 }, false}, {func(o *PlanOptions) { o.Margin = 1 }, false}, {func(o *PlanOptions) { o.Margin = 1.5 }, false}, {func(o *PlanOptions) { o.Margin = 0.99 }, true},
		{func(o *PlanOptions) { o.Share = 0 }, false}, {func(o *PlanOptions) { o.Share = 1 }, false}, {func(o *PlanOptions) { o.Share = 1.5 }, false}, {func(o *PlanOptions) { o.Share = 0.01 }, true},
		{func(o *PlanOptions) { o.Response = 0 }, false}, {func(o *PlanOptions) { o.Response = 1 }, true}, {func(o *PlanOptions) { o.Response = 1.01 }, false}, {func(o *PlanOptions) { o.Response = 1.5 }, false},
		{func(o *PlanOptions) { o.Level = 0 }, false}, {func(o *PlanOptions) { o.Level = 1 }, false}, {func(o *PlanOptions) { o.Level = 1.5 }, false},
		{func(o *PlanOptions) { o.Population = 0.5 }, false}, {func(o *PlanOptions) { o.Population = 1 }, true}, {func(o *PlanOptions) { o.Population = math.Inf(1) }, false},
	} {
		o := DefaultPlan
		c.change(&o)
		if s := SampleSize(o); s.Defined != c.ok {
			t.Errorf("%d: %+v gives %+v", i, o, s)
		}
	}
}

// C(10,9)+C(10,10) = 11 of 1024; an even split of 2 is 3/4; none, or a count that
// is none, says nothing.
func TestSignTail(t *testing.T) {
	for _, c := range []struct{ a, b, want float64 }{{9, 1, 11. / 1024}, {10, 0, 1. / 1024}, {1, 1, 0.75}, {1, 9, 1 - 1./1024}, {0, 5, 1}, {math.NaN(), 5, 1}, {5, -1, 1}, {5, math.Inf(1), 1}} {
		if got := SignTail(c.a, c.b); !near(got, c.want, 1e-12) {
			t.Errorf("%v of %v: %v, want %v", c.a, c.a+c.b, got, c.want)
		}
	}
}

// Two units in two periods: A has 10 answers of mean 4, then 30 of mean 5; B 30 of
// mean 6, then 10. Means of all 5.5 and 5.25, their average 5.375. Within: ½·1 + 0.
// Mix: (4.5 − 5.375)·½ = −.4375 of A, (6 − 5.375)·(−½) = −.3125 of B.
func TestKitagawaTermsByHand(t *testing.T) {
	around := func(mean, n int64) Freq {
		return NewFreq(1, map[int64]float64{mean - 1: float64(n) / 2, mean + 1: float64(n) / 2})
	}
	k := SplitChange([]Stratum{{around(4, 10), around(5, 30)}, {around(6, 30), around(6, 10)}}, 0.95)
	for i, want := range []KitagawaTerm{{Both: true, Share: 0.5, Change: 1, Within: 0.5, Mix: -0.4375}, {Both: true, Share: 0.5, Mix: -0.3125}} {
		got := k.Terms[i]
		if !near(got.Share, want.Share, 1e-12) || !near(got.Change, want.Change, 1e-12) || !near(got.Within, want.Within, 1e-12) || !near(got.Mix, want.Mix, 1e-12) || !got.Both {
			t.Errorf("unit %d: %+v, want %+v", i, got, want)
		}
	}
	if !near(k.Total.Value, -0.25, 1e-12) || !near(k.Within.Value, 0.5, 1e-12) || !near(k.Mix, -0.75, 1e-12) || k.Common != 2 || k.Total.N != 80 {
		t.Errorf("%+v", k)
	}
	// Sampling: every variance is n/(n−1); SE² = ¼·(1/9 + 1/29 + 1/29 + 1/9).
	if want := math.Sqrt((2./9 + 2./29) / 4); !near(k.Within.SE, want, 1e-12) {
		t.Errorf("se %v, want %v", k.Within.SE, want)
	}
	// A unit in one period only is mix whole: C comes with 20 of mean 9.
	k = SplitChange([]Stratum{{around(4, 10), around(5, 30)}, {After: around(9, 20)}}, 0.95)
	if c := k.Terms[1]; c.Both || c.Within != 0 || c.Share != 0 || !near(c.Mix, 0.4*(9-(4+6.6)/2), 1e-12) || k.Common != 1 || k.Jackknife.Defined {
		t.Errorf("%+v", k)
	}
}
