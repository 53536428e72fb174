package index

import (
	"math"
	"slices"

	"servqual/survey/stats"
	"servqual/survey/tally"
)

// The limits beyond which difference scores are flagged (method A.10).
const (
	DifferenceReliable = 0.7 // reliability at least
	RestrictedVariance = 0.5 // s_E²/s_P² below this: expectations hardly vary
	CeilingShare       = 0.6 // share of expectation answers at the top of the scale above this
	MirrorCorrelation  = 0.9 // r(D, P) above this: the gap carries no more than perceptions
)

// DifferenceRow is how well a dimension's gap score measures anything.
type DifferenceRow struct {
	Index       int // in Study.Dimensions
	N           float64
	Reliability stats.Estimate // r_DD
	Ratio       stats.Estimate // s_E²/s_P²
	Ceiling     float64        // share of the dimension's expectation answers at the top
	Mirror      stats.Estimate // r(D, P)
	RPE         stats.Estimate // r(P, E)
	Unreliable  bool
	Restricted  bool
	Mirrors     bool
}

// Prediction compares what predicts an outcome.
type Prediction struct {
	Defined     bool
	Outcome     string
	N           float64
	Perceptions float64 // adjusted R² on the dimension perceptions
	Gaps        float64 // on the dimension gaps
	Both        float64 // on perceptions and expectations together
	Notes       []stats.Note
}

// DifferencePanel says honestly what the gap scores are worth.
type DifferencePanel struct {
	Defined    bool
	Dimensions []DifferenceRow
	Prediction Prediction
	Notes      []stats.Note
}

// Differences makes the panel of method A.10 for E and P: over the respondents
// whose dimension is scored (the half-scale rule; alphas over complete rows)
//
//	r_DD = (s_P²·r_PP + s_E²·r_EE − 2·cov)/(s_P² + s_E² − 2·cov)
//	s_E²/s_P²,  r(P−E, P) = (s_P² − cov)/(s_D·s_P),  cov = (s_P² + s_E² − s_D²)/2
//
// and the adjusted R² of an outcome on gaps, on perceptions and on both sides,
// over the same respondents. Sources: Johns 1981; Peter, Churchill & Brown 1993,
// J. Consumer Res. 19(4):655; Brown, Churchill & Peter 1993.
func Differences(t *tally.Tally, outcome string, o Options) DifferencePanel {
	p := t.Plan()
	if !p.Has(tally.Gap) {
		return DifferencePanel{Notes: []stats.Note{note(NoSide)}, Prediction: Prediction{Outcome: outcome, Notes: []stats.Note{note(NoSide)}}}
	}
	out := DifferencePanel{Defined: true}
	for _, d := range battery(p.Study()) {
		out.Dimensions = append(out.Dimensions, differenceRow(t, d, o))
	}
	out.Prediction = predict(t, outcome, o)
	return out
}

func differenceRow(t *tally.Tally, d int, o Options) DifferenceRow {
	both := scorePair(t, d)
	r := DifferenceRow{Index: d, N: both.N, Ceiling: ceiling(t, d)}
	alphaP, alphaE := stats.Alpha(t.DimCross(d, tally.P), o.Level), stats.Alpha(t.DimCross(d, tally.E), o.Level)
	r.Reliability = stats.DifferenceReliability(both, alphaP, alphaE)
	r.RPE = stats.Correlation(both, 0, 1, o.Level)
	r.Mirror = stats.Correlation(withGap(both), 0, 1, o.Level)
	vp, ok := both.Cov(0, 0)
	ve, _ := both.Cov(1, 1)
	switch {
	case !ok:
		r.Ratio = stats.Undefined(MethodRatio, both.N, stats.TooFew, both.N, 2)
	case vp <= 0:
		r.Ratio = stats.Undefined(MethodRatio, both.N, stats.NoVariance)
	default:
		r.Ratio = stats.Estimate{Defined: true, Value: ve / vp, N: both.N, Method: MethodRatio}
	}
	r.Unreliable = r.Reliability.Defined && r.Reliability.Value < DifferenceReliable
	r.Restricted = r.Ratio.Defined && r.Ratio.Value < RestrictedVariance || r.Ceiling > CeilingShare
	r.Mirrors = r.Mirror.Defined && r.Mirror.Value > MirrorCorrelation
	return r
}

// MethodRatio is the ratio of two variances.
const MethodRatio stats.Method = "variance-ratio"

// scorePair is the Cross of a dimension's perception and expectation scores.
// The cross product follows from the table of their differences:
// Σpe = (Σp² + Σe² − Σd²)/2.
func scorePair(t *tally.Tally, d int) stats.Cross {
	p, e, g := t.DimFreq(d, tally.P), t.DimFreq(d, tally.E), t.DimFreq(d, tally.Gap)
	c := stats.NewCross(2)
	c.N = p.N()
	unit := float64(lcm(lcm(p.Unit, e.Unit), g.Unit))
	c.Unit = []float64{unit, unit}
	var squares [3]float64
	for i, f := range []stats.Freq{p, e, g} {
		k := unit / float64(f.Unit)
		for j, key := range f.Keys {
			x := float64(key) * k
			squares[i] += f.Counts[j] * x * x
			if i < 2 {
				c.Sum[i] += f.Counts[j] * x
			}
		}
	}
	pe := (squares[0] + squares[1] - squares[2]) / 2
	c.Prod = []float64{squares[0], pe, pe, squares[1]}
	return c
}

// withGap turns the Cross of (P, E) into that of (P − E, P).
func withGap(c stats.Cross) stats.Cross {
	out := stats.NewCross(2)
	out.N, out.Unit = c.N, c.Unit
	pp, pe, ee := c.Prod[0], c.Prod[1], c.Prod[3]
	out.Sum = []float64{c.Sum[0] - c.Sum[1], c.Sum[0]}
	out.Prod = []float64{pp - 2*pe + ee, pp - pe, pp - pe, pp}
	return out
}

func lcm(a, b int64) int64 {
	if a == 0 || b == 0 {
		return max(a, b, 1)
	}
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x * b
}

// ceiling is the share of the dimension's expectation answers at the top.
func ceiling(t *tally.Tally, d int) float64 {
	s := t.Plan().Study()
	top, n := 0.0, 0.0
	for _, i := range s.ItemsOf(d) {
		f := t.ItemFreq(i, tally.E)
		n += f.N()
		top += f.CountIf(func(k int64) bool { return k == int64(s.Scale.Max)*f.Unit })
	}
	if n == 0 {
		return 0
	}
	return top / n
}

// predict compares adjusted R² over the same rows.
func predict(t *tally.Tally, outcome string, o Options) Prediction {
	out := Prediction{Outcome: outcome}
	p := t.Plan()
	if !slices.Contains(p.Outcomes(), outcome) {
		out.Notes = []stats.Note{note(UnknownField)}
		return out
	}
	c, _ := t.OutcomeCross(outcome)
	dims := battery(p.Study())
	xp, xe := plus(dims, scoresAt(p, tally.P)), plus(dims, scoresAt(p, tally.E))
	out.N = c.Effective()
	if want := rowsWanted * 2 * float64(len(dims)); out.N < want {
		out.Notes = []stats.Note{note(stats.FewRows, out.N, want)}
		return out
	}
	y := c.K - 1
	perceptions := stats.Regress(c, y, xp, o.Level)
	both := stats.Regress(c, y, append(slices.Clone(xp), xe...), o.Level)
	gaps := stats.Regress(gapCross(c, xp, xe), len(dims), span(0, len(dims)), o.Level)
	for _, m := range []stats.Regression{perceptions, gaps, both} {
		if !m.Defined {
			out.Notes = mergeNotes(out.Notes, m.Notes)
		}
	}
	if len(out.Notes) > 0 {
		return out
	}
	out.Defined = true
	out.Perceptions, out.Gaps, out.Both = finite(perceptions.AdjR2), finite(gaps.AdjR2), finite(both.AdjR2)
	return out
}

// gapCross is the Cross of the gaps P − E of each dimension, then the outcome:
// linear in the Cross of both sides, whose units are equal by dimension.
func gapCross(c stats.Cross, xp, xe []int) stats.Cross {
	k := len(xp)
	out := stats.NewCross(k + 1)
	out.N, out.Eff = c.N, c.Eff
	y := c.K - 1
	at := func(i, j int) float64 { return c.Prod[i*c.K+j] }
	for i := range k {
		out.Sum[i] = c.Sum[xp[i]] - c.Sum[xe[i]]
		out.Unit[i] = unitOf(c, xp[i])
		for j := range k {
			out.Prod[i*(k+1)+j] = at(xp[i], xp[j]) - at(xp[i], xe[j]) - at(xe[i], xp[j]) + at(xe[i], xe[j])
		}
		v := at(xp[i], y) - at(xe[i], y)
		out.Prod[i*(k+1)+k], out.Prod[k*(k+1)+i] = v, v
	}
	out.Sum[k], out.Unit[k], out.Prod[k*(k+1)+k] = c.Sum[y], unitOf(c, y), at(y, y)
	return out
}

func unitOf(c stats.Cross, i int) float64 {
	if i < len(c.Unit) && c.Unit[i] > 0 {
		return c.Unit[i]
	}
	return 1
}

// span lists from, from+1, … n of them.
func span(from, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = from + i
	}
	return out
}

func finite(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}
