package draw

import (
	"fmt"
	"math"

	"servqual/report/chart"
	"servqual/survey/lang"
)

func itemCode(i int) string { return fmt.Sprintf("Q%d", i+1) }

func sampleLikert() chart.Likert {
	l := chart.Likert{Meta: chart.Meta{ID: "likert-items", Title: lang.T("“一次把事情做对”有四成不同意", "Four in ten disagree that it was right the first time"),
		Sub:  lang.T("感知题项的回答分布，百分比以有效回答为基数", "Answers to the perception items, per cent of valid answers"),
		Note: lang.T("“不适用”不计入百分比。", "“Does not apply” is in no percentage.")},
		Levels: []lang.Text{lang.T("非常不同意", "Strongly disagree"), lang.T("不同意", "Disagree"), lang.T("略不同意", "Slightly disagree"),
			lang.T("中立", "Neutral"), lang.T("略同意", "Slightly agree"), lang.T("同意", "Agree"), lang.T("非常同意", "Strongly agree")},
		NA: lang.T("不适用", "N/A"), Low: lang.T("不同意", "Disagree"), High: lang.T("同意", "Agree")}
	for i, it := range items {
		r := chart.LikertRow{Label: it.name, Code: itemCode(i), Group: dimensions[it.dim].name, Ref: "dist/" + itemCode(i)}
		for k := range 7 {
			d := float64(k) - 5.2 - 1.2*it.gap
			r.Counts = append(r.Counts, math.Round(90*math.Exp(-d*d/3.2)))
		}
		if i%4 == 1 {
			r.NA = float64(i)
		}
		if i == 18 {
			r.Counts, r.Missing = nil, "<10"
		}
		l.Rows = append(l.Rows, r)
	}
	return l
}

func sampleLikert5() chart.Likert {
	l := sampleLikert()
	l.ID, l.Levels, l.Rows = "likert-five", l.Levels[:5], l.Rows[:6]
	l.Title = lang.T("五级量表，只有四、五两级", "Five levels of which two are used")
	for i := range l.Rows {
		l.Rows[i].Counts = []float64{0, 0, 0, float64(10 + i), float64(20 - i)}
	}
	return l
}

func sampleStack() chart.Stack {
	s := chart.Stack{Meta: chart.Meta{ID: "stack-hw", Title: lang.T("可靠性上三分之二的顾客感到低于期望", "On reliability two in three customers got less than they expected"),
		Sub: lang.T("H > W 不满意，H = W 满意，H < W 很满意", "H > W dissatisfied, H = W satisfied, H < W very satisfied")},
		Parts: []chart.Part{{Name: lang.T("低于期望 H > W", "Below H > W"), Tone: chart.Bad}, {Name: lang.T("符合期望 H = W", "Met H = W"), Tone: chart.Neutral},
			{Name: lang.T("超出期望 H < W", "Above H < W"), Tone: chart.Good}}}
	for _, d := range dimensions {
		b := 60 + 90*(d.e-d.p)*0.6
		s.Rows = append(s.Rows, chart.StackRow{Label: d.name, Code: d.id, N: 214, Counts: []float64{b, 62, 214 - 62 - b}, Ref: "below/" + d.id})
	}
	return s
}

func sampleIncome() chart.Stack {
	s := chart.Stack{Meta: chart.Meta{ID: "stack-income", Title: lang.T("收入结构", "Where income comes from")}}
	for _, n := range []lang.Text{lang.T("保修", "Warranty"), lang.T("钣喷", "Body and paint"), lang.T("定保", "Maintenance"), lang.T("一般维修", "Repair")} {
		s.Parts = append(s.Parts, chart.Part{Name: n, Tone: chart.Neutral})
	}
	for i, b := range branches[:4] {
		s.Rows = append(s.Rows, chart.StackRow{Label: lang.Same(b), Counts: []float64{12, 30 + float64(i)*5, 25, 33}})
	}
	s.Rows[2].Counts, s.Rows[2].Missing = nil, "<10"
	return s
}

func sampleQuadrant() chart.Quadrant {
	q := chart.Quadrant{Meta: chart.Meta{ID: "quadrant-ipa", Title: lang.T("五个题项重要而表现不佳", "Five items matter and perform poorly"),
		Sub: lang.T("重要性—绩效分析（IPA）", "Importance–performance analysis")},
		X:      chart.Axis{Label: lang.T("绩效（感知均值）", "Performance (mean perception)"), Decimals: 2},
		Y:      chart.Axis{Label: lang.T("重要性（期望均值）", "Importance (mean expectation)"), Decimals: 2},
		CrossX: 5.37, CrossY: 6.09, Cross: lang.T("十字线：题项均值", "cross-hairs: means of the items"),
		Corners: [4]lang.Text{lang.T("重点改进", "Concentrate here"), lang.T("继续保持", "Keep up the good work"), lang.T("低优先", "Low priority"), lang.T("过度供给", "Possible overkill")},
		Focus:   0, Solid: lang.T("位置稳定", "stays in its field"), Hollow: lang.T("位置不确定", "may be in another field")}
	for i, it := range items {
		e := dimensions[it.dim].e + 0.25*math.Sin(float64(i)*1.7)
		x := e + it.gap
		p := chart.QuadrantPoint{Label: it.name, Code: itemCode(i), X: chart.Within(x, x-0.1, x+0.1), Y: chart.Within(e, e-0.08, e+0.08),
			Hollow: math.Abs(x-5.37) < 0.15 || math.Abs(e-6.09) < 0.1, Ref: "ipa/" + itemCode(i)}
		if i == 4 {
			p.From = &chart.XY{X: x + 0.5, Y: e - 0.1}
		}
		q.Points = append(q.Points, p)
	}
	return q
}

func sampleDrivers() chart.Quadrant {
	q := sampleQuadrant()
	q.ID, q.Points, q.Diagonal = "quadrant-dimensions", nil, true
	q.Title = lang.T("可靠性最重要，绩效却最低", "Reliability matters most and performs worst")
	q.X.Range, q.Y.Range, q.CrossX, q.CrossY = chart.Scale(1, 7), chart.Scale(1, 7), 4, 4
	q.Focus = -1
	for _, d := range dimensions {
		q.Points = append(q.Points, chart.QuadrantPoint{Label: d.name, X: chart.At(d.p), Y: chart.At(d.e)})
	}
	return q
}

func sampleFiveGap() chart.FiveGap {
	return chart.FiveGap{Meta: chart.Meta{ID: "five-gap", Title: lang.T("质量在“标准→传递”一环断裂", "Quality breaks between standards and delivery"),
		Note: lang.T("差距 1、5 为差值；差距 2–4 为 7 分制得分，不可相加。差距 4 未测量。", "Gaps 1 and 5 are differences; gaps 2–4 are scores out of 7 and don't add up. Gap 4 was not measured.")},
		Boxes: chart.GapBoxes{WordOfMouth: lang.T("口碑", "Word of mouth"), Needs: lang.T("个人需要", "Personal needs"), Experience: lang.T("以往经历", "Past experience"),
			Expected: lang.T("期望的服务", "Expected service"), Perceived: lang.T("感知的服务", "Perceived service"), Delivery: lang.T("服务传递", "Service delivery"),
			Communication: lang.T("与顾客的外部沟通", "External communications to customers"), Specifications: lang.T("服务质量标准", "Service quality specifications"),
			Management: lang.T("管理者对顾客期望的认知", "Management perceptions of customer expectations")},
		Customer: lang.T("顾客", "Customer"), Firm: lang.T("企业", "Firm"),
		Gaps: [5]chart.Gap{
			{Label: lang.T("差距 1 认知", "Gap 1 Knowledge"), Value: chart.Within(-0.42, -0.66, -0.18).As("gap1")},
			{Label: lang.T("差距 2 标准", "Gap 2 Standards"), Value: chart.At(5.1), Text: lang.T("5.1 / 7", "5.1 / 7")},
			{Label: lang.T("差距 3 传递", "Gap 3 Delivery"), Value: chart.At(4.2), Text: lang.T("4.2 / 7", "4.2 / 7"), Strong: true},
			{Label: lang.T("差距 4 沟通", "Gap 4 Communication"), Text: lang.T("未测量", "not measured")},
			{Label: lang.T("差距 5 顾客感受", "Gap 5 Customer"), Value: chart.Within(-0.83, -0.97, -0.69).As("gap/W")}}}
}

func sampleFunnel(k int) chart.Funnel {
	f := chart.Funnel{Meta: chart.Meta{ID: "funnel-units", Title: lang.T("两家网点显著低于平均，一家显著高于", "Two branches clearly below the mean, one above"),
		Note: lang.T("曲线：95% 与 99.8% 控制限。", "Curves: 95% and 99.8% limits.")},
		N: chart.Axis{Label: lang.T("受访人数 n", "Respondents n")}, Y: chart.Axis{Label: lang.T("加权差距", "Weighted gap"), Decimals: 2, Signed: true},
		Centre: -0.8, CentreLabel: lang.T("平均 −0.80", "mean −0.80")}
	for i, z := range []float64{1.96, 3.09} {
		l := chart.FunnelLimit{Label: lang.Same([]string{"95%", "99.8%"}[i])}
		for n := 10.0; n <= 420; n += 5 {
			w := z * 1.1 / math.Sqrt(n)
			l.Curve = append(l.Curve, chart.LimitAt{N: n, Lo: -0.8 - w, Hi: -0.8 + w})
		}
		f.Limits = append(f.Limits, l)
	}
	for i, b := range branches[:k] {
		n := 30 + math.Mod(float64(i)*67, 370)
		y := -0.8 + 1.3/math.Sqrt(n)*math.Sin(float64(i)*2.3)
		p := chart.FunnelPoint{Label: lang.T(b, fmt.Sprintf("Branch %d", i+1)), N: n, Y: y, Ref: "unit/" + b}
		switch i {
		case 2, 7:
			p.Y, p.Outside, p.Low = -0.8-4.2*1.1/math.Sqrt(n), true, true
		case 5:
			p.Y, p.Outside = -0.8+4.6*1.1/math.Sqrt(n), true
		}
		f.Points = append(f.Points, p)
	}
	return f
}

func sampleCaterpillar(k int) chart.Caterpillar {
	c := chart.Caterpillar{Meta: chart.Meta{ID: fmt.Sprintf("caterpillar-%d", k), Title: lang.T("多数网点彼此难分高下", "Most branches can't be told apart"),
		Note: lang.T("细线为 95% 区间，粗条为 84% 区间：两条粗条不重叠即有差异。", "Thin lines: 95% intervals; thick bars: 84%. Two branches differ where the thick bars don't overlap.")},
		Axis: chart.Axis{Label: lang.T("加权差距", "Weighted gap"), Decimals: 2, Signed: true}, Centre: chart.At(-0.8), CentreLabel: lang.T("区域平均 −0.80", "Region −0.80"),
		Tiers:     [3]lang.Text{lang.T("低于平均", "Below the mean"), lang.T("与平均无显著差异", "Not distinguishable from the mean"), lang.T("高于平均", "Above the mean")},
		ValueHead: lang.T("均值 [95%]", "Mean [95%]"), RankHead: lang.T("名次 [95%]", "Rank [95%]")}
	for i, b := range branches[:k] {
		y := -0.25 - 1.1*float64(i)/float64(k)
		se := 0.07 + 0.05*math.Abs(math.Sin(float64(i)*3))
		r := chart.UnitRow{Label: lang.T(b, fmt.Sprintf("Branch %d", i+1)), Value: chart.Within(y, y-1.96*se, y+1.96*se).As("unit/" + b).Of(120),
			Inner: true, InnerLo: y - 1.39*se, InnerHi: y + 1.39*se, Tier: chart.Neutral, Rank: fmt.Sprintf("%d [%d–%d]", i+1, max(1, i-3), min(k, i+5))}
		if y-1.96*se > -0.8 {
			r.Tier = chart.Good
		}
		if y+1.96*se < -0.8 {
			r.Tier = chart.Bad
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

func sampleHeatmap(k int) chart.Heatmap {
	h := chart.Heatmap{Meta: chart.Meta{ID: fmt.Sprintf("heatmap-%d", k), Title: lang.T("可靠性处处偏低", "Reliability is low everywhere"),
		Sub: lang.T("差距，颜色为相对区域平均的 z 值", "Gaps; colours are z against the region")},
		Axis: chart.Axis{Decimals: 2, Signed: true}, Span: 3, Low: lang.T("低于区域", "Below region"), High: lang.T("高于区域", "Above region"), NHead: lang.Same("n")}
	for _, d := range dimensions {
		h.Columns = append(h.Columns, d.name)
	}
	for i, b := range branches[:k] {
		r := chart.HeatRow{Label: lang.T(b, fmt.Sprintf("Branch %d", i+1)), N: float64(40 + i*7)}
		for j, d := range dimensions {
			z := 3 * math.Sin(float64(i*5+j)*1.3)
			c := chart.HeatCell{Value: chart.At(d.p - d.e + 0.2*z).As("unit/" + d.id), Shade: z}
			if i == 3 && j < 2 {
				c = chart.HeatCell{Value: chart.None("<10")}
			}
			r.Cells = append(r.Cells, c)
		}
		h.Rows = append(h.Rows, r)
	}
	h.Rows[k-1].Label, h.Rows[k-1].Strong = lang.T("区域", "Region"), true
	return h
}

func sampleSteps() chart.Steps {
	return chart.Steps{Meta: chart.Meta{ID: "steps-sample", Title: lang.T("1,200 位顾客中 214 位有效作答", "214 of 1,200 customers gave valid answers")},
		Steps: []chart.Step{{Label: lang.T("邀请", "Invited"), Value: 1200}, {Label: lang.T("打开", "Opened"), Value: 480, Text: lang.T("占邀请 40%", "40% of invited")},
			{Label: lang.T("完成", "Finished"), Value: 236, Text: lang.T("占邀请 20%", "20% of invited")}, {Label: lang.T("有效", "Valid"), Value: 214, Text: lang.T("剔除 22 份", "22 dropped")}}}
}

func sampleColumns() chart.Columns {
	c := chart.Columns{Meta: chart.Meta{ID: "columns-nps", Title: lang.T("浦东店的净推荐值为负", "Pudong's NPS is negative")},
		Axis: chart.Axis{Label: lang.T("净推荐值 NPS", "Net Promoter Score"), Signed: true}, Series: []chart.Key{{Name: lang.Same("NPS"), Role: chart.Main}},
		Level: chart.At(18), LevelLabel: lang.T("区域 +18", "Region +18")}
	for i, v := range []float64{34, 21, -12, 8, 27, 40, 3, 19} {
		c.Groups = append(c.Groups, chart.Column{Label: lang.T(branches[i], fmt.Sprintf("Branch %d", i+1)), Strong: v < 0,
			Values: []chart.Value{chart.Within(v, v-11, v+11).As("nps/" + branches[i])}})
	}
	c.Groups[6].Values[0] = chart.None("<10")
	return c
}

func sampleColumns2() chart.Columns {
	c := chart.Columns{Meta: chart.Meta{ID: "columns-channel", Title: lang.T("电话渠道差距最大", "The telephone has the largest gap")},
		Axis: mean7, Series: []chart.Key{expected, perceived}}
	c.Axis.Range = chart.Scale(0, 7)
	for i, n := range []lang.Text{lang.T("面对面", "Face to face"), lang.T("电话", "Telephone"), lang.T("远程", "Remote")} {
		x := 5.1 - 0.6*float64(i%2)
		c.Groups = append(c.Groups, chart.Column{Label: n, Values: []chart.Value{chart.Within(6.1, 6.0, 6.2), chart.Within(x, x-0.2, x+0.2)}})
	}
	return c
}

func samplePie() chart.Pie {
	p := chart.Pie{Meta: chart.Meta{ID: "pie-weights", Title: lang.T("客户友好度权重最高", "User-friendly service weighs most"), Sub: lang.T("七因子权重", "Weights of the seven factors")},
		Axis: chart.Axis{Decimals: 1, Percent: true}}
	names := []lang.Text{lang.T("客户友好度", "User-friendly service"), lang.T("维修督导", "Service advisor"), lang.T("产品问题", "Problems experienced"),
		lang.T("维修质量", "Service quality"), lang.T("维修保养的准备", "Service initiation"), lang.T("维修过程经历", "In-service experience"), lang.T("取车服务", "Service delivery")}
	for i, w := range []float64{20.2, 14.9, 14.7, 14.3, 13.3, 11.6, 10.9} {
		p.Slices = append(p.Slices, chart.Slice{Label: names[i], Value: w})
	}
	return p
}

func sampleGrid() chart.Grid {
	g := chart.Grid{Meta: chart.Meta{ID: "grid-trends", Title: lang.T("只有浦东店有信号", "Only Pudong signals"), Sub: lang.T("各网点的加权差距", "Weighted gap of each branch")}}
	for i := range 5 {
		t := sampleTrend()
		t.ID, t.Title = fmt.Sprintf("grid-trend-%d", i), lang.T(branches[i], fmt.Sprintf("Branch %d", i+1))
		t.Events, t.Series = nil, t.Series[:1]
		t.Series[0].Name = lang.Text{}
		t.Axis.Range, t.Axis.Label = chart.Scale(-1.5, 0), lang.Text{}
		if i == 2 {
			t.Signals = []chart.Signal{{Wave: 12, Label: lang.T("八点同侧", "run of eight")}}
		}
		g.Figures = append(g.Figures, t)
	}
	return g
}
