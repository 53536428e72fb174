package draw

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"servqual/report/chart"
	"servqual/survey/lang"
)

var languages = []lang.Lang{lang.Zh, lang.En, lang.Both}

// inspect lays a figure out and reports texts that leave the paper or touch one
// another.
func inspect(t *testing.T, name string, fig chart.Figure, opt Options) *scene {
	t.Helper()
	wl, hl, err := Size(fig, opt)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	s, err := layout(fig, opt, wl.Points(), hl.Points())
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	for _, f := range faults(s) {
		t.Errorf("%s (%v, medium %d): %s", name, opt.Lang, opt.Size, f)
	}
	return s
}

// faults names what is wrong with where texts stand. Boxes are as high as the
// type, so two lines of one label stand 0.28 em apart; a hundredth of a point
// is rounding.
func faults(s *scene) []string {
	var out []string
	const edge = 1.0
	for i, a := range s.boxes {
		if a.X0 < edge || a.Y0 < edge || a.X1 > s.w-edge || a.Y1 > s.h-edge {
			out = append(out, fmt.Sprintf("%q leaves the paper of %.0f×%.0f: %.1f…%.1f × %.1f…%.1f", a.Text, s.w, s.h, a.X0, a.X1, a.Y0, a.Y1))
		}
		ra := rect{a.X0, a.Y0, a.X1, a.Y1}.inset(0.05)
		for _, b := range s.boxes[i+1:] {
			if ra.hits(rect{b.X0, b.Y0, b.X1, b.Y1}) {
				out = append(out, fmt.Sprintf("%q and %q overlap", a.Text, b.Text))
			}
		}
	}
	return out
}

func TestLabelsStayOnPaperAndApart(t *testing.T) {
	for _, fig := range samples() {
		for _, l := range languages {
			for _, medium := range []Medium{Report, Slide, Thumb} {
				opt := Default(l)
				opt.Size = medium
				inspect(t, fig.About().ID, fig, opt)
				opt.Bare = true
				inspect(t, fig.About().ID+" bare", fig, opt)
			}
		}
	}
}

// The longest labels that presets and users come up with, in every kind of
// figure that takes labels.
func TestLongLabels(t *testing.T) {
	long := lang.T("服务人员在承诺的时间内主动联系顾客并详细说明维修项目、预计费用与取车时间的及时程度（含节假日）",
		"Staff contact customers proactively within the promised time and explain the repair items, estimated charges and pick-up time in detail")
	word := lang.T("https://example.com/问卷/2026/10/朝阳店", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")
	for name, label := range map[string]lang.Text{"long": long, "unbreakable": word} {
		for _, fig := range labelled(label) {
			for _, l := range languages {
				inspect(t, name+" "+fig.About().ID, fig, Default(l))
			}
		}
	}
}

// labelled gives the sample figures with some labels replaced.
func labelled(label lang.Text) []chart.Figure {
	radar, bars, dots, pareto := sampleRadar(), sampleBars(), sampleDots(), sampleCauses()
	likert, quadrant, cater, heat := sampleLikert(), sampleQuadrant(), sampleCaterpillar(8), sampleHeatmap(8)
	trend, stack, pie, gap, columns, funnel := sampleTrend(), sampleStack(), samplePie(), sampleFiveGap(), sampleColumns(), sampleFunnel(30)
	radar.Axes[1].Label, radar.Axes[2].Label = label, label
	bars.Groups[1].Bars[2].Label, bars.Groups[2].Label = label, label
	dots.Rows[1].Label, dots.Series[0].Name = label, label
	pareto.Bars[1].Label = label
	likert.Rows[3].Label, likert.Levels[2] = label, label
	quadrant.Points[6].Label, quadrant.Corners[1] = label, label
	cater.Rows[3].Label, cater.CentreLabel = label, label
	heat.Rows[2].Label, heat.Columns[1] = label, label
	trend.Series[0].Name, trend.Events[0].Label = label, label
	stack.Rows[1].Label, stack.Parts[0].Name = label, label
	pie.Slices[2].Label = label
	gap.Boxes.Management, gap.Gaps[0].Label = label, label
	columns.Groups[2].Label = label
	funnel.Points[2].Label = label
	steps := sampleSteps()
	steps.Steps[1].Label, steps.Steps[2].Text, steps.Note, steps.Title = label, label, label, label
	return []chart.Figure{radar, bars, dots, pareto, likert, quadrant, cater, heat, trend, stack, pie, gap, columns, funnel, steps}
}

// Awkward data: nothing, one, all equal, all missing, intervals wider than the
// scale, huge and tiny numbers.
func TestAwkwardData(t *testing.T) {
	m := func(id string) chart.Meta { return chart.Meta{ID: id, Title: lang.T("标题", "Title")} }
	key := []chart.Key{expected, perceived}
	radar := func(id string, vs ...chart.Value) chart.Radar {
		return chart.Radar{Meta: m(id), Axes: spoke()[:3], Scale: mean7, Series: []chart.RadarSeries{{Key: expected, Values: vs}}}
	}
	none := chart.None("<10")
	flat := sampleTrend()
	for i := range flat.Series[0].Values {
		flat.Series[0].Values[i], flat.Series[1].Values[i] = chart.At(-1), chart.At(-1)
	}
	flat.Axis.Range = chart.Range{}
	empty := sampleTrend()
	for i := range empty.Series[0].Values {
		empty.Series[0].Values[i], empty.Series[1].Values[i] = none, none
	}
	same := sampleQuadrant()
	for i := range same.Points {
		same.Points[i].X, same.Points[i].Y = chart.At(5), chart.At(5)
	}
	same.CrossX, same.CrossY = 5, 5
	figs := []chart.Figure{
		radar("r-none", none, none, none), radar("r-one", chart.At(4), none, none), radar("r-equal", chart.At(7), chart.At(7), chart.At(7)),
		radar("r-wide", chart.Within(6.9, 5, 8.8), chart.Within(1, -1, 3), chart.At(1)),
		chart.Pareto{Meta: m("p-empty")}, chart.Pareto{Meta: m("p-zero"), Bars: chart.ParetoOrder([]chart.ParetoBar{{Label: lang.Same("a")}, {Label: lang.Same("b")}})},
		chart.Pareto{Meta: m("p-one"), Threshold: 80, Bars: chart.ParetoOrder([]chart.ParetoBar{{Label: lang.Same("a"), Value: 3}})},
		chart.Pareto{Meta: m("p-big"), Threshold: 80, Bars: chart.ParetoOrder([]chart.ParetoBar{{Label: lang.Same("a"), Value: 3e6}, {Label: lang.Same("b"), Value: 1e-6}})},
		chart.Trend{Meta: m("t-empty")}, chart.Trend{Meta: m("t-one"), Waves: months(1), Series: []chart.TrendSeries{{Key: perceived, Values: []chart.Value{chart.Within(5, 4, 6)}}}},
		flat, empty,
		chart.Bars{Meta: m("b-empty")}, chart.Bars{Meta: m("b-none"), Groups: []chart.BarGroup{{Bars: []chart.Bar{{Label: lang.Same("a"), Value: none}}}}},
		chart.Bars{Meta: m("b-zero"), Groups: []chart.BarGroup{{Bars: []chart.Bar{{Label: lang.Same("a"), Value: chart.At(0)}, {Label: lang.Same("b"), Value: chart.At(0)}}}}},
		chart.Dots{Meta: m("d-empty"), Series: key}, chart.Dots{Meta: m("d-equal"), Series: key, Rows: []chart.DotRow{{Label: lang.Same("a"), Values: []chart.Value{chart.At(5), chart.At(5)}}}},
		chart.Likert{Meta: m("l-empty"), Levels: make([]lang.Text, 5)},
		chart.Likert{Meta: m("l-zero"), Levels: make([]lang.Text, 4), Rows: []chart.LikertRow{{Label: lang.Same("a"), Counts: make([]float64, 4)}, {Label: lang.Same("b"), Counts: []float64{1, 0, 0, 0}}}},
		chart.Stack{Meta: m("s-empty")}, chart.Quadrant{Meta: m("q-empty")}, same,
		chart.Funnel{Meta: m("f-empty")}, sampleFunnel(1), chart.Caterpillar{Meta: m("c-empty")}, sampleCaterpillar(1),
		chart.Heatmap{Meta: m("h-empty"), Span: 1}, sampleHeatmap(1), chart.Steps{Meta: m("st-empty")}, chart.Columns{Meta: m("co-empty")},
		chart.Pie{Meta: m("pi-empty")}, chart.Pie{Meta: m("pi-one"), Slices: []chart.Slice{{Label: lang.Same("a"), Value: 2}, {Label: lang.Same("b")}}},
		chart.Grid{Meta: m("g-empty")}, chart.FiveGap{Meta: m("fg-empty")},
	}
	for _, fig := range figs {
		for _, l := range languages {
			s := inspect(t, fig.About().ID, fig, Default(l))
			if s == nil {
				continue
			}
			if svg := string(s.svg(fig, Default(l))); strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
				t.Errorf("%s: coordinates that are no numbers", fig.About().ID)
			}
		}
	}
}

func TestMissingGlyphIsAnError(t *testing.T) {
	fig := sampleRadar()
	fig.Axes[1].Label = lang.Same("可靠性𠮷😀")
	_, err := layout(fig, Default(lang.Zh), 340, 300)
	var missing *MissingGlyphError
	if !errors.As(err, &missing) || string(missing.Runes) != "𠮷😀" {
		t.Fatalf("got %v, want both runes named", err)
	}
	if clean, lost := Legible("可靠性𠮷\u200d😀\ufe0f\tA"); clean != "可靠性〓〓 A" || string(lost) != "𠮷😀" {
		t.Errorf("Legible: %q, lost %q", clean, string(lost))
	}
	if s, lost := Legible("朝阳店 REL −0.83"); s != "朝阳店 REL −0.83" || lost != nil {
		t.Errorf("Legible changes good text: %q, %q", s, string(lost))
	}
}

// Every text in the samples, which use all signs that drawings print, has its
// glyphs; so do the signs themselves.
func TestEverySignHasAGlyph(t *testing.T) {
	if bad := MissingGlyphs("−+%[],.–…→≤≥±×·Σ①②（）：；、，。“”《》〓○●△▲▼◇"); len(bad) > 0 {
		t.Errorf("no glyph for %q", string(bad))
	}
	for _, fig := range samples() {
		s, err := layout(fig, Default(lang.Both), 900, 2000)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, b := range s.boxes {
			if bad := MissingGlyphs(b.Text); len(bad) > 0 {
				t.Errorf("%q: no glyph for %q", b.Text, string(bad))
			}
		}
	}
}

func TestTooSmallIsAnErrorNotAClip(t *testing.T) {
	opt := Default(lang.Both)
	opt.Width, opt.Height = vg.Points(200), vg.Points(24)
	for _, fig := range samples() {
		var small *TooSmallError
		if _, err := layout(fig, opt, 200, 24); !errors.As(err, &small) {
			t.Errorf("%s on a stamp: %v", fig.About().ID, err)
		} else if small.Needed <= small.Height {
			t.Errorf("%s needs %v of %v", fig.About().ID, small.Needed, small.Height)
		}
	}
}

func TestBadOptionsAreRefused(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"language": func(o *Options) { o.Lang = 0 }, "medium": func(o *Options) { o.Size = 0 },
		"theme": func(o *Options) { o.Theme = Theme{} }, "scale": func(o *Options) { o.FontScale = 0 },
	} {
		opt := Default(lang.En)
		change(&opt)
		if _, _, err := Size(sampleRadar(), opt); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Words of ordinary length are never cut in two: every piece of English that is
// set is made of whole words of the figure's own labels.
func TestWordsStayWhole(t *testing.T) {
	for _, fig := range samples() {
		words := map[string]bool{}
		full, err := layout(fig, Default(lang.En), 4000, 4000)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range full.boxes {
			for _, w := range strings.Fields(b.Text) {
				words[w] = true
			}
		}
		for _, medium := range []Medium{Report, Slide} {
			opt := Default(lang.En)
			opt.Size = medium
			s := inspect(t, fig.About().ID, fig, opt)
			if s == nil {
				continue
			}
			for _, b := range s.boxes {
				for _, w := range strings.Fields(b.Text) {
					if !words[w] && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
						t.Errorf("%s, medium %d: %q is a piece of a word", fig.About().ID, medium, w)
					}
				}
			}
		}
	}
}
