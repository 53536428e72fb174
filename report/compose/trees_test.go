package compose

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"servqual/fixtures/network"
	"servqual/report"
	renderjson "servqual/report/render/json"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
	"servqual/survey/tally"
)

var updateTrees = flag.Bool("update-trees", false, "rewrite the digests of the document trees")

// trees collects documents and JSON outputs, each section as canonical JSON.
type trees struct {
	t     *testing.T
	parts map[string]string
}

// document adds a document, section by section, and what stands around them.
func (x *trees) document(name string, d *report.Document) {
	x.t.Helper()
	whole := *d
	for i := range d.Sections {
		one := report.Document{ID: d.ID, Lang: d.Lang, Sections: d.Sections[i : i+1]}
		x.parts[name+" "+d.Sections[i].ID] = x.rendered(name+" "+d.Sections[i].ID, &one)
	}
	whole.Sections = nil
	x.parts[name+" frame"] = x.rendered(name, &whole)
}

func (x *trees) rendered(name string, d *report.Document) string {
	var b bytes.Buffer
	if err := renderjson.Render(&b, d, renderjson.Default()); err != nil {
		x.t.Errorf("%s: %v", name, err)
		return "null"
	}
	return canonical(x.t, b.Bytes())
}

func (x *trees) json(name string, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		x.t.Fatal(name, err)
	}
	x.parts[name] = canonical(x.t, b)
}

// canonical writes numbers with nine digits, so that processors which differ in
// the last bit agree, and keys in order.
func canonical(t *testing.T, data []byte) string {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(rounded(v), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func rounded(v any) any {
	switch v := v.(type) {
	case json.Number:
		f, err := v.Float64()
		if err != nil {
			return v.String()
		}
		return json.Number(strconv.FormatFloat(f, 'g', 9, 64))
	case []any:
		for i := range v {
			v[i] = rounded(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = rounded(v[k])
		}
	}
	return v
}

// TestTrees compares every document and JSON output of a few data sets with the
// digests in testdata/trees.txt, section by section. On a difference the section
// is written to the folder that the message names; after reading it, go test
// -update-trees.
func TestTrees(t *testing.T) {
	x := &trees{t, map[string]string{}}
	for name, c := range treeCases(t) {
		addCase(x, name, c)
	}
	for name, c := range gapCases(t) {
		x.document("gap "+name, Gaps(c))
		x.json("gap json "+name, GapsOf(c.Analysis, c.Units, nil))
	}
	for _, n := range []int{0, 7, 120} {
		c := indexCase(tally.Options{Items: true, Links: true}, n)
		x.document(fmt.Sprintf("n %d index", n), Indices(c))
		x.document(fmt.Sprintf("n %d drivers", n), DriverReport(c))
		x.document(fmt.Sprintf("n %d reliability", n), ReliabilityReport(c))
		x.document(fmt.Sprintf("n %d factors", n), FactorReport(factorCase(n, nil), DefaultFactors))
	}
	months := []string{"2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"}
	late := []float64{3, 5, 2, 4, 6, 3, 4, 19, 2, 3, 4, 6, 3, 4}
	cars := []float64{410, 395, 402, 388, 420, 377, 430, 415, 399, 405, 412, 391, 408, 400}
	for name, col := range map[string]Column{"share": {Name: "late/all", Waves: months, Values: late, Bases: cars}, "rate": {Name: "complaints/revenue", Waves: months, Values: late, Bases: cars}, "bare": {Name: "index", Waves: months, Values: cars}} {
		o := TrendOptions{Events: []TrendEvent{{"2026-03", "培训"}}}
		d, err := TrendOfColumn(&Case{Lang: lang.Both, Level: 0.95}, col, o)
		if err != nil {
			t.Fatal(err)
		}
		x.document("column "+name, d)
		j, err := TrendOfColumnJSON(&Case{Lang: lang.Both, Level: 0.95}, col, o)
		if err != nil {
			t.Fatal(err)
		}
		x.json("column json "+name, j)
	}
	x.compare(filepath.Join("testdata", "trees.txt"))
}

func treeCases(t *testing.T) map[string]*Case {
	after := caseOf(t, lang.Both, "aftersales/2026-10.xlsx")
	unit := *after
	unit.Unit = "朝阳店"

	acted := actionCase(t)
	acted.Actions = []store.Action{done(1, "gap/REL", "2026-03-10"), {ID: 3, Gap: "gap/TAN", Title: "换门头", State: store.ActionOpen, Due: "2026-05-01", Units: []string{"乙"}}}
	acted.Targets = []store.Target{{Measure: "gap/REL", Value: -0.5}, {Measure: "gap/TAN", Value: -1}, {Measure: "nps", Value: 30}}
	return map[string]*Case{
		"oracle": caseOf(t, lang.Both, "oracle/customers.csv"), "months": after, "one unit": &unit, "hospital": caseOf(t, lang.Both, "servperf/hospital.csv"), "acted": acted,
		"many": caseOfNetwork(t, network.Options{Seed: 4, Levels: []network.Level{{Branches: 7}, {Branches: 2, Shift: -.9}}, Months: 13, MinSize: 9, MaxSize: 14, Missing: .02,
			Events: []network.Event{{Branch: -1, Dimension: -1, From: 6, Until: 7, Shift: -1}, {Branch: 2, Dimension: -1, From: 10, Until: 13, Shift: 1.2}}}),
	}
}

// addCase adds the documents and outputs of one data set.
func addCase(x *trees, name string, c *Case) {
	x.document(name+" monthly", Monthly(c))
	if c.Unit == "" {
		x.document(name+" score", Terminal(c))
	}
	var scores bytes.Buffer
	if err := WriteScores(&scores, c.Set, c.Level, AllFigures, nil, nil, DefaultCells); err != nil {
		x.t.Fatal(err)
	}
	x.parts[name+" score json"] = canonical(x.t, scores.Bytes())
	var rows [][]string
	for r := range ScoreRows(c.Set, c.Level, AllFigures, DefaultCells) {
		rows = append(rows, r)
	}
	x.json(name+" score csv", rows)
	for _, ref := range References(c) {
		if name == "oracle" || name == "hospital" && !strings.HasSuffix(ref, "2") {
			if d, err := Explain(c, nil, ref); err == nil {
				x.document(name+" explain "+ref, d)
			}
		}
	}
	measures := []string{""}
	if name == "months" {
		measures = []string{"", "gap/REL", "mean/P/REL1", "below/RES2", "nps", "mean/overall"}
	}
	for _, m := range measures {
		o := TrendOptions{Measure: m, Events: []TrendEvent{{"2026-03", "培训"}}}
		if d, err := Trend(c, o); err == nil {
			x.document(name+" trend "+m, d)
		}
		if j, err := TrendOf(c, o); err == nil {
			x.json(name+" trend json "+m, j)
		}
	}
	if c.Unit != "" || c.Set.By() == nil || len(newView(c).units) < 2 {
		return
	}
	o := quick()
	o.Units.Targets = map[string]float64{"gap": -.8, "gap/REL1": -1}
	n, _ := store.NewNorm("2025", "gap/REL", "2025", []float64{-1.6, -1.4, -1.2, -1})
	o.Norms = []store.Norm{n}
	month := *c
	if w := newView(c).waves; len(w) > 0 {
		month.Wave = w[len(w)-1].name
	}
	for k, v := range map[string]*Case{"all": c, "month": &month} {
		if k == "all" && (name == "many" || name == "acted") {
			continue
		}
		d, err := Regional(v, o)
		if err != nil {
			x.t.Fatal(err)
		}
		x.document(name+" regional "+k, d)
		o := o
		o.Units.Sizes = map[string]map[string]float64{survey.FieldUnit: {}}
		for i, u := range newView(c).units {
			o.Units.Sizes[survey.FieldUnit][u.name] = float64(100 * (i + 1))
		}
		if t, err := RegionalTerminal(v, o); err == nil {
			x.document(name+" benchmark "+k, t)
		}
		j, err := BenchmarkOf(v, o)
		if err != nil {
			j, err = BenchmarkOf(v, quick())
		}
		if err != nil {
			x.t.Fatal(err)
		}
		x.json(name+" benchmark json "+k, j)
	}
	if name != "oracle" {
		return
	}
	x.json(name+" index json", IndicesOf(c))
	x.json(name+" drivers json", DriversOf(c))
	x.json(name+" reliability json", ReliabilityOf(c))
	x.json(name+" factors json", FactorsOf(c, DefaultFactors))
}

func (x *trees) compare(path string) {
	x.t.Helper()
	var lines []string
	for name, part := range x.parts {
		lines = append(lines, fmt.Sprintf("%x %s", sha256.Sum256([]byte(part)), name)[48:])
	}
	sort.Slice(lines, func(i, j int) bool { return lines[i][17:] < lines[j][17:] })
	got := strings.Join(lines, "\n") + "\n"
	if *updateTrees {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			x.t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		x.t.Fatal(err)
	}
	want := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		want[strings.TrimSuffix(line, "\n")] = true
	}
	dir := filepath.Join(os.TempDir(), "servqual-trees")
	wrong := 0
	for _, line := range lines {
		if want[line] {
			delete(want, line)
			continue
		}
		name := line[17:]
		if wrong++; wrong > 12 {
			continue
		}
		file := filepath.Join(dir, strings.NewReplacer("/", "-", " ", "_").Replace(name)+".json")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			x.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(x.parts[name]), 0o644); err != nil {
			x.t.Fatal(err)
		}
		x.t.Errorf("%s is another; it is in %s", name, file)
	}
	if wrong > 0 || len(want) > 0 {
		x.t.Errorf("%d parts are other ones, %d are gone or changed", wrong, len(want))
	}
}
