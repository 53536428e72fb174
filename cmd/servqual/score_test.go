package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/report/compose"
)

// manyUnits writes the oracle's customers so often that they fill so many
// units, nine or ten answers each.
func manyUnits(t *testing.T, units int) string {
	t.Helper()
	data, err := os.ReadFile(customersFile)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	path := filepath.Join(t.TempDir(), "many.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, lines[0])
	for k := range units * 19 / 2 {
		cells := strings.Split(lines[1+(k*7+k/120)%120], ",")
		cells[0], cells[1] = fmt.Sprint("r", k), fmt.Sprintf("u%04d", k%units)
		fmt.Fprintln(w, strings.Join(cells, ","))
	}
	if w.Flush() != nil || f.Close() != nil {
		t.Fatal("can't write", path)
	}
	return path
}

// TestManySegmentsHoldTheCoreFigures: from 1,001 segments on, unless all are
// asked for; the total has all figures either way.
func TestManySegmentsHoldTheCoreFigures(t *testing.T) {
	atRoot(t)
	const note = "--figures all"
	for _, c := range []struct {
		units int
		more  []string
		core  bool
		note  bool
	}{
		{1000, nil, false, false},
		{1001, nil, true, true},
		{1001, []string{"--quiet"}, true, false},
		{1001, []string{"--figures", "all"}, false, false},
		{30, []string{"--figures", "core"}, true, false},
		{30, []string{"--figures", "core", "--unit", "u0003"}, true, false},
		{1001, []string{"--unit", "u0003"}, false, false},
	} {
		name := fmt.Sprint(c.units, c.more)
		stdout, stderr, code := invoke("", append([]string{"score", manyUnits(t, c.units), "--by", "unit", "--format", "json"}, c.more...)...)
		if code != exitDone {
			t.Fatalf("%s: %s", name, stderr)
		}
		s := decode[compose.Scores](t, stdout)
		want := c.units
		if len(c.more) > 0 && c.more[len(c.more)-1] == "u0003" {
			want = 1
		}
		if len(s.Segments) != want || (s.Figures == "core") != c.core || strings.Contains(stderr, note) != c.note {
			t.Errorf("%s: %d segments, figures %q, said %q", name, len(s.Segments), s.Figures, stderr)
		}
		if s.Items[0].Test == nil || s.Overall.Weighted.Lo == nil {
			t.Errorf("%s: the total lacks figures", name)
		}
		for _, seg := range s.Segments {
			if (seg.Items[0].Test == nil) != c.core || seg.Items[0].Gap == nil {
				t.Fatalf("%s: segment %v", name, seg.Names)
			}
		}
	}
}

// TestCoreFiguresOfAWorkspace: stored tallies give them too.
func TestCoreFiguresOfAWorkspace(t *testing.T) {
	atRoot(t)
	ws := filepath.Join(t.TempDir(), "w.db")
	ok(t, "import", customersFile, "--wave", "2026-10", "--workspace", ws, "--quiet")
	stored := decode[compose.Scores](t, ok(t, "score", "--workspace", ws, "--by", "unit", "--figures", "core", "--format", "json", "--quiet"))
	file := decode[compose.Scores](t, ok(t, "score", customersFile, "--by", "unit", "--figures", "core", "--format", "json", "--quiet"))
	if len(stored.Segments) != 4 || stored.Figures != "core" {
		t.Fatalf("%d segments, figures %q", len(stored.Segments), stored.Figures)
	}
	for i := range file.Segments {
		a, b := fmt.Sprintf("%+v", file.Segments[i].Overall.Weighted), fmt.Sprintf("%+v", stored.Segments[i].Overall.Weighted)
		if a != b || *file.Segments[i].Dimensions[2].Expectation.SD != *stored.Segments[i].Dimensions[2].Expectation.SD {
			t.Errorf("segment %v: %s, the file gives %s", file.Segments[i].Names, b, a)
		}
	}
}
