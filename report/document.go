// Package report describes a report as a tree – sections, findings, tables,
// figures, notes – and how a number is written in each language. It computes
// nothing and knows no file format: compose builds the tree out of results,
// the renderers turn it into bytes, and all of them print the same figures
// because the tree is the only thing they see.
//
// On the walk of a number it is the stop where an estimate has become a table
// cell or a bar; its reference (gap/REL) is still on it.
package report

import (
	"slices"
	"strings"

	"servqual/report/chart"
	"servqual/survey/lang"
)

// Document is a whole report.
type Document struct {
	ID       string    // "monthly", "regional", "score" …
	Title    lang.Text // at the top of page 1 and in the page header
	Subtitle lang.Text // unit and period
	Lang     lang.Lang // the language or languages to print
	Date     string    // ISO date of the data, never the clock
	Header   lang.Text // page header: title, unit, period, n valid / n received
	Footer   lang.Text // page footer
	Draft    bool      // nobody has confirmed what the columns mean: said in title, header and file name
	Brand    Brand
	Sections []Section
	Calc     *Calc // live formulas for the workbook; nil without
}

// Brand is the look a company gave its reports.
type Brand struct {
	Logo    []byte   // PNG or JPEG, nil without
	Colours []string // "#rrggbb", main colour first; empty = the house colours
}

// Section is a chapter: one finding in one sentence, then what shows it. A
// document has two volumes: the report that is read, and the appendix that is
// looked things up in.
type Section struct {
	ID       string    // stable: "verdict", "gap5", "radar", "trend" …
	Title    lang.Text // "五维度雷达图"
	Finding  lang.Text // the sentence a reader should leave with
	Blocks   []Block   // what shows the finding
	Detail   []Block   // tables, tests and notes behind it, for the appendix
	Appendix bool      // the whole section belongs to the appendix
	// Interactive sections hold switches and are shown only where a reader can
	// click; their figures stand elsewhere in the document too.
	Interactive bool
	Sheet       string // name of the workbook sheet that holds its tables; empty = made from Title
}

// Block is one part of a section: exactly one of the concrete types below.
type Block interface{ block() }

// Paragraph is running text.
type Paragraph struct {
	Text lang.Text
	Tone Tone
}

// List is a bulleted or numbered list: priorities, strengths, caveats.
type List struct {
	Title    lang.Text
	Numbered bool
	Items    []ListItem
	Tone     Tone
}

// ListItem is one entry, with an optional reference to the figure behind it.
type ListItem struct {
	Text lang.Text
	Ref  string
}

// Tiles is a row of headline figures.
type Tiles struct{ Tiles []Tile }

// Tile is one headline figure with its interval and its comparison.
type Tile struct {
	Label  lang.Text
	Value  Number
	Lo, Hi Number    // Defined when there is an interval
	Note   lang.Text // "较上月 +0.12,在波动范围内"
	Trend  Trend
	Ref    string
}

// Trend says how a figure stands against the one before: beyond noise or not.
type Trend int

// The trends. The zero value means that there is nothing to compare with.
const (
	NoTrend Trend = iota
	Better        // beyond noise, in the good direction
	Steady        // within noise
	Worse         // beyond noise, in the bad direction
)

// FigureBlock is a chart, with the table of its data where that is not shown
// beside it anyway.
type FigureBlock struct {
	Figure  chart.Figure
	Caption lang.Text
	Reading lang.Text // how to read it
}

// Side puts blocks beside each other where there is room: a chart and its
// table.
type Side struct{ Left, Right []Block }

// Table is a table with a head. Cells of a column share a format.
type Table struct {
	ID      string // stable, unique in the document: "dimensions"
	Title   lang.Text
	Columns []Column
	Rows    []Row
	Notes   []lang.Text // footnotes
}

// Column is a column's head.
type Column struct {
	ID    string
	Label lang.Text
	Group lang.Text // optional head above several columns
	Align Align
}

// Align places the contents of a column; the zero value is by content: numbers
// right, text left.
type Align int

// The alignments.
const (
	Auto Align = iota
	Left
	Right
	Centre
)

// Row is a row of cells; Level indents (an item below its dimension), Strong
// marks totals.
type Row struct {
	Cells  []Cell
	Level  int
	Strong bool
	Ref    string // the finding the row is about: gap/REL
}

// Cell is a text or a number.
type Cell struct {
	Text   lang.Text
	Number Number // used when Defined or Hidden
	Tone   Tone
	Ref    string // overrides the row's
}

// Notes is the strip below a chart or table: n, interval, method.
type Notes struct{ Items []lang.Text }

// Facts is a list of labelled values: provenance, settings.
type Facts struct {
	Title lang.Text
	Facts []Fact
}

// Fact is one labelled value.
type Fact struct {
	Label lang.Text
	Value lang.Text
	Mono  bool // a hash, a file name: print in a fixed-width face
}

// Formula shows how a figure is made: formula, the numbers put in, the result.
type Formula struct {
	Title   lang.Text
	Formula string
	Put     string
	Result  lang.Text
	Source  lang.Text
}

// Switch lets a reader choose among views of the same kind: units, waves. Only
// formats that can be clicked show it; the others leave it out, because its
// figures stand in the document's tables as well.
type Switch struct {
	ID      string    // stable, unique in the document
	Label   lang.Text // "单位"
	Options []Option
}

// Option is one view of a Switch.
type Option struct {
	Name   lang.Text
	Blocks []Block
}

// Absent says that a chapter's data is not there and what to collect.
type Absent struct {
	What    lang.Text
	Collect lang.Text
}

// Signatures is a row of lines to sign and date a report on: who prepared,
// checked and approved it.
type Signatures struct{ Labels []lang.Text }

// Tone colours a text by meaning. The zero value is plain.
type Tone int

// The tones. Bad is kept for below-minimum and signals.
const (
	Plain Tone = iota
	Good
	Bad
	Caution
	Muted
)

func (Paragraph) block()   {}
func (List) block()        {}
func (Tiles) block()       {}
func (FigureBlock) block() {}
func (Side) block()        {}
func (Table) block()       {}
func (Notes) block()       {}
func (Facts) block()       {}
func (Formula) block()     {}
func (Absent) block()      {}
func (Signatures) block()  {}
func (Switch) block()      {}

// Still gives the document without its interactive sections, for formats that
// can't be clicked.
func (d *Document) Still() *Document {
	out := *d
	out.Sections = nil
	for _, s := range d.Sections {
		if !s.Interactive {
			out.Sections = append(out.Sections, s)
		}
	}
	return &out
}

// Sample is the header without the title and subtitle that it begins with: what
// the top of page 1 says below them.
func (d *Document) Sample() lang.Text {
	cut := func(l lang.Lang) string {
		t := d.Header.In(l)
		for _, part := range []lang.Text{d.Title, d.Subtitle} {
			t = strings.TrimPrefix(strings.TrimPrefix(t, part.In(l)), " · ")
		}
		return t
	}
	return lang.T(cut(lang.Zh), cut(lang.En))
}

// All gives the blocks of both volumes.
func (s *Section) All() []Block {
	if len(s.Detail) == 0 {
		return s.Blocks
	}
	return append(slices.Clone(s.Blocks), s.Detail...)
}

// Behind says whether the appendix holds anything of the section.
func (s *Section) Behind() bool { return s.Appendix || len(s.Detail) > 0 }

// HasAppendix says whether the document has a second volume.
func (d *Document) HasAppendix() bool {
	return slices.ContainsFunc(d.Sections, func(s Section) bool { return s.Behind() })
}

// Walk calls f for every block of the document, those inside Side and Switch
// too, in reading order.
func (d *Document) Walk(f func(sec *Section, b Block)) {
	for i := range d.Sections {
		walk(&d.Sections[i], d.Sections[i].All(), f)
	}
}

func walk(sec *Section, blocks []Block, f func(*Section, Block)) {
	for _, b := range blocks {
		f(sec, b)
		switch b := b.(type) {
		case Side:
			walk(sec, b.Left, f)
			walk(sec, b.Right, f)
		case Switch:
			for _, o := range b.Options {
				walk(sec, o.Blocks, f)
			}
		}
	}
}
