package compose

import (
	"fmt"
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// RegionalOptions say how the regional report is made.
type RegionalOptions struct {
	Field  string // what a unit is; "" = unit
	Last   int    // the period is the last so many waves; 0 = all, or Case.Wave alone
	Pages  bool   // a page for each unit
	Units  gap.UnitsOptions
	Issues *Counts
	Norms  []store.Norm // of units elsewhere, or before
}

// DefaultRegional compares units over all waves, with a page for each.
func DefaultRegional() RegionalOptions {
	return RegionalOptions{Field: survey.FieldUnit, Pages: true, Units: gap.DefaultUnits()}
}

// regional is the region's case with the units compared. The view in it is all
// units over the period.
type regional struct {
	*view
	opt    RegionalOptions
	u      *gap.Units
	whole  *tally.Set // all waves, by unit and wave
	all    []string   // all waves
	period []string   // those compared; empty without waves
	before []string   // those of the period before
	cards  map[int]*view
}

// regionalChapter makes one section of the regional report, or none.
type regionalChapter struct {
	id       string
	build    func(*regional) *report.Section
	appendix bool // looked up rather than read
}

// regionalChapters is the order of the regional report: the volume that is read,
// to which a page for each unit is added, then the appendix.
var regionalChapters = []regionalChapter{
	{id: "tiers", build: regionalTiers},
	{id: "heatmap", build: regionalHeatmap},
	{id: "best", build: regionalBest},
	{id: "targets", build: regionalTargets},
	{id: "trends", build: regionalTrends},
	{id: "gap-units", build: func(r *regional) *report.Section { return gapByUnit(r.Gaps, r.GapUnits) }},
	{id: "scope", build: regionalScope, appendix: true},
	{id: "comparable", build: regionalComparable, appendix: true},
	{id: "league", build: regionalLeague, appendix: true},
	{id: "funnel", build: regionalFunnel, appendix: true},
	{id: "caterpillars", build: regionalCaterpillars, appendix: true},
	{id: "pairs", build: regionalPairs, appendix: true},
	{id: "norms", build: regionalNorms, appendix: true},
	{id: "shift", build: regionalShift, appendix: true},
	{id: "spread", build: regionalSpread, appendix: true},
	{id: "indices", build: regionalIndices, appendix: true},
	{id: "use", build: regionalUse, appendix: true},
}

// Regional builds the regional benchmark report of a case, whose set must be
// folded by the field that names units, and by wave where there are waves.
func Regional(c *Case, o RegionalOptions) (*report.Document, error) {
	r, err := newRegional(c, o)
	if err != nil {
		return nil, err
	}
	d := &report.Document{
		ID: "regional", Lang: c.Lang, Date: c.date(), Brand: c.Brand,
		Title:    lang.T("区域服务质量对标报告", "Regional service quality benchmark"),
		Subtitle: lang.F("%d 家单位 · %s", "%d units · %s", len(r.u.Names), r.when()),
		Footer:   lang.F("档次与两两比较共用一个误判概率；区间重叠的单位不排先后；区间为%s置信区间", "Tiers and pairs share one chance of error; units whose intervals overlap are not put in order; intervals are %s confidence intervals", level(r.Level)),
	}
	if !r.study.Report.Footer.IsZero() {
		d.Footer = r.study.Report.Footer
	}
	d.Header = lang.F("%s · %s · n = %s", "%s · %s · n = %s", d.Title, d.Subtitle, count(r.u.Score.Region.N))
	pages := !o.Pages
	for _, ch := range regionalChapters {
		if c.ended() {
			return nil, c.Context.Err()
		}
		if ch.appendix && !pages {
			d.Sections, pages = append(d.Sections, r.pages()...), true
		}
		if s := ch.build(r); s != nil {
			if s.ID == "" {
				s.ID = ch.id
			}
			s.Appendix = s.Appendix || ch.appendix
			d.Sections = append(d.Sections, *s)
		}
	}
	d.Sections = volumes(d.Sections)
	return markDraft(sayScales(d, c.Set.Plan().Study()), c.Summary), nil
}

// newRegional chooses the period and compares the units.
func newRegional(c *Case, o RegionalOptions) (*regional, error) {
	if o.Field == "" {
		o.Field = survey.FieldUnit
	}
	if !slices.Contains(c.Set.By(), o.Field) {
		return nil, lang.Errorf("答卷里没有可供比较的字段“%s”", "the answers were not read by %s", o.Field)
	}
	r := &regional{opt: o, whole: c.Set, cards: map[int]*view{}}
	set, before := r.choose(c)
	plain := *c
	plain.Set, plain.Unit, plain.Wave = set.Rollup(without(set.By(), survey.FieldWave)...), "", ""
	r.view = newView(&plain)
	o.Units.Level, o.Units.Before = r.Level, before
	o.Units.Disjoint = len(r.period) < len(r.all)
	o.Units.MinShown = r.Cells.Mean
	var err error
	r.u, err = gap.CompareUnits(plain.Set, o.Field, o.Units)
	return r, err
}

// choose picks the period and the one before: the wave asked for and the wave
// before it, the last so many and as many before those, or all of them – then
// the period before is the same without the last wave, as the last edition of
// the report had it.
func (r *regional) choose(c *Case) (now, before *tally.Set) {
	if !slices.Contains(c.Set.By(), survey.FieldWave) {
		return c.Set, nil
	}
	for _, s := range c.Set.Rollup(survey.FieldWave).Segments() {
		if s.Names[0] != "" {
			r.all = append(r.all, s.Names[0])
		}
	}
	end, k := len(r.all), len(r.all)
	if i := slices.Index(r.all, c.Wave); i >= 0 {
		end, k = i+1, 1
	}
	if r.opt.Last > 0 {
		k = min(r.opt.Last, end)
	}
	r.period = r.all[end-k : end]
	r.before = r.all[max(0, end-2*k) : end-k]
	if k == len(r.all) && k > 1 {
		r.before = r.all[:k-1]
	}
	if k == len(r.all) {
		now = c.Set // with the responses that have no wave
	} else {
		now = waveSet(c.Set, r.period)
	}
	if len(r.before) > 0 {
		before = waveSet(c.Set, r.before)
	}
	return now, before
}

func waveSet(s *tally.Set, waves []string) *tally.Set {
	return s.Filter(survey.FieldWave, func(n string) bool { return slices.Contains(waves, n) })
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
}

// when words the period: 2024年11月至2026年10月.
func (r *regional) when() lang.Text { return span(r.period) }

func span(waves []string) lang.Text {
	switch len(waves) {
	case 0:
		return lang.T("本次调查", "this survey")
	case 1:
		return waveText(waves[0])
	}
	return lang.F("%s至%s", "%s to %s", waveText(waves[0]), waveText(waves[len(waves)-1]))
}

// unitView is the view of one unit over the period, scored once.
func (r *regional) unitView(i int) *view {
	if r.cards[i] == nil {
		c := *r.Case
		c.Set = r.set.Filter(r.opt.Field, func(n string) bool { return n == r.u.Names[i] })
		r.cards[i] = newView(&c)
	}
	return r.cards[i]
}

func (r *regional) name(i int) lang.Text { return lang.Same(r.u.Names[i]) }

// names joins units' names; more than most are counted.
func (r *regional) names(units []int, most int) lang.Text {
	var ts []lang.Text
	for k, i := range units {
		if k == most && len(units) > most+1 {
			return lang.F("%s等 %s 家", "%s and %s more", join(ts), extra(len(units), most))
		}
		ts = append(ts, r.name(i))
	}
	return join(ts)
}

// extra is the count that a list cut short ends with: all of them in Chinese
// (甲、乙等 9 家), the rest in English (A, B and 7 more).
func extra(all, shown int) lang.Text {
	return lang.T(fmt.Sprint(all), fmt.Sprint(all-shown))
}

// scoreName names the score that the comparison turns on.
func (r *regional) scoreName() lang.Text {
	switch {
	case r.twoSided() && r.u.Weighted:
		return lang.T("加权服务质量差距", "Weighted SERVQUAL gap")
	case r.twoSided():
		return lang.T("服务质量差距", "SERVQUAL gap")
	}
	return lang.T("感知得分", "Perceived service")
}

// measureName names what a comparison is about.
func (r *regional) measureName(c *gap.Comparison, item bool) lang.Text {
	switch {
	case c.Index < 0:
		return r.scoreName()
	case item:
		return r.study.Items[c.Index].Label
	}
	return r.study.Dimensions[c.Index].Label
}

// hidden prints why a unit's figure is not shown.
func (r *regional) hidden(c *gap.Comparison, i int) report.Cell {
	if c.Units[i].Mean.N < float64(r.Cells.Mean) {
		return report.Cell{Number: report.Suppressed(int(r.Cells.Mean))}
	}
	return report.Cell{Text: withheldWord, Tone: report.Muted}
}

var withheldWord = lang.T("隐去", "withheld")

func (r *regional) missing(c *gap.Comparison, i int) chart.Value {
	if c.Units[i].Mean.N < float64(r.Cells.Mean) {
		return chart.None(fewText(r.Cells.Mean))
	}
	return chart.None(withheldWord.In(r.Lang.Single()[0]))
}

// ref of a unit's figure: unit/朝阳店/gap/REL.
func (r *regional) ref(c *gap.Comparison, i int) string { return "unit/" + r.u.Names[i] + "/" + c.Ref }

// scoreAxis is the axis of the score.
func (r *regional) scoreAxis() chart.Axis {
	return chart.Axis{Label: r.scoreName(), Decimals: 2, Signed: r.twoSided()}
}

// rankCertain says that a unit's rank interval is one number and that it is told
// apart from every other unit compared, by the rule of pairs.
func rankCertain(c *gap.Comparison, i int) bool {
	others := -1
	for _, x := range c.Units {
		if x.Tier != 0 {
			others++
		}
	}
	x := c.Units[i]
	return x.Tier != 0 && x.Rank.Defined && x.Rank.Lo == x.Rank.Hi && others > 0 && len(x.Over)+len(x.Under) == others
}

// rankText writes a rank interval: 3, or 2–7 where the place is not certain; ≈3
// where simulation has it at one place that the rule of pairs does not bear out.
func rankText(c *gap.Comparison, i int) string {
	switch e := c.Units[i].Rank; {
	case !e.Defined:
		return "–"
	case rankCertain(c, i):
		return fmt.Sprintf("%.0f", e.Lo)
	case e.Lo == e.Hi:
		return fmt.Sprintf("≈%.0f", e.Lo)
	}
	e := c.Units[i].Rank
	return fmt.Sprintf("%.0f–%.0f", e.Lo, e.Hi)
}
