package gap

import (
	"slices"

	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Units sets the units of a region (branches) side by side: on the score over
// all dimensions, on each dimension and on each item.
type Units struct {
	Field    string
	Options  UnitsOptions
	Names    []string // in order of name; the index of a unit everywhere below
	N        []int64  // responses of each unit
	Unnamed  int64    // responses without a unit, which count nowhere
	Shown    []bool   // false: withheld for privacy
	Ranked   []bool   // enough respondents for a tier and a rank
	Measure  tally.Measure
	Weighted bool // the score counts dimensions with the respondents' own points

	Score      *Comparison
	Dimensions []*Comparison
	Items      []*Comparison

	Best   []Best  // by item
	Raking *Raked  // nil without known sizes
	Moves  []Moved // nil without a period before
	Notes  []stats.Note
}

// UnitsOptions say how units are compared.
type UnitsOptions struct {
	Level     float64
	MinShown  int64   // fewer respondents: withheld, with complements
	MinRanked int64   // fewer: listed, not ranked
	Alpha     float64 // family-wise error of the tiers and of the pairs
	MaxPairs  int     // up to so many units all pairs are set out (Games–Howell)
	PoolBelow float64 // smaller units borrow the pooled variance when shrunk
	Draws     int     // of the rank simulation
	Seed      uint64
	// Unweighted takes the score in which dimensions count alike, also where
	// respondents gave points.
	Unweighted bool
	// Sizes are known numbers of customers by field and name; with them the
	// mean of the region is raked.
	Sizes map[string]map[string]float64
	// Targets by reference: "gap", "gap/REL", "gap/REL2".
	Targets map[string]float64
	// Before is the period before, folded by the same field; nil without.
	Before *tally.Set
	// Disjoint says that no respondent of Before is among those compared, so
	// that the change may be tested.
	Disjoint bool
}

// DefaultUnits is what the reports use (method A.11, A.12, A.15, B.1).
func DefaultUnits() UnitsOptions {
	return UnitsOptions{Level: 0.95, MinShown: 5, MinRanked: verdict.Judged, Alpha: verdict.Alpha, MaxPairs: 20,
		PoolBelow: stats.DefaultShrink.PoolBelow, Draws: stats.DefaultRanks.Draws, Seed: 1}
}

// Comparison is one measure over all units.
type Comparison struct {
	Ref    string // "gap", "gap/REL", "gap/REL2"; "mean…" where only perceptions were asked
	Index  int    // of the dimension or item; −1 for the score
	Region stats.Estimate
	// Usual is the mean of the units that are not set apart, each counting
	// alike: what tiers are measured against.
	Usual     float64
	Median    float64 // of the units' means
	Units     []UnitScore
	Welch     stats.Test
	Kruskal   stats.Test
	ICC       stats.Estimate // share of the variance that lies between units
	Eta2      stats.Estimate
	Omega2    stats.Estimate
	Shrinkage stats.Shrinkage
	Funnel    stats.Funnel
	Wide      stats.Funnel // limits widened for overdispersion
	Pairs     []stats.Pair // Games–Howell; nil with more than MaxPairs units
	Raked     stats.Estimate
	Target    *float64

	freqs    []stats.Freq // by unit, on one common grid
	item     bool
	siblings int // measures of its kind: dimensions, items
}

// UnitScore is one unit on one measure.
type UnitScore struct {
	Shown  bool
	Mean   stats.Estimate
	Inner  stats.Estimate // ±1.39·SE, for comparing two by eye
	Shrunk stats.Estimate
	Rank   stats.Estimate // simulated; Value is the median rank
	Tier   stats.Tier     // 0: not ranked
	Test   stats.Test     // against the usual unit
	Over   []int          // units that it is told above, all pairs at Alpha together
	Under  []int
}

// errOneUnit says that there is nothing to compare.
var errOneUnit = lang.Errorf("比较单位至少要有两家的答卷；请一并给出各单位的文件，或在表里加一列单位名", "comparing units needs answers of at least two of them: hand over the files of all units, or add a column with their names")

// CompareUnits compares the units that field names in a set that was folded by
// it. Responses without a unit are left out and counted in Unnamed.
func CompareUnits(set *tally.Set, field string, o UnitsOptions) (*Units, error) {
	u := &Units{Field: field, Options: o}
	var tallies []*tally.Tally
	for _, seg := range set.Rollup(field).Segments() {
		if seg.Names[0] == "" {
			u.Unnamed += seg.Tally.N()
			continue
		}
		u.Names, u.N = append(u.Names, seg.Names[0]), append(u.N, seg.Tally.N())
		tallies = append(tallies, seg.Tally)
	}
	if len(u.Names) < 2 {
		return nil, errOneUnit
	}
	u.choose(set.Plan(), tallies)
	if err := u.rake(set); err != nil {
		return nil, err
	}
	u.compare(tallies)
	u.best()
	u.move()
	return u, nil
}

// choose picks the measure of the score, and which units may be shown and
// ranked by it.
func (u *Units) choose(p *tally.Plan, tallies []*tally.Tally) {
	u.Measure = tally.P
	if p.Has(tally.Gap) {
		u.Measure = tally.Gap
	}
	points, all := int64(0), int64(0)
	for _, t := range tallies {
		valid, _, _ := t.WeightCounts()
		points, all = points+valid, all+t.N()
	}
	// Points speak for the respondents when half of them gave valid ones.
	u.Weighted = points > 0 && 2*points >= all && !u.Options.Unweighted
	ns := make([]int64, len(tallies))
	for i, t := range tallies {
		ns[i] = int64(u.scoreFreq(t).N())
	}
	for i, hide := range Suppress(ns, u.Options.MinShown) {
		u.Shown = append(u.Shown, !hide)
		u.Ranked = append(u.Ranked, !hide && ns[i] >= u.Options.MinRanked)
	}
}

// Withhold says of which units one more measure is withheld, given the
// respondents that each unit has for it: of those withheld as a whole, of those
// with too few respondents for this measure, and of their complements.
func (u *Units) Withhold(ns []int64) []bool {
	already := make([]bool, len(ns))
	for i, shown := range u.Shown {
		already[i] = !shown
	}
	return SuppressMore(ns, u.Options.MinShown, already)
}

// scoreFreq is the distribution of the score over all dimensions. Weights that
// are one set for all have none of their own; the unweighted one stands in.
func (u *Units) scoreFreq(t *tally.Tally) stats.Freq {
	if u.Weighted {
		return t.WeightedFreq(u.Measure)
	}
	return t.TotalFreq(u.Measure)
}

// prefix of the references.
func (u *Units) prefix() string {
	if u.Measure.Minus == 0 {
		return "mean"
	}
	return "gap"
}

// compare makes the comparisons of the score, the dimensions and the items.
func (u *Units) compare(tallies []*tally.Tally) {
	study := tallies[0].Plan().Study()
	u.Score = u.comparison(u.prefix(), -1, tallies, u.scoreFreq)
	u.Score.pairs(u)
	for d, dim := range study.Dimensions {
		c := u.comparison(u.prefix()+"/"+dim.ID, d, tallies, func(t *tally.Tally) stats.Freq { return t.DimFreq(d, u.Measure) })
		u.Dimensions = append(u.Dimensions, c)
	}
	for i, it := range study.Items {
		c := u.comparison(u.prefix()+"/"+it.ID, i, tallies, func(t *tally.Tally) stats.Freq { return t.ItemFreq(i, u.Measure) })
		u.Items = append(u.Items, c)
	}
}

// comparison compares the units on one measure.
func (u *Units) comparison(ref string, index int, tallies []*tally.Tally, freq func(*tally.Tally) stats.Freq) *Comparison {
	study := tallies[0].Plan().Study()
	c := &Comparison{Ref: ref, Index: index, siblings: len(study.Dimensions)}
	if index >= 0 && index < len(study.Items) && ref == u.prefix()+"/"+study.Items[index].ID {
		c.item, c.siblings = true, len(study.Items)
	}
	ns := make([]int64, len(tallies))
	for i, t := range tallies {
		c.freqs = append(c.freqs, freq(t))
		ns[i] = int64(c.freqs[i].N())
	}
	c.freqs = commonUnit(c.freqs)
	hide := u.Withhold(ns)
	c.Units = make([]UnitScore, len(tallies))
	for i := range c.Units {
		c.Units[i].Shown = !hide[i]
	}
	c.Region = stats.MeanCI(sumOf(c.freqs), u.Options.Level)
	if u.Raking != nil {
		c.Raked = u.Raking.mean(freq, u.Options.Level)
	}
	if t, ok := u.Options.Targets[ref]; ok {
		c.Target = &t
	}
	c.describe(u.Options)
	c.tiers(u)
	return c
}

// describe fills in means, shrunken means and what is said of all units.
// Withheld units stay in what is computed of all: they are part of the region.
func (c *Comparison) describe(o UnitsOptions) {
	group := stats.GroupOptions{MinN: float64(o.MinShown), Level: o.Level}
	means := make([]stats.UnitMean, len(c.freqs))
	for i, f := range c.freqs {
		means[i] = stats.UnitOf(f)
		x := &c.Units[i]
		x.Mean = stats.MeanCI(f, o.Level)
		x.Inner = byEye(x.Mean)
	}
	c.Shrinkage = stats.Shrink(means, stats.ShrinkOptions{PoolBelow: o.PoolBelow, Level: o.Level})
	for i := range c.Units {
		c.Units[i].Shrunk = c.Shrinkage.Units[i].Estimate
	}
	funnel := stats.DefaultFunnel
	funnel.Level = o.Level
	c.Funnel = stats.MakeFunnel(means, funnel)
	wide := funnel
	wide.Overdispersion = true
	c.Wide = stats.MakeFunnel(means, wide)
	c.Welch, c.Kruskal = stats.WelchANOVA(c.freqs, group), stats.KruskalWallis(c.freqs, group)
	c.ICC, c.Eta2, c.Omega2 = stats.ICC1(c.freqs, group), stats.Eta2(c.freqs, group), stats.Omega2(c.freqs, group)
}

// byEye is the interval for comparing two units by eye.
func byEye(e stats.Estimate) stats.Estimate {
	if e.HasInterval() {
		e.Lo, e.Hi = e.Value-stats.GoldsteinHealy*e.SE, e.Value+stats.GoldsteinHealy*e.SE
	}
	return e
}

// commonUnit puts tables on the least common multiple of their units, so that
// they can be ranked together and weighted.
func commonUnit(fs []stats.Freq) []stats.Freq {
	unit := int64(1)
	for _, f := range fs {
		unit = unit / gcd(unit, f.Unit) * f.Unit
	}
	out := make([]stats.Freq, len(fs))
	for i, f := range fs {
		out[i] = f
		if f.Unit == unit {
			continue
		}
		out[i].Unit, out[i].Keys = unit, slices.Clone(f.Keys)
		for k := range out[i].Keys {
			out[i].Keys[k] *= unit / f.Unit
		}
	}
	return out
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// sumOf is the table of all respondents of tables of one unit.
func sumOf(fs []stats.Freq) stats.Freq {
	all := map[int64]float64{}
	for _, f := range fs {
		for i, k := range f.Keys {
			all[k] += f.Counts[i]
		}
	}
	return stats.NewFreq(fs[0].Unit, all)
}

// Find gives the comparison of a reference: "gap", "gap/REL", "gap/REL2".
func (u *Units) Find(ref string) *Comparison {
	for _, c := range u.All() {
		if c.Ref == ref {
			return c
		}
	}
	return nil
}

// All lists the comparisons: the score, the dimensions, the items.
func (u *Units) All() []*Comparison {
	return slices.Concat([]*Comparison{u.Score}, u.Dimensions, u.Items)
}

// Order lists the units that are shown, best score first by the shrunken mean,
// those that are not ranked after them; the withheld ones last, by name.
func (u *Units) Order() []int {
	at := make([]int, len(u.Names))
	for i := range at {
		at[i] = i
	}
	class := func(i int) int {
		switch {
		case !u.Shown[i]:
			return 2
		case !u.Ranked[i]:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(at, func(a, b int) int {
		if d := class(a) - class(b); d != 0 {
			return d
		}
		switch x, y := u.Score.Units[a].Shrunk, u.Score.Units[b].Shrunk; {
		case class(a) == 2 || x.Value == y.Value:
			return 0
		case x.Value > y.Value:
			return -1
		}
		return 1
	})
	return at
}

// Tier lists the units of a tier, in Order.
func (u *Units) Tier(t stats.Tier) []int {
	var out []int
	for _, i := range u.Order() {
		if u.Score.Units[i].Tier == t {
			out = append(out, i)
		}
	}
	return out
}
