package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMissingColumnBlocks: a column of the study file that the data lacks keeps
// the answers from being scored, even where another column looks like it and
// with --quiet; the question names the line of the study file and the nearest
// header. Columns on the file's own lines are found, whatever their quotes.
func TestMissingColumnBlocks(t *testing.T) {
	for _, c := range []struct{ study, line, name, near string }{
		{"instrument: servqual-22\nscale: {min: 1, max: 7}\nfields: {unit: branches}\n", "3", "branches", "branch"},
		{"instrument: servqual-22\nscale: {min: 1, max: 7}\nitems:\n  - id: TAN1\n    columns:\n      perception: \"P01x\"\n", "6", "P01x", ""},
		{"instrument: servqual-22\nscale: {min: 1, max: 7}\nweights:\n  TAN: W_TAN\n  REL: W_RELI\n  RES: W_RES\n  ASS: W_ASS\n  EMP: W_EMP\n", "5", "W_RELI", "W_REL"},
		{"instrument: servqual-22\nscale: {min: 1, max: 7}\nfields:\n  complaint: \"第5题(*)\"\n", "4", "第5题(*)", ""},
	} {
		study := filepath.Join(t.TempDir(), "study.yaml")
		if err := os.WriteFile(study, []byte(c.study), 0o644); err != nil {
			t.Fatal(err)
		}
		for l, want := range map[string][]string{
			"zh": {"第 " + c.line + " 行写的列“" + c.name + "”在数据里没有", "“" + c.near + "”"},
			"en": {"line " + c.line + " of the study file", "names the column \"" + c.name + "\"", "\"" + c.near + "\""},
		} {
			t.Run(c.name+" "+l, func(t *testing.T) {
				stdout, stderr, code := call(t, "", "score", "fixtures/oracle/customers.csv", "--study", study, "--lang", l, "--quiet")
				for k, w := range want {
					if (k < len(want)-1 || c.near != "") && !strings.Contains(stderr, w) {
						t.Errorf("no %s in\n%s", w, stderr)
					}
				}
				if code != 3 || strings.Contains(stdout, "−1.") {
					t.Errorf("code %d, %s", code, stdout)
				}
			})
		}
	}
}
