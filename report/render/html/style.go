package html

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"servqual/report"
	"servqual/report/chart/draw"
)

// houseAccent is the one colour of the page where a company gave none.
const houseAccent = "#1d4477"

// figureStyle turns the inks of the charts dark with the page.
func figureStyle() string {
	return "@media screen and (prefers-color-scheme:dark){\n" + draw.DarkCSS("figure svg") + "}\n"
}

// brandStyle sets the accent colour, the text colour that is readable on it,
// and lighter versions for dark pages. A colour that is not "#rrggbb" is
// ignored: it would be the one place where a study file could write CSS.
func brandStyle(b report.Brand) template.CSS {
	accent := houseAccent
	if len(b.Colours) > 0 && isColour(b.Colours[0]) {
		accent = strings.ToLower(b.Colours[0])
	}
	return template.CSS(fmt.Sprintf(":root{--accent:%s;--on-accent:%s;--accent-ink:%s;--accent-dark:%s}",
		accent, onColour(accent), towards(accent, 0, 4.5, 1), towards(accent, 255, 5.5, 0.011)))
}

func isColour(s string) bool {
	if len(s) != 7 || s[0] != '#' {
		return false
	}
	_, err := strconv.ParseUint(s[1:], 16, 32)
	return err == nil
}

func channels(s string) [3]float64 {
	v, _ := strconv.ParseUint(s[1:], 16, 32) // isColour has seen it
	return [3]float64{float64(v >> 16 & 255), float64(v >> 8 & 255), float64(v & 255)}
}

// luminance is the relative luminance of WCAG 2.
func luminance(c [3]float64) float64 {
	lin := func(x float64) float64 {
		x /= 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c[0]) + 0.7152*lin(c[1]) + 0.0722*lin(c[2])
}

func contrast(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	return (a + 0.05) / (b + 0.05)
}

// onColour is black or white, whichever reads better on the colour.
func onColour(s string) string {
	if l := luminance(channels(s)); contrast(l, 1) >= contrast(l, 0) {
		return "#ffffff"
	}
	return "#000000"
}

// towards moves a colour to black or white until it reads on a ground of the
// given luminance with the contrast wanted.
func towards(s string, end, want, ground float64) string {
	c := channels(s)
	for range 40 {
		if contrast(luminance(c), ground) >= want {
			break
		}
		for i := range c {
			c[i] += (end - c[i]) * 0.1
		}
	}
	return fmt.Sprintf("#%02x%02x%02x", int(c[0]+0.5), int(c[1]+0.5), int(c[2]+0.5))
}

// printStyle puts the document's header and footer into the margins of the
// printed page, with page numbers.
func printStyle(doc *report.Document) template.CSS {
	return template.CSS(fmt.Sprintf("@page{size:A4;margin:20mm 16mm 18mm;@top-left{content:%[1]s;%[3]s}@bottom-left{content:%[2]s;%[3]s}@bottom-right{content:counter(page) \" / \" counter(pages);%[3]s}}",
		cssString(doc.Header.Join(doc.Lang, " · ")), cssString(doc.Footer.Join(doc.Lang, " · ")), "font:7.5pt sans-serif;color:#555"))
}

// cssString writes a CSS string that cannot end itself or its style element.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range clean(s) {
		switch {
		case r == '"', r == '\\', r == '<', r == '>', r == '&', r == '\'', r < ' ', r == '{', r == '}':
			fmt.Fprintf(&b, `\%06x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func itoa(i int) string { return strconv.Itoa(i) }
