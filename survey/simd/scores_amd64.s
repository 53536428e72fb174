//go:build !purego

#include "textflag.h"

// func layScores(scores *[BlockRows]uint64, first, second *[BlockRows]uint16) (sums uint64)
//
// SI scores, 16 rows at a time; DI first, DX second; CX rounds left
// Y0–Y3 4 × 4 rows: first in bits 0–15, second in 32–47
// Y8 sums, both sides
TEXT ·layScores(SB), NOSPLIT, $0-32
	MOVQ  scores+0(FP), SI
	MOVQ  first+8(FP), DI
	MOVQ  second+16(FP), DX
	MOVQ  $6, CX
	VPXOR Y8, Y8, Y8

rows:
	VMOVDQU  (SI), Y0
	VMOVDQU  32(SI), Y1
	VMOVDQU  64(SI), Y2
	VMOVDQU  96(SI), Y3
	VPADDQ   Y1, Y0, Y4
	VPADDQ   Y3, Y2, Y5
	VPADDQ   Y4, Y8, Y8
	VPADDQ   Y5, Y8, Y8
	VPSLLD   $16, Y1, Y1
	VPSLLD   $16, Y3, Y3
	VPOR     Y1, Y0, Y0           // two rows' first in the low half, second in the high one
	VPOR     Y3, Y2, Y2
	VPSLLQ   $32, Y2, Y4
	VPSRLQ   $32, Y0, Y5
	VPBLENDD $0xaa, Y4, Y0, Y4    // first
	VPBLENDD $0xaa, Y2, Y5, Y5    // second
	VMOVDQU  Y4, (DI)
	VMOVDQU  Y5, (DX)
	ADDQ     $128, SI
	ADDQ     $32, DI
	ADDQ     $32, DX
	DECQ     CX
	JNZ      rows

	VEXTRACTI128 $1, Y8, X9
	VPADDQ       X9, X8, X8
	VPSHUFD      $0x4e, X8, X9
	VPADDQ       X9, X8, X8
	VMOVQ        X8, AX
	MOVQ         AX, sums+24(FP)
	VZEROUPPER
	RET

// func addScores(columns *[BlockRows]uint16, variables int, lanes *[4]uint64)
//
// DI column of x, CX variables from it on; R8 column of y, DX variables from it on
// SI lanes of the pair
// Y0–Y5 x: 6 × 16 rows; Y14 low halves
// Y6 products in lanes of 32 bits, twelve rows each
TEXT ·addScores(SB), NOSPLIT, $0-24
	MOVQ     columns+0(FP), DI
	MOVQ     variables+8(FP), CX
	MOVQ     lanes+16(FP), SI
	VPCMPEQD Y14, Y14, Y14
	VPSRLQ   $32, Y14, Y14

x:
	VMOVDQU (DI), Y0
	VMOVDQU 32(DI), Y1
	VMOVDQU 64(DI), Y2
	VMOVDQU 96(DI), Y3
	VMOVDQU 128(DI), Y4
	VMOVDQU 160(DI), Y5
	MOVQ    DI, R8
	MOVQ    CX, DX

y:
	VPMADDWD (R8), Y0, Y6
	VPMADDWD 32(R8), Y1, Y7
	VPMADDWD 64(R8), Y2, Y8
	VPMADDWD 96(R8), Y3, Y9
	VPMADDWD 128(R8), Y4, Y10
	VPMADDWD 160(R8), Y5, Y11
	VPADDD   Y7, Y6, Y6
	VPADDD   Y9, Y8, Y8
	VPADDD   Y11, Y10, Y10
	VPADDD   Y8, Y6, Y6
	VPADDD   Y10, Y6, Y6
	VPSRLQ   $32, Y6, Y7
	VPAND    Y14, Y6, Y6
	VPADDQ   Y7, Y6, Y6
	VPADDQ   (SI), Y6, Y6
	VMOVDQU  Y6, (SI)
	ADDQ     $32, SI
	ADDQ     $192, R8
	DECQ     DX
	JNZ      y

	ADDQ $192, DI
	DECQ CX
	JNZ  x

	VZEROUPPER
	RET
