//go:build !purego

#include "textflag.h"

DATA screenFours<>+0(SB)/8, $0x0F0F0F0F0F0F0F0F
GLOBL screenFours<>(SB), RODATA|NOPTR, $8
DATA screenFourHighs<>+0(SB)/8, $0x8888888888888888
GLOBL screenFourHighs<>(SB), RODATA|NOPTR, $8
DATA screenFourLows<>+0(SB)/8, $0x7777777777777777
GLOBL screenFourLows<>(SB), RODATA|NOPTR, $8
DATA screenOnes<>+0(SB)/8, $0x0101010101010101
GLOBL screenOnes<>(SB), RODATA|NOPTR, $8

// The halves of the factors of survey.Mix: the low ones once, for VPBROADCASTQ.
DATA screenFactor1Low<>+0(SB)/8, $0x1ce4e5b9
GLOBL screenFactor1Low<>(SB), RODATA|NOPTR, $8
DATA screenFactor1High<>+0(SB)/8, $0xbf58476d
DATA screenFactor1High<>+8(SB)/8, $0xbf58476d
DATA screenFactor1High<>+16(SB)/8, $0xbf58476d
DATA screenFactor1High<>+24(SB)/8, $0xbf58476d
GLOBL screenFactor1High<>(SB), RODATA|NOPTR, $32
DATA screenFactor2Low<>+0(SB)/8, $0x133111eb
GLOBL screenFactor2Low<>(SB), RODATA|NOPTR, $8
DATA screenFactor2High<>+0(SB)/8, $0x94d049bb
DATA screenFactor2High<>+8(SB)/8, $0x94d049bb
DATA screenFactor2High<>+16(SB)/8, $0x94d049bb
DATA screenFactor2High<>+24(SB)/8, $0x94d049bb
GLOBL screenFactor2High<>(SB), RODATA|NOPTR, $32

// TIMES multiplies Y1 with a factor of 64 bits: LOW is a register of its low
// halves, HIGH its high ones. Y0 and Y3 are used.
#define TIMES(LOW, HIGH) \
	VPSRLQ $32, Y1, Y3 \
	VPMULUDQ LOW, Y3, Y3 \
	VPMULUDQ HIGH, Y1, Y0 \
	VPMULUDQ LOW, Y1, Y1 \
	VPADDQ Y0, Y3, Y3 \
	VPSLLQ $32, Y3, Y3 \
	VPADDQ Y3, Y1, Y1

// SHIFTED is Y1 ^= Y1 >> N. Y3 is used.
#define SHIFTED(N) \
	VPSRLQ $N, Y1, Y3 \
	VPXOR Y3, Y1, Y1

// HASH mixes Y0, the words of rows r, r+1 and r+16, r+17, into the hashes of
// these rows: survey.Mix(h ^ word). OFF is 8·r. Y14 and Y15 are the factors' low
// halves; Y0, Y1 and Y3 are used.
#define HASH(OFF) \
	VMOVDQU OFF(R8), X1 \
	VINSERTI128 $1, (OFF+128)(R8), Y1, Y1 \
	VPXOR Y0, Y1, Y1 \
	SHIFTED(30) \
	TIMES(Y14, screenFactor1High<>(SB)) \
	SHIFTED(27) \
	TIMES(Y15, screenFactor2High<>(SB)) \
	SHIFTED(31) \
	VMOVDQU X1, OFF(R8) \
	VEXTRACTI128 $1, Y1, (OFF+128)(R8)

// HASHES turns a half of eight words (A: words 0 and 1 byte by byte, B: 2 and
// 3, C, D) into those of rows r to r+7 and r+16 to r+23.
#define HASHES(A, B, C, D, OFF) \
	VPUNPCKLWD B, A, Y9 \
	VPUNPCKHWD B, A, Y10 \
	VPUNPCKLWD D, C, Y11 \
	VPUNPCKHWD D, C, Y12 \
	VPUNPCKLDQ Y11, Y9, Y0 \
	HASH(OFF) \
	VPUNPCKHDQ Y11, Y9, Y0 \
	HASH(OFF+16) \
	VPUNPCKLDQ Y12, Y10, Y0 \
	HASH(OFF+32) \
	VPUNPCKHDQ Y12, Y10, Y0 \
	HASH(OFF+48)

// func screen32(pairs []Pair, at int, words, middle []uint64, slack uint64, near *[32]uint8, given *[32]uint16, hash *[32]uint64)
//
// SI: the next pair, CX: pairs left, AX: at, DI: words of the next pair,
// DX: words of the eight pairs at hand, R8: hash, Y13: answers given.
TEXT ·screen32(SB), NOSPLIT, $0-112
	MOVQ pairs_base+0(FP), SI
	MOVQ pairs_len+8(FP), CX
	MOVQ at+24(FP), AX
	MOVQ words_base+32(FP), DI
	MOVQ hash+104(FP), R8
	VPXOR Y13, Y13, Y13
	VMOVDQU Y13, 0(R8)
	VMOVDQU Y13, 32(R8)
	VMOVDQU Y13, 64(R8)
	VMOVDQU Y13, 96(R8)
	VMOVDQU Y13, 128(R8)
	VMOVDQU Y13, 160(R8)
	VMOVDQU Y13, 192(R8)
	VMOVDQU Y13, 224(R8)
	VPBROADCASTQ screenFactor1Low<>(SB), Y14
	VPBROADCASTQ screenFactor2Low<>(SB), Y15

eight:
	MOVQ DI, DX
	MOVQ $8, R11 // pairs of these eight
	CMPQ CX, R11
	CMOVQLT CX, R11
	SUBQ R11, CX
	VPBROADCASTQ screenFours<>(SB), Y4
	VPBROADCASTQ screenFourHighs<>(SB), Y5
	VPXOR Y6, Y6, Y6 // answers in these eight, in four bits for either column

pair:
	MOVQ 0(SI), R9   // Low
	MOVQ 24(SI), R10 // High
	VMOVDQU (R9)(AX*1), Y0
	VMOVDQU (R10)(AX*1), Y1
	VPSRLW $4, Y0, Y2
	VPOR Y0, Y2, Y2
	VPAND Y4, Y2, Y2
	VPSLLW $4, Y1, Y3
	VPOR Y1, Y3, Y3
	VPANDN Y3, Y4, Y3
	VPOR Y2, Y3, Y0
	VMOVDQU Y0, (DI)
	VPANDN Y5, Y0, Y1
	VPSRLW $3, Y1, Y1
	VPADDB Y1, Y6, Y6
	ADDQ $48, SI
	ADDQ $32, DI
	DECQ R11
	JNZ pair

	VPAND Y4, Y6, Y0
	VPADDB Y0, Y13, Y13
	VPSRLW $4, Y6, Y6
	VPAND Y4, Y6, Y6
	VPADDB Y6, Y13, Y13

	// Two words each, byte by byte. Words 6 and 7 of rows 0 to 7 and 16 to 23
	// come to Y1, which the first half is done with before HASH uses it.
	VMOVDQU 0(DX), Y0
	VPUNPCKLBW 32(DX), Y0, Y2
	VPUNPCKHBW 32(DX), Y0, Y5
	VMOVDQU 64(DX), Y0
	VPUNPCKLBW 96(DX), Y0, Y4
	VPUNPCKHBW 96(DX), Y0, Y6
	VMOVDQU 128(DX), Y0
	VPUNPCKLBW 160(DX), Y0, Y3
	VPUNPCKHBW 160(DX), Y0, Y7
	VMOVDQU 192(DX), Y0
	VPUNPCKLBW 224(DX), Y0, Y1
	VPUNPCKHBW 224(DX), Y0, Y8
	HASHES(Y2, Y4, Y3, Y1, 0)
	HASHES(Y5, Y6, Y7, Y8, 64)
	TESTQ CX, CX
	JNZ eight

	MOVQ given+96(FP), BX
	VPMOVZXBW X13, Y0
	VMOVDQU Y0, 0(BX)
	VEXTRACTI128 $1, Y13, X0
	VPMOVZXBW X0, Y0
	VMOVDQU Y0, 32(BX)

	// Perceptions: SI the next word, BX its middle, CX words left. Y0: the word
	// before, Y1: changes, Y2: those in the middle.
	MOVQ words_base+32(FP), SI
	MOVQ middle_base+56(FP), BX
	MOVQ middle_len+64(FP), CX
	VPBROADCASTQ screenFours<>(SB), Y4
	VPBROADCASTQ screenFourHighs<>(SB), Y5
	VPBROADCASTQ screenFourLows<>(SB), Y6
	VPBROADCASTQ screenOnes<>(SB), Y7
	MOVQ CX, DX
	SHLQ $5, DX
	VMOVDQU -32(SI)(DX*1), Y0
	VPSLLW $4, Y0, Y0
	VPANDN Y0, Y4, Y0
	VPSLLW $3, Y7, Y8
	VPOR Y8, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2

change:
	VMOVDQU (SI), Y8
	VPXOR Y0, Y8, Y9
	VPAND Y6, Y9, Y9
	VPADDB Y6, Y9, Y9
	VPOR Y0, Y8, Y10
	VPANDN Y9, Y10, Y9
	VPAND Y5, Y9, Y9
	VPSRLW $3, Y9, Y9
	VPADDB Y9, Y1, Y1
	VPBROADCASTQ (BX), Y10
	VPAND Y9, Y10, Y10
	VPOR Y10, Y2, Y2
	VMOVDQA Y8, Y0
	ADDQ $32, SI
	ADDQ $8, BX
	DECQ CX
	JNZ change

	VPSRLW $4, Y1, Y8
	VPAND Y4, Y8, Y8
	VPAND Y4, Y1, Y1
	VPADDB Y8, Y1, Y1
	VPBROADCASTQ slack+80(FP), Y8
	VPADDB Y8, Y1, Y1
	VPSLLW $7, Y7, Y8
	VPANDN Y8, Y1, Y1 // fewer than enough
	VPSRLW $4, Y2, Y8
	VPOR Y8, Y2, Y2
	VPANDN Y7, Y2, Y2 // none in the middle
	VPOR Y1, Y2, Y2
	MOVQ near+88(FP), BX
	VMOVDQU Y2, (BX)
	VZEROUPPER
	RET
