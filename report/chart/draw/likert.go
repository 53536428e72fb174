package draw

import (
	"image/color"
	"math"

	"servqual/report/chart"
)

// percent writes a share as whole per cent.
func percent(share float64) string {
	return number(100*share, chart.Axis{Percent: true})
}

func sum(xs []float64) float64 {
	t := 0.0
	for _, x := range xs {
		t += x
	}
	return t
}

func (e *env) likert(f chart.Likert) plan {
	high := func(w float64) float64 {
		l := e.layLikert(f, w)
		return l.head + l.rows.total + l.foot
	}
	return plan{prefer: high, least: high, paint: func(r rect) { e.paintLikert(f, r) }}
}

type likertLayout struct {
	rows       rowLayout
	keys       []entry
	legendH    float64
	head, foot float64
	sideW      float64 // a column of shares
	naW        float64
	low, high  block
	na         block
}

func (e *env) layLikert(f chart.Likert, w float64) likertLayout {
	var l likertLayout
	var rows []row
	for _, r := range f.Rows {
		rows = append(rows, row{group: r.Group, code: r.Code, label: r.Label})
		l.naW = max(l.naW, e.textWidth(count(r.NA), e.small()))
	}
	l.rows = e.layRows(rows, w*0.33, w)
	for i, name := range f.Levels {
		l.keys = append(l.keys, e.boxEntry(e.block(name, w*0.3, e.muted()), tint(e.level(i, len(f.Levels))), stroke{}))
	}
	l.legendH = e.legend(l.keys, 0, 0, w, false)
	if e.opt.Size != Thumb {
		l.low = e.stacked(f.Low, w*0.13, e.small())
		l.high = e.stacked(f.High, w*0.1, e.small())
		if !f.NA.IsZero() {
			l.na = e.stacked(f.NA, w*0.1, e.small())
			l.naW = max(l.naW, l.na.w) + e.u
		}
		l.sideW = max(e.textWidth("100%", e.strong()), l.high.w) + e.u*0.8
	}
	l.sideW = max(l.sideW, e.textWidth("100%", e.small())/2) // the last tick
	if l.na.h == 0 {
		l.naW = 0
	}
	l.head = l.legendH + max(l.low.h, l.high.h, l.na.h) + e.u*0.7
	l.foot = e.xTicksHeight()
	return l
}

// level gives the colour of level i of n: from worst to best, the middle one of
// an odd number neutral.
func (e *env) level(i, n int) color.NRGBA { return e.opt.Theme.ramp(levelPlace(i, n)) }

func levelPlace(i, n int) float64 {
	if n < 2 {
		return 0
	}
	return 2*float64(i)/float64(n-1) - 1
}

// below gives the share of a row to the left of the middle: the lower levels,
// and half of the middle one where the scale has one.
func below(counts []float64) float64 {
	n, total := len(counts), sum(counts)
	if total == 0 {
		return 0
	}
	b := sum(counts[:n/2])
	if n%2 == 1 {
		b += counts[n/2] / 2
	}
	return b / total
}

func (e *env) paintLikert(f chart.Likert, r rect) {
	l := e.layLikert(f, r.w())
	l.rows.stretch(e, r.h()-l.head-l.foot)
	e.legend(l.keys, r.x0, r.y0, r.w(), true)
	top := r.y0 + l.head
	places := l.rows.paint(e, r.x0, r.x1, top)
	bottom := rowsBottom(places, top)
	x := likertAxis(f)
	left := r.x0 + l.rows.width(e)
	x.a, x.b = left+l.sideW+e.u*0.3, r.x1-l.naW-l.sideW-e.u*0.3
	e.gridRows(x, l.rows, top, places)
	e.likertHeads(l, x, r.x1, top-e.u*0.35)
	e.absTicks(x, bottom)
	for _, p := range places { // the middle of the scale
		e.line(x.at(0), p.y-p.h/2, x.at(0), p.y+p.h/2, solid(InkText, e.thin()))
	}
	for i, row := range f.Rows {
		e.paintLikertRow(f, row, l, x, places[i])
		if l.naW > 0 && row.NA > 0 {
			e.putMid(count(row.NA), r.x1, places[i].y, 1, e.small())
		}
	}
}

// likertAxis spans the widest row on either side, in shares, to whole tenths.
func likertAxis(f chart.Likert) axis {
	lo, hi := 0.1, 0.1
	for _, r := range f.Rows {
		if r.Missing == "" && sum(r.Counts) > 0 {
			b := below(r.Counts)
			lo, hi = max(lo, b), max(hi, 1-b)
		}
	}
	tenth := func(v float64) float64 { return math.Ceil(v*10-1e-9) / 10 }
	x := axis{lo: -tenth(lo), hi: tenth(hi)}
	for v := -1.0; v <= 1.001; v += 0.25 {
		if v >= x.lo-1e-9 && v <= x.hi+1e-9 {
			x.ticks = append(x.ticks, v)
		}
	}
	return x
}

// absTicks sets tick labels without sign: both directions are shares.
func (e *env) absTicks(x axis, y float64) {
	st := e.small()
	for _, v := range x.ticks {
		e.putMid(percent(math.Abs(v)), x.at(v), y+st.line()*0.82, 0.5, st)
	}
}

// likertHeads names the columns of shares below and above the middle, and that
// of answers outside the scale.
func (e *env) likertHeads(l likertLayout, x axis, right, bottom float64) {
	e.putBlock(l.low, x.a-e.u*0.3, bottom-l.low.h, 1)
	e.putBlock(l.high, x.b+e.u*0.3, bottom-l.high.h, 0)
	if l.naW > 0 {
		e.putBlock(l.na, right, bottom-l.na.h, 1)
	}
}

func (e *env) paintLikertRow(f chart.Likert, row chart.LikertRow, l likertLayout, x axis, p rowPlace) {
	total := sum(row.Counts)
	if row.Missing != "" || total == 0 {
		why := row.Missing
		if why == "" {
			why = "–"
		}
		e.withheld(rect{x.a, p.y - p.h*0.32, x.b, p.y + p.h*0.32}, why)
		return
	}
	at := -below(row.Counts)
	for i, c := range row.Counts {
		share := c / total
		if share == 0 {
			continue
		}
		box := rect{x.at(at), p.y - p.h*0.36, x.at(at + share), p.y + p.h*0.36}
		at += share
		t := tip(row.Code, e.words(row.Label), e.words(f.Levels[i])+" "+percent(share), nText(c))
		e.group(row.Ref, t, func() { e.segment(box, tint(e.level(i, len(f.Levels))), percent(share)) })
	}
	if e.opt.Size != Thumb {
		n := len(row.Counts)
		st := e.strong().times(0.95)
		e.putMid(percent(sum(row.Counts[:n/2])/total), x.a-e.u*0.3, p.y, 1, st)
		e.putMid(percent(sum(row.Counts[(n+1)/2:])/total), x.b+e.u*0.3, p.y, 0, st)
	}
}

// segment is one part of a stacked bar with its share inside, where it fits.
func (e *env) segment(box rect, fill paint, s string) {
	e.box(box, fill, stroke{paint: ink(InkPaper), width: e.thin()})
	st := e.small()
	if e.opt.Size != Thumb && e.textWidth(s, st) < box.w()-e.u*0.3 && st.size < box.h() {
		e.putMid(s, (box.x0+box.x1)/2, (box.y0+box.y1)/2, 0.5, st.painted(tint(readable(e.seen(fill)))))
	}
}

// seen is the colour that a paint makes on the theme's paper.
func (e *env) seen(p paint) color.NRGBA {
	c := p.colour(e.opt.Theme)
	paper, a := e.opt.Theme.Colour[InkPaper], p.opacity()
	mix := func(x, y uint8) uint8 { return uint8(float64(y) + (float64(x)-float64(y))*a + 0.5) }
	return color.NRGBA{R: mix(c.R, paper.R), G: mix(c.G, paper.G), B: mix(c.B, paper.B), A: 255}
}

// withheld draws a place whose value must not be shown, and says why.
func (e *env) withheld(box rect, why string) {
	e.box(box, ink(InkPanel), stroke{})
	e.hatch(box, e.u*0.6, solid(InkAxis, e.hair()))
	st := e.small()
	w := e.textWidth(why, st)
	m := box.mid()
	e.box(rect{m.x - w/2 - e.u*0.25, m.y - st.size*0.55, m.x + w/2 + e.u*0.25, m.y + st.size*0.55}, ink(InkPaper), stroke{})
	e.putMid(why, m.x, m.y, 0.5, st)
}
