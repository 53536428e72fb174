package store

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"servqual/survey"
)

// TestAnswersComeBack stores batches of all kinds and reads them for their own
// study.
func TestAnswersComeBack(t *testing.T) {
	s := settled(sampleStudy())
	whole := sampleBatch(s, 3, 57)
	bare := &survey.Batch{N: 2, Answers: make([][]survey.Code, s.Slots()), Rows: []survey.Row{{Source: 0, Number: 9}, {Source: 2, Number: 4}}}
	bare.Answers[3] = []survey.Code{1, survey.Missing}
	empty := &survey.Batch{Answers: make([][]survey.Code, s.Slots()), Rows: []survey.Row{}}
	for name, b := range map[string]*survey.Batch{"whole": whole, "bare": bare, "empty": empty} {
		got, err := decodeAnswers(s, encodeAnswers(s, b))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(got, b) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, b)
		}
	}
}

// TestAnswersOfAGrownStudy reads answers for a study with another order of
// items, one more and one less.
func TestAnswersOfAGrownStudy(t *testing.T) {
	s := settled(sampleStudy())
	b := sampleBatch(s, 3, 20)
	data := encodeAnswers(s, b)
	to := s.Clone()
	slices.Reverse(to.Items)
	to.Items = append(to.Items[1:], survey.Item{ID: "NEW", Dimension: "TAN"})
	got, err := decodeAnswers(to, data)
	if err != nil {
		t.Fatal(err)
	}
	for i, it := range to.Items {
		for k := range to.Sides {
			col, from := got.Answers[to.Slot(i, k)], s.ItemIndex(it.ID)
			if from < 0 {
				if col != nil {
					t.Errorf("%s has answers", it.ID)
				}
				continue
			}
			if !slices.Equal(col, b.Answers[s.Slot(from, k)]) {
				t.Errorf("%s: other answers", it.ID)
			}
		}
	}
}

// FuzzDecodeAnswers never panics and never makes answers outside the scale.
func FuzzDecodeAnswers(f *testing.F) {
	s := settled(sampleStudy())
	raw, err := expand(encodeAnswers(s, sampleBatch(s, 3, 7)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add(raw[:len(raw)/2])
	f.Add([]byte{1, 255, 255, 255, 255, 15})
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		bad := slices.Clone(raw)
		for range 1 + r.IntN(3) {
			bad[r.IntN(len(bad))] = byte(r.Uint32())
		}
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := decodeAnswers(s, compress(raw))
		if err != nil {
			return
		}
		for _, col := range b.Answers {
			for _, c := range col {
				if c.Valid() && !s.Scale.Contains(int(c)) {
					t.Fatalf("answer %d", c)
				}
			}
		}
		fold(planOf(s), b, "w", "u").Total().ItemAnswers(0, survey.Perception)
	})
}

// TestStoredBytesAreStable: the same answers read by other workers in another
// order are the same bytes.
func TestStoredBytesAreStable(t *testing.T) {
	s := sampleStudy()
	b := sampleBatch(s, 8, 40)
	b.Groups = append(b.Groups, constant("wave", "2026-10", 40), constant("unit", "朝阳店", 40))
	var first []byte
	for _, cuts := range [][]int{{0, 40}, {0, 7, 40}, {0, 1, 2, 30, 40}} {
		c := NewCollector(s, 3, Place{})
		for i := len(cuts) - 2; i >= 0; i-- {
			if err := c.Sink(i%3, cut(b, cuts[i], cuts[i+1])); err != nil {
				t.Fatal(err)
			}
		}
		parts, unplaced := c.Parts()
		if len(parts) != 1 || unplaced != 0 || parts[0].Wave != "2026-10" || parts[0].Unit != "朝阳店" {
			t.Fatalf("parts %+v, unplaced %d", parts, unplaced)
		}
		data := encodeAnswers(s, parts[0].Answers)
		if first == nil {
			first = data
		}
		if !slices.Equal(data, first) {
			t.Errorf("cut at %v: other bytes", cuts)
		}
	}
}

// cut takes rows of a batch.
func cut(b *survey.Batch, from, to int) *survey.Batch {
	c := &survey.Batch{N: to - from, Answers: make([][]survey.Code, len(b.Answers)), Weights: make([][]int32, len(b.Weights)), Flags: b.Flags[from:to], Rows: b.Rows[from:to]}
	for i := range b.Answers {
		c.Answers[i] = b.Answers[i][from:to]
	}
	for i := range b.Weights {
		c.Weights[i] = b.Weights[i][from:to]
	}
	for _, x := range b.Scores {
		c.Scores = append(c.Scores, survey.Score{Field: x.Field, Codes: x.Codes[from:to]})
	}
	for _, x := range b.Groups {
		c.Groups = append(c.Groups, survey.Category{Field: x.Field, Codes: x.Codes[from:to], Names: x.Names})
	}
	for _, x := range b.Multis {
		c.Multis = append(c.Multis, survey.Multi{Field: x.Field, Starts: x.Starts[from : to+1], Codes: x.Codes, Names: x.Names})
	}
	return c
}

func TestCollectorPlaces(t *testing.T) {
	s := sampleStudy()
	b := sampleBatch(s, 8, 6)
	b.Groups = append(b.Groups, survey.Category{Field: "wave", Names: []string{"2026-09", "2026-10"}, Codes: []int32{0, 1, -1, 0, 1, -1}},
		survey.Category{Field: "unit", Names: []string{"朝阳店\x00 "}, Codes: []int32{0, 0, 0, -1, 0, 0}})
	for _, c := range []struct {
		to       Place
		want     []string
		unplaced int
	}{
		{Place{}, []string{"2026-09//1", "2026-09/朝阳店/1", "2026-10/朝阳店/2"}, 2},
		{Place{Wave: "2026-11"}, []string{"2026-11//1", "2026-11/朝阳店/5"}, 0},
		{Place{Unit: "总部"}, []string{"2026-09/总部/2", "2026-10/总部/2"}, 2},
		{Place{Wave: "2026-11", Unit: "总部"}, []string{"2026-11/总部/6"}, 0},
	} {
		k := NewCollector(s, 1, c.to)
		if err := k.Sink(0, b); err != nil {
			t.Fatal(err)
		}
		parts, unplaced := k.Parts()
		var got []string
		for _, p := range parts {
			got = append(got, p.Wave+"/"+p.Unit+"/"+string(rune('0'+p.Answers.N)))
		}
		if !slices.Equal(got, c.want) || unplaced != c.unplaced {
			t.Errorf("%+v: %v and %d unplaced, want %v and %d", c.to, got, unplaced, c.want, c.unplaced)
		}
	}
}
