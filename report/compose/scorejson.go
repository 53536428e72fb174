package compose

import (
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// ScoreSchema names the JSON that Scores becomes. Keys are never renamed
// without a new version.
const ScoreSchema = "servqual.score/1"

// Scores is the JSON of the score command. What is not defined is absent,
// never null or NaN.
type Scores struct {
	Schema  string     `json:"schema"`
	Draft   bool       `json:"draft,omitempty"`   // nobody has confirmed what the columns mean, and it isn't certain
	Scale   *ScaleJSON `json:"scale,omitempty"`   // where the answers were given on different ones
	Figures string     `json:"figures,omitempty"` // "core" where segments hold the core figures only
	ScoreSet
	Segments []Segment `json:"segments,omitempty"`
	Issues   *Counts   `json:"issues,omitempty"`
}

// Segment is the scores of one segment.
type Segment struct {
	Names map[string]string `json:"segment"`
	ScoreSet
	// Withheld: too few responses, or the complement of such a segment; only n
	// and flagged are given.
	Withheld bool `json:"withheld,omitempty"`
}

// Counts is the number of problems by severity.
type Counts struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
}

// ScoreSet is the scores of a set of respondents.
type ScoreSet struct {
	N          int64           `json:"n"`
	Flagged    int64           `json:"flagged,omitempty"`
	Items      []ItemJSON      `json:"items"`
	Dimensions []DimensionJSON `json:"dimensions"`
	Overall    OverallJSON     `json:"overall"`
	Weights    *WeightsJSON    `json:"weights,omitempty"`
	Outcomes   []OutcomeJSON   `json:"outcomes,omitempty"`
}

// ItemJSON is one item. N is of the gap, or of the perception where there is
// none.
type ItemJSON struct {
	ID          string        `json:"id"`
	Dimension   string        `json:"dimension"`
	N           float64       `json:"n"`
	Expectation *LevelJSON    `json:"expectation,omitempty"`
	Perception  *LevelJSON    `json:"perception,omitempty"`
	Gap         *EstimateJSON `json:"gap,omitempty"`
	Test        *TestJSON     `json:"test,omitempty"`
	Dz          *float64      `json:"dz,omitempty"`
	HedgesG     *float64      `json:"hedges_g,omitempty"`
	Shares      *SharesJSON   `json:"shares,omitempty"`
}

// DimensionJSON is one dimension.
type DimensionJSON struct {
	ID          string               `json:"id"`
	N           float64              `json:"n"`
	Expectation *LevelJSON           `json:"expectation,omitempty"`
	Perception  *LevelJSON           `json:"perception,omitempty"`
	Gap         *EstimateJSON        `json:"gap,omitempty"`
	Test        *TestJSON            `json:"test,omitempty"`
	Dz          *float64             `json:"dz,omitempty"`
	HedgesG     *float64             `json:"hedges_g,omitempty"`
	Shares      *SharesJSON          `json:"shares,omitempty"`
	Weight      *float64             `json:"weight,omitempty"`
	Alpha       map[string]AlphaJSON `json:"alpha,omitempty"`
}

// LevelJSON is a mean of one side with its standard deviation.
type LevelJSON struct {
	Mean float64  `json:"mean"`
	SD   *float64 `json:"sd,omitempty"`
	N    float64  `json:"n,omitempty"` // absent in core figures
	Lo   *float64 `json:"lo,omitempty"`
	Hi   *float64 `json:"hi,omitempty"`
}

// EstimateJSON is a mean with its interval.
type EstimateJSON struct {
	Mean float64  `json:"mean"`
	SD   *float64 `json:"sd,omitempty"`
	Lo   *float64 `json:"lo,omitempty"`
	Hi   *float64 `json:"hi,omitempty"`
	N    float64  `json:"n,omitempty"` // absent in core figures, but for totals
}

// TestJSON is a t-test with its adjusted p-values.
type TestJSON struct {
	T     float64  `json:"t"`
	DF    float64  `json:"df"`
	P     float64  `json:"p"`
	PHolm *float64 `json:"p_holm,omitempty"`
	PBH   *float64 `json:"p_bh,omitempty"`
}

// SharesJSON is the shares of respondents against their expectation.
type SharesJSON struct {
	Below float64 `json:"below"`
	Met   float64 `json:"met"`
	Above float64 `json:"above"`
}

// AlphaJSON is Cronbach's alpha.
type AlphaJSON struct {
	Value        float64  `json:"value"`
	Lo           *float64 `json:"lo,omitempty"`
	Hi           *float64 `json:"hi,omitempty"`
	Standardized *float64 `json:"standardized,omitempty"`
	N            float64  `json:"n,omitempty"` // absent in core figures
}

// OverallJSON is the scores over all dimensions.
type OverallJSON struct {
	Unweighted       *EstimateJSON `json:"unweighted,omitempty"`
	Weighted         *EstimateJSON `json:"weighted,omitempty"`
	Servperf         *EstimateJSON `json:"servperf,omitempty"`
	ServperfWeighted *EstimateJSON `json:"servperf_weighted,omitempty"`
	ProductOfMeans   *float64      `json:"product_of_means,omitempty"`
}

// WeightsJSON tells whose weights were used.
type WeightsJSON struct {
	Source  string `json:"source"` // respondents, stated
	Valid   int64  `json:"valid"`
	Invalid int64  `json:"invalid"`
	Absent  int64  `json:"absent"`
}

// OutcomeJSON is the mean of a numeric field.
type OutcomeJSON struct {
	Field string  `json:"field"`
	N     float64 `json:"n"`
	Mean  float64 `json:"mean"`
}

// Figures says how much the JSON and the CSV of scores hold of each segment.
// The zero value is all figures.
type Figures int

const (
	AllFigures Figures = iota
	// CoreFigures are n, mean and standard deviation of items and dimensions,
	// weights, alpha, and the means of totals and numeric fields.
	CoreFigures
)

// coreWord is what the JSON says under "figures" where segments hold the core
// figures only.
const coreWord = "core"

// withhold leaves the number of responses.
func (s ScoreSet) withhold() ScoreSet {
	return ScoreSet{N: s.N, Flagged: s.Flagged, Items: []ItemJSON{}, Dimensions: []DimensionJSON{}}
}

// setScorer makes the score sets of one segment after the other in the same
// memory: a set is good until the next one. It is for one goroutine.
type setScorer struct {
	level   float64
	figures Figures

	score  servqual.Scorer
	out    ScoreSet
	levels []LevelJSON
	gaps   []EstimateJSON
	tests  []TestJSON
	shares []SharesJSON
}

func (x *setScorer) set(t *tally.Tally) ScoreSet {
	var c *servqual.Scorecard
	if x.figures == CoreFigures {
		c = x.score.Core(t)
	} else {
		c = x.score.Brief(t, x.level)
	}
	s := x.card(c)
	if x.figures == CoreFigures {
		s.dropCounts()
	}
	s.Flagged = t.Flagged()
	for _, f := range t.Plan().Outcomes() {
		freq := t.OutcomeFreq(f)
		if m, ok := freq.Mean(); ok {
			s.Outcomes = append(s.Outcomes, OutcomeJSON{f, freq.N(), m})
		}
	}
	x.out = *s
	return *s
}

// dropCounts leaves out what the core figures do not have: shares, and the n
// that stands beside a mean or an alpha as that of the item or dimension.
func (s *ScoreSet) dropCounts() {
	for i := range s.Items {
		x := &s.Items[i]
		x.Shares = nil
		dropN(x.Expectation, x.Perception, x.Gap)
	}
	for d := range s.Dimensions {
		x := &s.Dimensions[d]
		x.Shares = nil
		dropN(x.Expectation, x.Perception, x.Gap)
		for m, a := range x.Alpha {
			a.N = 0
			x.Alpha[m] = a
		}
	}
}

func dropN(e, p *LevelJSON, gap *EstimateJSON) {
	if e != nil {
		e.N = 0
	}
	if p != nil {
		p.N = 0
	}
	if gap != nil {
		gap.N = 0
	}
}

// card lays out a scorecard. Its pointers lead into the scorecard.
func (x *setScorer) card(c *servqual.Scorecard) *ScoreSet {
	x.levels, x.gaps, x.tests, x.shares = x.levels[:0], x.gaps[:0], x.tests[:0], x.shares[:0]
	s := &ScoreSet{N: c.N, Items: x.out.Items[:0], Dimensions: x.out.Dimensions[:0], Outcomes: x.out.Outcomes[:0]}
	if s.Items == nil { // an empty list, not null
		s.Items, s.Dimensions = []ItemJSON{}, []DimensionJSON{}
	}
	for i := range c.Items {
		s.Items = append(s.Items, x.item(c, &c.Items[i]))
	}
	for d := range c.Dimensions {
		s.Dimensions = append(s.Dimensions, x.dimension(c, &c.Dimensions[d]))
	}
	s.Overall = OverallJSON{
		Unweighted: estimateJSON(c.Overall.Unweighted, c.Overall.SD, c.Overall.HasSD),
		Weighted:   estimateJSON(c.Overall.Weighted, 0, false),
		Servperf:   estimateJSON(c.Overall.Servperf, 0, false), ServperfWeighted: estimateJSON(c.Overall.ServperfWeighted, 0, false),
		ProductOfMeans: defined(c.Overall.ProductOfMeans),
	}
	switch c.Weights.Source {
	case servqual.OwnPoints:
		s.Weights = &WeightsJSON{"respondents", c.Weights.Valid, c.Weights.Invalid, c.Weights.Absent}
	case servqual.StatedPoints:
		s.Weights = &WeightsJSON{"stated", c.Weights.Valid, c.Weights.Invalid, c.Weights.Absent}
	}
	return s
}

func (x *setScorer) item(c *servqual.Scorecard, it *servqual.ItemScore) ItemJSON {
	item := &c.Study.Items[it.Index]
	out := ItemJSON{ID: item.ID, Dimension: item.Dimension, N: it.Perception.Mean.N,
		Expectation: x.side(&it.Expectation), Perception: x.side(&it.Perception)}
	if c.Study.Asks(survey.Expectation, survey.Perception) {
		out.N, out.Gap, out.Test, out.Shares = it.Gap.Mean.N, x.gap(&it.Gap), x.test(&it.Gap.Test), x.share(&it.Gap)
		out.Dz, out.HedgesG = definedAt(&it.Gap.Dz), definedAt(&it.Gap.G)
	}
	return out
}

func (x *setScorer) dimension(c *servqual.Scorecard, d *servqual.DimensionScore) DimensionJSON {
	out := DimensionJSON{ID: c.Study.Dimensions[d.Index].ID, N: d.Perception.Mean.N,
		Expectation: x.side(&d.Expectation), Perception: x.side(&d.Perception)}
	if c.Study.Asks(survey.Expectation, survey.Perception) {
		out.N, out.Gap, out.Test, out.Shares = d.Gap.Mean.N, x.gap(&d.Gap), x.test(&d.Gap.Test), x.share(&d.Gap)
		out.Dz, out.HedgesG = definedAt(&d.Gap.Dz), definedAt(&d.Gap.G)
	}
	if d.HasWeight {
		out.Weight = &d.Weight
	}
	for m, r := range d.Alpha {
		if !r.Alpha.Defined {
			continue
		}
		if out.Alpha == nil {
			out.Alpha = make(map[string]AlphaJSON, len(d.Alpha))
		}
		a := AlphaJSON{Value: r.Alpha.Value, N: r.Alpha.N, Standardized: defined(r.Standardized)}
		a.Lo, a.Hi = endsJSON(r.Alpha)
		out.Alpha[measureKey(m)] = a
	}
	return out
}

func (x *setScorer) side(s *servqual.Side) *LevelJSON {
	if !s.Mean.Defined {
		return nil
	}
	out := LevelJSON{Mean: s.Mean.Value, N: s.Mean.N}
	if s.HasSD {
		out.SD = &s.SD
	}
	if s.Mean.HasInterval() {
		out.Lo, out.Hi = &s.Mean.Lo, &s.Mean.Hi
	}
	x.levels = append(x.levels, out)
	return &x.levels[len(x.levels)-1]
}

func (x *setScorer) gap(s *servqual.Contrast) *EstimateJSON {
	if !s.Mean.Defined {
		return nil
	}
	out := EstimateJSON{Mean: s.Mean.Value, N: s.Mean.N}
	if s.HasSD {
		out.SD = &s.SD
	}
	if s.Mean.HasInterval() {
		out.Lo, out.Hi = &s.Mean.Lo, &s.Mean.Hi
	}
	x.gaps = append(x.gaps, out)
	return &x.gaps[len(x.gaps)-1]
}

func (x *setScorer) test(t *stats.Test) *TestJSON {
	if !t.Defined {
		return nil
	}
	out := TestJSON{T: t.Statistic, DF: t.DF, P: t.P}
	if t.Adjusted {
		out.PHolm, out.PBH = &t.PHolm, &t.PBH
	}
	x.tests = append(x.tests, out)
	return &x.tests[len(x.tests)-1]
}

func (x *setScorer) share(s *servqual.Contrast) *SharesJSON {
	if !s.Mean.Defined {
		return nil
	}
	x.shares = append(x.shares, SharesJSON{s.Below, s.Met, s.Above})
	return &x.shares[len(x.shares)-1]
}

func definedAt(e *stats.Estimate) *float64 {
	if !e.Defined {
		return nil
	}
	return &e.Value
}

// measureKey is the JSON key of a measure: expectation, perception, gap.
func measureKey(m tally.Measure) string {
	if m == tally.Gap {
		return "gap"
	}
	return m.String()
}

func estimateJSON(e stats.Estimate, sd float64, hasSD bool) *EstimateJSON {
	if !e.Defined {
		return nil
	}
	out := &EstimateJSON{Mean: e.Value, N: e.N}
	if hasSD {
		out.SD = &sd
	}
	out.Lo, out.Hi = endsJSON(e)
	return out
}

func endsJSON(e stats.Estimate) (lo, hi *float64) {
	if !e.HasInterval() {
		return nil, nil
	}
	return &e.Lo, &e.Hi
}

func testJSON(t stats.Test) *TestJSON {
	if !t.Defined {
		return nil
	}
	out := &TestJSON{T: t.Statistic, DF: t.DF, P: t.P}
	if t.Adjusted {
		out.PHolm, out.PBH = &t.PHolm, &t.PBH
	}
	return out
}

func defined(e stats.Estimate) *float64 {
	if !e.Defined {
		return nil
	}
	return &e.Value
}
