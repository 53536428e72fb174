package compose

import (
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
)

// weakest is how many items a weakness chart shows: the training texts show
// seven.
const weakest = 7

// paretoBars is how many contributions a Pareto chart shows one by one.
const paretoBars = 10

// weakness is what makes up the shortfall: Pareto of weighted contributions
// and the seven weakest items.
func weakness(v *view) *report.Section {
	if !v.twoSided() || len(v.items) == 0 {
		return nil
	}
	return &report.Section{
		Title:   lang.T("弱项分析", "Weaknesses"),
		Finding: v.weaknessSentence(),
		Sheet:   "04 题项",
		Blocks: []report.Block{
			report.FigureBlock{Figure: v.contributionPareto(),
				Reading: lang.T("条形是各题项对总缺口的贡献（权重×差距），折线是累计占比；先解决80%线以左的题项。", "Bars are contributions to the shortfall (weight × gap), the line their running share; begin with those left of the 80% line.")},
			report.Notes{Items: []lang.Text{lang.T("贡献 = 维度权重 ÷ 该维度题数 × 题项差距；没有权重时各维度等权。", "Contribution = weight of the dimension ÷ its number of items × gap; without weights the dimensions count equally.")}},
		},
		Detail: []report.Block{
			report.FigureBlock{Figure: v.weaknessBars(),
				Reading: lang.T("按加权差距排序的七个最弱题项，附置信区间。区间重叠的题项先后不确定。", "The seven weakest items by weighted gap, with intervals. Where intervals overlap the order is not certain.")},
			v.weaknessList(),
		},
	}
}

func (v *view) weaknessSentence() lang.Text {
	k, share := 0, 0.0
	for _, f := range v.items {
		if share >= 0.5 || f.Share == 0 {
			break
		}
		share += f.Share
		k++
	}
	if k == 0 {
		return lang.T("没有题项低于期望。", "No item is below expectation.")
	}
	return lang.F("%d 个题项中的 %d 个占了总缺口的一半（%s），首位是%s。", "%[2]d of %[1]d items make up half of the total shortfall (%[3]s); first comes %[4]s.",
		len(v.study.Items), k, shareNum(share), v.study.Items[v.items[0].Index].Label)
}

func (v *view) contributionPareto() chart.Pareto {
	p := chart.Pareto{
		Meta: v.meta("pareto-contributions", lang.T("哪些题项构成了缺口", "Which items make up the shortfall"),
			lang.T("帕累托图：各题项对加权缺口的贡献及累计占比。", "Pareto chart of the items' contributions to the weighted shortfall.")),
		Axis:  chart.Axis{Label: lang.T("对缺口的贡献（权重×差距）", "Contribution (weight × gap)"), Decimals: 3},
		Share: lang.T("累计占比", "Cumulative share"), Threshold: 80,
	}
	var bars []chart.ParetoBar
	rest := chart.ParetoBar{Label: lang.T("其余题项", "Other items"), Rest: true}
	for i, f := range v.items {
		if f.Contribution >= 0 {
			continue
		}
		if i < paretoBars {
			bars = append(bars, chart.ParetoBar{Label: v.study.Items[f.Index].Label, Value: f.Contribution, Ref: f.Ref, N: f.Gap.N})
			continue
		}
		rest.Value += f.Contribution
	}
	if rest.Value != 0 {
		bars = append(bars, rest)
	}
	p.Bars = chart.ParetoOrder(bars)
	return p
}

func (v *view) weaknessBars() chart.Bars {
	b := chart.Bars{
		Meta: v.meta("bars-weakness", lang.T("最弱的七个题项", "The seven weakest items"),
			lang.T("条形图：加权差距最大的七个题项。", "Bars of the seven items with the largest weighted shortfall.")),
		Axis: v.gapAxis(), Hollow: hollow,
	}
	b.Note = v.whiskers()
	g := chart.BarGroup{}
	named := v.worstItems().Named
	for _, f := range v.weakest() {
		g.Bars = append(g.Bars, chart.Bar{Label: v.study.Items[f.Index].Label, Value: value(f.Gap, f.Ref), Hollow: !f.Significant, Strong: slices.Contains(named, f.Index)})
	}
	b.Groups = []chart.BarGroup{g}
	return b
}

func (v *view) weakest() []gap.Finding { return v.items[:min(weakest, len(v.items))] }

func (v *view) weaknessList() report.List {
	l := report.List{Title: lang.T("弱项说明", "The weaknesses in words"), Numbered: true}
	for _, f := range v.weakest() {
		it := v.study.Items[f.Index]
		x := v.card.Items[f.Index]
		if f.Gap.Value >= 0 {
			continue
		}
		l.Items = append(l.Items, report.ListItem{Ref: f.Ref, Text: lang.F("%s（%s）：期望 %s，感知 %s，差距 %s%s。", "%s (%s): expected %s, perceived %s, gap %s%s.",
			it.Label, v.dimLabel(it), meanNum(x.Expectation.Mean.Value), meanNum(x.Perception.Mean.Value), gapNum(f.Gap.Value), interval(f.Gap, report.Gap))})
	}
	return l
}
