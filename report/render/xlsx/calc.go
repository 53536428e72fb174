package xlsx

import (
	"github.com/xuri/excelize/v2"

	"servqual/report"
	"servqual/report/render/excel"
)

// calcSheet writes the sheet of live formulas. Inputs are yellow, formulas keep
// the engine's result as their cached value, so that the sheet shows the
// report's numbers before anything is calculated.
func (b *book) calcSheet(c *report.Calc, name string) error {
	if err := c.Check(); err != nil {
		return err
	}
	p := &page{name: name}
	p.add(pageCell{text: b.text(c.Title), look: look{bold: true, size: 16, colour: b.accent, wrap: true}, wide: true})
	if !c.Note.IsZero() {
		p.add(pageCell{text: b.text(c.Note), look: look{wrap: true}, wide: true})
	}
	p.add(pageCell{text: b.word(report.WordInput), look: look{fill: inputFill, colour: inputInk, wrap: true}})
	// Where each part's first row stands is known once all are laid out.
	first := make([]int, len(c.Parts))
	for i, part := range c.Parts {
		first[i] = b.calcPart(p, part)
	}
	if err := b.writePage(p); err != nil {
		return err
	}
	at := func(part, row0, col0, row1, col1 int) string {
		a, _ := excelize.CoordinatesToCellName(col0+1, first[part]+row0+1)
		z, _ := excelize.CoordinatesToCellName(col1+1, first[part]+row1+1)
		if a == z {
			return a
		}
		return a + ":" + z
	}
	for i, part := range c.Parts {
		for j, r := range part.Rows {
			for k, x := range r.Cells {
				if x.Formula == "" {
					continue
				}
				f, err := c.Resolve(i, j, x.Formula, at)
				if err != nil {
					return err
				}
				// The value is in the cell already; setting the formula after
				// it keeps it as the cached result.
				cell, _ := excelize.CoordinatesToCellName(k+1, first[i]+j+1)
				if err := b.f.SetCellFormula(name, cell, f); err != nil {
					return err
				}
			}
		}
	}
	yes := true
	return b.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes})
}

const inputFill, inputInk = "FFF7D6", "1D4477"

// calcPart lays out one part and gives its first row of cells.
func (b *book) calcPart(p *page, part report.CalcPart) int {
	b.heading(p, b.text(part.Title))
	if !part.Note.IsZero() {
		p.add(pageCell{text: b.text(part.Note), look: look{colour: b.palette.Muted, wrap: true, size: 9}, wide: true})
	}
	groups := b.groups(p, part.Columns)
	var heads []pageCell
	for i, c := range part.Columns {
		al := c.Align
		if al == report.Auto && i > 0 {
			al = report.Right
		}
		heads = append(heads, pageCell{text: b.text(c.Label), look: b.headLook(align(al))})
	}
	p.add(heads...)
	head := len(p.rows) - 1
	for _, r := range part.Rows {
		var cells []pageCell
		for i, x := range r.Cells {
			cells = append(cells, b.calcCell(x, r, i))
		}
		p.add(cells...)
	}
	if len(part.Columns) > 0 {
		p.tables = append(p.tables, placed{id: "calc_" + part.ID, head: head, last: len(p.rows) - 1, width: len(part.Columns), groups: groups, plain: true})
	}
	return head + 1
}

func (b *book) calcCell(x report.CalcCell, r report.CalcRow, i int) pageCell {
	k := look{bottom: b.palette.Grid, bold: r.Strong, wrap: i == 0}
	if x.Input {
		k.fill, k.colour = inputFill, inputInk
	}
	if x.Number.Defined {
		k.format, k.align = excel.Format(x.Number), "right"
		return pageCell{number: x.Number.Value, numeric: true, text: x.Number.Format(b.doc.Lang), look: k}
	}
	if x.Formula != "" {
		k.align = "right"
	}
	return pageCell{text: b.text(x.Text), look: k}
}
