package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
)

// TestScoreJSONAgreesWithR reads the oracle's CSV as a user would and compares
// what the command prints with fixtures/oracle/oracle.tsv, through the keys of
// the JSON contract.
func TestScoreJSONAgreesWithR(t *testing.T) {
	stdout, stderr, code := call(t, "", "score", "fixtures/oracle/customers.csv", "--format", "json")
	if code != exitDone {
		t.Fatal(stderr)
	}
	type level struct{ Mean, SD *float64 }
	var got struct {
		Schema string
		N      int
		Items  []struct {
			ID, Dimension           string
			N                       float64
			Expectation, Perception level
			Gap                     struct{ Mean, SD, Lo, Hi float64 }
			Test                    struct {
				T, DF, P float64
				PHolm    float64 `json:"p_holm"`
				PBH      float64 `json:"p_bh"`
			}
			Dz float64
		}
		Dimensions []struct {
			ID                      string
			Expectation, Perception level
			Gap                     struct{ Mean, Lo, Hi float64 }
			Test                    struct{ T, DF, P float64 }
			Dz, Weight              float64
			Alpha                   map[string]struct{ Value, Lo, Hi, Standardized float64 }
		}
		Overall struct {
			Unweighted, Weighted struct{ Mean, Lo, Hi, N float64 }
			Servperf             struct{ Mean float64 }
			ServperfWeighted     struct{ Mean float64 } `json:"servperf_weighted"`
		}
		Issues *struct{ Errors, Warnings int }
	}
	dec := json.NewDecoder(strings.NewReader(stdout))
	if err := dec.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != "servqual.score/1" || got.N != 120 || len(got.Items) != 22 || got.Issues == nil {
		t.Fatalf("schema %q, n %d, %d items", got.Schema, got.N, len(got.Items))
	}
	want, checked := oracle.Values(), 0
	is := func(key string, x float64) {
		t.Helper()
		w, ok := want[key]
		if !ok {
			t.Fatalf("no oracle value %s", key)
		}
		checked++
		if math.Abs(x-w) > 1.05e-10*math.Abs(w) {
			t.Errorf("%s = %.12g, R has %.12g", key, x, w)
		}
	}
	for i, it := range got.Items {
		k := "." + itoa(i+1)
		is("item.E"+k, *it.Expectation.Mean)
		is("item.P"+k, *it.Perception.Mean)
		is("item.gap"+k, it.Gap.Mean)
		is("item.t.p"+k, it.Test.P)
		is("item.p.holm"+k, it.Test.PHolm)
		is("item.p.bh"+k, it.Test.PBH)
	}
	for i, d := range got.Dimensions {
		id := "." + oracle.Dimensions[i]
		if d.ID != oracle.Dimensions[i] {
			t.Errorf("dimension %d is %s", i, d.ID)
		}
		is("dim.E"+id, *d.Expectation.Mean)
		is("dim.P"+id, *d.Perception.Mean)
		is("dim.gap"+id, d.Gap.Mean)
		is("dim.weight"+id, d.Weight)
		is("t"+id, d.Test.T)
		is("t.df"+id, d.Test.DF)
		is("t.p"+id, d.Test.P)
		is("t.lo"+id, d.Gap.Lo)
		is("t.hi"+id, d.Gap.Hi)
		is("dz"+id, d.Dz)
		for side, letter := range map[string]string{"expectation": "E", "perception": "P", "gap": "G"} {
			is("alpha."+letter+id, d.Alpha[side].Value)
			is("alphaCI.lo."+letter+id, d.Alpha[side].Lo)
			is("alphaCI.hi."+letter+id, d.Alpha[side].Hi)
			is("alphastd."+letter+id, d.Alpha[side].Standardized)
		}
	}
	is("servqual.unweighted.perrespondent", got.Overall.Unweighted.Mean)
	is("servqual.weighted.perrespondent", got.Overall.Weighted.Mean)
	is("servperf.unweighted", got.Overall.Servperf.Mean)
	is("servperf.weighted", got.Overall.ServperfWeighted.Mean)
	if checked != 22*6+5*10+5*3*4+4 {
		t.Errorf("%d values checked", checked)
	}
	for _, word := range []string{"null", "NaN", "Inf"} {
		if strings.Contains(stdout, word) {
			t.Errorf("the JSON holds %s", word)
		}
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// TestReportsAreTheSameBytesTwice writes all formats in all languages twice.
func TestReportsAreTheSameBytesTwice(t *testing.T) {
	for _, l := range []string{"zh", "en", "both"} {
		t.Run(l, func(t *testing.T) {
			var first map[string][]byte
			for range 2 {
				out := t.TempDir()
				_, stderr, code := call(t, "", "report", "fixtures/aftersales/2026-10.xlsx", "--lang", l, "--out", out)
				if code != exitDone {
					t.Fatal(stderr)
				}
				t.Chdir("cmd/servqual")
				files := contents(t, out)
				if len(files) != 3 {
					t.Fatalf("%d files", len(files))
				}
				if first == nil {
					first = files
					continue
				}
				for name, data := range files {
					if !bytes.Equal(data, first[name]) {
						t.Errorf("%s differs between two runs", name)
					}
				}
			}
		})
	}
}

// TestOneFileOrManyGiveTheSameReport reads the last month as one CSV and as a
// folder of one workbook a branch: the scores are the same.
func TestOneFileOrManyGiveTheSameReport(t *testing.T) {
	one, stderr, code := call(t, "", "score", "fixtures/aftersales/2026-10.csv", "--by", "unit", "--format", "csv", "--quiet")
	if code != exitDone {
		t.Fatal(stderr)
	}
	t.Chdir("cmd/servqual")
	many, stderr, code := call(t, "", "score", "fixtures/aftersales/branches", "--by", "unit", "--format", "csv", "--quiet")
	if code != exitDone {
		t.Fatal(stderr)
	}
	if one != many {
		t.Errorf("one file and a folder of branches differ:\n%.400s\n%.400s", one, many)
	}
}

// TestNothingIsHalfWritten asks for a report where its folder can't be made,
// and for one whose data is refused: no file appears, none is touched.
func TestNothingIsHalfWritten(t *testing.T) {
	out := t.TempDir()
	blocked := filepath.Join(out, "file")
	if err := os.WriteFile(blocked, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := call(t, "", "report", "fixtures/oracle/customers.csv", "--out", filepath.Join(blocked, "sub")); code != exitError || stderr == "" {
		t.Errorf("code %d, %q", code, stderr)
	}
	t.Chdir("cmd/servqual")
	if _, _, code := call(t, "", "report", "fixtures/servqual-1988/forgotten", "--out", out); code != exitError {
		t.Errorf("a forgotten reversal: code %d", code)
	}
	files := contents(t, out)
	if len(files) != 1 || string(files["file"]) != "mine" {
		t.Errorf("left behind: %v", files)
	}
}

func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = data
	}
	return out
}

// TestStrictFailsOnDataErrors gives a workbook in which two columns fit one
// item.
func TestStrictFailsOnDataErrors(t *testing.T) {
	data, err := os.ReadFile("../../fixtures/oracle/customers.csv")
	if err != nil {
		t.Fatal(err)
	}
	twice := strings.Replace(string(data), "E2,", "E1,", 1)
	if _, stderr, code := call(t, twice, "check", "-"); code != exitData {
		t.Errorf("check: code %d, %s", code, stderr)
	}
	t.Chdir("cmd/servqual")
	if _, stderr, code := call(t, twice, "score", "-", "--strict"); code != exitData || !strings.Contains(stderr, "several columns fit one item") {
		t.Errorf("score --strict: code %d, %s", code, stderr)
	}
}

// TestWorkbookIsAZipWithoutMacrosOrLinks opens the workbook as a zip.
func TestWorkbookIsAZipWithoutMacrosOrLinks(t *testing.T) {
	out := t.TempDir()
	if _, stderr, code := call(t, "", "report", "fixtures/oracle/customers.csv", "--format", "xlsx", "--out", out); code != exitDone {
		t.Fatal(stderr)
	}
	for name, data := range contents(t, out) {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range z.File {
			if strings.Contains(f.Name, "vbaProject") || strings.Contains(f.Name, "externalLink") || strings.Contains(f.Name, "chartsheet") {
				t.Errorf("%s holds %s", name, f.Name)
			}
		}
	}
}
