//go:build !purego

#include "textflag.h"

DATA breaks<>+0(SB)/1, $0x0A
DATA breaks<>+1(SB)/1, $0x0D
GLOBL breaks<>(SB), RODATA|NOPTR, $2

// func TextEnd(buf []byte, from int, comma byte) int
//
// SI  buffer   AX  place   DX  length   CX  last place of 32 bytes
// Y1 separator   Y2 line feed   Y3 carriage return
TEXT ·TextEnd(SB), NOSPLIT, $0-48
	MOVQ         buf_base+0(FP), SI
	MOVQ         buf_len+8(FP), DX
	MOVQ         from+24(FP), AX
	LEAQ         -32(DX), CX
	CMPB         ·avx2(SB), $0
	JEQ          bytes
	CMPQ         AX, CX
	JGT          bytes
	VPBROADCASTB comma+32(FP), Y1
	VPBROADCASTB breaks<>+0(SB), Y2
	VPBROADCASTB breaks<>+1(SB), Y3

next:
	VMOVDQU   (SI)(AX*1), Y0
	VPCMPEQB  Y0, Y1, Y4
	VPCMPEQB  Y0, Y2, Y5
	VPCMPEQB  Y0, Y3, Y6
	VPOR      Y4, Y5, Y4
	VPOR      Y6, Y4, Y4
	VPMOVMSKB Y4, BX
	TESTL     BX, BX
	JNZ       found
	ADDQ      $32, AX
	CMPQ      AX, CX
	JLE       next
	VZEROUPPER

	// Byte by byte: the last 31 of a buffer, and where there is no AVX2.
bytes:
	MOVBLZX comma+32(FP), BX

byte:
	CMPQ    AX, DX
	JGE     done
	MOVBLZX (SI)(AX*1), R8
	CMPL    R8, BX
	JEQ     done
	CMPL    R8, $0x0A
	JEQ     done
	CMPL    R8, $0x0D
	JEQ     done
	INCQ    AX
	JMP     byte

found:
	BSFL BX, BX
	ADDQ BX, AX
	VZEROUPPER

done:
	MOVQ AX, ret+40(FP)
	RET
