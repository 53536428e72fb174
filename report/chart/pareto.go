package chart

import (
	"cmp"
	"math"
	"slices"

	"servqual/survey/lang"
)

// Pareto shows what makes up a total: bars in falling order, "other" last, and
// the cumulative share on a right-hand axis from 0 to 100 %.
type Pareto struct {
	Meta
	Bars      []ParetoBar `json:"bars"`
	Axis      Axis        `json:"axis"`              // the left axis; starts at 0
	Share     lang.Text   `json:"share"`             // name of the right axis: "Cumulative share"
	Threshold float64     `json:"threshold"`         // the line on the right axis, 80; 0: none
	Opposite  lang.Text   `json:"opposite,omitzero"` // names the hollow bars of the other sign
}

// ParetoBar is one cause or contribution.
type ParetoBar struct {
	Label lang.Text `json:"label"`
	Value float64   `json:"value"` // as computed, with its sign
	Size  float64   `json:"size"`  // length of the bar: the magnitude
	// Opposite marks a contribution of the other sign than the total's (a
	// dimension above expectation): drawn hollow at the end and left out of
	// the cumulative line, for it takes nothing from the total's shortfall.
	Opposite   bool    `json:"opposite,omitempty"`
	Rest       bool    `json:"rest,omitempty"`       // the sum of the small ones: comes last
	Cumulative float64 `json:"cumulative,omitempty"` // per cent, up to and with this bar
	Ref        string  `json:"ref,omitempty"`
	N          float64 `json:"n,omitempty"`
}

// ParetoOrder puts bars into Pareto order and fills Size, Opposite and
// Cumulative from their Values. Causes are counts, all positive; weighted gap
// contributions are signed, and those of the sign with the larger sum are the
// ones that are cumulated. Equal bars keep their order.
func ParetoOrder(bars []ParetoBar) []ParetoBar {
	out := slices.Clone(bars)
	var plus, minus float64
	for i := range out {
		out[i].Size = math.Abs(out[i].Value)
		if out[i].Value < 0 {
			minus += out[i].Size
		} else {
			plus += out[i].Size
		}
	}
	total, negative := plus, false
	if minus > plus {
		total, negative = minus, true
	}
	for i := range out {
		out[i].Opposite = out[i].Value != 0 && (out[i].Value < 0) != negative
	}
	slices.SortStableFunc(out, func(a, b ParetoBar) int {
		if c := cmp.Compare(place(a), place(b)); c != 0 {
			return c
		}
		return cmp.Compare(b.Size, a.Size)
	})
	sum := 0.0
	for i := range out {
		out[i].Cumulative = 0
		if out[i].Opposite || total == 0 {
			continue
		}
		sum += out[i].Size
		out[i].Cumulative = 100 * sum / total
	}
	return out
}

// place orders the bars that count before the rest, and those before the bars
// of the other sign.
func place(b ParetoBar) int {
	switch {
	case b.Opposite:
		return 2
	case b.Rest:
		return 1
	}
	return 0
}

// Kind implements Figure.
func (Pareto) Kind() Kind { return KindPareto }
