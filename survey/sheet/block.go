package sheet

import (
	"bytes"
	"encoding/binary"
	"math"
	"strconv"
)

// Block is a run of consecutive rows. Its memory is reused as soon as the
// function it was handed to returns: copy what must last (Text copies).
//
// Rows are numbered as a spreadsheet program shows them: row i of the block is
// row First+i of the sheet. In a CSV every record counts, blank lines too.
//
// Blocks with one Seq come from one piece of the file: Seq runs 0, 1, 2 … in
// file order without holes, Part 0, 1 … within it, and Last marks its last
// part. One worker delivers all parts of a Seq, in order. Whoever sums need not
// look at them; whoever wants file order sorts by (Seq, Part).
type Block struct {
	Seq, Part int
	Last      bool
	First     int  // number of the first row, from 1
	N         int  // rows
	Broken    bool // the file is damaged in this Seq: no further part of it comes, and what has a higher one does not count
	Cols      int  // columns held for each row; later blocks may have more or fewer

	digits []byte   // column by column, blockRows to a column: see Digits
	rows   int      // the block has room for
	cells  []Packed // column by column, rows to a column: the cells that digits calls Far
	width  []int32  // cells the file has in a row
	hidden []bool   // nil when no row is
	data   []byte   // what the packed cells point into
	decode textDecoder
	book   *Book
}

// textDecoder turns the stored bytes of a text that is not plain UTF-8
// already into UTF-8. The result is valid until the next call.
type textDecoder interface {
	text(raw []byte, escaped bool) []byte
}

// What a byte of Digits says that is no number.
const (
	Blank byte = 0x80 // the cell is empty
	Far   byte = 0xFF // anything else: ask At
)

// maxDigit is the largest number that stands in a byte of Digits, and the
// largest that does so written in quotation marks, from quotedDigit on.
const (
	maxDigit       = 127
	quotedDigit    = 0x81
	maxQuotedDigit = 0xFE - quotedDigit
)

// Digits gives a column, one byte to a row, of the rows of the block: a whole
// number from 0 to 127 as itself, Blank, a number in quotation marks (Plain
// takes them off), or Far. Nearly all answers stand here; eight of them are
// one load. A Block keeps cells so because eight bytes to a cell, row by row,
// took 1.9 times as long from the file to the batch.
func (b *Block) Digits(col int) []byte {
	if col >= b.Cols {
		return nil
	}
	return b.digits[col*blockRows : col*blockRows+b.N]
}

// Plain gives the number in a byte of Digits that is neither Blank nor Far,
// without its quotation marks.
func Plain(d byte) byte {
	if d >= quotedDigit {
		return d - quotedDigit
	}
	return d
}

// At gives one packed cell, Empty where the row or block is too narrow.
func (b *Block) At(row, col int) Packed {
	if col >= b.Cols {
		return 0
	}
	switch d := b.digits[col*blockRows+row]; {
	case d <= maxDigit:
		return packSmall(int(d))
	case d == Blank:
		return 0
	case d == Far:
		return b.cells[col*b.rows+row]
	default:
		return packSmall(int(d-quotedDigit)) | markQuoted
	}
}

// Kind gives the kind of one cell.
func (b *Block) Kind(row, col int) Kind { return b.At(row, col).Kind() }

// Small gives the value of a Small cell.
func (b *Block) Small(row, col int) (int, bool) {
	p := b.At(row, col)
	return p.Value(), p.IsSmall()
}

// Width is the number of cells the file has in a row, empty ones included
// (up to the last one written): 0 for a blank line.
func (b *Block) Width(row int) int { return int(b.width[row]) }

// Hidden says that the row is hidden in the workbook.
func (b *Block) Hidden(row int) bool { return b.hidden != nil && b.hidden[row] }

// Raw gives the stored bytes of a Text cell, undecoded: equal bytes mean equal
// texts, so they serve as the key of a cache of what texts mean. For a shared
// string, use SharedIndex as the key instead; Raw gives its text.
func (b *Block) Raw(p Packed) []byte {
	if p&markShared != 0 {
		return b.book.shared.bytes(p.offset())
	}
	if p.Kind() <= Small || p&markFloat != 0 || p.Kind() == Bool {
		return nil
	}
	off := p.offset()
	return b.data[off : off+p.length()]
}

// Bytes gives the text of a cell in UTF-8, valid until the next call or the
// end of the block. Small numbers and floats are written out.
func (b *Block) Bytes(p Packed) []byte {
	switch {
	case p.Kind() == Empty:
		return nil
	case p.IsSmall():
		return strconv.AppendInt(nil, int64(p.Value()), 10)
	case p.Kind() == Bool:
		if p&markSpecial != 0 {
			return []byte("TRUE")
		}
		return []byte("FALSE")
	case p&markFloat != 0:
		return strconv.AppendFloat(nil, b.float(p), 'g', -1, 64)
	case p&markShared != 0:
		return unguard(b.book.shared.bytes(p.offset()))
	}
	return unguard(b.decode.text(b.Raw(p), p&markEscaped != 0))
}

// unguard takes off what programs put around a text so that Excel leaves it
// alone: ="0013" and '0013. An apostrophe goes where the rest is one word
// without another: 'tis a pity keeps it.
func unguard(s []byte) []byte {
	if len(s) < 2 {
		return s
	}
	switch s[0] {
	case '=':
		if len(s) >= 3 && s[1] == '"' && s[len(s)-1] == '"' && bytes.IndexByte(s[2:len(s)-1], '"') < 0 {
			return s[2 : len(s)-1]
		}
	case '\'':
		if bytes.IndexByte(s[1:], '\'') < 0 && (bytes.IndexByte(s, ' ') < 0 || s[1] >= '0' && s[1] <= '9') {
			return s[1:]
		}
	}
	return s
}

// Text gives the text of a cell as a string of its own.
func (b *Block) Text(p Packed) string {
	if p.IsSmall() {
		return strconv.Itoa(p.Value())
	}
	return string(b.Bytes(p))
}

// Num gives the number in a Small, Number, Date or Bool cell; false for any
// other kind and for a Number that does not parse or is not finite.
func (b *Block) Num(p Packed) (float64, bool) {
	switch p.Kind() {
	case Small:
		return float64(p.Value()), true
	case Bool:
		if p&markSpecial != 0 {
			return 1, true
		}
		return 0, true
	case Number, Date:
		if p&markFloat != 0 {
			return b.float(p), true
		}
		x, err := strconv.ParseFloat(string(b.Raw(p)), 64)
		return x, err == nil && finite(x)
	}
	return 0, false
}

func (b *Block) float(p Packed) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(b.data[p.offset():]))
}

// Cell unpacks one cell.
func (b *Block) Cell(row, col int) Cell { return b.Unpack(b.At(row, col)) }

// Unpack makes a Cell of a packed one.
func (b *Block) Unpack(p Packed) Cell {
	c := Cell{Kind: p.Kind()}
	if c.Kind == Empty {
		if p.NoValue() {
			c.Flag = NoValue
		}
		return c
	}
	c.Text = b.Text(p)
	c.Num, _ = b.Num(p)
	if p.Quoted() || p&markShared != 0 {
		c.Flag |= Quoted
	}
	if p&markShared != 0 {
		c.Flag |= Shared
	}
	if p.Percent() {
		c.Flag |= Percent
	}
	if c.Num != math.Trunc(c.Num) {
		c.Flag |= Fraction
	}
	return c
}
