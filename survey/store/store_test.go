package store

import (
	"bytes"
	"reflect"
	"slices"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
	"servqual/survey/tally"
)

// bytesOf writes a set, to compare two for equality to the last count.
func bytesOf(t *testing.T, s *tally.Set) []byte {
	t.Helper()
	data, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// direct folds batches without a workspace.
func direct(plan *tally.Plan, by []string, parts ...Part) *tally.Set {
	set := tally.NewSet(plan, by...)
	for _, p := range parts {
		set.Add(fitted(plan.Study(), p.Answers, plan.Study(), p.Wave, p.Unit))
	}
	return set
}

// TestWhatIsReadIsWhatWasStored compares sets from the workspace with sets of
// the answers themselves, for every way to ask.
func TestWhatIsReadIsWhatWasStored(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		var parts []Part
		for i, at := range []Place{{"2026-09", "朝阳店"}, {"2026-09", "海淀店"}, {"2026-10", "朝阳店"}, {"2026-10", ""}} {
			in := sampleImport(s, at.Wave, at.Unit, "sha"+string(rune('a'+i)), sampleBatch(s, uint64(i), 40+i))
			mustImport(t, w, in)
			parts = append(parts, in.Parts...)
		}
		for _, opt := range []tally.Options{{}, {Items: true}, {Links: true}, {Items: true, Links: true}} {
			for _, by := range [][]string{nil, {"unit"}, {"wave", "unit"}, {"region"}, {"wave", "region"}} {
				got := must[*Reading](t)(w.Read(t.Context(), Query{By: by, Tally: opt}))
				want := direct(tally.NewPlan(settled(s), opt), by, parts...)
				if !bytes.Equal(bytesOf(t, got.Set), bytesOf(t, want)) {
					t.Errorf("options %+v by %v: the stored set differs from the direct one", opt, by)
				}
			}
		}
		set, study, err := w.Set(t.Context(), Filter{Waves: []string{"2026-09"}}, "unit")
		if err != nil {
			t.Fatal(err)
		}
		if n := set.Total().N(); n != 81 {
			t.Errorf("September has %d responses, want 40 + 41", n)
		}
		if !reflect.DeepEqual(study, settled(s)) {
			t.Errorf("study changed:\n got %+v\nwant %+v", study, settled(s))
		}
	})
}

// TestTalliesAreOnlyACache reads the same after the tallies are gone or are no
// tallies at all: the answers are the truth.
func TestTalliesAreOnlyACache(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "a", sampleBatch(s, 1, 60)))
		want := bytesOf(t, must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"unit"}})).Set)
		for _, bad := range [][]byte{nil, {}, []byte("no tally"), compress([]byte("no tally either"))} {
			err := w.db.write(t.Context(), func(x session) error {
				_, err := x.exec(t.Context(), "UPDATE servqual_part SET tally = ?", bad)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := bytesOf(t, must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"unit"}})).Set); !bytes.Equal(got, want) {
				t.Errorf("with tallies %q the set differs", bad)
			}
		}
	})
}

func TestSummaryComesBack(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		a := sampleImport(s, "2026-09", "朝阳店", "aa", sampleBatch(s, 1, 30))
		b := sampleImport(s, "2026-10", "海淀店", "bb", sampleBatch(s, 2, 20))
		mustImport(t, w, a)
		mustImport(t, w, b)
		got := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave"}})).Summary
		if got.Responses != 50 || !slices.Equal(got.Waves, []string{"2026-09", "2026-10"}) || !slices.Equal(got.Units, []string{"朝阳店", "海淀店"}) {
			t.Errorf("summary %+v", got)
		}
		if got.LastDate != "2026-10-28" || got.FirstDate != "2026-10-01" {
			t.Errorf("dates %s … %s are not those of the wave in focus", got.FirstDate, got.LastDate)
		}
		files := []load.FileSummary{a.Summary.Files[0], b.Summary.Files[0]}
		files[0].Units, files[1].Units = map[string]int{"朝阳店": 30}, map[string]int{"海淀店": 20} // counted anew from the parts
		if !reflect.DeepEqual(got.Files, files) {
			t.Errorf("files %+v", got.Files)
		}
		want := &issue.List{}
		want.Merge(a.Summary.Issues)
		want.Merge(b.Summary.Issues)
		if !reflect.DeepEqual(got.Issues.Issues(), want.Issues()) {
			t.Errorf("issues\n got %+v\nwant %+v", got.Issues.Issues(), want.Issues())
		}
		for _, i := range want.Issues() {
			if !reflect.DeepEqual(got.Issues.Places(i), want.Places(i)) {
				t.Errorf("places of %v: %v, want %v", i, got.Issues.Places(i), want.Places(i))
			}
		}
		if len(got.Comments) != 2 || got.Comments[1].Text != "等了很久 <bb>" || got.Comments[1].Unit != "海淀店" || got.Comments[1].Row != (survey.Row{Source: 1, Number: 4}) {
			t.Errorf("comments %+v", got.Comments)
		}
	})
}

func TestSameFileTwiceChangesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		in := sampleImport(s, "2026-10", "朝阳店", "a", sampleBatch(s, 1, 30))
		mustImport(t, w, in)
		before := must[[]Info](t)(w.List(t.Context(), Filter{}))
		out, err := w.Import(t.Context(), in)
		if err != nil || out.Parts[0].What != Unchanged || out.Before != out.After {
			t.Fatalf("second import: %v, %+v", err, out)
		}
		if got := must[[]Info](t)(w.List(t.Context(), Filter{})); !reflect.DeepEqual(got, before) {
			t.Errorf("the workspace changed: %+v", got)
		}
		in.Replace = true
		if out := mustImport(t, w, in); out.Parts[0].What != Replaced || out.Parts[0].Was.Alike != 30 {
			t.Errorf("with Replace: %+v", out.Parts[0])
		}
	})
}

// TestFileUnderAnotherNameIsRefused covers the slip of a wrong --wave.
func TestFileUnderAnotherNameIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		b := sampleBatch(s, 1, 30)
		mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "a", b))
		for _, replace := range []bool{false, true} {
			in := sampleImport(s, "2026-11", "朝阳店", "a", b)
			in.Replace = replace
			if out, err := w.Import(t.Context(), in); !Is(err, Refused) || out.Parts[0].What != Elsewhere {
				t.Errorf("replace %v: %v", replace, err)
			}
		}
		other := sampleImport(s, "2026-11", "海淀店", "a", sampleBatch(s, 9, 20))
		other.Summary.Files[0].Sheet = "海淀" // another sheet of the same workbook is other answers
		mustImport(t, w, other)
		must[[]Info](t)(w.Remove(t.Context(), Filter{Waves: []string{"2026-10"}}))
		mustImport(t, w, sampleImport(s, "2026-12", "朝阳店", "a", b))
	})
}

// corrected changes some answers and drops some rows, as a person does.
func corrected(s *survey.Study, b *survey.Batch) *survey.Batch {
	c := sampleBatch(s, 0, b.N)
	*c = *b
	c.Answers = make([][]survey.Code, len(b.Answers))
	for i := range b.Answers {
		c.Answers[i] = slices.Clone(b.Answers[i])
	}
	for r := range 3 { // of 30: as many as pass without ids
		c.Answers[1][r] = 1 + (max(b.Answers[1][r], 0)+1)%7
	}
	return c
}

func TestCorrectedFileTakesThePlace(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		b := sampleBatch(s, 1, 30)
		mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "a", b))
		fix := sampleImport(s, "2026-10", "朝阳店", "b", corrected(s, b))
		c := mustImport(t, w, fix).Parts[0]
		if c.What != Corrected || c.Was.N != 30 || c.Was.Alike != 27 || c.Was.Edited != 3 || c.Was.Lost != 0 {
			t.Fatalf("change %+v", c)
		}
		if c.Was.Before.N() != 30 || c.After.N() != 30 {
			t.Errorf("tallies of %d and %d", c.Was.Before.N(), c.After.N())
		}
		if reflect.DeepEqual(c.Was.Before.ItemFreq(0, tally.P), c.After.ItemFreq(0, tally.P)) {
			t.Error("the corrected item did not change")
		}
		info := must[[]Info](t)(w.List(t.Context(), Filter{}))
		if len(info) != 1 || info[0].Files[0].SHA256 != "b" || info[0].Files[0].N != 30 {
			t.Errorf("stored %+v", info)
		}
		sum := must[*Reading](t)(w.Read(t.Context(), Query{})).Summary
		if len(sum.Files) != 1 || len(sum.Comments) != 1 || sum.Comments[0].Text != "等了很久 <b>" {
			t.Errorf("the first file left traces: %+v", sum)
		}
	})
}

// TestOtherAnswersAreNoCorrection: the second half of a month must not push out
// the first.
func TestOtherAnswersAreNoCorrection(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "a", sampleBatch(s, 1, 30)))
		in := sampleImport(s, "2026-10", "朝阳店", "b", sampleBatch(s, 2, 25))
		out, err := w.Import(t.Context(), in)
		if !Is(err, Refused) || out.Parts[0].What != Partial || out.Parts[0].Was.Alike != 0 || out.Parts[0].Was.Lost != 30 {
			t.Fatalf("%v %+v", err, out)
		}
		if info := must[[]Info](t)(w.List(t.Context(), Filter{})); info[0].N != 30 {
			t.Errorf("stored %+v", info)
		}
		in.Replace = true
		if out := mustImport(t, w, in); out.Parts[0].What != Replaced {
			t.Errorf("%+v", out.Parts[0])
		}
	})
}

// TestFolderWithOneNewFile: what is stored stays, what is new comes in.
func TestFolderWithOneNewFile(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		a, b := sampleImport(s, "2026-10", "朝阳店", "a", sampleBatch(s, 1, 30)), sampleImport(s, "2026-10", "海淀店", "b", sampleBatch(s, 2, 30))
		mustImport(t, w, a)
		for i := range b.Parts[0].Answers.Rows {
			b.Parts[0].Answers.Rows[i].Source = 1
		}
		both := Import{Study: s, Parts: append(a.Parts, b.Parts...), Summary: a.Summary}
		both.Summary.Files = append(both.Summary.Files, b.Summary.Files[0])
		out := mustImport(t, w, both)
		if out.Parts[0].What != Unchanged || out.Parts[1].What != Added {
			t.Errorf("%+v", out.Parts)
		}
		info := must[[]Info](t)(w.List(t.Context(), Filter{}))
		if len(info) != 2 || info[0].Import == info[1].Import || len(info[1].Files) != 1 {
			t.Errorf("stored %+v", info)
		}
	})
}

// TestBranchMissingInTheCorrection is told, not deleted.
func TestBranchMissingInTheCorrection(t *testing.T) {
	s := sampleStudy()
	w := create(t, t.TempDir()+"/w.db")
	a := sampleImport(s, "2026-10", "朝阳店", "a", sampleBatch(s, 1, 30))
	a.Parts = append(a.Parts, Part{Wave: "2026-10", Unit: "海淀店", Answers: sampleBatch(s, 2, 20)}, Part{Wave: "2026-09", Unit: "海淀店", Answers: sampleBatch(s, 3, 20)})
	mustImport(t, w, a)
	fix := sampleImport(s, "2026-10", "朝阳店", "b", corrected(s, a.Parts[0].Answers))
	out := mustImport(t, w, fix)
	if !reflect.DeepEqual(out.Kept, []Place{{"2026-10", "海淀店"}}) {
		t.Errorf("kept %+v", out.Kept)
	}
	if info := must[[]Info](t)(w.List(t.Context(), Filter{})); len(info) != 3 {
		t.Errorf("stored %+v", info)
	}
}

func TestRemoveLeavesNothingBehind(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		for i, at := range []Place{{"2026-09", "朝阳店"}, {"2026-09", "海淀店"}, {"2026-10", "朝阳店"}} {
			mustImport(t, w, sampleImport(s, at.Wave, at.Unit, string(rune('a'+i)), sampleBatch(s, uint64(i), 20)))
		}
		got := must[[]Info](t)(w.Remove(t.Context(), Filter{Waves: []string{"2026-09"}, Units: []string{"海淀店"}}))
		if len(got) != 1 || got[0].Unit != "海淀店" {
			t.Errorf("removed %+v", got)
		}
		if _, err := w.Remove(t.Context(), Filter{Waves: []string{"2020-01"}}); !Is(err, NoMatch) {
			t.Errorf("removing nothing: %v", err)
		}
		must[[]Info](t)(w.Remove(t.Context(), Filter{}))
		for _, table := range []string{"part", "import", "file", "study"} {
			n := int64(-1)
			err := w.db.read(t.Context(), func(x session) error {
				_, err := one(t.Context(), x, "SELECT COUNT(*) FROM servqual_"+table, nil, &n)
				return err
			})
			if err != nil || n != 0 {
				t.Errorf("%s: %d rows left, %v", table, n, err)
			}
		}
		if _, err := w.Read(t.Context(), Query{}); !Is(err, NoMatch) {
			t.Errorf("reading nothing: %v", err)
		}
	})
}
