// Package chart holds figures as plain data: what a radar, a Pareto or a trend
// shows, with both languages of every label, every interval, and the reference
// of each number.
//
// It knows no statistics (a cumulative share, a limit or an interval arrives
// ready made), no wording and no drawing: package draw turns a figure into
// lines, the workbook writer turns the same figure into a native chart. On the
// walk of a number it is the stop where the finding gap/REL becomes a point.
package chart

import (
	"fmt"

	"servqual/survey/lang"
)

// Kind names a type of figure.
type Kind int

// The kinds of figure. The zero value is invalid.
const (
	KindRadar Kind = iota + 1
	KindPareto
	KindTrend
	KindBars
	KindDots
	KindDumbbell
	KindLikert
	KindStack
	KindQuadrant
	KindFiveGap
	KindFunnel
	KindCaterpillar
	KindHeatmap
	KindSteps
	KindColumns
	KindPie
	KindGrid
)

var kindNames = map[Kind]string{
	KindRadar: "radar", KindPareto: "pareto", KindTrend: "trend", KindBars: "bars", KindDots: "dots",
	KindDumbbell: "dumbbell", KindLikert: "likert", KindStack: "stack", KindQuadrant: "quadrant",
	KindFiveGap: "five-gap", KindFunnel: "funnel", KindCaterpillar: "caterpillar", KindHeatmap: "heatmap",
	KindSteps: "steps", KindColumns: "columns", KindPie: "pie", KindGrid: "grid",
}

// String gives the name used in files, classes and on the command line.
func (k Kind) String() string {
	if s, ok := kindNames[k]; ok {
		return s
	}
	return fmt.Sprintf("chart.Kind(%d)", int(k))
}

// MarshalText writes the name, so that goldens and JSON stay readable.
func (k Kind) MarshalText() ([]byte, error) {
	if s, ok := kindNames[k]; ok {
		return []byte(s), nil
	}
	return nil, fmt.Errorf("chart: invalid kind %d", int(k))
}

// Figure is one chart as data.
type Figure interface {
	Kind() Kind
	// About gives what every figure has: id, title, alternative text, note.
	About() Meta
	// Check says what makes the figure impossible to draw: lengths that do
	// not match, an interval that does not hold its value, a number that is
	// not finite, a role or range left out.
	Check() error
}

// Meta is what every figure has. Figures embed it.
type Meta struct {
	ID    string    `json:"id"`            // stable and unique in a document: "radar-dimensions"
	Title lang.Text `json:"title"`         // what is shown: "Expected and perceived service by dimension"
	Sub   lang.Text `json:"sub,omitzero"`  // one line below it: scale, period, n
	Note  lang.Text `json:"note,omitzero"` // below the figure: what the whiskers are, how to read it
	Alt   lang.Text `json:"alt,omitzero"`  // alternative text for readers who can't see it
}

// About implements Figure.
func (m Meta) About() Meta { return m }

// Value is one number of a figure, possibly with an interval, possibly absent.
// The zero Value is absent and draws as a gap.
type Value struct {
	Defined bool    `json:"defined"`
	X       float64 `json:"x,omitempty"`
	Bounded bool    `json:"bounded,omitempty"` // Lo and Hi mean something
	Lo      float64 `json:"lo,omitempty"`
	Hi      float64 `json:"hi,omitempty"`
	Missing string  `json:"missing,omitempty"` // what to print in its place: "<10", "–"
	Ref     string  `json:"ref,omitempty"`     // reference on the walk: "gap/REL"
	N       float64 `json:"n,omitempty"`       // respondents; 0: not stated
}

// At makes a value without interval.
func At(x float64) Value { return Value{Defined: true, X: x} }

// Within makes a value with its interval.
func Within(x, lo, hi float64) Value {
	return Value{Defined: true, X: x, Bounded: true, Lo: lo, Hi: hi}
}

// None makes an absent value and says what to print instead.
func None(why string) Value { return Value{Missing: why} }

// As gives the value with its reference.
func (v Value) As(ref string) Value { v.Ref = ref; return v }

// Of gives the value with its number of respondents.
func (v Value) Of(n float64) Value { v.N = n; return v }

// Range is what an axis spans. Fixed ends are the ends of the scale and are
// kept; otherwise the drawing widens the range to round numbers around the
// data, and Min and Max are values it must hold (both 0: only the data).
type Range struct {
	Min   float64 `json:"min"`
	Max   float64 `json:"max"`
	Fixed bool    `json:"fixed,omitempty"`
}

// Scale makes the fixed range of a rating scale or an index.
func Scale(lo, hi float64) Range { return Range{Min: lo, Max: hi, Fixed: true} }

// Axis is a labelled range.
type Axis struct {
	Label    lang.Text `json:"label,omitzero"`
	Range    Range     `json:"range"`
	Decimals int       `json:"decimals"`          // digits after the point in values printed
	Percent  bool      `json:"percent,omitempty"` // values are per cent and print with the sign
	Signed   bool      `json:"signed,omitempty"`  // print + before positive values: gaps
}

// Role says what a series stands for. It fixes colour, marker and dash, so that
// expectations look alike on every page.
type Role int

// The roles. The zero value is invalid.
const (
	Expectation Role = iota + 1
	Perception
	Minimum
	Desired
	Benchmark
	Managers
	Customers
	Staff
	Best  // the best unit
	Main  // the one series of a chart that has one
	Other // any further series
)

var roleNames = map[Role]string{
	Expectation: "expectation", Perception: "perception", Minimum: "minimum", Desired: "desired",
	Benchmark: "benchmark", Managers: "managers", Customers: "customers", Staff: "staff",
	Best: "best", Main: "main", Other: "other",
}

// String names the role.
func (r Role) String() string {
	if s, ok := roleNames[r]; ok {
		return s
	}
	return fmt.Sprintf("chart.Role(%d)", int(r))
}

// MarshalText writes the name.
func (r Role) MarshalText() ([]byte, error) {
	if s, ok := roleNames[r]; ok {
		return []byte(s), nil
	}
	return nil, fmt.Errorf("chart: invalid role %d", int(r))
}

// Key names a series and says what it stands for.
type Key struct {
	Name lang.Text `json:"name"`
	Role Role      `json:"role"`
}

// Tone says whether a category is good news. It fixes the colour of stacked
// parts and tiers.
type Tone int

// The tones. The zero value is invalid.
const (
	Bad Tone = iota + 1
	Neutral
	Good
)

var toneNames = map[Tone]string{Bad: "bad", Neutral: "neutral", Good: "good"}

// String names the tone.
func (t Tone) String() string {
	if s, ok := toneNames[t]; ok {
		return s
	}
	return fmt.Sprintf("chart.Tone(%d)", int(t))
}

// MarshalText writes the name.
func (t Tone) MarshalText() ([]byte, error) {
	if s, ok := toneNames[t]; ok {
		return []byte(s), nil
	}
	return nil, fmt.Errorf("chart: invalid tone %d", int(t))
}
