package stats

// drivers is the Cross of the five dimension scores (P) and overall.
func drivers(cs []customer) Cross {
	c := crossOf(6, cs, func(c customer) []int64 {
		r := make([]int64, 6)
		for j := range dims {
			r[j] = c.sum("P", j)
		}
		r[5] = c.overall
		return r
	})
	for j, d := range dims {
		c.Unit[j] = float64(d.n)
	}
	return c
}

var five = []int{0, 1, 2, 3, 4}

func oracleDrivers(o *oracle) {
	c := drivers(o.cs)
	r := Regress(c, 5, five, 0.95)
	w := RelativeWeights(c, 5, five, DefaultImportance)
	s := Shapley(c, 5, five, DefaultImportance)
	o.check("reg.R2", r.R2, closed)
	o.check("rwa.R2", w.R2, closed)
	for j, d := range dims {
		o.check("beta."+d.id, r.Terms[j].Beta, closed)
		o.check("vif."+d.id, r.Terms[j].VIF, closed)
		o.check("derived.r."+d.id, r.Terms[j].R.Value, closed)
		o.check("derived.partial."+d.id, r.Terms[j].Partial.Value, closed)
		o.check("rwa."+d.id, w.Shares[j].Value, closed)
		o.check("lmg."+d.id, s.Shares[j].Value, closed)
	}
	// Method A.14: EMP has β −.0452 beside r .4358.
	if len(r.Notes) != 1 || r.Notes[0].Code != Suppression || r.Notes[0].Args[0] != 4 {
		o.t.Errorf("suppression is not noted: %+v", r.Notes)
	}
}
