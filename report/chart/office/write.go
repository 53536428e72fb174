package office

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// writer puts a chart into DrawingML. The order of elements is that of the
// schema (ECMA-376 part 1, 21.2): Excel refuses a part that departs from it.
type writer struct {
	c   *Chart
	ref Ref
	opt Options
	b   bytes.Buffer
	idx int
}

func (w *writer) f(format string, args ...any) { fmt.Fprintf(&w.b, format, args...) }

func esc(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer doesn't fail
	return b.String()
}

func g(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func (w *writer) chartSpace() []byte {
	w.f(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	w.f(`<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`)
	w.f(`<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>`)
	w.title(w.c.Title, w.opt.Size+3, true, false)
	w.f(`<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>`)
	for _, p := range w.c.parts.plots {
		w.plot(p)
	}
	for i := range w.c.parts.axes {
		w.axis(i)
	}
	w.f(`<c:spPr><a:noFill/></c:spPr></c:plotArea>`)
	w.legend()
	w.f(`<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>`)
	w.f(`<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>`)
	w.f(`<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>%s</a:pPr><a:endParaRPr lang="%s"/></a:p></c:txPr>`, w.run("a:defRPr", w.opt.Size, false, w.opt.Palette.Text), w.tag())
	w.f(`<c:printSettings><c:headerFooter/><c:pageMargins b="0.75" l="0.7" r="0.7" t="0.75" header="0.3" footer="0.3"/><c:pageSetup/></c:printSettings></c:chartSpace>`)
	return w.b.Bytes()
}

func (w *writer) tag() string {
	if w.opt.Lang.String() == "en" {
		return "en-GB"
	}
	return "zh-CN"
}

// run writes character properties. Latin and East Asian faces are both named,
// or Chinese labels fall back to whatever the program likes.
func (w *writer) run(element string, size int, bold bool, colour string) string {
	b := 0
	if bold {
		b = 1
	}
	return fmt.Sprintf(`<%[1]s sz="%[2]d" b="%[3]d"><a:solidFill><a:srgbClr val="%[4]s"/></a:solidFill><a:latin typeface="%[5]s"/><a:ea typeface="%[5]s"/></%[1]s>`,
		element, size*100, b, colour, esc(w.opt.Font))
}

func (w *writer) rich(s string, size int, bold bool, colour string) {
	w.f(`<c:tx><c:rich><a:bodyPr/><a:lstStyle/>`)
	for _, line := range strings.Split(s, "\n") {
		r := w.run("a:rPr", size, bold, colour)
		r = strings.Replace(r, "<a:rPr ", `<a:rPr lang="`+w.tag()+`" `, 1)
		w.f(`<a:p><a:pPr>%s</a:pPr><a:r>%s<a:t>%s</a:t></a:r></a:p>`, w.run("a:defRPr", size, bold, colour), r, esc(line))
	}
	w.f(`</c:rich></c:tx>`)
}

func (w *writer) title(s string, size int, bold, turned bool) {
	if s == "" {
		return
	}
	w.f(`<c:title>`)
	if turned {
		// Upright axes carry their title turned; the body properties say so.
		var in writer
		in.opt = w.opt
		in.rich(s, size, bold, w.opt.Palette.Text)
		w.b.WriteString(strings.Replace(in.b.String(), "<a:bodyPr/>", `<a:bodyPr rot="-5400000" vert="horz"/>`, 1))
	} else {
		w.rich(s, size, bold, w.opt.Palette.Text)
	}
	w.f(`<c:overlay val="0"/></c:title>`)
}

func (w *writer) legend() {
	l := w.c.parts.legend
	if l == "" {
		return
	}
	w.f(`<c:legend><c:legendPos val="%s"/>`, l)
	i := 0
	for _, p := range w.c.parts.plots {
		for _, s := range p.series {
			if s.quiet {
				w.f(`<c:legendEntry><c:idx val="%d"/><c:delete val="1"/></c:legendEntry>`, i)
			}
			i++
		}
	}
	w.f(`<c:overlay val="0"/></c:legend>`)
}

func (w *writer) plot(p plot) {
	element := map[plotKind]string{barPlot: "barChart", columnPlot: "barChart", linePlot: "lineChart", areaPlot: "areaChart", scatterPlot: "scatterChart", radarPlot: "radarChart", piePlot: "pieChart"}[p.kind]
	w.f(`<c:%s>`, element)
	switch p.kind {
	case barPlot:
		w.f(`<c:barDir val="bar"/><c:grouping val="%s"/>`, p.grouping)
	case columnPlot:
		w.f(`<c:barDir val="col"/><c:grouping val="%s"/>`, p.grouping)
	case linePlot, areaPlot:
		w.f(`<c:grouping val="%s"/>`, p.grouping)
	case scatterPlot:
		w.f(`<c:scatterStyle val="lineMarker"/>`)
	case radarPlot:
		w.f(`<c:radarStyle val="marker"/>`)
	}
	vary := 0
	if p.kind == piePlot {
		vary = 1
	}
	w.f(`<c:varyColors val="%d"/>`, vary)
	for _, s := range p.series {
		w.series(p.kind, s)
	}
	switch p.kind {
	case barPlot, columnPlot:
		w.f(`<c:gapWidth val="%d"/>`, p.gap)
		if p.overlap != 0 {
			w.f(`<c:overlap val="%d"/>`, p.overlap)
		}
	case linePlot:
		if p.hiLow {
			w.f(`<c:hiLowLines><c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:ln></c:spPr></c:hiLowLines>`, w.opt.Palette.Axis)
		}
		w.f(`<c:marker val="1"/>`)
	case piePlot:
		w.f(`<c:firstSliceAng val="0"/>`)
	}
	if p.kind != piePlot {
		w.f(`<c:axId val="%d"/><c:axId val="%d"/>`, axisID(p.axes[0]), axisID(p.axes[1]))
	}
	w.f(`</c:%s>`, element)
}

func axisID(i int) int { return 500100 + i }

func (w *writer) series(k plotKind, s series) {
	w.f(`<c:ser><c:idx val="%d"/><c:order val="%d"/>`, w.idx, w.idx)
	w.idx++
	if s.name != nil {
		w.f(`<c:tx>`)
		w.strRef(s.name)
		w.f(`</c:tx>`)
	}
	w.shape(s.fill, s.alpha, s.line, s.width, s.dash, k)
	if k == barPlot || k == columnPlot {
		w.f(`<c:invertIfNegative val="0"/>`)
	}
	if k == linePlot || k == scatterPlot || k == radarPlot {
		w.marker(s.marker, s.size, s.markerColour(), s.hollow)
	}
	for _, i := range sortedKeys(s.points) {
		w.point(k, i, s)
	}
	w.labels(k, s)
	w.errorBars(k, s)
	cat, val := "cat", "val"
	if k == scatterPlot {
		cat, val = "xVal", "yVal"
	}
	if s.cat != nil {
		w.f(`<c:%s>`, cat)
		if k == scatterPlot {
			w.numRef(s.cat)
		} else {
			w.strRef(s.cat)
		}
		w.f(`</c:%s>`, cat)
	}
	w.f(`<c:%s>`, val)
	w.numRef(s.val)
	w.f(`</c:%s>`, val)
	if k == linePlot || k == scatterPlot {
		w.f(`<c:smooth val="0"/>`)
	}
	w.f(`</c:ser>`)
}

func (s series) markerColour() string {
	if s.line != "" {
		return s.line
	}
	return s.fill
}

func sortedKeys[V any](m map[int]V) []int {
	out := make([]int, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// shape writes fill and line. Lines and scatters have no fill of their own.
func (w *writer) shape(fill string, alpha int, line string, width float64, dash string, k plotKind) {
	w.f(`<c:spPr>`)
	if k != linePlot && k != scatterPlot && k != radarPlot {
		w.fill(fill, alpha)
	}
	if line == "" || width == 0 {
		w.f(`<a:ln w="19050"><a:noFill/></a:ln>`)
	} else {
		w.f(`<a:ln w="%d" cap="rnd"><a:solidFill><a:srgbClr val="%s"/></a:solidFill>`, int(width*12700), line)
		if dash != "" {
			w.f(`<a:prstDash val="%s"/>`, dash)
		}
		w.f(`<a:round/></a:ln>`)
	}
	w.f(`</c:spPr>`)
}

func (w *writer) fill(colour string, alpha int) {
	switch {
	case colour == "":
		w.f(`<a:noFill/>`)
	case alpha > 0:
		w.f(`<a:solidFill><a:srgbClr val="%s"><a:alpha val="%d"/></a:srgbClr></a:solidFill>`, colour, alpha*1000)
	default:
		w.f(`<a:solidFill><a:srgbClr val="%s"/></a:solidFill>`, colour)
	}
}

func (w *writer) marker(symbol string, size int, colour string, hollow bool) {
	if symbol == "" {
		w.f(`<c:marker><c:symbol val="none"/></c:marker>`)
		return
	}
	inside := colour
	if hollow {
		inside = "FFFFFF"
	}
	w.f(`<c:marker><c:symbol val="%s"/><c:size val="%d"/><c:spPr><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:ln w="15875"><a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:ln></c:spPr></c:marker>`,
		symbol, max(size, 5), inside, colour)
}

func (w *writer) point(k plotKind, i int, s series) {
	p := s.points[i]
	w.f(`<c:dPt><c:idx val="%d"/>`, i)
	if k == linePlot || k == scatterPlot || k == radarPlot {
		w.marker(s.marker, max(p.size, s.size), p.fill, p.hollow)
		w.f(`<c:bubble3D val="0"/>`)
		if s.line != "" && s.width > 0 {
			w.shape("", 0, s.line, s.width, s.dash, k)
		}
	} else {
		if k != piePlot {
			w.f(`<c:invertIfNegative val="0"/>`)
		}
		w.f(`<c:bubble3D val="0"/>`)
		w.shape(p.fill, 0, p.line, 1.25, "", k)
	}
	w.f(`</c:dPt>`)
}

func (w *writer) labels(k plotKind, s series) {
	if s.show == "" && len(s.labels) == 0 {
		return
	}
	pos := ""
	if s.labelAt != "" {
		pos = `<c:dLblPos val="` + s.labelAt + `"/>`
	}
	const off = `<c:showLegendKey val="0"/><c:showVal val="%d"/><c:showCatName val="%d"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`
	w.f(`<c:dLbls>`)
	for _, i := range sortedKeys(s.labels) {
		w.f(`<c:dLbl><c:idx val="%d"/>`, i)
		w.rich(s.labels[i], w.opt.Size-1, false, w.opt.Palette.Text)
		w.f(`%s`+off+`</c:dLbl>`, pos, 1, 0)
	}
	if s.show != "" {
		w.f(`<c:numFmt formatCode="%s" sourceLinked="0"/>`, esc(s.show))
	}
	show, name := 0, 0
	if s.show != "" {
		show = 1
	}
	if k == piePlot {
		name = 1
	}
	w.f(`<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`)
	if s.ink != "" {
		w.f(`<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>%s</a:pPr><a:endParaRPr lang="%s"/></a:p></c:txPr>`, w.run("a:defRPr", w.opt.Size-1, true, s.ink), w.tag())
	}
	if show == 0 {
		pos = ""
	}
	w.f(`%s`+off, pos, show, name)
	if k == piePlot {
		w.f(`<c:separator>%s</c:separator><c:showLeaderLines val="1"/>`, "\n")
	}
	w.f(`</c:dLbls>`)
}

func (w *writer) errorBars(k plotKind, s series) {
	if s.plus == nil {
		return
	}
	w.f(`<c:errBars>`)
	switch {
	case s.errX:
		w.f(`<c:errDir val="x"/>`)
	case k != barPlot:
		w.f(`<c:errDir val="y"/>`)
	}
	w.f(`<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/><c:plus>`)
	w.numRef(s.plus)
	w.f(`</c:plus><c:minus>`)
	w.numRef(s.minus)
	w.f(`</c:minus><c:spPr><a:ln w="12700"><a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:ln></c:spPr></c:errBars>`, w.opt.Palette.Text)
}
