package store

import (
	"reflect"
	"slices"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

// unitsOf names the stored parts as wave and unit with their responses.
func unitsOf(t *testing.T, w *Workspace) map[string]int64 {
	t.Helper()
	out := make(map[string]int64)
	for _, p := range must[[]Info](t)(w.List(t.Context(), Filter{})) {
		out[p.Wave+" "+p.Unit] = p.N
	}
	return out
}

// TestRenameUnitIsUndone: a rename moves answers, targets, events and actions and
// keeps the old name as an alias; the version before it brings all back.
func TestRenameUnitIsUndone(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w, s := create(t, name), sampleStudy()
		mustImport(t, w, sampleImport(s, "2026-09", "朝阳店", "a", sampleBatch(s, 1, 12)))
		mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "b", sampleBatch(s, 2, 15)))
		w.SetTarget(t.Context(), Target{"gap/REL", "朝阳店", -0.5})
		must[int64](t)(w.AddAction(t.Context(), Action{Title: "培训", Units: []string{"朝阳店", "海淀店"}}))
		must[int64](t)(w.AddEvent(t.Context(), Event{Date: "2026-09-01", Title: "装修", Units: []string{"朝阳店"}}))
		before := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "unit"}}))
		if n := must[int](t)(w.RenameUnit(t.Context(), "朝阳店", "朝阳大悦城店")); n != 2 {
			t.Errorf("%d parts moved", n)
		}
		if got, want := unitsOf(t, w), map[string]int64{"2026-09 朝阳大悦城店": 12, "2026-10 朝阳大悦城店": 15}; !reflect.DeepEqual(got, want) {
			t.Errorf("%v", got)
		}
		if got := must[survey.Units](t)(w.Register(t.Context())); len(got) != 1 || got.Named("朝阳店") != "朝阳大悦城店" {
			t.Errorf("register %+v", got)
		}
		after := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "unit"}}))
		want := direct(after.Set.Plan(), after.Set.By(), Part{"2026-09", "朝阳大悦城店", sampleBatch(s, 1, 12)}, Part{"2026-10", "朝阳大悦城店", sampleBatch(s, 2, 15)})
		if string(bytesOf(t, after.Set)) != string(bytesOf(t, want)) {
			t.Error("the answers changed with the name")
		}
		if ts := must[[]Target](t)(w.Targets(t.Context())); len(ts) != 1 || ts[0].Unit != "朝阳大悦城店" {
			t.Errorf("targets %v", ts)
		}
		if as := must[[]Action](t)(w.Actions(t.Context())); !slices.Contains(as[0].Units, "朝阳大悦城店") || slices.Contains(as[0].Units, "朝阳店") {
			t.Errorf("actions %v", as)
		}
		if es := must[[]Event](t)(w.Events(t.Context())); !reflect.DeepEqual(es[0].Units, []string{"朝阳大悦城店"}) {
			t.Errorf("events %v", es)
		}
		history := must[[]Version](t)(w.History(t.Context()))
		must[*Restored](t)(w.Restore(t.Context(), history[1].ID))
		back := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "unit"}}))
		if string(bytesOf(t, back.Set)) != string(bytesOf(t, before.Set)) {
			t.Error("going back did not bring the answers back")
		}
		if got := must[survey.Units](t)(w.Register(t.Context())); len(got) != 0 {
			t.Errorf("register after going back %+v", got)
		}
		if v := must[*Verified](t)(w.Verify(t.Context())); len(v.Faults) > 0 {
			t.Errorf("faults %+v", v.Faults)
		}
	})
}

// TestMergeUnits: answers of two writings in one wave become one part, whether
// they came in with one import or two; they are those of both, found again when
// the file comes once more, and the version before brings both back.
func TestMergeUnits(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w, s := create(t, name), sampleStudy()
		register := func(name string) {
			t.Helper()
			if err := w.EditUnits(t.Context(), lang.Same("x"), func(u survey.Units) (survey.Units, error) { return u.Add(name), nil }); err != nil {
				t.Fatal(err)
			}
		}
		register("房山店")
		register("房山分店")
		mustImport(t, w, sampleImport(s, "2026-09", "房山分店", "a", sampleBatch(s, 1, 12)))
		mustImport(t, w, sampleImport(s, "2026-10", "房山店", "b", sampleBatch(s, 2, 15)))
		mustImport(t, w, sampleImport(s, "2026-10", "房山分店", "c", sampleBatch(s, 3, 7)))
		before := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "unit"}}))
		if n := must[int](t)(w.MergeUnits(t.Context(), "房山分店", "房山店")); n != 2 {
			t.Errorf("%d parts moved", n)
		}
		if got, want := unitsOf(t, w), map[string]int64{"2026-09 房山店": 12, "2026-10 房山店": 22}; !reflect.DeepEqual(got, want) {
			t.Errorf("%v", got)
		}
		after := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "unit"}}))
		want := direct(after.Set.Plan(), after.Set.By(), Part{"2026-09", "房山店", sampleBatch(s, 1, 12)}, Part{"2026-10", "房山店", sampleBatch(s, 2, 15)}, Part{"2026-10", "房山店", sampleBatch(s, 3, 7)})
		if string(bytesOf(t, after.Set)) != string(bytesOf(t, want)) {
			t.Error("the answers are not those of both")
		}
		var files []string
		for _, p := range must[[]Info](t)(w.List(t.Context(), Filter{Waves: []string{"2026-10"}})) {
			for _, f := range p.Files {
				files = append(files, f.SHA256)
			}
		}
		if !reflect.DeepEqual(files, []string{"b", "c"}) {
			t.Errorf("files %v", files)
		}
		again := must[*Imported](t)(w.Import(t.Context(), sampleImport(s, "2026-09", "房山店", "a", sampleBatch(s, 1, 12))))
		if again.Parts[0].What != Unchanged {
			t.Errorf("the same file again: %v", again.Parts[0].What)
		}
		if v := must[*Verified](t)(w.Verify(t.Context())); len(v.Faults) > 0 {
			t.Errorf("faults %+v", v.Faults)
		}
		history := must[[]Version](t)(w.History(t.Context()))
		must[*Restored](t)(w.Restore(t.Context(), history[1].ID))
		back := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "unit"}}))
		if string(bytesOf(t, back.Set)) != string(bytesOf(t, before.Set)) {
			t.Error("going back did not bring both back")
		}
		for _, x := range [][2]string{{"没有", "房山店"}, {"房山店", "房山店"}, {"房山店", ""}} {
			if _, err := w.MergeUnits(t.Context(), x[0], x[1]); !Is(err, NoMatch) && !Is(err, Invalid) {
				t.Errorf("merge %q: %v", x, err)
			}
		}
		if _, err := w.RenameUnit(t.Context(), "房山店", "房山分店"); !Is(err, Invalid) {
			t.Errorf("a rename to another unit's name: %v", err)
		}
	})
}

// TestSimilarUnitsAreAsked: names that may be one, in an import or beside what is
// stored, keep it from being stored until the register says which.
func TestSimilarUnitsAreAsked(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w, s := create(t, name), sampleStudy()
		mustImport(t, w, sampleImport(s, "2026-09", "中关村店", "a", sampleBatch(s, 1, 12)))
		second := sampleImport(s, "2026-10", "中关村", "b", sampleBatch(s, 2, 15))
		out, err := w.Import(t.Context(), second)
		if !Is(err, Similar) {
			t.Fatalf("%v", err)
		}
		if len(unitsOf(t, w)) != 1 || len(out.AlikeUnits) != 1 {
			t.Errorf("stored all the same: %v", unitsOf(t, w))
		}
		second.Units = survey.Units{{Name: "中关村"}, {Name: "中关村店"}}
		if _, err := w.Import(t.Context(), second); err != nil {
			t.Fatal(err)
		}
		if got := must[survey.Units](t)(w.Register(t.Context())); len(got) != 2 {
			t.Errorf("register %+v", got)
		}
		third := sampleImport(s, "2026-11", "中关村", "c", sampleBatch(s, 3, 9))
		if _, err := w.Import(t.Context(), third); err != nil {
			t.Errorf("asked again: %v", err)
		}
		if r := must[*Reading](t)(w.Read(t.Context(), Query{Tally: tally.Options{}})); slices.ContainsFunc(r.Summary.Issues.Issues(), func(i issue.Issue) bool { return i.Code == "unit-alike" }) {
			t.Error("named in reading although the register has both")
		}
		if err := w.EditUnits(t.Context(), lang.Same("x"), func(u survey.Units) (survey.Units, error) { return u.Alias("中关村", "中关村店") }); !Is(err, Refused) {
			t.Errorf("an alias of a stored unit: %v", err)
		}
	})
}
