package compose

import (
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// regionalIndices is the stated weights and the indices of each unit.
func regionalIndices(r *regional) *report.Section {
	fields := r.scoreFields()
	s := &report.Section{Title: lang.T("权重与指数", "Weights and indices")}
	if len(fields) == 0 && !r.u.Weighted {
		s.Finding = lang.T("没有收集权重、总体满意度或推荐意愿。", "No points, overall satisfaction or recommendation were asked.")
		s.Blocks = []report.Block{report.Absent{What: s.Title, Collect: lang.T("需要各维度的100分分配、总体满意度或推荐意愿", "needs the 100 points, overall satisfaction or likelihood to recommend")}}
		return s
	}
	s.Finding = r.indexFinding()
	for _, f := range fields {
		if r.study.Promotes(f.Name) {
			s.Blocks = append(s.Blocks, report.FigureBlock{Figure: r.npsFigure(), Reading: lang.T("点为净推荐值，细线为置信区间；答卷少时区间很宽，差十几分也可能只是偶然。", "Dots are net promoter scores, lines their intervals: with few responses a dozen points may be chance.")})
		}
	}
	if len(fields) > 0 {
		s.Blocks = append(s.Blocks, r.indexByUnit(fields))
	}
	if r.u.Weighted {
		s.Blocks = append(s.Blocks, r.weightsByUnit())
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: []lang.Text{lang.F("区间：%s；净推荐值 = 推荐者（9–10）占比 − 贬损者（0–6）占比。各单位的指数未作多重比较校正，只供参考。", "Intervals: %s; net promoter score = share of 9–10 less share of 0–6. The units' indices are not corrected for being many; take them as background.", level(r.Level))}})
	return s
}

func (r *regional) scoreFields() []survey.Field {
	var out []survey.Field
	for _, f := range r.study.Fields {
		if f.Kind == survey.ScoreField && r.now.OutcomeFreq(f.Name).N() > 0 {
			out = append(out, f)
		}
	}
	return out
}

func (r *regional) indexFinding() lang.Text {
	if r.u.Weighted {
		heavy := 0
		for d, x := range r.card.Dimensions {
			if x.Weight > r.card.Dimensions[heavy].Weight {
				heavy = d
			}
		}
		out := lang.F("客户分给%s的权重最高（平均 %s 分）", "Customers give %s the most points (%s on average)", r.study.Dimensions[heavy].Label, pointsNum(r.card.Dimensions[heavy].Weight))
		if e := stats.NPS(r.now.OutcomeFreq(survey.FieldRecommend), r.Level); e.Defined && r.study.Promotes(survey.FieldRecommend) {
			return lang.F("%s；区域净推荐值 %s%s。", "%s; the region's net promoter score is %s%s.", out, scoreNum(e.Value), interval(e, report.Score))
		}
		return lang.F("%s。", "%s.", out)
	}
	return lang.T("各单位的指数及区间如下。", "The indices of the units with their intervals.")
}

// withhold says of which units a measure is withheld; n counts the respondents
// whom a unit has for it.
func (r *regional) withhold(n func(*view) float64) []bool {
	ns := make([]int64, len(r.u.Names))
	for i := range ns {
		ns[i] = int64(n(r.unitView(i)))
	}
	return r.u.Withhold(ns)
}

// withholdField says of which units a numeric field's index is withheld.
func (r *regional) withholdField(name string) []bool {
	return r.withhold(func(v *view) float64 { return v.now.OutcomeFreq(name).N() })
}

// fieldEstimate is a numeric field's index: the net promoter score, or the mean.
func (r *regional) fieldEstimate(v *view, f survey.Field) (stats.Estimate, report.Kind) {
	freq := v.now.OutcomeFreq(f.Name)
	if r.study.Promotes(f.Name) {
		return stats.NPS(freq, r.Level), report.Score
	}
	return stats.MeanCI(freq, r.Level), report.Mean
}

func (r *regional) indexByUnit(fields []survey.Field) report.Table {
	t := report.Table{ID: "unit-indices", Title: lang.T("各单位的指数", "Indices of the units"), Columns: []report.Column{column("unit", lang.T("单位", "Unit"))}}
	for _, f := range fields {
		label := f.Label
		if r.study.Promotes(f.Name) {
			label = lang.T("净推荐值（NPS）", "Net promoter score")
		}
		t.Columns = append(t.Columns, grouped(f.Name, lang.T("值", "Value"), label), grouped(f.Name+"-lo", lang.T("下限", "Low"), label), grouped(f.Name+"-hi", lang.T("上限", "High"), label), grouped(f.Name+"-n", lang.T("n", "n"), label))
	}
	csi := r.twoSided() || r.study.Asks(survey.Importance)
	if csi {
		t.Columns = append(t.Columns, column("csi", lang.T("CSI（%）", "CSI (%)")))
	}
	hide, hideCSI := make([][]bool, len(fields)), r.withhold(func(v *view) float64 { return r.csi(v).N })
	for k, f := range fields {
		hide[k] = r.withholdField(f.Name)
	}
	add := func(label lang.Text, v *view, i int) {
		row := report.Row{Strong: i < 0, Cells: []report.Cell{textCell(label)}}
		for k, f := range fields {
			e, kind := r.fieldEstimate(v, f)
			if i >= 0 && hide[k][i] {
				few := r.withheldCell(int64(e.N))
				row.Cells = append(row.Cells, few, few, few, few)
				continue
			}
			lo, hi := ends(e, kind)
			row.Cells = append(row.Cells, cell(e, kind), lo, hi, numCell(report.Count, e.N))
		}
		if csi {
			x := cell(r.csi(v), report.Percent)
			if i >= 0 && hideCSI[i] {
				x = r.withheldCell(int64(r.csi(v).N))
			}
			row.Cells = append(row.Cells, x)
		}
		t.Rows = append(t.Rows, row)
	}
	for _, i := range r.u.Order() {
		add(r.name(i), r.unitView(i), i)
	}
	add(lang.T("全部答卷", "All responses"), r.view, -1)
	return t
}

// csi is the customer satisfaction index in percent.
func (r *regional) csi(v *view) stats.Estimate {
	return index.SatisfactionIndex(v.now, r.indexOptions()).Percent
}

func (r *regional) npsFigure() chart.Caterpillar {
	region := stats.NPS(r.now.OutcomeFreq(survey.FieldRecommend), r.Level)
	c := chart.Caterpillar{Meta: chart.Meta{ID: "caterpillar-nps", Title: lang.T("各单位的净推荐值", "Net promoter score of the units"), Sub: r.when(), Note: r.whiskers(),
		Alt: lang.T("各单位净推荐值及区间，数值见下表。", "Net promoter scores of the units with intervals; the numbers are in the table.")},
		Axis: chart.Axis{Label: lang.T("净推荐值", "Net promoter score"), Signed: true}, Centre: chart.At(region.Value), CentreLabel: lang.T("全部答卷", "All responses")}
	hide := r.withholdField(survey.FieldRecommend)
	for _, i := range r.u.Order() {
		row := chart.UnitRow{Label: r.name(i), Value: chart.None(withheldWord.In(r.Lang.Single()[0]))}
		f := r.unitView(i).now.OutcomeFreq(survey.FieldRecommend)
		if f.N() < float64(r.Cells.Mean) {
			row.Value = chart.None(fewText(r.Cells.Mean))
		}
		if !hide[i] {
			row.Value = value(stats.NPS(f, r.Level), "unit/"+r.u.Names[i]+"/nps")
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

func (r *regional) weightsByUnit() report.Table {
	t := report.Table{ID: "unit-weights", Title: lang.T("各单位客户给出的权重（100分）", "Points of the units' customers (of 100)"), Columns: []report.Column{column("unit", lang.T("单位", "Unit")), column("n", lang.T("n", "n"))}}
	for _, dim := range r.study.Dimensions {
		t.Columns = append(t.Columns, column("w-"+dim.ID, dim.Label))
	}
	valid := func(v *view) float64 { n, _, _ := v.now.WeightCounts(); return float64(n) }
	hide := r.withhold(valid)
	add := func(label lang.Text, v *view, i int) {
		row := report.Row{Strong: i < 0, Cells: []report.Cell{textCell(label), numCell(report.Count, valid(v))}}
		for d := range r.study.Dimensions {
			c := r.withheldCell(int64(valid(v)))
			if w, _, ok := v.now.Weight(d); ok && (i < 0 || !hide[i]) {
				c = numCell(report.Points, w)
			}
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	for _, i := range r.u.Order() {
		add(r.name(i), r.unitView(i), i)
	}
	add(lang.T("全部答卷", "All responses"), r.view, -1)
	return t
}

// regionalUse is the last page of the common part: what to do with it and what
// not, and where the figures came from.
func regionalUse(r *regional) *report.Section {
	list := func(title lang.Text, tone report.Tone, items ...lang.Text) report.List {
		l := report.List{Title: title, Tone: tone}
		for _, t := range items {
			l.Items = append(l.Items, report.ListItem{Text: t})
		}
		return l
	}
	s := &report.Section{
		Title:   lang.T("使用说明与方法", "Notes for use, and method"),
		Finding: lang.T("用它决定去哪里学、先改什么；不要用它排座次、定奖惩。", "Use it to decide where to learn and what to mend first, not to rank people or set pay."),
		Blocks: []report.Block{
			list(lang.T("可以做", "Do"), report.Good,
				lang.T("到标杆单位看具体做法，先看距离最大的题项。", "Visit the best practice, beginning with the item where the distance is largest."),
				lang.T("对低于一般水平的单位，先看分页上的优先改进。", "For a unit below the usual level begin with the priorities on its page."),
				lang.T("下一期用同样的问卷和方式再测，看变化是否超出波动。", "Measure again with the same form and in the same way, and see whether the change is beyond noise.")),
			list(lang.T("不要做", "Don't"), report.Caution,
				lang.T("不要据“无可靠差别”一档发奖金或处罚。", "Don't reward or punish on the tier “not told apart”."),
				lang.T("不要只看名次：名次区间宽，说明数据分不出先后。", "Don't look at ranks alone: a wide interval says that the data can't order them."),
				lang.T("不要拿答卷不足的单位作结论，先多收集。", "Don't conclude on units with too few responses; collect more first.")),
			list(lang.T("方法", "Method"), report.Plain,
				lang.F("区间：%s；均值用t分布。", "Intervals: %s; t for means.", level(r.Level)),
				lang.F("档次：与未被划出的单位的等权平均比较，界限取自答卷在单位间随机重排时的最大差别；与两两比较合计的误判概率不超过 %s。", "Tiers: against the mean of the units not set apart, each alike; the threshold is that of the largest difference when respondents are permuted among units; together with the pairs at most %s chance of error.", shareNum(r.u.Options.Alpha)),
				lang.F("隐私：少于 %d 份的单位隐去；只隐去一家会被倒推时，另隐去答卷最少的一家。单位×期次的格子按行、列合计都推不出来为止。", "Privacy: units under %d responses are withheld, and the next smallest too where one alone could be worked out. Unit-by-wave cells are withheld until neither row nor column totals give them away.", r.Cells.Mean),
				lang.T("出处：DerSimonian & Laird 1986；Spiegelhalter 2005；Goldstein & Spiegelhalter 1996；Games & Howell 1976；Holm 1979；Nelson & Dudewicz 2002。", "Sources: DerSimonian & Laird 1986; Spiegelhalter 2005; Goldstein & Spiegelhalter 1996; Games & Howell 1976; Holm 1979; Nelson & Dudewicz 2002.")),
			r.settings(),
		},
	}
	if r.Summary != nil {
		s.Blocks = append(s.Blocks, r.provenance())
	}
	return s
}
