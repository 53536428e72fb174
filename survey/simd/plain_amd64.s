//go:build !purego

#include "textflag.h"

// PASS leaves in AX FFFFFFFF where all digits in Y0 are blank or on the scale:
// x − min is at most width, unsigned, or x is 80.
#define PASS \
	VPSUBB    Y13, Y0, Y1 \
	VPMINUB   Y14, Y1, Y2 \
	VPCMPEQB  Y1, Y2, Y2  \
	VPCMPEQB  Y15, Y0, Y3 \
	VPOR      Y2, Y3, Y2  \
	VPMOVMSKB Y2, AX

// func codesAVX2(dst *survey.Code, digits, answered *byte, groups int, min, width uint64) (n int)
//
// DI dst   SI digits   DX answered   BX place   CX end
// Y0 digits   Y13 min   Y14 width   Y15 blank (80)
TEXT ·codesAVX2(SB), NOSPLIT, $0-56
	MOVQ         dst+0(FP), DI
	MOVQ         digits+8(FP), SI
	MOVQ         answered+16(FP), DX
	MOVQ         groups+24(FP), CX
	SHLQ         $5, CX
	VPBROADCASTQ min+32(FP), Y13
	VPBROADCASTQ width+40(FP), Y14
	VPCMPEQB     Y15, Y15, Y15
	VPSLLW       $7, Y15, Y15  // FF80 in each word …
	VPACKSSWB    Y15, Y15, Y15 // … as bytes: 80
	XORQ         BX, BX
	TESTQ        DX, DX
	JZ           copy

mark:
	VMOVDQU (SI)(BX*1), Y0
	PASS
	CMPL    AX, $-1
	JNE     end
	VMOVDQU Y0, (DI)(BX*1)
	VPANDN  Y15, Y0, Y0 // 80 where there is a number
	VPOR    (DX)(BX*1), Y0, Y0
	VMOVDQU Y0, (DX)(BX*1)
	ADDQ    $32, BX
	CMPQ    BX, CX
	JNE     mark
	JMP     end

copy:
	VMOVDQU (SI)(BX*1), Y0
	PASS
	CMPL    AX, $-1
	JNE     end
	VMOVDQU Y0, (DI)(BX*1)
	ADDQ    $32, BX
	CMPQ    BX, CX
	JNE     copy

end:
	VZEROUPPER
	MOVQ BX, n+48(FP)
	RET
