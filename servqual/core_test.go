package servqual

import (
	"fmt"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey/tally"
)

// TestCoreFiguresAgreeWithR checks the core figures against
// fixtures/oracle/oracle.tsv to 1e-10 relative, as the full ones are.
func TestCoreFiguresAgreeWithR(t *testing.T) {
	c := oracle.NewChecker(t)
	card := new(Scorer).Core(fold(t, oracle.Customers()))
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
		for m, letter := range map[tally.Measure]string{tally.E: "E", tally.P: "P", tally.Gap: "G"} {
			c.Is("alpha."+letter+"."+id, dim.Alpha[m].Alpha.Value)
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

// TestOneScorerForBothFigures: core and all figures in turn must not leave
// anything of one scorecard in the next.
func TestOneScorerForBothFigures(t *testing.T) {
	tl, x := fold(t, oracle.Customers()), new(Scorer)
	for range 2 {
		if c := x.Brief(tl, 0.95); c.Overall.Weighted.Lo == 0 || !c.Items[3].Gap.Test.Defined || !c.Dimensions[1].Alpha[tally.Gap].Standardized.Defined {
			t.Error("figures are missing")
		}
		if c := x.Core(tl); c.Overall.Weighted.HasInterval() || c.Items[3].Gap.Test.Defined || c.Items[3].Gap.Mean.HasInterval() || c.Dimensions[1].Alpha[tally.Gap].Standardized.Defined {
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
	want, got := Score(tl, 0.95), new(Scorer).Core(tl)
	if got.Weights.Source != StatedPoints || got.Overall.Weighted.Value != want.Overall.Weighted.Value || got.Overall.ServperfWeighted.Value != want.Overall.ServperfWeighted.Value || got.Overall.Weighted.N != 120 {
		t.Errorf("%+v, want %+v", got.Overall, want.Overall)
	}
}
