package draw

import (
	"math"

	"servqual/report/chart"
	"servqual/survey/lang"
)

func (e *env) quadrant(f chart.Quadrant) plan {
	least := func(w float64) float64 { return e.quadrantHead(f, rect{x1: w}, false) + e.u*15 }
	return plan{
		prefer: func(w float64) float64 { return max(least(w), w*0.72) },
		least:  least,
		paint:  func(r rect) { e.paintQuadrant(f, r) },
	}
}

// quadrantHead sets the meaning of solid and hollow points and the name of the
// upright axis.
func (e *env) quadrantHead(f chart.Quadrant, r rect, paint bool) float64 {
	if e.opt.Size == Thumb {
		return 0
	}
	var keys []entry
	for i, t := range []lang.Text{f.Solid, f.Hollow} {
		if t.IsZero() {
			continue
		}
		keys = append(keys, entry{e.u, func(at pt) {
			e.point(pt{at.x + e.u*0.5, at.y}, InkMain, i == 1)
		}, e.block(t, r.w()-e.u*2, e.muted())})
	}
	if !f.Cross.IsZero() {
		keys = append(keys, entry{e.u * 1.6, func(at pt) {
			e.line(at.x, at.y, at.x+e.u*1.6, at.y, e.hairs())
		}, e.block(f.Cross, r.w()-e.u*2, e.muted())})
	}
	h := e.legend(keys, r.x0, r.y0, r.w(), paint)
	name := e.block(f.Y.Label, r.w()*0.8, e.small())
	if paint {
		e.putBlock(name, r.x0, r.y0+h+e.u*0.3, 0)
	}
	return h + name.h + e.u*1.1
}

func (e *env) hairs() stroke {
	st := solid(InkText, e.thin())
	st.dash = []float64{e.u * 0.45, e.u * 0.3}
	return st
}

func (e *env) point(at pt, c Ink, hollow bool) {
	fill := ink(c)
	if hollow {
		fill = ink(InkPaper)
	}
	e.mark(discShape, at, e.u*0.4, fill, solid(c, max(0.8, e.u*0.14)))
}

func (e *env) paintQuadrant(f chart.Quadrant, r rect) {
	head := e.quadrantHead(f, r, true)
	xs, ys := []float64{f.CrossX}, []float64{f.CrossY}
	for _, p := range f.Points {
		if p.X.Defined && p.Y.Defined {
			xs, ys = reach(xs, p.X), reach(ys, p.Y)
			if p.From != nil {
				xs, ys = append(xs, p.From.X), append(ys, p.From.Y)
			}
		}
	}
	x, y := looseAxis(f.X, xs, 6), looseAxis(f.Y, ys, 6)
	xName := e.axisLabel(f.X.Label, rect{x1: r.w()}, false)
	plot := rect{r.x0 + e.tickWidth(y), r.y0 + head, r.x1 - e.u*0.6, r.y1 - e.xTicksHeight() - xName}
	x.a, x.b, y.a, y.b = plot.x0, plot.x1, plot.y1, plot.y0
	cx, cy := x.clamp(f.CrossX), y.clamp(f.CrossY)
	fields := [4]rect{{plot.x0, plot.y0, cx, cy}, {cx, plot.y0, plot.x1, cy}, {plot.x0, cy, cx, plot.y1}, {cx, cy, plot.x1, plot.y1}}
	if f.Focus >= 0 {
		e.box(fields[f.Focus], wash(InkShortfall, 0.09), stroke{})
	}
	e.gridX(x, plot.y0, plot.y1)
	e.gridY(y, plot.x0, plot.x1)
	e.box(plot, paint{}, solid(InkAxis, e.thin()))
	e.xTicks(x, plot.y1)
	e.axisLabel(f.X.Label, rect{plot.x0, plot.y1 + e.xTicksHeight(), plot.x1, 0}, true)
	e.line(cx, plot.y0, cx, plot.y1, e.hairs())
	e.line(plot.x0, cy, plot.x1, cy, e.hairs())
	if f.Diagonal {
		e.diagonal(x, y)
	}
	p := &placer{e: e, area: plot.inset(1), lines: [][2]pt{{{cx, plot.y0}, {cx, plot.y1}}, {{plot.x0, cy}, {plot.x1, cy}}}}
	if lo, hi := max(x.lo, y.lo), min(x.hi, y.hi); f.Diagonal && lo < hi {
		p.lines = append(p.lines, [2]pt{{x.at(lo), y.at(lo)}, {x.at(hi), y.at(hi)}})
	}
	e.quadrantPoints(f, x, y, fields, p)
}

// diagonal draws the line x = y inside the plot.
func (e *env) diagonal(x, y axis) {
	lo, hi := max(x.lo, y.lo), min(x.hi, y.hi)
	if lo < hi {
		st := solid(InkMuted, e.thin())
		st.dash = []float64{e.u * 0.15, e.u * 0.3}
		e.line(x.at(lo), y.at(lo), x.at(hi), y.at(hi), st)
	}
}

func (e *env) quadrantPoints(f chart.Quadrant, x, y axis, fields [4]rect, p *placer) {
	at := make([]pt, len(f.Points))
	r := e.u * 0.55
	for i, q := range f.Points {
		if q.X.Defined && q.Y.Defined {
			at[i] = pt{x.clamp(q.X.X), y.clamp(q.Y.X)}
			p.marks = append(p.marks, rect{at[i].x - r, at[i].y - r, at[i].x + r, at[i].y + r})
		}
	}
	for i, q := range f.Points {
		if q.X.Defined && q.Y.Defined {
			p.faint = append(p.faint, barLines(q, x, y)...)
			if q.From != nil {
				p.lines = append(p.lines, [2]pt{{x.clamp(q.From.X), y.clamp(q.From.Y)}, at[i]})
			}
		}
	}
	e.corners(f, fields, p)
	for _, focus := range []bool{true, false} { // the field to look at chooses its labels first
		for i, q := range f.Points {
			if !q.X.Defined || !q.Y.Defined {
				continue
			}
			in := f.Focus >= 0 && fieldOf(f, q) == f.Focus
			if in != focus {
				continue
			}
			c := InkMain
			if in {
				c = InkShortfall
			}
			e.group(q.Ref, tip(q.Code, e.words(q.Label), e.words(f.X.Label)+" "+withInterval(q.X, f.X), e.words(f.Y.Label)+" "+withInterval(q.Y, f.Y)), func() {
				e.crossBars(q, x, y, c)
				if q.From != nil {
					e.arrow(pt{x.clamp(q.From.X), y.clamp(q.From.Y)}, at[i], solid(InkMuted, e.thin()), e.u*0.5)
				}
				e.point(at[i], c, q.Hollow)
				if e.opt.Size != Thumb {
					p.place(at[i], r, e.pointLabels(q, in, len(f.Points)))
				}
			})
		}
	}
}

// fieldOf gives the corner in which a point lies.
func fieldOf(f chart.Quadrant, q chart.QuadrantPoint) int {
	i := 0
	if q.X.X >= f.CrossX {
		i++
	}
	if q.Y.X < f.CrossY {
		i += 2
	}
	return i
}

// mostNamed is the number of points up to which all are spelt out; of more only
// those of the field to look at, for a page of labels hides the picture.
const mostNamed = 30

// pointLabels gives the label in the forms to try: the name in one line or in
// several, and the code where the name has no room.
func (e *env) pointLabels(q chart.QuadrantPoint, focus bool, n int) []block {
	st := e.small().in(InkText).weight(focus)
	var out []block
	if focus || n <= mostNamed || q.Code == "" {
		out = append(out, e.stacked(q.Label, e.u*13, st), e.stacked(q.Label, e.u*8, st))
	}
	if q.Code != "" {
		out = append(out, e.block(sameText(q.Code), e.u*20, st))
	}
	return out
}

// barLines gives the intervals of a point as lines.
func barLines(q chart.QuadrantPoint, x, y axis) [][2]pt {
	var out [][2]pt
	if q.X.Bounded {
		out = append(out, [2]pt{{x.clamp(q.X.Lo), y.clamp(q.Y.X)}, {x.clamp(q.X.Hi), y.clamp(q.Y.X)}})
	}
	if q.Y.Bounded {
		out = append(out, [2]pt{{x.clamp(q.X.X), y.clamp(q.Y.Lo)}, {x.clamp(q.X.X), y.clamp(q.Y.Hi)}})
	}
	return out
}

// crossBars draws the intervals of a point, faintly.
func (e *env) crossBars(q chart.QuadrantPoint, x, y axis, c Ink) {
	for _, l := range barLines(q, x, y) {
		e.line(l[0].x, l[0].y, l[1].x, l[1].y, stroke{paint: wash(c, 0.35), width: e.thin()})
	}
}

// corners names the four fields, each name in the outer corner of its field
// where no point is in the way, else along the outer edge.
func (e *env) corners(f chart.Quadrant, fields [4]rect, p *placer) {
	if e.opt.Size == Thumb {
		return
	}
	for i, t := range f.Corners {
		st := e.muted().weight(true)
		if i == f.Focus {
			st = st.in(InkShortfall)
		}
		room := fields[i].w() - e.u
		if room < e.u*4 {
			continue
		}
		b := e.stacked(t, room, st)
		e.corner(b, fields[i].inset(e.u*0.45), i, p)
	}
}

func (e *env) corner(b block, field rect, i int, p *placer) {
	right, low := i%2 == 1, i >= 2
	try := func(x, y, align float64) bool {
		box := rect{x - align*b.w, y, x - align*b.w + b.w, y + b.h}
		for _, m := range p.marks {
			if box.hits(m) {
				return false
			}
		}
		if !e.free(box) || !field.inset(-1).holds(box) {
			return false
		}
		for _, l := range p.lines {
			if cuts(box, l[0], l[1]) {
				e.box(box, wash(InkPaper, 0.8), stroke{})
				break
			}
		}
		e.putBlock(b, x, y, align)
		return true
	}
	ys := []float64{field.y0, field.y1 - b.h, (field.y0 + field.y1 - b.h) / 2}
	if low {
		ys[0], ys[1] = ys[1], ys[0]
	}
	for _, y := range ys {
		for k := range 5 {
			t := float64(k) / 4
			x, align := field.x0+t*(field.w()-b.w), 0.0
			if right {
				x, align = field.x1-t*(field.w()-b.w), 1
			}
			if try(x, y, align) {
				return
			}
		}
	}
}

// arrow draws a line with a head at its end.
func (e *env) arrow(a, b pt, st stroke, head float64) {
	e.line(a.x, a.y, b.x, b.y, st)
	e.arrowHead(a, b, st.paint, head)
}

// arrowHead draws the head of an arrow that comes from a, its tip at b.
func (e *env) arrowHead(a, b pt, fill paint, head float64) {
	d := math.Hypot(b.x-a.x, b.y-a.y)
	if d < 1e-9 {
		return
	}
	ux, uy := (b.x-a.x)/d, (b.y-a.y)/d
	base := pt{b.x - ux*head, b.y - uy*head}
	e.polygon([]pt{b, {base.x - uy*head*0.45, base.y + ux*head*0.45}, {base.x + uy*head*0.45, base.y - ux*head*0.45}}, fill, stroke{})
}
