package servqual

import (
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Scorer scores one segment after the other in the same memory: of 12,000
// segments a third of the time went into making and collecting scorecards. The
// zero value is ready; a Scorer is for one goroutine.
type Scorer struct {
	card            Scorecard
	freq            stats.Freq
	cross           []stats.Cross // by dimension
	tests           []stats.Test
	plan            *tally.Plan
	sides, measures []tally.Measure // of a core
	items           []int           // by dimension: how many
}

// prepare makes room for the scorecards of a plan. A scorecard keeps the maps of
// the last one where the same measures come again.
func (x *Scorer) prepare(p *tally.Plan) {
	if x.plan == p {
		return
	}
	x.plan, x.sides, x.measures, x.items, x.card = p, sidesOf(p), p.Measures(), nil, Scorecard{}
	for d := range p.Study().Dimensions {
		x.items = append(x.items, len(p.Study().ItemsOf(d)))
	}
	x.cross = make([]stats.Cross, len(p.Study().Dimensions))
}

// Brief is Score without what each item does to its scale (Reliability.Dropped
// and ItemTotal). The scorecard is good until the next call.
func (x *Scorer) Brief(t *tally.Tally, level float64) *Scorecard { return x.score(t, level, false) }
