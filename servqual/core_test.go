package servqual

import (
	"fmt"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/tally"
)

// coreOf gives the core of a batch, all of it in one segment.
func coreOf(t *testing.T, b *survey.Batch) *tally.Core {
	t.Helper()
	study := fold(t, b).Plan().Study()
	b.Groups = []survey.Category{{Field: "unit", Codes: make([]int32, b.N), Names: []string{"all"}}}
	set := tally.NewSet(tally.NewPlan(study, tally.Options{Lean: true, Core: true}), "unit")
	set.Add(b)
	return first(set)
}

func first(set *tally.Set) *tally.Core {
	c := new(tally.Core)
	set.Cores().Read(0, c)
	return c
}

// TestCoreFiguresAgreeWithR checks the core figures against
// fixtures/oracle/oracle.tsv to 1e-10 relative, as the full ones are.
func TestCoreFiguresAgreeWithR(t *testing.T) {
	c := oracle.NewChecker(t)
	core := coreOf(t, oracle.Customers())
	card := new(Scorer).Core(core)
	for i, it := range card.Items {
		c.Is(fmt.Sprintf("item.E.%d", i+1), it.Expectation.Mean.Value)
		c.Is(fmt.Sprintf("item.P.%d", i+1), it.Perception.Mean.Value)
		c.Is(fmt.Sprintf("item.gap.%d", i+1), it.Gap.Mean.Value)
	}
	for d, dim := range card.Dimensions {
		id := oracle.Dimensions[d]
		c.Is("dim.E."+id, dim.Expectation.Mean.Value)
		c.Is("dim.P."+id, dim.Perception.Mean.Value)
		c.Is("dim.gap."+id, dim.Gap.Mean.Value)
		c.Is("dz."+id, dim.Gap.Mean.Value/dim.Gap.SD)
		c.Is("dim.weight."+id, dim.Weight)
		for m, letter := range []string{"E", "P", "G"} {
			c.Is("alpha."+letter+"."+id, dim.Alphas[m].Value)
		}
	}
	c.Is("servqual.unweighted.perrespondent", card.Overall.Unweighted.Value)
	c.Is("servqual.weighted.perrespondent", card.Overall.Weighted.Value)
	c.Is("servperf.unweighted", card.Overall.Servperf.Value)
	c.Is("servperf.weighted", card.Overall.ServperfWeighted.Value)
	if n, _ := c.Count(); n < 22*3+5*8+4 {
		t.Errorf("only %d values checked", n)
	}
}

// TestOneScorerForBothFigures: cores and tallies in turn, as nobody does, must
// not leave anything of one scorecard in the next.
func TestOneScorerForBothFigures(t *testing.T) {
	b := oracle.Customers()
	tl, core := fold(t, b), coreOf(t, b)
	x := new(Scorer)
	for range 2 {
		if c := x.Brief(tl, 0.95); c.Overall.Weighted.Lo == 0 || !c.Items[3].Gap.Test.Defined {
			t.Error("figures are missing")
		}
		if c := x.Core(core); c.Overall.Weighted.Level != 0 || c.Items[3].Gap.Test.Defined || c.Dimensions[1].Alpha != nil {
			t.Error("more than the core")
		}
	}
}

// TestStatedWeightsInTheCore: without own points the study's weights serve.
func TestStatedWeightsInTheCore(t *testing.T) {
	b := oracle.Customers()
	b.Weights = nil
	tl := fold(t, b)
	study := tl.Plan().Study()
	for d, w := range []float64{11, 32, 22, 19, 16} {
		study.Dimensions[d].Weight = w
	}
	want := Score(tl, 0.95)
	b.Groups = []survey.Category{{Field: "unit", Codes: make([]int32, b.N), Names: []string{"all"}}}
	set := tally.NewSet(tally.NewPlan(study, tally.Options{Lean: true, Core: true}), "unit")
	set.Add(b)
	got := new(Scorer).Core(first(set))
	if got.Weights.Source != StatedPoints || got.Overall.Weighted.Value != want.Overall.Weighted.Value || got.Overall.ServperfWeighted.Value != want.Overall.ServperfWeighted.Value || got.Overall.Weighted.N != 120 {
		t.Errorf("%+v, want %+v", got.Overall, want.Overall)
	}
}
