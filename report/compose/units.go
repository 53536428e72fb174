package compose

import (
	"cmp"
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// units sets the branches of the wave side by side. A report on one unit has
// no such page.
func units(v *view) *report.Section {
	if len(v.units) < 2 {
		return nil
	}
	rows := v.unitRows()
	shown := 0
	for _, r := range rows {
		if !r.hidden {
			shown++
		}
	}
	if shown < 2 {
		return &report.Section{Blocks: []report.Block{report.Absent{What: lang.T("各单位对比", "Units side by side"),
			Collect: lang.F("需要至少两家单位各有 %d 份答卷", "needs two units with %d responses or more", v.Cells.Mean)}}}
	}
	s := &report.Section{
		Title: lang.T("各单位对比", "Units side by side"), Sheet: "02 样本",
		Finding: v.unitSentence(rows),
		Blocks: []report.Block{
			report.FigureBlock{Figure: v.caterpillar(rows),
				Reading: lang.T("点为各单位得分，细线为置信区间，粗线（84%）供两两目测：粗线不重叠时差别才值得注意。", "Dots are the units' scores, thin lines their intervals; the thick 84% bars are for comparing two units by eye: only where they do not overlap is a difference worth attention.")},
			v.unitTable(rows),
			report.Notes{Items: []lang.Text{
				lang.F("少于 %d 份的单位不显示得分；若只隐去一个单位，另隐去次小的一个，以免由合计倒推。", "Units with fewer than %d responses show no score; where only one would be hidden, the next smallest is hidden too, so that it can't be worked out from the total.", v.Cells.Mean),
				lang.F("“高于/低于”以一般水平（未被划出的单位的等权平均）为准，并已按全部单位校正；少于 %d 份的单位不比较，其余单位之间不宜排名。", "“Above” and “below” are against the usual level (mean of the units not set apart, each alike), adjusted for all units; units with fewer than %d responses are not compared, and the others should not be ranked.", verdict.Judged),
			}},
		},
	}
	return s
}

// unitRow is one unit's score.
type unitRow struct {
	unit
	score  stats.Estimate
	inner  stats.Estimate // 84 % interval
	hidden bool
	tier   stats.Tier
}

func (v *view) unitRows() []unitRow {
	if v.rows == nil {
		v.rows = v.rankUnits()
	}
	return slices.Clone(v.rows)
}

// rankUnits compares the units: thousands of permutations, and so once.
func (v *view) rankUnits() []unitRow {
	ns := make([]int64, len(v.units))
	for i, u := range v.units {
		ns[i] = int64(v.headlineFreq(u.tally).N())
	}
	hidden := gap.Suppress(ns, v.Cells.Mean)
	freqs := make([]stats.Freq, len(v.units))
	opt := verdict.DefaultUnitOptions
	opt.Skip = slices.Clone(hidden)
	for i, u := range v.units {
		freqs[i] = v.headlineFreq(u.tally)
		opt.Skip[i] = hidden[i] || u.name == ""
	}
	said := verdict.Units(freqs, opt)
	v.usual, v.hasUsual, v.pairs = said.Usual, said.HasUsual, len(said.Pairs)
	out := make([]unitRow, len(v.units))
	for i, u := range v.units {
		f := freqs[i]
		out[i] = unitRow{unit: u, score: stats.MeanCI(f, v.Level), inner: stats.MeanCI(f, byEye), hidden: hidden[i]}
		if !opt.Skip[i] {
			out[i].tier = gap.TierOf(said.Units[i].Claim)
		}
	}
	slices.SortStableFunc(out, func(a, b unitRow) int {
		if a.hidden != b.hidden {
			if a.hidden {
				return 1
			}
			return -1
		}
		if a.hidden {
			return cmp.Compare(a.name, b.name)
		}
		return cmp.Compare(b.score.Value, a.score.Value)
	})
	return out
}

func (v *view) unitSentence(rows []unitRow) lang.Text {
	var above, below []lang.Text
	compared := 0
	for _, r := range rows {
		if r.tier != 0 {
			compared++
		}
		switch r.tier {
		case stats.TierAbove:
			above = append(above, unitName(r.name))
		case stats.TierBelow:
			below = append(below, unitName(r.name))
		}
	}
	switch {
	case compared < 2:
		return lang.F("%s答卷够多（至少 %d 份）的单位不足两家，没有比较。", "%s fewer than two units have the %d responses that a comparison takes.", v.when(), verdict.Judged)
	case len(above) == 0 && len(below) == 0 && v.pairs > 0:
		return lang.F("%s各单位与一般水平都没有可靠的差别，但其中 %d 对彼此分得出高低。", "%s no unit can be told from the usual level, but %d pairs of them can be told apart.", v.when(), v.pairs)
	case len(above) == 0 && len(below) == 0:
		return lang.F("%s各单位之间没有可靠的差别。", "%s the units can't be told apart reliably.", v.when())
	case len(below) == 0:
		return lang.F("%s高于一般水平；其余单位与一般水平没有可靠差别。", "Above the usual level: %s; the others can't be told from it.", join(above))
	case len(above) == 0:
		return lang.F("%s低于一般水平；其余单位与一般水平没有可靠差别。", "Below the usual level: %s; the others can't be told from it.", join(below))
	}
	return lang.F("%s高于一般水平，%s低于一般水平；其余单位与一般水平没有可靠差别。", "Above the usual level: %s; below: %s; the others can't be told from it.", join(above), join(below))
}

// tierTone places a tier among good and bad news.
func tierTone(t stats.Tier) chart.Tone {
	switch t {
	case stats.TierAbove:
		return chart.Good
	case stats.TierBelow:
		return chart.Bad
	}
	return chart.Neutral
}

var tierNames = map[stats.Tier]lang.Text{
	stats.TierAbove: lang.T("高于一般水平", "Above"), stats.TierNotDistinguishable: lang.T("无可靠差别", "Not told apart"), stats.TierBelow: lang.T("低于一般水平", "Below"),
}

func (v *view) withheldText(r unitRow) string {
	if r.tally.N() < v.Cells.Mean {
		return fewText(v.Cells.Mean)
	}
	return lang.T("隐去", "withheld").In(v.Lang.Single()[0])
}

// usualLine is where the usual level runs in a chart.
func (v *view) usualLine() chart.Value {
	if !v.hasUsual {
		return chart.Value{}
	}
	return chart.At(v.usual)
}

// tierText is a unit's tier, or that it was not compared.
func (v *view) tierText(r unitRow) report.Cell {
	if r.tier == 0 {
		return report.Cell{Text: lang.T("太少，未比较", "Too few, not compared"), Tone: report.Muted}
	}
	return textCell(tierNames[r.tier])
}

func (v *view) caterpillar(rows []unitRow) chart.Caterpillar {
	c := chart.Caterpillar{
		Meta: v.meta("caterpillar-units", lang.T("各单位得分", "Score by unit"), lang.T("各单位得分及置信区间，自高至低。", "Scores of the units with intervals, best first.")),
		Axis: chart.Axis{Label: v.trendName(), Decimals: 2, Signed: v.twoSided()}, Centre: v.usualLine(),
		CentreLabel: lang.T("一般水平", "Usual level"),
		Tiers:       [3]lang.Text{tierNames[stats.TierBelow], tierNames[stats.TierNotDistinguishable], tierNames[stats.TierAbove]},
	}
	for _, r := range rows {
		row := chart.UnitRow{Label: unitName(r.name), Value: chart.None(v.withheldText(r))}
		if !r.hidden {
			row.Value = value(r.score, "unit/"+r.name)
			if r.inner.HasInterval() {
				row.Inner, row.InnerLo, row.InnerHi = true, r.inner.Lo, r.inner.Hi
			}
			row.Tier = tierTone(r.tier)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// withheld prints why a unit's figures are not shown: too few, or because the
// only other hidden unit could be worked out from them.
func (v *view) withheld(r unitRow) report.Cell {
	if r.tally.N() < v.Cells.Mean {
		return report.Cell{Number: report.Suppressed(int(v.Cells.Mean))}
	}
	return report.Cell{Text: lang.T("隐去", "withheld"), Tone: report.Muted}
}

func (v *view) unitTable(rows []unitRow) report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{ID: "units", Title: lang.T("各单位得分", "Scores by unit"), Columns: []report.Column{
		column("unit", lang.T("单位", "Unit")), column("responses", lang.T("答卷", "Responses")), column("score", v.trendName()),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("tier", lang.T("与一般水平相比", "Against the usual level"))}}
	for _, dim := range v.study.Dimensions {
		t.Columns = append(t.Columns, grouped("dim-"+dim.ID, dim.Label, lang.T("各维度", "Dimensions")))
	}
	hide := v.withholdDims(rows)
	for i, r := range rows {
		row := report.Row{Ref: "unit/" + r.name, Cells: []report.Cell{textCell(unitName(r.name)), numCell(report.Count, float64(r.tally.N()))}}
		if r.hidden {
			for range 4 + len(v.study.Dimensions) {
				row.Cells = append(row.Cells, v.withheld(r))
			}
			t.Rows = append(t.Rows, row)
			continue
		}
		lo, hi := ends(r.score, v.kind())
		row.Cells = append(row.Cells, cell(r.score, v.kind()), lo, hi, v.tierText(r))
		for d := range v.study.Dimensions {
			f := r.tally.DimFreq(d, v.main())
			m, ok := f.Mean()
			x := v.cellOrFew(stats.Estimate{Defined: ok && !hide[d][i], Value: m, N: f.N()})
			if hide[d][i] && int64(f.N()) >= v.Cells.Mean {
				x = report.Cell{Text: withheldWord, Tone: report.Muted}
			}
			row.Cells = append(row.Cells, x)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// withholdDims says by dimension of which units its mean is withheld: of those
// withheld as a whole, of those with too few respondents for it, and of their
// complements.
func (v *view) withholdDims(rows []unitRow) [][]bool {
	already := make([]bool, len(rows))
	for i, r := range rows {
		already[i] = r.hidden
	}
	out := make([][]bool, len(v.study.Dimensions))
	for d := range out {
		ns := make([]int64, len(rows))
		for i, r := range rows {
			ns[i] = int64(r.tally.DimFreq(d, v.main()).N())
		}
		out[d] = gap.SuppressMore(ns, v.Cells.Mean, already)
	}
	return out
}

// byEye is the level at which two independent intervals of similar width
// overlap just when their difference is not significant at 5 %: ±1.39·SE
// (Goldstein & Healy 1995, JRSS A 158:175).
const byEye = 0.8355
