package draw

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"

	"servqual/report/chart"
)

// svg writes the scene. Text stays text (searchable, and read by the fonts of
// the reader's machine: textLength holds it to the measured width); colours are
// attributes, which any viewer understands, and classes, which a page's style
// sheet may override for dark mode. Ids carry the figure's id, so that many
// figures can share a page. There is no style element: pages forbid it.
func (s *scene) svg(fig chart.Figure, opt Options) []byte {
	m := fig.About()
	var b bytes.Buffer
	id := "fig-" + m.ID
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" id="%s" class="figure figure-%s" viewBox="0 0 %s %s" width="%spt" height="%spt" role="img" aria-labelledby="%s-t`,
		id, fig.Kind(), num(s.w), num(s.h), num(s.w), num(s.h), id)
	alt := m.Alt.In(opt.Lang)
	if alt != "" {
		fmt.Fprintf(&b, ` %s-d`, id)
	}
	fmt.Fprintf(&b, `" font-family="%s">`+"\n<title id=\"%s-t\">%s</title>\n", family, id, escape(m.Title.In(opt.Lang)))
	if alt != "" {
		fmt.Fprintf(&b, "<desc id=\"%s-d\">%s</desc>\n", id, escape(alt))
	}
	for _, o := range s.ops {
		o.svg(&b, opt.Theme)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

func (o op) svg(b *bytes.Buffer, t Theme) {
	switch {
	case o.open:
		b.WriteString(`<g class="pt"`)
		if o.ref != "" {
			fmt.Fprintf(b, ` data-ref="%s"`, escape(o.ref))
		}
		b.WriteString(">")
		if o.tip != "" {
			fmt.Fprintf(b, "<title>%s</title>", escape(o.tip))
		}
		b.WriteString("\n")
	case o.close:
		b.WriteString("</g>\n")
	case o.text != "":
		o.svgText(b, t)
	case o.circle:
		fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s"`, num(o.at.x), num(o.at.y), num(o.r))
		o.svgPaint(b, t)
		b.WriteString("/>\n")
	case len(o.path) > 0:
		fmt.Fprintf(b, `<path d="%s"`, pathData(o.path))
		o.svgPaint(b, t)
		b.WriteString("/>\n")
	}
}

// svgText writes a text from its start, at its measured length.
func (o op) svgText(b *bytes.Buffer, t Theme) {
	fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s"`, num(o.at.x), num(o.at.y), num(o.size))
	if o.bold {
		b.WriteString(` font-weight="700"`)
	}
	if len([]rune(o.text)) > 1 {
		fmt.Fprintf(b, ` textLength="%s" lengthAdjust="spacingAndGlyphs"`, num(o.width))
	}
	if o.fill.ink != 0 {
		fmt.Fprintf(b, ` class="f-%v"`, o.fill.ink)
	}
	fmt.Fprintf(b, ` fill="%s">%s</text>`+"\n", css(o.fill.colour(t)), escape(o.text))
}

func (o op) svgPaint(b *bytes.Buffer, t Theme) {
	var classes []string
	if o.fill.ink != 0 {
		classes = append(classes, "f-"+o.fill.ink.String())
	}
	if o.stroke.width > 0 && o.stroke.paint.ink != 0 {
		classes = append(classes, "s-"+o.stroke.paint.ink.String())
	}
	if len(classes) > 0 {
		fmt.Fprintf(b, ` class="%s"`, strings.Join(classes, " "))
	}
	if o.fill.none() {
		b.WriteString(` fill="none"`)
	} else {
		fmt.Fprintf(b, ` fill="%s"`, css(o.fill.colour(t)))
		if a := o.fill.opacity(); a < 1 {
			fmt.Fprintf(b, ` fill-opacity="%s"`, num(a))
		}
	}
	if o.stroke.width <= 0 {
		return
	}
	fmt.Fprintf(b, ` stroke="%s" stroke-width="%s"`, css(o.stroke.paint.colour(t)), num(o.stroke.width))
	if a := o.stroke.paint.opacity(); a < 1 {
		fmt.Fprintf(b, ` stroke-opacity="%s"`, num(a))
	}
	if len(o.stroke.dash) > 0 {
		parts := make([]string, len(o.stroke.dash))
		for i, d := range o.stroke.dash {
			parts[i] = num(d)
		}
		fmt.Fprintf(b, ` stroke-dasharray="%s"`, strings.Join(parts, " "))
	}
}

func pathData(segs []seg) string {
	var b strings.Builder
	for _, g := range segs {
		switch {
		case g.close:
			b.WriteString("Z")
		case g.arc:
			end := pt{g.to.x + g.r*math.Cos(g.start+g.sweep), g.to.y + g.r*math.Sin(g.start+g.sweep)}
			large, sweep := 0, 0
			if math.Abs(g.sweep) > math.Pi {
				large = 1
			}
			if g.sweep > 0 {
				sweep = 1
			}
			fmt.Fprintf(&b, "A%s %s 0 %d %d %s %s", num(g.r), num(g.r), large, sweep, num(end.x), num(end.y))
		case g.move:
			fmt.Fprintf(&b, "M%s %s", num(g.to.x), num(g.to.y))
		default:
			fmt.Fprintf(&b, "L%s %s", num(g.to.x), num(g.to.y))
		}
	}
	return b.String()
}

// num writes a coordinate with two decimals at most: a hundredth of a point is
// below what any printer shows, and hides how processors differ in the last bit.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer doesn't fail
	return b.String()
}
