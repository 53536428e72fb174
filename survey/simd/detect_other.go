//go:build !amd64 || purego

package simd

const avx2 = false
