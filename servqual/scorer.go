package servqual

import (
	"slices"

	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Scorer scores one segment after the other in the same memory: of 12,000
// segments a third of the time went into making and collecting scorecards. The
// zero value is ready; a Scorer is for one goroutine.
type Scorer struct {
	card      Scorecard
	freq      stats.Freq
	cross     []stats.Cross // by dimension
	tests     []stats.Test
	plan      *tally.Plan
	items     []stats.Freq // by measure of the plan
	e, p, gap int          // their places among the measures; −1 = not tallied
}

// prepare makes room for the scorecards of a plan. A scorecard keeps the maps of
// the last one where the same measures come again.
func (x *Scorer) prepare(p *tally.Plan) {
	if x.plan == p {
		return
	}
	x.plan, x.card = p, Scorecard{}
	ms := p.Measures()
	x.items = make([]stats.Freq, len(ms))
	x.e, x.p, x.gap = slices.Index(ms, tally.E), slices.Index(ms, tally.P), slices.Index(ms, tally.Gap)
	x.cross = make([]stats.Cross, len(p.Study().Dimensions))
}

// Brief is Score without what each item does to its scale (Reliability.Dropped
// and ItemTotal). The scorecard is good until the next call.
func (x *Scorer) Brief(t *tally.Tally, level float64) *Scorecard {
	return x.score(t, level, briefFigures)
}

// Core is Score with the core figures alone: n, mean and standard deviation of
// items, dimensions and totals, weights, alpha. What is left out – intervals,
// tests, effect sizes, shares – is not defined in the scorecard; what is there
// has the same bits as in Score. The scorecard is good until the next call.
func (x *Scorer) Core(t *tally.Tally) *Scorecard { return x.score(t, 0, coreFigures) }

// figures says how much of a scorecard is computed.
type figures int

const (
	allFigures figures = iota + 1
	briefFigures
	coreFigures
)
