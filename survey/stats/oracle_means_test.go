package stats

import "fmt"

func oracleMeans(o *oracle) {
	for _, side := range []string{"E", "P", "G"} {
		name := map[string]string{"E": "E", "P": "P", "G": "gap"}[side]
		for i := range 22 {
			m := MeanCI(freqOf(1, o.cs, func(c customer) int64 { return c.item(side, i) }), 0.95)
			o.check(fmt.Sprintf("item.%s.%d", name, i+1), m.Value, closed)
		}
		for j, d := range dims {
			m := MeanCI(freqOf(int64(d.n), o.cs, func(c customer) int64 { return c.sum(side, j) }), 0.95)
			o.check("dim."+name+"."+d.id, m.Value, closed)
		}
	}
	for j, d := range dims {
		m := MeanCI(freqOf(1, o.cs, func(c customer) int64 { return c.w[j] }), 0.95)
		o.check("dim.weight."+d.id, m.Value, closed)
	}
	un := MeanCI(freqOf(100, o.cs, func(c customer) int64 { u, _ := c.servqual(); return u }), 0.95)
	o.check("servqual.unweighted.perrespondent", un.Value, closed)
	w := MeanCI(freqOf(2000, o.cs, func(c customer) int64 { _, w := c.servqual(); return w }), 0.95)
	o.check("servqual.weighted.perrespondent", w.Value, closed)
}

func oraclePaired(o *oracle) {
	for j, d := range dims {
		f := freqOf(int64(d.n), o.cs, func(c customer) int64 { return c.sum("G", j) })
		t := PairedT(f, 0.95)
		o.check("t."+d.id, t.Statistic, closed)
		o.check("t.df."+d.id, t.DF, closed)
		o.check("t.p."+d.id, t.P, closed)
		o.check("t.lo."+d.id, t.Effect.Lo, closed)
		o.check("t.hi."+d.id, t.Effect.Hi, closed)
		o.check("dz."+d.id, CohenDz(f).Value, closed)
		o.check("gz."+d.id, HedgesG(f).Value, closed)
		w := Wilcoxon(f, DefaultWilcoxon)
		o.check("wilcox.V."+d.id, w.Statistic, closed)
		o.check("wilcox.p."+d.id, w.P, closed)
	}
}

func oracleItems(o *oracle) {
	tests := make([]Test, 22)
	for i := range tests {
		tests[i] = PairedT(freqOf(1, o.cs, func(c customer) int64 { return c.item("G", i) }), 0.95)
	}
	Adjust(tests)
	for i, t := range tests {
		o.check(fmt.Sprintf("item.t.p.%d", i+1), t.P, closed)
		o.check(fmt.Sprintf("item.p.holm.%d", i+1), t.PHolm, closed)
		o.check(fmt.Sprintf("item.p.bh.%d", i+1), t.PBH, closed)
	}
}

func oracleShares(o *oracle) {
	n := NPS(freqOf(1, o.cs, func(c customer) int64 { return c.nps }), 0.95)
	o.check("nps", n.Value, closed)
	o.check("nps.se", n.SE, closed)
	f := freqOf(1, o.cs, func(c customer) int64 { return c.overall })
	top := TopBox(f, 9, 0.95)
	o.check("top2.n", f.CountIf(func(k int64) bool { return k >= 9 }), closed)
	o.check("top2.p", top.Value, closed)
	o.check("wilson.lo", top.Lo, closed)
	o.check("wilson.hi", top.Hi, closed)
}
