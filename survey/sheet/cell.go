package sheet

import "math"

// Kind is what a file says a cell holds. It is the file's word, not a reading
// of it: a CSV knows only Empty, Small and Text; "4.5" in it is Text, and
// ParseNumber reads it.
//
// Empty is the zero value on purpose: a cleared row is a row of empty cells.
type Kind uint8

// The kinds.
const (
	Empty  Kind = iota
	Small       // a plain whole number 0…65535 without leading zeros: nearly every answer
	Number      // any other number of a workbook
	Text
	Bool  // TRUE or FALSE; Num is 1 or 0
	Error // #REF!, #N/A …; Text has it
	Date  // a number under a date or time format; Num counts days from 1899-12-30
)

// String names the kind for messages and tests.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "sheet.Kind(?)"
}

var kindNames = [...]string{"empty", "small", "number", "text", "bool", "error", "date"}

// Flags are details of a cell that matter to some readers.
type Flags uint8

// The flags. NoValue and Percent share a bit in a Packed cell: the first is
// only ever on an Empty cell, the second only on a Number.
const (
	Quoted   Flags = 1 << iota // written as text: quoted in a CSV, a string in a workbook
	NoValue                    // a formula whose result was not saved; the cell is Empty
	Percent                    // a number under a percent format: 0.8 shows as 80%
	Fraction                   // a number that is not whole
	Shared                     // the text is in the table of shared strings
)

// Packed is a cell in 8 bytes: bits 0–2 kind, 3–7 marks, 8–31 length,
// 32–63 value, offset or shared-string index. The zero is an Empty cell.
// Loops over many cells look at Packed; everything else asks for a Cell.
type Packed uint64

const (
	markQuoted  Packed = 1 << 3
	markEscaped Packed = 1 << 4 // the stored bytes are not yet the text
	markShared  Packed = 1 << 5
	markSpecial Packed = 1 << 6 // NoValue on Empty, Percent on Number, Bool's value
	markFloat   Packed = 1 << 7 // the bytes are the eight of a float64

	maxText = 1<<24 - 1 // longest text a Packed can name
)

func packSmall(v int) Packed { return Packed(v)<<32 | Packed(Small) }

func packBytes(k Kind, off, n int, marks Packed) Packed {
	return Packed(off)<<32 | Packed(n)<<8 | Packed(k) | marks
}

// digit is the cell as a byte of Block.Digits.
func (p Packed) digit() byte {
	v := p >> 32
	switch {
	case p.Kind() == Empty && p&markSpecial == 0:
		return Blank
	case p&(1<<32-1) == Packed(Small) && v <= maxDigit:
		return byte(v)
	case p&(1<<32-1) == Packed(Small)|markQuoted && v <= maxQuotedDigit:
		return byte(v) + quotedDigit
	}
	return Far
}

// Kind gives the kind of the cell.
func (p Packed) Kind() Kind { return Kind(p & 7) }

// IsSmall says that Value is the cell's number.
func (p Packed) IsSmall() bool { return p&7 == Packed(Small) }

// Value is the number of a Small cell, 0…65535.
func (p Packed) Value() int { return int(p >> 32) }

// SharedIndex gives the place of a text in the book's shared strings.
func (p Packed) SharedIndex() (int, bool) { return int(p >> 32), p&markShared != 0 }

// NoValue says that the cell is a formula whose result was not saved.
func (p Packed) NoValue() bool { return p&(markSpecial|7) == markSpecial|Packed(Empty) }

// Percent says that the cell is a number under a percent format.
func (p Packed) Percent() bool { return p&(markSpecial|7) == markSpecial|Packed(Number) }

// Quoted says that the cell was written as text though it may look like a
// number.
func (p Packed) Quoted() bool { return p&markQuoted != 0 }

func (p Packed) offset() int { return int(p >> 32) }
func (p Packed) length() int { return int(p>>8) & maxText }

// Cell is one cell unpacked: convenient, and too slow for millions.
// Text is what the file stores, so for a Number its digits ("4.5", not what a
// format shows); Num is set for Small, Number, Date and Bool.
type Cell struct {
	Kind Kind
	Flag Flags
	Num  float64
	Text string
}

// Has says whether all of the given flags are set.
func (c Cell) Has(f Flags) bool { return c.Flag&f == f }

// Blank says that nothing is in the cell, not even a formula.
func (c Cell) Blank() bool { return c.Kind == Empty && c.Flag&NoValue == 0 }

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
