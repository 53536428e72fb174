package gap

import (
	"servqual/report/verdict"
	"servqual/survey/stats"
)

// Best is the best practice on one item: who to visit.
type Best struct {
	Item int
	// Unit is the unit to visit: of those that no other is clear of, the one with
	// the highest mean that is clear of any; −1 where nobody is: then there is
	// nothing to learn from anyone in particular.
	Unit int
	Mean stats.Estimate
	// Visit is, by unit, whom it should visit; −1: nobody is clear of it.
	Visit []int
	// Behind lists the units that somebody is clear of, the farthest first: whom a
	// visit would help.
	Behind []int
}

// manyUnits is the number of units above which best practice takes fewer draws:
// pairs of 500 units take half a millisecond a draw and item.
const manyUnits = 100

// best finds for each item whom to visit, by the rule of package verdict:
// simultaneous over all items and pairs of units at 5 %. The highest of forty is
// high by chance too.
func (u *Units) best() {
	opt := verdict.DefaultUnitOptions
	opt.Permute.Seed = u.Options.Seed
	opt.Permute.Draws = 999
	if len(u.Names) > manyUnits {
		opt.Permute.Draws = 199
	}
	var fs [][]stats.Freq
	for _, c := range u.Items {
		in := make([]stats.Freq, len(c.freqs))
		for i, f := range c.freqs {
			if in[i] = (stats.Freq{Unit: f.Unit}); u.Ranked[i] && c.Units[i].Shown {
				in[i] = f
			}
		}
		fs = append(fs, in)
	}
	for k, p := range verdict.BestPractice(fs, opt) {
		c := u.Items[k]
		b := Best{Item: k, Unit: -1, Visit: p.Visit}
		for i, host := range p.Visit {
			if host < 0 {
				continue
			}
			b.Behind = append(b.Behind, i)
			if b.Unit < 0 || c.Units[host].Mean.Value > c.Units[b.Unit].Mean.Value {
				b.Unit = host
			}
		}
		if b.Unit >= 0 {
			b.Mean = c.Units[b.Unit].Mean
		}
		sortBy(b.Behind, func(i int) float64 { return c.Units[i].Mean.Value })
		u.Best = append(u.Best, b)
	}
}

// Distance is how far a unit is from the best practice on an item, from the
// median unit and from the target; ok is false where there is nothing to
// measure against.
func (u *Units) Distance(item, unit int) (best, median, target Gapped) {
	c := u.Items[item]
	x := c.Units[unit]
	if !x.Shown || !x.Mean.Defined {
		return
	}
	if b := u.Best[item]; b.Unit >= 0 && b.Unit != unit {
		best = Gapped{true, x.Mean.Value - b.Mean.Value}
	}
	if c.Median != 0 || len(c.Units) > 0 {
		median = Gapped{true, x.Mean.Value - c.Median}
	}
	if c.Target != nil {
		target = Gapped{true, x.Mean.Value - *c.Target}
	}
	return best, median, target
}

// Gapped is a distance that may be absent.
type Gapped struct {
	Defined bool
	Value   float64
}

// Attained says whether a unit reached a target.
type Attained int

// The zero value is invalid.
const (
	Reached   Attained = iota + 1 // the whole interval is at or above it
	Uncertain                     // the interval holds it
	Missed                        // the whole interval is below it
)

// Attainment compares an interval with a target, by verdict.Target; ok is false
// where there is no verdict.
func Attainment(e stats.Estimate, target float64) (a Attained, ok bool) {
	switch c := verdict.Target(e, target, false); {
	case c.Says == verdict.Reached:
		return Reached, true
	case c.Says == verdict.Missed:
		return Missed, true
	case c.Reason == verdict.NotToldApart:
		return Uncertain, true
	}
	return 0, false
}
