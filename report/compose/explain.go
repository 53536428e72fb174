package compose

import (
	"fmt"
	"strings"

	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/privacy"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Explain builds the page that says how one figure came about: where its
// answers stand in the files, the counts, the formula with the numbers put in,
// the result, the source. ref is what tables and charts carry: gap/REL,
// gap/REL2, servqual/weighted, nps … The error names the references there are.
func Explain(c *Case, bindings []load.Binding, ref string) (*report.Document, error) {
	v := newView(c)
	e := &explainer{view: v, bindings: bindings}
	sec, ok := e.section(ref)
	if !ok {
		return nil, lang.Errorf("没有叫“%s”的指标；可用的有 %s", "nothing is called %q here; there are %s", ref, strings.Join(e.refs(), ", "))
	}
	sec.ID = "explain"
	return markSmall(&report.Document{ID: "explain", Title: lang.F("%s 是怎么来的", "How %s came about", lang.Same(ref)), Subtitle: v.subtitle(),
		Lang: c.Lang, Date: c.date(), Sections: []report.Section{*sec}}, v.Cells), nil
}

// References lists what Explain can explain.
func References(c *Case) []string {
	e := &explainer{view: newView(c)}
	refs := e.refs()
	if !e.twoSided() {
		return refs
	}
	for _, d := range e.study.Dimensions {
		refs = append(refs, "mean/"+d.ID)
	}
	for _, it := range e.study.Items {
		refs = append(refs, "mean/"+it.ID)
	}
	return refs
}

type explainer struct {
	*view
	bindings []load.Binding
}

// refs lists what can be explained.
func (e *explainer) refs() []string {
	var out []string
	if e.twoSided() {
		out = append(out, "servqual/unweighted", "servqual/weighted")
	}
	out = append(out, "servperf/unweighted")
	if _, ok := e.study.Field(survey.FieldRecommend); ok && e.study.Promotes(survey.FieldRecommend) {
		out = append(out, "nps")
	}
	for _, d := range e.study.Dimensions {
		out = append(out, e.prefix()+d.ID, "alpha/"+d.ID)
	}
	for _, it := range e.study.Items {
		out = append(out, e.prefix()+it.ID)
	}
	return out
}

func (e *explainer) prefix() string {
	if e.twoSided() {
		return "gap/"
	}
	return "mean/"
}

func (e *explainer) section(ref string) (*report.Section, bool) {
	kind, id, _ := strings.Cut(ref, "/")
	switch {
	case kind == "gap" && e.twoSided() || kind == "mean":
		if i := e.study.ItemIndex(id); i >= 0 {
			return e.item(i, kind == "gap"), true
		}
		if d := e.study.Dim(id); d >= 0 {
			return e.dimension(d, kind == "gap"), true
		}
	case kind == "alpha":
		if d := e.study.Dim(id); d >= 0 {
			return e.alpha(d), true
		}
	case ref == "servqual/weighted" && e.twoSided():
		return e.weightedTotal(), true
	case ref == "servqual/unweighted" && e.twoSided():
		return e.total(tally.Gap, e.card.Overall.Unweighted), true
	case ref == "servperf/unweighted":
		return e.total(tally.P, e.card.Overall.Servperf), true
	case ref == "nps":
		if _, ok := e.study.Field(survey.FieldRecommend); ok && e.study.Promotes(survey.FieldRecommend) {
			return e.nps(), true
		}
	}
	return nil, false
}

var zpb = lang.Same("Zeithaml, Parasuraman & Berry 1990, Delivering Quality Service, App. A")

// measureOf is the gap or the perception.
func measureOf(isGap bool) (tally.Measure, report.Kind) {
	if isGap {
		return tally.Gap, report.Gap
	}
	return tally.P, report.Mean
}

func (e *explainer) item(i int, isGap bool) *report.Section {
	it := e.study.Items[i]
	m, kind := measureOf(isGap)
	f := e.now.ItemFreq(i, m)
	est := stats.MeanCI(f, e.Level)
	s := &report.Section{Title: it.Label, Finding: lang.F("%s = %s%s", "%s = %s%s", lang.Same(e.prefix()+it.ID), report.N(kind, est.Value).Format(lang.Zh), interval(est, kind))}
	s.Blocks = append(s.Blocks, e.columns(func(b load.Binding) bool { return b.Use == load.UseItem && b.Item == it.ID }))
	if isGap {
		s.Blocks = append(s.Blocks, e.jointTable(i))
	}
	s.Blocks = append(s.Blocks, e.freqTable(f, kind), e.meanFormula(f, est, kind, isGap), e.intervalFormula(f, est, kind))
	if it.Reversed {
		s.Blocks = append(s.Blocks, report.Paragraph{Text: lang.F("反向题：读入时已按 %d − x 反转，期望和感知两边都反转。", "Reversed item: recoded as %d − x on both sides when it was read.", e.study.Scale.Min+e.study.Scale.Max)})
	}
	return s
}

// columns lists the columns of the files that the answers stand in.
func (e *explainer) columns(keep func(load.Binding) bool) report.Block {
	t := report.Table{ID: "columns", Title: lang.T("答案在哪里", "Where the answers stand"), Columns: []report.Column{
		column("file", lang.T("文件", "File")), column("column", lang.T("列", "Column")), column("header", lang.T("表头", "Header")), column("use", lang.T("用作", "Used as")), column("why", lang.T("依据", "Because of"))}}
	for _, b := range e.bindings {
		if !keep(b) {
			continue
		}
		name := b.File
		if b.Sheet != "" {
			name += "!" + b.Sheet
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{textCell(lang.Same(name)), textCell(lang.Same(columnName(b.Column))), textCell(lang.Same(privacy.Mask(b.Header))), textCell(useText(b, e.study)), textCell(b.Reason.Label())}})
	}
	return t
}

// jointTable counts the respondents by expectation and perception.
func (e *explainer) jointTable(i int) report.Table {
	t := report.Table{ID: "joint", Title: lang.T("客户数：行为期望E，列为感知P", "Respondents: rows are expectation E, columns perception P"), Columns: []report.Column{column("e", lang.Same("E \\ P"))}}
	codes, lo := e.study.Codes(), e.study.Scale.Min
	for _, x := range codes {
		t.Columns = append(t.Columns, column(fmt.Sprintf("p%d", x), lang.Same(pointNum(e.study, x))))
	}
	joint := e.now.Joint(i, survey.Expectation, survey.Perception)
	for _, x := range codes {
		row := report.Row{Cells: []report.Cell{textCell(lang.Same(pointNum(e.study, x)))}}
		for _, y := range codes {
			row.Cells = append(row.Cells, numCell(report.Count, joint[x-lo][y-lo]))
		}
		t.Rows = append(t.Rows, row)
	}
	a, b := e.now.ItemAnswers(i, survey.Expectation), e.now.ItemAnswers(i, survey.Perception)
	t.Notes = []lang.Text{lang.F("期望：有效 %d，未答 %d，不适用 %d，无法识别 %d；感知：有效 %d，未答 %d，不适用 %d，无法识别 %d。只有两边都有效的才计入差距。",
		"Expectation: %d valid, %d blank, %d not applicable, %d unusable; perception: %d valid, %d blank, %d not applicable, %d unusable. Only respondents valid on both sides enter the gap.",
		a.Valid, a.Missing, a.NotApplicable, a.Invalid, b.Valid, b.Missing, b.NotApplicable, b.Invalid)}
	return t
}

// maxFreqRows is how many distinct values are listed.
const maxFreqRows = 40

func (e *explainer) freqTable(f stats.Freq, kind report.Kind) report.Table {
	t := report.Table{ID: "values", Title: lang.T("每位客户的得分", "The respondents' scores"), Columns: []report.Column{column("value", lang.T("得分x", "Score x")), column("count", lang.T("人数c", "Respondents c")), column("sum", lang.Same("c·x"))}}
	for i := range f.Keys {
		if i == maxFreqRows {
			t.Notes = append(t.Notes, lang.F("共 %d 个不同的得分，此处列出前 %d 个。", "%d distinct scores; the first %d are listed.", len(f.Keys), maxFreqRows))
			break
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{numCell(kind, f.Value(i)), numCell(report.Count, f.Counts[i]), numCell(kind, f.Counts[i]*f.Value(i))}})
	}
	return t
}

func (e *explainer) meanFormula(f stats.Freq, est stats.Estimate, kind report.Kind, isGap bool) report.Formula {
	sum := est.Value * est.N
	out := report.Formula{Title: lang.T("平均", "Mean"), Formula: "M = Σ c·x / Σ c", Put: fmt.Sprintf("%s / %s", report.Number{Defined: true, Value: sum, Kind: kind, Digits: 2}.Format(lang.Zh), count(f.N())),
		Result: lang.Same(report.Number{Defined: est.Defined, Value: est.Value, Kind: kind, Digits: 4}.Format(lang.Zh))}
	if isGap {
		out.Title, out.Formula, out.Source = lang.T("平均差距", "Mean gap"), "G = Σ c·(P − E) / Σ c", zpb
	}
	return out
}

func (e *explainer) intervalFormula(f stats.Freq, est stats.Estimate, kind report.Kind) report.Formula {
	sd, ok := f.SD()
	out := report.Formula{Title: lang.F("%s置信区间", "%s interval", level(e.Level)), Formula: "M ± t(n − 1) · s / √n", Source: lang.T("t分布；s为样本标准差（分母n − 1）", "Student's t; s with denominator n − 1")}
	if ok && est.HasInterval() {
		half := (est.Hi - est.Lo) / 2
		out.Put = fmt.Sprintf("%s ± %.4f × %.4f / √%s", report.N(kind, est.Value).Format(lang.Zh), half/est.SE, sd, count(est.N))
		out.Result = lang.Same(report.Interval(report.N(kind, est.Lo), report.N(kind, est.Hi), lang.Zh))
		return out
	}
	for _, n := range est.Notes {
		out.Result = noteText(n)
	}
	return out
}

func (e *explainer) dimension(d int, isGap bool) *report.Section {
	m, kind := measureOf(isGap)
	f := e.now.DimFreq(d, m)
	est := stats.MeanCI(f, e.Level)
	s := &report.Section{Title: e.study.Dimensions[d].Label, Finding: lang.F("%s = %s%s", "%s = %s%s", lang.Same(e.prefix()+e.study.Dimensions[d].ID), report.N(kind, est.Value).Format(lang.Zh), interval(est, kind))}
	t := report.Table{ID: "items", Title: lang.T("由哪些题项构成", "Its items"), Columns: []report.Column{column("item", lang.T("题项", "Item")), column("id", lang.T("编号", "Id")), column("n", lang.T("n", "n")), column("mean", lang.T("平均", "Mean"))}}
	for _, i := range e.study.ItemsOf(d) {
		x := e.now.ItemFreq(i, m)
		t.Rows = append(t.Rows, report.Row{Level: 1, Cells: []report.Cell{textCell(e.study.Items[i].Label), textCell(lang.Same(e.study.Items[i].ID)), numCell(report.Count, x.N()), cell(stats.MeanCI(x, e.Level), kind)}})
	}
	k := len(e.study.ItemsOf(d))
	s.Blocks = []report.Block{t, report.Formula{Title: lang.T("每位客户的维度得分", "A respondent's score"), Formula: "Di = Σ (P − E) / k",
		Put:    lang.F("k = 两边都答的题数，至少 %d 题（共 %d 题的一半）", "k = items answered on both sides, at least %d of %d", (k+1)/2, k).In(e.Lang.Single()[0]),
		Result: lang.F("%s 位客户可以计分（共 %s 位）", "%s of %s respondents could be scored", count(est.N), count(float64(e.now.N()))), Source: lang.T("半数规则", "half-scale rule")},
		e.freqTable(f, kind), e.meanFormula(f, est, kind, isGap), e.intervalFormula(f, est, kind)}
	return s
}

func (e *explainer) total(m tally.Measure, est stats.Estimate) *report.Section {
	kind := report.Mean
	if m == tally.Gap {
		kind = report.Gap
	}
	f := e.now.TotalFreq(m)
	return &report.Section{Title: lang.T("总分（未加权）", "Unweighted score"), Finding: lang.F("%s%s", "%s%s", report.N(kind, est.Value).Format(lang.Zh), interval(est, kind)),
		Blocks: []report.Block{e.dimensionMeans(m, kind), report.Formula{Title: lang.T("每位客户的总分", "A respondent's score"), Formula: "SQi = Σ Dij / J", Put: fmt.Sprintf("J = %d", len(e.study.Dimensions)),
			Result: lang.F("%s 位客户每个维度都有得分", "%s respondents have a score on every dimension", count(est.N)), Source: zpb}, e.meanFormula(f, est, kind, m == tally.Gap), e.intervalFormula(f, est, kind)}}
}

func (e *explainer) dimensionMeans(m tally.Measure, kind report.Kind) report.Table {
	t := report.Table{ID: "dimensions", Title: lang.T("各维度", "Dimensions"), Columns: []report.Column{column("dimension", lang.T("维度", "Dimension")), column("n", lang.T("n", "n")), column("mean", lang.T("平均", "Mean")), column("weight", lang.T("平均权重", "Mean points"))}}
	for d, x := range e.card.Dimensions {
		w := report.Cell{}
		if x.HasWeight {
			w = numCell(report.Points, x.Weight)
		}
		est := stats.MeanCI(e.now.DimFreq(d, m), e.Level)
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{textCell(e.study.Dimensions[d].Label), numCell(report.Count, est.N), cell(est, kind), w}})
	}
	return t
}

func (e *explainer) weightedTotal() *report.Section {
	est := e.card.Overall.Weighted
	s := &report.Section{Title: lang.T("加权SERVQUAL", "Weighted SERVQUAL")}
	if !est.Defined {
		s.Finding = noteText(stats.Note{Code: servqual.NoWeights})
		return s
	}
	s.Finding = lang.F("%s%s", "%s%s", gapNum(est.Value), interval(est, report.Gap))
	s.Blocks = []report.Block{e.columns(func(b load.Binding) bool { return b.Use == load.UseWeight }), e.dimensionMeans(tally.Gap, report.Gap),
		report.Formula{Title: lang.T("每位客户的加权得分", "A respondent's weighted score"), Formula: "SQi = Σ wij/100 · Dij", Put: e.weightHow().In(e.Lang.Single()[0]), Result: lang.F("%s 位客户", "%s respondents", count(est.N)), Source: zpb},
		report.Formula{Title: lang.T("对照：平均权重 × 平均差距", "For comparison: mean weights × mean gaps"), Formula: "Σ wj/100 · Dj", Put: e.weightedSum(), Result: lang.F("与加权得分相差 %s，是权重与差距在客户之间的协方差", "differs from the weighted score by %s, the covariance of points and gaps", report.Number{Defined: true, Value: est.Value - e.card.Overall.ProductOfMeans.Value, Kind: report.Gap, Digits: 4}.Format(lang.Zh))}}
	if e.card.Weights.Source == servqual.OwnPoints {
		f := e.now.WeightedFreq(tally.Gap)
		s.Blocks = append(s.Blocks, e.meanFormula(f, est, report.Gap, true), e.intervalFormula(f, est, report.Gap))
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: e.weightNotes()})
	return s
}

func (e *explainer) alpha(d int) *report.Section {
	m := e.main()
	r := e.card.Dimensions[d].Alpha[m]
	c := e.now.DimCross(d, m)
	s := &report.Section{Title: lang.F("%s的Cronbach α", "Cronbach's alpha of %s", e.study.Dimensions[d].Label)}
	if !r.Alpha.Defined {
		s.Finding = lang.T("无法计算。", "Not defined.")
		if len(r.Alpha.Notes) > 0 {
			s.Finding = noteText(r.Alpha.Notes[0])
		}
		return s
	}
	s.Finding = lang.F("α = %s%s", "alpha = %s%s", report.N(report.Coef, r.Alpha.Value).Format(lang.Zh), interval(r.Alpha, report.Coef))
	t := report.Table{ID: "variances", Title: lang.T("题项", "Items"), Columns: []report.Column{column("item", lang.T("题项", "Item")), column("variance", lang.T("方差", "Variance")), column("itemtotal", lang.T("校正题总相关", "Corrected item–total r")), column("dropped", lang.T("删除后α", "Alpha without it"))}}
	own, total := 0.0, 0.0
	for i, item := range e.study.ItemsOf(d) {
		vi, _ := c.Cov(i, i)
		own += vi
		for j := range c.K {
			x, _ := c.Cov(i, j)
			total += x
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{textCell(e.study.Items[item].Label), numCell(report.Coef, vi), cell(r.ItemTotal[i], report.Coef), cell(r.Dropped[i], report.Coef)}})
	}
	k := float64(c.K)
	s.Blocks = []report.Block{t, report.Formula{Title: lang.Same("Cronbach α"), Formula: "α = k/(k − 1) · (1 − Σ s² / s²(T))", Put: fmt.Sprintf("%g/%g × (1 − %.4f / %.4f)", k, k-1, own, total),
		Result: lang.Same(report.N(report.Coef, r.Alpha.Value).Format(lang.Zh)), Source: lang.T("Cronbach 1951；区间：Feldt, Woodruff & Salih 1987。只用该维度各题都答的客户。", "Cronbach 1951; interval: Feldt, Woodruff & Salih 1987. Respondents who answered every item of the dimension.")}}
	return s
}

func (e *explainer) nps() *report.Section {
	f := e.now.OutcomeFreq(survey.FieldRecommend)
	est := stats.NPS(f, e.Level)
	s := &report.Section{Title: lang.T("净推荐值（NPS）", "Net promoter score")}
	if !est.Defined {
		s.Finding = lang.T("无法计算。", "Not defined.")
		return s
	}
	n := f.N()
	pro := f.CountIf(func(k int64) bool { return k >= 9*f.Unit })
	det := f.CountIf(func(k int64) bool { return k <= 6*f.Unit })
	s.Finding = lang.F("NPS = %s%s", "NPS = %s%s", report.N(report.Score, est.Value).Format(lang.Zh), interval(est, report.Score))
	s.Blocks = []report.Block{e.columns(func(b load.Binding) bool { return b.Use == load.UseField && b.Field == survey.FieldRecommend }), e.freqTable(f, report.Count),
		report.Formula{Title: lang.Same("NPS"), Formula: "100 · (p(9–10) − p(0–6))", Put: fmt.Sprintf("100 × (%s/%s − %s/%s)", count(pro), count(n), count(det), count(n)),
			Result: lang.Same(report.N(report.Score, est.Value).Format(lang.Zh)), Source: lang.Same("Reichheld 2003, HBR 81(12)")}}
	return s
}
