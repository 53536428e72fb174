package stats

import "math"

// Methods of the signed-rank test.
const (
	MethodWilcoxonExact  Method = "wilcoxon-exact"
	MethodWilcoxonNormal Method = "wilcoxon-normal"
	MethodPrattNormal    Method = "wilcoxon-pratt"
	MethodRankR          Method = "rank-r" // |z|/√n, n without zeros (Pratt: with)
)

// ZerosDropped counts the differences of zero left out. Args: zeros.
const ZerosDropped NoteCode = "zeros-dropped"

// ZeroRule says what the signed-rank test does with differences of zero.
type ZeroRule int

// The zero rules.
const (
	DropZeros ZeroRule = iota + 1 // Wilcoxon: as if not asked
	Pratt                         // ranked with the others, then left out (Pratt 1959, JASA 54:655)
)

// WilcoxonOptions chooses the variant of the test.
type WilcoxonOptions struct {
	Zeros    ZeroRule
	ExactMax float64 // exact up to this many non-zero differences without ties
}

// DefaultWilcoxon drops zeros and is exact up to 25.
var DefaultWilcoxon = WilcoxonOptions{Zeros: DropZeros, ExactMax: 25}

// Wilcoxon is the signed-rank test that differences are symmetric about zero.
// Ranks, ties and zeros are taken on the integer keys: R's default on float
// dimension means splits ties (V = 113.5 where 112.5 is right; method A.0).
//
//	V = Σ ranks of positive differences (midranks of |d|)
//	μ = n(n+1)/4,  σ² = n(n+1)(2n+1)/24 − Σ(t³−t)/48
//	z = (V − μ ∓ ½)/σ,  r = |z|/√n
//
// n counts the non-zero differences (Pratt: all of them, with μ and σ² less the
// zeros' part). Exact without ties up to ExactMax: P from the distribution of V
// over all sign patterns, doubled. A weighted table is scaled to n_eff and
// always takes the normal form. Source: Wilcoxon 1945; method A.11.
func Wilcoxon(f Freq, o WilcoxonOptions) Test {
	b := f.basis(1, anyLevel)
	if b.refusal != nil {
		return b.undefinedTest(MethodWilcoxonNormal)
	}
	if o.Zeros != DropZeros && o.Zeros != Pratt {
		return UndefinedTest(MethodWilcoxonNormal, b.n, BadArgument, float64(o.Zeros))
	}
	s := signRanks(f, o.Zeros, b.n/f.N())
	if s.nonzero == 0 {
		return UndefinedTest(MethodWilcoxonNormal, b.n, NoVariance)
	}
	t := Test{Defined: true, Statistic: s.v, N: s.nonzero, Method: MethodWilcoxonNormal, Notes: b.notes}
	if s.zeros > 0 {
		t.Notes = append(t.Notes, Note{Code: ZerosDropped, Args: []float64{s.zeros}})
	}
	n := s.nonzero
	if o.Zeros == Pratt {
		n += s.zeros
		t.Method, t.N = MethodPrattNormal, n
	}
	if s.sigma2 <= 0 {
		return UndefinedTest(t.Method, b.n, NoVariance)
	}
	t.Z = continuity(s.v-s.mu) / math.Sqrt(s.sigma2)
	t.P = normalP(t.Z)
	ranksFromOne := o.Zeros == DropZeros || s.zeros == 0
	if ranksFromOne && !s.ties && f.Eff == 0 && n <= o.ExactMax {
		t.P, t.Method = exactSignedRankP(int(s.v), int(n)), MethodWilcoxonExact
	}
	t.Effect = Estimate{Defined: true, Value: math.Abs(t.Z) / math.Sqrt(n), N: n, Method: MethodRankR}
	return t
}

// continuity moves a deviation half a step towards zero, not beyond it.
func continuity(d float64) float64 {
	switch {
	case d > 0.5:
		return d - 0.5
	case d < -0.5:
		return d + 0.5
	}
	return 0
}

type signedRanks struct {
	v, mu, sigma2  float64
	nonzero, zeros float64
	ties           bool
}

// signRanks walks outwards from zero over |key| and gives midranks.
func signRanks(f Freq, rule ZeroRule, scale float64) signedRanks {
	var s signedRanks
	neg, pos := 0, 0 // neg: how many keys are negative; pos: first positive key
	for neg < len(f.Keys) && f.Keys[neg] < 0 {
		neg++
	}
	pos = neg
	if pos < len(f.Keys) && f.Keys[pos] == 0 {
		s.zeros = f.Counts[pos] * scale
		pos++
	}
	done := 0.0 // ranks already given
	if rule == Pratt {
		done = s.zeros
	}
	tie := 0.0
	for lo, hi := neg-1, pos; lo >= 0 || hi < len(f.Keys); {
		minus, plus := 0.0, 0.0
		switch {
		case hi >= len(f.Keys) || (lo >= 0 && -f.Keys[lo] < f.Keys[hi]):
			minus, lo = f.Counts[lo]*scale, lo-1
		case lo < 0 || f.Keys[hi] < -f.Keys[lo]:
			plus, hi = f.Counts[hi]*scale, hi+1
		default:
			minus, plus, lo, hi = f.Counts[lo]*scale, f.Counts[hi]*scale, lo-1, hi+1
		}
		t := minus + plus
		s.v += plus * (done + (t+1)/2)
		done += t
		s.nonzero += t
		tie += t*t*t - t
		s.ties = s.ties || t > 1
	}
	sums := func(n float64) (float64, float64) { return n * (n + 1) / 4, n * (n + 1) * (2*n + 1) / 24 }
	s.mu, s.sigma2 = sums(done)
	if rule == Pratt {
		mu0, var0 := sums(s.zeros)
		s.mu, s.sigma2 = s.mu-mu0, s.sigma2-var0
	}
	s.sigma2 -= tie / 48
	return s
}

// exactSignedRankP is the doubled smaller tail of V under random signs; ways[v]
// counts the sign patterns whose positive ranks add up to v.
func exactSignedRankP(v, n int) float64 {
	total := n * (n + 1) / 2
	ways := make([]float64, total+1)
	ways[0] = 1
	for r := 1; r <= n; r++ {
		for s := total; s >= r; s-- {
			ways[s] += ways[s-r]
		}
	}
	lower := 0.0
	for s := 0; s <= min(v, total-v); s++ { // V is symmetric about total/2
		lower += ways[s]
	}
	return math.Min(1, 2*lower/math.Exp2(float64(n)))
}
