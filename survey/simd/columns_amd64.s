//go:build !purego

#include "textflag.h"

// ROWS loads a word of rows r, r+1, r+16 and r+17 into Y; OFF is 24·r, the place
// of the row's slice. Each is loaded everywhere and blended in: only memory is
// waited for, not the one port that shuffles.
#define ROWS(OFF, Y) \
	MOVQ (OFF)(SI), R9 \
	MOVQ (OFF+24)(SI), R10 \
	MOVQ (OFF+384)(SI), R11 \
	MOVQ (OFF+408)(SI), R12 \
	VPBROADCASTQ (R9)(AX*1), Y \
	VPBROADCASTQ (R10)(AX*1), Y13 \
	VPBROADCASTQ (R11)(AX*1), Y14 \
	VPBROADCASTQ (R12)(AX*1), Y15 \
	VPBLENDD $0x0C, Y13, Y, Y \
	VPBLENDD $0x30, Y14, Y, Y \
	VPBLENDD $0xC0, Y15, Y, Y

// BYTES interleaves the bytes of A and B, in either half of a register: the
// lower eight to LO, the upper ones to HI. The highest bit of a byte's place
// becomes a bit of its register's number, and that in which A and B differ the
// lowest of its place.
#define BYTES(A, B, LO, HI) \
	VPUNPCKLBW B, A, LO \
	VPUNPCKHBW B, A, HI

// func columns32(rows *[32][]uint64, words int, cols []Column, at int)
//
// SI: rows, CX: words left, DI: the word's first column, AX: the word's place
// in its row. A byte's place in half a register is first the row's lowest bit
// and the three of the byte; after four steps it is the four of the row, and
// the register's number has those of the byte: the lowest, the highest, the
// middle one.
TEXT ·columns32(SB), NOSPLIT, $0-48
	MOVQ rows+0(FP), SI
	MOVQ words+8(FP), CX
	MOVQ cols_base+16(FP), DI
	MOVQ at+40(FP), BX
	LEAQ (DI)(BX*8), DI
	XORQ AX, AX
	TESTQ CX, CX
	JZ done

word:
	ROWS(0, Y0)
	ROWS(48, Y1)
	ROWS(96, Y2)
	ROWS(144, Y3)
	ROWS(192, Y4)
	ROWS(240, Y5)
	ROWS(288, Y6)
	ROWS(336, Y7)

	BYTES(Y0, Y4, Y8, Y12)
	BYTES(Y1, Y5, Y9, Y13)
	BYTES(Y2, Y6, Y10, Y14)
	BYTES(Y3, Y7, Y11, Y15)

	BYTES(Y8, Y10, Y0, Y2)
	BYTES(Y9, Y11, Y1, Y3)
	BYTES(Y12, Y14, Y4, Y6)
	BYTES(Y13, Y15, Y5, Y7)

	BYTES(Y0, Y1, Y8, Y9)
	BYTES(Y2, Y3, Y10, Y11)
	BYTES(Y4, Y5, Y12, Y13)
	BYTES(Y6, Y7, Y14, Y15)

	BYTES(Y8, Y12, Y0, Y4)
	BYTES(Y9, Y13, Y1, Y5)
	BYTES(Y10, Y14, Y2, Y6)
	BYTES(Y11, Y15, Y3, Y7)

	VMOVDQU Y0, 0(DI)
	VMOVDQU Y4, 96(DI)
	VMOVDQU Y1, 192(DI)
	VMOVDQU Y5, 288(DI)
	VMOVDQU Y2, 384(DI)
	VMOVDQU Y6, 480(DI)
	VMOVDQU Y3, 576(DI)
	VMOVDQU Y7, 672(DI)

	ADDQ $768, DI
	ADDQ $8, AX
	DECQ CX
	JNZ word

done:
	VZEROUPPER
	RET

// func fetch(rows [][]uint64)
//
// An address beyond a row of no words is no fault: nothing is loaded.
TEXT ·fetch(SB), NOSPLIT, $0-24
	MOVQ rows_base+0(FP), SI
	MOVQ rows_len+8(FP), CX

row:
	MOVQ (SI), AX
	MOVQ 8(SI), BX
	PREFETCHT0 (AX)
	PREFETCHT0 -8(AX)(BX*8)
	ADDQ $24, SI
	DECQ CX
	JNZ row
	RET
