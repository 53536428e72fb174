package compose

import (
	"math"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// regionalLeague is the league table: raw and shrunken means, ranks as
// intervals, tiers, and who moved.
func regionalLeague(r *regional) *report.Section {
	s := &report.Section{
		Title:   lang.T("得分一览", "League table"),
		Finding: r.leagueSentence(),
		Blocks:  []report.Block{r.leagueTable(), report.Notes{Items: r.leagueNotes()}},
	}
	return s
}

// crossed gives the units whose tier is higher, and lower, than in the period
// before.
func (r *regional) crossed() (up, down []int) {
	if len(r.before) == 0 {
		return nil, nil
	}
	for _, m := range r.u.Moves {
		now := r.u.Score.Units[m.Unit].Tier
		if !m.Crossed(now) {
			continue
		}
		if now < m.Tier { // TierAbove is the smallest
			up = append(up, m.Unit)
		} else {
			down = append(down, m.Unit)
		}
	}
	return up, down
}

func (r *regional) leagueSentence() lang.Text {
	up, down := r.crossed()
	certain := 0
	for i := range r.u.Score.Units {
		if rankCertain(r.u.Score, i) {
			certain++
		}
	}
	out := lang.F("收缩后各单位得分在 %s 至 %s 之间，%s", "Shrunken scores lie between %s and %s; %s", gapOr(r, r.extreme(true)), gapOr(r, r.extreme(false)), rankSentence(certain))
	switch {
	case len(up)+len(down) == 0:
		return lang.F("%s。", "%s.", out)
	case len(down) == 0:
		return lang.F("%s；%s的档次上升。", "%s; %s moved up a tier.", out, r.names(up, 4))
	case len(up) == 0:
		return lang.F("%s；%s的档次下降。", "%s; %s moved down a tier.", out, r.names(down, 4))
	}
	return lang.F("%s；%s的档次上升，%s的档次下降。", "%s; %s moved up a tier, %s down.", out, r.names(up, 4), r.names(down, 4))
}

func rankSentence(certain int) lang.Text {
	switch certain {
	case 0:
		return lang.T("没有哪一家的名次是确定的", "nobody's rank is certain")
	case 1:
		return lang.T("只有 1 家的名次是确定的", "the rank of one unit is certain")
	}
	return lang.F("%d 家的名次是确定的", "the ranks of %d units are certain", certain)
}

func gapOr(r *regional, x float64) string {
	if r.twoSided() {
		return gapNum(x)
	}
	return meanNum(x)
}

// extreme is the lowest or highest shrunken score.
func (r *regional) extreme(low bool) float64 {
	ranked, _, _ := r.standing()
	if len(ranked) == 0 {
		return r.u.Score.Region.Value
	}
	if low {
		return r.u.Score.Units[ranked[len(ranked)-1]].Shrunk.Value
	}
	return r.u.Score.Units[ranked[0]].Shrunk.Value
}

func (r *regional) leagueTable() report.Table {
	ci := lang.F("%s区间", "%s interval", level(r.Level))
	t := report.Table{ID: "league", Title: lang.T("各单位得分", "Scores by unit"), Columns: []report.Column{
		column("unit", lang.T("单位", "Unit")), column("n", lang.T("n", "n")), column("mean", lang.T("原始平均", "Raw mean")),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("shrunk", lang.T("收缩平均", "Shrunken mean")),
		column("rank", lang.T("名次区间", "Rank interval")), column("tier", lang.T("档次", "Tier")), column("p", lang.T("p（Holm）", "p (Holm)"))}}
	moves := map[int]gap.Moved{}
	for _, m := range r.u.Moves {
		moves[m.Unit] = m
	}
	if len(moves) > 0 {
		t.Columns = append(t.Columns, grouped("before", lang.T("平均", "Mean"), lang.T("对照时期", "Period before")), grouped("moved", lang.T("档次变动", "Tier moved"), lang.T("对照时期", "Period before")))
		if r.u.Options.Disjoint {
			t.Columns = append(t.Columns, grouped("change", lang.T("变化", "Change"), lang.T("对照时期", "Period before")))
		}
	}
	for _, i := range r.u.Order() {
		t.Rows = append(t.Rows, r.leagueRow(i, moves, len(t.Columns)))
	}
	e := r.u.Score.Region
	lo, hi := ends(e, r.kind())
	last := report.Row{Strong: true, Ref: r.u.Score.Ref, Cells: []report.Cell{textCell(lang.T("全部答卷", "All responses")), numCell(report.Count, e.N), cell(e, r.kind()), lo, hi}}
	for len(last.Cells) < len(t.Columns) {
		last.Cells = append(last.Cells, report.Cell{})
	}
	t.Rows = append(t.Rows, last)
	return t
}

func (r *regional) leagueRow(i int, moves map[int]gap.Moved, columns int) report.Row {
	c := r.u.Score
	x := c.Units[i]
	row := report.Row{Ref: "unit/" + r.u.Names[i], Cells: []report.Cell{textCell(r.name(i)), numCell(report.Count, x.Mean.N)}}
	if !x.Shown {
		for len(row.Cells) < columns {
			row.Cells = append(row.Cells, r.hidden(c, i))
		}
		return row
	}
	lo, hi := ends(x.Mean, r.kind())
	row.Cells = append(row.Cells, cell(x.Mean, r.kind()), lo, hi, cell(x.Shrunk, r.kind()))
	if x.Tier == 0 {
		row.Cells = append(row.Cells, textCell(lang.Same("–")), report.Cell{Text: lang.T("未比较", "not compared"), Tone: report.Muted}, report.Cell{})
	} else {
		row.Cells = append(row.Cells, textCell(lang.Same(rankText(c, i))), report.Cell{Text: shortTier[x.Tier], Tone: tierCell(x.Tier)}, pCell(x.Test))
	}
	if m, ok := moves[i]; ok {
		row.Cells = append(row.Cells, cell(m.Before, r.kind()), movedCell(m, x.Tier))
		if r.u.Options.Disjoint {
			row.Cells = append(row.Cells, changeCell(m))
		}
	}
	for len(row.Cells) < columns {
		row.Cells = append(row.Cells, report.Cell{})
	}
	return row
}

func movedCell(m gap.Moved, now stats.Tier) report.Cell {
	switch {
	case !m.Crossed(now):
		return textCell(lang.Same("–"))
	case now < m.Tier:
		return report.Cell{Text: lang.T("▲ 上升", "▲ up"), Tone: report.Good}
	}
	return report.Cell{Text: lang.T("▼ 下降", "▼ down"), Tone: report.Bad}
}

// changeCell prints a change; only one that holds over all units is coloured.
func changeCell(m gap.Moved) report.Cell {
	if !m.Change.Defined {
		return report.Cell{}
	}
	c := numCell(report.Gap, m.Change.Effect.Value)
	switch m.Claim.Says {
	case verdict.Better:
		c.Tone = report.Good
	case verdict.Worse:
		c.Tone = report.Bad
	default:
		c.Tone = report.Muted
	}
	return c
}

func (r *regional) leagueNotes() []lang.Text {
	s := r.u.Score.Shrinkage
	out := []lang.Text{
		lang.F("收缩平均：答卷少的单位向总体靠拢，避免极端名次只因样本小（经验贝叶斯，DerSimonian–Laird，τ = %s，I² = %s）。", "Shrunken means draw units with few responses towards the whole, so that an extreme place is not just a small sample (empirical Bayes, DerSimonian–Laird, τ = %s, I² = %s).", meanNum(math.Sqrt(s.Tau2)), shareNum(s.I2)),
		lang.F("名次区间：对收缩后的得分模拟 %s 次得到的 %s 区间；只有区间缩成一个数时才写成名次。", "Rank intervals: %[2]s of the ranks in %[1]s simulations of the shrunken scores; a single rank is printed only where the interval is one number.", count(float64(r.u.Options.Draws)), level(r.Level)),
	}
	switch {
	case len(r.u.Moves) > 0 && r.u.Options.Disjoint:
		out = append(out, lang.F("对照时期：%s；变化一列经Holm法校正后仍可靠的才着色。", "Period before: %s; changes are coloured only where they hold after Holm's correction.", span(r.before)))
	case len(r.u.Moves) > 0:
		out = append(out, lang.F("对照时期：%s。", "Period before: %s.", r.beforeText()))
	}
	return out
}

// regionalFunnel sets the scores over the number of responses.
func regionalFunnel(r *regional) *report.Section {
	f := r.u.Score.Funnel
	s := &report.Section{Title: lang.T("漏斗图", "Funnel plot"), Finding: r.funnelSentence()}
	figure := r.funnelFigure()
	if !f.Defined || len(figure.Points) == 0 {
		s.Blocks = []report.Block{report.Absent{What: s.Title, Collect: lang.T("需要两家有差异的单位", "needs two units whose answers vary")}}
		return s
	}
	s.Blocks = []report.Block{
		report.FigureBlock{Figure: figure, Reading: lang.T("横轴是答卷数，越往左偶然波动越大，界限也越宽；界限供目测；标出的单位是按分档规则与一般水平分得出的，值得问为什么，其余的高低不必追究。", "To the left chance plays a larger part and the limits are wider. They are for the eye; marked units are those that the tiers tell from the usual level, and call for a reason.")},
		report.Notes{Items: r.funnelNotes()},
	}
	return s
}

// unusual lists the units beyond the outer limits of a funnel.
func (r *regional) unusual(f stats.Funnel) (high, low []int) {
	for _, i := range r.u.Order() {
		if r.u.Score.Units[i].Shown && f.Units[i].Zone == stats.FunnelAlarm {
			if f.Units[i].Z > 0 {
				high = append(high, i)
			} else {
				low = append(low, i)
			}
		}
	}
	return high, low
}

// funnelSentence says what the tiers say: the limits are for the eye.
func (r *regional) funnelSentence() lang.Text {
	high, low := r.u.Tier(stats.TierAbove), r.u.Tier(stats.TierBelow)
	switch {
	case len(high)+len(low) == 0:
		return lang.T("没有单位与一般水平有可靠差别：图中的高低可以只是偶然。", "No unit can be told from the usual level: what is high or low here may be chance alone.")
	case len(high) == 0:
		return lang.F("%s低于一般水平，不能用偶然解释。", "Below the usual level, beyond chance: %s.", r.names(low, 5))
	case len(low) == 0:
		return lang.F("%s高于一般水平，不能用偶然解释。", "Above the usual level, beyond chance: %s.", r.names(high, 5))
	}
	return lang.F("%s高于一般水平，%s低于一般水平，不能用偶然解释。", "Beyond chance: above the usual level %s; below %s.", r.names(high, 5), r.names(low, 5))
}

func (r *regional) funnelNotes() []lang.Text {
	f, wide := r.u.Score.Funnel, r.u.Score.Wide
	inner, _ := stats.Funnel{Defined: true, Sigma: 1, Level: f.Level}.Limits(1, false)
	out := []lang.Text{lang.F("界限：全部答卷的平均 ± %[1]s（%[2]s）与 ± 3.09（99.8%%）× 合并标准差 ÷ √n，合并标准差 %[3]s（Spiegelhalter 2005）。", "Limits: mean of all responses ± %[1]s (%[2]s) and ± 3.09 (99.8%%) × pooled SD / √n, pooled SD %[3]s (Spiegelhalter 2005).", meanNum(inner), level(f.Level), meanNum(f.Sigma))}
	if f.Phi > 1 {
		high, low := r.unusual(wide)
		out = append(out, lang.F("过度离散 φ = %s：单位之间的差别大于纯偶然所致。若把界限放宽√φ倍，即只问谁在同行中不寻常，界外单位：%s。", "Overdispersion φ = %s: units differ by more than chance alone. With limits √φ times as wide, which ask who is unusual among the units, outside are: %s.", meanNum(f.Phi), noneIf(r.names(append(high, low...), 8))))
	} else {
		out = append(out, lang.F("过度离散 φ = %s，不大于1：各单位的离散与纯偶然相符。", "Overdispersion φ = %s, not above 1: the units scatter as chance would have them.", meanNum(f.Phi)))
	}
	return out
}

func noneIf(t lang.Text) lang.Text {
	if t.IsZero() {
		return lang.T("无", "none")
	}
	return t
}

func (r *regional) funnelFigure() chart.Funnel {
	f := r.u.Score.Funnel
	fig := chart.Funnel{
		Meta: chart.Meta{ID: "funnel-score", Title: lang.T("得分与答卷数", "Score over number of responses"), Sub: lang.F("%s，n = %s", "%s, n = %s", r.when(), count(r.u.Score.Region.N)),
			Alt: lang.F("漏斗图：各单位得分对答卷数，带%s和99.8%%界限；数值见得分一览。", "Funnel plot of score over responses with %s and 99.8%% limits; the numbers are in the league table.", level(f.Level))},
		N: chart.Axis{Label: lang.T("答卷数", "Responses")}, Y: r.scoreAxis(), Centre: f.Center, CentreLabel: lang.T("全部答卷的平均", "Mean of all responses"),
		Limits: []chart.FunnelLimit{{Label: lang.Same(level(f.Level))}, {Label: lang.Same("99.8%")}},
	}
	least, most := math.Inf(1), 0.0
	for i, x := range r.u.Score.Units {
		if !x.Shown || !f.Units[i].Defined {
			continue
		}
		least, most = min(least, x.Mean.N), max(most, x.Mean.N)
		low := x.Tier == stats.TierBelow
		fig.Points = append(fig.Points, chart.FunnelPoint{Label: r.name(i), N: x.Mean.N, Y: x.Mean.Value, Outside: low || x.Tier == stats.TierAbove, Low: low, Ref: r.ref(r.u.Score, i)})
	}
	if len(fig.Points) == 0 {
		return fig
	}
	const steps = 40
	for k := range steps + 1 {
		n := math.Exp(math.Log(least*0.85) + float64(k)/steps*math.Log(most*1.05/(least*0.85)))
		in, out := f.Limits(n, false)
		fig.Limits[0].Curve = append(fig.Limits[0].Curve, chart.LimitAt{N: n, Lo: f.Center - in, Hi: f.Center + in})
		fig.Limits[1].Curve = append(fig.Limits[1].Curve, chart.LimitAt{N: n, Lo: f.Center - out, Hi: f.Center + out})
	}
	return fig
}
