package compose

import (
	"slices"

	"servqual/report"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// Terminal builds the document that the score command prints: the tables of
// the monthly report's core, and a row for each segment where there are any.
func Terminal(c *Case) *report.Document {
	plain := *c
	plain.Set = c.Set.Rollup()
	v := newView(&plain)
	main := report.Section{ID: "scores", Title: lang.T("得分", "Scores"), Finding: v.verdictSentence()}
	if v.twoSided() {
		main.Blocks = append(main.Blocks, v.dimensionTable(), v.testTable(), v.overallTable(), v.itemScoreTable(), report.Notes{Items: v.weightNotes()})
	} else {
		main.Blocks = append(append(main.Blocks, perceptionSummary(v).Blocks...), v.itemScoreTable())
	}
	d := &report.Document{ID: "score", Title: v.study.Title, Lang: c.Lang, Date: c.date(), Footer: intervalFooter(v.Level), Sections: []report.Section{main}}
	if len(c.Set.By()) > 0 {
		d.Sections = append(d.Sections, v.segmentSection(c))
	}
	return markSmall(markDraft(sayScales(d, c.Set.Plan().Study()), c.Summary), v.Cells)
}

// segmentSection is one row for each segment of the set.
func (v *view) segmentSection(c *Case) report.Section {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{ID: "segments", Title: lang.T("各组得分", "Scores by segment")}
	for _, f := range c.Set.By() {
		label := lang.Same(f)
		if fd, ok := v.study.Field(f); ok {
			label = fd.Label
		}
		t.Columns = append(t.Columns, column("by-"+f, label))
	}
	t.Columns = append(t.Columns, column("responses", lang.T("答卷", "Responses")), column("score", v.trendName()),
		grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci))
	for _, dim := range v.study.Dimensions {
		t.Columns = append(t.Columns, grouped("dim-"+dim.ID, dim.Label, lang.T("各维度", "Dimensions")))
	}
	hide := withheldSegments(c.Set, v.Cells.Mean)
	for i, s := range c.Set.Segments() {
		row := report.Row{}
		for _, n := range s.Names {
			row.Cells = append(row.Cells, textCell(lang.Same(orDash(n))))
		}
		if hide[i] {
			row.Cells = append(row.Cells, numCell(report.Count, float64(s.Tally.N())))
			for range 3 + len(v.study.Dimensions) {
				row.Cells = append(row.Cells, v.withheldCell(s.Tally.N()))
			}
			t.Rows = append(t.Rows, row)
			continue
		}
		e := stats.MeanCI(v.headlineFreq(s.Tally), v.Level)
		lo, hi := ends(e, v.kind())
		row.Cells = append(row.Cells, numCell(report.Count, float64(s.Tally.N())), cell(e, v.kind()), lo, hi)
		for d := range v.study.Dimensions {
			row.Cells = append(row.Cells, cell(stats.MeanCI(s.Tally.DimFreq(d, v.main()), v.Level), v.kind()))
		}
		t.Rows = append(t.Rows, row)
	}
	if slices.Contains(hide, true) || v.Cells == ShowSmall {
		t.Notes = append(t.Notes, smallNote(v.Cells))
	}
	return report.Section{ID: "segments", Title: lang.T("各组得分", "Scores by segment"), Blocks: []report.Block{t}}
}
