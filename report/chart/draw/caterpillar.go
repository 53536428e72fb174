package draw

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

func (e *env) caterpillar(f chart.Caterpillar) plan {
	high := func(w float64) float64 {
		c := e.layUnits(f, w)
		return c.head + c.rows.total + c.foot
	}
	return plan{prefer: high, least: high, paint: func(r rect) { e.paintUnits(f, r) }}
}

type unitsLayout struct {
	rows          rowLayout
	head, foot    float64
	valueW, rankW float64
	value, rank   block
	centre        block
	target        block
	x0, x1        float64 // the plot, from the left edge
}

func (e *env) layUnits(f chart.Caterpillar, w float64) unitsLayout {
	var c unitsLayout
	var rows []row
	ranks := !f.RankHead.IsZero() && e.opt.Size != Thumb
	for _, r := range f.Rows {
		var tier lang.Text
		if r.Tier != 0 {
			tier = f.Tiers[r.Tier-1]
		}
		rows = append(rows, row{group: tier, label: r.Label, strong: r.Strong})
		c.valueW = max(c.valueW, e.diffWidth(r.Value, f.Axis))
		if ranks {
			c.rankW = max(c.rankW, e.textWidth(r.Rank, e.small()))
		}
	}
	if e.opt.Size != Thumb {
		c.value = e.stacked(f.ValueHead, max(c.valueW, w*0.12), e.small())
	} else {
		c.valueW = 0
	}
	if ranks {
		c.rank = e.stacked(f.RankHead, max(c.rankW, w*0.1), e.small())
		c.rankW = max(c.rankW, c.rank.w) + e.u
	}
	c.valueW = max(c.valueW, c.value.w)
	c.centre = e.block(f.CentreLabel, w*0.35, e.small())
	c.rows = e.layRows(rows, w*0.3, w)
	c.target = e.block(f.TargetLabel, w*0.35, e.small())
	c.head = max(c.value.h, c.rank.h, c.centre.h+c.target.h)
	if c.head > 0 {
		c.head += e.u * 0.4
	}
	c.x0, c.x1 = c.rows.width(e)+e.u*0.8, w-c.valueW-c.rankW-e.u*1.4
	c.foot = e.xTicksHeight() + e.axisLabel(f.Axis.Label, rect{x0: c.x0, x1: c.x1}, false)
	return c
}

func (e *env) paintUnits(f chart.Caterpillar, r rect) {
	c := e.layUnits(f, r.w())
	c.rows.stretch(e, r.h()-c.head-c.foot)
	top := r.y0 + c.head
	places := c.rows.paint(e, r.x0, r.x1, top)
	bottom := rowsBottom(places, top)
	e.putBlock(c.rank, r.x1, top-e.u*0.4-c.rank.h, 1)
	e.putBlock(c.value, r.x1-c.rankW, top-e.u*0.4-c.value.h, 1)
	var vals []float64
	for _, row := range f.Rows {
		vals = reach(vals, row.Value)
	}
	vals = reach(reach(vals, f.Centre), f.Target)
	x := makeAxis(f.Axis, vals, 5)
	x.a, x.b = r.x0+c.x0, r.x0+c.x1
	e.gridRows(x, c.rows, top, places)
	e.xTicks(x, bottom)
	e.axisLabel(f.Axis.Label, rect{x.a, bottom + e.xTicksHeight(), x.b, 0}, true)
	e.unitCentre(f, c, x, places, top)
	e.unitTarget(f, c, x, places, top)
	for i, row := range f.Rows {
		y := places[i].y
		e.group(row.Value.Ref, tip(e.words(row.Label), withInterval(row.Value, f.Axis), nText(row.Value.N)), func() {
			e.paintUnit(row, x, y, places[i].h)
			if c.valueW > 0 {
				e.putDiff(row.Value, f.Axis, r.x1-c.rankW, y, row.Strong)
			}
			if c.rankW > 0 {
				e.putMid(row.Rank, r.x1, y, 1, e.small())
			}
		})
	}
}

// unitCentre draws the mean of all units as a dashed line beside the rows.
func (e *env) unitCentre(f chart.Caterpillar, c unitsLayout, x axis, places []rowPlace, top float64) {
	if !f.Centre.Defined {
		return
	}
	at := x.clamp(f.Centre.X)
	for _, p := range places {
		if f.Centre.Bounded {
			e.box(rect{x.clamp(f.Centre.Lo), p.y - p.h/2, x.clamp(f.Centre.Hi), p.y + p.h/2}, wash(InkNeutral, 0.45), stroke{})
		}
		e.line(at, p.y-p.h/2, at, p.y+p.h/2, e.hairs())
	}
	left := at - c.centre.w/2
	left = min(max(left, 2), x.b-c.centre.w+e.u)
	e.putBlock(c.centre, left, top-e.u*0.3-c.centre.h, 0)
}

// unitTarget draws what is aimed at as a solid line beside the rows, its name
// above that of the centre.
func (e *env) unitTarget(f chart.Caterpillar, c unitsLayout, x axis, places []rowPlace, top float64) {
	if !f.Target.Defined {
		return
	}
	at := x.clamp(f.Target.X)
	for _, p := range places {
		e.line(at, p.y-p.h/2, at, p.y+p.h/2, solid(InkMain, e.thin()*1.2))
	}
	left := min(max(at-c.target.w/2, 2), x.b-c.target.w+e.u)
	e.putBlock(c.target, left, top-e.u*0.3-c.centre.h-c.target.h, 0)
}

// paintUnit draws the interval, the inner bar and the point of one unit. Tiers
// differ in marker as well as in colour.
func (e *env) paintUnit(row chart.UnitRow, x axis, y, h float64) {
	v := row.Value
	if !v.Defined {
		return
	}
	c, s := InkMain, discShape
	switch row.Tier {
	case chart.Bad:
		c, s = InkShortfall, downShape
	case chart.Neutral:
		c, s = InkOther, discShape
	case chart.Good:
		c, s = InkSurplus, upShape
	}
	if v.Bounded {
		e.whisker(x, v, y, solid(c, e.thin()*1.2), e.u*0.22)
	}
	if row.Inner {
		a, b := x.clamp(row.InnerLo), x.clamp(row.InnerHi)
		t := min(e.u*0.24, h*0.2)
		e.box(rect{a, y - t, b, y + t}, wash(c, 0.5), stroke{})
	}
	e.mark(s, pt{x.clamp(v.X), y}, e.u*0.38, ink(c), solid(InkPaper, e.thin()*0.6))
}
