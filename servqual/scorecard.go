package servqual

import (
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Scorecard holds the scores of one segment: items, dimensions, the whole.
type Scorecard struct {
	Study      *survey.Study
	Level      float64 // of all intervals
	N          int64   // respondents
	Items      []ItemScore
	Dimensions []DimensionScore
	Overall    Overall
	Weights    Weights
}

// Side is the level of one side of an item or dimension.
type Side struct {
	Mean    stats.Estimate // with interval
	SD      float64        // sample standard deviation; meaningful when HasSD
	HasSD   bool
	Ceiling float64 // share of respondents at the top of the scale
	Floor   float64 // share at the bottom
}

// Contrast is a difference of two sides within respondents: a gap.
type Contrast struct {
	Mean  stats.Estimate // P − E with interval; negative = shortfall
	SD    float64
	HasSD bool
	Test  stats.Test     // paired t against zero, adjusted within its family
	Dz    stats.Estimate // Cohen's dz
	G     stats.Estimate // Hedges' correction
	Below float64        // share of respondents whose perception is below expectation
	Met   float64        // share with perception = expectation
	Above float64
}

// ItemScore is the scores of one item. N of each estimate is its own: sides
// count everyone who answered that side, the gap those who answered both.
type ItemScore struct {
	Index       int // in Study.Items
	Expectation Side
	Perception  Side
	Gap         Contrast
}

// DimensionScore is the scores of one dimension, all over the same
// respondents and, for each of them, the same items (the half-scale rule:
// items answered on both sides, at least half of them).
type DimensionScore struct {
	Index       int // in Study.Dimensions
	Expectation Side
	Perception  Side
	Gap         Contrast
	Alpha       map[tally.Measure]Reliability
	Weight      float64 // mean points out of 100 used in the weighted score
	WeightSD    float64
	HasWeight   bool
	Complete    int64 // respondents who answered every item, the base of alpha
}

// Reliability is Cronbach's alpha of one dimension under one measure.
type Reliability struct {
	Alpha        stats.Estimate // raw, with Feldt's interval
	Standardized stats.Estimate
	Dropped      []stats.Estimate // alpha without each item, in their order
	ItemTotal    []stats.Estimate // corrected item–total correlation
}

// Overall is the scores over all dimensions: per respondent, then averaged.
type Overall struct {
	Unweighted       stats.Estimate // SERVQUAL: mean of the dimension gaps
	Weighted         stats.Estimate // SERVQUAL with points; see Weights.Source
	Servperf         stats.Estimate // mean of the dimension perceptions
	ServperfWeighted stats.Estimate
	ProductOfMeans   stats.Estimate // Σ w̄_j·D̄_j/100, the shortcut; differs by the covariance of points and gaps
	SD               float64        // of the respondents' unweighted score
	HasSD            bool
}

// WeightSource says whose points the weighted scores use. The zero value is
// invalid.
type WeightSource int

// The sources of weights.
const (
	OwnPoints    WeightSource = iota + 1 // each respondent's own 100 points
	StatedPoints                         // one set of weights for all, from the study
	NoPoints                             // none: there is no weighted score
)

// Weights tells what became of the respondents' points.
type Weights struct {
	Source  WeightSource
	Valid   int64 // within 100 ± 5 and normalised
	Invalid int64 // given, but not within the tolerance: out of the weighted scores
	Absent  int64
}

// Score computes the scorecard of a tally. level is that of all intervals,
// e.g. 0.95.
//
// For respondent i, dimension j and item k (method A.1; Zeithaml,
// Parasuraman & Berry 1990, App. A):
//
//	g_ik = P_ik − E_ik
//	D_ij = mean of g_ik over the items answered on both sides, if at least half are
//	SQ_i = mean of D_ij over the dimensions, if all are scored
//	SQw_i = Σ_j w_ij/100·D_ij with the respondent's own points
//
// and the means of D_ij, SQ_i and SQw_i over respondents.
func Score(t *tally.Tally, level float64) *Scorecard { return score(t, level, true) }

// Brief is Score without what each item does to its scale (Reliability.Dropped
// and ItemTotal): for whoever scores thousands of segments and prints none of it.
func Brief(t *tally.Tally, level float64) *Scorecard { return score(t, level, false) }

func score(t *tally.Tally, level float64, whole bool) *Scorecard {
	s := t.Plan().Study()
	c := &Scorecard{Study: s, Level: level, N: t.N()}
	c.Items, c.Dimensions = make([]ItemScore, len(s.Items)), make([]DimensionScore, len(s.Dimensions))
	for i := range c.Items {
		c.Items[i] = scoreItem(t, i, level)
	}
	for d := range c.Dimensions {
		c.Dimensions[d] = scoreDimension(t, d, level, whole)
	}
	adjust(c)
	c.weigh(t)
	c.Overall = overall(t, c, level)
	return c
}

func scoreItem(t *tally.Tally, i int, level float64) ItemScore {
	s := t.Plan().Study()
	out := ItemScore{Index: i}
	if s.Asks(survey.Expectation) {
		out.Expectation = side(t.ItemFreq(i, tally.E), s.Scale, level)
	}
	if s.Asks(survey.Perception) {
		out.Perception = side(t.ItemFreq(i, tally.P), s.Scale, level)
	}
	if t.Plan().Has(tally.Gap) {
		out.Gap = contrast(t.ItemFreq(i, tally.Gap), level)
	}
	return out
}

func scoreDimension(t *tally.Tally, d int, level float64, whole bool) DimensionScore {
	s := t.Plan().Study()
	out := DimensionScore{Index: d, Alpha: map[tally.Measure]Reliability{}}
	if t.Plan().Has(tally.E) {
		out.Expectation = side(t.DimFreq(d, tally.E), s.Scale, level)
	}
	if t.Plan().Has(tally.P) {
		out.Perception = side(t.DimFreq(d, tally.P), s.Scale, level)
	}
	if t.Plan().Has(tally.Gap) {
		out.Gap = contrast(t.DimFreq(d, tally.Gap), level)
	}
	for _, m := range t.Plan().Measures() {
		out.Alpha[m] = reliability(t.DimCross(d, m), level, whole)
		out.Complete = max(out.Complete, t.DimComplete(d, m))
	}
	return out
}

func side(f stats.Freq, scale survey.Scale, level float64) Side {
	out := Side{Mean: stats.MeanCI(f, level)}
	out.SD, out.HasSD = f.SD()
	if n := f.N(); n > 0 {
		out.Ceiling = f.CountIf(func(k int64) bool { return k == int64(scale.Max)*f.Unit }) / n
		out.Floor = f.CountIf(func(k int64) bool { return k == int64(scale.Min)*f.Unit }) / n
	}
	return out
}

func contrast(f stats.Freq, level float64) Contrast {
	x := stats.Describe(f, level)
	out := Contrast{Mean: x.Mean, SD: x.SD, HasSD: x.HasSD, Test: x.Test, Dz: x.Dz, G: x.G}
	if n := f.N(); n > 0 {
		out.Below = f.CountIf(func(k int64) bool { return k < 0 }) / n
		out.Met = f.CountIf(func(k int64) bool { return k == 0 }) / n
		out.Above = f.CountIf(func(k int64) bool { return k > 0 }) / n
	}
	return out
}

func reliability(c stats.Cross, level float64, whole bool) Reliability {
	r := Reliability{Alpha: stats.Alpha(c, level), Standardized: stats.AlphaStandardized(c)}
	if !whole {
		return r
	}
	for i := range c.K {
		r.Dropped = append(r.Dropped, stats.AlphaIfDropped(c, i))
		r.ItemTotal = append(r.ItemTotal, stats.ItemTotal(c, i, level))
	}
	return r
}

// adjust corrects the p-values for multiplicity: items are one family,
// dimensions another (method A.11).
func adjust(c *Scorecard) {
	items := make([]stats.Test, len(c.Items))
	for i := range items {
		items[i] = c.Items[i].Gap.Test
	}
	stats.Adjust(items)
	for i := range items {
		c.Items[i].Gap.Test = items[i]
	}
	dims := make([]stats.Test, len(c.Dimensions))
	for d := range dims {
		dims[d] = c.Dimensions[d].Gap.Test
	}
	stats.Adjust(dims)
	for d := range dims {
		c.Dimensions[d].Gap.Test = dims[d]
	}
}
