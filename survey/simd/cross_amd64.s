//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func layComplete(items *Column, k int, answered *Column, to *Complete)
//
// DI item's column, CX items left
// R8, R9 where its states on the first and on the second side go, R10 its sums
// Y0–Y2 seven in the bytes of complete rows, else zero: 3 × 32 rows
// Y3–Y5 first, Y6–Y8 second
// Y11 rows, by byte; Y12 zero
// Y13 Σ first², Y14 Σ second², Y15 Σ first·second, in lanes of 16 bits: at most
// 7 items · 3 · 2 · 49
TEXT ·layComplete(SB), NOSPLIT, $0-32
	MOVQ         items+0(FP), DI
	MOVQ         k+8(FP), CX
	MOVQ         answered+16(FP), DX
	MOVQ         to+24(FP), R11
	LEAQ         Complete_states(R11), R8
	LEAQ         (CX)(CX*2), AX
	SHLQ         $5, AX
	LEAQ         (R8)(AX*1), R9
	LEAQ         Complete_Sums(R11), R10
	VPXOR        Y12, Y12, Y12
	VPXOR        Y13, Y13, Y13
	VPXOR        Y14, Y14, Y14
	VPXOR        Y15, Y15, Y15
	VMOVQ        CX, X3
	VPBROADCASTB X3, Y3
	VPCMPEQB     (DX), Y3, Y0
	VPCMPEQB     32(DX), Y3, Y1
	VPCMPEQB     64(DX), Y3, Y2
	VPADDB       Y1, Y0, Y11
	VPADDB       Y2, Y11, Y11
	VPSUBB       Y11, Y12, Y11
	VPSADBW      Y12, Y11, Y11
	MOVQ         $7, AX
	VMOVQ        AX, X3
	VPBROADCASTB X3, Y3
	VPAND        Y3, Y0, Y0
	VPAND        Y3, Y1, Y1
	VPAND        Y3, Y2, Y2

item:
	VMOVDQU    (DI), Y6
	VMOVDQU    32(DI), Y7
	VMOVDQU    64(DI), Y8
	VPAND      Y0, Y6, Y3
	VPAND      Y1, Y7, Y4
	VPAND      Y2, Y8, Y5
	VPSRLW     $3, Y6, Y6
	VPSRLW     $3, Y7, Y7
	VPSRLW     $3, Y8, Y8
	VPAND      Y0, Y6, Y6
	VPAND      Y1, Y7, Y7
	VPAND      Y2, Y8, Y8
	VMOVDQU    Y3, (R8)
	VMOVDQU    Y4, 32(R8)
	VMOVDQU    Y5, 64(R8)
	VMOVDQU    Y6, (R9)
	VMOVDQU    Y7, 32(R9)
	VMOVDQU    Y8, 64(R9)

	// sums: by byte, then by eight bytes, the second side's above the first's
	VPADDB       Y4, Y3, Y9
	VPADDB       Y5, Y9, Y9
	VPADDB       Y7, Y6, Y10
	VPADDB       Y8, Y10, Y10
	VPSADBW      Y12, Y9, Y9
	VPSADBW      Y12, Y10, Y10
	VPSLLQ       $32, Y10, Y10
	VPOR         Y10, Y9, Y9
	VEXTRACTI128 $1, Y9, X10
	VPADDD       X10, X9, X9
	VPSHUFD      $0x4e, X9, X10
	VPADDD       X10, X9, X9
	VMOVQ        X9, (R10)

	// products
	VPMADDUBSW Y6, Y3, Y9
	VPMADDUBSW Y7, Y4, Y10
	VPADDW     Y9, Y15, Y15
	VPMADDUBSW Y8, Y5, Y9
	VPADDW     Y10, Y15, Y15
	VPMADDUBSW Y3, Y3, Y3
	VPADDW     Y9, Y15, Y15
	VPMADDUBSW Y4, Y4, Y4
	VPMADDUBSW Y5, Y5, Y5
	VPADDW     Y3, Y13, Y13
	VPADDW     Y4, Y13, Y13
	VPADDW     Y5, Y13, Y13
	VPMADDUBSW Y6, Y6, Y6
	VPMADDUBSW Y7, Y7, Y7
	VPMADDUBSW Y8, Y8, Y8
	VPADDW     Y6, Y14, Y14
	VPADDW     Y7, Y14, Y14
	VPADDW     Y8, Y14, Y14
	ADDQ       $96, DI
	ADDQ       $96, R8
	ADDQ       $96, R9
	ADDQ       $8, R10
	DECQ       CX
	JNZ        item

	// Y13 = squares, products and rows, four sums in each half
	VPCMPEQW     Y0, Y0, Y0
	VPSRLW       $15, Y0, Y0
	VPMADDWD     Y0, Y13, Y13
	VPMADDWD     Y0, Y14, Y14
	VPMADDWD     Y0, Y15, Y15
	VPHADDD      Y14, Y13, Y13
	VPHADDD      Y11, Y15, Y15
	VPHADDD      Y15, Y13, Y13
	VEXTRACTI128 $1, Y13, X14
	VPADDD       X14, X13, X13
	VMOVDQU      X13, Complete_Squares(R11)
	VZEROUPPER
	RET

// func addProducts(states *Column, variables int, lanes *[8]uint32)
//
// DI column of x, CX variables from it on; R8 column of y, DX variables from it on
// SI lanes of the pair
// Y0–Y2 x: 3 × 32 rows; Y15 one in each 16 bits
TEXT ·addProducts(SB), NOSPLIT, $0-24
	MOVQ     states+0(FP), DI
	MOVQ     variables+8(FP), CX
	MOVQ     lanes+16(FP), SI
	VPCMPEQW Y15, Y15, Y15
	VPSRLW   $15, Y15, Y15

x:
	VMOVDQU (DI), Y0
	VMOVDQU 32(DI), Y1
	VMOVDQU 64(DI), Y2
	MOVQ    DI, R8
	MOVQ    CX, DX

y:
	VPMADDUBSW (R8), Y0, Y3
	VPMADDUBSW 32(R8), Y1, Y4
	VPMADDUBSW 64(R8), Y2, Y5
	VPADDW     Y4, Y3, Y3
	VPADDW     Y5, Y3, Y3
	VPMADDWD   Y15, Y3, Y3
	VPADDD     (SI), Y3, Y3
	VMOVDQU    Y3, (SI)
	ADDQ       $32, SI
	ADDQ       $96, R8
	DECQ       DX
	JNZ        y

	ADDQ $96, DI
	DECQ CX
	JNZ  x

	VZEROUPPER
	RET
