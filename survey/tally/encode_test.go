package tally

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"servqual/survey"
)

// encodeStudy has every kind of table: two sides, points, an outcome, a
// category, causes.
func encodeStudy() *survey.Study {
	s := &survey.Study{Scale: survey.Scale{Min: 1, Max: 5}, Sides: []survey.Side{survey.Expectation, survey.Perception}, Weights: map[string]string{"A": "a", "B": "b"},
		Dimensions: []survey.Dimension{{ID: "A"}, {ID: "B"}}, Items: []survey.Item{{ID: "A1", Dimension: "A"}, {ID: "A2", Dimension: "A"}, {ID: "B1", Dimension: "B"}}}
	for _, f := range []string{"unit", "overall", "complaint"} {
		s.Fields = append(s.Fields, survey.NewField(f, f))
	}
	return s
}

func encodeBatch(n, step int) *survey.Batch {
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, 6), Weights: make([][]int32, 2), Flags: make([]survey.Flag, n), Rows: make([]survey.Row, n)}
	unit := survey.Category{Field: "unit", Names: []string{"朝阳店", "海淀店"}}
	overall := survey.Score{Field: "overall"}
	causes := survey.Multi{Field: "complaint", Names: []string{"价格", "等待"}, Starts: []int32{0}}
	for i := range n {
		for k := range b.Answers {
			c := survey.Code(1 + (i*step+k*k)%5)
			if (i+k)%11 == 0 {
				c = survey.NotApplicable
			}
			b.Answers[k] = append(b.Answers[k], c)
		}
		b.Weights[0], b.Weights[1] = append(b.Weights[0], int32(4000+i)), append(b.Weights[1], int32(6000-i))
		unit.Codes = append(unit.Codes, int32(i%3-1))
		overall.Codes = append(overall.Codes, survey.Code(1+i%5))
		causes.Codes = append(causes.Codes, int32(i%2))
		causes.Starts = append(causes.Starts, int32(len(causes.Codes)))
		b.Rows[i].Number = int32(i)
		if i%7 == 0 {
			b.Flags[i] = survey.FlagSpeeder
		}
	}
	b.Groups, b.Scores, b.Multis = []survey.Category{unit}, []survey.Score{overall}, []survey.Multi{causes}
	return b
}

func encoded(t *testing.T, s *Set) []byte {
	t.Helper()
	data, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestEncodedSetIsTheSet reads a set back, for each pair of options written and
// asked for, and holds what it hands out against the set itself.
func TestEncodedSetIsTheSet(t *testing.T) {
	study := encodeStudy()
	options := []Options{{}, {Items: true}, {Links: true}, {Items: true, Links: true}}
	for _, wrote := range options {
		from := NewSet(NewPlan(study, wrote), "unit")
		from.Add(encodeBatch(60, 3))
		data := encoded(t, from)
		for _, asked := range options {
			plan := NewPlan(study, asked)
			got, err := UnmarshalSet(plan, data)
			if asked.Items && !wrote.Items || asked.Links && !wrote.Links {
				if !errors.Is(err, ErrOtherTally) {
					t.Errorf("%+v read as %+v: %v", wrote, asked, err)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			want := NewSet(plan, "unit")
			want.Add(encodeBatch(60, 3))
			if !bytes.Equal(encoded(t, got), encoded(t, want)) {
				t.Errorf("%+v read as %+v differs", wrote, asked)
			}
			sameViews(t, got.Total(), want.Total())
			sameViews(t, got.CleanTotal(), want.CleanTotal())
		}
	}
}

func sameViews(t *testing.T, got, want *Tally) {
	t.Helper()
	for name, f := range map[string]func(*Tally) any{
		"item":     func(x *Tally) any { return x.ItemFreq(1, Gap) },
		"answers":  func(x *Tally) any { return x.ItemAnswers(0, survey.Perception) },
		"dim":      func(x *Tally) any { return x.DimFreq(0, Gap) },
		"cross":    func(x *Tally) any { return x.DimCross(0, P) },
		"scores":   func(x *Tally) any { return x.ScoreCross() },
		"total":    func(x *Tally) any { return x.TotalFreq(Gap) },
		"weighted": func(x *Tally) any { return x.WeightedFreq(Gap) },
		"outcome":  func(x *Tally) any { return x.OutcomeFreq("overall") },
		"flagged":  func(x *Tally) any { return x.Flagged() },
		"causes": func(x *Tally) any {
			names, n := x.Named("complaint")
			return []any{names, n}
		},
		"points": func(x *Tally) any {
			mean, sd, ok := x.Weight(0)
			return []any{mean, sd, ok}
		},
	} {
		if g, w := f(got), f(want); !reflect.DeepEqual(g, w) {
			t.Errorf("%s: %+v, want %+v", name, g, w)
		}
	}
}

// TestEncodingIgnoresTheOrder writes the same respondents in two orders and in
// two halves that were merged.
func TestEncodingIgnoresTheOrder(t *testing.T) {
	plan := NewPlan(encodeStudy(), Options{Items: true, Links: true})
	a, b := encodeBatch(30, 3), encodeBatch(41, 2)
	one, two := NewSet(plan, "unit"), NewSet(plan, "unit")
	one.Add(a)
	one.Add(b)
	two.Add(b)
	half := NewSet(plan, "unit")
	half.Add(a)
	two.Merge(half)
	if !bytes.Equal(encoded(t, one), encoded(t, two)) {
		t.Error("the bytes depend on the order")
	}
}

// TestOtherShapesAreRefused and damage is an error, never a panic.
func TestOtherShapesAreRefused(t *testing.T) {
	plan := NewPlan(encodeStudy(), Options{})
	set := NewSet(plan, "unit")
	set.Add(encodeBatch(20, 3))
	data := encoded(t, set)
	for name, change := range map[string]func(*survey.Study){
		"scale":     func(s *survey.Study) { s.Scale.Max = 7 },
		"item":      func(s *survey.Study) { s.Items[0].ID = "X" },
		"moved":     func(s *survey.Study) { s.Items[1].Dimension = "B" },
		"field":     func(s *survey.Study) { s.Fields = append(s.Fields, survey.NewField("region", "r")) },
		"points":    func(s *survey.Study) { s.Weights = nil },
		"apart":     func(s *survey.Study) { s.Dimensions[1].Causes = 2 },
		"dimension": func(s *survey.Study) { s.Dimensions[0].ID, s.Items[0].Dimension, s.Items[1].Dimension = "Z", "Z", "Z" },
	} {
		s := encodeStudy()
		change(s)
		if _, err := UnmarshalSet(NewPlan(s, Options{}), data); !errors.Is(err, ErrOtherTally) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for n := range data {
		if _, err := UnmarshalSet(plan, data[:n]); err == nil {
			t.Fatalf("cut off at %d: no error", n)
		}
	}
	for i := 34; i < len(data); i++ {
		bad := bytes.Clone(data)
		bad[i] ^= 0xff
		if got, err := UnmarshalSet(plan, bad); err == nil {
			got.Total() // other counts, but sound: a checksum is the keeper's business
		}
	}
}
