package report

import (
	"fmt"
	"math"
	"strconv"
)

// RGB is a colour.
type RGB struct{ R, G, B uint8 }

// HouseAccent is the one colour of reports where a company gave none: that of
// the main series in charts.
var HouseAccent = RGB{0x1d, 0x44, 0x77}

// Accent is the company's main colour, or the house's. What is not "#rrggbb" is
// no colour: it comes from a user's file and ends in style sheets.
func (b Brand) Accent() RGB {
	if len(b.Colours) > 0 {
		if c, ok := parseRGB(b.Colours[0]); ok {
			return c
		}
	}
	return HouseAccent
}

func parseRGB(s string) (RGB, bool) {
	if len(s) != 7 || s[0] != '#' {
		return RGB{}, false
	}
	v, err := strconv.ParseUint(s[1:], 16, 32)
	return RGB{uint8(v >> 16), uint8(v >> 8), uint8(v)}, err == nil
}

// Hex writes "1d4477".
func (c RGB) Hex() string { return fmt.Sprintf("%02x%02x%02x", c.R, c.G, c.B) }

// Luminance is the relative luminance of WCAG 2, 0 for black to 1 for white.
func (c RGB) Luminance() float64 {
	lin := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

// Contrast is the contrast of WCAG 2 between two luminances, 1 to 21.
func Contrast(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	return (a + 0.05) / (b + 0.05)
}

// On is black or white, whichever reads better on the colour.
func (c RGB) On() RGB {
	if l := c.Luminance(); Contrast(l, 1) >= Contrast(l, 0) {
		return RGB{255, 255, 255}
	}
	return RGB{}
}

// Towards moves the colour to black (0) or white (255) until it reads on a
// ground of the given luminance with the contrast wanted.
func (c RGB) Towards(end uint8, want, ground float64) RGB {
	for range 60 {
		if Contrast(c.Luminance(), ground) >= want {
			break
		}
		c = c.mix(RGB{end, end, end}, 0.08)
	}
	return c
}

// Tint mixes the colour with white: 0 leaves it, 1 is white.
func (c RGB) Tint(white float64) RGB { return c.mix(RGB{255, 255, 255}, white) }

func (c RGB) mix(d RGB, t float64) RGB {
	one := func(a, b uint8) uint8 {
		x := float64(a) + (float64(b)-float64(a))*t
		// Away from where it was, or small steps would stand still.
		if b > a {
			return uint8(math.Min(255, math.Ceil(x)))
		}
		return uint8(math.Max(0, math.Floor(x)))
	}
	return RGB{one(c.R, d.R), one(c.G, d.G), one(c.B, d.B)}
}
