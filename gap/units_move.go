package gap

import (
	"slices"

	"servqual/report/verdict"
	"servqual/survey/stats"
)

// Moved is a unit's place in the period before, and how its score changed.
type Moved struct {
	Unit   int
	Before stats.Estimate
	Tier   stats.Tier // in the period before; 0: not ranked then
	// Change is now − before, Welch's t with Holm and BH over the units;
	// undefined where the periods share respondents. Claim is what may be said of
	// it, by verdict.Changes with the units as the family.
	Change stats.Test
	Claim  verdict.Claim
}

// Crossed says whether the unit moved from one tier to another.
func (m Moved) Crossed(now stats.Tier) bool { return m.Tier != 0 && now != 0 && m.Tier != now }

// move compares with the period before.
func (u *Units) move() {
	o := u.Options
	if o.Before == nil || !slices.Contains(o.Before.By(), u.Field) {
		return
	}
	was := o
	was.Before, was.Sizes = nil, nil
	before, err := CompareUnits(o.Before, u.Field, was)
	if err != nil {
		return
	}
	var tests []stats.Test
	var family []verdict.ChangeInput
	for i, name := range u.Names {
		k := slices.Index(before.Names, name)
		if k < 0 || !u.Shown[i] || !before.Shown[k] {
			continue
		}
		x := before.Score.Units[k]
		m := Moved{Unit: i, Before: x.Mean, Tier: x.Tier}
		if o.Disjoint {
			m.Change = stats.WelchT(u.Score.freqs[i], before.Score.freqs[k], o.Level)
			family = append(family, verdict.ChangeInput{Strata: []stats.Stratum{{Before: before.Score.freqs[k], After: u.Score.freqs[i]}}, Higher: true, Level: o.Level})
		}
		u.Moves, tests = append(u.Moves, m), append(tests, m.Change)
	}
	stats.Adjust(tests)
	for i, c := range verdict.Changes(family) {
		u.Moves[i].Claim = c.Claim
	}
	for i := range u.Moves {
		u.Moves[i].Change = tests[i]
	}
}

// sortBy sorts units by a value, the smallest first.
func sortBy(units []int, value func(int) float64) {
	slices.SortStableFunc(units, func(a, b int) int {
		switch x, y := value(a), value(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
}
