package compose

import (
	"slices"

	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// effect is a measure before and after an action was done.
type effect struct {
	action       store.Action
	name         lang.Text
	kind         report.Kind
	lower        bool // less is better
	before       stats.Estimate
	after        stats.Estimate
	diff         stats.Estimate // after − before
	p            float64
	hasP         bool
	first, last  string    // waves before
	since, until string    // waves after
	why          lang.Text // why there is no comparison
}

// beyond says whether the change is more than noise.
func (e effect) beyond() bool { return e.diff.HasInterval() && (e.diff.Lo > 0 || e.diff.Hi < 0) }

// effectOf compares the waves before the month in which an action was done
// with those after it, up to the wave in focus. That month itself is on neither
// side: part of its respondents were served before. Respondents of different
// months are different people, so means are compared by Welch's t, shares by
// Newcombe's interval, net promoter scores by their normal one.
func (v *view) effectOf(a store.Action) effect {
	e := effect{action: a, name: v.measureName(a.Gap), kind: v.kind()}
	x, ok := v.measure(a.Gap)
	switch {
	case a.Gap == "":
		e.why = lang.T("没有写明针对的指标（--gap）", "no measure is named (--gap)")
	case !ok:
		e.why = lang.T("本次调查没有这个指标", "not asked in this survey")
	case a.Done == "":
		e.why = lang.T("没有完成日期", "no date of completion")
	}
	if !e.why.IsZero() {
		return e
	}
	e.kind, e.lower = x.number, x.lowerIsBetter()
	before, after := v.monthsAround(a.Done[:len("2026-10")])
	if len(before) == 0 || len(after) == 0 {
		e.why = lang.T("完成之前或之后还没有按月的数据", "no monthly wave before it, or none after it yet")
		return e
	}
	e.first, e.last, e.since, e.until = before[0], before[len(before)-1], after[0], after[len(after)-1]
	if !v.mayShow(a, x, before) || !v.mayShow(a, x, after) {
		e.why = lang.T("答卷太少，不显示", "too few responses: withheld")
		return e
	}
	e.compare(x, v.where(a, x, before), v.where(a, x, after), v.Level)
	return e
}

// compare estimates both sides and their difference.
func (e *effect) compare(x extract, before, after stats.Freq, level float64) {
	e.before, e.after = x.estimate(before, level), x.estimate(after, level)
	switch x.kind {
	case npsSeries:
		e.diff = stats.NPSDifference(after, before, level)
	case shareSeries:
		e.diff = stats.ShareDifference(after, before, x.keep, level)
	default:
		t := stats.WelchT(after, before, level)
		e.diff, e.p, e.hasP = t.Effect, t.P, t.Defined
	}
	if !e.diff.HasInterval() {
		e.why = lang.T("没有区间，无法判断", "no interval: can't be judged")
	}
}

// monthsAround are the monthly waves before and after a month, up to the one in focus.
func (v *view) monthsAround(month string) (before, after []string) {
	for _, w := range v.waves[:v.at+1] {
		if _, _, ok := yearMonth(w.name); !ok {
			continue
		}
		switch {
		case w.name < month:
			before = append(before, w.name)
		case w.name > month:
			after = append(after, w.name)
		}
	}
	return before, after
}

// where is the measure over some waves in the units of an action.
func (v *view) where(a store.Action, x extract, waves []string) stats.Freq {
	return x.freq(v.part(waves, func(unit string) bool { return v.concerns(a, unit) }))
}

func (v *view) concerns(a store.Action, unit string) bool {
	return v.Unit != "" || len(a.Units) == 0 || slices.Contains(a.Units, unit)
}

// mayShow says whether enough stand behind a measure in the units of an
// action, and, so that nothing can be worked out from the total, in the others.
func (v *view) mayShow(a store.Action, x extract, waves []string) bool {
	in := int64(v.where(a, x, waves).N())
	out := int64(x.freq(v.part(waves, func(unit string) bool { return !v.concerns(a, unit) })).N())
	return in >= v.Cells.Mean && (out == 0 || out >= v.Cells.Mean)
}

func (v *view) part(waves []string, unit func(string) bool) *tally.Tally {
	set := v.set.Filter(survey.FieldWave, func(n string) bool { return slices.Contains(waves, n) })
	switch {
	case v.has(survey.FieldUnit):
		set = set.Filter(survey.FieldUnit, unit)
	case !unit(""):
		set = set.Filter(survey.FieldWave, func(string) bool { return false })
	}
	return set.Total()
}

func (v *view) effectTable(es []effect) report.Table {
	before, after := lang.T("完成前", "Before"), lang.T("完成后", "After")
	ci := lang.F("变化的%s区间", "%s interval of the change", level(v.Level))
	t := report.Table{ID: "effects", Title: lang.T("已完成措施：完成前后", "Actions done: before and after"), Columns: []report.Column{
		column("id", lang.T("编号", "No.")), column("measure", lang.T("指标", "Measure")),
		grouped("before-waves", lang.T("期次", "Waves"), before), grouped("before-n", lang.T("n", "n"), before), grouped("before", lang.T("得分", "Score"), before),
		grouped("after-waves", lang.T("期次", "Waves"), after), grouped("after-n", lang.T("n", "n"), after), grouped("after", lang.T("得分", "Score"), after),
		column("change", lang.T("变化", "Change")), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("p", lang.T("p", "p")), column("verdict", lang.T("结论", "Verdict"))}}
	for _, e := range es {
		lo, hi := ends(e.diff, e.changeKind())
		p := report.Cell{}
		if e.hasP {
			p = numCell(report.PValue, e.p)
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{numCell(report.Count, float64(e.action.ID)), textCell(e.name),
			textCell(waveSpan(e.first, e.last)), nCell(e.before), cell(e.before, e.kind), textCell(waveSpan(e.since, e.until)), nCell(e.after), cell(e.after, e.kind),
			cell(e.diff, e.changeKind()), lo, hi, p, e.said()}})
	}
	return t
}

// changeKind prints a change of means with its sign.
func (e effect) changeKind() report.Kind {
	if e.kind == report.Mean {
		return report.Gap
	}
	return e.kind
}

func nCell(e stats.Estimate) report.Cell {
	if !e.Defined {
		return report.Cell{}
	}
	return numCell(report.Count, e.N)
}

// waveSpan writes the first and the last of some waves.
func waveSpan(first, last string) lang.Text {
	if first == last {
		return lang.Same(orDash(first))
	}
	return lang.F("%s 至 %s", "%s to %s", first, last)
}

func (e effect) said() report.Cell {
	switch better := e.diff.Value > 0 != e.lower; {
	case !e.why.IsZero():
		return report.Cell{Text: e.why, Tone: report.Muted}
	case !e.beyond():
		return textCell(lang.T("在波动范围内", "within noise"))
	case better:
		return report.Cell{Text: lang.T("改善，超出波动范围", "better, beyond noise"), Tone: report.Good}
	}
	return report.Cell{Text: lang.T("变差，超出波动范围", "worse, beyond noise"), Tone: report.Bad}
}

func (v *view) effectNotes(es []effect) []lang.Text {
	tested := 0
	for _, e := range es {
		if e.diff.HasInterval() {
			tested++
		}
	}
	out := []lang.Text{
		lang.T("前后有差别，不能证明就是措施的作用：同期的其他变动、季节，以及从异常低的月份自然回升，都会带来同样的变化。", "A difference between before and after is no proof that the action caused it: other changes at the time, the season, or the usual return from an unusually bad month look the same."),
		lang.F("完成当月不计入任何一方；均值用Welch检验，占比用Newcombe区间，净推荐值用正态区间；变化的%s区间不含0为“超出波动范围”。", "The month of completion is on neither side; means by Welch's t, shares by Newcombe's interval, net promoter scores by the normal one; “beyond noise” = the %s interval of the change leaves 0 out.", level(v.Level)),
	}
	if tested > 1 {
		out = append(out, lang.F("共比较 %d 项，各项单独判断，未作多重比较校正；项数多时，个别结论可能只是偶然。", "%d comparisons, each judged alone and not adjusted for their number: among many, a few may be chance.", tested))
	}
	return out
}
