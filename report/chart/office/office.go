// Package office turns a figure into a native, editable chart of an office
// document: a block of cells with the figure's numbers, and the DrawingML chart
// part that reads them. The workbook and the slide writer put both where they
// belong.
//
// It knows the chart mark-up that Excel, WPS and LibreOffice have in common
// (error bars, second axes and point labels, which the spreadsheet library
// can't write), no wording and no statistics. Marks that a native chart has no
// form for are left to package draw: Native then says so. On the walk of a
// number it is the stop where gap/REL becomes a cell that a bar is tied to.
//
// Only numbers that the figure holds reach the cells and the chart's cache; a
// withheld number is in neither.
package office

import (
	"servqual/report/chart"
	"servqual/survey/lang"
)

// Options says how charts look. The colours are "RRGGBB".
type Options struct {
	Lang    lang.Lang
	Font    string // type face for all labels
	Size    int    // type size in points
	Palette Palette
}

// Palette are the colours of the house theme that native charts use.
type Palette struct {
	Text, Muted, Axis, Grid           string
	Shortfall, Surplus, Neutral, Soft string
	Signal                            string
	Role                              map[chart.Role]string
	Ramp                              [3]string // worst, middle, best
}

// Cell is one cell of a chart's block: a text, a number, or blank.
type Cell struct {
	Text    string
	Number  float64
	Numeric bool
	Format  string // number format of the spreadsheet
	Head    bool
}

// Chart is a native chart and the cells it reads.
type Chart struct {
	Title  string
	Rows   [][]Cell // the first row is the head
	Width  int      // pixels
	Height int
	Alt    string
	parts  parts
	opt    Options
}

// Ref gives the address of a rectangle of the block, absolute and with the
// sheet's name: "'图表'!$K$3:$K$7". Rows and columns count from 0, ends
// included.
type Ref func(row0, col0, row1, col1 int) string

// Native gives the native charts of a figure: one, for a grid one for each of
// its figures, and none (false) where no native form exists: the gap model and
// heat maps.
func Native(f chart.Figure, opt Options) ([]*Chart, bool) {
	b := builder{opt: opt}
	switch f := f.(type) {
	case chart.Radar:
		return b.one(f, b.radar(f))
	case chart.Pareto:
		return b.one(f, b.pareto(f))
	case chart.Trend:
		return b.one(f, b.trend(f))
	case chart.Bars:
		return b.one(f, b.bars(f))
	case chart.Dots:
		return b.one(f, b.dots(f))
	case chart.Dumbbell:
		return b.one(f, b.dots(chart.Dots(f)))
	case chart.Likert:
		return b.one(f, b.likert(f))
	case chart.Stack:
		return b.one(f, b.stack(f))
	case chart.Quadrant:
		return b.one(f, b.quadrant(f))
	case chart.Funnel:
		return b.one(f, b.funnel(f))
	case chart.Caterpillar:
		return b.one(f, b.caterpillar(f))
	case chart.Steps:
		return b.one(f, b.steps(f))
	case chart.Columns:
		return b.one(f, b.columns(f))
	case chart.Pie:
		return b.one(f, b.pie(f))
	case chart.Grid:
		var all []*Chart
		for _, g := range f.Figures {
			cs, ok := Native(g, opt)
			if !ok {
				return nil, false
			}
			all = append(all, cs...)
		}
		return all, len(all) > 0
	}
	return nil, false
}

// XML writes the chart part, reading its cells from where ref says they are.
func (c *Chart) XML(ref Ref) []byte {
	w := writer{c: c, ref: ref, opt: c.opt}
	return w.chartSpace()
}

type builder struct{ opt Options }

func (b builder) one(f chart.Figure, c *Chart) ([]*Chart, bool) {
	m := f.About()
	c.Title, c.Alt, c.opt = b.text(m.Title), b.text(m.Alt), b.opt
	if c.Width == 0 {
		c.Width = 640
	}
	if c.Height == 0 {
		c.Height = 360
	}
	return []*Chart{c}, true
}

// text gives a label; the two languages stand on two lines.
func (b builder) text(t lang.Text) string { return t.Join(b.opt.Lang, "\n") }

// line gives a label on one line.
func (b builder) line(t lang.Text) string { return t.Join(b.opt.Lang, " / ") }

func (b builder) head(t lang.Text) Cell { return Cell{Text: b.line(t), Head: true} }

func (b builder) coded(code string, t lang.Text) string {
	s := b.line(t)
	if code == "" {
		return s
	}
	if s == "" {
		return code
	}
	return code + " " + s
}

func label(s string) Cell { return Cell{Text: s} }

func number(x float64, a chart.Axis) Cell {
	return Cell{Number: x, Numeric: true, Format: format(a)}
}

// value gives the cell of a value: blank (never a text, which would draw as
// zero) where it is absent.
func value(v chart.Value, a chart.Axis) Cell {
	if !v.Defined {
		return Cell{}
	}
	return number(v.X, a)
}

// format is the number format of an axis.
func format(a chart.Axis) string {
	f := "0"
	if a.Decimals > 0 {
		f += "." + zeros(a.Decimals)
	}
	if a.Percent {
		f += `"%"`
	}
	if a.Signed {
		return "+" + f + `;"−"` + f + ";" + f
	}
	return f
}

func zeros(n int) string {
	const many = "0000000000"
	return many[:min(n, len(many))]
}

// at is the i-th value, absent where there is none.
func at(vs []chart.Value, i int) chart.Value {
	if i < len(vs) {
		return vs[i]
	}
	return chart.Value{}
}

// whiskers gives the lengths above and below a value, blank without interval.
func whiskers(v chart.Value, a chart.Axis) (plus, minus Cell) {
	if !v.Defined || !v.Bounded {
		return Cell{}, Cell{}
	}
	a.Signed = false
	return number(v.Hi-v.X, a), number(v.X-v.Lo, a)
}
