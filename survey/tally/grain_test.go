package tally

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"servqual/survey"
	"servqual/survey/stats"
)

// TestInSteps: a tally of codes that count steps hands out what a tally of the
// points themselves does, item by item and in all: 0–100 in 20 steps of five are
// the points 0, 5 … 100, which fit codes both ways.
func TestInSteps(t *testing.T) {
	const n, items = 300, 6
	study := func(sc survey.Scale) *survey.Study {
		s := &survey.Study{Scale: sc, Sides: []survey.Side{survey.Expectation, survey.Perception}, Weights: map[string]string{"A": "a", "B": "b"}, Outcomes: map[string]survey.Outcome{"overall": {Min: sc.Min, Max: sc.Max, Steps: sc.Steps}}}
		for i := range items {
			s.Items = append(s.Items, survey.Item{ID: fmt.Sprint(i), Dimension: []string{"A", "B"}[i%2]})
		}
		for _, d := range []string{"A", "B"} {
			s.Dimensions = append(s.Dimensions, survey.Dimension{ID: d})
		}
		s.Fields = []survey.Field{survey.NewField(survey.FieldOverall, "o")}
		return s
	}
	steps, points := study(survey.Scale{Min: 0, Max: 100, Steps: 20}), study(survey.Scale{Min: 0, Max: 100})
	r := rand.New(rand.NewPCG(4, 2))
	a := &survey.Batch{N: n, Answers: make([][]survey.Code, steps.Slots()), Scores: []survey.Score{{Field: "overall"}}, Weights: make([][]int32, 2)}
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, steps.Slots()), Scores: []survey.Score{{Field: "overall"}}, Weights: make([][]int32, 2)}
	for i := range n {
		w := int32(r.IntN(100)) * 100
		a.Weights[0], a.Weights[1] = append(a.Weights[0], w), append(a.Weights[1], 10000-w)
		for slot := range a.Answers {
			c := survey.Code(r.IntN(21))
			p := 5 * c
			if (i+slot)%11 == 0 {
				c, p = survey.Missing, survey.Missing
			}
			a.Answers[slot], b.Answers[slot] = append(a.Answers[slot], c), append(b.Answers[slot], p)
		}
		c := survey.Code(r.IntN(21))
		a.Scores[0].Codes, b.Scores[0].Codes = append(a.Scores[0].Codes, c), append(b.Scores[0].Codes, 5*c)
	}
	b.Weights = a.Weights
	opt := Options{Items: true, Links: true}
	sa, sb := NewSet(NewPlan(steps, opt)), NewSet(NewPlan(points, opt))
	sa.Add(a)
	sb.Add(b)
	x, y := sa.Total(), sb.Total()
	same := func(what string, f, g stats.Freq) {
		t.Helper()
		m, _ := f.Mean()
		want, _ := g.Mean()
		v, _ := f.Variance()
		variance, _ := g.Variance()
		if f.N() != g.N() || math.Abs(m-want) > 1e-9 || math.Abs(v-variance) > 1e-9*variance {
			t.Errorf("%s: n %v mean %v variance %v, want %v %v %v", what, f.N(), m, v, g.N(), want, variance)
		}
	}
	cross := func(what string, c, d stats.Cross) {
		t.Helper()
		for i := range c.K {
			for j := range c.K {
				v, _ := c.Cov(i, j)
				want, _ := d.Cov(i, j)
				if math.Abs(v-want) > 1e-8*(1+math.Abs(want)) {
					t.Fatalf("%s: cov %d %d is %v, want %v", what, i, j, v, want)
				}
			}
		}
	}
	for _, m := range []Measure{E, P, Gap} {
		for i := range items {
			same(fmt.Sprint("item ", i, m), x.ItemFreq(i, m), y.ItemFreq(i, m))
		}
		for d := range 2 {
			same(fmt.Sprint("dimension ", d, m), x.DimFreq(d, m), y.DimFreq(d, m))
			cross("items of a dimension", x.DimCross(d, m), y.DimCross(d, m))
		}
		same("total", x.TotalFreq(m), y.TotalFreq(m))
		same("weighted", x.WeightedFreq(m), y.WeightedFreq(m))
		c, _ := x.ItemsCross(m)
		d, _ := y.ItemsCross(m)
		cross("items", c, d)
		for _, p := range [][2]stats.Moments{{x.TotalMoments(m), y.TotalMoments(m)}, {x.WeightedMoments(m), y.WeightedMoments(m)}} {
			got, _ := p[0].Mean()
			want, _ := p[1].Mean()
			if math.Abs(got-want) > 1e-9 {
				t.Errorf("moments %v: %v, want %v", m, got, want)
			}
		}
	}
	same("overall", x.OutcomeFreq("overall"), y.OutcomeFreq("overall"))
	cross("scores", x.ScoreCross(), y.ScoreCross())
	c, _ := x.OutcomeCross("overall")
	d, _ := y.OutcomeCross("overall")
	cross("scores and overall", c, d)
	c, _ = x.PerceptionOutcome("overall")
	d, _ = y.PerceptionOutcome("overall")
	cross("perceptions and overall", c, d)
	c, _ = x.PerceptionImportance()
	d, _ = y.PerceptionImportance()
	cross("perceptions and expectations", c, d)
	c, _ = x.ItemOutcome(2, "overall")
	d, _ = y.ItemOutcome(2, "overall")
	cross("an item and overall", c, d)
}
