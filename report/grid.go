package report

import "servqual/survey/lang"

// Grid is a table of too many cells to hold as a document: 12,000 segments by
// 200 figures. Its rows are asked for one by one while a renderer writes them.
type Grid struct {
	Title   lang.Text
	Lang    lang.Lang
	Date    string // ISO date of the data, never the clock
	Brand   Brand
	Names   []GridName // the columns of names, at the left
	Columns []GridColumn
	Rows    int
	// Reader gives a function that fills rows in, any row at any time. A
	// renderer asks for one for each of its workers, so that it may keep memory.
	Reader func() func(row int, into *GridRow)
	// Notes and Legend tell on a page of their own how to read the table and
	// what its short heads stand for.
	Notes  []lang.Text
	Legend []GridEntry
}

// GridName is a column of names.
type GridName struct {
	Label  lang.Text
	Widest string // of the names, to give them room
}

// GridColumn is a column of numbers.
type GridColumn struct {
	About string    // the short name, REL2, that stands before both heads; empty without
	Group lang.Text // above the columns that belong together; equal heads side by side are one
	Label lang.Text // with About unlike that of any other column, so that a machine can tell them apart
	Kind  Kind
}

// GridEntry explains one short name.
type GridEntry struct {
	Name string
	Text lang.Text
}

// GridRow takes the cells of a row, from left to right.
type GridRow struct {
	names   []string
	values  []float64
	defined []bool
}

// Clear empties the row for the next one.
func (r *GridRow) Clear() {
	r.names, r.values, r.defined = r.names[:0], r.values[:0], r.defined[:0]
}

// Name adds a name.
func (r *GridRow) Name(s string) { r.names = append(r.names, s) }

// Number adds a number; one that is not defined leaves its cell empty.
func (r *GridRow) Number(v float64, defined bool) {
	r.values, r.defined = append(r.values, v), append(r.defined, defined)
}

// Names gives the names of the row.
func (r *GridRow) Names() []string { return r.names }

// Len is how many numbers the row has.
func (r *GridRow) Len() int { return len(r.values) }

// At gives a number of the row, and whether it is defined.
func (r *GridRow) At(i int) (float64, bool) { return r.values[i], r.defined[i] }
