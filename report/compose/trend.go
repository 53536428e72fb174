package compose

import (
	"fmt"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// fewestWaves is how many waves a trend needs to be drawn.
const fewestWaves = 2

// controlWaves is how many waves control limits need at the least; under
// twelve they are shown as tentative.
const controlWaves = 6

// trend shows the headline over the waves up to the one in focus.
func trend(v *view) *report.Section {
	s := &report.Section{Title: lang.T("变化趋势", "Trend"), Sheet: "10 趋势"}
	if v.at+1 < fewestWaves {
		s.Finding = lang.T("只有一期数据，还看不出趋势。", "One wave only: no trend yet.")
		s.Blocks = []report.Block{report.Absent{
			What:    lang.T("变化趋势", "Change over time"),
			Collect: lang.T("需要两期以上的答卷", "needs the answers of two waves or more"),
		}}
		return s
	}
	h := v.history()
	s.Finding = v.trendSentence(h)
	figure := v.trendFigure(h)
	whole := report.FigureBlock{Figure: figure, Caption: signalText(figure), Reading: h.reading()}
	if v.firstFigure() == nil { // else it stands on the first page
		s.Blocks = append(s.Blocks, whole)
	} else {
		s.Detail = []report.Block{whole}
	}
	s.Blocks = append(s.Blocks,
		report.FigureBlock{Figure: v.dimensionTrend(),
			Reading: lang.T("各维度每期的平均差距及置信区间，纵轴相同；区间内的小起伏多半是抽样波动。", "Mean gap of each dimension by wave with its interval, all on one axis; ups and downs within the ribbon are mostly noise.")},
		v.trendTable(h))
	if t, ok := v.changeTable(); ok {
		s.Blocks = append(s.Blocks, t)
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: h.notes})
	return s
}

// history is the headline by wave with its control limits and trend test.
type history struct {
	estimates []stats.Estimate // by wave; not Defined where too few answered
	limits    []chart.Limits
	signals   []chart.Signal
	test      stats.Test // Mann–Kendall
	shift     lang.Text  // a change of level with its wave; zero without one
	notes     []lang.Text
}

// history computes the series of the headline.
func (v *view) history() *history {
	h := &history{}
	var values []float64
	var at []int
	for i, w := range v.waves[:v.at+1] {
		f := v.headlineFreq(w.tally)
		e := stats.Estimate{N: f.N()}
		if int64(f.N()) >= v.Cells.Mean {
			e = stats.MeanCI(f, v.Level)
		}
		h.estimates = append(h.estimates, e)
		if e.Defined {
			values, at = append(values, e.Value), append(at, i)
		}
	}
	h.notes = append(h.notes, lang.F("色带：每期均值的%s置信区间；少于 %d 份的期次不显示。", "Ribbon: %s interval of each mean; waves with fewer than %d responses are left out.", level(v.Level), v.Cells.Mean))
	if len(values) >= controlWaves {
		h.control(values, at)
	}
	if c, k, s := verdict.Shift(values, true); c.Made() {
		h.shift = shiftText(v.waves[at[k]].name, v.headlineNum(s.Before), v.headlineNum(s.After))
	}
	times := make([]int64, len(at))
	for i, x := range at {
		times[i] = int64(x)
	}
	h.test = stats.MannKendall(values, times, stats.TrendOptions{Level: v.Level})
	if h.test.Defined {
		h.notes = append(h.notes, lang.F("Mann–Kendall趋势检验 p = %s；Sen斜率每期 %s。", "Mann–Kendall trend test p = %s; Sen slope %s a wave.",
			report.N(report.PValue, h.test.P).Format(lang.Zh), report.Number{Defined: true, Value: h.test.Effect.Value, Kind: report.Gap, Digits: 3}.Format(lang.Zh)))
	} else {
		for _, n := range h.test.Notes {
			h.notes = append(h.notes, lang.F("趋势检验：%s", "Trend test: %s", noteText(n)))
		}
	}
	return h
}

// control adds the limits of an individuals chart (XmR) and its signals.
func (h *history) control(values []float64, at []int) {
	c := stats.XmR(values, stats.DefaultControl)
	if len(c.X.Points) == 0 {
		return
	}
	p := c.X.Points[0]
	tentative := false
	for _, n := range c.X.Notes {
		if n.Code == stats.LimitsNotFirm {
			tentative = true
			h.notes = append(h.notes, noteText(n))
		}
	}
	h.limits = []chart.Limits{{From: at[0], To: at[len(at)-1], Centre: p.Center, Lower: p.LCL, Upper: p.UCL, Tentative: tentative}}
	for i, p := range c.X.Points {
		for _, r := range p.Signals {
			h.signals = append(h.signals, chart.Signal{Wave: at[i], Label: ruleText(r)})
			break
		}
	}
	h.notes = append(h.notes, lang.T("控制限：均值 ± 2.66 × 平均移动极差（XmR图）；超出控制限或连续同侧的点用标记标出。", "Limits: mean ± 2.66 × mean moving range (XmR chart); points beyond them, and runs on one side, are marked."))
}

// signalText names the waves of the signals that a chart draws; a run is named by
// its first wave. Zero without signals.
func signalText(f chart.Trend) lang.Text {
	var named []lang.Text
	for i, s := range f.Signals {
		if i > 0 && f.Signals[i-1].Wave == s.Wave-1 {
			continue
		}
		named = append(named, lang.F("%s（%s）", "%s (%s)", waveText(f.Waves[s.Wave].Label.Zh), s.Label))
	}
	if len(named) == 0 {
		return lang.Text{}
	}
	return lang.F("图中标出的信号：%s。", "Signals marked: %s.", join(named))
}

// ruleText words a run rule.
func ruleText(r stats.Rule) lang.Text {
	switch r {
	case stats.RuleBeyond:
		return lang.T("超出控制限", "beyond the limits")
	case stats.RuleSide:
		return lang.T("连续同侧", "run on one side")
	case stats.RuleTwoSigma:
		return lang.T("三点中两点偏远", "two of three far out")
	case stats.RuleOneSigma:
		return lang.T("五点中四点偏远", "four of five out")
	case stats.RuleTrend:
		return lang.T("连续上升或下降", "steady rise or fall")
	}
	return lang.T("信号", "signal")
}

func (h *history) reading() lang.Text {
	if len(h.limits) == 0 {
		return lang.T("折线为每期得分，色带为置信区间：相邻两期色带大量重叠时，变化可能只是波动。", "The line is each wave's score, the ribbon its interval: where ribbons overlap widely, a change may be noise.")
	}
	return lang.T("折线为每期得分，色带为置信区间，虚线为控制限：限内的起伏是日常波动，只有被标出的点值得追查原因。", "The line is each wave's score, the ribbon its interval, dashed lines the control limits: ups and downs within them are everyday noise; only marked points call for a cause.")
}

func (v *view) trendSentence(h *history) lang.Text {
	change := lang.T("与上期无法比较", "no comparison with the wave before is possible")
	if c, ok := v.headlineChanges()[v.headlineRef()]; ok && (c.Split.Defined || c.Reason == verdict.TooFew) {
		change = v.changeNote(c, v.kind(), 1)
	}
	out := lang.F("%s%s得分 %s，%s", "%s the %sscore is %s: %s", v.when(), v.weightedWord(), v.headlineNum(v.headlineMean()), change)
	if !h.shift.IsZero() {
		out = lang.F("%s；%s", "%s; %s", out, h.shift)
	}
	if !h.test.Defined {
		return lang.F("%s。", "%s.", out)
	}
	long := lang.F("%d 期以来没有可靠的升降趋势", "over %d waves there is no reliable rise or fall", v.at+1)
	switch c := verdict.Trend(h.test, v.at+1, true); c.Says {
	case verdict.Better:
		long = lang.F("%d 期以来呈上升趋势（p = %s）", "over %d waves it has been rising (p = %s)", v.at+1, report.N(report.PValue, h.test.P).Format(lang.Zh))
	case verdict.Worse:
		long = lang.F("%d 期以来呈下降趋势（p = %s）", "over %d waves it has been falling (p = %s)", v.at+1, report.N(report.PValue, h.test.P).Format(lang.Zh))
	}
	return lang.F("%s；%s。", "%s; %s.", out, long)
}

// shiftText words a change of level.
func shiftText(wave, before, after string) lang.Text {
	return lang.F("水平自%s起由 %s 变为 %s", "the level changed with %s, from %s to %s", waveText(wave), before, after)
}

func (v *view) headlineMean() float64 {
	e, _ := v.headline()
	return e.Value
}

func (v *view) weightedWord() lang.Text {
	if _, weighted := v.headline(); weighted {
		return lang.T("加权", "weighted ")
	}
	return lang.Text{}
}

func (v *view) trendName() lang.Text {
	switch _, weighted := v.headline(); {
	case v.twoSided() && weighted:
		return lang.T("加权服务质量差距", "Weighted SERVQUAL gap")
	case v.twoSided():
		return lang.T("服务质量差距", "SERVQUAL gap")
	}
	return lang.T("感知得分", "Perceived service")
}

// waveAxis is the axis of a trend: around the data, never beyond the scale.
func (v *view) waveAxis() chart.Axis {
	a := chart.Axis{Label: v.trendName(), Decimals: 2, Signed: v.twoSided()}
	return a
}

func (v *view) figureWaves() []chart.Wave {
	var out []chart.Wave
	for _, w := range v.waves[:v.at+1] {
		out = append(out, chart.Wave{Label: lang.Same(w.name), Ref: "wave/" + w.name})
	}
	return out
}

func (v *view) trendFigure(h *history) chart.Trend {
	t := chart.Trend{
		Meta: v.meta("trend-headline", v.trendName(), lang.T("趋势图：总体得分按期次变化，带置信区间和控制限。", "The overall score by wave with its interval and control limits.")),
		Axis: v.waveAxis(), Waves: v.figureWaves(), Limits: h.limits, Signals: h.signals,
	}
	t.Sub = lang.F("%s 至 %s", "%s to %s", waveText(v.waves[0].name), waveText(v.waves[v.at].name))
	s := chart.TrendSeries{Key: chart.Key{Name: v.trendName(), Role: chart.Main}}
	for i, e := range h.estimates {
		x := value(e, "trend/"+v.waves[i].name)
		if !e.Defined {
			x = chart.None(fewText(v.Cells.Mean))
		}
		s.Values = append(s.Values, x)
	}
	t.Series = []chart.TrendSeries{s}
	return t
}

func fewText(n int64) string { return "<" + count(float64(n)) }

// dimensionTrend is a small trend for each dimension, all on the same axis.
func (v *view) dimensionTrend() chart.Grid {
	g := chart.Grid{Meta: v.meta("trend-dimensions", lang.T("各维度的变化", "Dimensions by wave"), lang.T("小图：各维度得分按期次变化，带置信区间。", "Small charts: each dimension's score by wave with its interval."))}
	g.Sub = lang.F("%s 至 %s", "%s to %s", waveText(v.waves[0].name), waveText(v.waves[v.at].name))
	axis := chart.Axis{Label: lang.T("差距（感知 − 期望）", "Gap (perception − expectation)"), Decimals: 1, Signed: true}
	if !v.twoSided() {
		axis = chart.Axis{Label: lang.T("感知平均分", "Mean perception"), Decimals: 1}
	}
	series := make([][]chart.Value, len(v.study.Dimensions))
	for d, dim := range v.study.Dimensions {
		for _, w := range v.waves[:v.at+1] {
			x := chart.None(fewText(v.Cells.Mean))
			if f := w.tally.DimFreq(d, v.main()); int64(f.N()) >= v.Cells.Mean {
				e := stats.MeanCI(f, v.Level)
				x = value(e, "trend/"+dim.ID+"/"+w.name)
				axis.Range.Min, axis.Range.Max = min(axis.Range.Min, e.Value, e.Lo), max(axis.Range.Max, e.Value, e.Hi)
			}
			series[d] = append(series[d], x)
		}
	}
	for d, dim := range v.study.Dimensions {
		g.Figures = append(g.Figures, chart.Trend{
			Meta: chart.Meta{ID: fmt.Sprintf("trend-dimension-%d", d+1), Title: dim.Label, Alt: dim.Label},
			Axis: axis, Waves: v.figureWaves(),
			Series: []chart.TrendSeries{{Key: chart.Key{Name: dim.Label, Role: chart.Main}, Values: series[d]}},
		})
	}
	return g
}

func (v *view) trendTable(h *history) report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{ID: "waves", Title: lang.T("各期得分", "Scores by wave"), Columns: []report.Column{
		column("wave", lang.T("期次", "Wave")), column("responses", lang.T("答卷", "Responses")), column("score", v.trendName()),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci)}}
	for _, dim := range v.study.Dimensions {
		t.Columns = append(t.Columns, grouped("dim-"+dim.ID, dim.Label, lang.T("各维度", "Dimensions")))
	}
	for i, w := range v.waves[:v.at+1] {
		e := h.estimates[i]
		lo, hi := ends(e, v.kind())
		row := report.Row{Ref: "trend/" + w.name, Strong: i == v.at, Cells: []report.Cell{textCell(lang.Same(w.name)), numCell(report.Count, float64(w.tally.N())), v.cellOrFew(e), lo, hi}}
		for d := range v.study.Dimensions {
			f := w.tally.DimFreq(d, v.main())
			m, ok := f.Mean()
			row.Cells = append(row.Cells, v.cellOrFew(stats.Estimate{Defined: ok && int64(f.N()) >= v.Cells.Mean, Value: m, N: f.N()}))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// cellOrFew prints a value, or "<5" where too few stand behind it.
func (v *view) cellOrFew(e stats.Estimate) report.Cell {
	if !e.Defined {
		return report.Cell{Number: report.Suppressed(int(v.Cells.Mean))}
	}
	return cell(e, v.kind())
}
