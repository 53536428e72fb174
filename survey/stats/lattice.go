package stats

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
)

// lattice is the exact bootstrap distribution of a sum of n draws from a table
// of integers: its n-fold convolution, by the discrete Fourier transform. There
// is no Monte Carlo error in it, and it costs the same for 300 respondents and
// for 300 million.
type lattice struct {
	origin float64   // the sum that prob[0] stands for
	step   float64   // the greatest common divisor of the keys' distances
	prob   []float64 // probabilities of origin, origin+step, …
}

// latticeReach is how many standard deviations either side of the mean are
// kept; what lies beyond, under 1e-15 for a sum of a few dozen, wraps around
// unnoticed.
const latticeReach = 9

// latticeMax bounds the transform: 4 million points take about half a second.
const latticeMax = 1 << 22

// newLattice convolves p over keys n times. ok is false where the grid would
// be too fine.
func newLattice(keys []int64, p []float64, n float64) (l lattice, ok bool) {
	g := keyStep(keys)
	mean, v := 0.0, 0.0
	for i, k := range keys {
		mean += p[i] * float64((k-keys[0])/g)
	}
	for i, k := range keys {
		d := float64((k-keys[0])/g) - mean
		v += p[i] * d * d
	}
	base := int64(math.Round(mean)) // keys are counted from here, so that the sum stays near zero
	half := math.Ceil(latticeReach*math.Sqrt(n*v)) + math.Ceil(n*math.Abs(mean-float64(base))) + 2
	width := float64((keys[len(keys)-1] - keys[0]) / g)
	size := transformSize(2 * math.Min(half, n*width+1))
	if size > latticeMax || width >= latticeMax {
		return lattice{}, false
	}
	m := int64(size)
	hist := make([]float64, m)
	for i, k := range keys {
		at := ((k-keys[0])/g - base) % m
		hist[(at+m)%m] += p[i]
	}
	prob := convolve(hist, n)
	// Unroll so that the mean is in the middle.
	start := int64(math.Round(n*(mean-float64(base)))) - m/2
	l.prob = make([]float64, m)
	for i := range m {
		l.prob[i] = math.Max(0, prob[((start+i)%m+m)%m])
	}
	l.step = float64(g)
	l.origin = n*float64(keys[0]+base*g) + float64(start)*l.step
	return l, true
}

// transformSize is the next number 2^a, 5·2^a or 3·2^a, for which the transform
// is fast.
func transformSize(least float64) float64 {
	size := 4.0
	for size < least {
		for _, s := range []float64{size * 1.25, size * 1.5, size * 2} {
			if s >= least && s == math.Trunc(s/2)*2 {
				return s
			}
		}
		size *= 2
	}
	return size
}

// convolve gives the n-fold circular convolution of h with itself.
func convolve(h []float64, n float64) []float64 {
	fft := fourier.NewFFT(len(h))
	c := fft.Coefficients(nil, h)
	for i, z := range c {
		// |z|^n is nothing nearly everywhere; below 1e-40 it can't be seen in a
		// sum of a few million.
		r2 := real(z)*real(z) + imag(z)*imag(z)
		if r2 == 0 || n*math.Log(r2) < -184 {
			c[i] = 0
			continue
		}
		c[i] = power(z, uint64(n))
	}
	out := fft.Sequence(nil, c)
	for i := range out {
		out[i] /= float64(len(h))
	}
	return out
}

// power is zⁿ by squaring.
func power(z complex128, n uint64) complex128 {
	out := complex(1, 0)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			out *= z
		}
		z *= z
	}
	return out
}

// keyStep is the greatest common divisor of the distances between keys.
func keyStep(keys []int64) int64 {
	g := int64(0)
	for _, k := range keys[1:] {
		a, b := k-keys[0], g
		for b != 0 {
			a, b = b, a%b
		}
		g = a
	}
	return max(g, 1)
}

// below is P(S < s) + ½P(S = s).
func (l lattice) below(s float64) float64 {
	sum := 0.0
	for i, p := range l.prob {
		x := l.origin + float64(i)*l.step
		switch {
		case x < s-l.step/4:
			sum += p
		case x <= s+l.step/4:
			sum += p / 2
		default:
			return sum
		}
	}
	return sum
}

// quantile is the smallest sum s with P(S ≤ s) ≥ p.
func (l lattice) quantile(p float64) float64 {
	cum := 0.0
	last := l.origin
	for i, q := range l.prob {
		if q <= 0 {
			continue
		}
		cum += q
		last = l.origin + float64(i)*l.step
		if cum >= p {
			return last
		}
	}
	return last
}
