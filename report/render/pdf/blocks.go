package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"servqual/report"
	"servqual/survey/lang"
)

var (
	bodyFont  = font{size: 9.6, colour: ink}
	smallFont = font{size: 8, colour: soft}
	boldFont  = font{bold: true, size: 10.5, colour: ink}
)

const gutter = 18.0

// block makes the atoms of a block for a width.
func (s *setter) block(b report.Block, w float64) ([]atom, error) {
	switch b := b.(type) {
	case report.Paragraph:
		return s.paragraph(b, w), nil
	case report.List:
		return s.list(b, w), nil
	case report.Tiles:
		return s.tiles(b, w), nil
	case report.FigureBlock:
		return s.figure(b, w)
	case report.Side:
		return s.side(b, w)
	case report.Table:
		return s.table(b, w), nil
	case report.Notes:
		return s.notes(b, w), nil
	case report.Facts:
		return s.facts(b, w), nil
	case report.Formula:
		return s.formula(b, w), nil
	case report.Absent:
		return s.absent(b, w), nil
	case report.Signatures:
		return s.signatures(b, w), nil
	}
	return nil, fmt.Errorf("block of type %T has no PDF", b)
}

// prose sets running text; two languages stand side by side, line by line.
func (s *setter) prose(t lang.Text, f font, w float64) []atom {
	parts := strings.Split(t.Join(s.l, "\x00"), "\x00")
	if len(parts) < 2 {
		return s.lines(parts[0], f, w)
	}
	half := (w - gutter) / 2
	if w < textWidth*0.7 {
		// Half a page can't be halved again.
		return append(s.lines(parts[0], f, w), s.lines(parts[1], f.with(soft), w)...)
	}
	zh, en := s.lines(parts[0], f, half), s.lines(parts[1], f, half)
	var out []atom
	for i := range max(len(zh), len(en)) {
		var a, b []atom
		if i < len(zh) {
			a = zh[i : i+1]
		}
		if i < len(en) {
			b = en[i : i+1]
		}
		line := beside(a, b, half+gutter)
		line.keep = i == 0 && max(len(zh), len(en)) > 1
		out = append(out, line)
	}
	return out
}

// below sets a text whose languages stand one below the other: headings.
func (s *setter) below(t lang.Text, f font, w float64) []atom {
	parts := strings.Split(t.Join(s.l, "\x00"), "\x00")
	out := s.lines(parts[0], f, w)
	if len(parts) > 1 {
		out = append(out, s.lines(parts[1], font{size: f.size * 0.86, colour: soft}, w)...)
	}
	for i := range out {
		out[i].keep = true
	}
	return out
}

// heading is a section's number, title and, in the volume where it stands, its
// finding; it holds on to what comes next, and marks the place for contents and
// bookmarks.
func (s *setter) heading(i int, number string) []atom {
	sec := &s.doc.Sections[i]
	appendix := strings.HasPrefix(number, "A")
	f := font{bold: true, size: 15, colour: ink}
	room := textWidth - 34
	if !appendix && sec.Behind() {
		room -= referenceRoom
	}
	title := s.below(sec.Title, f, room)
	if len(title) == 0 {
		title = []atom{{h: f.leading(), keep: true, draw: func(float64, float64) {}}}
	}
	out := indent(title, 34)
	no := font{bold: true, size: f.size, colour: s.accent.onWhite()}
	first := out[0].draw
	out[0].draw = func(x, y float64) {
		s.write(number, no, x, y)
		first(x, y)
	}
	out[0].mark = func() {
		link := s.f.AddLink()
		s.f.SetLink(link, s.y-6, s.f.PageNo())
		s.starts = append(s.starts, start{i, number, appendix, s.f.PageNo(), s.y, link})
		level := 0
		if appendix {
			level = 1
		}
		s.f.Bookmark(legible(number+"  "+sec.Title.Join(s.l, " ")), level, s.y)
	}
	if appendix && !sec.Appendix {
		return out // the finding stands in the report
	}
	if sec.Finding.IsZero() {
		return out
	}
	out = append(out, space(7))
	finding := indent(s.prose(sec.Finding, font{size: 11.4, colour: ink}, textWidth-14), 14)
	for j := range finding {
		draw, h := finding[j].draw, finding[j].h
		finding[j].draw = func(x, y float64) {
			s.fill(x, y, 3, h, s.accent)
			draw(x, y)
		}
		finding[j].keep = true
	}
	return append(out, finding...)
}

// panelled puts a coloured bar and ground behind atoms.
func (s *setter) panelled(atoms []atom, w float64, ground, bar rgb) []atom {
	const pad = 7.0
	var out []atom
	edge := func(h float64) atom {
		return atom{h: h, draw: func(x, y float64) {
			s.fill(x, y, w, h, ground)
			s.fill(x, y, 2.5, h, bar)
		}}
	}
	first := edge(pad)
	first.keep = true
	out = append(out, first)
	for i, a := range indent(atoms, 12) {
		draw := a.draw
		under := edge(a.h)
		a.draw = func(x, y float64) {
			// A little taller: no hairline of paper between the lines.
			s.fill(x, y, w, under.h+0.3, ground)
			s.fill(x, y, 2.5, under.h+0.3, bar)
			if draw != nil {
				draw(x, y)
			}
		}
		a.keep = a.keep || i == len(atoms)-1
		a.air = false
		out = append(out, a)
	}
	return append(out, edge(pad))
}

func (s *setter) paragraph(p report.Paragraph, w float64) []atom {
	switch p.Tone {
	case report.Caution:
		return s.panelled(s.prose(p.Text, bodyFont, w-24), w, pale, caution)
	case report.Bad:
		return s.panelled(s.prose(p.Text, bodyFont, w-24), w, rgb{251, 236, 236}, bad)
	case report.Good:
		return s.panelled(s.prose(p.Text, bodyFont, w-24), w, rgb{233, 244, 239}, good)
	}
	return s.prose(p.Text, bodyFont.with(toneColour(p.Tone)), w)
}

func (s *setter) list(l report.List, w float64) []atom {
	var out []atom
	if !l.Title.IsZero() {
		out = append(out, s.below(l.Title, boldFont.with(toneColour(l.Tone)), w)...)
		c := toneColour(l.Tone)
		if l.Tone == report.Plain {
			c = hair
		}
		out = append(out, atom{h: 6, keep: true, draw: func(x, y float64) { s.rule(x, y+2, x+w, 1.2, c) }})
	}
	for i, it := range l.Items {
		mark := "•"
		if l.Numbered {
			mark = strconv.Itoa(i+1) + "."
		}
		text := s.prose(it.Text, bodyFont, w-18)
		if len(text) == 0 {
			continue
		}
		item := indent(text, 18)
		first := item[0].draw
		item[0].draw = func(x, y float64) {
			s.write(mark, font{bold: true, size: bodyFont.size, colour: soft}, x+2, y)
			first(x, y)
		}
		out = append(out, item...)
		out = append(out, atom{h: 2.5})
	}
	return out
}

func (s *setter) notes(n report.Notes, w float64) []atom {
	out := []atom{{h: 5, keep: true, draw: func(x, y float64) { s.rule(x, y+1, x+w, 0.5, hair) }}}
	var both lang.Text
	for i, t := range n.Items {
		between := ""
		if i > 0 {
			between = "   ·   "
		}
		both.Zh += between + t.In(lang.Zh)
		both.En += between + t.In(lang.En)
	}
	return append(out, s.prose(both, smallFont, w)...)
}

// pair sets a label beside a text.
func (s *setter) pair(label lang.Text, value []atom, lw, w float64) []atom {
	name := s.lines(label.Join(s.l, "\n"), bodyFont.with(soft), lw-8)
	row := beside(name, value, lw)
	row.h += 3
	inner := row.draw
	row.draw = func(x, y float64) {
		inner(x, y+1)
		s.rule(x, y+row.h, x+w, 0.4, hair)
	}
	return []atom{row}
}

func (s *setter) facts(f report.Facts, w float64) []atom {
	var out []atom
	if !f.Title.IsZero() {
		out = append(out, s.below(f.Title, boldFont, w)...)
		out = append(out, atom{h: 3, keep: true})
	}
	lw := min(150, w*0.35)
	for _, x := range f.Facts {
		v := bodyFont
		if x.Mono {
			v.size = 8.6
		}
		out = append(out, s.pair(x.Label, s.lines(x.Value.Join(s.l, "\n"), v, w-lw), lw, w)...)
	}
	return out
}

func (s *setter) formula(f report.Formula, w float64) []atom {
	var in []atom
	if !f.Title.IsZero() {
		in = append(in, s.below(f.Title, boldFont, w-24)...)
	}
	lw := min(92, w*0.25)
	add := func(label lang.Text, text string, f font) {
		if text == "" {
			return
		}
		row := beside(s.lines(label.Join(s.l, "\n"), bodyFont.with(soft), lw-6), s.lines(text, f, w-24-lw), lw)
		row.keep = true
		in = append(in, row)
	}
	add(report.WordFormula.Text(), f.Formula, bodyFont)
	add(report.WordNumbersPut.Text(), f.Put, bodyFont)
	add(lang.Same("="), f.Result.Join(s.l, "\n"), font{bold: true, size: bodyFont.size, colour: ink})
	if !f.Source.IsZero() {
		in = append(in, s.lines(report.WordSource.In(s.l)+": "+f.Source.Join(s.l, " / "), smallFont, w-24)...)
	}
	return s.panelled(in, w, panel, s.accent)
}

func (s *setter) absent(a report.Absent, w float64) []atom {
	lw := min(92, w*0.25)
	row := func(label, t lang.Text) atom {
		r := beside(s.lines(label.Join(s.l, "\n"), font{bold: true, size: 9, colour: soft}, lw-6), s.lines(t.Join(s.l, "\n"), font{size: 9, colour: soft}, w-24-lw), lw)
		r.keep = true
		return r
	}
	in := []atom{row(report.WordAbsent.Text(), a.What)}
	if !a.Collect.IsZero() {
		in = append(in, row(report.WordCollect.Text(), a.Collect))
	}
	return s.panelled(in, w, panel, soft)
}

// signatures sets a row of lines to sign on.
func (s *setter) signatures(b report.Signatures, w float64) []atom {
	if len(b.Labels) == 0 {
		return nil
	}
	each := w / float64(len(b.Labels))
	f := font{size: 9, colour: soft}
	high := 0.0
	var labels [][]atom
	for _, l := range b.Labels {
		set := s.lines(l.Join(s.l, "\n"), f, each*0.5)
		labels, high = append(labels, set), max(high, total(set))
	}
	return []atom{{h: 14 + high, draw: func(x, y float64) {
		for i, set := range labels {
			at := x + float64(i)*each
			stack(set, at, y+14)
			wide := 0.0
			for _, t := range strings.Split(b.Labels[i].Join(s.l, "\n"), "\n") {
				wide = max(wide, s.m.of(legible(t), f))
			}
			s.rule(at+wide+5, y+14+f.leading()-2, at+each-12, 0.5, soft)
		}
	}}}
}

// side puts two columns beside each other where they fit on a page.
func (s *setter) side(b report.Side, w float64) ([]atom, error) {
	half := (w - gutter) / 2
	a, err := s.column(b.Left, half)
	if err != nil {
		return nil, err
	}
	z, err := s.column(b.Right, half)
	if err != nil {
		return nil, err
	}
	const most = textHeight * 0.82 // a heading goes above, notes below
	for _, col := range []*[]atom{&a, &z} {
		if total(*col) > most {
			*col = s.squeeze(*col, most)
		}
	}
	if row := beside(a, z, half+gutter); row.h <= most {
		return []atom{row}, nil
	}
	all, err := s.column(append(append([]report.Block(nil), b.Left...), b.Right...), w)
	return all, err
}

func (s *setter) column(bs []report.Block, w float64) ([]atom, error) {
	var out []atom
	for i, b := range bs {
		more, err := s.block(b, w)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, space(10))
		}
		out = append(out, more...)
	}
	return out, nil
}

// tiles are set in rows of at most five.
func (s *setter) tiles(t report.Tiles, w float64) []atom {
	const most, between = 5, 8.0
	var out []atom
	for from := 0; from < len(t.Tiles); from += most {
		row := t.Tiles[from:min(from+most, len(t.Tiles))]
		each := (w - between*float64(min(most, len(t.Tiles))-1)) / float64(min(most, len(t.Tiles)))
		var cols [][]atom
		h := 0.0
		for _, x := range row {
			col := s.tile(x, each-14)
			cols = append(cols, col)
			h = max(h, total(col))
		}
		h += 16
		if from > 0 {
			out = append(out, space(8))
		}
		out = append(out, atom{h: h, draw: func(x, y float64) {
			for i, col := range cols {
				at := x + float64(i)*(each+between)
				s.f.SetDrawColor(int(hair.r), int(hair.g), int(hair.b))
				s.f.SetLineWidth(0.6)
				s.f.Rect(at, y, each, h, "D")
				s.fill(at, y, each, 3, trendColour(row[i].Trend))
				stack(col, at+7, y+8)
			}
		}})
	}
	return out
}

func trendColour(t report.Trend) rgb {
	switch t {
	case report.Better:
		return good
	case report.Worse:
		return bad
	}
	return soft
}

func (s *setter) tile(t report.Tile, w float64) []atom {
	label := s.lines(t.Label.Join(s.l, "\n"), font{size: 7.6, colour: soft}, w)
	// Values stand on one line across the row.
	for lines := map[bool]int{false: 2, true: 4}[s.l == lang.Both]; len(label) < lines; {
		label = append(label, atom{h: font{size: 7.6}.leading()})
	}
	out := append(label, s.lines(t.Value.Format(s.l), font{bold: true, size: 17, colour: ink}, w)...)
	if i := report.Interval(t.Lo, t.Hi, s.l); i != "" {
		out = append(out, s.lines(i, font{size: 7.6, colour: soft}, w)...)
	}
	if t.Trend != report.NoTrend {
		said := t.Trend.Text()
		out = append(out, atom{h: 3})
		out = append(out, s.lines(t.Trend.Sign()+" "+said.Join(s.l, "\n"), font{bold: true, size: 7.6, colour: trendColour(t.Trend)}, w)...)
	}
	if !t.Note.IsZero() {
		out = append(out, s.lines(t.Note.Join(s.l, "\n"), font{size: 7.6, colour: soft}, w)...)
	}
	return out
}
