package draw

import (
	"math"

	"servqual/report/chart"
	"servqual/survey/lang"
)

func (e *env) pareto(f chart.Pareto) plan {
	least := func(w float64) float64 {
		p := e.layPareto(f, w)
		return p.head + e.u*9 + p.slots.h + e.u*0.4
	}
	return plan{
		prefer: func(w float64) float64 { return max(least(w), least(w)-e.u*9+w*0.4) },
		least:  least,
		paint:  func(r rect) { e.paintPareto(f, r) },
	}
}

type paretoLayout struct {
	left, right axis
	plotX0      float64 // from the left edge
	plotW       float64
	slots       slots
	keys        []entry
	leftName    block
	rightName   block
	legendH     float64
	head        float64
}

func (e *env) layPareto(f chart.Pareto, w float64) paretoLayout {
	var p paretoLayout
	total, biggest := 0.0, 0.0
	for _, b := range f.Bars {
		if !b.Opposite {
			total += b.Size
		}
		biggest = max(biggest, b.Size)
	}
	// Both axes end at the total: the line then starts at the top of the
	// first bar, and one scale reads on the other.
	a := f.Axis
	a.Range = chart.Scale(0, max(total, biggest))
	if a.Range.Max == 0 {
		a.Range.Max = 1
	}
	a.Signed = false
	p.left = makeAxis(a, nil, 5)
	p.right = makeAxis(chart.Axis{Range: chart.Scale(0, 100), Percent: true}, nil, 5)
	p.plotX0 = e.tickWidth(p.left) + e.u*0.3
	p.plotW = w - p.plotX0 - e.tickWidth(p.right) - e.u*0.3
	var labels []lang.Text
	for _, b := range f.Bars {
		labels = append(labels, b.Label)
	}
	p.slots = e.laySlots(labels, p.plotW/float64(max(1, len(labels))), e.muted().in(InkText))
	p.leftName = e.block(f.Axis.Label, w*0.55, e.small())
	p.rightName = e.block(f.Share, w*0.4, e.small())
	if !f.Opposite.IsZero() && e.opt.Size != Thumb {
		p.keys = []entry{e.boxEntry(e.block(f.Opposite, w-e.u*3, e.muted()), ink(InkPaper), solid(InkSurplus, e.thin()))}
	}
	p.legendH = e.legend(p.keys, 0, 0, w, false)
	if p.legendH > 0 {
		p.legendH += e.u * 0.4
	}
	p.head = p.legendH + max(p.leftName.h, p.rightName.h) + e.u*0.9
	return p
}

func (e *env) paintPareto(f chart.Pareto, r rect) {
	p := e.layPareto(f, r.w())
	e.legend(p.keys, r.x0, r.y0, r.w(), true)
	top, bottom := r.y0+p.head, r.y1-p.slots.h-e.u*0.4
	e.putBlock(p.leftName, r.x0, top-e.u*0.9-p.leftName.h, 0)
	e.putBlock(p.rightName, r.x1, top-e.u*0.9-p.rightName.h, 1)
	p.left.a, p.left.b = bottom, top
	p.right.a, p.right.b = bottom, top
	x0 := r.x0 + p.plotX0
	x1 := x0 + p.plotW
	e.paretoAxes(f, p, x0, x1)
	slot := p.plotW / float64(max(1, len(f.Bars)))
	var xs []float64
	for i := range f.Bars {
		xs = append(xs, x0+(float64(i)+0.5)*slot)
	}
	e.paretoBars(f, p, xs, slot)
	e.line(x0, bottom, x1, bottom, solid(InkAxis, e.thin()))
	e.paretoLine(f, p, xs)
	p.slots.paint(e, xs, bottom+e.u*0.4)
}

// paretoAxes draws the left ticks with their grid lines, the right ticks, and
// the threshold.
func (e *env) paretoAxes(f chart.Pareto, p paretoLayout, x0, x1 float64) {
	e.gridY(p.left, x0, x1)
	st := e.small()
	for _, v := range p.right.ticks {
		y := p.right.at(v)
		e.line(x1, y, x1+e.u*0.25, y, solid(InkAxis, e.thin()))
		s := st
		if v == f.Threshold {
			s = st.weight(true).in(InkText)
		}
		e.putMid(p.right.tickText(v), x1+e.u*0.5, y, 0, s)
	}
	e.line(x1, p.right.a, x1, p.right.b, solid(InkAxis, e.thin()))
	if f.Threshold > 0 && f.Threshold <= 100 {
		y := p.right.at(f.Threshold)
		l := solid(InkMuted, e.thin()*1.2)
		l.dash = []float64{e.u * 0.5, e.u * 0.35}
		e.line(x0, y, x1, y, l)
	}
}

// paretoBars draws the bars: those needed to reach the threshold in full
// colour, for they are the message; the rest light, the opposite ones hollow.
func (e *env) paretoBars(f chart.Pareto, p paretoLayout, xs []float64, slot float64) {
	half := min(slot*0.36, e.u*3.2)
	vital := true
	for i, b := range f.Bars {
		y := p.left.at(b.Size)
		box := rect{xs[i] - half, y, xs[i] + half, p.left.a}
		label := number(b.Value, f.Axis)
		e.group(b.Ref, tip(e.words(b.Label), label, shareText(b), nText(b.N)), func() {
			switch {
			case b.Opposite:
				e.box(box, ink(InkPaper), solid(InkSurplus, e.thin()*1.2))
			case b.Rest:
				e.box(box, ink(InkNeutral), stroke{})
			case vital && f.Threshold > 0 || f.Threshold == 0:
				e.box(box, ink(InkShortfall), stroke{})
			default:
				e.box(box, wash(InkShortfall, 0.42), stroke{})
			}
			e.paretoValue(label, box, i, b, p)
		})
		if b.Cumulative >= f.Threshold-1e-9 {
			vital = false
		}
	}
}

func shareText(b chart.ParetoBar) string {
	if b.Opposite {
		return ""
	}
	return "Σ " + number(b.Cumulative, chart.Axis{Percent: true, Decimals: 1})
}

// paretoValue sets a bar's value inside its head where there is room, as it
// must be for the first bar, whose top carries the first point of the line.
func (e *env) paretoValue(s string, box rect, i int, b chart.ParetoBar, p paretoLayout) {
	if e.opt.Size == Thumb {
		return
	}
	st := e.muted().weight(true)
	w := e.textWidth(s, st)
	if w > box.w()*1.5 {
		return
	}
	if box.h() > st.size*2.2 && w < box.w() && i == 0 {
		at := st.in(InkPaper) // also on a dark page, where bars turn light and paper dark
		if readable(e.opt.Theme.Colour[InkShortfall]) != hex(0xFFFFFF) {
			at = st.painted(tint(hex(0x000000)))
		}
		e.putMid(s, (box.x0+box.x1)/2, box.y0+st.size*1.25, 0.5, at)
		return
	}
	e.putMid(s, (box.x0+box.x1)/2, box.y0-st.size*0.75, 0.5, st.in(InkText))
}

// paretoLine draws the cumulative share and prints it where it has room.
func (e *env) paretoLine(f chart.Pareto, p paretoLayout, xs []float64) {
	var pts []pt
	for i, b := range f.Bars {
		if !b.Opposite && b.Size+b.Cumulative > 0 {
			pts = append(pts, pt{xs[i], p.right.at(b.Cumulative)})
		}
	}
	e.polyline(pts, solid(InkExpectation, e.thick()))
	for i, q := range pts {
		e.mark(discShape, q, e.u*0.3, ink(InkPaper), solid(InkExpectation, e.thick()*0.8))
		st := e.small().in(InkExpectation)
		s := number(f.Bars[i].Cumulative, chart.Axis{Percent: true})
		w := e.textWidth(s, st)
		x, y := q.x-e.u*0.35, q.y-e.u*0.85 // the line comes from below left and leaves upwards right
		if line := p.right.at(f.Threshold); f.Threshold > 0 && math.Abs(y-line) < st.size*0.7 {
			y = line - st.size*0.75
		}
		b := rect{x - w, y - st.size*0.5, x, y + st.size*0.5}
		if e.opt.Size != Thumb && e.free(b) {
			e.putMid(s, x, y, 1, st)
		}
	}
}

// free says whether no text stands in the box yet and it is on the paper.
func (e *env) free(r rect) bool {
	if !(rect{2, 2, e.w - 2, e.h - 2}).holds(r) {
		return false
	}
	for _, b := range e.boxes {
		if r.hits(rect{b.X0, b.Y0, b.X1, b.Y1}) {
			return false
		}
	}
	return true
}
