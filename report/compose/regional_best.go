package compose

import (
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/store"
)

// regionalBest is benchmarking proper: for each item the best unit that is
// clear of the rest, how far the others are, and whom to visit.
func regionalBest(r *regional) *report.Section {
	s := &report.Section{Title: lang.T("标准跟进：向谁学", "Best practice: whom to visit"), Finding: r.bestSentence(), Detail: []report.Block{r.bestTable()}}
	if t := r.visitTable(); len(t.Rows) > 0 {
		s.Blocks = []report.Block{t}
	} else {
		s.Appendix = true // there is nobody to visit
	}
	s.Detail = append(s.Detail, report.Notes{Items: []lang.Text{
		lang.T("只有没有任何单位明显好于它、而它又明显好于别家的单位才列为标杆（所有题项、所有两两比较合计误判概率不超过5%）；没有时写“无”，不硬选第一名。", "A unit is named best only where no other is clearly above it and it is clearly above some other (all items and pairs together: at most 5% chance of error); where nobody is, “none” is printed rather than the first by chance."),
		lang.T("距离 = 本单位 − 对照；各单位到最佳、中位和目标的距离见单位分页。", "Distances are own − reference; each unit's distance to the best, the median and the target is on its own page."),
	}})
	return s
}

func (r *regional) bestSentence() lang.Text {
	named, who := 0, map[int]int{}
	for _, b := range r.u.Best {
		if b.Unit >= 0 {
			named++
			who[b.Unit]++
		}
	}
	if named == 0 {
		return lang.T("没有哪家单位在任何题项上明确领先，暂无可跟进的标杆。", "No unit is clearly ahead on any item: there is nobody in particular to learn from.")
	}
	most := -1
	for _, i := range r.u.Order() {
		if most < 0 || who[i] > who[most] {
			most = i
		}
	}
	return lang.F("%d 个题项中有 %d 个有明确的标杆；领先题项最多的是%s（%d 项）。", "%[2]d of %[1]d items have a clear best practice; %[3]s leads on most (%[4]d).", len(r.u.Best), named, r.name(most), who[most])
}

func (r *regional) bestTable() report.Table {
	best, dist := lang.T("标杆单位", "Best unit"), lang.T("与标杆的距离", "Distance to the best")
	t := report.Table{ID: "best", Title: lang.T("各题项的标杆", "Best practice by item"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("region", lang.T("全部答卷", "All")), column("median", lang.T("中位单位", "Median unit")),
		grouped("unit", lang.T("单位", "Unit"), best), grouped("mean", lang.T("得分", "Score"), best), grouped("n", lang.T("n", "n"), best),
		grouped("to-region", lang.T("全部答卷", "All"), dist), grouped("to-median", lang.T("中位单位", "Median"), dist)}}
	if r.hasTargets() {
		t.Columns = append(t.Columns, column("target", lang.T("目标", "Target")), column("to-target", lang.T("全部距目标", "All − target")))
	}
	for d, dim := range r.study.Dimensions {
		head := report.Row{Strong: true, Cells: []report.Cell{textCell(dim.Label)}}
		for len(head.Cells) < len(t.Columns) {
			head.Cells = append(head.Cells, report.Cell{})
		}
		t.Rows = append(t.Rows, head)
		for _, i := range r.study.ItemsOf(d) {
			t.Rows = append(t.Rows, r.bestRow(i))
		}
	}
	return t
}

func (r *regional) hasTargets() bool {
	for _, c := range r.u.Items {
		if c.Target != nil {
			return true
		}
	}
	return false
}

func (r *regional) bestRow(i int) report.Row {
	c, b, k := r.u.Items[i], r.u.Best[i], r.kind()
	row := report.Row{Level: 1, Ref: "best/" + r.study.Items[i].ID, Cells: []report.Cell{textCell(r.study.Items[i].Label), cell(c.Region, k), numCell(k, c.Median)}}
	if b.Unit < 0 {
		row.Cells = append(row.Cells, report.Cell{Text: lang.T("无", "none"), Tone: report.Muted}, report.Cell{}, report.Cell{}, report.Cell{}, report.Cell{})
	} else {
		row.Cells = append(row.Cells, textCell(r.name(b.Unit)), cell(b.Mean, k), numCell(report.Count, b.Mean.N),
			numCell(report.Gap, c.Region.Value-b.Mean.Value), numCell(report.Gap, c.Median-b.Mean.Value))
	}
	if r.hasTargets() {
		if c.Target == nil {
			return report.Row{Level: row.Level, Ref: row.Ref, Cells: append(row.Cells, report.Cell{}, report.Cell{})}
		}
		row.Cells = append(row.Cells, numCell(k, *c.Target), attainedCell(c.Region, *c.Target))
	}
	return row
}

// attainedCell is the distance to a target: good or bad only where the whole
// interval is.
func attainedCell(e stats.Estimate, target float64) report.Cell {
	if !e.Defined {
		return report.Cell{}
	}
	c := numCell(report.Gap, e.Value-target)
	switch a, _ := gap.Attainment(e, target); a {
	case gap.Reached:
		c.Tone = report.Good
	case gap.Missed:
		c.Tone = report.Bad
	}
	return c
}

// visitTable is who should visit whom: for each unit that is best on something,
// the units that it is clear of there.
func (r *regional) visitTable() report.Table {
	t := report.Table{ID: "visits", Title: lang.T("谁去看谁", "Who visits whom"), Columns: []report.Column{
		column("host", lang.T("标杆单位", "Best unit")), column("items", lang.T("看什么", "What to see")), column("guests", lang.T("最该去的单位", "Who gains most"))}}
	for _, host := range r.u.Order() {
		var items []lang.Text
		times := map[int]int{}
		for _, b := range r.u.Best {
			if b.Unit != host {
				continue
			}
			items = append(items, r.study.Items[b.Item].Label)
			for _, g := range b.Behind {
				times[g]++
			}
		}
		if len(items) == 0 {
			continue
		}
		t.Rows = append(t.Rows, report.Row{Ref: "unit/" + r.u.Names[host], Cells: []report.Cell{textCell(r.name(host)), textCell(shortList(items, 4)), textCell(noneIf(r.names(frequent(r.u.Order(), times), 4)))}})
	}
	return t
}

// frequent lists units by how often they were counted, most often first, those
// equally often in the order of the league from the bottom.
func frequent(order []int, times map[int]int) []int {
	var out []int
	for k := len(order) - 1; k >= 0; k-- {
		if times[order[k]] > 0 {
			out = append(out, order[k])
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return times[b] - times[a] })
	return out
}

func shortList(ts []lang.Text, most int) lang.Text {
	if len(ts) <= most+1 {
		return join(ts)
	}
	return lang.F("%s等 %s 项", "%s and %s more", join(ts[:most]), extra(len(ts), most))
}

// regionalNorms sets the region and its units against norms.
func regionalNorms(r *regional) *report.Section {
	s := &report.Section{Title: lang.T("与常模相比", "Against norms")}
	t := report.Table{ID: "norms", Title: lang.T("在常模中的位置", "Place among the norm"), Columns: []report.Column{
		column("measure", lang.T("指标", "Measure")), column("source", lang.T("常模来源与年份", "Norm and its year")), column("units", lang.T("常模单位数", "Units in it")),
		column("region", lang.T("本区域", "This region")), column("median", lang.T("常模中位", "Norm median")), column("place", lang.T("百分位", "Percentile"))}}
	high, low := 0, 0
	for _, n := range r.opt.Norms {
		c := r.u.Find(n.Measure)
		if c == nil || !c.Region.Defined {
			continue
		}
		place, ok := percentileOf(n, c.Region.Value)
		if !ok {
			continue
		}
		if place >= 50 {
			high++
		} else {
			low++
		}
		median, _ := valueAt(n, 50)
		t.Rows = append(t.Rows, report.Row{Ref: "norm/" + n.Measure, Cells: []report.Cell{textCell(r.measureName(c, r.isItem(c))), textCell(lang.Same(n.Name + " · " + orDash(n.Source))),
			numCell(report.Count, float64(n.Units)), cell(c.Region, r.kind()), numCell(r.kind(), median), {Number: report.Number{Defined: true, Value: place, Kind: report.Points, Digits: 0}}}})
	}
	if len(t.Rows) == 0 {
		s.Finding = lang.T("没有可用的常模，只能在本区域内部比较。", "There are no norms: the comparison is within the region only.")
		s.Blocks = []report.Block{report.Absent{What: lang.T("与常模的比较", "the place among norms"),
			Collect: lang.T("需要往年各单位的结果或公布的百分位", "needs earlier results of the units or published percentiles")}}
		return s
	}
	s.Finding = lang.F("与常模相比，%d 项指标在中位以上，%d 项在中位以下。", "Against the norm %d measures lie above the median and %d below.", high, low)
	s.Blocks = []report.Block{t, report.Notes{Items: []lang.Text{lang.T("百分位：常模中有多少单位低于本区域；常模的年份、行业和量表须与本次一致，否则只作参考。", "Percentile: the share of the norm's units that lie below this region. Year, trade and questionnaire of the norm must match, else it is a hint only.")}}}
	return s
}

func (r *regional) isItem(c *gap.Comparison) bool {
	for _, x := range r.u.Items {
		if x == c {
			return true
		}
	}
	return false
}

// percentileOf is the share of a norm below a value, linear between its
// percentiles and flat beyond them.
func percentileOf(n store.Norm, v float64) (float64, bool) {
	p := n.Percentiles
	if len(p) == 0 {
		return 0, false
	}
	for k := range p {
		if v < p[k].Value {
			if k == 0 {
				return p[0].Share, true
			}
			w := (v - p[k-1].Value) / (p[k].Value - p[k-1].Value)
			return p[k-1].Share + w*(p[k].Share-p[k-1].Share), true
		}
	}
	return p[len(p)-1].Share, true
}

// valueAt is the value that a share of the norm stays below.
func valueAt(n store.Norm, share float64) (float64, bool) {
	p := n.Percentiles
	for k := range p {
		switch {
		case p[k].Share == share:
			return p[k].Value, true
		case p[k].Share > share && k > 0:
			w := (share - p[k-1].Share) / (p[k].Share - p[k-1].Share)
			return p[k-1].Value + w*(p[k].Value-p[k-1].Value), true
		}
	}
	return 0, false
}
