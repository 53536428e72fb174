package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// The distributions behind the tests. gonum's F and t lose the upper tail to
// 1−CDF and their quantiles stop at about 1e-8, so tails are computed here from
// the incomplete beta function directly, and quantiles by solving the tail.

// normalTail is P(Z > z).
func normalTail(z float64) float64 { return 0.5 * math.Erfc(z/math.Sqrt2) }

// normalCDF is P(Z ≤ z).
func normalCDF(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// normalDensity is φ(z).
func normalDensity(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// normalP is the two-sided P(|Z| > |z|).
func normalP(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// normalQuantile is Φ⁻¹(p) for 0 < p < 1: a start that is right in the middle,
// then Newton steps on log Φ, which converge in the tail as well.
func normalQuantile(p float64) float64 {
	if p > 0.5 {
		return -normalQuantile(1 - p)
	}
	z := math.Sqrt2 * math.Erfinv(2*p-1)
	if p < 1e-8 {
		z = -math.Sqrt(-2 * math.Log(p))
	}
	for range 20 {
		c := normalCDF(z)
		step := (math.Log(c) - math.Log(p)) * c / normalDensity(z)
		z -= step
		if math.Abs(step) <= 1e-16*math.Abs(z) {
			break
		}
	}
	return z
}

// zOf is the normal quantile that a two-sided interval of this level uses.
func zOf(level float64) float64 { return -normalQuantile((1 - level) / 2) }

// studentP is the two-sided P(|T| > |t|) of Student's t.
func studentP(t, df float64) float64 {
	s := df + t*t
	return betaReg(df/2, 0.5, df/s, t*t/s)
}

// solveStudent solves for studentQuantile.
func solveStudent(level, df float64) float64 {
	z := zOf(level)
	hi := 2 * z
	for studentP(hi, df) > 1-level {
		hi *= 4
	}
	return solve(func(t float64) float64 { return studentP(t, df) - (1 - level) }, z/2, hi)
}

// fTail is P(F > f).
func fTail(f, df1, df2 float64) float64 {
	if f <= 0 {
		return 1
	}
	s := df2 + df1*f
	return betaReg(df2/2, df1/2, df2/s, df1*f/s)
}

// solveF solves for fQuantile.
func solveF(p, df1, df2 float64) float64 {
	lo, hi := 0.5, 2.0
	for fTail(lo, df1, df2) < 1-p {
		lo /= 2
	}
	for fTail(hi, df1, df2) > 1-p {
		hi *= 2
	}
	return solve(func(f float64) float64 { return fTail(f, df1, df2) - (1 - p) }, lo, hi)
}

// chiTail is P(χ² > x).
func chiTail(x, df float64) float64 {
	if x <= 0 {
		return 1
	}
	return mathext.GammaIncRegComp(df/2, x/2)
}

// chiQuantile is the x with P(χ² ≤ x) = p.
func chiQuantile(p, df float64) float64 {
	hi := df + 10
	for chiTail(hi, df) > 1-p {
		hi *= 2
	}
	return solve(func(x float64) float64 { return mathext.GammaIncReg(df/2, x/2) - p }, 0, hi)
}

// betaReg is the regularised incomplete beta function I_x(a, b) with y = 1−x
// given apart, so that neither end is lost to rounding. The leading factor is
// Loader's saddle point form (Fast and accurate computation of binomial
// probabilities, 2000), the rest the continued fraction of DiDonato & Morris
// (1992, ACM TOMS 18:360), which subtracts nothing from nearly itself.
func betaReg(a, b, x, y float64) float64 {
	switch {
	case x <= 0:
		return 0
	case y <= 0:
		return 1
	case (a+b)*y < b: // above the mean a/(a+b)
		return 1 - betaReg(b, a, y, x)
	}
	front := math.Sqrt(a*b/(2*math.Pi*(a+b))) *
		math.Exp(stirlingError(a+b)-stirlingError(a)-stirlingError(b)-
			deviance(a, (a+b)*x)-deviance(b, (a+b)*y))
	return front * betaFraction(a, b, x, y)
}

// betaFraction is I_x(a, b)·B(a, b)/(x^a·y^b) for x below the mean, by Lentz's
// method.
func betaFraction(a, b, x, y float64) float64 {
	const tiny = 1e-300
	lambda := (a+b)*y - b // a − (a+b)x
	f, c, d := tiny, tiny, 0.0
	for n := 0.0; n < 1e6; n++ {
		alpha, beta := 1.0, a/(a+1)*(lambda+1)
		if n > 0 {
			q := x / (a + 2*n - 1)
			alpha = (a + n - 1) * (a + b + n - 1) * n * (b - n) * q * q
			beta = n + n*(b-n)*q + (a+n)/(a+2*n+1)*(lambda+1+n*(1+y))
		}
		d = 1 / (beta + alpha*d)
		c = beta + alpha/c
		f *= c * d
		if math.Abs(c*d-1) < 1e-16 {
			break
		}
	}
	return f
}

// stirlingError is ln Γ(z+1) − ½ln(2πz) − z·ln z + z, the error of Stirling's
// formula.
func stirlingError(z float64) float64 {
	if z < 16 {
		lg, _ := math.Lgamma(z + 1)
		return lg - 0.5*math.Log(2*math.Pi*z) - z*math.Log(z) + z
	}
	z2 := z * z
	return (1./12 - (1./360-(1./1260-(1./1680-1./1188/z2)/z2)/z2)/z2) / z
}

// deviance is x·ln(x/m) + m − x without cancellation near x = m.
func deviance(x, m float64) float64 {
	if math.Abs(x-m) >= 0.1*(x+m) {
		return x*math.Log(x/m) + m - x
	}
	v := (x - m) / (x + m)
	s := (x - m) * v
	term := 2 * x * v
	for j := 1.0; j < 1000; j++ {
		term *= v * v
		next := s + term/(2*j+1)
		if next == s {
			break
		}
		s = next
	}
	return s
}

// solve finds the root of a monotone f between lo and hi by Brent's method to
// the last bits. f must change sign there.
func solve(f func(float64) float64, lo, hi float64) float64 { return solveTo(f, lo, hi, 2e-16) }

// solveTo is solve to a relative precision, for an f that is dear or not exact.
func solveTo(f func(float64) float64, lo, hi, precision float64) float64 {
	a, b := lo, hi
	fa, fb := f(a), f(b)
	if fa == 0 {
		return a
	}
	c, fc := a, fa
	d := b - a
	e := d
	for range 200 {
		if (fb > 0) == (fc > 0) {
			c, fc = a, fa
			d = b - a
			e = d
		}
		if math.Abs(fc) < math.Abs(fb) {
			a, b, c = b, c, b
			fa, fb, fc = fb, fc, fb
		}
		tol := precision * math.Abs(b)
		half := (c - b) / 2
		if math.Abs(half) <= tol || fb == 0 {
			return b
		}
		d, e = brentStep(a, b, c, fa, fb, fc, half, d, e, tol)
		a, fa = b, fb
		switch {
		case math.Abs(d) > tol:
			b += d
		case half > 0:
			b += tol
		default:
			b -= tol
		}
		fb = f(b)
	}
	return b
}

// brentStep chooses interpolation where it is safe and bisection elsewhere.
func brentStep(a, b, c, fa, fb, fc, half, d, e, tol float64) (step, last float64) {
	if math.Abs(e) < tol || math.Abs(fa) <= math.Abs(fb) {
		return half, half
	}
	s := fb / fa
	var p, q float64
	if a == c {
		p, q = 2*half*s, 1-s
	} else {
		q, r := fa/fc, fb/fc
		p = s * (2*half*q*(q-r) - (b-a)*(r-1))
		return brentAccept(p, (q-1)*(r-1)*(s-1), half, d, e, tol)
	}
	return brentAccept(p, q, half, d, e, tol)
}

func brentAccept(p, q, half, d, e, tol float64) (step, last float64) {
	if p > 0 {
		q = -q
	} else {
		p = -p
	}
	if 2*p < math.Min(3*half*q-math.Abs(tol*q), math.Abs(e*q)) {
		return p / q, d
	}
	return half, half
}
