package chart

import "servqual/survey/lang"

// Bars shows one signed number for each item as a bar to the left or right of
// zero, with its interval, in blocks: the gaps of 22 items by dimension, or the
// seven weakest items in one block.
type Bars struct {
	Meta
	Groups []BarGroup `json:"groups"`
	Axis   Axis       `json:"axis"`
	// Hollow says what a bar without filling means: "not significant".
	Hollow lang.Text `json:"hollow,omitzero"`
	// Points, when given, are drawn in a panel beside the bars: E and P of
	// each item on their scale.
	Points     []Key `json:"points,omitempty"`
	PointsAxis Axis  `json:"pointsAxis,omitzero"`
}

// BarGroup is a block of bars under one heading.
type BarGroup struct {
	Label lang.Text `json:"label,omitzero"` // empty: no heading
	Ref   string    `json:"ref,omitempty"`
	Bars  []Bar     `json:"bars"`
}

// Bar is one item.
type Bar struct {
	Label  lang.Text `json:"label"`
	Code   string    `json:"code,omitempty"` // "Q5", printed before the label
	Value  Value     `json:"value"`
	Hollow bool      `json:"hollow,omitempty"` // not distinguishable from zero
	Strong bool      `json:"strong,omitempty"` // one of the few the finding speaks of
	Points []Value   `json:"points,omitempty"` // one for each of Bars.Points
}

// Kind implements Figure.
func (Bars) Kind() Kind { return KindBars }
