// Package html writes a report as one HTML file that needs nothing else: no
// network, no fonts, no other file. It knows mark-up, style and the few lines
// of script that sort and filter tables; it computes no statistics and words
// nothing but what report.Word holds.
//
// The page forbids itself to fetch anything (Content-Security-Policy
// default-src 'none'; the script is admitted by its hash), works without
// script, prints on A4, follows the reader's dark mode, and says in which
// language each part is. On the walk of a number it is the stop where gap/REL
// becomes a cell or a bar in a browser; data-ref keeps the reference.
package html

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/http"

	"servqual/report"
	"servqual/survey/lang"
)

//go:embed page.tmpl
var pageTemplate string

//go:embed style.css
var styleSheet string

//go:embed script.js
var script string

// Options says what goes into the page beside the document.
type Options struct {
	// Phone draws every chart a second time for narrow screens. Labels stay
	// readable there, and the file grows by the charts.
	Phone bool

	// Context ends rendering early, with its error; nil never does.
	Context context.Context
}

// Default is a page for every screen.
func Default() Options { return Options{Phone: true} }

// Render writes doc as an HTML page. Equal documents give equal bytes.
func Render(w io.Writer, doc *report.Document, opt Options) error {
	if doc.Lang != lang.Zh && doc.Lang != lang.En && doc.Lang != lang.Both {
		return fmt.Errorf("html: document language %v", doc.Lang)
	}
	r := &renderer{l: doc.Lang, opt: opt, anchors: map[string]bool{}, landmarks: map[string]bool{}}
	t, err := template.New("page").Funcs(r.funcs()).Parse(pageTemplate)
	if err != nil {
		return fmt.Errorf("html: page template: %w", err)
	}
	r.t = t
	page, err := r.page(doc)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "page", page); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// renderer holds what one rendering needs to remember.
type renderer struct {
	l       lang.Lang
	opt     Options
	t       *template.Template
	anchors map[string]bool // ids already given out

	landmarks map[string]bool // names of tables already given out
}

// pageView is the document as the template sees it.
type pageView struct {
	Doc      *report.Document
	LangAttr string
	CSP      string
	Style    template.CSS
	Brand    template.CSS
	PrintCSS template.CSS
	Script   template.JS
	Logo     template.URL
	Sections []sectionView // of the report
	Appendix []sectionView // whole sections of the appendix
	Wide     bool
}

type sectionView struct {
	ID     string
	Number int
	report.Section
	Body   []template.HTML
	Behind []template.HTML // the section's part of the appendix
}

func (r *renderer) page(doc *report.Document) (*pageView, error) {
	p := &pageView{Doc: doc, LangAttr: tag(doc.Lang), CSP: policy(), Style: template.CSS(styleSheet + figureStyle()),
		Brand: brandStyle(doc.Brand), PrintCSS: printStyle(doc), Script: template.JS(script), Logo: logo(doc.Brand.Logo)}
	number := 0
	for i := range doc.Sections {
		if r.opt.Context != nil && r.opt.Context.Err() != nil {
			return nil, r.opt.Context.Err()
		}
		s, err := r.section(&doc.Sections[i])
		if err != nil {
			return nil, err
		}
		if s.Section.Appendix {
			p.Appendix = append(p.Appendix, *s)
			continue
		}
		if !s.Interactive { // the numbers are those of the printed report
			number++
			s.Number = number
		}
		p.Sections = append(p.Sections, *s)
	}
	return p, nil
}

func (r *renderer) section(sec *report.Section) (*sectionView, error) {
	s := &sectionView{ID: r.anchor(sec.ID), Section: *sec}
	for _, part := range []struct {
		from []report.Block
		to   *[]template.HTML
	}{{sec.Blocks, &s.Body}, {sec.Detail, &s.Behind}} {
		for _, b := range part.from {
			h, err := r.block(b, full)
			if err != nil {
				return nil, fmt.Errorf("html: section %s: %w", sec.ID, err)
			}
			*part.to = append(*part.to, h)
		}
	}
	return s, nil
}

// policy allows inline style (SVG and brand colours), the one script by its
// hash, and pictures inside the file; everything else is refused.
func policy() string {
	sum := sha256.Sum256([]byte(script))
	return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; img-src data:; base-uri 'none'; form-action 'none'"
}

// logo makes a data address of a PNG or JPEG; anything else is left out, for a
// picture that can run script is not a logo.
func logo(b []byte) template.URL {
	switch kind := http.DetectContentType(b); {
	case len(b) == 0:
		return ""
	case kind == "image/png" || kind == "image/jpeg":
		return template.URL("data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(b))
	}
	return ""
}
