package chart

import "servqual/survey/lang"

// Trend shows series over waves with their intervals as ribbons, and, as a
// control chart, the centre and the limits of each phase and the waves that
// signal. A wave without data is a gap in the line, never bridged.
type Trend struct {
	Meta
	Waves   []Wave        `json:"waves"`         // in time order, one for every period also when empty
	Head    lang.Text     `json:"head,omitzero"` // what the waves are where they are not periods: components of a scree plot
	Axis    Axis          `json:"axis"`
	Series  []TrendSeries `json:"series"`
	Limits  []Limits      `json:"limits,omitempty"`
	Signals []Signal      `json:"signals,omitempty"`
	Events  []Event       `json:"events,omitempty"`
	// Level is a horizontal line to compare with (0 for gaps); not a target
	// on a control chart, where lines that are not limits mislead.
	Level      Value     `json:"level,omitzero"`
	LevelLabel lang.Text `json:"levelLabel,omitzero"`
}

// Wave is one period on the time axis.
type Wave struct {
	Label lang.Text `json:"label"` // "2026-10" is set as month over year
	Ref   string    `json:"ref,omitempty"`
}

// TrendSeries has one value for each wave.
type TrendSeries struct {
	Key
	Values []Value `json:"values"`
}

// Limits are the control limits of waves From to To, both included. With
// limits that vary by sample size there is one of these for each wave.
type Limits struct {
	From   int     `json:"from"`
	To     int     `json:"to"`
	Centre float64 `json:"centre"`
	Lower  float64 `json:"lower"`
	Upper  float64 `json:"upper"`
	// Tentative limits rest on too few waves to be firm and are dashed.
	Tentative bool      `json:"tentative,omitempty"`
	Label     lang.Text `json:"label,omitzero"` // name of the phase
}

// Signal marks a point that is more than noise.
type Signal struct {
	Series int       `json:"series"`
	Wave   int       `json:"wave"`
	Label  lang.Text `json:"label"` // the rule, short: "beyond limit"
}

// Event is something that happened: an action, a new form.
type Event struct {
	Wave  int       `json:"wave"`
	Label lang.Text `json:"label"`
}

// Kind implements Figure.
func (Trend) Kind() Kind { return KindTrend }
