package compose

import (
	"math"
	"slices"
	"strings"

	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// seriesKind says what the values of a series are. The zero value is invalid.
type seriesKind int

const (
	meanSeries  seriesKind = iota + 1 // means of respondents' scores
	npsSeries                         // net promoter scores
	shareSeries                       // count out of base
	rateSeries                        // count over exposure
	bareSeries                        // figures from a table, nothing behind them
)

// series is a measure by wave.
type series struct {
	ref    string
	name   lang.Text
	kind   seriesKind
	number report.Kind
	waves  []string
	values []stats.Estimate
	freqs  []stats.Freq // of means and shares from answers
	keep   func(int64) bool
	counts []float64 // of shares and rates
	bases  []float64
	scale  float64 // what one unit of a frequency table is worth in the values: 100/(max−min) on 0–100
	notes  []lang.Text
	signed bool
	from   extract // what it is taken by; zero for a table of months
}

var errNoWaves = lang.Errorf("答卷没有期次，看不出趋势：请保留提交日期，或在文件名、期次列里写明（如 2026-10）", "the answers have no waves: keep the submission date, or name the waves in the file names or a column")

// UnknownMeasureError says that there is no such measure.
type UnknownMeasureError struct {
	Measure string
	Known   []string
}

func (e *UnknownMeasureError) Error() string { return e.In(lang.En) }

// In words it in a language.
func (e *UnknownMeasureError) In(l lang.Lang) string {
	if len(e.Known) == 0 {
		return lang.F("有的期次没有指标“%s”；请换一个指标", "some waves have no measure %q; choose another", e.Measure).In(l)
	}
	return lang.F("没有指标“%s”；可用的有 %s", "unknown measure %q; there are %s", e.Measure, strings.Join(e.Known, ", ")).In(l)
}

// UnknownWaveError says that an event is dated to a wave that does not occur.
type UnknownWaveError struct {
	Wave  string
	Known []string
}

func (e *UnknownWaveError) Error() string { return e.In(lang.En) }

// In words it in a language.
func (e *UnknownWaveError) In(l lang.Lang) string {
	return lang.F("没有期次“%s”；已有的期次是 %s", "no wave %q; there are %s", e.Wave, strings.Join(e.Known, ", ")).In(l)
}

// extract takes the frequency table of a measure from a tally.
type extract struct {
	ref     string
	name    lang.Text
	kind    seriesKind
	number  report.Kind
	signed  bool
	freq    func(*tally.Tally) stats.Freq
	keep    func(int64) bool // of shares
	scale   bool             // on the answer scale: goes to 0–100 with other scales
	field   string           // numeric field
	measure tally.Measure
}

// Measures lists what a study's waves can be followed on.
func Measures(c *Case) []string {
	var out []string
	for _, x := range extracts(newView(c)) {
		out = append(out, x.ref)
	}
	return out
}

// extracts lists the measures of a view.
func extracts(v *view) []extract {
	var out []extract
	main := v.main()
	out = append(out, extract{ref: headRef(v), name: v.trendName(), kind: meanSeries, number: v.kind(), signed: v.twoSided(), freq: v.headlineFreq, scale: true, measure: main})
	if v.twoSided() {
		out = append(out, extract{ref: "gap/unweighted", name: lang.T("未加权服务质量差距", "Unweighted SERVQUAL gap"), kind: meanSeries, number: report.Gap, signed: true,
			freq: func(t *tally.Tally) stats.Freq { return t.TotalFreq(tally.Gap) }, scale: true, measure: tally.Gap})
	}
	for _, m := range []struct {
		prefix string
		tally.Measure
		word lang.Text
	}{{"gap", tally.Gap, lang.T("差距", "gap")}, {"mean/P", tally.P, lang.T("感知", "perception")}, {"mean/E", tally.E, lang.T("期望", "expectation")}} {
		if !v.now.Plan().Has(m.Measure) {
			continue
		}
		number := report.Mean
		if m.Minus != 0 {
			number = report.Gap
		}
		for d, dim := range v.study.Dimensions {
			out = append(out, extract{ref: m.prefix + "/" + dim.ID, name: lang.F("%s%s", "%s %s", dim.Label, m.word), kind: meanSeries, number: number, signed: m.Minus != 0,
				freq: func(t *tally.Tally) stats.Freq { return t.DimFreq(d, m.Measure) }, scale: true, measure: m.Measure})
		}
		for i, it := range v.study.Items {
			out = append(out, extract{ref: m.prefix + "/" + it.ID, name: lang.F("%s（%s）", "%s (%s)", it.Label, m.word), kind: meanSeries, number: number, signed: m.Minus != 0,
				freq: func(t *tally.Tally) stats.Freq { return t.ItemFreq(i, m.Measure) }, scale: true, measure: m.Measure})
		}
	}
	out = append(out, shareExtracts(v)...)
	return append(out, fieldExtracts(v)...)
}

func headRef(v *view) string {
	if v.twoSided() {
		return "gap"
	}
	return "mean"
}

// shareExtracts are the shares of customers below their expectation.
func shareExtracts(v *view) []extract {
	if !v.twoSided() {
		return nil
	}
	below := func(k int64) bool { return k < 0 }
	var out []extract
	for d, dim := range v.study.Dimensions {
		out = append(out, extract{ref: "below/" + dim.ID, name: lang.F("%s低于期望的客户占比", "Share below expectation on %s", dim.Label), kind: shareSeries, number: report.Share,
			freq: func(t *tally.Tally) stats.Freq { return t.DimFreq(d, tally.Gap) }, keep: below})
	}
	for i, it := range v.study.Items {
		out = append(out, extract{ref: "below/" + it.ID, name: lang.F("“%s”低于期望的客户占比", "Share below expectation on “%s”", it.Label), kind: shareSeries, number: report.Share,
			freq: func(t *tally.Tally) stats.Freq { return t.ItemFreq(i, tally.Gap) }, keep: below})
	}
	return out
}

// fieldExtracts are the numeric fields: net promoter score, means, top two
// boxes.
func fieldExtracts(v *view) []extract {
	var out []extract
	for _, f := range v.study.Fields {
		if f.Kind != survey.ScoreField || v.set.Total().OutcomeFreq(f.Name).N() == 0 {
			continue
		}
		freq := func(t *tally.Tally) stats.Freq { return t.OutcomeFreq(f.Name) }
		if v.study.Promotes(f.Name) {
			out = append(out, extract{ref: "nps", name: lang.T("净推荐值（NPS）", "Net promoter score"), kind: npsSeries, number: report.Score, signed: true, freq: freq})
			continue
		}
		out = append(out, extract{ref: "mean/" + f.Name, name: f.Label, kind: meanSeries, number: report.Mean, freq: freq, field: f.Name})
		if v.study.Outcomes[f.Name].Steps > 0 {
			continue // top two of which scale
		}
		all := v.set.Total().OutcomeFreq(f.Name)
		most := all.Keys[len(all.Keys)-1]
		out = append(out, extract{ref: "top/" + f.Name, name: lang.F("%s：最高两档占比", "%s: top two boxes", f.Label), kind: shareSeries, number: report.Share, freq: freq,
			keep: func(k int64) bool { return k >= most-1 }})
	}
	return out
}

// seriesOf makes the series of a measure from the waves of a view and, on
// 0–100, from those asked on other scales.
func seriesOf(v *view, o TrendOptions) (*series, error) {
	all := extracts(v)
	k := 0
	if o.Measure != "" {
		if k = slices.IndexFunc(all, func(x extract) bool { return x.ref == o.Measure }); k < 0 {
			var known []string
			for _, x := range all {
				known = append(known, x.ref)
			}
			return nil, &UnknownMeasureError{o.Measure, known}
		}
	}
	x := all[k]
	s := &series{ref: x.ref, name: x.name, kind: x.kind, number: x.number, keep: x.keep, scale: 1, signed: x.signed, from: x}
	for _, w := range v.waves {
		s.add(w.name, x.freq(w.tally), v.Cells.Mean, v.Level)
	}
	if len(o.Others) > 0 {
		if err := s.join(v, x, o); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// add appends a wave.
func (s *series) add(wave string, f stats.Freq, least int64, level float64) {
	e := stats.Estimate{N: f.N()}
	if int64(f.N()) >= least {
		e = s.estimate(f, level)
	}
	s.waves, s.freqs, s.values = append(s.waves, wave), append(s.freqs, f), append(s.values, e)
	if s.kind == shareSeries {
		s.counts, s.bases = append(s.counts, f.CountIf(s.keep)), append(s.bases, f.N())
	}
}

func (s *series) estimate(f stats.Freq, level float64) stats.Estimate {
	switch s.kind {
	case npsSeries:
		return stats.NPS(f, level)
	case shareSeries:
		return stats.Share(f, s.keep, level)
	}
	return stats.MeanCI(f, level)
}

// join puts waves of other scales beside, everything on 0–100. Only what lies
// on the answer scale can be put there; shares and field means are compared as
// they are.
func (s *series) join(v *view, x extract, o TrendOptions) error {
	type part struct {
		wave string
		at   stats.Freq
	}
	sets := append([]*tally.Set{v.set}, o.Others...)
	var parts []part
	rescaled := x.scale || x.field != "" && fieldsDiffer(x.field, sets)
	for _, set := range sets {
		w := *v.Case
		w.Set = set
		other := newView(&w)
		all := extracts(other)
		k := slices.IndexFunc(all, func(y extract) bool { return y.ref == x.ref })
		if k < 0 {
			return &UnknownMeasureError{x.ref, nil}
		}
		own := other.study.Outcomes[x.field]
		for _, wave := range other.waves {
			f := all[k].freq(wave.tally)
			switch {
			case x.scale:
				f = onHundred(f, other.study.Scale, x.measure)
			case rescaled:
				f = onHundred(f, survey.Scale{Min: own.Min, Max: own.Max}, tally.P)
			case x.kind == shareSeries:
				f = kept(f, all[k].keep)
			}
			parts = append(parts, part{wave.name, f})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return strings.Compare(a.wave, b.wave) })
	s.waves, s.freqs, s.values, s.counts, s.bases = nil, nil, nil, nil, nil
	if x.kind == shareSeries {
		s.keep = func(k int64) bool { return k == 1 }
	}
	for i, p := range parts {
		if i > 0 && p.wave == parts[i-1].wave {
			return lang.Errorf("期次 %s 有两种量表的答卷，不能并列；请在 --rescaled 中去掉其中一份", "wave %s was asked on two scales and can't stand twice; take one of them out of --rescaled", p.wave)
		}
		s.add(p.wave, p.at, v.Cells.Mean, v.Level)
	}
	if rescaled {
		s.notes = append(s.notes, lang.T("各期的评分范围不同，已换算到0–100再比较；换算不能消除选项数不同带来的影响。", "The waves were asked on different scales and are compared on 0–100; that does not undo what a different number of answers does."))
		if s.number = report.Index; s.signed {
			s.number = report.Gap
		}
	}
	return nil
}

// fieldsDiffer says that a numeric field has different scales in some sets.
func fieldsDiffer(field string, sets []*tally.Set) bool {
	first := sets[0].Plan().Study().Outcomes[field]
	return slices.ContainsFunc(sets, func(s *tally.Set) bool { return s.Plan().Study().Outcomes[field] != first })
}

// kept makes a table of 1 for the answers that a share counts and 0 for the others:
// what counts depends on the scale of the wave.
func kept(f stats.Freq, keep func(int64) bool) stats.Freq {
	counts := map[int64]float64{}
	for i, k := range f.Keys {
		x := int64(0)
		if keep(k) {
			x = 1
		}
		counts[x] += f.Counts[i]
	}
	out := stats.NewFreq(1, counts)
	out.Eff = f.Eff
	return out
}

// onHundred rescales a table exactly: (x − min)·100/(max − min), and for
// differences x·100/(max − min).
func onHundred(f stats.Freq, scale survey.Scale, m tally.Measure) stats.Freq {
	if scale.Min == 0 && scale.Max == 100 {
		return f
	}
	width := int64(scale.Max - scale.Min)
	low := int64(0)
	if m.Minus == 0 {
		low = int64(scale.Min) * f.Unit
	}
	out := stats.Freq{Unit: f.Unit * width, Counts: f.Counts, Eff: f.Eff, Keys: make([]int64, len(f.Keys))}
	for i, k := range f.Keys {
		out.Keys[i] = (k - low) * 100
	}
	return out
}

// columnSeries makes a series of a table of months.
func columnSeries(c Column, o TrendOptions, level float64) (*series, error) {
	s := &series{ref: c.Name, name: lang.Same(c.Name), waves: c.Waves, scale: 1, kind: bareSeries, number: report.Mean}
	if c.Bases == nil {
		for _, x := range c.Values {
			s.values = append(s.values, stats.Estimate{Defined: true, Value: x, N: 0})
		}
		return s, nil
	}
	s.kind, s.number = shareSeries, report.Share
	for i, x := range c.Values {
		if x > c.Bases[i] || x < 0 {
			s.kind, s.number = rateSeries, report.Mean
		}
	}
	top, base := c.parts()
	if why := notCounts(top, c.Values, c.Bases); !why.IsZero() {
		return s.quotients(c, why), nil
	}
	if o.Chart == ChartU || isAmount(base) || !wholeCounts(c.Bases) {
		s.kind, s.number = rateSeries, report.Mean // a base that is no number of things has no share of them
	}
	s.counts, s.bases = c.Values, c.Bases
	for i, x := range c.Values {
		switch {
		case c.Bases[i] == 0:
			s.values = append(s.values, stats.Estimate{})
		case s.kind == rateSeries:
			s.values = append(s.values, stats.PoissonRate(x, c.Bases[i], level))
		default:
			s.values = append(s.values, stats.Wilson(x, c.Bases[i], level))
		}
	}
	return s, nil
}

func (s *series) valuesAt(at []int) []float64 {
	out := make([]float64, len(at))
	for i, w := range at {
		out[i] = s.values[w].Value
	}
	return out
}

// countsAt are counts and bases; nil where the values are no ratios.
func (s *series) countsAt(at []int) (counts, bases []float64) {
	if s.counts == nil {
		return nil, nil
	}
	for _, w := range at {
		counts, bases = append(counts, s.counts[w]), append(bases, s.bases[w])
	}
	return counts, bases
}

// between compares two groups of waves (now − then): on the respondents where
// there are any, else on the months' figures.
func (s *series) between(then, now []int, level float64) *change {
	if len(then) == 0 || len(now) == 0 {
		return nil
	}
	c := &change{since: s.waves[then[len(then)-1]]}
	switch s.kind {
	case bareSeries:
		return s.betweenMonths(c, then, now, level)
	case rateSeries:
		return s.betweenRates(c, then, now, level)
	case shareSeries:
		a, an := sumAt(s.counts, now), sumAt(s.bases, now)
		b, bn := sumAt(s.counts, then), sumAt(s.bases, then)
		c.now, c.then = stats.Wilson(a, an, level), stats.Wilson(b, bn, level)
		c.diff, c.respondent = stats.Newcombe(a, an, b, bn, level), true
		return c
	}
	fs := s.common()
	a, b := pooled(fs, now), pooled(fs, then)
	c.now, c.then, c.respondent = s.estimate(a, level), s.estimate(b, level), true
	if s.kind == npsSeries {
		c.diff = stats.NPSDifference(a, b, level)
		return c
	}
	t := stats.WelchT(a, b, level)
	if t.Defined {
		c.diff, c.p, c.hasP = t.Effect, t.P, true
	}
	return c
}

// aroundEvent compares the waves before an event with those from it on; the waves
// are the units, whoever answered in them (method B.6).
func (s *series) aroundEvent(then, now []int, level float64) *change {
	if len(then) == 0 || len(now) == 0 {
		return nil
	}
	c := s.betweenMonths(&change{since: s.waves[then[len(then)-1]]}, then, now, level)
	claim, _ := verdict.Event(s.valuesAt(then), s.valuesAt(now), true, level)
	c.claim = &claim
	return c
}

func (s *series) betweenMonths(c *change, then, now []int, level float64) *change {
	a, b := monthFreq(s.valuesAt(now)), monthFreq(s.valuesAt(then))
	c.now, c.then = stats.MeanCI(a, level), stats.MeanCI(b, level)
	if t := stats.WelchT(a, b, level); t.Defined {
		c.diff, c.p, c.hasP = t.Effect, t.P, true
	} else if c.now.Defined && c.then.Defined {
		c.diff = stats.Estimate{Defined: true, Value: c.now.Value - c.then.Value}
	}
	return c
}

// betweenRates compares two Poisson rates by the contrast of their logs: the
// interval of the difference is that of the two exact intervals combined, as
// Newcombe does for shares.
func (s *series) betweenRates(c *change, then, now []int, level float64) *change {
	c.now = stats.PoissonRate(sumAt(s.counts, now), sumAt(s.bases, now), level)
	c.then = stats.PoissonRate(sumAt(s.counts, then), sumAt(s.bases, then), level)
	c.diff, c.respondent = stats.RateDifference(c.now, c.then), true
	return c
}

func sumAt(xs []float64, at []int) float64 {
	sum := 0.0
	for _, i := range at {
		sum += xs[i]
	}
	return sum
}

// monthUnit tabulates months' figures finely enough for twelve digits.
const monthUnit = 1 << 30

func monthFreq(xs []float64) stats.Freq {
	counts := map[int64]float64{}
	for _, x := range xs {
		counts[int64(math.Round(x*monthUnit))]++
	}
	return stats.NewFreq(monthUnit, counts)
}

// common puts the waves' tables on one unit.
func (s *series) common() []stats.Freq {
	unit := int64(1)
	for _, f := range s.freqs {
		unit = leastCommon(unit, f.Unit)
	}
	out := make([]stats.Freq, len(s.freqs))
	for i, f := range s.freqs {
		out[i] = stats.Freq{Unit: unit, Counts: f.Counts, Eff: f.Eff, Keys: make([]int64, len(f.Keys))}
		for k := range f.Keys {
			out[i].Keys[k] = f.Keys[k] * (unit / f.Unit)
		}
	}
	return out
}

func leastCommon(a, b int64) int64 {
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x * b
}

func pooled(fs []stats.Freq, at []int) stats.Freq {
	counts := map[int64]float64{}
	for _, w := range at {
		for i, k := range fs[w].Keys {
			counts[k] += fs[w].Counts[i]
		}
	}
	return stats.NewFreq(fs[0].Unit, counts)
}
