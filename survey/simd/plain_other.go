//go:build !amd64 || purego

package simd

import "servqual/survey"

func codesAVX2(dst *survey.Code, digits, answered *byte, groups int, min, width uint64) (n int) {
	panic("no AVX2")
}
