package compose

import (
	"fmt"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// unitSeries is a unit's score wave by wave with its control limits.
type unitSeries struct {
	unit    int
	values  []stats.Estimate // by wave; not Defined where withheld or nobody answered
	chart   stats.ControlChart
	at      []int // wave of each point of the chart
	signals []unitSignal
	firm    bool
}

type unitSignal struct {
	wave int
	rule stats.Rule
	high bool
}

// regionalRules are those of many charts at once: only the two that chance
// makes least often. With all five, forty charts of 24 months would signal
// somewhere every month with nothing happening.
var regionalRules = stats.RunRules{Beyond: true, Side: 8}

// mostSmall is how many small charts a page still shows readably.
const mostSmall = 20

// regionalTrends is a control chart for each unit: the signals in a list.
func regionalTrends(r *regional) *report.Section {
	s := &report.Section{Title: lang.T("各单位的变化", "Trend of each unit")}
	if len(r.all) < controlWaves {
		s.Finding = lang.F("只有 %d 期数据，至少要 %d 期才画控制图。", "%d waves so far; control charts need %d.", len(r.all), controlWaves)
		s.Blocks = []report.Block{report.Absent{What: lang.T("各单位的变化趋势", "the trend of each unit"),
			Collect: lang.F("需要 %d 期以上的答卷", "needs %d waves or more", controlWaves)}}
		return s
	}
	series := r.unitSeries()
	s.Finding = r.signalSentence(series)
	s.Blocks = []report.Block{report.FigureBlock{Figure: r.trendGrid(series), Reading: lang.T("每幅小图是一家单位，纵轴相同；虚线为控制限，只有被标出的点值得追查原因，其余起伏是日常波动。", "Each small chart is a unit, all on one axis; dashed lines are control limits. Only marked points call for a cause, the rest is everyday noise.")}}
	if t := r.signalTable(series); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, t)
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: []lang.Text{
		lang.F("XmR图：均值 ± 2.66 × 平均移动极差；少于12期的界限为暂定。图很多，只用两条规则：超出控制限、连续 %d 期同侧。", "XmR charts: mean ± 2.66 × mean moving range; limits on fewer than 12 waves are tentative. With many charts only two rules are used: beyond a limit, and %d waves running on one side.", regionalRules.Side),
		lang.F("少于 %d 份的“单位×期次”不显示；为防止由合计倒推，另隐去若干格。", "Unit-by-wave cells under %d responses are not shown, nor are some others from which they could be worked out.", r.Cells.Mean),
	}})
	return s
}

// unitSeries charts every ranked unit over all waves.
func (r *regional) unitSeries() []unitSeries {
	table := r.whole.Rollup(r.u.Field, survey.FieldWave)
	freqs, ns := make([][]stats.Freq, len(r.u.Names)), make([][]int64, len(r.u.Names))
	for i := range r.u.Names {
		freqs[i], ns[i] = make([]stats.Freq, len(r.all)), make([]int64, len(r.all))
	}
	for _, seg := range table.Segments() {
		i, w := indexOf(r.u.Names, seg.Names[0]), indexOf(r.all, seg.Names[1])
		if i >= 0 && w >= 0 {
			freqs[i][w] = r.scoreFreq(seg.Tally)
			ns[i][w] = int64(freqs[i][w].N())
			seg.Tally.Release() // of 12,000
		}
	}
	hide, _, _ := gap.SuppressTable(ns, r.Cells.Mean)
	var out []unitSeries
	for _, i := range r.u.Order() {
		if !r.u.Ranked[i] {
			continue
		}
		s := unitSeries{unit: i}
		var values []float64
		for w := range r.all {
			e := stats.Estimate{N: freqs[i][w].N()}
			if !hide[i][w] {
				e = stats.MeanCI(freqs[i][w], r.Level)
			}
			s.values = append(s.values, e)
			if e.Defined {
				values, s.at = append(values, e.Value), append(s.at, w)
			}
		}
		if len(values) >= controlWaves {
			s.control(values)
		}
		out = append(out, s)
	}
	return out
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// scoreFreq is the distribution of the score that units are compared on.
func (r *regional) scoreFreq(t *tally.Tally) stats.Freq {
	if r.u.Weighted {
		return t.WeightedFreq(r.u.Measure)
	}
	return t.TotalFreq(r.u.Measure)
}

func (s *unitSeries) control(values []float64) {
	o := stats.DefaultControl
	o.Rules = regionalRules
	s.chart = stats.XmR(values, o).X
	s.firm = len(s.chart.Notes) == 0
	for k, p := range s.chart.Points {
		for _, rule := range p.Signals {
			s.signals = append(s.signals, unitSignal{s.at[k], rule, p.Value > p.Center})
			break
		}
	}
}

func (r *regional) signalSentence(series []unitSeries) lang.Text {
	var with, now []int
	for _, s := range series {
		if len(s.signals) > 0 {
			with = append(with, s.unit)
			if s.signals[len(s.signals)-1].wave == len(r.all)-1 {
				now = append(now, s.unit)
			}
		}
	}
	last := waveText(r.all[len(r.all)-1])
	switch {
	case len(with) == 0:
		return lang.F("%d 期以来，没有一家单位的起伏超出日常波动。", "Over %d waves no unit moved beyond everyday noise.", len(r.all))
	case len(now) == 0:
		return lang.F("%d 期以来有 %d 家单位出现过信号，%s没有新的信号。", "Over %d waves %d units gave a signal; none is new in %s.", len(r.all), len(with), last)
	}
	return lang.F("%[3]s有信号的单位：%[4]s；%[1]d 期以来共有 %[2]d 家出现过信号。", "In %[3]s signals came from %[4]s; over %[1]d waves %[2]d units gave one.", len(r.all), len(with), last, r.names(now, 5))
}

// trendGrid shows the units with signals first; where units are many, only
// those.
func (r *regional) trendGrid(series []unitSeries) chart.Grid {
	g := chart.Grid{Meta: chart.Meta{ID: "trend-units", Title: lang.T("各单位的得分变化", "Score of each unit by wave"), Sub: span(r.all),
		Alt: lang.T("小图：各单位得分按期次变化，带控制限。", "Small charts: score by wave with control limits, one for each unit.")}}
	show := series
	if len(series) > mostSmall {
		show = nil
		for _, signal := range []bool{true, false} {
			for _, s := range series {
				if (len(s.signals) > 0) == signal && len(show) < mostSmall {
					show = append(show, s)
				}
			}
		}
		g.Note = lang.F("单位较多，图中为其中 %d 家，有信号的在前。", "Of the many units %d are drawn, those with signals first.", mostSmall)
	}
	axis := chart.Axis{Label: r.scoreName(), Decimals: 1, Signed: r.twoSided()}
	first := true
	for _, s := range show {
		for k, w := range s.at {
			lo, hi := s.values[w].Value, s.values[w].Value
			if len(s.chart.Points) > 0 {
				lo, hi = min(lo, s.chart.Points[k].LCL), max(hi, s.chart.Points[k].UCL)
			}
			if first {
				axis.Range.Min, axis.Range.Max, first = lo, hi, false
			}
			axis.Range.Min, axis.Range.Max = min(axis.Range.Min, lo), max(axis.Range.Max, hi)
		}
	}
	for _, s := range show {
		g.Figures = append(g.Figures, r.smallTrend(s, axis))
	}
	return g
}

func (r *regional) smallTrend(s unitSeries, axis chart.Axis) chart.Trend {
	f := chart.Trend{Meta: chart.Meta{ID: fmt.Sprintf("trend-unit-%d", s.unit+1), Title: r.name(s.unit), Alt: r.name(s.unit)}, Axis: axis}
	line := chart.TrendSeries{Key: chart.Key{Name: r.name(s.unit), Role: chart.Main}}
	for w, e := range s.values {
		f.Waves = append(f.Waves, chart.Wave{Label: lang.Same(r.all[w]), Ref: "wave/" + r.all[w]})
		v := chart.None(fewText(r.Cells.Mean))
		if e.Defined {
			v = chart.At(e.Value).Of(e.N).As("trend/" + r.u.Names[s.unit] + "/" + r.all[w])
		}
		line.Values = append(line.Values, v)
	}
	f.Series = []chart.TrendSeries{line}
	if len(s.chart.Points) > 0 {
		p := s.chart.Points[0]
		f.Limits = []chart.Limits{{From: s.at[0], To: s.at[len(s.at)-1], Centre: p.Center, Lower: p.LCL, Upper: p.UCL, Tentative: !s.firm}}
	}
	for _, x := range s.signals {
		label := lang.T("低", "low") // the rule is in the list; here it would not fit
		if x.high {
			label = lang.T("高", "high")
		}
		f.Signals = append(f.Signals, chart.Signal{Wave: x.wave, Label: label})
	}
	return f
}

func (r *regional) signalTable(series []unitSeries) report.Table {
	t := report.Table{ID: "signals", Title: lang.T("信号清单", "Signals"), Columns: []report.Column{
		column("unit", lang.T("单位", "Unit")), column("wave", lang.T("期次", "Wave")), column("value", r.scoreName()), column("rule", lang.T("规则", "Rule")), column("direction", lang.T("方向", "Direction"))}}
	for _, s := range series {
		for k, x := range s.signals {
			if k > 0 && x.rule == stats.RuleSide && s.signals[k-1].rule == stats.RuleSide && s.signals[k-1].high == x.high {
				continue // the same run goes on
			}
			direction := report.Cell{Text: lang.T("▼ 偏低", "▼ low"), Tone: report.Bad}
			if x.high {
				direction = report.Cell{Text: lang.T("▲ 偏高", "▲ high"), Tone: report.Good}
			}
			t.Rows = append(t.Rows, report.Row{Ref: "trend/" + r.u.Names[s.unit] + "/" + r.all[x.wave], Cells: []report.Cell{
				textCell(r.name(s.unit)), textCell(lang.Same(r.all[x.wave])), cell(s.values[x.wave], r.kind()), textCell(ruleText(x.rule)), direction}})
		}
	}
	return t
}

// regionalShift shows how the region moved on the map of importance and
// performance since the period before.
func regionalShift(r *regional) *report.Section {
	s := &report.Section{Title: lang.T("重要度—表现的移动", "Importance and performance: what moved")}
	if len(r.before) == 0 || !r.u.Options.Disjoint {
		s.Finding = lang.T("没有不重叠的对照时期，看不出移动。", "Without a separate period before there is no movement to show.")
		s.Blocks = []report.Block{report.Absent{What: lang.T("重要度与表现的移动", "how importance and performance moved"),
			Collect: lang.T("需要单独的对照时期", "needs a separate period before")}}
		return s
	}
	c := *r.Case
	c.Set = waveSet(r.whole, r.before).Rollup()
	was := newView(&c)
	f, moved := r.shiftFigure(was)
	s.Finding = r.shiftSentence(moved)
	s.Blocks = []report.Block{report.FigureBlock{Figure: f, Reading: lang.T("箭头从对照时期指向本期：向右是表现变好，向上是客户更看重；短箭头多半是波动。", "Arrows run from the period before to this one: to the right is better, upwards more important; short arrows are mostly noise.")},
		r.shiftTable(was, moved), report.Notes{Items: []lang.Text{lang.F("对照时期：%s；变化已扣除各单位答卷比例的变化，各维度合并按5%%控制误差。", "Period before: %s; changes have the mix of units taken out, and are judged as one family at 5%%.", span(r.before))}}}
	return s
}

// shiftFigure places the dimensions by weight (or expectation) and perception,
// and judges the changes of perception.
func (r *regional) shiftFigure(was *view) (chart.Quadrant, []changed) {
	f := chart.Quadrant{Meta: chart.Meta{ID: "quadrant-shift", Title: lang.T("各维度的移动", "How the dimensions moved"), Sub: lang.F("%s → %s", "%s → %s", span(r.before), r.when()),
		Alt: lang.T("散点图：各维度的表现与重要度，箭头自对照时期指向本期。", "Scatter of performance and importance of the dimensions, arrows from the period before.")},
		X: chart.Axis{Label: lang.T("表现（感知平均分）", "Performance (mean perception)"), Decimals: 2}, Y: chart.Axis{Label: r.weightAxis(), Decimals: 1}, Focus: 0,
		Corners: [4]lang.Text{quadrantNames[stats.Concentrate], quadrantNames[stats.KeepUp], quadrantNames[stats.LowPriority], quadrantNames[stats.Overkill]},
		Cross:   lang.T("十字线：各维度平均", "Cross-hairs: means of the dimensions")}
	k := 0.0
	for d, dim := range r.study.Dimensions {
		x, y := r.placeOf(r.view, d)
		x0, y0 := r.placeOf(was, d)
		p := chart.QuadrantPoint{Label: dim.Label, Code: dim.ID, X: chart.At(x), Y: chart.At(y), From: &chart.XY{X: x0, Y: y0}, Ref: "shift/" + dim.ID}
		f.Points = append(f.Points, p)
		f.CrossX, f.CrossY, k = f.CrossX+x, f.CrossY+y, k+1
	}
	f.CrossX, f.CrossY = f.CrossX/k, f.CrossY/k
	moved := r.perceptionChanges()
	for d := range f.Points {
		f.Points[d].Hollow = !moved[d].Made()
	}
	f.Solid, f.Hollow = lang.T("变化可靠", "Changed beyond noise"), lang.T("变化在波动之内", "Change within noise")
	return f, moved
}

// perceptionChanges judges the dimensions' perceptions against the period before,
// within units, as one family.
func (r *regional) perceptionChanges() []changed {
	family := make([]verdict.ChangeInput, len(r.study.Dimensions))
	at := map[string]int{}
	for k, waves := range [2][]string{r.before, r.period} {
		for _, s := range waveSet(r.whole, waves).Rollup(r.u.Field).Segments() {
			i, ok := at[s.Names[0]]
			if !ok {
				i = len(at)
				at[s.Names[0]] = i
			}
			for d := range family {
				x := &family[d]
				if !ok {
					x.Strata = append(x.Strata, stats.Stratum{})
				}
				f := s.Tally.DimFreq(d, tally.P)
				if k == 0 {
					x.Strata[i].Before = f
				} else {
					x.Strata[i].After = f
				}
			}
			s.Tally.Release()
		}
	}
	for d := range family {
		family[d].Higher, family[d].Level, family[d].Margin = true, r.Level, verdict.MeanMargin(r.width())
	}
	return verdict.Changes(family)
}

func (r *regional) placeOf(v *view, d int) (x, y float64) {
	c := v.card.Dimensions[d]
	if c.HasWeight {
		return c.Perception.Mean.Value, c.Weight
	}
	return c.Perception.Mean.Value, c.Expectation.Mean.Value
}

func (r *regional) weightAxis() lang.Text {
	if r.card.Dimensions[0].HasWeight {
		return lang.T("重要度（100分中的分数）", "Importance (points of 100)")
	}
	return lang.T("重要度（期望平均分）", "Importance (mean expectation)")
}

func (r *regional) shiftSentence(moved []changed) lang.Text {
	var up, down []lang.Text
	for d, c := range moved {
		switch c.Says {
		case verdict.Better:
			up = append(up, r.study.Dimensions[d].Label)
		case verdict.Worse:
			down = append(down, r.study.Dimensions[d].Label)
		}
	}
	switch {
	case len(up)+len(down) == 0:
		return lang.F("与%s相比，各维度的表现没有可靠变化。", "Since %s performance has not changed beyond noise on any dimension.", span(r.before))
	case len(down) == 0:
		return lang.F("与%s相比，%s的表现变好。", "Since %s performance improved on %s.", span(r.before), join(up))
	case len(up) == 0:
		return lang.F("与%s相比，%s的表现变差。", "Since %s performance fell on %s.", span(r.before), join(down))
	}
	return lang.F("与%s相比，%s的表现变好，%s变差。", "Since %s performance improved on %s and fell on %s.", span(r.before), join(up), join(down))
}

func (r *regional) shiftTable(was *view, moved []changed) report.Table {
	now, before, change := lang.T("本期", "Now"), lang.T("对照时期", "Before"), lang.T("表现的变化", "Change in performance")
	t := report.Table{ID: "shift", Title: lang.T("各维度的移动", "How the dimensions moved"), Columns: []report.Column{column("dimension", lang.T("维度", "Dimension")),
		grouped("x", lang.T("表现", "Performance"), now), grouped("y", lang.T("重要度", "Importance"), now), grouped("x0", lang.T("表现", "Performance"), before), grouped("y0", lang.T("重要度", "Importance"), before),
		grouped("diff", lang.T("差", "Diff."), change), grouped("p", lang.T("p（Holm）", "p (Holm)"), change)}}
	for d, dim := range r.study.Dimensions {
		x, y := r.placeOf(r.view, d)
		x0, y0 := r.placeOf(was, d)
		row := report.Row{Ref: "shift/" + dim.ID, Cells: []report.Cell{textCell(dim.Label), numCell(report.Mean, x), numCell(report.Points, y), numCell(report.Mean, x0), numCell(report.Points, y0), cell(moved[d].Adjusted, report.Gap), {}}}
		if moved[d].HasP {
			row.Cells[6] = numCell(report.PValue, moved[d].P)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
