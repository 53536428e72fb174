package gap

import (
	"math"
	"slices"

	"servqual/survey/stats"
	"servqual/survey/tally"
)

// UnitGaps is the gaps by unit (branch), and across units with each unit
// counting alike: the unit is what managers run, so answers are averaged
// within units first (method A.7).
type UnitGaps struct {
	Field      string
	Dimensions []Topic
	Units      []Unit
	Mean       [5]stats.Estimate   // across units
	ByDim      [5][]stats.Estimate // across units, by dimension
	// Correlations of gaps 1 to 4 with gap 5 across units, over all dimensions
	// and within each; nil under MinUnits units, for which Notes say so.
	Correlations []GapCorrelation
	Notes        []stats.Note
}

// Unit is one unit. Values of a group with fewer than MinShown respondents are
// undefined with the note Suppressed; where that hides a single unit, the
// next-smallest is hidden too, or it could be worked out from the others.
type Unit struct {
	Name     string
	N        [3]int64 // customers, managers, staff
	Gaps     [5]stats.Estimate
	ByDim    [5][]stats.Estimate
	Analysis *Analysis // unsuppressed; not for print
}

// GapCorrelation is Spearman's r of a gap with gap 5 across units.
type GapCorrelation struct {
	Gap       int
	Dimension string // "" = over all dimensions
	R         stats.Estimate
}

// ByUnit analyses each unit that customers, managers or staff name. The sets
// must have been folded by the field; any of them may be nil. Responses
// without a unit are left out.
func ByUnit(customers, managers, staff *tally.Set, field string, o AnalysisOptions) *UnitGaps {
	byName := map[string]*[3]*tally.Tally{}
	for g, set := range []*tally.Set{customers, managers, staff} {
		if set == nil || !slices.Contains(set.By(), field) {
			continue
		}
		for _, seg := range set.Rollup(field).Segments() {
			if seg.Names[0] == "" {
				continue
			}
			if byName[seg.Names[0]] == nil {
				byName[seg.Names[0]] = &[3]*tally.Tally{}
			}
			byName[seg.Names[0]][g] = seg.Tally
		}
	}
	names := make([]string, 0, len(byName))
	for n := range byName {
		names = append(names, n)
	}
	slices.Sort(names)
	u := &UnitGaps{Field: field}
	for _, n := range names {
		t := byName[n]
		a := Analyse(t[0], t[1], t[2], o)
		if len(a.Dimensions) > len(u.Dimensions) {
			u.Dimensions = a.Dimensions
		}
		u.Units = append(u.Units, Unit{Name: n, N: [3]int64{a.Customers, a.Managers, a.Staff}, Analysis: a})
	}
	for i := range u.Units {
		u.Units[i].fill(u.Dimensions)
	}
	u.average(o)
	u.correlate(o)
	u.suppress(o)
	return u
}

// fill lays the values of the five gaps out by dimension.
func (x *Unit) fill(dims []Topic) {
	a := x.Analysis
	missing := stats.Undefined(MethodDifference, 0, stats.NoData)
	for g := range 5 {
		x.Gaps[g] = missing
		x.ByDim[g] = make([]stats.Estimate, len(dims))
		for d := range dims {
			x.ByDim[g][d] = missing
		}
	}
	put := func(g int, id string, e stats.Estimate) {
		for d := range dims {
			if dims[d].ID == id {
				x.ByDim[g][d] = e
			}
		}
	}
	if a.Knowledge != nil {
		x.Gaps[0] = a.Knowledge.Mean
		for _, d := range a.Knowledge.Dimensions {
			put(0, d.ID, d.Diff)
		}
	}
	for _, l := range []*Levels{a.Standards, a.Delivery, a.Promises} {
		if l != nil {
			x.Gaps[l.Gap-1] = l.Mean
			for _, r := range l.Rows {
				put(l.Gap-1, r.ID, r.Score)
			}
		}
	}
	if a.Service != nil {
		x.Gaps[4] = a.Service.Mean
		for _, d := range a.Service.Dimensions {
			put(4, d.ID, d.Gap)
		}
	}
}

// unitScale is the grid on which the means of units are tabulated: fine enough
// for twelve digits, coarse enough that sums of thousands stay exact.
const unitScale = 1 << 40

// meanOfUnits is the mean of the units' values, each counting alike, with
// Student's interval across units.
func meanOfUnits(vs []float64, o AnalysisOptions) stats.Estimate {
	counts := map[int64]float64{}
	for _, v := range vs {
		counts[int64(math.Round(v*unitScale))]++
	}
	return mean(stats.NewFreq(unitScale, counts), o)
}

func (u *UnitGaps) values(g, d int) (vs []float64) {
	for _, x := range u.Units {
		if e := x.at(g, d); e.Defined {
			vs = append(vs, e.Value)
		}
	}
	return vs
}

// at is a unit's value of gap g (from 0) in dimension d, or over all for −1.
func (x *Unit) at(g, d int) stats.Estimate {
	if d < 0 {
		return x.Gaps[g]
	}
	return x.ByDim[g][d]
}

func (u *UnitGaps) average(o AnalysisOptions) {
	for g := range 5 {
		u.Mean[g] = meanOfUnits(u.values(g, -1), o)
		for d := range u.Dimensions {
			u.ByDim[g] = append(u.ByDim[g], meanOfUnits(u.values(g, d), o))
		}
	}
}

// correlate relates each of gaps 1 to 4 to gap 5 over the units that have both.
func (u *UnitGaps) correlate(o AnalysisOptions) {
	if n := len(u.Units); n < o.MinUnits {
		u.Notes = append(u.Notes, stats.Note{Code: FewUnits, Args: []float64{float64(n), float64(o.MinUnits)}})
		return
	}
	for d := -1; d < len(u.Dimensions); d++ {
		for g := range 4 {
			var xs, ys []float64
			for _, x := range u.Units {
				if a, b := x.at(g, d), x.at(4, d); a.Defined && b.Defined {
					xs, ys = append(xs, a.Value), append(ys, b.Value)
				}
			}
			c := GapCorrelation{Gap: g + 1}
			if d >= 0 {
				c.Dimension = u.Dimensions[d].ID
			}
			if len(xs) < o.MinUnits {
				c.R = stats.Undefined(MethodSpearman, float64(len(xs)), FewUnits, float64(len(xs)), float64(o.MinUnits))
			} else {
				c.R = Spearman(xs, ys, o.Level)
			}
			u.Correlations = append(u.Correlations, c)
		}
	}
}

// whose lists the groups (0 customers, 1 managers, 2 staff) that a gap rests on.
func whose(a *Analysis, g int) []int {
	switch g {
	case 0:
		return []int{0, 1}
	case 4:
		return []int{0}
	}
	for _, l := range []*Levels{a.Standards, a.Delivery, a.Promises} {
		if l != nil && l.Gap == g+1 && l.Who == Managers {
			return []int{1}
		}
	}
	if g == 1 {
		return []int{1}
	}
	return []int{2}
}

// suppress hides what would show the answers of a handful of people.
func (u *UnitGaps) suppress(o AnalysisOptions) {
	for g := range 5 {
		ns := make([]int64, len(u.Units))
		for i := range u.Units {
			x := &u.Units[i]
			if x.Gaps[g].Defined || slices.ContainsFunc(x.ByDim[g], func(e stats.Estimate) bool { return e.Defined }) {
				ns[i] = x.fewest(g)
			}
		}
		for i, hide := range Suppress(ns, o.MinShown) {
			if hide {
				u.Units[i].hide(g, o)
			}
		}
	}
}

// fewest is the size of the smallest group that a gap of the unit rests on.
func (x *Unit) fewest(g int) int64 {
	few := int64(math.MaxInt64)
	for _, who := range whose(x.Analysis, g) {
		few = min(few, x.N[who])
	}
	return few
}

func (x *Unit) hide(g int, o AnalysisOptions) {
	blank := func(e stats.Estimate) stats.Estimate {
		if !e.Defined {
			return e
		}
		return stats.Undefined(e.Method, 0, stats.Suppressed, float64(o.MinShown))
	}
	x.Gaps[g] = blank(x.Gaps[g])
	for d := range x.ByDim[g] {
		x.ByDim[g][d] = blank(x.ByDim[g][d])
	}
}
