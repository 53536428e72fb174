package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReportOnAUnitNamesItsFilesAlone: two branches in a file each and one file
// of both. The report on one branch names neither the other's file nor how many
// answers the other gave.
func TestReportOnAUnitNamesItsFilesAlone(t *testing.T) {
	f, err := os.Open("../../fixtures/oracle/customers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	branch := -1
	for k, h := range rows[0] {
		if h == "branch" {
			branch = k
		}
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in")
	write := func(name string, from, to int, units ...string) {
		t.Helper()
		if err := os.MkdirAll(in, 0o755); err != nil {
			t.Fatal(err)
		}
		out, err := os.Create(filepath.Join(in, name))
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		w := csv.NewWriter(out)
		w.Write(rows[0])
		for i, r := range rows[from:to] {
			r = append([]string(nil), r...)
			r[branch] = units[i%len(units)]
			w.Write(r)
		}
		w.Flush()
	}
	write("east-branch.csv", 1, 42, "East")
	write("west-branch.csv", 42, 79, "West")   // 37 answers
	write("both.csv", 79, 113, "East", "West") // 34 answers, 17 of each
	out := filepath.Join(dir, "out")
	if _, stderr, code := call(t, "", "report", in, "--unit", "East", "--lang", "en", "--format", "html,xlsx", "--out", out); code != exitDone {
		t.Fatal(code, stderr)
	}
	text := strings.Join(printed(t, out), "\n")
	for _, want := range []string{"east-branch.csv", "both.csv", "17 responses"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, no := range []string{"west-branch.csv", "37 responses", "34 responses"} {
		if strings.Contains(text, no) {
			t.Errorf("%q is another unit's", no)
		}
	}
}

// TestRadarIsTitledByWhatItShows: a survey of perceptions alone has no
// expectations to show.
func TestRadarIsTitledByWhatItShows(t *testing.T) {
	files, err := filepath.Glob("../../fixtures/servperf/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatal("no survey of perceptions", err)
	}
	for lang, title := range map[string]string{"zh": "期望与感知", "en": "Expectation and perception"} {
		for _, x := range []struct {
			file string
			has  bool
		}{{"fixtures/servperf/" + filepath.Base(files[0]), false}, {"fixtures/aftersales/2026-10.csv", true}} {
			t.Run(lang+" "+x.file, func(t *testing.T) {
				report := t.TempDir()
				if _, stderr, code := call(t, "", "report", x.file, "--lang", lang, "--format", "html", "--out", report); code != exitDone {
					t.Fatal(code, stderr)
				}
				if got := strings.Contains(strings.Join(printed(t, report), ""), title); got != x.has {
					t.Errorf("%q in the report: %v", title, got)
				}
			})
		}
	}
}

// TestTargetsAreShown runs the manual's example: targets of the score and of a
// dimension stand in a table and are lines in the charts; one of a measure that
// units are not compared on is refused.
func TestTargetsAreShown(t *testing.T) {
	t.Run("manual", func(t *testing.T) {
		out := t.TempDir()
		_, stderr, code := call(t, "", "benchmark", "fixtures/aftersales/2026-10.xlsx", "--targets", "gap=-0.8,gap/REL=-1", "--format", "html", "--lang", "en", "--out", out)
		if code != exitDone {
			t.Fatal(code, stderr)
		}
		text := strings.Join(printed(t, out), "")
		for _, want := range []string{"Against targets", "(target −0.80)", "Reliability (target −1.00)", ">Target −0.80<", ">Target −1.00<", "the solid one the target"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is on no page", want)
			}
		}
	})
	t.Run("unknown", func(t *testing.T) {
		_, stderr, code := call(t, "", "benchmark", "fixtures/aftersales/2026-10.xlsx", "--targets", "gap/NONE=-1")
		if code != exitUsage || !strings.Contains(stderr, "gap/REL") {
			t.Error(code, stderr)
		}
	})
}

// TestFormsOfAStudy: the managers' and staff forms of a study have its items,
// not those of the customers' form in the customers' words.
func TestFormsOfAStudy(t *testing.T) {
	dir := t.TempDir()
	study := filepath.Join(dir, "study.yaml")
	if err := os.WriteFile(study, []byte(`title: {en: Hotel guests, zh: 酒店住客}
scale: {min: 1, max: 5}
dimensions:
  - {id: RM, label: {en: Room, zh: 客房}}
  - {id: SV, label: {en: Service, zh: 服务}}
items:
  - {id: R1, dimension: RM, label: {en: The room is quiet, zh: 房间安静}}
  - {id: S1, dimension: SV, label: {en: The desk is friendly, zh: 前台友好}}
`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		instrument, has string
		code            int
	}{{"gap-managers", "Managers", exitDone}, {"gap-staff", "staff", exitDone}, {"servperf-22", "", exitUsage}} {
		t.Run(x.instrument, func(t *testing.T) {
			stdout, stderr, code := call(t, "", "template", "--study", study, "--instrument", x.instrument, "--kind", "wjx", "--lang", "en", "--out", "-")
			if code != x.code {
				t.Fatal(code, stderr)
			}
			if code != exitDone {
				return
			}
			if !strings.Contains(stdout, x.has) || strings.Contains(stdout, "Hotel guests") || x.instrument == "gap-managers" && !strings.Contains(stdout, "The room is quiet") {
				t.Errorf("%s", stdout)
			}
			if strings.Contains(stdout, "7 =") {
				t.Errorf("a scale of 1–5 is explained as one of 7 steps:\n%s", stdout)
			}
		})
	}
}
