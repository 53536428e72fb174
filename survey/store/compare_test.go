package store

import (
	"math/rand/v2"
	"slices"
	"testing"

	"servqual/survey"
	"servqual/survey/lang"
)

// shortStudy asks one question, so that answers tell nobody apart.
func shortStudy() *survey.Study {
	return &survey.Study{Title: lang.T("推荐意愿", "Recommendation"), Instrument: "short", Version: "1", Scale: survey.Scale{Min: 0, Max: 10}, Sides: []survey.Side{survey.Perception},
		Dimensions: []survey.Dimension{{ID: "A", Label: lang.T("推荐", "Recommend")}},
		Items:      []survey.Item{{ID: "A1", Dimension: "A", Label: lang.T("是否推荐", "Recommend"), Columns: map[survey.Side]string{survey.Perception: "A1"}}}}
}

// shortBatch draws answers to the one question; the high ones are frequent.
func shortBatch(seed uint64, n int) *survey.Batch {
	r := rand.New(rand.NewPCG(seed, 3))
	b := &survey.Batch{N: n, Answers: make([][]survey.Code, 1)}
	for i := range n {
		b.Answers[0] = append(b.Answers[0], survey.Code(10-r.IntN(1+r.IntN(10))))
		b.Rows = append(b.Rows, survey.Row{Number: int32(i + 2)})
	}
	return b
}

// joined puts batches of the short study behind each other.
func joined(bs ...*survey.Batch) *survey.Batch {
	out := &survey.Batch{Answers: make([][]survey.Code, 1)}
	for _, b := range bs {
		out.N += b.N
		out.Answers[0] = append(out.Answers[0], b.Answers[0]...)
		out.Identities = append(out.Identities, b.Identities...)
	}
	for i := range out.N {
		out.Rows = append(out.Rows, survey.Row{Number: int32(i + 2)})
	}
	return out
}

// numberedFrom gives ids alone.
func numberedFrom(b *survey.Batch, from int) *survey.Batch {
	for i := range b.N {
		b.Identities = append(b.Identities, survey.Identity{ID: uint64(from + i)})
	}
	return b
}

// TestFewAnswers: a form of one question, where many respondents answer alike,
// so that other responses may hold the stored ones by accident.
func TestFewAnswers(t *testing.T) {
	first, second := func() *survey.Batch { return shortBatch(1, 20) }, func() *survey.Batch { return shortBatch(2, 400) }
	reversed := func(b *survey.Batch) *survey.Batch { slices.Reverse(b.Answers[0]); return b }
	for _, c := range []struct {
		name         string
		stored, file *survey.Batch
		what         What
	}{
		{"later responses, more of them", first(), second(), Doubtful},
		{"the stored ones and later ones", first(), joined(first(), second()), Corrected},
		{"later ones first", first(), joined(second(), first()), Corrected},
		{"the same in another order", first(), reversed(first()), Corrected},
		{"a part", joined(first(), second()), first(), Partial},
		{"ids, later responses", numberedFrom(first(), 1), numberedFrom(second(), 100), Partial},
		{"ids that restart", numberedFrom(shortBatch(1, 200), 1), numberedFrom(shortBatch(5, 300), 1), Doubtful},
		{"ids, all there and more", numberedFrom(first(), 1), joined(numberedFrom(second(), 100), numberedFrom(first(), 1)), Corrected},
	} {
		w := create(t, t.TempDir()+"/w.db")
		s := shortStudy()
		mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "a", c.stored))
		out, err := w.Import(t.Context(), sampleImport(s, "2026-10", "朝阳店", "b", c.file))
		refused := c.what == Partial || c.what == Doubtful
		if out.Parts[0].What != c.what || refused != Is(err, Refused) || !refused && err != nil {
			t.Errorf("%s: %s, %v; want %s", c.name, out.Parts[0].What, err, c.what)
		}
	}
}

// TestEditedResponses: with id and time nearly all answers may have changed, as
// after a wrong reading; with one of them half of them, with neither one in ten.
func TestEditedResponses(t *testing.T) {
	s := sampleStudy()
	edited := func(n int) *survey.Batch {
		b := sampleBatch(s, 1, 40)
		for r := range n {
			for k := range 4 {
				b.Answers[k][r] = 1 + (max(b.Answers[k][r], 0)+1)%7
			}
		}
		return b
	}
	only := func(b *survey.Batch, id, time bool) *survey.Batch {
		identified(b, 0)
		for i := range b.Identities {
			x := &b.Identities[i]
			if !id {
				x.ID = 0
			}
			if !time {
				*x = survey.Identity{ID: x.ID}
			}
		}
		return b
	}
	for _, c := range []struct {
		id, time bool
		edited   int
		ok       bool
	}{
		{true, true, 40, true}, {true, false, 20, true}, {true, false, 22, false}, {false, true, 20, true}, {false, true, 22, false},
		{false, false, 4, true}, {false, false, 5, false},
	} {
		w := create(t, t.TempDir()+"/w.db")
		mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "a", only(edited(0), c.id, c.time)))
		out, err := w.Import(t.Context(), sampleImport(s, "2026-10", "朝阳店", "b", only(edited(c.edited), c.id, c.time)))
		if c.ok != (err == nil) || !c.ok && !Is(err, Refused) {
			t.Errorf("%+v: %v", c, err)
		}
		if was := out.Parts[0].Was; c.ok && (was.Edited != int64(c.edited) || was.Alike != int64(40-c.edited)) {
			t.Errorf("%+v: %d edited, %d alike", c, was.Edited, was.Alike)
		}
	}
}

// TestOneUnitAmongMany: that all other units are whole does not cover one that
// has lost its responses.
func TestOneUnitAmongMany(t *testing.T) {
	s := sampleStudy()
	w := create(t, t.TempDir()+"/w.db")
	month := func(sha string, last *survey.Batch) Import {
		in := sampleImport(s, "2026-10", "店00", sha, sampleBatch(s, 0, 30))
		for i := range 20 {
			in.Parts = append(in.Parts, Part{Wave: "2026-10", Unit: "店" + string(rune('甲'+i)), Answers: sampleBatch(s, uint64(i+1), 30)})
		}
		in.Parts = append(in.Parts, Part{Wave: "2026-10", Unit: "新店", Answers: last})
		return in
	}
	mustImport(t, w, month("a", sampleBatch(s, 77, 3)))
	out, err := w.Import(t.Context(), month("b", sampleBatch(s, 78, 3)))
	last := out.Parts[len(out.Parts)-1]
	if !Is(err, Refused) || last.What != Partial || last.Was.Lost != 3 {
		t.Errorf("%v: %+v", err, last)
	}
}
