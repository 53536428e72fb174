// Package shape tells by its first rows whether a table is a list of responses,
// one a row, or something that only looks like one: an answer a row, respondents
// in columns, counts per answer, a summary of means. Scored as responses, any of
// these gives figures that are wrong without a sign of it.
//
// It goes by the form of the table and a few words of headers. It knows no
// instrument and binds no columns (load does), and where a table may be either
// it says responses.
//
// On the walk of a number it stands before the binding of columns: whether row
// 17 of a sheet is a person at all.
package shape

import (
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// Kind is what the rows of a table are. The zero value is invalid.
type Kind int

// The kinds.
const (
	Responses  Kind = iota + 1 // one response a row
	Long                       // one answer a row
	Transposed                 // one response a column
	Counts                     // how many chose each answer, a question a row
	Means                      // averages, a unit or a question a row
)

// String names the kind for tests.
func (k Kind) String() string {
	if k >= Responses && k <= Means {
		return [...]string{"responses", "long", "transposed", "counts", "means"}[k-1]
	}
	return "shape.Kind(?)"
}

// sampleRows bounds how many rows are looked at.
const sampleRows = 1000

// Of judges a table by its first rows, the header included. shown names the
// columns that decided.
func Of(rows [][]sheet.Cell) (kind Kind, shown string) {
	g := newGrid(rows)
	if shown, ok := g.optionList(); ok {
		return Counts, shown
	}
	if len(g.rows) < 3 || g.width < 2 {
		return Responses, ""
	}
	for _, test := range []struct {
		kind Kind
		fits func() (string, bool)
	}{{Counts, g.counts}, {Long, g.long}, {Transposed, g.transposed}, {Means, g.means}} {
		if shown, ok := test.fits(); ok {
			return test.kind, shown
		}
	}
	return Responses, ""
}

// grid is the table from its header on.
type grid struct {
	all   [][]sheet.Cell
	rows  [][]sheet.Cell // the first is the header; blank ones are left out
	width int
	head  []string // cleaned
}

func newGrid(all [][]sheet.Cell) *grid {
	g := &grid{all: all[:min(len(all), sampleRows)]}
	for _, r := range g.all {
		if len(g.rows) == 0 && filled(r) < 3 && filled(r) < widest(g.all) {
			continue // titles
		}
		if filled(r) > 0 {
			g.rows = append(g.rows, r)
			g.width = max(g.width, len(r))
		}
	}
	if len(g.rows) > 0 {
		g.head = make([]string, g.width)
		for i, c := range g.rows[0] {
			g.head[i] = wording.Clean(c.Text)
		}
	}
	return g
}

func filled(row []sheet.Cell) int {
	n := 0
	for _, c := range row {
		if !empty(c) {
			n++
		}
	}
	return n
}

func widest(rows [][]sheet.Cell) int {
	n := 0
	for _, r := range rows {
		n = max(n, filled(r))
	}
	return n
}

func empty(c sheet.Cell) bool {
	return c.Kind == sheet.Empty || c.Kind == sheet.Text && wording.Clean(c.Text) == ""
}

// body gives the rows below the header.
func (g *grid) body() [][]sheet.Cell { return g.rows[1:] }

func at(row []sheet.Cell, col int) sheet.Cell {
	if col >= len(row) {
		return sheet.Cell{}
	}
	return row[col]
}

// number reads a cell that is a plain number.
func number(c sheet.Cell) (float64, bool) {
	switch c.Kind {
	case sheet.Small, sheet.Number:
		return c.Num, !c.Has(sheet.Percent)
	case sheet.Text:
		return sheet.ParseNumber(c.Text)
	}
	return 0, false
}

// column is what was counted of one column below the header.
type column struct {
	filled, numbers, texts, ratings int
	fractions                       int // not whole, and no half steps
	highest                         float64
	distinct                        map[string]int
}

func (g *grid) column(col int) column {
	c := column{distinct: make(map[string]int)}
	for _, r := range g.body() {
		c.add(at(r, col))
	}
	return c
}

func (c *column) add(cell sheet.Cell) {
	if empty(cell) {
		return
	}
	c.filled++
	text := wording.Clean(cell.Text)
	c.distinct[text]++
	x, ok := number(cell)
	switch {
	case ok:
		c.numbers++
		c.highest = max(c.highest, x)
		if x >= 0 && x <= 10 && x == float64(int(x)) {
			c.ratings++
		}
		if 2*x != float64(int(2*x)) {
			c.fractions++
		}
	case cell.Kind == sheet.Text:
		c.texts++
		if wording.IsDegree(text) {
			c.ratings++
		}
	}
}

// mostly says that a part is at least nine tenths of a whole.
func mostly(part, whole int) bool { return whole > 0 && part*10 >= whole*9 }
