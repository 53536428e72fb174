package stats

import (
	"math"
	"sort"
)

// Methods of trend.
const (
	MethodMannKendall Method = "mann-kendall"
	MethodHamedRao    Method = "mann-kendall-hamed-rao"
	MethodSen         Method = "sen-slope"
)

// trendPoints is the least number of points for a trend test (method A.13).
const trendPoints = 8

// TrendOptions are those of MannKendall.
type TrendOptions struct {
	Level    float64
	HamedRao bool // correct the variance for autocorrelation
}

// DefaultTrend is the plain test at 95 %.
var DefaultTrend = TrendOptions{Level: 0.95}

// MannKendall tests a series for a monotone trend:
//
//	S = Σ_{i<j} sign(x_j − x_i),  Var = [n(n−1)(2n+5) − Σt(t−1)(2t+5)]/18
//	Z = (S ∓ 1)/√Var
//
// Effect is Sen's slope, the median of (x_j−x_i)/(t_j−t_i), per unit of time, with
// the interval of Gilbert 1987. times may be nil for 0, 1, 2 …; give them where
// months are missing. Statistic is S. At least eight points.
//
// Hamed–Rao multiplies Var by n/n* = 1 + 2/(n(n−1)(n−2))·Σ(n−i)(n−i−1)(n−i−2)·ρ_i
// over the lags i whose autocorrelation of the ranks of the detrended series is
// beyond ±1.96/√n. Sources: Mann 1945; Kendall 1975; Sen 1968, JASA 63:1379;
// Hamed & Rao 1998, J. Hydrol. 204:182.
func MannKendall(x []float64, times []int64, o TrendOptions) Test {
	n := float64(len(x))
	b := judge(n, 0, true, trendPoints, o.Level)
	if b.refusal != nil {
		return b.undefinedTest(MethodMannKendall)
	}
	if note := unusable(x); note != nil {
		return Test{N: n, Method: MethodMannKendall, Notes: []Note{*note}}
	}
	if times == nil {
		for i := range x {
			times = append(times, int64(i))
		}
	}
	for i := range times {
		if len(times) != len(x) || (i > 0 && times[i] <= times[i-1]) {
			return UndefinedTest(MethodMannKendall, n, BadArgument, float64(i))
		}
	}
	s, slopes := pairwiseSlopes(x, times)
	v := kendallVariance(x)
	if v <= 0 {
		return UndefinedTest(MethodMannKendall, n, NoVariance)
	}
	slope := medianOf(slopes)
	t := Test{Defined: true, Statistic: s, N: n, Method: MethodMannKendall}
	if o.HamedRao {
		t.Method = MethodHamedRao
		f := hamedRao(x, times, slope)
		if f <= 0 {
			return UndefinedTest(MethodHamedRao, n, NegativeVar)
		}
		v *= f
	}
	t.Z = math.Max(0, math.Abs(s)-1) / math.Sqrt(v)
	if s < 0 {
		t.Z = -t.Z
	}
	t.P = normalP(t.Z)
	t.Effect = senInterval(slope, slopes, v, n, o.Level)
	return t
}

// pairwiseSlopes gives S and the slopes of all pairs, sorted.
func pairwiseSlopes(x []float64, times []int64) (s float64, slopes []float64) {
	for i := range x {
		for j := i + 1; j < len(x); j++ {
			switch {
			case x[j] > x[i]:
				s++
			case x[j] < x[i]:
				s--
			}
			slopes = append(slopes, (x[j]-x[i])/float64(times[j]-times[i]))
		}
	}
	sort.Float64s(slopes)
	return s, slopes
}

func kendallVariance(x []float64) float64 {
	n := float64(len(x))
	v := n * (n - 1) * (2*n + 5)
	sorted := append([]float64(nil), x...)
	sort.Float64s(sorted)
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		t := float64(j - i)
		v -= t * (t - 1) * (2*t + 5)
		i = j
	}
	return v / 18
}

// senInterval takes the slopes of rank (M−C)/2 and (M+C)/2+1 of M, C = z·√Var.
func senInterval(slope float64, slopes []float64, v, n, level float64) Estimate {
	m := float64(len(slopes))
	c := zOf(level) * math.Sqrt(v)
	lo := int(math.Round((m - c) / 2))
	hi := int(math.Round((m+c)/2 + 1))
	e := Estimate{Defined: true, Value: slope, N: n, Method: MethodSen}
	if lo < 1 || hi > len(slopes) {
		e.Notes = []Note{{Code: TooFew, Args: []float64{n, trendPoints}}}
		return e
	}
	e.Lo, e.Hi, e.Level = slopes[lo-1], slopes[hi-1], level
	return e
}

func medianOf(sorted []float64) float64 {
	k := len(sorted)
	if k%2 == 1 {
		return sorted[k/2]
	}
	return (sorted[k/2-1] + sorted[k/2]) / 2
}

// hamedRao is n/n*.
func hamedRao(x []float64, times []int64, slope float64) float64 {
	n := len(x)
	detrended := make([]float64, n)
	for i := range x {
		detrended[i] = x[i] - slope*float64(times[i])
	}
	r := ranksOf(detrended)
	mean, v := float64(n+1)/2, 0.0
	for _, a := range r {
		v += (a - mean) * (a - mean)
	}
	if v == 0 {
		return 1
	}
	nf := float64(n)
	sum := 0.0
	for lag := 1; lag < n; lag++ {
		c := 0.0
		for i := range n - lag {
			c += (r[i] - mean) * (r[i+lag] - mean)
		}
		if rho := c / v; math.Abs(rho) > zOf(0.95)/math.Sqrt(nf) {
			l := float64(lag)
			sum += (nf - l) * (nf - l - 1) * (nf - l - 2) * rho
		}
	}
	return 1 + 2/(nf*(nf-1)*(nf-2))*sum
}

// ranksOf gives midranks.
func ranksOf(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return x[order[a]] < x[order[b]] })
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			out[order[k]] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}
