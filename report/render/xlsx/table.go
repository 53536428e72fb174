package xlsx

import (
	"servqual/report"
	"servqual/report/render/excel"
)

// table puts a table on a page: title, heads (with a row of groups where
// columns have them), rows, notes.
func (b *book) table(p *page, t report.Table) {
	b.heading(p, b.text(t.Title))
	if len(t.Columns) == 0 {
		return
	}
	groups := b.groups(p, t.Columns)
	var heads []pageCell
	for i, c := range t.Columns {
		k := b.headLook(align(t.AlignOf(i)))
		if i > 0 && k.align == "left" {
			k.indent = 1
		}
		heads = append(heads, pageCell{text: b.text(c.Label), look: k})
	}
	p.add(heads...)
	head := len(p.rows) - 1
	for _, r := range t.Rows {
		var cells []pageCell
		for i := range t.Columns {
			v := report.Cell{}
			if i < len(r.Cells) {
				v = r.Cells[i]
			}
			cells = append(cells, b.cell(v, r, i, heads[i].look.align))
		}
		p.add(cells...)
	}
	p.tables = append(p.tables, placed{id: t.ID, head: head, last: len(p.rows) - 1, width: len(t.Columns), groups: groups})
	for _, n := range t.Notes {
		p.add(pageCell{text: b.text(n), look: look{colour: b.palette.Muted, wrap: true, size: 9}, wide: true})
	}
}

// groups puts the heads above columns, each over its first column.
func (b *book) groups(p *page, cols []report.Column) bool {
	var cells []pageCell
	any := false
	for i, c := range cols {
		k := look{bold: true, fill: b.tint}
		text := ""
		if !c.Group.IsZero() {
			any = true
			k.bottom = b.palette.Axis
			if i == 0 || cols[i-1].Group != c.Group {
				text = b.line(c.Group)
			}
		}
		cells = append(cells, pageCell{text: text, look: k})
	}
	if any {
		p.add(cells...)
	}
	return any
}

func (b *book) cell(c report.Cell, r report.Row, i int, al string) pageCell {
	k := look{align: al, bottom: b.palette.Grid, bold: r.Strong, wrap: true}
	switch {
	case i == 0 && r.Level > 0:
		k.indent = min(r.Level, 6) * 2
	case i > 0 && al == "left":
		k.indent = 1 // or it touches the number before it
	}
	if r.Strong {
		k.top = b.palette.Axis
	}
	k = b.toneLook(c.Tone, k)
	switch {
	case c.Number.Hidden:
		k.colour = b.palette.Muted
		return pageCell{text: c.Number.Format(b.doc.Lang), look: k}
	case c.Number.Defined:
		k.format, k.wrap = excel.Format(c.Number), false
		return pageCell{number: c.Number.Value, numeric: true, text: c.Number.Format(b.doc.Lang), look: k}
	}
	return pageCell{text: b.text(c.Text), look: k}
}

func align(a report.Align) string {
	switch a {
	case report.Right:
		return "right"
	case report.Centre:
		return "center"
	}
	return "left"
}
