package draw

import (
	"math"

	"servqual/report/chart"
	"servqual/survey/lang"
)

func (e *env) radar(f chart.Radar) plan {
	return plan{
		prefer: func(w float64) float64 { return e.radarKeys(f, rect{x1: w}, false) + e.webHeight(f, w) },
		least:  func(w float64) float64 { return e.radarKeys(f, rect{x1: w}, false) + min(w*0.6, e.u*17) },
		room: func(r rect) float64 {
			r.y0 += e.radarKeys(f, r, false)
			g, ok := e.fitWeb(f, r)
			if !ok {
				return 0
			}
			return min(g.r/(0.32*min(r.w(), r.h())), g.k/0.85)
		},
		paint: func(r rect) {
			r.y0 += e.radarKeys(f, r, true)
			e.paintRadar(f, r)
		},
	}
}

// radarKeys sets the legend: lines cross on a radar, so direct labels can't.
func (e *env) radarKeys(f chart.Radar, r rect, paint bool) float64 {
	if e.opt.Size == Thumb {
		return 0
	}
	var keys []chart.Key
	for _, s := range f.Series {
		keys = append(keys, s.Key)
	}
	list := e.keyEntries(keys, true, r.w())
	if f.Ring.Defined && !f.RingLabel.IsZero() {
		list = append(list, entry{e.u * 2.7, func(at pt) {
			e.line(at.x, at.y, at.x+e.u*2.7, at.y, e.ringStroke())
		}, e.block(f.RingLabel, r.w()-e.u*4, e.muted())})
	}
	if f.Bands {
		for i, b := range bandInks {
			if !f.BandNames[i].IsZero() {
				list = append(list, e.boxEntry(e.block(f.BandNames[i], r.w()-e.u*4, e.muted()), wash(b, bandAlpha), stroke{}))
			}
		}
	}
	return e.legend(list, r.x0, r.y0, r.w(), paint) + e.u*0.5
}

var bandInks = [4]Ink{InkBandLow, InkBandOpen, InkBandBad, InkBandGood}

const bandAlpha = 0.55

func (e *env) ringStroke() stroke {
	st := solid(InkText, e.thick())
	st.dash = []float64{st.width * 3, st.width * 1.6}
	return st
}

// web is a radar placed on paper.
type web struct {
	centre pt
	r      float64
	n      int
	k      float64 // size of the labels, 1 is full
	scale  axis    // on paper from 0 to r
	labels []webLabel
}

type webLabel struct {
	box   rect
	text  block
	align float64
	split bool          // a word of it had to be cut
	nums  []chart.Value // values below the label
	roles []chart.Role
}

func (g web) angle(i int) float64 { return (float64(i)/float64(g.n) - 0.25) * 2 * math.Pi }

// at places a value on spoke i, kept between the ends of the scale.
func (g web) at(i int, v float64) pt { return g.polar(g.angle(i), g.scale.clamp(v)) }

func (g web) polar(a, r float64) pt {
	return pt{g.centre.x + r*math.Cos(a), g.centre.y + r*math.Sin(a)}
}

func (g web) ring(v float64) []pt {
	out := make([]pt, g.n)
	for i := range out {
		out[i] = g.at(i, v)
	}
	return out
}

// webHeight is what the largest web takes with its labels in the width given.
func (e *env) webHeight(f chart.Radar, w float64) float64 {
	g, _ := e.fitWeb(f, rect{x1: w, y1: w * 0.95})
	lo, hi := g.centre.y-g.r, g.centre.y+g.r*math.Cos(math.Pi/float64(g.n))
	for _, l := range g.labels {
		lo, hi = min(lo, l.box.y0), max(hi, l.box.y1)
	}
	return hi - lo + e.u*0.5
}

// fitWeb finds the largest web, and for it the largest labels, that fit; ok is
// false where none does.
func (e *env) fitWeb(f chart.Radar, r rect) (g web, ok bool) {
	full := math.Min(r.w(), r.h()) / 2
	for _, least := range []float64{0.5, 0.1} {
		for _, k := range []float64{1, 0.92, 0.85, 0.78, 0.7, 0.65} {
			for radius := full; radius > full*least; radius -= full * 0.02 {
				if g, ok := e.webAt(f, r, radius, k); ok {
					return g, true
				}
			}
		}
	}
	return e.webAt(f, r, full*0.1, 0.65)
}

// webAt lays the labels around a web of one radius and says whether all of them
// stay inside r and apart from each other.
func (e *env) webAt(f chart.Radar, r rect, radius, k float64) (web, bool) {
	g := web{r: radius, n: len(f.Axes), k: k, scale: makeAxis(f.Scale, nil, 6)}
	g.scale.a, g.scale.b = 0, radius
	bounds := rect{-radius, -radius, radius, radius * math.Cos(math.Pi/float64(g.n))} // an odd web has no point below
	if g.n%2 == 0 {
		bounds.y1 = radius
	}
	gap := e.u * 0.75
	for i := range f.Axes {
		l := e.webLabel(f, i, g.angle(i), radius+gap, r.w(), k)
		if l.split && k > 0.7 {
			return g, false
		}
		for _, o := range g.labels {
			apart := rect{l.box.x0 - e.u*0.9, l.box.y0 - e.u*0.2, l.box.x1 + e.u*0.9, l.box.y1 + e.u*0.2}
			if apart.hits(o.box) {
				return g, false
			}
		}
		g.labels = append(g.labels, l)
		bounds = rect{min(bounds.x0, l.box.x0), min(bounds.y0, l.box.y0), max(bounds.x1, l.box.x1), max(bounds.y1, l.box.y1)}
	}
	if bounds.w() > r.w() || bounds.h() > r.h() {
		return g, false
	}
	// The web stays centred where the labels let it.
	slide := func(lo, hi, a, b float64) float64 { // keeps [lo+d, hi+d] in [a, b], d near the middle
		return min(max((a+b)/2, a-lo), b-hi)
	}
	g.centre = pt{slide(bounds.x0, bounds.x1, r.x0, r.x1), slide(bounds.y0, bounds.y1, r.y0, r.y1)}
	for i := range g.labels {
		b := &g.labels[i].box
		*b = rect{b.x0 + g.centre.x, b.y0 + g.centre.y, b.x1 + g.centre.x, b.y1 + g.centre.y}
	}
	return g, true
}

// webLabel sets the label of spoke i around the point at the given distance
// from the origin.
func (e *env) webLabel(f chart.Radar, i int, angle, dist, width, k float64) webLabel {
	cos, sin := math.Cos(angle), math.Sin(angle)
	at := pt{dist * cos, dist * sin}
	l := webLabel{align: 0.5}
	room := width * 0.55
	if math.Abs(cos) > 0.2 {
		room = max(width/2-math.Abs(at.x), e.u*4)
		l.align = 0
		if cos < 0 {
			l.align = 1
		}
	}
	l.text = e.stacked(f.Axes[i].Label, room, e.strong().times(k))
	for _, one := range e.opt.Lang.Single() {
		size := e.u * k
		if one == lang.En && e.bilingual(f.Axes[i].Label) {
			size *= 0.9 // as stacked sets it
		}
		l.split = l.split || e.m.splitsWord(f.Axes[i].Label.In(one), room, size, true)
	}
	if e.opt.Size != Thumb {
		switch {
		case !f.Axes[i].Text.IsZero():
			l.text = l.text.then(e.stacked(f.Axes[i].Text, room, e.muted().times(k)))
		case len(f.Axes) <= 12:
			for _, s := range f.Series[:min(3, len(f.Series))] {
				l.nums, l.roles = append(l.nums, s.Values[i]), append(l.roles, s.Role)
			}
		}
	}
	w, h := l.text.w, l.text.h
	if len(l.nums) > 0 {
		w = max(w, e.numsWidth(l, f.Scale))
		h += e.muted().line()
	}
	x := at.x - l.align*w
	y := at.y - h/2 + sin*h/2
	l.box = rect{x, y, x + w, y + h}
	return l
}

// numsWidth measures the line of markers and values below a label.
func (e *env) numsWidth(l webLabel, a chart.Axis) float64 {
	st, w := e.muted(), 0.0
	for i, v := range l.nums {
		if i > 0 {
			w += st.size * 0.6
		}
		w += st.size*1.0 + e.textWidth(printed(v, a), st)
	}
	return w
}

func (e *env) paintRadar(f chart.Radar, r rect) {
	g, _ := e.fitWeb(f, r)
	e.paintRings(f, g)
	if f.Bands {
		e.paintBands(f, g)
	}
	for _, s := range f.Series {
		e.paintWebSeries(s, g, !f.Bands)
	}
	if f.Ring.Defined {
		e.polygon(g.ring(f.Ring.X), paint{}, e.ringStroke())
	}
	for _, s := range f.Series {
		e.paintWebPoints(f, s, g)
	}
	e.paintRingLabels(f, g)
	for _, l := range g.labels {
		e.paintWebLabel(l, f)
	}
}

func (e *env) paintRings(f chart.Radar, g web) {
	for i, v := range g.scale.ticks {
		st := solid(InkGrid, e.thin())
		if i == len(g.scale.ticks)-1 {
			st = solid(InkAxis, e.thin())
		}
		if i > 0 {
			e.polygon(g.ring(v), paint{}, st)
		}
	}
	for i := range f.Axes {
		end := g.at(i, g.scale.hi)
		e.line(g.centre.x, g.centre.y, end.x, end.y, solid(InkGrid, e.thin()))
	}
}

// paintRingLabels states the scale between the first two spokes. The ends are
// always named, the rings between them where no series runs through the number.
func (e *env) paintRingLabels(f chart.Radar, g web) {
	st := e.small()
	mid := (g.angle(0) + g.angle(1)) / 2
	flat := math.Cos(math.Pi / float64(g.n)) // the ring is a polygon
	last := len(g.scale.ticks) - 1
	set := func(i int) pt {
		v := g.scale.ticks[i]
		p := g.polar(mid, g.scale.at(v)*flat)
		s := g.scale.tickText(v)
		w := e.textWidth(s, st)
		e.box(rect{p.x - w/2 - 1, p.y - st.size*0.5, p.x + w/2 + 1, p.y + st.size*0.5}, wash(InkPaper, 0.8), stroke{})
		e.putMid(s, p.x, p.y, 0.5, st)
		return p
	}
	if last < 1 {
		return
	}
	end, prev := set(last), set(0)
	far := func(a, b pt) bool { return math.Hypot(a.x-b.x, a.y-b.y) >= st.size*1.45 }
	for i := 1; i < last; i++ {
		p := g.polar(mid, g.scale.at(g.scale.ticks[i])*flat)
		if far(p, prev) && far(p, end) && !e.seriesNear(f, g, p, st.size*0.62) {
			prev = set(i)
		}
	}
}

// seriesNear says whether a series runs by the point between the first two
// spokes.
func (e *env) seriesNear(f chart.Radar, g web, p pt, d float64) bool {
	for _, s := range f.Series {
		if a, b := s.Values[0], s.Values[1]; a.Defined && b.Defined && distance(p, g.at(0, a.X), g.at(1, b.X)) < d {
			return true
		}
	}
	return f.Ring.Defined && distance(p, g.at(0, f.Ring.X), g.at(1, f.Ring.X)) < d
}

// distance is that of a point from a piece of line.
func distance(p, a, b pt) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(1, max(0, ((p.x-a.x)*dx+(p.y-a.y)*dy)/l))
	}
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy)
}

// paintWebSeries draws the outline and its light filling. Where values are
// missing the outline is open and nothing is filled.
func (e *env) paintWebSeries(s chart.RadarSeries, g web, fill bool) {
	var pts []pt
	for i, v := range s.Values {
		if v.Defined {
			pts = append(pts, g.at(i, v.X))
		}
	}
	st := e.series(s.Role)
	if len(pts) == g.n {
		area := paint{}
		if fill {
			area = wash(looks[s.Role].ink, 0.09)
		}
		e.polygon(pts, area, st)
		return
	}
	for i, v := range s.Values {
		j := (i + 1) % g.n
		if w := s.Values[j]; v.Defined && w.Defined {
			a, b := g.at(i, v.X), g.at(j, w.X)
			e.line(a.x, a.y, b.x, b.y, st)
		}
	}
}

func (e *env) paintWebPoints(f chart.Radar, s chart.RadarSeries, g web) {
	for i, v := range s.Values {
		if !v.Defined {
			continue
		}
		e.group(v.Ref, tip(e.words(f.Axes[i].Label), e.words(s.Name)+" "+withInterval(v, f.Scale), nText(v.N)), func() {
			if v.Bounded {
				a, b := g.at(i, v.Lo), g.at(i, v.Hi)
				e.line(a.x, a.y, b.x, b.y, stroke{paint: wash(looks[s.Role].ink, 0.55), width: e.thick() * 1.6})
			}
			e.marker(s.Role, g.at(i, v.X), min(e.u*0.36, 0.7*g.r/float64(g.n)))
		})
	}
}

func (e *env) paintWebLabel(l webLabel, f chart.Radar) {
	a := f.Scale
	x := l.box.x0 + l.align*l.box.w()
	e.putBlock(l.text, x, l.box.y0, l.align)
	if len(l.nums) == 0 {
		return
	}
	st := e.muted()
	y := l.box.y0 + l.text.h + st.line()/2
	cx := x - l.align*e.numsWidth(l, a)
	for i, v := range l.nums {
		if i > 0 {
			cx += st.size * 0.6
		}
		e.marker(l.roles[i], pt{cx + st.size*0.4, y}, st.size*0.3)
		s := printed(v, a)
		num := st
		if f.Ring.Defined && v.Defined && v.X < f.Ring.X {
			num = num.in(InkShortfall) // misses the target
		}
		e.putMid(s, cx+st.size, y, 0, num)
		cx += st.size + e.textWidth(s, st)
	}
}
