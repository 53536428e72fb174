// Package text prints a document on a terminal: findings, lists and tables.
// Figures are left out, their tables are printed. It knows the width of
// Chinese characters and nothing of statistics.
package text

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	ptext "github.com/jedib0t/go-pretty/v6/text"

	"servqual/report"
	"servqual/survey/lang"
)

// Render writes doc as plain text.
func Render(w io.Writer, doc *report.Document) error {
	b := bufio.NewWriter(w)
	p := &printer{w: b, l: doc.Lang}
	for i, s := range doc.Sections {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintln(b, p.text(s.Title))
		if !s.Finding.IsZero() {
			fmt.Fprintln(b, p.text(s.Finding))
		}
		p.blocks(s.Blocks)
	}
	return b.Flush()
}

type printer struct {
	w *bufio.Writer
	l lang.Lang
}

// text writes a wording on one line.
func (p *printer) text(t lang.Text) string {
	return strings.Join(strings.Fields(t.Join(p.l, " / ")), " ")
}

func (p *printer) blocks(blocks []report.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case report.Paragraph:
			fmt.Fprintf(p.w, "\n%s\n", p.text(b.Text))
		case report.List:
			p.list(b)
		case report.Tiles:
			p.tiles(b)
		case report.Side:
			p.blocks(b.Left)
			p.blocks(b.Right)
		case report.Table:
			p.table(b)
		case report.Notes:
			for _, n := range b.Items {
				fmt.Fprintf(p.w, "· %s\n", p.text(n))
			}
		case report.Facts:
			fmt.Fprintf(p.w, "\n%s\n", p.text(b.Title))
			for _, f := range b.Facts {
				fmt.Fprintf(p.w, "  %s: %s\n", p.text(f.Label), p.text(f.Value))
			}
		case report.Formula:
			p.formula(b)
		case report.Absent:
			fmt.Fprintf(p.w, "\n%s: %s\n", p.text(b.What), p.text(b.Collect))
		case report.FigureBlock:
			if !b.Caption.IsZero() {
				fmt.Fprintf(p.w, "\n%s\n", p.text(b.Caption))
			}
		}
	}
}

func (p *printer) list(l report.List) {
	fmt.Fprintln(p.w)
	if !l.Title.IsZero() {
		fmt.Fprintln(p.w, p.text(l.Title))
	}
	for i, it := range l.Items {
		mark := "-"
		if l.Numbered {
			mark = fmt.Sprintf("%d.", i+1)
		}
		fmt.Fprintf(p.w, "  %s %s\n", mark, p.text(it.Text))
	}
}

func (p *printer) tiles(t report.Tiles) {
	fmt.Fprintln(p.w)
	for _, x := range t.Tiles {
		line := p.text(x.Label) + ": " + x.Value.Format(p.l)
		if ci := report.Interval(x.Lo, x.Hi, p.l); ci != "" {
			line += " " + ci
		}
		if !x.Note.IsZero() {
			line += " – " + p.text(x.Note)
		}
		fmt.Fprintln(p.w, line)
	}
}

func (p *printer) formula(f report.Formula) {
	fmt.Fprintf(p.w, "\n%s\n  %s\n", p.text(f.Title), f.Formula)
	for _, line := range strings.Split(strings.TrimSpace(f.Put), "\n") {
		if line != "" {
			fmt.Fprintf(p.w, "  = %s\n", line)
		}
	}
	fmt.Fprintf(p.w, "  = %s\n", p.text(f.Result))
	if !f.Source.IsZero() {
		fmt.Fprintf(p.w, "  (%s)\n", p.text(f.Source))
	}
}

// table prints a table in columns; the group is put before a column's label.
func (p *printer) table(t report.Table) {
	tw := table.NewWriter()
	tw.SetStyle(style())
	head := table.Row{}
	var configs []table.ColumnConfig
	for i, c := range t.Columns {
		label := p.text(c.Label)
		if !c.Group.IsZero() {
			label = p.text(c.Group) + " " + label
		}
		head = append(head, label)
		align := ptext.AlignLeft
		if numeric(t, i) {
			align = ptext.AlignRight
		}
		configs = append(configs, table.ColumnConfig{Number: i + 1, Align: align, AlignHeader: align, WidthMax: 48})
	}
	tw.AppendHeader(head)
	tw.SetColumnConfigs(configs)
	for _, r := range t.Rows {
		row := table.Row{}
		for i, c := range r.Cells {
			s := p.cell(c)
			if i == 0 {
				s = strings.Repeat("  ", r.Level) + s
			}
			row = append(row, s)
		}
		tw.AppendRow(row)
	}
	fmt.Fprintf(p.w, "\n%s\n%s\n", p.text(t.Title), trimLines(tw.Render()))
	for _, n := range t.Notes {
		fmt.Fprintf(p.w, "· %s\n", p.text(n))
	}
}

func style() table.Style {
	s := table.StyleLight
	s.Options = table.Options{SeparateHeader: true}
	s.Format.Header = ptext.FormatDefault
	s.Box.PaddingLeft, s.Box.PaddingRight = "", "  "
	return s
}

func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func (p *printer) cell(c report.Cell) string {
	if !c.Text.IsZero() {
		return p.text(c.Text)
	}
	return c.Number.Format(p.l)
}

// numeric says whether a column holds numbers.
func numeric(t report.Table, col int) bool {
	for _, r := range t.Rows {
		if col < len(r.Cells) && (r.Cells[col].Number.Defined || r.Cells[col].Number.Hidden) {
			return true
		}
	}
	return false
}
