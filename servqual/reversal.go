package servqual

import (
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Reversal lists correlations that speak for negatively worded items that were
// not recoded, or recoded twice.
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
	Side    survey.Side
	Item    int // index in Study.Items
	R       stats.Estimate
	Alpha   stats.Estimate // of the dimension; undefined where the items cancel each other out
	Without stats.Estimate // of the dimension without the item; undefined for two items
}

const (
	// proofLevel is the confidence of the correlations' intervals; an interval
	// clears a limit by chance alone once in two thousand tests.
	proofLevel = 0.999
	// proofLimit is the correlation below which the whole interval must lie
	// before answers are refused (method B.6): at n = 1,000,000 a correlation of
	// −0.010 is beyond chance, and no sign of a forgotten reversal.
	proofLimit = -0.1
	// doubtLevel is the confidence with which an item must work against its
	// dimension to be named.
	doubtLevel = 0.95
	// soundAlpha is the alpha from which the other items are taken for a scale
	// (Nunnally 1978); an item below −0.1 with one is named whatever n.
	soundAlpha = 0.7
)

// Found says that there is anything to look at.
func (r Reversal) Found() bool { return len(r.Pairs)+len(r.Items) > 0 }

// Proven says that scores of these answers would be wrong: a pair of
// dimensions, or two items of one dimension on one side, with a correlation
// whose interval lies below −0.1. A single item is no proof: it may be a bad
// question.
func (r Reversal) Proven(s *survey.Study) bool {
	for _, p := range r.Pairs {
		if proof(p.R) {
			return true
		}
	}
	type scale struct {
		side      survey.Side
		dimension string
	}
	against := map[scale]int{}
	for _, i := range r.Items {
		if proof(i.R) {
			x := scale{i.Side, s.Items[i.Item].Dimension}
			if against[x]++; against[x] > 1 {
				return true
			}
		}
	}
	return false
}

// CheckReversal looks at every pair of dimensions and every item of a dimension
// with several, on each side that is scored. Named are pairs correlated below
// zero at proofLevel, and items whose corrected item–total correlation is below
// zero while alpha is higher without them (method A.1, B.6): beyond chance at
// doubtLevel, or beyond −0.1 where the other items make a sound scale.
func CheckReversal(t *tally.Tally) Reversal {
	var rev Reversal
	study := t.Plan().Study()
	cross := t.ScoreCross()
	dims := len(study.Dimensions)
	for m, mea := range t.Plan().ScoreMeasures() {
		for a := range dims {
			for b := a + 1; b < dims; b++ {
				if r := stats.Correlation(cross, m*dims+a, m*dims+b, proofLevel); below(r, 0) {
					rev.Pairs = append(rev.Pairs, DimensionPair{mea.Plus, a, b, r})
				}
			}
		}
		for d := range dims {
			if items := study.ItemsOf(d); len(items) > 1 {
				rev.Items = append(rev.Items, against(t.DimCross(d, mea), items, mea.Plus)...)
			}
		}
	}
	return rev
}

// against lists the items of one dimension that work against the others.
func against(c stats.Cross, items []int, side survey.Side) []ItemSign {
	var out []ItemSign
	alpha := stats.Alpha(c, proofLevel)
	for i, item := range items {
		x := ItemSign{Side: side, Item: item, R: stats.ItemTotal(c, i, proofLevel), Alpha: alpha, Without: stats.AlphaIfDropped(c, i)}
		if !x.R.Defined || x.R.Value >= 0 || x.Without.Defined && alpha.Defined && x.Without.Value <= alpha.Value {
			continue
		}
		conspicuous := x.R.Value < proofLimit && x.R.N >= fewest && x.Without.Defined && x.Without.Value >= soundAlpha
		if conspicuous || below(stats.ItemTotal(c, i, doubtLevel), 0) {
			out = append(out, x)
		}
	}
	return out
}

// fewest is how many responses a perfect correlation needs to say anything.
const fewest = 10

func proof(r stats.Estimate) bool { return below(r, proofLimit) }

// below says that the whole interval lies below a limit; that of a perfect
// correlation has no width.
func below(r stats.Estimate, limit float64) bool {
	if r.Defined && !r.HasInterval() {
		return r.Value < -1+1e-9 && r.N >= fewest
	}
	return r.HasInterval() && r.Hi < limit
}
