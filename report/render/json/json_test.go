package json

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"servqual/fixtures/sampledoc"
	"servqual/report"
	"servqual/survey/lang"
)

var update = flag.Bool("update", false, "write the golden file anew")

func TestGolden(t *testing.T) {
	doc := sampledoc.Monthly(lang.Zh)
	// One section of each sort is enough: the figures are package chart's.
	keep := doc.Sections[:0]
	for _, s := range doc.Sections {
		switch s.ID {
		case "verdict", "gap5", "method", "sample":
			keep = append(keep, s)
		}
	}
	doc.Sections, doc.Calc = keep, nil
	var b bytes.Buffer
	if err := Render(&b, doc, Options{Indent: " "}); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("testdata/monthly.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/monthly.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Error("testdata/monthly.json differs: run with -update and look at the difference")
	}
}

func TestEveryBlock(t *testing.T) {
	for _, doc := range []*report.Document{sampledoc.Monthly(lang.Both).Still(), sampledoc.Hostile()} {
		var b bytes.Buffer
		if err := Render(&b, doc, Default()); err != nil {
			t.Fatal(err)
		}
		var back map[string]any
		if err := json.Unmarshal(b.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		if n := len(back["sections"].([]any)); n != len(doc.Sections) {
			t.Errorf("%d sections, want %d", n, len(doc.Sections))
		}
		if doc.ID != "monthly" {
			continue
		}
		for _, kind := range []string{"paragraph", "list", "tiles", "figure", "side", "table", "notes", "facts", "formula", "absent"} {
			if !strings.Contains(b.String(), `"type": "`+kind+`"`) {
				t.Errorf("no block of type %s", kind)
			}
		}
	}
}

func TestWithheld(t *testing.T) {
	var b bytes.Buffer
	doc := &report.Document{Lang: lang.Zh, Sections: []report.Section{{Blocks: []report.Block{report.Table{Columns: make([]report.Column, 1),
		Rows: []report.Row{{Cells: []report.Cell{{Number: report.Number{Hidden: true, Below: 10, Value: 4.25}}}}}}}}}}
	if err := Render(&b, doc, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "4.25") || !strings.Contains(b.String(), `"number":{"print":"<10","hidden":true}`) {
		t.Errorf("a withheld number became %s", b.String())
	}
}
