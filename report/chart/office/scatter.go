package office

import (
	"math"

	"servqual/report/chart"
	"servqual/survey/lang"
)

var (
	centreWord = lang.T("中心线", "Centre")
	upperWord  = lang.T("控制上限", "Upper limit")
	lowerWord  = lang.T("控制下限", "Lower limit")
)

// quadrant is labelled points between cross-hairs. The cross-hairs are series
// of two points each, so that they move with their cells.
func (b builder) quadrant(f chart.Quadrant) *Chart {
	c := &Chart{Width: 760, Height: 520}
	c.Rows = [][]Cell{{b.head(wordItem), b.head(f.X.Label), b.head(f.Y.Label)}}
	p := b.opt.Palette
	s := series{marker: "circle", size: 8, fill: p.Role[chart.Main], points: map[int]point{}, labels: map[int]string{}, labelAt: "r"}
	var xs, ys []float64
	for _, q := range f.Points {
		i := len(c.Rows) - 1
		c.Rows = append(c.Rows, []Cell{label(b.coded(q.Code, q.Label)), value(q.X, f.X), value(q.Y, f.Y)})
		if !q.X.Defined || !q.Y.Defined {
			continue
		}
		xs, ys = append(xs, q.X.X), append(ys, q.Y.X)
		s.labels[i] = q.Code
		if q.Code == "" {
			s.labels[i] = b.line(q.Label)
		}
		if q.Hollow {
			s.points[i] = point{fill: p.Role[chart.Main], hollow: true}
		}
	}
	n := len(f.Points)
	s.name, s.cat, s.val = cell(0, 2), column(1, n), column(2, n)
	s.quiet = true
	x0, x1 := reach(f.X, append(xs, f.CrossX))
	y0, y1 := reach(f.Y, append(ys, f.CrossY))
	pl := plot{kind: scatterPlot, axes: [2]int{0, 1}, series: []series{s}}
	line := func(name string, from, to [2]float64, dash string) {
		r := len(c.Rows)
		c.Rows = append(c.Rows, []Cell{label(name), number(from[0], f.X), number(from[1], f.Y)}, []Cell{label(name), number(to[0], f.X), number(to[1], f.Y)})
		pl.series = append(pl.series, series{name: cell(r, 0), cat: &span{r, 1, r + 1, 1}, val: &span{r, 2, r + 1, 2}, line: p.Muted, width: 1.25, dash: dash, quiet: true})
	}
	cross := b.line(labelOr(f.Cross, lang.T("十字线", "Cross-hairs")))
	line(cross, [2]float64{f.CrossX, y0}, [2]float64{f.CrossX, y1}, "dash")
	line(cross, [2]float64{x0, f.CrossY}, [2]float64{x1, f.CrossY}, "dash")
	if f.Diagonal {
		line("x = y", [2]float64{max(x0, y0), max(x0, y0)}, [2]float64{min(x1, y1), min(x1, y1)}, "sysDot")
	}
	b.corners(c, &pl, f, x0, x1, y0, y1)
	c.parts = parts{plots: []plot{pl}, axes: []axis{{value: true, pos: "b", title: b.line(f.X.Label), min: fl(x0), max: fl(x1), format: format(f.X), cross: 1, crossAt: fl(y0)},
		{value: true, pos: "l", title: b.line(f.Y.Label), min: fl(y0), max: fl(y1), format: format(f.Y), cross: 0, crossAt: fl(x0)}}}
	return c
}

// corners names the four fields by labels on unseen points.
func (b builder) corners(c *Chart, pl *plot, f chart.Quadrant, x0, x1, y0, y1 float64) {
	at := [4][2]float64{{x0, y1}, {x1, y1}, {x0, y0}, {x1, y0}}
	side := [4]string{"r", "l", "r", "l"}
	for i, name := range f.Corners {
		if name.IsZero() {
			continue
		}
		dx, dy := (x1-x0)*0.005, (y1-y0)*0.03
		x, y := at[i][0], at[i][1]
		if i%2 == 0 {
			x += dx
		} else {
			x -= dx
		}
		if i < 2 {
			y -= dy
		} else {
			y += dy
		}
		r := len(c.Rows)
		c.Rows = append(c.Rows, []Cell{label(b.line(name)), number(x, f.X), number(y, f.Y)})
		pl.series = append(pl.series, series{name: cell(r, 0), cat: cell(r, 1), val: cell(r, 2), labels: map[int]string{0: b.line(name)}, labelAt: side[i], quiet: true})
	}
}

// reach gives the ends of an axis: its own where fixed, else round numbers
// around the data and what the axis must hold.
func reach(a chart.Axis, xs []float64) (lo, hi float64) {
	if a.Range.Fixed {
		return a.Range.Min, a.Range.Max
	}
	lo, hi = math.Inf(1), math.Inf(-1)
	if a.Range.Min != 0 || a.Range.Max != 0 {
		lo, hi = a.Range.Min, a.Range.Max
	}
	for _, x := range xs {
		lo, hi = min(lo, x), max(hi, x)
	}
	if !(hi > lo) {
		return lo - 1, lo + 1
	}
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/10)))
	for _, m := range []float64{1, 2, 5, 10} {
		if (hi-lo)/(step*m) <= 10 {
			step *= m
			break
		}
	}
	return math.Floor(lo/step+1e-9) * step, math.Ceil(hi/step-1e-9) * step
}

// hold gives the ends of an axis so that whiskers are inside too: programs look
// at the values only when they choose ends by themselves.
func hold(a chart.Axis, zero bool, vs ...chart.Value) (lo, hi *float64) {
	if a.Range.Fixed {
		return fl(a.Range.Min), fl(a.Range.Max)
	}
	var xs []float64
	if zero {
		xs = append(xs, 0)
	}
	for _, v := range vs {
		switch {
		case v.Defined && v.Bounded:
			xs = append(xs, v.X, v.Lo, v.Hi)
		case v.Defined:
			xs = append(xs, v.X)
		}
	}
	if len(xs) == 0 {
		return nil, nil
	}
	x0, x1 := reach(a, xs)
	return fl(x0), fl(x1)
}

// funnel is units over their n, between limits.
func (b builder) funnel(f chart.Funnel) *Chart {
	c := &Chart{Width: 700, Height: 440}
	nAxis := f.N
	nAxis.Decimals = 0
	p := b.opt.Palette
	c.Rows = [][]Cell{{b.head(wordItem), b.head(f.N.Label), b.head(f.Y.Label)}}
	s := series{marker: "circle", size: 8, fill: p.Role[chart.Main], points: map[int]point{}, labels: map[int]string{}, labelAt: "r", quiet: true}
	for i, u := range f.Points {
		c.Rows = append(c.Rows, []Cell{label(b.line(u.Label)), number(u.N, nAxis), number(u.Y, f.Y)})
		if u.Outside {
			s.labels[i] = b.line(u.Label)
			colour := p.Surplus
			if u.Low {
				colour = p.Signal
			}
			s.points[i] = point{fill: colour, size: 10}
		}
	}
	n := len(f.Points)
	s.name, s.cat, s.val = cell(0, 2), column(1, n), column(2, n)
	pl := plot{kind: scatterPlot, axes: [2]int{0, 1}, series: []series{s}}
	dash := []string{"dash", ""}
	for k, l := range f.Limits {
		for side, word := range []lang.Text{lowerWord, upperWord} {
			r := len(c.Rows)
			name := b.line(l.Label) + " " + b.line(word)
			for _, q := range l.Curve {
				y := q.Lo
				if side == 1 {
					y = q.Hi
				}
				c.Rows = append(c.Rows, []Cell{label(name), number(q.N, nAxis), number(y, f.Y)})
			}
			if len(l.Curve) > 0 {
				pl.series = append(pl.series, series{name: cell(r, 0), cat: &span{r, 1, r + len(l.Curve) - 1, 1}, val: &span{r, 2, r + len(l.Curve) - 1, 2}, line: p.Axis, width: 1.25, dash: dash[k%2], quiet: side == 1})
			}
		}
	}
	x0, x1 := reach(chart.Axis{Range: f.N.Range}, xsOf(f))
	if len(f.Points) > 0 || f.N.Range.Max > 0 {
		r := len(c.Rows)
		name := b.line(labelOr(f.CentreLabel, centreWord))
		c.Rows = append(c.Rows, []Cell{label(name), number(x0, nAxis), number(f.Centre, f.Y)}, []Cell{label(name), number(x1, nAxis), number(f.Centre, f.Y)})
		pl.series = append(pl.series, series{name: cell(r, 0), cat: &span{r, 1, r + 1, 1}, val: &span{r, 2, r + 1, 2}, line: p.Muted, width: 1.25})
	}
	lo, hi := ends(f.Y)
	if !f.Y.Range.Fixed && f.Y.Range.Max > f.Y.Range.Min {
		y0, y1 := reach(f.Y, ysOf(f))
		lo, hi = fl(y0), fl(y1)
	}
	c.parts = parts{plots: []plot{pl}, legend: "b", axes: []axis{{value: true, pos: "b", title: b.line(f.N.Label), min: fl(x0), max: fl(x1), format: "0", low: true, cross: 1, crossAt: lo},
		{value: true, pos: "l", title: b.line(f.Y.Label), min: lo, max: hi, format: format(f.Y), grid: true, low: true, cross: 0, crossAt: fl(x0)}}}
	return c
}

func xsOf(f chart.Funnel) []float64 {
	var out []float64
	for _, u := range f.Points {
		out = append(out, u.N)
	}
	return out
}

func ysOf(f chart.Funnel) []float64 {
	var out []float64
	for _, u := range f.Points {
		out = append(out, u.Y)
	}
	return out
}

// ramp gives n colours from worst to best through the middle.
func (b builder) ramp(n int) []string {
	out := make([]string, n)
	for i := range out {
		t := 0.0
		if n > 1 {
			t = 2*float64(i)/float64(n-1) - 1
		}
		end := b.opt.Palette.Ramp[2]
		if t < 0 {
			end, t = b.opt.Palette.Ramp[0], -t
		}
		out[i] = mix(b.opt.Palette.Ramp[1], end, t)
	}
	return out
}

// slices are the colours of a pie, from the main colour to light.
func (b builder) slices() []string {
	base := b.opt.Palette.Role[chart.Main]
	out := make([]string, chart.MaxSlices)
	for i := range out {
		out[i] = mix(base, "FFFFFF", float64(i)*0.12)
	}
	return out
}
