package draw

import "servqual/survey/lang"

// row is what the charts with one line for each item have in common: a heading
// where the group changes, a code, and a label that may wrap.
type row struct {
	group  lang.Text
	code   string
	label  lang.Text
	strong bool
}

// rowLayout is a column of rows measured at one width.
type rowLayout struct {
	rows   []row
	codeW  float64
	labelW float64
	labels []block
	heads  []block // empty where no heading stands above the row
	high   []float64
	total  float64
}

// layRows measures rows whose code and label may take maxW together; w is the
// whole width, over which headings run.
func (e *env) layRows(rows []row, maxW, w float64) rowLayout {
	l := rowLayout{rows: rows}
	for _, r := range rows {
		if r.code != "" {
			l.codeW = max(l.codeW, e.textWidth(r.code, e.small())+e.u*0.6)
		}
	}
	l.labelW = min(e.labelWidth(rows, maxW-l.codeW), maxW-l.codeW)
	texts := make([]lang.Text, len(rows))
	for i, r := range rows {
		texts[i] = r.label
	}
	plain, bold := e.blocks(texts, l.labelW, e.plain()), e.blocks(texts, l.labelW, e.strong())
	var last lang.Text
	for i, r := range rows {
		b := plain[i]
		if r.strong {
			b = bold[i]
		}
		var head block
		if r.group != last && !r.group.IsZero() {
			head = e.block(r.group, w-e.u, e.strong())
		}
		last = r.group
		h := max(e.u*e.roomy(1.7, 1.3), b.h+e.u*e.roomy(0.45, 0.02))
		l.labels, l.heads, l.high = append(l.labels, b), append(l.heads, head), append(l.high, h)
		l.total += h
		if head.h > 0 {
			l.total += l.headHeight(e, head)
		}
	}
	return l
}

// labelWidth is the room that no label of the rows would wrap in. In both
// languages it is that of Chinese and English side by side where this stays
// within maxW, else of one above the other.
func (e *env) labelWidth(rows []row, maxW float64) float64 {
	one, two := 0.0, 0.0
	for _, r := range rows {
		st := e.strong() // so that plain and bold labels stack alike
		one = max(one, e.textWidth(e.words(r.label), st)+0.5)
		two = max(two, e.textWidth(r.label.In(lang.Zh), st)+0.5, e.textWidth(r.label.In(lang.En), st.times(0.9))+0.5)
	}
	if e.opt.Lang != lang.Both || one <= maxW {
		return one
	}
	return two
}

func (l rowLayout) headHeight(e *env, head block) float64 { return head.h + e.u*e.roomy(0.5, 0.3) }

// width is what codes and labels take, with the space after them.
func (l rowLayout) width(e *env) float64 { return l.codeW + l.labelW + e.u*0.9 }

// stretch spreads rows over the height given, within reason.
func (l *rowLayout) stretch(e *env, height float64) {
	if l.total <= 0 || height <= l.total {
		return
	}
	var rows float64
	for _, h := range l.high {
		rows += h
	}
	most := 1.6
	if e.opt.Size == Slide { // a slide is filled, and seen from afar
		most = 2.4
	}
	k := min(most, (height-(l.total-rows))/rows)
	for i := range l.high {
		l.total += l.high[i] * (k - 1)
		l.high[i] *= k
	}
}

// paint sets headings and labels from y downwards over the width from x0 to
// x1, and gives the middle and height of each row.
func (l rowLayout) paint(e *env, x0, x1, y float64) []rowPlace {
	var out []rowPlace
	for i, r := range l.rows {
		if h := l.heads[i]; h.h > 0 {
			hh := l.headHeight(e, h)
			e.box(rect{x0, y + e.u*0.2, x1, y + hh - e.u*0.1}, ink(InkPanel), stroke{})
			e.putBlockMid(h, x0+e.u*0.4, y+hh/2+e.u*0.05, 0)
			y += hh
		} else if i > 0 {
			e.line(x0, y, x1, y, solid(InkGrid, e.hair()))
		}
		p := rowPlace{y: y + l.high[i]/2, h: l.high[i]}
		e.putMid(r.code, x0, p.y, 0, e.small())
		e.putBlockMid(l.labels[i], x0+l.codeW, p.y, 0)
		out = append(out, p)
		y += l.high[i]
	}
	return out
}

type rowPlace struct{ y, h float64 }

// rowsBottom is where the last row ends.
func rowsBottom(places []rowPlace, y float64) float64 {
	if len(places) == 0 {
		return y
	}
	last := places[len(places)-1]
	return last.y + last.h/2
}
