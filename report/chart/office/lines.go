package office

import (
	"servqual/report/chart"
)

// markers by role: the series are told apart in black and white too.
var markers = map[chart.Role]string{
	chart.Expectation: "diamond", chart.Perception: "circle", chart.Minimum: "triangle", chart.Desired: "square", chart.Benchmark: "square",
	chart.Managers: "triangle", chart.Customers: "diamond", chart.Staff: "square", chart.Best: "diamond", chart.Main: "circle", chart.Other: "triangle",
}

var dashes = map[chart.Role]string{chart.Expectation: "", chart.Perception: "", chart.Minimum: "sysDot", chart.Desired: "dash", chart.Benchmark: "dash", chart.Managers: "sysDash", chart.Other: "lgDash"}

func (b builder) key(k chart.Key) series {
	return series{line: b.opt.Palette.Role[k.Role], width: 2.25, dash: dashes[k.Role], marker: markers[k.Role], size: 7}
}

func (b builder) radar(f chart.Radar) *Chart {
	c := &Chart{Width: 560, Height: 420}
	head := []Cell{b.head(wordItem)}
	n := len(f.Axes)
	pl := plot{kind: radarPlot, axes: [2]int{0, 1}}
	for j, s := range f.Series {
		head = append(head, b.head(s.Name))
		out := b.key(s.Key)
		out.name, out.cat, out.val = cell(0, 1+j), column(0, n), column(1+j, n)
		pl.series = append(pl.series, out)
	}
	c.Rows = [][]Cell{head}
	for i, a := range f.Axes {
		name := b.text(a.Label)
		if !a.Text.IsZero() {
			name += "\n" + b.text(a.Text)
		}
		row := []Cell{label(name)}
		for _, s := range f.Series {
			row = append(row, value(at(s.Values, i), f.Scale))
		}
		c.Rows = append(c.Rows, row)
	}
	if f.Ring.Defined {
		col := 1 + len(f.Series)
		c.Rows[0] = append(c.Rows[0], b.head(labelOr(f.RingLabel, wordLimit)))
		for i := 1; i <= n; i++ {
			c.Rows[i] = append(c.Rows[i], number(f.Ring.X, f.Scale))
		}
		pl.series = append(pl.series, series{name: cell(0, col), cat: column(0, n), val: column(col, n), line: b.opt.Palette.Muted, width: 1.25, dash: "dash"})
	}
	lo, hi := ends(f.Scale)
	scale := f.Scale
	scale.Decimals = 0
	c.parts = parts{plots: []plot{pl}, legend: "b", axes: []axis{{pos: "b", grid: true, cross: 1},
		{value: true, pos: "l", min: lo, max: hi, major: unit(f.Scale), format: format(scale), grid: true, cross: 0, between: true}}}
	return c
}

// unit is the step of a fixed scale: one for rating scales, a fifth otherwise.
func unit(a chart.Axis) float64 {
	if d := a.Range.Max - a.Range.Min; d > 10 {
		return d / 5
	}
	return 1
}

// dots shows the series as markers over the categories, joined by a line from
// the lowest to the highest.
func (b builder) dots(f chart.Dots) *Chart {
	c := &Chart{}
	head := []Cell{b.head(wordItem)}
	n := len(f.Rows)
	pl := plot{kind: linePlot, grouping: "standard", hiLow: true, axes: [2]int{0, 1}}
	for j, k := range f.Series {
		head = append(head, b.head(k.Name))
		s := b.key(k)
		s.fill, s.line, s.size = s.line, "", 9
		s.name, s.cat, s.val = cell(0, 1+j), column(0, n), column(1+j, n)
		if n <= 8 {
			s.show, s.labelAt = format(f.Axis), "r"
		}
		pl.series = append(pl.series, s)
	}
	if !f.Diff.IsZero() {
		head = append(head, b.head(f.Diff))
	}
	c.Rows = [][]Cell{head}
	for _, r := range f.Rows {
		row := []Cell{label(b.coded(r.Code, r.Label))}
		for j := range f.Series {
			row = append(row, value(at(r.Values, j), f.Axis))
		}
		if !f.Diff.IsZero() {
			row = append(row, value(r.Diff, f.DiffAxis))
		}
		c.Rows = append(c.Rows, row)
	}
	lo, hi := ends(f.Axis)
	c.parts = parts{plots: []plot{pl}, legend: "b", axes: []axis{{pos: "b", low: true, cross: 1},
		{value: true, pos: "l", title: b.line(f.Axis.Label), min: lo, max: hi, major: majorOf(f.Axis), format: format(f.Axis), grid: true, cross: 0, between: true}}}
	if n > 8 {
		c.Width = 860
		c.Height = 420
	}
	return c
}

func majorOf(a chart.Axis) float64 {
	if a.Range.Fixed {
		return unit(a)
	}
	return 0
}

// trend is lines with a ribbon. A ribbon is an area stacked on an unseen one,
// and areas fall to zero at a missing wave; so where waves are missing, or more
// than one series has intervals, the intervals are whiskers instead.
func (b builder) trend(f chart.Trend) *Chart {
	c := &Chart{Width: 760, Height: 380}
	c.Rows = [][]Cell{{b.head(wordItem)}}
	for _, w := range f.Waves {
		c.Rows = append(c.Rows, []Cell{label(b.line(w.Label))})
	}
	n := len(f.Waves)
	p := b.opt.Palette
	add := func(head Cell, at func(i int) Cell) int {
		col := len(c.Rows[0])
		c.Rows[0] = append(c.Rows[0], head)
		for i := range n {
			c.Rows[i+1] = append(c.Rows[i+1], at(i))
		}
		return col
	}
	lines := plot{kind: linePlot, grouping: "standard", axes: [2]int{0, 1}}
	area := plot{kind: areaPlot, grouping: "stacked", axes: [2]int{0, 1}}
	ribbon := len(f.Series) == 1 && whole(f.Series[0].Values, n)
	for j, ts := range f.Series {
		s := b.key(ts.Key)
		col := add(b.head(ts.Name), func(i int) Cell { return value(at(ts.Values, i), f.Axis) })
		s.name, s.cat, s.val = cell(0, col), column(0, n), column(col, n)
		s.points = map[int]point{}
		for _, g := range f.Signals {
			if g.Series == j {
				s.points[g.Wave] = point{fill: p.Signal, size: 11}
			}
		}
		switch {
		case ribbon:
			lo := add(b.head(wordLow), func(i int) Cell { return number(ts.Values[i].Lo, f.Axis) })
			width := add(b.head(wordWidth), func(i int) Cell {
				a := f.Axis
				a.Signed = false
				return number(ts.Values[i].Hi-ts.Values[i].Lo, a)
			})
			area.series = []series{{name: cell(0, lo), cat: column(0, n), val: column(lo, n), quiet: true},
				{name: cell(0, width), cat: column(0, n), val: column(width, n), fill: s.line, alpha: 18, quiet: true}}
		case boundedAny(ts.Values):
			plus := add(b.head(wordPlus), func(i int) Cell { x, _ := whiskers(at(ts.Values, i), f.Axis); return x })
			minus := add(b.head(wordMinus), func(i int) Cell { _, x := whiskers(at(ts.Values, i), f.Axis); return x })
			s.plus, s.minus = column(plus, n), column(minus, n)
		}
		lines.series = append(lines.series, s)
	}
	lines.series = append(lines.series, b.limits(f, n, add)...)
	if f.Level.Defined {
		col := add(b.head(labelOr(f.LevelLabel, wordLimit)), func(int) Cell { return number(f.Level.X, f.Axis) })
		lines.series = append(lines.series, series{name: cell(0, col), cat: column(0, n), val: column(col, n), line: p.Muted, width: 1, dash: "sysDash"})
	}
	all := []chart.Value{f.Level}
	for _, ts := range f.Series {
		all = append(all, ts.Values...)
	}
	for _, l := range f.Limits {
		all = append(all, chart.At(l.Lower), chart.At(l.Upper))
	}
	lo, hi := hold(f.Axis, false, all...)
	c.parts = parts{legend: "b", axes: []axis{{pos: "b", low: true, cross: 1},
		{value: true, pos: "l", title: b.line(f.Axis.Label), min: lo, max: hi, format: format(f.Axis), grid: true, cross: 0, between: true}}}
	if len(area.series) > 0 {
		c.parts.plots = append(c.parts.plots, area)
		// An area begins on its category; so must the line over it.
		c.parts.axes[1].between = false
	}
	c.parts.plots = append(c.parts.plots, lines)
	return c
}

// limits are the lines of the phases of a control chart; one set is named in
// the legend.
func (b builder) limits(f chart.Trend, n int, add func(Cell, func(int) Cell) int) []series {
	var out []series
	p := b.opt.Palette
	for i, l := range f.Limits {
		inside := func(x float64) func(int) Cell {
			return func(wave int) Cell {
				if wave < l.From || wave > l.To {
					return Cell{}
				}
				return number(x, f.Axis)
			}
		}
		dash := ""
		if l.Tentative {
			dash = "dash"
		}
		for k, one := range []struct {
			head  Cell
			x     float64
			width float64
			line  string
		}{{b.head(centreWord), l.Centre, 1.25, p.Muted}, {b.head(upperWord), l.Upper, 1, p.Axis}, {b.head(lowerWord), l.Lower, 1, p.Axis}} {
			if !l.Label.IsZero() {
				one.head.Text += " · " + b.line(l.Label)
			}
			col := add(one.head, inside(one.x))
			d := dash
			if k > 0 && d == "" {
				d = "sysDot"
			}
			out = append(out, series{name: cell(0, col), cat: column(0, n), val: column(col, n), line: one.line, width: one.width, dash: d, quiet: i > 0})
		}
	}
	return out
}

// whole says that every wave has a value with an interval.
func whole(vs []chart.Value, n int) bool {
	if len(vs) < n || n == 0 {
		return false
	}
	for _, v := range vs {
		if !v.Defined || !v.Bounded {
			return false
		}
	}
	return true
}

func boundedAny(vs []chart.Value) bool {
	for _, v := range vs {
		if v.Defined && v.Bounded {
			return true
		}
	}
	return false
}
