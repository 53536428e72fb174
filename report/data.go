package report

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

// DataTable gives the numbers of a figure as a table: what a reader who can't
// see the chart, a terminal, or a workbook without a native chart of the kind
// gets in its place. It only lays out what the figure holds. A Grid has a
// table for each of its figures, hence the slice.
func DataTable(f chart.Figure) []Table {
	t := Table{ID: f.About().ID + "-data", Title: f.About().Title}
	switch f := f.(type) {
	case chart.Radar:
		radarData(&t, f)
	case chart.Pareto:
		paretoData(&t, f)
	case chart.Trend:
		trendData(&t, f)
	case chart.Bars:
		barsData(&t, f)
	case chart.Dots:
		dotsData(&t, f)
	case chart.Dumbbell:
		dotsData(&t, chart.Dots(f))
	case chart.Likert:
		likertData(&t, f)
	case chart.Stack:
		stackData(&t, f)
	case chart.Quadrant:
		quadrantData(&t, f)
	case chart.FiveGap:
		fiveGapData(&t, f)
	case chart.Funnel:
		funnelData(&t, f)
	case chart.Caterpillar:
		caterpillarData(&t, f)
	case chart.Heatmap:
		heatmapData(&t, f)
	case chart.Steps:
		stepsData(&t, f)
	case chart.Columns:
		columnsData(&t, f)
	case chart.Pie:
		pieData(&t, f)
	case chart.Grid:
		var all []Table
		for _, g := range f.Figures {
			all = append(all, DataTable(g)...)
		}
		return all
	}
	return []Table{t}
}

// OnAxis makes the number that an axis prints: with its decimals, sign and
// percent sign.
func OnAxis(a chart.Axis, x float64) Number {
	k := Mean
	switch {
	case a.Percent:
		k = Percent
	case a.Signed:
		k = Gap
	}
	n := N(k, x)
	n.Digits = a.Decimals
	return n
}

// valueCell prints a value of a figure, or what stands in its place.
func valueCell(a chart.Axis, v chart.Value) Cell {
	if !v.Defined {
		return Cell{Text: lang.Same(orDash(v.Missing)), Ref: v.Ref, Tone: Muted}
	}
	return Cell{Number: OnAxis(a, v.X), Ref: v.Ref}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// bounded adds the value and, where the column has intervals, its two ends.
func bounded(cells []Cell, a chart.Axis, v chart.Value, interval bool) []Cell {
	cells = append(cells, valueCell(a, v))
	if !interval {
		return cells
	}
	if !v.Defined || !v.Bounded {
		return append(cells, Cell{}, Cell{})
	}
	return append(cells, Cell{Number: OnAxis(a, v.Lo)}, Cell{Number: OnAxis(a, v.Hi)})
}

func valueColumns(cols []Column, id string, name lang.Text, interval bool) []Column {
	if !interval {
		return append(cols, Column{ID: id, Label: name, Align: Right})
	}
	return append(cols,
		Column{ID: id, Label: WordValue.Text(), Group: name, Align: Right},
		Column{ID: id + "-lo", Label: WordLow.Text(), Group: name, Align: Right},
		Column{ID: id + "-hi", Label: WordHigh.Text(), Group: name, Align: Right})
}

func anyBounded(vs ...chart.Value) bool {
	for _, v := range vs {
		if v.Defined && v.Bounded {
			return true
		}
	}
	return false
}

func coded(code string, label lang.Text) lang.Text {
	if code == "" {
		return label
	}
	return lang.F("%s %s", "%s %s", code, label)
}

func textCell(t lang.Text) Cell { return Cell{Text: t} }

func count(x float64) Cell { return Cell{Number: N(Count, x)} }

func radarData(t *Table, f chart.Radar) {
	t.Columns = []Column{{ID: "axis", Label: WordItem.Text()}}
	interval := make([]bool, len(f.Series))
	for j, s := range f.Series {
		interval[j] = anyBounded(s.Values...)
		t.Columns = valueColumns(t.Columns, s.Role.String(), s.Name, interval[j])
	}
	for i, a := range f.Axes {
		r := Row{Cells: []Cell{textCell(a.Label)}, Ref: a.Ref}
		for j, s := range f.Series {
			r.Cells = bounded(r.Cells, f.Scale, at(s.Values, i), interval[j])
		}
		t.Rows = append(t.Rows, r)
	}
}

// at is the i-th value, absent where a series is too short: Check has already
// refused such a figure, and a table must not fall over it.
func at(vs []chart.Value, i int) chart.Value {
	if i < len(vs) {
		return vs[i]
	}
	return chart.Value{}
}

func paretoData(t *Table, f chart.Pareto) {
	t.Columns = []Column{{ID: "item", Label: WordItem.Text()}, {ID: "value", Label: labelOr(f.Axis.Label, WordValue), Align: Right},
		{ID: "cumulative", Label: labelOr(f.Share, WordCumulative), Align: Right}}
	for _, b := range f.Bars {
		cum := Cell{Number: N(Percent, b.Cumulative)}
		if b.Opposite {
			cum = Cell{}
		}
		t.Rows = append(t.Rows, Row{Ref: b.Ref, Cells: []Cell{textCell(b.Label), {Number: OnAxis(f.Axis, b.Value)}, cum}})
	}
}

func labelOr(t lang.Text, w Word) lang.Text {
	if t.IsZero() {
		return w.Text()
	}
	return t
}

func trendData(t *Table, f chart.Trend) {
	t.Columns = []Column{{ID: "wave", Label: labelOr(f.Head, WordWave), Align: Left}}
	interval := make([]bool, len(f.Series))
	for j, s := range f.Series {
		interval[j] = anyBounded(s.Values...)
		t.Columns = valueColumns(t.Columns, s.Role.String(), s.Name, interval[j])
	}
	if len(f.Limits) > 0 {
		for _, c := range []struct {
			id string
			w  Word
		}{{"lcl", WordLimitLow}, {"centre", WordCentre}, {"ucl", WordLimitHigh}} {
			t.Columns = append(t.Columns, Column{ID: c.id, Label: c.w.Text(), Align: Right})
		}
	}
	if len(f.Signals) > 0 {
		t.Columns = append(t.Columns, Column{ID: "signal", Label: WordSignal.Text()})
	}
	for i, w := range f.Waves {
		r := Row{Cells: []Cell{textCell(w.Label)}, Ref: w.Ref}
		for j, s := range f.Series {
			r.Cells = bounded(r.Cells, f.Axis, at(s.Values, i), interval[j])
		}
		r.Cells = trendLimits(r.Cells, f, i)
		t.Rows = append(t.Rows, r)
	}
}

func trendLimits(cells []Cell, f chart.Trend, wave int) []Cell {
	if len(f.Limits) > 0 {
		three := []Cell{{}, {}, {}}
		for _, l := range f.Limits {
			if l.From <= wave && wave <= l.To {
				three = []Cell{{Number: OnAxis(f.Axis, l.Lower)}, {Number: OnAxis(f.Axis, l.Centre)}, {Number: OnAxis(f.Axis, l.Upper)}}
			}
		}
		cells = append(cells, three...)
	}
	if len(f.Signals) == 0 {
		return cells
	}
	var said lang.Text
	for _, s := range f.Signals {
		if s.Wave == wave {
			said = s.Label
		}
	}
	return append(cells, textCell(said))
}

func barsData(t *Table, f chart.Bars) {
	var all []chart.Value
	for _, g := range f.Groups {
		for _, b := range g.Bars {
			all = append(all, b.Value)
		}
	}
	interval := anyBounded(all...)
	t.Columns = []Column{{ID: "item", Label: WordItem.Text()}}
	for _, p := range f.Points {
		t.Columns = append(t.Columns, Column{ID: p.Role.String(), Label: p.Name, Align: Right})
	}
	t.Columns = valueColumns(t.Columns, "value", labelOr(f.Axis.Label, WordValue), interval)
	for _, g := range f.Groups {
		level := 0
		if !g.Label.IsZero() {
			t.Rows = append(t.Rows, Row{Strong: true, Ref: g.Ref, Cells: []Cell{textCell(g.Label)}})
			level = 1
		}
		for _, b := range g.Bars {
			r := Row{Level: level, Cells: []Cell{textCell(coded(b.Code, b.Label))}, Ref: b.Value.Ref}
			for i := range f.Points {
				r.Cells = append(r.Cells, valueCell(f.PointsAxis, at(b.Points, i)))
			}
			r.Cells = bounded(r.Cells, f.Axis, b.Value, interval)
			t.Rows = append(t.Rows, r)
		}
	}
}

func dotsData(t *Table, f chart.Dots) {
	interval := make([]bool, len(f.Series))
	for j := range f.Series {
		for _, r := range f.Rows {
			interval[j] = interval[j] || anyBounded(at(r.Values, j))
		}
	}
	t.Columns = []Column{{ID: "item", Label: WordItem.Text()}}
	for j, s := range f.Series {
		t.Columns = valueColumns(t.Columns, s.Role.String(), s.Name, interval[j])
	}
	if !f.Diff.IsZero() {
		t.Columns = append(t.Columns, Column{ID: "diff", Label: f.Diff, Align: Right})
	}
	group := lang.Text{}
	for _, r := range f.Rows {
		level := 0
		if !r.Group.IsZero() {
			level = 1
			if r.Group != group {
				t.Rows = append(t.Rows, Row{Strong: true, Cells: []Cell{textCell(r.Group)}})
				group = r.Group
			}
		}
		row := Row{Level: level, Cells: []Cell{textCell(coded(r.Code, r.Label))}, Ref: r.Ref}
		for j := range f.Series {
			row.Cells = bounded(row.Cells, f.Axis, at(r.Values, j), interval[j])
		}
		if !f.Diff.IsZero() {
			row.Cells = append(row.Cells, valueCell(f.DiffAxis, r.Diff))
		}
		t.Rows = append(t.Rows, row)
	}
}

func likertData(t *Table, f chart.Likert) {
	t.Columns = []Column{{ID: "item", Label: WordItem.Text()}}
	for _, l := range f.Levels {
		t.Columns = append(t.Columns, Column{Label: l, Align: Right})
	}
	if !f.NA.IsZero() {
		t.Columns = append(t.Columns, Column{ID: "na", Label: f.NA, Align: Right})
	}
	for _, r := range f.Rows {
		row := Row{Cells: []Cell{textCell(coded(r.Code, r.Label))}, Ref: r.Ref}
		for i := range f.Levels {
			if r.Missing != "" || i >= len(r.Counts) {
				row.Cells = append(row.Cells, Cell{Text: lang.Same(orDash(r.Missing)), Tone: Muted})
				continue
			}
			row.Cells = append(row.Cells, count(r.Counts[i]))
		}
		if !f.NA.IsZero() {
			if r.Missing != "" {
				row.Cells = append(row.Cells, Cell{Text: lang.Same(r.Missing), Tone: Muted})
			} else {
				row.Cells = append(row.Cells, count(r.NA))
			}
		}
		t.Rows = append(t.Rows, row)
	}
}

func stackData(t *Table, f chart.Stack) {
	t.Columns = []Column{{ID: "item", Label: WordItem.Text()}}
	for _, p := range f.Parts {
		t.Columns = append(t.Columns, Column{Label: p.Name, Align: Right})
	}
	for _, r := range f.Rows {
		row := Row{Cells: []Cell{textCell(coded(r.Code, r.Label))}, Ref: r.Ref}
		for i := range f.Parts {
			if r.Missing != "" || i >= len(r.Counts) {
				row.Cells = append(row.Cells, Cell{Text: lang.Same(orDash(r.Missing)), Tone: Muted})
				continue
			}
			row.Cells = append(row.Cells, Cell{Number: plainNumber(r.Counts[i])})
		}
		t.Rows = append(t.Rows, row)
	}
}

// plainNumber writes whole numbers as counts and others with three decimals.
func plainNumber(x float64) Number {
	if x == float64(int64(x)) {
		return N(Count, x)
	}
	return N(Coef, x)
}

func quadrantData(t *Table, f chart.Quadrant) {
	t.Columns = []Column{{ID: "item", Label: WordItem.Text()}, {ID: "x", Label: f.X.Label, Align: Right}, {ID: "y", Label: f.Y.Label, Align: Right}}
	for _, p := range f.Points {
		t.Rows = append(t.Rows, Row{Ref: p.Ref, Cells: []Cell{textCell(coded(p.Code, p.Label)), valueCell(f.X, p.X), valueCell(f.Y, p.Y)}})
	}
}

func fiveGapData(t *Table, f chart.FiveGap) {
	t.Columns = []Column{{ID: "gap", Label: WordItem.Text()}, {ID: "value", Label: WordValue.Text(), Align: Right}}
	for _, g := range f.Gaps {
		c := valueCell(chart.Axis{Decimals: 2, Signed: true}, g.Value)
		if !g.Text.IsZero() {
			c = textCell(g.Text)
		}
		t.Rows = append(t.Rows, Row{Ref: g.Value.Ref, Cells: []Cell{textCell(g.Label), c}})
	}
}
