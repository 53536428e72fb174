package index

import (
	"slices"

	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Driver is one predictor of an outcome.
type Driver struct {
	Index    int            // in Study.Dimensions or Study.Items
	R        stats.Estimate // alone
	Partial  stats.Estimate // given the others
	Beta     float64        // standardised weight
	B        stats.Estimate // weight in the units of the answers, with interval
	Test     stats.Test
	VIF      float64
	Johnson  stats.Estimate // relative weight, in units of R²
	LMG      stats.Estimate // Shapley share, in units of R²
	Share    float64        // Johnson's weight over R², 0..1
	LMGShare float64
	Claim    verdict.Claim // whether it may be named
	Suppress bool          // β and r have opposite signs: no reason to do less of it
	Stated   stats.Estimate
}

// Drivers is what moves an outcome.
type Drivers struct {
	Defined bool
	Outcome string
	Scale   FieldScale
	Over    Over
	N       float64
	R2      float64
	AdjR2   float64
	F       stats.Test
	Claim   verdict.Claim // whether the predictors together are more than noise
	Drivers []Driver      // in the study's order
	Notes   []stats.Note
}

// rowsWanted is the number of complete rows for each predictor below which
// drivers are refused (method A.14).
const rowsWanted = 10

// DriversOf regresses a numeric field on the perceptions of the dimensions (or
// items, with tally.Options.Links) over the respondents with all of them, and
// splits R² among them: Johnson's relative weights and, up to fifteen
// predictors, the Shapley values (LMG), both with intervals. Refused below ten
// rows for each predictor. Drivers that can't be told from zero keep their
// value and show it by their interval. Sources: Johnson 2000; Lindeman, Merenda
// & Gold 1980; Grömping 2006; method A.14.
func DriversOf(t *tally.Tally, field string, over Over, o Options) Drivers {
	out := Drivers{Outcome: field, Over: over}
	refuse := func(code stats.NoteCode, args ...float64) Drivers {
		out.Notes = append(out.Notes, note(code, args...))
		return out
	}
	if !perceives(t) {
		return refuse(NoSide)
	}
	if !slices.Contains(t.Plan().Outcomes(), field) {
		return refuse(UnknownField)
	}
	scale, ok := ScaleOf(t, field)
	if !ok {
		return refuse(stats.NoData)
	}
	out.Scale = scale
	c, y, xs, at, ok := driverSystem(t, field, over)
	if !ok {
		return refuse(NotLinked)
	}
	out.N = c.Effective()
	if want := rowsWanted * float64(len(xs)); out.N < want {
		return refuse(stats.FewRows, out.N, want)
	}
	m := stats.Regress(c, y, xs, o.Level)
	out.Notes = append(out.Notes, m.Notes...)
	if !m.Defined {
		return out
	}
	out.Defined, out.R2, out.AdjR2, out.F = true, m.R2, m.AdjR2, m.F
	if scale.Max-scale.Min+1 < 7 {
		out.Notes = append(out.Notes, note(FewSteps, float64(scale.Max-scale.Min+1), 7))
	}
	out.fill(t, m, at, o)
	out.split(c, y, xs, o)
	said := verdict.Drivers(c, y, xs, stats.ImportanceOptions{Draws: max(o.Draws, stats.DefaultImportance.Draws), Seed: o.Seed})
	out.Claim = said.Claim
	for k := range out.Drivers {
		out.Drivers[k].Claim = said.Drivers[k]
	}
	return out
}

// driverSystem gives the cross products, where the outcome and the predictors
// are in them, and the index of each predictor in the study.
func driverSystem(t *tally.Tally, field string, over Over) (c stats.Cross, y int, xs, at []int, ok bool) {
	s := t.Plan().Study()
	switch over {
	case Dimensions:
		c, y, xs = outcomeSystem(t, field)
		return c, y, xs, battery(s), xs != nil
	case Items:
		c, ok = t.PerceptionOutcome(field)
		at = batteryItems(s)
		return c, c.K - 1, at, at, ok
	}
	return c, 0, nil, nil, false
}

func (d *Drivers) fill(t *tally.Tally, m stats.Regression, at []int, o Options) {
	stated, _ := points(t, o.Level)
	if d.Over != Dimensions {
		stated = nil
	}
	for k, i := range at {
		term := m.Terms[k]
		x := Driver{
			Index: i, R: term.R, Partial: partial(m, k, o.Level), Beta: term.Beta, B: term.B, Test: term.Test, VIF: term.VIF,
			Suppress: term.Beta*term.R.Value < 0,
			Stated:   stats.Undefined(MethodStated, 0, EqualWeights),
		}
		if stated != nil {
			x.Stated = stated[k]
		}
		d.Drivers = append(d.Drivers, x)
	}
}

// split fills in the shares of R².
func (d *Drivers) split(c stats.Cross, y int, xs []int, o Options) {
	io := stats.ImportanceOptions{Draws: o.Draws, Seed: o.Seed, Level: o.Level}
	var johnson, lmg stats.Importance
	var wg guard.Group // their intervals are the longest reckoning of a monthly report
	wg.Go(func() { johnson = stats.RelativeWeights(c, y, xs, io) })
	lmg = stats.Shapley(c, y, xs, io)
	wg.Wait()
	for k := range d.Drivers {
		x := &d.Drivers[k]
		x.Johnson, x.Share = share(johnson, k)
		x.LMG, x.LMGShare = share(lmg, k)
	}
	if !lmg.Defined {
		d.Notes = append(d.Notes, lmg.Notes...)
	}
}

func share(m stats.Importance, k int) (stats.Estimate, float64) {
	if !m.Defined {
		return stats.Estimate{N: m.N, Method: m.Method, Notes: m.Notes}, 0
	}
	if m.R2 <= 0 {
		return m.Shares[k], 0
	}
	return m.Shares[k], m.Shares[k].Value / m.R2
}

// Kind is what stated and derived importance together make of an item. The
// zero value is invalid.
type Kind int

// The kinds (Vavra 1997): said to matter or not, and moving the outcome or not.
const (
	BasicFactor       Kind = iota + 1 // said to matter, does not move: must be right
	PerformanceFactor                 // said to matter and moves
	ExcitementFactor                  // not said to matter, yet moves
	MinorFactor                       // neither
)

// TwoByTwo is the stated × derived grid.
type TwoByTwo struct {
	Defined      bool
	StandIn      bool    // expectations stand in for stated importance
	LineX, LineY float64 // means of derived and stated importance
	Points       []KindPoint
	Notes        []stats.Note
}

// KindPoint is one item or dimension.
type KindPoint struct {
	Index           int
	Derived, Stated stats.Estimate
	Kind            Kind
	Probability     float64 // of being found in the same field again
	Stable          bool
}

// StatedDerived compares what customers say matters with what moves the
// outcome (r). The lines run at the means of both; the probability of staying
// comes from the same simulation as that of the grid, the two importances taken
// as independent. Source: Vavra 1997; method A.5.
func StatedDerived(t *tally.Tally, o IPAOptions) TwoByTwo {
	of := Stated
	if o.Over == Dimensions {
		if valid, _, _ := t.WeightCounts(); valid > 0 {
			of = StatedPoints
		}
	}
	var out TwoByTwo
	stated, notes := importances(t, of, o)
	derived, more := importances(t, DerivedR, o)
	out.Notes = mergeNotes(notes, more)
	out.StandIn = of == Stated && t.Plan().ImportanceSide() == survey.Expectation
	g := grid{}
	all := batteryItems(t.Plan().Study())
	if o.Over == Dimensions {
		all = battery(t.Plan().Study())
	}
	for k, i := range all {
		if k < len(stated) && k < len(derived) && stated[k].Defined && derived[k].Defined {
			g.at, g.x, g.y = append(g.at, i), append(g.x, withSE(derived[k])), append(g.y, withSE(stated[k]))
		}
	}
	if len(g.at) == 0 {
		out.Notes = mergeNotes(out.Notes, []stats.Note{note(stats.NoData)})
		return out
	}
	res := stats.Quadrants(g.input(), stats.QuadrantOptions{Cross: stats.CrossMeans, Draws: o.Draws, Seed: o.Seed})
	if !res.Defined {
		out.Notes = mergeNotes(out.Notes, res.Notes)
		return out
	}
	out.Defined, out.LineX, out.LineY = true, res.LineX, res.LineY
	kinds := map[stats.Quadrant]Kind{stats.Concentrate: BasicFactor, stats.KeepUp: PerformanceFactor, stats.Overkill: ExcitementFactor, stats.LowPriority: MinorFactor}
	for k, i := range g.at {
		out.Points = append(out.Points, KindPoint{Index: i, Derived: g.x[k], Stated: g.y[k], Kind: kinds[res.In[k]],
			Probability: res.Stability[k], Stable: res.Stability[k] >= o.Stable})
	}
	return out
}

// mergeNotes joins lists of footnotes, each code once.
func mergeNotes(lists ...[]stats.Note) []stats.Note {
	var out []stats.Note
	for _, l := range lists {
		for _, n := range l {
			if !slices.ContainsFunc(out, func(m stats.Note) bool { return m.Code == n.Code }) {
				out = append(out, n)
			}
		}
	}
	return out
}
