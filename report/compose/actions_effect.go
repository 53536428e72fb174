package compose

import (
	"slices"

	"servqual/report"
	"servqual/report/verdict"
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
	diff         stats.Estimate // after − before; no interval: respondents are not the units
	verdict      verdict.ActionVerdict
	first, last  string    // waves before
	since, until string    // waves after
	why          lang.Text // why there is no comparison
}

// effectOf compares the waves before the month in which an action was done
// with those after it, up to the wave in focus. That month itself is on neither
// side: part of its respondents were served before. What the action did is judged
// by package verdict on the units' means, never on respondents.
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
	e.verdict = v.judge(a, x, before, after)
	return e
}

// compare estimates both sides.
func (e *effect) compare(x extract, before, after stats.Freq, level float64) {
	e.before, e.after = x.estimate(before, level), x.estimate(after, level)
	if e.before.Defined && e.after.Defined {
		e.diff = stats.Estimate{Defined: true, Value: e.after.Value - e.before.Value, N: e.before.N + e.after.N}
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
	ci := lang.F("扣除同期变化后的%s区间", "%s interval of what is left", level(v.Level))
	t := report.Table{ID: "effects", Title: lang.T("已完成措施：完成前后", "Actions done: before and after"), Columns: []report.Column{
		column("id", lang.T("编号", "No.")), column("measure", lang.T("指标", "Measure")),
		grouped("before-waves", lang.T("期次", "Waves"), before), grouped("before-n", lang.T("n", "n"), before), grouped("before", lang.T("得分", "Score"), before),
		grouped("after-waves", lang.T("期次", "Waves"), after), grouped("after-n", lang.T("n", "n"), after), grouped("after", lang.T("得分", "Score"), after),
		column("change", lang.T("变化", "Change")), column("left", lang.T("扣除同期变化后", "Left of it")), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("p", lang.T("p", "p")), column("verdict", lang.T("结论", "Verdict"))}}
	for _, e := range es {
		left, lo, hi, p := report.Cell{}, report.Cell{}, report.Cell{}, report.Cell{}
		if e.verdict.Attributable {
			left = cell(e.verdict.Effect.Effect, e.changeKind())
			lo, hi = ends(e.verdict.Effect.Effect, e.changeKind())
			p = numCell(report.PValue, e.verdict.Effect.P)
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{numCell(report.Count, float64(e.action.ID)), textCell(e.name),
			textCell(waveSpan(e.first, e.last)), nCell(e.before), cell(e.before, e.kind), textCell(waveSpan(e.since, e.until)), nCell(e.after), cell(e.after, e.kind),
			cell(e.diff, e.changeKind()), left, lo, hi, p, e.said()}})
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
	c := report.Cell{Text: e.why, Tone: report.Muted}
	if !e.why.IsZero() {
		return c
	}
	c.Text = actionWord(e.verdict)
	switch e.verdict.Says {
	case verdict.Improved:
		c.Tone = report.Good
	case verdict.Harmed:
		c.Tone = report.Bad
	case verdict.Better, verdict.Worse:
		c.Tone = report.Plain
	}
	return c
}

func (v *view) effectNotes(es []effect) []lang.Text {
	out := []lang.Text{
		lang.F("完成当月不计入任何一方。结论不比较前后两批客户，而是比较各单位前后相同月数的均值，以没有采取措施的单位为对照（协方差分析）：本来就低的单位会自然回升，不算措施的作用。对照单位少于 %d 家时只看逐月波动，不能归因。", "The month of completion is on neither side. The verdict does not compare the customers before and after but the units' means over equal numbers of months, with the units that took no action as controls (analysis of covariance): units that stood low rise by themselves, which is not counted for the action. With fewer than %d controls only the months' variation is looked at, and nothing is attributed.", verdict.LeastControls),
	}
	alone := false
	for _, e := range es {
		if e.verdict.Attributable {
			out = append(out, e.actionDetail())
		} else {
			alone = true
		}
	}
	if alone {
		out = append(out, lang.T("没有对照单位时，前后有差别也不能证明就是措施的作用：同期的其他变动、季节，以及从异常低的月份自然回升，都会带来同样的变化。", "Without units to compare with, a difference between before and after is no proof that the action caused it: other changes at the time, the season, or the usual return from an unusually bad month look the same."))
	}
	return out
}

// pPlain writes a p-value.
func pPlain(p float64) string { return report.N(report.PValue, p).Format(lang.Zh) }
