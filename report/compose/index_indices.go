package compose

import (
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// indices is every index that the data allows.
type indices struct {
	nps     *index.NPS
	top     []index.TopBox
	effort  *index.Effort
	csi     index.CSI
	points  index.Weighted
	source  index.TreeWeights
	preset  *index.FactorPreset // the published factors that the study has, when it has them all
	zones   index.Zones
	library bool // a LibQUAL instrument
	ratings []index.Rating
}

// indicesOf computes them.
func (v *view) indicesOf() indices {
	o := v.indexOptions()
	var out indices
	for _, f := range v.study.Fields {
		if f.Kind != survey.ScoreField || v.now.OutcomeFreq(f.Name).N() == 0 {
			continue
		}
		switch {
		case v.study.Promotes(f.Name):
			n := index.NetPromoter(v.now, f.Name, o)
			out.nps = &n
		case f.Name == survey.FieldEffort:
			e := index.CustomerEffort(v.now, f.Name, 0, o)
			out.effort = &e
		default:
			out.top = append(out.top, index.TopTwo(v.now, f.Name, o))
		}
	}
	out.csi = index.SatisfactionIndex(v.now, o)
	tree, source := index.TreeOf(v.now)
	out.source = source
	out.points = index.WeightedIndex(v.now, tree, index.TimesHundred, o)
	for _, name := range index.FactorPresetNames() {
		p, _ := index.LoadFactorPreset(name)
		if w := index.WeightedIndex(v.now, p.Tree(v.now.Plan()), index.TimesHundred, o); w.Index.Defined {
			out.points, out.preset = w, &p
			break
		}
	}
	out.zones = index.ZonesOfTolerance(v.now, o)
	out.library = index.IsLibQUAL(v.study)
	if p := index.LibQUALProfile(v.now, o); p.Form == index.ImportanceCurrent && out.library {
		out.ratings = p.Ratings
	}
	return out
}

// indexSection is the satisfaction indices around the gap scores.
func indexSection(v *view) *report.Section {
	title := lang.T("满意度指数", "Satisfaction indices")
	if s := v.tooFew(title, "05 指数"); s != nil {
		return s
	}
	x := v.indicesOf()
	s := &report.Section{Title: title, Sheet: "05 指数", Finding: v.indexSentence(x)}
	if tiles := v.indexTiles(x); len(tiles) > 0 {
		s.Blocks = append(s.Blocks, report.Tiles{Tiles: tiles}, v.indexTable(x))
	}
	if x.points.Index.Defined && len(x.points.Factors) > 1 {
		s.Blocks = append(s.Blocks, report.FigureBlock{Figure: v.lostFigure(x),
			Reading: lang.T("满分1000分减去本期得分，按因子拆开：条形越长，改进这里能拿回的分越多。", "1000 points less the score, by factor: the longer the bar, the more points are to be won there.")}, v.factorTable(x))
	}
	if x.zones.Defined {
		s.Blocks = append(s.Blocks, v.zoneBlocks(x)...)
	}
	if len(x.ratings) > 0 {
		s.Blocks = append(s.Blocks, v.ratingTable(x.ratings))
	}
	if x.csi.Percent.Defined {
		s.Blocks = append(s.Blocks, v.csiTable(x.csi))
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: v.indexFootnotes(x)})
	return s
}

func (v *view) indexSentence(x indices) lang.Text {
	switch {
	case x.zones.Defined && x.zones.Overall.Status != 0:
		return v.zoneSentence(x.zones)
	case x.points.Index.Defined && x.nps != nil && x.nps.Score.Defined:
		return lang.F("千分制指数为 %s%s，净推荐值为 %s%s。", "The index stands at %s of 1000 points%s, the net promoter score at %s%s.",
			points0(x.points.Index.Value), interval(x.points.Index, report.Index), scoreNum(x.nps.Score.Value), interval(x.nps.Score, report.Score))
	case x.points.Index.Defined:
		return lang.F("千分制指数为 %s%s。", "The index stands at %s of 1000 points%s.", points0(x.points.Index.Value), interval(x.points.Index, report.Index))
	case x.nps != nil && x.nps.Score.Defined:
		return lang.F("净推荐值为 %s%s。", "The net promoter score is %s%s.", scoreNum(x.nps.Score.Value), interval(x.nps.Score, report.Score))
	}
	return lang.T("数据不足以计算满意度指数。", "The data allow no satisfaction index.")
}

// points0 writes points of 1000 without decimals.
func points0(x float64) string {
	return report.Number{Defined: true, Value: x, Kind: report.Index}.Format(lang.Zh)
}

func (v *view) indexTiles(x indices) []report.Tile {
	var out []report.Tile
	add := func(label lang.Text, e stats.Estimate, k report.Kind, ref string) *report.Tile {
		if !e.Defined {
			return nil
		}
		t := tile(label, e, k, ref)
		out = append(out, t)
		return &out[len(out)-1]
	}
	if t := add(lang.T("指数（满分1000）", "Index (of 1000)"), x.points.Index, report.Index, "index/1000"); t != nil {
		t.Value.Digits, t.Lo.Digits, t.Hi.Digits = 0, 0, 0
	}
	if t := add(lang.T("顾客满意度指数 CSI（%）", "CSI (%)"), x.csi.Percent, report.Percent, "index/csi"); t != nil {
		t.Note = csiNames[x.csi.Class]
	}
	if x.nps != nil {
		add(lang.T("净推荐值（NPS）", "Net promoter score"), x.nps.Score, report.Score, "nps")
	}
	for _, b := range x.top {
		if t := add(lang.F("%s：前两档占比", "%s: top two boxes", v.fieldName(b.Field)), b.Share, report.Share, "top2/"+b.Field); t != nil {
			t.Note = lang.F("%d–%d 分", "rated %d–%d", b.From, b.Scale.Max)
		}
	}
	if x.effort != nil {
		if t := add(lang.T("感到省力的客户", "Found it easy"), x.effort.Easy, report.Share, "effort/easy"); t != nil {
			t.Note = direction(x.effort.LowIsGood)
		}
	}
	return out
}

func direction(lowIsGood bool) lang.Text {
	if lowIsGood {
		return lang.T("量表：数字越小越省力", "scale: low is easy")
	}
	return lang.T("量表：数字越大越省力", "scale: high is easy")
}

func (v *view) indexTable(x indices) report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{ID: "indices", Title: lang.T("各项指数", "The indices"), Columns: []report.Column{column("index", lang.T("指数", "Index")), column("value", lang.T("数值", "Value")),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("n", lang.T("n", "n")), column("how", lang.T("算法", "How it is made"))}}
	add := func(ref string, label lang.Text, e stats.Estimate, k report.Kind, how lang.Text) {
		if e.Defined {
			lo, hi := ends(e, k)
			t.Rows = append(t.Rows, report.Row{Ref: ref, Cells: []report.Cell{textCell(label), cell(e, k), lo, hi, numCell(report.Count, e.N), textCell(how)}})
		}
	}
	add("index/1000", lang.T("千分制加权指数", "Weighted index of 1000"), x.points.Index, report.Index, v.pointsHow(x))
	add("index/csi", lang.T("CSI(%)", "CSI (%)"), x.csi.Percent, report.Percent, lang.T("重要度加权的满意度总分 ÷ 最高分", "importance-weighted satisfaction over the highest answer"))
	add("index/csi-rescaled", lang.T("CSI 换算为0–100", "CSI on 0–100"), x.csi.Rescale, report.Index, lang.T("最低答案为0，最高为100", "lowest answer 0, highest 100"))
	if n := x.nps; n != nil {
		add("nps", lang.T("净推荐值（NPS）", "Net promoter score"), n.Score, report.Score,
			lang.F("推荐者（9–10）%s 人 − 贬损者（0–6）%s 人，中立者 %s 人", "promoters (9–10) %s less detractors (0–6) %s; passives %s", count(n.Promoters), count(n.Detractors), count(n.Passives)))
	}
	for _, b := range x.top {
		name := v.fieldName(b.Field)
		add("top2/"+b.Field, lang.F("%s：前两档", "%s: top two", name), b.Share, report.Share, lang.F("打 %d 分及以上的客户（量表 %d–%d）", "rated %d or more (scale %d–%d)", b.From, b.Scale.Min, b.Scale.Max))
		add("bottom2/"+b.Field, lang.F("%s：后两档", "%s: bottom two", name), b.Bottom, report.Share, lang.F("打 %d 分及以下的客户", "rated %d or less", b.Scale.Min+1))
		add("mean/"+b.Field, lang.F("%s：平均分", "%s: mean", name), b.Mean, report.Mean, lang.F("量表 %d–%d", "scale %d–%d", b.Scale.Min, b.Scale.Max))
	}
	if e := x.effort; e != nil {
		add("effort/mean", lang.T("费力程度：平均分", "Effort: mean"), e.Mean, report.Mean, direction(e.LowIsGood))
		add("effort/easy", lang.T("感到省力的客户", "Found it easy"), e.Easy, report.Share, direction(e.LowIsGood))
	}
	return t
}

func (v *view) pointsHow(x indices) lang.Text {
	how := lang.T("各维度等权，平均分换算到0–1000", "dimensions equally weighted, means put on 0–1000")
	switch {
	case x.preset != nil:
		how = lang.F("%s，权重合计 %s 已归一化", "%s; weights adding up to %s, normalised", x.preset.Title, pointsNum(x.points.Given))
	case x.source == index.CustomerPoints:
		how = lang.T("按客户分配点数的平均加权，平均分换算到0–1000", "weighted with the customers' mean points, means put on 0–1000")
	case x.source == index.StatedWeights:
		how = lang.T("按研究文件的权重加权，平均分换算到0–1000", "weighted as the study file says, means put on 0–1000")
	}
	if x.points.Mapping == index.TimesHundred {
		return lang.F("%s（1–10评分×100）", "%s (ratings 1–10 times 100)", how)
	}
	return how
}

func (v *view) lostFigure(x indices) chart.Pareto {
	p := chart.Pareto{
		Meta: v.meta("pareto-points-lost", lang.T("失分在哪里", "Where the points are lost"),
			lang.T("帕累托图：各因子失去的分数及累计占比。", "Pareto of the points lost by factor with cumulative share.")),
		Axis: chart.Axis{Label: lang.T("失分", "Points lost"), Decimals: 0}, Share: lang.T("累计占比", "Cumulative share"), Threshold: 80,
	}
	var bars []chart.ParetoBar
	for _, f := range x.points.Factors {
		if f.Score.Defined {
			bars = append(bars, chart.ParetoBar{Label: f.Label, Value: f.Lost, Ref: "lost/" + f.ID, N: f.Score.N})
		}
	}
	p.Bars = chart.ParetoOrder(bars)
	return p
}

func (v *view) factorTable(x indices) report.Table {
	t := report.Table{ID: "factors", Title: lang.T("因子得分与失分", "Factor scores and points lost"), Columns: []report.Column{
		column("factor", lang.T("因子", "Factor")), column("given", lang.T("所给权重", "Weight as given")), column("share", lang.T("归一化权重", "Normalised")), column("score", lang.T("得分", "Score")),
		column("n", lang.T("n", "n")), column("points", lang.T("贡献", "Adds")), column("lost", lang.T("失分", "Loses"))}}
	points, lost := 0.0, 0.0
	for _, f := range x.points.Factors {
		points, lost = points+f.Points, lost+f.Lost
		t.Rows = append(t.Rows, report.Row{Ref: "lost/" + f.ID, Cells: []report.Cell{textCell(f.Label), numCell(report.Points, f.Given), numCell(report.Share, f.Share),
			cell(f.Score, report.Index), numCell(report.Count, f.Score.N), numCell(report.Index, f.Points), numCell(report.Index, f.Lost)}})
	}
	t.Rows = append(t.Rows, report.Row{Strong: true, Cells: []report.Cell{textCell(lang.T("合计", "Total")), numCell(report.Points, x.points.Given), numCell(report.Share, 1),
		cell(x.points.Index, report.Index), numCell(report.Count, x.points.Index.N), numCell(report.Index, points), numCell(report.Index, lost)}})
	if x.preset != nil {
		t.Notes = []lang.Text{x.preset.Source}
	}
	return t
}

func (v *view) csiTable(c index.CSI) report.Table {
	t := report.Table{ID: "csi", Title: lang.T("CSI 计算表", "CSI worked out"), Columns: []report.Column{column("item", lang.T("题项", "Item")), column("n", lang.T("n", "n")),
		column("mis", lang.T("重要度均值 MIS", "Importance MIS")), column("mss", lang.T("满意度均值 MSS", "Satisfaction MSS")), column("wf", lang.T("权重 WF", "Weight WF")), column("ws", lang.T("加权分 WS", "Score WS"))}}
	for _, x := range c.Items {
		t.Rows = append(t.Rows, report.Row{Ref: "csi/" + v.study.Items[x.Index].ID, Cells: []report.Cell{textCell(v.labelOf(index.Items, x.Index)), numCell(report.Count, x.N),
			numCell(report.Mean, x.Importance), numCell(report.Mean, x.Satisfaction), numCell(report.Coef, x.WeightFactor), numCell(report.Coef, x.WeightScore)}})
	}
	t.Rows = append(t.Rows, report.Row{Strong: true, Cells: []report.Cell{textCell(lang.T("合计 WT", "Total WT")), {}, {}, {}, numCell(report.Coef, 1), cell(c.Total, report.Coef)}})
	t.Notes = []lang.Text{lang.F("CSI = 100 × WT ÷ %d = %s%%，评级：%s（界限35、51、66、81，含下限）。", "CSI = 100 × WT ÷ %d = %s%%: %s (cuts 35, 51, 66, 81, lower end included).", v.study.Scale.Max, indexNum(c.Percent.Value), csiNames[c.Class])}
	return t
}

func (v *view) indexFootnotes(x indices) []lang.Text {
	lists := [][]stats.Note{x.points.Index.Notes, x.csi.Percent.Notes, x.zones.Notes}
	if !x.csi.Percent.Defined {
		lists[1] = nil
	}
	if !x.zones.Defined {
		lists[2] = nil
	}
	if x.nps != nil {
		lists = append(lists, x.nps.Score.Notes)
	}
	if x.effort != nil {
		lists = append(lists, x.effort.Mean.Notes)
	}
	for _, b := range x.top {
		lists = append(lists, b.Share.Notes)
	}
	out := []lang.Text{lang.T("加权指数的算法见GB/T 19038-2009；千分制指数按公开的因子权重或本研究的权重计算，不是任何机构的官方指数。", "The weighted index follows GB/T 19038-2009; the 1000-point index uses published or the study's own weights and is nobody's official index.")}
	return append(out, indexNotes(lists...)...)
}
