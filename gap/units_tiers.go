package gap

import (
	"slices"
	"sort"

	"servqual/survey/stats"
)

// tiers places the ranked units. The chance that anything false is said of any
// of them is held to Alpha, because a reader of forty units looks at all of
// them. Half of it goes to each of two families:
//
//   - Tier: above or below the usual unit (stats.AgainstAverage) where Holm's
//     adjusted p is below Alpha/2; all others are not distinguishable from it.
//     That is no place between the two: such a unit may be as good as one above,
//     and just have fewer answers. The usual unit is the average of those not
//     set apart themselves, or one branch that fell would lift all others
//     above the average.
//   - Over, Under: told from another unit by Welch's t, Holm-adjusted over all
//     pairs, below Alpha/2.
//
// So a unit is placed above another in words in two cases only: the one is
// above and the other below the usual unit, or the pair was told apart.
//
// Rejected: intervals at 95 % each against the mean of all respondents. Of 22
// equal branches one is then put above or below in most months, and with large
// samples most of the large ones are, because the mean of all lies where the
// large branches lie.
//
// Sources: analysis of means, Nelson, Wludyka & Copeland 2005; Holm 1979,
// Scand. J. Stat. 6:65; Goldstein & Spiegelhalter 1996, JRSS A 159:385.
func (c *Comparison) tiers(u *Units) {
	o := u.Options
	in, at := c.taking(u)
	tests, tiers, usual := setApart(in, o)
	var means []float64
	shrunk := make([]stats.Estimate, len(c.Units))
	for k, i := range at {
		x := &c.Units[i]
		x.Tier, x.Test = tiers[k], tests[k]
		shrunk[i] = x.Shrunk
		means = append(means, x.Mean.Value)
	}
	c.Usual, c.Median = usual, median(means)
	if c.Index >= 0 && c.Ref[len(c.Ref)-1] >= '0' && c.Ref[len(c.Ref)-1] <= '9' {
		return // ranks of items are for nobody
	}
	for i, r := range stats.RankIntervals(shrunk, stats.RankOptions{Draws: o.Draws, Seed: o.Seed, Level: o.Level}) {
		c.Units[i].Rank = r
	}
}

// setApart finds the tiers: it begins with the average of all, takes out whom
// that sets apart, and goes on until nobody changes. As long as half of the
// units are left; where most differ, there is no usual unit but the average.
func setApart(fs []stats.Freq, o UnitsOptions) (tests []stats.Test, tiers []stats.Tier, usual float64) {
	tiers = make([]stats.Tier, len(fs))
	var in []bool
	for range 10 {
		tests, _ = stats.AgainstAverage(fs, in, stats.GroupOptions{MinN: 2, Level: o.Level})
		next, left := make([]bool, len(fs)), 0
		for i, t := range tests {
			tiers[i] = stats.TierNotDistinguishable
			if t.Defined && t.PHolm < o.Alpha/2 {
				tiers[i] = stats.TierBelow
				if t.Effect.Value > 0 {
					tiers[i] = stats.TierAbove
				}
				continue
			}
			next[i] = true
			left++
		}
		if 2*left < len(fs) || slices.Equal(next, in) {
			break
		}
		in = next
	}
	k := 0.0
	for i, f := range fs {
		if m, ok := f.Mean(); ok && (in == nil || in[i]) {
			usual, k = usual+m, k+1
		}
	}
	return tests, tiers, usual / max(1, k)
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

// pairs tells the ranked units apart pair by pair, and sets the pairs out where
// they are not too many to read. Games–Howell takes units from MinShown on.
func (c *Comparison) pairs(u *Units) {
	o := u.Options
	in, at := c.taking(u)
	told, _ := stats.PairwiseT(in, stats.GroupOptions{MinN: 2, Level: o.Level})
	for _, p := range told {
		if !p.Defined || p.PHolm >= o.Alpha/2 {
			continue
		}
		hi, lo := at[p.A], at[p.B]
		if p.Effect.Value < 0 {
			hi, lo = lo, hi
		}
		c.Units[hi].Over = append(c.Units[hi].Over, lo)
		c.Units[lo].Under = append(c.Units[lo].Under, hi)
	}
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
