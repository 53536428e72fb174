package draw

import (
	"cmp"
	"slices"

	"servqual/report/chart"
)

func (e *env) funnel(f chart.Funnel) plan {
	least := func(w float64) float64 {
		return e.block(f.Y.Label, w*0.9, e.small()).h + e.u*12 + e.xTicksHeight()
	}
	return plan{
		prefer: func(w float64) float64 { return max(least(w), w*0.55) },
		least:  least,
		paint:  func(r rect) { e.paintFunnel(f, r) },
	}
}

func (e *env) paintFunnel(f chart.Funnel, r rect) {
	ns, ys := []float64{}, []float64{f.Centre}
	for _, p := range f.Points {
		ns, ys = append(ns, p.N), append(ys, p.Y)
	}
	// The limits of tiny samples reach far beyond any unit: only as much of
	// them is shown as lies above the smallest unit's n.
	for _, l := range f.Limits {
		for _, c := range l.Curve {
			if len(f.Points) == 0 || c.N >= minN(f.Points)*0.9 {
				ys = append(ys, c.Lo, c.Hi)
			}
		}
	}
	nAxis := f.N
	if !nAxis.Range.Fixed {
		ns = append(ns, 0)
	}
	x, y := makeAxis(nAxis, ns, 6), makeAxis(f.Y, ys, 6)
	name := e.block(f.Y.Label, r.w()*0.9, e.small())
	e.putBlock(name, r.x0, r.y0, 0)
	endW := 0.0
	for _, l := range f.Limits {
		endW = max(endW, e.block(l.Label, r.w()*0.2, e.small()).w)
	}
	centre := e.stacked(f.CentreLabel, r.w()*0.16, e.small())
	endW = max(endW, centre.w)
	plot := rect{r.x0 + e.tickWidth(y), r.y0 + name.h + e.u*0.5, r.x1 - endW - e.u, r.y1 - e.xTicksHeight()*1.9}
	x.a, x.b, y.a, y.b = plot.x0, plot.x1, plot.y1, plot.y0
	e.gridY(y, plot.x0, plot.x1)
	e.line(plot.x0, plot.y1, plot.x1, plot.y1, solid(InkAxis, e.thin()))
	e.xTicks(x, plot.y1)
	e.axisLabel(f.N.Label, rect{plot.x0, plot.y1 + e.xTicksHeight(), plot.x1, 0}, true)
	p := &placer{e: e, area: rect{plot.x0, plot.y0, r.x1, plot.y1}}
	e.funnelLimits(f, x, y, plot, p)
	cy := y.clamp(f.Centre)
	e.line(plot.x0, cy, plot.x1, cy, solid(InkText, e.thin()))
	e.funnelNames(f, x, y, plot, centre)
	e.funnelPoints(f, x, y, p)
}

func minN(ps []chart.FunnelPoint) float64 {
	n := ps[0].N
	for _, p := range ps {
		n = min(n, p.N)
	}
	return n
}

// funnelNames names centre and limits at their right ends, moved apart where
// the type is too large for the space between them.
func (e *env) funnelNames(f chart.Funnel, x, y axis, plot rect, centre block) {
	type name struct {
		b block
		y float64
	}
	names := []name{{centre, y.clamp(f.Centre)}}
	for _, l := range f.Limits {
		b := e.block(l.Label, plot.w()*0.3, e.small())
		for _, c := range slices.Backward(l.Curve) {
			if c.N <= x.hi {
				names = append(names, name{b, y.clamp(c.Lo)}, name{b, y.clamp(c.Hi)})
				break
			}
		}
	}
	slices.SortStableFunc(names, func(a, b name) int { return cmp.Compare(a.y, b.y) })
	var ys, hs []float64
	for _, n := range names {
		ys, hs = append(ys, n.y), append(hs, n.b.h)
	}
	spread(ys, hs, plot.y0-e.u, plot.y1+e.u)
	for i, n := range names {
		e.putBlockMid(n.b, plot.x1+e.u*0.5, ys[i], 0)
	}
}

// funnelLimits draws each pair of limits, cut at the edge of the plot.
func (e *env) funnelLimits(f chart.Funnel, x, y axis, plot rect, pl *placer) {
	for i, l := range f.Limits {
		st := solid(InkMuted, e.thin()*1.2)
		if i == 0 {
			st.dash = []float64{e.u * 0.5, e.u * 0.35}
		}
		for _, up := range []bool{true, false} {
			var pts []pt
			for _, c := range l.Curve {
				v := c.Lo
				if up {
					v = c.Hi
				}
				if v < y.lo || v > y.hi || c.N < x.lo || c.N > x.hi {
					continue
				}
				pts = append(pts, pt{x.at(c.N), y.at(v)})
			}
			e.polyline(pts, st)
			for j := 1; j < len(pts); j++ {
				pl.lines = append(pl.lines, [2]pt{pts[j-1], pts[j]})
			}
		}
	}
}

// funnelPoints draws the units: those outside the limits in colour and named,
// the others grey, and named only where there are few.
func (e *env) funnelPoints(f chart.Funnel, x, y axis, p *placer) {
	r := e.u * 0.5
	at := make([]pt, len(f.Points))
	for i, q := range f.Points {
		at[i] = pt{x.clamp(q.N), y.clamp(q.Y)}
		p.marks = append(p.marks, rect{at[i].x - r*0.7, at[i].y - r*0.7, at[i].x + r*0.7, at[i].y + r*0.7})
	}
	for _, outside := range []bool{true, false} {
		for i, q := range f.Points {
			if q.Outside != outside {
				continue
			}
			e.group(q.Ref, tip(e.words(q.Label), number(q.Y, f.Y), nText(q.N)), func() {
				st := e.small()
				switch {
				case outside && q.Low:
					e.mark(downShape, at[i], e.u*0.48, ink(InkShortfall), solid(InkShortfall, e.thin()))
					st = st.in(InkShortfall).weight(true)
				case outside:
					e.mark(upShape, at[i], e.u*0.48, ink(InkSurplus), solid(InkSurplus, e.thin()))
					st = st.in(InkSurplus).weight(true)
				default:
					e.mark(discShape, at[i], e.u*0.32, ink(InkPaper), solid(InkOther, e.thin()*1.4))
				}
				if e.opt.Size != Thumb && (outside || len(f.Points) <= 12) {
					p.place(at[i], r, []block{e.stacked(q.Label, e.u*12, st), e.stacked(q.Label, e.u*7, st)})
				}
			})
		}
	}
}
