package compose

import (
	"strings"
	"testing"

	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// TestAStudyWithoutTitleOrDimensions: what `init` drafts of a file that is not
// recognised has no title and one dimension. The line over each page has no gap
// for the first, and nothing is said of weights between dimensions.
func TestAStudyWithoutTitleOrDimensions(t *testing.T) {
	c := caseOf(t, lang.Zh, "oracle/customers.csv")
	one := *c.Set.Plan().Study()
	one.Title, one.Weights = lang.Text{}, nil
	one.Dimensions = []survey.Dimension{{ID: "ALL", Label: lang.T("全部题项", "All items")}}
	one.Items = append([]survey.Item(nil), one.Items...)
	for i := range one.Items {
		one.Items[i].Dimension = "ALL"
	}
	b := &survey.Batch{N: 40, Answers: make([][]survey.Code, one.Slots())}
	for s := range b.Answers {
		for r := range b.N {
			b.Answers[s] = append(b.Answers[s], survey.Code(1+(3*s+5*r+r*s+s%2)%(7-2*(s%2))))
		}
	}
	set := tally.NewSet(tally.NewPlan(&one, tally.Options{Items: true}))
	set.Add(b)
	d := Monthly(&Case{Set: set, Summary: &load.Summary{Issues: c.Summary.Issues}, Lang: lang.Zh, Level: 0.95})
	if got, want := d.Header, lang.T("服务质量调查报告 · 有效 40 / 回收 40", "Service quality survey report · 40 scored of 40 received"); got != want {
		t.Errorf("over each page stands %q, want %q", got, want)
	}
	v := newView(&Case{Set: set, Summary: &load.Summary{Issues: c.Summary.Issues}, Lang: lang.Zh, Level: 0.95})
	if s := v.verdictSentence(); v.dims[0].Gap.Value >= 0 || strings.Contains(s.Zh, "差距最大") {
		t.Errorf("of one dimension, with a gap of %v, the verdict is %q", v.dims[0].Gap.Value, s.Zh)
	}
	v.weightCaveat(func(x lang.Text) { t.Errorf("of one dimension it says %q", x.Zh) })

	several := newView(&Case{Set: c.Set, Summary: c.Summary, Lang: lang.Zh, Level: 0.95})
	several.card.Weights.Source = servqual.NoPoints
	said := 0
	several.weightCaveat(func(lang.Text) { said++ })
	if said != 1 {
		t.Errorf("of five dimensions without weights it says %d things", said)
	}
}
