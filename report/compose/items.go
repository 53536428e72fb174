package compose

import (
	"slices"

	"servqual/report"
	"servqual/report/chart"
	"servqual/servqual"
	"servqual/survey/index"
	"servqual/survey/lang"
)

// items is the page of all items in their dimensions.
func items(v *view) *report.Section {
	s := &report.Section{
		Title:   lang.F("%d 个题项", "The %d items", len(v.study.Items)),
		Finding: v.itemsSentence(),
		Sheet:   "04 题项",
	}
	if v.twoSided() {
		s.Blocks = append(s.Blocks, report.FigureBlock{
			Figure:  v.itemBars(),
			Reading: lang.T("左侧条形是差距及其置信区间，右侧的点是期望与感知的平均分。先看差距大、又不是空心的题项。", "Bars are gaps with intervals, dots the mean expectation and perception. Look first at long bars that are not hollow."),
		})
	}
	s.Appendix = v.itemsFirst() && v.now.N() >= v.Cells.Mean
	if !v.twoSided() && s.Appendix {
		s.Blocks = append(s.Blocks, v.itemScoreTable())
		return s
	}
	if !v.twoSided() {
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: v.itemDots("dots-items"),
			Reading: lang.T("点为平均分，细线为置信区间；深色的题项评分最低，彼此重叠的分不出先后。", "Dots are means, lines their intervals; the dark ones are rated lowest, and those that overlap can't be told apart.")},
			v.itemScoreTable())
		return s
	}
	s.Blocks = append(s.Blocks, v.itemScoreTable(), report.Notes{Items: []lang.Text{
		lang.T("p值经Holm法校正（一次检验所有题项）；BH一列控制错误发现率。", "p is corrected by Holm's method over all items; the BH column controls the false-discovery rate."),
		lang.T("期望、感知按各自答了的客户计算，差距只用两边都答了的客户，因此差距可能与两个平均分之差略有出入。", "Means use everyone who answered that side, gaps only those who answered both, so a gap may differ slightly from the difference of the means."),
	}})
	return s
}

func (v *view) itemsSentence() lang.Text {
	if !v.twoSided() {
		return v.lowestSentence()
	}
	below, above := 0, 0
	for _, f := range v.items {
		switch {
		case f.Significant && f.Gap.Value < 0:
			below++
		case f.Significant:
			above++
		}
	}
	all := len(v.items)
	if all == 0 {
		return lang.T("没有可以计分的题项。", "No item could be scored.")
	}
	var out lang.Text
	switch {
	case below == all:
		out = lang.F("%d 个题项全部低于期望", "All %d items are below expectation", all)
	case above == all:
		out = lang.F("%d 个题项全部高于期望", "All %d items are above expectation", all)
	case below+above == 0:
		out = lang.F("%d 个题项都与期望没有可靠差别", "None of the %d items can be told apart from expectation", all)
	case above == 0:
		out = lang.F("%d 个题项中有 %d 个低于期望，其余与期望没有可靠差别", "%[2]d of %[1]d items are below expectation, the others can't be told apart from it", all, below)
	case below == 0:
		out = lang.F("%d 个题项中有 %d 个高于期望，其余与期望没有可靠差别", "%[2]d of %[1]d items are above expectation, the others can't be told apart from it", all, above)
	default:
		out = lang.F("%d 个题项中有 %d 个低于期望，%d 个高于期望", "%[2]d of %[1]d items are below expectation and %[3]d above", all, below, above)
	}
	return lang.F("%s%s", "%s%s", out, v.largestItemClause())
}

// lowestSentence names the items rated lowest, where any can be named.
func (v *view) lowestSentence() lang.Text {
	w := v.worstItems()
	switch n := len(w.Named); {
	case len(v.byPerception()) == 0:
		return lang.T("没有可以计分的题项。", "No item could be scored.")
	case n == 0:
		return v.prioritySentence(w)
	case n == 1:
		return lang.F("评分最低的是%s（%s）。", "The lowest-rated item is %s (%s).", v.labelOf(index.Items, w.Named[0]), meanNum(v.card.Items[w.Named[0]].Perception.Mean.Value))
	}
	return lang.F("评分最低的是%s（最低 %s）。", "Rated lowest: %s (lowest %s).", join(v.labels(index.Items, w.Named)), meanNum(v.card.Items[w.Named[0]].Perception.Mean.Value))
}

// largestItemClause ends the sentence with the items whose gap is largest, where
// any can be named.
func (v *view) largestItemClause() lang.Text {
	named := v.worstItems().Named
	if len(named) == 0 {
		return lang.T("。", ".")
	}
	value := gapNum(v.card.Items[named[0]].Gap.Mean.Value)
	if len(named) == 1 {
		return lang.F("；差距最大的是%s（%s）。", "; the largest gap is %s (%s).", v.study.Items[named[0]].Label, value)
	}
	return lang.F("；差距最大的是%s（最大 %s）。", "; the largest gaps are those of %s (up to %s).", join(v.labels(index.Items, named)), value)
}

func (v *view) itemBars() chart.Bars {
	b := chart.Bars{
		Meta: v.meta("bars-items", lang.T("各题项的差距", "Gap by item"),
			lang.T("条形图：按维度分组的各题项差距及置信区间，右侧为期望与感知的平均分；数值见下表。", "Bars of the gap of each item by dimension with intervals, and dots of mean expectation and perception; the numbers are in the table below.")),
		Axis: v.gapAxis(), Hollow: hollow, Points: v.sides(), PointsAxis: v.scaleAxis(),
	}
	b.Note = v.whiskers()
	significant := map[int]bool{}
	for _, f := range v.items {
		significant[f.Index] = f.Significant
	}
	named := v.worstItems().Named
	for d, dim := range v.study.Dimensions {
		g := chart.BarGroup{Label: dim.Label, Ref: dimRef(v.study, d)}
		for _, i := range v.study.ItemsOf(d) {
			it := v.card.Items[i]
			id := v.study.Items[i].ID
			g.Bars = append(g.Bars, chart.Bar{
				Label: v.study.Items[i].Label, Value: value(it.Gap.Mean, itemRef(v.study, i)),
				Hollow: !significant[i], Strong: slices.Contains(named, i),
				Points: []chart.Value{value(it.Expectation.Mean, "mean/E/"+id), value(it.Perception.Mean, "mean/P/"+id)},
			})
		}
		b.Groups = append(b.Groups, g)
	}
	return b
}

// itemDots shows the level of each item, in the order of the form.
func (v *view) itemDots(id string) chart.Dots {
	f := chart.Dots{
		Meta: v.meta(id, lang.T("各题项的水平", "Level of each item"),
			lang.T("点图：各题项的平均分及其置信区间。", "Dots: the mean of each item with its interval.")),
		Series: v.sides(), Axis: v.scaleAxis(),
	}
	f.Note = v.whiskers()
	named := v.worstItems().Named
	for d, dim := range v.study.Dimensions {
		for _, i := range v.study.ItemsOf(d) {
			item := v.study.Items[i]
			row := chart.DotRow{Label: item.Label, Ref: itemRef(v.study, i), Strong: slices.Contains(named, i)}
			if len(v.study.Dimensions) > 1 {
				row.Group = dim.Label
			}
			if v.twoSided() {
				row.Values = append(row.Values, value(v.card.Items[i].Expectation.Mean, "mean/E/"+item.ID))
			}
			row.Values = append(row.Values, value(v.card.Items[i].Perception.Mean, "mean/P/"+item.ID))
			f.Rows = append(f.Rows, row)
		}
	}
	return f
}

func (v *view) itemScoreTable() report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{ID: "items", Title: lang.T("各题项得分", "Scores by item"),
		Columns: []report.Column{column("item", lang.T("题项", "Item")), column("n", lang.T("n", "n"))}}
	if !v.twoSided() {
		t.Columns = append(t.Columns, column("perception", lang.T("感知", "Perception")), column("sd", lang.T("标准差", "SD")),
			grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("ceiling", lang.T("满分占比", "At the top")))
	} else {
		t.Columns = append(t.Columns,
			grouped("expectation", lang.T("期望", "Expect."), lang.T("平均分", "Mean")), grouped("perception", lang.T("感知", "Perc."), lang.T("平均分", "Mean")),
			grouped("gap", lang.T("差距", "Gap"), lang.T("差距5", "Gap 5")), grouped("sd", lang.T("标准差", "SD"), lang.T("差距5", "Gap 5")),
			grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("dz", lang.T("dz", "dz")),
			grouped("p", lang.T("Holm", "Holm"), lang.T("p值", "p")), grouped("bh", lang.T("BH", "BH"), lang.T("p值", "p")),
			grouped("below", lang.T("低于", "Below"), lang.T("与期望相比的客户", "Customers against expectation")),
			grouped("met", lang.T("持平", "Met"), lang.T("与期望相比的客户", "Customers against expectation")),
			grouped("above", lang.T("高于", "Above"), lang.T("与期望相比的客户", "Customers against expectation")))
	}
	for d, dim := range v.study.Dimensions {
		t.Rows = append(t.Rows, v.dimensionHeadRow(d, dim.Label))
		for _, i := range v.study.ItemsOf(d) {
			t.Rows = append(t.Rows, v.itemRow(i))
		}
	}
	return t
}

// dimensionHeadRow repeats the dimension's figures above its items.
func (v *view) dimensionHeadRow(d int, label lang.Text) report.Row {
	x := v.card.Dimensions[d]
	if !v.twoSided() {
		lo, hi := ends(x.Perception.Mean, report.Mean)
		return report.Row{Strong: true, Ref: "mean/" + v.study.Dimensions[d].ID, Cells: []report.Cell{textCell(label), numCell(report.Count, x.Perception.Mean.N),
			cell(x.Perception.Mean, report.Mean), sdCell(x.Perception.SD, x.Perception.HasSD), lo, hi, {}}}
	}
	lo, hi := ends(x.Gap.Mean, report.Gap)
	return report.Row{Strong: true, Ref: dimRef(v.study, d), Cells: append([]report.Cell{textCell(label), numCell(report.Count, x.Gap.Mean.N),
		cell(x.Expectation.Mean, report.Mean), cell(x.Perception.Mean, report.Mean), cell(x.Gap.Mean, report.Gap), sdCell(x.Gap.SD, x.Gap.HasSD), lo, hi,
		cell(x.Gap.Dz, report.Mean), pCell(x.Gap.Test), bhCell(x.Gap.Test)}, classCells(x.Gap)...)}
}

func (v *view) itemRow(i int) report.Row {
	it := v.card.Items[i]
	label := v.study.Items[i].Label
	if !v.twoSided() {
		lo, hi := ends(it.Perception.Mean, report.Mean)
		return report.Row{Level: 1, Ref: "mean/" + v.study.Items[i].ID, Cells: []report.Cell{textCell(label), numCell(report.Count, it.Perception.Mean.N),
			cell(it.Perception.Mean, report.Mean), sdCell(it.Perception.SD, it.Perception.HasSD), lo, hi, shareIf(it.Perception.Mean, it.Perception.Ceiling)}}
	}
	lo, hi := ends(it.Gap.Mean, report.Gap)
	return report.Row{Level: 1, Ref: itemRef(v.study, i), Cells: append([]report.Cell{textCell(label), numCell(report.Count, it.Gap.Mean.N),
		cell(it.Expectation.Mean, report.Mean), cell(it.Perception.Mean, report.Mean), cell(it.Gap.Mean, report.Gap), sdCell(it.Gap.SD, it.Gap.HasSD), lo, hi,
		cell(it.Gap.Dz, report.Mean), pCell(it.Gap.Test), bhCell(it.Gap.Test)}, classCells(it.Gap)...)}
}

// belowNum writes the share of customers below expectation as classCells does.
func belowNum(c servqual.Contrast) string { return classCells(c)[0].Number.Format(lang.Zh) }

// classCells are the shares of customers below, at and above expectation, to
// one decimal by largest remainder: they add to 100 as printed (method A.0).
func classCells(c servqual.Contrast) []report.Cell {
	if !c.Mean.Defined {
		return make([]report.Cell, 3)
	}
	var out []report.Cell
	for _, x := range report.LargestRemainder([]float64{c.Below, c.Met, c.Above}, 1) {
		out = append(out, numCell(report.Percent, x))
	}
	return out
}
