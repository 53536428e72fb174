package compose

import (
	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// facets is the grid of dimensions by facets, where the instrument has them.
func facets(v *view) *report.Section {
	if len(v.study.Facets) == 0 || !v.twoSided() {
		return nil
	}
	t := report.Table{ID: "facets", Title: lang.T("维度 × 方面的平均差距", "Mean gap by dimension and facet"),
		Columns: []report.Column{column("dimension", lang.T("维度", "Dimension"))}}
	for _, f := range v.study.Facets {
		t.Columns = append(t.Columns, column("facet-"+f.ID, f.Label))
	}
	worst := stats.Estimate{}
	var where lang.Text
	for d, dim := range v.study.Dimensions {
		row := report.Row{Ref: dimRef(v.study, d), Cells: []report.Cell{textCell(dim.Label)}}
		for _, f := range v.study.Facets {
			e := v.facetGap(d, f.ID)
			row.Cells = append(row.Cells, cell(e, report.Gap))
			if e.Defined && (!worst.Defined || e.Value < worst.Value) {
				worst, where = e, lang.F("%s的%s方面", "%s, %s", dim.Label, f.Label)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	s := &report.Section{
		Title: lang.T("环境与员工", "Environment and staff"), Sheet: "03 维度",
		Finding: lang.T("没有可以计分的方面。", "No facet could be scored."),
		Blocks: []report.Block{t, report.Notes{Items: []lang.Text{
			lang.T("格中为该方面各题项平均差距的平均；空格表示量表没有这方面的题项。", "Each cell is the mean of its items' mean gaps; a dash means that the instrument has no such items."),
		}}},
	}
	if worst.Defined {
		s.Finding = lang.F("差距最大的是%s（%s）。", "The largest gap is %s (%s).", where, gapNum(worst.Value))
	}
	return s
}

// facetGap is the mean of the mean gaps of a dimension's items of one facet.
func (v *view) facetGap(d int, facet string) stats.Estimate {
	sum, k, n := 0.0, 0.0, 0.0
	for _, i := range v.study.ItemsOf(d) {
		if v.study.Items[i].Facet != facet {
			continue
		}
		f := v.now.ItemFreq(i, tally.Gap)
		m, ok := f.Mean()
		if !ok {
			continue
		}
		sum, k, n = sum+m, k+1, max(n, f.N())
	}
	if k == 0 {
		return stats.Estimate{}
	}
	return stats.Estimate{Defined: true, Value: sum / k, N: n}
}
