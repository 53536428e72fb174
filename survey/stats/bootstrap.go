package stats

import (
	"math"
	"math/rand/v2"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Methods of the bootstrap.
const (
	MethodBCaExact        Method = "bca-exact"        // from the exact distribution, no resampling
	MethodBCa             Method = "bca"              // from B resamples
	MethodPercentileExact Method = "percentile-exact" // fallbacks
	MethodPercentile      Method = "percentile"
)

// BootstrapWay says how the distribution of the resampled mean is had.
type BootstrapWay int

// The ways.
const (
	ExactLattice BootstrapWay = iota + 1 // by convolution; resampling only where the grid is too fine
	Resample                             // B seeded resamples of the counts
)

// BootstrapOptions are those of BootstrapMean.
type BootstrapOptions struct {
	Way   BootstrapWay
	B     int
	Seed  uint64
	Level float64
}

// DefaultBootstrap is exact; B and the seed serve where it must resample.
var DefaultBootstrap = BootstrapOptions{Way: ExactLattice, B: 5000, Seed: 1, Level: 0.95}

// Bootstrap is an estimate with what made its interval.
type Bootstrap struct {
	Estimate
	Bias         float64 // z0 = Φ⁻¹(P(θ* < θ̂)), ties half
	Acceleration float64 // a
}

// BootstrapMean is the mean with Efron's BCa interval. The resampled mean is
// that of n draws with replacement (n_eff, rounded, of a weighted table).
//
//	a  = Σ(x−x̄)³/(6·[Σ(x−x̄)²]^{3/2})   exact: the jackknife of a mean
//	α₁ = Φ(z0 + (z0+z_α)/(1−a(z0+z_α))), limits = quantiles of θ* at α₁ and α₂
//
// Where z0 is infinite or a denominator is not positive the percentile interval
// stands in. Where respondents come in clusters (branches) the caller must
// resample those instead. Source: Efron 1987, JASA 82:171; method A.11.
func BootstrapMean(f Freq, o BootstrapOptions) Bootstrap {
	b := f.basis(2, o.Level)
	if b.refusal != nil {
		return Bootstrap{Estimate: b.undefined(MethodBCa)}
	}
	if (o.Way != ExactLattice && o.Way != Resample) || (o.Way == Resample && o.B < 2) {
		return Bootstrap{Estimate: Undefined(MethodBCa, b.n, BadArgument, float64(o.Way))}
	}
	if f.constant() {
		return Bootstrap{Estimate: Undefined(MethodBCa, b.n, NoVariance)}
	}
	m, _ := f.Mean()
	v, _ := f.Variance()
	out := Bootstrap{Estimate: Estimate{Defined: true, Value: m, Level: o.Level, SE: math.Sqrt(v / b.n), N: b.n, Notes: b.notes}}
	total := f.N()
	out.Acceleration = f.central(3) / total / (6 * math.Sqrt(b.n) * math.Pow(f.central(2)/total, 1.5))
	keys, p := f.distribution()
	n := math.Round(b.n)
	scale := n * float64(f.Unit)
	if o.Way == ExactLattice {
		if l, ok := newLattice(keys, p, n); ok {
			out.limits(l.below(f.sum()/total*n), func(a float64) float64 { return l.quantile(a) / scale }, MethodBCaExact, MethodPercentileExact)
			return out
		}
	}
	sums := resampleSums(keys, p, int64(n), max(o.B, 2), o.Seed)
	below := 0.0
	for _, s := range sums {
		switch at := f.sum() / total * n; {
		case math.Abs(s-at) < 1e-9*(1+math.Abs(at)):
			below += 0.5
		case s < at:
			below++
		}
	}
	out.limits(below/float64(len(sums)), func(a float64) float64 { return empirical(sums, a) / scale }, MethodBCa, MethodPercentile)
	return out
}

// limits sets the interval from P(θ* < θ̂) and the quantiles of θ*.
func (b *Bootstrap) limits(below float64, quantile func(float64) float64, bca, percentile Method) {
	z := zOf(b.Level)
	a1, a2 := (1-b.Level)/2, (1+b.Level)/2
	b.Method = percentile
	if below > 0 && below < 1 {
		b.Bias = normalQuantile(below)
		lo, hi := b.Bias-z, b.Bias+z
		if dl, dh := 1-b.Acceleration*lo, 1-b.Acceleration*hi; dl > 0 && dh > 0 {
			a1, a2 = normalCDF(b.Bias+lo/dl), normalCDF(b.Bias+hi/dh)
			b.Method = bca
		}
	}
	b.Lo, b.Hi = math.Min(quantile(a1), b.Value), math.Max(quantile(a2), b.Value)
}

// distribution gives the keys that occur with their shares.
func (f Freq) distribution() (keys []int64, p []float64) {
	n := f.N()
	for i, c := range f.Counts {
		if c > 0 {
			keys = append(keys, f.Keys[i])
			p = append(p, c/n)
		}
	}
	return keys, p
}

// resampleSums draws B sums of n keys, sorted. Drawing n answers one by one is
// cheaper as long as n is small; above, the counts of a resample are drawn,
// key by key, each binomial given those before.
func resampleSums(keys []int64, p []float64, n int64, b int, seed uint64) []float64 {
	rng := rand.NewPCG(seed, 0x5e7)
	sums := make([]float64, b)
	draw := func() float64 { return multinomialSum(keys, p, n, rng) }
	if n <= 2500 {
		table, r := newAlias(p), rand.New(rng)
		draw = func() float64 {
			s := int64(0)
			for range n {
				s += keys[table.draw(r)]
			}
			return float64(s)
		}
	}
	for i := range sums {
		sums[i] = draw()
	}
	sort.Float64s(sums)
	return sums
}

func multinomialSum(keys []int64, p []float64, n int64, rng rand.Source) float64 {
	sum, left, mass := 0.0, float64(n), 1.0
	for i, k := range keys {
		if left == 0 {
			break
		}
		c := left
		if q := p[i] / mass; i < len(keys)-1 && q < 1 {
			c = distuv.Binomial{N: left, P: q, Src: rng}.Rand()
		}
		sum += c * float64(k)
		left -= c
		mass -= p[i]
	}
	return sum
}

// empirical is the quantile of sorted numbers at (B+1)·a, interpolated.
func empirical(sorted []float64, a float64) float64 {
	h := a*float64(len(sorted)+1) - 1
	lo := math.Max(0, math.Min(float64(len(sorted)-1), math.Floor(h)))
	hi := math.Min(float64(len(sorted)-1), lo+1)
	t := math.Max(0, math.Min(1, h-lo))
	return sorted[int(lo)] + t*(sorted[int(hi)]-sorted[int(lo)])
}

// alias draws from a discrete distribution in constant time (Walker 1977, in
// Vose's form).
type alias struct {
	keep  []float64
	other []int
}

func newAlias(p []float64) alias {
	n := len(p)
	a := alias{keep: make([]float64, n), other: make([]int, n)}
	var small, large []int
	for i, v := range p {
		a.keep[i] = v * float64(n)
		if a.keep[i] < 1 {
			small = append(small, i)
		} else {
			large = append(large, i)
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a.other[s] = l
		a.keep[l] -= 1 - a.keep[s]
		if a.keep[l] < 1 {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	for _, i := range append(small, large...) {
		a.keep[i] = 1
	}
	return a
}

func (a alias) draw(r *rand.Rand) int {
	i := r.IntN(len(a.keep))
	if r.Float64() < a.keep[i] {
		return i
	}
	return a.other[i]
}
