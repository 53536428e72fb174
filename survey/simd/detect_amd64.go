//go:build !purego

package simd

import "golang.org/x/sys/cpu"

// avx2 says whether the processor, and the system, can.
var avx2 = cpu.X86.HasAVX2
