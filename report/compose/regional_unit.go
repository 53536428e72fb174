package compose

import (
	"cmp"
	"fmt"
	"slices"

	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// pages are one page for each unit that is shown.
func (r *regional) pages() []report.Section {
	var out []report.Section
	for _, i := range r.u.Order() {
		if r.u.Shown[i] && !r.ended() {
			out = append(out, r.page(i))
		}
	}
	return out
}

// page is one unit's: where it stands, its profile, its items, what to work on
// and what it is good at.
func (r *regional) page(i int) report.Section {
	v := r.unitView(i)
	s := report.Section{
		ID: fmt.Sprintf("unit-%d", i+1), Title: lang.F("分页：%s", "Unit page: %s", r.name(i)), Sheet: fmt.Sprintf("A%02d %s", r.number(i), r.u.Names[i]),
		Finding: r.pageSentence(i),
	}
	var left []report.Block
	if len(r.study.Dimensions) >= 3 {
		left = append(left, report.FigureBlock{Figure: r.pageRadar(i)})
	}
	left = append(left, r.pageTable(i))
	if r.twoSided() {
		left = append(left, shortFindings(v, lang.T("优先改进", "Priorities"), v.worstItems().Named, v.prioritySentence(v.worstItems())),
			shortFindings(v, lang.T("优势", "Strengths"), v.strongItems(), lang.T("没有哪个题项的感知明显突出。", "None beyond sampling noise.")))
	} else {
		left = append(left, v.lowestBlocks()...)
	}
	left = append(left, r.learnTable(i))
	s.Blocks = append(s.Blocks, report.Side{Left: left, Right: []report.Block{report.FigureBlock{Figure: r.pageItems(i)}}})
	s.Blocks = append(s.Blocks, report.Notes{Items: r.pageNotes(i)})
	return s
}

// shortFindings lists items in one line each: a unit's page has little room. Where
// there are none it says why.
func shortFindings(v *view, title lang.Text, found []int, none lang.Text) report.List {
	l := report.List{Title: title, Numbered: len(found) > 1}
	for _, i := range found {
		l.Items = append(l.Items, report.ListItem{Ref: itemRef(v.study, i), Text: lang.F("%s %s", "%s %s", v.study.Items[i].Label, gapNum(v.card.Items[i].Gap.Mean.Value))})
	}
	if len(found) == 0 {
		l.Items = []report.ListItem{{Text: none}}
	}
	return l
}

// number is the unit's place in the order of pages.
func (r *regional) number(i int) int {
	for k, x := range r.u.Order() {
		if x == i {
			return k + 1
		}
	}
	return 0
}

func (r *regional) pageSentence(i int) lang.Text {
	x := r.u.Score.Units[i]
	out := lang.F("%s：%s %s%s", "%s: %s %s%s", r.name(i), r.scoreName(), gapOr(r, x.Mean.Value), interval(x.Mean, r.kind()))
	switch x.Tier {
	case stats.TierAbove:
		out = lang.F("%s，高于一般水平", "%s, above the usual level", out)
	case stats.TierBelow:
		out = lang.F("%s，低于一般水平", "%s, below the usual level", out)
	case stats.TierNotDistinguishable:
		out = lang.F("%s，与一般水平没有可靠差别", "%s, not told from the usual level", out)
	default:
		return lang.F("%s；答卷不足 %d 份，不与其他单位比较。", "%s; under %d responses, not compared with others.", out, r.u.Options.MinRanked)
	}
	switch {
	case len(x.Over) > 0 && len(x.Under) > 0:
		return lang.F("%s；明确好于 %d 家，明确差于 %d 家。", "%s; clearly above %d units and below %d.", out, len(x.Over), len(x.Under))
	case len(x.Over) > 0:
		return lang.F("%s；明确好于 %d 家。", "%s; clearly above %d units.", out, len(x.Over))
	case len(x.Under) > 0:
		return lang.F("%s；明确差于 %d 家。", "%s; clearly below %d units.", out, len(x.Under))
	}
	return lang.F("%s。", "%s.", out)
}

// leader is the unit to compare with: the first of those above the usual level,
// or −1.
func (r *regional) leader(i int) int {
	for _, k := range r.u.Tier(stats.TierAbove) {
		if k != i {
			return k
		}
		return -1 // it is the leader
	}
	return -1
}

func (r *regional) pageRadar(i int) chart.Radar {
	f := chart.Radar{Meta: chart.Meta{ID: fmt.Sprintf("radar-unit-%d", i+1), Title: lang.F("%s的五维轮廓", "Profile of %s", r.name(i)), Sub: lang.F("感知平均分，n = %s", "Mean perception, n = %s", count(float64(r.u.N[i]))),
		Alt: lang.T("雷达图：本单位、全部答卷和标杆单位的感知平均分，数值见旁表。", "Radar of mean perception of the unit, of all responses and of the best unit; the numbers are in the table beside it.")}, Scale: r.scaleAxis()}
	if n := len(r.study.Dimensions); n != 5 {
		f.Title = lang.F("%s的维度轮廓", "Profile of %s", r.name(i))
	}
	add := func(name lang.Text, role chart.Role, v *view) {
		s := chart.RadarSeries{Key: chart.Key{Name: name, Role: role}}
		for d := range r.study.Dimensions {
			s.Values = append(s.Values, plain(v.card.Dimensions[d].Perception.Mean))
		}
		f.Series = append(f.Series, s)
	}
	for d, dim := range r.study.Dimensions {
		f.Axes = append(f.Axes, chart.Spoke{Label: dim.Label, Ref: r.u.Dimensions[d].Ref})
	}
	add(r.name(i), chart.Perception, r.unitView(i))
	add(lang.T("全部答卷", "All responses"), chart.Benchmark, r.view)
	if k := r.leader(i); k >= 0 {
		add(lang.F("标杆：%s", "Best: %s", r.name(k)), chart.Best, r.unitView(k))
	}
	return f
}

func (r *regional) pageTable(i int) report.Table {
	t := report.Table{ID: fmt.Sprintf("unit-%d-dimensions", i+1), Title: lang.T("各维度", "Dimensions"), Columns: []report.Column{
		column("dimension", lang.T("维度", "Dimension")), column("own", lang.T("本单位", "Own")), column("region", lang.T("全部", "All")), column("usual", lang.T("一般水平", "Usual")),
		column("tier", lang.T("档次", "Tier")), column("rank", lang.T("名次区间", "Rank"))}}
	for d, c := range r.u.Dimensions {
		x := c.Units[i]
		row := report.Row{Ref: r.ref(c, i), Cells: []report.Cell{textCell(r.study.Dimensions[d].Label), cell(x.Mean, r.kind()), cell(c.Region, r.kind()), numCell(r.kind(), c.Usual)}}
		if !x.Shown {
			row.Cells[1] = r.hidden(c, i)
		}
		if x.Tier == 0 {
			row.Cells = append(row.Cells, textCell(lang.Same("–")), textCell(lang.Same("–")))
		} else {
			row.Cells = append(row.Cells, report.Cell{Text: shortTier[x.Tier], Tone: tierCell(x.Tier)}, textCell(lang.Same(rankText(c, i))))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

var shortTier = map[stats.Tier]lang.Text{
	stats.TierAbove: lang.T("▲ 高", "▲ above"), stats.TierNotDistinguishable: lang.T("无可靠差别", "≈ unclear"), stats.TierBelow: lang.T("▼ 低", "▼ below"),
}

func (r *regional) pageItems(i int) chart.Dots {
	f := chart.Dots{Meta: chart.Meta{ID: fmt.Sprintf("dots-unit-%d", i+1), Title: lang.F("%s的各题项", "Items of %s", r.name(i)), Sub: r.scoreSub(i),
		Alt: lang.T("点图：本单位与全部答卷在各题项上的得分及其差。", "Dots of the unit and of all responses on each item, and the difference.")},
		Series: []chart.Key{{Name: lang.T("全部答卷", "All responses"), Role: chart.Benchmark}, {Name: r.name(i), Role: chart.Perception}},
		Diff:   lang.T("差", "Diff."), DiffAxis: chart.Axis{Decimals: 2, Signed: true}}
	f.Axis = chart.Axis{Label: lang.T("平均分", "Mean"), Decimals: 2}
	if r.twoSided() {
		f.Axis = chart.Axis{Label: lang.T("差距（感知 − 期望）", "Gap (perception − expectation)"), Decimals: 2, Signed: true}
	}
	f.Note = lang.F("细线：%s置信区间；右列为本单位与全部答卷之差", "Whiskers: %s confidence intervals; at the right, this unit less all responses", level(r.Level))
	for d, dim := range r.study.Dimensions {
		for _, k := range r.study.ItemsOf(d) {
			c := r.u.Items[k]
			x := c.Units[i]
			row := chart.DotRow{Label: r.study.Items[k].Label, Group: dim.Label, Ref: r.ref(c, i), Values: []chart.Value{plain(c.Region), r.missing(c, i)}}
			if x.Shown {
				row.Values[1] = value(x.Mean, r.ref(c, i))
				row.Diff = chart.At(x.Mean.Value - c.Region.Value)
			}
			f.Rows = append(f.Rows, row)
		}
	}
	return f
}

func (r *regional) scoreSub(i int) lang.Text {
	return lang.F("%s，n = %s", "%s, n = %s", r.when(), count(float64(r.u.N[i])))
}

// mostLearn is how many items a page lists to learn on.
const mostLearn = 3

// learnTable is the items on which this unit is farthest behind the best
// practice that is clear of it, with the distances to median and target.
func (r *regional) learnTable(i int) report.Table {
	distance := lang.T("距离", "Distance to")
	t := report.Table{ID: fmt.Sprintf("unit-%d-learn", i+1), Title: lang.T("与标杆距离最大的题项", "Farthest from the best practice"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("host", lang.T("去看", "Visit")), grouped("best", lang.T("标杆", "Best"), distance), grouped("median", lang.T("中位", "Median"), distance)}}
	targets := r.hasTargets()
	if targets {
		t.Columns = append(t.Columns, grouped("target", lang.T("目标", "Target"), distance))
	}
	type far struct {
		item, host          int
		best, median, aimed gap.Gapped
	}
	var all []far
	for k, c := range r.u.Items {
		host := r.u.Best[k].Visit[i]
		if host < 0 {
			continue
		}
		_, m, g := r.u.Distance(k, i)
		all = append(all, far{k, host, gap.Gapped{Defined: true, Value: c.Units[i].Mean.Value - c.Units[host].Mean.Value}, m, g})
	}
	slices.SortStableFunc(all, func(a, b far) int { return cmp.Compare(a.best.Value, b.best.Value) })
	for _, x := range all[:min(mostLearn, len(all))] {
		row := report.Row{Ref: r.ref(r.u.Items[x.item], i), Cells: []report.Cell{textCell(r.study.Items[x.item].Label),
			textCell(r.name(x.host)), distanceCell(x.best), distanceCell(x.median)}}
		if targets {
			row.Cells = append(row.Cells, distanceCell(x.aimed))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		none := report.Row{Cells: []report.Cell{{Text: lang.T("没有明确领先于本单位的标杆", "Nobody is clearly ahead of this unit"), Tone: report.Muted}}}
		for len(none.Cells) < len(t.Columns) {
			none.Cells = append(none.Cells, report.Cell{})
		}
		t.Rows = []report.Row{none}
	}
	return t
}

func distanceCell(d gap.Gapped) report.Cell {
	if !d.Defined {
		return report.Cell{}
	}
	return numCell(report.Gap, d.Value)
}

func (r *regional) pageNotes(i int) []lang.Text {
	n := r.u.Score.Units[i].Mean.N
	out := []lang.Text{lang.F("%s份可计总分；区间 %s。", "%s responses scored; intervals %s.", count(n), level(r.Level))}
	if k := r.leader(i); k >= 0 && len(r.study.Dimensions) >= 3 {
		out = append(out, lang.F("雷达图的标杆是总分最高且明确高于一般水平的%s。", "The best unit on the radar is %s, the highest of those clearly above the usual level.", r.name(k)))
	}
	return out
}
