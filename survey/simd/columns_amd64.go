//go:build !purego

package simd

//go:noescape
func columns32(rows *[32][]uint64, words int, cols []Column, at int)
