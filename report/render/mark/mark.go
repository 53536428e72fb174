// Package mark writes a copy of the data in which every problem is shown where
// it stands: the cell coloured, a comment on it that says what was found, what
// was wanted and what was done about it, and in front a sheet that lists all
// problems with links to their cells.
//
// It knows workbooks. It finds no problem itself (load does), and changes no
// value, formula or format of the copy but the colour of marked cells.
//
// On the walk of a number it stands beside it: the way back from a problem to
// cell 2026-10.xlsx!答卷!D17.
package mark

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
)

// Data is what there is to copy and to mark.
type Data struct {
	Books  []*sheet.Book                          // open, under the names that the issues know
	Issues *issue.List                            // what was found
	Header func(file, sheet string) int           // last header row of a sheet that was read; 0 = unknown
	Hidden func(file, sheet string, col int) bool // columns of personal data: the list must not print what is in them
}

// Options say how to word and how much to mark.
type Options struct {
	Lang  lang.Lang
	Notes int // cells with a comment; further ones are coloured only

	// TempDir is the folder for parts of a large copy while it is made; "" is the
	// system's. They are removed at the end, but not when the process is killed.
	TempDir string
	// Context ends the copying early, with its error; nil never does.
	Context context.Context
}

// ended is the error of the context, once it has ended.
func (o *Options) ended() error {
	if o.Context == nil {
		return nil
	}
	return o.Context.Err()
}

// Default marks as much as a spreadsheet program opens without waiting.
func Default() Options { return Options{Lang: lang.Both, Notes: 3000} }

// Render writes the copy. One workbook is copied as it is; several files, and
// files that are no workbooks, become sheets of a new one.
func Render(w io.Writer, d Data, opt Options) error {
	if len(d.Books) == 0 {
		return errors.New("nothing to mark: no file was read")
	}
	p := newPlan(d, opt)
	f, err := copyOf(d.Books, p)
	if err != nil {
		return fmt.Errorf("marked copy: %w", err)
	}
	defer f.Close()
	if err := p.list(f); err != nil {
		return fmt.Errorf("marked copy: %w", err)
	}
	_, err = f.WriteTo(w)
	return err
}

// copyOf copies the books and marks the cells.
func copyOf(books []*sheet.Book, p *plan) (*excelize.File, error) {
	if len(books) == 1 && books[0].Format == sheet.XLSX {
		if f, err := inPlace(books[0], p); err == nil || !errors.Is(err, errUnreadable) {
			return f, err
		}
	}
	return gathered(books, p)
}
