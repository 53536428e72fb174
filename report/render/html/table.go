package html

import (
	"html/template"
	"strconv"

	"servqual/report"
)

// filterFrom is the number of rows from which a table gets a filter field.
const filterFrom = 8

type tableView struct {
	report.Table
	Anchor  string
	Name    string      // tells the table's landmark from all others
	Groups  []groupView // empty without grouped heads
	Columns []columnView
	Rows    []rowView
	Filter  bool
}

// groupView is a head above Span columns; a blank one spans columns that have
// no group.
type groupView struct {
	Label template.HTML
	Span  int
}

type columnView struct {
	report.Column
	Class string
}

type rowView struct {
	report.Row
	Class string
	Cells []cellView
}

type cellView struct {
	HTML  template.HTML
	Class string
	Sort  string // the value to sort by, at full precision
	Ref   string
	Head  bool
}

func (r *renderer) table(t report.Table) (template.HTML, error) {
	v := tableView{Table: t, Anchor: r.anchor("table-" + t.ID), Name: r.landmark(t), Filter: len(t.Rows) >= filterFrom}
	for i, c := range t.Columns {
		v.Columns = append(v.Columns, columnView{c, alignClass(t.AlignOf(i))})
	}
	v.Groups = r.groups(t.Columns)
	for _, row := range t.Rows {
		rv := rowView{Row: row, Class: rowClass(row)}
		for i := range t.Columns {
			c := report.Cell{}
			if i < len(row.Cells) {
				c = row.Cells[i]
			}
			rv.Cells = append(rv.Cells, r.cell(c, row, i, v.Columns[i].Class))
		}
		v.Rows = append(v.Rows, rv)
	}
	return r.run("table", v)
}

// landmark names a table by its title; a chart's data and the table beside it may
// have the same.
func (r *renderer) landmark(t report.Table) string {
	base := clean(t.ID)
	if !t.Title.IsZero() {
		base = r.flat(t.Title)
	}
	name := base
	for i := 2; r.landmarks[name]; i++ {
		name = base + " (" + itoa(i) + ")"
	}
	r.landmarks[name] = true
	return name
}

func (r *renderer) cell(c report.Cell, row report.Row, i int, class string) cellView {
	v := cellView{Class: class, Head: i == 0, Ref: c.Ref}
	if v.Ref == "" && i == 0 {
		v.Ref = row.Ref
	}
	if c.Tone != report.Plain {
		v.Class += " " + toneClass(c.Tone)
	}
	switch {
	case c.Number.Hidden:
		v.HTML = plain(c.Number.Format(r.l))
		v.Class += " hidden-value"
	case c.Number.Defined:
		v.HTML = plain(c.Number.Format(r.l))
		v.Sort = strconv.FormatFloat(c.Number.Value, 'g', -1, 64)
	case !c.Text.IsZero():
		v.HTML = r.text(c.Text)
	}
	return v
}

func alignClass(a report.Align) string {
	switch a {
	case report.Right:
		return "r"
	case report.Centre:
		return "c"
	}
	return "l"
}

func rowClass(r report.Row) string {
	s := "level-" + itoa(min(r.Level, 3))
	if r.Strong {
		s += " strong"
	}
	return s
}

// groups joins neighbouring columns under one head.
func (r *renderer) groups(cols []report.Column) []groupView {
	var out []groupView
	any := false
	for i, c := range cols {
		if i > 0 && c.Group == cols[i-1].Group {
			out[len(out)-1].Span++
			continue
		}
		any = any || !c.Group.IsZero()
		out = append(out, groupView{Label: r.text(c.Group), Span: 1})
	}
	if !any {
		return nil
	}
	return out
}
