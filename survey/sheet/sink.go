package sheet

import (
	"errors"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// A block has room for blockRows rows, fewer of wide sheets: the bytes of 57
// columns and the 30 kB they come from stay in the first-level cache. It is an
// odd number of cache lines, so that the cells of a row fall into different
// sets of the cache, and a multiple of eight for loops over eight rows.
const (
	blockRows  = 9 * 64
	blockCells = 1 << 16
)

// maxGap is how many missing rows a block fills with empty ones before a new
// block is begun instead.
const maxGap = 64

// maxColsHint bounds the width that blocks begin with, whatever a file says of
// itself; wider rows widen them.
const maxColsHint = 1024

// layout gives the block room for rows of the given width.
func (b *Block) layout(cols int) {
	b.Cols = max(1, cols)
	b.rows = min(max(8, blockCells/b.Cols&^7), blockRows)
	b.digits, b.cells = room(b.digits, blockRows*b.Cols), room(b.cells, b.rows*b.Cols)
	if b.width == nil {
		b.width = make([]int32, blockRows)
	}
	b.width = b.width[:b.rows]
}

func room[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// set stores a cell.
func (b *Block) set(row, col int, p Packed) {
	at := col*blockRows + row
	if b.digits[at] = p.digit(); b.digits[at] == Far {
		b.cells[col*b.rows+row] = p
	}
}

// blank empties the cells of a row from one column to before another.
func (b *Block) blank(row, from, to int) {
	for c := from; c < to; c++ {
		b.digits[c*blockRows+row] = Blank
	}
}

// sink fills the blocks of one piece of a file (one Seq) and delivers them.
type sink struct {
	b    *Block
	row  int // rows filled so far
	col  int // columns of the begun row that were put
	part int
	id   int
	fn   func(int, *Block) error
	each bool // every block is a piece of its own
}

// start prepares for the next piece, with rows of the given width.
func (s *sink) start(seq, cols int) {
	s.row, s.part = 0, 0
	s.b.Seq, s.b.hidden = seq, nil
	s.b.layout(cols)
}

func (s *sink) deliver(last bool) error {
	b := s.b
	b.N, b.Part, b.Last = s.row, s.part, last || s.each
	err := s.fn(s.id, b)
	b.First += s.row
	b.hidden = nil
	s.row = 0
	if s.each {
		b.Seq++
	} else {
		s.part++
	}
	return err
}

// broken tells of a fault in a piece, so that nobody waits for the rest of it.
func (s *sink) broken(seq int, err error) {
	var f *Fault
	if !errors.As(err, &f) {
		return
	}
	s.b.Seq, s.b.N, s.b.Broken = seq, 0, true
	s.fn(s.id, s.b) // the fault is what ends the reading
}

// begin starts row number r, empty; cells are then put into it until done.
func (s *sink) begin(r int) error {
	b := s.b
	if s.row > 0 {
		gap := r - b.First - s.row
		if gap < 0 || gap > maxGap || s.row+gap >= len(b.width) {
			if err := s.deliver(false); err != nil {
				return err
			}
		}
		for s.row > 0 && b.First+s.row < r {
			b.blank(s.row, 0, b.Cols)
			b.width[s.row] = 0
			s.row++
		}
	}
	if s.row == 0 {
		b.First = r
	}
	b.width[s.row] = 0
	s.col = 0
	return nil
}

// put sets a cell of the begun row. Empty cells beyond the expected width need
// no room: many programs write thousands of them for their borders.
func (s *sink) put(col int, p Packed) error {
	b := s.b
	if col >= b.Cols && p != 0 {
		if err := s.widen(col); err != nil {
			return err
		}
	}
	if col < b.Cols {
		if col > s.col {
			b.blank(s.row, s.col, col)
		}
		b.set(s.row, col, p)
		s.col = max(s.col, col+1)
	}
	b.width[s.row] = max(b.width[s.row], int32(col+1))
	return nil
}

// done ends the begun row.
func (s *sink) done(hidden bool) {
	s.b.blank(s.row, s.col, s.b.Cols)
	if hidden {
		if s.b.hidden == nil {
			s.b.hidden = make([]bool, len(s.b.width))
		}
		s.b.hidden[s.row] = true
	}
	s.row++
}

// widen makes room for a cell in column col of the begun row: what is complete
// is delivered, and the begun row goes on as the first of a wider block.
func (s *sink) widen(col int) error {
	b := s.b
	limit := b.book.opt.Limits.Cols
	if col >= limit {
		return b.book.colsFault(b.First+s.row, limit)
	}
	begun := make([]Packed, min(s.col, b.Cols))
	for c := range begun {
		begun[c] = b.At(s.row, c)
	}
	width := b.width[s.row]
	if s.row > 0 {
		if err := s.deliver(false); err != nil {
			return err
		}
	}
	b.layout(min(max(2*b.Cols, col+16), limit))
	for c, p := range begun {
		b.set(0, c, p)
	}
	b.width[0] = width
	return nil
}

func (b *Book) colsFault(row, limit int) error {
	flt := fault(issue.FileTooLarge, b.Name, lang.F(
		"第 %d 行超过 %d 列：分隔符可能不对，或文件不是表格；请检查文件",
		"row %d has more than %d columns: the delimiter may be wrong, or the file is no table; look at the file", row, limit), nil)
	flt.Row = row
	return flt
}
