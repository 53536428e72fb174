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

// core appends the object of one segment with the core figures.
func (x *scoreText) core(names []string, t *tally.Core, c *servqual.Scorecard) {
	x.head(names, c.N, t.Flagged())
	x.scores(c, x.coreSides, x.coreAlphas)
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

func (x *scoreText) coreSides(e, p *servqual.Side, gap *servqual.Contrast, two bool) {
	n := p.Mean.N
	if two {
		n = gap.Mean.N
	}
	x.b = strconv.AppendInt(x.b, int64(n), 10)
	x.meanSD(`,"expectation":{"mean":`, &e.Mean, e.SD, e.HasSD)
	x.meanSD(`,"perception":{"mean":`, &p.Mean, p.SD, p.HasSD)
	if two {
		x.meanSD(`,"gap":{"mean":`, &gap.Mean, gap.SD, gap.HasSD)
	}
}

func (x *scoreText) meanSD(key string, mean *stats.Estimate, sd float64, hasSD bool) {
	if !mean.Defined {
		return
	}
	x.number(key, mean.Value)
	if hasSD {
		x.number(`,"sd":`, sd)
	}
	x.put("}")
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
