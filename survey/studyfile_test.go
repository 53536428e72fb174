package survey

import (
	"reflect"
	"strings"
	"testing"

	"servqual/survey/lang"
)

func noPresets(string) (*Study, bool) { return nil, false }

const small = `title: {en: Lab survey, zh: 实验室调查}
scale: {min: 1, max: 5}
dimensions:
  - {id: TAN, label: {en: Tangibles, zh: 有形性}, weight: 40}
  - {id: REL, label: Reliability}
items:
  - id: Q1
    dimension: TAN
    label: 设备先进
    columns: {expectation: E1, perception: "#3"}
  - id: Q2
    dimension: REL
    reversed: true
    columns: {expectation: E2, perception: P2}
weights: {TAN: W1, REL: W2}
fields: {id: no, unit: branch, shift: 班次, overall: sat}
missing: ["99", "(空)"]
`

func TestParseStudyReadsEveryPart(t *testing.T) {
	s, err := ParseStudy("servqual.yaml", []byte(small), noPresets)
	if err != nil {
		t.Fatal(err)
	}
	if s.Title != lang.T("实验室调查", "Lab survey") || s.Scale.Max != 5 || len(s.Items) != 2 {
		t.Errorf("got %+v", s)
	}
	if !reflect.DeepEqual(s.Sides, []Side{Expectation, Perception}) {
		t.Errorf("sides %v", s.Sides)
	}
	if !s.Items[1].Reversed || s.Items[0].Columns[Perception] != "#3" {
		t.Errorf("items %+v", s.Items)
	}
	if f, ok := s.Field("shift"); !ok || f.Kind != CategoryField || f.Column != "班次" {
		t.Errorf("own field %+v", f)
	}
	if f, _ := s.Field(FieldOverall); f.Kind != ScoreField {
		t.Errorf("overall %+v", f)
	}
}

func TestStudyFileRoundTrip(t *testing.T) {
	s, err := ParseStudy("a", []byte(small), noPresets)
	if err != nil {
		t.Fatal(err)
	}
	out, err := MarshalStudy(s, noPresets)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseStudy("b", out, noPresets)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !reflect.DeepEqual(s, again) {
		t.Errorf("round trip changed the study:\n%+v\n%+v\n%s", s, again, out)
	}
}

func TestParseStudyShowsLineAndCaret(t *testing.T) {
	for name, c := range map[string]struct{ change, to, want string }{
		"unknown key":       {"missing:", "mising:", "mising"},
		"unknown dimension": {"dimension: REL", "dimension: RLE", "RLE"},
		"bad side":          {"perception: P2", "percieved: P2", "percieved"},
		"scale":             {"max: 5", "max: 0", "scale"},
		"item twice":        {"id: Q2", "id: Q1", "listed twice"},
		"column twice":      {"perception: P2", "perception: E2", "serves both"},
		"weight unknown":    {"REL: W2", "EMP: W2", "no dimension"},
		"number as column":  {"overall: sat", "overall: 12", "quote numbers"},
	} {
		t.Run(name, func(t *testing.T) {
			src := strings.Replace(small, c.change, c.to, 1)
			if src == small {
				t.Fatal("the change did not apply")
			}
			_, err := ParseStudy("servqual.yaml", []byte(src), noPresets)
			if err == nil {
				t.Fatal("accepted")
			}
			msg := err.Error()
			if !strings.Contains(msg, c.want) || !strings.HasPrefix(msg, "servqual.yaml: ") {
				t.Errorf("message %q", msg)
			}
			if !strings.Contains(msg, "^") && !strings.Contains(msg, ">") {
				t.Errorf("no place shown: %q", msg)
			}
		})
	}
}

const form = `title: 管理者问卷
scale: {min: 1, max: 7}
sides: [expectation]
dimensions:
  - {id: TAN, label: 有形性}
  - {id: G2, label: 服务标准, gap: 2}
  - {id: LOM, label: 管理层级, causes: 1}
items:
  - {id: ME1, dimension: TAN, label: 设备先进}
  - {id: G2_TAN, dimension: G2, label: 有形性的标准, about: TAN, none: [无标准, "no standard"]}
  - {id: A9, dimension: LOM, label: 层级太多, reversed: true}
weights: {TAN: W_TAN}
`

// Weights name the battery only; a dimension that rates a gap or is a cause of
// one takes no points.
func TestStudyFileOfAForm(t *testing.T) {
	s, err := ParseStudy("form.yaml", []byte(form), noPresets)
	if err != nil {
		t.Fatal(err)
	}
	if s.Dimensions[0].Apart() || !s.Dimensions[1].Apart() || s.Dimensions[1].Gap != 2 || s.Dimensions[2].Causes != 1 {
		t.Errorf("dimensions %+v", s.Dimensions)
	}
	if it := s.Items[1]; it.About != "TAN" || !reflect.DeepEqual(it.None, []string{"无标准", "no standard"}) {
		t.Errorf("item %+v", it)
	}
	out, err := MarshalStudy(s, noPresets)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseStudy("again.yaml", out, noPresets)
	if err != nil || !reflect.DeepEqual(s, again) {
		t.Errorf("round trip: %v\n%s", err, out)
	}
	for name, c := range map[string]struct{ change, to, want string }{
		"weight apart": {"weights: {TAN: W_TAN}", "weights: {TAN: W_TAN, G2: W_G2}", "no part of the battery"},
		"gap 5":        {"gap: 2", "gap: 5", "not rated as a level"},
		"causes 9":     {"causes: 1", "causes: 9", "no gap 9"},
		"both":         {"gap: 2", "gap: 2, causes: 2", "not both"},
	} {
		if _, err := ParseStudy("form.yaml", []byte(strings.Replace(form, c.change, c.to, 1)), noPresets); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestScaleReverseTwiceIsIdentity(t *testing.T) {
	s := Scale{Min: 1, Max: 7}
	for c := Code(1); c <= 7; c++ {
		if got := s.Reverse(s.Reverse(c)); got != c {
			t.Errorf("%d → %d", c, got)
		}
	}
	if s.Reverse(2) != 6 || s.Reverse(Missing) != Missing {
		t.Error("reverse")
	}
}

func FuzzParseStudy(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("instrument: x\nscale: {min: 1}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseStudy("f", data, noPresets)
		if err == nil && s.Validate() != nil {
			t.Error("accepted an invalid study")
		}
	})
}
