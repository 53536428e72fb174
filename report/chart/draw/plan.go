package draw

import (
	"fmt"

	"servqual/report/chart"
	"servqual/survey/lang"
)

// drawable says whether the figure is one of the types of package chart,
// passed as a value.
func drawable(fig chart.Figure) bool {
	switch fig.(type) {
	case chart.Radar, chart.Pareto, chart.Trend, chart.Bars, chart.Dots, chart.Dumbbell, chart.Likert, chart.Stack,
		chart.Quadrant, chart.FiveGap, chart.Funnel, chart.Caterpillar, chart.Heatmap, chart.Steps, chart.Columns, chart.Pie:
		return true
	case chart.Grid:
		for _, f := range fig.(chart.Grid).Figures {
			if !drawable(f) {
				return false
			}
		}
		return true
	}
	return false
}

// plan chooses the drawing of a figure that is drawable.
func (e *env) plan(fig chart.Figure) plan {
	switch f := fig.(type) {
	case chart.Radar:
		return e.radar(f)
	case chart.Pareto:
		return e.pareto(f)
	case chart.Trend:
		return e.trend(f)
	case chart.Bars:
		return e.bars(f)
	case chart.Dots:
		return e.dots(f, true)
	case chart.Dumbbell:
		return e.dots(chart.Dots(f), false)
	case chart.Likert:
		return e.likert(f)
	case chart.Stack:
		return e.stack(f)
	case chart.Quadrant:
		return e.quadrant(f)
	case chart.FiveGap:
		return e.fiveGap(f)
	case chart.Funnel:
		return e.funnel(f)
	case chart.Caterpillar:
		return e.caterpillar(f)
	case chart.Heatmap:
		return e.heatmap(f)
	case chart.Steps:
		return e.steps(f)
	case chart.Columns:
		return e.columns(f)
	case chart.Pie:
		return e.pie(f)
	case chart.Grid:
		return e.grid(f)
	}
	panic(fmt.Sprintf("draw: no drawing for %T", fig))
}

func sameText(s string) lang.Text { return lang.Same(s) }
