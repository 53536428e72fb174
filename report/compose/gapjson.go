package compose

import (
	"servqual/gap"
	"servqual/survey/stats"
)

// GapSchema names the JSON that GapsJSON becomes. Keys are never renamed
// without a new version.
const GapSchema = "servqual.gap/1"

// GapsJSON is the JSON of the gap command. What was not measured or is not
// defined is absent, never null or NaN.
type GapsJSON struct {
	Schema      string           `json:"schema"`
	N           GapCountsJSON    `json:"n"`
	Gap1        *ReadingJSON     `json:"gap1,omitempty"`
	Gap1Weights *PointsJSON      `json:"gap1_weights,omitempty"`
	Gap2        *RatingsJSON     `json:"gap2,omitempty"`
	Gap3        *RatingsJSON     `json:"gap3,omitempty"`
	Gap4        *RatingsJSON     `json:"gap4,omitempty"`
	Gap5        *ServiceJSON     `json:"gap5,omitempty"`
	Gap6        *ReadingJSON     `json:"gap6,omitempty"`
	Gap7        *ReadingJSON     `json:"gap7,omitempty"`
	SelfImage   *ReadingJSON     `json:"gap4_delivery_minus_perception,omitempty"` // the wording of Chinese training texts
	Antecedents []AntecedentJSON `json:"antecedents,omitempty"`
	Lowest      []string         `json:"lowest_antecedents,omitempty"`
	Verdicts    *VerdictsJSON    `json:"satisfaction,omitempty"`
	Facets      []FacetRowJSON   `json:"facets,omitempty"`
	Chain       ChainJSON        `json:"chain"`
	Units       *UnitGapsJSON    `json:"units,omitempty"`
	Issues      *Counts          `json:"issues,omitempty"`
}

// GapCountsJSON is the respondents in each group.
type GapCountsJSON struct {
	Customers int64 `json:"customers"`
	Managers  int64 `json:"managers"`
	Staff     int64 `json:"staff"`
}

// ReadingJSON compares two groups; a is the one that guesses or judges itself.
type ReadingJSON struct {
	Mean       *float64         `json:"mean,omitempty"` // of the dimensions
	Dimensions []DifferenceJSON `json:"dimensions,omitempty"`
	Items      []DifferenceJSON `json:"items,omitempty"`
	Misread    []string         `json:"most_misread,omitempty"`
	Notes      []NoteJSON       `json:"notes,omitempty"`
}

// DifferenceJSON is one dimension or item.
type DifferenceJSON struct {
	Ref        string        `json:"ref"`
	ID         string        `json:"id"`
	Dimension  string        `json:"dimension,omitempty"`
	A          *EstimateJSON `json:"a,omitempty"`
	B          *EstimateJSON `json:"b,omitempty"`
	Difference *EstimateJSON `json:"difference,omitempty"`
	Test       *TestJSON     `json:"test,omitempty"`
	Notes      []NoteJSON    `json:"notes,omitempty"`
}

// NoteJSON is a footnote by its code.
type NoteJSON struct {
	Code string    `json:"code"`
	Args []float64 `json:"args,omitempty"`
	Zh   string    `json:"zh"`
	En   string    `json:"en"`
}

// PointsJSON is gap 1 on the 100 points.
type PointsJSON struct {
	Dimensions []PointsRowJSON `json:"dimensions"`
	Spearman   *float64        `json:"spearman,omitempty"`
	Managers   int64           `json:"n_managers"`
	Customers  int64           `json:"n_customers"`
}

// PointsRowJSON is one dimension's points.
type PointsRowJSON struct {
	ID         string  `json:"id"`
	Managers   float64 `json:"managers"`
	Customers  float64 `json:"customers"`
	Difference float64 `json:"difference"`
}

// RatingsJSON is gap 2, 3 or 4.
type RatingsJSON struct {
	RatedBy    string        `json:"rated_by"`
	Mean       *EstimateJSON `json:"mean,omitempty"`
	Shortfall  *float64      `json:"shortfall,omitempty"`
	NoStandard *float64      `json:"no_standard,omitempty"`
	Dimensions []RatingJSON  `json:"dimensions"`
}

// RatingJSON is one dimension's rating.
type RatingJSON struct {
	Ref        string        `json:"ref"`
	ID         string        `json:"id"`
	Score      *EstimateJSON `json:"score,omitempty"`
	Shortfall  *float64      `json:"shortfall,omitempty"`
	NoStandard *ShareJSON    `json:"no_standard,omitempty"`
}

// ShareJSON is a share with its interval.
type ShareJSON struct {
	Share float64  `json:"share"`
	Lo    *float64 `json:"lo,omitempty"`
	Hi    *float64 `json:"hi,omitempty"`
	N     float64  `json:"n"`
}

// ServiceJSON is gap 5.
type ServiceJSON struct {
	Unweighted *EstimateJSON  `json:"unweighted,omitempty"`
	Weighted   *EstimateJSON  `json:"weighted,omitempty"`
	Dimensions []ContrastJSON `json:"dimensions"`
	Items      []ContrastJSON `json:"items"`
}

// ContrastJSON is one dimension or item of gap 5.
type ContrastJSON struct {
	Ref         string        `json:"ref"`
	ID          string        `json:"id"`
	Dimension   string        `json:"dimension,omitempty"`
	Expectation *EstimateJSON `json:"expectation,omitempty"`
	Perception  *EstimateJSON `json:"perception,omitempty"`
	Gap         *EstimateJSON `json:"gap,omitempty"`
	Test        *TestJSON     `json:"test,omitempty"`
}

// AntecedentJSON is one cause; high = favourable.
type AntecedentJSON struct {
	Ref         string           `json:"ref"`
	ID          string           `json:"id"`
	Gap         int              `json:"gap"`
	AskedOf     string           `json:"asked_of"`
	Items       []string         `json:"items"`
	Score       *EstimateJSON    `json:"score,omitempty"`
	Reliability *ReliabilityJSON `json:"reliability,omitempty"`
}

// ReliabilityJSON is alpha, or Spearman–Brown of two items.
type ReliabilityJSON struct {
	Method string   `json:"method"`
	Value  float64  `json:"value"`
	Lo     *float64 `json:"lo,omitempty"`
	Hi     *float64 `json:"hi,omitempty"`
}

// VerdictsJSON is the shares by the rule of expectation against experience.
type VerdictsJSON struct {
	Tolerance  float64       `json:"tolerance"`
	Dimensions []VerdictJSON `json:"dimensions"`
	Items      []VerdictJSON `json:"items"`
}

// VerdictJSON is the shares of one dimension or item.
type VerdictJSON struct {
	ID           string     `json:"id"`
	Dissatisfied *ShareJSON `json:"dissatisfied,omitempty"`
	Satisfied    *ShareJSON `json:"satisfied,omitempty"`
	Delighted    *ShareJSON `json:"very_satisfied,omitempty"`
}

// FacetRowJSON is one dimension of the facet grid.
type FacetRowJSON struct {
	ID      string                   `json:"id"`
	Cells   map[string]*EstimateJSON `json:"facets"`
	Wider   string                   `json:"wider,omitempty"`
	Between *EstimateJSON            `json:"between,omitempty"`
}

// ChainJSON is where it breaks.
type ChainJSON struct {
	Weakest int         `json:"weakest,omitempty"`
	Why     string      `json:"why,omitempty"`
	Second  int         `json:"not_distinguishable_from,omitempty"`
	Focus   string      `json:"focus,omitempty"`
	Agree   []int       `json:"weakest_at_focus,omitempty"`
	Links   []LinkJSON  `json:"links"`
	Text    GapTextJSON `json:"text"`
}

// LinkJSON is one gap in the chain.
type LinkJSON struct {
	Gap     int      `json:"gap"`
	State   string   `json:"state"`
	Value   *float64 `json:"value,omitempty"`
	Worst   string   `json:"worst,omitempty"`
	AtWorst *float64 `json:"at_worst,omitempty"`
	AtFocus *float64 `json:"at_focus,omitempty"`
	Under   []string `json:"below,omitempty"`
	Over    []string `json:"above,omitempty"`
}

// GapTextJSON is the paragraph in words, in both languages.
type GapTextJSON struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// UnitGapsJSON is the gaps by unit. Values of too few people are absent, their
// unit listed under withheld.
type UnitGapsJSON struct {
	Field        string               `json:"field"`
	Units        []UnitGapJSON        `json:"units"`
	Mean         map[string]*float64  `json:"mean"`
	Correlations []GapCorrelationJSON `json:"correlations,omitempty"`
	Notes        []NoteJSON           `json:"notes,omitempty"`
}

// UnitGapJSON is one unit.
type UnitGapJSON struct {
	Name     string              `json:"name"`
	N        GapCountsJSON       `json:"n"`
	Gaps     map[string]*float64 `json:"gaps"`
	Withheld []string            `json:"withheld,omitempty"`
}

// GapCorrelationJSON is a rank correlation of a gap with gap 5 across units.
type GapCorrelationJSON struct {
	Gap       int      `json:"gap"`
	Dimension string   `json:"dimension,omitempty"`
	R         float64  `json:"r"`
	Lo        *float64 `json:"lo,omitempty"`
	Hi        *float64 `json:"hi,omitempty"`
	N         float64  `json:"n"`
}

// GapsOf makes the JSON of an analysis; u and issues may be nil.
func GapsOf(a *gap.Analysis, u *gap.UnitGaps, issues *Counts) *GapsJSON {
	out := &GapsJSON{
		Schema: GapSchema, N: GapCountsJSON{a.Customers, a.Managers, a.Staff}, Issues: issues,
		Gap1: readingJSON(a, a.Knowledge), Gap1Weights: pointsJSON(a.Points), Gap6: readingJSON(a, a.Staffs), Gap7: readingJSON(a, a.Internal), SelfImage: readingJSON(a, a.SelfImage),
		Gap2: ratingsJSON(a.Standards), Gap3: ratingsJSON(a.Delivery), Gap4: ratingsJSON(a.Promises), Gap5: serviceJSON(a.Service),
		Verdicts: verdictsJSON(a.Verdicts), Facets: facetsJSON(a.Facets), Chain: chainJSON(a), Units: unitGapsJSON(u),
	}
	for _, c := range a.Causes {
		x := AntecedentJSON{Ref: c.Ref, ID: c.ID, Gap: c.Gap, AskedOf: c.Who.String(), Items: c.Items, Score: estimateJSON(c.Score, 0, false)}
		if r := c.Reliability; r.Defined {
			x.Reliability = &ReliabilityJSON{Method: string(r.Method), Value: r.Value}
			x.Reliability.Lo, x.Reliability.Hi = endsJSON(r)
		}
		out.Antecedents = append(out.Antecedents, x)
	}
	for _, i := range a.Lowest {
		out.Lowest = append(out.Lowest, a.Causes[i].ID)
	}
	return out
}

func readingJSON(a *gap.Analysis, r *gap.Reading) *ReadingJSON {
	if r == nil {
		return nil
	}
	out := &ReadingJSON{Mean: defined(r.Mean), Notes: notesJSON(r.Notes)}
	for _, d := range r.Dimensions {
		out.Dimensions = append(out.Dimensions, differenceJSON(d, ""))
	}
	for _, d := range r.Items {
		out.Items = append(out.Items, differenceJSON(d, d.Dimension))
	}
	for k, i := range r.Misread {
		if k < a.Options.Misread {
			out.Misread = append(out.Misread, r.Items[i].ID)
		}
	}
	return out
}

func differenceJSON(d gap.Difference, dimension string) DifferenceJSON {
	return DifferenceJSON{Ref: d.Ref, ID: d.ID, Dimension: dimension, A: estimateJSON(d.A, 0, false), B: estimateJSON(d.B, 0, false),
		Difference: estimateJSON(d.Diff, 0, false), Test: testJSON(d.Test), Notes: notesJSON(d.Test.Notes)}
}

func notesJSON(ns []stats.Note) []NoteJSON {
	var out []NoteJSON
	for _, n := range ns {
		t := gapNoteText(n)
		out = append(out, NoteJSON{string(n.Code), n.Args, t.Zh, t.En})
	}
	return out
}

func pointsJSON(p *gap.PointsReading) *PointsJSON {
	if p == nil {
		return nil
	}
	out := &PointsJSON{Spearman: defined(p.Rank), Managers: p.Managers, Customers: p.Customers}
	for _, r := range p.Rows {
		out.Dimensions = append(out.Dimensions, PointsRowJSON{r.ID, r.Managers, r.Customers, r.Diff})
	}
	return out
}

func ratingsJSON(l *gap.Levels) *RatingsJSON {
	if l == nil {
		return nil
	}
	out := &RatingsJSON{RatedBy: l.Who.String(), Mean: estimateJSON(l.Mean, 0, false)}
	if l.Mean.Defined {
		out.Shortfall = &l.Shortfall
	}
	if gapAsksNone(l) {
		out.NoStandard = defined(l.None)
	}
	for i := range l.Rows {
		r := &l.Rows[i]
		x := RatingJSON{Ref: r.Ref, ID: r.ID, Score: estimateJSON(r.Score, 0, false)}
		if r.Score.Defined {
			x.Shortfall = &r.Shortfall
		}
		if r.NoneAsked {
			x.NoStandard = shareJSON(r.None)
		}
		out.Dimensions = append(out.Dimensions, x)
	}
	return out
}

func shareJSON(e stats.Estimate) *ShareJSON {
	if !e.Defined {
		return nil
	}
	out := &ShareJSON{Share: e.Value, N: e.N}
	out.Lo, out.Hi = endsJSON(e)
	return out
}

func serviceJSON(s *gap.Service) *ServiceJSON {
	if s == nil {
		return nil
	}
	out := &ServiceJSON{Unweighted: estimateJSON(s.Mean, 0, false), Weighted: estimateJSON(s.Weighted, 0, false)}
	row := func(c gap.Contrast, dimension string) ContrastJSON {
		return ContrastJSON{Ref: c.Ref, ID: c.ID, Dimension: dimension, Expectation: estimateJSON(c.Expectation, 0, false), Perception: estimateJSON(c.Perception, 0, false),
			Gap: estimateJSON(c.Gap, 0, false), Test: testJSON(c.Test)}
	}
	for _, d := range s.Dimensions {
		out.Dimensions = append(out.Dimensions, row(d, ""))
	}
	for _, d := range s.Items {
		out.Items = append(out.Items, row(d, d.Dimension))
	}
	return out
}

func verdictsJSON(v *gap.Verdicts) *VerdictsJSON {
	if v == nil {
		return nil
	}
	row := func(x gap.Verdict) VerdictJSON {
		return VerdictJSON{x.ID, shareJSON(x.Dissatisfied), shareJSON(x.Satisfied), shareJSON(x.Delighted)}
	}
	out := &VerdictsJSON{Tolerance: v.Tolerance}
	for _, x := range v.Dimensions {
		out.Dimensions = append(out.Dimensions, row(x))
	}
	for _, x := range v.Items {
		out.Items = append(out.Items, row(x))
	}
	return out
}

func facetsJSON(g *gap.FacetGrid) []FacetRowJSON {
	if g == nil {
		return nil
	}
	var out []FacetRowJSON
	for _, r := range g.Rows {
		x := FacetRowJSON{ID: r.ID, Cells: map[string]*EstimateJSON{}, Between: estimateJSON(r.Between, 0, false)}
		for f, c := range r.Cells {
			if e := estimateJSON(c.Gap, 0, false); e != nil {
				x.Cells[g.Facets[f].ID] = e
			}
		}
		if r.Lead >= 0 {
			x.Wider = g.Facets[r.Lead].ID
		}
		out = append(out, x)
	}
	return out
}

func chainJSON(a *gap.Analysis) ChainJSON {
	c := a.Chain
	out := ChainJSON{Weakest: c.Weakest, Why: c.Why.String(), Second: c.Second, Focus: c.Focus.ID, Agree: c.Agree}
	for i, l := range c.Links {
		x := LinkJSON{Gap: l.Gap, State: l.State.String(), AtFocus: defined(c.Path[i])}
		if l.State != gap.Unmeasured {
			x.Value, x.Worst, x.AtWorst = defined(l.Value), l.Worst.ID, defined(l.At)
		}
		for _, t := range l.Under {
			x.Under = append(x.Under, t.ID)
		}
		for _, t := range l.Over {
			x.Over = append(x.Over, t.ID)
		}
		out.Links = append(out.Links, x)
	}
	t := gapParagraph(a)
	out.Text = GapTextJSON{t.Zh, t.En}
	return out
}

func unitGapsJSON(u *gap.UnitGaps) *UnitGapsJSON {
	if u == nil {
		return nil
	}
	out := &UnitGapsJSON{Field: u.Field, Mean: map[string]*float64{}, Notes: notesJSON(u.Notes)}
	for g, e := range u.Mean {
		if v := defined(e); v != nil {
			out.Mean[gapRef(g+1)] = v
		}
	}
	for _, x := range u.Units {
		row := UnitGapJSON{Name: x.Name, N: GapCountsJSON{x.N[0], x.N[1], x.N[2]}, Gaps: map[string]*float64{}}
		for g, e := range x.Gaps {
			if v := defined(e); v != nil {
				row.Gaps[gapRef(g+1)] = v
			} else if gapWithheld(e) > 0 {
				row.Withheld = append(row.Withheld, gapRef(g+1))
			}
		}
		out.Units = append(out.Units, row)
	}
	for _, c := range u.Correlations {
		if c.R.Defined {
			x := GapCorrelationJSON{Gap: c.Gap, Dimension: c.Dimension, R: c.R.Value, N: c.R.N}
			x.Lo, x.Hi = endsJSON(c.R)
			out.Correlations = append(out.Correlations, x)
		}
	}
	return out
}
