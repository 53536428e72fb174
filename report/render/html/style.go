package html

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"servqual/report"
	"servqual/report/chart/draw"
)

// figureStyle turns the inks of the charts dark with the page.
func figureStyle() string {
	return "@media screen and (prefers-color-scheme:dark){\n" + draw.DarkCSS("figure svg") + "}\n"
}

// brandStyle sets the accent colour, the text colour that is readable on it,
// and versions of it that can be read as text on white and on dark pages (of
// luminance 0.011).
func brandStyle(b report.Brand) template.CSS {
	c := b.Accent()
	return template.CSS(fmt.Sprintf(":root{--accent:#%s;--on-accent:#%s;--accent-ink:#%s;--accent-dark:#%s}",
		c.Hex(), c.On().Hex(), c.Towards(0, 4.5, 1).Hex(), c.Towards(255, 5.5, 0.011).Hex()))
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
