package draw

import (
	"servqual/report/chart"
)

func (e *env) heatmap(f chart.Heatmap) plan {
	high := func(w float64) float64 {
		h := e.layHeat(f, w)
		return h.head + h.rows.total + h.foot
	}
	return plan{prefer: high, least: high, paint: func(r rect) { e.paintHeat(f, r) }}
}

type heatLayout struct {
	rows       rowLayout
	nW         float64
	n          block
	x0, cell   float64
	slots      slots
	head, foot float64
	low, high  block
}

func (e *env) layHeat(f chart.Heatmap, w float64) heatLayout {
	var h heatLayout
	var rows []row
	for _, r := range f.Rows {
		rows = append(rows, row{label: r.Label, strong: r.Strong})
		if !f.NHead.IsZero() && r.N > 0 {
			h.nW = max(h.nW, e.textWidth(count(r.N), e.small()))
		}
	}
	if h.nW > 0 {
		h.n = e.block(f.NHead, w*0.12, e.small())
		h.nW = max(h.nW, h.n.w) + e.u
	}
	h.rows = e.layRows(rows, w*0.32, w)
	h.x0 = h.rows.width(e) + h.nW
	h.cell = (w - h.x0) / float64(max(1, len(f.Columns)))
	h.slots = e.laySlots(f.Columns, h.cell, e.muted().in(InkText))
	h.head = max(h.slots.h, h.n.h) + e.u*0.5
	h.low, h.high = e.block(f.Low, w*0.3, e.small()), e.block(f.High, w*0.3, e.small())
	h.foot = max(h.low.h, h.high.h, e.u*1.2) + e.u*0.7
	return h
}

func (e *env) paintHeat(f chart.Heatmap, r rect) {
	h := e.layHeat(f, r.w())
	h.rows.stretch(e, r.h()-h.head-h.foot)
	top := r.y0 + h.head
	places := h.rows.paint(e, r.x0, r.x0+h.x0, top)
	var xs []float64
	for i := range f.Columns {
		xs = append(xs, r.x0+h.x0+(float64(i)+0.5)*h.cell)
	}
	h.slots.paint(e, xs, top-e.u*0.4-h.slots.h)
	if h.nW > 0 {
		e.putBlock(h.n, r.x0+h.x0-e.u*0.8, top-e.u*0.4-h.n.h, 1)
	}
	for i, row := range f.Rows {
		p := places[i]
		if h.nW > 0 && row.N > 0 {
			e.putMid(count(row.N), r.x0+h.x0-e.u*0.8, p.y, 1, e.small())
		}
		for j, c := range row.Cells {
			box := rect{xs[j] - h.cell/2 + 0.5, p.y - p.h/2 + 0.5, xs[j] + h.cell/2 - 0.5, p.y + p.h/2 - 0.5}
			e.group(c.Value.Ref, tip(e.words(row.Label), e.words(f.Columns[j]), withInterval(c.Value, f.Axis), nText(c.Value.N)), func() {
				e.heatCell(f, c, box, row.Strong)
			})
		}
		if row.Strong {
			e.line(r.x0, p.y-p.h/2, r.x1, p.y-p.h/2, solid(InkText, e.thin()))
		}
	}
	e.heatKey(f, h, r, rowsBottom(places, top)+e.u*0.6)
}

func (e *env) heatCell(f chart.Heatmap, c chart.HeatCell, box rect, bold bool) {
	if !c.Value.Defined {
		e.withheld(box, missing(c.Value))
		return
	}
	fill := e.opt.Theme.ramp((c.Shade - f.Mid) / f.Span)
	e.box(box, tint(fill), stroke{})
	st := e.plain().weight(bold).painted(tint(readable(fill)))
	s := number(c.Value.X, f.Axis)
	if w := e.textWidth(s, st); w > box.w()-2 {
		st = st.times((box.w() - 2) / w)
	}
	e.putMid(s, box.mid().x, box.mid().y, 0.5, st)
}

// heatKey draws the scale of colours with its ends named.
func (e *env) heatKey(f chart.Heatmap, h heatLayout, r rect, y float64) {
	const steps = 7
	side := e.u * 1.3
	width := h.low.w + h.high.w + steps*side + e.u
	x := max(r.x0, r.x1-width)
	mid := y + max(h.low.h, h.high.h, side*0.7)/2
	e.putBlockMid(h.low, x, mid, 0)
	x += h.low.w + e.u*0.5
	for i := range steps {
		c := e.opt.Theme.ramp(levelPlace(i, steps))
		e.box(rect{x, mid - side*0.32, x + side, mid + side*0.32}, tint(c), stroke{})
		x += side
	}
	e.putBlockMid(h.high, x+e.u*0.5, mid, 0)
}
