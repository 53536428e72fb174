package compose

import (
	"servqual/gap"
	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// top is how many priorities and strengths a verdict names.
const top = 3

// verdict is the first page: the result in words, the headline figures, three
// priorities, three strengths, and what the data can't say.
func verdict(v *view) *report.Section {
	s := &report.Section{
		Title:   lang.T("结论", "Verdict"),
		Finding: v.verdictSentence(),
		Blocks:  []report.Block{report.Tiles{Tiles: v.tiles()}},
	}
	if v.twoSided() {
		s.Blocks = append(s.Blocks, report.Side{
			Left:  []report.Block{v.priorityList()},
			Right: []report.Block{v.strengthList()},
		})
	} else {
		s.Blocks = append(s.Blocks, v.lowestList())
	}
	s.Blocks = append(s.Blocks, report.List{
		Title: lang.T("数据不能说明什么", "What the data can't say"),
		Items: v.caveats(), Tone: report.Caution,
	})
	return s
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
	level := lang.T("与期望基本持平", "rated the service about as they expect it")
	if h.HasInterval() && h.Hi < 0 {
		level = lang.T("低于期望", "rated the service below what they expect")
	} else if h.HasInterval() && h.Lo > 0 {
		level = lang.T("超过期望", "rated the service above what they expect")
	}
	out := lang.F("%s，客户感知总体%s：%s为 %s%s", "%s customers %s: the %s is %s%s",
		v.when(), level, name, gapNum(h.Value), interval(h, report.Gap))
	if len(v.dims) > 1 && v.dims[0].Gap.Value < 0 {
		worst := v.largestGap()
		return lang.F("%s；差距最大的维度是%s（%s）。", "%s; the largest gap is %s (%s).", out, v.study.Dimensions[worst.Index].Label, gapNum(worst.Gap.Value))
	}
	return lang.F("%s。", "%s.", out)
}

// largestGap is the dimension with the most negative gap, whatever it weighs.
func (v *view) largestGap() gap.Finding {
	worst := v.dims[0]
	for _, f := range v.dims {
		if f.Gap.Value < worst.Gap.Value {
			worst = f
		}
	}
	return worst
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
		v.compare(&t, v.headlineFreq)
		out = append(out, t)
	}
	if p := v.card.Overall.Servperf; p.Defined {
		t := tile(lang.T("感知得分（0–100）", "Perceived service (0–100)"), rescaled(p, v.study.Scale), report.Index, "servperf/0-100")
		v.compare(&t, func(t *tally.Tally) stats.Freq { return t.TotalFreq(tally.P) })
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
		field := func(t *tally.Tally) stats.Freq { return t.OutcomeFreq(f.Name) }
		if v.study.Promotes(f.Name) {
			t := tile(lang.T("净推荐值（NPS）", "Net promoter score"), stats.NPS(freq, v.Level), report.Score, "nps")
			v.compareNPS(&t, field)
			out = append(out, t)
			continue
		}
		t := tile(f.Label, stats.MeanCI(freq, v.Level), report.Mean, "mean/"+f.Name)
		v.compare(&t, field)
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

// compare adds to a tile how the figure moved since the wave before.
func (v *view) compare(t *report.Tile, freq func(*tally.Tally) stats.Freq) {
	prev := v.previous()
	if prev == nil {
		return
	}
	test := stats.WelchT(freq(v.now), freq(prev.tally), v.Level)
	if !test.Defined {
		return
	}
	diff := test.Effect.Value
	kind := t.Value.Kind
	if kind == report.Index { // the tile is on 0–100, the comparison on the scale
		diff *= 100 / float64(v.study.Scale.Max-v.study.Scale.Min)
	}
	v.moved(t, diff, gap.Beyond(test), prev.name, kind)
}

// compareNPS is compare for a net promoter score, whose change is the
// difference of two independent scores.
func (v *view) compareNPS(t *report.Tile, freq func(*tally.Tally) stats.Freq) {
	prev := v.previous()
	if prev == nil {
		return
	}
	d := stats.NPSDifference(freq(v.now), freq(prev.tally), v.Level)
	if d.Defined {
		v.moved(t, d.Value, d.Lo > 0 || d.Hi < 0, prev.name, report.Score)
	}
}

func (v *view) moved(t *report.Tile, diff float64, beyond bool, before string, k report.Kind) {
	digits := report.Number{Kind: k, Digits: -1}.Decimals()
	n := report.Number{Defined: true, Value: diff, Kind: report.Gap, Digits: digits}.Format(lang.Zh)
	t.Trend = report.Steady
	note := lang.F("较%s %s，在波动范围内", "%[2]s since %[1]s, within noise", waveText(before), n)
	switch {
	case beyond && diff > 0:
		t.Trend = report.Better
		note = lang.F("较%s %s，超出波动范围", "%[2]s since %[1]s, beyond noise", waveText(before), n)
	case beyond:
		t.Trend = report.Worse
		note = lang.F("较%s %s，超出波动范围", "%[2]s since %[1]s, beyond noise", waveText(before), n)
	}
	t.Note = note
}

func (v *view) priorityList() report.List {
	l := report.List{Title: lang.T("三项优先改进", "Three priorities"), Numbered: true}
	found := gap.Priorities(v.items, top)
	for _, f := range found {
		it := v.study.Items[f.Index]
		l.Items = append(l.Items, report.ListItem{Ref: f.Ref, Text: lang.F(
			"%s（%s）：差距 %s，占总缺口的 %s；%s 的客户感知低于期望。",
			"%s (%s): gap %s, %s of the total shortfall; %s of customers below expectation.",
			it.Label, v.dimLabel(it), gapNum(f.Gap.Value), shareNum(f.Share), shareNum(v.card.Items[f.Index].Gap.Below))})
	}
	if len(found) == 0 {
		l.Items = append(l.Items, report.ListItem{Text: lang.T("没有题项显著低于期望。", "No item is below expectation beyond chance.")})
	}
	return l
}

func (v *view) strengthList() report.List {
	l := report.List{Title: lang.T("三项优势", "Three strengths"), Numbered: true}
	for _, f := range gap.Strengths(v.items, top) {
		it := v.study.Items[f.Index]
		l.Items = append(l.Items, report.ListItem{Ref: f.Ref, Text: lang.F(
			"%s（%s）：差距 %s，感知 %s，是最接近期望的题项之一。",
			"%s (%s): gap %s, perception %s, among the closest to expectation.",
			it.Label, v.dimLabel(it), gapNum(f.Gap.Value), meanNum(v.card.Items[f.Index].Perception.Mean.Value))})
	}
	for i := range l.Items {
		if f := gap.Strengths(v.items, top)[i]; f.Gap.Value > 0 && f.Significant {
			it := v.study.Items[f.Index]
			l.Items[i].Text = lang.F("%s（%s）：差距 %s，感知超过期望。", "%s (%s): gap %s, above expectation.", it.Label, v.dimLabel(it), gapNum(f.Gap.Value))
		}
	}
	return l
}

// lowestList replaces priorities where only perceptions were asked.
func (v *view) lowestList() report.List {
	l := report.List{Title: lang.T("感知最低的三项", "The three lowest-rated items"), Numbered: true}
	lowest := v.byPerception() // without items that nobody answered
	for _, i := range lowest[:min(top, len(lowest))] {
		it := v.study.Items[i]
		e := v.card.Items[i].Perception.Mean
		l.Items = append(l.Items, report.ListItem{Ref: "mean/" + it.ID, Text: lang.F("%s（%s）：%s%s", "%s (%s): %s%s", it.Label, v.dimLabel(it), meanNum(e.Value), interval(e, report.Mean))})
	}
	return l
}

func (v *view) dimLabel(it survey.Item) lang.Text {
	return v.study.Dimensions[v.study.Dim(it.Dimension)].Label
}
