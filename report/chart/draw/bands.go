package draw

import (
	"math"
	"slices"

	"servqual/report/chart"
)

// paintBands colours the space between minimum, perception and desired, sector
// by sector. Where two of them cross inside a sector, it is cut at the crossing
// so that each piece has one order and one colour.
func (e *env) paintBands(f chart.Radar, g web) {
	by := map[chart.Role][]chart.Value{}
	for _, s := range f.Series {
		by[s.Role] = s.Values
	}
	three := [3][]chart.Value{by[chart.Minimum], by[chart.Perception], by[chart.Desired]}
	for i := range g.n {
		j := (i + 1) % g.n
		var chords [3][2]pt
		whole := true
		for k, vs := range three {
			whole = whole && vs[i].Defined && vs[j].Defined
			chords[k] = [2]pt{g.at(i, vs[i].X), g.at(j, vs[j].X)}
		}
		if whole {
			e.paintSector(g, g.angle(i), g.angle(i+1), chords)
		}
	}
}

func (e *env) paintSector(g web, from, to float64, chords [3][2]pt) {
	cuts := []float64{from, to}
	for a := range 3 {
		for b := a + 1; b < 3; b++ {
			p, ok := cross(chords[a][0], chords[a][1], chords[b][0], chords[b][1])
			if !ok {
				continue
			}
			at := math.Atan2(p.y-g.centre.y, p.x-g.centre.x)
			for at < from {
				at += 2 * math.Pi
			}
			if at > from+1e-9 && at < to-1e-9 {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	for i := 1; i < len(cuts); i++ {
		e.paintPiece(g, cuts[i-1], cuts[i], chords)
	}
}

// paintPiece colours a piece in which the order of the three doesn't change.
func (e *env) paintPiece(g web, from, to float64, chords [3][2]pt) {
	ray := func(k int, a float64) float64 { return g.along(chords[k], a) }
	mid := (from + to) / 2
	lo, p, hi := ray(0, mid), ray(1, mid), ray(2, mid)
	band := func(in, out int, c Ink) {
		e.polygon([]pt{g.polar(from, ray(in, from)), g.polar(from, ray(out, from)), g.polar(to, ray(out, to)), g.polar(to, ray(in, to))},
			wash(c, bandAlpha), stroke{})
	}
	switch {
	case p < lo:
		band(1, 0, InkBandBad)
		if lo < hi {
			band(0, 2, InkBandOpen)
		}
	case p > hi:
		band(0, 2, InkBandLow)
		band(2, 1, InkBandGood)
	default:
		band(0, 1, InkBandLow)
		band(1, 2, InkBandOpen)
	}
}

// along gives how far from the centre a ray at angle a meets a chord.
func (g web) along(c [2]pt, a float64) float64 {
	cos, sin := math.Cos(a), math.Sin(a)
	dx, dy := c[1].x-c[0].x, c[1].y-c[0].y
	den := cos*dy - sin*dx
	if math.Abs(den) < 1e-9 { // the chord is a point or lies on the ray
		return math.Hypot(c[0].x-g.centre.x, c[0].y-g.centre.y)
	}
	return ((c[0].x-g.centre.x)*dy - (c[0].y-g.centre.y)*dx) / den
}

// cross gives where the lines through ab and cd meet, if they do.
func cross(a, b, c, d pt) (pt, bool) {
	den := (b.x-a.x)*(d.y-c.y) - (b.y-a.y)*(d.x-c.x)
	if math.Abs(den) < 1e-9 {
		return pt{}, false
	}
	t := ((c.x-a.x)*(d.y-c.y) - (c.y-a.y)*(d.x-c.x)) / den
	return pt{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)}, true
}
