//go:build !purego

package simd

import "testing"

func TestTextEndWithoutAVX2(t *testing.T) {
	defer func(had bool) { avx2 = had }(avx2)
	avx2 = false
	TestTextEnd(t)
}
