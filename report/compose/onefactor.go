package compose

import (
	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// oneFactorSection is omega, CR and AVE of each dimension from a one-factor
// model of its own, which needs fewer respondents than the model of all.
func oneFactorSection(v *view) *report.Section {
	if v.now.N() < v.Cells.Mean {
		return nil
	}
	t := report.Table{ID: "one-factor", Title: lang.T("各维度的 ω、组合信度与AVE", "Omega, composite reliability and AVE by dimension"), Columns: []report.Column{column("dimension", lang.T("维度", "Dimension"))}}
	ms := v.reliabilityMeasures()
	for _, m := range ms {
		g, k := measureName(m), measureKey(m)
		t.Columns = append(t.Columns, grouped("omega-"+k, lang.Same("ω"), g), grouped("cr-"+k, lang.Same("CR"), g), grouped("ave-"+k, lang.Same("AVE"), g))
	}
	var low, improper []lang.Text
	known := 0
	var notes []lang.Text
	for d := range v.study.Dimensions {
		if len(v.study.ItemsOf(d)) < 3 {
			continue
		}
		row := report.Row{Ref: "omega/" + v.study.Dimensions[d].ID, Cells: []report.Cell{textCell(v.study.Dimensions[d].Label)}}
		for _, m := range ms {
			q, fit := v.oneFactor(d, m)
			notes = append(notes, v.oneFactorNotes(d, m, q, fit)...)
			row.Cells = append(row.Cells, modelCell(q.Omega, alphaAcceptable), modelCell(q.CR, leastCR), modelCell(q.AVE, leastAVE))
			bad, judged := lowOrImproper(q)
			if c, _ := verdict.Scale(q.CR); c.Reason == verdict.Improper {
				improper = append(improper, lang.F("%s（%s）", "%s (%s)", v.study.Dimensions[d].Label, measureName(m)))
			}
			if m != v.main() || !judged {
				continue
			}
			known++
			if bad {
				low = append(low, v.study.Dimensions[d].Label)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	s := &report.Section{Title: lang.T("ω、组合信度与收敛效度", "Omega, composite reliability, convergent validity"), Sheet: "15 ω与AVE", Finding: oneFactorSentence(measureName(v.main()), known, low, improper)}
	if len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, t)
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: append([]lang.Text{
		lang.T("每个维度单独拟合单因子模型（最大似然，至少三题）：ω按McDonald（1999），用未标准化载荷；CR与AVE用标准化载荷，按Fornell与Larcker（1981）。CR低于0.70、AVE低于0.50的标出。", "A one-factor model for each dimension by itself (maximum likelihood, three items or more): omega after McDonald 1999 from unstandardised loadings; CR and AVE from standardised ones, Fornell & Larcker 1981. CR below .70 and AVE below .50 are marked."),
		lang.T("所有维度一起的模型、区分效度（Fornell–Larcker、HTMT）见 servqual factors。", "The model of all dimensions together and discriminant validity (Fornell–Larcker, HTMT): servqual factors."),
	}, notes...)})
	return s
}

// oneFactorNotes are the footnotes of one dimension's model on one measure.
func (v *view) oneFactorNotes(d int, m tally.Measure, q stats.CFAFactor, fit stats.CFAResult) []lang.Text {
	item := func(at int) lang.Text { return v.labelOf(index.Items, v.study.ItemsOf(d)[at]) }
	where := lang.F("%s（%s）", "%s (%s)", v.study.Dimensions[d].Label, measureName(m))
	if n := improperNote(where, q, item); !n.IsZero() {
		return []lang.Text{n}
	}
	var out []lang.Text
	for _, n := range structureNotes(item, fit.Notes) {
		out = append(out, lang.F("%s：%s", "%s: %s", where, n))
	}
	return out
}

func oneFactorSentence(what lang.Text, known int, low, improper []lang.Text) lang.Text {
	if len(improper) > 0 {
		return lang.F("%s%s的解不成立（见注），ω、CR、AVE未定义。", "%s The solution for %s is improper (see the notes), and ω, CR and AVE are not defined.",
			oneFactorSentence(what, known, low, nil), join(improper))
	}
	switch {
	case known == 0:
		return lang.T("没有维度可以拟合单因子模型。", "No dimension allows a one-factor model.")
	case len(low) == 0:
		return lang.F("%[2]s：%[1]d 个维度的CR都不低于0.70，AVE都不低于0.50，收敛效度达到。", "%[2]s: all %[1]d dimensions have CR of .70 and AVE of .50 or more: convergent validity holds.", known, what)
	}
	return lang.F("%[3]s：%[1]d 个维度中，%[2]s的CR低于0.70、AVE低于0.50或解不成立，收敛效度不足。", "%[3]s: CR is below .70, AVE below .50 or the solution improper for %[2]s (of %[1]d dimensions): convergent validity is wanting.", known, join(low), what)
}

// oneFactor fits one dimension on one measure.
func (v *view) oneFactor(d int, m tally.Measure) (stats.CFAFactor, stats.CFAResult) {
	return stats.OneFactor(v.now.DimCross(d, m))
}

// oneFactorJSON adds what the model of a dimension gives to its reliability.
func (v *view) oneFactorJSON(d int, m tally.Measure) (omega, cr, ave *FigureJSON, improper []string) {
	if len(v.study.ItemsOf(d)) < 3 {
		return nil, nil, nil, nil
	}
	q, _ := v.oneFactor(d, m)
	o, c, a := figureJSON(q.Omega), figureJSON(q.CR), figureJSON(q.AVE)
	return &o, &c, &a, improperIDs(q, func(at int) string { return v.study.Items[v.study.ItemsOf(d)[at]].ID })
}
