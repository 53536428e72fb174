package stats

import "math"

// Methods of shares.
const (
	MethodWilson   Method = "wilson"
	MethodNewcombe Method = "newcombe"
)

// Wilson is the share x/n with Wilson's score interval
//
//	(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
//
// which stays within 0 and 1 and is honest at 0 of n. Of weighted answers n is
// n_eff and x is p·n_eff. Source: Wilson 1927, JASA 22:209; method A.11.
func Wilson(x, n, level float64) Estimate {
	b := judge(n, 0, true, 0, level)
	if b.refusal != nil {
		return b.undefined(MethodWilson)
	}
	if x > n && x < n*(1+1e-12) { // p·n comes back a rounding above n
		x = n
	}
	if !(x >= 0 && x <= n) {
		return Undefined(MethodWilson, n, BadArgument, finiteOr0(x))
	}
	p, z := x/n, zOf(level)
	z2 := z * z
	mid := p + z2/(2*n)
	h := z * math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	e := Estimate{Defined: true, Value: p, Level: level, SE: math.Sqrt(p * (1 - p) / n), N: n, Method: MethodWilson}
	e.Lo, e.Hi = (mid-h)/(1+z2/n), (mid+h)/(1+z2/n)
	// At 0 and n the formula gives exactly 0 and 1 but for rounding.
	if x == 0 {
		e.Lo = 0
	}
	if x == n {
		e.Hi = 1
	}
	return e
}

// Share is the share of the answers whose key passes keep, with Wilson's
// interval. The denominator is the valid answers: all that are in the table.
func Share(f Freq, keep func(key int64) bool, level float64) Estimate {
	b := f.basis(0, level)
	if b.refusal != nil {
		return b.undefined(MethodWilson)
	}
	e := Wilson(f.CountIf(keep)*(b.n/f.N()), b.n, level)
	e.Notes = append(e.Notes, b.notes...)
	return e
}

// TopBox is the share of answers with key at or above from (top two boxes of
// 1..7: from 6), with Wilson's interval. Source: method A.6.
func TopBox(f Freq, from int64, level float64) Estimate {
	return Share(f, func(k int64) bool { return k >= from }, level)
}

// Newcombe is the difference x1/n1 − x2/n2 of two shares of different people,
// with the interval that combines the two Wilson intervals:
//
//	d − √((p1−l1)² + (u2−p2)²),  d + √((u1−p1)² + (p2−l2)²)
//
// Source: Newcombe 1998, Stat. Med. 17:873, method 10.
func Newcombe(x1, n1, x2, n2, level float64) Estimate {
	a, b := Wilson(x1, n1, level), Wilson(x2, n2, level)
	for _, e := range []Estimate{a, b} {
		if !e.Defined {
			return Estimate{N: a.N + b.N, Method: MethodNewcombe, Notes: e.Notes}
		}
	}
	d := a.Value - b.Value
	return Estimate{Defined: true, Value: d, Level: level, N: n1 + n2, Method: MethodNewcombe,
		SE: math.Hypot(a.SE, b.SE),
		Lo: d - math.Hypot(a.Value-a.Lo, b.Hi-b.Value),
		Hi: d + math.Hypot(a.Hi-a.Value, b.Value-b.Lo)}
}

// ShareDifference is Newcombe's difference of the shares that pass keep in two
// tables of different people (first − second): two waves, two units. Weighted
// tables count with their n_eff.
func ShareDifference(f1, f2 Freq, keep func(key int64) bool, level float64) Estimate {
	a, b := Share(f1, keep, level), Share(f2, keep, level)
	for _, e := range []Estimate{a, b} {
		if !e.Defined {
			return Estimate{N: a.N + b.N, Method: MethodNewcombe, Notes: e.Notes}
		}
	}
	e := Newcombe(a.Value*a.N, a.N, b.Value*b.N, b.N, level)
	e.Notes = append(append(e.Notes, a.Notes...), b.Notes...)
	return e
}
