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
	Schema  string `json:"schema"`
	Draft   bool   `json:"draft,omitempty"`   // nobody has confirmed what the columns mean, and it isn't certain
	Figures string `json:"figures,omitempty"` // "core" where segments hold the core figures only
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

// ScoresOf makes the JSON of a set: the total, and each segment where the set
// has fields.
func ScoresOf(set *tally.Set, level float64, cells Cells) *Scores {
	out := &Scores{Schema: ScoreSchema, ScoreSet: scoreSet(set.Total(), level)}
	if len(set.By()) == 0 {
		return out
	}
	hide := withheldSegments(set, cells.Mean)
	add := func(names []string, x ScoreSet) {
		s := Segment{Names: map[string]string{}, ScoreSet: x}
		if hide[len(out.Segments)] {
			s.ScoreSet, s.Withheld = x.withhold(), true
		}
		for i, f := range set.By() {
			s.Names[f] = names[i]
		}
		out.Segments = append(out.Segments, s)
	}
	if set.InCore() {
		out.Figures = CoreFigures
		list, c := set.Cores(), new(tally.Core)
		for i := range list.Len() {
			names := list.Read(i, c)
			add(names, coreSet(c, new(servqual.Scorer)))
		}
		return out
	}
	for _, seg := range set.Segments() {
		add(seg.Names, scoreSet(seg.Tally, level))
	}
	return out
}

// withhold leaves the number of responses.
func (s ScoreSet) withhold() ScoreSet {
	return ScoreSet{N: s.N, Flagged: s.Flagged, Items: []ItemJSON{}, Dimensions: []DimensionJSON{}}
}

func scoreSet(t *tally.Tally, level float64) ScoreSet {
	s := cardSet(servqual.Score(t, level))
	s.Flagged = t.Flagged()
	for _, f := range t.Plan().Outcomes() {
		freq := t.OutcomeFreq(f)
		if m, ok := freq.Mean(); ok {
			s.Outcomes = append(s.Outcomes, OutcomeJSON{f, freq.N(), m})
		}
	}
	return s
}

func cardSet(c *servqual.Scorecard) ScoreSet {
	s := ScoreSet{N: c.N, Items: []ItemJSON{}, Dimensions: []DimensionJSON{}}
	for _, it := range c.Items {
		s.Items = append(s.Items, itemJSON(c, it))
	}
	for _, d := range c.Dimensions {
		s.Dimensions = append(s.Dimensions, dimensionJSON(c, d))
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

func itemJSON(c *servqual.Scorecard, it servqual.ItemScore) ItemJSON {
	item := c.Study.Items[it.Index]
	out := ItemJSON{ID: item.ID, Dimension: item.Dimension, N: it.Perception.Mean.N,
		Expectation: levelJSON(it.Expectation), Perception: levelJSON(it.Perception)}
	if c.Study.Asks(survey.Expectation, survey.Perception) {
		out.N = it.Gap.Mean.N
		out.Gap, out.Test = estimateJSON(it.Gap.Mean, it.Gap.SD, it.Gap.HasSD), testJSON(it.Gap.Test)
		out.Dz, out.HedgesG, out.Shares = defined(it.Gap.Dz), defined(it.Gap.G), sharesJSON(it.Gap)
	}
	return out
}

func dimensionJSON(c *servqual.Scorecard, d servqual.DimensionScore) DimensionJSON {
	out := DimensionJSON{ID: c.Study.Dimensions[d.Index].ID, N: d.Perception.Mean.N,
		Expectation: levelJSON(d.Expectation), Perception: levelJSON(d.Perception)}
	if c.Study.Asks(survey.Expectation, survey.Perception) {
		out.N = d.Gap.Mean.N
		out.Gap, out.Test = estimateJSON(d.Gap.Mean, d.Gap.SD, d.Gap.HasSD), testJSON(d.Gap.Test)
		out.Dz, out.HedgesG, out.Shares = defined(d.Gap.Dz), defined(d.Gap.G), sharesJSON(d.Gap)
	}
	if d.HasWeight {
		w := d.Weight
		out.Weight = &w
	}
	for m, r := range d.Alpha {
		if !r.Alpha.Defined {
			continue
		}
		if out.Alpha == nil {
			out.Alpha = map[string]AlphaJSON{}
		}
		a := AlphaJSON{Value: r.Alpha.Value, N: r.Alpha.N, Standardized: defined(r.Standardized)}
		a.Lo, a.Hi = endsJSON(r.Alpha)
		out.Alpha[measureKey(m)] = a
	}
	return out
}

// measureKey is the JSON key of a measure: expectation, perception, gap.
func measureKey(m tally.Measure) string {
	if m == tally.Gap {
		return "gap"
	}
	return m.String()
}

func levelJSON(s servqual.Side) *LevelJSON {
	if !s.Mean.Defined {
		return nil
	}
	out := &LevelJSON{Mean: s.Mean.Value, N: s.Mean.N}
	if s.HasSD {
		out.SD = &s.SD
	}
	out.Lo, out.Hi = endsJSON(s.Mean)
	return out
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

func sharesJSON(c servqual.Contrast) *SharesJSON {
	if !c.Mean.Defined {
		return nil
	}
	return &SharesJSON{c.Below, c.Met, c.Above}
}

func defined(e stats.Estimate) *float64 {
	if !e.Defined {
		return nil
	}
	return &e.Value
}
