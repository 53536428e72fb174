package stats

import "math"

// MethodNPS is the net promoter score with Tango's interval.
const MethodNPS Method = "nps-tango"

// NPS is the net promoter score in points, −100..100, of answers 0..10:
//
//	100·(p_P − p_D),  P: 9–10, D: 0–6
//
// with Tango's score interval for the difference of two proportions of one
// multinomial (PairedDifference). It holds its level where Wald's does not: with
// 10 to 30 answers of which 80 to 90 % are promoters it covers ≥ .935 where Wald
// covers .84–.91. Weighted answers count with their n_eff.
// Sources: Reichheld 2003, HBR 81(12); Tango 1998, Stat. Med. 17:891.
func NPS(f Freq, level float64) Estimate {
	b := f.basis(0, level)
	if b.refusal != nil {
		return b.undefined(MethodNPS)
	}
	for i, k := range f.Keys {
		if f.Counts[i] > 0 && (k < 0 || k > 10*f.Unit) {
			return Undefined(MethodNPS, b.n, BadArgument, f.Value(i))
		}
	}
	pro := f.CountIf(func(k int64) bool { return k >= 9*f.Unit }) / f.N()
	det := f.CountIf(func(k int64) bool { return k <= 6*f.Unit }) / f.N()
	e := PairedDifference(pro*b.n, det*b.n, b.n, level)
	e.Method, e.Notes = MethodNPS, b.notes
	e.Value, e.Lo, e.Hi, e.SE = 100*e.Value, 100*e.Lo, 100*e.Hi, 100*e.SE
	return e
}

// MethodTango is Tango's score interval.
const MethodTango Method = "tango"

// PairedDifference is (b − c)/n, of b and c respondents out of n that fall in
// two exclusive classes, with Tango's score interval: all Δ for which
//
//	|b − c − n·Δ| ≤ z·√(n·(2q + Δ·(1 − Δ)))
//	q = (√(B² − 8n·C) − B)/(4n),  B = −b − c + (2n − b + c)·Δ,  C = −c·Δ·(1 − Δ)
//
// q is the likelihood estimate of the share of c given Δ. At Δ = 0 the statistic
// is McNemar's. SE is Wald's, for information. Source: Tango 1998, Stat. Med.
// 17:891.
func PairedDifference(b, c, n, level float64) Estimate {
	j := judge(n, 0, true, 0, level)
	if j.refusal != nil {
		return j.undefined(MethodTango)
	}
	if !(b >= 0 && c >= 0 && b+c <= n*(1+1e-12)) {
		return Undefined(MethodTango, n, BadArgument, finiteOr0(b), finiteOr0(c))
	}
	d := (b - c) / n
	z := zOf(level)
	beyond := func(delta float64) float64 {
		bb := -b - c + (2*n-b+c)*delta
		q := (math.Sqrt(math.Max(0, bb*bb+8*n*c*delta*(1-delta))) - bb) / (4 * n)
		return math.Abs(b-c-n*delta) - z*math.Sqrt(math.Max(0, n*(2*q+delta*(1-delta))))
	}
	e := Estimate{Defined: true, Value: d, Lo: -1, Hi: 1, Level: level, N: n, Method: MethodTango,
		SE: math.Sqrt(math.Max(0, (b+c)/n-d*d) / n)}
	if beyond(-1) > 0 {
		e.Lo = math.Min(d, bisect(beyond, -1, d))
	}
	if beyond(1) > 0 {
		e.Hi = math.Max(d, bisect(beyond, 1, d))
	}
	return e
}

// bisect finds where f changes from positive at out to not positive at in.
func bisect(f func(float64) float64, out, in float64) float64 {
	for range 200 {
		mid := (out + in) / 2
		if mid == out || mid == in {
			break
		}
		if f(mid) > 0 {
			out = mid
		} else {
			in = mid
		}
	}
	return in
}
