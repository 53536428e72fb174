package store

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// script runs statements past the package: on a file or on a server's schema.
func script(t *testing.T, name, text string) {
	t.Helper()
	if !isURL(name) {
		uri, err := sqliteURI(name, true)
		if err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", uri)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
		return
	}
	schema := name[strings.LastIndex(name, "=")+1:]
	adminExec(t, "SET search_path TO "+schema+";"+text)
}

var hexLiteral = regexp.MustCompile(`x'([0-9a-f]*)'`)

// version1 puts the workspace of testdata/version1.sql, frozen when version 1
// was current, at name.
func version1(t *testing.T, name string) {
	t.Helper()
	data, err := os.ReadFile("testdata/version1.sql")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	if isURL(name) {
		text = hexLiteral.ReplaceAllString(text, `'\x$1'`)
		text = strings.NewReplacer(" BLOB", " BYTEA", " INTEGER", " BIGINT").Replace(text)
		text = regexp.MustCompile(`(?m)^PRAGMA.*$`).ReplaceAllString(text, "")
	}
	script(t, name, text)
}

// TestMigrationFromVersion1 opens the frozen workspace with this program: the
// answers are the same, what came later can be used.
func TestMigrationFromVersion1(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		version1(t, name)
		w, err := Open(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		s := sampleStudy()
		r := must[*Reading](t)(w.Read(t.Context(), Query{By: []string{"wave", "unit"}}))
		want := direct(r.Set.Plan(), r.Set.By(), Part{"2026-09", "朝阳店", sampleBatch(s, 41, 12)}, Part{"2026-10", "朝阳店", sampleBatch(s, 42, 15)})
		if string(bytesOf(t, r.Set)) != string(bytesOf(t, want)) {
			t.Error("the answers of version 1 are not what was stored")
		}
		if n := r.Summary.Issues.Len(); n != 2 {
			t.Errorf("%d kinds of issues, want one of each file", n)
		}
		must[int64](t)(w.AddAction(t.Context(), Action{Title: "培训"}))
		mustImport(t, w, sampleImport(s, "2026-11", "朝阳店", "c", sampleBatch(s, 43, 15)))
		version := int64(0)
		err = w.db.read(t.Context(), func(x session) error {
			_, err := one(t.Context(), x, "SELECT version FROM servqual_schema", nil, &version)
			return err
		})
		if err != nil || version != int64(SchemaVersion) {
			t.Errorf("version %d, %v", version, err)
		}
	})
}

func TestLaterVersionIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w := create(t, name)
		w.Close()
		script(t, name, "UPDATE servqual_schema SET version = 999")
		for _, open := range []func(context.Context, string) (*Workspace, error){Open, Create} {
			if _, err := open(t.Context(), name); !Is(err, TooNew) {
				t.Errorf("version 999: %v", err)
			}
		}
	})
}

// Versions that no program ever wrote: −1 made an index out of range, 0 made
// the tables a second time.
func TestImpossibleVersionIsDamage(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w := create(t, name)
		w.Close()
		for _, spoil := range []string{"UPDATE servqual_schema SET version = -1", "UPDATE servqual_schema SET version = 0", "DELETE FROM servqual_schema"} {
			script(t, name, spoil)
			for _, open := range []func(context.Context, string) (*Workspace, error){Open, Create} {
				if _, err := open(t.Context(), name); !Is(err, Damaged) {
					t.Errorf("%s: %v", spoil, err)
				}
			}
		}
	})
}

func TestNothingIsMadeByLooking(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(t.Context(), filepath.Join(dir, "none.db")); !Is(err, NotFound) {
		t.Errorf("%v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("looking made %v", left)
	}
	url := postgresURL(t)
	if _, err := Open(t.Context(), url); !Is(err, NotFound) {
		t.Errorf("%v", err)
	}
}

// TestWrongFiles are refused and stay as they were.
func TestWrongFiles(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.db")
	script(t, other, "CREATE TABLE customers (id INTEGER)")
	for name, content := range map[string]string{"text.db": strings.Repeat("客户,满意度\n", 400), "short.db": "x", "zip.xlsx": "PK\x03\x04" + strings.Repeat("\x00", 2000)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"text.db", "short.db", "zip.xlsx", "other.db", "."} {
		path := filepath.Join(dir, name)
		before, _ := os.ReadFile(path)
		for _, open := range []func(context.Context, string) (*Workspace, error){Open, Create} {
			if _, err := open(t.Context(), path); !Is(err, NotWorkspace) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", name)
		}
	}
}

// TestDamagedFile cuts a workspace off and overwrites its pages: every reading
// ends in Damaged or in the right answers, never in a panic or in others.
func TestDamagedFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "w.db")
	w := create(t, name)
	mustImport(t, w, crashImport("2026-10", "a"))
	w.Close()
	good := contentsOf(t, name)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	damaged := 0
	try := func(what string, data []byte) {
		path := filepath.Join(dir, "bad.db")
		os.Remove(path + "-journal")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		w, err := Open(t.Context(), path)
		if err == nil {
			var r *Reading
			if r, err = w.Read(t.Context(), Query{By: []string{"wave", "unit"}}); err == nil {
				if contentsOf(t, path) != good {
					t.Errorf("%s: other answers (%d parts) without an error", what, len(r.Parts))
				}
			}
			w.Close()
		}
		if err != nil {
			damaged++
			if !Is(err, Damaged) && !Is(err, NotWorkspace) && !Is(err, NotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	cuts := []int{50, 4096, 8192, len(data) / 2, len(data) - 4096}
	for _, n := range cuts {
		try("cut off", data[:n])
	}
	if damaged != len(cuts) {
		t.Errorf("%d of %d cuts were noticed", damaged, len(cuts))
	}
	for at := 0; at < len(data); at += len(data) / 40 {
		bad := []byte(string(data))
		for i := at; i < min(at+300, len(bad)); i++ {
			bad[i] ^= 0x5a
		}
		try("overwritten", bad)
	}
	// Most of a workspace is tallies and free pages; damage there is harmless.
	if damaged == len(cuts) {
		t.Error("no overwritten page was noticed")
	}
}
