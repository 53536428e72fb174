package survey

// Eight codes are one word, the first in its lowest byte: loops over a column
// take eight rows at a time. The compiler makes one load or store of these.

// Load8 gives the first eight codes of a column as a word.
func Load8(c []Code) uint64 {
	_ = c[7]
	return uint64(uint8(c[0])) | uint64(uint8(c[1]))<<8 | uint64(uint8(c[2]))<<16 | uint64(uint8(c[3]))<<24 |
		uint64(uint8(c[4]))<<32 | uint64(uint8(c[5]))<<40 | uint64(uint8(c[6]))<<48 | uint64(uint8(c[7]))<<56
}

// Store8 writes a word over the first eight codes of a column.
func Store8(c []Code, x uint64) {
	_ = c[7]
	c[0], c[1], c[2], c[3] = Code(x), Code(x>>8), Code(x>>16), Code(x>>24)
	c[4], c[5], c[6], c[7] = Code(x>>32), Code(x>>40), Code(x>>48), Code(x>>56)
}

const (
	lows  = 0x0101010101010101
	highs = 0x8080808080808080
)

// Valid8 has a byte 1 for each of eight codes that is a number, else 0.
func Valid8(x uint64) uint64 {
	// Missing, NotApplicable and Invalid are 0x80, 0x81 and 0x82.
	above := x&^highs + (0x80-3)*lows // its high bit: the seven low bits are 3 or more
	return (above | ^x) >> 7 & lows
}
