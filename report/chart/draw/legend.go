package draw

import "servqual/report/chart"

// entry is one key of a legend: a sample and its text.
type entry struct {
	sample float64     // width of the sample
	draw   func(at pt) // paints it; at is the middle of its left edge
	text   block
}

// keyEntries make the keys of series, with a piece of line or only the marker.
func (e *env) keyEntries(keys []chart.Key, lines bool, maxW float64) []entry {
	st := e.muted()
	var out []entry
	for _, k := range keys {
		w := st.size * 0.9
		if lines {
			w = st.size * 2.7
		}
		out = append(out, entry{w, func(at pt) {
			if lines {
				e.line(at.x, at.y, at.x+w, at.y, e.series(k.Role))
			}
			e.marker(k.Role, pt{at.x + w/2, at.y}, st.size*0.34)
		}, e.block(k.Name, maxW-w-st.size, st)})
	}
	return out
}

// boxEntry is a key for an area.
func (e *env) boxEntry(text block, fill paint, st stroke) entry {
	h := e.muted().size * 0.78
	return entry{h * 1.5, func(at pt) {
		e.box(rect{at.x, at.y - h/2, at.x + h*1.5, at.y + h/2}, fill, st)
	}, text}
}

// legend sets entries from the left in as many lines as they need, and gives
// the height. Without paint it only measures.
func (e *env) legend(list []entry, x, y, w float64, paint bool) float64 {
	gap, between := e.u*0.4, e.u*1.3
	cx, top, line := x, y, 0.0
	for _, it := range list {
		width := it.sample + gap + it.text.w
		if cx > x && cx+width > x+w+0.01 {
			cx, top, line = x, top+line, 0
		}
		line = max(line, it.text.h, e.muted().line())
		if paint {
			first := e.muted().line() / 2
			if len(it.text.lines) > 0 {
				first = it.text.lines[0].st.line() / 2
			}
			it.draw(pt{cx, top + first})
			e.putBlock(it.text, cx+it.sample+gap, top, 0)
		}
		cx += width + between
	}
	return top + line - y
}
