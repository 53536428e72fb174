package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// MethodPermutedMaxima compares units by the permutation distribution of the
// largest of their statistics.
const MethodPermutedMaxima Method = "permuted-maxima"

// PermuteOptions are those of PermuteUnits.
type PermuteOptions struct {
	Draws int     // permutations
	Seed  uint64  // of the draws
	Prior float64 // degrees of freedom that the pooled variance lends to each unit's own
	// UnitsOnly leaves MaxPair out: of 500 units pairs take most of the time.
	UnitsOnly bool
}

// DefaultPermute takes 2999 draws, so that 2.5 % of 3000 is a whole number, and
// lends a unit thirty degrees of freedom of the pooled variance.
var DefaultPermute = PermuteOptions{Draws: 2999, Seed: 1, Prior: 30}

// UnitError is a unit's mean with the standard error used for comparisons.
type UnitError struct{ N, Mean, SE float64 }

// Permuted is what is needed to tell units apart. MaxUnit and MaxPair hold, for
// each draw, the largest statistic that chance alone made.
type Permuted struct {
	Defined bool
	N       float64
	Units   []UnitError
	MaxUnit []float64 // of |unit − average unit| over its standard error
	MaxPair []float64 // of |unit − unit| over its standard error
	Notes   []Note
}

// PermuteUnits draws the maxima of the statistics
//
//	T_u  = (x̄_u − Σ x̄_g/k)/√(c²·v_u + Σ_{g≠u} v_g/k²),  c = 1 − 1/k
//	T_ab = (x̄_a − x̄_b)/√(v_a + v_b)
//	v_u  = s̃_u²/n_u,  s̃_u² = (d₀·s_p² + (n_u−1)·s_u²)/(d₀ + n_u − 1)
//
// with respondents dealt anew to the units, each unit keeping its number of
// respondents. The variance of a unit is drawn toward the pooled one s_p² by d₀
// degrees of freedom, because ten answers near the top of a scale are often all
// equal and have no variance of their own. A threshold at the 1−α quantile of
// the maxima holds the chance of any false claim to α when no unit differs; no
// normality is assumed. The draws work on the frequency tables: where there are
// few distinct values and many respondents, each unit's counts are drawn from
// the multivariate hypergeometric distribution, else the answers are shuffled.
// The tables must share one Unit. Sources: Westfall & Young 1993,
// Resampling-Based Multiple Testing; Smyth 2004, Stat. Appl. Genet. Mol. Biol.
// 3:3 (moderated variances).
func PermuteUnits(fs []Freq, o PermuteOptions) Permuted {
	out := Permuted{}
	if len(fs) < 2 || o.Draws < 19 || !(o.Prior >= 0) {
		out.Notes = []Note{{Code: TooFew, Args: []float64{float64(len(fs)), 2}}}
		return out
	}
	ns := make([]int64, len(fs))
	for u, f := range fs {
		b := f.basis(2, anyLevel)
		if b.refusal != nil || f.Eff > 0 || f.Unit != fs[0].Unit {
			out.Notes = []Note{{Code: BadArgument, Args: []float64{float64(u)}}}
			return out
		}
		ns[u] = int64(b.n)
		out.N += b.n
	}
	d := newDeal(fs, ns, o)
	for u, f := range fs {
		d.sum[u], d.square[u] = 0, 0
		for i, k := range f.Keys {
			x := float64(k) - d.centre
			d.sum[u] += f.Counts[i] * x
			d.square[u] += f.Counts[i] * x * x
		}
	}
	unit := float64(fs[0].Unit)
	if !d.moderate() {
		out.Notes = []Note{{Code: NoVariance}}
		return out
	}
	for u := range fs {
		out.Units = append(out.Units, UnitError{N: float64(ns[u]), Mean: (d.mean[u] + d.centre) / unit, SE: math.Sqrt(d.v[u]) / unit})
	}
	out.Defined = true
	for range drawsWithin(o.Draws, fs, out.N) {
		d.draw()
		d.moderate()
		out.MaxUnit = append(out.MaxUnit, d.maxUnit())
		if !o.UnitsOnly {
			out.MaxPair = append(out.MaxPair, d.maxPair())
		}
	}
	return out
}

// How many answers or counts all drawings together may deal, and how many
// drawings there are at the least. Any number of drawings holds the stated error,
// since the observed statistic counts as one of them; more of them only make the
// threshold vary less from seed to seed.
const (
	mostDealt     = 20_000_000
	leastDrawings = 499
)

// drawsWithin is the number of drawings: those asked for, or fewer where there
// are so many units and distinct scores that they would take seconds.
func drawsWithin(asked int, fs []Freq, n float64) int {
	levels := 0
	for _, f := range fs {
		levels = max(levels, len(f.Keys))
	}
	cost := min(n, float64(levels*len(fs)))
	return min(asked, max(leastDrawings, int(mostDealt/max(1, cost))))
}

// deal holds the pooled answers and the statistics of one dealing.
type deal struct {
	ns     []int64
	total  float64
	prior  float64
	centre float64
	rng    *rand.Rand

	answers []float64 // shuffled; nil where counts are drawn
	values  []float64 // distinct values and their counts
	counts  []int64
	left    []int64

	sum, square, mean, v []float64 // by unit
}

// Costs of dealing in nanoseconds: one shuffled answer, one drawn count.
const (
	costShuffle = 6
	costCount   = 250
)

func newDeal(fs []Freq, ns []int64, o PermuteOptions) *deal {
	k := len(fs)
	d := &deal{ns: ns, prior: o.Prior, rng: rand.New(rand.NewPCG(o.Seed, 0x9e2)),
		sum: make([]float64, k), square: make([]float64, k), mean: make([]float64, k), v: make([]float64, k)}
	pooled := map[int64]float64{}
	for _, f := range fs {
		for i, key := range f.Keys {
			pooled[key] += f.Counts[i]
		}
	}
	all := NewFreq(fs[0].Unit, pooled)
	d.total = all.N()
	d.centre = math.Round(all.sum() / d.total)
	for i, key := range all.Keys {
		d.values, d.counts = append(d.values, float64(key)-d.centre), append(d.counts, int64(all.Counts[i]))
	}
	if float64(len(d.values)*k)*costCount < d.total*costShuffle {
		d.left = make([]int64, len(d.counts))
		return d
	}
	for i, x := range d.values {
		for range d.counts[i] {
			d.answers = append(d.answers, x)
		}
	}
	return d
}

// draw deals the answers anew and sums them by unit.
func (d *deal) draw() {
	clear(d.sum)
	clear(d.square)
	if d.answers == nil {
		d.drawCounts()
		return
	}
	at, n := 0, uint64(len(d.answers))
	for u, size := range d.ns {
		s, q := 0.0, 0.0
		for range size {
			// A step of Fisher–Yates: 32 random bits choose among those left.
			j := at + int(uint64(d.rng.Uint32())*(n-uint64(at))>>32)
			x := d.answers[j]
			d.answers[j], d.answers[at] = d.answers[at], x
			at++
			s += x
			q += x * x
		}
		d.sum[u], d.square[u] = s, q
	}
}

// drawCounts deals the counts unit by unit, value by value.
func (d *deal) drawCounts() {
	copy(d.left, d.counts)
	pool := int64(d.total)
	for u, size := range d.ns {
		wanted, rest := size, pool
		for i, c := range d.left {
			if wanted == 0 {
				break
			}
			h := hypergeometric(d.rng, c, rest-c, wanted)
			rest -= c
			wanted -= h
			d.left[i] -= h
			d.sum[u] += float64(h) * d.values[i]
			d.square[u] += float64(h) * d.values[i] * d.values[i]
		}
		pool -= size
	}
}

// moderate sets means and their moderated variances; ok is false where all
// answers are equal within units.
func (d *deal) moderate() (ok bool) {
	within := 0.0
	for u, n := range d.ns {
		d.mean[u] = d.sum[u] / float64(n)
		d.v[u] = math.Max(0, d.square[u]-d.sum[u]*d.mean[u])
		within += d.v[u]
	}
	pooled := within / math.Max(1, d.total-float64(len(d.ns)))
	for u, n := range d.ns {
		d.v[u] = (d.prior*pooled + d.v[u]) / (d.prior + float64(n) - 1) / float64(n)
	}
	return pooled > 1e-12
}

// maxUnit is the largest statistic of a unit in the dealing at hand.
func (d *deal) maxUnit() float64 {
	k := float64(len(d.ns))
	mean, v, most := 0.0, 0.0, 0.0
	for u := range d.ns {
		mean += d.mean[u] / k
		v += d.v[u] / (k * k)
	}
	for u, m := range d.mean {
		most = math.Max(most, squaredT(m-mean, v+d.v[u]*(1-2/k)))
	}
	return math.Sqrt(most)
}

// maxPair is that of a pair.
func (d *deal) maxPair() float64 {
	most := 0.0
	for u, m := range d.mean {
		for w, other := range d.mean[:u] {
			x := m - other
			if e := d.v[u] + d.v[w]; x*x > most*e {
				most = squaredT(x, e)
			}
		}
	}
	return math.Sqrt(most)
}

// largestT stands for the statistic of a difference without any variance.
const largestT = 1e6

func squaredT(x, v float64) float64 {
	switch {
	case v > 0:
		return math.Min(x*x/v, largestT*largestT)
	case x == 0:
		return 0
	}
	return largestT * largestT
}

// MaximumP is the p-value of a statistic among drawn maxima,
// (1 + number of maxima at least as large)/(draws + 1).
func MaximumP(maxima []float64, t float64) float64 {
	n := 1.0
	for _, m := range maxima {
		if m >= t*(1-1e-12) {
			n++
		}
	}
	return n / float64(len(maxima)+1)
}

// MaximumQuantile is the threshold that MaximumP falls to alpha at: statistics
// above it have p ≤ alpha. It is infinite where the draws are too few.
func MaximumQuantile(maxima []float64, alpha float64) float64 {
	sorted := slices.Sorted(slices.Values(maxima))
	allowed := int(math.Floor(alpha*float64(len(sorted)+1)+1e-9)) - 1
	if allowed < 0 {
		return math.Inf(1)
	}
	if allowed >= len(sorted) {
		return 0
	}
	return sorted[len(sorted)-1-allowed]
}

// hypergeometric draws how many of sample balls are good, drawn without
// replacement from good and bad ones. Small samples are drawn ball by ball, the
// others by ratio of uniforms. Source: Stadlober 1990, J. Comput. Appl. Math.
// 31:181 (algorithm HRUA).
func hypergeometric(r *rand.Rand, good, bad, sample int64) int64 {
	switch {
	case good == 0 || sample == 0:
		return 0
	case bad == 0:
		return sample
	case sample >= good+bad:
		return good
	}
	if sample <= 10 {
		g, all, h := good, good+bad, int64(0)
		for range sample {
			if r.Int64N(all) < g {
				g--
				h++
			}
			all--
		}
		return h
	}
	all := good + bad
	m := min(sample, all-sample)
	lo, hi := min(good, bad), max(good, bad)
	k := hrua(r, float64(lo), float64(hi), float64(m))
	if good > bad {
		k = m - k
	}
	if m < sample {
		k = good - k
	}
	return k
}

// hrua draws for lo ≤ hi and a sample of at most half of all.
func hrua(r *rand.Rand, lo, hi, m float64) int64 {
	all := lo + hi
	p, q := lo/all, hi/all
	a := m*p + 0.5
	c := math.Sqrt((all-m)*m*p*q/(all-1) + 0.5)
	h := 2*math.Sqrt(2/math.E)*c + 3 - 2*math.Sqrt(3/math.E)
	mode := math.Floor((m + 1) * (lo + 1) / (all + 2))
	logs := func(k float64) float64 {
		return logFactorial(k) + logFactorial(lo-k) + logFactorial(m-k) + logFactorial(hi-m+k)
	}
	g := logs(mode)
	top := math.Min(math.Min(m, lo)+1, math.Floor(a+16*c))
	for {
		u, v := 1-r.Float64(), r.Float64()
		x := a + h*(v-0.5)/u
		if x < 0 || x >= top {
			continue
		}
		k := math.Floor(x)
		t := g - logs(k)
		if u*(4-u)-3 <= t || u*(u-t) < 1 && 2*math.Log(u) <= t {
			return int64(k)
		}
	}
}

// tabled is how many logarithms of factorials are kept: those of counts up to
// 65,535 took half the time of a benchmark.
const tabled = 1 << 16

var logFactorials = sync.OnceValue(func() []float64 {
	t := make([]float64, tabled)
	for k := range t {
		t[k], _ = math.Lgamma(float64(k) + 1)
	}
	return t
})

func logFactorial(k float64) float64 {
	if k >= 0 && k < tabled {
		return logFactorials()[int(k)]
	}
	l, _ := math.Lgamma(k + 1)
	return l
}
