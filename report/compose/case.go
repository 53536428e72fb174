// Package compose is the one place where results meet: it takes a fold of
// answers and what was learnt while loading, asks the scoring packages for
// figures, and builds the document that the renderers print. It words findings
// from fixed patterns; it knows no file format and computes no statistic of
// its own.
//
// The monthly report has a file a chapter (verdict.go, gap5.go, trend.go …, put
// in order by monthly.go). The documents of the other commands share a prefix:
// gap*, index_*, factors*, plan*, regional*, trendreport*; files that end in
// json hold their schemas. What several chapters show is computed once, in view.
//
// On the walk of a number it is the stop where the estimate gap/REL becomes a
// sentence, a table cell and a bar.
package compose

import (
	"context"
	"slices"
	"sort"
	"strings"

	"servqual/gap"
	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/stats"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// Case is what a report is made of.
type Case struct {
	Set     *tally.Set    // by unit and wave, as far as the data has them
	Summary *load.Summary // what was read; nil when the answers did not come from files
	Lang    lang.Lang
	Level   float64 // of all intervals
	Unit    string  // report on one unit; "" = all
	Wave    string  // the wave in focus; "" = the last one
	Brand   report.Brand
	Version string // of the program, for the last page
	Date    string // ISO date of the data; "" = the last date read
	Cells   Cells

	// Rows are the answers of the unit and wave in focus, for the workbook's
	// calculation respondent by respondent; nil unless the user asked to hand
	// them on.
	Rows *survey.Batch

	Gaps     *gap.Analysis // gaps 1 to 4, where managers or staff were asked too
	GapUnits *gap.UnitGaps // the same by unit

	Actions []store.Action // the register of improvements, where one is kept
	Targets []store.Target // what the measures are to reach

	// Context ends composing early: the document is then not whole, and whoever
	// composes asks the context before the document is used. nil never ends.
	Context context.Context

	shared *shared // with other cases, or nil
	given  *strata // of the report whose switch this case is an option of, or nil

	// hiddenFields are the numeric fields whose index is not shown for Unit; nil
	// lets newView find out.
	hiddenFields map[string]bool
}

// Cells are the sizes below which results are withheld (method A.12).
type Cells struct {
	Mean         int64 // fewer respondents: no statistics at all
	Distribution int64 // fewer: no distribution and no comments
}

// DefaultCells withholds means below 5 and distributions below 10.
var DefaultCells = Cells{Mean: 5, Distribution: 10}

// ended says whether composing is to stop.
func (c *Case) ended() bool { return c.Context != nil && c.Context.Err() != nil }

// view is a case with everything computed once that several chapters show.
type view struct {
	*Case
	study *survey.Study
	set   *tally.Set // the unit's, or all

	rows    []unitRow // see unitRows
	strata  *strata
	options *guard.Group // makes the options of switches, see fill

	now   *tally.Tally // the wave in focus
	clean *tally.Tally // without the responses that screening marked
	card  *servqual.Scorecard
	waves []wave // in order
	at    int    // index of the wave in focus, −1 without waves
	units []unit // of the wave in focus

	dims  []gap.Finding // ranked
	items []gap.Finding // ranked

	said     claims
	usual    float64 // level of the units that are not set apart
	hasUsual bool
	pairs    int // of units that are told apart
}

// wave is one period.
type wave struct {
	name  string
	tally *tally.Tally
}

// unit is one branch in the wave in focus.
type unit struct {
	name  string
	tally *tally.Tally
}

// newView selects the wave and unit in focus and scores them.
func newView(c *Case) *view {
	v := &view{Case: c, study: c.Set.Plan().Study(), set: c.Set, at: -1, options: &guard.Group{}, strata: c.given}
	if v.strata == nil {
		v.strata = newStrata()
	}
	if c.Level == 0 {
		v.Level = 0.95
	}
	if c.Cells == (Cells{}) {
		v.Cells = DefaultCells
	}
	if c.Unit != "" {
		v.set = v.set.Filter(survey.FieldUnit, func(n string) bool { return n == c.Unit })
	}
	v.findWaves()
	focus := v.set
	if v.at >= 0 {
		focus = focus.Filter(survey.FieldWave, func(n string) bool { return n == v.waves[v.at].name })
	}
	v.now, v.clean = focus.Total(), focus.CleanTotal()
	v.findUnits(focus)
	if c.Unit != "" && c.hiddenFields == nil {
		all := c.Set
		if v.at >= 0 {
			all = all.Filter(survey.FieldWave, func(n string) bool { return n == v.waves[v.at].name })
		}
		own := *c
		own.hiddenFields = withheldFields(v.study, all.Rollup(survey.FieldUnit).Segments(), v.Cells.Mean)[c.Unit]
		v.Case = &own
	}
	v.card = servqual.Score(v.now, v.Level)
	v.dims = gap.Rank(dimensionFindings(v.card))
	v.items = gap.Rank(itemFindings(v.card))
	return v
}

func (v *view) has(field string) bool { return slices.Contains(v.set.By(), field) }

func (v *view) findWaves() {
	if !v.has(survey.FieldWave) {
		return
	}
	for _, s := range v.set.Rollup(survey.FieldWave).Segments() {
		if s.Names[0] != "" {
			v.waves = append(v.waves, wave{s.Names[0], s.Tally})
		}
	}
	v.at = len(v.waves) - 1
	for i, w := range v.waves {
		if w.name == v.Wave {
			v.at = i
		}
	}
}

func (v *view) findUnits(focus *tally.Set) {
	if !v.has(survey.FieldUnit) {
		return
	}
	for _, s := range focus.Rollup(survey.FieldUnit).Segments() {
		v.units = append(v.units, unit{s.Names[0], s.Tally})
	}
	sort.SliceStable(v.units, func(i, j int) bool { return v.units[i].tally.N() > v.units[j].tally.N() })
}

// previous is the wave before the one in focus, or nil.
func (v *view) previous() *wave {
	if v.at < 1 {
		return nil
	}
	return &v.waves[v.at-1]
}

// lastYear is the same month a year before, or nil.
func (v *view) lastYear() *wave {
	if v.at < 0 {
		return nil
	}
	name := yearBefore(v.waves[v.at].name)
	for i := range v.waves[:v.at] {
		if v.waves[i].name == name {
			return &v.waves[i]
		}
	}
	return nil
}

// twoSided says whether there is a gap 5 to speak of.
func (v *view) twoSided() bool { return v.now.Plan().Has(tally.Gap) }

// main is the measure that the report turns on: the gap, or the perceptions
// where expectations were not asked.
func (v *view) main() tally.Measure {
	if v.twoSided() {
		return tally.Gap
	}
	return tally.P
}

// weightsStand says whether weighted scores can speak for the respondents: the
// study gave the weights, or at least half of the respondents gave valid ones.
func (v *view) weightsStand() bool {
	w := v.card.Weights
	return w.Source == servqual.StatedPoints || w.Source == servqual.OwnPoints && 2*w.Valid >= v.now.N()
}

// headline is the score that the verdict turns on: weighted where the weights
// stand for the respondents.
func (v *view) headline() (e stats.Estimate, weighted bool) {
	o := v.card.Overall
	if v.twoSided() {
		if o.Weighted.Defined && v.weightsStand() {
			return o.Weighted, true
		}
		return o.Unweighted, false
	}
	if o.ServperfWeighted.Defined && v.weightsStand() {
		return o.ServperfWeighted, true
	}
	return o.Servperf, false
}

// headlineFreq is the distribution behind the headline, for comparing waves.
// Weights that are one set for all have none; the unweighted one stands in.
func (v *view) headlineFreq(t *tally.Tally) stats.Freq {
	if v.card.Weights.Source == servqual.OwnPoints && v.weightsStand() {
		return t.WeightedFreq(v.main())
	}
	return t.TotalFreq(v.main())
}

// dimensionFindings turns the scorecard's dimensions into findings, weighted
// with the mean points, or equally where there are none.
func dimensionFindings(c *servqual.Scorecard) []gap.Finding {
	out := make([]gap.Finding, 0, len(c.Dimensions))
	for _, d := range c.Dimensions {
		out = append(out, gap.Finding{
			Ref: dimRef(c.Study, d.Index), Index: d.Index,
			Gap: d.Gap.Mean, Test: d.Gap.Test, Weight: weightOf(d),
		})
	}
	return out
}

// itemFindings spreads a dimension's weight evenly over its items.
func itemFindings(c *servqual.Scorecard) []gap.Finding {
	var out []gap.Finding
	for _, d := range c.Dimensions {
		items := c.Study.ItemsOf(d.Index)
		for _, i := range items {
			it := c.Items[i]
			out = append(out, gap.Finding{
				Ref: itemRef(c.Study, i), Index: i,
				Gap: it.Gap.Mean, Test: it.Gap.Test, Weight: weightOf(d) / float64(len(items)),
			})
		}
	}
	return out
}

func weightOf(d servqual.DimensionScore) float64 {
	if d.HasWeight {
		return d.Weight
	}
	return 1
}

func dimRef(s *survey.Study, d int) string  { return "gap/" + s.Dimensions[d].ID }
func itemRef(s *survey.Study, i int) string { return "gap/" + s.Items[i].ID }

// FocusWave is the wave that the report is about: the one asked for, else the
// last; "" where the data has no waves. Of a unit it is the one asked for if the
// unit has it, else the unit's own last.
func (c *Case) FocusWave() string {
	if c.Unit == "" {
		return c.lastWave()
	}
	for _, u := range c.UnitWaves() {
		if u.Unit == c.Unit {
			return u.Wave
		}
	}
	return ""
}

// lastWave is the wave asked for, else the last, of all units. It looks at names
// only: rolling up to waves would fold all answers.
func (c *Case) lastWave() string {
	at := slices.Index(c.Set.By(), survey.FieldWave)
	if at < 0 {
		return ""
	}
	last := ""
	for _, s := range c.Set.Segments() {
		if s.Names[at] == c.Wave && c.Wave != "" {
			return c.Wave
		}
		last = max(last, s.Names[at])
	}
	return last
}

// UnitWave is a unit and the wave that its report is about.
type UnitWave struct{ Unit, Wave string }

// UnitWaves lists the units, in order of their names, each with the wave asked
// for if it has answers in it, else with its own last wave; none where the data
// has no units. It goes once through the segments, whatever the number of units.
func (c *Case) UnitWaves() []UnitWave {
	unit, wave := slices.Index(c.Set.By(), survey.FieldUnit), slices.Index(c.Set.By(), survey.FieldWave)
	if unit < 0 {
		return nil
	}
	found := make(map[string]string)
	for _, s := range c.Set.Segments() {
		name, w := s.Names[unit], ""
		if wave >= 0 {
			w = s.Names[wave]
		}
		if have, met := found[name]; name != "" && (!met || have != c.Wave && (w == c.Wave || w > have)) {
			found[name] = w
		}
	}
	out := make([]UnitWave, 0, len(found))
	for name, w := range found {
		out = append(out, UnitWave{name, w})
	}
	slices.SortFunc(out, func(a, b UnitWave) int { return strings.Compare(a.Unit, b.Unit) })
	return out
}
