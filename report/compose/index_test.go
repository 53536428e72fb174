package compose

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/report"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/index"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// indexCase is the oracle's customers as a case.
func indexCase(opt tally.Options, n int) *Case {
	s, _ := servqual.Preset("servqual-22")
	s.Weights = map[string]string{}
	for _, d := range s.Dimensions {
		s.Weights[d.ID] = "W_" + d.ID
	}
	s.Fields = []survey.Field{survey.NewField("overall", "overall"), survey.NewField("recommend", "nps")}
	s.Outcomes = map[string]survey.Outcome{"overall": {Min: 1, Max: 10}, "recommend": {Min: 0, Max: 10}}
	b := oracle.Customers()
	b.N = n
	set := tally.NewSet(tally.NewPlan(s, opt))
	if n > 0 {
		set.Add(b)
	}
	return &Case{Set: set, Lang: lang.Both, Level: 0.95}
}

// libraryCase is made-up answers to LibQUAL in one of its forms.
func libraryCase(preset string) *Case {
	s, _ := index.Preset(preset)
	b := &survey.Batch{N: 90, Answers: make([][]survey.Code, s.Slots())}
	for i := range s.Items {
		for k, side := range s.Sides {
			at := map[survey.Side]int{survey.Minimum: 5, survey.Desired: 8, survey.Perception: 4 + i%5, survey.Importance: 6 + i%3}[side]
			col := make([]survey.Code, b.N)
			for r := range col {
				col[r] = survey.Code(max(1, min(9, at+(r*7+i*3)%3-1)))
			}
			b.Answers[s.Slot(i, k)] = col
		}
	}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{Links: true}))
	set.Add(b)
	return &Case{Set: set, Lang: lang.Both, Level: 0.95}
}

// checkDocument demands of a document what every page must have: both
// languages, figures that can be drawn, no formatting accidents, unique ids.
func checkDocument(t *testing.T, d *report.Document) {
	t.Helper()
	ids := map[string]bool{}
	text := func(where string, x lang.Text) {
		for _, s := range []string{x.Zh, x.En} {
			if strings.Contains(s, "%!") || strings.Contains(s, "NaN") || strings.Contains(s, "Inf ") {
				t.Errorf("%s: %q", where, s)
			}
		}
		if x.Zh == "" != (x.En == "") {
			t.Errorf("%s: one language only: %+v", where, x)
		}
	}
	for _, s := range d.Sections {
		if s.Finding.IsZero() || s.Title.IsZero() {
			t.Errorf("section %s has no title or finding", s.ID)
		}
		text(s.ID, s.Finding)
		if !strings.HasSuffix(s.Finding.Zh, "。") || !strings.HasSuffix(s.Finding.En, ".") {
			t.Errorf("section %s: the finding is no sentence: %+v", s.ID, s.Finding)
		}
	}
	d.Walk(func(sec *report.Section, b report.Block) {
		switch b := b.(type) {
		case report.FigureBlock:
			if err := b.Figure.Check(); err != nil {
				t.Errorf("section %s: %v", sec.ID, err)
			}
			if id := b.Figure.About().ID; ids[id] {
				t.Errorf("two figures %s", id)
			} else {
				ids[id] = true
			}
			text(sec.ID, b.Reading)
		case report.Table:
			if ids["t/"+b.ID] {
				t.Errorf("two tables %s", b.ID)
			}
			ids["t/"+b.ID] = true
			for _, r := range b.Rows {
				if len(r.Cells) != len(b.Columns) {
					t.Errorf("table %s: a row of %d cells under %d heads", b.ID, len(r.Cells), len(b.Columns))
				}
				for _, c := range r.Cells {
					text(b.ID, c.Text)
				}
			}
			for _, n := range b.Notes {
				text(b.ID, n)
			}
		case report.Notes:
			for _, n := range b.Items {
				text(sec.ID, n)
				if !strings.ContainsAny(n.Zh, "。;:") { // a code that nobody worded
					t.Errorf("section %s: footnote %q", sec.ID, n.Zh)
				}
			}
		case report.List:
			for _, i := range b.Items {
				text(sec.ID, i.Text)
			}
		case report.Paragraph:
			text(sec.ID, b.Text)
		}
	})
}

func indexDocuments(c *Case) []*report.Document {
	return []*report.Document{Indices(c), DriverReport(c), ReliabilityReport(c)}
}

func TestIndexChaptersHoldTogether(t *testing.T) {
	for name, c := range map[string]*Case{
		"links": indexCase(tally.Options{Links: true}, 120), "plain": indexCase(tally.Options{}, 120),
		"49": indexCase(tally.Options{Links: true}, 49), "6": indexCase(tally.Options{Links: true}, 6), "2": indexCase(tally.Options{}, 2), "none": indexCase(tally.Options{}, 0),
		"library": libraryCase("libqual-22"), "library two scales": libraryCase("libqual-ip"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range indexDocuments(c) {
				if len(d.Sections) == 0 {
					t.Errorf("%s has no section", d.ID)
				}
				checkDocument(t, d)
			}
		})
	}
}

// TestFindingsSayWhatTheOracleSays: the numbers in the sentences are those of
// fixtures/oracle (A.14, A.10).
func TestFindingsSayWhatTheOracleSays(t *testing.T) {
	c := indexCase(tally.Options{Links: true}, 120)
	want := map[string][]string{
		"drivers":     {"57.3%", "保证性", "可靠性", "先后不确定"}, // R² .573; .1894 and .1807 overlap
		"index":       {"641", "−9"},                    // index1000.points 640.6, nps −9.17
		"measurement": {"可接受"},                          // every alpha of the gap is above .70
		"ipa":         {"12 项", "重点改进"},                 // ipa.means.C
	}
	for _, d := range indexDocuments(c) {
		for _, s := range d.Sections {
			for _, w := range want[s.ID] {
				if !strings.Contains(s.Finding.Zh, w) {
					t.Errorf("%s: %q lacks %q", s.ID, s.Finding.Zh, w)
				}
			}
			t.Logf("%s\n%s\n%s", s.ID, s.Finding.Zh, s.Finding.En)
		}
	}
}

func TestIndexJSONIsCompleteAndHasNoNull(t *testing.T) {
	o := oracle.Values()
	c := indexCase(tally.Options{Links: true}, 120)
	idx, drv, rel := IndicesOf(c), DriversOf(c), ReliabilityOf(c)
	near := func(what string, got *float64, want float64) {
		t.Helper()
		if got == nil || math.Abs(*got-want) > 1e-9*math.Max(1, math.Abs(want)) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	near("nps", idx.NPS.Value, o["nps"])
	near("csi", idx.CSI.Percent.Value, o["csi.index.pct"])
	near("top two", idx.CSAT[0].Share.Value, o["top2.p"])
	near("r2", drv.R2, o["reg.R2"])
	near("johnson", drv.Drivers[3].Johnson.Value, o["rwa.ASS"])
	near("alpha", rel.Dimensions[1].Measures["gap"].Alpha.Value, o["alpha.G.REL"])
	near("difference", rel.Dimensions[4].Difference.Reliability.Value, o["diffrel.EMP"])
	if len(drv.Items) != 22 || len(idx.IPA.Points) != 22 || len(rel.Dimensions) != 5 {
		t.Errorf("%d item drivers, %d points, %d dimensions", len(drv.Items), len(idx.IPA.Points), len(rel.Dimensions))
	}
	for _, n := range []int{0, 2, 6, 49, 120} {
		for _, x := range []*Case{indexCase(tally.Options{Links: true}, n), libraryCase("libqual-22"), libraryCase("libqual-ip")} {
			for _, v := range []any{IndicesOf(x), DriversOf(x), ReliabilityOf(x)} {
				raw, err := json.Marshal(v)
				if err != nil {
					t.Fatalf("n = %d: %v", n, err)
				}
				if bytes.Contains(raw, []byte("null")) {
					at := bytes.Index(raw, []byte("null"))
					t.Errorf("n = %d: a null in %s", n, raw[max(0, at-80):at+4])
				}
			}
		}
	}
	if a, b := IndicesOf(c), IndicesOf(c); !reflect.DeepEqual(a, b) {
		t.Error("two runs differ")
	}
}

// TestEveryIndexNoteIsWorded reads the codes out of the package's source.
func TestEveryIndexNoteIsWorded(t *testing.T) {
	raw, err := os.ReadFile("../../survey/index/doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, line := range strings.Split(string(raw), "\n") {
		if _, rest, ok := strings.Cut(line, `stats.NoteCode = "`); ok {
			codes = append(codes, rest[:strings.IndexByte(rest, '"')])
		}
	}
	if len(codes) < 15 {
		t.Fatalf("found %d codes", len(codes))
	}
	slices.Sort(codes)
	for _, code := range codes {
		if got := indexNote(noteOf(code)); got.Zh == code || got.En == code || got.Zh == got.En {
			t.Errorf("%s is not worded: %+v", code, got)
		}
	}
}

func noteOf(code string) stats.Note {
	return stats.Note{Code: stats.NoteCode(code), Args: []float64{3, 4}}
}
