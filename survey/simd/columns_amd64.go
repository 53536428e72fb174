//go:build !purego

package simd

//go:noescape
func fetch(rows [][]uint64)

//go:noescape
func columns32(rows *[32][]uint64, words int, cols []Column, at int)
