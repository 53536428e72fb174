package wording

import "strings"

// Words makes a set of the words of a text parted by white space.
func Words(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// Set makes a set of texts.
func Set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// IndexWord gives the place of the first occurrence of a word in s, −1 without
// one. A word that begins or ends with a Latin letter is found as a whole word
// only.
func IndexWord(s, word string) int {
	from := 0
	for {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		if wholeWord(s, i, i+len(word)) {
			return i
		}
		from = i + len(word)
	}
}

func wholeWord(s string, start, end int) bool {
	if !asciiLetter(s, start) || !asciiLetter(s, end-1) {
		return true
	}
	return !asciiLetter(s, start-1) && !asciiLetter(s, end)
}

func asciiLetter(s string, i int) bool { return i >= 0 && i < len(s) && Latin(s[i]) }
