package compose

import (
	"slices"

	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// TrendOptions say what is followed over the waves.
type TrendOptions struct {
	Measure  string // "gap", "gap/REL", "mean/P/REL2", "below/REL2", "nps", "mean/overall", "top/overall", "complaints"; "" = the score
	Events   []TrendEvent
	Baseline int        // limits rest on the first so many waves of a phase; 0: on all
	Chart    TrendChart // 0: the one that suits the measure
	HamedRao bool       // correct the trend test for autocorrelation
	// Others are sets of waves that were asked on another scale. With them all
	// values are on 0–100.
	Others []*tally.Set
	Issues *Counts
}

// TrendEvent is something with a date: an action, a training course. A phase
// begins with it.
type TrendEvent struct {
	Wave  string // the first wave that it can have moved
	Label string
}

// TrendChart is a kind of control chart.
type TrendChart int

// The kinds.
const (
	ChartXmR TrendChart = iota + 1
	ChartP
	ChartLaney
	ChartU
)

// TrendCharts are their names on the command line.
var TrendCharts = map[string]TrendChart{"xmr": ChartXmR, "p": ChartP, "laney": ChartLaney, "u": ChartU}

// String names the kind as on the command line.
func (t TrendChart) String() string {
	for name, c := range TrendCharts {
		if c == t {
			return name
		}
	}
	return ""
}

// Column is one figure by month, read from a table of months instead of
// answers: an index, or a count over a base.
type Column struct {
	Name   string
	Waves  []string
	Values []float64
	Bases  []float64 // nil: Values are figures; else Values are counts out of these
}

// follow is a measure over the waves with all that is said of it.
type follow struct {
	opt     TrendOptions
	scaled  *ScaleJSON // where the answers were given on different scales
	lang    lang.Lang
	level   float64
	least   int64
	series  *series
	chart   TrendChart
	control stats.ControlChart
	mr      *stats.XmRChart
	at      []int // wave of each point of the chart
	starts  []int // points at which phases begin
	test    stats.Test
	robust  stats.Test // Hamed–Rao
	before  *change    // since the wave before
	year    *change    // since the same month last year
	events  []eventChange
	title   lang.Text
	sub     lang.Text
	date    string
	brand   report.Brand
}

// change is a difference between two waves, or two phases.
type change struct {
	since      string
	diff       stats.Estimate
	p          float64
	hasP       bool
	then, now  stats.Estimate
	respondent bool    // tested on respondents, not on months
	units      bool    // tested on units
	deff       float64 // with units: variance over units by that of sampling
	common     int     // units in both
	claim      *verdict.Claim
	mix        lang.Text // what a change of who answered did, where it matters
}

// beyond says whether the change is more than noise.
func (c *change) beyond() bool {
	if c.claim != nil {
		return c.claim.Made()
	}
	return c.diff.HasInterval() && (c.diff.Lo > 0 || c.diff.Hi < 0)
}

type eventChange struct {
	TrendEvent
	at int // index of its wave
	change
}

// Trend builds the document of the trend command from answers.
func Trend(c *Case, o TrendOptions) (*report.Document, error) {
	f, err := newFollow(c, o)
	if err != nil {
		return nil, err
	}
	return markDraft(sayScales(f.document(), c.Set.Plan().Study()), c.Summary), nil
}

// TrendOfColumn builds it from a table of months.
func TrendOfColumn(c *Case, col Column, o TrendOptions) (*report.Document, error) {
	f, err := followColumn(c, col, o)
	if err != nil {
		return nil, err
	}
	return f.document(), nil
}

func newFollow(c *Case, o TrendOptions) (*follow, error) {
	v := newView(c)
	if !v.has(survey.FieldWave) || len(v.waves) == 0 {
		return nil, errNoWaves
	}
	s, err := seriesOf(v, o)
	if err != nil {
		return nil, err
	}
	f := &follow{opt: o, scaled: scaleJSON(v.study), lang: c.Lang, level: v.Level, least: v.Cells.Mean, series: s, date: c.date(), brand: c.Brand}
	f.title = lang.F("%s的变化", "%s over time", s.name)
	f.sub = trendSubtitle(v)
	if err := f.compute(); err != nil {
		return nil, err
	}
	if len(o.Others) == 0 {
		f.judge(v, s.from)
	}
	return f, nil
}

func followColumn(c *Case, col Column, o TrendOptions) (*follow, error) {
	if c.Level == 0 {
		c.Level = 0.95
	}
	s, err := columnSeries(col, o, c.Level)
	if err != nil {
		return nil, err
	}
	f := &follow{opt: o, lang: c.Lang, level: c.Level, series: s, date: c.Date, brand: c.Brand}
	f.title, f.sub = lang.F("%s的变化", "%s over time", s.name), span(s.waves)
	return f, f.compute()
}

func trendSubtitle(v *view) lang.Text {
	who := lang.T("全部单位", "All units")
	if v.Unit != "" {
		who = lang.Same(v.Unit)
	}
	names := make([]string, len(v.waves))
	for i, w := range v.waves {
		names[i] = w.name
	}
	return lang.F("%s · %s", "%s · %s", who, span(names))
}

// compute draws limits, tests the trend, the last changes and the events.
func (f *follow) compute() error {
	for _, e := range f.opt.Events {
		k := slices.Index(f.series.waves, e.Wave)
		if k < 0 {
			return &UnknownWaveError{e.Wave, f.series.waves}
		}
		f.events = append(f.events, eventChange{TrendEvent: e, at: k})
	}
	slices.SortStableFunc(f.events, func(a, b eventChange) int { return a.at - b.at })
	for i, e := range f.series.values {
		if e.Defined {
			f.at = append(f.at, i)
		}
	}
	for _, e := range f.events {
		if k := slices.IndexFunc(f.at, func(w int) bool { return w >= e.at }); k > 0 && !slices.Contains(f.starts, k) {
			f.starts = append(f.starts, k)
		}
	}
	f.limits()
	f.monotone()
	f.changes()
	return nil
}

// limits chooses the control chart by what is charted: single figures by XmR,
// shares by p – with Laney's widening where the months are large –, rates by u.
func (f *follow) limits() {
	o := stats.DefaultControl
	o.Phases, o.Baseline = f.starts, f.opt.Baseline
	counts, bases := f.series.countsAt(f.at)
	f.chart = f.opt.Chart
	if f.chart == 0 {
		f.chart = ChartXmR
		if f.series.kind == shareSeries {
			f.chart = ChartP
			if mean(bases) > laneyFrom {
				f.chart = ChartLaney
			}
		}
		if f.series.kind == rateSeries {
			f.chart = ChartU
		}
	}
	if f.chart != ChartXmR && counts == nil {
		f.chart = ChartXmR
	}
	switch f.chart {
	case ChartP:
		f.control = stats.PChart(counts, bases, o)
	case ChartLaney:
		f.control = stats.LaneyP(counts, bases, o)
	case ChartU:
		f.control = stats.UChart(counts, bases, o)
	default:
		x := stats.XmR(f.series.valuesAt(f.at), o)
		f.mr, f.control = &x, x.X
	}
}

// laneyFrom is the mean month size from which chance is not the main cause of
// spread (method A.13).
const laneyFrom = 1000

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x / float64(len(xs))
	}
	return sum
}

// monotone tests for a steady rise or fall.
func (f *follow) monotone() {
	times := make([]int64, len(f.at))
	for i, w := range f.at {
		times[i] = int64(w)
	}
	values := f.series.valuesAt(f.at)
	f.test = stats.MannKendall(values, times, stats.TrendOptions{Level: f.level})
	f.robust = stats.MannKendall(values, times, stats.TrendOptions{Level: f.level, HamedRao: true})
	if f.opt.HamedRao && f.robust.Defined {
		f.test = f.robust
	}
}

// changes compares the last wave with the one before and with the same month
// last year, and each event's phase with the phase before it.
func (f *follow) changes() {
	if len(f.at) == 0 {
		return
	}
	last := f.at[len(f.at)-1]
	if len(f.at) > 1 {
		f.before = f.series.between([]int{f.at[len(f.at)-2]}, []int{last}, f.level)
	}
	if k := slices.Index(f.series.waves, yearBefore(f.series.waves[last])); k >= 0 && f.series.values[k].Defined {
		f.year = f.series.between([]int{k}, []int{last}, f.level)
	}
	for i := range f.events {
		from, to := 0, len(f.series.waves)
		if i > 0 {
			from = f.events[i-1].at
		}
		if i+1 < len(f.events) {
			to = f.events[i+1].at
		}
		if c := f.series.aroundEvent(shownWaves(f.series, from, f.events[i].at), shownWaves(f.series, f.events[i].at, to), f.level); c != nil {
			f.events[i].change = *c
		}
	}
}

// judge lets package verdict decide about the changes since the wave before and
// since last year: each by its own rule, the mix of units taken out.
func (f *follow) judge(v *view, x extract) {
	if len(f.at) == 0 {
		return
	}
	last := f.at[len(f.at)-1]
	focus := *v
	focus.at, focus.said = last, claims{}
	margin := verdict.MeanMargin(v.width())
	switch x.kind {
	case npsSeries:
		margin = verdict.NPSMargin
	case shareSeries:
		margin = verdict.ShareMargin / 100.
	}
	for _, c := range []*change{f.before, f.year} {
		if c == nil || !c.diff.Defined {
			continue
		}
		k := slices.Index(f.series.waves, c.since)
		if k < 0 || k >= len(v.waves) || v.waves[k].name != c.since {
			continue
		}
		got := focus.changesOf([]follows{{ref: x.ref, freq: x.valued, margin: margin}}, &v.waves[k], newStrata())[x.ref]
		c.take(got, f)
	}
}

// take replaces a comparison of respondents by what the rule found.
func (c *change) take(got changed, f *follow) {
	c.claim = &got.Claim
	if !got.Adjusted.Defined {
		return
	}
	c.diff, c.p, c.hasP = got.Adjusted, got.P, got.HasP
	c.units, c.deff, c.common = got.Rule == verdict.RuleUnits, got.Split.DesignEffect, got.Split.Common
	if got.MixMatters {
		c.mix = lang.F("另有 %s 来自答卷在各单位间的分布变化", "a further %s comes from who answered (mix of units)", f.difference(got.Split.Mix))
	}
}

func shownWaves(s *series, from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		if s.values[i].Defined {
			out = append(out, i)
		}
	}
	return out
}
