package servqual

import (
	"fmt"
	"math"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// fold tallies a batch of the 1991 instrument.
func fold(t *testing.T, b *survey.Batch) *tally.Tally {
	t.Helper()
	return foldAs(t, "servqual-22", b)
}

func foldAs(t *testing.T, preset string, b *survey.Batch) *tally.Tally {
	t.Helper()
	s, ok := Preset(preset)
	if !ok {
		t.Fatal("no preset " + preset)
	}
	s.Weights = map[string]string{}
	for _, d := range s.Dimensions {
		s.Weights[d.ID] = "W_" + d.ID
	}
	s.Fields = []survey.Field{survey.NewField("unit", "branch"), survey.NewField("overall", "overall"), survey.NewField("recommend", "nps")}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}))
	set.Add(b)
	return set.Total()
}

// TestScorecardAgreesWithR checks every figure of a scorecard against
// fixtures/oracle/oracle.tsv to 1e-10 relative.
func TestScorecardAgreesWithR(t *testing.T) {
	c := oracle.NewChecker(t)
	tl := fold(t, oracle.Customers())
	card := Score(tl, 0.95)
	for i, it := range card.Items {
		k := i + 1
		c.Is(fmt.Sprintf("item.E.%d", k), it.Expectation.Mean.Value)
		c.Is(fmt.Sprintf("item.P.%d", k), it.Perception.Mean.Value)
		c.Is(fmt.Sprintf("item.gap.%d", k), it.Gap.Mean.Value)
		c.Is(fmt.Sprintf("item.t.p.%d", k), it.Gap.Test.P)
		c.Is(fmt.Sprintf("item.p.holm.%d", k), it.Gap.Test.PHolm)
		c.Is(fmt.Sprintf("item.p.bh.%d", k), it.Gap.Test.PBH)
	}
	for d, dim := range card.Dimensions {
		id := oracle.Dimensions[d]
		c.Is("dim.E."+id, dim.Expectation.Mean.Value)
		c.Is("dim.P."+id, dim.Perception.Mean.Value)
		c.Is("dim.gap."+id, dim.Gap.Mean.Value)
		c.Is("dim.weight."+id, dim.Weight)
		c.Is("t."+id, dim.Gap.Test.Statistic)
		c.Is("t.df."+id, dim.Gap.Test.DF)
		c.Is("t.p."+id, dim.Gap.Test.P)
		c.Is("t.lo."+id, dim.Gap.Mean.Lo)
		c.Is("t.hi."+id, dim.Gap.Mean.Hi)
		c.Is("dz."+id, dim.Gap.Dz.Value)
		c.Is("gz."+id, dim.Gap.G.Value)
		for letter, m := range map[string]tally.Measure{"E": tally.E, "P": tally.P, "G": tally.Gap} {
			a := dim.Alpha[m]
			c.Is("alpha."+letter+"."+id, a.Alpha.Value)
			c.Is("alphaCI.lo."+letter+"."+id, a.Alpha.Lo)
			c.Is("alphaCI.hi."+letter+"."+id, a.Alpha.Hi)
			c.Is("alphastd."+letter+"."+id, a.Standardized.Value)
			for n, item := range card.Study.ItemsOf(d) {
				c.Is(fmt.Sprintf("citc.%s.%d", letter, item+1), a.ItemTotal[n].Value)
				c.Is(fmt.Sprintf("alphadrop.%s.%d", letter, item+1), a.Dropped[n].Value)
			}
		}
	}
	c.Is("servqual.unweighted.perrespondent", card.Overall.Unweighted.Value)
	c.Is("servqual.weighted.perrespondent", card.Overall.Weighted.Value)
	c.Is("servqual.weighted.productofmeans", card.Overall.ProductOfMeans.Value)
	c.Is("servperf.unweighted", card.Overall.Servperf.Value)
	c.Is("servperf.weighted", card.Overall.ServperfWeighted.Value)
	// The two wrong recipes of method A.1, so that a change towards them shows.
	for key, wrong := range map[string]float64{
		"servqual.unweighted.22items": card.Overall.Unweighted.Value,
		"servqual.weighted.div5":      card.Overall.Weighted.Value,
	} {
		if math.Abs(oracle.Values()[key]-wrong) < 0.01 {
			t.Errorf("%s: computed the wrong recipe", key)
		}
	}
	if n, _ := c.Count(); n < 22*6+5*11+5*3*4+22*3*2+5 {
		t.Errorf("only %d values checked", n)
	}
}

func TestAddingAConstantToBothSidesLeavesTheGap(t *testing.T) {
	b := oracle.Customers()
	for _, col := range b.Answers {
		for r := range col {
			col[r] = 1 + (col[r]-1)/2 // 1…7 → 1…4, so that 3 can be added
		}
	}
	before := Score(fold(t, b), 0.95)
	for _, col := range b.Answers {
		for r := range col {
			col[r] += 3
		}
	}
	after := Score(fold(t, b), 0.95)
	for d := range before.Dimensions {
		if x, y := before.Dimensions[d].Gap, after.Dimensions[d].Gap; x.Mean.Value != y.Mean.Value || x.Test.P != y.Test.P {
			t.Errorf("%s: %v became %v", oracle.Dimensions[d], x.Mean, y.Mean)
		}
	}
	if math.Abs(before.Overall.Weighted.Value-after.Overall.Weighted.Value) > 1e-12 {
		t.Error("weighted score moved")
	}
}

func TestStatedWeightsEqualOwnPointsThatAllAgree(t *testing.T) {
	b := oracle.Customers()
	for d, w := range []int32{11, 32, 22, 19, 16} {
		for r := range b.Weights[d] {
			b.Weights[d][r] = 100 * w
		}
	}
	own := Score(fold(t, b), 0.95)
	b.Weights = nil
	tl := fold(t, b)
	study := tl.Plan().Study()
	for d, w := range []float64{11, 32, 22, 19, 16} {
		study.Dimensions[d].Weight = 2 * w // any scale: normalised
	}
	stated := Score(tl, 0.95)
	if stated.Weights.Source != StatedPoints || own.Weights.Source != OwnPoints {
		t.Fatal("sources")
	}
	for _, pair := range [][2]stats.Estimate{{own.Overall.Weighted, stated.Overall.Weighted}, {own.Overall.ServperfWeighted, stated.Overall.ServperfWeighted}} {
		for _, x := range [][2]float64{{pair[0].Value, pair[1].Value}, {pair[0].Lo, pair[1].Lo}, {pair[0].Hi, pair[1].Hi}} {
			if math.Abs(x[0]-x[1]) > 1e-10 {
				t.Errorf("own %v, stated %v", pair[0], pair[1])
			}
		}
	}
}

func TestReversalIsRefusedWithProof(t *testing.T) {
	b := oracle.Customers()
	tl := fold(t, b)
	if rev := CheckReversal(tl); rev.Found() {
		t.Errorf("sound data refused: %+v", rev)
	}
	nine := []int{9, 10, 11, 12, 17, 18, 19, 20, 21} // items 10–13 and 18–22 of 1988
	for _, i := range nine {
		for side := range 2 {
			col := b.Answers[2*i+side]
			for r := range col {
				col[r] = 8 - col[r]
			}
		}
	}
	tl = fold(t, b)
	rev := CheckReversal(tl)
	if !rev.Proven(tl.Plan().Study()) || len(rev.Pairs) == 0 {
		t.Fatal("forgotten reversal was scored")
	}
	for _, p := range rev.Pairs {
		responsive := p.A == 2 || p.A == 4 || p.B == 2 || p.B == 4
		if !responsive || p.R.Hi >= 0 {
			t.Errorf("proof %+v", p)
		}
	}
}

func TestForgottenReversalWithinADimension(t *testing.T) {
	b := oracle.Customers()
	for _, i := range []int{4, 5} { // two of five reliability items
		col := b.Answers[2*i+1]
		for r := range col {
			col[r] = 8 - col[r]
		}
	}
	tl := fold(t, b)
	if rev := CheckReversal(tl); !rev.Proven(tl.Plan().Study()) || len(rev.Items) < 2 {
		t.Errorf("accepted: %+v", rev)
	}
}

func TestPresetsAreComplete(t *testing.T) {
	for _, name := range PresetNames() {
		s, ok := Preset(name)
		if !ok || s.Instrument != name {
			t.Fatalf("%s: %v", name, ok)
		}
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(s.Items) != 22 || len(s.Dimensions) != 5 {
			t.Errorf("%s has %d items in %d dimensions", name, len(s.Items), len(s.Dimensions))
		}
		for _, it := range s.Items {
			if it.Label.Zh == "" || it.Label.En == "" {
				t.Errorf("%s %s: label %+v", name, it.ID, it.Label)
			}
		}
	}
	old, _ := Preset("servqual-22-1988")
	for i, it := range old.Items {
		want := i >= 9 && i <= 12 || i >= 17
		if it.Reversed != want {
			t.Errorf("1988 item %d: reversed %v", i+1, it.Reversed)
		}
	}
	five, _ := Preset("five-elements")
	for i, want := range []string{"有形度", "同理度", "反应度", "专业度", "信赖度"} {
		if five.Dimensions[i].Label.Zh != want {
			t.Errorf("five elements: %v", five.Dimensions[i].Label)
		}
	}
	for _, it := range five.Items {
		if it.Facet == "" {
			t.Errorf("%s has no facet", it.ID)
		}
	}
	if _, ok := Preset("no-such"); ok {
		t.Error("unknown preset found")
	}
}

func TestScoresOfNobodySaySo(t *testing.T) {
	for _, n := range []int{0, 1, 2} {
		b := &survey.Batch{N: n, Answers: make([][]survey.Code, 44), Weights: make([][]int32, 5)}
		card := Score(fold(t, b), 0.95)
		for _, e := range []stats.Estimate{card.Overall.Unweighted, card.Overall.Weighted, card.Dimensions[0].Gap.Mean, card.Items[0].Gap.Mean} {
			if e.Defined || len(e.Notes) == 0 {
				t.Errorf("n = %d: %+v", n, e)
			}
		}
	}
}
