// Package pdf writes a report as a PDF on A4: page 1 with the title above the
// first section, sections with vector charts, an appendix that begins with the
// contents, tables that repeat their heads on each page, page headers and
// footers, bookmarks, and Chinese text that can be searched and copied. It
// knows pages and ink; it computes no statistics.
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
	"strconv"
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
	s.opening()
	if err := s.volumes(); err != nil {
		return err
	}
	s.contents()
	s.references()
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
	starts []start // of the sections, in the order of the pages
	toc    tocPlace
	log    []placed
}

// start is where a section begins in one of the volumes.
type start struct {
	section  int
	number   string // "3", in the appendix "A3"
	appendix bool
	page     int
	y        float64
	link     int
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

// volumes sets the report and then its appendix.
func (s *setter) volumes() error {
	number := 0
	for i := range s.doc.Sections {
		if s.doc.Sections[i].Appendix {
			continue
		}
		number++
		if err := s.section(i, strconv.Itoa(number), s.doc.Sections[i].Blocks); err != nil {
			return err
		}
	}
	if !s.doc.HasAppendix() {
		return nil
	}
	s.appendix()
	number = 0
	for i := range s.doc.Sections {
		sec := &s.doc.Sections[i]
		if !sec.Behind() {
			continue
		}
		number++
		blocks := sec.Detail
		if sec.Appendix {
			blocks = sec.All()
		}
		if err := s.section(i, "A"+strconv.Itoa(number), blocks); err != nil {
			return err
		}
	}
	return nil
}

// section sets a section's part of one volume. It begins a new page where the
// rest of this one would hold neither the whole section nor a good part of it.
func (s *setter) section(i int, number string, blocks []report.Block) error {
	if s.opt.Context != nil && s.opt.Context.Err() != nil {
		return s.opt.Context.Err()
	}
	sec := &s.doc.Sections[i]
	atoms := s.heading(i, number)
	for _, b := range blocks {
		more, err := s.block(b, textWidth)
		if err != nil {
			return fmt.Errorf("pdf: section %s: %w", sec.ID, err)
		}
		if len(more) > 0 {
			atoms = append(atoms, space(11))
			atoms = append(atoms, more...)
		}
	}
	const between = 24.0
	switch fits := s.y+between+total(atoms)-slack(atoms) <= pageHeight-bottom; {
	case len(s.starts) == 0: // below the title of page 1
	case s.y > top+textHeight*0.6 && !fits:
		s.newPage()
	case s.y > top:
		s.y += between
	}
	s.place(atoms)
	return nil
}
