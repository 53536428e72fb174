package compose

import (
	"math/rand/v2"
	"strings"
	"testing"

	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// TestLowestItemsAreClaims: of perceptions alone, items that do not differ have
// no lowest one, and one that is a step lower than all others is named alone.
// The answers are drawn here: 300 respondents, 1 … 5, the same mean for each item
// but the one that is lowered by 1.
func TestLowestItemsAreClaims(t *testing.T) {
	study, _ := servqual.Preset("servperf-22")
	study.Scale.Min, study.Scale.Max = 1, 5
	for _, c := range []struct {
		lowered int // −1: none
		want    string
	}{{-1, "No item stands out"}, {6, "All other items are clearly above it"}} {
		r := rand.New(rand.NewPCG(4, 2))
		b := &survey.Batch{N: 300, Answers: make([][]survey.Code, study.Slots())}
		for range b.N {
			level := 3.5 + 0.6*r.NormFloat64()
			for i := range study.Items {
				x := level + 0.6*r.NormFloat64()
				if i == c.lowered {
					x--
				}
				b.Answers[study.Slot(i, 0)] = append(b.Answers[study.Slot(i, 0)], survey.Code(max(1, min(5, int(x+0.5)))))
			}
		}
		set := tally.NewSet(tally.NewPlan(study, tally.Options{Items: true}))
		set.Add(b)
		v := newView(&Case{Set: set, Summary: &load.Summary{}, Lang: lang.En, Level: 0.95, Cells: DefaultCells})
		page := ""
		for _, x := range v.lowestBlocks() {
			switch x := x.(type) {
			case report.List:
				for _, it := range x.Items {
					page += it.Text.En + "\n"
				}
			case report.Notes:
				for _, it := range x.Items {
					page += it.En + "\n"
				}
			}
		}
		if !strings.Contains(page, c.want) {
			t.Errorf("lowered %d: %q without %q", c.lowered, page, c.want)
		}
	}
}
