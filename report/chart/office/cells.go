package office

// How a chart part reads its cells, with a cache of what they hold, and its axes.

func (w *writer) cells(s *span) []Cell {
	var out []Cell
	for r := s.row0; r <= s.row1; r++ {
		for c := s.col0; c <= s.col1; c++ {
			if r < len(w.c.Rows) && c < len(w.c.Rows[r]) {
				out = append(out, w.c.Rows[r][c])
			} else {
				out = append(out, Cell{})
			}
		}
	}
	return out
}

func (w *writer) strRef(s *span) {
	cs := w.cells(s)
	w.f(`<c:strRef><c:f>%s</c:f><c:strCache><c:ptCount val="%d"/>`, esc(w.ref(s.row0, s.col0, s.row1, s.col1)), len(cs))
	for i, c := range cs {
		if c.Text != "" {
			w.f(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, esc(c.Text))
		}
	}
	w.f(`</c:strCache></c:strRef>`)
}

func (w *writer) numRef(s *span) {
	cs := w.cells(s)
	code := "General"
	for _, c := range cs {
		if c.Numeric && c.Format != "" {
			code = c.Format
			break
		}
	}
	w.f(`<c:numRef><c:f>%s</c:f><c:numCache><c:formatCode>%s</c:formatCode><c:ptCount val="%d"/>`, esc(w.ref(s.row0, s.col0, s.row1, s.col1)), esc(code), len(cs))
	for i, c := range cs {
		if c.Numeric {
			w.f(`<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, g(c.Number))
		}
	}
	w.f(`</c:numCache></c:numRef>`)
}

func (w *writer) axis(i int) {
	a := w.c.parts.axes[i]
	element := "catAx"
	if a.value {
		element = "valAx"
	}
	orientation := "minMax"
	if a.reverse {
		orientation = "maxMin"
	}
	w.f(`<c:%s><c:axId val="%d"/><c:scaling><c:orientation val="%s"/>`, element, axisID(i), orientation)
	if a.max != nil {
		w.f(`<c:max val="%s"/>`, g(*a.max))
	}
	if a.min != nil {
		w.f(`<c:min val="%s"/>`, g(*a.min))
	}
	w.f(`</c:scaling><c:delete val="%d"/><c:axPos val="%s"/>`, bit(a.hide), a.pos)
	if a.grid {
		w.f(`<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`, w.opt.Palette.Grid)
	}
	w.title(a.title, w.opt.Size, false, a.pos == "l" || a.pos == "r")
	f := a.format
	if f == "" {
		f = "General"
	}
	w.f(`<c:numFmt formatCode="%s" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>`, esc(f))
	labels := "nextTo"
	if a.low {
		labels = "low"
	}
	if a.plain {
		labels = "none"
	}
	w.f(`<c:tickLblPos val="%s"/><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:ln></c:spPr>`, labels, w.opt.Palette.Axis)
	w.f(`<c:crossAx val="%d"/>`, axisID(a.cross))
	switch {
	case a.crossAt != nil:
		w.f(`<c:crossesAt val="%s"/>`, g(*a.crossAt))
	case a.crossMax:
		w.f(`<c:crosses val="max"/>`)
	default:
		w.f(`<c:crosses val="autoZero"/>`)
	}
	if a.value {
		between := "midCat"
		if a.between {
			between = "between"
		}
		w.f(`<c:crossBetween val="%s"/>`, between)
		if a.major > 0 {
			w.f(`<c:majorUnit val="%s"/>`, g(a.major))
		}
	} else {
		w.f(`<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/>`)
	}
	w.f(`</c:%s>`, element)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
