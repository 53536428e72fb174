package stats

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Methods of ranking.
const (
	MethodRankInterval Method = "rank-interval"
	MethodICC1         Method = "icc-1"
)

// GoldsteinHealy is the multiple of the standard error at which two bars just
// touch when the difference is significant at 5 %, for equal errors: for
// comparing by eye. Source: Goldstein & Healy 1995, JRSS A 158:175.
const GoldsteinHealy = 1.39

// Tier is what may be said of a unit before any rank number.
type Tier int

// The tiers.
const (
	TierAbove Tier = iota + 1
	TierNotDistinguishable
	TierBelow
)

// TierOf compares an interval with the mean of all. What has no interval is not
// distinguishable.
func TierOf(e Estimate, center float64) Tier {
	switch {
	case e.HasInterval() && e.Lo > center:
		return TierAbove
	case e.HasInterval() && e.Hi < center:
		return TierBelow
	}
	return TierNotDistinguishable
}

// RankOptions are those of RankIntervals.
type RankOptions struct {
	Draws int
	Seed  uint64
	Level float64
}

// DefaultRanks is 5000 draws.
var DefaultRanks = RankOptions{Draws: 5000, Seed: 1, Level: 0.95}

// RankIntervals simulates the ranks (1 = highest) of units whose values are
// known with standard errors: value + SE·normal, ranked, so many times. Value of
// the result is the median rank, Lo and Hi the quantiles of the rank. The
// estimates may be raw means or shrunk ones; undefined ones have no rank.
// Source: Goldstein & Spiegelhalter 1996, JRSS A 159:385.
func RankIntervals(es []Estimate, o RankOptions) []Estimate {
	out := make([]Estimate, len(es))
	var in []int
	for i, e := range es {
		out[i] = Undefined(MethodRankInterval, e.N, NoData)
		if e.Defined && e.SE > 0 {
			in = append(in, i)
		}
	}
	if len(in) < 2 || o.Draws < 2 || !(o.Level > 0 && o.Level < 1) {
		for i := range out {
			out[i] = Undefined(MethodRankInterval, es[i].N, TooFew, float64(len(in)), 2)
		}
		return out
	}
	ranks := make([][]int, len(in)) // how often each unit had each rank
	for i := range ranks {
		ranks[i] = make([]int, len(in))
	}
	r := rand.New(rand.NewPCG(o.Seed, 0x7a4c))
	order, x := make([]int, len(in)), make([]float64, len(in))
	for range o.Draws {
		for i, u := range in {
			order[i], x[i] = i, es[u].Value+es[u].SE*r.NormFloat64()
		}
		sort.Slice(order, func(a, b int) bool { return x[order[a]] > x[order[b]] })
		for rank, i := range order {
			ranks[i][rank]++
		}
	}
	for i, u := range in {
		q := func(p float64) float64 { return rankQuantile(ranks[i], p*float64(o.Draws)) }
		out[u] = Estimate{Defined: true, Value: q(0.5), Lo: q((1 - o.Level) / 2), Hi: q((1 + o.Level) / 2), Level: o.Level, N: es[u].N, Method: MethodRankInterval}
	}
	return out
}

func rankQuantile(times []int, at float64) float64 {
	cum := 0
	for r, c := range times {
		cum += c
		if float64(cum) >= at {
			return float64(r + 1)
		}
	}
	return float64(len(times))
}

// ICC1 is the share of a respondent's variance that lies between units,
//
//	(MSb − MSw)/(MSb + (n₀−1)·MSw),  n₀ = (N − Σn²/N)/(k−1)
//
// with the interval from F (exact for equal n). Negative where units differ less
// than chance would have it. Units under MinN are skipped and listed.
// Sources: Shrout & Fleiss 1979, Psych. Bull. 86:420; Bliese 2000.
func ICC1(fs []Freq, o GroupOptions) Estimate {
	in, notes, n := compared(fs, o, false)
	k := float64(len(in))
	if k < 2 {
		e := Undefined(MethodICC1, n, TooFew, k, 2)
		e.Notes = append(e.Notes, notes...)
		return e
	}
	grand, squares := 0.0, 0.0
	for _, g := range in {
		grand += g.n / n * g.mean
		squares += g.n * g.n
	}
	msb, msw := 0.0, 0.0
	for _, g := range in {
		msb += g.n * (g.mean - grand) * (g.mean - grand) / (k - 1)
		msw += (g.n - 1) * g.v / (n - k)
	}
	if msw <= 0 {
		return Estimate{N: n, Method: MethodICC1, Notes: append(notes, Note{Code: NoVariance})}
	}
	n0 := (n - squares/n) / (k - 1)
	icc := func(f float64) float64 { return (f - 1) / (f + n0 - 1) }
	f := msb / msw
	e := Estimate{Defined: true, Value: icc(f), Level: o.Level, N: n, Method: MethodICC1, Notes: notes}
	e.Lo = icc(f / fQuantile((1+o.Level)/2, k-1, n-k))
	e.Hi = icc(f * fQuantile((1+o.Level)/2, n-k, k-1))
	if e.Value < 0 {
		e.Notes = append(e.Notes, Note{Code: NegativeVar})
	}
	e.Lo, e.Hi = math.Min(e.Lo, e.Value), math.Max(e.Hi, e.Value)
	return e
}
