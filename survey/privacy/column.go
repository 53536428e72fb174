package privacy

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How many filled cells Column looks at, and how long one may be: a longer one
// is a comment, which is masked and not set aside.
const (
	columnCells = 200
	firstCells  = 40 // without a hit among these the column is let go
	longestCell = 64
	leastCells  = 3
	leastNames  = 5
)

// Column says what kind of personal data most of a column's cells are, whatever
// its head: more than half are nothing but a datum, or four fifths are names
// of persons, most of them different.
func Column(cells iter.Seq[string]) (Kind, bool) {
	var counts [Staff + 1]int
	n, hits, names := 0, 0, 0
	distinct := make(map[string]bool)
	for c := range cells {
		s := strings.TrimSpace(c)
		if s == "" {
			continue
		}
		if n == columnCells || n == firstCells && hits == 0 && names == 0 {
			break
		}
		n++
		if len(s) > longestCell {
			continue
		}
		if person(s) {
			names++
			distinct[s] = true
		} else if k := whole(s); k != 0 {
			counts[k]++
			hits++
		}
	}
	switch {
	case n >= leastCells && hits*2 > n:
		best := Phone
		for k := Phone; k <= Staff; k++ {
			if counts[k] > counts[best] {
				best = k
			}
		}
		return best, true
	case n >= leastNames && names*5 >= n*4 && len(distinct)*2 > n:
		return Name, true
	}
	return 0, false
}

// whole gives the kind of a cell that is nothing but personal data. Codes of
// books (Account) may as well be the numbers of responses and do not count.
func whole(s string) Kind {
	if len(s) < shortest-1 {
		return 0
	}
	spans := Find(s)
	if len(spans) == 0 {
		return 0
	}
	at := 0
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		for at < len(spans) && spans[at].Hi <= i {
			at++
		}
		if at == len(spans) || i < spans[at].Lo {
			return 0
		}
	}
	for _, x := range spans {
		if x.Kind != Account && x.Kind != Name {
			return x.Kind
		}
	}
	return 0
}

// person says whether a cell looks like the name of a person and nothing else.
func person(s string) bool {
	if first, _, more := strings.Cut(s, " "); more && givenNames.has(first) {
		rest := strings.Fields(s)[1:]
		return len(rest) < 3 && canBeName(rest[len(rest)-1])
	}
	sur, _ := surnameAt(s)
	if sur == 0 {
		return false
	}
	n := utf8.RuneCountInString(s[sur:])
	if n < 1 || n > 2 || wordsOfSurnames.has(s[:sur+firstLen(s[sur:])]) || strings.ContainsAny(s[sur:], neverGiven) || placeEnd(s) {
		return false
	}
	for _, r := range s[sur:] {
		if !isHan(r) {
			return false
		}
	}
	return true
}
