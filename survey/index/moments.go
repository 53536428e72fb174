package index

import (
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// completeWanted is the number of complete rows below which correlations
// between items are not used.
const completeWanted = 20

// withInterval gives an index the interval of the linear combination
// Σ load_i·x_i that it is (or, for a ratio, its gradient: the delta method),
// over the complete rows of a Cross, centred on the index's own value.
func withInterval(e stats.Estimate, c stats.Cross, load []float64, level float64) stats.Estimate {
	if !e.Defined {
		return e
	}
	if c.N < min(completeWanted, e.N) {
		return with(e, note(FewComplete, c.N, completeWanted))
	}
	around := stats.CombinedMean(c, load, level)
	if !around.HasInterval() {
		return with(e, around.Notes...)
	}
	h := (around.Hi - around.Lo) / 2
	e.SE, e.Lo, e.Hi, e.Level = around.SE, e.Value-h, e.Value+h, level
	if c.N < e.N {
		e = with(e, note(CompleteRows, c.N, e.N))
	}
	return e
}

// importanceMeasure is the measure of the side that says how much an item
// matters, and a footnote where it is only a stand-in.
func importanceMeasure(p *tally.Plan) (m tally.Measure, notes []stats.Note, ok bool) {
	switch p.ImportanceSide() {
	case survey.Importance:
		return tally.Imp, nil, true
	case survey.Expectation:
		return tally.E, []stats.Note{note(ImportanceStandIn)}, true
	}
	return tally.Measure{}, nil, false
}

// scoresAt is where the dimension scores of a measure begin in ScoreCross and
// OutcomeCross, or −1.
func scoresAt(p *tally.Plan, m tally.Measure) int {
	for i, x := range p.ScoreMeasures() {
		if x == m {
			return i * len(p.Study().Dimensions)
		}
	}
	return -1
}

// perceives says whether perception was asked and is tallied.
func perceives(t *tally.Tally) bool {
	return t.Plan().Study().Asks(survey.Perception) && t.Plan().Has(tally.P)
}

// battery lists the dimensions that belong to the battery, by index.
func battery(s *survey.Study) []int {
	var out []int
	for d := range s.Dimensions {
		if !s.Dimensions[d].Apart() {
			out = append(out, d)
		}
	}
	return out
}

// batteryItems lists the items of the battery, in the study's order.
func batteryItems(s *survey.Study) []int {
	var out []int
	for i := range s.Items {
		if d := s.Dim(s.Items[i].Dimension); d >= 0 && !s.Dimensions[d].Apart() {
			out = append(out, i)
		}
	}
	return out
}

// plus gives every index of a list moved by k.
func plus(list []int, k int) []int {
	out := make([]int, len(list))
	for i, v := range list {
		out[i] = v + k
	}
	return out
}
