package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// everyFile lists the spreadsheets among the fixtures. Of a folder of monthly
// or branch files that are alike, the first three are enough; the results that
// R computed are no surveys.
func everyFile(t *testing.T) []string {
	t.Helper()
	var out []string
	taken := map[string]int{}
	err := filepath.WalkDir("../../fixtures", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{"oracle", "speed", "verdicts"}, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".csv", ".tsv", ".xlsx", ".xls", ".sav"}, filepath.Ext(path)) {
			return nil
		}
		if name := d.Name(); strings.HasPrefix(name, "20") {
			kind := filepath.Dir(path)
			if taken[kind]++; taken[kind] > 3 {
				return nil
			}
		}
		out = append(out, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEveryFixtureThroughEveryCommand: a command that reads answers ends with a
// result, with a message, or with what is wrong with the data; and what check
// finds nothing wrong with, score can score, unless it is a form for the command
// gap. Each file takes a third of the commands in turn, because files come in
// kinds that are alike; SERVQUAL_EVERY=1 takes all.
func TestEveryFixtureThroughEveryCommand(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every command on every fixture")
	}
	all := os.Getenv("SERVQUAL_EVERY") != ""
	t.Setenv("LC_ALL", "zh_CN.UTF-8")
	for n, file := range everyFile(t) {
		t.Run(strings.TrimPrefix(filepath.ToSlash(file), "../../fixtures/"), func(t *testing.T) {
			out := t.TempDir()
			codes := map[string]int{}
			var checked, refused string
			lines := []string{"check", "init --out $OUT/study.yaml", "score --format json"}
			for k, line := range []string{"score --by unit", "gap", "reliability", "factors", "drivers", "index", "benchmark", "trend", "chart", "explain servperf/unweighted", "report --format html --draft --out $OUT/report"} {
				if all || (n+k)%3 == 0 {
					lines = append(lines, line)
				}
			}
			for _, line := range lines {
				words := append(strings.Fields(strings.ReplaceAll(line, "$OUT", out)), file)
				var stdout, stderr bytes.Buffer
				code := run(append([]string{"servqual"}, words...), strings.NewReader(""), &stdout, &stderr)
				if _, known := codes[words[0]]; !known {
					codes[words[0]] = code
				}
				if line == "check" {
					checked = stdout.String()
				}
				names := slices.Contains([]string{"score --by unit", "benchmark", "explain servperf/unweighted", "chart"}, line) // a field or figure that the file may lack
				if words[0] == "score" {
					refused += stderr.String()
				}
				if !slices.Contains([]int{exitDone, exitError, exitData}, code) && !(names && code == exitUsage) {
					t.Errorf("%s: code %d: %s", line, code, stderr.String())
				}
				if s := stderr.String(); strings.Contains(s, "panic") || strings.Contains(s, "程序内部出错") {
					t.Errorf("%s: %s", line, s)
				}
				if code != exitDone && strings.TrimSpace(stderr.String()) == "" && words[0] != "check" {
					t.Errorf("%s: code %d without a word", line, code)
				}
			}
			if codes["check"] == exitDone && !strings.Contains(checked, "不能计分") && codes["score"] != exitDone && !strings.Contains(refused, "servqual gap") {
				t.Errorf("check finds nothing that blocks a score, score ends with %d", codes["score"])
			}
		})
	}
}
