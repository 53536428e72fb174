package compose

import (
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/index"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// The schemas of this file. Keys are never renamed without a new version.
const (
	IndexSchema       = "servqual.index/1"
	DriversSchema     = "servqual.drivers/1"
	ReliabilitySchema = "servqual.reliability/1"
)

// FigureJSON is an estimate. What is not defined has no value and says why in
// its notes.
type FigureJSON struct {
	Value  *float64       `json:"value,omitempty"`
	Lo     *float64       `json:"lo,omitempty"`
	Hi     *float64       `json:"hi,omitempty"`
	Level  float64        `json:"level,omitempty"`
	SE     float64        `json:"se,omitempty"`
	N      float64        `json:"n"`
	Method string         `json:"method,omitempty"`
	Notes  []FootnoteJSON `json:"notes,omitempty"`
}

// FootnoteJSON is a footnote.
type FootnoteJSON struct {
	Code string    `json:"code"`
	Args []float64 `json:"args,omitempty"`
}

func figureJSON(e stats.Estimate) FigureJSON {
	out := FigureJSON{Value: defined(e), N: e.N, Method: string(e.Method), Notes: footnotesJSON(e.Notes)}
	if e.HasInterval() {
		out.Lo, out.Hi = endsJSON(e)
		out.Level, out.SE = e.Level, e.SE
	}
	return out
}

func footnotesJSON(ns []stats.Note) []FootnoteJSON {
	var out []FootnoteJSON
	for _, n := range ns {
		out = append(out, FootnoteJSON{string(n.Code), n.Args})
	}
	return out
}

// IndexJSON is the JSON of the index command.
type IndexJSON struct {
	Schema string        `json:"schema"`
	N      int64         `json:"n"`
	Index  *WeightedJSON `json:"index_1000,omitempty"`
	CSI    *CSIJSON      `json:"csi,omitempty"`
	NPS    *NPSJSON      `json:"nps,omitempty"`
	CSAT   []CSATJSON    `json:"csat,omitempty"`
	Effort *EffortJSON   `json:"effort,omitempty"`
	Zones  *ZonesJSON    `json:"zones,omitempty"`
	IPA    *IPAJSON      `json:"importance_performance,omitempty"`
	Causes []CauseJSON   `json:"complaints,omitempty"`
}

// WeightedJSON is a weighted index.
type WeightedJSON struct {
	FigureJSON
	Scale   string       `json:"scale"`   // 0-1000, x100
	Weights string       `json:"weights"` // customers, stated, equal, or the name of a preset
	Given   float64      `json:"weights_sum"`
	Factors []FactorJSON `json:"factors"`
}

// FactorJSON is one factor.
type FactorJSON struct {
	ID     string     `json:"id"`
	Given  float64    `json:"weight_given"`
	Share  float64    `json:"weight"`
	Score  FigureJSON `json:"score"`
	Points *float64   `json:"points,omitempty"`
	Lost   *float64   `json:"points_lost,omitempty"`
}

// CSIJSON is the Indonesian index.
type CSIJSON struct {
	Importance string     `json:"importance"` // importance, expectation
	Total      FigureJSON `json:"weighted_total"`
	Percent    FigureJSON `json:"percent"`
	Rescaled   FigureJSON `json:"rescaled"`
	Class      string     `json:"class,omitempty"`
}

// NPSJSON is a net promoter score.
type NPSJSON struct {
	FigureJSON
	Promoters  float64 `json:"promoters"`
	Passives   float64 `json:"passives"`
	Detractors float64 `json:"detractors"`
}

// CSATJSON is a top box.
type CSATJSON struct {
	Field  string     `json:"field"`
	Min    int        `json:"scale_min"`
	Max    int        `json:"scale_max"`
	From   int        `json:"from"`
	Share  FigureJSON `json:"top_two"`
	Bottom FigureJSON `json:"bottom_two"`
	Mean   FigureJSON `json:"mean"`
}

// EffortJSON is a customer effort score.
type EffortJSON struct {
	Version   int        `json:"version"`
	LowIsGood bool       `json:"low_is_good"`
	Mean      FigureJSON `json:"mean"`
	Easy      FigureJSON `json:"easy"`
}

// ZonesJSON is the three-column format.
type ZonesJSON struct {
	Items      []ZoneJSON `json:"items"`
	Dimensions []ZoneJSON `json:"dimensions"`
	Overall    ZoneJSON   `json:"overall"`
	Inversions float64    `json:"inversions"`
}

// ZoneJSON is one row of it.
type ZoneJSON struct {
	ID          string      `json:"id,omitempty"`
	Minimum     FigureJSON  `json:"minimum"`
	Desired     FigureJSON  `json:"desired"`
	Perception  FigureJSON  `json:"perception"`
	Adequacy    FigureJSON  `json:"adequacy"`
	Superiority FigureJSON  `json:"superiority"`
	Position    FigureJSON  `json:"position_percent"`
	Status      string      `json:"status,omitempty"`
	Below       *FigureJSON `json:"below,omitempty"`
	In          *FigureJSON `json:"in,omitempty"`
	Above       *FigureJSON `json:"above,omitempty"`
}

// IPAJSON is the importance–performance grid.
type IPAJSON struct {
	Importance string         `json:"importance"` // importance, expectation, derived
	Cross      string         `json:"cross"`
	LineX      float64        `json:"line_performance"`
	LineY      float64        `json:"line_importance"`
	Points     []IPAPointJSON `json:"items"`
	Changed    map[string]int `json:"changed_under,omitempty"`
	Notes      []FootnoteJSON `json:"notes,omitempty"`
}

// IPAPointJSON is one item in it.
type IPAPointJSON struct {
	ID          string     `json:"id"`
	Performance FigureJSON `json:"performance"`
	Importance  FigureJSON `json:"importance"`
	Quadrant    string     `json:"quadrant"`
	Probability float64    `json:"probability"`
	Stable      bool       `json:"stable"`
}

// CauseJSON is one cause of complaint.
type CauseJSON struct {
	Name       string     `json:"name"`
	Count      float64    `json:"count"`
	Share      float64    `json:"share"`
	Cumulative float64    `json:"cumulative"`
	OfPeople   FigureJSON `json:"of_respondents"`
}

var quadrantKeys = map[stats.Quadrant]string{stats.Concentrate: "concentrate", stats.KeepUp: "keep-up", stats.LowPriority: "low-priority", stats.Overkill: "overkill"}

var crossKeys = map[stats.CrossHair]string{stats.CrossScaleMid: "scale-middle", stats.CrossMeans: "means", stats.CrossMedians: "medians", stats.CrossDiagonal: "diagonal"}

var zoneKeys = map[index.ZoneStatus]string{index.BelowZone: "below", index.InZone: "in", index.AboveZone: "above"}

var csiKeys = map[index.CSIClass]string{index.NotSatisfied: "not-satisfied", index.LessSatisfied: "less-satisfied", index.FairlySatisfied: "fairly-satisfied",
	index.Satisfied: "satisfied", index.VerySatisfied: "very-satisfied"}

var treeKeys = map[index.TreeWeights]string{index.CustomerPoints: "customers", index.StatedWeights: "stated", index.EqualShares: "equal"}

// IndicesOf makes the JSON of a case, of the wave and unit in focus.
func IndicesOf(c *Case) *IndexJSON {
	v := newView(c)
	out := &IndexJSON{Schema: IndexSchema, N: v.now.N()}
	if v.now.N() < v.Cells.Mean {
		return out
	}
	x := v.indicesOf()
	out.Index, out.CSI = weightedJSON(x), csiJSON(x.csi)
	if n := x.nps; n != nil {
		out.NPS = &NPSJSON{figureJSON(n.Score), n.Promoters, n.Passives, n.Detractors}
	}
	for _, b := range x.top {
		out.CSAT = append(out.CSAT, CSATJSON{b.Field, b.Scale.Min, b.Scale.Max, b.From, figureJSON(b.Share), figureJSON(b.Bottom), figureJSON(b.Mean)})
	}
	if e := x.effort; e != nil {
		out.Effort = &EffortJSON{int(e.Version), e.LowIsGood, figureJSON(e.Mean), figureJSON(e.Easy)}
	}
	if x.zones.Defined {
		out.Zones = v.zonesJSON(x.zones)
	}
	out.IPA = v.ipaJSON()
	for _, k := range index.CausesOf(v.now, survey.FieldComplaint, v.indexOptions()).Causes {
		out.Causes = append(out.Causes, CauseJSON{k.Name, k.Count, k.OfMentions, k.Cumulative, figureJSON(k.OfPeople)})
	}
	return out
}

func weightedJSON(x indices) *WeightedJSON {
	w := x.points
	if !w.Index.Defined {
		return nil
	}
	out := &WeightedJSON{FigureJSON: figureJSON(w.Index), Scale: "0-1000", Weights: treeKeys[x.source], Given: w.Given}
	if w.Mapping == index.TimesHundred {
		out.Scale = "x100"
	}
	if x.preset != nil {
		out.Weights = x.preset.Name
	}
	for _, f := range w.Factors {
		j := FactorJSON{ID: f.ID, Given: f.Given, Share: f.Share, Score: figureJSON(f.Score)}
		if f.Score.Defined {
			j.Points, j.Lost = &f.Points, &f.Lost
		}
		out.Factors = append(out.Factors, j)
	}
	return out
}

func csiJSON(c index.CSI) *CSIJSON {
	if !c.Percent.Defined {
		return nil
	}
	return &CSIJSON{c.Side.String(), figureJSON(c.Total), figureJSON(c.Percent), figureJSON(c.Rescale), csiKeys[c.Class]}
}

func (v *view) zonesJSON(z index.Zones) *ZonesJSON {
	row := func(id string, r index.ZoneRow) ZoneJSON {
		out := ZoneJSON{ID: id, Minimum: figureJSON(r.Minimum), Desired: figureJSON(r.Desired), Perception: figureJSON(r.Perception), Adequacy: figureJSON(r.Adequacy),
			Superiority: figureJSON(r.Superiority), Position: figureJSON(r.Position), Status: zoneKeys[r.Status]}
		if r.In.Defined {
			below, in, above := figureJSON(r.Below), figureJSON(r.In), figureJSON(r.Above)
			out.Below, out.In, out.Above = &below, &in, &above
		}
		return out
	}
	out := &ZonesJSON{Overall: row("", z.Overall), Inversions: z.Inversions}
	for _, r := range z.Items {
		out.Items = append(out.Items, row(v.study.Items[r.Index].ID, r))
	}
	for _, r := range z.Dimensions {
		out.Dimensions = append(out.Dimensions, row(v.study.Dimensions[r.Index].ID, r))
	}
	return out
}

func (v *view) ipaJSON() *IPAJSON {
	o := index.DefaultIPA
	o.Options, o.Outcome = v.indexOptions(), v.driverOutcome()
	g := index.ImportancePerformance(v.now, o)
	if !g.Defined {
		return nil
	}
	out := &IPAJSON{Importance: "derived", Cross: crossKeys[g.Cross], LineX: g.LineX, LineY: g.LineY, Notes: footnotesJSON(g.Notes)}
	if g.Importance == index.Stated {
		out.Importance = v.now.Plan().ImportanceSide().String()
	}
	for _, p := range g.Points {
		out.Points = append(out.Points, IPAPointJSON{v.study.Items[p.Index].ID, figureJSON(p.Performance), figureJSON(p.Importance), quadrantKeys[p.Quadrant], p.Probability, p.Stable})
	}
	for _, a := range g.Others {
		if out.Changed == nil {
			out.Changed = map[string]int{}
		}
		out.Changed[crossKeys[a.Cross]] = a.Changed
	}
	return out
}

// DriversJSON is the JSON of the drivers command. Without drivers its notes
// say why.
type DriversJSON struct {
	Schema  string         `json:"schema"`
	Outcome string         `json:"outcome,omitempty"`
	N       float64        `json:"n"`
	R2      *float64       `json:"r2,omitempty"`
	AdjR2   *float64       `json:"adjusted_r2,omitempty"`
	Drivers []DriverJSON   `json:"drivers,omitempty"`
	Items   []ItemDriver   `json:"items,omitempty"`
	Notes   []FootnoteJSON `json:"notes,omitempty"`
}

// DriverJSON is one dimension.
type DriverJSON struct {
	ID       string      `json:"id"`
	R        FigureJSON  `json:"r"`
	Partial  FigureJSON  `json:"partial_r"`
	Beta     float64     `json:"beta"`
	B        FigureJSON  `json:"b"`
	P        *float64    `json:"p,omitempty"`
	VIF      float64     `json:"vif"`
	Johnson  FigureJSON  `json:"relative_weight"`
	Share    float64     `json:"relative_weight_share"`
	LMG      FigureJSON  `json:"lmg"`
	LMGShare float64     `json:"lmg_share"`
	Suppress bool        `json:"suppression,omitempty"`
	Stated   *FigureJSON `json:"stated_points,omitempty"`
}

// ItemDriver is the derived importance of one item.
type ItemDriver struct {
	ID       string     `json:"id"`
	R        FigureJSON `json:"r"`
	Spearman FigureJSON `json:"spearman"`
	Partial  FigureJSON `json:"partial_r"`
}

// DriversOf makes the JSON of a case, of the wave and unit in focus.
func DriversOf(c *Case) *DriversJSON {
	v := newView(c)
	out := &DriversJSON{Schema: DriversSchema, Outcome: v.driverOutcome(), N: float64(v.now.N())}
	if v.now.N() < v.Cells.Mean {
		out.Notes = []FootnoteJSON{{Code: string(stats.Suppressed), Args: []float64{float64(v.Cells.Mean)}}}
		return out
	}
	d := index.DriversOf(v.now, out.Outcome, index.Dimensions, v.indexOptions())
	out.N, out.Notes = d.N, footnotesJSON(d.Notes)
	if !d.Defined {
		return out
	}
	out.R2, out.AdjR2 = &d.R2, &d.AdjR2
	for _, x := range d.Drivers {
		j := DriverJSON{ID: v.study.Dimensions[x.Index].ID, R: figureJSON(x.R), Partial: figureJSON(x.Partial), Beta: x.Beta, B: figureJSON(x.B), VIF: x.VIF,
			Johnson: figureJSON(x.Johnson), Share: x.Share, LMG: figureJSON(x.LMG), LMGShare: x.LMGShare, Suppress: x.Suppress}
		if x.Test.Defined {
			j.P = &x.Test.P
		}
		if x.Stated.Defined {
			s := figureJSON(x.Stated)
			j.Stated = &s
		}
		out.Drivers = append(out.Drivers, j)
	}
	items, _ := index.DerivedImportance(v.now, out.Outcome, index.Items, v.indexOptions())
	for _, x := range items {
		if x.R.Defined {
			out.Items = append(out.Items, ItemDriver{v.study.Items[x.Index].ID, figureJSON(x.R), figureJSON(x.Spearman), figureJSON(x.Partial)})
		}
	}
	return out
}

// ReliabilityJSON is the JSON of the reliability command.
type ReliabilityJSON struct {
	Schema     string                    `json:"schema"`
	N          int64                     `json:"n"`
	Dimensions []DimReliability          `json:"dimensions"`
	Validity   map[string][]ValidityJSON `json:"validity,omitempty"` // r computed vs r table, by side
	Prediction *PredictionJSON           `json:"prediction,omitempty"`
}

// DimReliability is one dimension, by measure: expectation, perception, gap.
type DimReliability struct {
	ID         string                  `json:"id"`
	Complete   int64                   `json:"complete"`
	Measures   map[string]MeasureAlpha `json:"measures"`
	Difference *DifferenceJSON         `json:"difference,omitempty"`
}

// MeasureAlpha is alpha and what each item does to it.
type MeasureAlpha struct {
	Alpha         FigureJSON      `json:"alpha"`
	Standardized  FigureJSON      `json:"standardized"`
	SpearmanBrown *FigureJSON     `json:"spearman_brown,omitempty"`
	Omega         *FigureJSON     `json:"omega,omitempty"` // one-factor model, three items or more
	CR            *FigureJSON     `json:"cr,omitempty"`
	AVE           *FigureJSON     `json:"ave,omitempty"`
	Improper      []string        `json:"improper,omitempty"` // items whose loading is 1 or more: omega, CR and AVE are not defined
	Items         []ItemTotalJSON `json:"items"`
}

// ItemTotalJSON is one item.
type ItemTotalJSON struct {
	ID        string     `json:"id"`
	ItemTotal FigureJSON `json:"item_total"`
	Dropped   FigureJSON `json:"alpha_if_dropped"`
}

// DifferenceJSON is the worth of a gap score.
type DifferenceJSON struct {
	Reliability FigureJSON `json:"reliability"`
	Ratio       FigureJSON `json:"variance_ratio"`
	Ceiling     float64    `json:"expectation_ceiling"`
	RPE         FigureJSON `json:"r_pe"`
	Mirror      FigureJSON `json:"r_gap_perception"`
	Unreliable  bool       `json:"unreliable"`
	Restricted  bool       `json:"restricted"`
	Mirrors     bool       `json:"mirrors"`
}

// PredictionJSON compares gaps and perceptions as predictors.
type PredictionJSON struct {
	Outcome     string         `json:"outcome"`
	N           float64        `json:"n"`
	Perceptions *float64       `json:"adjusted_r2_perceptions,omitempty"`
	Gaps        *float64       `json:"adjusted_r2_gaps,omitempty"`
	Both        *float64       `json:"adjusted_r2_both,omitempty"`
	Notes       []FootnoteJSON `json:"notes,omitempty"`
}

// ReliabilityOf makes the JSON of a case, of the wave and unit in focus.
func ReliabilityOf(c *Case) *ReliabilityJSON {
	v := newView(c)
	out := &ReliabilityJSON{Schema: ReliabilitySchema, N: v.now.N(), Dimensions: []DimReliability{}}
	if v.now.N() < v.Cells.Mean {
		return out
	}
	panel := index.Differences(v.now, v.driverOutcome(), v.indexOptions())
	rows := map[int]index.DifferenceRow{}
	for _, r := range panel.Dimensions {
		rows[r.Index] = r
	}
	for _, d := range v.card.Dimensions {
		j := DimReliability{ID: v.study.Dimensions[d.Index].ID, Complete: d.Complete, Measures: map[string]MeasureAlpha{}}
		for _, m := range v.reliabilityMeasures() {
			j.Measures[measureKey(m)] = v.measureAlpha(d, m)
		}
		if r, ok := rows[d.Index]; ok {
			j.Difference = &DifferenceJSON{figureJSON(r.Reliability), figureJSON(r.Ratio), r.Ceiling, figureJSON(r.RPE), figureJSON(r.Mirror), r.Unreliable, r.Restricted, r.Mirrors}
		}
		out.Dimensions = append(out.Dimensions, j)
	}
	out.Validity = v.validityJSON()
	if p := panel.Prediction; panel.Defined && p.Outcome != "" {
		out.Prediction = &PredictionJSON{Outcome: p.Outcome, N: p.N, Notes: footnotesJSON(p.Notes)}
		if p.Defined {
			out.Prediction.Perceptions, out.Prediction.Gaps, out.Prediction.Both = &p.Perceptions, &p.Gaps, &p.Both
		}
	}
	return out
}

func (v *view) measureAlpha(d servqual.DimensionScore, m tally.Measure) MeasureAlpha {
	r := d.Alpha[m]
	out := MeasureAlpha{Alpha: figureJSON(r.Alpha), Standardized: figureJSON(r.Standardized), Items: []ItemTotalJSON{}}
	items := v.study.ItemsOf(d.Index)
	if len(items) == 2 {
		sb := figureJSON(stats.SpearmanBrown(v.now.DimCross(d.Index, m)))
		out.SpearmanBrown = &sb
	}
	out.Omega, out.CR, out.AVE, out.Improper = v.oneFactorJSON(d.Index, m)
	for k, i := range items {
		if k < len(r.ItemTotal) && k < len(r.Dropped) {
			out.Items = append(out.Items, ItemTotalJSON{v.study.Items[i].ID, figureJSON(r.ItemTotal[k]), figureJSON(r.Dropped[k])})
		}
	}
	return out
}
