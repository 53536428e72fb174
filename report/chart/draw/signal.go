package draw

import (
	"slices"

	"servqual/report/chart"
)

func signalAt(f chart.Trend, series, wave int) *chart.Signal {
	for i, s := range f.Signals {
		if s.Series == series && s.Wave == wave {
			return &f.Signals[i]
		}
	}
	return nil
}

// roomForSignals widens the values so that what a signal is can be written
// beyond it.
func roomForSignals(f chart.Trend, vals []float64) []float64 {
	if len(vals) == 0 || len(f.Signals) == 0 {
		return vals
	}
	lo, hi := slices.Min(vals), slices.Max(vals)
	for _, s := range f.Signals {
		v := f.Series[s.Series].Values[s.Wave]
		if !v.Defined {
			continue
		}
		d := (hi - lo) * 0.2
		if v.X < (lo+hi)/2 {
			d = -d
		}
		vals = append(vals, v.X+d)
	}
	return vals
}

// signalTexts writes beside each signal what it is, where neither text nor line
// is in the way; the tooltip has it always.
func (e *env) signalTexts(k int, s chart.TrendSeries, f chart.Trend, t trendLayout) {
	st := e.small().in(InkSignal).weight(true)
	for _, sig := range f.Signals {
		if sig.Series != k || !s.Values[sig.Wave].Defined {
			continue
		}
		b := e.stacked(sig.Label, e.u*9, st)
		at := pt{t.waveX(sig.Wave, len(f.Waves)), t.y.clamp(s.Values[sig.Wave].X)}
		off := e.u * 0.95
		set := false
		spots := []pt{{at.x, at.y + off + b.h/2}, {at.x, at.y - off - b.h/2},
			{at.x + off + b.w/2, at.y}, {at.x - off - b.w/2, at.y},
			{at.x + off + b.w/2, at.y + b.h}, {at.x - off - b.w/2, at.y + b.h},
			{at.x + off + b.w/2, at.y - b.h}, {at.x - off - b.w/2, at.y - b.h}}
		for i := 0; i < 2*len(spots) && !set; i++ { // at first clear of the limits too
			c := spots[i%len(spots)]
			box := rect{c.x - b.w/2, c.y - b.h/2, c.x + b.w/2, c.y + b.h/2}
			inside := box.x0 >= t.x0 && box.x1 <= t.x0+t.w+t.endW && box.y0 > t.y.b && box.y1 < t.y.a
			if inside && e.free(box) && !crossesSeries(box, f, t) && (i >= len(spots) || !crossesLimits(box, f, t)) {
				e.putBlockMid(b, c.x, c.y, 0.5)
				set = true
			}
		}
	}
}

// crossesLimits says whether a control limit runs through the box.
func crossesLimits(box rect, f chart.Trend, t trendLayout) bool {
	for _, l := range f.Limits {
		x0, x1 := t.waveX(l.From, len(f.Waves)), t.waveX(l.To, len(f.Waves))
		for _, v := range []float64{l.Lower, l.Centre, l.Upper} {
			if cuts(box, pt{x0, t.y.clamp(v)}, pt{x1, t.y.clamp(v)}) {
				return true
			}
		}
	}
	return false
}

// crossesSeries says whether some line of the chart runs through the box.
func crossesSeries(box rect, f chart.Trend, t trendLayout) bool {
	n := len(f.Waves)
	for _, s := range f.Series {
		for i := 1; i < n; i++ {
			a, b := s.Values[i-1], s.Values[i]
			if a.Defined && b.Defined && cuts(box, pt{t.waveX(i-1, n), t.y.clamp(a.X)}, pt{t.waveX(i, n), t.y.clamp(b.X)}) {
				return true
			}
		}
	}
	return false
}

// cuts says whether the piece of line from a to b enters the box (Liang–Barsky).
func cuts(r rect, a, b pt) bool {
	t0, t1 := 0.0, 1.0
	dx, dy := b.x-a.x, b.y-a.y
	for _, c := range [4][2]float64{{-dx, a.x - r.x0}, {dx, r.x1 - a.x}, {-dy, a.y - r.y0}, {dy, r.y1 - a.y}} {
		switch {
		case c[0] == 0:
			if c[1] < 0 {
				return false
			}
		case c[0] < 0:
			t0 = max(t0, c[1]/c[0])
		default:
			t1 = min(t1, c[1]/c[0])
		}
	}
	return t0 <= t1
}
