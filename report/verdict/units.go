package verdict

import (
	"cmp"
	"math"
	"slices"

	"servqual/survey/stats"
)

// FamilyShare is the error of the tiers, and of the pairs, of one report: half
// of Alpha each.
const FamilyShare = Alpha / 2

// UnitVerdict is what may be said of one unit.
type UnitVerdict struct {
	Claim       // Above or Below the usual unit
	Over  []int // units that it is told above, pair by pair
	Under []int
}

// UnitsVerdict is what may be said of the units of a report.
type UnitsVerdict struct {
	Units []UnitVerdict
	// Usual is the mean of the units that are not set apart, each counting alike:
	// what the tiers are measured against.
	Usual    float64
	HasUsual bool
	// Pairs are the claims about pairs, A above B.
	Pairs []PairVerdict
	Judge []int  // indexes of the units compared
	Apart []bool // by unit: compared, and not counted in Usual; nil where none was
}

// PairVerdict says that unit A is above unit B.
type PairVerdict struct {
	A, B int
	Evidence
}

// UnitOptions are those of Units.
type UnitOptions struct {
	Permute stats.PermuteOptions
	Share   float64 // error of each of the two families
	// Skip leaves units out that may not be shown; nil keeps all.
	Skip []bool
}

// DefaultUnitOptions is what every report uses.
var DefaultUnitOptions = UnitOptions{Permute: stats.DefaultPermute, Share: FamilyShare}

// Units places units and tells them apart by the frequency tables of their
// respondents' scores (on one common Unit). It is the one rule of the monthly,
// regional, unit and trend reports:
//
//	tier   a unit against the usual unit, studentised; threshold: the 97.5 %
//	       quantile of the largest such statistic of all units under permutation
//	pair   two units, studentised; the same over all pairs
//
// together one family of 5 %. The usual unit is the average of those not set
// apart, found by repetition as long as half of the units remain: or one branch
// that fell would lift all others above the average. Units with fewer than Judged
// answers are not compared, and have no place between the two.
//
// Rejected: Welch's tests with Holm. Near the ceiling ten answers are often all
// equal; of 60 simulated months with 40 equal branches 16 had a false pair at a
// nominal 2.5 %.
func Units(fs []stats.Freq, o UnitOptions) (out UnitsVerdict) {
	out = UnitsVerdict{Units: make([]UnitVerdict, len(fs))}
	var in []stats.Freq
	for i, f := range fs {
		n := f.Effective()
		ev := Evidence{Rule: RuleTier, N: n, Alpha: o.Share}
		out.Units[i].Claim = silent(NotToldApart, ev)
		if n < Judged {
			out.Units[i].Claim = tooFew(n, Judged, ev)
		} else if i >= len(o.Skip) || !o.Skip[i] {
			in, out.Judge = append(in, f), append(out.Judge, i)
		}
	}
	inOrder(in, out.Judge)
	defer func() { slices.Sort(out.Judge) }()
	p := stats.PermuteUnits(in, o.Permute)
	if !p.Defined {
		for _, i := range out.Judge {
			out.Units[i].Reason = NoInterval
			if len(in) < 2 {
				out.Units[i].Reason = NoComparison
			}
		}
		out.usual(in, nil)
		return out
	}
	usual := out.tiers(p, o.Share)
	out.usual(in, usual)
	out.Apart = make([]bool, len(fs))
	for k, i := range out.Judge {
		out.Apart[i] = !usual[k]
	}
	if !o.Permute.UnitsOnly {
		out.pairs(p, o.Share)
	}
	return out
}

// inOrder puts units in an order of their answers, whatever order a report has
// them in, so that all reports draw the same permutations.
func inOrder(in []stats.Freq, at []int) {
	type unit struct {
		freq stats.Freq
		at   int
	}
	units := make([]unit, len(in))
	for k := range in {
		units[k] = unit{in[k], at[k]}
	}
	slices.SortStableFunc(units, func(a, b unit) int {
		return cmp.Or(cmp.Compare(a.freq.Effective(), b.freq.Effective()), slices.Compare(a.freq.Keys, b.freq.Keys), slices.Compare(a.freq.Counts, b.freq.Counts))
	})
	for k, u := range units {
		in[k], at[k] = u.freq, u.at
	}
}

// tiers sets units apart, repeatedly; usual says who is left.
func (v *UnitsVerdict) tiers(p stats.Permuted, share float64) (usual []bool) {
	threshold := stats.MaximumQuantile(p.MaxUnit, share)
	usual = make([]bool, len(p.Units))
	for i := range usual {
		usual[i] = true
	}
	for range 10 {
		next, left := make([]bool, len(usual)), 0
		for i := range p.Units {
			e := againstUsual(p.Units, usual, i)
			t := e.Value / e.SE
			c := &v.Units[v.Judge[i]]
			c.Says, c.Reason, c.Estimate = Nothing, NotToldApart, e
			c.Estimate.Lo, c.Estimate.Hi, c.Estimate.Level = e.Value-threshold*e.SE, e.Value+threshold*e.SE, 1-share
			c.P, c.HasP = stats.MaximumP(p.MaxUnit, math.Abs(t)), true
			if c.P > share {
				next[i], left = true, left+1
				continue
			}
			c.Says, c.Reason = Below, 0
			if t > 0 {
				c.Says = Above
			}
		}
		if 2*left < len(usual) || slices.Equal(next, usual) {
			break
		}
		usual = next
	}
	return usual
}

// againstUsual is a unit's difference from the average of the usual ones, itself
// among them if it is one.
func againstUsual(units []stats.UnitError, usual []bool, i int) stats.Estimate {
	r := 0.0
	for _, u := range usual {
		if u {
			r++
		}
	}
	e := stats.Estimate{Defined: true, N: units[i].N, Method: stats.MethodPermutedMaxima}
	v := 0.0
	for g, u := range units {
		c := 0.0
		if usual[g] {
			c = -1 / r
		}
		if g == i {
			c++
		}
		e.Value += c * u.Mean
		v += c * c * u.SE * u.SE
	}
	e.SE = math.Sqrt(v)
	return e
}

func (v *UnitsVerdict) usual(in []stats.Freq, usual []bool) {
	k := 0.0
	for i, f := range in {
		if m, ok := f.Mean(); ok && (usual == nil || usual[i]) {
			v.Usual, k = v.Usual+m, k+1
		}
	}
	v.HasUsual = k > 0
	v.Usual /= math.Max(1, k)
}

// pairs tells units apart two by two.
func (v *UnitsVerdict) pairs(p stats.Permuted, share float64) {
	threshold := stats.MaximumQuantile(p.MaxPair, share)
	for i := range p.Units {
		for j := range p.Units[:i] {
			a, b := i, j
			if p.Units[a].Mean < p.Units[b].Mean {
				a, b = b, a
			}
			e := difference(p.Units[a], p.Units[b])
			if !(e.Value > threshold*e.SE) {
				continue
			}
			e.Lo, e.Hi, e.Level = e.Value-threshold*e.SE, e.Value+threshold*e.SE, 1-share
			at, bt := v.Judge[a], v.Judge[b]
			v.Units[at].Over, v.Units[bt].Under = append(v.Units[at].Over, bt), append(v.Units[bt].Under, at)
			v.Pairs = append(v.Pairs, PairVerdict{A: at, B: bt, Evidence: Evidence{Rule: RulePair, Estimate: e,
				P: stats.MaximumP(p.MaxPair, e.Value/e.SE), HasP: true, Alpha: share, N: e.N}})
		}
	}
	for i := range v.Units {
		slices.Sort(v.Units[i].Over)
		slices.Sort(v.Units[i].Under)
	}
}

func difference(a, b stats.UnitError) stats.Estimate {
	return stats.Estimate{Defined: true, Value: a.Mean - b.Mean, SE: math.Hypot(a.SE, b.SE), N: a.N + b.N, Method: stats.MethodPermutedMaxima}
}

// Practice is best practice on one item.
type Practice struct {
	Claim
	// Best is the confidence set of the best units: those that no other is clear
	// of; empty where none is clear of any.
	Best []int
	// Visit is, by unit, whom to visit: the unit of Best with the clearest lead
	// over it; −1 where none is clear of it.
	Visit []int
}

// BestPractice finds for each item whom a unit should visit: a unit in the
// confidence set of the best of that item which is clear of the asking unit, at
// 5 % simultaneously over all items and pairs of units. fs is by item, then unit
// (each item on one Unit); units with fewer than Judged answers take no part. The
// threshold is the 95 % quantile of the largest pair statistic of all items under
// permutation; items are dealt one by one, which is on the safe side of dealing
// respondents. Method B.1.
func BestPractice(fs [][]stats.Freq, o UnitOptions) []Practice {
	out := make([]Practice, len(fs))
	drawn := make([]stats.Permuted, len(fs))
	in := make([][]int, len(fs))
	least := o.Permute.Draws // of the drawings of any item
	for k, units := range fs {
		out[k].Visit = make([]int, len(units))
		var tables []stats.Freq
		for i, f := range units {
			out[k].Visit[i] = -1
			if f.Effective() >= Judged && (i >= len(o.Skip) || !o.Skip[i]) {
				tables, in[k] = append(tables, f), append(in[k], i)
			}
		}
		p := o.Permute
		p.Seed += uint64(k) << 16
		drawn[k] = stats.PermuteUnits(tables, p)
		if drawn[k].Defined {
			least = min(least, len(drawn[k].MaxPair))
		}
	}
	maxima := make([]float64, least)
	for _, p := range drawn {
		for d := range min(least, len(p.MaxPair)) {
			maxima[d] = math.Max(maxima[d], p.MaxPair[d])
		}
	}
	threshold := stats.MaximumQuantile(maxima, Alpha)
	for k := range out {
		out[k].find(drawn[k], in[k], threshold, maxima)
	}
	return out
}

func (b *Practice) find(p stats.Permuted, in []int, threshold float64, maxima []float64) {
	ev := Evidence{Rule: RuleBest, Alpha: Alpha, N: p.N}
	b.Claim = silent(NotToldApart, ev)
	if !p.Defined {
		b.Reason = NoComparison
		return
	}
	beaten, any := make([]bool, len(in)), false
	lead := func(a, c int) float64 {
		e := difference(p.Units[a], p.Units[c])
		return e.Value / e.SE
	}
	for a := range in {
		for c := range in {
			if lead(a, c) > threshold {
				beaten[c], any = true, true
			}
		}
	}
	if !any {
		return
	}
	clearest := 0.0
	for a, i := range in {
		if beaten[a] {
			continue
		}
		b.Best = append(b.Best, i)
		for c, j := range in {
			t := lead(a, c)
			if t <= threshold {
				continue
			}
			if v := b.Visit[j]; v < 0 || t > lead(slices.Index(in, v), c) {
				b.Visit[j] = i
			}
			clearest = math.Max(clearest, t)
		}
	}
	b.Says, b.Reason = Named, 0
	b.P, b.HasP = stats.MaximumP(maxima, clearest), true
	b.Rule = RuleBest
}
