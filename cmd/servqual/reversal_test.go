package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGuessedFormsAreNotRefused: the same answers are refused where someone
// named the form, turned where it was guessed from headers that fit both
// editions, and scored as they are where their owner says that they are right.
func TestGuessedFormsAreNotRefused(t *testing.T) {
	dir := t.TempDir()
	data, err := os.ReadFile("../../fixtures/servqual-1988/forgotten/survey.csv")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "survey.csv") // without the study file beside it
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		flags   string
		code    int
		notices bool
	}{{"", exitDone, false}, {"--instrument servqual-22", exitError, false}, {"--instrument servqual-22 --reversed-ok", exitDone, false}, {"--instrument servqual-22-1988", exitDone, false}} {
		t.Run(x.flags, func(t *testing.T) {
			_, stderr, code := call(t, "", append([]string{"score", file, "--lang", "en"}, strings.Fields(x.flags)...)...)
			if code != x.code || strings.Contains(stderr, "may point the other way") != x.notices {
				t.Errorf("code %d: %s", code, stderr)
			}
		})
	}
	t.Run("check", func(t *testing.T) {
		stdout, _, code := call(t, "", "check", file, "--lang", "en", "--format", "json")
		if code != exitDone || !strings.Contains(stdout, `"edition-turned"`) {
			t.Errorf("code %d: %s", code, stdout)
		}
	})
}
