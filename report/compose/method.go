package compose

import (
	"fmt"
	"strings"

	"servqual/report"
	"servqual/servqual"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// method is the last page: formulas with this month's numbers, rules, and
// where everything came from.
func method(v *view) *report.Section {
	s := &report.Section{
		Title: lang.T("方法与溯源", "Method and provenance"), Sheet: "99 方法与溯源",
		Finding: lang.T("每个数字怎么来的、用了哪些答卷，都可以在这里核对。", "How each figure is made and which responses stand behind it can be checked here."),
	}
	s.Blocks = append(s.Blocks, v.formulas()...)
	s.Blocks = append(s.Blocks, v.rules(), v.settings())
	if v.Summary != nil {
		s.Blocks = append(s.Blocks, v.provenance())
	}
	return s
}

// formulas writes out one item, one dimension and the whole with the numbers
// of this report.
func (v *view) formulas() []report.Block {
	if !v.twoSided() || len(v.items) == 0 {
		return nil
	}
	f := v.items[0]
	it := v.study.Items[f.Index]
	x := v.card.Items[f.Index]
	d := v.study.Dim(it.Dimension)
	dim := v.card.Dimensions[d]
	out := []report.Block{report.Formula{
		Title:   lang.F("题项差距：%s", "Gap of an item: %s", it.Label),
		Formula: "G = Σ (Pi − Ei) / n",
		Put:     v.itemSum(f.Index),
		Result:  lang.F("%s%s", "%s%s", gapNum(x.Gap.Mean.Value), interval(x.Gap.Mean, report.Gap)),
		Source:  lang.Same("Zeithaml, Parasuraman & Berry 1990, Delivering Quality Service, App. A"),
	}, report.Formula{
		Title:   lang.F("维度差距：%s", "Gap of a dimension: %s", v.study.Dimensions[d].Label),
		Formula: "Di = Σ (P − E) / k; D = Σ Di / n",
		Put:     fmt.Sprintf("%s − %s", meanNum(dim.Perception.Mean.Value), meanNum(dim.Expectation.Mean.Value)),
		Result:  lang.F("%s%s", "%s%s", gapNum(dim.Gap.Mean.Value), interval(dim.Gap.Mean, report.Gap)),
		Source:  lang.Same("Parasuraman, Zeithaml & Berry 1988, J. Retailing 64(1):12–40"),
	}}
	if o := v.card.Overall; o.Weighted.Defined && v.card.Weights.Source == servqual.OwnPoints {
		out = append(out, report.Formula{
			Title:   lang.T("加权SERVQUAL", "Weighted SERVQUAL"),
			Formula: "SQi = Σ wij/100 · Dij; SQ = Σ SQi / n",
			Put:     v.weightedSum(),
			Result:  lang.F("%s%s", "%s%s", gapNum(o.Weighted.Value), interval(o.Weighted, report.Gap)),
			Source:  lang.T("Zeithaml, Parasuraman & Berry 1990；代入的是平均权重×平均差距，与逐人计算相差协方差。", "Zeithaml, Parasuraman & Berry 1990; the numbers put in are mean weights × mean gaps, which differ by the covariance."),
		})
	}
	return out
}

// itemSum writes Σ(P−E) and n of an item.
func (v *view) itemSum(i int) string {
	f := v.now.ItemFreq(i, tally.Gap)
	sum := 0.0
	for k := range f.Keys {
		sum += f.Counts[k] * f.Value(k)
	}
	return fmt.Sprintf("%s / %s", report.Number{Defined: true, Value: sum, Kind: report.Gap, Digits: 0}.Format(lang.Zh), count(f.N()))
}

func (v *view) weightedSum() string {
	var parts []string
	for _, d := range v.card.Dimensions {
		parts = append(parts, fmt.Sprintf("%s%% × (%s)", pointsNum(d.Weight), gapNum(d.Gap.Mean.Value)))
	}
	return strings.Join(parts, " + ") + " = " + gapNum(v.card.Overall.ProductOfMeans.Value)
}

func (v *view) rules() report.List {
	items := []lang.Text{
		lang.T("差距 = 感知 − 期望，负值表示未达期望；不取绝对值。", "Gap = perception − expectation; negative means below expectation; never an absolute value."),
		lang.T("先算每位客户的得分，再对客户求平均；总分是各维度的平均，不是各题的平均。", "Scores are formed per respondent and then averaged; the total is the mean of the dimensions, not of the items."),
		lang.T("半数规则：两边都作答的题项不少于维度题数的一半才计该维度。", "Half-scale rule: a dimension is scored when at least half of its items were answered on both sides."),
		lang.T("权重：合计在100±5之内的归一为100，否则该客户只计入未加权得分。", "Weights: sums within 100±5 are normalised, other respondents count in the unweighted scores only."),
		lang.F("区间：%s，均值用t分布，比例用Wilson区间，α用Feldt区间。", "Intervals: %s; t for means, Wilson for shares, Feldt for alpha.", level(v.Level)),
		lang.T("检验：配对t检验，题项与维度各为一族，用Holm法校正；BH控制错误发现率。", "Tests: paired t, items and dimensions each one family, corrected by Holm; BH for the false-discovery rate."),
		lang.F("隐私：少于 %d 份不显示均值，少于 %d 份不显示分布和原话。", "Privacy: no means under %d respondents, no distributions or comments under %d.", v.Cells.Mean, v.Cells.Distribution),
	}
	l := report.List{Title: lang.T("计算规则", "Rules")}
	for _, t := range items {
		l.Items = append(l.Items, report.ListItem{Text: t})
	}
	return l
}

func (v *view) settings() report.Facts {
	f := report.Facts{Title: lang.T("设置", "Settings")}
	add := func(label, val lang.Text) { f.Facts = append(f.Facts, report.Fact{Label: label, Value: val}) }
	name := v.study.Title
	if v.study.Instrument != "" {
		name = lang.F("%s（%s）", "%s (%s)", name, v.study.Instrument)
	}
	add(lang.T("量表", "Instrument"), name)
	if v.study.Version != "" {
		add(lang.T("版本", "Edition"), lang.Same(v.study.Version))
	}
	add(lang.T("评分范围", "Scale"), lang.Same(fmt.Sprintf("%d–%d", v.study.Scale.Min, v.study.Scale.Max)))
	add(lang.T("题项与维度", "Items and dimensions"), lang.F("%d 题，%d 个维度", "%d items in %d dimensions", len(v.study.Items), len(v.study.Dimensions)))
	if v.at >= 0 {
		add(lang.T("期次", "Wave"), waveText(v.waves[v.at].name))
	}
	if v.Version != "" {
		add(lang.T("程序版本", "Program"), lang.Same("servqual "+v.Version))
	}
	return f
}

func (v *view) provenance() report.Facts {
	f := report.Facts{Title: lang.T("数据来源", "Where the data came from")}
	for _, x := range v.ownFiles() {
		name := x.File
		if x.Sheet != "" {
			name += " / " + x.Sheet
		}
		f.Facts = append(f.Facts,
			report.Fact{Label: lang.Same(name), Value: lang.F("%s 份答卷，使用 %s 列，未用 %s 列；编码 %s", "%s responses, %s columns used, %s not; encoding %s",
				count(float64(v.usedOf(x))), count(float64(x.Bound)), count(float64(x.Unbound)), lang.Same(orDash(x.Encoding)))},
			report.Fact{Label: lang.Same("SHA-256"), Value: lang.Same(x.SHA256), Mono: true})
	}
	return f
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
