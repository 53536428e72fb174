package compose

import (
	"fmt"

	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
)

// calc is the workbook's live calculation. With the respondents' answers in
// the case it follows each of them to the scores of the report; without, it
// goes from the counts of answers to item and dimension gaps, which is all
// that can be shown without handing on rows.
func (v *view) calc() *report.Calc {
	if !v.twoSided() || v.now.N() < v.Cells.Distribution {
		return nil
	}
	if v.Rows != nil {
		return v.rowCalc()
	}
	return v.countCalc()
}

var calcTitle = lang.T("计算", "Calculation")

// countCalc goes from the joint counts of E and P to the weighted score.
func (v *view) countCalc() *report.Calc {
	c := &report.Calc{Title: calcTitle, Note: lang.T(
		"改动有底色的单元格（人数或权重），差距、维度和加权得分会随之变化。各维度先合并所有题项的答案再平均；有人漏答时，与报告中逐人计算的得分略有出入，两者都列出。",
		"Change a shaded cell (a count or a weight) and see the gap, the dimension and the weighted score move. Dimensions pool the answers of their items; where answers are missing this differs a little from the report's score per respondent, and both are shown.")}
	c.Parts = append(c.Parts, v.weightPart(), v.dimensionPart(), v.itemPart())
	for i := range v.study.Items {
		c.Parts = append(c.Parts, v.jointPart(i))
	}
	return c
}

func number(k report.Kind, x float64) report.CalcCell {
	return report.CalcCell{Number: report.N(k, x)}
}

func input(k report.Kind, x float64) report.CalcCell {
	return report.CalcCell{Number: report.N(k, x), Input: true}
}

func formula(k report.Kind, x float64, f string) report.CalcCell {
	return report.CalcCell{Number: report.N(k, x), Formula: f}
}

func label(t lang.Text) report.CalcCell { return report.CalcCell{Text: t} }

// weightPart is the total: Σ w·D / Σ w.
func (v *view) weightPart() report.CalcPart {
	p := report.CalcPart{ID: "total", Title: lang.T("总分", "Total"), Columns: []report.Column{
		column("what", lang.T("得分", "Score")), column("live", lang.T("公式", "By formula")), column("report", lang.T("报告（逐人计算）", "Report (per respondent)"))}}
	plain, weighted, points := 0.0, 0.0, 0.0
	for d, x := range v.card.Dimensions {
		g, _ := v.card.PooledGap(d)
		plain += g / float64(len(v.card.Dimensions))
		weighted += weightOf(x) * g
		points += weightOf(x)
	}
	o := v.card.Overall
	p.Rows = []report.CalcRow{
		{ID: "plain", Strong: true, Ref: "servqual/unweighted", Cells: []report.CalcCell{label(lang.T("SERVQUAL（未加权）", "SERVQUAL, unweighted")), formula(report.Gap, plain, "AVERAGE([dimensions.gap])"), number(report.Gap, o.Unweighted.Value)}},
		{ID: "weighted", Strong: true, Ref: "servqual/product-of-means", Cells: []report.CalcCell{label(lang.T("平均权重 × 平均差距", "Mean weights × mean gaps")), formula(report.Gap, weighted/points, "SUMPRODUCT([dimensions.weight],[dimensions.gap])/SUM([dimensions.weight])"), estimateCell(report.Gap, o.ProductOfMeans.Defined, o.ProductOfMeans.Value)}},
	}
	return p
}

func estimateCell(k report.Kind, ok bool, x float64) report.CalcCell {
	if !ok {
		return report.CalcCell{}
	}
	return number(k, x)
}

// dimensionPart pools the items of each dimension.
func (v *view) dimensionPart() report.CalcPart {
	p := report.CalcPart{ID: "dimensions", Title: lang.T("维度", "Dimensions"), Columns: []report.Column{
		column("dimension", lang.T("维度", "Dimension")), column("weight", lang.T("权重", "Weight")), column("gap", lang.T("差距（公式）", "Gap by formula")), column("report", lang.T("差距（报告，逐人计算）", "Gap in the report, per respondent"))}}
	for d, x := range v.card.Dimensions {
		g, ok := v.card.PooledGap(d)
		items := v.study.ItemsOf(d)
		first, last := v.study.Items[items[0]].ID, v.study.Items[items[len(items)-1]].ID
		span := func(col string) string { return fmt.Sprintf("[items.%s:%s]:[items.%s:%s]", col, first, col, last) }
		gap := report.CalcCell{}
		if ok {
			gap = formula(report.Gap, g, fmt.Sprintf("SUMPRODUCT(%s,%s)/SUM(%s)", span("n"), span("gap"), span("n")))
		}
		p.Rows = append(p.Rows, report.CalcRow{ID: v.study.Dimensions[d].ID, Ref: dimRef(v.study, d), Cells: []report.CalcCell{
			label(v.study.Dimensions[d].Label), input(report.Points, weightOf(x)), gap, estimateCell(report.Gap, x.Gap.Mean.Defined, x.Gap.Mean.Value)}})
	}
	return p
}

// itemPart takes n, means and gap of each item from its table of counts.
func (v *view) itemPart() report.CalcPart {
	p := report.CalcPart{ID: "items", Title: lang.T("题项", "Items"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("n", lang.T("n", "n")), column("e", lang.T("期望", "Expectation")), column("p", lang.T("感知", "Perception")), column("gap", lang.T("差距", "Gap"))}}
	for i, it := range v.study.Items {
		j := v.now.Joint(i, survey.Expectation, survey.Perception)
		n, e, pc := jointSums(j, v.study.Scale)
		codes := v.study.Codes()
		first, last := codes[0], codes[len(codes)-1]
		row := report.CalcRow{ID: it.ID, Ref: itemRef(v.study, i), Cells: []report.CalcCell{label(it.Label)}}
		if n > 0 {
			counts := fmt.Sprintf("[%s.p%d:e%d]:[%s.p%d:e%d]", jointID(it.ID), first, first, jointID(it.ID), last, last)
			es := fmt.Sprintf("[%s.e:e%d]:[%s.e:e%d]", jointID(it.ID), first, jointID(it.ID), last)
			ps := fmt.Sprintf("[%s.p%d:head]:[%s.p%d:head]", jointID(it.ID), first, jointID(it.ID), last)
			row.Cells = append(row.Cells,
				formula(report.Count, n, fmt.Sprintf("SUM(%s)", counts)),
				formula(report.Mean, e/n, fmt.Sprintf("SUMPRODUCT(%s*%s)/[n]", counts, es)),
				formula(report.Mean, pc/n, fmt.Sprintf("SUMPRODUCT(%s*%s)/[n]", counts, ps)),
				formula(report.Gap, v.card.Items[i].Gap.Mean.Value, "[p]-[e]"))
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

// jointSums adds up a joint table: respondents, Σ E and Σ P.
func jointSums(j [][]float64, s survey.Scale) (n, e, p float64) {
	for a := range j {
		for b, c := range j[a] {
			n, e, p = n+c, e+c*s.Value(s.Min+a), p+c*s.Value(s.Min+b)
		}
	}
	return n, e, p
}

func jointID(item string) string { return "counts-" + item }

// jointPart is one item's respondents by expectation (rows) and perception
// (columns): the cells a reader may change.
func (v *view) jointPart(i int) report.CalcPart {
	it, s := v.study.Items[i], v.study.Scale
	p := report.CalcPart{ID: jointID(it.ID), Title: lang.F("%s（%s）：行为期望，列为感知", "%s (%s): rows expectation, columns perception", it.Label, lang.Same(it.ID)),
		Columns: []report.Column{column("e", lang.T("期望＼感知", "E \\ P"))}}
	head := report.CalcRow{ID: "head", Cells: []report.CalcCell{{}}}
	codes, joint, kind := v.study.Codes(), v.now.Joint(i, survey.Expectation, survey.Perception), v.pointKind()
	for _, x := range codes {
		p.Columns = append(p.Columns, column(fmt.Sprintf("p%d", x), lang.F("感知 %s", "P %s", pointNum(v.study, x))))
		head.Cells = append(head.Cells, number(kind, s.Value(x)))
	}
	p.Rows = append(p.Rows, head)
	for _, x := range codes {
		r := report.CalcRow{ID: fmt.Sprintf("e%d", x), Cells: []report.CalcCell{number(kind, s.Value(x))}}
		for _, y := range codes {
			r.Cells = append(r.Cells, input(report.Count, joint[x-s.Min][y-s.Min]))
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}
