package text

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// wrap breaks a text into lines of at most w places, where the rules of Unicode
// (UAX 14) allow it; a word longer than a line is cut.
func wrap(s string, w int) []string {
	w = max(w, 2)
	if width(s) <= w {
		return []string{s}
	}
	var out []string
	line := ""
	indent := s[:len(s)-len(strings.TrimLeft(s, " "))]
	for rest, state := s, -1; rest != ""; {
		var seg string
		seg, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if line != "" && width(line+strings.TrimRight(seg, " ")) > w {
			out = append(out, strings.TrimRight(line, " "))
			line = indent
		}
		line += seg
		for width(strings.TrimRight(line, " ")) > w {
			var head string
			head, line = cut(line, w)
			out = append(out, head)
		}
	}
	if strings.TrimSpace(line) != "" {
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

// cut splits a text after the last whole character that fits.
func cut(s string, w int) (head, rest string) {
	used := 0
	for rest, state := s, -1; rest != ""; {
		cluster, tail, cw, next := uniseg.FirstGraphemeClusterInString(rest, state)
		if used+cw > w && head != "" {
			return head, rest
		}
		head, used, rest, state = head+cluster, used+cw, tail, next
	}
	return head, ""
}

// oneLine drops what could steer a terminal or turn the direction of a line,
// and makes white space spaces.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

func itoa(i int) string { return strconv.Itoa(i) }
