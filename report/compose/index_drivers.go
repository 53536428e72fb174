package compose

import (
	"cmp"
	"slices"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// driverSection is priorities II: what moves overall satisfaction, beside what
// customers say matters.
func driverSection(v *view) *report.Section {
	title := lang.T("驱动因素", "Key drivers")
	if s := v.tooFew(title, "07 驱动"); s != nil {
		return s
	}
	s := &report.Section{Title: title, Sheet: "07 驱动"}
	field := v.driverOutcome()
	if field == "" {
		s.Finding = lang.T("问卷没有询问总体满意度，无法分析驱动因素。", "The survey has no overall satisfaction question, so drivers can't be found.")
		s.Blocks = []report.Block{report.Absent{What: title, Collect: lang.T("需要一道总体满意度的问题", "needs a question on overall satisfaction")}}
		return s
	}
	over := index.Dimensions
	if len(v.batteryDims()) == 1 {
		over = index.Items // one dimension has nothing to weigh against
	}
	d := index.DriversOf(v.now, field, over, v.indexOptions())
	if !d.Defined {
		s.Finding = lang.F("无法分析%s的驱动因素：%s", "No drivers of %s: %s", v.fieldLabel(field), why(d.Notes))
		s.Blocks = []report.Block{report.Absent{What: title, Collect: lang.F("需要每个%s至少 10 份完整答卷", "needs ten complete responses for each %s", overName(over))}}
		return s
	}
	s.Finding = v.driverSentence(d)
	s.Blocks = []report.Block{
		report.FigureBlock{Figure: v.driverFigure(d),
			Reading: lang.F("条形是各%s在可解释差异中所占的份量，细线是区间；区间互相重叠的，先后次序不确定。", "Bars are each %s's part of what is explained, whiskers their intervals; where intervals overlap the order is not certain.", overName(d.Over))},
		v.driverTable(d),
	}
	s.Detail = v.kindBlocks(field)
	if t, ok := v.penaltyTable(field); ok {
		s.Detail = append(s.Detail, t)
	}
	s.Detail = append(s.Detail, report.Notes{Items: v.driverNotes(d)})
	return s
}

// overName names in a sentence what an analysis runs over, one of them.
func overName(o index.Over) lang.Text {
	if o == index.Items {
		return lang.T("题项", "item")
	}
	return lang.T("维度", "dimension")
}

var overHead = map[index.Over]lang.Text{index.Items: lang.T("题项", "Item"), index.Dimensions: lang.T("维度", "Dimension")}

func byShare(d index.Drivers) []index.Driver {
	out := slices.Clone(d.Drivers)
	slices.SortStableFunc(out, func(a, b index.Driver) int { return cmp.Compare(b.Johnson.Value, a.Johnson.Value) })
	return out
}

func (v *view) driverSentence(d index.Drivers) lang.Text {
	ranked := byShare(d)
	outcome := v.fieldLabel(d.Outcome)
	if d.R2 < 1e-9 || len(ranked) == 0 || !ranked[0].Johnson.Defined {
		return lang.F("各%[1]s的感知不能解释%[2]s的差别。", "Perceptions of the %[1]ss explain nothing of %[2]s.", overName(d.Over), outcome)
	}
	head := lang.F("各%[1]s的感知共解释了%[2]s差异的 %[3]s", "Perceptions of the %[1]ss explain %[3]s of the differences in %[2]s", overName(d.Over), outcome, shareNum(d.R2))
	var named []index.Driver
	for _, x := range ranked {
		if x.Claim.Made() {
			named = append(named, x)
		}
	}
	switch {
	case d.Claim.Reason == verdict.TooFew:
		return lang.F("%s；答卷太少，指不出驱动因素。", "%s; too few responses to name a driver.", head)
	case !d.Claim.Made():
		return lang.F("%s，没有超出抽样误差，指不出驱动因素。", "%s, no more than sampling noise: no driver can be named.", head)
	case len(named) == 0:
		return lang.F("%[1]s，但没有哪个%[2]s的份量超出随机变量，指不出驱动因素。", "%[1]s, but no %[2]s weighs more than a random variable would: no driver can be named.", head, overName(d.Over))
	case len(ranked) == 1:
		return lang.F("%s。", "%s.", head)
	}
	first := v.labelOf(d.Over, named[0].Index)
	if len(named) > 1 {
		second := v.labelOf(d.Over, named[1].Index)
		a, b := named[0].Johnson, named[1].Johnson
		if a.HasInterval() && b.HasInterval() && a.Lo < b.Hi {
			return lang.F("%s，份量最大的是%s（%s）和%s（%s），两者的先后不确定；这是相关，不是因果。", "%s; %s (%s of it) and %s (%s) weigh most, and which of them comes first is not certain. It is association, not effect.",
				head, first, shareNum(named[0].Share), second, shareNum(named[1].Share))
		}
	}
	return lang.F("%s，其中%s的份量最大（%s）；这是相关，不是因果。", "%s; %s weighs most (%s of it). It is association, not effect.", head, first, shareNum(named[0].Share))
}

// scaled is an estimate times a constant.
func scaled(e stats.Estimate, k float64) stats.Estimate {
	e.Value, e.Lo, e.Hi = k*e.Value, k*e.Lo, k*e.Hi
	return e
}

func (v *view) driverFigure(d index.Drivers) chart.Bars {
	f := chart.Bars{
		Meta: v.meta("bars-drivers", lang.F("什么影响%s", "What moves %s", v.fieldLabel(d.Outcome)),
			lang.F("条形图：各%s的相对权重及区间，数值见下表。", "Bars of the relative weight of each %s with its interval; the numbers are in the table.", overName(d.Over))),
		Axis: chart.Axis{Label: lang.T("解释的差异（占总差异的百分比）", "Differences explained (% of all)"), Percent: true, Decimals: 1},
	}
	f.Note = v.whiskers()
	g := chart.BarGroup{}
	for i, x := range byShare(d) {
		g.Bars = append(g.Bars, chart.Bar{Label: v.labelOf(d.Over, x.Index), Strong: i == 0, Value: value(scaled(x.Johnson, 100), "driver/"+v.codeOf(d.Over, x.Index))})
	}
	f.Groups = []chart.BarGroup{g}
	return f
}

func (v *view) driverTable(d index.Drivers) report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	weight := lang.T("相对权重", "Relative weight")
	t := report.Table{ID: "drivers", Title: lang.F("%s的驱动因素", "Drivers of %s", v.fieldLabel(d.Outcome)), Columns: []report.Column{
		column("dimension", overHead[d.Over]), column("r", lang.T("相关r", "r")), column("partial", lang.T("偏相关", "Partial")), column("beta", lang.T("β", "β")),
		column("vif", lang.T("VIF", "VIF")),
		grouped("share", lang.T("占比", "Share"), weight), grouped("johnson", lang.T("份量", "Weight"), weight), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci),
		column("lmg", lang.T("LMG", "LMG")),
	}}
	stated := slices.ContainsFunc(d.Drivers, func(x index.Driver) bool { return x.Stated.Defined })
	if stated {
		t.Columns = append(t.Columns, column("stated", lang.T("点数", "Points")))
	}
	for _, x := range byShare(d) {
		lo, hi := ends(x.Johnson, report.Coef)
		beta := numCell(report.Coef, x.Beta)
		if x.Suppress {
			beta.Tone = report.Caution
		}
		row := report.Row{Ref: "driver/" + v.codeOf(d.Over, x.Index), Cells: []report.Cell{
			textCell(v.labelOf(d.Over, x.Index)), cell(x.R, report.Coef), cell(x.Partial, report.Coef), beta, numCell(report.Mean, x.VIF),
			numCell(report.Share, x.Share), cell(x.Johnson, report.Coef), lo, hi, cell(x.LMG, report.Coef)}}
		if stated {
			row.Cells = append(row.Cells, cell(x.Stated, report.Points))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, v.driverTotal(d, stated))
	t.Notes = []lang.Text{lang.F("占比 = 份量 ÷ R²；β为标准化系数，偏相关为扣除其他%s后的相关；点数为客户分配的平均点数。", "Share = weight over R²; β is the standardised coefficient, partial the correlation given the other %ss; points are what customers gave on average.", overName(d.Over))}
	return t
}

func (v *view) driverTotal(d index.Drivers, stated bool) report.Row {
	sum, lmg := 0.0, 0.0
	for _, x := range d.Drivers {
		sum, lmg = sum+x.Johnson.Value, lmg+x.LMG.Value
	}
	cells := []report.Cell{textCell(lang.T("合计（R²）", "Total (R²)")), {}, {}, {}, {}, numCell(report.Share, 1), numCell(report.Coef, sum), {}, {}, numCell(report.Coef, lmg)}
	if stated {
		cells = append(cells, report.Cell{})
	}
	return report.Row{Strong: true, Cells: cells}
}

func (v *view) driverNotes(d index.Drivers) []lang.Text {
	out := []lang.Text{
		lang.F("n = %s，R² = %s，调整后R² = %s。%s", "n = %s, R² = %s, adjusted R² = %s. %s", count(d.N), coefNum(d.R2), coefNum(d.AdjR2),
			lang.T("这是关联，不是因果；不显著的因素保留原值并给出区间，不置为零。", "These are associations, not causes; drivers that can't be told from zero keep their value and their interval.")),
		lang.T("相对权重：Johnson 2000；LMG：Lindeman、Merenda与Gold 1980。区间由协方差矩阵模拟得出（固定种子）。", "Relative weights: Johnson 2000; LMG: Lindeman, Merenda & Gold 1980. Intervals are simulated from the covariance matrix (fixed seed)."),
	}
	return append(out, indexNotes(d.Notes)...)
}

// kindBlocks is stated against derived importance, of items where their joint
// counts with the outcome were tallied, else of dimensions.
func (v *view) kindBlocks(field string) []report.Block {
	o := index.DefaultIPA
	o.Options, o.Outcome = v.indexOptions(), field
	k := index.StatedDerived(v.now, o)
	if !k.Defined {
		o.Over = index.Dimensions
		k = index.StatedDerived(v.now, o)
	}
	if !k.Defined {
		return nil
	}
	y := lang.T("所述重要度（客户说重要）", "Stated importance (said to matter)")
	if k.StandIn {
		y = lang.T("所述重要度（以期望平均分代替）", "Stated importance (mean expectation as stand-in)")
	}
	f := chart.Quadrant{
		Meta: v.meta("quadrant-kinds", lang.T("说重要的与真正起作用的", "What is said to matter and what moves"),
			lang.T("散点图：所述重要度（纵轴）与推算重要度（横轴）。", "Scatter of stated (up) over derived importance (across).")),
		X:      chart.Axis{Label: lang.F("推算重要度（与%s的相关）", "Derived importance (r with %s)", v.fieldLabel(field)), Decimals: 2},
		Y:      chart.Axis{Label: y, Decimals: 2},
		CrossX: k.LineX, CrossY: k.LineY, Cross: lang.T("十字线：平均", "Cross-hairs: means"),
		Corners: [4]lang.Text{kindNames[index.BasicFactor], kindNames[index.PerformanceFactor], kindNames[index.MinorFactor], kindNames[index.ExcitementFactor]},
		Focus:   -1,
		Solid:   lang.T("位置稳定（概率≥80%）", "Firm place (probability ≥ 80%)"), Hollow: lang.T("位置不稳定", "Place not firm"),
	}
	for _, p := range k.Points {
		f.Points = append(f.Points, chart.QuadrantPoint{Label: v.labelOf(o.Over, p.Index), Code: v.codeOf(o.Over, p.Index), Hollow: !p.Stable,
			X: place(p.Derived, len(k.Points)).As("derived/" + v.codeOf(o.Over, p.Index)), Y: place(p.Stated, len(k.Points)).As("importance/" + v.codeOf(o.Over, p.Index)), Ref: "kind/" + v.codeOf(o.Over, p.Index)})
	}
	return []report.Block{report.FigureBlock{Figure: f,
		Reading: lang.T("左上：客户说重要但不拉动总评，是必须做对的基本因素；右下：嘴上不说却拉动总评，是加分的兴奋因素。空心点不要定论。",
			"Top left: said to matter yet not moving the overall rating – basics that must be right; bottom right: not said to matter yet moving it – what delights. Don't settle on hollow points.")}}
}

// penaltyTable lists what low and high ratings of each item do to the outcome.
func (v *view) penaltyTable(field string) (report.Table, bool) {
	ps, notes := index.PenaltyReward(v.now, field, v.indexOptions())
	t := report.Table{ID: "penalty", Title: lang.T("低分的损失与高分的收益", "Penalty and reward"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("low", lang.T("低分组", "Low ratings")), column("high", lang.T("高分组", "High ratings")), column("penalty", lang.T("损失（低−中）", "Penalty (low − middle)")),
		column("reward", lang.T("收益（高−中）", "Reward (high − middle)")), column("asymmetry", lang.T("不对称", "Asymmetry")), column("kind", lang.T("类型", "Kind"))}}
	for _, p := range ps {
		if !p.Penalty.Defined || !p.Reward.Defined {
			continue
		}
		kind := textCell(kindNames[p.Kind])
		if p.Kind == index.PerformanceFactor {
			kind = report.Cell{Text: lang.T("对称", "Symmetric"), Tone: report.Muted}
		}
		t.Rows = append(t.Rows, report.Row{Ref: "penalty/" + v.codeOf(index.Items, p.Index), Cells: []report.Cell{
			textCell(v.labelOf(index.Items, p.Index)), textCell(lang.Same("≤ " + pointNum(v.study, p.LowTo))), textCell(lang.Same("≥ " + pointNum(v.study, p.HighFrom))),
			cell(p.Penalty, report.Gap), cell(p.Reward, report.Gap), cell(p.Asymmetry, report.Gap), kind}})
	}
	t.Notes = append([]lang.Text{lang.T("不对称 = 收益 + 损失：区间在0以下为基本因素（低分的损失大），在0以上为兴奋因素；区间含0为对称。", "Asymmetry = reward + penalty: basic where its interval lies below 0 (low ratings hurt more), excitement above; symmetric where it holds 0.")}, indexNotes(notes)...)
	return t, len(t.Rows) > 0
}
