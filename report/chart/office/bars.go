package office

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

// Words that native charts need beside the figure's own: heads of the columns
// of their cells.
var (
	wordItem  = lang.T("项目", "Item")
	wordLow   = lang.T("下限", "Lower")
	wordHigh  = lang.T("上限", "Upper")
	wordPlus  = lang.T("上误差", "Above")
	wordMinus = lang.T("下误差", "Below")
	wordValue = lang.T("数值", "Value")
	wordLimit = lang.T("界线", "Line")
	wordWidth = lang.T("区间宽", "Width")
)

func labelOr(t, other lang.Text) lang.Text {
	if t.IsZero() {
		return other
	}
	return t
}

// ends are the ends of an axis where they are fixed.
func ends(a chart.Axis) (lo, hi *float64) {
	if a.Range.Fixed {
		return fl(a.Range.Min), fl(a.Range.Max)
	}
	return nil, nil
}

// bars are horizontal bars with whiskers; a heading of a block is a category
// without a bar.
func (b builder) bars(f chart.Bars) *Chart {
	c := &Chart{}
	head := []Cell{b.head(wordItem), b.head(labelOr(f.Axis.Label, wordValue)), b.head(wordLow), b.head(wordHigh), b.head(wordPlus), b.head(wordMinus)}
	for _, p := range f.Points {
		head = append(head, b.head(p.Name))
	}
	c.Rows = [][]Cell{head}
	p := b.opt.Palette
	s := series{fill: p.Shortfall, points: map[int]point{}, show: format(f.Axis)}
	for _, group := range f.Groups {
		if !group.Label.IsZero() {
			c.Rows = append(c.Rows, []Cell{label("▍" + b.line(group.Label))})
		}
		for _, bar := range group.Bars {
			if pt, ok := b.bar(bar); ok {
				s.points[len(c.Rows)-1] = pt
			}
			c.Rows = append(c.Rows, b.barRow(f, bar))
		}
	}
	n := len(c.Rows) - 1
	s.name, s.cat, s.val, s.plus, s.minus = cell(0, 1), column(0, n), column(1, n), column(4, n), column(5, n)
	// The numbers stand at the foot of the bars, where whiskers don't cross them.
	s.labelAt, s.ink = "inBase", "FFFFFF"
	if n > 12 {
		s.show = ""
	}
	var all []chart.Value
	for _, group := range f.Groups {
		for _, bar := range group.Bars {
			all = append(all, bar.Value)
		}
	}
	lo, hi := hold(f.Axis, true, all...)
	c.parts = parts{
		plots: []plot{{kind: barPlot, grouping: "clustered", gap: 45, axes: [2]int{0, 1}, series: []series{s}}},
		axes: []axis{{pos: "l", reverse: true, low: true, cross: 1},
			{value: true, pos: "b", title: b.line(f.Axis.Label), min: lo, max: hi, format: format(f.Axis), grid: true, cross: 0, crossMax: true, between: true}},
	}
	c.Height = 150 + 24*n
	return c
}

// bar gives the look of one bar where it departs from the series': hollow where
// it can't be told from zero, teal above zero, strong where the finding is
// about it.
func (b builder) bar(bar chart.Bar) (point, bool) {
	p := b.opt.Palette
	colour := p.Shortfall
	if bar.Value.Defined && bar.Value.X >= 0 {
		colour = p.Surplus
	}
	if bar.Hollow {
		return point{line: colour}, true
	}
	return point{fill: colour}, bar.Value.Defined && (bar.Strong || bar.Value.X >= 0)
}

func (b builder) barRow(f chart.Bars, bar chart.Bar) []Cell {
	plus, minus := whiskers(bar.Value, f.Axis)
	row := []Cell{label(b.coded(bar.Code, bar.Label)), value(bar.Value, f.Axis), {}, {}, plus, minus}
	if bar.Value.Defined && bar.Value.Bounded {
		row[2], row[3] = number(bar.Value.Lo, f.Axis), number(bar.Value.Hi, f.Axis)
	}
	for i := range f.Points {
		row = append(row, value(at(bar.Points, i), f.PointsAxis))
	}
	return row
}

// columns are upright bars side by side, with whiskers and a level line.
func (b builder) columns(f chart.Columns) *Chart {
	c := &Chart{}
	head := []Cell{b.head(wordItem)}
	n := len(f.Groups)
	pl := plot{kind: columnPlot, grouping: "clustered", gap: 60, overlap: -10, axes: [2]int{0, 1}}
	for j, k := range f.Series {
		col := 1 + 3*j
		head = append(head, b.head(k.Name), b.head(wordPlus), b.head(wordMinus))
		s := series{name: cell(0, col), cat: column(0, n), val: column(col, n), fill: b.opt.Palette.Role[k.Role]}
		for _, group := range f.Groups {
			if v := at(group.Values, j); v.Defined && v.Bounded {
				s.plus, s.minus = column(col+1, n), column(col+2, n)
			}
		}
		pl.series = append(pl.series, s)
	}
	c.Rows = [][]Cell{head}
	for _, group := range f.Groups {
		row := []Cell{label(b.text(group.Label))}
		for j := range f.Series {
			v := at(group.Values, j)
			plus, minus := whiskers(v, f.Axis)
			row = append(row, value(v, f.Axis), plus, minus)
		}
		c.Rows = append(c.Rows, row)
	}
	all := []chart.Value{f.Level}
	for _, group := range f.Groups {
		all = append(all, group.Values...)
	}
	lo, hi := hold(f.Axis, true, all...)
	c.parts = parts{plots: []plot{pl}, legend: "b",
		axes: []axis{{pos: "b", low: true, cross: 1}, {value: true, pos: "l", title: b.line(f.Axis.Label), min: lo, max: hi, format: format(f.Axis), grid: true, cross: 0, between: true}}}
	if len(f.Series) < 2 {
		c.parts.legend = ""
	}
	b.level(c, f.Level, f.LevelLabel, f.Axis)
	return c
}

// level adds a dashed line across an upright chart.
func (b builder) level(c *Chart, v chart.Value, name lang.Text, a chart.Axis) {
	if !v.Defined {
		return
	}
	col := 0
	for _, row := range c.Rows {
		col = max(col, len(row))
	}
	n := len(c.Rows) - 1
	for i := range c.Rows {
		for len(c.Rows[i]) < col {
			c.Rows[i] = append(c.Rows[i], Cell{})
		}
		if i == 0 {
			c.Rows[i] = append(c.Rows[i], b.head(labelOr(name, wordLimit)))
			continue
		}
		c.Rows[i] = append(c.Rows[i], number(v.X, a))
	}
	s := series{name: cell(0, col), cat: column(0, n), val: column(col, n), line: b.opt.Palette.Muted, width: 1.25, dash: "dash"}
	c.parts.plots = append(c.parts.plots, plot{kind: linePlot, grouping: "standard", axes: c.parts.plots[0].axes, series: []series{s}})
	c.parts.legend = "b"
}

// pareto is bars in falling order with the cumulative share and its threshold
// on a second axis.
func (b builder) pareto(f chart.Pareto) *Chart {
	c := &Chart{}
	share := chart.Axis{Decimals: 1, Percent: true}
	c.Rows = [][]Cell{{b.head(wordItem), b.head(labelOr(f.Axis.Label, wordValue)), b.head(labelOr(f.Share, lang.T("累计占比", "Cumulative share"))), b.head(wordLimit)}}
	p := b.opt.Palette
	bars := series{fill: p.Role[chart.Main], points: map[int]point{}, show: format(f.Axis), labelAt: "inEnd"}
	sizes := f.Axis
	sizes.Signed = false
	signed := false
	for i, bar := range f.Bars {
		cum := Cell{}
		if !bar.Opposite {
			cum = number(bar.Cumulative, share)
		} else {
			bars.points[i] = point{line: p.Surplus}
		}
		if bar.Rest {
			bars.points[i] = point{fill: p.Neutral}
		}
		signed = signed || bar.Value < 0
		row := []Cell{label(b.text(bar.Label)), number(bar.Size, sizes), cum, {}}
		if f.Threshold > 0 {
			row[3] = number(f.Threshold, chart.Axis{Percent: true})
		}
		c.Rows = append(c.Rows, row)
	}
	n := len(f.Bars)
	bars.name, bars.cat, bars.val = cell(0, 1), column(0, n), column(1, n)
	bars.show, bars.labelAt = format(sizes), "outEnd"
	if signed {
		c.Rows[0][1].Text += " |·|" // the bars show sizes; signs are in the tables
	}
	lines := []series{{name: cell(0, 2), cat: column(0, n), val: column(2, n), line: p.Role[chart.Perception], width: 2, marker: "circle", size: 6}}
	if f.Threshold > 0 {
		lines = append(lines, series{name: cell(0, 3), cat: column(0, n), val: column(3, n), line: p.Muted, width: 1.25, dash: "dash"})
	}
	c.parts = parts{legend: "b",
		plots: []plot{{kind: columnPlot, grouping: "clustered", gap: 30, axes: [2]int{0, 1}, series: []series{bars}},
			{kind: linePlot, grouping: "standard", axes: [2]int{2, 3}, series: lines}},
		axes: []axis{{pos: "b", cross: 1}, {value: true, pos: "l", title: b.line(f.Axis.Label), min: fl(0), format: format(sizes), grid: true, cross: 0, between: true},
			{pos: "b", hide: true, cross: 3}, {value: true, pos: "r", title: c.Rows[0][2].Text, min: fl(0), max: fl(100), major: 20, format: `0"%"`, cross: 2, crossMax: true, between: true}}}
	return c
}

// stacked rows: the parts of each row to 100 %.
func (b builder) stacked(rows [][]Cell, colours []string) *Chart {
	c := &Chart{Rows: rows}
	n := len(rows) - 1
	pl := plot{kind: barPlot, grouping: "percentStacked", gap: 40, overlap: 100, axes: [2]int{0, 1}}
	for j, colour := range colours {
		pl.series = append(pl.series, series{name: cell(0, 1+j), cat: column(0, n), val: column(1+j, n), fill: colour, line: "FFFFFF", width: 0.75, show: "0;;", labelAt: "ctr", ink: readable(colour)})
	}
	c.parts = parts{plots: []plot{pl}, legend: "b", axes: []axis{{pos: "l", reverse: true, low: true, cross: 1},
		{value: true, pos: "b", min: fl(0), max: fl(1), format: "0%", grid: true, cross: 0, crossMax: true, between: true}}}
	c.Height = 170 + 26*n
	return c
}

func (b builder) likert(f chart.Likert) *Chart {
	head := []Cell{b.head(wordItem)}
	for _, l := range f.Levels {
		head = append(head, b.head(l))
	}
	if !f.NA.IsZero() {
		head = append(head, b.head(f.NA))
	}
	rows := [][]Cell{head}
	for _, r := range f.Rows {
		row := []Cell{label(b.withheld(b.coded(r.Code, r.Label), r.Missing))}
		for i := range f.Levels {
			row = append(row, counted(r.Counts, i, r.Missing))
		}
		if !f.NA.IsZero() {
			row = append(row, counted([]float64{r.NA}, 0, r.Missing))
		}
		rows = append(rows, row)
	}
	return b.stacked(rows, b.ramp(len(f.Levels)))
}

// withheld adds to a label what stands in place of the numbers.
func (b builder) withheld(s, missing string) string {
	if missing == "" {
		return s
	}
	return s + " (" + missing + ")"
}

func counted(counts []float64, i int, missing string) Cell {
	if missing != "" || i >= len(counts) {
		return Cell{}
	}
	f := "#,##0"
	if counts[i] != float64(int64(counts[i])) {
		f = "0.000"
	}
	return Cell{Number: counts[i], Numeric: true, Format: f}
}

func (b builder) stack(f chart.Stack) *Chart {
	head := []Cell{b.head(wordItem)}
	var colours []string
	tone := map[chart.Tone]string{chart.Bad: b.opt.Palette.Shortfall, chart.Neutral: b.opt.Palette.Neutral, chart.Good: b.opt.Palette.Surplus}
	for _, p := range f.Parts {
		head = append(head, b.head(p.Name))
		colours = append(colours, tone[p.Tone])
	}
	rows := [][]Cell{head}
	for _, r := range f.Rows {
		row := []Cell{label(b.withheld(b.coded(r.Code, r.Label), r.Missing))}
		for i := range f.Parts {
			row = append(row, counted(r.Counts, i, r.Missing))
		}
		rows = append(rows, row)
	}
	return b.stacked(rows, colours)
}

func (b builder) steps(f chart.Steps) *Chart {
	c := &Chart{Rows: [][]Cell{{b.head(wordItem), b.head(wordValue), {}}}}
	for _, s := range f.Steps {
		c.Rows = append(c.Rows, []Cell{label(b.line(s.Label)), counted([]float64{s.Value}, 0, ""), label(b.line(s.Text))})
	}
	n := len(f.Steps)
	s := series{name: cell(0, 1), cat: column(0, n), val: column(1, n), fill: b.opt.Palette.Role[chart.Main], show: "#,##0", labelAt: "outEnd"}
	c.parts = parts{plots: []plot{{kind: barPlot, grouping: "clustered", gap: 35, axes: [2]int{0, 1}, series: []series{s}}},
		axes: []axis{{pos: "l", reverse: true, cross: 1}, {value: true, pos: "b", min: fl(0), format: "#,##0", hide: true, cross: 0, crossMax: true, between: true}}}
	c.Height = 120 + 40*n
	return c
}

func (b builder) pie(f chart.Pie) *Chart {
	c := &Chart{Rows: [][]Cell{{b.head(wordItem), b.head(labelOr(f.Axis.Label, wordValue))}}}
	s := series{points: map[int]point{}, show: format(f.Axis), labelAt: "outEnd"}
	colours := b.slices()
	for i, sl := range f.Slices {
		c.Rows = append(c.Rows, []Cell{label(b.line(sl.Label)), number(sl.Value, f.Axis)})
		s.points[i] = point{fill: colours[i%len(colours)], line: "FFFFFF"}
	}
	n := len(f.Slices)
	s.name, s.cat, s.val = cell(0, 1), column(0, n), column(1, n)
	c.parts = parts{plots: []plot{{kind: piePlot, series: []series{s}}}}
	return c
}

// caterpillar is bars from the centre with whiskers, coloured by tier.
func (b builder) caterpillar(f chart.Caterpillar) *Chart {
	c := &Chart{Rows: [][]Cell{{b.head(wordItem), b.head(labelOr(f.ValueHead, wordValue)), b.head(wordLow), b.head(wordHigh), b.head(wordPlus), b.head(wordMinus)}}}
	p := b.opt.Palette
	s := series{fill: p.Neutral, points: map[int]point{}}
	for i, u := range f.Rows {
		plus, minus := whiskers(u.Value, f.Axis)
		row := []Cell{label(b.line(u.Label)), value(u.Value, f.Axis), {}, {}, plus, minus}
		if u.Value.Bounded {
			row[2], row[3] = number(u.Value.Lo, f.Axis), number(u.Value.Hi, f.Axis)
		}
		switch u.Tier {
		case chart.Bad:
			s.points[i] = point{fill: p.Shortfall}
		case chart.Good:
			s.points[i] = point{fill: p.Surplus}
		}
		c.Rows = append(c.Rows, row)
	}
	n := len(f.Rows)
	s.name, s.cat, s.val, s.plus, s.minus = cell(0, 1), column(0, n), column(1, n), column(4, n), column(5, n)
	all := []chart.Value{f.Centre, f.Target}
	for _, u := range f.Rows {
		all = append(all, u.Value)
	}
	lo, hi := hold(f.Axis, false, all...)
	cat := axis{pos: "l", reverse: true, low: true, cross: 1}
	if f.Centre.Defined {
		cat.crossAt = fl(f.Centre.X)
	}
	title := b.line(f.Axis.Label)
	if !f.CentreLabel.IsZero() && f.Centre.Defined {
		title += " (│ " + b.line(f.CentreLabel) + ")"
	}
	if !f.TargetLabel.IsZero() && f.Target.Defined {
		title += " · " + b.line(f.TargetLabel)
	}
	c.parts = parts{plots: []plot{{kind: barPlot, grouping: "clustered", gap: 60, axes: [2]int{0, 1}, series: []series{s}}},
		axes: []axis{cat, {value: true, pos: "b", title: title, min: lo, max: hi, format: format(f.Axis), grid: true, cross: 0, crossMax: true, between: true}}}
	c.Height = 150 + 28*n
	return c
}
