package chart

import "servqual/survey/lang"

// Quadrant shows points between two axes that are cut into four fields:
// importance over performance, stated over derived importance.
type Quadrant struct {
	Meta
	X       Axis            `json:"x"`
	Y       Axis            `json:"y"`
	CrossX  float64         `json:"crossX"`
	CrossY  float64         `json:"crossY"`
	Cross   lang.Text       `json:"cross,omitzero"` // where the cross-hairs lie: "means of the items"
	Corners [4]lang.Text    `json:"corners"`        // top left, top right, bottom left, bottom right
	Focus   int             `json:"focus"`          // the corner to look at, 0…3; −1: none
	Points  []QuadrantPoint `json:"points"`
	// Diagonal draws the line on which x equals y, where the scales compare.
	Diagonal bool      `json:"diagonal,omitempty"`
	Solid    lang.Text `json:"solid,omitzero"`  // what a filled point means: "stays in its field"
	Hollow   lang.Text `json:"hollow,omitzero"` // what a hollow point means
}

// QuadrantPoint is one item.
type QuadrantPoint struct {
	Label  lang.Text `json:"label"`
	Code   string    `json:"code"` // printed where the label has no room
	X      Value     `json:"x"`
	Y      Value     `json:"y"`
	Hollow bool      `json:"hollow,omitempty"`
	// From is where the point was last time; an arrow is drawn from there.
	From *XY    `json:"from,omitempty"`
	Ref  string `json:"ref,omitempty"`
}

// XY is a place in a chart's own units.
type XY struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Kind implements Figure.
func (Quadrant) Kind() Kind { return KindQuadrant }
