package compose

import (
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// top is how many priorities and strengths a verdict names.
const top = verdict.MostNamed

// verdictPage is the first page, the report in short: the result in words, the
// headline figures, a chart with the trend beside it, up to three priorities and
// strengths, and what the data can't say.
func verdictPage(v *view) *report.Section {
	s := &report.Section{
		Title:   lang.T("结论", "Verdict"),
		Finding: v.verdictSentence(),
		Blocks:  []report.Block{report.Tiles{Tiles: v.tiles()}},
	}
	if t := v.place(); !t.IsZero() {
		s.Blocks = append(s.Blocks, report.Paragraph{Text: t})
	}
	s.Blocks = append(s.Blocks, v.firstFigures()...)
	if v.twoSided() {
		s.Blocks = append(s.Blocks, report.Side{
			Left:  v.priorityBlocks(),
			Right: []report.Block{v.strengthList()},
		})
	} else {
		s.Blocks = append(s.Blocks, v.lowestBlocks()...)
	}
	s.Blocks = append(s.Blocks, report.List{
		Title: lang.T("数据不能说明什么", "What the data can't say"),
		Items: v.caveats(), Tone: report.Caution,
	})
	return s
}

// mostFirst is how many rows the chart of the first page has at the most.
const mostFirst = 12

// firstFigures are the charts of the first page: the dimensions, or the items
// where there is one dimension, and the trend where there are waves.
func (v *view) firstFigures() []report.Block {
	first := v.firstFigure()
	if first == nil {
		return nil
	}
	if v.at+1 < fewestWaves {
		return []report.Block{report.FigureBlock{Figure: first}}
	}
	trend := v.trendFigure(v.history())
	trend.ID = "first-trend"
	return []report.Block{report.Side{
		Left:  []report.Block{report.FigureBlock{Figure: first}},
		Right: []report.Block{report.FigureBlock{Figure: trend, Caption: signalText(trend)}},
	}}
}

// firstFigure is the chart of the first page; nil where there are too few
// responses or too many rows.
func (v *view) firstFigure() chart.Figure {
	switch n := len(v.batteryDims()); {
	case v.now.N() < v.Cells.Mean || n > mostFirst || n == 0 || n == 1 && !v.itemsFirst():
		return nil
	case v.itemsFirst():
		return v.itemDots("dots-items")
	case v.twoSided():
		return v.dimensionBars()
	}
	f := v.dotsFigure()
	f.ID = "first-dimensions"
	return f
}

// itemsFirst says whether the first page shows the items: those of one dimension,
// where they are few.
func (v *view) itemsFirst() bool {
	return len(v.batteryDims()) == 1 && len(v.study.Items) <= mostFirst
}

func (v *view) when() lang.Text {
	if v.at < 0 {
		return lang.T("本次调查中", "In this survey")
	}
	return lang.F("%s", "In %s", waveText(v.waves[v.at].name))
}

func (v *view) verdictSentence() lang.Text {
	h, weighted := v.headline()
	if !h.Defined {
		return lang.F("%s，有效答卷太少（%s 份），不足以计算总体得分。", "%s too few responses could be scored (%s) for an overall result.", v.when(), count(h.N))
	}
	if !v.twoSided() {
		return lang.F("%s，客户对服务的总体感知为 %s 分（满分 %d 分）%s。", "%s customers rated the service %s on a scale up to %d%s.",
			v.when(), meanNum(h.Value), v.study.Scale.Max, interval(h, report.Mean))
	}
	name := lang.T("服务质量差距", "SERVQUAL gap")
	if weighted {
		name = lang.T("加权服务质量差距", "weighted SERVQUAL gap")
	}
	figure := lang.F("%s为 %s%s", "the %s is %s%s", name, gapNum(h.Value), interval(h, report.Gap))
	var out lang.Text
	switch c := v.headlineClaim(); {
	case c.Says == verdict.Below:
		out = lang.F("%s，客户感知总体低于期望：%s", "%s customers rated the service below what they expect: %s", v.when(), figure)
	case c.Says == verdict.Above:
		out = lang.F("%s，客户感知总体超过期望：%s", "%s customers rated the service above what they expect: %s", v.when(), figure)
	case c.Says == verdict.AsExpected:
		out = lang.F("%s，客户感知与期望基本持平：%s", "%s customers rated the service about as they expect it: %s", v.when(), figure)
	case c.Reason == verdict.TooFew:
		return lang.F("%s，有效答卷只有 %s 份，不足以下结论：%s。", "%s there are too few responses to judge (n = %s): %s.", v.when(), count(h.N), figure)
	default:
		out = lang.F("%s，还分不出客户感知是高于还是低于期望：%s", "%s customers' ratings can't be told apart from what they expect: %s", v.when(), figure)
	}
	return lang.F("%s%s", "%s%s", out, v.largestGapClause())
}

// largestGapClause ends the sentence with the dimension of the largest gap, or
// those among which it is.
func (v *view) largestGapClause() lang.Text {
	names, first := v.largestGaps()
	switch len(names) {
	case 0:
		return lang.T("。", ".")
	case 1:
		return lang.F("；差距最大的维度是%s（%s）。", "; the largest gap is %s (%s).", names[0], gapNum(first))
	}
	return lang.F("；差距最大的维度在%s之中，彼此分不出先后。", "; the largest gap is among %s, which can't be told apart.", join(names))
}

// largestGaps names the dimensions that may have the largest gap, the widest
// first, with its value; none where the dimensions do not differ beyond noise or
// none falls short.
func (v *view) largestGaps() (names []lang.Text, first float64) {
	w := v.worstDimensions()
	if !w.Made() || len(w.Set) == len(v.batteryDims()) {
		return nil, 0
	}
	for _, d := range v.card.Dimensions {
		if d.Index == w.Set[0] {
			first = d.Gap.Mean.Value
		}
	}
	if first >= 0 {
		return nil, 0
	}
	for _, d := range w.Set {
		names = append(names, v.study.Dimensions[d].Label)
	}
	return names, first
}

func (v *view) tiles() []report.Tile {
	h, weighted := v.headline()
	label := lang.T("服务质量差距（SERVQUAL）", "SERVQUAL gap")
	kind, ref := report.Gap, "servqual/unweighted"
	if weighted {
		label, ref = lang.T("加权服务质量差距", "Weighted SERVQUAL gap"), "servqual/weighted"
	}
	var out []report.Tile
	if v.twoSided() {
		t := tile(label, h, kind, ref)
		v.compare(&t, v.headlineRef())
		out = append(out, t)
	}
	if t, ok := v.usualTile(); ok {
		out = append(out, t)
	}
	if p := v.card.Overall.Servperf; p.Defined {
		t := tile(lang.T("感知得分（0–100）", "Perceived service (0–100)"), rescaled(p, v.study.Scale), report.Index, "servperf/0-100")
		v.compare(&t, "servperf/0-100")
		out = append(out, t)
	}
	for _, f := range v.study.Fields {
		if f.Kind != survey.ScoreField {
			continue
		}
		freq := v.now.OutcomeFreq(f.Name)
		if freq.N() == 0 {
			continue
		}
		hidden := v.fieldWithheld(f.Name)
		if v.study.Promotes(f.Name) {
			t := tile(lang.T("净推荐值（NPS）", "Net promoter score"), stats.NPS(freq, v.Level), report.Score, "nps")
			if hidden {
				out = append(out, v.hideTile(t, freq))
				continue
			}
			v.compare(&t, "nps")
			out = append(out, t)
			continue
		}
		t := tile(f.Label, stats.MeanCI(freq, v.Level), report.Mean, "mean/"+f.Name)
		if hidden {
			out = append(out, v.hideTile(t, freq))
			continue
		}
		v.compare(&t, "mean/"+f.Name)
		out = append(out, t)
	}
	return out
}

func tile(label lang.Text, e stats.Estimate, k report.Kind, ref string) report.Tile {
	t := report.Tile{Label: label, Ref: ref}
	if e.Defined {
		t.Value = report.N(k, e.Value)
	}
	if e.HasInterval() {
		t.Lo, t.Hi = report.N(k, e.Lo), report.N(k, e.Hi)
	}
	if !e.Defined && len(e.Notes) > 0 {
		t.Note = noteText(e.Notes[0])
	}
	return t
}

// rescaled puts an estimate of means on 0–100.
func rescaled(e stats.Estimate, s survey.Scale) stats.Estimate {
	e.Value, e.Lo, e.Hi = s.Rescale(e.Value), s.Rescale(e.Lo), s.Rescale(e.Hi)
	return e
}

// compare adds to a tile how its figure changed since the wave before.
func (v *view) compare(t *report.Tile, ref string) {
	c, ok := v.headlineChanges()[ref]
	if !ok || !c.Split.Defined && c.Reason != verdict.TooFew {
		return
	}
	scale := 1.0
	if t.Value.Kind == report.Index { // the tile is on 0–100, the comparison on the scale
		scale = 100 / v.width()
	}
	t.Note = v.changeNote(c, t.Value.Kind, scale)
	switch {
	case c.Says == verdict.Better:
		t.Trend = report.Better
	case c.Says == verdict.Worse:
		t.Trend = report.Worse
	case c.Reason != verdict.TooFew && c.Reason != verdict.NoComparison:
		t.Trend = report.Steady
	}
}

// priorityBlocks are the named items and, below them, how sure they are.
func (v *view) priorityBlocks() []report.Block {
	w := v.worstItems()
	l := report.List{Title: lang.T("优先改进", "Priorities"), Numbered: len(w.Named) > 1}
	for _, i := range w.Named {
		it := v.study.Items[i]
		l.Items = append(l.Items, report.ListItem{Ref: itemRef(v.study, i), Text: lang.F(
			"%s（%s）：差距 %s；%s 的客户感知低于期望。",
			"%s (%s): gap %s; %s of customers below expectation.",
			it.Label, v.dimLabel(it), gapNum(v.card.Items[i].Gap.Mean.Value), belowNum(v.card.Items[i].Gap))})
	}
	if len(w.Named) == 0 {
		l.Items = []report.ListItem{{Text: v.prioritySentence(w)}}
		return []report.Block{l}
	}
	return []report.Block{l, report.Notes{Items: []lang.Text{v.prioritySentence(w)}}}
}

// prioritySentence says how sure the named items are, or why none is named.
func (v *view) prioritySentence(w *verdict.Worst) lang.Text {
	switch rest := len(w.Set) - len(w.Named); {
	case w.Reason == verdict.TooFew:
		return lang.F("答卷太少（%s 份），不足以判断哪些题项最弱。", "Too few responses (%s) to say which items are weakest.", count(w.N))
	case !w.Made():
		return lang.T("没有哪个题项明显比其他题项弱：各题项的差别在抽样误差之内。", "No item stands out: the items don't differ beyond sampling noise.")
	case len(w.Named) == 0:
		return lang.T("没有题项明显低于期望。", "No item is below expectation beyond sampling noise.")
	case rest > 0:
		return lang.F("最弱的题项在 %d 项之中，以上 %d 项得分最低，但与其余 %d 项分不出先后。", "The weakest item is one of %d; the %d above are the lowest, but can't be told from the other %d.", len(w.Set), len(w.Named), rest)
	case len(w.Named) > 1:
		return lang.T("这几项之间分不出先后。", "These can't be told apart from each other.")
	}
	return lang.T("其余题项都明显高于它。", "All other items are clearly above it.")
}

func (v *view) strengthList() report.List {
	strong := v.strongItems()
	l := report.List{Title: lang.T("优势", "Strengths"), Numbered: len(strong) > 1}
	for _, i := range strong {
		it := v.study.Items[i]
		l.Items = append(l.Items, report.ListItem{Ref: itemRef(v.study, i), Text: lang.F(
			"%s（%s）：感知 %s，明显高于各题项平均；差距 %s。",
			"%s (%s): perception %s, clearly above the mean of all items; gap %s.",
			it.Label, v.dimLabel(it), meanNum(v.card.Items[i].Perception.Mean.Value), gapNum(v.card.Items[i].Gap.Mean.Value))})
	}
	if len(strong) == 0 {
		l.Items = append(l.Items, report.ListItem{Text: lang.T("没有哪个题项的感知明显突出。", "None beyond sampling noise.")})
	}
	return l
}

// lowestBlocks replace priorities where only perceptions were asked: the items
// rated lowest, with the set that they can't be told from, or that none stands
// out.
func (v *view) lowestBlocks() []report.Block {
	w := v.worstItems()
	l := report.List{Title: lang.T("评分最低的题项", "Lowest-rated items"), Numbered: len(w.Named) > 1}
	for _, i := range w.Named {
		it := v.study.Items[i]
		e := v.card.Items[i].Perception.Mean
		l.Items = append(l.Items, report.ListItem{Ref: "mean/" + it.ID, Text: lang.F("%s：%s%s", "%s: %s%s", v.placed(it), meanNum(e.Value), interval(e, report.Mean))})
	}
	if len(w.Named) == 0 {
		l.Items = []report.ListItem{{Text: v.prioritySentence(w)}}
		return []report.Block{l}
	}
	return []report.Block{l, report.Notes{Items: []lang.Text{v.prioritySentence(w)}}}
}

// placed names an item with its dimension, where there are several.
func (v *view) placed(it survey.Item) lang.Text {
	if len(v.study.Dimensions) < 2 {
		return it.Label
	}
	return lang.F("%s（%s）", "%s (%s)", it.Label, v.dimLabel(it))
}

func (v *view) dimLabel(it survey.Item) lang.Text {
	return v.study.Dimensions[v.study.Dim(it.Dimension)].Label
}
