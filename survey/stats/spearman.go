package stats

import "math"

// MethodSpearman names the rank correlation.
const MethodSpearman Method = "spearman"

// JointCount is how many respondents gave X together with Y.
type JointCount struct {
	X, Y  int64
	Count float64
}

// Spearman is the rank correlation of two ordinal variables from their joint
// counts: Pearson's r of the midranks, with
//
//	t = r·√((n−2)/(1−r²)),  interval tanh(atanh r ± z·√((1+r²/2)/(n−3)))
//
// over the respondents with both answers. Sources: Spearman 1904; Bonett &
// Wright 2000, Psychometrika 65:23, for the interval.
func Spearman(joint []JointCount, level float64) Test {
	x, y, n := map[int64]float64{}, map[int64]float64{}, 0.0
	for _, j := range joint {
		if !(j.Count >= 0) || j.Count != math.Trunc(j.Count) || math.IsInf(j.Count, 0) {
			return UndefinedTest(MethodSpearman, 0, BadArgument, finiteOr0(j.Count))
		}
		x[j.X] += j.Count
		y[j.Y] += j.Count
		n += j.Count
	}
	b := judge(n, 0, true, 3, level)
	if b.refusal != nil {
		return b.undefinedTest(MethodSpearman)
	}
	rx, tx := midranks(x)
	ry, ty := midranks(y)
	all := n*n*n - n
	if tx >= all || ty >= all {
		return UndefinedTest(MethodSpearman, n, NoVariance)
	}
	mid, sum := (n+1)/2, 0.0
	for _, j := range joint {
		if j.Count > 0 {
			sum += j.Count * (rx[j.X] - mid) * (ry[j.Y] - mid)
		}
	}
	// Σ(rank−mid)² is (n³−n−Σ(t³−t))/12.
	r := clampR(sum * 12 / math.Sqrt((all-tx)*(all-ty)))
	e := Estimate{Defined: true, Value: r, N: n, Method: MethodSpearman}
	if math.Abs(r) > 1-1e-12 {
		e.Notes = []Note{{Code: PerfectFit}}
		return Test{N: n, Method: MethodSpearman, Effect: e, Notes: e.Notes}
	}
	if n > 3 {
		z, h := math.Atanh(r), zOf(level)*math.Sqrt((1+r*r/2)/(n-3))
		e.Lo, e.Hi, e.Level = math.Tanh(z-h), math.Tanh(z+h), level
	}
	t := r * math.Sqrt((n-2)/(1-r*r))
	return Test{Defined: true, Statistic: t, DF: n - 2, P: studentP(t, n-2), Effect: e, N: n, Method: MethodSpearman}
}
