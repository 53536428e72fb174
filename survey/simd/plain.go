package simd

import (
	"encoding/binary"

	"servqual/survey"
)

// Plain is a scale within 0…127 whose numbers stand for themselves in
// sheet.Block.Digits.
type Plain struct {
	above, below uint64 // what lifts those above and not below the scale over 127, in each byte
	min, width   uint64 // the lowest number, and the highest less that, in each byte
}

// NewPlain makes a Plain of a scale.
func NewPlain(min, max int) Plain {
	return Plain{uint64(127-max) * ones, uint64(128-min) * ones, uint64(uint8(min)) * ones, uint64(uint8(max-min)) * ones}
}

// Codes takes a column of digits over as codes, eight at a time, up to the first
// eight with a byte that is neither blank nor a number of the scale, and says
// how many it took: all only where they are a multiple of eight. A number marks
// its byte of answered with the highest bit; answered may be nil.
//
// 32 bytes at a time take an eighth of the time of eight at a time (BenchmarkCodes).
func (p Plain) Codes(dst []survey.Code, digits, answered []byte) (n int) {
	if len(digits) < len(dst) || answered != nil && len(answered) < len(dst) {
		panic("simd: columns of unequal length")
	}
	if avx2 && len(dst) >= 32 {
		var marks *byte
		if answered != nil {
			marks = &answered[0]
		}
		n = codesAVX2(&dst[0], &digits[0], marks, len(dst)/32, p.min, p.width)
	}
	return p.codes(dst, digits, answered, n)
}

// codes is Codes from a place on.
func (p Plain) codes(dst []survey.Code, digits, answered []byte, at int) int {
	above, below := p.above, p.below // not read again after each store
	for ; at+8 <= len(dst); at += 8 {
		x := binary.LittleEndian.Uint64(digits[at:])
		if outside(x, above, below) != 0 {
			break
		}
		survey.Store8(dst[at:], x)
		if answered != nil {
			a := answered[at : at+8]
			binary.LittleEndian.PutUint64(a, binary.LittleEndian.Uint64(a)|^x&highs)
		}
	}
	return at
}

// outside has a bit in each of eight bytes that is neither blank nor a number
// of a plain scale; above and below are the scale's.
func outside(x, above, below uint64) uint64 {
	low := x &^ highs
	marked := x & (low + 0x7F*ones) // high bit set: not 0x80 if any lower bit is
	return highs & (marked | ^x&((low+above)|^(low+below)))
}
