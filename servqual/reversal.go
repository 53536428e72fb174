package servqual

import (
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Reversal is the proof that negatively worded items were not recoded (or
// recoded twice): correlations that can't be negative when all items point the
// same way, and are, beyond chance.
type Reversal struct {
	Pairs []DimensionPair // dimensions that work against each other
	Items []ItemSign      // items that work against their own dimension
}

// DimensionPair is two dimensions with a negative correlation.
type DimensionPair struct {
	Side survey.Side
	A, B int // indexes in Study.Dimensions
	R    stats.Estimate
}

// ItemSign is an item with a negative corrected item–total correlation.
type ItemSign struct {
	Side survey.Side
	Item int // index in Study.Items
	R    stats.Estimate
}

// reversalLevel is the confidence with which a correlation must lie below
// zero; chance alone then reaches it once in two thousand tests.
const reversalLevel = 0.999

// CheckReversal looks for forgotten reversals (method A.1): a pair of
// dimensions, or two items of one dimension, correlated below zero beyond
// chance. ok is true when nothing speaks against scoring. A single item of a
// dimension is reported in the Reversal all the same, with ok.
func CheckReversal(t *tally.Tally) (rev Reversal, ok bool) {
	plan := t.Plan()
	ok = true
	cross := t.ScoreCross()
	dims := len(plan.Study().Dimensions)
	for m, mea := range plan.ScoreMeasures() {
		for a := range dims {
			for b := a + 1; b < dims; b++ {
				r := stats.Correlation(cross, m*dims+a, m*dims+b, reversalLevel)
				if below(r) {
					rev.Pairs = append(rev.Pairs, DimensionPair{mea.Plus, a, b, r})
					ok = false
				}
			}
		}
		for d := range dims {
			items := plan.Study().ItemsOf(d)
			if len(items) < 2 {
				continue
			}
			against := 0
			c := t.DimCross(d, mea)
			for i, item := range items {
				if r := stats.ItemTotal(c, i, reversalLevel); below(r) {
					rev.Items = append(rev.Items, ItemSign{mea.Plus, item, r})
					against++
				}
			}
			if against > 1 {
				ok = false
			}
		}
	}
	return rev, ok
}

func below(r stats.Estimate) bool { return r.HasInterval() && r.Hi < 0 }
