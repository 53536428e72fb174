//go:build !amd64 || purego

package simd

func rowsAVX2(words *uint64, stride int, sides *Sides, from, groups int, shift, points uint64) (odd uint64) {
	panic("no AVX2")
}
