package draw

import (
	"math"

	"servqual/report/chart"
)

// grid draws small figures side by side, at smaller type, each under its title.
func (e *env) grid(f chart.Grid) plan {
	high := func(w float64, least bool) float64 {
		total := 0.0
		for _, h := range e.gridRowsHigh(f, w, least) {
			total += h
		}
		return total
	}
	return plan{
		prefer: func(w float64) float64 { return high(w, false) },
		least:  func(w float64) float64 { return high(w, true) },
		paint:  func(r rect) { e.paintGrid(f, r) },
	}
}

// gridColumns is as many as leave each figure sixteen ems.
func (e *env) gridColumns(f chart.Grid, w float64) int {
	n := f.Columns
	if n <= 0 {
		n = max(1, int(w/(e.u*16)))
	}
	return max(1, min(n, len(f.Figures)))
}

func (e *env) gridGap() float64 { return e.u * 1.4 }

// inCell gives the environment of a figure in the grid: the same scene, smaller
// type.
func (e *env) inCell() *env {
	c := *e
	c.u = e.u * 0.88
	return &c
}

func (e *env) cellTitle(fig chart.Figure, w float64) block {
	return e.stacked(fig.About().Title, w, e.strong())
}

// gridRowsHigh measures the rows, gaps included.
func (e *env) gridRowsHigh(f chart.Grid, w float64, least bool) []float64 {
	n := e.gridColumns(f, w)
	cw := (w - e.gridGap()*float64(n-1)) / float64(n)
	rows := make([]float64, (len(f.Figures)+n-1)/n)
	for i, fig := range f.Figures {
		c := e.inCell()
		p := c.plan(fig)
		h := p.prefer(cw)
		if least {
			h = p.least(cw)
		}
		rows[i/n] = max(rows[i/n], h+c.cellTitle(fig, cw).h+e.u*0.4+e.gridGap())
	}
	return rows
}

func (e *env) paintGrid(f chart.Grid, r rect) {
	n := e.gridColumns(f, r.w())
	cw := (r.w() - e.gridGap()*float64(n-1)) / float64(n)
	rows := e.gridRowsHigh(f, r.w(), true)
	spare := r.h()
	for _, h := range rows {
		spare -= h
	}
	extra := math.Max(0, spare) / float64(max(1, len(rows)))
	y := r.y0
	for i, fig := range f.Figures {
		if i > 0 && i%n == 0 {
			y += rows[i/n-1] + extra
		}
		x := r.x0 + float64(i%n)*(cw+e.gridGap())
		c := e.inCell()
		title := c.cellTitle(fig, cw)
		c.putBlock(title, x, y, 0)
		c.plan(fig).paint(rect{x, y + title.h + e.u*0.4, x + cw, y + rows[i/n] + extra - e.gridGap()})
		if c.err != nil && e.err == nil {
			e.err = c.err
		}
	}
}
