package compose

import (
	"fmt"
	"slices"

	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// regionalPairs asks whether units differ at all, and which from which.
func regionalPairs(r *regional) *report.Section {
	s := &report.Section{Title: lang.T("两两比较", "Pair by pair"), Finding: r.pairSentence()}
	if len(r.u.Score.Pairs) > 0 {
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: r.pairFigure(), Reading: lang.T("格中数字 = 行单位 − 列单位；有颜色的格子分得出高低，没有颜色的分不出。", "Numbers are row minus column; coloured cells are pairs that are told apart, pale ones are not.")}, r.pairTable())
	} else {
		s.Blocks = append(s.Blocks, r.usualTable())
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: r.pairNotes()})
	return s
}

func (r *regional) pairSentence() lang.Text {
	told := 0
	for _, x := range r.u.Score.Units {
		told += len(x.Over)
	}
	ranked, _, _ := r.standing()
	all := len(ranked) * (len(ranked) - 1) / 2
	switch {
	case all == 0:
		return lang.T("答卷够多的单位不足两家，无法两两比较。", "Fewer than two units have enough responses to be compared.")
	case told == 0:
		return lang.F("%d 对单位中没有一对能分出高低。", "None of the %d pairs of units can be told apart.", all)
	case told == all:
		return lang.F("%d 对单位全部能分出高低。", "All %d pairs of units can be told apart.", all)
	}
	return lang.F("%d 对单位中有 %d 对能分出高低。", "%[2]d of the %[1]d pairs of units can be told apart.", all, told)
}

// told says whether two units are told apart, a above b.
func (r *regional) told(a, b int) bool { return slices.Contains(r.u.Score.Units[a].Over, b) }

func (r *regional) pairFigure() chart.Heatmap {
	h := chart.Heatmap{
		Meta: chart.Meta{ID: "heatmap-pairs", Title: lang.T("两两差别", "Differences of pairs"), Sub: r.when(),
			Alt: lang.T("矩阵：行单位减列单位的得分差，可靠的着色。", "Matrix of row minus column, coloured where beyond chance.")},
		Axis: chart.Axis{Decimals: 2, Signed: true}, Span: 1, Low: lang.T("行低于列", "row below column"), High: lang.T("行高于列", "row above column"),
	}
	at := map[[2]int]stats.Test{}
	for _, p := range r.u.Score.Pairs {
		at[[2]int{p.A, p.B}] = p.Test
		back := p.Test
		back.Effect.Value = -back.Effect.Value
		at[[2]int{p.B, p.A}] = back
	}
	var in []int
	for _, i := range r.u.Order() {
		if r.u.Shown[i] {
			in = append(in, i)
			h.Columns = append(h.Columns, r.name(i))
		}
	}
	for _, a := range in {
		row := chart.HeatRow{Label: r.name(a)}
		for _, b := range in {
			row.Cells = append(row.Cells, r.pairCell(at[[2]int{a, b}], a, b))
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

func (r *regional) pairCell(t stats.Test, a, b int) chart.HeatCell {
	if !t.Defined {
		return chart.HeatCell{Value: chart.None("·")}
	}
	c := chart.HeatCell{Value: chart.At(t.Effect.Value)}
	switch {
	case r.told(a, b):
		c.Shade = 1
	case r.told(b, a):
		c.Shade = -1
	}
	return c
}

func (r *regional) pairTable() report.Table {
	ci := lang.F("%s区间", "%s interval", level(r.Level))
	t := report.Table{ID: "pairs", Title: lang.T("两两差别", "Differences of pairs"), Columns: []report.Column{
		column("a", lang.T("单位", "Unit")), column("b", lang.T("对照单位", "Against")), column("diff", lang.T("差", "Difference")),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("q", lang.T("q", "q")), column("df", lang.T("自由度", "df")), column("p", lang.T("p", "p"))}}
	for _, p := range r.u.Score.Pairs {
		e := p.Effect
		row := report.Row{Ref: fmt.Sprintf("pair/%s/%s", r.u.Names[p.A], r.u.Names[p.B]), Strong: r.told(p.A, p.B) || r.told(p.B, p.A), Cells: []report.Cell{
			textCell(r.name(p.A)), textCell(r.name(p.B)), numCell(report.Gap, e.Value), numCell(report.Gap, e.Lo), numCell(report.Gap, e.Hi),
			numCell(report.Mean, p.Statistic), numCell(report.Index, p.DF), numCell(report.PValue, p.P)}}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// usualTable compares each unit with the usual level, where pairs are too many.
func (r *regional) usualTable() report.Table {
	ci := lang.F("%s区间", "%s interval", level(r.Level))
	p := lang.T("p值", "p")
	t := report.Table{ID: "usual", Title: lang.T("与一般水平的差别", "Difference from the usual level"), Columns: []report.Column{
		column("unit", lang.T("单位", "Unit")), column("diff", lang.T("差", "Difference")), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci),
		grouped("raw", lang.T("未校正", "Raw"), p), grouped("bh", lang.T("BH", "BH"), p), grouped("holm", lang.T("合计", "Overall"), p),
		column("over", lang.T("明确好于", "Clearly above")), column("under", lang.T("明确差于", "Clearly below"))}}
	for _, i := range r.u.Order() {
		x := r.u.Score.Units[i]
		if x.Tier == 0 || !x.Test.Defined {
			continue
		}
		e := x.Test.Effect
		t.Rows = append(t.Rows, report.Row{Ref: "unit/" + r.u.Names[i], Strong: x.Tier != stats.TierNotDistinguishable, Cells: []report.Cell{textCell(r.name(i)),
			numCell(report.Gap, e.Value), numCell(report.Gap, e.Lo), numCell(report.Gap, e.Hi), numCell(report.PValue, x.Test.P), numCell(report.PValue, x.Test.PBH), numCell(report.PValue, x.Test.PHolm),
			numCell(report.Count, float64(len(x.Over))), numCell(report.Count, float64(len(x.Under)))}})
	}
	return t
}

func (r *regional) pairNotes() []lang.Text {
	c := r.u.Score
	out := []lang.Text{lang.F("整体检验：%s。", "Over all: %s.", welchText(c.Welch))}
	if c.Eta2.Defined && c.Omega2.Defined {
		out = append(out, lang.F("效应量：η² = %s，ω² = %s（单位之间的差别占全部差异的份额；η²偏大，ω²无偏）。", "Effect sizes: η² = %s, ω² = %s (share of all variation that lies between units; η² is biased upwards, ω² is not).", shareNum(c.Eta2.Value), shareNum(max(0, c.Omega2.Value))))
	}
	if c.Kruskal.Defined {
		out = append(out, lang.F("按秩次检验（Kruskal–Wallis）：H = %s，自由度 %s，%s。", "By ranks (Kruskal–Wallis): H = %s on %s degrees of freedom, %s.", meanNum(c.Kruskal.Statistic), count(c.Kruskal.DF), pText(c.Kruskal.P)))
	}
	if len(c.Pairs) > 0 {
		return append(out,
			lang.T("Games–Howell：不假定各单位方差相等，p与区间已按全部两两比较校正。", "Games–Howell does not assume equal variances; p and intervals are adjusted for all pairs."),
			lang.F("着色、加粗和结论句里的对数，以全部两两差别的最大值为界限判断，误判概率与档次合计不超过 %s；Games–Howell的p与区间列作参考，可能与之略有出入。", "Colour, bold type and the finding go by the largest of all differences of pairs, with a chance of error of at most %s together with the tiers; the p-values and intervals of Games–Howell are for reference and may differ slightly.", shareNum(r.u.Options.Alpha)))
	}
	return append(out,
		lang.F("单位多于 %d 家，两两矩阵无法阅读，改为每家与一般水平比较；BH控制错误发现率；“合计”按全部单位中的最大差别校正，控制任何一处误判，档次以它为准。", "With more than %d units a matrix of pairs can't be read: each is compared with the usual level. BH holds the share of false discoveries; “overall” is adjusted by the largest difference of all units, holds the chance of any false statement, and decides the tier.", r.u.Options.MaxPairs),
		lang.T("“明确好于/差于”列出两两比较（按全部两两差别的最大值校正）中分得出高低的家数。", "“Clearly above” and “below” count the units told apart two by two, adjusted by the largest of all differences."))
}

// regionalSpread is how much of the variation lies between units.
func regionalSpread(r *regional) *report.Section {
	t := report.Table{ID: "spread", Title: lang.T("差异在单位之间还是单位之内", "Variation between and within units"), Columns: []report.Column{
		column("measure", lang.T("指标", "Measure")), column("icc", lang.T("单位之间占比（ICC1）", "Between units (ICC1)")),
		grouped("lo", lang.T("下限", "Low"), lang.F("%s区间", "%s interval", level(r.Level))), grouped("hi", lang.T("上限", "High"), lang.F("%s区间", "%s interval", level(r.Level))),
		column("omega", lang.T("ω²", "ω²")), column("F", lang.T("Welch F", "Welch F")), column("p", lang.T("p", "p"))}}
	for k, c := range r.u.All()[:1+len(r.u.Dimensions)] {
		row := report.Row{Strong: k == 0, Ref: "icc/" + c.Ref, Cells: []report.Cell{textCell(r.measureName(c, false))}}
		if c.ICC.Defined {
			row.Cells = append(row.Cells, numCell(report.Share, max(0, c.ICC.Value)), numCell(report.Share, max(0, c.ICC.Lo)), numCell(report.Share, max(0, c.ICC.Hi)))
		} else {
			row.Cells = append(row.Cells, report.Cell{}, report.Cell{}, report.Cell{})
		}
		if c.Omega2.Defined {
			row.Cells = append(row.Cells, numCell(report.Share, max(0, c.Omega2.Value)))
		} else {
			row.Cells = append(row.Cells, report.Cell{})
		}
		if c.Welch.Defined {
			row.Cells = append(row.Cells, numCell(report.Mean, c.Welch.Statistic), numCell(report.PValue, c.Welch.P))
		} else {
			row.Cells = append(row.Cells, report.Cell{}, report.Cell{})
		}
		t.Rows = append(t.Rows, row)
	}
	return &report.Section{
		Title: lang.T("单位之间与单位之内", "Between and within units"), Finding: r.spreadSentence(),
		Blocks: []report.Block{t, report.Notes{Items: []lang.Text{
			lang.T("ICC(1)：随便抽一位客户，他的得分有多少可以由“去的是哪家”来解释；负的估计按0列出。", "ICC(1): how much of one customer's score is explained by which unit he went to; negative estimates are listed as 0."),
			lang.T("占比小不等于差别不重要：许多客户的平均放在一起，单位之间仍可能分得很清楚。", "A small share does not make differences unimportant: averaged over many customers, units may still be told apart clearly."),
		}}},
	}
}

func (r *regional) spreadSentence() lang.Text {
	e := r.u.Score.ICC
	switch {
	case !e.Defined:
		return lang.T("单位太少或答案没有差异，无法分解。", "Too few units, or no variation, to split it.")
	case e.Value < 0.05:
		return lang.F("差异主要在客户之间，不在单位之间：去哪家只能解释 %s 的差异。", "Differences are mostly between customers, not units: which unit they went to explains %s of the variation.", shareNum(max(0, e.Value)))
	}
	return lang.F("得分差异中有 %s 来自单位之间。", "%s of the variation in scores lies between units.", shareNum(e.Value))
}
