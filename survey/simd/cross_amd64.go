//go:build !purego

package simd

//go:noescape
func layComplete(items *Column, k int, answered *Column, to *Complete)

//go:noescape
func addProducts(states *Column, variables int, lanes *[8]uint32)
