package compose

import (
	"servqual/gap"
	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// gapReadingTable lists a reading by dimension.
func gapReadingTable(a *gap.Analysis, r *gap.Reading, p gapPair) report.Table {
	t := gapDifferenceTable(a, p.id+"-dimensions-table", p.title, p)
	for _, x := range r.Dimensions {
		t.Rows = append(t.Rows, gapDifferenceRow(x, x.Label))
	}
	t.Notes = gapReadingNotes(a, r)
	return t
}

// gapMisreadTable lists the items furthest off, most first.
func gapMisreadTable(a *gap.Analysis, r *gap.Reading, p gapPair) report.Table {
	t := gapDifferenceTable(a, p.id+"-misread", lang.T("看得最不准的题项", "Items furthest off"), p)
	for k, i := range r.Misread {
		if k == a.Options.Misread {
			break
		}
		x := r.Items[i]
		t.Rows = append(t.Rows, gapDifferenceRow(x, lang.F("%s（%s）", "%s (%s)", x.Label, gapDimensionLabel(a, x.Dimension))))
	}
	t.Notes = []lang.Text{lang.F("按差值的绝对值从大到小；p 值在全部 %d 题内校正。", "By size, either direction; p is adjusted among all %d items.", len(r.Items))}
	return t
}

// gapItemsTable lists all items.
func gapItemsTable(a *gap.Analysis, r *gap.Reading, p gapPair) report.Table {
	t := gapDifferenceTable(a, p.id+"-items-table", lang.F("%s（逐题）", "%s, by item", p.title), p)
	for _, x := range r.Items {
		t.Rows = append(t.Rows, gapDifferenceRow(x, lang.F("%s %s", "%s %s", x.ID, x.Label)))
	}
	return t
}

func gapDifferenceTable(a *gap.Analysis, id string, title lang.Text, p gapPair) report.Table {
	ci := lang.F("%s区间", "%s interval", level(a.Options.Level))
	return report.Table{ID: id, Title: title, Columns: []report.Column{
		column("topic", lang.T("维度 / 题项", "Dimension / item")),
		grouped("a", lang.T("平均", "Mean"), p.a.Name), grouped("a-n", lang.T("n", "n"), p.a.Name),
		grouped("b", lang.T("平均", "Mean"), p.b.Name), grouped("b-n", lang.T("n", "n"), p.b.Name),
		column("diff", p.diff), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("p", lang.T("p(Holm)", "p (Holm)")),
	}}
}

func gapDifferenceRow(x gap.Difference, label lang.Text) report.Row {
	lo, hi := ends(x.Diff, report.Gap)
	return report.Row{Ref: x.Ref, Strong: x.Significant(), Cells: []report.Cell{
		textCell(label), cell(x.A, report.Mean), numCell(report.Count, x.A.N), cell(x.B, report.Mean), numCell(report.Count, x.B.N),
		cell(x.Diff, report.Gap), lo, hi, pCell(x.Test),
	}}
}

// gapReadingNotes says why tests are missing, and what could not be compared;
// each reason once.
func gapReadingNotes(a *gap.Analysis, r *gap.Reading) []lang.Text {
	var out []lang.Text
	for _, n := range r.Notes {
		out = appendOnce(out, gapNoteText(n))
	}
	for _, d := range r.Dimensions {
		if d.Test.Defined {
			continue
		}
		for _, n := range d.Test.Notes {
			t := gapNoteText(n)
			if n.Code == stats.TooFew {
				t = lang.F("%s只列差值，不作检验。", "%s Differences are shown without tests.", t)
			}
			out = appendOnce(out, t)
		}
	}
	if len(out) == 0 {
		out = append(out, lang.F("Welch检验，Holm校正；区间为%s。", "Welch's t, Holm-adjusted; %s intervals.", level(a.Options.Level)))
	}
	return out
}

func appendOnce(out []lang.Text, t lang.Text) []lang.Text {
	for _, x := range out {
		if x == t {
			return out
		}
	}
	return append(out, t)
}

// gapPointsTable compares the 100 points.
func gapPointsTable(p *gap.PointsReading) report.Table {
	t := report.Table{ID: "gap1-points", Title: lang.T("差距1（权重）：100分怎样分配", "Gap 1 on weights: how the 100 points are spread"), Columns: []report.Column{
		column("dimension", lang.T("维度", "Dimension")), column("managers", lang.T("管理者以为", "Managers believe")), column("customers", lang.T("客户", "Customers")), column("diff", lang.T("差值", "Difference")),
	}}
	for _, r := range p.Rows {
		d := report.N(report.Gap, r.Diff)
		d.Digits = 1
		t.Rows = append(t.Rows, report.Row{Ref: r.Ref, Cells: []report.Cell{textCell(r.Label), numCell(report.Points, r.Managers), numCell(report.Points, r.Customers), {Number: d}}})
	}
	t.Notes = []lang.Text{lang.F("权重有效的管理者 %s 人、客户 %s 人。", "Valid points from %s managers and %s customers.", count(float64(p.Managers)), count(float64(p.Customers)))}
	if p.Rank.Defined {
		t.Notes = append(t.Notes, lang.F("两种排序的等级相关（Spearman）为 %s；1 表示次序完全相同。", "Rank correlation (Spearman) of the two orders: %s; 1 means the same order.", report.N(report.Coef, p.Rank.Value).Format(lang.Zh)))
	}
	return t
}

// gapLevelTable lists gaps 2 to 4 by dimension.
func gapLevelTable(a *gap.Analysis) report.Table {
	ls := gapLevels(a)
	t := report.Table{ID: "gap234-table", Title: lang.T("差距2–4：各维度的评分", "Gaps 2–4: ratings by dimension"), Columns: []report.Column{column("dimension", lang.T("维度", "Dimension"))}}
	rows := map[string]*report.Row{}
	var order []string
	for _, l := range ls {
		for _, r := range l.Rows {
			if rows[r.ID] == nil {
				rows[r.ID] = &report.Row{Ref: r.Ref, Cells: []report.Cell{textCell(r.Label)}}
				order = append(order, r.ID)
			}
		}
	}
	for _, l := range ls {
		g := gap.Label(l.Gap)
		none := gapAsksNone(l)
		t.Columns = append(t.Columns, grouped(gapRef(l.Gap), lang.T("评分", "Rating"), g), grouped(gapRef(l.Gap)+"-short", lang.T("距满分", "Short of full"), g), grouped(gapRef(l.Gap)+"-n", lang.T("n", "n"), g))
		if none {
			t.Columns = append(t.Columns, grouped(gapRef(l.Gap)+"-none", lang.T("没有标准", "No standard"), g))
		}
		for _, id := range order {
			rows[id].Cells = append(rows[id].Cells, gapLevelCells(l, id, none)...)
		}
		if !l.Note.IsZero() {
			t.Notes = append(t.Notes, lang.F("%s：%s", "%s: %s", g, l.Note))
		}
	}
	for _, id := range order {
		t.Rows = append(t.Rows, *rows[id])
	}
	total := report.Row{Strong: true, Cells: []report.Cell{textCell(lang.T("平均", "Mean"))}}
	for _, l := range ls {
		short, n := report.Cell{}, report.Cell{}
		if l.Mean.Defined {
			short, n = numCell(report.Gap, l.Shortfall), numCell(report.Count, l.Mean.N)
		}
		total.Cells = append(total.Cells, cell(l.Mean, report.Mean), short, n)
		if gapAsksNone(l) {
			total.Cells = append(total.Cells, cell(l.None, report.Share))
		}
	}
	t.Rows = append(t.Rows, total)
	t.Notes = append(t.Notes, lang.T("“没有标准”单独计占比，不算低分，也不算缺答；评分只对给出分数的人平均。", "\"No standard exists\" is counted apart, neither as a low rating nor as missing; ratings are averaged over those who gave one."))
	return t
}

func gapAsksNone(l *gap.Levels) bool {
	for _, r := range l.Rows {
		if r.NoneAsked {
			return true
		}
	}
	return false
}

func gapLevelCells(l *gap.Levels, id string, none bool) []report.Cell {
	for _, r := range l.Rows {
		if r.ID != id {
			continue
		}
		c := []report.Cell{{Number: cell(r.Score, report.Mean).Number, Ref: r.Ref}, {}, numCell(report.Count, r.Score.N)}
		if r.Score.Defined {
			c[1] = numCell(report.Gap, r.Shortfall)
		}
		if none {
			c = append(c, cell(r.None, report.Share))
		}
		return c
	}
	return make([]report.Cell, map[bool]int{false: 3, true: 4}[none])
}

// gapServiceTable lists gap 5 by dimension.
func gapServiceTable(a *gap.Analysis) report.Table {
	ci := lang.F("%s区间", "%s interval", level(a.Options.Level))
	t := report.Table{ID: "gap5-dimensions", Title: lang.T("差距5：各维度", "Gap 5 by dimension"), Columns: []report.Column{
		column("dimension", lang.T("维度", "Dimension")), column("n", lang.T("n", "n")), column("e", lang.T("期望", "Expectation")), column("p", lang.T("感知", "Perception")),
		column("gap", lang.T("差距", "Gap")), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("holm", lang.T("p(Holm)", "p (Holm)")),
	}}
	for _, d := range a.Service.Dimensions {
		lo, hi := ends(d.Gap, report.Gap)
		t.Rows = append(t.Rows, report.Row{Ref: d.Ref, Cells: []report.Cell{textCell(d.Label), numCell(report.Count, d.Gap.N), cell(d.Expectation, report.Mean), cell(d.Perception, report.Mean),
			cell(d.Gap, report.Gap), lo, hi, pCell(d.Test)}})
	}
	for _, x := range []struct {
		ref   string
		label lang.Text
		e     stats.Estimate
	}{{"servqual/unweighted", lang.T("各维度平均（未加权）", "All dimensions, unweighted"), a.Service.Mean}, {"servqual/weighted", lang.T("按客户自己的权重", "With customers' own points"), a.Service.Weighted}} {
		if x.e.Defined {
			lo, hi := ends(x.e, report.Gap)
			t.Rows = append(t.Rows, report.Row{Ref: x.ref, Strong: true, Cells: []report.Cell{textCell(x.label), numCell(report.Count, x.e.N), {}, {}, cell(x.e, report.Gap), lo, hi, {}}})
		}
	}
	return t
}

// gapCauseTable lists the antecedents.
func gapCauseTable(a *gap.Analysis) report.Table {
	ci := lang.F("%s区间", "%s interval", level(a.Options.Level))
	t := report.Table{ID: "causes-table", Title: lang.T("各差距的前因（高 = 有利）", "Causes of the gaps (high = favourable)"), Columns: []report.Column{
		column("cause", lang.T("前因", "Cause")), column("gap", lang.T("属于", "Cause of")), column("who", lang.T("谁回答", "Asked of")), column("n", lang.T("n", "n")), column("score", lang.T("平均分", "Mean")),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci), column("items", lang.T("题数", "Items")), column("reliability", lang.T("信度", "Reliability")), column("how", lang.T("信度指标", "Measured by")),
	}}
	low := map[int]bool{}
	for _, i := range a.Lowest {
		low[i] = true
	}
	for i, c := range a.Causes {
		lo, hi := ends(c.Score, report.Mean)
		who := lang.T("管理者", "managers")
		if c.Who == gap.Staff {
			who = lang.T("员工", "staff")
		}
		how := lang.T("单题", "single item")
		switch {
		case len(c.Items) == 2:
			how = lang.T("Spearman–Brown", "Spearman–Brown")
		case len(c.Items) > 2:
			how = lang.T("α", "alpha")
		}
		t.Rows = append(t.Rows, report.Row{Ref: c.Ref, Strong: low[i], Cells: []report.Cell{
			textCell(c.Label), textCell(gap.Label(c.Gap)), textCell(who), numCell(report.Count, c.Score.N), cell(c.Score, report.Mean), lo, hi,
			numCell(report.Count, float64(len(c.Items))), cell(c.Reliability, report.Coef), textCell(how),
		}})
	}
	t.Notes = []lang.Text{
		lang.T("反向题已反转，所有前因都是分数越高越有利。三题及以上给α，两题给Spearman–Brown，单题没有信度。", "Reversed items are recoded: high is favourable throughout. Alpha from three items on, Spearman–Brown for two, none for one."),
		lang.T("题数有出处可查，反向题的标记未与原印本核对；可在问卷文件中修改。", "Item counts are attested; reverse marks have not been checked against the printed forms and can be changed in the form's file."),
	}
	return t
}

// gapVerdictTable lists the shares by dimension.
func gapVerdictTable(a *gap.Analysis) report.Table {
	t := report.Table{ID: "verdict-table", Title: lang.T("不满意、满意、很满意的客户占比", "Shares of dissatisfied, satisfied and very satisfied customers"), Columns: []report.Column{
		column("topic", lang.T("维度 / 题项", "Dimension / item")), column("n", lang.T("n", "n")), column("bad", lang.T("不满意", "Dissatisfied")), column("even", lang.T("满意", "Satisfied")), column("good", lang.T("很满意", "Very satisfied")),
	}}
	row := func(v gap.Verdict, label lang.Text, indent int) report.Row {
		return report.Row{Ref: v.Ref, Level: indent, Strong: indent == 0, Cells: []report.Cell{textCell(label), numCell(report.Count, v.N), gapShareCell(v.Dissatisfied), gapShareCell(v.Satisfied), gapShareCell(v.Delighted)}}
	}
	for _, d := range a.Verdicts.Dimensions {
		t.Rows = append(t.Rows, row(d, d.Label, 0))
		for _, v := range a.Verdicts.Items {
			if v.Dimension == d.ID {
				t.Rows = append(t.Rows, row(v, lang.F("%s %s", "%s %s", v.ID, v.Label), 1))
			}
		}
	}
	if tol := a.Verdicts.Tolerance; tol > 0 {
		t.Notes = append(t.Notes, lang.F("相差不超过 %s 分算作相等。", "Differences of up to %s points count as equal.", meanNum(tol)))
	} else {
		t.Notes = append(t.Notes, lang.T("维度得分是几题的平均，很少恰好相等，因此“满意”一栏在维度上会偏小；可以设一个容许差。", "A dimension's score is a mean of items and seldom exactly equal, so few are \"satisfied\" there; a tolerance can be set."))
	}
	return t
}

// gapShareCell is a share, or "<10" where it is withheld.
func gapShareCell(e stats.Estimate) report.Cell {
	if k := gapWithheld(e); k > 0 {
		return report.Cell{Number: report.Suppressed(k)}
	}
	return cell(e, report.Share)
}

// gapFacetTable lists the facets by dimension.
func gapFacetTable(a *gap.Analysis) report.Table {
	t := report.Table{ID: "facet-table", Title: lang.T("差距5：维度 × 方面", "Gap 5 by dimension and facet"), Columns: []report.Column{column("dimension", lang.T("维度", "Dimension"))}}
	for _, f := range a.Facets.Facets {
		t.Columns = append(t.Columns, grouped("f-"+f.ID, lang.T("差距", "Gap"), f.Label), grouped("n-"+f.ID, lang.T("n", "n"), f.Label))
	}
	t.Columns = append(t.Columns, column("lead", lang.T("差距更大的方面", "Wider gap")), column("between", lang.T("两方面之差", "Difference")), column("ci", lang.F("%s区间", "%s interval", level(a.Options.Level))))
	for _, r := range a.Facets.Rows {
		row := report.Row{Ref: r.Ref, Cells: []report.Cell{textCell(r.Label)}}
		for _, c := range r.Cells {
			n := report.Cell{}
			if c.Gap.Defined {
				n = numCell(report.Count, c.Gap.N)
			}
			row.Cells = append(row.Cells, cell(c.Gap, report.Gap), n)
		}
		lead, between, ci := report.Cell{}, report.Cell{}, report.Cell{}
		if r.Lead >= 0 {
			lead, between = textCell(lang.T("分不出", "not told apart")), cell(r.Between, report.Gap)
			if r.Apart() {
				lead = textCell(a.Facets.Facets[r.Lead].Label)
			}
			if r.Between.HasInterval() {
				ci = textCell(lang.Same(report.Interval(report.N(report.Gap, r.Between.Lo), report.N(report.Gap, r.Between.Hi), lang.Zh)))
			}
		}
		row.Cells = append(row.Cells, lead, between, ci)
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []lang.Text{lang.T("只用答完该维度全部题项的客户，两方面因此是同一批人；区间不含0才算有差别。", "Over customers who answered all items of the dimension, so that both halves are the same people's; the halves differ where the interval leaves out 0.")}
	return t
}

// gapUnitTable lists the five gaps by unit.
func gapUnitTable(u *gap.UnitGaps) report.Table {
	n := lang.T("人数", "n")
	t := report.Table{ID: "gap-units-table", Title: lang.T("各单位的五个差距", "The five gaps by unit"), Columns: []report.Column{
		column("unit", lang.T("单位", "Unit")), grouped("n-c", lang.T("客户", "Customers"), n), grouped("n-m", lang.T("管理者", "Managers"), n), grouped("n-s", lang.T("员工", "Staff"), n),
	}}
	for g := 1; g <= 5; g++ {
		t.Columns = append(t.Columns, column(gapRef(g), gap.Label(g)))
	}
	for _, x := range u.Units {
		row := report.Row{Ref: "unit/" + x.Name, Cells: []report.Cell{textCell(lang.Same(x.Name))}}
		for _, k := range x.N {
			row.Cells = append(row.Cells, numCell(report.Count, float64(k)))
		}
		for g, e := range x.Gaps {
			row.Cells = append(row.Cells, gapUnitCell(g, e))
		}
		t.Rows = append(t.Rows, row)
	}
	mean := report.Row{Strong: true, Cells: []report.Cell{textCell(lang.T("单位平均", "Mean of units")), {}, {}, {}}}
	for g, e := range u.Mean {
		mean.Cells = append(mean.Cells, gapUnitCell(g, e))
	}
	t.Rows = append(t.Rows, mean)
	t.Notes = []lang.Text{lang.T("先在单位内平均，再对单位平均，每个单位同等计。人数太少的组不显示其平均分；只有一格被隐去时，另隐去人数次少的一格，以免被倒推。",
		"Averaged within units first, then over units, each counting alike. Groups of too few keep their mean to themselves; where that hides a single cell, the next-smallest goes too, or it could be worked out.")}
	return t
}

func gapUnitCell(g int, e stats.Estimate) report.Cell {
	k := report.Mean
	if g == 0 || g == 4 {
		k = report.Gap
	}
	if !e.Defined {
		if n := gapWithheld(e); n > 0 {
			return report.Cell{Number: report.Suppressed(n)}
		}
		return report.Cell{}
	}
	return numCell(k, e.Value)
}

// gapCorrelationTable lists the correlations of gaps 1 to 4 with gap 5 across
// units.
func gapCorrelationTable(a *gap.Analysis, u *gap.UnitGaps) report.Table {
	t := report.Table{ID: "gap-correlations", Title: lang.T("各单位差距1–4与差距5的等级相关（Spearman）", "Rank correlations of gaps 1–4 with gap 5 across units (Spearman)"), Columns: []report.Column{
		column("dimension", lang.T("维度", "Dimension")), column("gap", lang.T("差距", "Gap")), column("r", lang.T("r", "r")), column("lo", lang.T("下限", "Low")), column("hi", lang.T("上限", "High")), column("n", lang.T("单位数", "Units")),
	}}
	for _, c := range u.Correlations {
		if !c.R.Defined {
			continue
		}
		label := lang.T("全部维度", "All dimensions")
		if c.Dimension != "" {
			label = gapDimensionLabel(a, c.Dimension)
		}
		lo, hi := ends(c.R, report.Coef)
		t.Rows = append(t.Rows, report.Row{Strong: c.Dimension == "", Cells: []report.Cell{textCell(label), textCell(gap.Label(c.Gap)), cell(c.R, report.Coef), lo, hi, numCell(report.Count, c.R.N)}})
	}
	t.Notes = []lang.Text{lang.T("相关不等于因果；单位不多时区间很宽。", "Correlation is not cause, and with few units the intervals are wide.")}
	return t
}
