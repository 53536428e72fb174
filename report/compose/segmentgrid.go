package compose

import (
	"unicode/utf8"

	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// SegmentGrid is the table of scores as a regional office works with it in its
// spreadsheet program: a row for each segment, a column for each figure. Its
// rows are scored while it is written. Without segments it has one row, of all.
func SegmentGrid(set *tally.Set, l lang.Lang, level float64, date string, cells Cells) *report.Grid {
	g := &report.Grid{Title: lang.T("各组得分", "Scores by segment"), Lang: l, Date: date}
	study := set.Plan().Study()
	g.Brand.Colours = study.Report.Colours
	segs := set.Segments()
	if len(set.By()) == 0 {
		segs = []tally.Segment{{Names: []string{lang.T("全部", "All").In(l)}, Tally: set.Total()}}
		g.Names = []report.GridName{{Label: lang.T("分组", "Segment"), Widest: segs[0].Names[0]}}
	}
	for i, f := range set.By() {
		n := report.GridName{Label: fieldLabel(study, f)}
		for _, s := range segs {
			if utf8.RuneCountInString(s.Names[i]) > utf8.RuneCountInString(n.Widest) {
				n.Widest = s.Names[i]
			}
		}
		g.Names = append(g.Names, n)
	}
	hide := withheldSegments(set, cells.Mean)
	figures := figuresOf(set.Plan())
	for _, f := range figures {
		g.Columns = append(g.Columns, f.GridColumn)
	}
	g.Rows = len(segs)
	g.Reader = func() func(int, *report.GridRow) {
		score := new(servqual.Scorer)
		return func(r int, into *report.GridRow) {
			for _, n := range segs[r].Names {
				into.Name(n)
			}
			x := scored{score.Brief(segs[r].Tally, level), segs[r].Tally}
			small := hide != nil && hide[r]
			for i, f := range figures {
				v, defined := f.of(x)
				into.Number(v, defined && (i == 0 || !small)) // the first is the number of responses
			}
			x.tally.Release()
		}
	}
	g.Notes, g.Legend = gridNotes(set.Plan(), level, cells), gridLegend(study)
	return g
}

func fieldLabel(study *survey.Study, name string) lang.Text {
	if f, ok := study.Field(name); ok {
		return f.Label
	}
	return lang.Same(name)
}

// gridNotes tell how to read the table.
func gridNotes(p *tally.Plan, lvl float64, cells Cells) []lang.Text {
	out := []lang.Text{
		lang.T("每组一行；数字保留全部精度，格式只决定显示几位。空单元格：这一组算不出这个数（答卷太少或没有作答）。", "A row for each segment. Numbers are at full precision; their format only rounds what is shown. An empty cell is a figure that this segment does not define: too few answers, or none."),
		smallNote(cells),
	}
	if p.Has(tally.Gap) {
		out = append(out,
			lang.T("差距 = 感知 − 期望，逐份答卷计算后取平均；负值表示未达期望。", "Gap = perception − expectation, within each response, then averaged; negative = below expectation."),
			lang.T("题项的n是期望和感知都作答的人数；期望、感知的均值与标准差各按作答该侧的人数计算。", "n of an item counts those who answered both sides; mean and SD of a side rest on everyone who answered it."),
			lang.T("维度得分取该维度已答题项的平均（至少答一半）；三个均值依据同一批答卷。", "A dimension score is the mean of the items answered, at least half of them; its three means rest on the same responses."))
	}
	return append(out,
		lang.F("下限、上限：%s置信区间。标准差除以 n − 1。", "Low and high are the ends of the %s confidence interval. Standard deviations divide by n − 1.", level(lvl)),
		lang.T("α：克朗巴哈系数，依据该维度各题都作答的答卷。", "α: Cronbach's alpha, of responses with every item of the dimension."))
}

// gridLegend words the short names of the heads.
func gridLegend(study *survey.Study) []report.GridEntry {
	var out []report.GridEntry
	for _, d := range study.Dimensions {
		out = append(out, report.GridEntry{Name: d.ID, Text: d.Label})
	}
	for _, it := range study.Items {
		out = append(out, report.GridEntry{Name: it.ID, Text: it.Label})
	}
	return out
}
