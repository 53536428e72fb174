package load

import (
	"math"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// A row of a text file that is a cell short or long holds its answers in the
// wrong columns, from the lost or extra cell on. Not every such row does: some
// programs leave out blank cells at the end, and a remark may stand right of the
// table. Which it is shows at the end of the row: in a shifted one the last cells
// are what the last columns hold elsewhere.

const (
	lastCells   = 5  // compared at the end of a row
	fewRows     = 5  // rows of the full width that are needed to compare
	clearly     = 3  // log-likelihood by which one reading must be better
	fewOf100    = 10 // per cent of rows of one width that are few
	smoothing   = 0.5
	longestText = 24 // bytes of a text that is a value, not prose
)

// columnTokens is how often each kind of content stands in a column.
type columnTokens struct {
	n      int
	counts map[string]int
}

// token is what a cell holds, as far as columns are told apart by it.
func token(c sheet.Cell) string {
	text := wording.Clean(c.Text)
	x, number := numberIn(c)
	switch {
	case c.Kind == sheet.Empty || text == "":
		return "#blank"
	case number && (x < -1 || x > 10):
		return "#number"
	case number:
		return text
	case readable(c.Text):
		return "#date"
	case len(text) > longestText:
		return "#prose"
	}
	return text
}

// log is the log-probability of a token in the column, smoothed.
func (c *columnTokens) log(tok string) float64 {
	return math.Log((float64(c.counts[tok]) + smoothing) / (float64(c.n) + smoothing*float64(len(c.counts)+1)))
}

// raggedWidths finds the widths of sampled rows that are shifted. widths are the
// cells that the file has in each row of the grid.
func (t *table) raggedWidths(widths []int32) {
	width := len(t.head.cols)
	for width > 0 && t.head.cols[width-1].raw == "" {
		width--
	}
	if width < 3 {
		return
	}
	groups := make(map[int][]int) // rows of the grid by their width, those of another
	var full []int
	for i := t.head.last; i < len(t.grid); i++ {
		switch w := t.rowWidth(i, width, int(widths[i])); {
		case w == width:
			full = append(full, i)
		case w > 1:
			groups[w] = append(groups[w], i)
		}
	}
	if len(groups) == 0 || len(full) < fewRows {
		return
	}
	r := raggedTest{t: t, width: width, full: full, columns: make(map[int]*columnTokens)}
	for w, rows := range groups {
		if r.shifted(w, rows) {
			if t.ragged == nil {
				t.ragged = make(map[int]bool)
			}
			t.ragged[w] = true
		}
	}
	t.width, t.widths = width, widths
}

// shiftedSample says whether a row of the grid is shifted.
func (t *table) shiftedSample(row int) bool {
	return t.ragged[t.rowWidth(row, t.width, int(t.widths[row]))]
}

// rowWidth is how many cells a row has: blank ones beyond the header's columns
// don't count.
func (t *table) rowWidth(row, width, cells int) int {
	if cells <= width {
		return cells
	}
	return max(width, len(t.grid[row]))
}

type raggedTest struct {
	t       *table
	width   int
	full    []int
	columns map[int]*columnTokens
}

func (r *raggedTest) column(col int) *columnTokens {
	if c := r.columns[col]; c != nil {
		return c
	}
	c := &columnTokens{counts: make(map[string]int)}
	for _, i := range r.full {
		c.counts[token(cellAt(r.t.grid[i], col))]++
		c.n++
	}
	r.columns[col] = c
	return c
}

func cellAt(row []sheet.Cell, col int) sheet.Cell {
	if col < 0 || col >= len(row) {
		return sheet.Cell{}
	}
	return row[col]
}

// shifted compares two readings of the last cells of rows of one width: moved
// by the cells that they lack or have too many, and in place.
func (r *raggedTest) shifted(w int, rows []int) bool {
	d := 0.0
	for _, i := range rows {
		row := r.t.grid[i]
		for k := 1; k <= min(lastCells, min(w, r.width)-1); k++ {
			moved := r.column(r.width - k).log(token(cellAt(row, w-k)))
			if w < r.width {
				d += moved - r.column(w-k).log(token(cellAt(row, w-k)))
			} else {
				d += moved - r.column(r.width-k).log(token(cellAt(row, r.width-k)))
			}
		}
	}
	last := r.column(r.width - 1)
	switch {
	case d > clearly:
		return true
	case d < -clearly:
		return false
	case w < r.width: // the last column is otherwise always filled, and the short rows are few
		return r.width-w <= 2 && last.counts["#blank"]*20 <= last.n && len(rows)*100 <= fewOf100*(len(rows)+len(r.full))
	}
	return last.counts[token(cellAt(r.t.grid[rows[0]], w-1))] > 0
}

// shiftedRow says whether a row of a block has a width whose rows are shifted.
func (w *worker) shiftedRow(b *sheet.Block, row int) bool {
	n := b.Width(row)
	if n > w.t.width {
		for n > w.t.width && b.Kind(row, n-1) == sheet.Empty {
			n--
		}
	}
	return w.t.ragged[n]
}
