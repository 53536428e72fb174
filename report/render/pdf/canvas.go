package pdf

import (
	"image"
	"image/color"
	"math"

	"codeberg.org/go-pdf/fpdf"
	xfont "golang.org/x/image/font"
	plotfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// canvas is a vg canvas on a PDF page: what the charts are drawn on. Its origin
// is at the bottom left, that of the page at the top left. vgpdf of the plot
// library can't be used: it garbles Chinese.
type canvas struct {
	f       *fpdf.Fpdf
	x, y, h float64 // top left corner on the page, and height
	state   pen
	stack   []pen
}

// pen is what Push keeps.
type pen struct {
	colour rgb
	alpha  float64
	width  float64
	dash   []float64
	offset float64
	m      matrix
}

// matrix is an affine transformation: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) times(n matrix) matrix {
	return matrix{m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b, m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d, m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

func (c *canvas) matrix() matrix {
	if c.state.m == (matrix{}) {
		return matrix{a: 1, d: 1}
	}
	return c.state.m
}

// place gives the page's coordinates of a point of the canvas.
func (c *canvas) place(x, y float64) (float64, float64) {
	x, y = c.matrix().at(x, y)
	return c.x + x, c.y + c.h - y
}

func (c *canvas) SetLineWidth(w vg.Length) { c.state.width = w.Points() }

func (c *canvas) SetLineDash(dashes []vg.Length, offs vg.Length) {
	c.state.dash = nil
	for _, d := range dashes {
		c.state.dash = append(c.state.dash, d.Points())
	}
	c.state.offset = offs.Points()
}

func (c *canvas) SetColor(col color.Color) { c.state.colour, c.state.alpha = ofColour(col) }

func (c *canvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.state.m = c.matrix().times(matrix{a: cos, b: sin, c: -sin, d: cos})
}

func (c *canvas) Translate(p vg.Point) {
	c.state.m = c.matrix().times(matrix{a: 1, d: 1, e: p.X.Points(), f: p.Y.Points()})
}

func (c *canvas) Scale(x, y float64) { c.state.m = c.matrix().times(matrix{a: x, d: y}) }

func (c *canvas) Push() { c.stack = append(c.stack, c.state) }

func (c *canvas) Pop() {
	c.state = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

// done leaves the page's pen as other parts of the page expect it.
func (c *canvas) done() {
	c.f.SetAlpha(1, "Normal")
	c.f.SetDashPattern(nil, 0)
	c.f.SetLineCapStyle("butt")
}

func (c *canvas) Stroke(p vg.Path) {
	if c.state.width <= 0 || len(p) == 0 {
		return
	}
	c.f.SetAlpha(c.state.alpha, "Normal")
	c.f.SetDrawColor(int(c.state.colour.r), int(c.state.colour.g), int(c.state.colour.b))
	c.f.SetLineWidth(c.state.width)
	c.f.SetDashPattern(c.state.dash, c.state.offset)
	c.path(p)
	c.f.DrawPath("D")
}

func (c *canvas) Fill(p vg.Path) {
	if len(p) == 0 {
		return
	}
	c.f.SetAlpha(c.state.alpha, "Normal")
	c.f.SetFillColor(int(c.state.colour.r), int(c.state.colour.g), int(c.state.colour.b))
	c.path(p)
	c.f.DrawPath("F")
}

func (c *canvas) path(p vg.Path) {
	begun := false
	for _, e := range p {
		switch e.Type {
		case vg.MoveComp:
			c.f.MoveTo(c.place(e.Pos.X.Points(), e.Pos.Y.Points()))
			begun = true
		case vg.LineComp:
			c.f.LineTo(c.place(e.Pos.X.Points(), e.Pos.Y.Points()))
		case vg.ArcComp:
			c.arc(e, begun)
			begun = true
		case vg.CurveComp:
			c.curve(e)
		case vg.CloseComp:
			c.f.ClosePath()
			begun = false
		}
	}
}

func (c *canvas) curve(e vg.PathComp) {
	x, y := c.place(e.Pos.X.Points(), e.Pos.Y.Points())
	x1, y1 := c.place(e.Control[0].X.Points(), e.Control[0].Y.Points())
	if len(e.Control) == 1 {
		c.f.CurveTo(x1, y1, x, y)
		return
	}
	x2, y2 := c.place(e.Control[1].X.Points(), e.Control[1].Y.Points())
	c.f.CurveBezierCubicTo(x1, y1, x2, y2, x, y)
}

// arc is made of cubic curves of at most a quarter turn each: control points
// 4/3·tan(θ/4) of the radius away, an error of less than 0.03 %.
func (c *canvas) arc(e vg.PathComp, begun bool) {
	cx, cy, r := e.Pos.X.Points(), e.Pos.Y.Points(), e.Radius.Points()
	n := max(1, int(math.Ceil(math.Abs(e.Angle)/(math.Pi/2)-1e-9)))
	step := e.Angle / float64(n)
	k := 4.0 / 3 * math.Tan(step/4) * r
	a := e.Start
	sin, cos := math.Sincos(a)
	if x, y := c.place(cx+r*cos, cy+r*sin); begun {
		c.f.LineTo(x, y)
	} else {
		c.f.MoveTo(x, y)
	}
	for range n {
		s2, c2 := math.Sincos(a + step)
		x1, y1 := c.place(cx+r*cos-k*sin, cy+r*sin+k*cos)
		x2, y2 := c.place(cx+r*c2+k*s2, cy+r*s2-k*c2)
		x, y := c.place(cx+r*c2, cy+r*s2)
		c.f.CurveBezierCubicTo(x1, y1, x2, y2, x, y)
		a, sin, cos = a+step, s2, c2
	}
}

func (c *canvas) FillString(f plotfont.Face, at vg.Point, text string) {
	size := f.Font.Size.Points()
	if size <= 0 || text == "" {
		return
	}
	m := c.matrix()
	style := ""
	if f.Font.Weight >= xfont.WeightSemiBold {
		style = "B"
	}
	x, y := c.place(at.X.Points(), at.Y.Points())
	turned := m.b != 0 || m.c != 0
	if turned {
		c.f.TransformBegin()
		c.f.TransformRotate(math.Atan2(m.b, m.a)*180/math.Pi, x, y)
	}
	c.f.SetAlpha(c.state.alpha, "Normal")
	c.f.SetFont(family, style, size*math.Hypot(m.a, m.b))
	c.f.SetTextColor(int(c.state.colour.r), int(c.state.colour.g), int(c.state.colour.b))
	c.f.Text(x, y, text)
	if turned {
		c.f.TransformEnd()
	}
}

// DrawImage isn't needed: the charts are lines and text.
func (c *canvas) DrawImage(vg.Rectangle, image.Image) {}

// blank is a canvas that draws nothing.
type blank struct{}

func (blank) SetLineWidth(vg.Length)                     {}
func (blank) SetLineDash([]vg.Length, vg.Length)         {}
func (blank) SetColor(color.Color)                       {}
func (blank) Rotate(float64)                             {}
func (blank) Translate(vg.Point)                         {}
func (blank) Scale(float64, float64)                     {}
func (blank) Push()                                      {}
func (blank) Pop()                                       {}
func (blank) Stroke(vg.Path)                             {}
func (blank) Fill(vg.Path)                               {}
func (blank) FillString(plotfont.Face, vg.Point, string) {}
func (blank) DrawImage(vg.Rectangle, image.Image)        {}
