// Package text writes a document for a terminal, with tables whose columns
// stand straight also where Chinese characters take two places, and writes its
// tables as CSV. It knows columns and lines; it computes no statistics and
// draws no charts: a figure is its table of data.
//
// Names come from the user's files. Control characters are dropped, so that no
// name can steer the terminal; in CSV a text that a spreadsheet would take for
// a formula is marked as text. On the walk of a number it is the stop where
// gap/REL is a place on a line.
package text

import (
	"bytes"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	pretty "github.com/jedib0t/go-pretty/v6/text"
	"github.com/rivo/uniseg"

	"servqual/report"
	"servqual/survey/lang"
)

func init() {
	// The library would measure "−" and "…" by the locale of the machine; the
	// same document must give the same lines everywhere.
	pretty.OverrideRuneWidthEastAsianWidth(false)
}

// Options says how wide the lines are.
type Options struct {
	Width   int  // columns of the terminal
	Figures bool // print the data of charts
}

// Default is a terminal of 100 columns without the data of charts.
func Default() Options { return Options{Width: 100} }

// Render writes doc for a terminal; without options, as Default says.
func Render(w io.Writer, doc *report.Document, opt ...Options) error {
	doc = doc.Still()
	p := printer{l: doc.Lang, opt: Default()}
	if len(opt) > 0 {
		p.opt = opt[0]
	}
	p.document(doc)
	_, err := w.Write(p.b.Bytes())
	return err
}

type printer struct {
	l   lang.Lang
	opt Options
	b   bytes.Buffer
}

// say gives a wording on one line.
func (p *printer) say(t lang.Text) string { return oneLine(t.Join(p.l, " / ")) }

func (p *printer) line(s string) {
	p.b.WriteString(strings.TrimRight(s, " "))
	p.b.WriteByte('\n')
}

// gap leaves one empty line, and none at the top.
func (p *printer) gap() {
	if s := p.b.Bytes(); len(s) > 0 && !bytes.HasSuffix(s, []byte("\n\n")) {
		p.b.WriteByte('\n')
	}
}

// prose writes wrapped text, each language as a paragraph.
func (p *printer) prose(t lang.Text, first, rest string) {
	for _, part := range strings.Split(t.Join(p.l, "\x00"), "\x00") {
		for i, s := range wrap(oneLine(part), p.opt.Width-width(first)) {
			if i == 0 {
				p.line(first + s)
			} else {
				p.line(rest + s)
			}
		}
		first = rest
	}
}

func (p *printer) document(doc *report.Document) {
	if !doc.Title.IsZero() {
		p.line(p.say(doc.Title))
	}
	if !doc.Subtitle.IsZero() {
		p.line(p.say(doc.Subtitle))
	}
	if p.b.Len() > 0 {
		p.line(strings.Repeat("═", min(p.opt.Width, max(width(p.say(doc.Title)), width(p.say(doc.Subtitle))))))
	}
	for i := range doc.Sections {
		s := &doc.Sections[i]
		p.gap()
		// A document of one section that repeats its title says it once.
		if s.Title != doc.Title && !s.Title.IsZero() {
			p.line("■ " + p.say(s.Title))
		}
		if !s.Finding.IsZero() {
			p.prose(s.Finding, "", "")
		}
		for _, b := range s.All() {
			p.block(b)
		}
	}
	if !doc.Footer.IsZero() {
		p.gap()
		p.prose(doc.Footer, "", "")
	}
}

func (p *printer) block(b report.Block) {
	switch b := b.(type) {
	case report.Paragraph:
		p.gap()
		mark := ""
		if b.Tone == report.Caution || b.Tone == report.Bad {
			mark = "! "
		}
		p.prose(b.Text, mark, strings.Repeat(" ", len(mark)))
	case report.List:
		p.list(b)
	case report.Tiles:
		p.tiles(b)
	case report.FigureBlock:
		if p.opt.Figures {
			for _, t := range report.DataTable(b.Figure) {
				p.table(t)
			}
		}
	case report.Side:
		for _, x := range append(append([]report.Block(nil), b.Left...), b.Right...) {
			p.block(x)
		}
	case report.Table:
		p.table(b)
	case report.Notes:
		var parts []string
		for _, t := range b.Items {
			parts = append(parts, p.say(t))
		}
		for _, s := range wrap(strings.Join(parts, " · "), p.opt.Width) {
			p.line(s)
		}
	case report.Facts:
		p.facts(b)
	case report.Formula:
		p.heading(b.Title)
		for _, s := range []string{b.Formula, b.Put, p.say(b.Result), p.say(b.Source)} {
			if s != "" {
				p.line("  " + oneLine(s))
			}
		}
	case report.Absent:
		p.gap()
		p.prose(lang.F("%s：%s", "%s: %s", report.WordAbsent.Text(), b.What), "– ", "  ")
		if !b.Collect.IsZero() {
			p.prose(lang.F("%s：%s", "%s: %s", report.WordCollect.Text(), b.Collect), "  ", "  ")
		}
	}
}

func (p *printer) heading(t lang.Text) {
	p.gap()
	if !t.IsZero() {
		p.line(p.say(t))
	}
}

func (p *printer) list(l report.List) {
	p.heading(l.Title)
	for i, it := range l.Items {
		mark := "• "
		if l.Numbered {
			mark = itoa(i+1) + ". "
		}
		p.prose(it.Text, mark, strings.Repeat(" ", width(mark)))
	}
}

func (p *printer) tiles(t report.Tiles) {
	p.gap()
	wide := 0
	for _, x := range t.Tiles {
		wide = max(wide, width(p.say(x.Label)))
	}
	for _, x := range t.Tiles {
		s := p.say(x.Label) + strings.Repeat(" ", wide-width(p.say(x.Label))+2) + x.Value.Format(p.l)
		if i := report.Interval(x.Lo, x.Hi, p.l); i != "" {
			s += " " + i
		}
		for _, more := range []string{strings.TrimSpace(x.Trend.Sign() + " " + p.say(x.Trend.Text())), p.say(x.Note)} {
			switch {
			case more == "":
			case width(s)+2+width(more) > p.opt.Width:
				p.line(s)
				s = strings.Repeat(" ", wide+2) + more
			default:
				s += "  " + more
			}
		}
		p.line(s)
	}
}

func (p *printer) facts(f report.Facts) {
	p.heading(f.Title)
	wide := 0
	for _, x := range f.Facts {
		wide = max(wide, width(p.say(x.Label)))
	}
	for _, x := range f.Facts {
		label := p.say(x.Label) + strings.Repeat(" ", wide-width(p.say(x.Label))+2)
		p.prose(lang.Same(p.say(x.Value)), label, strings.Repeat(" ", width(label)))
	}
}

// table prints a table. Columns of text share what the numbers leave of the
// width.
func (p *printer) table(t report.Table) {
	p.heading(t.Title)
	if len(t.Columns) == 0 {
		return
	}
	w := table.NewWriter()
	style := table.StyleLight
	style.Options.DrawBorder = false
	style.Options.SeparateColumns = false
	style.Format.Header = pretty.FormatDefault
	w.SetStyle(style)
	limits := p.limits(t)
	var cols []table.ColumnConfig
	var groups, heads table.Row
	grouped := false
	for i, c := range t.Columns {
		al := map[report.Align]pretty.Align{report.Left: pretty.AlignLeft, report.Right: pretty.AlignRight, report.Centre: pretty.AlignCenter}[t.AlignOf(i)]
		cols = append(cols, table.ColumnConfig{Number: i + 1, Align: al, AlignHeader: al})
		grouped = grouped || !c.Group.IsZero()
		// The group stands above its first column. (The library's own merging of
		// header cells divides by zero where a group is as wide as its columns.)
		group := p.say(c.Group)
		if i > 0 && group == p.say(t.Columns[i-1].Group) {
			group = ""
		}
		groups = append(groups, strings.Join(wrap(group, max(limits[i], groupWidth)), "\n"))
		heads = append(heads, strings.Join(wrap(oneLine(c.Label.Join(p.l, "\n")), limits[i]), "\n"))
	}
	w.SetColumnConfigs(cols)
	if grouped {
		w.AppendHeader(groups)
	}
	w.AppendHeader(heads)
	for _, r := range t.Rows {
		row := make(table.Row, len(t.Columns))
		for i := range t.Columns {
			row[i] = ""
			if i < len(r.Cells) {
				row[i] = strings.Join(wrap(p.cell(r.Cells[i], r, i), limits[i]), "\n")
			}
		}
		w.AppendRow(row)
	}
	for _, s := range strings.Split(w.Render(), "\n") {
		p.line(s)
	}
	for _, n := range t.Notes {
		p.prose(n, "", "")
	}
}

// groupWidth is the least width that a group's name is wrapped to.
const groupWidth = 8

func (p *printer) cell(c report.Cell, r report.Row, i int) string {
	s := p.say(c.Text)
	if c.Number.Defined || c.Number.Hidden {
		s = c.Number.Format(p.l)
	}
	if i == 0 {
		s = strings.Repeat("  ", r.Level) + s
	}
	return s
}

// limits gives each column the width it may take. Columns are narrowed, the
// widest first, until the table fits, but not below what a number needs.
func (p *printer) limits(t report.Table) []int {
	const least = 14
	out := make([]int, len(t.Columns))
	total := 0
	for i, c := range t.Columns {
		out[i] = max(width(oneLine(c.Label.Join(p.l, " / "))), 1)
		if t.Numeric(i) {
			out[i] = 1
			for _, part := range strings.Split(c.Label.Join(p.l, "\x00"), "\x00") {
				out[i] = max(out[i], width(part))
			}
		}
		for _, r := range t.Rows {
			if i < len(r.Cells) {
				out[i] = max(out[i], width(p.cell(r.Cells[i], r, i)))
			}
		}
		total += out[i] + 2
	}
	for total > p.opt.Width {
		widest := -1
		for i := range out {
			if out[i] > least && !t.Numeric(i) && (widest < 0 || out[i] > out[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		out[widest]--
		total--
	}
	return out
}

func width(s string) int { return uniseg.StringWidth(s) }
