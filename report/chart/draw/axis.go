package draw

import (
	"math"
	"slices"

	"servqual/report/chart"
)

// axis maps values to paper.
type axis struct {
	chart.Axis
	lo, hi float64 // in values
	ticks  []float64
	a, b   float64 // on paper
}

func (x axis) at(v float64) float64 {
	return x.a + (v-x.lo)/(x.hi-x.lo)*(x.b-x.a)
}

// clamp keeps a value on the paper. Intervals may reach beyond a fixed scale
// (a t interval near its end does), and are then drawn up to the end.
func (x axis) clamp(v float64) float64 { return x.at(min(x.hi, max(x.lo, v))) }

// makeAxis lays an axis of about n ticks over the values. A fixed range stays
// as it is; otherwise it grows to whole ticks around the data.
func makeAxis(a chart.Axis, vals []float64, n int) axis {
	x := axis{Axis: a, lo: a.Range.Min, hi: a.Range.Max}
	if !a.Range.Fixed {
		if x.lo == 0 && x.hi == 0 {
			x.lo, x.hi = math.Inf(1), math.Inf(-1)
		}
		for _, v := range vals {
			x.lo, x.hi = min(x.lo, v), max(x.hi, v)
		}
		if x.lo > x.hi {
			x.lo, x.hi = 0, 1
		}
		if x.lo == x.hi {
			d := math.Abs(x.lo) * 0.1
			x.lo, x.hi = x.lo-d, x.hi+d
			if d == 0 {
				x.hi = 1
			}
		}
	}
	step := niceStep(x.hi-x.lo, n)
	if a.Range.Fixed && whole(x.lo) && whole(x.hi) && x.hi-x.lo <= float64(max(n, 4))+2 {
		step = 1 // a rating scale shows each of its points
	}
	if !a.Range.Fixed {
		x.lo = math.Floor(x.lo/step+1e-9) * step
		x.hi = math.Ceil(x.hi/step-1e-9) * step
	}
	first := math.Ceil(x.lo/step - 1e-9)
	if a.Range.Fixed {
		first = 0
	}
	for i := 0; i < 1000; i++ {
		v := (first + float64(i)) * step
		if a.Range.Fixed {
			v = x.lo + float64(i)*step
		}
		if v > x.hi+step*1e-6 {
			break
		}
		x.ticks = append(x.ticks, v)
	}
	return x
}

// looseAxis lays an axis that ends a little beyond the values and not at whole
// ticks, for clouds of points that would else sit in a corner.
func looseAxis(a chart.Axis, vals []float64, n int) axis {
	if a.Range.Fixed || len(vals) == 0 {
		return makeAxis(a, vals, n)
	}
	if a.Range.Min != 0 || a.Range.Max != 0 {
		vals = append(vals, a.Range.Min, a.Range.Max)
	}
	lo, hi := slices.Min(vals), slices.Max(vals)
	if lo == hi {
		return makeAxis(a, vals, n)
	}
	pad := (hi - lo) * 0.05
	x := axis{Axis: a, lo: lo - pad, hi: hi + pad}
	step := niceStep(x.hi-x.lo, n)
	for v := math.Ceil(x.lo / step); v*step <= x.hi; v++ {
		x.ticks = append(x.ticks, v*step)
	}
	return x
}

func whole(v float64) bool { return v == math.Trunc(v) }

// niceStep gives 1, 2, 2.5 or 5 times a power of ten, so that about n steps
// cover the span.
func niceStep(span float64, n int) float64 {
	raw := span / float64(max(n, 1))
	mag := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if raw <= m*mag*1.0000001 {
			return m * mag
		}
	}
	return 10 * mag
}

// tickText gives the number format of the ticks: as few decimals as the steps
// need, which may be fewer than the values have.
func (x axis) tickText(v float64) string {
	a := x.Axis
	a.Decimals = 0
	if len(x.ticks) > 1 {
		step := x.ticks[1] - x.ticks[0]
		for d := 0; d <= 6; d++ {
			p := math.Pow(10, float64(d))
			if math.Abs(step*p-math.Round(step*p)) < 1e-6 && math.Abs(x.ticks[0]*p-math.Round(x.ticks[0]*p)) < 1e-6 {
				a.Decimals = d
				break
			}
		}
	}
	return number(v, a)
}

// reach collects the ends of values and intervals.
func reach(vals []float64, v chart.Value) []float64 {
	if !v.Defined {
		return vals
	}
	vals = append(vals, v.X)
	if v.Bounded {
		vals = append(vals, v.Lo, v.Hi)
	}
	return vals
}

// xTicks sets tick labels below y, leaving out those that would touch the one
// before, and gives the height taken.
func (e *env) xTicks(x axis, y float64) {
	st := e.small()
	last := math.Inf(-1)
	for i, v := range x.ticks {
		s := x.tickText(v)
		w := e.textWidth(s, st)
		at := x.at(v)
		if i > 0 && at-w/2 < last+st.size*0.5 {
			continue
		}
		e.putMid(s, at, y+st.line()*0.82, 0.5, st)
		last = at + w/2
	}
}

// xTicksHeight is what xTicks and the axis label below need.
func (e *env) xTicksHeight() float64 { return e.small().line() * 1.35 }

// gridX draws the vertical grid lines of an axis.
func (e *env) gridX(x axis, y0, y1 float64) {
	for _, v := range x.ticks {
		e.line(x.at(v), y0, x.at(v), y1, solid(InkGrid, e.hair()))
	}
}

// hair is the thinnest line that prints.
func (e *env) hair() float64 { return max(0.4, e.u*0.06) }

// thin and thick are the lines of axes and of data.
func (e *env) thin() float64  { return max(0.6, e.u*0.09) }
func (e *env) thick() float64 { return max(1, e.u*0.19) }
