package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"servqual/report"
	"servqual/report/render/excel"
)

// page is a sheet before it is written: widths and heights depend on all of it.
type page struct {
	name   string
	rows   []pageRow
	tables []placed
	charts []shown
	keep   [][2]int // rows that should stay on one printed page, end excluded
	begin  int      // row of the heading of the section being set
	body   int      // row after it
}

// shown is a chart among the rows of a page.
type shown struct {
	place chartPlace
	row   int
}

type pageRow struct {
	cells  []pageCell
	height float64 // 0: by content
}

// pageCell is one cell. A wide one is merged with all the columns after it.
type pageCell struct {
	text    string
	number  float64
	numeric bool
	look    look
	wide    bool
	link    string // a place in this workbook
}

// placed is a table on its page; rows count from 0.
type placed struct {
	id                string
	head, last, width int
	groups            bool
	plain             bool // no filter: its rows must stay where formulas expect them
}

func (p *page) add(cells ...pageCell) { p.rows = append(p.rows, pageRow{cells: cells}) }

func (p *page) gap() {
	if len(p.rows) > 0 && len(p.rows[len(p.rows)-1].cells) > 0 {
		p.rows = append(p.rows, pageRow{})
	}
}

const (
	minWidth, maxWidth = 8.5, 46.0
	textWidth          = 96.0 // columns of digits that running text should have
)

// widths gives the width of each column, wide cells aside, and adds columns
// until running text has room.
func (p *page) widths() []float64 {
	var w []float64
	for _, r := range p.rows {
		for i, c := range r.cells {
			for len(w) <= i {
				w = append(w, minWidth)
			}
			if c.wide {
				break
			}
			w[i] = max(w[i], min(maxWidth, c.width()+2.4))
		}
	}
	total := sum(w)
	for total < textWidth {
		w = append(w, 12)
		total += 12
	}
	return w
}

func (c pageCell) width() float64 {
	if c.numeric {
		return max(7, float64(len(c.text)))
	}
	return excel.Width(c.text)*max(1, c.look.size/bodySize) + float64(2*c.look.indent)
}

// lineHeight is the height of a line of body text, in points.
const lineHeight = 16.5

func (p *page) height(r pageRow, w []float64) float64 {
	if r.height > 0 {
		return r.height
	}
	h := lineHeight
	for i, c := range r.cells {
		if c.numeric || c.text == "" {
			continue
		}
		room := 0.0
		if c.wide {
			for _, x := range w[i:] {
				room += x
			}
		} else {
			room = w[i]
		}
		scale := max(1, c.look.size/bodySize)
		h = max(h, float64(lines(c.text, room/scale))*lineHeight*scale)
	}
	return min(h+1.5, 400)
}

// write puts the page into the workbook.
func (b *book) writePage(p *page) error {
	if _, err := b.f.NewSheet(p.name); err != nil {
		return err
	}
	w := p.widths()
	for i, x := range w {
		col, _ := excelize.ColumnNumberToName(i + 1)
		if err := b.f.SetColWidth(p.name, col, col, x); err != nil {
			return err
		}
	}
	heights := make([]float64, len(p.rows))
	for r, row := range p.rows {
		if len(row.cells) == 0 {
			continue
		}
		heights[r] = p.height(row, w)
		if err := b.f.SetRowHeight(p.name, r+1, heights[r]); err != nil {
			return err
		}
		for i, c := range row.cells {
			if err := b.writeCell(p.name, i, r, c); err != nil {
				return err
			}
			if c.wide && len(w)-1 > i {
				if err := b.f.MergeCell(p.name, at(i, r), at(len(w)-1, r)); err != nil {
					return err
				}
			}
		}
	}
	for _, c := range p.charts {
		var err error
		if c.place.native != nil {
			err = b.chart(p.name, 0, c.row, c.place)
		} else {
			err = b.drawn(p.name, c.row, c.place)
		}
		if err != nil {
			return fmt.Errorf("chart %s: %w", c.place.figure.About().ID, err)
		}
	}
	total := sum(w)
	if err := b.breaks(p.name, heights, p.keep, total, total > landscapeFrom); err != nil {
		return err
	}
	return b.finish(p, w)
}

// landscapeFrom is the width, in columns of a digit, from which a page lies on
// its side.
const landscapeFrom = 118

func sum(w []float64) float64 {
	total := 0.0
	for _, x := range w {
		total += x
	}
	return total
}

// breaks puts a page break before each block that would be cut by the end of a
// printed page. A height of 0 is the row's default.
func (b *book) breaks(sheet string, heights []float64, keep [][2]int, width float64, wide bool) error {
	const digit, a4Short, a4Long = 5.6, 595.0, 842.0 // points
	across, down := a4Short-80, a4Long-115
	if wide {
		across, down = a4Long-80, a4Short-115
	}
	down /= min(1, across/(width*digit))
	at0 := func(r int) float64 {
		if r >= len(heights) || heights[r] == 0 {
			return 15
		}
		return heights[r]
	}
	used, from := 0.0, 0
	for _, k := range keep {
		for ; from < k[0]; from++ {
			used += at0(from)
		}
		for used > down {
			used -= down
		}
		block := 0.0
		for r := k[0]; r < k[1]; r++ {
			block += at0(r)
		}
		if used+block > down && used > 0 {
			if err := b.f.InsertPageBreak(sheet, at(0, k[0])); err != nil {
				return err
			}
			used = 0
		}
	}
	return nil
}

func (b *book) writeCell(sheet string, col, row int, c pageCell) error {
	if c.text == "" && !c.numeric && c.look == (look{}) {
		return nil
	}
	cell := at(col, row)
	k := c.look
	if !c.numeric && excel.FormulaLike(c.text) {
		k.format = "@"
	}
	id, err := b.style(k)
	if err != nil {
		return err
	}
	switch {
	case c.numeric:
		err = b.f.SetCellFloat(sheet, cell, c.number, -1, 64)
	case c.text != "":
		err = b.f.SetCellStr(sheet, cell, c.text)
	}
	if err != nil {
		return err
	}
	if c.link != "" {
		if err := b.f.SetCellHyperLink(sheet, cell, c.link, "Location"); err != nil {
			return err
		}
	}
	return b.f.SetCellStyle(sheet, cell, cell, id)
}

func at(col, row int) string {
	s, err := excelize.CoordinatesToCellName(col+1, row+1)
	if err != nil {
		panic(err) // both are counted here and small
	}
	return s
}

// finish sets what a page has beside its cells: names and filters of tables,
// frozen head, print set-up.
func (b *book) finish(p *page, w []float64) error {
	longest := -1
	for i, t := range p.tables {
		ref := quoted(p.name) + "!" + absolute(0, t.head, t.width-1, t.last)
		if err := b.f.SetDefinedName(&excelize.DefinedName{Name: b.definedName(t.id), RefersTo: ref}); err != nil {
			return err
		}
		if t.plain {
			continue
		}
		if longest < 0 || t.last-t.head > p.tables[longest].last-p.tables[longest].head {
			longest = i
		}
	}
	freeze := 1
	if longest >= 0 {
		t := p.tables[longest]
		if t.last-t.head >= 8 {
			if err := b.f.AutoFilter(p.name, at(0, t.head)+":"+at(t.width-1, t.last), nil); err != nil {
				return err
			}
		}
		if len(p.tables) == 1 && t.head <= 8 {
			freeze = t.head + 1
		}
	}
	// Printed pages repeat the head of a sheet's one table; on a sheet with
	// more, or with charts, it would stand above what is not its own.
	if len(p.tables) == 1 && len(p.charts) == 0 {
		if err := b.printTitles(p.name, p.tables[0]); err != nil {
			return err
		}
	}
	if err := b.f.SetPanes(p.name, &excelize.Panes{Freeze: true, YSplit: freeze, TopLeftCell: at(0, freeze), ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: at(0, freeze), ActiveCell: at(0, freeze), Pane: "bottomLeft"}}}); err != nil {
		return err
	}
	return b.printSetup(p.name, sum(w) > landscapeFrom)
}

// printTitles repeats the head of a table on every printed page.
func (b *book) printTitles(sheet string, t placed) error {
	from := t.head
	if t.groups {
		from--
	}
	return b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: quoted(sheet) + "!$" + itoa(from+1) + ":$" + itoa(t.head+1)})
}

func (b *book) printSetup(sheet string, wide bool) error {
	orientation, size, one, all := "portrait", 9, 1, 0
	if wide {
		orientation = "landscape"
	}
	if err := b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &size, FitToWidth: &one, FitToHeight: &all}); err != nil {
		return err
	}
	fit, off := true, false
	if err := b.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	side, top := 0.55, 0.75
	if err := b.f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top}); err != nil {
		return err
	}
	if err := b.f.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &off}); err != nil {
		return err
	}
	l := b.doc.Lang
	return b.f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddHeader: "&L&8" + headerText(b.doc.Header.Join(l, " · ")), OddFooter: "&L&8" + headerText(b.doc.Footer.Join(l, " · ")) + "&R&8&P / &N"})
}

// headerText keeps a text from being read as a code of the page header, and
// within the length that Excel takes.
func headerText(s string) string {
	out, n := "", 0
	for _, r := range excel.Clean(s) {
		c := string(r)
		if r == '&' {
			c = "&&"
		}
		if r == '\n' {
			c = " "
		}
		if n += len(c); n > 200 {
			break
		}
		out += c
	}
	if out != "" && out[0] >= '0' && out[0] <= '9' {
		out = " " + out // or the digits would belong to the type size
	}
	return out
}

func absolute(col0, row0, col1, row1 int) string {
	a, _ := excelize.CoordinatesToCellName(col0+1, row0+1, true)
	z, _ := excelize.CoordinatesToCellName(col1+1, row1+1, true)
	if a == z {
		return a
	}
	return a + ":" + z
}

func (b *book) toneLook(t report.Tone, k look) look {
	if c := toneColour(t, b.palette); c != "" {
		k.colour = c
	}
	if t == report.Bad {
		k.bold = true
	}
	return k
}
