package draw

import "math"

// placer sets the labels of points so that none touches a text, a point or the
// edge of the plot. Of the free places around a point it takes the one that is
// nearest and crosses fewest lines; a label that stands off gets a leader.
type placer struct {
	e     *env
	area  rect
	marks []rect  // points and whatever else must stay visible
	lines [][2]pt // lines better not written over
	faint [][2]pt // lines that matter less: intervals
}

// around lists directions in the order in which readers expect labels: right,
// left, above, below, then the corners.
var around = []float64{0, 180, -90, 90, -35, 35, -145, 145, -65, 65, -115, 115}

// spot is a place for a label.
type spot struct {
	x, y, align float64
	leader      [2]pt
	off         bool // it stands off and needs the leader
	cost        float64
}

// place sets the first of the variants of a label that has a good place, else
// the first that has any.
func (p *placer) place(at pt, r float64, variants []block) bool {
	for _, bearable := range []float64{3, math.Inf(1)} {
		for _, b := range variants {
			if s, ok := p.best(at, r, b); ok && s.cost <= bearable {
				p.set(s, b)
				return true
			}
		}
	}
	return false
}

func (p *placer) best(at pt, r float64, b block) (spot, bool) {
	var best spot
	found := false
	for _, d := range []float64{0.4, 1.2, 2.1, 3.1, 4.2} {
		for i, a := range around {
			s, ok := p.try(at, r, p.e.u*d, a*math.Pi/180, b)
			s.cost += d*0.8 + float64(i)*0.03
			if ok && (!found || s.cost < best.cost) {
				best, found = s, true
			}
		}
	}
	return best, found
}

func (p *placer) try(at pt, r, d, angle float64, b block) (spot, bool) {
	cos, sin := math.Cos(angle), math.Sin(angle)
	near := pt{at.x + (r+d)*cos, at.y + (r+d)*sin}
	// The label's nearest edge or corner comes to stand at near.
	x := near.x - b.w/2 + cos*b.w/2
	y := near.y - b.h/2 + sin*b.h/2
	box := rect{x, y, x + b.w, y + b.h}
	if !p.area.holds(box) || !p.e.free(box.inset(-p.e.u*0.15)) {
		return spot{}, false
	}
	s := spot{x: x, y: y, align: 0.5, off: d > p.e.u, leader: [2]pt{{at.x + r*cos, at.y + r*sin}, near}}
	for _, m := range p.marks {
		if box.hits(m) {
			return spot{}, false
		}
		if s.off && cuts(m, s.leader[0], s.leader[1]) && !m.holds(rect{at.x, at.y, at.x, at.y}) {
			s.cost += 2
		}
	}
	for _, l := range p.lines {
		if cuts(box, l[0], l[1]) {
			s.cost += 1.8
		}
	}
	for _, l := range p.faint {
		if cuts(box, l[0], l[1]) {
			s.cost += 0.5
		}
	}
	switch {
	case cos > 0.4:
		s.align = 0
	case cos < -0.4:
		s.align = 1
	}
	return s, true
}

func (p *placer) set(s spot, b block) {
	if s.off {
		p.e.line(s.leader[0].x, s.leader[0].y, s.leader[1].x, s.leader[1].y, solid(InkAxis, p.e.hair()))
	}
	p.e.putBlock(b, s.x+s.align*b.w, s.y, s.align)
}
