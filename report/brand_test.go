package report

import (
	"testing"

	"servqual/survey/lang"
)

// TestBrand: only "#rrggbb" is a colour, and text on or in it can be read
// (contrast of WCAG 2, 4.5).
func TestBrand(t *testing.T) {
	for _, s := range []string{"#000000", "#ffffff", "#FFCC00", "#1d4477", "#e4002b", "#777777", "#010101"} {
		c := Brand{Colours: []string{s}}.Accent()
		if want, _ := parseRGB(s); c != want {
			t.Errorf("%s became %v", s, c)
		}
		if got := Contrast(c.Luminance(), c.On().Luminance()); got < 4.5 {
			t.Errorf("%v on %s has contrast %.2f", c.On(), s, got)
		}
		if got := Contrast(c.Towards(0, 4.5, 1).Luminance(), 1); got < 4.5 {
			t.Errorf("%s darkened has contrast %.2f on white", s, got)
		}
		if got := Contrast(c.Towards(255, 5.5, 0.011).Luminance(), 0.011); got < 5.5 {
			t.Errorf("%s lightened has contrast %.2f on a dark page", s, got)
		}
	}
	for _, bad := range [][]string{nil, {"red"}, {"#12345g"}, {"#fff"}, {"#1d4477;}"}, {`red;}</style>`}} {
		if c := (Brand{Colours: bad}).Accent(); c != HouseAccent {
			t.Errorf("%q became %v", bad, c)
		}
	}
	if c := (RGB{0, 100, 200}).Tint(1); c != (RGB{255, 255, 255}) {
		t.Errorf("all white is %v", c)
	}
	// White on black has the largest contrast there is, 21 (WCAG 2).
	if got := Contrast(0, RGB{255, 255, 255}.Luminance()); got < 20.999 || got > 21.001 {
		t.Errorf("white on black has contrast %v", got)
	}
}

func TestAlignOf(t *testing.T) {
	tab := Table{Columns: []Column{{}, {}, {Align: Centre}, {}}, Rows: []Row{
		{Cells: []Cell{{Text: lang.Same("a")}, {Number: N(Mean, 1)}, {Number: N(Mean, 1)}, {}}},
		{Cells: []Cell{{Number: N(Mean, 1)}, {}}},
		{Cells: []Cell{{}, {Number: Suppressed(10)}}},
		{Cells: []Cell{{}, {Text: lang.T("隐去", "withheld"), Tone: Muted}}},
	}}
	for i, want := range []Align{Left, Right, Centre, Left} {
		if got := tab.AlignOf(i); got != want {
			t.Errorf("column %d: %v, want %v", i, got, want)
		}
	}
}
