package compose

import (
	"servqual/gap"
	"servqual/survey/stats"
)

// BenchmarkSchema names the JSON of the benchmark command. Keys are never
// renamed without a new version.
const BenchmarkSchema = "servqual.benchmark/1"

// Benchmark is the JSON of the benchmark command. What is not defined or is
// withheld is absent, never null or NaN.
type Benchmark struct {
	Schema     string             `json:"schema"`
	Field      string             `json:"field"`
	Period     []string           `json:"period,omitempty"`
	Before     []string           `json:"before,omitempty"`
	Disjoint   bool               `json:"disjoint,omitempty"` // no response is in both periods
	Scale      *ScaleJSON         `json:"scale,omitempty"`    // where the answers were given on different ones
	N          int64              `json:"n"`
	Unnamed    int64              `json:"unnamed,omitempty"`
	Weighted   bool               `json:"weighted"`
	Level      float64            `json:"level"`
	Alpha      float64            `json:"alpha"` // chance of any false tier or pair
	Units      []BenchmarkUnit    `json:"units"`
	Score      BenchmarkMeasure   `json:"score"`
	Dimensions []BenchmarkMeasure `json:"dimensions"`
	Items      []BenchmarkMeasure `json:"items"`
	Best       []BenchmarkBest    `json:"best"`
	Raking     *BenchmarkRaking   `json:"raking,omitempty"`
	Moves      []BenchmarkMove    `json:"moves,omitempty"`
	Signals    []BenchmarkSignal  `json:"signals,omitempty"`
	Issues     *Counts            `json:"issues,omitempty"`
}

// BenchmarkUnit is a unit and whether it may be shown and ranked.
type BenchmarkUnit struct {
	Unit   string `json:"unit"`
	N      int64  `json:"n"`
	Shown  bool   `json:"shown"`
	Ranked bool   `json:"ranked"`
	Tier   string `json:"tier,omitempty"`
}

// BenchmarkMeasure is one measure over all units.
type BenchmarkMeasure struct {
	Ref       string              `json:"ref"`
	Region    *EstimateJSON       `json:"region,omitempty"`
	Raked     *EstimateJSON       `json:"raked,omitempty"`
	Usual     float64             `json:"usual"`
	Median    float64             `json:"median"`
	Target    *float64            `json:"target,omitempty"`
	Welch     *BenchmarkF         `json:"welch,omitempty"`
	Kruskal   *BenchmarkH         `json:"kruskal,omitempty"`
	ICC       *EstimateJSON       `json:"icc,omitempty"`
	Eta2      *float64            `json:"eta2,omitempty"`
	Omega2    *float64            `json:"omega2,omitempty"`
	Shrinkage *BenchmarkShrinkage `json:"shrinkage,omitempty"`
	Funnel    *BenchmarkFunnel    `json:"funnel,omitempty"`
	Units     []BenchmarkScore    `json:"units"`
	Pairs     []BenchmarkPair     `json:"pairs,omitempty"`
}

// BenchmarkF is a Welch F test.
type BenchmarkF struct {
	F   float64 `json:"F"`
	DF1 float64 `json:"df1"`
	DF2 float64 `json:"df2"`
	P   float64 `json:"p"`
}

// BenchmarkH is a Kruskal–Wallis test.
type BenchmarkH struct {
	H  float64 `json:"H"`
	DF float64 `json:"df"`
	P  float64 `json:"p"`
}

// BenchmarkShrinkage is the empirical Bayes fit.
type BenchmarkShrinkage struct {
	Mu        float64 `json:"mu"`
	Tau2      float64 `json:"tau2"`
	Q         float64 `json:"Q"`
	I2        float64 `json:"I2"`
	PooledVar float64 `json:"pooled_var"`
}

// BenchmarkFunnel is the funnel's centre and spread.
type BenchmarkFunnel struct {
	Centre float64 `json:"centre"`
	Sigma  float64 `json:"sigma"`
	Phi    float64 `json:"phi"`
}

// BenchmarkScore is one unit on one measure; a withheld one is absent.
type BenchmarkScore struct {
	Unit   string         `json:"unit"`
	N      float64        `json:"n"`
	Mean   *EstimateJSON  `json:"mean,omitempty"`
	Shrunk *EstimateJSON  `json:"shrunk,omitempty"`
	B      float64        `json:"B"`
	Rank   *BenchmarkRank `json:"rank,omitempty"`
	Tier   string         `json:"tier,omitempty"`
	Test   *BenchmarkDiff `json:"test,omitempty"` // against the usual unit
	Z      *float64       `json:"funnel_z,omitempty"`
	Zone   string         `json:"funnel_zone,omitempty"`
	Over   []string       `json:"over,omitempty"`
	Under  []string       `json:"under,omitempty"`
}

// BenchmarkRank is a simulated rank.
type BenchmarkRank struct {
	Median float64 `json:"median"`
	Lo     float64 `json:"lo"`
	Hi     float64 `json:"hi"`
}

// BenchmarkDiff is a difference with its test.
type BenchmarkDiff struct {
	Diff  float64  `json:"diff"`
	Lo    float64  `json:"lo"`
	Hi    float64  `json:"hi"`
	T     float64  `json:"t"`
	DF    float64  `json:"df"`
	P     float64  `json:"p"`
	PHolm *float64 `json:"p_holm,omitempty"`
	PBH   *float64 `json:"p_bh,omitempty"`
}

// BenchmarkPair is a Games–Howell comparison, a − b.
type BenchmarkPair struct {
	A    string  `json:"a"`
	B    string  `json:"b"`
	Diff float64 `json:"diff"`
	Lo   float64 `json:"lo"`
	Hi   float64 `json:"hi"`
	Q    float64 `json:"q"`
	DF   float64 `json:"df"`
	P    float64 `json:"p"`
}

// BenchmarkBest is the best practice on an item; Unit is absent where nobody is
// clearly ahead.
type BenchmarkBest struct {
	Item   string        `json:"item"`
	Unit   string        `json:"unit,omitempty"`
	Mean   *EstimateJSON `json:"mean,omitempty"`
	Behind []string      `json:"behind,omitempty"`
}

// BenchmarkRaking is the weighting to known sizes.
type BenchmarkRaking struct {
	Fields []string        `json:"fields"`
	Cycles int             `json:"cycles"`
	Deff   float64         `json:"deff"`
	NEff   float64         `json:"n_eff"`
	Cells  []BenchmarkCell `json:"cells"`
}

// BenchmarkCell is one weight.
type BenchmarkCell struct {
	Names  []string `json:"names"`
	N      int64    `json:"n"`
	Weight float64  `json:"weight"`
}

// BenchmarkMove is a unit against the period before.
type BenchmarkMove struct {
	Unit       string         `json:"unit"`
	Before     *EstimateJSON  `json:"before,omitempty"`
	TierBefore string         `json:"tier_before,omitempty"`
	Tier       string         `json:"tier,omitempty"`
	Change     *BenchmarkDiff `json:"change,omitempty"`
}

// BenchmarkSignal is a wave of a unit that is more than noise.
type BenchmarkSignal struct {
	Unit string `json:"unit"`
	Wave string `json:"wave"`
	Rule string `json:"rule"`
	High bool   `json:"high"`
}

// BenchmarkOf compares the units of a case and gives all figures.
func BenchmarkOf(c *Case, o RegionalOptions) (*Benchmark, error) {
	r, err := newRegional(c, o)
	if err != nil {
		return nil, err
	}
	u := r.u
	out := &Benchmark{Schema: BenchmarkSchema, Scale: scaleJSON(r.study), Field: u.Field, Period: r.period, Before: r.before, Disjoint: len(r.before) > 0 && u.Options.Disjoint,
		N: r.now.N(), Unnamed: u.Unnamed, Weighted: u.Weighted, Level: r.Level, Alpha: u.Options.Alpha, Issues: o.Issues}
	for _, i := range u.Order() {
		out.Units = append(out.Units, BenchmarkUnit{u.Names[i], u.N[i], u.Shown[i], u.Ranked[i], tierKey(u.Score.Units[i].Tier)})
	}
	out.Score = measureJSON(u, u.Score)
	for _, c := range u.Dimensions {
		out.Dimensions = append(out.Dimensions, measureJSON(u, c))
	}
	for _, c := range u.Items {
		out.Items = append(out.Items, measureJSON(u, c))
	}
	for _, b := range u.Best {
		x := BenchmarkBest{Item: r.study.Items[b.Item].ID, Behind: unitNames(u, b.Behind)}
		if b.Unit >= 0 {
			x.Unit, x.Mean = u.Names[b.Unit], estimateIf(b.Mean)
		}
		out.Best = append(out.Best, x)
	}
	out.rest(r)
	return out, nil
}

// rest adds weights, moves and signals.
func (out *Benchmark) rest(r *regional) {
	if k := r.u.Raking; k != nil {
		out.Raking = &BenchmarkRaking{Fields: k.Fields, Cycles: k.Cycles, Deff: k.Deff, NEff: k.NEff}
		for _, c := range k.Cells {
			out.Raking.Cells = append(out.Raking.Cells, BenchmarkCell{c.Names, c.N, c.Weight})
		}
	}
	for _, m := range r.u.Moves {
		out.Moves = append(out.Moves, BenchmarkMove{Unit: r.u.Names[m.Unit], Before: estimateIf(m.Before), TierBefore: tierKey(m.Tier), Tier: tierKey(r.u.Score.Units[m.Unit].Tier), Change: diffJSON(m.Change)})
	}
	if len(r.all) >= controlWaves {
		for _, s := range r.unitSeries() {
			for _, x := range s.signals {
				out.Signals = append(out.Signals, BenchmarkSignal{r.u.Names[s.unit], r.all[x.wave], ruleKey(x.rule), x.high})
			}
		}
	}
}

// ruleKey names a run rule in JSON.
func ruleKey(r stats.Rule) string {
	switch r {
	case stats.RuleBeyond:
		return "beyond"
	case stats.RuleSide:
		return "side"
	case stats.RuleTwoSigma:
		return "two-sigma"
	case stats.RuleOneSigma:
		return "one-sigma"
	case stats.RuleTrend:
		return "trend"
	}
	return ""
}

func unitNames(u *gap.Units, at []int) []string {
	var out []string
	for _, i := range at {
		out = append(out, u.Names[i])
	}
	return out
}

func estimateIf(e stats.Estimate) *EstimateJSON {
	if !e.Defined {
		return nil
	}
	x := EstimateJSON{Mean: e.Value, N: e.N}
	if e.HasInterval() {
		x.Lo, x.Hi = &e.Lo, &e.Hi
	}
	return &x
}

func diffJSON(t stats.Test) *BenchmarkDiff {
	if !t.Defined {
		return nil
	}
	d := &BenchmarkDiff{Diff: t.Effect.Value, Lo: t.Effect.Lo, Hi: t.Effect.Hi, T: t.Statistic, DF: t.DF, P: t.P}
	if t.Adjusted {
		d.PHolm, d.PBH = &t.PHolm, &t.PBH
	}
	return d
}

func measureJSON(u *gap.Units, c *gap.Comparison) BenchmarkMeasure {
	out := BenchmarkMeasure{Ref: c.Ref, Region: estimateIf(c.Region), Raked: estimateIf(c.Raked), Usual: c.Usual, Median: c.Median, Target: c.Target,
		ICC: estimateIf(c.ICC), Eta2: defined(c.Eta2), Omega2: defined(c.Omega2)}
	if t := c.Welch; t.Defined {
		out.Welch = &BenchmarkF{t.Statistic, t.DF, t.DF2, t.P}
	}
	if t := c.Kruskal; t.Defined {
		out.Kruskal = &BenchmarkH{t.Statistic, t.DF, t.P}
	}
	if s := c.Shrinkage; s.Defined {
		out.Shrinkage = &BenchmarkShrinkage{s.Mu, s.Tau2, s.Q, s.I2, s.PooledVar}
	}
	if f := c.Funnel; f.Defined {
		out.Funnel = &BenchmarkFunnel{f.Center, f.Sigma, f.Phi}
	}
	for _, i := range u.Order() {
		if c.Units[i].Shown {
			out.Units = append(out.Units, unitJSON(u, c, i))
		}
	}
	for _, p := range c.Pairs {
		out.Pairs = append(out.Pairs, BenchmarkPair{u.Names[p.A], u.Names[p.B], p.Effect.Value, p.Effect.Lo, p.Effect.Hi, p.Statistic, p.DF, p.P})
	}
	return out
}

var funnelZoneKeys = map[stats.FunnelZone]string{stats.FunnelInside: "inside", stats.FunnelAlert: "alert", stats.FunnelAlarm: "alarm"}

func unitJSON(u *gap.Units, c *gap.Comparison, i int) BenchmarkScore {
	x := c.Units[i]
	out := BenchmarkScore{Unit: u.Names[i], N: x.Mean.N, Mean: estimateIf(x.Mean), Shrunk: estimateIf(x.Shrunk), B: c.Shrinkage.Units[i].B,
		Tier: tierKey(x.Tier), Test: diffJSON(x.Test), Over: unitNames(u, x.Over), Under: unitNames(u, x.Under)}
	if x.Rank.Defined && x.Tier != 0 {
		out.Rank = &BenchmarkRank{x.Rank.Value, x.Rank.Lo, x.Rank.Hi}
	}
	if f := c.Funnel.Units[i]; f.Defined {
		out.Z, out.Zone = &f.Z, funnelZoneKeys[f.Zone]
	}
	return out
}
