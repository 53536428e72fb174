package sheet

import (
	"encoding/binary"
	"math/bits"
)

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// textEnd finds the next separator or line end from a place (≥ 0) on, eight bytes
// at a time; the length of the buffer where there is none.
func textEnd(buf []byte, from int, comma byte) int {
	commas := uint64(comma) * ones
	for from+8 <= len(buf) {
		x := binary.LittleEndian.Uint64(buf[from:])
		// A byte that is zero gets its high bit, and so does one below 14; only the
		// lowest mark is to be relied on.
		y := x ^ commas
		m := ((y-ones)&^y | (x-14*ones)&^x) & highs
		if m == 0 {
			from += 8
			continue
		}
		from += bits.TrailingZeros64(m) >> 3
		if endsText(buf[from], comma) {
			return from
		}
		from++
	}
	for from < len(buf) && !endsText(buf[from], comma) {
		from++
	}
	return from
}

func endsText(c, comma byte) bool { return c == comma || c == '\n' || c == '\r' }
