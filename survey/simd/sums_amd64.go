//go:build !purego

package simd

//go:noescape
func sumItems(items *Column, n int, to *Sums)
