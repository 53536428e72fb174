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

// Transpose8 turns eight columns of eight codes into eight rows: byte k of
// word r becomes byte r of word k.
func Transpose8(w *[8]uint64) {
	a0, a4 := w[0]&0x00000000FFFFFFFF|w[4]<<32, w[0]>>32|w[4]&^0x00000000FFFFFFFF
	a1, a5 := w[1]&0x00000000FFFFFFFF|w[5]<<32, w[1]>>32|w[5]&^0x00000000FFFFFFFF
	a2, a6 := w[2]&0x00000000FFFFFFFF|w[6]<<32, w[2]>>32|w[6]&^0x00000000FFFFFFFF
	a3, a7 := w[3]&0x00000000FFFFFFFF|w[7]<<32, w[3]>>32|w[7]&^0x00000000FFFFFFFF
	const m2 = 0x0000FFFF0000FFFF
	b0, b2 := a0&m2|a2&m2<<16, a0>>16&m2|a2&^m2
	b1, b3 := a1&m2|a3&m2<<16, a1>>16&m2|a3&^m2
	b4, b6 := a4&m2|a6&m2<<16, a4>>16&m2|a6&^m2
	b5, b7 := a5&m2|a7&m2<<16, a5>>16&m2|a7&^m2
	const m1 = 0x00FF00FF00FF00FF
	w[0], w[1] = b0&m1|b1&m1<<8, b0>>8&m1|b1&^m1
	w[2], w[3] = b2&m1|b3&m1<<8, b2>>8&m1|b3&^m1
	w[4], w[5] = b4&m1|b5&m1<<8, b4>>8&m1|b5&^m1
	w[6], w[7] = b6&m1|b7&m1<<8, b6>>8&m1|b7&^m1
}

// Mix spreads a hash over all bits (the finaliser of splitmix64).
func Mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}
