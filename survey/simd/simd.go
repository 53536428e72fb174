// Package simd holds the few inner loops that work on 32 bytes at a time where
// the processor can (AVX2, nearly every Intel and AMD processor for desktops
// since 2015): sums, products and rearrangements of columns of answers, and the
// ends of texts in a CSV. Each exists twice: in Go, which is what it means, and
// in assembly for amd64; a test holds one to the other, bit for bit, and tag
// purego builds without assembly. Together they take a seventh of the time of
// scoring a million answers away; a loop that does not gain a tenth of its stage does not
// belong here.
//
// The assembly reads and writes nothing outside the slices given: each exported
// function checks their lengths first.
package simd

// The Go forms take eight bytes at a time in a word.
const (
	ones   = 0x0101010101010101
	sevens = 7 * ones
	highs  = 0x80 * ones
)
