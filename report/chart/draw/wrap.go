package draw

import (
	"strings"

	"github.com/rivo/uniseg"
)

// wrap breaks text into lines no wider than maxW where Unicode allows a break
// (UAX #14: between ideographs, after spaces and hyphens, not before a comma),
// and inside a word only when the word alone is too wide. Lines are balanced:
// a label of two lines has two of about equal length, not a line and a rest of
// one character.
func (m *metrics) wrap(s string, maxW, size float64, bold bool) []string {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	lines := m.fill(s, maxW, size, bold)
	if len(lines) < 2 {
		return lines
	}
	// The narrowest width that still needs no more lines, to half a point.
	lo, hi := maxW/float64(len(lines)), maxW
	best := lines
	for hi-lo > 0.5 {
		mid := (lo + hi) / 2
		if try := m.fill(s, mid, size, bold); len(try) <= len(lines) && !m.splitsWord(s, mid, size, bold) {
			best, hi = try, mid
		} else {
			lo = mid
		}
	}
	return best
}

// fill sets as much as fits on each line.
func (m *metrics) fill(s string, maxW, size float64, bold bool) []string {
	var lines []string
	line := ""
	flush := func() {
		if t := strings.TrimSpace(line); t != "" {
			lines = append(lines, t)
		}
		line = ""
	}
	state := -1
	for s != "" {
		var seg string
		var must bool
		seg, s, must, state = uniseg.FirstLineSegmentInString(s, state)
		if m.width(strings.TrimSpace(line+seg), size, bold) > maxW {
			flush()
			for _, part := range m.chop(seg, maxW, size, bold) {
				flush()
				line = part
			}
		} else {
			line += seg
		}
		if must && s != "" {
			flush()
		}
	}
	flush()
	return lines
}

// chop cuts a segment without break opportunities into pieces that fit, at
// grapheme clusters.
func (m *metrics) chop(seg string, maxW, size float64, bold bool) []string {
	if m.width(strings.TrimSpace(seg), size, bold) <= maxW {
		return []string{seg}
	}
	var out []string
	piece, state := "", -1
	for seg != "" {
		var g string
		g, seg, _, state = uniseg.FirstGraphemeClusterInString(seg, state)
		if piece != "" && m.width(piece+g, size, bold) > maxW {
			out = append(out, piece)
			piece = ""
		}
		piece += g
	}
	return append(out, piece)
}

// splitsWord says whether some word is wider than maxW, so that wrapping to it
// would cut the word.
func (m *metrics) splitsWord(s string, maxW, size float64, bold bool) bool {
	state := -1
	for s != "" {
		var seg string
		seg, s, _, state = uniseg.FirstLineSegmentInString(s, state)
		if m.width(strings.TrimSpace(seg), size, bold) > maxW {
			return true
		}
	}
	return false
}
