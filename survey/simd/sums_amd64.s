//go:build !purego

#include "textflag.h"

// func sumItems(items *Column, n int, to *Sums)
//
// DI column, 32 rows of it at a time; DX where they start (0, 32, 64); CX items left
// R8 to
// Y0 items not answered on both sides, Y1 Σ first, Y2 Σ second, by row
// Y13 number of items, Y14 zero, Y15 seven in each byte
TEXT ·sumItems(SB), NOSPLIT, $0-24
	MOVQ         items+0(FP), SI
	MOVQ         n+8(FP), BX
	MOVQ         to+16(FP), R8
	MOVQ         $7, AX
	VMOVQ        AX, X15
	VPBROADCASTB X15, Y15
	VMOVQ        BX, X13
	VPBROADCASTB X13, Y13
	VPXOR        Y14, Y14, Y14
	XORQ         DX, DX

rows:
	LEAQ  (SI)(DX*1), DI
	MOVQ  BX, CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2

item:
	VMOVDQU  (DI), Y3
	VPSRLW   $3, Y3, Y4
	VPAND    Y15, Y3, Y3  // first
	VPAND    Y15, Y4, Y4  // second
	VPCMPEQB Y14, Y3, Y5
	VPCMPEQB Y14, Y4, Y6
	VPOR     Y6, Y5, Y5   // all bits where one is missing
	VPSUBB   Y5, Y0, Y0
	VPANDN   Y3, Y5, Y3
	VPANDN   Y4, Y5, Y4
	VPADDB   Y3, Y1, Y1
	VPADDB   Y4, Y2, Y2
	ADDQ     $96, DI
	DECQ     CX
	JNZ      item

	VPSUBB  Y0, Y13, Y0
	VMOVDQU Y0, (R8)(DX*1)
	VMOVDQU Y1, 96(R8)(DX*1)
	VMOVDQU Y2, 192(R8)(DX*1)
	ADDQ    $32, DX
	CMPQ    DX, $96
	JLT     rows

	VZEROUPPER
	RET
