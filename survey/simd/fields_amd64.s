//go:build !purego

#include "textflag.h"

// func fieldsAVX2(words *uint64, stride int, cols *[4][]int32, sums, seen *int32, groups int)
//
// DI  words of the first of 8 rows       DX  bytes from row to row
// R8…R11  columns   R12 sums   R13 seen  BX  bytes into all six
// CX  groups left                        AX  words of row 4   SI  of row 2, then 6
TEXT ·fieldsAVX2(SB), NOSPLIT, $0-48
	MOVQ words+0(FP), DI
	MOVQ stride+8(FP), DX
	SHLQ $3, DX
	MOVQ cols+16(FP), SI
	MOVQ 0(SI), R8 // the pointers of four slices
	MOVQ 24(SI), R9
	MOVQ 48(SI), R10
	MOVQ 72(SI), R11
	MOVQ sums+24(FP), R12
	MOVQ seen+32(FP), R13
	MOVQ groups+40(FP), CX
	XORQ BX, BX

group:
	VMOVDQU (R8)(BX*1), Y0
	VMOVDQU (R9)(BX*1), Y1
	VMOVDQU (R10)(BX*1), Y2
	VMOVDQU (R11)(BX*1), Y3

	VPADDD  Y0, Y1, Y4
	VPADDD  Y2, Y3, Y5
	VPADDD  Y4, Y5, Y4
	VPADDD  (R12)(BX*1), Y4, Y4
	VMOVDQU Y4, (R12)(BX*1)
	VPOR    Y0, Y1, Y4
	VPOR    Y2, Y3, Y5
	VPOR    Y4, Y5, Y4
	VPOR    (R13)(BX*1), Y4, Y4
	VMOVDQU Y4, (R13)(BX*1)

	VPSLLD     $16, Y1, Y1
	VPBLENDW   $0xAA, Y1, Y0, Y0 // lower halves of the words
	VPSLLD     $16, Y3, Y3
	VPBLENDW   $0xAA, Y3, Y2, Y2 // upper halves
	VPUNPCKLDQ Y2, Y0, Y4        // rows 0, 1 and 4, 5
	VPUNPCKHDQ Y2, Y0, Y5        // rows 2, 3 and 6, 7

	LEAQ         (DI)(DX*4), AX
	LEAQ         (DI)(DX*2), SI
	VMOVQ        X4, (DI)
	VMOVHPS      X4, (DI)(DX*1)
	VMOVQ        X5, (SI)
	VMOVHPS      X5, (SI)(DX*1)
	LEAQ         (AX)(DX*2), SI
	VEXTRACTI128 $1, Y4, X4
	VEXTRACTI128 $1, Y5, X5
	VMOVQ        X4, (AX)
	VMOVHPS      X4, (AX)(DX*1)
	VMOVQ        X5, (SI)
	VMOVHPS      X5, (SI)(DX*1)

	LEAQ (DI)(DX*8), DI
	ADDQ $32, BX
	DECQ CX
	JNZ  group

	VZEROUPPER
	RET
