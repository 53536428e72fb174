package stats

import (
	"math"
	"testing"
)

// The exact distribution of the mean of 3 draws from {0, 1, 3} by enumerating
// all 27 of them.
func TestLatticeIsTheEnumeratedBootstrap(t *testing.T) {
	keys, p := []int64{0, 2, 6}, []float64{0.2, 0.5, 0.3}
	want := map[float64]float64{}
	for i := range 3 {
		for j := range 3 {
			for k := range 3 {
				want[float64(keys[i]+keys[j]+keys[k])] += p[i] * p[j] * p[k]
			}
		}
	}
	l, ok := newLattice(keys, p, 3)
	if !ok {
		t.Fatal("refused")
	}
	sum := 0.0
	for i, q := range l.prob {
		x := l.origin + float64(i)*l.step
		if math.Abs(q-want[x]) > 1e-15 {
			t.Errorf("P(S = %v) = %v, want %v", x, q, want[x])
		}
		sum += want[x]
	}
	if !near(sum, 1, 1e-14) {
		t.Errorf("the lattice covers %v of the mass", sum)
	}
}

// Moments of the lattice are those of a sum of n draws, also where the grid was
// cut to a window and for many respondents.
func TestLatticeMoments(t *testing.T) {
	for _, n := range []float64{5, 300, 40000, 2e6} {
		keys, p := []int64{-6, -3, 0, 1}, []float64{0.1, 0.2, 0.3, 0.4}
		l, ok := newLattice(keys, p, n)
		if !ok {
			t.Fatal("refused")
		}
		m, v := 0.0, 0.0
		for i, q := range l.prob {
			m += q * (l.origin + float64(i)*l.step)
		}
		for i, q := range l.prob {
			d := l.origin + float64(i)*l.step - m
			v += q * d * d
		}
		// mean −0.8, E x² = 3.6+1.8+0.4 = 5.8, variance 5.16. Rounding in zⁿ grows
		// with n to 1e-16·n, 2e-10 of a probability for two million.
		if !near(m, -0.8*n, 1e-9) || !near(v, 5.16*n, 1e-11*math.Max(100, n)) {
			t.Errorf("n %v: mean %v, variance %v", n, m, v)
		}
	}
}

// Resampled limits differ from the exact ones by Monte Carlo error only: the
// standard error of a 2.5 % quantile from B = 20000 is √(.025·.975/B)/density,
// here about 0.02 standard errors of the mean; four of them are allowed.
func TestResamplingAgreesWithTheLattice(t *testing.T) {
	f := Freq{Unit: 1, Keys: []int64{-5, -3, -1, 0, 2}, Counts: []float64{3, 20, 60, 90, 30}}
	big := Freq{Unit: 1, Keys: f.Keys}
	for _, c := range f.Counts {
		big.Counts = append(big.Counts, 100*c)
	}
	for _, f := range []Freq{f, big} { // alias drawing, binomial drawing
		exact := BootstrapMean(f, DefaultBootstrap)
		drawn := BootstrapMean(f, BootstrapOptions{Way: Resample, B: 20000, Seed: 3, Level: 0.95})
		tol := 4 * 0.02 * exact.SE
		if math.Abs(exact.Lo-drawn.Lo) > tol || math.Abs(exact.Hi-drawn.Hi) > tol {
			t.Errorf("exact %v … %v, drawn %v … %v", exact.Lo, exact.Hi, drawn.Lo, drawn.Hi)
		}
		again := BootstrapMean(f, BootstrapOptions{Way: Resample, B: 20000, Seed: 3, Level: 0.95})
		if again.Lo != drawn.Lo || again.Hi != drawn.Hi {
			t.Error("the same seed gave another interval")
		}
	}
}

// Seven thousand million respondents: the grid is refused, counts are drawn
// instead, and the interval is the normal one to the Monte Carlo error of 400
// draws (a 2.5 % quantile to about 0.14 standard errors; four of them allowed).
func TestBootstrapOfBillions(t *testing.T) {
	f := Freq{Unit: 1, Keys: []int64{1, 2, 7000001}, Counts: []float64{3e9, 3e9, 1e9}}
	b := BootstrapMean(f, BootstrapOptions{Way: ExactLattice, B: 400, Seed: 1, Level: 0.95})
	if b.Method != MethodBCa {
		t.Errorf("method %s", b.Method)
	}
	if lo := b.Value - 1.96*b.SE; math.Abs(b.Lo-lo) > 4*0.14*b.SE {
		t.Errorf("from %v, the normal interval from %v", b.Lo, lo)
	}
}
