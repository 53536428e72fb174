package chart

import "servqual/survey/lang"

// Likert shows the distribution of answers to each item, stacked to the left
// and right of the middle of the scale. The levels are those of the scale, also
// where nobody chose them; "does not apply" stands apart and is in no share.
type Likert struct {
	Meta
	Levels []lang.Text `json:"levels"` // lowest first; as many as the scale has
	Rows   []LikertRow `json:"rows"`
	// NA heads the column of answers outside the scale; empty: no column.
	NA lang.Text `json:"na,omitzero"`
	// Low and High head the shares below and above the middle.
	Low  lang.Text `json:"low,omitzero"`
	High lang.Text `json:"high,omitzero"`
}

// LikertRow is one item.
type LikertRow struct {
	Label   lang.Text `json:"label"`
	Code    string    `json:"code,omitempty"`
	Group   lang.Text `json:"group,omitzero"`
	Counts  []float64 `json:"counts"` // one for each level; shares are made of these
	NA      float64   `json:"na,omitempty"`
	Missing string    `json:"missing,omitempty"` // "<10": the row is withheld
	Ref     string    `json:"ref,omitempty"`
}

// Kind implements Figure.
func (Likert) Kind() Kind { return KindLikert }

// Stack shows how each row divides into the same few parts, to 100 %: below,
// met and above expectation; income by source.
type Stack struct {
	Meta
	Parts []Part     `json:"parts"`
	Rows  []StackRow `json:"rows"`
}

// Part is one part of every row.
type Part struct {
	Name lang.Text `json:"name"`
	Tone Tone      `json:"tone"`
}

// StackRow is one row.
type StackRow struct {
	Label   lang.Text `json:"label"`
	Code    string    `json:"code,omitempty"`
	Group   lang.Text `json:"group,omitzero"`
	Counts  []float64 `json:"counts"` // one for each part: counts or shares, drawn as shares of their sum
	N       float64   `json:"n,omitempty"`
	Missing string    `json:"missing,omitempty"`
	Ref     string    `json:"ref,omitempty"`
}

// Kind implements Figure.
func (Stack) Kind() Kind { return KindStack }
