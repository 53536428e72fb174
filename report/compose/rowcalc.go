package compose

import (
	"fmt"

	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// rowCalc follows every respondent from the answers to the scores: change one
// answer and see item, dimension and weighted score move. The results beside
// the formulas come from tallying each respondent alone, by the same code as
// the report's.
func (v *view) rowCalc() *report.Calc {
	return &report.Calc{Title: calcTitle, Note: lang.T(
		"改动任何有底色的答案或权重，题项、维度和总分都会随之变化。规则与报告相同：两边都作答的题项不少于一半才计维度得分；权重合计须在100±5之内。",
		"Change any shaded answer or point and see item, dimension and total move. The rules are the report's: a dimension is scored when at least half of its items were answered on both sides; points must add up to 100±5."),
		Parts: []report.CalcPart{v.rowTotals(), v.rowItems(), v.rowAnswers()}}
}

// rowTotals averages the columns of the respondents.
func (v *view) rowTotals() report.CalcPart {
	p := report.CalcPart{ID: "scores", Title: lang.T("得分", "Scores"), Columns: []report.Column{column("what", lang.T("得分", "Score")), column("mean", lang.T("平均", "Mean")), column("n", lang.T("n", "n"))}}
	add := func(id, ref string, t lang.Text, k report.Kind, ok bool, mean, n float64) {
		r := report.CalcRow{ID: id, Ref: ref, Cells: []report.CalcCell{label(t)}, Strong: id == "sq" || id == "sqw"}
		if ok {
			r.Cells = append(r.Cells, formula(k, mean, fmt.Sprintf("AVERAGE([answers.%s])", id)), formula(report.Count, n, fmt.Sprintf("COUNT([answers.%s])", id)))
		}
		p.Rows = append(p.Rows, r)
	}
	for d, x := range v.card.Dimensions {
		id := v.study.Dimensions[d].ID
		add("d-"+id, dimRef(v.study, d), v.study.Dimensions[d].Label, report.Gap, x.Gap.Mean.Defined, x.Gap.Mean.Value, x.Gap.Mean.N)
	}
	o := v.card.Overall
	add("sq", "servqual/unweighted", lang.T("SERVQUAL（未加权）", "SERVQUAL, unweighted"), report.Gap, o.Unweighted.Defined, o.Unweighted.Value, o.Unweighted.N)
	if v.Rows.Weights != nil {
		add("sqw", "servqual/weighted", lang.T("SERVQUAL（加权）", "SERVQUAL, weighted"), report.Gap, o.Weighted.Defined, o.Weighted.Value, o.Weighted.N)
	}
	return p
}

func (v *view) rowItems() report.CalcPart {
	p := report.CalcPart{ID: "items", Title: lang.T("题项", "Items"), Columns: []report.Column{column("item", lang.T("题项", "Item")), column("gap", lang.T("差距", "Gap")), column("n", lang.T("n", "n"))}}
	for i, it := range v.study.Items {
		r := report.CalcRow{ID: it.ID, Ref: itemRef(v.study, i), Cells: []report.CalcCell{label(it.Label)}}
		if g := v.card.Items[i].Gap.Mean; g.Defined {
			r.Cells = append(r.Cells, formula(report.Gap, g.Value, fmt.Sprintf("AVERAGE([answers.g-%s])", it.ID)), formula(report.Count, g.N, fmt.Sprintf("COUNT([answers.g-%s])", it.ID)))
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}

// rowAnswers is one row for each respondent, without name, time or unit.
func (v *view) rowAnswers() report.CalcPart {
	p := report.CalcPart{ID: "answers", Title: lang.T("答案（已去除个人信息）", "Answers (no personal data)"), Columns: []report.Column{column("no", lang.T("序号", "No."))}}
	group := func(prefix string, t lang.Text) {
		for _, it := range v.study.Items {
			p.Columns = append(p.Columns, grouped(prefix+it.ID, it.Label, t))
		}
	}
	group("e-", survey.Expectation.Label())
	group("p-", survey.Perception.Label())
	if v.Rows.Weights != nil {
		for _, d := range v.study.Dimensions {
			p.Columns = append(p.Columns, grouped("w-"+d.ID, d.Label, lang.T("权重", "Points")))
		}
	}
	group("g-", lang.T("差距", "Gap"))
	for _, d := range v.study.Dimensions {
		p.Columns = append(p.Columns, grouped("d-"+d.ID, d.Label, lang.T("维度得分", "Dimension score")))
	}
	p.Columns = append(p.Columns, column("sq", lang.T("未加权", "Unweighted")))
	if v.Rows.Weights != nil {
		p.Columns = append(p.Columns, column("sqw", lang.T("加权", "Weighted")))
	}
	for r := range v.Rows.N {
		p.Rows = append(p.Rows, v.respondent(r))
	}
	return p
}

// respondent is one row: inputs, then the formulas with this respondent's own
// scores.
func (v *view) respondent(r int) report.CalcRow {
	one := tally.NewSet(v.now.Plan())
	one.Add(rowOf(v.Rows, r))
	t := one.Total()
	row := report.CalcRow{ID: fmt.Sprintf("R%d", r+1), Cells: []report.CalcCell{number(report.Count, float64(r+1))}}
	for _, side := range []survey.Side{survey.Expectation, survey.Perception} {
		for i := range v.study.Items {
			c := report.CalcCell{Input: true}
			if col := v.Rows.Answers[v.study.Slot(i, v.study.SideIndex(side))]; col != nil && col[r].Valid() {
				c.Number = report.N(v.pointKind(), v.study.Scale.Value(int(col[r])))
			}
			row.Cells = append(row.Cells, c)
		}
	}
	if v.Rows.Weights != nil {
		for d := range v.study.Dimensions {
			c := report.CalcCell{Input: true}
			if col := v.Rows.Weights[d]; col != nil && col[r] >= 0 {
				c.Number = report.N(report.Points, float64(col[r])/100)
			}
			row.Cells = append(row.Cells, c)
		}
	}
	for i, it := range v.study.Items {
		f := fmt.Sprintf(`IF(AND(ISNUMBER([e-%[1]s]),ISNUMBER([p-%[1]s])),[p-%[1]s]-[e-%[1]s],"")`, it.ID)
		row.Cells = append(row.Cells, meanCell(t.ItemFreq(i, tally.Gap).Mean, f))
	}
	return v.respondentScores(row, t)
}

func (v *view) respondentScores(row report.CalcRow, t *tally.Tally) report.CalcRow {
	dims := v.study.Dimensions
	for d := range dims {
		items := v.study.ItemsOf(d)
		span := fmt.Sprintf("[g-%s]:[g-%s]", v.study.Items[items[0]].ID, v.study.Items[items[len(items)-1]].ID)
		f := fmt.Sprintf(`IF(COUNT(%[1]s)>=%[2]d,AVERAGE(%[1]s),"")`, span, (len(items)+1)/2)
		row.Cells = append(row.Cells, meanCell(t.DimFreq(d, tally.Gap).Mean, f))
	}
	all := fmt.Sprintf("[d-%s]:[d-%s]", dims[0].ID, dims[len(dims)-1].ID)
	row.Cells = append(row.Cells, meanCell(t.TotalFreq(tally.Gap).Mean, fmt.Sprintf(`IF(COUNT(%[1]s)=%[2]d,AVERAGE(%[1]s),"")`, all, len(dims))))
	if v.Rows.Weights == nil {
		return row
	}
	points := fmt.Sprintf("[w-%s]:[w-%s]", dims[0].ID, dims[len(dims)-1].ID)
	f := fmt.Sprintf(`IF(AND(COUNT(%[1]s)=%[3]d,COUNT(%[2]s)=%[3]d,ABS(SUM(%[2]s)-100)<=%[4]d),SUMPRODUCT(%[2]s,%[1]s)/SUM(%[2]s),"")`, all, points, len(dims), tally.WeightTolerance)
	row.Cells = append(row.Cells, meanCell(t.WeightedFreq(tally.Gap).Mean, f))
	return row
}

// meanCell is a formula with the respondent's own score, or one that comes out
// empty.
func meanCell(mean func() (float64, bool), f string) report.CalcCell {
	if x, ok := mean(); ok {
		return formula(report.Gap, x, f)
	}
	return report.CalcCell{Formula: f}
}

// rowOf is a batch of one respondent's answers and points.
func rowOf(b *survey.Batch, r int) *survey.Batch {
	one := &survey.Batch{N: 1}
	for _, col := range b.Answers {
		if col == nil {
			one.Answers = append(one.Answers, nil)
			continue
		}
		one.Answers = append(one.Answers, col[r:r+1])
	}
	for _, col := range b.Weights {
		if col == nil {
			one.Weights = append(one.Weights, nil)
			continue
		}
		one.Weights = append(one.Weights, col[r:r+1])
	}
	return one
}
