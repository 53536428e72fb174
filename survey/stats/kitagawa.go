package stats

import "math"

// Methods of changes between two periods.
const (
	MethodWithinUnits Method = "kitagawa-within" // sampling error
	MethodJackknife   Method = "unit-jackknife"  // units are the sample
)

// Stratum is one unit in two periods.
type Stratum struct{ Before, After Freq }

// Kitagawa splits the change of a mean over all respondents.
type Kitagawa struct {
	Defined bool
	Total   Estimate // mean after − mean before, without interval
	// Within is the change within units, with an interval from sampling error.
	Within Estimate
	DF     float64
	// Jackknife is the same with an error over units, where there are two units
	// or more in both periods; DesignEffect is its variance over that of Within.
	Jackknife    Estimate
	JackknifeDF  float64
	DesignEffect float64
	Mix          float64 // Total − Within: who answered
	Terms        []KitagawaTerm
	Common       int // units with answers in both periods
	Notes        []Note
}

// KitagawaTerm is one unit's part. A unit in one period only has no Within.
type KitagawaTerm struct {
	Both        bool
	Share       float64 // mean of its shares of the respondents in both periods
	Change      float64 // of its mean
	Within, Mix float64
}

// SplitChange splits the change of the mean of all respondents between periods:
//
//	Δ = Σ w̄_u·Δx_u + Σ (x̄_u − x̄)·Δw_u
//
// w share of the respondents, x mean of unit u; bars are averages of the two
// periods, x̄ that of the two means of all respondents. A unit in one period
// only has no change of its own; all of its part is mix. The sampling error of
// the first term is that of independent means,
//
//	SE² = Σ w̄_u²·(s²_u1/n_u1 + s²_u0/n_u0)   (df: Satterthwaite)
//
// with the pooled variance for groups of one respondent. The error over units is
// the delete-one jackknife of the first term, shares formed anew without the
// unit, V = (m−1)/m·Σ(θ_(u) − θ̄)², with 1/Σ(w̄_u/Σw̄)² − 1 degrees of freedom,
// which is m−1 for m units of one size. Sources: Kitagawa 1955, JASA 50:1168;
// Efron & Stein 1981, Ann. Stat. 9:586; Bell & McCaffrey 2002, Surv. Methodol.
// 28:169 (degrees of freedom where units differ in size).
func SplitChange(strata []Stratum, level float64) Kitagawa {
	k := newSplit(strata)
	if k.n0 == 0 || k.n1 == 0 {
		return Kitagawa{Notes: []Note{{Code: NoData}}}
	}
	if !(level > 0 && level < 1) {
		return Kitagawa{Notes: []Note{{Code: BadArgument, Args: []float64{finiteOr0(level)}}}}
	}
	n := k.n0 + k.n1
	x0, x1 := k.mean0(), k.mean1()
	out := Kitagawa{Defined: true, Total: Estimate{Defined: true, Value: x1 - x0, N: n, Method: MethodWithinUnits}}
	centre := (x0 + x1) / 2
	v, vv, largest := 0.0, 0.0, 0.0
	within := 0.0
	for _, u := range k.units {
		t := KitagawaTerm{Both: u.n0 > 0 && u.n1 > 0}
		w0, w1 := u.n0/k.n0, u.n1/k.n1
		part := w1*(u.x1-centre) - w0*(u.x0-centre)
		if t.Both {
			t.Share, t.Change = (w0+w1)/2, u.x1-u.x0
			t.Within = t.Share * t.Change
			within += t.Within
			largest += t.Share
			for _, g := range [2][2]float64{{u.n0, u.v0}, {u.n1, u.v1}} {
				s2, df := g[1], g[0]-1
				if df < 1 {
					s2, df = k.pooled, k.df
				}
				e := t.Share * t.Share * s2 / g[0]
				v += e
				vv += e * e / math.Max(1, df)
			}
			out.Common++
		}
		t.Mix = part - t.Within
		out.Terms = append(out.Terms, t)
	}
	if out.Common == 0 {
		out.Within = Undefined(MethodWithinUnits, n, TooFew, 0, 1)
		out.Jackknife = Undefined(MethodJackknife, n, TooFew, 0, 2)
		return out
	}
	out.Mix = out.Total.Value - within
	out.Within = Estimate{Defined: true, Value: within, N: n, Method: MethodWithinUnits}
	out.Jackknife = Undefined(MethodJackknife, n, TooFew, float64(out.Common), 2)
	if v <= 0 {
		out.Within.Notes = []Note{{Code: NoVariance}}
	} else {
		out.DF = v * v / vv
		out.Within = out.Within.student(math.Sqrt(v), out.DF, level)
	}
	k.jackknife(&out, largest, v, level)
	return out
}

// jackknife sets the error over units.
func (k *unitSplit) jackknife(out *Kitagawa, shares, sampling, level float64) {
	if out.Common < 2 {
		return
	}
	var replicates []float64
	squares := 0.0
	for i, u := range k.units {
		if u.n0 == 0 || u.n1 == 0 {
			continue
		}
		squares += out.Terms[i].Share / shares * out.Terms[i].Share / shares
		replicates = append(replicates, k.without(i))
	}
	m, centre, v := float64(len(replicates)), meanOf(replicates), 0.0
	for _, r := range replicates {
		v += (m - 1) / m * (r - centre) * (r - centre)
	}
	e := Estimate{Defined: true, Value: out.Within.Value, N: out.Within.N, Method: MethodJackknife}
	if v <= 0 {
		e.Notes = []Note{{Code: NoVariance}}
		out.Jackknife = e
		return
	}
	out.JackknifeDF = math.Max(1, 1/squares-1)
	out.Jackknife = e.student(math.Sqrt(v), out.JackknifeDF, level)
	if sampling > 0 {
		out.DesignEffect = v / sampling
	}
}

// student adds Student's interval.
func (e Estimate) student(se, df, level float64) Estimate {
	h := studentQuantile(level, df) * se
	e.SE, e.Lo, e.Hi, e.Level = se, e.Value-h, e.Value+h, level
	return e
}

// unitSplit holds the units' figures.
type unitSplit struct {
	units      []splitUnit
	n0, n1     float64
	pooled, df float64
}

type splitUnit struct{ n0, x0, v0, n1, x1, v1 float64 }

func newSplit(strata []Stratum) *unitSplit {
	k := &unitSplit{}
	ss := 0.0
	for _, s := range strata {
		var u splitUnit
		u.n0, u.n1 = s.Before.Effective(), s.After.Effective()
		u.x0, _ = s.Before.Mean()
		u.x1, _ = s.After.Mean()
		u.v0, _ = s.Before.Variance()
		u.v1, _ = s.After.Variance()
		k.n0, k.n1 = k.n0+u.n0, k.n1+u.n1
		for _, g := range [2][2]float64{{u.n0, u.v0}, {u.n1, u.v1}} {
			if g[0] >= 2 {
				ss += (g[0] - 1) * g[1]
				k.df += g[0] - 1
			}
		}
		k.units = append(k.units, u)
	}
	k.pooled = ss / math.Max(1, k.df)
	return k
}

func (k *unitSplit) mean0() float64 {
	s := 0.0
	for _, u := range k.units {
		s += u.n0 / k.n0 * u.x0
	}
	return s
}

func (k *unitSplit) mean1() float64 {
	s := 0.0
	for _, u := range k.units {
		s += u.n1 / k.n1 * u.x1
	}
	return s
}

// without is the change within units of all units but one.
func (k *unitSplit) without(out int) float64 {
	n0, n1, s := k.n0-k.units[out].n0, k.n1-k.units[out].n1, 0.0
	for i, u := range k.units {
		if i != out && u.n0 > 0 && u.n1 > 0 {
			s += (u.n0/n0 + u.n1/n1) / 2 * (u.x1 - u.x0)
		}
	}
	return s
}

// StudentP is the two-sided p-value of an estimate over its standard error with
// df degrees of freedom; ok is false without a standard error.
func (e Estimate) StudentP(df float64) (p float64, ok bool) {
	if !e.Defined || !(e.SE > 0) || !(df > 0) {
		return 0, false
	}
	return studentP(e.Value/e.SE, df), true
}
