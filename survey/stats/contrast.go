package stats

import "math"

// Methods of contrasts of several groups.
const (
	MethodContrast   Method = "welch-contrast"
	MethodAverage    Method = "against-average"
	MethodPairwiseT  Method = "pairwise-welch-holm"
	contrastMinGroup        = 2
)

// Contrast tests that a weighted sum of the means of groups of different
// people is zero, not assuming equal variances:
//
//	L = Σ c_g·x̄_g,  SE² = Σ c_g²·s_g²/n_g
//	df = SE⁴ / Σ (c_g²·s_g²/n_g)²/(n_g−1),  two-sided
//
// With c = (1, −1) it is Welch's t. Groups with c = 0 are not looked at.
// Sources: Welch 1947, Biometrika 34:28; Satterthwaite 1946, Biometrics 2:110.
func Contrast(fs []Freq, c []float64, level float64) Test {
	if len(c) != len(fs) {
		return UndefinedTest(MethodContrast, 0, BadArgument, float64(len(c)))
	}
	value, v, vv, n := 0.0, 0.0, 0.0, 0.0
	for g, f := range fs {
		if c[g] == 0 {
			continue
		}
		b := f.basis(contrastMinGroup, level)
		n += b.n
		if b.refusal != nil {
			t := b.undefinedTest(MethodContrast)
			t.N = n
			return t
		}
		m, _ := f.Mean()
		s, _ := f.Variance()
		part := c[g] * c[g] * s / b.n
		value += c[g] * m
		v += part
		vv += part * part / (b.n - 1)
	}
	return contrastTest(MethodContrast, value, v, vv, n, level)
}

// contrastTest makes the test of a contrast with variance v, where vv is
// Σ part²/(n−1).
func contrastTest(m Method, value, v, vv, n, level float64) Test {
	switch {
	case n == 0:
		return UndefinedTest(m, 0, NoData)
	case v <= 0 || vv <= 0:
		return UndefinedTest(m, n, NoVariance)
	}
	se, df := math.Sqrt(v), v*v/vv
	h := studentQuantile(level, df) * se
	return Test{Defined: true, Statistic: value / se, DF: df, P: studentP(value/se, df), N: n, Method: m,
		Effect: Estimate{Defined: true, Value: value, Lo: value - h, Hi: value + h, Level: level, SE: se, N: n, Method: m}}
}

// AgainstAverage compares each group with the average group, in which every
// group counts alike whatever its size (the analysis of means):
//
//	L_i = x̄_i − Σ_{g∈R} x̄_g/r,  r groups in R
//
// each as a Contrast, with Holm's and BH's adjustment over the groups. R is the
// groups for which usual holds, all of them where it is nil; a group in R is
// compared with an average that it is part of. Groups under MinN or without
// variance take no part and have an undefined test.
//
// Why not the mean of all respondents: it lies where the large groups lie, so
// that of several equal groups the large ones differ from it, truly and
// significantly, for no other reason than that others are large.
// Sources: Ott 1967, Ind. Qual. Control 24:101; Nelson & Dudewicz 2002,
// Technometrics 44:292 (unequal variances); Holm 1979.
func AgainstAverage(fs []Freq, usual []bool, o GroupOptions) (tests []Test, notes []Note) {
	in, notes, n := compared(fs, o, true)
	tests = make([]Test, len(fs))
	for i := range tests {
		tests[i] = UndefinedTest(MethodAverage, fs[i].Effective(), TooFew, fs[i].Effective(), math.Max(2, o.MinN))
	}
	if usual != nil && len(usual) != len(fs) {
		return tests, append(notes, Note{Code: BadArgument, Args: []float64{float64(len(usual))}})
	}
	r := 0.0
	for _, g := range in {
		if usual == nil || usual[g.index] {
			r++
		}
	}
	if len(in) < 2 || r == 0 {
		return tests, append(notes, Note{Code: TooFew, Args: []float64{float64(len(in)), 2}})
	}
	for _, g := range in {
		value, v, vv := 0.0, 0.0, 0.0
		for _, h := range in {
			c := 0.0
			if usual == nil || usual[h.index] {
				c = -1 / r
			}
			if h.index == g.index {
				c++
			}
			value += c * h.mean
			part := c * c * h.v / h.n
			v += part
			vv += part * part / (h.n - 1)
		}
		tests[g.index] = contrastTest(MethodAverage, value, v, vv, n, o.Level)
	}
	Adjust(tests)
	return tests, notes
}

// PairwiseT compares all pairs of groups by Welch's t with Holm's and BH's
// adjustment over the pairs. It is what is left of Games–Howell where groups
// are many: the studentised range is dear, the t is not.
func PairwiseT(fs []Freq, o GroupOptions) (pairs []Pair, notes []Note) {
	in, notes, _ := compared(fs, o, true)
	if len(in) < 2 {
		return nil, append(notes, Note{Code: TooFew, Args: []float64{float64(len(in)), 2}})
	}
	var tests []Test
	for i, a := range in {
		for _, b := range in[i+1:] {
			va, vb := a.v/a.n, b.v/b.n
			t := contrastTest(MethodPairwiseT, a.mean-b.mean, va+vb, va*va/(a.n-1)+vb*vb/(b.n-1), a.n+b.n, o.Level)
			pairs, tests = append(pairs, Pair{A: a.index, B: b.index}), append(tests, t)
		}
	}
	Adjust(tests)
	for i := range pairs {
		pairs[i].Test = tests[i]
	}
	return pairs, notes
}
