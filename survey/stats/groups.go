package stats

import "math"

// Methods of comparing groups of different people.
const (
	MethodWelchF      Method = "welch-anova"
	MethodGamesHowell Method = "games-howell"
	MethodEta2        Method = "eta-squared"
	MethodOmega2      Method = "omega-squared"
)

// GroupsSkipped lists the groups left out. Args: their indexes.
const GroupsSkipped NoteCode = "groups-skipped"

// TooManyGroups says that all pairs would be too many. Args: groups, at most.
const TooManyGroups NoteCode = "too-many-groups"

// GroupOptions says which groups take part and at what level intervals are.
type GroupOptions struct {
	MinN  float64 // groups with fewer respondents are skipped and listed
	Level float64
}

// DefaultGroups skips groups under five (method A.11).
var DefaultGroups = GroupOptions{MinN: 5, Level: 0.95}

// Pair is a comparison of the groups A and B, by their indexes in the input.
type Pair struct {
	A, B int
	Test
}

// group is one that takes part.
type group struct {
	index      int
	n, mean, v float64
}

// compared picks the groups that take part; needVariance leaves out those
// without any.
func compared(fs []Freq, o GroupOptions, needVariance bool) (in []group, notes []Note, n float64) {
	var skipped []float64
	weighted := false
	for i, f := range fs {
		b := f.basis(math.Max(2, o.MinN), o.Level)
		if b.refusal != nil || (needVariance && f.constant()) {
			skipped = append(skipped, float64(i))
			continue
		}
		m, _ := f.Mean()
		v, _ := f.Variance()
		in = append(in, group{i, b.n, m, v})
		n += b.n
		weighted = weighted || f.Eff > 0
	}
	if weighted {
		notes = append(notes, Note{Code: EffectiveN, Args: []float64{n}})
	}
	if len(skipped) > 0 {
		notes = append(notes, Note{Code: GroupsSkipped, Args: skipped})
	}
	return in, notes, n
}

// WelchANOVA tests that k groups have one mean, not assuming equal variances:
//
//	w = n/s², m̃ = Σw·x̄/Σw, Λ = Σ(1−w/Σw)²/(n−1)
//	F = [Σw(x̄−m̃)²/(k−1)] / [1 + 2(k−2)/(k²−1)·Λ],  df k−1 and (k²−1)/(3Λ)
//
// Source: Welch 1951, Biometrika 38:330.
func WelchANOVA(fs []Freq, o GroupOptions) Test {
	in, notes, n := compared(fs, o, true)
	k := float64(len(in))
	if k < 2 {
		t := UndefinedTest(MethodWelchF, n, TooFew, k, 2)
		t.Notes = append(t.Notes, notes...)
		return t
	}
	w, wm := 0.0, 0.0
	for _, g := range in {
		w += g.n / g.v
		wm += g.n / g.v * g.mean
	}
	between, lambda := 0.0, 0.0
	for _, g := range in {
		d := g.mean - wm/w
		between += g.n / g.v * d * d
		share := 1 - g.n/g.v/w
		lambda += share * share / (g.n - 1)
	}
	df2 := (k*k - 1) / (3 * lambda)
	f := between / (k - 1) / (1 + 2*(k-2)/(k*k-1)*lambda)
	return Test{Defined: true, Statistic: f, DF: k - 1, DF2: df2, P: fTail(f, k-1, df2), N: n, Method: MethodWelchF, Notes: notes}
}

// maxPairwise is the number of groups up to which all pairs are compared: 780
// pairs, some four seconds. More are for the funnel and the ranking.
const maxPairwise = 40

// GamesHowell compares all pairs of k groups:
//
//	q = |x̄a−x̄b|/√((sa²/na+sb²/nb)/2),  df as in Welch's t,  p = P(Q(k,df) > q)
//
// Effect is x̄a−x̄b ± Q(level; k, df)·√(…/2). k counts the groups that take part.
// Source: Games & Howell 1976, J. Educ. Stat. 1:113.
func GamesHowell(fs []Freq, o GroupOptions) (pairs []Pair, notes []Note) {
	in, notes, _ := compared(fs, o, true)
	if len(in) < 2 {
		return nil, append(notes, Note{Code: TooFew, Args: []float64{float64(len(in)), 2}})
	}
	if len(in) > maxPairwise {
		return nil, append(notes, Note{Code: TooManyGroups, Args: []float64{float64(len(in)), maxPairwise}})
	}
	for i, a := range in {
		for _, b := range in[i+1:] {
			pairs = append(pairs, Pair{A: a.index, B: b.index, Test: gamesHowell(a, b, float64(len(in)), o.Level)})
		}
	}
	return pairs, notes
}

func gamesHowell(a, b group, k, level float64) Test {
	va, vb := a.v/a.n, b.v/b.n
	se := math.Sqrt((va + vb) / 2)
	df := satterthwaite(va, vb, a.n, b.n)
	d := a.mean - b.mean
	q := math.Abs(d) / se
	h := tukeyQuantile(level, k, df) * se
	n := a.n + b.n
	return Test{Defined: true, Statistic: q, DF: df, P: tukeyTail(q, k, df), N: n, Method: MethodGamesHowell,
		Effect: Estimate{Defined: true, Value: d, Lo: d - h, Hi: d + h, Level: level, SE: math.Sqrt(va + vb), N: n, Method: MethodGamesHowell}}
}

// Eta2 is the share of the variance that lies between groups, SSb/SSt. It is
// biased upwards; Omega2 is not. Source: method A.11.
func Eta2(fs []Freq, o GroupOptions) Estimate {
	return varianceShare(fs, o, MethodEta2, func(ssb, sst, _, _ float64) float64 { return ssb / sst })
}

// Omega2 is (SSb − (k−1)·MSw)/(SSt + MSw), MSw = SSw/(N−k); it may be negative
// where the groups differ less than chance would have it.
// Source: Hays 1963, Statistics for Psychologists.
func Omega2(fs []Freq, o GroupOptions) Estimate {
	return varianceShare(fs, o, MethodOmega2, func(ssb, sst, k, n float64) float64 {
		msw := (sst - ssb) / (n - k)
		return (ssb - (k-1)*msw) / (sst + msw)
	})
}

func varianceShare(fs []Freq, o GroupOptions, m Method, share func(ssb, sst, k, n float64) float64) Estimate {
	in, notes, n := compared(fs, o, false)
	k := float64(len(in))
	if k < 2 {
		e := Undefined(m, n, TooFew, k, 2)
		e.Notes = append(e.Notes, notes...)
		return e
	}
	grand := 0.0
	for _, g := range in {
		grand += g.n / n * g.mean
	}
	ssb, ssw := 0.0, 0.0
	for _, g := range in {
		ssb += g.n * (g.mean - grand) * (g.mean - grand)
		ssw += (g.n - 1) * g.v
	}
	if ssw <= 0 {
		return Estimate{N: n, Method: m, Notes: append(notes, Note{Code: NoVariance})}
	}
	return Estimate{Defined: true, Value: share(ssb, ssb+ssw, k, n), N: n, Method: m, Notes: notes}
}
