package compose

import (
	"fmt"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// regionalHeatmap is units × dimensions, coloured by how far beyond chance each
// lies from the usual level.
func regionalHeatmap(r *regional) *report.Section {
	return &report.Section{
		Title:   lang.T("各维度热力图", "Dimensions of every unit"),
		Finding: r.dimensionSentence(),
		Blocks: []report.Block{
			report.FigureBlock{Figure: r.heatmapFigure(), Reading: lang.T("格中数字是得分，颜色是与该列一般水平的差别（z值，±3处最深）：颜色浅的格子，差别可能只是偶然；斜线格为隐去。", "Numbers are scores, colours the distance from the column's usual level in z (full at ±3): where the colour is pale the difference may be chance; hatched cells are withheld.")},
		},
	}
}

// dimensionSentence counts the units set apart on each dimension.
func (r *regional) dimensionSentence() lang.Text {
	best, k := -1, 0
	for d, c := range r.u.Dimensions {
		apart := 0
		for _, x := range c.Units {
			if x.Tier == stats.TierAbove || x.Tier == stats.TierBelow {
				apart++
			}
		}
		if apart > k {
			best, k = d, apart
		}
	}
	if best < 0 {
		return lang.T("在任何一个维度上，都没有哪家单位与一般水平有可靠差别。", "On no dimension can any unit be told from the usual level.")
	}
	return lang.F("单位之间差别最明显的维度是%s：%d 家与一般水平有可靠差别。", "Units differ most on %s: %d can be told from the usual level.", r.study.Dimensions[best].Label, k)
}

// fullColour is the z at which a heat map's colour is full.
const fullColour = 3

func (r *regional) heatmapFigure() chart.Heatmap {
	h := chart.Heatmap{
		Meta: chart.Meta{ID: "heatmap-dimensions", Title: lang.T("各单位、各维度的得分", "Scores of units by dimension"), Sub: lang.F("%s，n = %s", "%s, n = %s", r.when(), count(float64(r.now.N()))),
			Alt: lang.T("热力图：各单位各维度得分，颜色为与一般水平的差别。", "Heat map of scores by unit and dimension, coloured by distance from the usual level.")},
		Axis: chart.Axis{Decimals: 2, Signed: r.twoSided()}, Span: fullColour, NHead: lang.T("n", "n"),
		Low: lang.T("低于一般水平", "below the usual level"), High: lang.T("高于一般水平", "above it"),
	}
	for _, dim := range r.study.Dimensions {
		h.Columns = append(h.Columns, dim.Label)
	}
	for _, i := range r.u.Order() {
		row := chart.HeatRow{Label: r.name(i), N: float64(r.u.N[i])}
		for _, c := range r.u.Dimensions {
			row.Cells = append(row.Cells, r.heatCell(c, i))
		}
		h.Rows = append(h.Rows, row)
	}
	total := chart.HeatRow{Label: lang.T("全部答卷", "All responses"), N: float64(r.now.N()), Strong: true}
	for _, c := range r.u.Dimensions {
		total.Cells = append(total.Cells, chart.HeatCell{Value: plain(c.Region).As(c.Ref)})
	}
	h.Rows = append(h.Rows, total)
	return h
}

func (r *regional) heatCell(c *gap.Comparison, i int) chart.HeatCell {
	x := c.Units[i]
	if !x.Shown {
		return chart.HeatCell{Value: r.missing(c, i)}
	}
	out := chart.HeatCell{Value: plain(x.Mean).As(r.ref(c, i))}
	if x.Test.Defined {
		out.Shade = max(-fullColour, min(fullColour, x.Test.Statistic))
	}
	return out
}

// regionalCaterpillars is a small caterpillar for each dimension; with many
// units two to a page, or nobody could read them.
func regionalCaterpillars(r *regional) *report.Section {
	figures := r.dimensionCaterpillars()
	each := len(figures)
	if len(r.u.Names) > mostSmall {
		each = 2
	}
	reading := lang.T("每幅小图是一个维度，横轴相同，先按档次、再按得分排列；粗线（±1.39倍标准误）不重叠的两家，差别才值得注意。", "Each small chart is a dimension on the same axis, the units by tier and then by score; only where thick bars (±1.39 SE) do not overlap is a difference between two units worth attention.")
	s := &report.Section{Title: lang.T("逐维度比较", "Dimension by dimension"), Finding: r.profileSentence()}
	for k := 0; k < len(figures); k += each {
		g := chart.Grid{Meta: chart.Meta{ID: fmt.Sprintf("caterpillar-dimensions-%d", k/each+1), Title: lang.T("各维度的单位得分", "Units on each dimension"), Sub: lang.F("%s，n = %s", "%s, n = %s", r.when(), count(float64(r.now.N()))),
			Alt: lang.T("小图：每个维度上各单位得分及区间。", "Small charts: scores and intervals of the units on each dimension.")},
			Columns: 2, Figures: figures[k:min(k+each, len(figures))]}
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: g, Reading: reading})
		reading = lang.Text{}
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: []lang.Text{lang.T("±1.39倍标准误：两条同样长的线刚好不重叠时，差别在5%水平上显著（Goldstein & Healy 1995）；看很多对时仍会有偶然，两两结论以下一章为准。", "±1.39 SE: two bars of equal length just fail to overlap when the difference is significant at 5% (Goldstein & Healy 1995); with many pairs some will be chance, for pairs trust the next chapter.")}})
	return s
}

// dimensionCaterpillars are all on one axis.
func (r *regional) dimensionCaterpillars() []chart.Figure {
	var axis chart.Range
	first := true
	for _, c := range r.u.Dimensions {
		for _, x := range c.Units {
			if !x.Shown || !x.Mean.HasInterval() {
				continue
			}
			if first {
				axis.Min, axis.Max, first = x.Mean.Lo, x.Mean.Hi, false
			}
			axis.Min, axis.Max = min(axis.Min, x.Mean.Lo), max(axis.Max, x.Mean.Hi)
		}
	}
	label := lang.T("差距", "Gap")
	if !r.twoSided() {
		label = lang.T("平均分", "Mean")
	}
	var out []chart.Figure
	for d, c := range r.u.Dimensions {
		f := r.caterpillar(c, fmt.Sprintf("caterpillar-dimension-%d", d+1), r.study.Dimensions[d].Label, r.study.Dimensions[d].Label)
		f.Sub, f.Note, f.CentreLabel = lang.Text{}, lang.Text{}, lang.Text{}
		f.Axis = chart.Axis{Label: label, Decimals: 1, Signed: r.twoSided(), Range: axis}
		out = append(out, f)
	}
	return out
}

// profileSentence names units whose place differs between dimensions: above on
// one, below on another.
func (r *regional) profileSentence() lang.Text {
	var mixed []int
	for i := range r.u.Names {
		up, down := false, false
		for _, c := range r.u.Dimensions {
			up = up || c.Units[i].Tier == stats.TierAbove
			down = down || c.Units[i].Tier == stats.TierBelow
		}
		if up && down {
			mixed = append(mixed, i)
		}
	}
	if len(mixed) == 0 {
		return lang.T("没有单位在一个维度上高于一般水平、在另一个维度上又低于一般水平：高低是整体性的。", "No unit is above the usual level on one dimension and below it on another: units are better or worse throughout.")
	}
	return lang.F("%s有长有短：在有的维度上高于一般水平，在有的维度上低于一般水平。", "Above the usual level on some dimensions and below on others: %s.", r.names(mixed, 6))
}
