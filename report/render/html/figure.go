package html

import (
	"bytes"
	"errors"
	"html/template"
	"strings"

	"gonum.org/v1/plot/vg"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/chart/draw"
)

// The widths at which charts are drawn, in points; the style sheet shows them
// at 4/3 pixels a point. Type is larger than on paper because screens are read
// from further away.
const (
	fullWidth  = 756 // 1008 px
	halfWidth  = 366 // 488 px
	phoneWidth = 264 // 352 px
	fontScale  = 1.4
	phoneScale = 0.95 // labels need the room more than the reader needs the size
)

// widest are the kinds that gain nothing from the whole column, in points.
var widest = map[chart.Kind]vg.Length{
	chart.KindPie: 400, chart.KindRadar: 440, chart.KindPareto: 600, chart.KindColumns: 600, chart.KindQuadrant: 620, chart.KindFiveGap: 620, chart.KindFunnel: 620, chart.KindSteps: 560,
}

// figureView is a figure as the template sees it.
type figureView struct {
	report.FigureBlock
	Meta   chart.Meta
	ID     string
	Kind   string
	Wide   template.HTML
	Phone  template.HTML
	Failed bool
	Data   []template.HTML
}

// figure draws the chart for the room it has, and puts its numbers below as a
// table for readers who can't see it. A chart that can't be drawn (a name in a
// script that the font doesn't have) leaves its table open in its place: a
// month's report must not fail over one name.
func (r *renderer) figure(b report.FigureBlock, w room) (template.HTML, error) {
	m := b.Figure.About()
	v := figureView{FigureBlock: b, Meta: m, ID: r.anchor("figure-" + m.ID), Kind: b.Figure.Kind().String()}
	width := vg.Length(fullWidth)
	if most, ok := widest[b.Figure.Kind()]; ok {
		width = most
	}
	if w == half {
		width = min(width, halfWidth)
	}
	var err error
	if v.Wide, err = r.svg(b.Figure, width, fontScale, v.ID+"-drawing"); err != nil {
		var glyph *draw.MissingGlyphError
		if !errors.As(err, &glyph) {
			return "", err
		}
		v.Failed = true
	}
	if r.opt.Phone && !v.Failed {
		// Too narrow for its items: the wide drawing is shown, scrolling.
		v.Phone, err = r.svg(b.Figure, phoneWidth, phoneScale, v.ID+"-phone")
		var small *draw.TooSmallError
		if err != nil && !errors.As(err, &small) {
			return "", err
		}
	}
	for _, t := range report.DataTable(b.Figure) {
		h, err := r.table(t)
		if err != nil {
			return "", err
		}
		v.Data = append(v.Data, h)
	}
	return r.run("figure", v)
}

// svg draws a figure at a width. Its ids are made unique on the page, for the
// same figure may be there twice.
func (r *renderer) svg(f chart.Figure, width vg.Length, scale float64, id string) (template.HTML, error) {
	opt := draw.Default(r.l)
	opt.Width, opt.Bare, opt.FontScale = width, true, scale
	var b bytes.Buffer
	if err := draw.SVG(&b, f, opt); err != nil {
		return "", err
	}
	s := b.String()
	old := "fig-" + f.About().ID
	for _, attr := range []string{` id="`, ` aria-labelledby="`, "-t "} {
		s = strings.ReplaceAll(s, attr+old, attr+id)
	}
	return template.HTML(s), nil
}
