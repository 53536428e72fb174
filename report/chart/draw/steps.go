package draw

import "servqual/report/chart"

func (e *env) steps(f chart.Steps) plan {
	high := func(w float64) float64 {
		rows, _ := e.laySteps(f, w)
		return rows.total
	}
	return plan{prefer: high, least: high, paint: func(r rect) { e.paintSteps(f, r) }}
}

func (e *env) laySteps(f chart.Steps, w float64) (rowLayout, []block) {
	var rows []row
	var texts []block
	for _, s := range f.Steps {
		rows = append(rows, row{label: s.Label})
		texts = append(texts, e.block(s.Text, w*0.26, e.muted()))
	}
	l := e.layRows(rows, w*0.32, w)
	for i := range l.high {
		h := max(l.high[i], e.u*2.1, texts[i].h+e.u*0.4)
		l.total += h - l.high[i]
		l.high[i] = h
	}
	return l, texts
}

// paintSteps draws each step as a bar from the left, its number beside it: the
// bars are lengths to compare, which the slanted sides of a funnel are not.
func (e *env) paintSteps(f chart.Steps, r rect) {
	l, texts := e.laySteps(f, r.w())
	l.stretch(e, r.h())
	places := l.paint(e, r.x0, r.x1, r.y0)
	biggest, textW, numW := 0.0, 0.0, 0.0
	for i, s := range f.Steps {
		biggest = max(biggest, s.Value)
		textW = max(textW, texts[i].w)
		numW = max(numW, e.textWidth(count(s.Value), e.strong()))
	}
	x0 := r.x0 + l.width(e)
	room := r.x1 - x0 - textW - numW - e.u*2
	for i, s := range f.Steps {
		w := 0.0
		if biggest > 0 {
			w = s.Value / biggest * room
		}
		y, half := places[i].y, min(places[i].h*0.34, e.u*0.9)
		e.group(s.Ref, tip(e.words(s.Label), count(s.Value), e.words(s.Text)), func() {
			c := wash(InkMain, 0.55)
			if i == len(f.Steps)-1 {
				c = ink(InkMain) // what the report rests on
			}
			e.box(rect{x0, y - half, x0 + w, y + half}, c, stroke{})
			e.putMid(count(s.Value), x0+w+e.u*0.5, y, 0, e.strong())
			e.putBlockMid(texts[i], r.x1, y, 1)
		})
	}
}
