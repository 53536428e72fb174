package draw

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"servqual/report/chart"
	"servqual/survey/lang"
)

var update = flag.Bool("update", false, "write the golden SVG files anew")

func svgOf(t *testing.T, fig chart.Figure, opt Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := SVG(&b, fig, opt); err != nil {
		t.Fatalf("%s: %v", fig.About().ID, err)
	}
	return b.Bytes()
}

// The goldens are drawings that were looked at and found good. Coordinates have
// two decimals, so they don't depend on the processor.
func TestGoldenSVG(t *testing.T) {
	mono := Default(lang.Both)
	mono.Theme = Mono()
	for name, c := range map[string]struct {
		fig chart.Figure
		opt Options
	}{
		"radar-zh": {sampleRadar(), Default(lang.Zh)}, "bands-en": {sampleBands(), Default(lang.En)}, "bars-both": {sampleBars(), Default(lang.Both)},
		"pareto-zh": {sampleCauses(), Default(lang.Zh)}, "contributions-en": {sampleContributions(), Default(lang.En)}, "trend-en": {sampleTrend(), Default(lang.En)},
		"control-zh": {sampleControl(), Default(lang.Zh)}, "dots-mono": {sampleDots(), mono}, "likert-zh": {sampleLikert(), Default(lang.Zh)},
		"quadrant-both": {sampleQuadrant(), Default(lang.Both)}, "five-gap-zh": {sampleFiveGap(), Default(lang.Zh)}, "funnel-en": {sampleFunnel(30), Default(lang.En)},
		"caterpillar-en": {sampleCaterpillar(8), Default(lang.En)}, "heatmap-zh": {sampleHeatmap(8), Default(lang.Zh)}, "grid-zh": {sampleGrid(), Default(lang.Zh)},
	} {
		got := svgOf(t, c.fig, c.opt)
		path := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from its golden; look at it, then go test -update: first difference: %s", name, difference(got, want))
		}
	}
}

func difference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			if i < len(w) {
				return "got " + g[i] + ", want " + w[i]
			}
			return "got " + g[i] + " beyond the end"
		}
	}
	return "shorter"
}

// Each figure is well-formed XML without style, script or outside reference;
// its texts are text, every reference and tooltip of its data is there, and its
// ids are its own, so that all figures can share one page.
func TestSVGIsFitForAPage(t *testing.T) {
	ids := map[string]string{}
	for _, fig := range samples() {
		id := fig.About().ID
		got := svgOf(t, fig, Default(lang.Both))
		if again := svgOf(t, fig, Default(lang.Both)); !bytes.Equal(got, again) {
			t.Errorf("%s: two drawings differ", id)
		}
		var texts strings.Builder
		dec, inText := xml.NewDecoder(bytes.NewReader(got)), false
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", id, err)
			}
			switch x := tok.(type) {
			case xml.StartElement:
				inText = x.Name.Local == "text"
				switch x.Name.Local {
				case "style", "script", "image", "use", "a", "foreignObject":
					t.Errorf("%s has a <%s>", id, x.Name.Local)
				}
				for _, a := range x.Attr {
					if a.Name.Local == "id" {
						if other, ok := ids[a.Value]; ok {
							t.Errorf("id %s is in %s and %s", a.Value, other, id)
						}
						ids[a.Value] = id
						if !strings.HasPrefix(a.Value, "fig-"+id) {
							t.Errorf("%s: id %s", id, a.Value)
						}
					}
				}
			case xml.CharData:
				if inText {
					texts.Write(x)
				}
			case xml.EndElement:
				inText = false
			}
		}
		if !strings.Contains(texts.String(), fig.About().Title.Zh[:3]) {
			t.Errorf("%s: the title is not text", id)
		}
		if !bytes.Contains(got, []byte(`role="img"`)) || !bytes.Contains(got, []byte("<title id=")) {
			t.Errorf("%s: no role or title", id)
		}
	}
}

func TestEveryPointKeepsItsReference(t *testing.T) {
	ref := regexp.MustCompile(`data-ref="([^"]*)"`)
	count := func(fig chart.Figure) map[string]int {
		out := map[string]int{}
		for _, m := range ref.FindAllStringSubmatch(string(svgOf(t, fig, Default(lang.En))), -1) {
			out[m[1]]++
		}
		return out
	}
	bars := count(sampleBars())
	for i := range items {
		if bars["gap/"+itemCode(i)] != 1 {
			t.Errorf("gap/%s is on %d bars", itemCode(i), bars["gap/"+itemCode(i)])
		}
	}
	radar := count(sampleRadar())
	for _, d := range dimensions {
		if radar["e/"+d.id] != 1 || radar["p/"+d.id] != 1 {
			t.Errorf("%s: references %v", d.id, radar)
		}
	}
	svg := string(svgOf(t, sampleRadar(), Default(lang.En)))
	if want := "<title>Reliability · Perceived 5.12 [4.95, 5.29] · n = 214</title>"; !strings.Contains(svg, want) {
		t.Errorf("no tooltip %s", want)
	}
}

// What a page restyles in the dark is what drawings use.
func TestDarkCSSHasEveryClass(t *testing.T) {
	css := DarkCSS("figure svg")
	class := regexp.MustCompile(`class="([^"]*)"`)
	for _, fig := range samples() {
		for _, m := range class.FindAllStringSubmatch(string(svgOf(t, fig, Default(lang.Zh))), -1) {
			for _, c := range strings.Fields(m[1]) {
				if (strings.HasPrefix(c, "f-") || strings.HasPrefix(c, "s-")) && !strings.Contains(css, "figure svg ."+c+"{") {
					t.Errorf("no dark rule for %s", c)
				}
			}
		}
	}
}

func TestMarkupInLabelsIsEscaped(t *testing.T) {
	fig := sampleSteps()
	fig.Steps[0].Label = lang.Same(`<script>&"'`)
	svg := svgOf(t, fig, Default(lang.Zh))
	if bytes.Contains(svg, []byte("<script")) {
		t.Error("markup in a label reaches the page")
	}
}
