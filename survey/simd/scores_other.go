//go:build !amd64 || purego

package simd

func layScores(scores *[BlockRows]uint64, first, second *[BlockRows]uint16) (sums uint64) {
	panic("simd: no AVX2")
}

func addScores(columns *[BlockRows]uint16, variables int, lanes *[4]uint64) { panic("simd: no AVX2") }
