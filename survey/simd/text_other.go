//go:build !amd64 || purego

package simd

// TextEnd finds the next separator or line end from a place (≥ 0) on; the
// length of the buffer where there is none.
func TextEnd(buf []byte, from int, comma byte) int { return textEnd(buf, from, comma) }
