package draw_test

import (
	"bytes"
	"fmt"
	"strings"

	"servqual/report/chart"
	"servqual/report/chart/draw"
	"servqual/survey/lang"
)

// A figure is data first; the drawing chooses its size, sets its labels and
// keeps the reference of each point.
func ExampleSVG() {
	fig := chart.Dots{
		Meta:   chart.Meta{ID: "dots-dimensions", Title: lang.T("可靠性差距最大", "Reliability has the largest gap")},
		Series: []chart.Key{{Name: lang.T("期望", "Expected"), Role: chart.Expectation}, {Name: lang.T("感知", "Perceived"), Role: chart.Perception}},
		Axis:   chart.Axis{Range: chart.Scale(1, 7), Decimals: 2},
		Rows: []chart.DotRow{{Label: lang.T("可靠性", "Reliability"),
			Values: []chart.Value{chart.Within(6.48, 6.35, 6.61).As("e/REL"), chart.Within(5.12, 4.95, 5.29).As("p/REL").Of(214)}}},
	}
	opt := draw.Default(lang.Zh)
	w, h, err := draw.Size(fig, opt)
	if err != nil {
		fmt.Println(err)
		return
	}
	var svg bytes.Buffer
	if err := draw.SVG(&svg, fig, opt); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f × %.0f pt\n", w.Points(), h.Points())
	for _, line := range strings.Split(svg.String(), "\n") {
		if strings.Contains(line, "data-ref") {
			fmt.Println(line)
		}
	}
	// Output:
	// 482 × 70 pt
	// <g class="pt" data-ref="e/REL"><title>可靠性 · 期望 6.48 [6.35, 6.61]</title>
	// <g class="pt" data-ref="p/REL"><title>可靠性 · 感知 5.12 [4.95, 5.29] · n = 214</title>
}
