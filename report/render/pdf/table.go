package pdf

import (
	"strings"

	"servqual/report"
)

// grid is a table being set: its columns have found their widths.
type grid struct {
	s     *setter
	t     report.Table
	w     float64
	cols  []float64
	align []report.Align
	f     font
}

const (
	cellPad  = 4.0 // beside the text of a cell
	rowPad   = 2.6 // above and below it
	tableMax = 8.4
	tableMin = 5.6
)

// table sets a table. Type shrinks before numbers are broken over lines; heads
// are repeated on each page.
func (s *setter) table(t report.Table, w float64) []atom {
	var out []atom
	if !t.Title.IsZero() {
		out = append(out, s.below(t.Title, boldFont, w)...)
		out = append(out, atom{h: 3, keep: true})
	}
	if len(t.Columns) > 0 {
		g := s.grid(t, w)
		head := g.head()
		out = append(out, head...)
		for i, r := range t.Rows {
			row := g.row(r)
			row.head = head
			// Two rows at least follow a head, and two end a table.
			row.keep = i == 0 && len(t.Rows) > 1 || i == len(t.Rows)-2
			out = append(out, row)
		}
	}
	for _, n := range t.Notes {
		if len(out) > 0 {
			out[len(out)-1].keep = true
		}
		out = append(out, atom{h: 2, keep: true})
		out = append(out, s.prose(n, smallFont, w)...)
	}
	return out
}

func (s *setter) grid(t report.Table, w float64) *grid {
	g := &grid{s: s, t: t, w: w, align: make([]report.Align, len(t.Columns))}
	for i := range t.Columns {
		g.align[i] = t.AlignOf(i)
	}
	for size := tableMax; ; size -= 0.4 {
		g.f = font{size: size, colour: ink}
		if g.widths() || size-0.4 < tableMin {
			return g
		}
	}
}

// widths gives columns of numbers what they need and lets the others share the
// rest; false where words would be cut.
func (g *grid) widths() bool {
	n := len(g.t.Columns)
	need, want := make([]float64, n), make([]float64, n)
	for i, c := range g.t.Columns {
		for _, part := range g.parts(c.Label.Join(g.s.l, "\n")) {
			bold := g.f
			bold.bold = true
			need[i] = max(need[i], g.longestWord(part, bold))
			want[i] = max(want[i], min(g.s.m.of(part, bold), 120))
		}
		for _, r := range g.t.Rows {
			if i >= len(r.Cells) {
				continue
			}
			in := g.indentOf(r, i)
			f := g.f
			f.bold = r.Strong || r.Cells[i].Tone == report.Bad
			for _, part := range g.parts(g.text(r.Cells[i])) {
				full := g.s.m.of(part, f)
				want[i] = max(want[i], full+in)
				if g.t.Numeric(i) {
					need[i] = max(need[i], full)
				} else {
					need[i] = max(need[i], g.longestWord(part, f)+in)
				}
			}
		}
		need[i] += 2 * cellPad
		want[i] += 2 * cellPad
		want[i] = max(want[i], need[i])
	}
	g.cols = share(need, want, g.w)
	sum := 0.0
	for _, x := range need {
		sum += x
	}
	return sum <= g.w
}

// share gives every column what it needs, then what it wants while there is
// room, then spreads the rest evenly, so that tables are as wide as the text.
func share(need, want []float64, w float64) []float64 {
	out := make([]float64, len(need))
	left, lack := w, 0.0
	for i := range need {
		out[i] = need[i]
		left -= need[i]
		lack += want[i] - need[i]
	}
	if left < 0 {
		for i := range out {
			out[i] *= w / (w - left)
		}
		return out
	}
	part := 1.0
	if lack > left {
		part = left / lack
	}
	for i := range out {
		out[i] += part * (want[i] - need[i])
		left -= part * (want[i] - need[i])
	}
	for i := range out {
		out[i] += left / float64(len(out))
	}
	return out
}

func (g *grid) parts(s string) []string { return strings.Split(legible(s), "\n") }

func (g *grid) text(c report.Cell) string {
	if c.Number.Defined || c.Number.Hidden {
		return c.Number.Format(g.s.l)
	}
	return c.Text.Join(g.s.l, "\n")
}

// longestWord is the width below which a word would be cut. Chinese breaks
// anywhere, but a column of single characters reads badly.
func (g *grid) longestWord(s string, f font) float64 {
	w := 0.0
	for _, part := range g.s.m.wrap(s, f, 5*f.size) {
		if !strings.Contains(part, " ") {
			w = max(w, g.s.m.of(part, f))
		}
	}
	for _, word := range strings.Fields(s) {
		if isASCII(word) {
			w = max(w, min(g.s.m.of(word, f), 90))
		}
	}
	return w
}

func isASCII(s string) bool {
	for _, r := range s {
		if r > 0x7f {
			return false
		}
	}
	return true
}

func (g *grid) indentOf(r report.Row, i int) float64 {
	if i > 0 {
		return 0
	}
	return 10 * float64(min(r.Level, 4))
}

// cell sets the lines of a cell in its column.
func (g *grid) cell(lines []string, f font, col int, x, y, in float64) {
	for _, line := range lines {
		switch g.align[col] {
		case report.Right:
			g.s.writeRight(line, f, x+g.cols[col]-cellPad, y)
		case report.Centre:
			g.s.write(line, f, x+(g.cols[col]-g.s.m.of(line, f))/2, y)
		default:
			g.s.write(line, f, x+cellPad+in, y)
		}
		y += tight(f)
	}
}

// tight is the leading inside tables.
func tight(f font) float64 { return f.size * 1.36 }

func (g *grid) head() []atom {
	f := g.f
	f.bold = true
	var out []atom
	if a, ok := g.groups(f); ok {
		out = append(out, a)
	}
	cells := make([][]string, len(g.t.Columns))
	n := 1
	for i, c := range g.t.Columns {
		cells[i] = g.s.m.wrap(legible(c.Label.Join(g.s.l, "\n")), f, g.cols[i]-2*cellPad)
		n = max(n, len(cells[i]))
	}
	h := float64(n)*tight(f) + 2*rowPad
	return append(out, atom{h: h, keep: true, draw: func(x, y float64) {
		at := x
		for i, lines := range cells {
			// Heads stand on the rule.
			g.cell(lines, f, i, at, y+rowPad+float64(n-len(lines))*tight(f), 0)
			at += g.cols[i]
		}
		g.s.rule(x, y+h, x+g.w, 1, ink)
	}})
}

// groups are the heads above several columns.
func (g *grid) groups(f font) (atom, bool) {
	any := false
	for _, c := range g.t.Columns {
		any = any || !c.Group.IsZero()
	}
	if !any {
		return atom{}, false
	}
	type group struct {
		lines []string
		x, w  float64
	}
	var groups []group
	n, x := 1, 0.0
	for i := 0; i < len(g.t.Columns); {
		j, w := i, 0.0
		for ; j < len(g.t.Columns) && g.t.Columns[j].Group == g.t.Columns[i].Group; j++ {
			w += g.cols[j]
		}
		if label := g.t.Columns[i].Group; !label.IsZero() {
			lines := g.s.m.wrap(legible(label.Join(g.s.l, "\n")), f, w-2*cellPad)
			n = max(n, len(lines))
			groups = append(groups, group{lines, x, w})
		}
		x += w
		i = j
	}
	h := float64(n)*tight(f) + 2*rowPad
	return atom{h: h, keep: true, draw: func(x, y float64) {
		for _, a := range groups {
			at := y + rowPad + float64(n-len(a.lines))*tight(f)
			for _, line := range a.lines {
				g.s.write(line, f, x+a.x+(a.w-g.s.m.of(line, f))/2, at)
				at += tight(f)
			}
			g.s.rule(x+a.x+cellPad, y+h-0.5, x+a.x+a.w-cellPad, 0.5, soft)
		}
	}}, true
}

func (g *grid) row(r report.Row) atom {
	cells := make([][]string, len(g.t.Columns))
	fonts := make([]font, len(g.t.Columns))
	n := 1
	for i := range g.t.Columns {
		c := report.Cell{}
		if i < len(r.Cells) {
			c = r.Cells[i]
		}
		f := g.f.with(toneColour(c.Tone))
		f.bold = r.Strong || c.Tone == report.Bad
		if c.Number.Hidden {
			f.colour = soft
		}
		fonts[i] = f
		cells[i] = g.s.m.wrap(legible(g.text(c)), f, g.cols[i]-2*cellPad-g.indentOf(r, i))
		n = max(n, len(cells[i]))
	}
	h := float64(n)*tight(g.f) + 2*rowPad
	return atom{h: h, draw: func(x, y float64) {
		if r.Strong {
			g.s.rule(x, y, x+g.w, 0.5, soft)
		}
		at := x
		for i, lines := range cells {
			g.cell(lines, fonts[i], i, at, y+rowPad, g.indentOf(r, i))
			at += g.cols[i]
		}
		g.s.rule(x, y+h, x+g.w, 0.4, hair)
	}}
}
