package compose

import (
	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"slices"
)

// gapMeta titles a figure of the gap chapters.
func gapMeta(id string, title, sub, alt lang.Text) chart.Meta {
	return chart.Meta{ID: id, Title: title, Sub: sub, Alt: alt}
}

func gapWhiskers(a *gap.Analysis) lang.Text {
	return lang.F("细线：%s置信区间；作答少于 %s 人的没有区间", "Whiskers: %s confidence intervals; none where fewer than %s answered", level(a.Options.Level), count(a.Options.MinTest))
}

// gapSampleText writes "客户 180 人,管理者 12 人,员工 32 人".
func gapSampleText(a *gap.Analysis) lang.Text {
	var out []lang.Text
	for _, g := range []struct {
		n     int64
		label lang.Text
	}{{a.Customers, lang.T("客户", "customers")}, {a.Managers, lang.T("管理者", "managers")}, {a.Staff, lang.T("员工", "contact staff")}} {
		if g.n > 0 {
			out = append(out, lang.T(g.label.Zh+" "+count(float64(g.n))+" 人", count(float64(g.n))+" "+g.label.En))
		}
	}
	return join(out)
}

// gapModel is the model of the five gaps with each gap's size on its arrow.
func gapModel(a *gap.Analysis) chart.FiveGap {
	f := chart.FiveGap{
		Meta: gapMeta("five-gap", lang.T("五个差距", "The five gaps"), gapSampleText(a),
			lang.T("差距模型：客户一侧是期望与感知的服务，企业一侧是服务传递、服务标准、管理者的认知和对外沟通；五条箭头上标着各差距的大小。",
				"The gap model: expected and perceived service on the customer's side; delivery, standards, management's perception and external communication on the firm's; each gap's size stands on its arrow.")),
		Customer: lang.T("客户", "Customer"), Firm: lang.T("企业", "Firm"),
		Boxes: chart.GapBoxes{
			WordOfMouth: lang.T("口碑", "Word of mouth"), Needs: lang.T("个人需要", "Personal needs"), Experience: lang.T("过去的经历", "Past experience"),
			Expected: lang.T("期望的服务", "Expected service"), Perceived: lang.T("感知的服务", "Perceived service"), Delivery: lang.T("服务传递", "Service delivery"),
			Communication: lang.T("对外沟通", "External communication"), Specifications: lang.T("服务标准", "Service standards"), Management: lang.T("管理者的认知", "Management's perception"),
		},
	}
	for i := range f.Gaps {
		l := a.Chain.Links[i]
		g := chart.Gap{Label: gap.Label(i + 1), Strong: i+1 == a.Chain.Weakest}
		if l.State == gap.Unmeasured || !l.Value.Defined {
			g.Value, g.Text = chart.None("–").As(gapRef(i+1)), lang.T("未测量", "not measured")
			f.Gaps[i] = g
			continue
		}
		g.Value = value(l.Value, gapRef(i+1))
		switch i + 1 {
		case 1: // over- and under-estimates cancel in the mean, so one dimension stands for it
			g.Text = gapKnowledgeShort(a, l)
		case 2, 3, 4:
			g.Text = lang.F("%s / %d", "%s / %d", meanNum(l.Value.Value), a.Scale.Max)
		}
		f.Gaps[i] = g
	}
	f.Note = lang.T("差距1：判断有偏差的维度（管理者 − 客户）；差距2–4：评分，满分为好；差距5：感知 − 期望。粗箭头：缺口最大的一环。",
		"Gap 1: the dimension that is misjudged (managers − customers); gaps 2–4: ratings, full marks are best; gap 5: perception − expectation. Heavy arrow: the link that falls shortest.")
	return f
}

func gapRef(number int) string { return "gap" + string(rune('0'+number)) }

func gapScaleAxis(a *gap.Analysis) chart.Axis {
	return chart.Axis{
		Label: lang.F("平均分（%d–%d）", "Mean (%d–%d)", a.Scale.Min, a.Scale.Max),
		Range: chart.Scale(float64(a.Scale.Min), float64(a.Scale.Max)), Decimals: 2,
	}
}

// gapPair is what a dumbbell compares.
type gapPair struct {
	id          string
	title, diff lang.Text
	a, b        chart.Key
}

var (
	gapManagersKey  = chart.Key{Name: lang.T("管理者以为的期望", "What managers believe"), Role: chart.Managers}
	gapStaffKey     = chart.Key{Name: lang.T("员工以为的期望", "What staff believe"), Role: chart.Staff}
	gapCustomersKey = chart.Key{Name: lang.T("客户的期望", "What customers expect"), Role: chart.Customers}

	gapPair1 = gapPair{"gap1", lang.T("差距1：管理者以为的期望与客户的期望", "Gap 1: what managers believe customers expect"), lang.T("管理者 − 客户", "managers − customers"), gapManagersKey, gapCustomersKey}
	gapPair6 = gapPair{"gap6", lang.T("差距6：员工以为的期望与客户的期望", "Gap 6: what staff believe customers expect"), lang.T("员工 − 客户", "staff − customers"), gapStaffKey, gapCustomersKey}
	gapPair7 = gapPair{"gap7", lang.T("差距7：员工与管理者眼中的客户期望", "Gap 7: staff and managers on what customers expect"), lang.T("员工 − 管理者", "staff − managers"), gapStaffKey, gapManagersKey}
)

// gapDumbbell shows a reading by dimension.
func gapDumbbell(a *gap.Analysis, r *gap.Reading, p gapPair) chart.Dumbbell {
	d := gapDumbbellOf(a, p, p.id+"-dimensions", p.title)
	for _, x := range r.Dimensions {
		d.Rows = append(d.Rows, gapDotRow(x, p, x.Label, "", lang.Text{}))
	}
	return d
}

// gapItemDumbbell shows it by item, in blocks by dimension.
func gapItemDumbbell(a *gap.Analysis, r *gap.Reading, p gapPair) chart.Dumbbell {
	d := gapDumbbellOf(a, p, p.id+"-items", lang.F("%s（逐题）", "%s, by item", p.title))
	for _, x := range r.Items {
		d.Rows = append(d.Rows, gapDotRow(x, p, x.Label, x.ID, gapDimensionLabel(a, x.Dimension)))
	}
	return d
}

func gapDumbbellOf(a *gap.Analysis, p gapPair, id string, title lang.Text) chart.Dumbbell {
	d := chart.Dumbbell{
		Meta: gapMeta(id, title, gapSampleText(a),
			lang.F("哑铃图：%s。数值见图下的表。", "Dumbbell chart: %s. Its numbers are in the table below.", title)),
		Series: []chart.Key{p.a, p.b}, Axis: gapScaleAxis(a), Diff: p.diff, DiffAxis: chart.Axis{Decimals: 2, Signed: true},
	}
	d.Note = lang.T("加粗的行：差值超出偶然（Welch检验，Holm校正）", "Bold rows: differences beyond chance (Welch's t, Holm-adjusted)")
	return d
}

func gapDotRow(x gap.Difference, p gapPair, label lang.Text, code string, group lang.Text) chart.DotRow {
	return chart.DotRow{
		Label: label, Code: code, Group: group, Strong: x.Significant(), Ref: x.Ref,
		Values: []chart.Value{gapPoint(x.A, p.a.Role.String()+"/"+x.ID), gapPoint(x.B, p.b.Role.String()+"/"+x.ID)},
		Diff:   gapPoint(x.Diff, x.Ref),
	}
}

// gapPoint is a value without its interval: in a dumbbell the whiskers of two
// groups would lie over each other; the table has them.
func gapPoint(e stats.Estimate, ref string) chart.Value {
	if !e.Defined {
		return chart.None("–").As(ref)
	}
	return chart.At(e.Value).Of(e.N).As(ref)
}

func gapDimensionLabel(a *gap.Analysis, id string) lang.Text {
	for _, t := range a.Dimensions {
		if t.ID == id {
			return t.Label
		}
	}
	return lang.Same(id)
}

func gapLevels(a *gap.Analysis) []*gap.Levels {
	var out []*gap.Levels
	for _, l := range []*gap.Levels{a.Standards, a.Delivery, a.Promises} {
		if l != nil {
			out = append(out, l)
		}
	}
	return out
}

// gapShortfallBars shows gaps 2 to 4 on one chart: how far each rating is from
// full marks.
func gapShortfallBars(a *gap.Analysis) chart.Bars {
	top := float64(a.Scale.Max)
	b := chart.Bars{
		Meta: gapMeta("gap234", lang.T("差距2–4：评分距满分", "Gaps 2–4: short of full marks"), gapSampleText(a),
			lang.T("条形图：标准、传递、沟通各维度的评分距满分多少，数值见表。", "Bar chart: how far standards, delivery and communication are from full marks in each dimension; the numbers are in the table.")),
		Axis: chart.Axis{Label: lang.F("距满分（评分 − %d）", "Short of full marks (rating − %d)", a.Scale.Max), Range: chart.Scale(float64(a.Scale.Min)-top, 0), Decimals: 2, Signed: true},
	}
	b.Note = gapWhiskers(a)
	for _, l := range gapLevels(a) {
		g := chart.BarGroup{Label: lang.F("%s · %s", "%s · %s", gap.Label(l.Gap), l.Label), Ref: gapRef(l.Gap)}
		for i, r := range l.Rows {
			v := chart.None("–").As(r.Ref)
			if r.Score.Defined {
				v = chart.At(r.Shortfall).Of(r.Score.N).As(r.Ref)
				if r.Score.HasInterval() {
					v = chart.Within(r.Shortfall, r.Score.Lo-top, min(0, r.Score.Hi-top)).Of(r.Score.N).As(r.Ref)
				}
			}
			g.Bars = append(g.Bars, chart.Bar{Label: r.Label, Value: v, Strong: l.Lowest.Made() && slices.Contains(l.Lowest.Set, i)})
		}
		b.Groups = append(b.Groups, g)
	}
	return b
}

// gapKnowledgeShort is gap 1 in a few words: what managers misjudge.
func gapKnowledgeShort(a *gap.Analysis, l gap.Link) lang.Text {
	switch {
	case !l.Tested:
		return lang.T("人数太少", "too few to judge")
	case len(l.Under) > 0:
		return gapNamed(l.Worst.Label, l.At)
	case len(l.Over) > 0:
		return gapListed(a.Knowledge.Dimensions, l.Over[:1])
	}
	return lang.T("无可靠偏差", "none beyond noise")
}

// gapCauseBars shows the antecedents, high = favourable, by the gap that they
// are causes of.
func gapCauseBars(a *gap.Analysis) chart.Bars {
	b := chart.Bars{
		Meta: gapMeta("causes", lang.T("各差距的前因", "Causes of the gaps"), gapSampleText(a),
			lang.T("条形图：各项前因的平均分，分数高表示有利，数值见表。", "Bar chart of the causes' mean scores, high = favourable; the numbers are in the table.")),
		Axis: gapScaleAxis(a),
	}
	b.Axis.Label = lang.F("平均分（%d–%d，高 = 有利）", "Mean (%d–%d, high = favourable)", a.Scale.Min, a.Scale.Max)
	b.Note = gapWhiskers(a)
	low := map[int]bool{}
	for _, i := range a.Lowest {
		low[i] = true
	}
	for number := 1; number <= 4; number++ {
		g := chart.BarGroup{Label: lang.F("%s的前因", "Causes of %s", gap.Label(number)), Ref: gapRef(number)}
		for i, c := range a.Causes {
			if c.Gap == number {
				g.Bars = append(g.Bars, chart.Bar{Label: c.Label, Value: gapOnScale(a, c.Score, c.Ref), Strong: low[i]})
			}
		}
		if len(g.Bars) > 0 {
			b.Groups = append(b.Groups, g)
		}
	}
	return b
}

// gapOnScale keeps an interval within the scale, where Student's may leave it.
func gapOnScale(a *gap.Analysis, e stats.Estimate, ref string) chart.Value {
	v := value(e, ref)
	v.Lo, v.Hi = max(v.Lo, float64(a.Scale.Min)), min(v.Hi, float64(a.Scale.Max))
	if !v.Bounded {
		v.Lo, v.Hi = 0, 0
	}
	return v
}

// gapVerdictStack shows the shares of dissatisfied, satisfied and very
// satisfied customers by item.
func gapVerdictStack(a *gap.Analysis) chart.Stack {
	s := chart.Stack{
		Meta: gapMeta("verdicts", lang.T("不满意、满意、很满意的客户", "Dissatisfied, satisfied and very satisfied customers"), gapSampleText(a),
			lang.T("百分比堆积条：每题感受低于、等于、高于期望的客户占比，数值见表。", "Stacked bars: shares of customers whose experience is below, at and above expectation for each item; the numbers are in the table.")),
		Parts: []chart.Part{{Name: lang.T("不满意（H > W）", "Dissatisfied (H > W)"), Tone: chart.Bad}, {Name: lang.T("满意（H = W）", "Satisfied (H = W)"), Tone: chart.Neutral},
			{Name: lang.T("很满意（H < W）", "Very satisfied (H < W)"), Tone: chart.Good}},
	}
	s.Note = lang.T("H = 期望，W = 实际感受", "H = expectation, W = experience")
	for _, v := range a.Verdicts.Items {
		row := chart.StackRow{Label: v.Label, Code: v.ID, Group: gapDimensionLabel(a, v.Dimension), N: v.N, Ref: v.Ref}
		if v.Dissatisfied.Defined {
			row.Counts = []float64{v.Dissatisfied.Value, v.Satisfied.Value, v.Delighted.Value}
		} else {
			row.Missing = gapMissing(v.Dissatisfied)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// gapFacetHeat shows gap 5 by dimension and facet.
func gapFacetHeat(a *gap.Analysis) chart.Heatmap {
	h := chart.Heatmap{
		Meta: gapMeta("facet-grid", lang.T("差距5：维度 × 方面", "Gap 5 by dimension and facet"), gapSampleText(a),
			lang.T("方格图：每个维度各方面题项的平均差距，数值见表。", "Grid of the mean gaps of each facet's items in each dimension; the numbers are in the table.")),
		Axis: chart.Axis{Decimals: 2, Signed: true}, Low: lang.T("差距更大", "wider gap"), High: lang.T("差距更小", "smaller gap"), Span: 0.1,
	}
	for _, f := range a.Facets.Facets {
		h.Columns = append(h.Columns, f.Label)
	}
	for _, r := range a.Facets.Rows {
		row := chart.HeatRow{Label: r.Label}
		for _, c := range r.Cells {
			v := gapPoint(c.Gap, r.Ref)
			row.Cells = append(row.Cells, chart.HeatCell{Value: v, Shade: v.X})
			row.N = max(row.N, v.N)
			h.Span = max(h.Span, v.X, -v.X)
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

// gapUnitStrips shows a strip of the five gaps for each unit. Colours run
// within a column, for the columns have different units.
func gapUnitStrips(u *gap.UnitGaps) chart.Heatmap {
	h := chart.Heatmap{
		Meta: gapMeta("gap-units", lang.T("各单位的五个差距", "The five gaps by unit"), lang.Text{},
			lang.T("方格图：每个单位差距1–5的数值，颜色按列比较，数值见表。", "Grid of gaps 1 to 5 of each unit, coloured within columns; the numbers are in the table.")),
		Axis: chart.Axis{Decimals: 2}, Span: 1, Low: lang.T("该列中较差", "worse in its column"), High: lang.T("该列中较好", "better in its column"),
	}
	h.Note = lang.T("差距1、5为差值，差距2–4为评分；颜色只在列内比较，从该列最低到最高。", "Gaps 1 and 5 are differences, gaps 2–4 ratings; colours compare within a column, from its lowest to its highest.")
	for n := 1; n <= 5; n++ {
		h.Columns = append(h.Columns, gap.Label(n))
	}
	for _, x := range u.Units {
		row := chart.HeatRow{Label: lang.Same(x.Name)}
		for g, e := range x.Gaps {
			c := chart.HeatCell{Value: gapHidden(e, "unit/"+x.Name+"/"+gapRef(g+1))}
			if e.Defined {
				c.Shade = gapShade(u, g, e.Value)
			}
			row.Cells = append(row.Cells, c)
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

// gapShade places a value between the lowest and the highest of its column, −1
// to 1.
func gapShade(u *gap.UnitGaps, g int, v float64) float64 {
	lo, hi := v, v
	for _, x := range u.Units {
		if e := x.Gaps[g]; e.Defined {
			lo, hi = min(lo, e.Value), max(hi, e.Value)
		}
	}
	if hi-lo < 1e-9 {
		return 0
	}
	return 2*(v-lo)/(hi-lo) - 1
}

// gapMissing is what stands in place of a value that there is none of.
func gapMissing(e stats.Estimate) string {
	if k := gapWithheld(e); k > 0 {
		return report.Suppressed(k).Format(lang.Zh)
	}
	return "–"
}

// gapHidden is a point, or "<5" where it is withheld.
func gapHidden(e stats.Estimate, ref string) chart.Value {
	if !e.Defined {
		return chart.None(gapMissing(e)).As(ref)
	}
	return gapPoint(e, ref)
}
