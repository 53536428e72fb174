package draw

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

func (e *env) stack(f chart.Stack) plan {
	high := func(w float64) float64 {
		l := e.layStack(f, w)
		return l.head + l.rows.total + l.foot
	}
	return plan{prefer: high, least: high, paint: func(r rect) { e.paintStack(f, r) }}
}

func (e *env) layStack(f chart.Stack, w float64) likertLayout {
	var l likertLayout
	var rows []row
	for _, r := range f.Rows {
		rows = append(rows, row{group: r.Group, code: r.Code, label: r.Label})
		if r.N > 0 && e.opt.Size != Thumb {
			l.naW = max(l.naW, e.textWidth(nText(r.N), e.small())+e.u*0.8)
		}
	}
	l.rows = e.layRows(rows, w*0.36, w)
	var names []lang.Text
	for _, p := range f.Parts {
		names = append(names, p.Name)
	}
	for i, b := range e.blocks(names, w*0.3, e.muted()) {
		l.keys = append(l.keys, e.boxEntry(b, e.partPaint(f, i), stroke{}))
	}
	l.head = e.legend(l.keys, 0, 0, w, false) + e.u*0.5
	l.foot = e.xTicksHeight()
	return l
}

// partPaint gives the parts of one tone steps of its colour. The colours are
// fixed, not inks: the numbers inside are chosen to be read on them, and would
// not be if a dark page changed the ground.
func (e *env) partPaint(f chart.Stack, i int) paint {
	tone := f.Parts[i].Tone
	before, all := 0, 0
	for j, p := range f.Parts {
		if p.Tone == tone {
			all++
			if j < i {
				before++
			}
		}
	}
	c := map[chart.Tone]Ink{chart.Bad: InkShortfall, chart.Neutral: InkNeutral, chart.Good: InkSurplus}[tone]
	if tone == chart.Neutral && all > 1 {
		c = InkMain // parts without good or bad need to be told apart
	}
	if all == 1 {
		return tint(e.seen(ink(c)))
	}
	return tint(e.seen(wash(c, 1-0.82*float64(before)/float64(all))))
}

func (e *env) paintStack(f chart.Stack, r rect) {
	l := e.layStack(f, r.w())
	l.rows.stretch(e, r.h()-l.head-l.foot)
	e.legend(l.keys, r.x0, r.y0, r.w(), true)
	top := r.y0 + l.head
	places := l.rows.paint(e, r.x0, r.x1, top)
	bottom := rowsBottom(places, top)
	x := axis{lo: 0, hi: 1, ticks: []float64{0, 0.25, 0.5, 0.75, 1}, a: r.x0 + l.rows.width(e), b: r.x1 - l.naW - e.u}
	e.gridRows(x, l.rows, top, places)
	e.absTicks(x, bottom)
	for i, row := range f.Rows {
		p := places[i]
		if row.N > 0 && l.naW > 0 {
			e.putMid(nText(row.N), r.x1, p.y, 1, e.small())
		}
		total := sum(row.Counts)
		if row.Missing != "" || total == 0 {
			e.withheld(rect{x.a, p.y - p.h*0.32, x.b, p.y + p.h*0.32}, missing(chart.None(row.Missing)))
			continue
		}
		at := 0.0
		for j, c := range row.Counts {
			if c == 0 {
				continue
			}
			share := c / total
			box := rect{x.at(at), p.y - p.h*0.36, x.at(at + share), p.y + p.h*0.36}
			at += share
			t := tip(row.Code, e.words(row.Label), e.words(f.Parts[j].Name)+" "+percent(share), nText(row.N))
			e.group(row.Ref, t, func() { e.segment(box, e.partPaint(f, j), percent(share)) })
		}
	}
}
