//go:build !amd64 || purego

package simd

func sumItems(items *Column, n int, to *Sums) { panic("simd: no AVX2") }
