package draw

import (
	"math"

	"servqual/report/chart"
)

func (e *env) pie(f chart.Pie) plan {
	return plan{
		prefer: func(w float64) float64 { return max(w*0.62, e.pieLabelsHigh(f, w), e.u*16) },
		least:  func(w float64) float64 { return max(e.u*14, e.pieLabelsHigh(f, w)) },
		paint:  func(r rect) { e.paintPie(f, r) },
	}
}

func pieRadius(w, h float64) float64 { return min(w*0.26, h*0.42) }

func (e *env) sliceLabel(f chart.Pie, s chart.Slice, room float64) block {
	b := e.block(sameText(number(s.Value, f.Axis)), room, e.strong())
	if e.opt.Size != Thumb {
		b = e.stacked(s.Label, room, e.muted().in(InkText)).then(b)
	}
	return b
}

// pieLabelsHigh is what the labels of the fuller side need.
func (e *env) pieLabelsHigh(f chart.Pie, w float64) float64 {
	total := 0.0
	for _, s := range f.Slices {
		total += s.Value
	}
	if total == 0 {
		return 0
	}
	var sides [2]float64
	at := 0.0
	for _, s := range f.Slices {
		if s.Value > 0 {
			h := e.sliceLabel(f, s, w*0.24-e.u*1.6).h + e.u*0.25
			if at+s.Value/2 <= total/2 {
				sides[0] += h
			} else {
				sides[1] += h
			}
		}
		at += s.Value
	}
	return max(sides[0], sides[1])
}

// paintPie draws the slices clockwise from the top in falling lightness, with
// name, value and share beside each: a legend would make the reader match
// seven colours.
func (e *env) paintPie(f chart.Pie, r rect) {
	total := 0.0
	for _, s := range f.Slices {
		total += s.Value
	}
	centre := r.mid()
	radius := pieRadius(r.w(), r.h())
	if total == 0 {
		e.disc(centre, radius, paint{}, solid(InkGrid, e.thin()))
		return
	}
	type side struct {
		b     block
		y     float64
		from  pt
		right bool
	}
	var sides []side
	at := -math.Pi / 2
	for i, s := range f.Slices {
		sweep := s.Value / total * 2 * math.Pi
		if sweep == 0 {
			continue
		}
		c := wash(InkMain, 1-0.82*float64(i)/float64(len(f.Slices)))
		t := number(s.Value, f.Axis)
		e.group(s.Ref, tip(e.words(s.Label), t, percent(s.Value/total)), func() { e.slice(centre, radius, at, sweep, c) })
		mid := at + sweep/2
		edge := pt{centre.x + radius*math.Cos(mid), centre.y + radius*math.Sin(mid)}
		right := math.Cos(mid) >= 0
		b := e.sliceLabel(f, s, r.w()/2-radius-e.u*1.6)
		sides = append(sides, side{b, centre.y + (radius+e.u)*math.Sin(mid), edge, right})
		at += sweep
	}
	for _, right := range []bool{true, false} {
		var ys, hs []float64
		var idx []int
		for i := range sides {
			k := i
			if !right { // anticlockwise on the left: from the top down
				k = len(sides) - 1 - i
			}
			if sides[k].right == right {
				idx, ys, hs = append(idx, k), append(ys, sides[k].y), append(hs, sides[k].b.h+e.u*0.2)
			}
		}
		spread(ys, hs, r.y0, r.y1)
		for j, k := range idx {
			x, align := centre.x+radius+e.u*1.5, 0.0
			if !right {
				x, align = centre.x-radius-e.u*1.5, 1
			}
			near := x - e.u*0.3
			if !right {
				near = x + e.u*0.3
			}
			e.line(sides[k].from.x, sides[k].from.y, near, ys[j], solid(InkAxis, e.hair()))
			e.putBlockMid(sides[k].b, x, ys[j], align)
		}
	}
}

func (e *env) slice(c pt, r, from, sweep float64, fill paint) {
	white := solid(InkPaper, e.thin()*1.3)
	if sweep > 2*math.Pi-1e-9 {
		e.disc(c, r, fill, white)
		return
	}
	start := pt{c.x + r*math.Cos(from), c.y + r*math.Sin(from)}
	e.path([]seg{{move: true, to: c}, {to: start}, {arc: true, to: c, r: r, start: from, sweep: sweep}, {close: true}}, fill, white)
}
