package compose

import (
	"strconv"

	"servqual/servqual"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// CoreFigures is what the JSON of scores says under "figures" where segments
// hold the core figures only.
const CoreFigures = "core"

// coreSet is scoreSet with the core figures: n, mean and standard deviation,
// weights, alpha, the means of totals and outcomes.
func coreSet(t *tally.Core, score *servqual.Scorer) ScoreSet {
	c := score.Core(t)
	s := cardSet(c)
	s.Flagged = t.Flagged()
	for i := range s.Items {
		bareSides(s.Items[i].Expectation, s.Items[i].Perception, s.Items[i].Gap)
		s.Items[i].Shares = nil
	}
	for d := range s.Dimensions {
		bareSides(s.Dimensions[d].Expectation, s.Dimensions[d].Perception, s.Dimensions[d].Gap)
		s.Dimensions[d].Shares = nil
		s.Dimensions[d].Alpha = coreAlphas(c.Dimensions[d].Alphas, t.Plan().Measures())
	}
	for _, f := range t.Plan().Outcomes() {
		if n, mean, ok := t.Outcome(f); ok {
			s.Outcomes = append(s.Outcomes, OutcomeJSON{f, n, mean})
		}
	}
	return s
}

func coreAlphas(alphas []stats.Estimate, measures []tally.Measure) map[string]AlphaJSON {
	var out map[string]AlphaJSON
	for i, m := range measures {
		if !alphas[i].Defined {
			continue
		}
		if out == nil {
			out = map[string]AlphaJSON{}
		}
		out[measureKey(m)] = AlphaJSON{Value: alphas[i].Value}
	}
	return out
}

// bareSides leaves mean and standard deviation; n stands beside them.
func bareSides(e, p *LevelJSON, gap *EstimateJSON) {
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

// core appends the object of one segment with the core figures, of which c is
// the outline.
func (x *scoreText) core(names []string, t *tally.Core, c *servqual.Scorecard) {
	x.head(names, c.N, t.Flagged())
	for i := range c.Study.Items {
		if i > 0 {
			x.put(",")
		}
		x.b = append(x.b, x.study.items[i]...)
		x.coreLevels(func(m tally.Measure) stats.Moments { return t.Item(i, m) })
		x.put("}")
	}
	x.put(`],"dimensions":[`)
	for d := range c.Dimensions {
		if d > 0 {
			x.put(",")
		}
		x.b = append(x.b, x.study.dims[d]...)
		x.coreLevels(func(m tally.Measure) stats.Moments { return t.Dim(d, m) })
		if c.Dimensions[d].HasWeight {
			x.number(`,"weight":`, c.Dimensions[d].Weight)
		}
		x.coreAlphas(&c.Dimensions[d])
		x.put("}")
	}
	x.put("]")
	x.overall(&c.Overall)
	x.weights(&c.Weights)
	any := false
	for _, f := range x.outcomes {
		if n, mean, ok := t.Outcome(f); ok {
			any = x.outcome(any, f, n, mean)
		}
	}
	if any {
		x.put("]")
	}
	x.put("}")
}

// coreLevels appends what items and dimensions have in common, from the value
// of n on.
func (x *scoreText) coreLevels(of func(tally.Measure) stats.Moments) {
	var (
		all [3]stats.Moments
		n   float64
	)
	for k := range x.levels {
		all[k] = of(x.levels[k].of)
		if x.levels[k].counted {
			n = all[k].N
		}
	}
	x.b = strconv.AppendInt(x.b, int64(n), 10)
	for k := range x.levels {
		mean, ok := all[k].Mean()
		if !ok {
			continue
		}
		x.number(x.levels[k].key, mean)
		if sd, ok := all[k].SD(); ok {
			x.number(`,"sd":`, sd)
		}
		x.put("}")
	}
}

func (x *scoreText) coreAlphas(d *servqual.DimensionScore) {
	any := false
	for _, m := range x.measures {
		a := &d.Alphas[m.at]
		if !a.Defined {
			continue
		}
		if any {
			x.put(`,"`)
		} else {
			x.put(`,"alpha":{"`)
		}
		any = true
		x.put(m.key)
		x.number(`":{"value":`, a.Value)
		x.put("}")
	}
	if any {
		x.put("}")
	}
}
