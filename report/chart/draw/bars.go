package draw

import "servqual/report/chart"

func (e *env) bars(f chart.Bars) plan {
	high := func(w float64) float64 {
		b := e.layBars(f, w)
		return b.head + b.rows.total + b.foot
	}
	return plan{prefer: high, least: high, paint: func(r rect) { e.paintBars(f, r) }}
}

type barsLayout struct {
	flat       []chart.Bar
	rows       rowLayout
	keys       []entry
	head, foot float64
	valueW     float64
	strong     bool // some bars are the message; the others step back
	dots       bool
	x0, x1     float64 // the panel of bars, from the left edge
	valueX     float64 // where values end
	dots0      float64 // where the panel of points begins
}

func (e *env) layBars(f chart.Bars, w float64) barsLayout {
	var b barsLayout
	var rows []row
	for _, g := range f.Groups {
		for _, bar := range g.Bars {
			rows = append(rows, row{g.Label, bar.Code, bar.Label, false})
			b.flat = append(b.flat, bar)
			b.valueW = max(b.valueW, e.diffWidth(bar.Value, f.Axis))
			b.strong = b.strong || bar.Strong
		}
	}
	b.dots = len(f.Points) > 0 && e.opt.Size != Thumb
	share := 0.36
	if b.dots {
		share = 0.3
	}
	b.rows = e.layRows(rows, w*share, w)
	if b.dots {
		b.keys = e.keyEntries(f.Points, false, w)
	}
	if !f.Hollow.IsZero() && e.opt.Size != Thumb {
		b.keys = append(b.keys, e.boxEntry(e.block(f.Hollow, w-e.u*3, e.muted()), ink(InkPaper), solid(InkShortfall, e.thin())))
	}
	b.head = e.legend(b.keys, 0, 0, w, false)
	if b.head > 0 {
		b.head += e.u * 0.4
	}
	b.x0, b.x1, b.valueX = b.rows.width(e)+e.u*0.4, w-b.valueW-e.u*1.2, w
	label := 0.0
	if b.dots {
		dotsW := (b.x1 - b.x0) * 0.36
		b.dots0, b.x1, b.valueX = w-dotsW, b.x1-dotsW-e.u*1.2, w-dotsW-e.u*1.2
		label = e.axisLabel(f.PointsAxis.Label, rect{x0: b.dots0, x1: w}, false)
	}
	b.foot = e.xTicksHeight() + max(label, e.axisLabel(f.Axis.Label, rect{x0: b.x0, x1: b.x1}, false))
	return b
}

func (e *env) paintBars(f chart.Bars, r rect) {
	b := e.layBars(f, r.w())
	b.rows.stretch(e, r.h()-b.head-b.foot)
	e.legend(b.keys, r.x0, r.y0, r.w(), true)
	top := r.y0 + b.head
	places := b.rows.paint(e, r.x0, r.x1, top)
	bottom := rowsBottom(places, top)

	vals := []float64{0}
	for _, bar := range b.flat {
		vals = reach(vals, bar.Value)
	}
	x := makeAxis(f.Axis, vals, 5)
	x.a, x.b = r.x0+b.x0, r.x0+b.x1
	if b.dots {
		e.paintBarPoints(f, b, places, rect{r.x0 + b.dots0, top, r.x1, bottom})
	}
	e.gridRows(x, b.rows, top, places)
	e.zeroLine(x, places)
	e.xTicks(x, bottom)
	e.axisLabel(f.Axis.Label, rect{x.a, bottom + e.xTicksHeight(), x.b, 0}, true)
	for i, bar := range b.flat {
		e.group(bar.Value.Ref, tip(bar.Code, e.words(bar.Label), withInterval(bar.Value, f.Axis), nText(bar.Value.N)), func() {
			e.paintBar(bar, x, places[i], !b.strong || bar.Strong)
			e.putDiff(bar.Value, f.Axis, r.x0+b.valueX, places[i].y, bar.Strong)
		})
	}
}

// zeroLine is drawn beside the rows, and not across the headings.
func (e *env) zeroLine(x axis, places []rowPlace) {
	at := x.clamp(0)
	for _, p := range places {
		e.line(at, p.y-p.h/2, at, p.y+p.h/2, solid(InkText, e.thin()))
	}
}

func (e *env) paintBar(bar chart.Bar, x axis, p rowPlace, full bool) {
	v := bar.Value
	if !v.Defined {
		return
	}
	c := InkShortfall
	if v.X > 0 {
		c = InkSurplus
	}
	half := min(p.h*0.33, e.u*0.62)
	a, b := x.clamp(0), x.clamp(v.X)
	box := rect{min(a, b), p.y - half, max(a, b), p.y + half}
	switch {
	case bar.Hollow:
		e.box(box, ink(InkPaper), solid(c, e.thin()))
	case full:
		e.box(box, ink(c), stroke{})
	default:
		e.box(box, wash(c, 0.5), stroke{})
	}
	if v.Bounded {
		e.whisker(x, v, p.y, solid(InkText, e.thin()), e.u*0.26)
	}
}

// paintBarPoints draws the panel of E and P beside the bars.
func (e *env) paintBarPoints(f chart.Bars, b barsLayout, places []rowPlace, r rect) {
	var vals []float64
	for _, bar := range b.flat {
		for _, v := range bar.Points {
			vals = reach(vals, v)
		}
	}
	x := makeAxis(f.PointsAxis, vals, 4)
	x.a, x.b = r.x0+e.u*0.6, r.x1-e.u*0.6
	e.gridRows(x, b.rows, r.y0, places)
	e.xTicks(x, r.y1)
	e.axisLabel(f.PointsAxis.Label, rect{r.x0, r.y1 + e.xTicksHeight(), r.x1, 0}, true)
	for i, bar := range b.flat {
		if len(bar.Points) > 1 && bar.Points[0].Defined && bar.Points[1].Defined {
			e.line(x.clamp(bar.Points[0].X), places[i].y, x.clamp(bar.Points[1].X), places[i].y,
				stroke{paint: ink(InkNeutral), width: e.u * 0.22})
		}
		for j, v := range bar.Points {
			if !v.Defined {
				continue
			}
			e.group(v.Ref, tip(bar.Code, e.words(bar.Label), e.words(f.Points[j].Name)+" "+withInterval(v, f.PointsAxis)), func() {
				e.marker(f.Points[j].Role, pt{x.clamp(v.X), places[i].y}, e.u*0.32)
			})
		}
	}
}
