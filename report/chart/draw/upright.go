package draw

import (
	"math"

	"servqual/survey/lang"
)

// slots are labels below the places of a horizontal axis of categories.
type slots struct {
	blocks  []block
	stagger bool // every second label one step lower, each with twice the room
	h       float64
}

// laySlots wraps labels into slots of width w: first at full size, then
// smaller, then in two steps, and only at last through the middle of words.
func (e *env) laySlots(labels []lang.Text, w float64, st style) slots {
	try := func(room, k float64) (slots, bool) {
		var s slots
		whole := true
		for _, l := range labels {
			for _, one := range e.opt.Lang.Single() {
				whole = whole && !e.m.splitsWord(l.In(one), room, st.size*k, st.bold)
			}
		}
		s.blocks = e.blocks(labels, room, st.times(k))
		for _, b := range s.blocks {
			s.h = max(s.h, b.h)
		}
		return s, whole
	}
	gap := st.size * 0.5
	for _, k := range []float64{1, 0.92, 0.85} {
		if s, ok := try(w-gap, k); ok {
			return s
		}
	}
	if len(labels) > 2 {
		for _, k := range []float64{1, 0.92, 0.85, 0.75} {
			if s, ok := try(2*w-2*gap, k); ok {
				s.stagger = true
				s.h = s.steps()
				return s
			}
		}
	}
	s, _ := try(w-gap, 0.75)
	return s
}

// steps is the height of both steps of staggered labels together.
func (s slots) steps() float64 {
	var h [2]float64
	for i, b := range s.blocks {
		h[i%2] = max(h[i%2], b.h)
	}
	return h[0] + h[1]
}

// paint sets the labels at the given places below y.
func (s slots) paint(e *env, xs []float64, y float64) {
	first := 0.0
	for i := 0; i < len(s.blocks); i += 2 {
		first = max(first, s.blocks[i].h)
	}
	for i, b := range s.blocks {
		top := y
		if s.stagger && i%2 == 1 {
			e.line(xs[i], y-e.u*0.2, xs[i], y+first, solid(InkGrid, e.hair()))
			top += first
		}
		// The outer labels may use the margin but not leave the paper.
		x := min(max(xs[i], b.w/2+2), e.w-b.w/2-2)
		e.putBlock(b, x, top, 0.5)
	}
}

// gridY draws the horizontal grid lines of an upright axis and its tick labels,
// to the left of x0.
func (e *env) gridY(y axis, x0, x1 float64) {
	st := e.small()
	last := math.Inf(1)
	for _, v := range y.ticks {
		at := y.at(v)
		e.line(x0, at, x1, at, solid(InkGrid, e.hair()))
		if last-at < st.size*1.15 {
			continue
		}
		e.putMid(y.tickText(v), x0-e.u*0.5, at, 1, st)
		last = at
	}
}

// tickWidth is the room that the labels of an upright axis need.
func (e *env) tickWidth(y axis) float64 {
	w := 0.0
	for _, v := range y.ticks {
		w = max(w, e.textWidth(y.tickText(v), e.small()))
	}
	return w + e.u*0.7
}
