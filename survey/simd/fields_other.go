//go:build !amd64 || purego

package simd

func fieldsAVX2(words *uint64, stride int, cols *[4][]int32, sums, seen *int32, groups int) {
	panic("no AVX2")
}
