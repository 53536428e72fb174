package store

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"servqual/survey"
)

// dump is everything that a version restores: all rows of all tables.
func dump(t *testing.T, w *Workspace) string {
	t.Helper()
	var lines []string
	err := w.db.read(t.Context(), func(s session) error {
		for i := range tables {
			rows, err := tables[i].read(t.Context(), s, "1 = 1")
			if err != nil {
				return err
			}
			for _, r := range rows {
				lines = append(lines, fmt.Sprintf("%s %x", tables[i].name, encodeRow(r)))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// identified gives a batch ids and times of day, one a minute from the given
// one on.
func identified(b *survey.Batch, from int) *survey.Batch {
	for i := range b.N {
		b.Identities = append(b.Identities, survey.Identity{ID: uint64(from+i)*7919 + 1, Minute: int64(29_000_000 + from + i), Dated: true, Clock: true})
	}
	return b
}

// TestEveryVersionComesBack makes one change of every kind and then goes back to
// every version, in an order that jumps: each time all rows are as they were.
func TestEveryVersionComesBack(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		w.Sign(time.Date(2026, 11, 3, 9, 5, 0, 0, time.UTC), "a test")
		other := changed(func(s *survey.Study) { s.Title.Zh = "另一份问卷" })
		fix := sampleImport(s, "2026-10", "朝阳店", "b", identified(corrected(s, sampleBatch(s, 1, 30)), 0))
		fix.Replace = true
		steps := []func() error{
			func() error {
				_, err := w.Import(t.Context(), sampleImport(s, "2026-10", "朝阳店", "a", identified(sampleBatch(s, 1, 30), 0)))
				return err
			},
			func() error {
				_, err := w.Import(t.Context(), sampleImport(other, "2026-10", "海淀店", "c", sampleBatch(other, 2, 20)))
				return err
			},
			func() error { _, err := w.Import(t.Context(), fix); return err },
			func() error {
				_, err := w.AddAction(t.Context(), Action{Title: "确认", Units: []string{"朝阳店"}})
				return err
			},
			func() error {
				_, err := w.UpdateAction(t.Context(), 1, func(a *Action) { a.State = ActionDone })
				return err
			},
			func() error {
				_, err := w.AddEvent(t.Context(), Event{Date: "2026-09-01", Title: "培训"})
				return err
			},
			func() error { return w.SetTarget(t.Context(), Target{Measure: "gap/REL", Value: -0.5}) },
			func() error { return w.SetTarget(t.Context(), Target{Measure: "gap/REL", Value: -0.25}) },
			func() error {
				n, _ := NewNorm("2026", "gap/REL", "2026-10", []float64{-1, -0.5, 0})
				return w.SaveNorms(t.Context(), "2026", []Norm{n})
			},
			func() error { _, err := w.Remove(t.Context(), Filter{Units: []string{"海淀店"}}); return err },
			func() error { return w.RemoveEvent(t.Context(), 1) },
			func() error { return w.RemoveTarget(t.Context(), "gap/REL", "") },
			func() error { return w.RemoveNorms(t.Context(), "2026") },
			func() error { return w.RemoveAction(t.Context(), 1) },
			func() error { _, err := w.Remove(t.Context(), Filter{}); return err },
		}
		states := []string{"", dump(t, w)} // by version; the first is 1
		for i, step := range steps {
			if err := step(); err != nil {
				t.Fatalf("step %d: %v", i, err)
			}
			states = append(states, dump(t, w))
			h := must[[]Version](t)(w.History(t.Context()))
			if h[0].ID != int64(len(states)-1) || h[0].Command != "a test" || h[0].What.Zh == "" || h[0].What.En == "" || h[0].At.Minute() != 5 || !h[0].Current {
				t.Errorf("step %d: history %+v", i, h[0])
			}
		}
		last := states[len(states)-1]
		for k := range len(states) - 1 {
			version := int64(1 + (k*7)%(len(states)-1))
			now := must[[]Version](t)(w.History(t.Context()))[0].ID
			if version == now {
				continue
			}
			r := must[*Restored](t)(w.Restore(t.Context(), version))
			if got := dump(t, w); got != states[version] {
				t.Errorf("version %d: the rows differ", version)
			}
			after := now + 1
			if states[version] == last {
				after = now // nothing to change, no version
			}
			last = states[version]
			if r.Before != now || r.After != after || r.Version.ID != version {
				t.Errorf("restored %+v, was at %d", r, now)
			}
		}
	})
}

// TestVersionsThatGo: of many changes the last KeptVersions can be gone back to,
// and no row is kept for the others.
func TestVersionsThatGo(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w := create(t, name)
		for i := range KeptVersions + 5 {
			if err := w.SetTarget(t.Context(), Target{Measure: "gap/REL", Value: float64(i)}); err != nil {
				t.Fatal(err)
			}
		}
		h := must[[]Version](t)(w.History(t.Context()))
		newest := int64(KeptVersions + 6) // version 1 is the empty workspace
		if len(h) != KeptVersions || h[0].ID != newest || h[len(h)-1].ID != newest-KeptVersions+1 {
			t.Fatalf("%d versions, %d to %d", len(h), h[len(h)-1].ID, h[0].ID)
		}
		notes := int64(0)
		err := w.db.read(t.Context(), func(s session) error {
			_, err := one(t.Context(), s, "SELECT COUNT(*) FROM servqual_past", nil, &notes)
			return err
		})
		if err != nil || notes != KeptVersions-1 {
			t.Errorf("%d rows noted, want one for each version but the oldest; %v", notes, err)
		}
		if _, err := w.Restore(t.Context(), h[len(h)-1].ID-1); !Is(err, NoMatch) {
			t.Errorf("a version that is gone: %v", err)
		}
		must[*Restored](t)(w.Restore(t.Context(), h[len(h)-1].ID))
		// Target i was set by version i+2.
		if ts := must[[]Target](t)(w.Targets(t.Context())); len(ts) != 1 || ts[0].Value != float64(newest-KeptVersions+1-2) {
			t.Errorf("targets %+v", ts)
		}
	})
}

// TestForget: what was removed is in the workspace until the versions are
// forgotten, and then in no byte of the file; the present state stays.
func TestForget(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		mustImport(t, w, sampleImport(s, "2026-09", "朝阳店", "gone", sampleBatch(s, 1, 30)))
		mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "here", sampleBatch(s, 2, 30)))
		must[[]Info](t)(w.Remove(t.Context(), Filter{Waves: []string{"2026-09"}}))
		before := dump(t, w)
		holds := func(text string) bool {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			return bytes.Contains(data, []byte(text))
		}
		if !isURL(name) && !holds("gone.xlsx") {
			t.Error("the removed wave is not kept for a restore")
		}
		if n := must[int64](t)(w.Forget(t.Context())); n != 3 {
			t.Errorf("%d versions forgotten, want those before the fourth", n)
		}
		if !isURL(name) && (holds("gone.xlsx") || !holds("here.xlsx")) {
			t.Error("the removed wave is still in the file, or the other one is not")
		}
		if dump(t, w) != before {
			t.Error("the present state changed")
		}
		h := must[[]Version](t)(w.History(t.Context()))
		if len(h) != 1 || h[0].ID != 4 {
			t.Errorf("history %+v", h)
		}
		if _, err := w.Restore(t.Context(), 3); !Is(err, NoMatch) {
			t.Errorf("a forgotten version: %v", err)
		}
		must[int64](t)(w.AddAction(t.Context(), Action{Title: "培训"}))
		must[*Restored](t)(w.Restore(t.Context(), 4))
	})
}

// TestNothingChangedMakesNoVersion: neither a refused import, nor the same file
// again, nor an error.
func TestNothingChangedMakesNoVersion(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		s := sampleStudy()
		w := create(t, name)
		in := sampleImport(s, "2026-10", "朝阳店", "a", identified(sampleBatch(s, 1, 30), 0))
		mustImport(t, w, in)
		before := must[[]Version](t)(w.History(t.Context()))
		mustImport(t, w, in)
		if _, err := w.Import(t.Context(), sampleImport(s, "2026-10", "朝阳店", "b", sampleBatch(s, 2, 5))); !Is(err, Refused) {
			t.Errorf("a part: %v", err)
		}
		if err := w.RemoveEvent(t.Context(), 9); !Is(err, NoMatch) {
			t.Errorf("no event: %v", err)
		}
		if after := must[[]Version](t)(w.History(t.Context())); !reflect.DeepEqual(after, before) {
			t.Errorf("history %+v, was %+v", after, before)
		}
	})
}

// TestOldWorkspaceIsComparedByAnswers: what an earlier program stored has no
// identities. Its answers are compared; the refusal says so.
func TestOldWorkspaceIsComparedByAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		version1(t, name)
		w := create(t, name)
		s := sampleStudy()
		whole := identified(sampleBatch(s, 42, 15), 0) // what the frozen workspace has in October
		cut := identified(sampleBatch(s, 42, 15), 0)
		in := sampleImport(s, "2026-10", "朝阳店", "x", firstRows(cut, 7))
		out, err := w.Import(t.Context(), in)
		if !Is(err, Refused) || out.Parts[0].Was.Lost != 8 || !out.Parts[0].Was.NoIDs || !strings.Contains(err.Error(), "旧版程序") {
			t.Fatalf("a part of it: %v", err)
		}
		if c := mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "y", whole)).Parts[0]; c.What != Corrected || c.Was.Alike != 15 {
			t.Errorf("the whole of it: %+v", c)
		}
		h := must[[]Version](t)(w.History(t.Context()))
		if len(h) != 2 || h[1].What.Zh != "已有 2 期、27 份答卷" {
			t.Errorf("history %+v", h)
		}
		must[*Restored](t)(w.Restore(t.Context(), 1))
		if in := must[[]Info](t)(w.List(t.Context(), Filter{})); len(in) != 2 || in[1].Files[0].SHA256 == "y" {
			t.Errorf("restored %+v", in)
		}
	})
}

// firstRows cuts a batch off.
func firstRows(b *survey.Batch, n int) *survey.Batch {
	b.N, b.Rows, b.Flags, b.Identities = n, b.Rows[:n], b.Flags[:n], b.Identities[:n]
	for i := range b.Answers {
		b.Answers[i] = b.Answers[i][:n]
	}
	for i := range b.Weights {
		b.Weights[i] = b.Weights[i][:n]
	}
	for i := range b.Scores {
		b.Scores[i].Codes = b.Scores[i].Codes[:n]
	}
	for i := range b.Groups {
		b.Groups[i].Codes = b.Groups[i].Codes[:n]
	}
	for i := range b.Multis {
		b.Multis[i].Starts = b.Multis[i].Starts[:n+1]
	}
	return b
}

// TestIdentitiesAreKept reads digests back, and finds neither ids nor times in
// the stored bytes.
func TestIdentitiesAreKept(t *testing.T) {
	b := identified(sampleBatch(sampleStudy(), 1, 50), 3)
	b.Identities[4] = survey.Identity{}
	b.Identities[5] = survey.Identity{ID: 7}
	b.Identities[6] = survey.Identity{Minute: 29_000_000, Dated: true}
	ids := digests([]byte("a key"), b)
	data := encodeIdentities(ids)
	if got := must[[]identity](t)(decodeIdentities(data, 50)); !slices.Equal(got, ids) {
		t.Errorf("read %v, want %v", got, ids)
	}
	if other := digests([]byte("another key"), b); slices.Equal(other, ids) {
		t.Error("the digests don't depend on the key")
	}
	if ids[4] != (identity{}) || ids[5].time != 0 || ids[6].id != 0 || ids[6].clock {
		t.Errorf("%v", ids[4:7])
	}
	for at := range data {
		bad := bytes.Clone(data)
		bad[at] ^= 0x21
		if got, err := decodeIdentities(bad, 50); err == nil && !slices.Equal(got, ids) {
			t.Fatalf("byte %d damaged: other identities without an error", at)
		}
	}
	if _, err := decodeIdentities(data, 49); err == nil {
		t.Error("identities of another number of rows were taken")
	}
}
