//go:build !purego

#include "textflag.h"

// STATES turns the 32 codes in Y8 into states, in Y9, and notes in Y15 what is
// odd. x = code + 1 − min is a state, or 0, where min(x, points) = x, unsigned.
#define STATES \
	VPADDB   Y12, Y8, Y9  \
	VPMINUB  Y13, Y9, Y10 \
	VPCMPEQB Y10, Y9, Y10 \
	VPAND    Y10, Y9, Y9  \
	VPXOR    Y14, Y8, Y8  \
	VPANDN   Y8, Y10, Y8  \
	VPOR     Y8, Y15, Y15

// ITEM puts the joint states of item j into TO. The pointer of the column of its
// first side stands at 24·j of sides, that of its second 8·24 behind; nil is 0.
#define ITEM(j, TO, second, done) \
	VPXOR   TO, TO, TO           \
	MOVQ    (24*j)(SI), AX       \
	TESTQ   AX, AX               \
	JZ      second               \
	VMOVDQU (AX)(BX*1), Y8       \
	STATES                       \
	VMOVDQA Y9, TO               \
second:                              \
	MOVQ    (24*j+192)(SI), AX   \
	TESTQ   AX, AX               \
	JZ      done                 \
	VMOVDQU (AX)(BX*1), Y8       \
	STATES                       \
	VPSLLW  $3, Y9, Y9           \
	VPOR    Y9, TO, TO           \
done:

// FOUR writes the words of rows r, r+1 (R8) and r+16, r+17 (R9) from Y and its
// lower half X, and moves both two rows on.
#define FOUR(X, Y) \
	VMOVQ        X, (R8)          \
	VMOVHPS      X, (R8)(DX*1)    \
	VEXTRACTI128 $1, Y, X         \
	VMOVQ        X, (R9)          \
	VMOVHPS      X, (R9)(DX*1)    \
	LEAQ         (R8)(DX*2), R8   \
	LEAQ         (R9)(DX*2), R9

// func rowsAVX2(words *uint64, stride int, sides *Sides, from, groups int, shift, points uint64) (odd uint64)
//
// DI  words of the first of 32 rows      DX  bytes from row to row
// SI  sides                              BX  row in the columns
// CX  groups left                        R8, R9  words of rows r and r+16
// Y0…Y7  joint states by item, then rows
// Y12 shift   Y13 points   Y14 missing (80)   Y15 odd so far
TEXT ·rowsAVX2(SB), NOSPLIT, $0-64
	MOVQ         words+0(FP), DI
	MOVQ         stride+8(FP), DX
	SHLQ         $3, DX
	MOVQ         sides+16(FP), SI
	MOVQ         from+24(FP), BX
	MOVQ         groups+32(FP), CX
	VPBROADCASTQ shift+40(FP), Y12
	VPBROADCASTQ points+48(FP), Y13
	VPCMPEQB     Y14, Y14, Y14
	VPSLLW       $7, Y14, Y14 // FF80 in each word …
	VPACKSSWB    Y14, Y14, Y14 // … as bytes: 80
	VPXOR        Y15, Y15, Y15

group:
	ITEM(0, Y0, second0, done0)
	ITEM(1, Y1, second1, done1)
	ITEM(2, Y2, second2, done2)
	ITEM(3, Y3, second3, done3)
	ITEM(4, Y4, second4, done4)
	ITEM(5, Y5, second5, done5)
	ITEM(6, Y6, second6, done6)
	ITEM(7, Y7, second7, done7)

	// Transposition in each half (rows 0…15 and 16…31). Bytes of two items:
	VPUNPCKLBW Y1, Y0, Y8  // items 0, 1 of rows 0…7
	VPUNPCKHBW Y1, Y0, Y0  // … of rows 8…15
	VPUNPCKLBW Y3, Y2, Y9  // items 2, 3
	VPUNPCKHBW Y3, Y2, Y2
	VPUNPCKLBW Y5, Y4, Y10 // items 4, 5
	VPUNPCKHBW Y5, Y4, Y4
	VPUNPCKLBW Y7, Y6, Y11 // items 6, 7
	VPUNPCKHBW Y7, Y6, Y6

	// Of four items:
	VPUNPCKLWD Y9, Y8, Y1   // items 0…3 of rows 0…3
	VPUNPCKHWD Y9, Y8, Y3   // … of rows 4…7
	VPUNPCKLWD Y11, Y10, Y5 // items 4…7 of rows 0…3
	VPUNPCKHWD Y11, Y10, Y7 // … of rows 4…7
	VPUNPCKLWD Y2, Y0, Y8   // items 0…3 of rows 8…11
	VPUNPCKHWD Y2, Y0, Y9   // … of rows 12…15
	VPUNPCKLWD Y6, Y4, Y10  // items 4…7 of rows 8…11
	VPUNPCKHWD Y6, Y4, Y11  // … of rows 12…15

	// Of all eight, two rows in each half:
	VPUNPCKLDQ Y5, Y1, Y0   // rows 0, 1
	VPUNPCKHDQ Y5, Y1, Y1   // 2, 3
	VPUNPCKLDQ Y7, Y3, Y2   // 4, 5
	VPUNPCKHDQ Y7, Y3, Y3   // 6, 7
	VPUNPCKLDQ Y10, Y8, Y4  // 8, 9
	VPUNPCKHDQ Y10, Y8, Y5  // 10, 11
	VPUNPCKLDQ Y11, Y9, Y6  // 12, 13
	VPUNPCKHDQ Y11, Y9, Y7  // 14, 15

	MOVQ DI, R8
	MOVQ DX, AX
	SHLQ $4, AX
	LEAQ (DI)(AX*1), R9
	FOUR(X0, Y0)
	FOUR(X1, Y1)
	FOUR(X2, Y2)
	FOUR(X3, Y3)
	FOUR(X4, Y4)
	FOUR(X5, Y5)
	FOUR(X6, Y6)
	FOUR(X7, Y7)
	MOVQ R9, DI // R8 is now where R9 began, R9 is 32 rows on

	ADDQ $32, BX
	DECQ CX
	JNZ  group

	// The halves and words of Y15 together.
	VPTEST  Y15, Y15
	SETNE   AX
	MOVBLZX AX, AX
	VZEROUPPER
	MOVQ    AX, odd+56(FP)
	RET
