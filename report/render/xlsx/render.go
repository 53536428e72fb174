// Package xlsx writes a report as a workbook: a sheet for each section with its
// tables as real numbers, a sheet of contents, and a sheet of native, editable
// charts with their data beside them. It knows cells, styles, print set-up and
// how a workbook is packed; it computes no statistics. There are no macros, no
// outside links and no chart sheets (WPS shows those blank).
//
// A number is stored at full precision and rounded by its format only. A
// withheld number is the text "<10": its value is nowhere in the file. Text
// that begins like a formula is stored as text, in a text format, so that it
// stays text when somebody edits the cell. On the walk of a number it is the
// stop where gap/REL becomes a workbook cell.
package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"servqual/report"
	"servqual/survey/lang"
)

// Options says what goes into the workbook beside the document.
type Options struct {
	// Charts adds the sheet of native charts.
	Charts bool

	// Context ends rendering early, with its error; nil never does.
	Context context.Context
}

// Default is a whole workbook.
func Default() Options { return Options{Charts: true} }

// Render writes doc as a workbook. Equal documents give equal bytes.
func Render(w io.Writer, doc *report.Document, opt Options) error {
	doc = doc.Still()
	if doc.Lang != lang.Zh && doc.Lang != lang.En && doc.Lang != lang.Both {
		return fmt.Errorf("xlsx: document language %v", doc.Lang)
	}
	b, err := newBook(doc, opt)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	defer b.f.Close()
	if err := b.write(); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	var raw bytes.Buffer
	if _, err := b.f.WriteTo(&raw, excelize.Options{}); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	packed, err := repack(raw.Bytes(), b.replace)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	_, err = w.Write(packed)
	return err
}
