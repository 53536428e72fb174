package draw

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

// dots draws the rows of Dots and Dumbbell. Only a Dots figure colours the
// joining line by the sign of the difference: between managers and customers
// neither direction is bad news.
func (e *env) dots(f chart.Dots, signed bool) plan {
	high := func(w float64) float64 {
		d := e.layDots(f, w)
		return d.head + d.rows.total + d.foot
	}
	return plan{prefer: high, least: high, paint: func(r rect) { e.paintDots(f, r, signed) }}
}

type dotsLayout struct {
	rows       rowLayout
	keys       []entry
	head, foot float64
	diff       block
	diffW      float64
	x0, x1     float64 // the plot, from the left edge
}

func (e *env) layDots(f chart.Dots, w float64) dotsLayout {
	var d dotsLayout
	var rows []row
	for _, r := range f.Rows {
		rows = append(rows, row{r.Group, r.Code, r.Label, r.Strong})
		if !f.Diff.IsZero() {
			d.diffW = max(d.diffW, e.diffWidth(r.Diff, f.DiffAxis))
		}
	}
	if !f.Diff.IsZero() {
		d.diff = e.block(f.Diff, max(d.diffW, w*0.2), e.muted())
		d.diffW = max(d.diffW, d.diff.w)
	}
	d.rows = e.layRows(rows, w*0.36, w)
	d.keys = e.keyEntries(f.Series, false, w-d.diffW)
	d.head = max(e.legend(d.keys, 0, 0, w-d.diffW-e.u, false), d.diff.h) + e.u*0.4
	d.x0, d.x1 = d.rows.width(e)+e.u*0.6, w-e.u*0.8
	if d.diffW > 0 {
		d.x1 = w - d.diffW - e.u*1.2
	}
	d.foot = e.xTicksHeight() + e.axisLabel(f.Axis.Label, rect{x0: d.x0, x1: d.x1}, false)
	return d
}

// diffWidth measures "−0.83 [−0.97, −0.69]".
func (e *env) diffWidth(v chart.Value, a chart.Axis) float64 {
	w := e.textWidth(printed(v, a), e.strong())
	if v.Defined && v.Bounded {
		w += e.u*0.4 + e.textWidth(interval(v, a), e.small())
	}
	return w
}

// putDiff sets a difference so that it ends at x.
func (e *env) putDiff(v chart.Value, a chart.Axis, x, y float64, strong bool) {
	if v.Defined && v.Bounded {
		s := interval(v, a)
		e.putMid(s, x, y, 1, e.small())
		x -= e.textWidth(s, e.small()) + e.u*0.4
	}
	e.putMid(printed(v, a), x, y, 1, e.plain().weight(strong))
}

// axisLabel sets the name of a horizontal axis centred below it and gives its
// height.
func (e *env) axisLabel(t lang.Text, r rect, paint bool) float64 {
	b := e.block(t, r.w(), e.small())
	if paint {
		e.putBlock(b, r.mid().x, r.y0, 0.5)
	}
	return b.h
}

func (e *env) paintDots(f chart.Dots, r rect, signed bool) {
	d := e.layDots(f, r.w())
	d.rows.stretch(e, r.h()-d.head-d.foot)
	if d.diffW > 0 {
		e.putBlock(d.diff, r.x1, r.y0+d.head-e.u*0.4-d.diff.h, 1)
	}
	e.legend(d.keys, r.x0, r.y0, r.w()-d.diffW-e.u, true)
	top := r.y0 + d.head
	places := d.rows.paint(e, r.x0, r.x1, top)
	bottom := rowsBottom(places, top)
	var vals []float64
	for _, row := range f.Rows {
		for _, v := range row.Values {
			vals = reach(vals, v)
		}
	}
	x := makeAxis(f.Axis, vals, 6)
	x.a, x.b = r.x0+d.x0, r.x0+d.x1
	e.gridRows(x, d.rows, top, places)
	e.line(x.a, bottom, x.b, bottom, solid(InkAxis, e.thin()))
	e.xTicks(x, bottom)
	e.axisLabel(f.Axis.Label, rect{x.a, bottom + e.xTicksHeight(), x.b, 0}, true)
	for i, row := range f.Rows {
		e.paintDotRow(f, row, x, places[i].y, signed)
		if d.diffW > 0 {
			e.putDiff(row.Diff, f.DiffAxis, r.x1, places[i].y, row.Strong)
		}
	}
}

// gridRows draws grid lines beside the rows, and not across the headings.
func (e *env) gridRows(x axis, l rowLayout, top float64, places []rowPlace) {
	from := top
	for i, p := range places {
		if l.heads[i].h > 0 {
			if p.y-p.h/2-from > l.headHeight(e, l.heads[i])+1 {
				e.gridX(x, from, p.y-p.h/2-l.headHeight(e, l.heads[i]))
			}
			from = p.y - p.h/2
		}
	}
	e.gridX(x, from, rowsBottom(places, top))
}

func (e *env) paintDotRow(f chart.Dots, row chart.DotRow, x axis, y float64, signed bool) {
	by := map[chart.Role]chart.Value{}
	for j, v := range row.Values {
		by[f.Series[j].Role] = v
	}
	lo, hi := by[chart.Minimum], by[chart.Desired]
	if lo.Defined && hi.Defined {
		a, b := x.clamp(lo.X), x.clamp(hi.X)
		e.box(rect{min(a, b), y - e.u*0.42, max(a, b), y + e.u*0.42}, wash(InkBandLow, 0.35), stroke{})
	} else if len(row.Values) > 1 && row.Values[0].Defined && row.Values[1].Defined {
		e.joint(f, row, x, y, signed)
	}
	for j, v := range row.Values {
		if !v.Defined {
			continue
		}
		k := f.Series[j]
		e.group(v.Ref, tip(e.words(row.Label), e.words(k.Name)+" "+withInterval(v, f.Axis), nText(v.N)), func() {
			if v.Bounded {
				e.whisker(x, v, y, stroke{paint: ink(looks[k.Role].ink), width: e.thin() * 1.3}, e.u*0.28)
			}
			e.marker(k.Role, pt{x.clamp(v.X), y}, e.u*0.4)
		})
	}
}

// joint joins the first two values of a row.
func (e *env) joint(f chart.Dots, row chart.DotRow, x axis, y float64, signed bool) {
	c := wash(InkNeutral, 0.9)
	if signed {
		// The difference is second minus first: perception minus expectation.
		switch d := row.Values[1].X - row.Values[0].X; {
		case d < 0:
			c = wash(InkShortfall, 0.38)
		case d > 0:
			c = wash(InkSurplus, 0.42)
		}
	}
	a, b := x.clamp(row.Values[0].X), x.clamp(row.Values[1].X)
	e.line(a, y, b, y, stroke{paint: c, width: e.u * 0.42})
}

// whisker draws an interval along a horizontal axis with caps of the given
// half height; no cap where the scale cuts it off.
func (e *env) whisker(x axis, v chart.Value, y float64, st stroke, half float64) {
	a, b := x.clamp(v.Lo), x.clamp(v.Hi)
	e.line(a, y, b, y, st)
	if v.Lo >= x.lo {
		e.line(a, y-half, a, y+half, st)
	}
	if v.Hi <= x.hi {
		e.line(b, y-half, b, y+half, st)
	}
}
