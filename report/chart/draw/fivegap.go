package draw

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

func (e *env) fiveGap(f chart.FiveGap) plan {
	high := func(w float64) float64 { return e.layGaps(f, w).total }
	return plan{
		prefer: func(w float64) float64 { return max(high(w), w*0.6) },
		least:  high,
		paint:  func(r rect) { e.paintGaps(f, r) },
	}
}

// gapLayout is the model in six levels: three sources of expectation, expected
// and perceived service; delivery, specifications and management below the line
// between customer and firm.
type gapLayout struct {
	boxes  map[string]block
	labels [5]block   // with the size below the name, or names only where sizes stand beside
	sizes  [5]block   // beside the name, for the gaps of the middle column
	high   [6]float64 // of the levels
	gaps   [5]float64 // below levels 0…4
	total  float64
	colW   float64 // of the boxes in the middle
	sideW  float64 // of the label of gap 1 and of the box of communication
}

// level names the box in the middle of each level but the first.
var gapLevels = [6]string{"", "expected", "perceived", "delivery", "specifications", "management"}

var gapSourceNames = [3]string{"mouth", "needs", "experience"}

func (e *env) layGaps(f chart.FiveGap, w float64) gapLayout {
	g := gapLayout{boxes: map[string]block{}, colW: w * 0.32, sideW: w * 0.23}
	b := f.Boxes
	middle := e.blocks([]lang.Text{b.Expected, b.Perceived, b.Delivery, b.Specifications, b.Management}, g.colW-e.u, e.strong())
	for i, m := range middle {
		g.boxes[gapLevels[i+1]] = m
	}
	sources := e.blocks([]lang.Text{b.WordOfMouth, b.Needs, b.Experience}, w*0.27-e.u, e.muted())
	for i, name := range gapSourceNames {
		g.boxes[name] = sources[i]
		g.high[0] = max(g.high[0], sources[i].h+e.u*0.7)
	}
	g.boxes["communication"] = e.stacked(b.Communication, g.sideW-e.u, e.plain())
	for i, gap := range f.Gaps {
		name, size := e.gapLabel(gap, w*0.2)
		switch i {
		case 0:
			name, size = e.gapLabel(gap, g.sideW)
			g.labels[i] = name.then(size)
		case 3: // between delivery and the arrow from communication
			g.labels[i] = name.then(size)
		default:
			g.labels[i], g.sizes[i] = name, size
		}
	}
	beside := func(i int) float64 { return max(g.labels[i].h, g.sizes[i].h) + e.u*1.1 }
	for i := 1; i < 6; i++ {
		g.high[i] = g.boxes[gapLevels[i]].h + e.u*0.9
	}
	g.high[3] = max(g.high[3], g.boxes["communication"].h+e.u*0.9)
	g.gaps = [5]float64{e.u * 1.8, beside(4), max(e.u*3.4, g.labels[3].h+e.u*2.2), beside(2), beside(1)}
	for i, h := range g.high {
		g.total += h
		if i < 5 {
			g.total += max(g.gaps[i], e.u*1.8)
			g.gaps[i] = max(g.gaps[i], e.u*1.8)
		}
	}
	return g
}

// gapLabel gives the name of a gap and its size.
func (e *env) gapLabel(g chart.Gap, room float64) (name, size block) {
	c := e.gapInk(g)
	name = e.stacked(g.Label, room, e.muted().weight(true).in(c))
	st := e.strong().times(1.12).in(c)
	a := chart.Axis{Decimals: 2, Signed: true}
	switch {
	case !g.Value.Defined && !g.Text.IsZero():
		return name, e.stacked(g.Text, room, e.small())
	case !g.Text.IsZero():
		return name, e.stacked(g.Text, room, st)
	}
	size = e.block(sameText(printed(g.Value, a)), room, st)
	if g.Value.Defined && g.Value.Bounded {
		size = size.then(e.block(sameText(interval(g.Value, a)), room, e.small()))
	}
	return name, size
}

func (e *env) gapInk(g chart.Gap) Ink {
	switch {
	case !g.Value.Defined:
		return InkMuted
	case g.Strong:
		return InkShortfall
	}
	return InkExpectation
}

func (e *env) paintGaps(f chart.FiveGap, r rect) {
	g := e.layGaps(f, r.w())
	if spare := r.h() - g.total; spare > 0 {
		for i := range g.gaps {
			g.gaps[i] += min(spare/5, e.u*2)
		}
	}
	var y [6]rect // the box in the middle of each level
	top := r.y0
	mid := r.x0 + r.w()*0.5
	for i := range y {
		y[i] = rect{mid - g.colW/2, top, mid + g.colW/2, top + g.high[i]}
		top += g.high[i]
		if i < 5 {
			top += g.gaps[i]
		}
	}
	e.gapSources(g, r, y[0], y[1])
	for i := 1; i < 6; i++ {
		fill := ink(InkPanel)
		if i < 3 {
			fill = wash(InkExpectation, 0.12)
		}
		e.gapBox(y[i], g.boxes[gapLevels[i]], fill)
	}
	side := rect{r.x1 - g.sideW, y[3].y0, r.x1 - 1, y[3].y1}
	e.gapBox(side, g.boxes["communication"], ink(InkPanel))
	e.gapDivide(f, r, y, g)
	e.gapArrows(f, r, y, side, g)
}

func (e *env) gapBox(r rect, b block, fill paint) {
	e.box(r, fill, solid(InkAxis, e.thin()))
	e.putBlockMid(b, r.mid().x, r.mid().y, 0.5)
}

// gapSources draws what expectations are made of.
func (e *env) gapSources(g gapLayout, r rect, level, expected rect) {
	w := r.w() * 0.27
	for i, name := range gapSourceNames {
		x := r.x0 + r.w()*(0.5+0.31*float64(i-1))
		box := rect{x - w/2, level.y0, x + w/2, level.y1}
		e.gapBox(box, g.boxes[name], ink(InkPaper))
		to := pt{expected.mid().x + (x-expected.mid().x)*0.28, expected.y0}
		e.arrow(pt{x, box.y1}, to, solid(InkAxis, e.thin()), e.u*0.6)
	}
}

// gapDivide draws the line between customer and firm and names both sides.
func (e *env) gapDivide(f chart.FiveGap, r rect, y [6]rect, g gapLayout) {
	at := y[2].y1 + (y[3].y0-y[2].y1-g.labels[3].h)*0.35
	at = max(y[2].y1+e.u*1.5, at)
	st := solid(InkAxis, e.thin())
	st.dash = []float64{e.u * 0.6, e.u * 0.4}
	e.line(r.x0, at, r.x1, at, st)
	s := e.small().weight(true)
	up, down := e.block(f.Customer, g.sideW, s), e.block(f.Firm, g.sideW, s)
	x := r.x0 + g.sideW*0.18 + e.u*0.8
	e.putBlock(up, x, at-up.h-e.u*0.15, 0)
	e.putBlock(down, x, at+e.u*0.15, 0)
}

// gapArrows draws the five gaps, each between the two boxes it compares, and
// the plain arrows of the service that reaches the customer.
func (e *env) gapArrows(f chart.FiveGap, r rect, y [6]rect, side rect, g gapLayout) {
	mid := y[1].mid().x
	plain := solid(InkAxis, e.thin())
	e.arrow(pt{mid, y[3].y0}, pt{mid, y[2].y1}, plain, e.u*0.6)
	bend := side.mid().x
	e.polyline([]pt{{bend, side.y0}, {bend, y[2].mid().y}, {y[2].x1, y[2].mid().y}}, plain)
	e.arrowHead(pt{bend, y[2].mid().y}, pt{y[2].x1, y[2].mid().y}, ink(InkAxis), e.u*0.6)

	e.gapDown(f, 4, y[1], y[2], g)
	e.gapDown(f, 2, y[3], y[4], g)
	e.gapDown(f, 1, y[4], y[5], g)

	// Gap 4 lies between delivery and communication; its label stands above,
	// clear of the arrow that rises from communication.
	e.gapArrow(f, 3, []pt{{y[3].x1, y[3].mid().y}, {side.x0, y[3].mid().y}}, func() {
		b := g.labels[3]
		x := (y[3].x1 + bend) / 2
		e.putBlock(b, x, y[3].y0-b.h-e.u*0.3, 0.5)
	})
	// Gap 1 runs along the left, from what management believes up to what
	// customers expect.
	left := r.x0 + g.sideW*0.18
	e.gapArrow(f, 0, []pt{{y[5].x0, y[5].mid().y}, {left, y[5].mid().y}, {left, y[1].mid().y}, {y[1].x0, y[1].mid().y}}, func() {
		e.putBlockMid(g.labels[0], left+e.u*0.8, (y[4].y0+y[4].y1)/2, 0)
	})
}

// gapDown draws a gap between two boxes of the middle column.
func (e *env) gapDown(f chart.FiveGap, i int, upper, lower rect, g gapLayout) {
	x := upper.mid().x
	e.gapArrow(f, i, []pt{{x, upper.y1}, {x, lower.y0}}, func() {
		y := (upper.y1 + lower.y0) / 2
		e.putBlockMid(g.labels[i], x+e.u*0.9, y, 0)
		e.putBlockMid(g.sizes[i], x+e.u*2+g.labels[i].w, y, 0)
	})
}

// gapArrow draws the double arrow of a gap along a path, dashed when the gap
// wasn't measured.
func (e *env) gapArrow(f chart.FiveGap, i int, path []pt, label func()) {
	gap := f.Gaps[i]
	c := e.gapInk(gap)
	st := solid(c, e.thick())
	if gap.Strong {
		st.width *= 1.7
	}
	if c == InkMuted {
		st.dash = []float64{e.u * 0.35, e.u * 0.3}
	}
	n := len(path)
	e.group(gap.Value.Ref, tip(e.words(gap.Label), withInterval(gap.Value, chart.Axis{Decimals: 2, Signed: true}), nText(gap.Value.N)), func() {
		e.polyline(path, st)
		e.arrowHead(path[1], path[0], ink(c), e.u*0.8)
		e.arrowHead(path[n-2], path[n-1], ink(c), e.u*0.8)
		label()
	})
}
