package index

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// finiteAll walks a result and reports every number that is not finite, every
// undefined estimate without a reason, and every interval that does not hold
// its value.
func finiteAll(t *testing.T, path string, v reflect.Value) {
	t.Helper()
	if v.Type() == reflect.TypeFor[stats.Estimate]() {
		e := v.Interface().(stats.Estimate)
		if !e.Defined && len(e.Notes) == 0 && !reflect.DeepEqual(e, stats.Estimate{}) {
			t.Errorf("%s: undefined without a note: %+v", path, e)
		}
		if e.HasInterval() && !(e.Lo <= e.Value+1e-9 && e.Value <= e.Hi+1e-9) {
			t.Errorf("%s: %v outside [%v, %v]", path, e.Value, e.Lo, e.Hi)
		}
	}
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			t.Errorf("%s is %v", path, f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			finiteAll(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			finiteAll(t, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			finiteAll(t, fmt.Sprintf("%s[%v]", path, k), v.MapIndex(k))
		}
	}
}

// every computes everything that the package can make of a tally.
func every(tl *tally.Tally, o Options) map[string]any {
	out := map[string]any{}
	for _, f := range []string{"overall", "recommend", "effort", "nonsense"} {
		out["nps/"+f] = NetPromoter(tl, f, o)
		out["top/"+f] = TopTwo(tl, f, o)
		for _, boxes := range []int{-1, 0, 1, 3, 99} {
			out[fmt.Sprintf("top%d/%s", boxes, f)] = TopBoxes(tl, f, boxes, o)
		}
		for v := range EffortVersion(4) {
			out[fmt.Sprintf("effort%d/%s", v, f)] = CustomerEffort(tl, f, v, o)
		}
		out["acsi/"+f] = ACSIStyle(tl, [3]string{f, "overall", "overall"}, nil, o)
		out["acsiw/"+f] = ACSIStyle(tl, [3]string{f, "overall", "overall"}, []float64{1, 0, 2}, o)
		out["acsix/"+f] = ACSIStyle(tl, [3]string{f, f, f}, []float64{math.NaN(), 0, -1}, o)
		for over := range Over(4) {
			a, b := DerivedImportance(tl, f, over, o)
			out[fmt.Sprintf("derived%d/%s", over, f)] = []any{a, b}
			out[fmt.Sprintf("drivers%d/%s", over, f)] = DriversOf(tl, f, over, o)
			io := IPAOptions{Options: o, Over: over, Outcome: f}
			out[fmt.Sprintf("kinds%d/%s", over, f)] = StatedDerived(tl, io)
			for of := range ImportanceOf(7) {
				if f == "recommend" || f == "effort" {
					continue // the grid treats every field alike
				}
				for _, c := range append(CrossHairs(), 0, 9) {
					io.Importance, io.Cross = of, c
					out[fmt.Sprintf("ipa%d.%d.%d/%s", over, of, c, f)] = ImportancePerformance(tl, io)
				}
			}
		}
		p, n := PenaltyReward(tl, f, o)
		out["penalty/"+f] = []any{p, n}
		out["differences/"+f] = Differences(tl, f, o)
	}
	out["csi"] = SatisfactionIndex(tl, o)
	own, _ := TreeOf(tl)
	for m := range Mapping(5) {
		out[fmt.Sprintf("own%d", m)] = WeightedIndex(tl, own, m, o)
		out[fmt.Sprintf("none%d", m)] = WeightedIndex(tl, nil, m, o)
		out[fmt.Sprintf("bad%d", m)] = WeightedIndex(tl, []Node{{ID: "x", Weight: math.NaN(), Of: OfField, Measure: "overall"}}, m, o)
		out[fmt.Sprintf("zero%d", m)] = WeightedIndex(tl, []Node{{ID: "x", Of: OfField, Measure: "overall"}}, m, o)
		out[fmt.Sprintf("field%d", m)] = WeightedIndex(tl, []Node{{ID: "x", Weight: 1, Of: OfField, Measure: "overall"}, {ID: "y", Weight: 2, Nodes: own}}, m, o)
		for _, name := range FactorPresetNames() {
			p, _ := LoadFactorPreset(name)
			out[fmt.Sprintf("%s%d", name, m)] = WeightedIndex(tl, p.Tree(tl.Plan()), m, o)
		}
	}
	out["zones"] = ZonesOfTolerance(tl, o)
	out["libqual"] = LibQUALProfile(tl, o)
	out["causes"] = CausesOf(tl, "complaint", o)
	out["causes/nonsense"] = CausesOf(tl, "nonsense", o)
	return out
}

// constant makes n respondents who all answer c, and 5 to every field.
func constant(s *survey.Study, n int, c survey.Code) *survey.Batch {
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots())}
	fill := func(c survey.Code) []survey.Code {
		out := make([]survey.Code, n)
		for i := range out {
			out[i] = c
		}
		return out
	}
	for i := range b.Answers {
		b.Answers[i] = fill(c)
	}
	b.Scores = []survey.Score{{Field: "overall", Codes: fill(5)}, {Field: "recommend", Codes: fill(5)}}
	return b
}

// few takes the first n of the oracle's customers, with the sides that s asks.
func few(s *survey.Study, n int) *survey.Batch {
	all := oracle.Customers()
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots())}
	for i := range s.Items {
		for k, side := range s.Sides {
			from := 2*i + 1
			if side == survey.Expectation || side == survey.Desired || side == survey.Importance {
				from = 2 * i
			}
			b.Answers[s.Slot(i, k)] = all.Answers[from][:n]
			if side == survey.Minimum {
				low := make([]survey.Code, n)
				for r := range low {
					low[r] = max(1, all.Answers[2*i][r]-3)
				}
				b.Answers[s.Slot(i, k)] = low
			}
		}
	}
	for _, w := range all.Weights {
		b.Weights = append(b.Weights, w[:n])
	}
	for _, x := range all.Scores {
		b.Scores = append(b.Scores, survey.Score{Field: x.Field, Codes: x.Codes[:n]})
	}
	return b
}

func TestDegenerateCasesGiveNotesAndNoNaN(t *testing.T) {
	o := Default
	o.Draws = 4
	sides := map[string][]survey.Side{
		"two sides":    {survey.Expectation, survey.Perception},
		"perception":   {survey.Perception},
		"expectation":  {survey.Expectation},
		"three column": {survey.Perception, survey.Minimum, survey.Desired},
		"importance":   {survey.Perception, survey.Importance},
		"with all":     {survey.Expectation, survey.Perception, survey.Importance},
	}
	for name, ss := range sides {
		s := study(ss...)
		one := study(ss...)
		one.Dimensions, one.Items = one.Dimensions[:1], one.Items[:1]
		missing := constant(s, 6, survey.Missing)
		for i := range missing.Scores {
			missing.Scores[i].Codes = constant(s, 6, survey.NotApplicable).Answers[0]
		}
		cases := map[string]struct {
			s *survey.Study
			b *survey.Batch
		}{
			"n=0": {s, nil}, "n=1": {s, few(s, 1)}, "n=2": {s, few(s, 2)}, "n=3": {s, few(s, 3)}, "n=25": {s, few(s, 25)}, "n=60": {s, few(s, 60)},
			"constant": {s, constant(s, 40, 4)}, "top": {s, constant(s, 40, 7)}, "missing": {s, missing},
			"one item": {one, few(one, 60)}, "no columns": {s, &survey.Batch{N: 9, Answers: make([][]survey.Code, s.Slots())}},
		}
		for what, c := range cases {
			for _, opt := range []tally.Options{{}, {Items: true}, {Links: true}} {
				tl := fold(c.s, c.b, opt)
				for key, got := range every(tl, o) {
					finiteAll(t, fmt.Sprintf("%s, %s, %+v: %s", name, what, opt, key), reflect.ValueOf(got))
				}
				if t.Failed() {
					t.FailNow()
				}
			}
		}
	}
}

// TestAnUndefinedResultSaysWhy looks at results that are no estimates.
func TestAnUndefinedResultSaysWhy(t *testing.T) {
	tl := fold(study(survey.Perception), nil, tally.Options{})
	if d := DriversOf(tl, "overall", Dimensions, Default); d.Defined || len(d.Notes) == 0 {
		t.Errorf("drivers %+v", d)
	}
	if g := ImportancePerformance(tl, DefaultIPA); g.Defined || len(g.Notes) == 0 {
		t.Errorf("grid %+v", g)
	}
	if z := ZonesOfTolerance(tl, Default); z.Defined || len(z.Notes) == 0 {
		t.Errorf("zones %+v", z)
	}
	if p := Differences(tl, "overall", Default); p.Defined || len(p.Notes) == 0 || len(p.Prediction.Notes) == 0 {
		t.Errorf("panel %+v", p)
	}
	if x := StatedDerived(tl, DefaultIPA); x.Defined || len(x.Notes) == 0 {
		t.Errorf("kinds %+v", x)
	}
	if k := KanoOf([5][5]float64{}, 0.95); k.Defined || len(k.Notes) == 0 {
		t.Errorf("kano %+v", k)
	}
	if c := CausesOf(tl, "complaint", Default); len(c.Notes) == 0 {
		t.Errorf("causes %+v", c)
	}
}

func TestDriversAreRefusedBelowTenRowsEach(t *testing.T) {
	s := twoSides()
	for n, want := range map[int]bool{49: false, 50: true} {
		d := DriversOf(fold(s, few(s, n), tally.Options{}), "overall", Dimensions, Default)
		if d.Defined != want {
			t.Errorf("n = %d: defined %v, %v", n, d.Defined, d.Notes)
		}
	}
}

func TestSameInputSameResult(t *testing.T) {
	tl := customers()
	a, b := every(tl, Default), every(tl, Default)
	if !reflect.DeepEqual(a, b) {
		t.Error("two runs differ")
	}
}
