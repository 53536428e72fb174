package chart

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"servqual/survey/lang"
)

// every figure type satisfies the interface.
var every = []Figure{Radar{}, Pareto{}, Trend{}, Bars{}, Dots{}, Dumbbell{}, Likert{}, Stack{}, Quadrant{},
	FiveGap{}, Funnel{}, Caterpillar{}, Heatmap{}, Steps{}, Columns{}, Pie{}, Grid{}}

func TestEveryKindHasOneTypeAndAName(t *testing.T) {
	seen := map[Kind]bool{}
	for _, f := range every {
		if seen[f.Kind()] {
			t.Errorf("%v is the kind of two types", f.Kind())
		}
		seen[f.Kind()] = true
		if name, err := f.Kind().MarshalText(); err != nil || strings.Contains(string(name), "Kind(") {
			t.Errorf("%T has no kind name: %s, %v", f, name, err)
		}
	}
	if len(seen) != len(kindNames) {
		t.Errorf("%d types for %d kinds", len(seen), len(kindNames))
	}
	if _, err := Kind(0).MarshalText(); err == nil {
		t.Error("the zero kind is valid")
	}
}

func TestZeroFigureIsRefused(t *testing.T) {
	for _, f := range every {
		if f.Check() == nil {
			t.Errorf("%T without id and title passes Check", f)
		}
	}
}

func meta(id string) Meta { return Meta{ID: id, Title: lang.T("标题", "Title")} }

func TestCheckNamesWhatIsWrong(t *testing.T) {
	axis := Axis{Range: Scale(1, 7)}
	three := []Spoke{{}, {}, {}}
	key := Key{Role: Perception}
	cases := []struct {
		name string
		fig  Figure
		want string // "" accepts
	}{
		{"good radar", Radar{Meta: meta("r"), Axes: three, Scale: axis, Series: []RadarSeries{{key, []Value{At(1), {}, At(7)}}}}, ""},
		{"short series", Radar{Meta: meta("r"), Axes: three, Scale: axis, Series: []RadarSeries{{key, []Value{At(1)}}}}, "1 values for 3"},
		{"two axes", Radar{Meta: meta("r"), Axes: three[:2], Scale: axis}, "three axes"},
		{"open scale", Radar{Meta: meta("r"), Axes: three, Scale: Axis{Range: Range{Min: 1, Max: 7}}}, "must be fixed"},
		{"bands", Radar{Meta: meta("r"), Axes: three, Scale: axis, Bands: true}, "bands need"},
		{"no role", Radar{Meta: meta("r"), Axes: three, Scale: axis, Series: []RadarSeries{{Key{}, []Value{{}, {}, {}}}}}, "no role"},
		{"NaN", Bars{Meta: meta("b"), Axis: axis, Groups: []BarGroup{{Bars: []Bar{{Value: At(math.NaN())}}}}}, "not a finite"},
		{"backward interval", Bars{Meta: meta("b"), Axis: axis, Groups: []BarGroup{{Bars: []Bar{{Value: Within(0, 1, -1)}}}}}, "interval runs"},
		{"bad id", Bars{Meta: meta("B b"), Axis: axis}, "lower-case"},
		{"unordered Pareto", Pareto{Meta: meta("p"), Bars: []ParetoBar{{Size: 1, Cumulative: 80}, {Size: 2, Cumulative: 20}}}, "ParetoOrder"},
		{"signed Pareto", Pareto{Meta: meta("p"), Bars: []ParetoBar{{Size: -1}}}, "ParetoOrder"},
		{"limits outside", Trend{Meta: meta("t"), Waves: []Wave{{}}, Limits: []Limits{{From: 0, To: 1}}}, "wave 1 of 1"},
		{"likert levels", Likert{Meta: meta("l"), Levels: make([]lang.Text, 5), Rows: []LikertRow{{Counts: []float64{1}}}}, "1 values for 5"},
		{"likert withheld", Likert{Meta: meta("l"), Levels: make([]lang.Text, 5), Rows: []LikertRow{{Missing: "<10"}}}, ""},
		{"eight slices", Pie{Meta: meta("p"), Slices: make([]Slice, 8)}, "7 at most"},
		{"dumbbell of three", Dumbbell{Meta: meta("d"), Series: []Key{key, key, key}}, "two series"},
		{"inner figure", Grid{Meta: meta("g"), Figures: []Figure{Radar{}}}, "figure g"},
	}
	for _, c := range cases {
		err := c.fig.Check()
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: got %v, want …%s…", c.name, err, c.want)
		}
	}
}

// The numbers are worked by hand: shortfalls 1.2+0.8+0.4 = 2.4, so the
// cumulative shares are 50, 83.33 and 100 %; the surplus stands apart.
func TestParetoOrderOfSignedContributions(t *testing.T) {
	got := ParetoOrder([]ParetoBar{
		{Ref: "a", Value: -0.4, Rest: true}, {Ref: "b", Value: -0.8}, {Ref: "c", Value: 0.3}, {Ref: "d", Value: -1.2}})
	var refs []string
	for _, b := range got {
		refs = append(refs, b.Ref)
	}
	if s := strings.Join(refs, ""); s != "dbac" {
		t.Fatalf("order %s, want dbac", s)
	}
	for i, want := range []float64{50, 250.0 / 3, 100, 0} {
		if math.Abs(got[i].Cumulative-want) > 1e-9 {
			t.Errorf("bar %s: cumulative %g, want %g", got[i].Ref, got[i].Cumulative, want)
		}
	}
	if !got[3].Opposite || got[0].Opposite {
		t.Error("the surplus is not the one set apart")
	}
	if err := (Pareto{Meta: meta("p"), Bars: got}).Check(); err != nil {
		t.Error(err)
	}
}

func TestParetoOrderOfNothing(t *testing.T) {
	if got := ParetoOrder(nil); len(got) != 0 {
		t.Error("bars out of nothing")
	}
	for _, b := range ParetoOrder([]ParetoBar{{Value: 0}, {Value: 0}}) {
		if b.Cumulative != 0 || b.Opposite {
			t.Errorf("a zero counts: %+v", b)
		}
	}
}

// A figure as JSON is what goldens hold: kinds and roles by name, absent
// parts left out.
func TestFigureAsJSON(t *testing.T) {
	f := Dots{Meta: meta("dots-dimensions"), Series: []Key{{lang.T("感知", "Perceived"), Perception}},
		Rows: []DotRow{{Label: lang.Same("REL"), Values: []Value{Within(5, 4, 6).As("item/REL").Of(12)}}}}
	got, err := json.Marshal(struct {
		Kind Kind `json:"kind"`
		Figure
	}{f.Kind(), f})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"kind":"dots"`, `"role":"perception"`, `"ref":"item/REL"`} {
		if !strings.Contains(string(got), want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
	if strings.Contains(string(got), "note") {
		t.Errorf("an empty note is written: %s", got)
	}
}
