package draw

import (
	"cmp"
	"slices"

	"servqual/report/chart"
)

func (e *env) trend(f chart.Trend) plan {
	least := func(w float64) float64 {
		t := e.layTrend(f, w)
		return t.head + e.u*8 + t.foot
	}
	return plan{
		prefer: func(w float64) float64 { return max(least(w), least(w)-e.u*8+w*0.36) },
		least:  least,
		paint:  func(r rect) { e.paintTrend(f, r) },
	}
}

type trendLayout struct {
	y          axis
	x0, w      float64 // the plot from the left edge, and its width
	name       block
	ends       []block // the names of series at the ends of their lines
	endW       float64
	events     []block
	eventRows  []float64 // top of each event's label, from the top of the band
	eventsH    float64
	head, foot float64
	limitText  []limitText
}

// limitText is a number printed at the right end of a limit.
type limitText struct {
	s string
	y float64 // value
}

func (e *env) layTrend(f chart.Trend, w float64) trendLayout {
	var t trendLayout
	var vals []float64
	for _, s := range f.Series {
		for _, v := range s.Values {
			vals = reach(vals, v)
		}
	}
	for _, l := range f.Limits {
		vals = append(vals, l.Lower, l.Upper)
	}
	vals = reach(vals, f.Level)
	vals = roomForSignals(f, vals)
	t.y = makeAxis(f.Axis, vals, 5)
	t.name = e.block(f.Axis.Label, w*0.9, e.small())
	t.x0 = e.tickWidth(t.y) + e.u*0.2
	for _, s := range f.Series {
		b := e.block(s.Name, w*0.17, e.muted().weight(true).in(looks[s.Role].ink))
		if v, ok := lastValue(s); ok {
			num := e.block(sameText(number(v.X, f.Axis)), w, e.muted().in(looks[s.Role].ink))
			b = b.then(num)
		}
		t.ends = append(t.ends, b)
		t.endW = max(t.endW, b.w)
	}
	if n := len(f.Limits); n > 0 {
		l := f.Limits[n-1]
		for _, v := range []float64{l.Upper, l.Centre, l.Lower} {
			s := number(v, f.Axis)
			t.limitText = append(t.limitText, limitText{s, v})
			t.endW = max(t.endW, e.textWidth(s, e.small()))
		}
	}
	if f.Level.Defined {
		t.endW = max(t.endW, e.block(f.LevelLabel, w*0.17, e.small()).w)
	}
	t.w = w - t.x0 - t.endW - e.u*1.4
	e.layEvents(f, &t)
	t.head = t.name.h + e.u*0.5 + t.eventsH
	t.foot = e.waveHeight(f) + e.u*0.4
	return t
}

func lastValue(s chart.TrendSeries) (chart.Value, bool) {
	for _, v := range slices.Backward(s.Values) {
		if v.Defined {
			return v, true
		}
	}
	return chart.Value{}, false
}

// waveX places a wave in the plot, with half a step free at either end.
func (t trendLayout) waveX(i, n int) float64 {
	return t.x0 + (float64(i)+0.5)*t.w/float64(max(1, n))
}

// layEvents stacks the labels of events above the plot so that none touch.
func (e *env) layEvents(f chart.Trend, t *trendLayout) {
	var placed []rect
	for _, ev := range f.Events {
		b := e.block(ev.Label, t.w*0.3, e.small())
		x := t.eventLabelX(ev.Wave, len(f.Waves), b.w)
		box := rect{x - e.u*0.3, 0, x + b.w + e.u*0.3, b.h}
		for moved := true; moved; {
			moved = false
			for _, o := range placed {
				if box.hits(o) {
					d := o.y1 - box.y0
					box.y0, box.y1, moved = box.y0+d, box.y1+d, true
				}
			}
		}
		placed = append(placed, box)
		t.events, t.eventRows = append(t.events, b), append(t.eventRows, box.y0)
		t.eventsH = max(t.eventsH, box.y1)
	}
	if t.eventsH > 0 {
		t.eventsH += e.u * 0.3
	}
}

// eventLabelX starts a label at its line, or ends it there near the right edge.
func (t trendLayout) eventLabelX(wave, n int, w float64) float64 {
	x := t.waveX(wave, n)
	if x+w > t.x0+t.w+t.endW {
		return x - w
	}
	return x
}

func (e *env) paintTrend(f chart.Trend, r rect) {
	t := e.layTrend(f, r.w())
	top, bottom := r.y0+t.head, r.y1-t.foot
	t.x0 += r.x0
	t.y.a, t.y.b = bottom, top
	x1 := t.x0 + t.w
	e.putBlock(t.name, r.x0, r.y0, 0)
	e.gridY(t.y, t.x0, x1)
	if t.y.lo < 0 && t.y.hi > 0 {
		e.line(t.x0, t.y.at(0), x1, t.y.at(0), solid(InkAxis, e.thin()*1.3))
	}
	e.line(t.x0, bottom, x1, bottom, solid(InkAxis, e.thin()))
	e.paintEvents(f, t, r.y0+t.name.h+e.u*0.2, top, bottom)
	e.paintLimits(f, t)
	e.paintLevel(f, t, x1)
	for _, s := range f.Series {
		e.paintRibbon(s, f, t)
	}
	for i, s := range f.Series {
		e.paintTrendSeries(i, s, f, t)
	}
	e.paintWaves(f, t, bottom)
	e.paintEnds(f, t, x1, top, bottom)
}

func (e *env) paintEvents(f chart.Trend, t trendLayout, band, top, bottom float64) {
	for i, ev := range f.Events {
		x := t.waveX(ev.Wave, len(f.Waves))
		st := solid(InkMuted, e.thin())
		st.dash = []float64{e.u * 0.12, e.u * 0.3}
		e.line(x, band+t.eventRows[i]+t.events[i].h, x, bottom, st)
		e.putBlock(t.events[i], t.eventLabelX(ev.Wave, len(f.Waves), t.events[i].w), band+t.eventRows[i], 0)
	}
}

// paintLimits draws centre and limits of each phase as steps; those that rest
// on few waves dashed.
func (e *env) paintLimits(f chart.Trend, t trendLayout) {
	half := t.w / float64(max(1, len(f.Waves))) / 2
	for _, l := range f.Limits {
		a, b := t.waveX(l.From, len(f.Waves))-half, t.waveX(l.To, len(f.Waves))+half
		lim := solid(InkMuted, e.thin()*1.2)
		lim.dash = []float64{e.u * 0.7, e.u * 0.35}
		if l.Tentative {
			lim.dash = []float64{e.u * 0.2, e.u * 0.35}
		}
		e.line(a, t.y.clamp(l.Upper), b, t.y.clamp(l.Upper), lim)
		e.line(a, t.y.clamp(l.Lower), b, t.y.clamp(l.Lower), lim)
		e.line(a, t.y.clamp(l.Centre), b, t.y.clamp(l.Centre), solid(InkMuted, e.thin()))
	}
}

func (e *env) paintLevel(f chart.Trend, t trendLayout, x1 float64) {
	if !f.Level.Defined {
		return
	}
	st := solid(InkBenchmark, e.thin()*1.3)
	st.dash = []float64{e.u * 0.25, e.u * 0.25}
	e.line(t.x0, t.y.clamp(f.Level.X), x1, t.y.clamp(f.Level.X), st)
}

// runs gives the stretches of waves with data, first and last index: lines and
// ribbons don't bridge what wasn't measured.
func runs(vs []chart.Value) [][2]int {
	var out [][2]int
	start := -1
	for i := 0; i <= len(vs); i++ {
		has := i < len(vs) && vs[i].Defined
		switch {
		case has && start < 0:
			start = i
		case !has && start >= 0:
			out = append(out, [2]int{start, i - 1})
			start = -1
		}
	}
	return out
}

func (e *env) paintRibbon(s chart.TrendSeries, f chart.Trend, t trendLayout) {
	n := len(f.Waves)
	for _, run := range runs(s.Values) {
		var up, down []pt
		for i := run[0]; i <= run[1]; i++ {
			v := s.Values[i]
			if !v.Bounded {
				v.Lo, v.Hi = v.X, v.X
			}
			up = append(up, pt{t.waveX(i, n), t.y.clamp(v.Hi)})
			down = append(down, pt{t.waveX(i, n), t.y.clamp(v.Lo)})
		}
		if len(up) == 1 { // a wave alone has no ribbon, but its interval
			e.line(up[0].x, up[0].y, down[0].x, down[0].y, stroke{paint: wash(looks[s.Role].ink, 0.4), width: e.thick()})
			continue
		}
		slices.Reverse(down)
		e.polygon(append(up, down...), wash(looks[s.Role].ink, 0.16), stroke{})
	}
}

func (e *env) paintTrendSeries(k int, s chart.TrendSeries, f chart.Trend, t trendLayout) {
	n := len(f.Waves)
	for _, run := range runs(s.Values) {
		var line []pt
		for i := run[0]; i <= run[1]; i++ {
			line = append(line, pt{t.waveX(i, n), t.y.clamp(s.Values[i].X)})
		}
		e.polyline(line, e.series(s.Role))
	}
	r := min(e.u*0.34, t.w/float64(max(1, n))*0.3)
	for i, v := range s.Values {
		if !v.Defined {
			continue
		}
		sig := signalAt(f, k, i)
		label := ""
		if sig != nil {
			label = e.words(sig.Label)
		}
		at := pt{t.waveX(i, n), t.y.clamp(v.X)}
		e.group(v.Ref, tip(e.words(f.Waves[i].Label), e.words(s.Name)+" "+withInterval(v, f.Axis), nText(v.N), label), func() {
			e.marker(s.Role, at, r)
			if sig != nil {
				e.disc(at, r+e.u*0.38, paint{}, solid(InkSignal, e.thick()))
			}
		})
	}
	e.signalTexts(k, s, f, t)
}

// paintEnds names the lines at their ends: series first, limits and level where
// there is still room. Names that would touch are moved apart.
func (e *env) paintEnds(f chart.Trend, t trendLayout, x1, top, bottom float64) {
	type end struct {
		b block
		y float64
	}
	var list []end
	for i, s := range f.Series {
		if v, ok := lastValue(s); ok {
			list = append(list, end{t.ends[i], t.y.clamp(v.X)})
		}
	}
	slices.SortStableFunc(list, func(a, b end) int { return cmp.Compare(a.y, b.y) })
	var ys, hs []float64
	for _, l := range list {
		ys, hs = append(ys, l.y), append(hs, l.b.h+e.u*0.35)
	}
	spread(ys, hs, top-e.u*0.5, bottom+t.foot)
	x := x1 + e.u*0.7
	for i, l := range list {
		e.putBlockMid(l.b, x, ys[i], 0)
	}
	if f.Level.Defined {
		b := e.block(f.LevelLabel, t.endW, e.small())
		y := t.y.clamp(f.Level.X)
		if e.free(rect{x, y - b.h/2, x + b.w, y + b.h/2}) {
			e.putBlockMid(b, x, y, 0)
		}
	}
	st := e.small()
	for _, l := range t.limitText {
		y := t.y.clamp(l.y)
		w := e.textWidth(l.s, st)
		if e.free(rect{x, y - st.size/2, x + w, y + st.size/2}) {
			e.putMid(l.s, x, y, 0, st)
		}
	}
}
