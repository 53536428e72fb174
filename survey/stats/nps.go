package stats

import "math"

// MethodNPS and MethodNPSAdjusted name the two intervals of a net promoter score.
const (
	MethodNPS         Method = "nps-wald"
	MethodNPSAdjusted Method = "nps-adjusted-wald"
)

// NPS is the net promoter score in points, −100..100, of answers 0..10:
//
//	100·(p_P − p_D),  P: 9–10, D: 0–6,  SE = 100·√((p_P + p_D − (p_P−p_D)²)/n)
//
// with the interval ±z·SE, cut at ±100. Where everybody is in one group that SE
// is zero, which is false certainty; the interval then is the adjusted Wald one
// (three answers more: ¾ promoters, ¾ detractors, 1½ passives; the value is not
// touched). Sources: Reichheld 2003, HBR 81(12); Rocks 2016, Am. Stat. 70:365.
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
	d := pro - det
	e := Estimate{Defined: true, Value: 100 * d, Level: level, N: b.n, Method: MethodNPS, Notes: b.notes}
	e.SE = 100 * npsSE(pro, det, b.n)
	mid := e.Value
	if e.SE == 0 {
		n := b.n + 3
		pa, da := (pro*b.n+0.75)/n, (det*b.n+0.75)/n
		e.SE, mid, e.Method = 100*npsSE(pa, da, n), 100*(pa-da), MethodNPSAdjusted
	}
	h := zOf(level) * e.SE
	e.Lo, e.Hi = math.Max(-100, mid-h), math.Min(100, mid+h)
	e.Lo, e.Hi = math.Min(e.Lo, e.Value), math.Max(e.Hi, e.Value)
	return e
}

func npsSE(pro, det, n float64) float64 {
	d := pro - det
	return math.Sqrt(math.Max(0, pro+det-d*d) / n)
}
