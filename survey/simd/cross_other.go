//go:build !amd64 || purego

package simd

func layComplete(items *Column, k int, answered *Column, to *Complete) { panic("simd: no AVX2") }

func addProducts(states *Column, variables int, lanes *[8]uint32) { panic("simd: no AVX2") }
