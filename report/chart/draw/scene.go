package draw

import (
	"image/color"
	"math"
)

// Coordinates in this package are points with y growing downwards, as in SVG.

type pt struct{ x, y float64 }

type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) w() float64 { return r.x1 - r.x0 }
func (r rect) h() float64 { return r.y1 - r.y0 }
func (r rect) mid() pt    { return pt{(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2} }
func (r rect) inset(d float64) rect {
	return rect{r.x0 + d, r.y0 + d, r.x1 - d, r.y1 - d}
}
func (r rect) hits(o rect) bool {
	return r.x0 < o.x1 && o.x0 < r.x1 && r.y0 < o.y1 && o.y0 < r.y1
}
func (r rect) holds(o rect) bool {
	return o.x0 >= r.x0 && o.x1 <= r.x1 && o.y0 >= r.y0 && o.y1 <= r.y1
}

// paint is an ink of the theme, or a fixed colour that no theme changes (the
// cells of a heat map), with an opacity.
type paint struct {
	ink   Ink
	fixed color.NRGBA
	alpha float64 // 0 counts as opaque
}

func ink(i Ink) paint             { return paint{ink: i} }
func wash(i Ink, a float64) paint { return paint{ink: i, alpha: a} }
func tint(c color.NRGBA) paint    { return paint{fixed: c} }
func (p paint) none() bool        { return p.ink == 0 && p.fixed.A == 0 }
func (p paint) opacity() float64 {
	if p.alpha == 0 {
		return 1
	}
	return p.alpha
}

func (p paint) colour(t Theme) color.NRGBA {
	c := p.fixed
	if p.ink != 0 {
		c = t.Colour[p.ink]
	}
	c.A = uint8(math.Round(255 * p.opacity()))
	return c
}

// stroke is how a line is drawn. A zero width draws nothing.
type stroke struct {
	paint paint
	width float64
	dash  []float64
}

func solid(i Ink, w float64) stroke { return stroke{paint: ink(i), width: w} }

// seg is one step of a path. An arc goes clockwise on paper for positive
// sweeps, angles in radians from the positive x axis.
type seg struct {
	move, arc, close bool
	to               pt // end of a line; centre of an arc
	r, start, sweep  float64
}

// op is one thing painted. Exactly one of its parts is in use.
type op struct {
	path   []seg
	fill   paint
	stroke stroke

	circle bool
	at     pt
	r      float64

	text  string // set from at, on its base line
	size  float64
	bold  bool
	width float64 // as measured

	open  bool // starts a group of one data point
	ref   string
	tip   string
	close bool // ends it
}

// Box is where a text was set, in points from the top left: the layout record
// by which tests see that nothing is clipped and no two labels overlap.
type Box struct {
	X0, Y0, X1, Y1 float64
	Text           string
}

// scene is a figure laid out: what is painted, in order, and where texts are.
type scene struct {
	w, h  float64
	ops   []op
	boxes []Box
}

// Type sits 0.88 em above and 0.12 em below its base line in the embedded
// fonts; a line is 1.28 em high, and text looks centred on its middle when the
// base line is 0.36 em below it.
const (
	ascent  = 0.88
	descent = 0.12
	leading = 1.28
	toBase  = 0.36
)

func (s *scene) path(segs []seg, fill paint, st stroke) {
	if len(segs) > 0 {
		s.ops = append(s.ops, op{path: segs, fill: fill, stroke: st})
	}
}

func (s *scene) line(x0, y0, x1, y1 float64, st stroke) {
	s.path([]seg{{move: true, to: pt{x0, y0}}, {to: pt{x1, y1}}}, paint{}, st)
}

func (s *scene) polyline(pts []pt, st stroke) {
	if len(pts) > 1 {
		s.path(segments(pts), paint{}, st)
	}
}

func (s *scene) polygon(pts []pt, fill paint, st stroke) {
	if len(pts) > 2 {
		s.path(append(segments(pts), seg{close: true}), fill, st)
	}
}

func segments(pts []pt) []seg {
	out := make([]seg, len(pts))
	for i, p := range pts {
		out[i] = seg{move: i == 0, to: p}
	}
	return out
}

func (s *scene) box(r rect, fill paint, st stroke) {
	s.polygon([]pt{{r.x0, r.y0}, {r.x1, r.y0}, {r.x1, r.y1}, {r.x0, r.y1}}, fill, st)
}

func (s *scene) disc(at pt, r float64, fill paint, st stroke) {
	s.ops = append(s.ops, op{circle: true, at: at, r: r, fill: fill, stroke: st})
}

// hatch draws slanted lines inside r: a withheld cell must not look like a
// value on any printer.
func (s *scene) hatch(r rect, gap float64, st stroke) {
	for d := gap; d < r.w()+r.h(); d += gap {
		a := pt{r.x0 + d, r.y0}
		if a.x > r.x1 {
			a = pt{r.x1, r.y0 + d - r.w()}
		}
		b := pt{r.x0, r.y0 + d}
		if b.y > r.y1 {
			b = pt{r.x0 + d - r.h(), r.y1}
		}
		s.line(a.x, a.y, b.x, b.y, st)
	}
}

// group encloses what paint draws as one data point, with its reference and a
// tip for the reader who points at it.
func (s *scene) group(ref, tip string, paint func()) {
	s.ops = append(s.ops, op{open: true, ref: ref, tip: tip})
	paint()
	s.ops = append(s.ops, op{close: true})
}
