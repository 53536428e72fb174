package compose

import (
	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// document lays the trend out: the sentence, the chart, what changed, the
// waves, how to read it.
func (f *follow) document() *report.Document {
	d := &report.Document{ID: "trend", Lang: f.lang, Date: f.date, Brand: f.brand, Title: f.title, Subtitle: f.sub, Footer: intervalFooter(f.level)}
	d.Header = lang.F("%s · %s", "%s · %s", f.title, f.sub)
	s := report.Section{ID: "trend", Title: f.series.name, Sheet: "10 趋势", Finding: f.sentence()}
	if len(f.at) < fewestWaves {
		s.Blocks = []report.Block{report.Absent{What: lang.T("趋势", "A trend"), Collect: lang.T("至少需要两期有足够答卷的数据。", "At least two waves with enough responses.")}, f.waveTable()}
		d.Sections = []report.Section{s}
		return d
	}
	figure := f.figure()
	s.Blocks = append(s.Blocks, report.FigureBlock{Figure: figure, Caption: signalText(figure), Reading: f.reading()}, f.changeTable())
	if len(f.events) > 0 {
		s.Blocks = append(s.Blocks, f.eventList())
	}
	if t := f.phaseTable(); len(t.Rows) > 1 {
		s.Blocks = append(s.Blocks, t)
	}
	s.Blocks = append(s.Blocks, f.waveTable(), report.Notes{Items: f.notes()})
	d.Sections = []report.Section{s}
	return d
}

// num writes a value of the series inside a sentence.
func (f *follow) num(x float64) string { return f.number(f.series.number, x).Format(lang.Zh) }

// difference writes a difference: always signed, shares in percentage points.
func (f *follow) difference(x float64) lang.Text {
	switch f.series.number {
	case report.Share:
		n := report.Number{Defined: true, Value: 100 * x, Kind: report.Gap, Digits: 1}.Format(lang.Zh)
		return lang.T(n+" 个百分点", n+" points")
	case report.Score:
		return lang.Same(report.N(report.Score, x).Format(lang.Zh))
	case report.Index:
		return lang.Same(report.Number{Defined: true, Value: x, Kind: report.Gap, Digits: 1}.Format(lang.Zh))
	}
	return lang.Same(report.Number{Defined: true, Value: x, Kind: report.Gap, Digits: f.digits()}.Format(lang.Zh))
}

// digits of a mean; rates of less than one need more.
func (f *follow) digits() int {
	if f.series.kind == rateSeries {
		return 3
	}
	return 2
}

func (f *follow) number(k report.Kind, x float64) report.Number {
	n := report.N(k, x)
	if k == report.Mean {
		n.Digits = f.digits()
	}
	return n
}

// sentence is the finding: the last value, the change, the long run.
func (f *follow) sentence() lang.Text {
	if len(f.at) == 0 {
		return lang.T("没有一期有足够的答卷。", "No wave has enough responses.")
	}
	last := f.at[len(f.at)-1]
	out := lang.F("%s，%s为 %s", "In %s the %s is %s", waveText(f.series.waves[last]), lower(f.series.name), f.num(f.series.values[last].Value))
	if f.before != nil {
		out = lang.F("%s，与%s相比 %s", "%s: %[3]s since %[2]s", out, waveText(f.before.since), f.verdict(f.before))
	}
	if f.year != nil {
		out = lang.F("%s；与去年同月相比 %s", "%s; %s against the same month last year", out, f.verdict(f.year))
	}
	if c, k, s := verdict.Shift(f.series.valuesAt(f.at), true); c.Made() {
		out = lang.F("%s；%s", "%s; %s", out, shiftText(f.series.waves[f.at[k]], f.num(s.Before), f.num(s.After)))
	}
	k := len(f.at)
	switch c := verdict.Trend(f.test, k, true); {
	case !f.test.Defined:
		return lang.F("%s。", "%s.", out)
	case c.Says == verdict.Better:
		return lang.F("%s；%d 期以来呈上升趋势（%s）。", "%s; over %d waves it has been rising (%s).", out, k, pText(f.test.P))
	case c.Says == verdict.Worse:
		return lang.F("%s；%d 期以来呈下降趋势（%s）。", "%s; over %d waves it has been falling (%s).", out, k, pText(f.test.P))
	default:
		return lang.F("%s；%d 期以来没有可靠的升降趋势。", "%s; over %d waves there is no reliable rise or fall.", out, k)
	}
}

// lower begins an English name in lower case inside a sentence, as far as it
// is no abbreviation.
func lower(t lang.Text) lang.Text {
	if len(t.En) > 1 && t.En[1] >= 'a' && t.En[1] <= 'z' {
		t.En = string(t.En[0]|0x20) + t.En[1:]
	}
	return t
}

// verdict words a difference: within noise, or beyond. Where it can't be
// tested, the control limits speak.
func (f *follow) verdict(c *change) lang.Text {
	d := f.difference(c.diff.Value)
	switch {
	case !c.diff.Defined:
		return lang.T("无法比较", "not comparable")
	case c.tooFew():
		return lang.F("%s，数据太少，无法判断", "%s (too few to judge)", d)
	case !c.diff.HasInterval() && (c.claim == nil || c.claim.Rule != verdict.RuleUsual):
		if f.signalled(f.at[len(f.at)-1]) {
			return lang.F("%s，超出控制限或形成连续信号", "%s (a signal on the control chart)", d)
		}
		return lang.F("%s，未超出控制限", "%s (within the control limits)", d)
	case c.beyond():
		return c.withMix(lang.F("%s，超出波动范围", "%s (beyond noise)", d))
	}
	return c.withMix(lang.F("%s，在波动范围内", "%s (within noise)", d))
}

// tooFew says that respondents or waves are too few for a verdict.
func (c *change) tooFew() bool {
	return c.claim != nil && (c.claim.Reason == verdict.TooFew || c.claim.Reason == verdict.TooFewWaves)
}

func (c *change) withMix(t lang.Text) lang.Text {
	if c.mix.IsZero() {
		return t
	}
	return lang.F("%s（%s）", "%s [%s]", t, c.mix)
}

func (f *follow) changeTable() report.Table {
	ci := lang.F("%s区间", "%s interval", level(f.level))
	t := report.Table{ID: "changes", Title: lang.T("变化是否超出波动", "Is the change more than noise?"), Columns: []report.Column{
		column("what", lang.T("比较", "Comparison")), column("then", lang.T("之前", "Before")), column("now", lang.T("之后", "After")), column("diff", lang.T("差", "Difference")),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("p", lang.T("p", "p")), column("verdict", lang.T("判断", "Verdict"))}}
	if f.before != nil {
		t.Rows = append(t.Rows, f.changeRow(lang.F("与%s相比", "Since %s", waveText(f.before.since)), f.before))
	}
	if f.year != nil {
		t.Rows = append(t.Rows, f.changeRow(lang.F("与去年同月（%s）相比", "Against the same month last year (%s)", waveText(f.year.since)), f.year))
	}
	for i := range f.events {
		e := &f.events[i]
		t.Rows = append(t.Rows, f.changeRow(lang.F("%s（%s）前后", "Before and after %s (%s)", lang.Same(e.Label), waveText(e.Wave)), &e.change))
	}
	return t
}

func (f *follow) changeRow(what lang.Text, c *change) report.Row {
	row := report.Row{Ref: "change/" + c.since, Cells: []report.Cell{textCell(what), f.valueCell(c.then), f.valueCell(c.now), {}, {}, {}, {}, {}}}
	if !c.diff.Defined {
		row.Cells[7] = textCell(lang.T("无法比较", "not comparable"))
		return row
	}
	diff := func(x float64) report.Cell {
		if f.series.number == report.Share {
			return report.Cell{Number: report.Number{Defined: true, Value: 100 * x, Kind: report.Gap, Digits: 1}}
		}
		digits := f.digits()
		switch f.series.number {
		case report.Index:
			digits = 1
		case report.Score:
			digits = 0
		}
		return report.Cell{Number: report.Number{Defined: true, Value: x, Kind: report.Gap, Digits: digits}}
	}
	row.Cells[3] = diff(c.diff.Value)
	if c.diff.HasInterval() {
		row.Cells[4], row.Cells[5] = diff(c.diff.Lo), diff(c.diff.Hi)
	}
	if c.hasP {
		row.Cells[6] = numCell(report.PValue, c.p)
	}
	row.Cells[7] = noiseCell(c)
	return row
}

func noiseCell(c *change) report.Cell {
	switch {
	case c.tooFew():
		return report.Cell{Text: lang.T("太少，无法判断", "too few to judge"), Tone: report.Muted}
	case !c.diff.HasInterval() && (c.claim == nil || c.claim.Rule != verdict.RuleUsual):
		return report.Cell{Text: lang.T("见控制图", "see the chart"), Tone: report.Muted}
	case c.beyond():
		return report.Cell{Text: lang.T("超出波动", "beyond noise")}
	}
	return report.Cell{Text: lang.T("波动范围内", "within noise"), Tone: report.Muted}
}

func (f *follow) valueCell(e stats.Estimate) report.Cell {
	if !e.Defined {
		return report.Cell{}
	}
	return report.Cell{Number: f.number(f.series.number, e.Value)}
}

// eventList words what happened with each event.
func (f *follow) eventList() report.List {
	l := report.List{Title: lang.T("事件前后", "Before and after")}
	for i := range f.events {
		e := &f.events[i]
		t := lang.F("%s（%s）：前后都要有数据才能比较。", "%s (%s): waves before and after are needed to compare.", lang.Same(e.Label), waveText(e.Wave))
		if e.diff.Defined {
			t = lang.F("%s（%s）：由 %s 变为 %s，%s。", "%s (%s): from %s to %s, %s.", lang.Same(e.Label), waveText(e.Wave), f.num(e.then.Value), f.num(e.now.Value), f.verdict(&e.change))
		}
		l.Items = append(l.Items, report.ListItem{Ref: "event/" + e.Wave, Text: t})
	}
	return l
}

// phaseTable lists the limits of each phase where they are constant.
func (f *follow) phaseTable() report.Table {
	t := report.Table{ID: "phases", Title: lang.T("各阶段的控制限", "Limits of each phase"), Columns: []report.Column{
		column("phase", lang.T("阶段", "Phase")), column("waves", lang.T("期数", "Waves")), column("centre", lang.T("中心线", "Centre")), column("lcl", lang.T("控制下限", "Lower limit")), column("ucl", lang.T("控制上限", "Upper limit"))}}
	if len(f.at) < controlWaves {
		return t
	}
	for _, ph := range f.phases() {
		p := ph.points[0]
		row := report.Row{Cells: []report.Cell{textCell(span(ph.waves)), numCell(report.Count, float64(len(ph.points))), f.valueCell(bare(p.Center)), {}, {}}}
		if f.chart == ChartXmR {
			row.Cells[3], row.Cells[4] = f.valueCell(bare(p.LCL)), f.valueCell(bare(p.UCL))
		} else {
			row.Cells[3] = report.Cell{Text: lang.T("随答卷数变化", "varies with n"), Tone: report.Muted}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func bare(x float64) stats.Estimate { return stats.Estimate{Defined: true, Value: x} }

// phase is a run of points under one set of limits.
type phase struct {
	waves  []string
	points []stats.ControlPoint
}

func (f *follow) phases() []phase {
	var out []phase
	last := -1
	for k, p := range f.control.Points {
		if !p.Defined {
			continue
		}
		if p.Phase != last {
			out, last = append(out, phase{}), p.Phase
		}
		ph := &out[len(out)-1]
		ph.waves, ph.points = append(ph.waves, f.series.waves[f.at[k]]), append(ph.points, p)
	}
	return out
}

func (f *follow) waveTable() report.Table {
	ci, limits := lang.F("%s区间", "%s interval", level(f.level)), lang.T("控制限", "Control limits")
	t := report.Table{ID: "waves", Title: lang.T("各期的值", "Values by wave"), Columns: []report.Column{column("wave", lang.T("期次", "Wave"))}}
	answers := f.series.kind != bareSeries
	if answers {
		t.Columns = append(t.Columns, column("n", lang.T("n", "n")))
	}
	t.Columns = append(t.Columns, column("value", f.series.name))
	if answers {
		t.Columns = append(t.Columns, grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci))
	}
	charted := len(f.at) >= controlWaves && len(f.control.Points) == len(f.at)
	if charted {
		t.Columns = append(t.Columns, grouped("centre", lang.T("中心", "Centre"), limits), grouped("lcl", lang.T("下限", "Lower"), limits), grouped("ucl", lang.T("上限", "Upper"), limits), column("signal", lang.T("信号", "Signal")))
	}
	k := 0
	for i, e := range f.series.values {
		row := report.Row{Ref: "trend/" + f.series.ref + "/" + f.series.waves[i], Cells: []report.Cell{textCell(lang.Same(f.series.waves[i]))}}
		if answers {
			row.Cells = append(row.Cells, numCell(report.Count, e.N))
		}
		v := f.valueCell(e)
		if !e.Defined && f.least > 0 {
			v = report.Cell{Number: report.Suppressed(int(f.least))}
		}
		row.Cells = append(row.Cells, v)
		if answers {
			lo, hi := report.Cell{}, report.Cell{}
			if e.HasInterval() {
				lo, hi = f.valueCell(bare(e.Lo)), f.valueCell(bare(e.Hi))
			}
			row.Cells = append(row.Cells, lo, hi)
		}
		if charted {
			cells := []report.Cell{{}, {}, {}, {}}
			if e.Defined {
				cells = f.limitCells(f.control.Points[k])
				k++
			}
			row.Cells = append(row.Cells, cells...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (f *follow) limitCells(p stats.ControlPoint) []report.Cell {
	if !p.Defined {
		return []report.Cell{{}, {}, {}, {}}
	}
	signal := report.Cell{}
	if len(p.Signals) > 0 {
		signal = report.Cell{Text: ruleText(p.Signals[0]), Tone: report.Bad}
	}
	return []report.Cell{f.valueCell(bare(p.Center)), f.valueCell(bare(p.LCL)), f.valueCell(bare(p.UCL)), signal}
}

func (f *follow) notes() []lang.Text {
	out := append([]lang.Text(nil), f.series.notes...)
	if len(f.at) >= controlWaves {
		out = append(out, f.chartNote())
		out = append(out, f.limitNotes()...)
		if f.opt.Baseline > 0 {
			out = append(out, lang.F("控制限按每一阶段的前 %d 期计算后冻结。", "Limits rest on the first %d waves of each phase and are frozen.", f.opt.Baseline))
		}
	}
	out = append(out, f.trendNotes()...)
	if len(f.events) > 0 {
		out = append(out, lang.T("事件前后按各期的数值比较（Welch t检验，期次是单位，前后各至少三期）；只说明有没有变，同时发生的其他变化也会算在里面。", "Before and after compare the waves' figures by Welch's t (waves are the units, three on each side at least); they say whether it changed, and whatever else changed at the time is part of it."))
	}
	for _, c := range []*change{f.before, f.year} {
		if c != nil && c.claim != nil && c.diff.Defined {
			if c.units {
				out = append(out, lang.F("与%s的比较：误差取 %d 家单位之间的刀切法，设计效应 %s（与抽样方差之比，大于1说明各单位变化不一）。", "Against %s the error is the jackknife over %d units; design effect %s (its variance over that of sampling: above 1 the units changed differently).",
					waveText(c.since), c.common, meanNum(c.deff)))
			}
			out = append(out, lang.T("与以前各期的比较已扣除答卷在各单位间分布的变化，因此可能与两期得分之差略有出入。", "Changes have the mix of units taken out, and may differ a little from the difference of the two scores."))
			break
		}
	}
	return out
}

// limitNotes are what is doubtful about the limits, phases that are short named
// once.
func (f *follow) limitNotes() []lang.Text {
	var out []lang.Text
	short := 0
	for _, n := range f.control.Notes {
		switch n.Code {
		case stats.LimitsNotFirm:
			short++
		case stats.LaneyAdvised:
			out = append(out, lang.F("每期平均 %s 份，p图的界限会偏窄，建议改用Laney p′图（--chart laney）。", "With %s on average a wave, p limits are too narrow; use Laney's chart (--chart laney).", count(n.Args[0])))
		}
	}
	if short > 0 {
		out = append(out, lang.T("有的阶段不足12期，控制限是暂定的，画成虚线。", "Limits that rest on fewer than 12 waves are tentative and drawn dashed."))
	}
	return out
}

// chartNote says which control chart it is.
func (f *follow) chartNote() lang.Text {
	switch f.chart {
	case ChartP:
		return lang.T("控制图：p图，合并比例p ± 3√[p(1 − p)/n]，下限不低于0，随各期答卷数变化。", "Control chart: p, pooled share p ± 3√[p(1 − p)/n], never below 0, varying with n.")
	case ChartLaney:
		return lang.F("控制图：Laney p′图，p图的界限乘以 σz = %s，因为大样本的波动大于偶然。", "Control chart: Laney p′, the p limits times σz = %s, because large months scatter more than chance.", meanNum(f.control.SigmaZ))
	case ChartU:
		return lang.T("控制图：u图，合并比率u ± 3√[u/基数]，下限不低于0。", "Control chart: u, pooled rate u ± 3√(u/base), never below 0.")
	}
	if f.mr == nil || len(f.mr.MRBar) == 0 {
		return lang.T("控制图：XmR。", "Control chart: XmR.")
	}
	mr := f.mr.MRBar[len(f.mr.MRBar)-1]
	return lang.F("控制图：XmR，均值 ± 2.66 × 平均移动极差（%s）；移动极差上限 %s。", "Control chart: XmR, mean ± 2.66 × mean moving range (%s); upper limit of the moving range %s.", meanNum(mr), meanNum(3.268*mr))
}

// trendNotes word the test of a steady rise or fall.
func (f *follow) trendNotes() []lang.Text {
	if !f.test.Defined {
		var out []lang.Text
		for _, n := range f.test.Notes {
			out = append(out, lang.F("趋势检验：%s", "Trend test: %s", noteText(n)))
		}
		return out
	}
	digits := 3
	if f.series.number == report.Share {
		digits = 4
	}
	slope := report.Number{Defined: true, Value: f.test.Effect.Value, Kind: report.Gap, Digits: digits}.Format(lang.Zh)
	out := []lang.Text{lang.F("Mann–Kendall趋势检验：S = %s，Z = %s，%s；Sen斜率每期 %s。", "Mann–Kendall trend test: S = %s, Z = %s, %s; Sen slope %s a wave.", whole(f.test.Statistic), meanNum(f.test.Z), pText(f.test.P), slope)}
	if f.robust.Defined && f.robust.P != f.test.P {
		out = append(out, lang.F("按自相关校正后（Hamed–Rao）%s。", "Corrected for autocorrelation (Hamed–Rao): %s.", pText(f.robust.P)))
	}
	return out
}

// whole writes a whole number with a true minus sign.
func whole(x float64) string {
	return report.Number{Defined: true, Value: x, Kind: report.Mean, Digits: 0}.Format(lang.Zh)
}
