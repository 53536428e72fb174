// Package pdf writes a report as a PDF on A4: cover with contents, sections
// with vector charts, tables that repeat their heads on each page, page
// headers and footers, bookmarks, and Chinese text that can be searched and
// copied. It knows pages and ink; it computes no statistics.
//
// A document becomes a list of atoms, pieces that can't be cut (a line, a table
// row, a chart), and the pages are filled with them; headings hold on to what
// follows. The fonts are those of the charts, cut down to the glyphs in use;
// a character that they lack prints as 〓. On the walk of a number it is the
// stop where gap/REL is ink on paper.
package pdf

import (
	"context"
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"servqual/report"
	"servqual/report/chart/draw"
	"servqual/survey/lang"
)

// Options says how the paper looks.
type Options struct {
	// Mono draws charts in black and grey.
	Mono bool

	// Context ends rendering early, with its error; nil never does.
	Context context.Context
}

// Default is a report in colour.
func Default() Options { return Options{} }

// Render writes doc as a PDF. Equal documents give equal bytes.
func Render(w io.Writer, doc *report.Document, opt Options) error {
	doc = doc.Still()
	if doc.Lang != lang.Zh && doc.Lang != lang.En && doc.Lang != lang.Both {
		return fmt.Errorf("pdf: document language %v", doc.Lang)
	}
	s := newSetter(doc, opt)
	s.cover()
	for i := range doc.Sections {
		if opt.Context != nil && opt.Context.Err() != nil {
			return opt.Context.Err()
		}
		if err := s.section(i); err != nil {
			return fmt.Errorf("pdf: section %s: %w", doc.Sections[i].ID, err)
		}
	}
	s.contents()
	s.furniture()
	if err := s.f.Output(w); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// The page, in points.
const (
	pageWidth, pageHeight = 595.28, 841.89
	left, right           = 51.0, 51.0
	top, bottom           = 62.0, 56.0
	textWidth             = pageWidth - left - right
	textHeight            = pageHeight - top - bottom
)

// setter sets a document: it holds the pen.
type setter struct {
	doc    *report.Document
	opt    Options
	l      lang.Lang
	f      *fpdf.Fpdf
	m      *metrics
	accent rgb
	on     rgb     // text on the accent
	y      float64 // where the next atom goes
	starts []start // of the sections
	toc    tocPlace
	log    []placed
}

// start is where a section begins.
type start struct {
	page int
	link int
}

func newSetter(doc *report.Document, opt Options) *setter {
	f := fpdf.New("P", "pt", "A4", "")
	regular, bold := draw.Fonts()
	f.AddUTF8FontFromBytes(family, "", regular)
	f.AddUTF8FontFromBytes(family, "B", bold)
	f.SetMargins(left, top, right)
	f.SetAutoPageBreak(false, 0)
	f.SetCatalogSort(true)
	stamp, err := time.Parse("2006-01-02", doc.Date)
	if err != nil {
		stamp = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	f.SetCreationDate(stamp)
	f.SetModificationDate(stamp)
	f.SetProducer("servqual", true)
	f.SetCreator("servqual", true)
	f.SetTitle(legible(doc.Title.Join(doc.Lang, " / ")), true)
	f.SetSubject(legible(doc.Subtitle.Join(doc.Lang, " / ")), true)
	f.SetLang(map[lang.Lang]string{lang.Zh: "zh-CN", lang.En: "en", lang.Both: "zh-CN"}[doc.Lang])
	s := &setter{doc: doc, opt: opt, l: doc.Lang, f: f, m: newMetrics(f), accent: of(doc.Brand.Accent()), on: of(doc.Brand.Accent().On())}
	return s
}

// section sets one section. It begins a new page where the rest of this one
// would hold little more than its heading.
func (s *setter) section(i int) error {
	sec := &s.doc.Sections[i]
	var atoms []atom
	atoms = append(atoms, s.heading(i, sec)...)
	for _, b := range sec.Blocks {
		more, err := s.block(b, textWidth)
		if err != nil {
			return err
		}
		if len(more) > 0 {
			atoms = append(atoms, space(11))
			atoms = append(atoms, more...)
		}
	}
	if i > 0 {
		if s.y > top+textHeight*0.6 {
			s.newPage()
		} else {
			s.y += 26
		}
	}
	s.place(atoms)
	return nil
}
