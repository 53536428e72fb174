package stats

import "math"

// Methods of t-tests.
const (
	MethodPairedT Method = "paired-t"
	MethodWelchT  Method = "welch-t"
)

// PairedT tests that the mean of the differences in the table is zero:
//
//	t = d̄·√n/s_d,  df = n−1,  two-sided
//
// A pair with either side missing is no difference and is not in the table.
// Effect is the mean difference with its interval at level. Source: method A.11.
func PairedT(f Freq, level float64) Test {
	b := f.basis(2, level)
	if b.refusal != nil {
		return b.undefinedTest(MethodPairedT)
	}
	if f.constant() {
		return UndefinedTest(MethodPairedT, b.n, NoVariance)
	}
	e := MeanCI(f, level)
	t := e.Value / e.SE
	return Test{Defined: true, Statistic: t, DF: b.n - 1, P: studentP(t, b.n-1),
		Effect: e, N: b.n, Method: MethodPairedT, Notes: b.notes}
}

// WelchT compares the means of two groups of different people, not assuming
// equal variances:
//
//	t = (x̄₁−x̄₂)/√(v₁+v₂),  v = s²/n,  df = (v₁+v₂)²/(v₁²/(n₁−1) + v₂²/(n₂−1))
//
// Effect is x̄₁−x̄₂ with its interval. One group may be constant, not both.
// Source: Welch 1947, Biometrika 34:28; Satterthwaite 1946.
func WelchT(f1, f2 Freq, level float64) Test {
	b1, b2 := f1.basis(2, level), f2.basis(2, level)
	for _, b := range []basis{b1, b2} {
		if b.refusal != nil {
			t := b.undefinedTest(MethodWelchT)
			t.N = b1.n + b2.n
			return t
		}
	}
	n := b1.n + b2.n
	m1, _ := f1.Mean()
	m2, _ := f2.Mean()
	s1, _ := f1.Variance()
	s2, _ := f2.Variance()
	if f1.constant() && f2.constant() {
		return UndefinedTest(MethodWelchT, n, NoVariance)
	}
	v1, v2 := s1/b1.n, s2/b2.n
	se, df := math.Sqrt(v1+v2), satterthwaite(v1, v2, b1.n, b2.n)
	d := m1 - m2
	h := studentQuantile(level, df) * se
	notes := append(b1.notes, b2.notes...)
	return Test{Defined: true, Statistic: d / se, DF: df, P: studentP(d/se, df), N: n, Method: MethodWelchT, Notes: notes,
		Effect: Estimate{Defined: true, Value: d, Lo: d - h, Hi: d + h, Level: level, SE: se, N: n, Method: MethodWelchT, Notes: notes}}
}

// satterthwaite is the Welch–Satterthwaite number of degrees of freedom of the
// difference of two means with variances v1 and v2.
func satterthwaite(v1, v2, n1, n2 float64) float64 {
	return (v1 + v2) * (v1 + v2) / (v1*v1/(n1-1) + v2*v2/(n2-1))
}
