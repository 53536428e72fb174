package store

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// filled is a workspace with two parts, a target, an action and a history.
func filled(t *testing.T, name string) {
	t.Helper()
	w := create(t, name)
	defer w.Close()
	s := sampleStudy()
	mustImport(t, w, sampleImport(s, "2026-09", "朝阳店", "a", sampleBatch(s, 41, 80)))
	mustImport(t, w, sampleImport(s, "2026-10", "朝阳店", "b", sampleBatch(s, 42, 90)))
	must[int64](t)(w.AddAction(t.Context(), Action{Title: "交车前逐项确认"}))
}

func verify(t *testing.T, name string) *Verified {
	t.Helper()
	w, err := Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	return must[*Verified](t)(w.Verify(t.Context()))
}

// Each statement changes one value as a flipped bit, or another program, would:
// none is refused by the database.
func TestVerifyFindsChangedValues(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		filled(t, name)
		if v := verify(t, name); len(v.Faults) != 0 || v.Parts != 2 || v.Responses != 170 || v.Rows < 7 {
			t.Fatalf("%+v", v)
		}
		for _, c := range []struct{ spoil, back, what string }{
			{"UPDATE servqual_part SET n = 81 WHERE wave = '2026-09'", "UPDATE servqual_part SET n = 80 WHERE wave = '2026-09'", "answers 2026-09 朝阳店"},
			{"UPDATE servqual_part SET flagged = flagged + 1 WHERE wave = '2026-10'", "UPDATE servqual_part SET flagged = flagged - 1 WHERE wave = '2026-10'", "answers 2026-10 朝阳店"},
			{"UPDATE servqual_action SET title = '交车后逐项确认'", "UPDATE servqual_action SET title = '交车前逐项确认'", "action 1"},
			{"UPDATE servqual_sum SET tab = 'actiom' WHERE tab = 'action'", "UPDATE servqual_sum SET tab = 'action' WHERE tab = 'actiom'", "action 1"},
		} {
			script(t, name, c.spoil)
			v := verify(t, name)
			found := false
			for _, f := range v.Faults {
				found = found || f.What.En == c.what && f.What.Zh != ""
			}
			if !found {
				t.Errorf("%s: %+v", c.spoil, v.Faults)
			}
			script(t, name, c.back)
		}
		if v := verify(t, name); len(v.Faults) != 0 {
			t.Errorf("put back: %+v", v.Faults)
		}
	})
}

// What a report reads is held against its checksum: a changed number of
// responses or comment gave a report of it.
func TestReadingRefusesChangedParts(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		filled(t, name)
		script(t, name, "UPDATE servqual_part SET comments = REPLACE(comments, '', ''), flagged = flagged + 1 WHERE wave = '2026-10'")
		w, err := Open(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		if _, err := w.Read(t.Context(), Query{}); !Is(err, Damaged) || !strings.Contains(err.Error(), "2026-10 朝阳店") {
			t.Errorf("%v", err)
		}
		if _, err := w.Read(t.Context(), Query{Filter: Filter{Waves: []string{"2026-09"}}}); err != nil {
			t.Errorf("the other wave: %v", err)
		}
	})
}

// Restored and removed rows keep their checksums right.
func TestVerifyAfterChanges(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		filled(t, name)
		w, err := Create(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		must[[]Info](t)(w.Remove(t.Context(), Filter{Waves: []string{"2026-09"}}))
		versions := must[[]Version](t)(w.History(t.Context()))
		must[*Restored](t)(w.Restore(t.Context(), versions[1].ID))
		if v := must[*Verified](t)(w.Verify(t.Context())); len(v.Faults) != 0 || v.Parts != 2 {
			t.Errorf("%+v", v)
		}
		must[int64](t)(w.Forget(t.Context()))
		if v := must[*Verified](t)(w.Verify(t.Context())); len(v.Faults) != 0 || v.Parts != 2 {
			t.Errorf("after forgetting: %+v", v)
		}
	})
}

// Bits flipped anywhere in the file, one at a time, never panic, and those in
// the answers' pages are found.
func TestVerifyFindsFlippedBits(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "w.db")
	filled(t, name)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	v := must[*Workspace](t)(Open(t.Context(), name))
	var answers []byte
	err = v.db.read(t.Context(), func(s session) error {
		_, err := one(t.Context(), s, "SELECT answers FROM servqual_part WHERE wave = '2026-10'", nil, &answers)
		return err
	})
	v.Close()
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(whole), string(answers[:16]))
	if at < 0 {
		t.Fatal("the answers are not in the file")
	}
	rnd := rand.New(rand.NewPCG(18, 3))
	missed := 0
	for i := range 80 {
		damaged := []byte(string(whole))
		where := rnd.IntN(len(damaged))
		if i < 20 {
			where = at + rnd.IntN(min(len(answers), 200))
		}
		damaged[where] ^= 1 << rnd.IntN(8)
		copied := filepath.Join(dir, "damaged.db")
		if err := os.WriteFile(copied, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		w, err := Open(t.Context(), copied)
		if err != nil {
			continue // refused in words
		}
		got, err := w.Verify(t.Context())
		w.Close()
		if err == nil && len(got.Faults) == 0 {
			missed++
			if i < 20 {
				t.Errorf("bit of byte %d of the answers not found", where-at)
			}
		}
	}
	t.Logf("%d of 60 flips anywhere in the file changed nothing that is read (free room in pages)", missed)
}
