package chart

import "servqual/survey/lang"

// Steps shows what is left after each step: invited, started, finished, valid.
type Steps struct {
	Meta
	Steps []Step `json:"steps"`
}

// Step is one of them.
type Step struct {
	Label lang.Text `json:"label"`
	Value float64   `json:"value"`
	Text  lang.Text `json:"text,omitzero"` // printed after the number: "62% of invited"
	Ref   string    `json:"ref,omitempty"`
}

// Kind implements Figure.
func (Steps) Kind() Kind { return KindSteps }

// Columns shows upright bars side by side with their intervals: indices by
// branch, scores by channel.
type Columns struct {
	Meta
	Axis   Axis     `json:"axis"`
	Series []Key    `json:"series"`
	Groups []Column `json:"groups"`
	// Level is a line to compare with.
	Level      Value     `json:"level,omitzero"`
	LevelLabel lang.Text `json:"levelLabel,omitzero"`
}

// Column is one place on the axis with a value for each series.
type Column struct {
	Label  lang.Text `json:"label"`
	Values []Value   `json:"values"`
	Strong bool      `json:"strong,omitempty"`
}

// Kind implements Figure.
func (Columns) Kind() Kind { return KindColumns }

// MaxSlices is how many slices a pie may have; more can't be compared.
const MaxSlices = 7

// Pie shows parts of a whole, clockwise from the top, at most MaxSlices.
type Pie struct {
	Meta
	Slices []Slice `json:"slices"`
	Axis   Axis    `json:"axis"` // how values are printed; its range is not used
}

// Slice is one part.
type Slice struct {
	Label lang.Text `json:"label"`
	Value float64   `json:"value"`
	Ref   string    `json:"ref,omitempty"`
}

// Kind implements Figure.
func (Pie) Kind() Kind { return KindPie }

// Grid puts small figures of one kind side by side on equal axes: a trend for
// each branch, a caterpillar for each dimension.
type Grid struct {
	Meta
	Columns int      `json:"columns,omitempty"` // 0: as many as fit
	Figures []Figure `json:"figures"`
}

// Kind implements Figure.
func (Grid) Kind() Kind { return KindGrid }
