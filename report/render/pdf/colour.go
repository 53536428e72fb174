package pdf

import (
	"image/color"

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

func of(c report.RGB) rgb { return rgb{c.R, c.G, c.B} }

// onWhite darkens the colour until it reads on paper.
func (c rgb) onWhite() rgb { return of(report.RGB{R: c.r, G: c.g, B: c.b}.Towards(0, 4.5, 1)) }

func ofColour(c color.Color) (rgb, float64) {
	if c == nil {
		return rgb{}, 1
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return rgb{n.R, n.G, n.B}, float64(n.A) / 255
}
