package compose

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"servqual/fixtures/network"
	"servqual/gap"
	"servqual/report"
	"servqual/report/chart"
	"servqual/report/render/text"
	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/load"
	"servqual/survey/stats"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// caseOfNetwork reads the answers of a made-up network as a file.
func caseOfNetwork(t *testing.T, o network.Options) *Case {
	t.Helper()
	var b bytes.Buffer
	if err := network.New(o).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	opt := load.Default()
	opt.Presets, opt.Workers = servqual.Presets(), 1
	src, err := load.Open([]load.Input{{Name: "network.csv", Data: b.Bytes()}}, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	set := tally.NewSet(tally.NewPlan(src.Study(), tally.Options{Items: true, Links: true}), survey.FieldUnit, survey.FieldWave)
	sum, err := src.Read(context.Background(), func(_ int, b *survey.Batch) error { set.Add(b); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return &Case{Set: set, Summary: sum, Lang: lang.Both, Level: 0.95, Version: "test"}
}

func quick() RegionalOptions {
	o := DefaultRegional()
	o.Units.Draws = 300
	return o
}

func regionalOf(t *testing.T, c *Case, o RegionalOptions) *report.Document {
	t.Helper()
	d, err := Regional(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// halfWidth finds western punctuation beside a Chinese character.
var halfWidth = regexp.MustCompile(`\p{Han}[,;:!?()]|[,;:!?()]\p{Han}`)

func TestEveryRegionalReportIsWhole(t *testing.T) {
	after := caseOf(t, lang.Both, "aftersales/2026-10.xlsx")
	month := *after
	month.Wave = "2026-10"
	six := quick()
	six.Last = 6
	six.Units.Targets = map[string]float64{"gap": -.8, "gap/REL1": -1}
	n, _ := store.NewNorm("2025", "gap/REL", "2025", []float64{-1.6, -1.4, -1.2, -1})
	six.Norms = []store.Norm{n}
	many := network.Options{Seed: 4, Levels: []network.Level{{Branches: 22}, {Branches: 3, Shift: -.6}}, Months: 7, MinSize: 9, MaxSize: 14, Missing: .02}
	sized := quick()
	sized.Units.Sizes = map[string]map[string]float64{survey.FieldUnit: {}}
	for i, u := range after.Summary.Units {
		sized.Units.Sizes[survey.FieldUnit][u] = float64(100 * (i + 1))
	}
	for name, x := range map[string]struct {
		c *Case
		o RegionalOptions
	}{
		"all waves": {after, quick()}, "one month": {&month, quick()}, "six months": {after, six}, "raked": {after, sized},
		"oracle": {caseOf(t, lang.Both, "oracle/customers.csv"), quick()}, "many": {caseOfNetwork(t, many), quick()},
	} {
		d := regionalOf(t, x.c, x.o)
		checkMonthly(t, name, d)
		gapTexts(t, reflect.ValueOf(d), name)
		eachText(reflect.ValueOf(d), func(s lang.Text) {
			if m := halfWidth.FindString(s.Zh); m != "" && s.Zh != s.En {
				t.Errorf("%s: %q in %q", name, m, s.Zh)
			}
		})
		if _, err := RegionalTerminal(x.c, x.o); err != nil {
			t.Error(name, err)
		}
	}
}

func eachText(v reflect.Value, f func(lang.Text)) {
	if v.Type() == reflect.TypeFor[lang.Text]() {
		f(v.Interface().(lang.Text))
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			eachText(v.Elem(), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			eachText(v.Field(i), f)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachText(v.Index(i), f)
		}
	}
}

// In October 2026 one branch of the after-sales survey has three answers: it is
// withheld, and a second one with it, wherever a figure of a unit could stand.
func TestWithheldUnitsAppearNowhere(t *testing.T) {
	c := caseOf(t, lang.Zh, "aftersales/2026-10.xlsx")
	c.Wave = "2026-10"
	r, err := newRegional(c, quick())
	if err != nil {
		t.Fatal(err)
	}
	var hidden []string
	for i, shown := range r.u.Shown {
		if !shown {
			hidden = append(hidden, r.u.Names[i])
		}
	}
	if len(hidden) < 2 {
		t.Fatalf("withheld: %v", hidden)
	}
	d := regionalOf(t, c, quick())
	for _, s := range d.Sections {
		for _, name := range hidden {
			if strings.HasPrefix(s.ID, "unit-") && strings.Contains(s.Title.Zh, name) {
				t.Errorf("%s has a page", name)
			}
		}
	}
	counts := map[string]bool{"responses": true, "n": true, "scored": true, "share": true, "size": true, "weight": true}
	d.Walk(func(s *report.Section, b report.Block) {
		switch b := b.(type) {
		case report.Table:
			for _, row := range b.Rows {
				if !slices.Contains(hidden, row.Cells[0].Text.Zh) {
					continue
				}
				for k, cell := range row.Cells {
					if cell.Number.Defined && !counts[b.Columns[k].ID] {
						t.Errorf("%s: table %s shows %v of %s", s.ID, b.ID, cell.Number.Value, row.Cells[0].Text.Zh)
					}
				}
			}
		case report.FigureBlock:
			if f, ok := b.Figure.(chart.Caterpillar); ok {
				for _, row := range f.Rows {
					if slices.Contains(hidden, row.Label.Zh) && row.Value.Defined {
						t.Errorf("figure %s shows %s", f.ID, row.Label.Zh)
					}
				}
			}
			if f, ok := b.Figure.(chart.Funnel); ok {
				for _, p := range f.Points {
					if slices.Contains(hidden, p.Label.Zh) {
						t.Errorf("the funnel shows %s", p.Label.Zh)
					}
				}
			}
		}
	})
	out, err := BenchmarkOf(c, quick())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range slices.Concat([]BenchmarkMeasure{out.Score}, out.Dimensions, out.Items) {
		for _, u := range m.Units {
			if slices.Contains(hidden, u.Unit) {
				t.Errorf("the JSON gives %s of %s", m.Ref, u.Unit)
			}
		}
	}
}

// Sentences of a network whose truth is known: the bad branches are named, the
// equal ones are not.
func TestTierSentenceTellsTheTruth(t *testing.T) {
	o := network.Options{Seed: 8, Levels: []network.Level{{Branches: 8}, {Branches: 1, Shift: -.8}}, Months: 6, MinSize: 30, MaxSize: 40, Missing: .02}
	n := network.New(o)
	bad := ""
	for _, b := range n.Branches {
		if b.Level == 1 {
			bad = b.Name
		}
	}
	r, err := newRegional(caseOfNetwork(t, o), quick())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.tierSentence().Zh, bad+"低于一般水平，其余 8 家与一般水平没有可靠差别。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	equal := network.Options{Seed: 8, Levels: []network.Level{{Branches: 6}}, Months: 3, MinSize: 30, MaxSize: 40, Missing: .02}
	if r, err = newRegional(caseOfNetwork(t, equal), quick()); err != nil {
		t.Fatal(err)
	}
	if got := r.tierSentence().En; got != "No unit of the 6 can be told from the usual level: there is nothing to rank." {
		t.Errorf("%q", got)
	}
	if got := r.bestSentence().En; !strings.HasPrefix(got, "No unit is clearly ahead") {
		t.Errorf("%q", got)
	}
}

func TestBenchmarkJSONHasNoNull(t *testing.T) {
	out, err := BenchmarkOf(caseOf(t, lang.Zh, "oracle/customers.csv"), quick())
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("null")) || bytes.Contains(data, []byte("NaN")) {
		t.Errorf("%s", data)
	}
}

// A norm made of 1, 2, 3, 4 by hand: R's quantile type 7 puts its median at
// 2.5; 3 is above two of three steps, 66.7 %, between the quartiles of the norm.
func TestPercentiles(t *testing.T) {
	n, _ := store.NewNorm("x", "gap", "2025", []float64{1, 2, 3, 4})
	for v, want := range map[float64]float64{0: 5, 2.5: 50, 9: 95} {
		if got, _ := percentileOf(n, v); got != want {
			t.Errorf("%v lies at %v, want %v", v, got, want)
		}
	}
	if m, _ := valueAt(n, 50); m != 2.5 {
		t.Errorf("median %v", m)
	}
}

// A rank is one number only where simulation and the rule of pairs agree.
func TestRankText(t *testing.T) {
	rank := func(lo, hi float64) stats.Estimate { return stats.Estimate{Defined: true, Lo: lo, Hi: hi} }
	c := &gap.Comparison{Units: []gap.UnitScore{
		{Tier: stats.TierNotDistinguishable, Rank: rank(1, 1), Over: []int{1, 2}},
		{Tier: stats.TierNotDistinguishable, Rank: rank(2, 2), Under: []int{0}},
		{Tier: stats.TierNotDistinguishable, Rank: rank(2, 7), Under: []int{0}},
		{},
	}}
	for i, want := range []string{"1", "≈2", "2–7", "–"} {
		if got := rankText(c, i); got != want {
			t.Errorf("unit %d: %q, want %q", i, got, want)
		}
	}
}

// One of two units gave the same answer to everything. Whatever is said of it,
// tiers, ranks and pairs say the same.
func TestConstantUnitIsNoContradiction(t *testing.T) {
	for _, constant := range []survey.Code{4, 5, 7} {
		s, _ := servqual.Preset("servqual-22")
		set := tally.NewSet(tally.NewPlan(s, tally.Options{Items: true, Links: true}), survey.FieldUnit)
		b := &survey.Batch{N: 40, Answers: make([][]survey.Code, s.Slots())}
		unit := survey.Category{Field: survey.FieldUnit, Names: []string{"甲", "乙"}}
		for r := range b.N {
			unit.Codes = append(unit.Codes, int32(r%2))
			for slot := range b.Answers {
				code := survey.Code(4 + (r*7+slot*3+r*slot)%4)
				if r%2 == 0 {
					code = constant
				}
				b.Answers[slot] = append(b.Answers[slot], code)
			}
		}
		b.Groups = []survey.Category{unit}
		set.Add(b)
		r, err := newRegional(&Case{Set: set, Lang: lang.Both, Level: 0.95}, quick())
		if err != nil {
			t.Fatal(err)
		}
		certain, told := !strings.Contains(r.leagueSentence().Zh, "没有哪一家的名次是确定的"), len(r.u.Score.Units[0].Over)+len(r.u.Score.Units[0].Under) > 0
		if nothing := strings.Contains(r.tierSentence().Zh, "不宜排名"); certain != told || nothing && certain || nothing && told {
			t.Errorf("all %d: %s / %s / %s", constant, r.tierSentence().Zh, r.leagueSentence().Zh, r.pairSentence().Zh)
		}
	}
}

// Known numbers of customers change what the terminal shows.
func TestSizesChangeTheTable(t *testing.T) {
	c := caseOf(t, lang.Both, "oracle/customers.csv")
	render := func(o RegionalOptions) string {
		d, err := RegionalTerminal(c, o)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := text.Render(&b, d); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	sized := quick()
	sized.Units.Sizes = map[string]map[string]float64{survey.FieldUnit: {"A": 5000, "B": 100, "C": 100, "D": 100}}
	// A counts for 5000 of 5300: the mean is near A's −1.09, not the −1.21 of all.
	plain, weighted := render(quick()), render(sized)
	if strings.Contains(plain, "按客户数加权") || !strings.Contains(weighted, "按客户数加权后，加权服务质量差距为 −1.1") || !strings.Contains(weighted, "（不加权 −1.21）") {
		t.Errorf("%s", weighted[:min(len(weighted), 3000)])
	}
}

// Every document says in its footer at which level its intervals are, and none
// prints another level.
func TestFooterSaysTheLevel(t *testing.T) {
	c := caseOf(t, lang.Both, "aftersales/2026-10.xlsx")
	c.Level = 0.9
	terminal, err := RegionalTerminal(c, quick())
	if err != nil {
		t.Fatal(err)
	}
	trend, err := Trend(c, TrendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	o := gap.DefaultAnalysis
	o.Level = 0.9
	g := gap.Analyse(gapFile(t, gapForm(t, customersForm), "gaps/customers.xlsx", "").Total(), nil, nil, o)
	for name, d := range map[string]*report.Document{"monthly": Monthly(c), "regional": regionalOf(t, c, quick()), "benchmark": terminal, "trend": trend, "score": Terminal(c),
		"index": Indices(c), "drivers": DriverReport(c), "reliability": ReliabilityReport(c), "factors": FactorReport(c, DefaultFactors), "gap": Gaps(&GapCase{Analysis: g, Lang: lang.Both})} {
		if !strings.Contains(d.Footer.Zh, "90%") || !strings.Contains(d.Footer.En, "90%") {
			t.Errorf("%s: footer %q", name, d.Footer.Zh)
		}
		eachText(reflect.ValueOf(d), func(s lang.Text) {
			if strings.Contains(s.Zh, "95%置信") || strings.Contains(s.Zh, "95%区间") || strings.Contains(s.En, "95% interval") || strings.Contains(s.En, "95% confidence") {
				t.Errorf("%s: %q", name, s.Zh)
			}
		})
	}
}
