package draw

import (
	"math"
	"strings"

	"servqual/report/chart"
)

// splitWave takes "2026-10" apart into month and year.
func splitWave(s string) (month, year string, ok bool) {
	y, m, found := strings.Cut(s, "-")
	if !found || len(y) != 4 || len(m) != 2 || strings.Trim(y+m, "0123456789") != "" {
		return "", "", false
	}
	return m, y, true
}

func monthly(e *env, f chart.Trend) bool {
	for _, w := range f.Waves {
		if _, _, ok := splitWave(e.words(w.Label)); !ok {
			return false
		}
	}
	return len(f.Waves) > 0
}

func (e *env) waveHeight(f chart.Trend) float64 {
	if monthly(e, f) {
		return e.small().line() * 2
	}
	h := 0.0
	for _, w := range f.Waves {
		h = max(h, e.block(w.Label, e.u*8, e.small()).h)
	}
	return h
}

// paintWaves labels the time axis: months with the year below where it
// changes; as many labels as fit, always the last one.
func (e *env) paintWaves(f chart.Trend, t trendLayout, bottom float64) {
	n := len(f.Waves)
	st := e.small()
	y := bottom + e.u*0.4
	if monthly(e, f) {
		lastYear, lastEdge := "", math.Inf(-1)
		step := t.w / float64(n)
		every := int(math.Ceil(e.textWidth("00 ", st) / step))
		for i, w := range f.Waves {
			month, year, _ := splitWave(e.words(w.Label))
			x := t.waveX(i, n)
			if (n-1-i)%max(1, every) == 0 {
				e.putMid(month, x, y+st.line()/2, 0.5, st)
			}
			wide := e.textWidth(year, st)
			if year != lastYear && x-wide/2 > lastEdge {
				e.putMid(year, min(x, e.w-wide/2-2), y+st.line()*1.5, 0.5, st)
				lastEdge = x + wide/2 + e.u*0.5
			}
			lastYear = year
		}
		return
	}
	next := math.Inf(1)
	for i := n - 1; i >= 0; i-- {
		b := e.block(f.Waves[i].Label, e.u*8, st)
		x := t.waveX(i, n)
		x = min(max(x, b.w/2+2), e.w-b.w/2-2)
		if x+b.w/2+e.u*0.5 <= next {
			e.putBlock(b, x, y, 0.5)
			next = x - b.w/2
		}
	}
}
