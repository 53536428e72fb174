package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMissingColumnIsSaid: a column of the study file that the data lacks is
// named with the nearest header by every command that reads answers, not only
// by check.
func TestMissingColumnIsSaid(t *testing.T) {
	study := filepath.Join(t.TempDir(), "study.yaml")
	if err := os.WriteFile(study, []byte("instrument: servqual-22\nscale: {min: 1, max: 7}\nfields: {unit: branches}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for l, want := range map[string]string{"zh": "研究文件写的列“branches”在数据里没有", "en": `the data has no column "branches"`} {
		t.Run(l, func(t *testing.T) {
			_, stderr, _ := call(t, "", "score", "fixtures/oracle/customers.csv", "--study", study, "--lang", l)
			if !strings.Contains(stderr, want) || !strings.Contains(stderr, "branch”") && !strings.Contains(stderr, `"branch"`) {
				t.Errorf("%s", stderr)
			}
		})
	}
}
