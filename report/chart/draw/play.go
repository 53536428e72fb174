package draw

import (
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
)

// play paints the scene on a vg canvas, whose y grows upwards.
func (s *scene) play(c vgdraw.Canvas, t Theme) {
	place := func(p pt) vg.Point {
		return vg.Point{X: c.Min.X + vg.Points(p.x), Y: c.Max.Y - vg.Points(p.y)}
	}
	for _, o := range s.ops {
		switch {
		case o.text != "":
			c.SetColor(o.fill.colour(t))
			c.FillString(face(o.bold, o.size), place(o.at), o.text)
		case o.circle:
			var p vg.Path
			p.Move(place(pt{o.at.x + o.r, o.at.y}))
			p.Arc(place(o.at), vg.Points(o.r), 0, 6.283185307179586)
			p.Close()
			playPath(c, p, o, t)
		case len(o.path) > 0:
			playPath(c, vgPath(o.path, place), o, t)
		}
	}
}

func playPath(c vgdraw.Canvas, p vg.Path, o op, t Theme) {
	if !o.fill.none() {
		c.SetColor(o.fill.colour(t))
		c.Fill(p)
	}
	if o.stroke.width <= 0 {
		return
	}
	dash := make([]vg.Length, len(o.stroke.dash))
	for i, d := range o.stroke.dash {
		dash[i] = vg.Points(d)
	}
	c.SetColor(o.stroke.paint.colour(t))
	c.SetLineWidth(vg.Points(o.stroke.width))
	c.SetLineDash(dash, 0)
	c.Stroke(p)
	c.SetLineDash(nil, 0)
}

func vgPath(segs []seg, place func(pt) vg.Point) vg.Path {
	var p vg.Path
	for _, g := range segs {
		switch {
		case g.close:
			p.Close()
		case g.arc:
			// Turning y over turns the sense of the angles.
			p.Arc(place(g.to), vg.Points(g.r), -g.start, -g.sweep)
		case g.move:
			p.Move(place(g.to))
		default:
			p.Line(place(g.to))
		}
	}
	return p
}
