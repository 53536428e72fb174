package compose

import (
	"fmt"

	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// regionalScope is what is compared.
func regionalScope(r *regional) *report.Section {
	ranked, listed, hidden := r.standing()
	s := &report.Section{
		Title:   lang.T("比较什么", "What is compared"),
		Finding: r.scopeSentence(len(ranked), len(listed), len(hidden)),
		Blocks:  []report.Block{r.scopeFacts()},
	}
	all := &Case{Set: r.whole, Wave: r.Wave}
	if t := AbsentText(all.FocusWave(), all.Absent()); !t.IsZero() {
		s.Blocks = append(s.Blocks, report.Notes{Items: []lang.Text{t}})
	}
	return s
}

// mayCompare says what may be concluded from a comparison of units, and what not.
func (r *regional) mayCompare() report.List {
	return report.List{Title: lang.T("可以比较的与不可以比较的", "What may be compared, and what may not"), Items: []report.ListItem{
		{Text: lang.T("可以：同一问卷、同一时期、各自答卷足够的单位之间的差距高低，以及每家与一般水平的差别。", "It may be asked how units with enough responses to the same questions in the same period differ, and how each stands against the usual level.")},
		{Text: lang.T("不可以：把“没有可靠差别”当作“一样好”，或把两家相邻的单位排出先后。", "It may not be concluded that units that can't be told apart are equally good, nor which of two neighbours is the better.")},
		{Text: lang.T("客户构成、收集方式不同的单位，差别里也含有这些不同；见“是否可比”。", "Where units have different customers or ways of collecting, that is part of the difference; see “Are they comparable?”.")},
	}, Tone: report.Caution}
}

// standing sorts the units: ranked, listed without a rank, withheld.
func (r *regional) standing() (ranked, listed, hidden []int) {
	for _, i := range r.u.Order() {
		switch {
		case r.u.Ranked[i]:
			ranked = append(ranked, i)
		case r.u.Shown[i]:
			listed = append(listed, i)
		default:
			hidden = append(hidden, i)
		}
	}
	return ranked, listed, hidden
}

func (r *regional) scopeSentence(ranked, listed, hidden int) lang.Text {
	out := lang.F("%[1]s，%[2]d 家单位收到 %[3]s 份答卷，其中 %[4]d 家参与比较", "From %[1]s, %[2]d units collected %[3]s responses; %[4]d of them are compared",
		r.when(), len(r.u.Names), count(float64(r.now.N())), ranked)
	if len(r.period) == 1 {
		out = lang.F("%[1]s，%[2]d 家单位收到 %[3]s 份答卷，其中 %[4]d 家参与比较", "In %[1]s, %[2]d units collected %[3]s responses; %[4]d of them are compared",
			r.when(), len(r.u.Names), count(float64(r.now.N())), ranked)
	}
	if listed > 0 {
		out = lang.F("%s，%d 家答卷太少只列出不比较", "%s, %d have too few and are listed only", out, listed)
	}
	if hidden > 0 {
		out = lang.F("%s，%d 家为保护隐私隐去", "%s, %d are withheld for privacy", out, hidden)
	}
	return lang.F("%s。", "%s.", out)
}

func (r *regional) scopeTiles() []report.Tile {
	kind := r.kind()
	region := tile(lang.F("%s，全部答卷", "%s, all responses", r.scoreName()), r.u.Score.Region, kind, r.u.Score.Ref)
	out := []report.Tile{region}
	if e := r.u.Score.Raked; e.Defined {
		out = append(out, tile(lang.T("按客户数加权后", "Weighted to customer numbers"), e, kind, "raked/"+r.u.Score.Ref))
	}
	out = append(out, report.Tile{Label: lang.T("一般水平（各单位等权）", "Usual level (units alike)"), Value: report.N(kind, r.u.Score.Usual), Ref: "usual/" + r.u.Score.Ref,
		Note: lang.T("未被划入高、低两档的单位的平均，档次以它为准。", "Mean of the units that are not set apart; tiers are measured against it.")})
	if e := r.u.Score.ICC; e.Defined {
		t := tile(lang.T("单位之间的差别占比", "Share of variance between units"), e, report.Share, "icc/"+r.u.Score.Ref)
		out = append(out, floored(t))
	}
	return out
}

// floored shows a share of variance that came out below zero as zero.
func floored(t report.Tile) report.Tile {
	for _, n := range []*report.Number{&t.Value, &t.Lo, &t.Hi} {
		n.Value = max(0, n.Value)
	}
	return t
}

func (r *regional) scopeFacts() report.Facts {
	f := report.Facts{Title: lang.T("范围", "Scope")}
	add := func(label, value lang.Text) { f.Facts = append(f.Facts, report.Fact{Label: label, Value: value}) }
	add(lang.T("时期", "Period"), r.periodText())
	if len(r.before) > 0 {
		add(lang.T("对照时期", "Period before"), r.beforeText())
	}
	add(lang.T("量表", "Instrument"), r.study.Title)
	if r.u.Unnamed > 0 {
		add(lang.T("未注明单位", "Unit not stated"), lang.F("%s 份，不计入任何单位", "%s responses, counted nowhere", count(float64(r.u.Unnamed))))
	}
	add(lang.T("参与排名的最低答卷数", "Least responses to be ranked"), lang.Same(fmt.Sprint(r.u.Options.MinRanked)))
	add(lang.T("显示得分的最低答卷数", "Least responses to be shown"), lang.Same(fmt.Sprint(r.Cells.Mean)))
	return f
}

func (r *regional) periodText() lang.Text {
	if len(r.period) > 1 {
		return lang.F("%s（%d 期）", "%s (%d waves)", r.when(), len(r.period))
	}
	return r.when()
}

func (r *regional) beforeText() lang.Text {
	if r.u.Options.Disjoint {
		return span(r.before)
	}
	return lang.F("%s（不含最近一期，即上一版报告的范围）", "%s (without the last wave: what the last edition covered)", span(r.before))
}

// regionalComparable is what stands in the way of comparing.
func regionalComparable(r *regional) *report.Section {
	s := &report.Section{
		Title:   lang.T("是否可比", "Are they comparable?"),
		Finding: r.comparableSentence(),
		Blocks:  []report.Block{r.comparableTable()},
	}
	if t, ok := r.mixTable(); ok {
		s.Blocks = append(s.Blocks, t)
	} else {
		s.Blocks = append(s.Blocks, report.Notes{Items: []lang.Text{lang.T("数据里没有客户类型、收集渠道等列：各单位的客户构成是否相同，无从比较。", "The data has no columns such as customer type or channel: whether the units have the same customers can't be seen.")}})
	}
	s.Blocks = append(s.Blocks, report.Notes{Items: r.comparableNotes()})
	return s
}

func (r *regional) comparableSentence() lang.Text {
	_, listed, hidden := r.standing()
	var few []int
	for _, i := range append(listed, hidden...) { // not those withheld for another's sake
		if r.u.Score.Units[i].Mean.N < float64(r.u.Options.MinRanked) {
			few = append(few, i)
		}
	}
	if k := r.u.Raking; k != nil {
		return lang.F("按已知客户数加权后，有效样本量由 %s 份变为 %s 份（设计效应 %s）。", "Weighting to the known numbers of customers leaves an effective sample of %[2]s out of %[1]s (design effect %[3]s).",
			count(float64(r.now.N())), count(k.NEff), meanNum(k.Deff))
	}
	if len(few) > 0 {
		return lang.F("%s的答卷不足 %d 份，不参与排名。", "Under %[2]d responses and not ranked: %[1]s.", r.names(few, 6), r.u.Options.MinRanked)
	}
	return lang.T("所有单位的答卷数都够比较；客户构成是否相近请看下表。", "All units have enough responses to be compared; whether their customers are alike is in the tables.")
}

func (r *regional) comparableTable() report.Table {
	t := report.Table{ID: "comparable", Title: lang.T("各单位的答卷", "Responses of the units"), Columns: []report.Column{
		column("unit", lang.T("单位", "Unit")), column("responses", lang.T("答卷", "Responses")), column("scored", lang.T("可计总分", "Scored")),
		column("share", lang.T("占全部", "Share")), column("flagged", lang.T("有疑点", "Doubtful"))}}
	weights := r.unitWeights()
	if weights != nil {
		t.Columns = append(t.Columns, column("size", lang.T("客户占比", "Share of customers")), column("weight", lang.T("权重", "Weight")))
	}
	t.Columns = append(t.Columns, column("standing", lang.T("处理", "Standing")))
	total := float64(r.now.N())
	for _, i := range r.u.Order() {
		n := float64(r.u.N[i])
		row := report.Row{Ref: "unit/" + r.u.Names[i], Cells: []report.Cell{textCell(r.name(i)), numCell(report.Count, n),
			numCell(report.Count, r.u.Score.Units[i].Mean.N), numCell(report.Share, n/total)}}
		flagged := report.Cell{Number: report.Suppressed(int(r.Cells.Mean))}
		if r.u.Shown[i] && n > 0 {
			flagged = numCell(report.Share, float64(r.unitView(i).now.Flagged())/n)
		}
		row.Cells = append(row.Cells, flagged)
		if weights != nil {
			row.Cells = append(row.Cells, numCell(report.Share, weights[i]*n/total), numCell(report.Mean, weights[i]))
		}
		row.Cells = append(row.Cells, textCell(r.standingText(i)))
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (r *regional) standingText(i int) lang.Text {
	switch {
	case r.u.Ranked[i]:
		return lang.T("参与比较", "compared")
	case r.u.Shown[i]:
		return lang.T("只列出", "listed only")
	}
	return withheldWord
}

// unitWeights are the mean weights of the units' respondents; nil without
// known sizes.
func (r *regional) unitWeights() []float64 {
	k := r.u.Raking
	if k == nil {
		return nil
	}
	at := -1
	for m, f := range k.Fields {
		if f == r.u.Field {
			at = m
		}
	}
	if at < 0 {
		return nil
	}
	out := make([]float64, len(r.u.Names))
	for _, c := range k.Cells {
		for i, name := range r.u.Names {
			if c.Names[at] == name {
				out[i] += c.Weight * float64(c.N) / float64(r.u.N[i])
			}
		}
	}
	return out
}

// mixTable is the make-up of each unit by the first category field that is
// neither unit, wave nor region: its three most frequent answers.
func (r *regional) mixTable() (report.Table, bool) {
	for _, f := range r.study.Fields {
		if f.Kind != survey.CategoryField || f.Name == r.u.Field || f.Name == survey.FieldUnit || f.Name == survey.FieldWave || f.Name == survey.FieldRegion {
			continue
		}
		all, answered := r.now.Named(f.Name)
		if answered == 0 || len(all) < 2 {
			continue
		}
		all = all[:min(3, len(all))]
		t := report.Table{ID: "mix", Title: lang.F("客户构成：%s", "Customer mix: %s", f.Label), Columns: []report.Column{column("unit", lang.T("单位", "Unit")), column("n", lang.T("n", "n"))}}
		for k, x := range all {
			t.Columns = append(t.Columns, column(fmt.Sprintf("mix%d", k+1), lang.Same(x.Name)))
		}
		t.Rows = append(t.Rows, mixRow(lang.T("全部", "All"), r.now, f.Name, all, true))
		for _, i := range r.u.Order() {
			t.Rows = append(t.Rows, mixRow(r.name(i), r.unitView(i).now, f.Name, all, r.u.N[i] >= r.Cells.Distribution))
		}
		t.Rows[0].Strong = true
		return t, true
	}
	return report.Table{}, false
}

func mixRow(label lang.Text, t *tally.Tally, field string, all []tally.Named, show bool) report.Row {
	names, answered := t.Named(field)
	row := report.Row{Cells: []report.Cell{textCell(label), numCell(report.Count, float64(answered))}}
	for _, x := range all {
		n := 0.0
		for _, y := range names {
			if y.Name == x.Name {
				n = float64(y.Count)
			}
		}
		c := report.Cell{Number: report.Suppressed(int(DefaultCells.Distribution))}
		if show && answered > 0 {
			c = numCell(report.Share, n/float64(answered))
		}
		row.Cells = append(row.Cells, c)
	}
	return row
}

func (r *regional) comparableNotes() []lang.Text {
	out := []lang.Text{lang.T("回收率需要发放数，答卷数据里没有；各单位发放数不同时，请先核对再比较。", "Response rates need the numbers invited, which the responses don't hold; check them before comparing units that invited differently.")}
	if k := r.u.Raking; k != nil {
		out = append(out, lang.F("加权：各组权重 = 已知客户占比 ÷ 答卷占比（迭代比例拟合，%s 轮）；Kish设计效应 %s，有效样本量 %s。", "Weights: known share of customers over share of responses (raking, %s cycles); Kish's design effect %s, effective n %s.",
			count(float64(k.Cycles)), meanNum(k.Deff), count(k.NEff)))
	} else {
		out = append(out, lang.T("未给出各单位的客户数，全部答卷的平均会偏向答卷多的单位；用 --sizes 给出客户数可以加权。", "Without the units' numbers of customers the mean of all leans towards units with many responses; give them with --sizes to weight it."))
	}
	return append(out, lang.T("得分未按客户构成调整。", "Scores are not adjusted for customer mix."))
}

// welchText words the test that units differ at all.
func welchText(t stats.Test) lang.Text {
	if !t.Defined {
		return lang.T("Welch检验无法进行", "Welch's F can't be computed")
	}
	return lang.F("Welch F(%s, %s) = %s，%s", "Welch F(%s, %s) = %s, %s", count(t.DF), indexNum(t.DF2), meanNum(t.Statistic), pText(t.P))
}
