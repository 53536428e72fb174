package gap

import (
	"slices"

	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Cause is an antecedent of a gap, scored so that high is favourable: "role
// conflict 5.8" means little conflict.
type Cause struct {
	Ref         string // cause/MRO
	ID          string
	Label       lang.Text
	Gap         int // the gap it is a cause of
	Who         Group
	Items       []string       // ids of its items
	Score       stats.Estimate // mean over respondents with at least half of the items answered
	Reliability stats.Estimate // alpha, Spearman–Brown of two items; undefined for one
}

// causes scores the antecedents of a form. Reversed items were recoded when
// they were read.
func causes(b *body, o AnalysisOptions) []Cause {
	if b == nil || b.rating == (tally.Measure{}) {
		return nil
	}
	var out []Cause
	for d, dim := range b.study.Dimensions {
		if dim.Causes == 0 {
			continue
		}
		f := b.t.DimFreq(d, b.rating)
		c := Cause{Ref: "cause/" + dim.ID, ID: dim.ID, Label: dim.Label, Gap: dim.Causes, Who: b.who, Score: mean(f, o)}
		for _, i := range b.study.ItemsOf(d) {
			c.Items = append(c.Items, b.study.Items[i].ID)
		}
		c.Reliability = consistency(b.t.DimCross(d, b.rating), o)
		out = append(out, c)
	}
	if !slices.ContainsFunc(out, func(c Cause) bool { return c.Score.Defined }) {
		return nil
	}
	return out
}

// consistency is alpha from three items on, Spearman–Brown of two, and nothing
// of one: a single item has no internal consistency (method A.7).
func consistency(c stats.Cross, o AnalysisOptions) stats.Estimate {
	switch {
	case c.K < 2:
		return stats.Undefined(stats.MethodAlpha, c.N, stats.TooFewItems, float64(c.K), 2)
	case c.N < o.MinTest:
		m := stats.MethodAlpha
		if c.K == 2 {
			m = stats.MethodSpearmanBrown
		}
		return stats.Undefined(m, c.N, stats.TooFew, c.N, o.MinTest)
	case c.K == 2:
		return stats.SpearmanBrown(c)
	}
	return stats.Alpha(c, o.Level)
}

// lowest lists the k causes with the lowest scores, lowest first; equal ones
// keep the order of the forms.
func lowest(cs []Cause, k int) []int {
	var out []int
	for i := range cs {
		if cs[i].Score.Defined {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		switch x, y := cs[a].Score.Value, cs[b].Score.Value; {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return out[:min(k, len(out))]
}
