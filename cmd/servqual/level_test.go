package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ninetyFive finds the default level in print. Shares that happen to be 95 %
// don't occur in the file that the test reads.
var ninetyFive = regexp.MustCompile(`.{0,60}\b95 ?(%|％).{0,30}`)

// TestPrintedLevelIsTheLevelAskedFor writes every report at 90 % and looks for
// 95 % in every text of it.
func TestPrintedLevelIsTheLevelAskedFor(t *testing.T) {
	const file = "fixtures/aftersales/2026-10.xlsx"
	for _, line := range []string{
		"report", "report --unit 朝阳店 --managers fixtures/gaps/managers.xlsx --staff fixtures/gaps/staff.xlsx", "benchmark", "trend", "gap --customers " + file + " --managers fixtures/gaps/managers.xlsx",
	} {
		t.Run(line, func(t *testing.T) {
			out := t.TempDir()
			words := strings.Fields(line)
			if words[0] != "gap" {
				words = append(words, file)
			}
			words = append(words, "--confidence", "0.9", "--lang", "both", "--format", "html,xlsx", "--out", out)
			if _, stderr, code := call(t, "", words...); code != exitDone {
				t.Fatalf("code %d: %s", code, stderr)
			}
			texts := printed(t, out)
			if len(texts) == 0 || !strings.Contains(strings.Join(texts, ""), "90%") {
				t.Fatal("no report at 90 %")
			}
			for _, text := range texts {
				for _, found := range ninetyFive.FindAllString(text, 5) {
					if !strings.Contains(found, "的把握") && !strings.Contains(found, "% sure") && !strings.Contains(found, `data-v="0.95`) { // shares of resampled quadrants
						t.Errorf("%s", found)
					}
				}
			}
		})
	}
	for _, command := range []string{"score", "index", "drivers", "reliability", "factors", "benchmark", "trend"} {
		t.Run(command+" on the terminal", func(t *testing.T) {
			stdout, stderr, code := call(t, "", command, file, "--confidence", "0.9", "--lang", "both")
			if code != exitDone {
				t.Fatalf("code %d: %s", code, stderr)
			}
			for _, found := range ninetyFive.FindAllString(stdout, 5) {
				t.Errorf("%s", found)
			}
		})
	}
}

// printed collects the texts of HTML files and of the parts of workbooks.
func printed(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(f) != ".xlsx" {
			text := string(data)
			if _, body, ok := strings.Cut(text, "<body"); ok { // style sheets have 95 % of their own
				text = body
			}
			out = append(out, text)
			continue
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, string(text))
		}
	}
	return out
}
