package sheet

import (
	"strconv"
	"strings"
)

// ParseNumber reads a number as people type it: full-width digits (５．０),
// blanks of any kind around it, a decimal comma, a sign, an exponent, a thin
// thousands grouping by blanks or apostrophes ("1 234"), one grouping comma
// where a decimal point follows ("1,234.5"). A lone comma is a decimal comma
// ("4,5"); "1,234" is therefore 1.234 and better left to who knows the column.
// Percent signs, units and words are not numbers here.
func ParseNumber(s string) (float64, bool) {
	s = plainDigits(strings.TrimFunc(s, blank))
	if s == "" || len(s) > 64 {
		return 0, false
	}
	s = ungroup(s)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c == '.', c == '-', c == '+', c == 'e', c == 'E':
		default:
			return 0, false // keeps out "inf", "nan", "0x10", "1_000"
		}
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && finite(x)
}

// blank is a rune that carries nothing: blanks of all widths, and the marks
// that come along when text is copied from web pages.
func blank(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', 0xA0, 0x1680, 0x202F, 0x205F, 0x3000, 0xFEFF, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// plainDigits turns full-width forms into ASCII, and the minus sign and dashes
// before digits into a hyphen.
func plainDigits(s string) string {
	if ascii([]byte(s)) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFF01 + '!'
		case r == 0x2212 || r == 0x2013:
			return '-'
		case r == 0x3002: // 。 typed for a point
			return '.'
		case r == 0xA0 || r == 0x202F || r == 0x2009:
			return ' '
		case r >= 0x660 && r <= 0x669:
			return r - 0x660 + '0'
		case r >= 0x6F0 && r <= 0x6F9:
			return r - 0x6F0 + '0'
		case r >= 0x966 && r <= 0x96F:
			return r - 0x966 + '0'
		case r == 0x66B:
			return '.'
		}
		return r
	}, s)
}

// ungroup removes thousands separators and makes a decimal comma a point.
func ungroup(s string) string {
	point, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case comma >= 0 && point > comma: // 1,234.5
		if grouped(s[:point], ',') {
			s = strings.ReplaceAll(s, ",", "")
		}
	case comma >= 0 && point >= 0: // 1.234,5
		if grouped(s[:comma], '.') {
			s = strings.ReplaceAll(s[:comma], ".", "") + "." + s[comma+1:]
		}
	case comma >= 0 && strings.Count(s, ",") == 1:
		s = strings.Replace(s, ",", ".", 1)
	}
	for _, sep := range []byte{' ', '\''} {
		if strings.IndexByte(s, sep) < 0 {
			continue
		}
		whole, _, _ := strings.Cut(s, ".")
		if grouped(whole, sep) {
			s = strings.ReplaceAll(s, string(sep), "")
		}
	}
	return s
}

// grouped says that s is digits in groups of three, the first of one to three.
func grouped(s string, sep byte) bool {
	s = strings.TrimLeft(s, "+-")
	groups := strings.Split(s, string(sep))
	for i, g := range groups {
		if len(g) != 3 && (i > 0 || len(g) == 0 || len(g) > 3) {
			return false
		}
		for j := 0; j < len(g); j++ {
			if g[j] < '0' || g[j] > '9' {
				return false
			}
		}
	}
	return true
}

// parseFloat reads a number as file formats write it.
func parseFloat(s []byte) (float64, bool) {
	if len(s) == 0 || len(s) > 64 {
		return 0, false
	}
	for _, c := range s {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	x, err := strconv.ParseFloat(string(s), 64)
	return x, err == nil && finite(x)
}
