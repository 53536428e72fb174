// Package grid writes a report.Grid, a table of some million numbers, as a
// workbook to filter and to calculate with: a frozen two-line head, a filter on
// every column, a second sheet that says how to read it. It knows the XML of a
// sheet and how to pack it while the rows come in; it computes nothing and
// keeps no more than a few rows.
//
// The sheet's XML is written by hand because a general library takes ten times
// as long: it makes a value of every cell, and its reflection and its formatter
// run on one core, as does its compression (BenchmarkWrite beside
// BenchmarkStreamWriter).
//
// On the walk of a number it is the stop where the gap of a segment becomes a
// workbook cell, at full precision; its format only rounds what is shown.
package grid

import (
	"archive/zip"
	"fmt"
	"io"
	"time"

	"servqual/report"
	"servqual/survey/lang"
)

// What a sheet of a workbook can hold.
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
)

// headRows are the lines of the head: groups, then columns.
const headRows = 2

// TooLarge is a grid that no sheet can hold.
type TooLarge struct{ Text lang.Text }

// Error words it in English.
func (e *TooLarge) Error() string { return e.Text.In(lang.En) }

// Write writes the grid as a workbook. Equal grids give equal bytes, whatever
// the number of cores.
func Write(w io.Writer, g *report.Grid) error {
	if g.Lang != lang.Zh && g.Lang != lang.En && g.Lang != lang.Both {
		return fmt.Errorf("grid: language %v", g.Lang)
	}
	if g.Rows+headRows > maxRows {
		return &TooLarge{lang.F("一张工作表最多容纳 %d 行，这里有 %d 行；请少分几组，或用 --format csv", "a sheet holds %d rows, here are %d: segment by fewer fields, or use --format csv", maxRows-headRows, g.Rows)}
	}
	if n := len(g.Names) + len(g.Columns); n > maxColumns {
		return &TooLarge{lang.F("一张工作表最多容纳 %d 列，这里有 %d 列；请用 --format csv", "a sheet holds %d columns, here are %d: use --format csv", maxColumns, n)}
	}
	z := zip.NewWriter(w)
	b := newBook(g)
	for _, p := range b.parts() {
		if err := addPart(z, p.name, p.body); err != nil {
			return err
		}
	}
	if err := b.writeSheet(z); err != nil {
		return err
	}
	return z.Close()
}

// epoch is the time stamped on every part: the earliest that a zip can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func addPart(z *zip.Writer, name, body string) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, body)
	return err
}
