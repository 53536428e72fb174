package stats

import "math"

// Methods of control charts.
const (
	MethodXmR    Method = "xmr"
	MethodPChart Method = "p-chart"
	MethodUChart Method = "u-chart"
	MethodLaneyP Method = "laney-p"
)

// Footnotes of control charts.
const (
	LimitsNotFirm NoteCode = "limits-not-firm" // Args: points the limits rest on, wanted
	LaneyAdvised  NoteCode = "laney-advised"   // the subgroups are large: p limits will be too narrow; Args: mean size
	PointsSkipped NoteCode = "points-skipped"  // nothing at risk in these; Args: their indexes
)

// firmPoints is how many points limits should rest on (method A.13).
const firmPoints = 12

// ControlOptions are those of every control chart.
type ControlOptions struct {
	Phases   []int // indexes at which a new phase starts (after an action); limits start afresh there
	Baseline int   // limits rest on the first so many points of a phase and are frozen; 0: on all
	Rules    RunRules
}

// DefaultControl has one phase, limits from all points, and the usual rules.
var DefaultControl = ControlOptions{Rules: DefaultRules}

// ControlPoint is one point with the limits that hold for it.
type ControlPoint struct {
	Defined          bool // false: nothing at risk, or the first moving range of a phase
	Value            float64
	Center, LCL, UCL float64
	Sigma            float64 // a third of the way from the centre to an uncut limit
	Phase            int
	Signals          []Rule
}

// ControlChart is a series with limits. Target and specification lines are no
// part of it: they say nothing about the process (method A.13).
type ControlChart struct {
	Method Method
	Points []ControlPoint
	SigmaZ float64 // Laney's σ_z of the last phase, else 0
	Notes  []Note
}

// XmRChart is a chart of single values and that of their moving ranges.
type XmRChart struct {
	X, MR ControlChart
	MRBar []float64 // mean moving range of each phase
}

// XmR charts single values:
//
//	x̄ ± 2.66·mR̄ (3/1.128),  moving range: centre mR̄, limit 3.268·mR̄
//
// Run rules are for X only; on moving ranges, which share points, only rule 1.
// A month without a value is left out by the caller; its neighbours then make a
// moving range. Source: Wheeler 1993, Understanding Variation; method A.13.
func XmR(values []float64, o ControlOptions) XmRChart {
	c := XmRChart{X: ControlChart{Method: MethodXmR, Points: make([]ControlPoint, len(values))},
		MR: ControlChart{Method: MethodXmR, Points: make([]ControlPoint, len(values))}}
	if note := unusable(values); note != nil {
		c.X.Points, c.MR.Points, c.X.Notes = nil, nil, []Note{*note}
		return c
	}
	for i, ph := range phases(len(values), o.Phases) {
		v := values[ph.from:ph.to]
		base := v[:ph.baseline(o)]
		c.X.firm(len(base))
		center, mr := 0.0, 0.0
		for j, x := range base {
			center += x / float64(len(base))
			if j > 0 {
				mr += math.Abs(x-base[j-1]) / float64(len(base)-1)
			}
		}
		c.MRBar = append(c.MRBar, mr)
		known := len(base) > 1
		for j, x := range v {
			at := ph.from + j
			p := ControlPoint{Defined: true, Value: x, Center: center, Phase: i, LCL: center, UCL: center}
			if known {
				p.LCL, p.UCL, p.Sigma = center-2.66*mr, center+2.66*mr, 2.66*mr/3
			}
			c.X.Points[at] = p
			if j > 0 && known {
				m := math.Abs(x - v[j-1])
				c.MR.Points[at] = ControlPoint{Defined: true, Value: m, Center: mr, UCL: 3.268 * mr, Sigma: (3.268 - 1) * mr / 3, Phase: i}
			}
		}
		if known {
			o.Rules.mark(c.X.Points[ph.from:ph.to])
			RunRules{Beyond: o.Rules.Beyond}.mark(c.MR.Points[ph.from:ph.to])
		}
	}
	return c
}

// PChart charts shares count/n of varying n:
//
//	p̄ = Σcount/Σn,  p̄ ± 3·√(p̄(1−p̄)/n_t), cut at 0 and 1
//
// Months with n = 0 are points without value. Where n is large (over 1000 on
// average) chance is not the main cause of spread: a note advises Laney's chart.
// Source: Shewhart; Montgomery, Statistical Quality Control; method A.13.
func PChart(counts, n []float64, o ControlOptions) ControlChart {
	c := attributes(MethodPChart, counts, n, o, 1, false, func(p float64) float64 { return p * (1 - p) })
	size := 0.0
	for _, v := range n {
		size += v / float64(len(n))
	}
	if len(c.Points) > 0 && size > 1000 {
		c.Notes = append(c.Notes, Note{Code: LaneyAdvised, Args: []float64{size}})
	}
	return c
}

// LaneyP is PChart with limits widened by σ_z = mR̄(z)/1.128, the spread between
// months beyond chance, z_t = (p_t − p̄)/√(p̄(1−p̄)/n_t).
// Source: Laney 2002, Quality Engineering 14:531.
func LaneyP(counts, n []float64, o ControlOptions) ControlChart {
	return attributes(MethodLaneyP, counts, n, o, 1, true, func(p float64) float64 { return p * (1 - p) })
}

// UChart charts rates count/exposure (complaints per 1000 transactions:
// exposure in thousands), ū ± 3·√(ū/exposure_t), cut at 0.
func UChart(counts, exposure []float64, o ControlOptions) ControlChart {
	return attributes(MethodUChart, counts, exposure, o, math.Inf(1), false, func(u float64) float64 { return u })
}

// attributes is the chart of a ratio of counts whose variance at exposure e is
// variance(mean)/e.
func attributes(m Method, counts, n []float64, o ControlOptions, top float64, laney bool, variance func(float64) float64) ControlChart {
	c := ControlChart{Method: m}
	if note := unusableCounts(counts, n, top); note != nil {
		c.Notes = []Note{*note}
		return c
	}
	c.Points = make([]ControlPoint, len(counts))
	var skipped []float64
	for i, ph := range phases(len(counts), o.Phases) {
		base := ph.from + ph.baseline(o)
		c.firm(base - ph.from)
		sum, risk := 0.0, 0.0
		for t := ph.from; t < base; t++ {
			sum += counts[t]
			risk += n[t]
		}
		if risk == 0 {
			for t := ph.from; t < ph.to; t++ {
				skipped = append(skipped, float64(t))
			}
			continue
		}
		center := sum / risk
		widen := 1.0
		if laney {
			widen = sigmaZ(counts[ph.from:base], n[ph.from:base], center, variance(center))
			c.SigmaZ = widen
		}
		for t := ph.from; t < ph.to; t++ {
			if n[t] == 0 {
				skipped = append(skipped, float64(t))
				continue
			}
			s := math.Sqrt(variance(center)/n[t]) * widen
			c.Points[t] = ControlPoint{Defined: true, Value: counts[t] / n[t], Center: center, Phase: i, Sigma: s,
				LCL: math.Max(0, center-3*s), UCL: math.Min(top, center+3*s)}
		}
		o.Rules.mark(c.Points[ph.from:ph.to])
	}
	if len(skipped) > 0 {
		c.Notes = append(c.Notes, Note{Code: PointsSkipped, Args: skipped})
	}
	return c
}

// sigmaZ is the mean moving range of the z values over 1.128; 1 where there
// are not two of them or none varies.
func sigmaZ(counts, n []float64, center, variance float64) float64 {
	last, sum, k := math.NaN(), 0.0, 0.0
	for t := range counts {
		if n[t] == 0 || variance == 0 {
			continue
		}
		z := (counts[t]/n[t] - center) / math.Sqrt(variance/n[t])
		if !math.IsNaN(last) {
			sum += math.Abs(z - last)
			k++
		}
		last = z
	}
	if sum == 0 {
		return 1
	}
	return sum / k / 1.128
}

func (c *ControlChart) firm(points int) {
	if points < firmPoints {
		c.Notes = append(c.Notes, Note{Code: LimitsNotFirm, Args: []float64{float64(points), firmPoints}})
	}
}

// span is a phase: the points from … to−1.
type span struct{ from, to int }

// baseline is how many points of the phase its limits rest on.
func (s span) baseline(o ControlOptions) int {
	if o.Baseline > 0 {
		return min(o.Baseline, s.to-s.from)
	}
	return s.to - s.from
}

// phases cuts n points at the starts given; those out of range or out of order
// are ignored.
func phases(n int, starts []int) []span {
	var out []span
	from := 0
	for _, s := range starts {
		if s > from && s < n {
			out = append(out, span{from, s})
			from = s
		}
	}
	return append(out, span{from, n})
}

func unusable(values []float64) *Note {
	if len(values) == 0 {
		return &Note{Code: NoData}
	}
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return &Note{Code: BadArgument}
		}
	}
	return nil
}

func unusableCounts(counts, n []float64, top float64) *Note {
	if len(counts) != len(n) {
		return &Note{Code: BadArgument, Args: []float64{float64(len(counts)), float64(len(n))}}
	}
	if note := unusable(counts); note != nil {
		return note
	}
	if note := unusable(n); note != nil {
		return note
	}
	for i, c := range counts {
		if c < 0 || n[i] < 0 || (n[i] == 0 && c > 0) || c > n[i]*top && n[i] > 0 {
			return &Note{Code: BadArgument, Args: []float64{c, n[i]}}
		}
	}
	return nil
}
