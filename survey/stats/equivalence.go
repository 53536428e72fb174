package stats

import "math"

// MethodTOST is the equivalence test by two one-sided tests.
const MethodTOST Method = "tost"

// Equivalent tests that a mean lies within ±margin of zero, by two one-sided
// t-tests at 1−level each:
//
//	t = (margin − |x̄|)/SE,  df = n − 1,  P one-sided
//
// P ≤ 1−level just when the interval at 2·level−1 (90 % for 95 %) lies within the
// margin; Effect carries that interval. Sources: Schuirmann 1987, J. Pharmacokin.
// Biopharm. 15:657; Lakens 2017, Soc. Psychol. Personal. Sci. 8:355.
func Equivalent(e Estimate, df, margin, level float64) Test {
	if !e.Defined || !(e.SE > 0) || !(df > 0) || !(margin > 0) || math.IsInf(margin, 0) || math.IsInf(e.SE, 0) || math.IsInf(df, 0) || !(level > 0.5 && level < 1) {
		return UndefinedTest(MethodTOST, e.N, NoVariance)
	}
	t := (margin - math.Abs(e.Value)) / e.SE
	p := studentP(t, df) / 2
	if t < 0 {
		p = 1 - p
	}
	inner := e.student(e.SE, df, 2*level-1)
	inner.Method = MethodTOST
	return Test{Defined: true, Statistic: t, DF: df, P: p, N: e.N, Method: MethodTOST, Effect: inner}
}
