package compose

import (
	"servqual/gap"
	"servqual/report/verdict"
	"servqual/survey/stats"
)

// GapSchema names the JSON that GapsJSON becomes. Keys are never renamed
// without a new version.
const GapSchema = "servqual.gap/1"

// GapsJSON is the JSON of the gap command. What was not measured or is not
// defined is absent, never null or NaN.
type GapsJSON struct {
	Schema      string              `json:"schema"`
	N           GapCountsJSON       `json:"n"`
	Gap1        *GapReadingJSON     `json:"gap1,omitempty"`
	Gap1Weights *GapPointsJSON      `json:"gap1_weights,omitempty"`
	Gap2        *GapRatingsJSON     `json:"gap2,omitempty"`
	Gap3        *GapRatingsJSON     `json:"gap3,omitempty"`
	Gap4        *GapRatingsJSON     `json:"gap4,omitempty"`
	Gap5        *GapServiceJSON     `json:"gap5,omitempty"`
	Gap6        *GapReadingJSON     `json:"gap6,omitempty"`
	Gap7        *GapReadingJSON     `json:"gap7,omitempty"`
	SelfImage   *GapReadingJSON     `json:"gap4_delivery_minus_perception,omitempty"` // the wording of Chinese training texts
	Antecedents []GapAntecedentJSON `json:"antecedents,omitempty"`
	Lowest      []string            `json:"lowest_antecedents,omitempty"`
	Verdicts    *GapVerdictsJSON    `json:"satisfaction,omitempty"`
	Facets      []GapFacetRowJSON   `json:"facets,omitempty"`
	Chain       GapChainJSON        `json:"chain"`
	Units       *GapUnitsJSON       `json:"units,omitempty"`
	Issues      *Counts             `json:"issues,omitempty"`
}

// GapCountsJSON is the respondents in each group.
type GapCountsJSON struct {
	Customers int64 `json:"customers"`
	Managers  int64 `json:"managers"`
	Staff     int64 `json:"staff"`
}

// GapReadingJSON compares two groups; a is the one that guesses or judges itself.
type GapReadingJSON struct {
	Mean       *float64            `json:"mean,omitempty"` // of the dimensions
	Dimensions []GapDifferenceJSON `json:"dimensions,omitempty"`
	Items      []GapDifferenceJSON `json:"items,omitempty"`
	Misread    []string            `json:"most_misread,omitempty"`
	Notes      []GapNoteJSON       `json:"notes,omitempty"`
}

// GapDifferenceJSON is one dimension or item.
type GapDifferenceJSON struct {
	Ref        string        `json:"ref"`
	ID         string        `json:"id"`
	Dimension  string        `json:"dimension,omitempty"`
	A          *EstimateJSON `json:"a,omitempty"`
	B          *EstimateJSON `json:"b,omitempty"`
	Difference *EstimateJSON `json:"difference,omitempty"`
	Test       *TestJSON     `json:"test,omitempty"`
	Notes      []GapNoteJSON `json:"notes,omitempty"`
}

// GapNoteJSON is a footnote by its code.
type GapNoteJSON struct {
	Code string    `json:"code"`
	Args []float64 `json:"args,omitempty"`
	Zh   string    `json:"zh"`
	En   string    `json:"en"`
}

// GapPointsJSON is gap 1 on the 100 points.
type GapPointsJSON struct {
	Dimensions []GapPointsRowJSON `json:"dimensions"`
	Spearman   *float64           `json:"spearman,omitempty"`
	Managers   int64              `json:"n_managers"`
	Customers  int64              `json:"n_customers"`
}

// GapPointsRowJSON is one dimension's points.
type GapPointsRowJSON struct {
	ID         string  `json:"id"`
	Managers   float64 `json:"managers"`
	Customers  float64 `json:"customers"`
	Difference float64 `json:"difference"`
}

// GapRatingsJSON is gap 2, 3 or 4.
type GapRatingsJSON struct {
	RatedBy    string          `json:"rated_by"`
	Mean       *EstimateJSON   `json:"mean,omitempty"`
	Shortfall  *float64        `json:"shortfall,omitempty"`
	NoStandard *float64        `json:"no_standard,omitempty"`
	Dimensions []GapRatingJSON `json:"dimensions"`
}

// GapRatingJSON is one dimension's rating.
type GapRatingJSON struct {
	Ref        string        `json:"ref"`
	ID         string        `json:"id"`
	Score      *EstimateJSON `json:"score,omitempty"`
	Shortfall  *float64      `json:"shortfall,omitempty"`
	NoStandard *GapShareJSON `json:"no_standard,omitempty"`
}

// GapShareJSON is a share with its interval.
type GapShareJSON struct {
	Share float64  `json:"share"`
	Lo    *float64 `json:"lo,omitempty"`
	Hi    *float64 `json:"hi,omitempty"`
	N     float64  `json:"n"`
}

// GapServiceJSON is gap 5.
type GapServiceJSON struct {
	Unweighted *EstimateJSON     `json:"unweighted,omitempty"`
	Weighted   *EstimateJSON     `json:"weighted,omitempty"`
	Dimensions []GapContrastJSON `json:"dimensions"`
	Items      []GapContrastJSON `json:"items"`
}

// GapContrastJSON is one dimension or item of gap 5.
type GapContrastJSON struct {
	Ref         string        `json:"ref"`
	ID          string        `json:"id"`
	Dimension   string        `json:"dimension,omitempty"`
	Expectation *EstimateJSON `json:"expectation,omitempty"`
	Perception  *EstimateJSON `json:"perception,omitempty"`
	Gap         *EstimateJSON `json:"gap,omitempty"`
	Test        *TestJSON     `json:"test,omitempty"`
}

// GapAntecedentJSON is one cause; high = favourable.
type GapAntecedentJSON struct {
	Ref         string              `json:"ref"`
	ID          string              `json:"id"`
	Gap         int                 `json:"gap"`
	AskedOf     string              `json:"asked_of"`
	Items       []string            `json:"items"`
	Score       *EstimateJSON       `json:"score,omitempty"`
	Reliability *GapReliabilityJSON `json:"reliability,omitempty"`
}

// GapReliabilityJSON is alpha, or Spearman–Brown of two items.
type GapReliabilityJSON struct {
	Method string   `json:"method"`
	Value  float64  `json:"value"`
	Lo     *float64 `json:"lo,omitempty"`
	Hi     *float64 `json:"hi,omitempty"`
}

// GapVerdictsJSON is the shares by the rule of expectation against experience.
type GapVerdictsJSON struct {
	Tolerance  float64          `json:"tolerance"`
	Dimensions []GapVerdictJSON `json:"dimensions"`
	Items      []GapVerdictJSON `json:"items"`
}

// GapVerdictJSON is the shares of one dimension or item.
type GapVerdictJSON struct {
	ID           string        `json:"id"`
	Dissatisfied *GapShareJSON `json:"dissatisfied,omitempty"`
	Satisfied    *GapShareJSON `json:"satisfied,omitempty"`
	Delighted    *GapShareJSON `json:"very_satisfied,omitempty"`
}

// GapFacetRowJSON is one dimension of the facet grid.
type GapFacetRowJSON struct {
	ID      string                   `json:"id"`
	Cells   map[string]*EstimateJSON `json:"facets"`
	Wider   string                   `json:"wider,omitempty"`
	Between *EstimateJSON            `json:"between,omitempty"`
}

// GapChainJSON is where it breaks.
type GapChainJSON struct {
	Weakest int           `json:"weakest,omitempty"`
	Why     string        `json:"why,omitempty"` // without weakest: the reason
	Focus   string        `json:"focus,omitempty"`
	Agree   []int         `json:"weakest_at_focus,omitempty"`
	Links   []GapLinkJSON `json:"links"`
	Text    GapTextJSON   `json:"text"`
}

// GapLinkJSON is one gap in the chain.
type GapLinkJSON struct {
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

// GapUnitsJSON is the gaps by unit. Values of too few people are absent, their
// unit listed under withheld.
type GapUnitsJSON struct {
	Field        string               `json:"field"`
	Units        []GapUnitJSON        `json:"units"`
	Mean         map[string]*float64  `json:"mean"`
	Correlations []GapCorrelationJSON `json:"correlations,omitempty"`
	Notes        []GapNoteJSON        `json:"notes,omitempty"`
}

// GapUnitJSON is one unit.
type GapUnitJSON struct {
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
		Gap1: gapReadingJSON(a, a.Knowledge), Gap1Weights: gapPointsJSON(a.Points), Gap6: gapReadingJSON(a, a.Staffs), Gap7: gapReadingJSON(a, a.Internal), SelfImage: gapReadingJSON(a, a.SelfImage),
		Gap2: gapRatingsJSON(a.Standards), Gap3: gapRatingsJSON(a.Delivery), Gap4: gapRatingsJSON(a.Promises), Gap5: gapServiceJSON(a.Service),
		Verdicts: gapVerdictsJSON(a.Verdicts), Facets: gapFacetsJSON(a.Facets), Chain: gapChainJSON(a), Units: gapUnitsJSON(u),
	}
	for _, c := range a.Causes {
		x := GapAntecedentJSON{Ref: c.Ref, ID: c.ID, Gap: c.Gap, AskedOf: c.Who.String(), Items: c.Items, Score: estimateJSON(c.Score, 0, false)}
		if r := c.Reliability; r.Defined {
			x.Reliability = &GapReliabilityJSON{Method: string(r.Method), Value: r.Value}
			x.Reliability.Lo, x.Reliability.Hi = endsJSON(r)
		}
		out.Antecedents = append(out.Antecedents, x)
	}
	for _, i := range a.Lowest {
		out.Lowest = append(out.Lowest, a.Causes[i].ID)
	}
	return out
}

func gapReadingJSON(a *gap.Analysis, r *gap.Reading) *GapReadingJSON {
	if r == nil {
		return nil
	}
	out := &GapReadingJSON{Mean: defined(r.Mean), Notes: gapNotesJSON(r.Notes)}
	for _, d := range r.Dimensions {
		out.Dimensions = append(out.Dimensions, gapDifferenceJSON(d, ""))
	}
	for _, d := range r.Items {
		out.Items = append(out.Items, gapDifferenceJSON(d, d.Dimension))
	}
	for k, i := range r.Misread {
		if k < a.Options.Misread {
			out.Misread = append(out.Misread, r.Items[i].ID)
		}
	}
	return out
}

func gapDifferenceJSON(d gap.Difference, dimension string) GapDifferenceJSON {
	return GapDifferenceJSON{Ref: d.Ref, ID: d.ID, Dimension: dimension, A: estimateJSON(d.A, 0, false), B: estimateJSON(d.B, 0, false),
		Difference: estimateJSON(d.Diff, 0, false), Test: testJSON(d.Test), Notes: gapNotesJSON(d.Test.Notes)}
}

func gapNotesJSON(ns []stats.Note) []GapNoteJSON {
	var out []GapNoteJSON
	for _, n := range ns {
		t := gapNoteText(n)
		out = append(out, GapNoteJSON{string(n.Code), n.Args, t.Zh, t.En})
	}
	return out
}

func gapPointsJSON(p *gap.PointsReading) *GapPointsJSON {
	if p == nil {
		return nil
	}
	out := &GapPointsJSON{Spearman: defined(p.Rank), Managers: p.Managers, Customers: p.Customers}
	for _, r := range p.Rows {
		out.Dimensions = append(out.Dimensions, GapPointsRowJSON{r.ID, r.Managers, r.Customers, r.Diff})
	}
	return out
}

func gapRatingsJSON(l *gap.Levels) *GapRatingsJSON {
	if l == nil {
		return nil
	}
	out := &GapRatingsJSON{RatedBy: l.Who.String(), Mean: estimateJSON(l.Mean, 0, false)}
	if l.Mean.Defined {
		out.Shortfall = &l.Shortfall
	}
	if gapAsksNone(l) {
		out.NoStandard = defined(l.None)
	}
	for i := range l.Rows {
		r := &l.Rows[i]
		x := GapRatingJSON{Ref: r.Ref, ID: r.ID, Score: estimateJSON(r.Score, 0, false)}
		if r.Score.Defined {
			x.Shortfall = &r.Shortfall
		}
		if r.NoneAsked {
			x.NoStandard = gapShareJSON(r.None)
		}
		out.Dimensions = append(out.Dimensions, x)
	}
	return out
}

func gapShareJSON(e stats.Estimate) *GapShareJSON {
	if !e.Defined {
		return nil
	}
	out := &GapShareJSON{Share: e.Value, N: e.N}
	out.Lo, out.Hi = endsJSON(e)
	return out
}

func gapServiceJSON(s *gap.Service) *GapServiceJSON {
	if s == nil {
		return nil
	}
	out := &GapServiceJSON{Unweighted: estimateJSON(s.Mean, 0, false), Weighted: estimateJSON(s.Weighted, 0, false)}
	row := func(c gap.Contrast, dimension string) GapContrastJSON {
		return GapContrastJSON{Ref: c.Ref, ID: c.ID, Dimension: dimension, Expectation: estimateJSON(c.Expectation, 0, false), Perception: estimateJSON(c.Perception, 0, false),
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

func gapVerdictsJSON(v *gap.Verdicts) *GapVerdictsJSON {
	if v == nil {
		return nil
	}
	row := func(x gap.Verdict) GapVerdictJSON {
		return GapVerdictJSON{x.ID, gapShareJSON(x.Dissatisfied), gapShareJSON(x.Satisfied), gapShareJSON(x.Delighted)}
	}
	out := &GapVerdictsJSON{Tolerance: v.Tolerance}
	for _, x := range v.Dimensions {
		out.Dimensions = append(out.Dimensions, row(x))
	}
	for _, x := range v.Items {
		out.Items = append(out.Items, row(x))
	}
	return out
}

func gapFacetsJSON(g *gap.FacetGrid) []GapFacetRowJSON {
	if g == nil {
		return nil
	}
	var out []GapFacetRowJSON
	for _, r := range g.Rows {
		x := GapFacetRowJSON{ID: r.ID, Cells: map[string]*EstimateJSON{}, Between: estimateJSON(r.Between, 0, false)}
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

func gapChainJSON(a *gap.Analysis) GapChainJSON {
	c := a.Chain
	out := GapChainJSON{Weakest: c.Weakest, Why: reasonKey(c.Claim.Reason), Focus: c.Focus.ID, Agree: c.Agree}
	for i, l := range c.Links {
		x := GapLinkJSON{Gap: l.Gap, State: l.State.String(), AtFocus: defined(c.Path[i])}
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

// reasonKey names in JSON why the chain's break is not placed.
func reasonKey(r verdict.Reason) string {
	switch r {
	case verdict.TooFew:
		return "too-few"
	case verdict.NoComparison:
		return "one-link"
	case verdict.NotToldApart:
		return "no-shortfall"
	case verdict.NotLargest:
		return "not-told-apart"
	}
	return ""
}

func gapUnitsJSON(u *gap.UnitGaps) *GapUnitsJSON {
	if u == nil {
		return nil
	}
	out := &GapUnitsJSON{Field: u.Field, Mean: map[string]*float64{}, Notes: gapNotesJSON(u.Notes)}
	for g, e := range u.Mean {
		if v := defined(e); v != nil {
			out.Mean[gapRef(g+1)] = v
		}
	}
	for _, x := range u.Units {
		row := GapUnitJSON{Name: x.Name, N: GapCountsJSON{x.N[0], x.N[1], x.N[2]}, Gaps: map[string]*float64{}}
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
