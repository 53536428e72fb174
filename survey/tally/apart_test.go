package tally

import (
	"testing"

	"servqual/survey"
)

// A dimension that stands apart (a rating of standards, a cause) has no part
// in totals and takes no points: the others score as if it were not there,
// also where nobody answered it.
func TestDimensionsApartLeaveBatteryAlone(t *testing.T) {
	plain := NewSet(NewPlan(study(), Options{}))
	plain.Add(customers())

	s := study()
	s.Dimensions = append(s.Dimensions, survey.Dimension{ID: "G2", Gap: 2})
	s.Items = append(s.Items, survey.Item{ID: "G2_TAN", Dimension: "G2"})
	b := customers()
	b.Answers = append(b.Answers, nil, nil)
	b.Weights = append(b.Weights, nil)
	with := NewSet(NewPlan(s, Options{}))
	with.Add(b)

	a, o := plain.Total(), with.Total()
	va, ia, _ := a.WeightCounts()
	vo, io, _ := o.WeightCounts()
	if va != vo || ia != io || va == 0 {
		t.Errorf("points: %d valid, %d invalid; alone %d, %d", vo, io, va, ia)
	}
	for _, get := range []func(*Tally) (float64, bool){
		func(t *Tally) (float64, bool) { return t.TotalFreq(Gap).Mean() },
		func(t *Tally) (float64, bool) { return t.WeightedFreq(Gap).Mean() },
		func(t *Tally) (float64, bool) { m, _, ok := t.Weight(1); return m, ok },
	} {
		want, _ := get(a)
		if got, ok := get(o); !ok || got != want {
			t.Errorf("%v, want %v", got, want)
		}
	}
}
