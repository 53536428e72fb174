package draw

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

func (e *env) columns(f chart.Columns) plan {
	least := func(w float64) float64 {
		c := e.layColumns(f, w)
		return c.head + e.u*8 + c.slots.h + e.u*0.5
	}
	return plan{
		prefer: func(w float64) float64 { return max(least(w), w*0.45) },
		least:  least,
		paint:  func(r rect) { e.paintColumns(f, r) },
	}
}

type columnsLayout struct {
	y       axis
	keys    []entry
	legendH float64
	name    block
	x0, w   float64
	slots   slots
	level   block
	head    float64
}

func (e *env) layColumns(f chart.Columns, w float64) columnsLayout {
	var c columnsLayout
	vals := []float64{0} // bars have length: their axis holds zero
	var labels []lang.Text
	for _, g := range f.Groups {
		labels = append(labels, g.Label)
		for _, v := range g.Values {
			vals = reach(vals, v)
		}
	}
	vals = reach(vals, f.Level)
	c.y = makeAxis(f.Axis, vals, 5)
	if len(f.Series) > 1 {
		for _, k := range f.Series {
			fill := ink(looks[k.Role].ink)
			st := stroke{}
			if looks[k.Role].hollow {
				fill, st = ink(InkPaper), solid(looks[k.Role].ink, e.thin()*1.3)
			}
			c.keys = append(c.keys, e.boxEntry(e.block(k.Name, w*0.4, e.muted()), fill, st))
		}
	}
	c.legendH = e.legend(c.keys, 0, 0, w, false)
	if c.legendH > 0 {
		c.legendH += e.u * 0.4
	}
	c.name = e.block(f.Axis.Label, w*0.9, e.small())
	c.level = e.stacked(f.LevelLabel, w*0.16, e.small())
	c.x0 = e.tickWidth(c.y)
	c.w = w - c.x0 - e.u*0.5
	if f.Level.Defined && c.level.w > 0 {
		c.w -= c.level.w + e.u*0.5
	}
	c.slots = e.laySlots(labels, c.w/float64(max(1, len(labels))), e.muted().in(InkText))
	c.head = c.legendH + c.name.h + e.u*1.4
	return c
}

func (e *env) paintColumns(f chart.Columns, r rect) {
	c := e.layColumns(f, r.w())
	e.legend(c.keys, r.x0, r.y0, r.w(), true)
	e.putBlock(c.name, r.x0, r.y0+c.legendH, 0)
	top, bottom := r.y0+c.head, r.y1-c.slots.h-e.u*0.5
	c.y.a, c.y.b = bottom, top
	x0 := r.x0 + c.x0
	e.gridY(c.y, x0, x0+c.w)
	slot := c.w / float64(max(1, len(f.Groups)))
	var xs []float64
	for i, g := range f.Groups {
		xs = append(xs, x0+(float64(i)+0.5)*slot)
		e.columnGroup(f, g, c, xs[i], slot)
	}
	zero := c.y.clamp(0)
	e.line(x0, zero, x0+c.w, zero, solid(InkText, e.thin()))
	if f.Level.Defined {
		y := c.y.clamp(f.Level.X)
		e.line(x0, y, x0+c.w, y, e.hairs())
		e.putBlockMid(c.level, x0+c.w+e.u*0.5, y, 0)
	}
	c.slots.paint(e, xs, bottom+e.u*0.5)
}

func (e *env) columnGroup(f chart.Columns, g chart.Column, c columnsLayout, x, slot float64) {
	n := float64(max(1, len(g.Values)))
	w := min(slot*0.72/n, e.u*4)
	for j, v := range g.Values {
		if !v.Defined {
			at := x + (float64(j)-(n-1)/2)*w
			e.putMid(missing(v), at, c.y.clamp(0)-e.u*0.7, 0.5, e.small())
			continue
		}
		l := looks[f.Series[j].Role]
		at := x + (float64(j)-(n-1)/2)*w
		y0, y1 := c.y.clamp(0), c.y.clamp(v.X)
		box := rect{at - w*0.42, min(y0, y1), at + w*0.42, max(y0, y1)}
		e.group(v.Ref, tip(e.words(g.Label), e.words(f.Series[j].Name)+" "+withInterval(v, f.Axis), nText(v.N)), func() {
			switch {
			case l.hollow:
				e.box(box, ink(InkPaper), solid(l.ink, e.thin()*1.3))
			case anyStrong(f) && !g.Strong:
				e.box(box, wash(l.ink, 0.5), stroke{})
			default:
				e.box(box, ink(l.ink), stroke{})
			}
			e.columnValue(f, g, v, c, at, w)
		})
	}
}

func anyStrong(f chart.Columns) bool {
	for _, g := range f.Groups {
		if g.Strong {
			return true
		}
	}
	return false
}

// columnValue draws the interval and prints the value beyond it.
func (e *env) columnValue(f chart.Columns, g chart.Column, v chart.Value, c columnsLayout, x, w float64) {
	end := c.y.clamp(v.X)
	if v.Bounded {
		lo, hi := c.y.clamp(v.Lo), c.y.clamp(v.Hi)
		st, cap := solid(InkText, e.thin()), min(w*0.2, e.u*0.35)
		e.line(x, lo, x, hi, st)
		e.line(x-cap, lo, x+cap, lo, st)
		e.line(x-cap, hi, x+cap, hi, st)
		end = hi
		if v.X < 0 {
			end = lo
		}
	}
	st := e.muted().weight(g.Strong).in(InkText)
	y := end - st.size*0.75
	if v.X < 0 {
		y = end + st.size*0.75
	}
	s := number(v.X, f.Axis)
	if tw := e.textWidth(s, st); tw > w*1.15 {
		st = st.times(max(0.7, w*1.15/tw))
	}
	tw := e.textWidth(s, st)
	if e.free(rect{x - tw/2, y - st.size/2, x + tw/2, y + st.size/2}) {
		e.putMid(s, x, y, 0.5, st)
	}
}
