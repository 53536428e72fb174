package gap

import (
	"servqual/report/verdict"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Service is gap 5: what customers perceive less what they expect.
type Service struct {
	Dimensions []Contrast
	Items      []Contrast
	Mean       stats.Estimate // mean over the dimensions of each customer, then over customers
	Weighted   stats.Estimate // with the customers' own points; undefined without any
	Worst      int            // index in Dimensions of the widest shortfall, −1 without any
	Widest     verdict.Worst  // which dimensions may have it; indexes in Dimensions
}

// Contrast is a difference within respondents.
type Contrast struct {
	Topic
	Expectation stats.Estimate
	Perception  stats.Estimate
	Gap         stats.Estimate
	Test        stats.Test // paired t, Holm-adjusted among the dimensions or among the items
}

// Significant says that the gap is told apart from zero, by verdict.InFamily.
func (c Contrast) Significant() bool { return verdict.InFamily(c.Gap, c.Test).Made() }

// gapOf names the measures of gap 5: P − E, or P − desired in the three-column
// form.
func gapOf(b *body) (gap, high tally.Measure, ok bool) {
	if b == nil {
		return gap, high, false
	}
	switch p := b.t.Plan(); {
	case p.Has(tally.Gap):
		return tally.Gap, tally.E, true
	case p.Has(tally.MSS):
		return tally.MSS, tally.Des, true
	}
	return gap, high, false
}

// serve computes gap 5; nil when customers were not asked for both sides.
func serve(b *body, o AnalysisOptions) *Service {
	gap, high, ok := gapOf(b)
	if !ok {
		return nil
	}
	s := &Service{Worst: -1}
	for _, d := range b.battery {
		f := func(m tally.Measure) stats.Freq { return b.t.DimFreq(d, m) }
		s.Dimensions = append(s.Dimensions, contrast(b.topic("gap", d), f(high), f(tally.P), f(gap), o))
		for _, i := range b.study.ItemsOf(d) {
			f := func(m tally.Measure) stats.Freq { return b.t.ItemFreq(i, m) }
			s.Items = append(s.Items, contrast(b.itemTopic("gap", i), f(high), f(tally.P), f(gap), o))
		}
	}
	adjust(s.Dimensions, contrastTest)
	adjust(s.Items, contrastTest)
	for i, d := range s.Dimensions {
		if d.Gap.Defined && (s.Worst < 0 || d.Gap.Value < s.Dimensions[s.Worst].Gap.Value) {
			s.Worst = i
		}
	}
	if s.Worst < 0 {
		return nil
	}
	if m, ok := DimensionMeans(b.t, gap, b.battery); ok {
		s.Widest = verdict.Weakest(m, nil)
	}
	s.Mean = mean(b.t.TotalFreq(gap), o)
	s.Weighted = mean(b.t.WeightedFreq(gap), o)
	return s
}

func contrast(t Topic, high, p, gap stats.Freq, o AnalysisOptions) Contrast {
	c := Contrast{Topic: t, Expectation: mean(high, o), Perception: mean(p, o), Gap: mean(gap, o)}
	if n := gap.N(); n > 0 && n < o.MinTest {
		c.Test = stats.UndefinedTest(stats.MethodPairedT, n, stats.TooFew, n, o.MinTest)
	} else {
		c.Test = stats.PairedT(gap, o.Level)
	}
	return c
}

func contrastTest(c *Contrast) *stats.Test { return &c.Test }
