package wording

import "strings"

// nearest gives the known label from which an unknown one differs by a slip:
// one character of a short label, two of a long one. The most frequent of
// several.
func nearest(s string, known []counted) string {
	best, most := "", 0
	for _, k := range known {
		a, b := []rune(squash(fold(s))), []rune(squash(fold(k.text)))
		allowed := 1
		if len(b) >= 8 {
			allowed = 2
		}
		if len(b) >= 2 && k.n > most && within(a, b, allowed) && !strings.EqualFold(s, k.text) {
			best, most = k.text, k.n
		}
	}
	return best
}

// within says whether a can be made into b by at most k insertions, deletions,
// replacements or swaps of neighbours.
func within(a, b []rune, k int) bool {
	if k < 0 || len(a)-len(b) > k || len(b)-len(a) > k {
		return false
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a) == 0 || len(b) == 0 {
		return len(a)+len(b) <= k
	}
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && within(a[2:], b[2:], k-1) {
		return true
	}
	return within(a[1:], b, k-1) || within(a, b[1:], k-1) || within(a[1:], b[1:], k-1)
}
