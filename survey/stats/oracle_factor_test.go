package stats

import "fmt"

// factorOf is the dimension of each of the 22 items.
func factorOf() []int {
	var out []int
	for j, d := range dims {
		for range d.n {
			out = append(out, j)
		}
	}
	return out
}

func oracleScales(o *oracle) {
	for _, side := range []string{"E", "P", "G"} {
		for _, d := range dims {
			q, _ := OneFactor(itemsOf(o.cs, side, d.first, d.n))
			key := side + "." + d.id
			o.check("omega."+key, q.Omega.Value, iterative)
			o.check("CR."+key, q.CR.Value, iterative)
			o.check("AVE."+key, q.AVE.Value, iterative)
		}
	}
	for j, d := range dims {
		c := crossOf(2, o.cs, func(c customer) []int64 { return []int64{c.sum("P", j), c.sum("E", j)} })
		c.Unit = []float64{float64(d.n), float64(d.n)}
		r := DifferenceReliability(c, Alpha(itemsOf(o.cs, "P", d.first, d.n), 0.95), Alpha(itemsOf(o.cs, "E", d.first, d.n), 0.95))
		o.check("diffrel."+d.id, r.Value, closed)
	}
}

func oracleFactors(o *oracle) {
	c := itemsOf(o.cs, "P", 0, 22)
	k := KMO(c)
	o.check("kmo.P", k.Overall.Value, closed)
	for i, v := range k.Items {
		o.check(fmt.Sprintf("msa.P.%d", i+1), v, closed)
	}
	b := Bartlett(c)
	o.check("bartlett.P.chisq", b.Statistic, closed)
	o.check("bartlett.P.df", b.DF, closed)
	o.check("bartlett.P.p", b.P, closed)
	for i := range 6 {
		o.check(fmt.Sprintf("eigen.P.%d", i+1), Parallel(c, ParallelOptions{Sets: 1, Quantile: 0.5, Seed: 1}).Eigenvalues[i], closed)
	}
	e := EFA(c, EFAOptions{Factors: 5, Extract: Minres, Rotation: NoRotation})
	sum := 0.0
	for _, h := range e.Communalities {
		sum += h
	}
	o.check("efa5.minres.P.comm.sum", sum, iterative)
}

func oracleCFA(o *oracle) {
	f := CFA(itemsOf(o.cs, "P", 0, 22), factorOf(), DefaultCFA)
	if !f.Defined {
		o.t.Fatalf("%+v", f.Notes)
	}
	o.check("cfa5.P.chisq", f.Chi2.Statistic, iterative)
	o.check("cfa5.P.df", f.Chi2.DF, iterative)
	o.check("cfa5.P.pvalue", f.Chi2.P, iterative)
	o.check("cfa5.P.baseline.chisq", f.Baseline.Statistic, iterative)
	o.check("cfa5.P.baseline.df", f.Baseline.DF, iterative)
	o.check("cfa5.P.cfi", f.CFI.Value, iterative)
	o.check("cfa5.P.tli", f.TLI.Value, iterative)
	o.check("cfa5.P.rmsea", f.RMSEA.Value, iterative)
	o.check("cfa5.P.rmsea.ci.lower", f.RMSEA.Lo, iterative)
	o.check("cfa5.P.rmsea.ci.upper", f.RMSEA.Hi, iterative)
	o.check("cfa5.P.srmr", f.SRMR.Value, iterative)
}
