package stats

import (
	"math"
	"testing"
)

// branches are the unweighted scores of the four branches, in order A…D.
func branches(cs []customer) []Freq {
	var out []Freq
	for _, b := range []string{"A", "B", "C", "D"} {
		var in []customer
		for _, c := range cs {
			if c.branch == b {
				in = append(in, c)
			}
		}
		out = append(out, freqOf(100, in, func(c customer) int64 { u, _ := c.servqual(); return u }))
	}
	return out
}

func oracleGroupsOf(o *oracle) {
	fs := branches(o.cs)
	for i, b := range []string{"A", "B", "C", "D"} {
		m, _ := fs[i].Mean()
		v, _ := fs[i].Variance()
		o.check("branch.mean."+b, m, closed)
		o.check("branch.var."+b, v, closed)
		o.check("branch.n."+b, fs[i].N(), closed)
	}
	w := WelchANOVA(fs, DefaultGroups)
	o.check("welch.F", w.Statistic, closed)
	o.check("welch.df1", w.DF, closed)
	o.check("welch.df2", w.DF2, closed)
	o.check("welch.p", w.P, closed)
	o.check("eta2", Eta2(fs, DefaultGroups).Value, closed)
	o.check("omega2", Omega2(fs, DefaultGroups).Value, closed)
	k := KruskalWallis(fs, DefaultGroups)
	// oracle.tsv ranked float means, which splits ties (method A.0); the integer
	// value is in extra.tsv.
	o.check("kruskal.H", k.Statistic, 2e-4)
	o.check("kruskal.p", k.P, 1e-3)
	x := readExtra(o.t)
	extraIs(o.t, x, "kruskal.integer.H", k.Statistic, closed)
	extraIs(o.t, x, "kruskal.integer.p", k.P, closed)
	pairs, _ := GamesHowell(fs, DefaultGroups)
	for _, p := range pairs {
		ab := string("ABCD"[p.A]) + string("ABCD"[p.B])
		o.check("gh.q."+ab, p.Statistic, closed)
		o.check("gh.df."+ab, p.DF, closed)
		o.check("gh.p."+ab, p.P, iterative)
		o.check("gh.lo."+ab, p.Effect.Lo, iterative)
		o.check("gh.hi."+ab, p.Effect.Hi, iterative)
	}
}

func oracleBootstrap(o *oracle) {
	f := freqOf(2000, o.cs, func(c customer) int64 { _, w := c.servqual(); return w })
	for _, way := range []BootstrapWay{ExactLattice, Resample} {
		opt := DefaultBootstrap
		opt.Way = way
		b := BootstrapMean(f, opt)
		o.check("bca.acceleration.weighted", b.Acceleration, closed)
		// boot's own limits come from 20000 resamples: ±0.01 as the file says.
		o.check("bca.lo.weighted", b.Lo, 0.01/1.36)
		o.check("bca.hi.weighted", b.Hi, 0.01/1.36)
	}
}

func oracleSampling(o *oracle) {
	o.check("moe.n120.p50", MarginShare(0.5, 120, 0, 0.95).Value, closed)
	o.check("moe.n120.N800.p50", MarginShare(0.5, 120, 800, 0.95).Value, closed)
	p := DefaultPlan
	o.check("samplesize.n0", SampleSize(p).Infinite, closed)
	p.Population = 800
	o.check("samplesize.N800", SampleSize(p).Exact, closed)
}

// rakeInput is the raking of make_golden.R: branch × (overall ≥ 8).
func rakeInput(cs []customer) (cells []RakeCell, tables []Freq, names []string, margins []RakeMargin) {
	for b, branch := range []string{"A", "B", "C", "D"} {
		for g, grp := range []string{"hi", "lo"} {
			var in []customer
			for _, c := range cs {
				if c.branch == branch && (c.overall >= 8) == (grp == "hi") {
					in = append(in, c)
				}
			}
			cells = append(cells, RakeCell{At: []int{b, g}, Count: float64(len(in))})
			tables = append(tables, freqOf(1, in, func(c customer) int64 { return c.overall }))
			names = append(names, branch+"_"+grp)
		}
	}
	margins = []RakeMargin{
		{Name: "branch", Categories: []string{"A", "B", "C", "D"}, Target: []float64{.40, .30, .20, .10}},
		{Name: "overall", Categories: []string{"hi", "lo"}, Target: []float64{.35, .65}},
	}
	return cells, tables, names, margins
}

func oracleRaking(o *oracle) {
	cells, tables, names, margins := rakeInput(o.cs)
	opt := DefaultRake
	opt.Tolerance = 1e-12
	opt.High = 0
	r, err := Rake(cells, margins, opt)
	if err != nil {
		o.t.Fatal(err)
	}
	o.check("rake.iter", float64(r.Cycles), 0)
	o.check("rake.deff.kish", r.Deff, closed)
	o.check("rake.neff", r.NEff, closed)
	for i, name := range names {
		o.check("rake.w."+name, r.Weights[i], closed)
	}
	f, ok := Weighted(tables, r.Weights)
	if !ok {
		o.t.Fatal("weights refused")
	}
	m, _ := f.Mean()
	o.check("rake.mean.overall", m, closed)
	if math.Abs(f.Eff-r.NEff) > 1e-9 {
		o.t.Errorf("the weighted table has n_eff %v, the raking %v", f.Eff, r.NEff)
	}
}

func TestGroupsAgreeWithR(t *testing.T) {
	x := readExtra(t)
	fs := []Freq{values(1, 3, 5, 4, 4, 2, 6, 7), values(1, 1, 2, 2, 3, 4, 1), values(1, 5, 6, 6, 7, 4, 5, 7, 7), values(1, 1, 9)}
	k := KruskalWallis(fs, DefaultGroups)
	extraIs(t, x, "kw.H", k.Statistic, closed)
	extraIs(t, x, "kw.p", k.P, closed)
	if len(k.Notes) != 1 || k.Notes[0].Code != GroupsSkipped || k.Notes[0].Args[0] != 3 {
		t.Errorf("the group of two must be skipped and listed: %+v", k.Notes)
	}
	pairs, _ := Dunn(fs, DefaultGroups)
	for i, p := range pairs {
		extraIs(t, x, "dunn.z."+string(rune('1'+i)), p.Statistic, closed)
		extraIs(t, x, "dunn.p."+string(rune('1'+i)), p.PHolm, closed)
	}
	w := WelchANOVA(fs, DefaultGroups)
	extraIs(t, x, "welchf.F", w.Statistic, closed)
	extraIs(t, x, "welchf.df2", w.DF2, closed)
	extraIs(t, x, "welchf.p", w.P, closed)
	for _, c := range []float64{0, 1, 7, 250} {
		e := PoissonRate(c, 12.5, 0.95)
		name := map[float64]string{0: "0", 1: "1", 7: "7", 250: "250"}[c]
		extraIs(t, x, "poisson.lo."+name, e.Lo, closed)
		extraIs(t, x, "poisson.hi."+name, e.Hi, closed)
	}
}

// With two groups Games–Howell is Welch's t: q = |t|·√2 and the same P.
func TestGamesHowellOfTwoIsWelch(t *testing.T) {
	pairs, _ := GamesHowell([]Freq{sampleX, sampleY}, DefaultGroups)
	w := WelchT(sampleX, sampleY, 0.95)
	p := pairs[0]
	if !near(p.Statistic, math.Abs(w.Statistic)*math.Sqrt2, 1e-13) || !near(p.P, w.P, 1e-9) || !near(p.Effect.Lo, w.Effect.Lo, 1e-9) {
		t.Errorf("%+v and %+v", p, w)
	}
}
