package text

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"servqual/report"
)

// CSVOptions says how tables become CSV.
type CSVOptions struct {
	// BOM begins the file with a byte-order mark, without which Excel on a
	// Chinese Windows garbles UTF-8. Other programs stumble over it.
	BOM bool
	// Tables are the ids of the tables to write; all when empty.
	Tables []string
}

// CSV writes the tables of a document, each with its heads, an empty line
// between them. Numbers are in full precision with a point; a withheld one is
// "<10", an absent one empty.
func CSV(w io.Writer, doc *report.Document, opt CSVOptions) error {
	if opt.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	p := printer{l: doc.Lang, opt: Default()}
	want := map[string]bool{}
	for _, id := range opt.Tables {
		want[id] = true
	}
	var err error
	first := true
	doc.Still().Walk(func(_ *report.Section, b report.Block) {
		t, ok := b.(report.Table)
		if !ok || err != nil || len(want) > 0 && !want[t.ID] {
			return
		}
		if !first {
			_, err = io.WriteString(w, "\n")
		}
		first = false
		if err == nil {
			err = p.csv(w, t)
		}
	})
	return err
}

func (p *printer) csv(w io.Writer, t report.Table) error {
	c := csv.NewWriter(w)
	heads := make([]string, len(t.Columns))
	for i, col := range t.Columns {
		heads[i] = p.say(col.Label)
		if !col.Group.IsZero() {
			heads[i] = p.say(col.Group) + " " + heads[i]
		}
		heads[i] = Safe(heads[i])
	}
	if err := c.Write(heads); err != nil {
		return err
	}
	for _, r := range t.Rows {
		row := make([]string, len(t.Columns))
		for i := range row {
			if i < len(r.Cells) {
				row[i] = p.csvCell(r.Cells[i])
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func (p *printer) csvCell(c report.Cell) string {
	switch {
	case c.Number.Hidden:
		return c.Number.Format(p.l)
	case c.Number.Defined:
		return strconv.FormatFloat(c.Number.Value, 'g', -1, 64)
	}
	return Safe(p.say(c.Text))
}

// Safe marks a text with an apostrophe where a spreadsheet would run it as a
// formula: what begins with = + - @ or a full-width form of them.
func Safe(s string) string {
	if r := strings.TrimLeft(s, " \t\r\n"); r != "" && strings.ContainsRune("=+-@\uff1d\uff0b\uff0d\uff20", []rune(r)[0]) {
		return "'" + s
	}
	return s
}
