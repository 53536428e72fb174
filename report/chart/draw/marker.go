package draw

import (
	"math"

	"servqual/report/chart"
)

// look is how a role is drawn everywhere: colour, marker and dash, each of
// which alone tells it from the others.
type look struct {
	ink    Ink
	shape  shape
	hollow bool
	dash   []float64 // in units of the line width
}

type shape int

const (
	discShape shape = iota + 1
	diamondShape
	squareShape
	upShape
	downShape
	crossShape
	starShape
)

var looks = map[chart.Role]look{
	chart.Expectation: {InkExpectation, diamondShape, true, []float64{4, 2.2}},
	chart.Perception:  {InkPerception, discShape, false, nil},
	chart.Minimum:     {InkMinimum, downShape, true, []float64{1.2, 1.8}},
	chart.Desired:     {InkDesired, upShape, true, []float64{5, 1.8, 1.2, 1.8}},
	chart.Benchmark:   {InkBenchmark, crossShape, false, []float64{1.6, 1.8}},
	chart.Managers:    {InkManagers, squareShape, true, []float64{6, 2.5}},
	chart.Customers:   {InkCustomers, discShape, false, nil},
	chart.Staff:       {InkStaff, upShape, false, []float64{3, 1.5}},
	chart.Best:        {InkBest, starShape, false, []float64{6, 1.8, 1.2, 1.8, 1.2, 1.8}},
	chart.Main:        {InkMain, discShape, false, nil},
	chart.Other:       {InkOther, discShape, true, []float64{2.5, 2}},
}

// series gives the stroke of a role's line.
func (e *env) series(r chart.Role) stroke {
	l := looks[r]
	st := solid(l.ink, e.thick())
	for _, d := range l.dash {
		st.dash = append(st.dash, d*st.width)
	}
	return st
}

// marker draws a role's point with radius r. A hollow one is filled with paper,
// so that lines end at its edge.
func (e *env) marker(role chart.Role, at pt, r float64) {
	l := looks[role]
	fill := ink(l.ink)
	if l.hollow {
		fill = ink(InkPaper)
	}
	e.mark(l.shape, at, r, fill, solid(l.ink, max(0.8, r*0.38)))
}

func (e *env) mark(s shape, at pt, r float64, fill paint, st stroke) {
	corner := func(k float64, angles ...float64) {
		var p []pt
		for _, a := range angles {
			p = append(p, pt{at.x + k*r*math.Cos(a*math.Pi/180), at.y + k*r*math.Sin(a*math.Pi/180)})
		}
		e.polygon(p, fill, st)
	}
	switch s {
	case discShape:
		e.disc(at, r*0.95, fill, st)
	case diamondShape:
		corner(1.2, 0, 90, 180, 270)
	case squareShape:
		corner(1.2, 45, 135, 225, 315)
	case upShape:
		corner(1.2, -90, 30, 150)
	case downShape:
		corner(1.2, 90, 210, 330)
	case crossShape:
		w := stroke{paint: st.paint, width: st.width * 1.3}
		e.line(at.x-r*0.8, at.y-r*0.8, at.x+r*0.8, at.y+r*0.8, w)
		e.line(at.x-r*0.8, at.y+r*0.8, at.x+r*0.8, at.y-r*0.8, w)
	case starShape:
		var p []pt
		for i := range 10 {
			k := 1.35
			if i%2 == 1 {
				k = 0.6
			}
			a := (float64(i)*36 - 90) * math.Pi / 180
			p = append(p, pt{at.x + k*r*math.Cos(a), at.y + k*r*math.Sin(a)})
		}
		e.polygon(p, fill, stroke{})
	}
}
