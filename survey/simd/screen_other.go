//go:build !amd64 || purego

package simd

func screen32([]Pair, int, []uint64, []uint64, uint64, *[32]uint8, *[32]uint16, *[32]uint64) {
	panic("simd: no AVX2")
}
