package compose

import (
	"strconv"

	"servqual/report/shortest"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// head appends the beginning of a segment's object, up to its items.
func (x *scoreText) head(names []string, n, flagged int64) {
	x.put(`{"segment":{`)
	for k, i := range x.order {
		if k > 0 {
			x.put(",")
		}
		x.b = append(x.b, x.text(x.by[i])...)
		x.put(":")
		x.b = append(x.b, x.text(names[i])...)
	}
	x.put(`},"n":`)
	x.b = strconv.AppendInt(x.b, n, 10)
	if flagged != 0 {
		x.put(`,"flagged":`)
		x.b = strconv.AppendInt(x.b, flagged, 10)
	}
	x.put(`,"items":[`)
}

// withheld appends the object of a segment whose figures are not shown.
func (x *scoreText) withheld(names []string, n, flagged int64) {
	x.head(names, n, flagged)
	x.put(`],"dimensions":[],"overall":{},"withheld":true}`)
}

// segment appends the object of one segment.
func (x *scoreText) segment(seg tally.Segment, c *servqual.Scorecard) {
	x.head(seg.Names, c.N, seg.Tally.Flagged())
	x.scores(c)
	x.fields(seg.Tally)
	x.put("}")
}

// scores appends the items, the dimensions and what stands over them all.
func (x *scoreText) scores(c *servqual.Scorecard) {
	two := c.Study.Asks(survey.Expectation, survey.Perception)
	for i := range c.Items {
		if i > 0 {
			x.put(",")
		}
		it := &c.Items[i]
		x.b = append(x.b, x.study.items[it.Index]...)
		x.sides(&it.Expectation, &it.Perception, &it.Gap, two)
		x.put("}")
	}
	x.put(`],"dimensions":[`)
	for i := range c.Dimensions {
		if i > 0 {
			x.put(",")
		}
		d := &c.Dimensions[i]
		x.b = append(x.b, x.study.dims[d.Index]...)
		x.sides(&d.Expectation, &d.Perception, &d.Gap, two)
		if d.HasWeight {
			x.number(`,"weight":`, d.Weight)
		}
		x.alphas(d)
		x.put("}")
	}
	x.put("]")
	x.overall(&c.Overall)
	x.weights(&c.Weights)
}

// sides appends what items and dimensions have in common, from the value of n
// on.
func (x *scoreText) sides(e, p *servqual.Side, gap *servqual.Contrast, two bool) {
	n := p.Mean.N
	if two {
		n = gap.Mean.N
	}
	x.b = shortest.Append(x.b, n)
	x.level(`,"expectation":{"mean":`, e)
	x.level(`,"perception":{"mean":`, p)
	if !two {
		return
	}
	x.estimate(`,"gap":{"mean":`, &gap.Mean, gap.SD, gap.HasSD)
	x.test(&gap.Test)
	x.defined(`,"dz":`, &gap.Dz)
	x.defined(`,"hedges_g":`, &gap.G)
	if gap.Mean.Defined {
		x.number(`,"shares":{"below":`, gap.Below)
		x.number(`,"met":`, gap.Met)
		x.number(`,"above":`, gap.Above)
		x.put("}")
	}
}

func (x *scoreText) level(key string, s *servqual.Side) {
	if !s.Mean.Defined {
		return
	}
	x.number(key, s.Mean.Value)
	if s.HasSD {
		x.number(`,"sd":`, s.SD)
	}
	x.number(`,"n":`, s.Mean.N)
	x.ends(&s.Mean)
	x.put("}")
}

func (x *scoreText) estimate(key string, e *stats.Estimate, sd float64, hasSD bool) {
	if !e.Defined {
		return
	}
	x.number(key, e.Value)
	if hasSD {
		x.number(`,"sd":`, sd)
	}
	x.ends(e)
	x.number(`,"n":`, e.N)
	x.put("}")
}

func (x *scoreText) ends(e *stats.Estimate) {
	if e.HasInterval() {
		x.number(`,"lo":`, e.Lo)
		x.number(`,"hi":`, e.Hi)
	}
}

func (x *scoreText) test(t *stats.Test) {
	if !t.Defined {
		return
	}
	x.number(`,"test":{"t":`, t.Statistic)
	x.number(`,"df":`, t.DF)
	x.number(`,"p":`, t.P)
	if t.Adjusted {
		x.number(`,"p_holm":`, t.PHolm)
		x.number(`,"p_bh":`, t.PBH)
	}
	x.put("}")
}

func (x *scoreText) alphas(d *servqual.DimensionScore) {
	any := false
	for _, m := range x.measures {
		r, ok := d.Alpha[m.of]
		if !ok || !r.Alpha.Defined {
			continue
		}
		if any {
			x.put(`,"`)
		} else {
			x.put(`,"alpha":{"`)
		}
		any = true
		x.put(m.key)
		x.number(`":{"value":`, r.Alpha.Value)
		x.ends(&r.Alpha)
		x.defined(`,"standardized":`, &r.Standardized)
		x.number(`,"n":`, r.Alpha.N)
		x.put("}")
	}
	if any {
		x.put("}")
	}
}

func (x *scoreText) overall(o *servqual.Overall) {
	x.put(`,"overall":{`)
	at := len(x.b)
	x.estimate(`,"unweighted":{"mean":`, &o.Unweighted, o.SD, o.HasSD)
	x.estimate(`,"weighted":{"mean":`, &o.Weighted, 0, false)
	x.estimate(`,"servperf":{"mean":`, &o.Servperf, 0, false)
	x.estimate(`,"servperf_weighted":{"mean":`, &o.ServperfWeighted, 0, false)
	x.defined(`,"product_of_means":`, &o.ProductOfMeans)
	if len(x.b) > at { // without the first comma
		x.b = append(x.b[:at], x.b[at+1:]...)
	}
	x.put("}")
}

func (x *scoreText) weights(w *servqual.Weights) {
	switch w.Source {
	case servqual.OwnPoints:
		x.put(`,"weights":{"source":"respondents","valid":`)
	case servqual.StatedPoints:
		x.put(`,"weights":{"source":"stated","valid":`)
	default:
		return
	}
	x.b = strconv.AppendInt(x.b, w.Valid, 10)
	x.put(`,"invalid":`)
	x.b = strconv.AppendInt(x.b, w.Invalid, 10)
	x.put(`,"absent":`)
	x.b = strconv.AppendInt(x.b, w.Absent, 10)
	x.put("}")
}

// fields appends the means of the numeric fields.
func (x *scoreText) fields(t *tally.Tally) {
	any := false
	for _, f := range x.outcomes {
		freq := t.OutcomeFreq(f)
		m, ok := freq.Mean()
		if !ok {
			continue
		}
		any = x.outcome(any, f, freq.N(), m)
	}
	if any {
		x.put("]")
	}
}

// outcome appends one of them; any says that one stands there already.
func (x *scoreText) outcome(any bool, field string, n, mean float64) bool {
	if any {
		x.put(`,{"field":`)
	} else {
		x.put(`,"outcomes":[{"field":`)
	}
	x.b = append(x.b, x.text(field)...)
	x.number(`,"n":`, n)
	x.number(`,"mean":`, mean)
	x.put("}")
	return true
}

func (x *scoreText) defined(key string, e *stats.Estimate) {
	if e.Defined {
		x.number(key, e.Value)
	}
}

func (x *scoreText) number(key string, v float64) {
	x.b = shortest.Append(append(x.b, key...), v)
}
