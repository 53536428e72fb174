package compose

import (
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/servqual"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

func scoreOf(v *view) *servqual.Scorecard { return servqual.Score(v.now, v.Level) }

// gap5 is the summary by dimension.
func gap5(v *view) *report.Section {
	if !v.twoSided() {
		return perceptionSummary(v)
	}
	s := &report.Section{
		Title:   lang.T("感知服务质量差距（差距5）", "Perceived service quality: gap 5"),
		Finding: v.gap5Sentence(),
		Sheet:   "03 维度",
	}
	if v.firstFigure() == nil {
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: v.dimensionBars(), Reading: dimensionReading})
	}
	s.Blocks = append(s.Blocks, v.dimensionTable())
	if v.now.N() >= fewResponses {
		s.Blocks = append(s.Blocks, v.testTable())
	}
	s.Blocks = append(s.Blocks, v.overallTable(), report.Notes{Items: v.weightNotes()})
	return s
}

var dimensionReading = lang.T("条形向左表示感知低于期望；细线是置信区间，区间跨过0的差距与0没有可靠差别（空心）。", "Bars to the left mean perceptions below expectation; whiskers are confidence intervals, and a gap whose interval crosses 0 can't be told from 0 (hollow).")

func (v *view) gap5Sentence() lang.Text {
	below := 0
	for _, f := range v.dims {
		if f.Significant && f.Gap.Value < 0 {
			below++
		}
	}
	if len(v.dims) == 0 {
		return lang.T("没有可以计分的维度。", "No dimension could be scored.")
	}
	first := v.dims[0]
	out := lang.F("%d 个维度中有 %d 个显著低于期望", "%[2]d of %[1]d dimensions are below expectation beyond chance", len(v.study.Dimensions), below)
	switch names, value := v.largestGaps(); {
	case len(names) == 1:
		out = lang.F("%s，差距最大的是%s（%s）", "%s; the largest gap is %s (%s)", out, names[0], gapNum(value))
	case len(names) > 1:
		out = lang.F("%s，差距最大的在%s之中", "%s; the largest gap is among %s", out, join(names))
	case len(v.dims) > 1:
		out = lang.F("%s，各维度的差距之间没有明显差别", "%s; the gaps of the dimensions don't differ beyond noise", out)
	}
	if v.weighted() && first.Contribution < 0 {
		return lang.F("%s；按客户看重的程度加权，%s占总缺口的 %s。", "%s; weighted by what customers find important, %s makes up %s of the total shortfall.",
			out, v.study.Dimensions[first.Index].Label, v.shortfallShare(first.Index).Number.Format(lang.Zh))
	}
	return lang.F("%s。", "%s.", out)
}

func (v *view) weighted() bool { return v.card.Weights.Source != servqual.NoPoints }

// gapAxis is the axis of all gap charts of a report: the same on every page,
// wide enough for every item.
func (v *view) gapAxis() chart.Axis {
	lo, hi := 0.0, 0.0
	for _, it := range v.card.Items {
		e := it.Gap.Mean
		if e.Defined {
			lo, hi = min(lo, e.Value, e.Lo), max(hi, e.Value, e.Hi)
		}
	}
	return chart.Axis{
		Label: lang.T("差距（感知 − 期望）", "Gap (perception − expectation)"),
		Range: chart.Range{Min: lo, Max: hi}, Decimals: 2, Signed: true,
	}
}

func (v *view) scaleAxis() chart.Axis {
	s := v.study.Scale
	return chart.Axis{
		Label: lang.F("平均分（%d–%d）", "Mean (%d–%d)", s.Min, s.Max),
		Range: chart.Scale(float64(s.Min), float64(s.Max)), Decimals: 2,
	}
}

// value makes a figure's number of an estimate.
func value(e stats.Estimate, ref string) chart.Value {
	switch {
	case !e.Defined:
		return chart.None("–").As(ref)
	case !e.HasInterval():
		return chart.At(e.Value).Of(e.N).As(ref)
	}
	return chart.Within(e.Value, e.Lo, e.Hi).Of(e.N).As(ref)
}

func (v *view) meta(id string, title, alt lang.Text) chart.Meta {
	sub := lang.F("n = %s", "n = %s", count(float64(v.now.N())))
	if v.at >= 0 {
		sub = lang.F("%s，n = %s", "%s, n = %s", waveText(v.waves[v.at].name), count(float64(v.now.N())))
	}
	return chart.Meta{ID: id, Title: title, Sub: sub, Alt: alt}
}

func (v *view) whiskers() lang.Text {
	return lang.F("细线：%s置信区间", "Whiskers: %s confidence intervals", level(v.Level))
}

var hollow = lang.T("空心：与0无显著差别", "Hollow: not distinguishable from 0")

func (v *view) dimensionBars() chart.Bars {
	b := chart.Bars{
		Meta: v.meta("bars-dimensions", lang.T("各维度的差距", "Gap by dimension"),
			lang.T("条形图：各维度感知与期望的差距及其置信区间，数值见下表。", "Bar chart of the gap of each dimension with its interval; the numbers are in the table below.")),
		Axis: v.gapAxis(), Hollow: hollow,
	}
	b.Note = v.whiskers()
	worst := v.worstDimensions()
	g := chart.BarGroup{}
	significant := map[int]bool{}
	for _, f := range v.dims {
		significant[f.Index] = f.Significant
	}
	for d, dim := range v.study.Dimensions {
		g.Bars = append(g.Bars, chart.Bar{
			Label: dim.Label, Value: value(v.card.Dimensions[d].Gap.Mean, dimRef(v.study, d)),
			Hollow: !significant[d], Strong: worst.Made() && slices.Contains(worst.Set, d),
		})
	}
	b.Groups = []chart.BarGroup{g}
	return b
}

// dimensionTable is the levels, the gap and what it weighs.
func (v *view) dimensionTable() report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	weighted := lang.T("加权", "Weighted")
	t := report.Table{
		ID: "dimensions", Title: lang.T("各维度得分", "Scores by dimension"),
		Columns: []report.Column{
			column("dimension", lang.T("维度", "Dimension")), column("n", lang.T("n", "n")),
			column("expectation", lang.T("期望", "Expectation")), column("perception", lang.T("感知", "Perception")), column("gap", lang.T("差距", "Gap")),
			grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci),
			column("below", lang.T("低于期望", "Below")),
			grouped("weight", lang.T("权重", "Weight"), weighted), grouped("contribution", lang.T("贡献", "Contribution"), weighted),
			grouped("share", lang.T("占总缺口", "Of the shortfall"), weighted),
		},
		Notes: []lang.Text{lang.T("低于期望：感知低于期望的客户比例。贡献 = 权重 × 差距；占总缺口只计低于期望的维度。", "Below: share of customers whose perception is below expectation. Contribution = weight × gap; shares of the shortfall are of the dimensions below expectation.")},
	}
	contributes := map[int]gap.Finding{}
	for _, f := range v.dims {
		contributes[f.Index] = f
	}
	for d, x := range v.card.Dimensions {
		lo, hi := ends(x.Gap.Mean, report.Gap)
		f := contributes[d]
		t.Rows = append(t.Rows, report.Row{Ref: dimRef(v.study, d), Cells: []report.Cell{
			textCell(v.study.Dimensions[d].Label), numCell(report.Count, x.Gap.Mean.N),
			cell(x.Expectation.Mean, report.Mean), cell(x.Perception.Mean, report.Mean), cell(x.Gap.Mean, report.Gap), lo, hi, classCells(x.Gap)[0],
			{Number: report.N(report.Points, 100*f.Weight)}, numCell(report.Gap, f.Contribution), v.shortfallShare(d),
		}})
	}
	return t
}

// shortfallShare is a dimension's part of the shortfall; the dimensions' add to
// 100 as printed.
func (v *view) shortfallShare(d int) report.Cell {
	shares := make([]float64, len(v.dims))
	at, all := -1, 0.0
	for i, f := range v.dims {
		shares[i] = f.Share
		all += f.Share
		if f.Index == d {
			at = i
		}
	}
	if at < 0 || all == 0 {
		return report.Cell{}
	}
	return numCell(report.Percent, report.LargestRemainder(shares, 1)[at])
}

// testTable is the spread, the test and the comparison with earlier waves.
func (v *view) testTable() report.Table {
	t := report.Table{
		ID: "tests", Title: lang.T("检验与比较", "Tests and comparisons"),
		Columns: []report.Column{
			column("dimension", lang.T("维度", "Dimension")), column("gap", lang.T("差距", "Gap")), column("sd", lang.T("标准差", "SD")), column("dz", lang.T("效应量dz", "Effect dz")),
			column("t", lang.T("t", "t")), grouped("p", lang.T("Holm", "Holm"), lang.T("p值", "p")), grouped("bh", lang.T("BH", "BH"), lang.T("p值", "p")),
		},
	}
	prev, year := v.previous(), v.lastYear()
	changes := map[*wave]map[string]changed{}
	for _, w := range []*wave{prev, year} {
		if w != nil {
			changes[w] = v.dimensionChanges(w)
		}
	}
	if prev != nil {
		t.Columns = append(t.Columns, grouped("last", waveText(prev.name), lang.T("比较", "Compared")), grouped("delta", lang.T("变化", "Change"), lang.T("比较", "Compared")))
		t.Notes = append(t.Notes, lang.T("变化：已扣除各单位答卷比例的变化；▲▼为超出波动（各维度合并按5%控制误差），≈为分不出高低。", "Change: with the mix of units taken out; ▲▼ beyond noise (5% for all dimensions together), ≈ not told apart."))
	}
	if year != nil {
		t.Columns = append(t.Columns, grouped("year", waveText(year.name), lang.T("去年同月", "Year before")), grouped("year-delta", lang.T("变化", "Change"), lang.T("去年同月", "Year before")))
	}
	for d, x := range v.card.Dimensions {
		row := report.Row{Ref: dimRef(v.study, d), Cells: []report.Cell{
			textCell(v.study.Dimensions[d].Label), cell(x.Gap.Mean, report.Gap), sdCell(x.Gap.SD, x.Gap.HasSD), cell(x.Gap.Dz, report.Mean), tCell(x.Gap.Test), pCell(x.Gap.Test), bhCell(x.Gap.Test)}}
		for _, w := range []*wave{prev, year} {
			if w == nil {
				continue
			}
			before := w.tally.DimFreq(d, tally.Gap)
			row.Cells = append(row.Cells, cell(stats.MeanCI(before, v.Level), report.Gap), deltaCell(changes[w][dimRef(v.study, d)]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func tCell(t stats.Test) report.Cell {
	if !t.Defined {
		return report.Cell{}
	}
	return numCell(report.Mean, t.Statistic)
}

// dimensionChanges judges the dimensions against an earlier wave as one family.
func (v *view) dimensionChanges(before *wave) map[string]changed {
	var fs []follows
	for d := range v.study.Dimensions {
		fs = append(fs, follows{ref: dimRef(v.study, d), freq: func(t *tally.Tally) stats.Freq { return t.DimFreq(d, tally.Gap) }, margin: verdict.MeanMargin(v.width())})
	}
	return v.changesOf(fs, before, newStrata())
}

// deltaCell writes a change with a sign that tells news from noise.
func deltaCell(c changed) report.Cell {
	if !c.Adjusted.Defined {
		return report.Cell{}
	}
	n := gapNum(c.Adjusted.Value)
	switch c.Says {
	case verdict.Better:
		return report.Cell{Text: lang.Same("▲ " + n), Tone: report.Good}
	case verdict.Worse:
		return report.Cell{Text: lang.Same("▼ " + n), Tone: report.Bad}
	}
	return report.Cell{Text: lang.Same("≈ " + n), Tone: report.Muted}
}

func sdCell(sd float64, ok bool) report.Cell {
	if !ok {
		return report.Cell{}
	}
	return numCell(report.Mean, sd)
}

func pCell(t stats.Test) report.Cell {
	if !t.Defined {
		return report.Cell{}
	}
	if t.Adjusted {
		return numCell(report.PValue, t.PHolm)
	}
	return numCell(report.PValue, t.P)
}

func shareIf(e stats.Estimate, x float64) report.Cell {
	if !e.Defined {
		return report.Cell{}
	}
	return numCell(report.Share, x)
}

// overallTable lists the scores over all dimensions.
func (v *view) overallTable() report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{
		ID: "overall", Title: lang.T("总体得分", "Overall scores"),
		Columns: []report.Column{column("score", lang.T("得分", "Score")), column("value", lang.T("数值", "Value")),
			grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("n", lang.T("n", "n")), column("how", lang.T("算法", "How it is made"))},
	}
	add := func(ref string, label lang.Text, e stats.Estimate, k report.Kind, how lang.Text) {
		if !e.Defined {
			return
		}
		lo, hi := ends(e, k)
		t.Rows = append(t.Rows, report.Row{Ref: ref, Cells: []report.Cell{textCell(label), cell(e, k), lo, hi, numCell(report.Count, e.N), textCell(how)}})
	}
	o := v.card.Overall
	add("servqual/unweighted", lang.T("SERVQUAL（未加权）", "SERVQUAL, unweighted"), o.Unweighted, report.Gap, lang.T("每位客户各维度差距的平均，再对客户平均", "mean of a respondent's dimension gaps, then over respondents"))
	add("servqual/weighted", lang.T("SERVQUAL（加权）", "SERVQUAL, weighted"), o.Weighted, report.Gap, v.weightHow())
	add("servqual/product-of-means", lang.T("平均权重 × 平均差距（仅供对照）", "Mean weights × mean gaps (for comparison only)"), o.ProductOfMeans, report.Gap, lang.T("忽略了权重与差距在客户之间的关联", "leaves out how points and gaps go together within respondents"))
	add("servperf/unweighted", lang.T("SERVPERF（未加权）", "SERVPERF, unweighted"), o.Servperf, report.Mean, lang.T("只看感知", "perceptions only"))
	add("servperf/weighted", lang.T("SERVPERF（加权）", "SERVPERF, weighted"), o.ServperfWeighted, report.Mean, lang.T("只看感知，按权重加权", "perceptions only, weighted"))
	return t
}

func (v *view) weightHow() lang.Text {
	if v.card.Weights.Source == servqual.StatedPoints {
		return lang.T("按研究文件给定的权重", "with the weights of the study file")
	}
	return lang.T("按每位客户自己的100分权重，再对客户平均", "with each respondent's own 100 points, then over respondents")
}

// weightNotes explains the weights: whose they are, and what was left out.
func (v *view) weightNotes() []lang.Text {
	w := v.card.Weights
	switch w.Source {
	case servqual.OwnPoints:
		out := []lang.Text{lang.F("权重：%s 位客户有效；%s 位合计不为100（容许±5）；%s 位未给出。", "Weights: valid from %s respondents; %s did not add up to 100 (±5 allowed); %s gave none.",
			count(float64(w.Valid)), count(float64(w.Invalid)), count(float64(w.Absent)))}
		if o := v.card.Overall; o.Weighted.Defined && o.ProductOfMeans.Defined {
			out = append(out, lang.F("加权得分（%s）与“平均权重×平均差距”（%s）之差来自客户之间权重与差距的协方差。", "The weighted score (%s) differs from mean weights × mean gaps (%s) by the covariance of points and gaps between respondents.",
				gapNum(o.Weighted.Value), gapNum(o.ProductOfMeans.Value)))
		}
		return out
	case servqual.StatedPoints:
		return []lang.Text{lang.T("权重由研究文件给定，已归一为100。", "Weights are those of the study file, normalised to 100.")}
	}
	return []lang.Text{lang.T("没有权重：各维度同等重要，“贡献”按等权计算。", "No weights: the dimensions count equally, and so does each contribution.")}
}

// perceptionSummary replaces gap 5 where only perceptions were asked.
func perceptionSummary(v *view) *report.Section {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{
		ID: "dimensions", Title: lang.T("各维度得分", "Scores by dimension"),
		Columns: []report.Column{column("dimension", lang.T("维度", "Dimension")), column("n", lang.T("n", "n")), column("perception", lang.T("感知", "Perception")),
			column("sd", lang.T("标准差", "SD")), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci)},
	}
	for d, x := range v.card.Dimensions {
		lo, hi := ends(x.Perception.Mean, report.Mean)
		t.Rows = append(t.Rows, report.Row{Ref: "mean/" + v.study.Dimensions[d].ID, Cells: []report.Cell{
			textCell(v.study.Dimensions[d].Label), numCell(report.Count, x.Perception.Mean.N), cell(x.Perception.Mean, report.Mean), sdCell(x.Perception.SD, x.Perception.HasSD), lo, hi}})
	}
	return &report.Section{
		Title:   lang.T("感知服务质量（SERVPERF）", "Perceived service quality: SERVPERF"),
		Finding: v.verdictSentence(),
		Sheet:   "03 维度",
		Blocks:  []report.Block{t, v.overallTable()},
	}
}
