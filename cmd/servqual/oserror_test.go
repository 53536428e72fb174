package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestSystemErrorsInBothLanguages: a study file that does not exist and a folder
// that is a file are told in the language chosen.
func TestSystemErrorsInBothLanguages(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "no.yaml")
	for l, want := range map[string][2]string{"zh": {"没有这个文件", "请核对 --out"}, "en": {"there is no such file", "check --out"}} {
		t.Run(l, func(t *testing.T) {
			_, stderr, code := call(t, "", "score", "fixtures/oracle/customers.csv", "--study", missing, "--lang", l)
			if code != exitError || !strings.Contains(stderr, want[0]) || !strings.Contains(stderr, "no.yaml") {
				t.Errorf("%d %s", code, stderr)
			}
			if _, stderr, _ := call2(t, "score", filepath.Dir(missing), "--lang", l); hasHan(stderr) != (l == "zh") || !strings.Contains(stderr, ".xlsx") {
				t.Errorf("an empty folder: %s", stderr)
			}
			_, stderr, code = call2(t, "score", "fixtures/oracle/customers.csv", "--format", "json", "--out", "go.mod/scores.json", "--lang", l)
			if code != exitError || !strings.Contains(stderr, want[1]) {
				t.Errorf("%d %s", code, stderr)
			}
		})
	}
}
