package gap

import (
	"sort"

	"servqual/report/verdict"
	"servqual/survey/stats"
)

// tiers places the ranked units by the rule of package verdict, in which the
// largest difference of all units under permutation sets the threshold. The score
// has half of Alpha for its tiers and half for its pairs. The tiers of dimensions
// share half of Alpha among them, and so do those of items, because a reader looks
// at all of them.
//
// Test is Welch's contrast with the usual unit; its PHolm is the permuted p-value
// that decides.
func (c *Comparison) tiers(u *Units) {
	o := u.Options
	in, at := c.taking(u)
	opt := verdict.DefaultUnitOptions
	opt.Permute.Seed, opt.Share = o.Seed, o.Alpha/2
	if c.Index >= 0 {
		opt.Permute.UnitsOnly = true
		opt.Share /= float64(max(1, c.siblings))
	}
	v := verdict.Units(in, opt)
	usual := make([]bool, len(in))
	for k := range usual {
		usual[k] = v.Apart == nil || !v.Apart[k]
	}
	tests, _ := stats.AgainstAverage(in, usual, stats.GroupOptions{MinN: 2, Level: o.Level})
	var means []float64
	shrunk := make([]stats.Estimate, len(c.Units))
	for k, i := range at {
		x := &c.Units[i]
		x.Tier, x.Test = TierOf(v.Units[k].Claim), tests[k]
		if v.Units[k].HasP {
			x.Test.PHolm, x.Test.Adjusted = v.Units[k].P, true
		}
		shrunk[i] = x.Shrunk
		means = append(means, x.Mean.Value)
	}
	c.Usual, c.Median = v.Usual, median(means)
	for _, p := range v.Pairs {
		hi, lo := at[p.A], at[p.B]
		c.Units[hi].Over = append(c.Units[hi].Over, lo)
		c.Units[lo].Under = append(c.Units[lo].Under, hi)
	}
	if c.item {
		return // ranks of items are for nobody
	}
	for i, r := range stats.RankIntervals(shrunk, stats.RankOptions{Draws: o.Draws, Seed: o.Seed, Level: o.Level}) {
		c.Units[i].Rank = r
	}
}

// TierOf is the tier that a claim places a unit in; 0 for one that was not
// compared.
func TierOf(c verdict.Claim) stats.Tier {
	switch {
	case c.Says == verdict.Above:
		return stats.TierAbove
	case c.Says == verdict.Below:
		return stats.TierBelow
	case c.Reason == verdict.TooFew:
		return 0
	}
	return stats.TierNotDistinguishable
}

// taking lists the units that are ranked on this measure.
func (c *Comparison) taking(u *Units) (fs []stats.Freq, at []int) {
	for i := range c.Units {
		if u.Ranked[i] && c.Units[i].Shown && c.freqs[i].N() >= float64(u.Options.MinRanked) {
			fs, at = append(fs, c.freqs[i]), append(at, i)
		}
	}
	return fs, at
}

// pairs sets the pairs out where they are not too many to read. Games–Howell
// takes units from MinShown on; which units are told apart is said by tiers.
func (c *Comparison) pairs(u *Units) {
	o := u.Options
	shown := make([]stats.Freq, len(c.freqs))
	n := 0
	for i, f := range c.freqs {
		shown[i] = stats.Freq{Unit: f.Unit}
		if c.Units[i].Shown {
			shown[i], n = f, n+1
		}
	}
	if n <= o.MaxPairs {
		c.Pairs, _ = stats.GamesHowell(shown, stats.GroupOptions{MinN: float64(o.MinShown), Level: o.Level})
	}
}

func median(xs []float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	sort.Float64s(xs)
	return (xs[(len(xs)-1)/2] + xs[len(xs)/2]) / 2
}
