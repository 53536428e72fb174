package compose

import (
	"cmp"
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// unitTiers names the tiers against the usual unit.
var unitTiers = map[stats.Tier]lang.Text{
	stats.TierAbove: lang.T("高于一般水平", "Above the usual level"), stats.TierNotDistinguishable: lang.T("无可靠差别", "Not told apart"), stats.TierBelow: lang.T("低于一般水平", "Below the usual level"),
}

// mostMapped is how many units the map of tiers has beside the rest of page 1;
// that of more stands on a page of its own.
const mostMapped = 14

// regionalTiers is the first page: three tiers, and nothing said of what lies
// between them; the map of the tiers, who moved, whom to visit, and what may not
// be concluded.
func regionalTiers(r *regional) *report.Section {
	s := &report.Section{
		Title:   lang.T("结论：三个档次", "Verdict: three tiers"),
		Finding: r.tierSentence(),
		Blocks: []report.Block{
			report.Tiles{Tiles: r.scopeTiles()},
			report.Side{Left: []report.Block{r.tierTable()}, Right: []report.Block{r.steps()}},
		},
		Detail: []report.Block{report.Notes{Items: r.tierNotes()}},
	}
	figure := report.FigureBlock{Figure: r.scoreCaterpillar(), Reading: r.tierReading()}
	if len(r.u.Names) <= mostMapped {
		s.Blocks = append(s.Blocks, figure, r.mayCompare())
		return s
	}
	s.Blocks = append(s.Blocks, r.mayCompare(), figure)
	return s
}

// steps says what to do with the verdict: who moved, whom to visit, whose page
// to read first.
func (r *regional) steps() report.List {
	l := report.List{Title: lang.T("先看什么", "Where to begin")}
	add := func(t lang.Text) { l.Items = append(l.Items, report.ListItem{Text: t}) }
	if below := r.u.Tier(stats.TierBelow); len(below) > 0 {
		add(lang.F("先看%s的分页：低于一般水平。", "Read the pages of %s first: below the usual level.", r.names(below, 4)))
	}
	if up, down := r.crossed(); len(up)+len(down) > 0 {
		if len(up) > 0 {
			add(lang.F("%s的档次上升。", "%s moved up a tier.", r.names(up, 4)))
		}
		if len(down) > 0 {
			add(lang.F("%s的档次下降。", "%s moved down a tier.", r.names(down, 4)))
		}
	}
	visits := r.visitTable()
	for _, row := range visits.Rows[:min(2, len(visits.Rows))] {
		add(lang.F("到%s学：%s。", "Visit %s for %s.", row.Cells[0].Text, row.Cells[1].Text))
	}
	if len(visits.Rows) == 0 {
		add(lang.T("没有哪家单位在任何题项上明确领先，暂无可跟进的标杆。", "No unit is clearly ahead on any item: there is nobody in particular to learn from."))
	}
	return l
}

func (r *regional) tierReading() lang.Text {
	lines := lang.T("竖线为一般水平", "the vertical line is the usual level")
	if r.u.Score.Target != nil {
		lines = lang.T("虚线为一般水平，实线为目标", "the dashed line is the usual level, the solid one the target")
	}
	return lang.F("点为得分，细线为置信区间，粗线供两两目测；%s。颜色和形状表示档次，同一档内的上下次序没有含义。", "Dots are scores, thin lines intervals, thick lines for comparing two by eye; %s. Colour and shape give the tier; order within a tier means nothing.", lines)
}

func (r *regional) tierSentence() lang.Text {
	above, below := r.u.Tier(stats.TierAbove), r.u.Tier(stats.TierBelow)
	middle := len(r.u.Tier(stats.TierNotDistinguishable))
	pairs := 0
	for _, x := range r.u.Score.Units {
		pairs += len(x.Over)
	}
	switch {
	case len(above)+len(below) == 0 && pairs > 0:
		return lang.F("%d 家单位与一般水平都没有可靠差别，但其中 %d 对彼此分得出高低。", "None of the %d units can be told from the usual level, but %d pairs of them can be told apart.", middle, pairs)
	case len(above)+len(below) == 0:
		return lang.F("%d 家单位之间没有可靠的高低之分，不宜排名。", "No unit of the %d can be told from the usual level: there is nothing to rank.", middle)
	case len(below) == 0:
		return lang.F("%s高于一般水平，其余 %d 家与一般水平没有可靠差别。", "Above the usual level: %s; the other %d can't be told from it.", r.names(above, 5), middle)
	case len(above) == 0:
		return lang.F("%s低于一般水平，其余 %d 家与一般水平没有可靠差别。", "Below the usual level: %s; the other %d can't be told from it.", r.names(below, 5), middle)
	}
	return lang.F("%s高于一般水平，%s低于一般水平，其余 %d 家与一般水平没有可靠差别。", "Above the usual level: %s; below: %s; the other %d can't be told from it.", r.names(above, 5), r.names(below, 5), middle)
}

func (r *regional) tierTable() report.Table {
	t := report.Table{ID: "tiers", Title: lang.T("三个档次", "The three tiers"), Columns: []report.Column{
		column("tier", lang.T("档次", "Tier")), column("units", lang.T("家数", "Units")), column("names", lang.T("单位", "Which"))}}
	for _, tier := range []stats.Tier{stats.TierAbove, stats.TierNotDistinguishable, stats.TierBelow} {
		in := r.u.Tier(tier)
		t.Rows = append(t.Rows, report.Row{Ref: "tier/" + tierKey(tier), Cells: []report.Cell{
			{Text: shortTier[tier], Tone: tierCell(tier)}, numCell(report.Count, float64(len(in))), textCell(listed(r.names(in, len(in))))}})
	}
	_, few, hidden := r.standing()
	if rest := append(few, hidden...); len(rest) > 0 {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{{Text: lang.T("答卷太少，未比较", "Too few, not compared"), Tone: report.Muted}, numCell(report.Count, float64(len(rest))), textCell(r.names(rest, len(rest)))}})
	}
	return t
}

func listed(t lang.Text) lang.Text {
	if t.IsZero() {
		return lang.Same("–")
	}
	return t
}

// tierKey names a tier in references and JSON.
func tierKey(t stats.Tier) string {
	switch t {
	case stats.TierAbove:
		return "above"
	case stats.TierBelow:
		return "below"
	case stats.TierNotDistinguishable:
		return "not-distinguishable"
	}
	return ""
}

func tierCell(t stats.Tier) report.Tone {
	switch t {
	case stats.TierAbove:
		return report.Good
	case stats.TierBelow:
		return report.Bad
	}
	return report.Plain
}

func (r *regional) tierNotes() []lang.Text {
	o := r.u.Options
	return []lang.Text{
		lang.F("高于、低于：与一般水平（未被划出的单位的等权平均）的差别，大于答卷随机分到各单位时全部单位中最大差别的%s界限；档次与两两比较合在一起，出现任何一处误判的概率不超过 %s。", "Above and below: the difference from the usual level (mean of the units not set apart, each alike) is larger than the largest of all units would be, in all but %s of the cases, if respondents were dealt to the units at random; the chance of any false statement, tiers and pairs together, is at most %s.", shareNum(o.Alpha/2), shareNum(o.Alpha)),
		lang.F("少于 %d 份答卷的单位不比较。", "Units with fewer than %d responses are not compared.", o.MinRanked),
		lang.T("“无可靠差别”不是名次，也不等于“中等”：答卷少的好单位同样会落在这里。", "“Not told apart” is no place, and not “average” either: a good unit with few responses is found there too."),
	}
}

func (r *regional) scoreCaterpillar() chart.Caterpillar {
	c := r.caterpillar(r.u.Score, "caterpillar-score", r.scoreName(), lang.T("各单位得分及置信区间，按档次着色。", "Scores of the units with intervals, coloured by tier."))
	c.RankHead = lang.T("名次区间", "Rank interval")
	for k, i := range r.orderOn(r.u.Score) {
		if x := r.u.Score.Units[i]; x.Tier != 0 {
			c.Rows[k].Rank = rankText(r.u.Score, i)
		}
	}
	return c
}

// caterpillar draws one comparison, best first.
func (r *regional) caterpillar(c *gap.Comparison, id string, title, alt lang.Text) chart.Caterpillar {
	f := chart.Caterpillar{
		Meta: chart.Meta{ID: id, Title: title, Alt: alt, Sub: lang.F("%s，n = %s", "%s, n = %s", r.when(), count(c.Region.N)), Note: r.whiskers()},
		Axis: chart.Axis{Label: r.scoreName(), Decimals: 2, Signed: r.twoSided()}, Centre: chart.At(c.Usual), CentreLabel: lang.T("一般水平", "Usual level"),
		Tiers: [3]lang.Text{unitTiers[stats.TierBelow], unitTiers[stats.TierNotDistinguishable], unitTiers[stats.TierAbove]},
	}
	if c.Target != nil {
		f.Target, f.TargetLabel = chart.At(*c.Target), lang.F("目标 %s", "Target %s", gapOr(r, *c.Target))
	}
	for _, i := range r.orderOn(c) {
		x := c.Units[i]
		row := chart.UnitRow{Label: r.name(i), Value: r.missing(c, i)}
		if x.Shown {
			row.Value = value(x.Mean, r.ref(c, i))
			if x.Inner.HasInterval() {
				row.Inner, row.InnerLo, row.InnerHi = true, x.Inner.Lo, x.Inner.Hi
			}
			if x.Tier != 0 {
				row.Tier = tierTone(x.Tier)
			}
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

// orderOn lists the units by tier on a measure and then by mean, those without
// a tier after them.
func (r *regional) orderOn(c *gap.Comparison) []int {
	out := r.u.Order()
	class := func(i int) int {
		switch x := c.Units[i]; {
		case x.Tier != 0:
			return int(x.Tier)
		case x.Shown:
			return 10
		}
		return 11
	}
	slices.SortStableFunc(out, func(a, b int) int {
		if d := class(a) - class(b); d != 0 || class(a) == 11 {
			return d
		}
		return cmp.Compare(c.Units[b].Mean.Value, c.Units[a].Mean.Value)
	})
	return out
}
