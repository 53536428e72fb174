package office

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"servqual/fixtures/sampledoc"
	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
)

func options(l lang.Lang) Options {
	role := map[chart.Role]string{}
	for r := chart.Expectation; r <= chart.Other; r++ {
		role[r] = "112233"
	}
	return Options{Lang: l, Font: "Test Sans", Size: 9, Palette: Palette{Text: "000000", Muted: "555555", Axis: "777777", Grid: "DDDDDD", Shortfall: "B4530A", Surplus: "0F766E", Neutral: "C5CCD5", Soft: "E3A869", Signal: "C8102E", Role: role, Ramp: [3]string{"B4530A", "F1F1EE", "0F766E"}}}
}

func ref(r0, c0, r1, c1 int) string { return fmt.Sprintf("S!R%dC%d:R%dC%d", r0, c0, r1, c1) }

func figures() []chart.Figure {
	var out []chart.Figure
	sampledoc.Monthly(lang.Zh).Walk(func(_ *report.Section, b report.Block) {
		if f, ok := b.(report.FigureBlock); ok {
			out = append(out, f.Figure)
		}
	})
	return out
}

// order is the order of the children of elements in the schema (ECMA-376 part
// 1, 21.2.2), as far as charts here use them. Excel calls a part that departs
// from it damaged.
var order = map[string][]string{
	"chartSpace":   {"date1904", "roundedCorners", "chart", "spPr", "txPr", "printSettings"},
	"chart":        {"title", "autoTitleDeleted", "plotArea", "legend", "plotVisOnly", "dispBlanksAs"},
	"plotArea":     {"layout", "barChart", "lineChart", "areaChart", "scatterChart", "radarChart", "pieChart", "catAx", "valAx", "spPr"},
	"title":        {"tx", "overlay"},
	"barChart":     {"barDir", "grouping", "varyColors", "ser", "gapWidth", "overlap", "axId"},
	"lineChart":    {"grouping", "varyColors", "ser", "hiLowLines", "marker", "axId"},
	"areaChart":    {"grouping", "varyColors", "ser", "axId"},
	"scatterChart": {"scatterStyle", "varyColors", "ser", "axId"},
	"radarChart":   {"radarStyle", "varyColors", "ser", "axId"},
	"pieChart":     {"varyColors", "ser", "firstSliceAng"},
	"ser":          {"idx", "order", "tx", "spPr", "invertIfNegative", "marker", "dPt", "dLbls", "errBars", "cat", "val", "xVal", "yVal", "smooth"},
	"dPt":          {"idx", "invertIfNegative", "marker", "bubble3D", "spPr"},
	"dLbl":         {"idx", "tx", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"},
	"dLbls":        {"dLbl", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize", "separator", "showLeaderLines"},
	"errBars":      {"errDir", "errBarType", "errValType", "noEndCap", "plus", "minus", "spPr"},
	"catAx":        {"axId", "scaling", "delete", "axPos", "majorGridlines", "title", "numFmt", "majorTickMark", "minorTickMark", "tickLblPos", "spPr", "crossAx", "crosses", "crossesAt", "auto", "lblAlgn", "lblOffset", "noMultiLvlLbl"},
	"valAx":        {"axId", "scaling", "delete", "axPos", "majorGridlines", "title", "numFmt", "majorTickMark", "minorTickMark", "tickLblPos", "spPr", "crossAx", "crosses", "crossesAt", "crossBetween", "majorUnit"},
	"scaling":      {"orientation", "max", "min"},
	"legend":       {"legendPos", "legendEntry", "overlay"},
	"strRef":       {"f", "strCache"},
	"numRef":       {"f", "numCache"},
	"numCache":     {"formatCode", "ptCount", "pt"},
}

// positions are the places that labels may have by kind of chart; another one
// makes Excel repair the file.
var positions = map[string][]string{"barChart": {"ctr", "inBase", "inEnd", "outEnd"}, "lineChart": {"t", "b", "l", "r", "ctr"}, "scatterChart": {"t", "b", "l", "r", "ctr"}, "pieChart": {"bestFit", "ctr", "inEnd", "outEnd"}}

func check(t *testing.T, id string, raw []byte) {
	t.Helper()
	type open struct {
		name string
		at   int
	}
	var path []open
	axes, used := map[string]bool{}, map[string]bool{}
	plot := ""
	d := xml.NewDecoder(strings.NewReader(string(raw)))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if strings.HasSuffix(e.Name.Space, "/chart") {
				if len(path) > 0 {
					up := &path[len(path)-1]
					if want, known := order[up.name]; known {
						i := slices.Index(want, e.Name.Local)
						// Axes of either kind follow each other in pairs.
						if i < 0 || i < up.at && !strings.HasSuffix(e.Name.Local, "Ax") && !strings.HasSuffix(e.Name.Local, "Chart") {
							t.Errorf("%s: <%s> is out of its place in <%s>", id, e.Name.Local, up.name)
						}
						up.at = max(up.at, i)
					}
					val := ""
					for _, a := range e.Attr {
						if a.Name.Local == "val" {
							val = a.Value
						}
					}
					switch {
					case e.Name.Local == "axId" && strings.HasSuffix(up.name, "Ax"):
						axes[val] = true
					case e.Name.Local == "axId" || e.Name.Local == "crossAx":
						used[val] = true
					case e.Name.Local == "dLblPos" && !slices.Contains(positions[plot], val):
						t.Errorf("%s: a label of a %s stands at %s", id, plot, val)
					}
				}
				if strings.HasSuffix(e.Name.Local, "Chart") {
					plot = e.Name.Local
				}
			}
			path = append(path, open{e.Name.Local, -1})
		case xml.EndElement:
			path = path[:len(path)-1]
		}
	}
	for a := range used {
		if !axes[a] {
			t.Errorf("%s: axis %s is used and not there", id, a)
		}
	}
}

// TestNative: every figure but the gap model and the heat map has a native form,
// in both languages, and its mark-up is in the order of the schema.
func TestNative(t *testing.T) {
	seen := map[chart.Kind]bool{}
	for _, l := range []lang.Lang{lang.Zh, lang.En, lang.Both} {
		for _, f := range figures() {
			seen[f.Kind()] = true
			cs, ok := Native(f, options(l))
			if none := f.Kind() == chart.KindFiveGap || f.Kind() == chart.KindHeatmap; ok == none {
				t.Errorf("%v: native form: %v", f.Kind(), ok)
			}
			for _, c := range cs {
				raw := c.XML(ref)
				check(t, f.About().ID, raw)
				if string(raw) != string(c.XML(ref)) {
					t.Errorf("%s: other bytes the second time", f.About().ID)
				}
				if c.Title == "" || len(c.Rows) < 2 || c.Width <= 0 || c.Height <= 0 {
					t.Errorf("%s: %q, %d rows, %d × %d", f.About().ID, c.Title, len(c.Rows), c.Width, c.Height)
				}
			}
		}
	}
	if len(seen) < 17 {
		t.Errorf("only %d kinds were seen", len(seen))
	}
}

// TestIntervals: charts of figures with intervals have error bars, or a ribbon
// where every wave has one.
func TestIntervals(t *testing.T) {
	for _, f := range figures() {
		cs, _ := Native(f, options(lang.Zh))
		for _, c := range cs {
			raw := string(c.XML(ref))
			switch f.Kind() {
			case chart.KindBars, chart.KindColumns, chart.KindCaterpillar, chart.KindTrend:
				if !strings.Contains(raw, "<c:errBars>") {
					t.Errorf("%s has no error bars", f.About().ID)
				}
			case chart.KindPareto:
				if strings.Count(raw, "<c:valAx>") != 2 || !strings.Contains(raw, `<c:max val="100"/>`) {
					t.Errorf("%s has no second axis to 100", f.About().ID)
				}
			case chart.KindQuadrant:
				if strings.Count(raw, "<c:dLbl>") < 22 {
					t.Errorf("%s has %d labels", f.About().ID, strings.Count(raw, "<c:dLbl>"))
				}
			}
		}
	}
	tr := chart.Trend{Meta: chart.Meta{ID: "t", Title: lang.Same("T")}, Waves: []chart.Wave{{Label: lang.Same("1")}, {Label: lang.Same("2")}}, Axis: chart.Axis{Decimals: 1},
		Series: []chart.TrendSeries{{Key: chart.Key{Name: lang.Same("s"), Role: chart.Main}, Values: []chart.Value{chart.Within(1, 0.5, 2), chart.Within(2, 1.5, 2.5)}}}}
	cs, _ := Native(tr, options(lang.Zh))
	raw := string(cs[0].XML(ref))
	if !strings.Contains(raw, "<c:areaChart>") || strings.Contains(raw, "<c:errBars>") {
		t.Error("a trend with all its intervals has no ribbon")
	}
	if cs[0].Rows[1][2].Number != 0.5 || cs[0].Rows[1][3].Number != 1.5 {
		t.Errorf("the ribbon of the first wave is %v", cs[0].Rows[1])
	}
}

// TestWithheld: an absent number is a blank cell, never a zero and never its
// value.
func TestWithheld(t *testing.T) {
	v := chart.Value{X: 4.3217, Lo: 4.1, Hi: 4.5, Bounded: true, Missing: "<10"}
	for _, f := range []chart.Figure{
		chart.Bars{Meta: chart.Meta{ID: "b"}, Groups: []chart.BarGroup{{Bars: []chart.Bar{{Value: v, Points: []chart.Value{v}}, {Value: chart.At(1)}}}}, Points: []chart.Key{{Role: chart.Main}}},
		chart.Columns{Meta: chart.Meta{ID: "c"}, Series: []chart.Key{{Role: chart.Main}}, Groups: []chart.Column{{Values: []chart.Value{v}}}},
		chart.Trend{Meta: chart.Meta{ID: "t"}, Waves: make([]chart.Wave, 2), Series: []chart.TrendSeries{{Key: chart.Key{Role: chart.Main}, Values: []chart.Value{v, v}}}},
		chart.Dots{Meta: chart.Meta{ID: "d"}, Series: []chart.Key{{Role: chart.Main}}, Rows: []chart.DotRow{{Values: []chart.Value{v}, Diff: v}}},
		chart.Quadrant{Meta: chart.Meta{ID: "q"}, Points: []chart.QuadrantPoint{{X: v, Y: v}}},
		chart.Caterpillar{Meta: chart.Meta{ID: "u"}, Rows: []chart.UnitRow{{Value: v, InnerLo: 4.3217, InnerHi: 4.3217}}},
		chart.Likert{Meta: chart.Meta{ID: "l"}, Levels: make([]lang.Text, 1), Rows: []chart.LikertRow{{Counts: []float64{43217}, NA: 43217, Missing: "<10"}}, NA: lang.Same("NA")},
		chart.Stack{Meta: chart.Meta{ID: "s"}, Parts: make([]chart.Part, 1), Rows: []chart.StackRow{{Counts: []float64{4.3217}, Missing: "<10"}}},
	} {
		cs, _ := Native(f, options(lang.Zh))
		for _, c := range cs {
			if raw := string(c.XML(ref)); strings.Contains(raw, "4.3217") || strings.Contains(raw, "43217") {
				t.Errorf("%s: the withheld number is in the chart", f.About().ID)
			}
			for _, row := range c.Rows {
				for _, x := range row {
					if x.Number == 4.3217 || x.Number == 43217 || strings.Contains(x.Text, "3217") {
						t.Errorf("%s: the withheld number is in a cell", f.About().ID)
					}
				}
			}
		}
	}
}

func TestReach(t *testing.T) {
	for _, c := range []struct {
		a      chart.Axis
		xs     []float64
		lo, hi float64
	}{
		{chart.Axis{Range: chart.Scale(1, 7)}, []float64{9}, 1, 7},
		{chart.Axis{}, []float64{0, -0.97}, -1, 0},
		{chart.Axis{Range: chart.Range{Min: 0, Max: 320}}, []float64{8, 301}, 0, 350},
		{chart.Axis{}, []float64{5, 5}, 4, 6},
	} {
		lo, hi := reach(c.a, c.xs)
		if diff := (lo-c.lo)*(lo-c.lo) + (hi-c.hi)*(hi-c.hi); diff > 1e-12 {
			t.Errorf("%v %v reaches %v–%v, want %v–%v", c.a.Range, c.xs, lo, hi, c.lo, c.hi)
		}
	}
}
