package sheet

import (
	"servqual/survey/issue"
	"servqual/survey/lang"
)

// blockCells is how many cells a block has room for: 57 columns × 1,149 rows,
// half a megabyte. One row may be larger.
const blockCells = 1 << 16

const maxBlockRows = 2048

// maxGap is how many missing rows a block fills with empty ones before a new
// block is begun instead.
const maxGap = 64

// maxColsHint bounds the width that blocks begin with, whatever a file says of
// itself; wider rows widen them.
const maxColsHint = 1024

// layout gives the block room for rows of the given width.
func (b *Block) layout(cols int) {
	b.Cols = max(1, cols)
	rows := min(max(1, blockCells/b.Cols), maxBlockRows)
	if cap(b.cells) < rows*b.Cols {
		b.cells = make([]Packed, max(rows*b.Cols, blockCells))
	}
	b.cells = b.cells[:rows*b.Cols]
	if cap(b.width) < rows {
		b.width = make([]int32, max(rows, maxBlockRows))
	}
	b.width = b.width[:rows]
}

// sink fills the blocks of one piece of a file (one Seq) and delivers them.
type sink struct {
	b    *Block
	row  int // rows filled so far
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
			s.clearRow()
			s.row++
		}
	}
	if s.row == 0 {
		b.First = r
	}
	s.clearRow()
	return nil
}

func (s *sink) clearRow() {
	b := s.b
	clear(b.cells[s.row*b.Cols : (s.row+1)*b.Cols])
	b.width[s.row] = 0
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
		b.cells[s.row*b.Cols+col] = p
	}
	b.width[s.row] = max(b.width[s.row], int32(col+1))
	return nil
}

// done ends the begun row.
func (s *sink) done(hidden bool) {
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
	begun := append([]Packed(nil), b.cells[s.row*b.Cols:(s.row+1)*b.Cols]...)
	width := b.width[s.row]
	if s.row > 0 {
		if err := s.deliver(false); err != nil {
			return err
		}
	}
	b.layout(min(max(2*b.Cols, col+16), limit))
	clear(b.cells[copy(b.cells, begun):b.Cols])
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
