package servqual

import (
	"slices"

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
func Score(t *tally.Tally, level float64) *Scorecard {
	return new(Scorer).score(t, level, allFigures)
}

func (x *Scorer) score(t *tally.Tally, level float64, want figures) *Scorecard {
	s, c := t.Plan().Study(), &x.card
	x.prepare(t.Plan())
	*c = Scorecard{Study: s, Level: level, N: t.N(), Items: slices.Grow(c.Items[:0], len(s.Items))[:len(s.Items)],
		Dimensions: slices.Grow(c.Dimensions[:0], len(s.Dimensions))[:len(s.Dimensions)]}
	for i := range c.Items {
		x.scoreItem(&c.Items[i], t, i, level, want)
	}
	for d := range c.Dimensions {
		x.scoreDimension(&c.Dimensions[d], t, d, level, want)
	}
	if want != coreFigures {
		x.adjust(c)
	}
	c.weigh(t)
	c.Overall = overall(t, c, level, want)
	return c
}

func (x *Scorer) scoreItem(out *ItemScore, t *tally.Tally, i int, level float64, want figures) {
	s := t.Plan().Study()
	*out = ItemScore{Index: i}
	t.ReadItem(x.items, i)
	if x.e >= 0 {
		out.Expectation = side(x.items[x.e], s.Scale, level, want)
	}
	if x.p >= 0 {
		out.Perception = side(x.items[x.p], s.Scale, level, want)
	}
	if x.gap >= 0 {
		out.Gap = contrast(x.items[x.gap], level, want)
	}
}

func (x *Scorer) scoreDimension(out *DimensionScore, t *tally.Tally, d int, level float64, want figures) {
	s, alpha := t.Plan().Study(), out.Alpha
	if alpha == nil {
		alpha = make(map[tally.Measure]Reliability)
	}
	*out = DimensionScore{Index: d, Alpha: alpha}
	if t.Plan().Has(tally.E) {
		t.ReadDim(&x.freq, d, tally.E)
		out.Expectation = side(x.freq, s.Scale, level, want)
	}
	if t.Plan().Has(tally.P) {
		t.ReadDim(&x.freq, d, tally.P)
		out.Perception = side(x.freq, s.Scale, level, want)
	}
	if t.Plan().Has(tally.Gap) {
		t.ReadDim(&x.freq, d, tally.Gap)
		out.Gap = contrast(x.freq, level, want)
	}
	for _, m := range t.Plan().Measures() {
		t.ReadCross(&x.cross[d], d, m)
		out.Alpha[m] = reliability(x.cross[d], level, want)
		out.Complete = max(out.Complete, t.DimComplete(d, m))
	}
}

func side(f stats.Freq, scale survey.Scale, level float64, want figures) Side {
	var out Side
	if want == coreFigures {
		out.Mean, out.SD, out.HasSD = stats.BareMeanSD(f)
		return out
	}
	out.Mean, out.SD, out.HasSD = stats.MeanSD(f, level)
	if n := f.N(); n > 0 {
		out.Ceiling = f.CountIf(func(k int64) bool { return k == int64(scale.Max)*f.Unit }) / n
		out.Floor = f.CountIf(func(k int64) bool { return k == int64(scale.Min)*f.Unit }) / n
	}
	return out
}

func contrast(f stats.Freq, level float64, want figures) Contrast {
	if want == coreFigures {
		var out Contrast
		out.Mean, out.SD, out.HasSD = stats.BareMeanSD(f)
		return out
	}
	x := stats.Describe(f, level)
	out := Contrast{Mean: x.Mean, SD: x.SD, HasSD: x.HasSD, Test: x.Test, Dz: x.Dz, G: x.G}
	if n := f.N(); n > 0 {
		out.Below = f.CountIf(func(k int64) bool { return k < 0 }) / n
		out.Met = f.CountIf(func(k int64) bool { return k == 0 }) / n
		out.Above = f.CountIf(func(k int64) bool { return k > 0 }) / n
	}
	return out
}

func reliability(c stats.Cross, level float64, want figures) Reliability {
	if want == coreFigures {
		return Reliability{Alpha: stats.BareAlpha(c)}
	}
	r := Reliability{Alpha: stats.Alpha(c, level), Standardized: stats.AlphaStandardized(c)}
	if want == briefFigures {
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
func (x *Scorer) adjust(c *Scorecard) {
	x.tests = x.tests[:0]
	for i := range c.Items {
		x.tests = append(x.tests, c.Items[i].Gap.Test)
	}
	stats.Adjust(x.tests)
	for i := range c.Items {
		c.Items[i].Gap.Test = x.tests[i]
	}
	x.tests = x.tests[:0]
	for d := range c.Dimensions {
		x.tests = append(x.tests, c.Dimensions[d].Gap.Test)
	}
	stats.Adjust(x.tests)
	for d := range c.Dimensions {
		c.Dimensions[d].Gap.Test = x.tests[d]
	}
}
