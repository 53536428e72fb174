//go:build !amd64 || purego

package simd

func fetch([][]uint64) {}

func columns32(rows *[32][]uint64, words int, cols []Column, at int) {
	toColumns(rows, words, cols, at)
}
