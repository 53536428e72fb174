//go:build !purego

package simd

// screen32 is Screening.eight of 32 rows. words has 32 bytes for each pair and
// zeros up to a multiple of eight pairs; slack is 0x80 − Enough in each byte.
//
//go:noescape
func screen32(pairs []Pair, at int, words, middle []uint64, slack uint64, near *[32]uint8, given *[32]uint16, hash *[32]uint64)
