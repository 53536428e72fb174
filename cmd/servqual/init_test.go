package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"servqual/report/compose"
	"servqual/survey"
)

// initFolders hold the fixtures that init is tried on.
var initFolders = []string{"own", "tables", "platforms", "aftersales", "bank", "fields", "servperf", "servqual-1988", "three-column", "xls"}

// TestInitWritesWhatTheProgramAccepts: whatever init writes of any fixture, it
// parses, and check, score and report end as they say they end. Where the survey
// was certain, the study changes no figure.
func TestInitWritesWhatTheProgramAccepts(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every fixture")
	}
	atRoot(t)
	tried := 0
	for _, folder := range initFolders {
		entries, err := os.ReadDir(filepath.Join("fixtures", folder))
		if err != nil {
			t.Fatal(err)
		}
		for k, e := range entries {
			if ext := filepath.Ext(e.Name()); !slices.Contains([]string{".csv", ".xlsx", ".xls", ".tsv"}, ext) {
				continue
			}
			tried++
			t.Run(folder+"/"+e.Name(), func(t *testing.T) {
				tryInit(t, filepath.Join("fixtures", folder, e.Name()), folder != "own" || k%6 == 0)
			})
		}
	}
	if tried < 100 {
		t.Errorf("only %d fixtures were tried", tried)
	}
}

func tryInit(t *testing.T, file string, report bool) {
	dir := t.TempDir()
	study := filepath.Join(dir, "study.yaml")
	said := func(code int, stderr string, args ...string) {
		t.Helper()
		if code != exitDone && code != exitData && (code != exitError || strings.TrimSpace(stderr) == "") || strings.Contains(stderr, "panic") {
			t.Errorf("servqual %s: code %d\n%s", strings.Join(args, " "), code, stderr)
		}
	}
	args := []string{"init", file, "--out", study, "--quiet"}
	_, stderr, code := invoke("", args...)
	said(code, stderr, args...)
	data, err := os.ReadFile(study)
	if err != nil {
		if code == exitDone {
			t.Error("init wrote nothing and ended well")
		}
		return
	}
	if _, err := survey.ParseStudy(study, data, instrument); err != nil {
		t.Fatalf("what init wrote does not parse: %v\n%s", err, data)
	}
	before, _, alone := invoke("", "score", file, "--format", "json", "--quiet")
	after, stderr, code := invoke("", "score", file, "--study", study, "--format", "json", "--quiet")
	said(code, stderr, "score", file)
	if alone == exitDone && !decode[compose.Scores](t, before).Draft {
		if code != exitDone {
			t.Errorf("scored without the study, not with it: code %d\n%s\n%s", code, stderr, data)
		} else if diff := unlike(t, before, after); diff != "" {
			t.Errorf("the study changes a figure: %s\n%s", diff, data)
		}
	}
	_, stderr, code = invoke("", "check", file, "--study", study, "--format", "json", "--quiet")
	said(code, stderr, "check", file)
	if report {
		_, stderr, code = invoke("", "report", file, "--study", study, "--format", "html", "--out", dir, "--quiet")
		said(code, stderr, "report", file)
	}
}

// unlike finds the first figure of items, dimensions and overall that differs by
// more than 1e-12.
func unlike(t *testing.T, a, b string) string {
	t.Helper()
	x, y := decode[map[string]any](t, a), decode[map[string]any](t, b)
	for _, key := range []string{"n", "items", "dimensions", "overall"} {
		if d := differs(key, x[key], y[key]); d != "" {
			return d
		}
	}
	return ""
}

func differs(at string, a, b any) string {
	switch x := a.(type) {
	case float64:
		if y, ok := b.(float64); !ok || math.Abs(x-y) > 1e-12 {
			return fmt.Sprintf("%s: %v, then %v", at, a, b)
		}
	case []any:
		y, _ := b.([]any)
		if len(x) != len(y) {
			return fmt.Sprintf("%s: %d, then %d", at, len(x), len(y))
		}
		for k := range x {
			if d := differs(fmt.Sprintf("%s[%d]", at, k), x[k], y[k]); d != "" {
				return d
			}
		}
	case map[string]any:
		y, _ := b.(map[string]any)
		for k := range x {
			if d := differs(at+"."+k, x[k], y[k]); d != "" {
				return d
			}
		}
	default:
		p, _ := json.Marshal(a)
		q, _ := json.Marshal(b)
		if string(p) != string(q) {
			return fmt.Sprintf("%s: %s, then %s", at, p, q)
		}
	}
	return ""
}
