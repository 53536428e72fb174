package stats

import "math"

// MethodNPSDifference is the difference of two net promoter scores.
const MethodNPSDifference Method = "nps-difference"

// NPSDifference is NPS₁ − NPS₂ of different people, with the interval
// d ± z·√(SE₁² + SE₂²): the scores are independent, so their variances add.
func NPSDifference(f1, f2 Freq, level float64) Estimate {
	a, b := NPS(f1, level), NPS(f2, level)
	for _, e := range []Estimate{a, b} {
		if !e.Defined {
			e.Method = MethodNPSDifference
			return e
		}
	}
	d, se := a.Value-b.Value, math.Hypot(a.SE, b.SE)
	h := zOf(level) * se
	return Estimate{Defined: true, Value: d, Lo: d - h, Hi: d + h, Level: level, SE: se, N: a.N + b.N,
		Method: MethodNPSDifference, Notes: append(append([]Note(nil), a.Notes...), b.Notes...)}
}
