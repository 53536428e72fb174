package pdf

import "strings"

// atom is a piece that can't be cut, with its height and how it is drawn with
// its top left corner somewhere.
type atom struct {
	h      float64
	draw   func(x, y float64)
	keep   bool                         // must be on one page with the next
	air    bool                         // white space: dropped at the top of a page
	head   []atom                       // drawn again at the top of the page when this one begins it
	shrink func(h float64) (atom, bool) // the same in less height, where that can be
	mark   func()                       // called with the page on which the atom is set
}

func space(h float64) atom { return atom{h: h, air: true, keep: true} }

// total is the height of atoms one below the other.
func total(atoms []atom) float64 {
	h := 0.0
	for _, a := range atoms {
		h += a.h
	}
	return h
}

func (s *setter) newPage() {
	s.f.AddPage()
	s.y = top
}

// place fills pages with atoms. A chain of pieces that must stay together moves
// to the next page as a whole; one that is longer than a page has its chart
// made smaller, as far as that can still be read.
func (s *setter) place(atoms []atom) {
	const end = pageHeight - bottom
	for i := 0; i < len(atoms); {
		if atoms[i].air && s.y <= top+1 {
			i++
			continue
		}
		j := i + 1
		for j < len(atoms) && atoms[j-1].keep {
			j++
		}
		chain := atoms[i:j]
		i = j
		if total(chain) > textHeight {
			chain = s.squeeze(chain, textHeight)
		}
		if room := end - s.y; total(chain) > room+0.01 && s.y > top+1 {
			if small, ok := s.tighten(chain, room); ok {
				chain = small
			} else {
				s.turn(chain[0])
			}
		}
		for _, a := range chain {
			if a.air && s.y <= top+1 {
				continue
			}
			if s.y+a.h > end+0.01 && s.y > top+1 {
				s.turn(a)
			}
			s.set(a)
		}
	}
}

// turn begins a page, with the heads of the table that goes on there.
func (s *setter) turn(a atom) {
	s.newPage()
	for _, h := range a.head {
		s.set(h)
	}
}

func (s *setter) set(a atom) {
	if a.mark != nil {
		a.mark()
	}
	if a.draw != nil {
		a.draw(left, s.y)
	}
	s.log = append(s.log, placed{page: s.f.PageNo(), y: s.y, h: a.h, keep: a.keep, air: a.air || a.draw == nil})
	s.y += a.h
}

// placed remembers where an atom went, for tests.
type placed struct {
	page int
	y, h float64
	keep bool
	air  bool
}

// squeeze makes the chart of a chain smaller until the chain fits.
func (s *setter) squeeze(chain []atom, room float64) []atom {
	over := total(chain) - room
	for i, a := range chain {
		if a.shrink == nil {
			continue
		}
		if small, ok := a.shrink(a.h - over); ok {
			small.keep = a.keep
			out := append([]atom(nil), chain...)
			out[i] = small
			return out
		}
	}
	return chain
}

// mostTightened is how much of its height a chart may lose to stay on a page.
const mostTightened = 0.25

// slack is how much lower atoms can be set with their charts made smaller.
func slack(atoms []atom) float64 {
	h := 0.0
	for _, a := range atoms {
		if a.shrink != nil {
			h += a.h * mostTightened
		}
	}
	return h
}

// tighten makes the chart of a chain a little smaller where that lets the chain
// stay on the page.
func (s *setter) tighten(chain []atom, room float64) ([]atom, bool) {
	over := total(chain) - room
	for _, a := range chain {
		if a.shrink != nil && over <= a.h*mostTightened {
			small := s.squeeze(chain, room)
			return small, total(small) <= room+0.01
		}
	}
	return nil, false
}

// stack draws atoms one below the other at a place.
func stack(atoms []atom, x, y float64) {
	for _, a := range atoms {
		if a.mark != nil {
			a.mark()
		}
		if a.draw != nil {
			a.draw(x, y)
		}
		y += a.h
	}
}

// beside puts two columns of atoms next to each other as one atom.
func beside(a, b []atom, shift float64) atom {
	return atom{h: max(total(a), total(b)), draw: func(x, y float64) {
		stack(a, x, y)
		stack(b, x+shift, y)
	}}
}

// indent moves atoms to the right.
func indent(atoms []atom, dx float64) []atom {
	out := make([]atom, len(atoms))
	for i, a := range atoms {
		draw := a.draw
		out[i] = a
		if draw != nil {
			out[i].draw = func(x, y float64) { draw(x+dx, y) }
		}
	}
	return out
}

// use sets the font and colour of the pen.
func (s *setter) use(f font) {
	style := ""
	if f.bold {
		style = "B"
	}
	s.f.SetFont(family, style, f.size)
	s.f.SetTextColor(int(f.colour.r), int(f.colour.g), int(f.colour.b))
}

// write sets a line of text with its left end at x and the top of its line at y.
func (s *setter) write(t string, f font, x, y float64) {
	if t == "" {
		return
	}
	s.use(f)
	// The fonts sit 0.88 em above and 0.12 em below the base line; the line is
	// centred on its leading.
	s.f.Text(x, y+(f.leading()-f.size)/2+0.88*f.size, t)
}

func (s *setter) writeRight(t string, f font, x, y float64) { s.write(t, f, x-s.m.of(t, f), y) }

func (s *setter) fill(x, y, w, h float64, c rgb) {
	s.f.SetFillColor(int(c.r), int(c.g), int(c.b))
	s.f.Rect(x, y, w, h, "F")
}

func (s *setter) rule(x0, y, x1, width float64, c rgb) {
	s.f.SetDrawColor(int(c.r), int(c.g), int(c.b))
	s.f.SetLineWidth(width)
	s.f.Line(x0, y, x1, y)
}

// lines makes an atom of each line of wrapped text. The first and the last two
// stay together, so that no line stands alone on a page.
func (s *setter) lines(t string, f font, w float64) []atom {
	t = legible(t)
	if strings.TrimSpace(t) == "" {
		return nil
	}
	var out []atom
	ls := s.m.wrap(t, f, w)
	for i, line := range ls {
		out = append(out, atom{h: f.leading(), keep: len(ls) > 1 && (i == 0 || i == len(ls)-2), draw: func(x, y float64) { s.write(line, f, x, y) }})
	}
	return out
}
