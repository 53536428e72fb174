package draw

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"servqual/report/chart"
	"servqual/survey/lang"
)

func pictureOf(t *testing.T, fig chart.Figure, opt Options) image.Image {
	t.Helper()
	opt.DPI = 72
	var b bytes.Buffer
	if err := PNG(&b, fig, opt); err != nil {
		t.Fatalf("%s: %v", fig.About().ID, err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// Nothing is painted in the outermost two pixels, so nothing is cut off, and
// something is painted inside.
func TestPicturesHaveAMarginAndAContent(t *testing.T) {
	for _, fig := range samples() {
		img := pictureOf(t, fig, Default(lang.Both))
		r := img.Bounds()
		inked := 0
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
				if c == hex(0xFFFFFF) {
					continue
				}
				inked++
				if x < r.Min.X+2 || y < r.Min.Y+2 || x >= r.Max.X-2 || y >= r.Max.Y-2 {
					t.Fatalf("%s: ink in the margin at %d,%d of %v", fig.About().ID, x, y, r)
				}
			}
		}
		if share := float64(inked) / float64(r.Dx()*r.Dy()); share < 0.01 {
			t.Errorf("%s: only %.2f%% of the picture is inked", fig.About().ID, 100*share)
		}
	}
}

// On part of a canvas, the figure stays within it.
func TestDrawStaysInItsRectangle(t *testing.T) {
	c := vgimg.NewWith(vgimg.UseWH(vg.Points(700), vg.Points(600)), vgimg.UseDPI(72))
	part := vgdraw.Crop(vgdraw.New(c), vg.Points(100), vg.Points(-50), vg.Points(80), vg.Points(-40))
	if err := Draw(part, sampleRadar(), Default(lang.En)); err != nil {
		t.Fatal(err)
	}
	img := c.Image()
	inside := 0
	for y := range 600 {
		for x := range 700 {
			if color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA) == hex(0xFFFFFF) {
				continue
			}
			if x < 100 || x >= 650 || y < 40 || y >= 520 {
				t.Fatalf("ink outside at %d,%d", x, y)
			}
			inside++
		}
	}
	if inside == 0 {
		t.Error("nothing was drawn")
	}
}

// Text drawn by the canvas is as wide as it was measured.
func TestMeasureAgreesWithCanvas(t *testing.T) {
	var m metrics
	for _, s := range []string{"可靠性 Reliability −0.83 [−0.97, −0.69]", "AVAToTe", "差距（感知 − 期望）"} {
		for _, bold := range []bool{false, true} {
			f := face(bold, 10)
			got, want := m.width(s, 10, bold), f.Width(s).Points()
			if math.Abs(got-want) > 0.01 {
				t.Errorf("%q: measured %.3f, the canvas draws %.3f", s, got, want)
			}
		}
	}
}

func TestMonoHasNoColour(t *testing.T) {
	opt := Default(lang.Zh)
	opt.Theme = Mono()
	for _, fig := range []chart.Figure{sampleRadar(), sampleBands(), sampleControl(), sampleLikert(), sampleHeatmap(8), sampleQuadrant(), sampleFunnel(30), samplePie()} {
		img := pictureOf(t, fig, opt)
		r := img.Bounds()
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				if c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA); c.R != c.G || c.G != c.B {
					t.Fatalf("%s: colour %v", fig.About().ID, c)
				}
			}
		}
	}
}

// Contrast as WCAG 2.1 asks: 4.5 for text, 3 for graphics.
func TestContrast(t *testing.T) {
	for _, th := range []Theme{Colour(), Mono()} {
		paper := th.Colour[InkPaper]
		for i, want := range map[Ink]float64{InkText: 7, InkMuted: 4.5, InkExpectation: 4.5, InkShortfall: 4.5, InkSurplus: 4.5, InkSignal: 4.5,
			InkManagers: 4.5, InkStaff: 4.5, InkDesired: 4.5, InkBenchmark: 3, InkAxis: 3, InkMinimum: 2.4, InkPerception: 2.4, InkOther: 3} {
			if c := contrast(th.Colour[i], paper); c < want {
				t.Errorf("%s %v: contrast %.2f, want %.1f", th.Name, i, c, want)
			}
		}
		for i := -10; i <= 10; i++ {
			c := th.ramp(float64(i) / 10)
			if k := contrast(readable(c), c); k < 4.5 {
				t.Errorf("%s: numbers on the ramp at %d/10 have contrast %.2f", th.Name, i, k)
			}
		}
	}
	for i := InkText; i < inkCount; i++ {
		if dark[i].A == 0 {
			t.Errorf("%v has no dark colour", i)
		}
	}
	for _, i := range []Ink{InkText, InkMuted, InkExpectation, InkPerception, InkShortfall, InkSurplus, InkSignal} {
		if c := contrast(dark[i], dark[InkPaper]); c < 4.5 {
			t.Errorf("dark %v: contrast %.2f", i, c)
		}
	}
}

// Pairs that stand for opposites stay apart for readers without red or green
// cones (simulation of Viénot, Brettel and Mollon 1999, in linear RGB), and in
// lightness where they overlap.
func TestOpposedInksStayApartForEveryEye(t *testing.T) {
	lin := func(c color.NRGBA) [3]float64 {
		var out [3]float64
		for i, v := range []uint8{c.R, c.G, c.B} {
			out[i] = luminance(color.NRGBA{R: v, G: v, B: v, A: 255})
		}
		return out
	}
	// Protanopia and deuteranopia as matrices on linear RGB.
	views := map[string][3][3]float64{
		"ordinary":     {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"protanopia":   {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
		"deuteranopia": {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
	}
	th := Colour()
	for _, pair := range [][2]Ink{{InkExpectation, InkPerception}, {InkShortfall, InkSurplus}, {InkManagers, InkCustomers}, {InkMinimum, InkDesired}} {
		a, b := lin(th.Colour[pair[0]]), lin(th.Colour[pair[1]])
		for name, m := range views {
			d := 0.0
			for i := range 3 {
				va, vb := 0.0, 0.0
				for j := range 3 {
					va, vb = va+m[i][j]*a[j], vb+m[i][j]*b[j]
				}
				// Square roots bring linear light near to what eyes compare.
				d += math.Pow(math.Sqrt(max(0, va))-math.Sqrt(max(0, vb)), 2)
			}
			if math.Sqrt(d) < 0.2 {
				t.Errorf("%v and %v are alike with %s: %.2f", pair[0], pair[1], name, math.Sqrt(d))
			}
		}
	}
	if r := contrast(th.Colour[InkExpectation], th.Colour[InkPerception]); r < 3 {
		t.Errorf("expectation and perception print alike in grey: %.2f", r)
	}
}

// Roles differ in marker or dash, not only in colour.
func TestRolesDifferWithoutColour(t *testing.T) {
	for _, pair := range [][2]chart.Role{{chart.Expectation, chart.Perception}, {chart.Managers, chart.Customers}, {chart.Minimum, chart.Desired}, {chart.Main, chart.Benchmark}} {
		a, b := looks[pair[0]], looks[pair[1]]
		if a.shape == b.shape {
			t.Errorf("%v and %v share a marker", pair[0], pair[1])
		}
		if len(a.dash) == len(b.dash) && (len(a.dash) == 0 || a.dash[0] == b.dash[0]) {
			t.Errorf("%v and %v share a dash", pair[0], pair[1])
		}
	}
	for r := chart.Expectation; r <= chart.Other; r++ {
		if _, ok := looks[r]; !ok {
			t.Errorf("%v has no look", r)
		}
	}
}
