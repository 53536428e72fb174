package grid

import (
	"strconv"

	"servqual/report/render/excel"
)

// longestText is what a cell holds, in UTF-16 units.
const longestText = 32_767

// appendNumber writes a number so that reading it gives the same bits.
func appendNumber(b []byte, v float64) []byte {
	if n := int64(v); float64(n) == v && n > -1e15 && n < 1e15 {
		return strconv.AppendInt(b, n, 10)
	}
	return strconv.AppendFloat(b, v, 'g', -1, 64)
}

func digitsOf(n int) int {
	d := 1
	for ; n >= 10; n /= 10 {
		d++
	}
	return d
}

// textCell appends a cell of text, inside the cell: the texts of a table of
// results are few, and with a table of shared texts no row could be written
// before the last one is known.
func textCell(b []byte, letters string, row, style int, s string) []byte {
	b = append(b, `<c r="`...)
	b = append(b, letters...)
	b = strconv.AppendInt(b, int64(row), 10)
	b = append(b, `" s="`...)
	b = strconv.AppendInt(b, int64(style), 10)
	if s == "" {
		return append(b, `"/>`...)
	}
	b = append(b, `" t="inlineStr"><is><t xml:space="preserve">`...)
	b = appendText(b, s)
	return append(b, `</t></is></c>`...)
}

// appendText escapes a text. Excel reads _x000D_ as a sign of its own, so that
// the underscore before such a group is itself written as one.
func appendText(b []byte, s string) []byte {
	s = excel.Clean(s)
	if len(s) > longestText {
		s = excel.Cut(s, longestText)
	}
	for i, r := range s {
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '_' && coded(s[i:]):
			b = append(b, "_x005F_"...)
		default:
			b = append(b, string(r)...)
		}
	}
	return b
}

// coded says whether s begins like a sign in Excel's own writing: _x000D_.
func coded(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}
