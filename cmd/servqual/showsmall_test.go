package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/fixtures/network"
)

// A branch of three responses among three: no command writes a page of it or of
// its complement, and the batch writes one report less for each.
func TestSmallUnitIsRefused(t *testing.T) {
	data := networkFile(t, 1, network.Level{Branches: 3})
	lines := strings.Split(strings.TrimSpace(readFileText(t, data)), "\n")
	small, n := "", 0
	kept := lines[:1:1]
	for _, line := range lines[1:] {
		unit := strings.Split(line, ",")[2]
		if small == "" {
			small = unit
		}
		if unit == small {
			n++
		}
		if unit != small || n <= 3 {
			kept = append(kept, line)
		}
	}
	put(t, data, strings.Join(kept, "\n")+"\n")
	for _, args := range [][]string{{"report", data, "--format", "html", "--out", t.TempDir()}, {"explain", "gap/REL", data}, {"score", data}} {
		_, stderr, code := invoke("", append(args, "--unit", small, "--lang", "en")...)
		if code != 1 || !strings.Contains(stderr, "withheld for privacy") {
			t.Errorf("%s: exit code %d, %s", args[0], code, stderr)
		}
		if _, stderr, code = invoke("", append(args, "--unit", small, "--lang", "en", "--show-small")...); code != 0 {
			t.Errorf("%s --show-small: exit code %d, %s", args[0], code, stderr)
		}
	}
	out := t.TempDir()
	if _, stderr, code := invoke("", "benchmark", data, "--batch", "--format", "html", "--out", out, "--lang", "en"); code != 0 || strings.Count(stderr, "no report was written, for privacy") != 2 {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if pages, _ := filepath.Glob(filepath.Join(out, "*.html")); len(pages) != 2 {
		t.Errorf("%d pages, want that of the region and of one branch: %v", len(pages), pages)
	}
}

func readFileText(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
