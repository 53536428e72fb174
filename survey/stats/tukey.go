package stats

import "math"

// The studentised range: the range of k standard normal means over an
// independent root mean square s of df degrees of freedom. gonum has none.
// Both integrands are smooth and die off at both ends, where the trapezoid rule
// converges faster than any power of its step; R's ptukey (Copenhaver &
// Holland 1988, AS 190) is good to about 1e-10, this to more.

// tukeyTail is P(Q > q) for k groups and df degrees of freedom:
//
//	∫ f(s)·T(q·s) ds,  s = e^u,  f(u) ∝ exp(df·(u − (e^{2u}−1)/2))
//
// The density is divided by its own trapezoid sum, which saves the gamma function.
func tukeyTail(q, k, df float64) float64 {
	if q <= 0 {
		return 1
	}
	return tukeySum(q, k, df, math.Min(0.08, 0.3/math.Sqrt(df)), 0.6/math.Sqrt(k+2))
}

// tukeySum is tukeyTail with given steps in u and z. Halving both changes the
// fifteenth digit; a test holds them to it.
func tukeySum(q, k, df, step, inner float64) float64 {
	sum, total := 0.0, 0.0
	for _, dir := range []float64{-1, 1} {
		for i := 0; ; i++ {
			if dir > 0 && i == 0 {
				continue // the middle belongs to the first walk
			}
			u := dir * float64(i) * step
			f := math.Exp(df * (u - math.Expm1(2*u)/2))
			if f < 1e-18 {
				break
			}
			total += f
			sum += f * rangeTail(q*math.Exp(u), k, inner)
		}
	}
	return math.Min(1, sum/total)
}

// rangeTail is P(range of k standard normals > w),
//
//	k ∫ φ(z)·{Φ(z)^(k−1) − [Φ(z) − Φ(z−w)]^(k−1)} dz,
//
// written so that a small tail keeps its digits.
func rangeTail(w, k, step float64) float64 {
	sum := 0.0
	for z := -8.5; z < 8.5+w/2; z += step {
		d := normalDensity(z)
		a := normalCDF(z)
		b := normalCDF(z - w)
		if d == 0 || a == 0 {
			continue
		}
		rest := -1.0 // (1−b/a)^(k−1) − 1 when w is 0
		if b < a {
			rest = math.Expm1((k - 1) * math.Log1p(-b/a))
		}
		sum -= d * math.Pow(a, k-1) * rest
	}
	return math.Min(1, k*sum*step)
}

// tukeyQuantile is the q with P(Q ≤ q) = p.
func tukeyQuantile(p, k, df float64) float64 {
	hi := 4.0
	for tukeyTail(hi, k, df) > 1-p && hi < 1e9 {
		hi *= 2
	}
	return solveTo(func(q float64) float64 { return tukeyTail(q, k, df) - (1 - p) }, 0, hi, 1e-10)
}
