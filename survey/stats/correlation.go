package stats

import "math"

// Methods of correlations.
const (
	MethodPearson   Method = "pearson-fisher"
	MethodCriticalR Method = "critical-r"
)

// PerfectFit notes a correlation of ±1, for which Fisher's interval has no width.
const PerfectFit NoteCode = "perfect-fit"

// Correlation is Pearson's r of variables i and j of a Cross with Fisher's
// interval tanh(atanh r ± z/√(n−3)), over its complete rows. Below four rows r
// stands without interval. Source: Fisher 1921, Metron 1:3.
func Correlation(c Cross, i, j int, level float64) Estimate {
	b := c.basis(2, level)
	if b.refusal != nil {
		return b.undefined(MethodPearson)
	}
	for _, v := range []int{i, j} {
		if v < 0 || v >= c.K {
			return Undefined(MethodPearson, b.n, BadArgument, float64(v))
		}
		if c.constantVar(v) {
			return Undefined(MethodPearson, b.n, ItemConstant, float64(v))
		}
	}
	return withFisher(c.r(i, j), b, level)
}

func withFisher(r float64, b basis, level float64) Estimate {
	e := Estimate{Defined: true, Value: r, N: b.n, Method: MethodPearson, Notes: b.notes}
	switch {
	case math.Abs(r) > 1-1e-12:
		e.Notes = append(e.Notes, Note{Code: PerfectFit})
	case b.n < 4:
		e.Notes = append(e.Notes, Note{Code: TooFew, Args: []float64{b.n, 4}})
	default:
		z, h := math.Atanh(r), zOf(level)/math.Sqrt(b.n-3)
		e.Lo, e.Hi, e.Level = math.Tanh(z-h), math.Tanh(z+h), level
		e.SE = (1 - r*r) / math.Sqrt(b.n-1)
	}
	return e
}

// CriticalR is the |r| beyond which a correlation from n pairs is significant
// at 1−level, two-sided: t/√(n−2+t²). It is the "r table" of the validity test
// "r computed vs r table" that Indonesian theses ask for.
func CriticalR(n, level float64) Estimate {
	b := judge(n, 0, true, 3, level)
	if b.refusal != nil {
		return b.undefined(MethodCriticalR)
	}
	t := studentQuantile(level, n-2)
	return Estimate{Defined: true, Value: t / math.Sqrt(n-2+t*t), N: n, Method: MethodCriticalR}
}

// CorrelationTest tests that the correlation of i and j is zero,
// t = r·√((n−2)/(1−r²)), df n−2. Effect is r with Fisher's interval.
func CorrelationTest(c Cross, i, j int, level float64) Test {
	e := Correlation(c, i, j, level)
	if !e.Defined {
		return Test{N: e.N, Method: MethodPearson, Notes: e.Notes}
	}
	if e.N < 3 {
		return UndefinedTest(MethodPearson, e.N, TooFew, e.N, 3)
	}
	return testR(e, e.N-2)
}

// testR is the t-test of a correlation on df degrees of freedom.
func testR(e Estimate, df float64) Test {
	if math.Abs(e.Value) > 1-1e-12 {
		return Test{N: e.N, Method: MethodPearson, Effect: e, Notes: []Note{{Code: PerfectFit}}}
	}
	t := e.Value * math.Sqrt(df/(1-e.Value*e.Value))
	return Test{Defined: true, Statistic: t, DF: df, P: studentP(t, df), Effect: e, N: e.N, Method: MethodPearson, Notes: e.Notes}
}

// ItemTotal is the corrected item–total correlation: item i with the sum of
// the other items, over complete rows, with Fisher's interval.
// Source: method A.8.
func ItemTotal(c Cross, item int, level float64) Estimate {
	b := c.basis(2, level)
	if b.refusal != nil {
		return b.undefined(MethodItemTotal)
	}
	if item < 0 || item >= c.K {
		return Undefined(MethodItemTotal, b.n, BadArgument, float64(item))
	}
	if c.K < 2 {
		return Undefined(MethodItemTotal, b.n, TooFewItems, float64(c.K), 2)
	}
	if c.constantVar(item) {
		return Undefined(MethodItemTotal, b.n, ItemConstant, float64(item))
	}
	rest := c.others(item)
	with, rv, own := 0.0, 0.0, 0.0
	for _, i := range rest {
		v, _ := c.Cov(item, i)
		with += v
		for _, j := range rest {
			v, _ := c.Cov(i, j)
			rv += v
			if i == j {
				own += v
			}
		}
	}
	if own <= 0 || rv <= 1e-12*own {
		return Undefined(MethodItemTotal, b.n, NoVariance)
	}
	s, _ := c.Cov(item, item)
	e := withFisher(clampR(with/math.Sqrt(s*rv)), b, level)
	e.Method = MethodItemTotal
	return e
}

// r is the correlation of two variables that both vary.
func (c Cross) r(i, j int) float64 {
	if i == j {
		return 1
	}
	ij, _ := c.Cov(i, j)
	ii, _ := c.Cov(i, i)
	jj, _ := c.Cov(j, j)
	return clampR(ij / math.Sqrt(ii*jj))
}

func clampR(r float64) float64 { return math.Max(-1, math.Min(1, r)) }

// constantVar says that variable i does not vary. The moments are integers, so
// that n·Σx² − (Σx)² is exactly zero then.
func (c Cross) constantVar(i int) bool {
	v, ok := c.Cov(i, i)
	return !ok || v <= 0
}

// constantItem is the first variable that does not vary, or −1.
func (c Cross) constantItem() int {
	for i := range c.K {
		if c.constantVar(i) {
			return i
		}
	}
	return -1
}
