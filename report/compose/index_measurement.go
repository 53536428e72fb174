package compose

import (
	"servqual/report"
	"servqual/servqual"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// alphaAcceptable and alphaRedundant bound what is called a usable reliability
// (method A.8); above the upper one items are redundant, or made up.
const (
	alphaAcceptable = 0.70
	alphaRedundant  = 0.95
	itemTotalLeast  = 0.30
)

// measurementSection is the quality of the measurement: reliability of each
// side, item by item, and what the gap scores are worth.
func measurementSection(v *view) *report.Section {
	title := lang.T("测量质量", "Measurement quality")
	if s := v.tooFew(title, "15 信度"); s != nil {
		return s
	}
	p := index.Differences(v.now, v.driverOutcome(), v.indexOptions())
	s := &report.Section{Title: title, Sheet: "15 信度", Finding: lang.F("%s%s", "%s%s", v.reliabilitySentence(), v.differenceClause(p))}
	s.Blocks = append(s.Blocks, v.alphaTable(), v.itemTotalTable())
	notes := []lang.Text{
		lang.T("α：低于0.60差，0.60–0.70偏低，0.70–0.80可接受，0.80–0.90良好；高于0.95说明题项重复，或答卷可疑。α高不能证明数据真实。", "Alpha: below .60 poor, .60–.70 weak, .70–.80 acceptable, .80–.90 good; above .95 items are redundant or answers doubtful. A high alpha proves nothing about genuineness."),
		lang.T("α及题项—总分相关依据该维度全部题项都作答的答卷；区间按Feldt、Woodruff与Salih（1987）。", "Alpha and item–total correlations rest on responses with every item of the dimension; intervals by Feldt, Woodruff & Salih 1987."),
	}
	if p.Defined {
		s.Blocks = append(s.Blocks, v.differenceTable(p), report.Paragraph{Text: v.predictionSentence(p.Prediction)})
		if x := p.Prediction; x.Defined {
			s.Blocks = append(s.Blocks, report.Facts{Facts: []report.Fact{
				{Label: lang.T("调整后R²，由感知预测", "Adjusted R² from perceptions"), Value: lang.Same(coefNum(x.Perceptions))},
				{Label: lang.T("调整后R²，由差距预测", "Adjusted R² from gaps"), Value: lang.Same(coefNum(x.Gaps))}}})
		}
		notes = append(notes, lang.T("差值得分：Peter、Churchill与Brown（1993）。预测力低于感知并不意味着差距没有诊断价值，只说明它不宜用来预测总体评价。", "Difference scores: Peter, Churchill & Brown 1993. Predicting less than perceptions does not take away a gap's worth for diagnosis; it is a poor predictor of the overall rating."))
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: append(notes, v.alphaNotes()...)})
	return s
}

// differenceClause ends the finding: what the gap scores can't do, or a full
// stop.
func (v *view) differenceClause(p index.DifferencePanel) lang.Text {
	var restricted, mirrors []lang.Text
	for _, r := range p.Dimensions {
		label := v.study.Dimensions[r.Index].Label
		if r.Restricted {
			restricted = append(restricted, label)
		}
		if r.Mirrors {
			mirrors = append(mirrors, label)
		}
	}
	switch {
	case len(mirrors) > 0:
		return lang.F("；但%s的差距几乎只是感知的镜像。", "; but for %s the gap is little more than a mirror of the perceptions.", join(mirrors))
	case len(restricted) > 0:
		return lang.F("；但客户对%s的期望彼此差别不大，差距主要反映感知。", "; but customers hardly differ in what they expect of %s, so gaps there mostly reflect perceptions.", join(restricted))
	}
	return lang.T("。", ".")
}

// reliabilityMeasures are the measures whose alpha is printed.
func (v *view) reliabilityMeasures() []tally.Measure {
	var out []tally.Measure
	for _, m := range []tally.Measure{tally.E, tally.P, tally.Gap, tally.Min, tally.Des, tally.Imp} {
		if v.now.Plan().Has(m) {
			out = append(out, m)
		}
	}
	return out
}

func measureName(m tally.Measure) lang.Text {
	if m == tally.Gap {
		return lang.T("差距", "Gap")
	}
	return m.Plus.Label()
}

func (v *view) reliabilitySentence() lang.Text {
	m := v.main()
	var low, high []lang.Text
	known := 0
	for _, d := range v.card.Dimensions {
		a := d.Alpha[m].Alpha
		if !a.Defined || v.study.Dimensions[d.Index].Apart() {
			continue
		}
		known++
		switch label := v.study.Dimensions[d.Index].Label; {
		case a.Value < alphaAcceptable:
			low = append(low, label)
		case a.Value > alphaRedundant:
			high = append(high, label)
		}
	}
	what := lang.T("差距得分", "gap scores")
	if m == tally.P {
		what = lang.T("感知得分", "perception scores")
	}
	switch {
	case known == 0:
		return lang.T("没有维度可以计算信度", "Reliability can't be computed for any dimension")
	case len(low) > 0:
		return lang.F("%s的信度不足（α低于0.70）的维度有 %d 个：%s，解读时要谨慎", "The %[1]s are not reliable enough (alpha below .70) on %[3]s; read them with care", what, len(low), join(low))
	case len(high) > 0:
		return lang.F("%s的信度都达到0.70，但%s高于0.95：题项可能重复，或答卷可疑", "All %s reach alpha .70, but %s lies above .95: items may be redundant or answers doubtful", what, join(high))
	}
	return lang.F("%d 个维度%s的信度都达到可接受水平（α不低于0.70）", "All %d dimensions measure reliably enough (alpha of the %s is .70 or more)", known, what)
}

func (v *view) alphaTable() report.Table {
	t := report.Table{ID: "alpha", Title: lang.T("各维度的信度", "Reliability by dimension"), Columns: []report.Column{
		column("dimension", lang.T("维度", "Dimension")), column("items", lang.T("题数", "Items")), column("n", lang.T("n", "n"))}}
	ms := v.reliabilityMeasures()
	for _, m := range ms {
		g := measureName(m)
		t.Columns = append(t.Columns, grouped("alpha-"+measureKey(m), lang.T("α", "α"), g), grouped("lo-"+measureKey(m), lang.T("下限", "Low"), g), grouped("hi-"+measureKey(m), lang.T("上限", "High"), g))
	}
	for _, d := range v.card.Dimensions {
		items := v.study.ItemsOf(d.Index)
		row := report.Row{Ref: "alpha/" + v.study.Dimensions[d.Index].ID, Cells: []report.Cell{
			textCell(v.study.Dimensions[d.Index].Label), numCell(report.Count, float64(len(items))), numCell(report.Count, float64(d.Complete))}}
		for _, m := range ms {
			a := d.Alpha[m].Alpha
			c := cell(a, report.Coef)
			if a.Defined && (a.Value < alphaAcceptable || a.Value > alphaRedundant) {
				c.Tone = report.Caution
			}
			lo, hi := ends(a, report.Coef)
			row.Cells = append(row.Cells, c, lo, hi)
		}
		t.Rows = append(t.Rows, row)
		if len(items) == 2 {
			t.Rows = append(t.Rows, v.spearmanBrownRow(d, ms))
		}
	}
	return t
}

// spearmanBrownRow stands below a dimension of two items, where it says more
// than alpha.
func (v *view) spearmanBrownRow(d servqual.DimensionScore, ms []tally.Measure) report.Row {
	row := report.Row{Level: 1, Cells: []report.Cell{textCell(lang.T("Spearman–Brown（两题）", "Spearman–Brown (two items)")), {}, {}}}
	for _, m := range ms {
		row.Cells = append(row.Cells, cell(stats.SpearmanBrown(v.now.DimCross(d.Index, m)), report.Coef), report.Cell{}, report.Cell{})
	}
	return row
}

func (v *view) itemTotalTable() report.Table {
	t := report.Table{ID: "item-total", Title: lang.T("题项分析", "Item analysis"), Columns: []report.Column{column("item", lang.T("题项", "Item"))}}
	ms := v.reliabilityMeasures()
	for _, m := range ms {
		g := measureName(m)
		t.Columns = append(t.Columns, grouped("citc-"+measureKey(m), lang.T("题项—总分相关", "Item–total r"), g), grouped("dropped-"+measureKey(m), lang.T("删除后α", "α if dropped"), g))
	}
	for _, d := range v.card.Dimensions {
		t.Rows = append(t.Rows, report.Row{Strong: true, Cells: append([]report.Cell{textCell(v.study.Dimensions[d.Index].Label)}, make([]report.Cell, 2*len(ms))...)})
		for k, i := range v.study.ItemsOf(d.Index) {
			row := report.Row{Level: 1, Ref: "item-total/" + v.study.Items[i].ID, Cells: []report.Cell{textCell(v.labelOf(index.Items, i))}}
			for _, m := range ms {
				row.Cells = append(row.Cells, itemCells(d.Alpha[m], k)...)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	t.Notes = []lang.Text{lang.T("题项—总分相关低于0.30（标出）的题项与同维度其他题项不一致；“删除后α”高于该维度α，说明去掉它更一致。负值多半是反向题没有转换。",
		"Items below .30 (marked) do not go with the others of their dimension; an α if dropped above the dimension's α says it would hang together better without. A negative value is most often a reversed item not recoded.")}
	return t
}

func itemCells(r servqual.Reliability, k int) []report.Cell {
	if k >= len(r.ItemTotal) || k >= len(r.Dropped) {
		return []report.Cell{{}, {}}
	}
	c := cell(r.ItemTotal[k], report.Coef)
	if e := r.ItemTotal[k]; e.Defined && e.Value < itemTotalLeast {
		c.Tone = report.Caution
	}
	dropped := cell(r.Dropped[k], report.Coef)
	if a := r.Alpha; a.Defined && r.Dropped[k].Defined && r.Dropped[k].Value > a.Value {
		dropped.Tone = report.Caution
	}
	return []report.Cell{c, dropped}
}

func (v *view) differenceTable(p index.DifferencePanel) report.Table {
	t := report.Table{ID: "difference", Title: lang.T("差距得分可信吗", "What the gap scores are worth"), Columns: []report.Column{
		column("dimension", lang.T("维度", "Dimension")), column("n", lang.T("n", "n")), column("reliability", lang.T("差值信度", "Reliability of P − E")),
		column("ratio", lang.T("方差比 E/P", "Variance E/P")), column("ceiling", lang.T("期望满分占比", "Top expectation")), column("rpe", lang.T("r(P, E)", "r(P, E)")), column("mirror", lang.T("r（差距，P）", "r(gap, P)")), column("verdict", lang.T("判断", "Verdict"))}}
	for _, r := range p.Dimensions {
		t.Rows = append(t.Rows, report.Row{Ref: "difference/" + v.study.Dimensions[r.Index].ID, Cells: []report.Cell{
			textCell(v.study.Dimensions[r.Index].Label), numCell(report.Count, r.N),
			marked(cell(r.Reliability, report.Coef), r.Unreliable), marked(cell(r.Ratio, report.Mean), r.Ratio.Defined && r.Ratio.Value < index.RestrictedVariance),
			marked(numCell(report.Share, r.Ceiling), r.Ceiling > index.CeilingShare), cell(r.RPE, report.Coef), marked(cell(r.Mirror, report.Coef), r.Mirrors), differenceVerdict(r)}})
	}
	t.Notes = []lang.Text{lang.T("标出的情形：差值信度低于0.70；期望方差不到感知的一半，或六成以上答案为满分（期望差别小）；差距与感知的相关高于0.9（差距只是感知的镜像）。",
		"Marked: reliability below .70; expectations vary less than half as much as perceptions, or over 60% of them at the top; correlation of gap and perception above .9 (the gap only mirrors perceptions).")}
	return t
}

func marked(c report.Cell, bad bool) report.Cell {
	if bad {
		c.Tone = report.Caution
	}
	return c
}

func differenceVerdict(r index.DifferenceRow) report.Cell {
	var said []lang.Text
	if r.Unreliable {
		said = append(said, lang.T("信度不足", "unreliable"))
	}
	if r.Restricted {
		said = append(said, lang.T("期望差别小", "expectations vary little"))
	}
	if r.Mirrors {
		said = append(said, lang.T("只是感知的镜像", "mirrors perceptions"))
	}
	if len(said) > 0 {
		return report.Cell{Text: join(said), Tone: report.Caution}
	}
	if !r.Reliability.Defined {
		return textCell(why(r.Reliability.Notes))
	}
	return textCell(lang.T("可用", "usable"))
}

func (v *view) predictionSentence(p index.Prediction) lang.Text {
	if !p.Defined {
		return lang.F("没有比较差距与感知的预测力：%s", "Gaps and perceptions were not compared as predictors: %s", why(p.Notes))
	}
	out := v.fieldLabel(p.Outcome)
	switch {
	case p.Perceptions > p.Gaps+0.02:
		return lang.F("预测%s时，感知（调整后R² %s）优于差距（%s）：要预测总体评价，看感知；要找改进方向，看差距。", "As predictors of %s perceptions (adjusted R² %s) do better than gaps (%s): use perceptions to predict, gaps to find where to improve.", out, coefNum(p.Perceptions), coefNum(p.Gaps))
	case p.Gaps > p.Perceptions+0.02:
		return lang.F("预测%s时，差距（调整后R² %[3]s）优于感知（%[2]s）。", "As predictors of %s gaps (adjusted R² %[3]s) do better than perceptions (%[2]s).", out, coefNum(p.Perceptions), coefNum(p.Gaps))
	}
	return lang.F("预测%s时，感知（调整后R² %s）与差距（%s）相当。", "As predictors of %s perceptions (adjusted R² %s) and gaps (%s) do equally well.", out, coefNum(p.Perceptions), coefNum(p.Gaps))
}

// alphaNotes words the footnotes of the alphas, each once.
func (v *view) alphaNotes() []lang.Text {
	var all [][]stats.Note
	for _, d := range v.card.Dimensions {
		for _, m := range v.reliabilityMeasures() {
			all = append(all, d.Alpha[m].Alpha.Notes)
		}
	}
	return indexNotes(all...)
}
