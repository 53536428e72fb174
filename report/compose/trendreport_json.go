package compose

import (
	"strconv"

	"servqual/survey/stats"
)

// TrendSchema names the JSON of the trend command. Keys are never renamed
// without a new version.
const TrendSchema = "servqual.trend/1"

// TrendJSON is the JSON of the trend command. What is not defined is absent.
type TrendJSON struct {
	Schema   string           `json:"schema"`
	Measure  string           `json:"measure"`
	Chart    string           `json:"chart"` // xmr, p, laney, u
	Level    float64          `json:"level"`
	Scale    *ScaleJSON       `json:"scale,omitempty"` // where the answers were given on different ones
	Points   []TrendPoint     `json:"points"`
	Phases   []TrendPhase     `json:"phases,omitempty"`
	SigmaZ   *float64         `json:"sigma_z,omitempty"`
	Trend    *TrendMonotone   `json:"trend,omitempty"`
	HamedRao *TrendMonotone   `json:"trend_hamed_rao,omitempty"`
	Change   *TrendChangeJSON `json:"change,omitempty"`
	LastYear *TrendChangeJSON `json:"last_year,omitempty"`
	Events   []TrendEventJSON `json:"events,omitempty"`
	Issues   *Counts          `json:"issues,omitempty"`
}

// TrendPoint is one wave. Count and base are those of shares and rates.
type TrendPoint struct {
	Wave    string   `json:"wave"`
	N       float64  `json:"n,omitempty"`
	Value   *float64 `json:"value,omitempty"`
	Lo      *float64 `json:"lo,omitempty"`
	Hi      *float64 `json:"hi,omitempty"`
	Count   *float64 `json:"count,omitempty"`
	Base    *float64 `json:"base,omitempty"`
	Center  *float64 `json:"center,omitempty"`
	LCL     *float64 `json:"lcl,omitempty"`
	UCL     *float64 `json:"ucl,omitempty"`
	MR      *float64 `json:"mr,omitempty"`
	Phase   int      `json:"phase,omitempty"`
	Signals []string `json:"signals,omitempty"`
}

// TrendPhase is one set of limits. Of charts whose limits vary only the centre
// is given.
type TrendPhase struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Center float64  `json:"center"`
	LCL    *float64 `json:"lcl,omitempty"`
	UCL    *float64 `json:"ucl,omitempty"`
	MRBar  *float64 `json:"mr_bar,omitempty"`
	MRUCL  *float64 `json:"mr_ucl,omitempty"`
	Firm   bool     `json:"firm"`
}

// TrendMonotone is a Mann–Kendall test with Sen's slope a wave.
type TrendMonotone struct {
	S      float64  `json:"S"`
	Z      float64  `json:"Z"`
	P      float64  `json:"p"`
	Slope  float64  `json:"slope"`
	SlopeL *float64 `json:"slope_lo,omitempty"`
	SlopeH *float64 `json:"slope_hi,omitempty"`
	N      float64  `json:"n"`
}

// TrendChangeJSON is a difference, now − then.
type TrendChangeJSON struct {
	Since  string   `json:"since"`
	Then   *float64 `json:"then,omitempty"`
	Now    *float64 `json:"now,omitempty"`
	Diff   float64  `json:"diff"`
	Lo     *float64 `json:"lo,omitempty"`
	Hi     *float64 `json:"hi,omitempty"`
	P      *float64 `json:"p,omitempty"`
	Beyond bool     `json:"beyond_noise"`
	Basis  string   `json:"basis"` // respondents or months
}

// TrendEventJSON is an event with the change at it.
type TrendEventJSON struct {
	Wave   string           `json:"wave"`
	Label  string           `json:"label"`
	Change *TrendChangeJSON `json:"change,omitempty"`
}

// TrendOf follows a measure and gives all figures.
func TrendOf(c *Case, o TrendOptions) (*TrendJSON, error) {
	f, err := newFollow(c, o)
	if err != nil {
		return nil, err
	}
	return f.json(), nil
}

// TrendOfColumnJSON is TrendOf for a table of months.
func TrendOfColumnJSON(c *Case, col Column, o TrendOptions) (*TrendJSON, error) {
	f, err := followColumn(c, col, o)
	if err != nil {
		return nil, err
	}
	return f.json(), nil
}

func (f *follow) json() *TrendJSON {
	out := &TrendJSON{Schema: TrendSchema, Measure: f.series.ref, Chart: f.chart.String(), Level: f.level, Scale: f.scaled, Issues: f.opt.Issues,
		Trend: monotoneJSON(f.test), Change: trendChangeJSON(f.before), LastYear: trendChangeJSON(f.year)}
	if f.test.Method != stats.MethodHamedRao {
		out.HamedRao = monotoneJSON(f.robust)
	}
	if f.chart == ChartLaney {
		out.SigmaZ = &f.control.SigmaZ
	}
	k := 0
	for i, e := range f.series.values {
		p := TrendPoint{Wave: f.series.waves[i], N: e.N}
		if f.series.counts != nil {
			p.Count, p.Base = &f.series.counts[i], &f.series.bases[i]
		}
		if e.Defined {
			p.Value = &e.Value
			if e.HasInterval() {
				p.Lo, p.Hi = &e.Lo, &e.Hi
			}
			f.charted(&p, k)
			k++
		} else if int64(e.N) < f.least {
			p.Count, p.Base = nil, nil
		}
		out.Points = append(out.Points, p)
	}
	for i, ph := range f.phases() {
		out.Phases = append(out.Phases, f.phaseJSON(i, ph))
	}
	for i := range f.events {
		e := &f.events[i]
		out.Events = append(out.Events, TrendEventJSON{e.Wave, e.Label, trendChangeJSON(&e.change)})
	}
	return out
}

// charted adds what the control chart says of point k.
func (f *follow) charted(p *TrendPoint, k int) {
	if k >= len(f.control.Points) || !f.control.Points[k].Defined {
		return
	}
	x := f.control.Points[k]
	p.Center, p.LCL, p.UCL, p.Phase = &x.Center, &x.LCL, &x.UCL, x.Phase
	if f.mr != nil && f.mr.MR.Points[k].Defined {
		v := f.mr.MR.Points[k].Value
		p.MR = &v
	}
	for _, r := range x.Signals {
		p.Signals = append(p.Signals, ruleKey(r))
	}
}

func (f *follow) phaseJSON(i int, ph phase) TrendPhase {
	x := ph.points[0]
	out := TrendPhase{From: ph.waves[0], To: ph.waves[len(ph.waves)-1], Center: x.Center, Firm: f.firm()}
	if f.chart == ChartXmR {
		out.LCL, out.UCL = &x.LCL, &x.UCL
		if i < len(f.mr.MRBar) {
			bar, top := f.mr.MRBar[i], 3.268*f.mr.MRBar[i]
			out.MRBar, out.MRUCL = &bar, &top
		}
	}
	return out
}

func monotoneJSON(t stats.Test) *TrendMonotone {
	if !t.Defined {
		return nil
	}
	out := &TrendMonotone{S: t.Statistic, Z: t.Z, P: t.P, Slope: t.Effect.Value, N: t.N}
	if t.Effect.HasInterval() {
		out.SlopeL, out.SlopeH = &t.Effect.Lo, &t.Effect.Hi
	}
	return out
}

func trendChangeJSON(c *change) *TrendChangeJSON {
	if c == nil || !c.diff.Defined {
		return nil
	}
	out := &TrendChangeJSON{Since: c.since, Then: defined(c.then), Now: defined(c.now), Diff: c.diff.Value, Beyond: c.beyond(), Basis: "months"}
	if c.respondent {
		out.Basis = "respondents"
	}
	if c.units {
		out.Basis = "units"
	}
	if c.diff.HasInterval() {
		out.Lo, out.Hi = &c.diff.Lo, &c.diff.Hi
	}
	if c.hasP {
		out.P = &c.p
	}
	return out
}

// TrendRows are the points as records, the header first.
func TrendRows(t *TrendJSON) [][]string {
	out := [][]string{{"measure", "wave", "n", "value", "lo", "hi", "center", "lcl", "ucl", "signals"}}
	for _, p := range t.Points {
		row := []string{t.Measure, p.Wave, plainNumber(p.N)}
		for _, x := range []*float64{p.Value, p.Lo, p.Hi, p.Center, p.LCL, p.UCL} {
			if x == nil {
				row = append(row, "")
			} else {
				row = append(row, plainNumber(*x))
			}
		}
		signals := ""
		for i, s := range p.Signals {
			if i > 0 {
				signals += " "
			}
			signals += s
		}
		out = append(out, append(row, signals))
	}
	return out
}

// plainNumber writes a number at full precision.
func plainNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
