package xlsx

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/chart/draw"
	"servqual/report/chart/office"
	"servqual/survey/lang"
)

// look is a cell's style; equal looks share one style of the workbook.
type look struct {
	bold, italic, wrap, link bool
	size                     float64 // 0: the body size
	colour, fill             string  // "RRGGBB"; "" default, none
	format                   string  // number format; "@" text; "" general
	align                    string  // left, right, center
	bottom, top              string  // colour of a border; "" none
	heavy                    bool    // the bottom border is heavy
	indent                   int
}

const bodySize = 10.5

// face is the type face: one that has the language on Windows; other systems
// choose their own in its place.
func face(l lang.Lang) string {
	if l == lang.En {
		return "Calibri"
	}
	return "Microsoft YaHei"
}

func (b *book) style(k look) (int, error) {
	if id, ok := b.styles[k]; ok {
		return id, nil
	}
	font := &excelize.Font{Family: face(b.doc.Lang), Size: bodySize, Bold: k.bold, Italic: k.italic, Color: b.palette.Text}
	if k.size > 0 {
		font.Size = k.size
	}
	if k.colour != "" {
		font.Color = k.colour
	}
	if k.link {
		font.Underline = "single"
	}
	s := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Horizontal: k.align, Vertical: "center", WrapText: k.wrap, Indent: k.indent}}
	if k.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{k.fill}}
	}
	if k.format != "" {
		f := k.format
		s.CustomNumFmt = &f
	}
	if k.top != "" {
		s.Border = append(s.Border, excelize.Border{Type: "top", Color: k.top, Style: 1})
	}
	if k.bottom != "" {
		w := 1
		if k.heavy {
			w = 2
		}
		s.Border = append(s.Border, excelize.Border{Type: "bottom", Color: k.bottom, Style: w})
	}
	id, err := b.f.NewStyle(s)
	if err != nil {
		return 0, err
	}
	b.styles[k] = id
	return id, nil
}

// toneColour are the colours of meaning, dark enough for text on white.
func toneColour(t report.Tone, p office.Palette) string {
	switch t {
	case report.Good:
		return "14684A"
	case report.Bad:
		return "B0202F"
	case report.Caution:
		return "7A5200"
	case report.Muted:
		return p.Muted
	}
	return ""
}

// palette takes the colours of the native charts from the theme of the drawn
// ones, so that a series has one colour in every format.
func palette() office.Palette {
	t := draw.Colour()
	hex := func(i draw.Ink) string {
		c := t.Colour[i]
		return hex2(c.R) + hex2(c.G) + hex2(c.B)
	}
	p := office.Palette{Text: hex(draw.InkText), Muted: hex(draw.InkMuted), Axis: hex(draw.InkAxis), Grid: hex(draw.InkGrid),
		Shortfall: hex(draw.InkShortfall), Surplus: hex(draw.InkSurplus), Neutral: hex(draw.InkNeutral), Soft: hex(draw.InkSoft), Signal: hex(draw.InkSignal),
		Role: map[chart.Role]string{chart.Expectation: hex(draw.InkExpectation), chart.Perception: hex(draw.InkPerception), chart.Minimum: hex(draw.InkMinimum),
			chart.Desired: hex(draw.InkDesired), chart.Benchmark: hex(draw.InkBenchmark), chart.Managers: hex(draw.InkManagers), chart.Customers: hex(draw.InkCustomers),
			chart.Staff: hex(draw.InkStaff), chart.Best: hex(draw.InkBest), chart.Main: hex(draw.InkMain), chart.Other: hex(draw.InkOther)}}
	for i, c := range t.Ramp {
		p.Ramp[i] = hex2(c.R) + hex2(c.G) + hex2(c.B)
	}
	return p
}

func hex2(v uint8) string {
	s := strings.ToUpper(strconv.FormatUint(uint64(v), 16))
	if len(s) < 2 {
		return "0" + s
	}
	return s
}

// shade mixes a colour with white.
func shade(hex string, white float64) string {
	v, _ := strconv.ParseUint(hex, 16, 32) // of our own palette
	return strings.ToUpper(report.RGB{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)}.Tint(white).Hex())
}
