// Package json writes a document as JSON: every section, block, figure and
// number with its reference, so that a test or another program sees what a
// reader sees. It is the document's own shape and no contract with the outside;
// the JSON of the commands (servqual.score/1) is made elsewhere.
//
// It knows names of fields and nothing of what they mean. A withheld number is
// written without its value.
package json

import (
	"encoding/json"
	"fmt"
	"io"

	"servqual/report"
	"servqual/report/chart"
	"servqual/survey/lang"
)

// Options says how the JSON looks.
type Options struct {
	Indent string // of nested lines; empty writes one line
}

// Default is indented, for goldens that people compare.
func Default() Options { return Options{Indent: "  "} }

// Render writes doc as JSON. Equal documents give equal bytes.
func Render(w io.Writer, doc *report.Document, opt Options) error {
	doc = doc.Still()
	d := document{Schema: "servqual.document/1", ID: doc.ID, Title: doc.Title, Subtitle: doc.Subtitle, Lang: doc.Lang.String(), Date: doc.Date,
		Header: doc.Header, Footer: doc.Footer, Colours: doc.Brand.Colours, Logo: len(doc.Brand.Logo), Sections: []section{}}
	for _, s := range doc.Sections {
		blocks, err := blocksOf(s.All())
		if err != nil {
			return fmt.Errorf("json: section %s: %w", s.ID, err)
		}
		d.Sections = append(d.Sections, section{ID: s.ID, Title: s.Title, Finding: s.Finding, Sheet: s.Sheet, Blocks: blocks})
	}
	if doc.Calc != nil {
		d.Calc = calcOf(doc.Calc)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", opt.Indent)
	return e.Encode(d)
}

type document struct {
	Schema   string    `json:"schema"`
	ID       string    `json:"id"`
	Title    lang.Text `json:"title"`
	Subtitle lang.Text `json:"subtitle,omitzero"`
	Lang     string    `json:"lang"`
	Date     string    `json:"date,omitempty"`
	Header   lang.Text `json:"header,omitzero"`
	Footer   lang.Text `json:"footer,omitzero"`
	Colours  []string  `json:"colours,omitempty"`
	Logo     int       `json:"logoBytes,omitempty"`
	Sections []section `json:"sections"`
	Calc     *calc     `json:"calc,omitempty"`
}

type calc struct {
	Title lang.Text  `json:"title"`
	Note  lang.Text  `json:"note,omitzero"`
	Parts []calcPart `json:"parts"`
}

type calcPart struct {
	ID      string    `json:"id"`
	Title   lang.Text `json:"title,omitzero"`
	Columns []column  `json:"columns"`
	Rows    []calcRow `json:"rows"`
}

type calcRow struct {
	ID    string     `json:"id,omitempty"`
	Cells []calcCell `json:"cells"`
	Ref   string     `json:"ref,omitempty"`
}

type calcCell struct {
	Text    lang.Text `json:"text,omitzero"`
	Number  *number   `json:"number,omitempty"`
	Formula string    `json:"formula,omitempty"`
	Input   bool      `json:"input,omitempty"`
}

type section struct {
	ID      string    `json:"id"`
	Title   lang.Text `json:"title"`
	Finding lang.Text `json:"finding,omitzero"`
	Sheet   string    `json:"sheet,omitempty"`
	Blocks  []block   `json:"blocks,omitempty"`
}

// block is any block; Type says which, and the fields of the others are left
// out.
type block struct {
	Type    string       `json:"type"`
	ID      string       `json:"id,omitempty"`
	Title   lang.Text    `json:"title,omitzero"`
	Text    lang.Text    `json:"text,omitzero"`
	Tone    string       `json:"tone,omitempty"`
	Number  bool         `json:"numbered,omitempty"`
	Items   []item       `json:"items,omitempty"`
	Tiles   []tile       `json:"tiles,omitempty"`
	Kind    string       `json:"kind,omitempty"`
	Figure  chart.Figure `json:"figure,omitempty"`
	Caption lang.Text    `json:"caption,omitzero"`
	Reading lang.Text    `json:"reading,omitzero"`
	Left    []block      `json:"left,omitempty"`
	Right   []block      `json:"right,omitempty"`
	Columns []column     `json:"columns,omitempty"`
	Rows    []row        `json:"rows,omitempty"`
	Notes   []lang.Text  `json:"notes,omitempty"`
	Facts   []fact       `json:"facts,omitempty"`
	Formula string       `json:"formula,omitempty"`
	Put     string       `json:"put,omitempty"`
	Result  lang.Text    `json:"result,omitzero"`
	Source  lang.Text    `json:"source,omitzero"`
	Collect lang.Text    `json:"collect,omitzero"`
}

type item struct {
	Text lang.Text `json:"text"`
	Ref  string    `json:"ref,omitempty"`
}

type tile struct {
	Label lang.Text `json:"label"`
	Value *number   `json:"value,omitempty"`
	Lo    *number   `json:"lo,omitempty"`
	Hi    *number   `json:"hi,omitempty"`
	Note  lang.Text `json:"note,omitzero"`
	Trend string    `json:"trend,omitempty"`
	Ref   string    `json:"ref,omitempty"`
}

type column struct {
	ID    string    `json:"id,omitempty"`
	Label lang.Text `json:"label"`
	Group lang.Text `json:"group,omitzero"`
	Align string    `json:"align,omitempty"`
}

type row struct {
	Cells  []cell `json:"cells"`
	Level  int    `json:"level,omitempty"`
	Strong bool   `json:"strong,omitempty"`
	Ref    string `json:"ref,omitempty"`
}

type cell struct {
	Text   lang.Text `json:"text,omitzero"`
	Number *number   `json:"number,omitempty"`
	Tone   string    `json:"tone,omitempty"`
	Ref    string    `json:"ref,omitempty"`
}

type number struct {
	Kind   string   `json:"kind,omitempty"`
	Value  *float64 `json:"value,omitempty"`
	Print  string   `json:"print"`
	Hidden bool     `json:"hidden,omitempty"`
}

type fact struct {
	Label lang.Text `json:"label"`
	Value lang.Text `json:"value"`
	Mono  bool      `json:"mono,omitempty"`
}

func numberOf(n report.Number) *number {
	switch {
	case n.Hidden:
		return &number{Print: n.Format(lang.En), Hidden: true}
	case !n.Defined:
		return nil
	}
	v := n.Value
	return &number{Kind: n.Kind.String(), Value: &v, Print: n.Format(lang.En)}
}

func blocksOf(bs []report.Block) ([]block, error) {
	out := make([]block, 0, len(bs))
	for _, b := range bs {
		j, err := blockOf(b)
		if err != nil {
			return nil, err
		}
		out = append(out, j)
	}
	return out, nil
}

func blockOf(b report.Block) (block, error) {
	switch b := b.(type) {
	case report.Paragraph:
		return block{Type: "paragraph", Text: b.Text, Tone: b.Tone.String()}, nil
	case report.List:
		out := block{Type: "list", Title: b.Title, Number: b.Numbered, Tone: b.Tone.String()}
		for _, i := range b.Items {
			out.Items = append(out.Items, item(i))
		}
		return out, nil
	case report.Tiles:
		out := block{Type: "tiles"}
		for _, t := range b.Tiles {
			out.Tiles = append(out.Tiles, tile{t.Label, numberOf(t.Value), numberOf(t.Lo), numberOf(t.Hi), t.Note, t.Trend.String(), t.Ref})
		}
		return out, nil
	case report.FigureBlock:
		return block{Type: "figure", Kind: b.Figure.Kind().String(), Figure: b.Figure, Caption: b.Caption, Reading: b.Reading}, nil
	case report.Side:
		left, err := blocksOf(b.Left)
		if err != nil {
			return block{}, err
		}
		right, err := blocksOf(b.Right)
		return block{Type: "side", Left: left, Right: right}, err
	case report.Table:
		return tableOf(b), nil
	case report.Notes:
		return block{Type: "notes", Notes: b.Items}, nil
	case report.Facts:
		out := block{Type: "facts", Title: b.Title}
		for _, f := range b.Facts {
			out.Facts = append(out.Facts, fact(f))
		}
		return out, nil
	case report.Formula:
		return block{Type: "formula", Title: b.Title, Formula: b.Formula, Put: b.Put, Result: b.Result, Source: b.Source}, nil
	case report.Absent:
		return block{Type: "absent", Text: b.What, Collect: b.Collect}, nil
	case report.Signatures:
		return block{Type: "signatures", Notes: b.Labels}, nil
	}
	return block{}, fmt.Errorf("block of type %T has no JSON", b)
}

func tableOf(t report.Table) block {
	out := block{Type: "table", ID: t.ID, Title: t.Title, Notes: t.Notes}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, column{c.ID, c.Label, c.Group, c.Align.String()})
	}
	for _, r := range t.Rows {
		j := row{Cells: make([]cell, 0, len(r.Cells)), Level: r.Level, Strong: r.Strong, Ref: r.Ref}
		for _, c := range r.Cells {
			j.Cells = append(j.Cells, cell{c.Text, numberOf(c.Number), c.Tone.String(), c.Ref})
		}
		out.Rows = append(out.Rows, j)
	}
	return out
}

func calcOf(c *report.Calc) *calc {
	out := &calc{Title: c.Title, Note: c.Note, Parts: []calcPart{}}
	for _, p := range c.Parts {
		j := calcPart{ID: p.ID, Title: p.Title, Rows: []calcRow{}}
		for _, x := range p.Columns {
			j.Columns = append(j.Columns, column{x.ID, x.Label, x.Group, x.Align.String()})
		}
		for _, r := range p.Rows {
			row := calcRow{ID: r.ID, Ref: r.Ref, Cells: make([]calcCell, 0, len(r.Cells))}
			for _, x := range r.Cells {
				row.Cells = append(row.Cells, calcCell{x.Text, numberOf(x.Number), x.Formula, x.Input})
			}
			j.Rows = append(j.Rows, row)
		}
		out.Parts = append(out.Parts, j)
	}
	return out
}
