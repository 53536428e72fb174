package gap

import "servqual/survey/stats"

// Best is the best practice on one item: who to visit.
type Best struct {
	Item int
	// Unit is the best unit that is clear of the usual unit, or −1 where nobody
	// is: then there is nothing to learn from anyone in particular.
	Unit int
	Mean stats.Estimate
	// Behind lists the units below the usual unit, the farthest first: whom a
	// visit would help.
	Behind []int
}

// bestShare is the share of chance among the names printed.
const bestShare = 0.05

// best finds for each item the unit with the highest mean among those that are
// above the usual unit. The highest of forty is high by chance too, so that a
// unit counts only where it is clear over all units and items together: BH at
// bestShare, so that of the names printed at most that share is expected to be
// chance (Benjamini & Hochberg 1995).
func (u *Units) best() {
	var all []stats.Test
	for _, c := range u.Items {
		for i := range c.Units {
			all = append(all, c.Units[i].Test)
		}
	}
	stats.Adjust(all)
	at := 0
	for k, c := range u.Items {
		b := Best{Item: k, Unit: -1}
		for i := range c.Units {
			t := all[at]
			at++
			if !t.Defined || t.PBH >= bestShare {
				continue
			}
			if t.Effect.Value < 0 {
				b.Behind = append(b.Behind, i)
			} else if b.Unit < 0 || c.Units[i].Mean.Value > c.Units[b.Unit].Mean.Value {
				b.Unit = i
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

// Attainment compares an interval with a target.
func Attainment(e stats.Estimate, target float64) (a Attained, ok bool) {
	switch {
	case !e.HasInterval():
		return 0, false
	case e.Lo >= target:
		return Reached, true
	case e.Hi < target:
		return Missed, true
	}
	return Uncertain, true
}
