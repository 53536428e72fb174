package main

import (
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"servqual/survey"
)

// rightOf is what fixtures/fields/right.json says of a file: counted by the
// generator from the invented respondents, not by the engine.
type rightOf struct {
	Responses, Items int
	Mean             float64
	Fields           map[string]string
	Outcomes         map[string][2]int
	Segments         map[string]map[string]int
	NPS              *float64
	Means            map[string]float64
	Causes           map[string]int
	Asks, Weights    bool
	Hidden, Unused   []string
}

const fieldsFolder = "../../fixtures/fields/"

func eachFields(t *testing.T, test func(t *testing.T, file string, r rightOf)) {
	t.Setenv("LC_ALL", "en_US.UTF-8")
	data, err := os.ReadFile(fieldsFolder + "right.json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]rightOf{}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) { test(t, fieldsFolder+name, all[name]) })
	}
}

// proposedStudy writes the study file of what was recognised and reads it.
func proposedStudy(t *testing.T, file string) (*survey.Study, string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "study.yaml")
	if _, stderr, code := call2(t, "init", file, "--out", out); code != exitDone {
		t.Fatalf("init: code %d: %s", code, stderr)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	s, err := survey.ParseStudy(out, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s, out
}

func known(name string) bool {
	return slices.ContainsFunc(survey.KnownFields(), func(f survey.Field) bool { return f.Name == name })
}

// TestFieldsAreRecognised: each column beside the rated ones is the field that
// it is, under its own name, with its scale; those that are computed or
// personal are none.
func TestFieldsAreRecognised(t *testing.T) {
	eachFields(t, func(t *testing.T, file string, r rightOf) {
		s, _ := proposedStudy(t, file)
		if len(s.Items) != r.Items {
			t.Errorf("%d items, want %d", len(s.Items), r.Items)
		}
		column := func(f survey.Field) string { return f.Column }
		for name, header := range r.Fields {
			at := slices.IndexFunc(s.Fields, func(f survey.Field) bool { return strings.Contains(column(f), header) || f.Name == header })
			switch {
			case at < 0:
				t.Errorf("no field of column %q (%s)", header, name)
			case s.Fields[at].Name != name && (known(name) || known(s.Fields[at].Name)):
				t.Errorf("column %q is %s, want %s", header, s.Fields[at].Name, name)
			case !known(name) && !strings.Contains(header, s.Fields[at].Name):
				t.Errorf("column %q is named %s: not the words of its header", header, s.Fields[at].Name)
			}
		}
		for name, ends := range r.Outcomes {
			if o := s.Outcomes[name]; o.Min != ends[0] || o.Max != ends[1] {
				t.Errorf("%s from %d to %d, want %v", name, o.Min, o.Max, ends)
			}
		}
		for _, header := range r.Unused {
			for _, f := range s.Fields {
				if column(f) == header {
					t.Errorf("column %q is the field %s", header, f.Name)
				}
			}
			for _, it := range s.Items {
				for _, c := range it.Columns {
					if c == header {
						t.Errorf("column %q is the item %s", header, it.ID)
					}
				}
			}
		}
		if got := len(s.Weights) > 0; got != r.Weights {
			t.Errorf("weights %v", s.Weights)
		}
		if _, has := s.Field(survey.FieldComplaint); has != (r.Causes != nil) {
			t.Errorf("complaint causes recognised: %v", has)
		}
	})
}

// TestFieldsAreScored: without a study file, the mean of all ratings, the size
// of each segment, the net promoter score, the means of outcomes and the counts
// of complaint causes are those that the generator counted.
func TestFieldsAreScored(t *testing.T) {
	eachFields(t, func(t *testing.T, file string, r rightOf) {
		var score struct {
			N       int
			Overall map[string]struct{ Mean float64 }
		}
		readJSON(t, &score, "score", file, "--format", "json")
		if score.N != r.Responses || math.Abs(score.Overall["servperf"].Mean-r.Mean) > 1e-9 && !r.Weights {
			t.Errorf("n = %d, mean %v; want %d, %v", score.N, score.Overall["servperf"].Mean, r.Responses, r.Mean)
		}
		for field, want := range r.Segments {
			if at := fieldOf(t, file, r.Fields[field]); at != "" {
				field = at
			}
			var by struct {
				Segments []struct {
					Segment map[string]string
					N       int
				}
			}
			readJSON(t, &by, "score", file, "--by", field, "--format", "json")
			got := map[string]int{}
			for _, s := range by.Segments {
				got[s.Segment[field]] = s.N
			}
			if !maps.Equal(got, want) {
				t.Errorf("by %s: %v, want %v", field, got, want)
			}
		}
		var index struct {
			NPS  *struct{ Value *float64 }
			CSAT []struct {
				Field string
				Mean  struct{ Value float64 }
			}
			Complaints []struct {
				Name  string
				Count int
			}
		}
		readJSON(t, &index, "index", file, "--format", "json")
		defined := index.NPS != nil && index.NPS.Value != nil
		if defined != (r.NPS != nil) || defined && math.Abs(*index.NPS.Value-*r.NPS) > 1e-9 {
			t.Errorf("net promoter score %+v, want %v", index.NPS, r.NPS)
		}
		for field, want := range r.Means {
			for _, c := range index.CSAT {
				if c.Field == field && math.Abs(c.Mean.Value-want) > 1e-9 {
					t.Errorf("mean of %s %v, want %v", field, c.Mean.Value, want)
				}
			}
		}
		causes := map[string]int{}
		for _, c := range index.Complaints {
			causes[c.Name] = c.Count
		}
		if !maps.Equal(causes, r.Causes) && len(causes)+len(r.Causes) > 0 {
			t.Errorf("causes %v, want %v", causes, r.Causes)
		}
	})
}

// fieldOf is the name of the field that a column was taken as.
func fieldOf(t *testing.T, file, header string) string {
	s, _ := proposedStudy(t, file)
	for _, f := range s.Fields {
		if strings.Contains(f.Column, header) {
			return f.Name
		}
	}
	return ""
}

func readJSON(t *testing.T, into any, args ...string) {
	t.Helper()
	stdout, stderr, code := call2(t, args...)
	if code != exitDone {
		t.Fatalf("%v: code %d: %s", args, code, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), into); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
}

// TestFieldsKeepPersonsOut: no cell of a personal column is in any output.
func TestFieldsKeepPersonsOut(t *testing.T) {
	eachFields(t, func(t *testing.T, file string, r rightOf) {
		if len(r.Hidden) == 0 {
			return
		}
		out := t.TempDir()
		_, study := proposedStudy(t, file)
		written, err := os.ReadFile(study)
		if err != nil {
			t.Fatal(err)
		}
		text := string(written)
		for _, args := range [][]string{{"check", file, "--format", "json"}, {"check", file}, {"init", file, "--out", filepath.Join(out, "init.yaml")}, {"score", file, "--by", "unit"}, {"report", file, "--format", "html", "--out", out, "--draft"}} {
			stdout, stderr, _ := call2(t, args...)
			text += stdout + stderr
		}
		pages, _ := filepath.Glob(filepath.Join(out, "*.html"))
		if len(pages) != 1 {
			t.Fatalf("%d reports", len(pages))
		}
		page, err := os.ReadFile(pages[0])
		if err != nil {
			t.Fatal(err)
		}
		text += string(page)
		for _, h := range r.Hidden {
			if strings.Contains(text, h) {
				t.Errorf("%q is printed", h)
			}
		}
		for name := range r.Causes {
			if !strings.Contains(string(page), name) {
				t.Errorf("the report's complaint chapter lacks %q", name)
			}
		}
	})
}

// TestFieldsAsk: what only the owner can tell is asked, and nothing else.
func TestFieldsAsk(t *testing.T) {
	eachFields(t, func(t *testing.T, file string, r rightOf) {
		stdout, _, _ := call2(t, "check", file, "--format", "json")
		var check struct {
			Issues []struct{ Code, Severity, Subject, Got string }
		}
		if err := json.Unmarshal([]byte(stdout), &check); err != nil {
			t.Fatal(err)
		}
		asked := false
		for _, i := range check.Issues {
			switch i.Severity {
			case "question":
				asked = true
				if !r.Asks {
					t.Errorf("%s %s: %s", i.Code, i.Subject, i.Got)
				}
			case "error":
				t.Errorf("%s %s: %s", i.Code, i.Subject, i.Got)
			}
		}
		if asked != r.Asks {
			t.Errorf("asked: %v", asked)
		}
	})
}

// TestCodedAttributesAreSaid: sex, age and model that are coded 1, 2, … are
// named as such, for information; the same in words are not.
func TestCodedAttributesAreSaid(t *testing.T) {
	t.Setenv("LC_ALL", "zh_CN.UTF-8")
	for file, want := range map[string][]string{"wjx-code.csv": {"性别: 1, 2", "年龄: 1, 2, 3, 4", "车型: 1, 2, 3"}, "wjx-text.csv": nil} {
		stdout, _, code := call2(t, "check", fieldsFolder+file, "--format", "json")
		var check struct {
			Issues []struct{ Code, Severity, Subject, Got string }
		}
		if err := json.Unmarshal([]byte(stdout), &check); err != nil || code != exitDone {
			t.Fatalf("%s: code %d, %v", file, code, err)
		}
		var got []string
		for _, i := range check.Issues {
			if i.Code == "codes-unlabelled" && i.Severity == "info" {
				got = append(got, i.Subject+": "+i.Got)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}
