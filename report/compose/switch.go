package compose

import (
	"fmt"
	"runtime"
	"sync/atomic"

	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// maxOptions bounds a switch, so that a page stays small. More units than this
// are not offered at all, since some of them alone would mislead; they have
// reports of their own.
const maxOptions = 60

// maxWaves is how many waves a switch offers: a year of months, and the same
// month of the year before.
const maxWaves = 13

// switches lets a reader of the page look at another unit, or another wave,
// without another file: headline, priorities, dimensions.
func switches(v *view) *report.Section {
	s := &report.Section{Title: lang.T("按单位或期次查看", "By unit or wave"),
		Finding: lang.T("选择一个单位或一期，查看它的得分、优先改进和各维度差距。", "Choose a unit or a wave to see its scores, priorities and gaps.")}
	if v.Unit == "" && len(v.units) > 1 && len(v.units) <= maxOptions {
		var views []choice
		sw := report.Switch{ID: "unit", Label: lang.T("单位", "Unit")}
		ns := make(map[string]bool)
		for _, r := range v.unitRows() {
			ns[r.name] = r.hidden
		}
		segs := make([]tally.Segment, len(v.units))
		for i, u := range v.units {
			segs[i] = tally.Segment{Names: []string{u.name}, Tally: u.tally}
		}
		fields := withheldFields(v.study, segs, v.Cells.Mean)
		for i, u := range v.units {
			if !ns[u.name] && u.name != "" {
				x := *v.Case
				x.Unit, x.Rows, x.given, x.hiddenFields = u.name, nil, nil, fields[u.name]
				sw.Options = append(sw.Options, report.Option{Name: unitName(u.name)})
				views = append(views, choice{&x, fmt.Sprintf("unit-%d", i+1)})
			}
		}
		if len(sw.Options) > 1 {
			v.fill(sw.Options, views)
			s.Blocks = append(s.Blocks, sw)
		}
	}
	if v.at > 0 {
		var views []choice
		sw := report.Switch{ID: "wave", Label: lang.T("期次", "Wave")}
		for i := v.at; i >= 0 && len(sw.Options) < maxWaves; i-- {
			if v.waves[i].tally.N() < v.Cells.Mean {
				continue
			}
			x := *v.Case
			x.Set, x.Wave, x.Rows, x.given = v.set, v.waves[i].name, nil, v.strata // the unit's answers alone:
			x.shared = nil                                                         // they must not pass for those of all units
			sw.Options = append(sw.Options, report.Option{Name: waveText(v.waves[i].name)})
			views = append(views, choice{&x, fmt.Sprintf("wave-%d", i+1)})
		}
		if len(sw.Options) > 1 {
			v.fill(sw.Options, views)
			s.Blocks = append(s.Blocks, sw)
		}
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	s.Interactive = true
	return s
}

// choice is what an option of a switch shows, and the mark of its ids.
type choice struct {
	of   *Case
	mark string
}

// fill begins to make what options show, on all processors and beside the other
// chapters: they have nothing to do with each other, and were a quarter of a
// report on one unit with 24 waves. They are there when v.options has been waited
// for.
func (v *view) fill(options []report.Option, views []choice) {
	var next atomic.Int64
	wg := v.options
	for range min(runtime.GOMAXPROCS(0), len(views)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(views) && !views[i].of.ended(); i = int(next.Add(1)) - 1 {
				options[i].Blocks = newView(views[i].of).brief(views[i].mark)
			}
		})
	}
}

// brief is a view in short. mark keeps its ids apart from those of the others.
func (v *view) brief(mark string) []report.Block {
	h, _ := v.headline()
	out := []report.Block{report.Paragraph{Text: v.verdictSentence()}, report.Tiles{Tiles: v.tiles()},
		report.Facts{Facts: []report.Fact{{Label: lang.T("可计总分的答卷", "Responses scored"), Value: lang.Same(count(h.N))}}}}
	if v.twoSided() {
		bars := v.dimensionBars()
		bars.Meta = withMark(bars.Meta, mark)
		t := v.dimensionTable()
		t.ID += "-" + mark
		out = append(out, v.namedTable(mark), report.Notes{Items: []lang.Text{v.prioritySentence(v.worstItems())}}, report.FigureBlock{Figure: bars}, t)
	} else {
		dots := v.dotsFigure()
		dots.Meta = withMark(dots.Meta, mark)
		out = append(out, v.lowestTable(mark), report.Notes{Items: []lang.Text{v.prioritySentence(v.worstItems())}}, report.FigureBlock{Figure: dots})
	}
	if t, ok := v.changeTable(); ok {
		t.ID += "-" + mark
		out = append(out, t)
	}
	return out
}

// namedTable lists the priorities and strengths with their figures.
func (v *view) namedTable(mark string) report.Table {
	t := report.Table{ID: "named-" + mark, Title: lang.T("优先改进与优势", "Priorities and strengths"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("kind", lang.T("类别", "Kind")), column("perception", lang.T("感知", "Perception")), column("gap", lang.T("差距", "Gap")), column("below", lang.T("低于期望", "Below"))}}
	add := func(items []int, kind, none lang.Text) {
		for _, i := range items {
			x := v.card.Items[i]
			t.Rows = append(t.Rows, report.Row{Ref: itemRef(v.study, i), Cells: []report.Cell{textCell(v.placed(v.study.Items[i])), textCell(kind), cell(x.Perception.Mean, report.Mean), cell(x.Gap.Mean, report.Gap), classCells(x.Gap)[0]}})
		}
		if len(items) == 0 {
			t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{{Text: none, Tone: report.Muted}, textCell(kind), {}, {}, {}}})
		}
	}
	none := lang.T("没有", "none")
	add(v.worstItems().Named, lang.T("优先改进", "Priority"), none)
	add(v.strongItems(), lang.T("优势", "Strength"), none)
	return t
}

// lowestTable lists the items rated lowest, where only perceptions were asked.
func (v *view) lowestTable(mark string) report.Table {
	ci := lang.F("%s区间", "%s interval", level(v.Level))
	t := report.Table{ID: "lowest-" + mark, Title: lang.T("评分最低的题项", "Lowest-rated items"), Columns: []report.Column{
		column("item", lang.T("题项", "Item")), column("n", lang.T("n", "n")), column("perception", lang.T("感知", "Perception")), grouped("lo", lang.T("下限", "Low"), ci), grouped("hi", lang.T("上限", "High"), ci)}}
	for _, i := range v.worstItems().Named {
		e := v.card.Items[i].Perception.Mean
		lo, hi := ends(e, report.Mean)
		t.Rows = append(t.Rows, report.Row{Ref: "mean/" + v.study.Items[i].ID, Cells: []report.Cell{textCell(v.placed(v.study.Items[i])), numCell(report.Count, e.N), cell(e, report.Mean), lo, hi}})
	}
	if len(t.Rows) == 0 {
		t.Rows = []report.Row{{Cells: []report.Cell{{Text: lang.T("没有", "none"), Tone: report.Muted}, {}, {}, {}, {}}}}
	}
	return t
}

func withMark(m chart.Meta, mark string) chart.Meta {
	m.ID += "-" + mark
	return m
}
