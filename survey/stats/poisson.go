package stats

import "math"

// MethodPoisson names the exact interval of a rate.
const MethodPoisson Method = "poisson-exact"

// PoissonRate is count/exposure with the exact interval
//
//	χ²((1−level)/2; 2x)/2 … χ²((1+level)/2; 2x+2)/2,  over the exposure
//
// (0 below when nothing was counted). Use it for complaints per 1000
// transactions: exposure in thousands. Source: Garwood 1936, Biometrika 28:437.
func PoissonRate(count, exposure, level float64) Estimate {
	b := judge(exposure, 0, true, 0, level)
	if b.refusal != nil {
		return b.undefined(MethodPoisson)
	}
	if !(count >= 0) || math.IsInf(count, 0) || count != math.Trunc(count) {
		return Undefined(MethodPoisson, exposure, BadArgument, finiteOr0(count))
	}
	c := (1 - level) / 2
	e := Estimate{Defined: true, Value: count / exposure, Level: level, N: exposure, Method: MethodPoisson, SE: math.Sqrt(count) / exposure}
	if count > 0 {
		e.Lo = chiQuantile(c, 2*count) / 2 / exposure
	}
	e.Hi = chiQuantile(1-c, 2*count+2) / 2 / exposure
	return e
}
