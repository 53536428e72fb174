package xlsx

import (
	"bytes"
	"fmt"
	"image/png"

	"github.com/xuri/excelize/v2"

	"servqual/report"
	"servqual/report/chart"
	"servqual/report/chart/draw"
	"servqual/report/chart/office"
	"servqual/report/render/excel"
)

// chartSheet is the sheet of charts in the making: each chart at the left, the
// cells it reads beside it.
type chartSheet struct {
	name   string
	places []chartPlace
	row    int
}

// chartPlace is one chart, or a picture where no native form exists, with its
// data.
type chartPlace struct {
	figure chart.Figure
	native *office.Chart
	row    int // of its title
}

const (
	dataColumn = 12 // M: charts are up to eleven columns wide
	rowPixels  = 20
	chartTop   = 1 // rows between a chart's heading and the chart
)

func newChartSheet(name string) *chartSheet { return &chartSheet{name: name} }

// figure says on the section's page where the chart is, and books its place.
func (b *book) figure(p *page, f report.FigureBlock) {
	m := f.Figure.About()
	first := len(p.rows) == p.body
	p.gap()
	if b.charts == nil {
		b.heading(p, b.text(m.Title))
		for _, t := range report.DataTable(f.Figure) {
			b.table(p, t)
		}
		return
	}
	row, places := b.charts.book(f.Figure, b.chartOptions())
	start := len(p.rows)
	if first {
		start = p.begin // a heading does not stay behind on the page before
	}
	p.add(pageCell{text: b.word(report.WordFigure) + " · " + b.line(m.Title) + "  →  " + b.charts.name, look: look{colour: b.accent, link: true, wrap: true}, wide: true, link: quoted(b.charts.name) + "!" + at(0, row)})
	if !f.Caption.IsZero() {
		p.add(pageCell{text: b.text(f.Caption), look: look{wrap: true}, wide: true})
	}
	if !f.Reading.IsZero() {
		p.add(pageCell{text: b.word(report.WordReading) + " · " + b.text(f.Reading), look: look{colour: b.palette.Muted, wrap: true}, wide: true})
	}
	if _, heat := f.Figure.(chart.Heatmap); heat {
		for _, t := range report.DataTable(f.Figure) {
			b.table(p, t)
		}
		return
	}
	for i, x := range places {
		if i > 0 {
			start = len(p.rows)
		}
		rows := pictureRows
		if x.native != nil {
			rows = x.native.Height/rowPixels + 2
		}
		p.charts = append(p.charts, shown{place: x, row: len(p.rows)})
		for range rows {
			p.rows = append(p.rows, pageRow{})
		}
		p.keep = append(p.keep, [2]int{start, len(p.rows)})
	}
}

// pictureRows is the height of a drawn picture on a page, in rows.
const pictureRows = 27

// book reserves rows for a figure on the sheet of charts, and gives the first
// of them and what will stand there.
func (s *chartSheet) book(f chart.Figure, opt office.Options) (int, []chartPlace) {
	first, n := s.row, len(s.places)
	charts, ok := office.Native(f, opt)
	if !ok {
		rows := 0
		for _, t := range report.DataTable(f) {
			rows += len(t.Rows) + 3
		}
		s.places = append(s.places, chartPlace{figure: f, row: s.row})
		s.row += max(rows, pictureRows+1) + 3
		return first, s.places[n:]
	}
	for _, c := range charts {
		s.places = append(s.places, chartPlace{figure: f, native: c, row: s.row})
		s.row += max(len(c.Rows), c.Height/rowPixels+1) + 3
	}
	return first, s.places[n:]
}

// writeCharts writes the sheet of charts.
func (b *book) writeCharts() error {
	s := b.charts.name
	for col := range dataColumn {
		name, _ := excelize.ColumnNumberToName(col + 1)
		if err := b.f.SetColWidth(s, name, name, 10.5); err != nil {
			return err
		}
	}
	if err := b.f.SetColWidth(s, "M", "M", 34); err != nil {
		return err
	}
	if err := b.f.SetColWidth(s, "N", "Z", 12); err != nil {
		return err
	}
	var keep [][2]int
	columns := dataColumn + 1
	for i, p := range b.charts.places {
		if err := b.place(s, p); err != nil {
			return fmt.Errorf("chart %s: %w", p.figure.About().ID, err)
		}
		end := b.charts.row
		if i+1 < len(b.charts.places) {
			end = b.charts.places[i+1].row
		}
		keep = append(keep, [2]int{p.row, end - 2})
		if p.native != nil {
			for _, r := range p.native.Rows {
				columns = max(columns, dataColumn+len(r))
			}
		}
	}
	total := 10.5*dataColumn + 34 + 12*float64(columns-dataColumn-1)
	if err := b.breaks(s, make([]float64, b.charts.row), keep, total, true); err != nil {
		return err
	}
	return b.printSetup(s, true)
}

func (b *book) place(sheet string, p chartPlace) error {
	title := b.line(p.figure.About().Title)
	if p.native != nil {
		title = excel.Clean(p.native.Title)
	}
	if err := b.writeCell(sheet, 0, p.row, pageCell{text: oneLine(title), look: look{bold: true, size: 12, colour: b.accent}}); err != nil {
		return err
	}
	if p.native == nil {
		return b.picture(sheet, p)
	}
	return b.native(sheet, p)
}

func oneLine(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '\n' {
			out[i] = ' '
		}
	}
	return string(out)
}

// native writes the cells of a chart and the chart. The library writes a plain
// chart into the drawing; its part is replaced by ours when the workbook is
// packed.
func (b *book) native(sheet string, p chartPlace) error {
	top := p.row + chartTop
	wide := 0
	for r, row := range p.native.Rows {
		wide = max(wide, len(row))
		for c, v := range row {
			if err := b.writeCell(sheet, dataColumn+c, top+r, b.dataCell(v, c)); err != nil {
				return err
			}
		}
	}
	id := b.definedName("chart_" + p.figure.About().ID)
	if err := b.f.SetDefinedName(&excelize.DefinedName{Name: id, RefersTo: quoted(sheet) + "!" + absolute(dataColumn, top, dataColumn+wide-1, top+len(p.native.Rows)-1)}); err != nil {
		return err
	}
	return b.chart(sheet, 0, top, p)
}

// chart puts a native chart at a cell. It reads its cells from the sheet of
// charts, wherever it stands.
func (b *book) chart(sheet string, col, row int, p chartPlace) error {
	alt := p.native.Alt
	if alt == "" {
		alt = p.native.Title
	}
	top := p.row + chartTop
	ref := func(row0, col0, row1, col1 int) string {
		return quoted(b.charts.name) + "!" + absolute(dataColumn+col0, top+row0, dataColumn+col1, top+row1)
	}
	if err := b.f.AddChart(sheet, at(col, row), &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: ref(1, 1, 1, 1)}},
		Format: excelize.GraphicOptions{AltText: oneLine(excel.Clean(alt)), Positioning: "oneCell"}, Dimension: excelize.ChartDimension{Width: uint(p.native.Width), Height: uint(p.native.Height)}}); err != nil {
		return err
	}
	b.replace[fmt.Sprintf("xl/charts/chart%d.xml", len(b.replace)+1)] = p.native.XML(ref)
	return nil
}

func (b *book) dataCell(c office.Cell, col int) pageCell {
	k := look{bottom: b.palette.Grid, format: c.Format}
	if c.Head {
		k = b.headLook("right")
		k.wrap = false
		if col == 0 {
			k.align = "left"
		}
	}
	if c.Numeric {
		return pageCell{number: c.Number, numeric: true, look: k}
	}
	if c.Text == "" {
		return pageCell{}
	}
	return pageCell{text: excel.Clean(c.Text), look: k}
}

// picture stands for a chart that has no native form, beside its data. A heat
// map is the data itself, coloured.
func (b *book) picture(sheet string, p chartPlace) error {
	row, col := p.row+chartTop, dataColumn
	heat, isHeat := p.figure.(chart.Heatmap)
	if isHeat {
		col = 0
	}
	for _, t := range report.DataTable(p.figure) {
		for c, h := range t.Columns {
			if err := b.writeCell(sheet, col+c, row, pageCell{text: b.line(h.Label), look: b.headLook("center")}); err != nil {
				return err
			}
		}
		for r, x := range t.Rows {
			for c := range x.Cells {
				cell := b.cell(x.Cells[c], x, c, align(t.AlignOf(c)))
				cell.look.wrap = false
				if isHeat {
					cell.look.fill = b.heat(heat, r, c-(len(x.Cells)-len(heat.Columns)))
				}
				if err := b.writeCell(sheet, col+c, row+1+r, cell); err != nil {
					return err
				}
			}
		}
		row += len(t.Rows) + 2
	}
	if isHeat {
		return nil
	}
	return b.drawn(sheet, p.row+chartTop, p)
}

// drawn puts a drawing at the left of a row.
func (b *book) drawn(sheet string, row int, p chartPlace) error {
	var img bytes.Buffer
	o := draw.Default(b.doc.Lang)
	o.DPI = 144
	if err := draw.PNG(&img, p.figure, o); err != nil {
		return err
	}
	size, err := png.DecodeConfig(bytes.NewReader(img.Bytes()))
	if err != nil {
		return err
	}
	scale := min(640/float64(size.Width), (pictureRows-1)*rowPixels/float64(size.Height))
	return b.f.AddPictureFromBytes(sheet, at(0, row), &excelize.Picture{Extension: ".png", File: img.Bytes(),
		Format: &excelize.GraphicOptions{AltText: oneLine(b.line(p.figure.About().Alt)), ScaleX: scale, ScaleY: scale, Positioning: "oneCell"}})
}

// heat is the colour of a cell of a heat map.
func (b *book) heat(f chart.Heatmap, r, c int) string {
	if r >= len(f.Rows) || c < 0 || c >= len(f.Rows[r].Cells) || !f.Rows[r].Cells[c].Value.Defined || f.Span <= 0 {
		return ""
	}
	t := max(-1, min(1, (f.Rows[r].Cells[c].Shade-f.Mid)/f.Span))
	end := b.palette.Ramp[2]
	if t < 0 {
		end, t = b.palette.Ramp[0], -t
	}
	// Paler than in the drawing: the numbers on it are dark.
	return shade(end, 1-0.75*t)
}
