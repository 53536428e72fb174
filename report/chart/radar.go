package chart

import "servqual/survey/lang"

// Radar shows series on axes around a point: E and P on the five dimensions,
// a branch against the region, twelve indicators against their target.
//
// Areas mislead (they grow with the square and depend on the order of the
// axes), so a document puts a Dots figure of the same numbers beside it.
type Radar struct {
	Meta
	Axes   []Spoke       `json:"axes"`  // clockwise from the top
	Scale  Axis          `json:"scale"` // the ends of the scale, always fixed
	Series []RadarSeries `json:"series"`
	// Ring is one level drawn around, the target 100 of an indicator radar;
	// absent when not Defined.
	Ring      Value     `json:"ring,omitzero"`
	RingLabel lang.Text `json:"ringLabel,omitzero"`
	// Bands colours the space between Minimum, Perception and Desired of the
	// three-column questionnaire: blue where P is above the minimum, yellow
	// up to the desired level, red where P is below the minimum, green where
	// it is above the desired one. Needs those three roles.
	Bands     bool         `json:"bands,omitempty"`
	BandNames [4]lang.Text `json:"bandNames,omitzero"` // Min→P, P→Des, P below Min, P above Des
}

// Spoke is one axis of a radar.
type Spoke struct {
	Label lang.Text `json:"label"`
	Ref   string    `json:"ref,omitempty"`
	// Text, when given, is printed below the label in place of the values:
	// the raw indicator ("92.4 %") of an index radar.
	Text lang.Text `json:"text,omitzero"`
}

// RadarSeries has one value for each axis.
type RadarSeries struct {
	Key
	Values []Value `json:"values"`
}

// Kind implements Figure.
func (Radar) Kind() Kind { return KindRadar }
