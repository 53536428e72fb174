package pdf

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/chart/draw"
)

// widest are the kinds that gain nothing from the whole width, in points.
var widest = map[chart.Kind]float64{chart.KindPie: 300, chart.KindRadar: 330, chart.KindPareto: 420, chart.KindColumns: 420, chart.KindQuadrant: 440, chart.KindSteps: 400}

// figure sets a chart with its title above and its explanation below. A chart
// with a name that the font can't show, or that no page can hold, gives way to
// the table of its data.
func (s *setter) figure(b report.FigureBlock, w float64) ([]atom, error) {
	m := b.Figure.About()
	out := s.below(m.Title, boldFont, w)
	if len(out) > 0 && w == textWidth {
		out[0].mark = func() { s.f.Bookmark(legible(m.Title.Join(s.l, " ")), 1, s.y) }
	}
	if !m.Sub.IsZero() {
		sub := s.lines(m.Sub.Join(s.l, " / "), smallFont, w)
		for i := range sub {
			sub[i].keep = true
		}
		out = append(out, sub...)
	}
	out = append(out, atom{h: 4, keep: true})
	below := s.caption(b, w)
	picture, err := s.picture(b.Figure, w, textHeight-total(out)-60)
	var glyph *draw.MissingGlyphError
	var small *draw.TooSmallError
	switch {
	case errors.As(err, &glyph), errors.As(err, &small):
		out = append(out, s.lines(report.WordCannotShow.In(s.l), bodyFont.with(caution), w)...)
		for _, t := range report.DataTable(b.Figure) {
			out = append(out, s.table(t, w)...)
		}
	case err != nil:
		return nil, err
	default:
		picture.keep = len(below) > 0
		out = append(out, picture)
	}
	return append(out, below...), nil
}

func (s *setter) caption(b report.FigureBlock, w float64) []atom {
	var out []atom
	if !b.Caption.IsZero() {
		out = append(out, s.prose(b.Caption, font{size: 8.8, colour: ink}, w)...)
	}
	if note := b.Figure.About().Note; !note.IsZero() {
		out = append(out, s.prose(note, smallFont, w)...)
	}
	if !b.Reading.IsZero() {
		head := report.WordReading.Text()
		read := b.Reading
		read.Zh, read.En = head.Zh+"："+orOther(read.Zh, read.En), head.En+": "+orOther(read.En, read.Zh)
		out = append(out, atom{h: 2, keep: true})
		out = append(out, s.prose(read, font{size: 8.4, colour: soft}, w)...)
	}
	for i := range out {
		out[i].keep = i < len(out)-1
	}
	return out
}

func orOther(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// picture is a chart as an atom, kept with its explanation below.
func (s *setter) picture(f chart.Figure, w, most float64) (atom, error) {
	opt := draw.Default(s.l)
	opt.Bare = true
	if s.opt.Mono {
		opt.Theme = draw.Mono()
	}
	if limit, ok := widest[f.Kind()]; ok {
		w = min(w, limit)
	}
	opt.Width = vg.Points(w)
	_, hl, err := draw.Size(f, opt)
	if err != nil {
		return atom{}, err
	}
	return s.pictureOf(f, opt, w, min(hl.Points(), most))
}

// pictureOf is a chart at a size. It is laid out once now, to learn of what
// can't be shown before anything is on paper.
func (s *setter) pictureOf(f chart.Figure, opt draw.Options, w, h float64) (atom, error) {
	if err := draw.Draw(vgdraw.NewCanvas(blank{}, vg.Points(w), vg.Points(h)), f, opt); err != nil {
		return atom{}, err
	}
	alt := f.About().Alt.Join(s.l, " ")
	if alt == "" {
		alt = f.About().Title.Join(s.l, " ")
	}
	const below = 5.0
	return atom{h: h + below, keep: true,
		shrink: func(want float64) (atom, bool) {
			if want < 80 {
				return atom{}, false
			}
			a, err := s.pictureOf(f, opt, w, want-below)
			return a, err == nil
		},
		draw: func(x, y float64) {
			s.f.RawWriteStr("/Span <</Alt <" + utf16Hex(alt) + ">>> BDC")
			c := &canvas{f: s.f, x: x, y: y, h: h}
			vg.Initialize(c)
			if err := draw.Draw(vgdraw.NewCanvas(c, vg.Points(w), vg.Points(h)), f, opt); err != nil {
				s.f.SetError(fmt.Errorf("figure %s: %w", f.About().ID, err))
			}
			c.done()
			s.f.RawWriteStr("EMC")
		}}, nil
}

// utf16Hex writes a PDF text string in hexadecimal.
func utf16Hex(t string) string {
	var b strings.Builder
	b.WriteString("FEFF")
	for _, u := range utf16.Encode([]rune(t)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}
