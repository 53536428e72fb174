// Package excel knows what a workbook's cells and sheets accept: which text,
// which names, how a number's format is written, how wide a text stands. The
// packages that write workbooks share it; it writes none itself and is not on
// the walk.
package excel

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// LongestName is the length of the longest sheet name, in UTF-16 units.
const LongestName = 31

// SheetName makes a name that Excel takes: at most 31 UTF-16 units, none of
// \ / ? * [ ] :, no apostrophe at an end.
func SheetName(want string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`\/?*[]:`, r):
			return '-'
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, Clean(want))
	name = Cut(strings.Trim(strings.TrimSpace(name), "'"), LongestName)
	if name == "" || strings.EqualFold(name, "history") { // reserved
		name = "Sheet " + name
	}
	return name
}

// Cut shortens s to n UTF-16 units without splitting a rune.
func Cut(s string, n int) string {
	var out []rune
	for _, r := range s {
		n -= utf16.RuneLen(r)
		if n < 0 {
			break
		}
		out = append(out, r)
	}
	return strings.TrimRight(string(out), " '")
}

// Clean drops what XML can't hold and marks that turn the direction of text.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, s)
}

// FormulaLike says that a program might take the text for a formula when the
// cell is edited or saved as CSV.
func FormulaLike(s string) bool {
	return s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0]))
}
