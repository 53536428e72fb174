package chart

import "servqual/survey/lang"

// FiveGap is the gap model of Parasuraman, Zeithaml and Berry (1985) drawn as
// boxes and arrows, the customer's side above the firm's, with the size of each
// gap on its arrow.
type FiveGap struct {
	Meta
	Boxes    GapBoxes  `json:"boxes"`
	Customer lang.Text `json:"customer"` // names the upper half
	Firm     lang.Text `json:"firm"`     // names the lower half
	Gaps     [5]Gap    `json:"gaps"`     // gap 1 … gap 5
}

// GapBoxes are the texts of the boxes.
type GapBoxes struct {
	WordOfMouth    lang.Text `json:"wordOfMouth"`
	Needs          lang.Text `json:"needs"`
	Experience     lang.Text `json:"experience"`
	Expected       lang.Text `json:"expected"`
	Perceived      lang.Text `json:"perceived"`
	Delivery       lang.Text `json:"delivery"`
	Communication  lang.Text `json:"communication"`
	Specifications lang.Text `json:"specifications"`
	Management     lang.Text `json:"management"`
}

// Gap is one of the five. An absent Value means that it was not measured: its
// arrow is dashed and prints Missing.
type Gap struct {
	Label  lang.Text `json:"label"` // "Gap 1 Knowledge"
	Value  Value     `json:"value"`
	Text   lang.Text `json:"text,omitzero"`    // printed in place of the number: "5.4 / 7"
	Strong bool      `json:"strong,omitempty"` // the one the finding speaks of
}

// Kind implements Figure.
func (FiveGap) Kind() Kind { return KindFiveGap }
