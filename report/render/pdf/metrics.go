package pdf

import (
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"github.com/rivo/uniseg"

	"servqual/report/chart/draw"
)

const family = "noto"

// font is a weight, a size and a colour.
type font struct {
	bold   bool
	size   float64
	colour rgb
}

func (f font) leading() float64 { return f.size * 1.5 }

func (f font) with(c rgb) font { f.colour = c; return f }

// metrics measures text with the document's own widths.
type metrics struct {
	f     *fpdf.Fpdf
	width [2]map[rune]float64 // at one point of size
}

func newMetrics(f *fpdf.Fpdf) *metrics {
	return &metrics{f: f, width: [2]map[rune]float64{{}, {}}}
}

func (m *metrics) of(s string, f font) float64 {
	i, style := 0, ""
	if f.bold {
		i, style = 1, "B"
	}
	total := 0.0
	for _, r := range s {
		w, ok := m.width[i][r]
		if !ok {
			m.f.SetFont(family, style, 100)
			w = m.f.GetStringWidth(string(r)) / 100
			m.width[i][r] = w
		}
		total += w
	}
	return total * f.size
}

// wrap breaks text into lines where the rules of Unicode (UAX 14) allow it; the
// library's own wrapping loses ideographs. A word longer than a line is cut.
func (m *metrics) wrap(s string, f font, w float64) []string {
	var out []string
	for _, part := range strings.Split(s, "\n") {
		out = append(out, m.wrapLine(part, f, w)...)
	}
	return out
}

func (m *metrics) wrapLine(s string, f font, w float64) []string {
	w += 0.01 // a column made to measure must hold what it was measured for
	if m.of(s, f) <= w {
		return []string{s}
	}
	var out []string
	line := ""
	for rest, state := s, -1; rest != ""; {
		var seg string
		seg, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if line != "" && m.of(line+strings.TrimRight(seg, " "), f) > w {
			out = append(out, strings.TrimRight(line, " "))
			line = ""
		}
		line += seg
		for m.of(strings.TrimRight(line, " "), f) > w {
			head, tail := m.cut(line, f, w)
			if tail == "" {
				break
			}
			out = append(out, head)
			line = tail
		}
	}
	if strings.TrimSpace(line) != "" {
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

// cut splits a text after the last whole character that fits; one always does.
func (m *metrics) cut(s string, f font, w float64) (head, rest string) {
	for rest, state := s, -1; rest != ""; {
		var c string
		before := rest
		c, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if head != "" && m.of(head+c, f) > w {
			return head, before
		}
		head += c
	}
	return head, ""
}

// spelled are signs of formulas that the fonts lack, in plain letters.
var spelled = strings.NewReplacer("ⱼ", "j", "ᵢ", "i", "ₖ", "k", "ₙ", "n", "ₘ", "m", "ₚ", "p", "ₑ", "e", "\t", " ")

// legible replaces what the fonts can't show, and what would make the writer
// panic (runes above U+FFFF), by a visible sign.
func legible(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i], _ = draw.Legible(spelled.Replace(lines[i]))
	}
	return strings.Join(lines, "\n")
}
