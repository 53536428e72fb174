package compose

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"servqual/report"
	"servqual/report/chart/draw"
	"servqual/report/render/text"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/tally"
)

var updateMonthly = flag.Bool("update-monthly", false, "rewrite the golden reports")

// caseOf reads files as the report command does.
func caseOf(t *testing.T, l lang.Lang, files ...string) *Case {
	t.Helper()
	opt := load.Default()
	opt.Presets = servqual.Presets()
	var in []load.Input
	for _, f := range files {
		in = append(in, load.Input{Path: "../../fixtures/" + f})
	}
	src, err := load.Open(in, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var by []string
	for _, f := range []string{survey.FieldUnit, survey.FieldWave} {
		if _, ok := src.Study().Field(f); ok {
			by = append(by, f)
		}
	}
	plan := tally.NewPlan(src.Study(), tally.Options{Items: true, Links: true})
	sets := make([]*tally.Set, opt.Workers)
	for i := range sets {
		sets[i] = tally.NewSet(plan, by...)
	}
	sum, err := src.Read(context.Background(), func(w int, b *survey.Batch) error { sets[w].Add(b); return nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets[1:] {
		sets[0].Merge(s)
	}
	return &Case{Set: sets[0], Summary: sum, Lang: l, Level: 0.95, Version: "test"}
}

// TestMonthlyGolden prints the report of the oracle's 120 customers, whose
// figures R computed, and compares it word by word.
func TestMonthlyGolden(t *testing.T) {
	for _, l := range []lang.Lang{lang.Zh, lang.En} {
		var buf bytes.Buffer
		if err := text.Render(&buf, Monthly(caseOf(t, l, "oracle/customers.csv"))); err != nil {
			t.Fatal(err)
		}
		path := "testdata/customers-" + l.String() + ".txt"
		if *updateMonthly {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, buf.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, b := strings.Split(buf.String(), "\n"), strings.Split(string(want), "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("%s line %d:\n got %s\nwant %s\n(go test -update-monthly after reading the difference)", path, i+1, a[i], b[i])
			}
		}
		if len(a) != len(b) {
			t.Errorf("%s: %d lines, want %d", path, len(a), len(b))
		}
	}
}

// TestEveryReportIsWhole builds the report of every fixture in every language:
// each section has an id, a title and a finding, every table's rows are as
// wide as its head, ids are unique, every figure can be drawn, and every rune
// has a glyph.
func TestEveryReportIsWhole(t *testing.T) {
	for _, files := range [][]string{{"oracle/customers.csv"}, {"aftersales/2026-10.xlsx"}, {"aftersales/branches"}, {"servperf"}} {
		c := caseOf(t, lang.Both, files...)
		for _, unit := range append([]string{""}, c.Summary.Units...) {
			x := *c
			x.Unit = unit
			checkMonthly(t, strings.Join(files, " ")+" "+unit, Monthly(&x))
		}
	}
}

func checkMonthly(t *testing.T, name string, d *report.Document) {
	t.Helper()
	ids := map[string]bool{}
	once := func(kind, id string) {
		if ids[kind+id] || id == "" {
			t.Errorf("%s: %s id %q is missing or used twice", name, kind, id)
		}
		ids[kind+id] = true
	}
	for _, s := range d.Sections {
		once("section", s.ID)
		if s.Title.IsZero() || s.Finding.IsZero() {
			t.Errorf("%s: section %s without title or finding", name, s.ID)
		}
		for _, x := range []lang.Text{s.Title, s.Finding} {
			if strings.Contains(x.Zh+x.En, "%!") {
				t.Errorf("%s: broken pattern %q / %q", name, x.Zh, x.En)
			}
			if lost := draw.MissingGlyphs(x.Zh + x.En); len(lost) > 0 {
				t.Errorf("%s: no glyph for %q in %q", name, string(lost), x.Zh)
			}
		}
	}
	d.Walk(func(s *report.Section, b report.Block) {
		switch b := b.(type) {
		case report.Table:
			once("table", b.ID)
			for _, r := range b.Rows {
				if len(r.Cells) != len(b.Columns) {
					t.Errorf("%s: table %s has a row of %d cells under %d columns", name, b.ID, len(r.Cells), len(b.Columns))
				}
			}
		case report.FigureBlock:
			once("figure", b.Figure.About().ID)
			if err := b.Figure.Check(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if b.Figure.About().Alt.IsZero() {
				t.Errorf("%s: figure %s has no alternative text", name, b.Figure.About().ID)
			}
			if err := draw.SVG(&bytes.Buffer{}, b.Figure, draw.Default(lang.Both)); err != nil {
				t.Errorf("%s: figure %s: %v", name, b.Figure.About().ID, err)
			}
		}
	})
}

// TestUnitsAreNotRankedByNoise takes the last month of the after-sales survey,
// in which no branch of more than ten answers can be told from the mean, and
// withholds the branch of three and, so that it can't be worked out, another.
func TestUnitsAreNotRankedByNoise(t *testing.T) {
	v := newView(caseOf(t, lang.Zh, "aftersales/2026-10.xlsx"))
	hidden := 0
	for _, r := range v.unitRows() {
		if r.hidden {
			hidden++
		}
	}
	if hidden != 2 {
		t.Errorf("%d units are withheld", hidden)
	}
	s := units(v)
	if want := "没有可靠的差别"; !strings.Contains(s.Finding.Zh, want) {
		t.Errorf("finding %q", s.Finding.Zh)
	}
}

// TestWavesAndFocus checks which wave a report is about.
func TestWavesAndFocus(t *testing.T) {
	c := caseOf(t, lang.Zh, "aftersales/2026-10.xlsx")
	if c.FocusWave() != "2026-10" {
		t.Errorf("focus %q", c.FocusWave())
	}
	c.Wave = "2026-03"
	v := newView(c)
	if v.waves[v.at].name != "2026-03" || v.previous().name != "2026-02" || v.lastYear() != nil {
		t.Errorf("at %q", v.waves[v.at].name)
	}
	// The action of March 2026 lifts Responsiveness, the total by less than its
	// error over units.
	if s := trend(v); !strings.Contains(s.Finding.Zh, "较2026年2月 +0.16，与上期分不出高低") {
		t.Errorf("finding %q", s.Finding.Zh)
	}
	c.Wave = "2026-10"
	if ly := newView(c).lastYear(); ly == nil || ly.name != "2025-10" {
		t.Errorf("year before %+v", ly)
	}
}

func TestChaptersAskedForInTheStudyFile(t *testing.T) {
	c := caseOf(t, lang.En, "oracle/customers.csv")
	c.Set.Plan().Study().Report.Chapters = []string{"radar"}
	var ids []string
	for _, s := range Monthly(c).Sections {
		ids = append(ids, s.ID)
	}
	if got := strings.Join(ids, " "); got != "verdict radar method" {
		t.Errorf("chapters %s", got)
	}
}

func TestNobodyAnswered(t *testing.T) {
	s, _ := servqual.Preset("servqual-22")
	s.Fields = []survey.Field{survey.NewField(survey.FieldUnit, "unit"), survey.NewField(survey.FieldWave, "wave")}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{Items: true, Links: true}), survey.FieldUnit, survey.FieldWave)
	for _, n := range []int{0, 1, 2} {
		b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots())}
		for i := range b.Answers {
			b.Answers[i] = make([]survey.Code, n)
			for r := range b.Answers[i] {
				b.Answers[i][r] = 4
			}
		}
		set.Add(b)
		checkMonthly(t, "few", Monthly(&Case{Set: set, Lang: lang.Both, Level: 0.95}))
	}
}

// The shares of customers below, at and above expectation, and those of the
// complaint causes, add to 100 as they are printed (method A.0).
func TestPrintedSharesAddToAHundred(t *testing.T) {
	d := Monthly(caseOf(t, lang.Zh, "aftersales/2026-10.xlsx"))
	checked := 0
	d.Still().Walk(func(_ *report.Section, b report.Block) {
		tab, ok := b.(report.Table)
		if !ok || tab.ID != "items" && tab.ID != "complaints" {
			return
		}
		column := 0.0
		for _, r := range tab.Rows {
			row := 0.0
			for i, c := range tab.Columns {
				switch c.ID {
				case "below", "met", "above":
					row += r.Cells[i].Number.Value
				case "share":
					column += r.Cells[i].Number.Value
				}
			}
			if tab.ID == "items" {
				if checked++; report.Round(row, 6) != 100 {
					t.Errorf("%s: %v", r.Ref, row)
				}
			}
		}
		if tab.ID == "complaints" {
			if checked++; report.Round(column, 6) != 100 {
				t.Errorf("complaint causes add to %v", column)
			}
		}
	})
	if checked != 22+5+1 {
		t.Errorf("%d sums checked", checked)
	}
}
