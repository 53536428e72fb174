package report

// The tables of figures that compare units and of the plain ones.

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

func funnelData(t *Table, f chart.Funnel) {
	t.Columns = []Column{{ID: "unit", Label: WordUnit.Text()}, {ID: "n", Label: labelOr(f.N.Label, WordN), Align: Right}, {ID: "y", Label: labelOr(f.Y.Label, WordValue), Align: Right}}
	for _, p := range f.Points {
		t.Rows = append(t.Rows, Row{Ref: p.Ref, Cells: []Cell{textCell(p.Label), count(p.N), {Number: OnAxis(f.Y, p.Y)}}})
	}
}

func caterpillarData(t *Table, f chart.Caterpillar) {
	t.Columns = valueColumns([]Column{{ID: "unit", Label: WordUnit.Text()}}, "value", labelOr(f.ValueHead, WordValue), true)
	tiers, ranks := f.Tiers != [3]lang.Text{}, !f.RankHead.IsZero()
	if tiers {
		t.Columns = append(t.Columns, Column{ID: "tier", Label: WordTier.Text()})
	}
	if ranks {
		t.Columns = append(t.Columns, Column{ID: "rank", Label: f.RankHead, Align: Centre})
	}
	for _, u := range f.Rows {
		r := Row{Ref: u.Value.Ref, Cells: bounded([]Cell{textCell(u.Label)}, f.Axis, u.Value, true)}
		if tiers {
			name := lang.Text{}
			if u.Tier >= chart.Bad && u.Tier <= chart.Good {
				name = f.Tiers[u.Tier-chart.Bad]
			}
			r.Cells = append(r.Cells, textCell(name))
		}
		if ranks {
			r.Cells = append(r.Cells, Cell{Text: lang.Same(u.Rank)})
		}
		t.Rows = append(t.Rows, r)
	}
}

func heatmapData(t *Table, f chart.Heatmap) {
	t.Columns = []Column{{ID: "unit", Label: WordUnit.Text()}}
	if !f.NHead.IsZero() {
		t.Columns = append(t.Columns, Column{ID: "n", Label: f.NHead, Align: Right})
	}
	for _, c := range f.Columns {
		t.Columns = append(t.Columns, Column{Label: c, Align: Right})
	}
	for _, h := range f.Rows {
		r := Row{Strong: h.Strong, Cells: []Cell{textCell(h.Label)}}
		if !f.NHead.IsZero() {
			r.Cells = append(r.Cells, count(h.N))
		}
		for _, c := range h.Cells {
			r.Cells = append(r.Cells, valueCell(f.Axis, c.Value))
		}
		t.Rows = append(t.Rows, r)
	}
}

func stepsData(t *Table, f chart.Steps) {
	t.Columns = []Column{{ID: "step", Label: WordItem.Text()}, {ID: "value", Label: WordCount.Text(), Align: Right}}
	for _, s := range f.Steps {
		t.Rows = append(t.Rows, Row{Ref: s.Ref, Cells: []Cell{textCell(s.Label), {Number: plainNumber(s.Value)}}})
	}
}

func columnsData(t *Table, f chart.Columns) {
	interval := make([]bool, len(f.Series))
	t.Columns = []Column{{ID: "item", Label: WordItem.Text()}}
	for j, s := range f.Series {
		for _, g := range f.Groups {
			interval[j] = interval[j] || anyBounded(at(g.Values, j))
		}
		t.Columns = valueColumns(t.Columns, s.Role.String(), s.Name, interval[j])
	}
	for _, g := range f.Groups {
		r := Row{Cells: []Cell{textCell(g.Label)}}
		for j := range f.Series {
			r.Cells = bounded(r.Cells, f.Axis, at(g.Values, j), interval[j])
		}
		t.Rows = append(t.Rows, r)
	}
}

func pieData(t *Table, f chart.Pie) {
	t.Columns = []Column{{ID: "item", Label: WordItem.Text()}, {ID: "value", Label: labelOr(f.Axis.Label, WordValue), Align: Right}}
	for _, s := range f.Slices {
		t.Rows = append(t.Rows, Row{Ref: s.Ref, Cells: []Cell{textCell(s.Label), {Number: OnAxis(f.Axis, s.Value)}}})
	}
}
