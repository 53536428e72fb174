package chart

import "servqual/survey/lang"

// Funnel shows the mean of each unit over its number of respondents, between
// limits that narrow as n grows (Spiegelhalter 2005). Points outside are news,
// the order of those inside is not.
type Funnel struct {
	Meta
	N           Axis          `json:"n"`
	Y           Axis          `json:"y"`
	Centre      float64       `json:"centre"`
	CentreLabel lang.Text     `json:"centreLabel,omitzero"`
	Limits      []FunnelLimit `json:"limits"` // the narrow one first
	Points      []FunnelPoint `json:"points"`
}

// FunnelLimit is one pair of limits, as points of the curve in rising N.
type FunnelLimit struct {
	Label lang.Text `json:"label"` // "95%"
	Curve []LimitAt `json:"curve"`
}

// LimitAt is the pair of limits at one n.
type LimitAt struct {
	N  float64 `json:"n"`
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

// FunnelPoint is one unit.
type FunnelPoint struct {
	Label lang.Text `json:"label"`
	N     float64   `json:"n"`
	Y     float64   `json:"y"`
	// Outside marks a unit beyond the outer limits; it is labelled.
	Outside bool   `json:"outside,omitempty"`
	Low     bool   `json:"low,omitempty"` // beyond on the bad side
	Ref     string `json:"ref,omitempty"`
}

// Kind implements Figure.
func (Funnel) Kind() Kind { return KindFunnel }

// Caterpillar shows the units in order, each with its interval; the thick inner
// bar (84 %) is for comparing two units by eye. Tiers come before ranks.
type Caterpillar struct {
	Meta
	Rows        []UnitRow    `json:"rows"` // best first
	Axis        Axis         `json:"axis"`
	Centre      Value        `json:"centre,omitzero"`
	CentreLabel lang.Text    `json:"centreLabel,omitzero"`
	Target      Value        `json:"target,omitzero"` // a second line: what is aimed at
	TargetLabel lang.Text    `json:"targetLabel,omitzero"`
	Tiers       [3]lang.Text `json:"tiers,omitzero"` // names of Bad, Neutral, Good
	ValueHead   lang.Text    `json:"valueHead,omitzero"`
	RankHead    lang.Text    `json:"rankHead,omitzero"` // heads the column of ranks; empty: none
}

// UnitRow is one unit.
type UnitRow struct {
	Label   lang.Text `json:"label"`
	Value   Value     `json:"value"`
	InnerLo float64   `json:"innerLo,omitempty"` // the inner bar, when Inner
	InnerHi float64   `json:"innerHi,omitempty"`
	Inner   bool      `json:"inner,omitempty"`
	Tier    Tone      `json:"tier,omitempty"` // absent: no tier
	Rank    string    `json:"rank,omitempty"` // "3 [1–7]"
	Strong  bool      `json:"strong,omitempty"`
}

// Kind implements Figure.
func (Caterpillar) Kind() Kind { return KindCaterpillar }

// Heatmap shows units by dimensions as numbers on colours. The colour runs
// either way from Mid and is full at Mid ± Span.
type Heatmap struct {
	Meta
	Columns []lang.Text `json:"columns"`
	Rows    []HeatRow   `json:"rows"`
	Axis    Axis        `json:"axis"` // how values are printed; its range is not used
	Mid     float64     `json:"mid"`
	Span    float64     `json:"span"`
	Low     lang.Text   `json:"low"` // names the two ends of the colour key
	High    lang.Text   `json:"high"`
	NHead   lang.Text   `json:"nHead,omitzero"` // heads the column of n; empty: none
}

// HeatRow is one unit.
type HeatRow struct {
	Label  lang.Text  `json:"label"`
	N      float64    `json:"n,omitempty"`
	Cells  []HeatCell `json:"cells"`
	Strong bool       `json:"strong,omitempty"` // a total line
}

// HeatCell is one number. An absent Value is hatched and prints Missing.
type HeatCell struct {
	Value Value   `json:"value"`
	Shade float64 `json:"shade"` // what the colour shows: the value itself, or its z
}

// Kind implements Figure.
func (Heatmap) Kind() Kind { return KindHeatmap }
