package chart

import "servqual/survey/lang"

// Dots shows the values of a few series on one scale, a row for each dimension,
// joined by a line whose length is the difference: the readable companion of a
// radar. Where the series hold Minimum and Desired, the space between them is
// drawn as the zone of tolerance.
type Dots struct {
	Meta
	Series []Key    `json:"series"`
	Rows   []DotRow `json:"rows"`
	Axis   Axis     `json:"axis"`
	// Diff heads the column of differences printed at the right; empty: none.
	Diff     lang.Text `json:"diff,omitzero"`
	DiffAxis Axis      `json:"diffAxis,omitzero"` // how they are printed; its range is not used
}

// DotRow is one row.
type DotRow struct {
	Label  lang.Text `json:"label"`
	Code   string    `json:"code,omitempty"`
	Group  lang.Text `json:"group,omitzero"` // a heading is set where it changes
	Values []Value   `json:"values"`         // one for each series
	Diff   Value     `json:"diff,omitzero"`
	Strong bool      `json:"strong,omitempty"`
	Ref    string    `json:"ref,omitempty"`
}

// Kind implements Figure.
func (Dots) Kind() Kind { return KindDots }

// Dumbbell compares two groups on the same questions: what managers believe
// customers expect, and what customers expect. It has exactly two series.
type Dumbbell Dots

// Kind implements Figure.
func (Dumbbell) Kind() Kind { return KindDumbbell }
