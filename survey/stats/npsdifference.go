package stats

import "math"

// MethodNPSDifference is the difference of two net promoter scores.
const MethodNPSDifference Method = "nps-difference"

// NPSDifference is NPS₁ − NPS₂ of different people, with the interval that
// combines the two Tango intervals as Newcombe's does Wilson's:
//
//	d − √((x₁−l₁)² + (u₂−x₂)²),  d + √((u₁−x₁)² + (x₂−l₂)²)
//
// Source: Zou & Donner 2008, Stat. Med. 27:1693 (MOVER).
func NPSDifference(f1, f2 Freq, level float64) Estimate {
	a, b := NPS(f1, level), NPS(f2, level)
	for _, e := range []Estimate{a, b} {
		if !e.Defined {
			e.Method = MethodNPSDifference
			return e
		}
	}
	d := a.Value - b.Value
	return Estimate{Defined: true, Value: d, Level: level, SE: math.Hypot(a.SE, b.SE), N: a.N + b.N, Method: MethodNPSDifference,
		Lo: d - math.Hypot(a.Value-a.Lo, b.Hi-b.Value), Hi: d + math.Hypot(a.Hi-a.Value, b.Value-b.Lo),
		Notes: append(append([]Note(nil), a.Notes...), b.Notes...)}
}
