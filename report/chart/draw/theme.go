package draw

import (
	"fmt"
	"image/color"
	"strings"
)

// Ink names what a colour is for. Drawings speak of inks, a theme says what
// they are, and in SVG every ink is a class, so that a page can restyle it.
type Ink int

// The inks. The zero value is invalid.
const (
	InkText Ink = iota + 1
	InkMuted
	InkAxis
	InkGrid
	InkPaper
	InkPanel // a light ground behind a block
	InkExpectation
	InkPerception
	InkMinimum
	InkDesired
	InkBenchmark
	InkManagers
	InkCustomers
	InkStaff
	InkBest
	InkMain
	InkOther
	InkShortfall // below what was expected
	InkSurplus   // above it
	InkNeutral   // met, not distinguishable
	InkSoft      // bars that aren't the message
	InkSignal    // red: a signal, below the minimum, and nothing else
	InkBandLow   // minimum to perception
	InkBandOpen  // perception to desired
	InkBandBad   // perception below the minimum
	InkBandGood  // perception above the desired level
	inkCount
)

var inkNames = [inkCount]string{
	InkText: "text", InkMuted: "muted", InkAxis: "axis", InkGrid: "grid", InkPaper: "paper", InkPanel: "panel",
	InkExpectation: "expectation", InkPerception: "perception", InkMinimum: "minimum", InkDesired: "desired",
	InkBenchmark: "benchmark", InkManagers: "managers", InkCustomers: "customers", InkStaff: "staff",
	InkBest: "best", InkMain: "main", InkOther: "other", InkShortfall: "shortfall", InkSurplus: "surplus",
	InkNeutral: "neutral", InkSoft: "soft", InkSignal: "signal", InkBandLow: "band-low", InkBandOpen: "band-open",
	InkBandBad: "band-bad", InkBandGood: "band-good",
}

// String gives the name of the ink as used in class names.
func (i Ink) String() string {
	if i > 0 && i < inkCount {
		return inkNames[i]
	}
	return fmt.Sprintf("draw.Ink(%d)", int(i))
}

// Theme says which colour each ink is. It is a value: With gives a changed copy.
type Theme struct {
	Name   string
	Colour [inkCount]color.NRGBA
	// Ramp is the diverging scale of heat maps and answer distributions:
	// worst, middle, best.
	Ramp [3]color.NRGBA
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

// Colour is the house theme. Blue, amber and teal stay apart for readers who
// don't see red and green, and in lightness on a black-and-white printer:
// expectation is dark, perception light; a shortfall is dark, a surplus teal.
func Colour() Theme {
	return Theme{Name: "colour", Colour: [inkCount]color.NRGBA{
		InkText: hex(0x1F2933), InkMuted: hex(0x55606C), InkAxis: hex(0x7F8A97), InkGrid: hex(0xDDE2E8),
		InkPaper: hex(0xFFFFFF), InkPanel: hex(0xF2F5F8),
		InkExpectation: hex(0x1D4477), InkPerception: hex(0xE58606), InkMinimum: hex(0x96804F), InkDesired: hex(0x0B7285),
		InkBenchmark: hex(0x6B7280), InkManagers: hex(0x9A6700), InkCustomers: hex(0x1D4477), InkStaff: hex(0x00796B),
		InkBest: hex(0x0F766E), InkMain: hex(0x1D4477), InkOther: hex(0x8A94A1),
		InkShortfall: hex(0xB4530A), InkSurplus: hex(0x0F766E), InkNeutral: hex(0xC5CCD5), InkSoft: hex(0xE3A869),
		InkSignal:  hex(0xC8102E),
		InkBandLow: hex(0x5B93CF), InkBandOpen: hex(0xF4CF4F), InkBandBad: hex(0xC8102E), InkBandGood: hex(0x3C9A5F),
	}, Ramp: [3]color.NRGBA{hex(0xB4530A), hex(0xE6E6E2), hex(0x0F766E)}}
}

// Mono is black, white and greys, for printing without colour. Markers, dashes
// and hollow bars carry the difference, as they do in colour.
func Mono() Theme {
	return Theme{Name: "mono", Colour: [inkCount]color.NRGBA{
		InkText: hex(0x000000), InkMuted: hex(0x444444), InkAxis: hex(0x777777), InkGrid: hex(0xDDDDDD),
		InkPaper: hex(0xFFFFFF), InkPanel: hex(0xF4F4F4),
		InkExpectation: hex(0x111111), InkPerception: hex(0x808080), InkMinimum: hex(0x999999), InkDesired: hex(0x333333),
		InkBenchmark: hex(0x666666), InkManagers: hex(0x111111), InkCustomers: hex(0x808080), InkStaff: hex(0x555555),
		InkBest: hex(0x222222), InkMain: hex(0x222222), InkOther: hex(0x888888),
		InkShortfall: hex(0x222222), InkSurplus: hex(0x707070), InkNeutral: hex(0xD0D0D0), InkSoft: hex(0xAAAAAA),
		InkSignal:  hex(0x000000),
		InkBandLow: hex(0xB8B8B8), InkBandOpen: hex(0xE4E4E4), InkBandBad: hex(0x222222), InkBandGood: hex(0x8A8A8A),
	}, Ramp: [3]color.NRGBA{hex(0x4A4A4A), hex(0xE9E9E9), hex(0xA9A9A9)}}
}

// With gives the theme with one ink changed: a company's own colour.
func (t Theme) With(i Ink, c color.NRGBA) Theme {
	if i > 0 && i < inkCount {
		t.Colour[i] = c
	}
	return t
}

func (t Theme) check() error {
	for i := InkText; i < inkCount; i++ {
		if t.Colour[i].A == 0 {
			return fmt.Errorf("draw: theme %q has no colour for %v: start from Colour or Mono", t.Name, i)
		}
	}
	return nil
}

// dark holds what the inks become on a dark page. Ramp colours stay: their
// numbers are set on them.
var dark = [inkCount]color.NRGBA{
	InkText: hex(0xE6EAEE), InkMuted: hex(0xA9B4C0), InkAxis: hex(0x8592A0), InkGrid: hex(0x37424E),
	InkPaper: hex(0x161B21), InkPanel: hex(0x202831),
	InkExpectation: hex(0x8FB8F0), InkPerception: hex(0xF5A93B), InkMinimum: hex(0xC2AF92), InkDesired: hex(0x4CC3D9),
	InkBenchmark: hex(0xAAB4C0), InkManagers: hex(0xE0B04C), InkCustomers: hex(0x8FB8F0), InkStaff: hex(0x4DC4B2),
	InkBest: hex(0x45C4B5), InkMain: hex(0x8FB8F0), InkOther: hex(0x98A3AF),
	InkShortfall: hex(0xE58A45), InkSurplus: hex(0x3DB5A6), InkNeutral: hex(0x5A6672), InkSoft: hex(0x9A6B3E),
	InkSignal:  hex(0xFF6B81),
	InkBandLow: hex(0x5B93CF), InkBandOpen: hex(0xC9A52C), InkBandBad: hex(0xE0435C), InkBandGood: hex(0x3C9A5F),
}

// DarkCSS gives the style rules that turn inline SVG figures dark, for the page
// to put inside its dark-mode condition. Each rule is prefixed with scope, a
// selector such as "figure svg".
func DarkCSS(scope string) string {
	var b strings.Builder
	for i := InkText; i < inkCount; i++ {
		fmt.Fprintf(&b, "%[1]s .f-%[2]s{fill:%[3]s}%[1]s .s-%[2]s{stroke:%[3]s}\n", scope, i, css(dark[i]))
	}
	return b.String()
}

func css(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// ramp gives the colour of the diverging scale at t from −1 (worst) to 1 (best).
func (t Theme) ramp(at float64) color.NRGBA {
	at = min(1, max(-1, at))
	to := t.Ramp[2]
	if at < 0 {
		to, at = t.Ramp[0], -at
	}
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*at + 0.5) }
	mid := t.Ramp[1]
	return color.NRGBA{R: mix(mid.R, to.R), G: mix(mid.G, to.G), B: mix(mid.B, to.B), A: 255}
}

// readable gives black or white, whichever contrasts more with the ground
// (WCAG relative luminance; the threshold is where both contrasts are equal).
func readable(c color.NRGBA) color.NRGBA {
	if luminance(c) > 0.179 {
		return hex(0x000000)
	}
	return hex(0xFFFFFF)
}
