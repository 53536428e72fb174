package servqual

import (
	"math"
	"testing"

	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// small is two dimensions of two items and one item, answered by five people on
// 1–7; columns are by item, then expectation and perception.
func small(t *testing.T) (*tally.Tally, *survey.Study) {
	t.Helper()
	s := &survey.Study{Scale: survey.Scale{Min: 1, Max: 7}, Sides: []survey.Side{survey.Expectation, survey.Perception},
		Dimensions: []survey.Dimension{{ID: "A"}, {ID: "B"}}, Items: []survey.Item{{ID: "a", Dimension: "A"}, {ID: "b", Dimension: "A"}, {ID: "c", Dimension: "B"}}}
	b := &survey.Batch{N: 5, Answers: [][]survey.Code{
		{7, 7, 6, 7, 5}, {1, 4, 7, 1, 6}, // a
		{7, 7, 7, 6, 7}, {1, 7, 7, 2, 7}, // b
		{5, 5, 5, 5, 5}, {6, 6, 5, 4, 4}, // c
	}}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}))
	set.Add(b)
	return set.Total(), s
}

func is(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// Shares at the ends of the scale and of customers against expectation, counted
// by hand.
func TestSharesByHand(t *testing.T) {
	tl, _ := small(t)
	c := Score(tl, 0.95)
	a, b := c.Items[0], c.Items[1]
	is(t, "a, expectation at the top", a.Expectation.Ceiling, 3./5)
	is(t, "a, expectation at the bottom", a.Expectation.Floor, 0)
	is(t, "a, perception at the top", a.Perception.Ceiling, 1./5)
	is(t, "a, perception at the bottom", a.Perception.Floor, 2./5)
	is(t, "b, expectation at the top", b.Expectation.Ceiling, 4./5)
	// Gaps of a: −6 −3 +1 −6 +1; of c: +1 +1 0 −1 −1.
	is(t, "a below", a.Gap.Below, 3./5)
	is(t, "a met", a.Gap.Met, 0)
	is(t, "a above", a.Gap.Above, 2./5)
	is(t, "c below", c.Items[2].Gap.Below, 2./5)
	is(t, "c met", c.Items[2].Gap.Met, 1./5)
	is(t, "a gap", a.Gap.Mean.Value, -13./5)
	// Respondents' scores of A: expectation 7 7 6.5 6.5 6, perception 1 5.5 7 1.5 6.5.
	d := c.Dimensions[0]
	is(t, "A, expectation at the top", d.Expectation.Ceiling, 2./5)
	is(t, "A, perception at the top", d.Perception.Ceiling, 1./5)
	is(t, "A, perception at the bottom", d.Perception.Floor, 1./5)
	// Gaps of A: −6 −1.5 +0.5 −5 +0.5.
	is(t, "A below", d.Gap.Below, 3./5)
	is(t, "A gap", d.Gap.Mean.Value, -11.5/5)
	// Σ(x−x̄)² = 3.7² + 0.8² + 2.8² + 2.7² + 2.8² = 13.69+0.64+7.84+7.29+7.84 = 37.3
	if !d.Gap.HasSD {
		t.Fatal("no sd")
	}
	is(t, "A sd", d.Gap.SD, math.Sqrt(37.3/4))
	is(t, "overall", c.Overall.Unweighted.Value, (-11.5/5+0)/2)
}

func correlation(value, half, n float64) stats.Estimate {
	return stats.Estimate{Defined: true, Value: value, Lo: value - half, Hi: value + half, Level: proofLevel, N: n, SE: half / 3}
}

// What is proof: a pair of dimensions, or two items of one dimension on one side.
func TestProofByHand(t *testing.T) {
	_, s := small(t)
	sure, doubtful := correlation(-0.5, 0.3, 200), correlation(-0.3, 0.25, 200)
	perfect := func(n float64) stats.Estimate { return stats.Estimate{Defined: true, Value: -1, N: n} }
	for i, c := range []struct {
		r    Reversal
		want bool
	}{
		{Reversal{}, false},
		{Reversal{Pairs: []DimensionPair{{R: sure}}}, true},
		{Reversal{Pairs: []DimensionPair{{R: doubtful}}}, false},
		{Reversal{Pairs: []DimensionPair{{R: stats.Estimate{Defined: true, Value: -0.4, Lo: -0.7, Hi: -0.1, Level: proofLevel, N: 200}}}}, false}, // ends at the limit itself
		{Reversal{Pairs: []DimensionPair{{R: doubtful}, {R: sure}}}, true},
		{Reversal{Items: []ItemSign{{survey.Perception, 0, sure, stats.Estimate{}, stats.Estimate{}}}}, false},
		{Reversal{Items: []ItemSign{{Side: survey.Perception, Item: 0, R: sure}, {Side: survey.Perception, Item: 1, R: sure}}}, true},
		{Reversal{Items: []ItemSign{{Side: survey.Perception, Item: 0, R: sure}, {Side: survey.Perception, Item: 1, R: doubtful}}}, false},
		{Reversal{Items: []ItemSign{{Side: survey.Perception, Item: 0, R: sure}, {Side: survey.Expectation, Item: 1, R: sure}}}, false},
		{Reversal{Items: []ItemSign{{Side: survey.Perception, Item: 0, R: sure}, {Side: survey.Perception, Item: 2, R: sure}}}, false},
		{Reversal{Pairs: []DimensionPair{{R: perfect(10)}}}, true},
		{Reversal{Pairs: []DimensionPair{{R: perfect(9)}}}, false},
		{Reversal{Pairs: []DimensionPair{{R: stats.Estimate{Defined: true, Value: -0.99, N: 100}}}}, false},
	} {
		if got := c.r.Proven(s); got != c.want {
			t.Errorf("%d: proven %v", i, got)
		}
		if found := len(c.r.Pairs)+len(c.r.Items) > 0; c.r.Found() != found {
			t.Errorf("%d: found %v", i, c.r.Found())
		}
	}
}

// scaleOf makes answers to one dimension of four items: three that agree up to
// noise, and a fourth that goes with them by sign.
func scaleOf(n int, sign int64, noise int) stats.Cross {
	c := stats.NewCross(4)
	for i := range n {
		x := int64(i % 5)
		row := []int64{x, x + int64(i/5%2), x + int64(i/7%2), sign*x + int64((i*7+i/3)%(noise+1))}
		for a := range row {
			c.Sum[a] += float64(row[a])
			for b := range row {
				c.Prod[a*4+b] += float64(row[a] * row[b])
			}
		}
		c.N++
	}
	return c
}

// An item is named where its correlation with the others is below zero and alpha
// higher without it: beyond chance, or beyond −0.1 with ten responses and a sound
// scale of the others.
func TestItemsAgainstTheirDimension(t *testing.T) {
	items := []int{10, 11, 12, 13}
	for _, c := range []struct {
		name        string
		n, noise    int
		sign        int64
		want, about bool
	}{
		{"turned round", 60, 1, -1, true, true},
		{"turned round, ten responses", 10, 1, -1, true, true},
		{"in step", 60, 1, 1, false, false},
	} {
		got := against(scaleOf(c.n, c.sign, c.noise), items, survey.Perception)
		named := len(got) == 1 && got[0].Item == 13 && got[0].Side == survey.Perception && got[0].R.Value < 0 && got[0].Without.Value > got[0].Alpha.Value
		if c.want != named || !c.want && len(got) > 0 {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	// Weak against: r about −0.25 in twelve responses is within chance, but conspicuous beside a sound scale; in nine it says nothing.
	weak := func(n int) stats.Cross { return scaleOf(n, 0, 6) }
	for _, n := range []int{9, 12, 14, 16} {
		c := weak(n)
		r, without, alpha := stats.ItemTotal(c, 3, proofLevel), stats.AlphaIfDropped(c, 3), stats.Alpha(c, proofLevel)
		want := r.Value < 0 && without.Value > alpha.Value && (r.Value < -0.1 && n >= 10 && without.Value >= 0.7 || stats.ItemTotal(c, 3, doubtLevel).Hi < 0)
		got := against(c, items, survey.Perception)
		if (len(got) == 1) != want {
			t.Errorf("n = %d, r = %v: %+v", n, r.Value, got)
		}
	}
}

// The mean of a dimension's item gaps: −13 and −10 over ten answers of A, 0 of B.
func TestPooledGapByHand(t *testing.T) {
	tl, _ := small(t)
	c := Score(tl, 0.95)
	for d, want := range []float64{-2.3, 0} {
		got, ok := c.PooledGap(d)
		if !ok {
			t.Fatal("not defined")
		}
		is(t, c.Study.Dimensions[d].ID, got, want)
	}
	if _, ok := Score(tally.NewTally(tl.Plan()), 0.95).PooledGap(0); ok {
		t.Error("defined without answers")
	}
}
