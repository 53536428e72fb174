package compose

import (
	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey/lang"
)

// changeTable lists how the figures of the first page changed since the wave
// before: what belongs to the units, what to who answered, and by which error it
// was judged. ok is false without a wave to compare with.
func (v *view) changeTable() (t report.Table, ok bool) {
	changes := v.headlineChanges()
	if len(changes) == 0 {
		return t, false
	}
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t = report.Table{ID: "changes", Title: lang.F("与%s相比的变化", "Changes since %s", waveText(v.previous().name)), Columns: []report.Column{
		column("measure", lang.T("指标", "Measure")), column("change", lang.T("单位内变化", "Within units")), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci),
		column("mix", lang.T("答卷构成", "Mix")), column("units", lang.T("单位数", "Units")), column("deff", lang.T("设计效应", "Design effect")), column("p", lang.T("p（Holm）", "p (Holm)")), column("verdict", lang.T("判断", "Verdict"))}}
	for _, f := range v.followed() {
		c, known := changes[f.ref]
		if !known || !c.Split.Defined || f.hidden {
			continue
		}
		t.Rows = append(t.Rows, v.changeRow(f, c))
	}
	t.Notes = []lang.Text{lang.F("单位内变化已扣除各单位答卷比例的变化（Kitagawa分解）；两期都有的单位达 %d 家时，误差取单位之间的刀切法，设计效应为它与抽样方差之比，大于1说明各单位变化不一；否则为抽样误差，或日常波动（XmR）。各指标合并按5%%控制误差。",
		"Changes within units have the mix of units taken out (Kitagawa). With %d units or more in both waves the error is the jackknife over units, and the design effect its variance over that of sampling: above 1 the units changed differently. Otherwise it is sampling error, or the usual variation (XmR). The measures are one family at 5%%.", verdict.ChangeUnits)}
	return t, len(t.Rows) > 0
}

func (v *view) changeRow(f follows, c changed) report.Row {
	number := func(x float64) report.Cell {
		return report.Cell{Number: report.Number{Defined: true, Value: f.printed * x, Kind: report.Gap, Digits: report.Number{Kind: f.kind, Digits: -1}.Decimals()}}
	}
	row := report.Row{Ref: "change/" + f.ref, Cells: []report.Cell{textCell(f.label), {}, {}, {}, number(c.Split.Mix), numCell(report.Count, float64(c.Split.Common)), {}, {}, {}}}
	if e := c.Adjusted; e.Defined {
		row.Cells[1] = number(e.Value)
		if e.HasInterval() {
			row.Cells[2], row.Cells[3] = number(e.Lo), number(e.Hi)
		}
	}
	if c.Rule == verdict.RuleUnits {
		row.Cells[6] = numCell(report.Mean, c.Split.DesignEffect)
	}
	if c.HasP {
		row.Cells[7] = numCell(report.PValue, c.P)
	}
	switch {
	case c.Says == verdict.Better:
		row.Cells[8] = report.Cell{Text: lang.T("▲ 变好", "▲ better"), Tone: report.Good}
	case c.Says == verdict.Worse:
		row.Cells[8] = report.Cell{Text: lang.T("▼ 变差", "▼ worse"), Tone: report.Bad}
	case c.Reason == verdict.TooFew:
		row.Cells[8] = report.Cell{Text: lang.T("答卷太少", "too few to judge"), Tone: report.Muted}
	default:
		row.Cells[8] = report.Cell{Text: changeWord(c), Tone: report.Muted}
	}
	return row
}
