package pdf

import (
	"image/color"
	"math"
	"strconv"

	"servqual/report"
	"servqual/report/chart/draw"
)

type rgb struct{ r, g, b uint8 }

func ofInk(i draw.Ink) rgb {
	c := draw.Colour().Colour[i]
	return rgb{c.R, c.G, c.B}
}

var (
	ink     = ofInk(draw.InkText)
	soft    = ofInk(draw.InkMuted)
	hair    = rgb{223, 228, 234}
	panel   = rgb{245, 247, 249}
	good    = rgb{20, 104, 74}
	bad     = rgb{176, 32, 47}
	caution = rgb{122, 82, 0}
	pale    = rgb{253, 245, 227}
	white   = rgb{255, 255, 255}
)

func toneColour(t report.Tone) rgb {
	switch t {
	case report.Good:
		return good
	case report.Bad:
		return bad
	case report.Caution:
		return caution
	case report.Muted:
		return soft
	}
	return ink
}

// accent is the company's main colour, or the house's.
func accent(b report.Brand) rgb {
	if len(b.Colours) > 0 && len(b.Colours[0]) == 7 && b.Colours[0][0] == '#' {
		if v, err := strconv.ParseUint(b.Colours[0][1:], 16, 32); err == nil {
			return rgb{uint8(v >> 16), uint8(v >> 8), uint8(v)}
		}
	}
	return ofInk(draw.InkMain)
}

func (c rgb) luminance() float64 {
	lin := func(x uint8) float64 {
		v := float64(x) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.r) + 0.7152*lin(c.g) + 0.0722*lin(c.b)
}

// readable is black or white, whichever reads better on the colour (WCAG).
func (c rgb) readable() rgb {
	if c.luminance() > 0.179 {
		return rgb{}
	}
	return white
}

// onWhite darkens the colour until it reads on paper.
func (c rgb) onWhite() rgb {
	for range 40 {
		if 1.05/(c.luminance()+0.05) >= 4.5 {
			break
		}
		c = rgb{uint8(float64(c.r) * 0.9), uint8(float64(c.g) * 0.9), uint8(float64(c.b) * 0.9)}
	}
	return c
}

func ofColour(c color.Color) (rgb, float64) {
	if c == nil {
		return rgb{}, 1
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return rgb{n.R, n.G, n.B}, float64(n.A) / 255
}
