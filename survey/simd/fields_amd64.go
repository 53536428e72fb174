//go:build !purego

package simd

// fieldsAVX2 is fields for the first 8·groups rows.
//
//go:noescape
func fieldsAVX2(words *uint64, stride int, cols *[4][]int32, sums, seen *int32, groups int)
