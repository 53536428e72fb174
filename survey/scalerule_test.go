package survey

import (
	"slices"
	"strings"
	"testing"

	"servqual/survey/lang"
)

// TestSteps: the points of 1–5 and of 1–7 in twelve steps. Point x is step
// 12·(x − min)/(max − min): 1–5 takes 0 3 6 9 12 and 1–7 takes 0 2 4 … 12.
func TestSteps(t *testing.T) {
	s := &Study{Scale: Scale{Min: 0, Max: 100, Steps: 12}, Scales: []ScaleRule{{Wave: "a", Min: 1, Max: 5}, {Wave: "b", Min: 1, Max: 7}, {Field: "overall", Min: 1, Max: 4}}}
	if got := s.Codes(); !slices.Equal(got, []int{0, 2, 3, 4, 6, 8, 9, 10, 12}) {
		t.Errorf("codes %v", got)
	}
	if s.Scale.Points() != 13 || s.Scale.Top() != 12 || s.Scale.Value(3) != 25 || s.Scale.Value(12) != 100 || s.Scale.Reverse(3) != 9 || s.Scale.Contains(13) {
		t.Errorf("%+v", s.Scale)
	}
	if mul, div := s.Scale.Grain(); mul != 25 || div != 3 {
		t.Errorf("code c is c·%d/%d points, want 25/3", mul, div)
	}
	if mul, div := (Scale{Min: 1, Max: 7}).Grain(); mul != 1 || div != 1 {
		t.Errorf("a code that is a point: %d/%d", mul, div)
	}
	if f := s.FormScale(); f.Min != 1 || f.Max != 7 || f.Steps != 0 {
		t.Errorf("to ask on: %+v", f)
	}
	if said := s.ScalesSaid(); !strings.Contains(said.In(lang.Zh), "1–5（a）；1–7（b）") || !strings.Contains(said.In(lang.En), "1–5 (a); 1–7 (b)") {
		t.Errorf("%+v", said)
	}
}

// TestStepsOfRules: a scale of 0–100 with rules for others is the common one.
func TestStepsOfRules(t *testing.T) {
	const src = "scale: {min: 0, max: 100}\nscales: [{wave: a, min: 1, max: 5}, {wave: b, min: 1, max: 10}, {field: overall, min: 1, max: 4}]\nsides: [perception]\ndimensions: [{id: A}]\nitems: [{id: Q, dimension: A}]\n"
	s, err := ParseStudy("s.yaml", []byte(src), noPresets)
	if err != nil || s.Scale.Steps != 36 { // lcm(4, 9)
		t.Errorf("%+v %v", s, err)
	}
}

// TestRuleFor: the last rule that fits counts; what a rule leaves empty holds for
// all; rules of fields and of items are apart.
func TestRuleFor(t *testing.T) {
	s := &Study{Scales: []ScaleRule{{Side: Importance, Max: 5}, {File: "branches/east.csv", Max: 7}, {Field: "overall", Max: 10}}}
	for _, c := range []struct {
		a    Answers
		want int
	}{
		{Answers{File: "west.csv", Side: Importance}, 5},
		{Answers{File: "west.csv", Side: Perception}, 0},
		{Answers{File: "east.csv", Side: Importance}, 7},
		{Answers{File: "east.csv", Field: "overall"}, 10},
		{Answers{File: "east.csv", Field: "recommend"}, 0},
	} {
		if r, ok := s.RuleFor(c.a); r.Max != c.want || ok != (c.want > 0) {
			t.Errorf("%+v: %+v", c.a, r)
		}
	}
}

// TestWrongRules: what a study file may not say of scales, in words.
func TestWrongRules(t *testing.T) {
	const rest = "sides: [perception]\ndimensions: [{id: A}]\nitems: [{id: Q, dimension: A}]\n"
	for src, want := range map[string]string{
		"scale: {min: 1, max: 5}\nscales: [{min: 1, max: 7}]\n":                         "期次",
		"scale: {min: 1, max: 5}\nscales: [{wave: 2026-10, min: 7, max: 1}]\n":          "2 到",
		"scale: {min: 1, max: 5}\nscales: [{dimension: B, min: 1, max: 7}]\n":           "不是维度",
		"scale: {min: 1, max: 5}\nscales: [{side: 期待, min: 1, max: 7}]\n":               "expectation（期望）",
		"scale: {min: 1, max: 5}\nscales: [{wave: 2026-10, min: 1, max: 7, best: 4}]\n": "best",
		"scale: {min: 1, max: 5, steps: 12}\n":                                          "steps",
		"scale: {min: 0, max: 100, steps: 500}\n":                                       "steps",
	} {
		_, err := ParseStudy("s.yaml", []byte(src+rest), noPresets)
		e, ok := err.(*StudyError)
		if !ok || !strings.Contains(e.In(lang.Zh), want) || e.Source == "" {
			t.Errorf("%s: %v", src, err)
		}
	}
}
