package stats

import "math"

// MethodRateDifference is the difference of two rates.
const MethodRateDifference Method = "rate-difference"

// RateDifference is a − b of two rates with exact intervals, whose intervals
// are combined as Newcombe combines those of shares (MOVER):
//
//	d − √((a−l_a)² + (u_b−b)²),  d + √((u_a−a)² + (b−l_b)²)
//
// Source: Zou & Donner 2008, Stat. Med. 27:1693; Li, Tang & Wong 2014 for rates.
func RateDifference(a, b Estimate) Estimate {
	for _, e := range []Estimate{a, b} {
		if !e.HasInterval() {
			return Estimate{N: a.N + b.N, Method: MethodRateDifference, Notes: e.Notes}
		}
	}
	d := a.Value - b.Value
	return Estimate{Defined: true, Value: d, Level: a.Level, N: a.N + b.N, Method: MethodRateDifference, SE: math.Hypot(a.SE, b.SE),
		Lo: d - math.Hypot(a.Value-a.Lo, b.Hi-b.Value),
		Hi: d + math.Hypot(a.Hi-a.Value, b.Value-b.Lo)}
}
