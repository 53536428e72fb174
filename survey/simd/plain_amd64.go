//go:build !purego

package simd

import "servqual/survey"

// codesAVX2 is Plain.codes for groups of 32 bytes, up to the first with one that
// does not pass; answered may be nil.
//
//go:noescape
func codesAVX2(dst *survey.Code, digits, answered *byte, groups int, min, width uint64) (n int)
