package text

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"servqual/report"
	"servqual/survey/lang"
)

// CSVOptions says how tables are written.
type CSVOptions struct {
	BOM bool // so that Excel reads UTF-8; other tools may stumble over it
}

// CSV writes the tables of a document one after the other, each under its
// title, with numbers at full precision. Text that a spreadsheet would take
// for a formula gets an apostrophe in front.
func CSV(w io.Writer, doc *report.Document, opt CSVOptions) error {
	if opt.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	cw := csv.NewWriter(w)
	first := true
	var err error
	doc.Walk(func(_ *report.Section, b report.Block) {
		t, ok := b.(report.Table)
		if !ok || err != nil {
			return
		}
		if !first {
			err = cw.Write([]string{""})
		}
		first = false
		writeTable(cw, t, doc.Lang)
	})
	cw.Flush()
	if err != nil {
		return err
	}
	return cw.Error()
}

func writeTable(cw *csv.Writer, t report.Table, l lang.Lang) {
	cw.Write([]string{Safe(t.Title.Join(l, " / "))})
	var head []string
	for _, c := range t.Columns {
		label := c.Label
		if !c.Group.IsZero() {
			label = lang.F("%s %s", "%s %s", c.Group, c.Label)
		}
		head = append(head, Safe(label.Join(l, " / ")))
	}
	cw.Write(head)
	for _, r := range t.Rows {
		var row []string
		for _, c := range r.Cells {
			row = append(row, field(c, l))
		}
		cw.Write(row)
	}
}

// field writes a cell: numbers in full, absent ones empty.
func field(c report.Cell, l lang.Lang) string {
	switch {
	case !c.Text.IsZero():
		return Safe(c.Text.Join(l, " / "))
	case c.Number.Defined:
		return strconv.FormatFloat(c.Number.Value, 'g', -1, 64)
	case c.Number.Hidden:
		return c.Number.Format(l)
	}
	return ""
}

// Safe keeps a text from being taken for a formula by a spreadsheet.
func Safe(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
