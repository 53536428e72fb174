package load

import (
	"encoding/binary"

	"servqual/survey"
)

// plainScale is a scale within 0…127 whose numbers stand for themselves in
// sheet.Block.Digits.
type plainScale struct {
	above, below uint64 // what lifts those above and not below the scale over 127, in each byte
}

// newPlainScale makes one of a scale.
func newPlainScale(min, max int) plainScale {
	return plainScale{uint64(127-max) * ones, uint64(128-min) * ones}
}

// codes copies a column of digits as codes, eight at a time, up to the first
// eight with a byte that is neither blank nor a number of the scale, and says
// how many it copied: all only where they are a multiple of eight. A number sets
// the highest bit of its byte of answered, which may be nil.
func (p plainScale) codes(dst []survey.Code, digits, answered []byte) (n int) {
	if len(digits) < len(dst) || answered != nil && len(answered) < len(dst) {
		panic("load: columns of unequal length")
	}
	at := 0
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
