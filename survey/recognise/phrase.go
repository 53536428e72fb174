package recognise

import (
	"sort"
	"strings"
	"unicode/utf8"

	"servqual/survey"
	"servqual/survey/wording"
)

// leastShared is how many bytes two headers that differ in one phrase must have
// in common.
const leastShared = 6

// byPhrase pairs headers that differ in one phrase, of which a word says the
// side: "The hotel should greet every guest" beside "The hotel does greet every
// guest". The same two phrases must tell most of the columns apart.
func byPhrase(cols []*Column) ([]Mark, bool) {
	texts := make([]string, len(cols))
	for i, c := range cols {
		texts[i] = strings.TrimRight(wording.Unnumber(c.Text), " ?？。.")
	}
	type phrases struct{ a, b string }
	pairs := make(map[phrases][][2]int)
	for i := range texts {
		for j := i + 1; j < len(texts); j++ {
			if a, b, ok := difference(texts[i], texts[j]); ok {
				pairs[phrases{a, b}] = append(pairs[phrases{a, b}], [2]int{i, j})
			}
		}
	}
	var order []phrases
	for p := range pairs {
		order = append(order, p)
	}
	sort.Slice(order, func(x, y int) bool {
		p, q := order[x], order[y]
		if n, m := len(pairs[p]), len(pairs[q]); n != m {
			return n > m
		}
		return p.a+"\x00"+p.b < q.a+"\x00"+q.b
	})
	for _, p := range order {
		if len(pairs[p]) < 2 || len(pairs[p])*2*3 < len(cols)*2 {
			break
		}
		sides, named := sidesOf([]string{wording.Key(p.a), wording.Key(p.b)})
		if !named {
			continue
		}
		out := make([]Mark, len(cols))
		for _, at := range pairs[p] {
			if out[at[0]].Side != 0 || out[at[1]].Side != 0 {
				continue
			}
			base := wording.Key(texts[at[0]])
			out[at[0]] = Mark{Side: sides[0], Base: base, Named: true}
			out[at[1]] = Mark{Side: sides[1], Base: base, Named: true}
		}
		for i := range out {
			if out[i].Side == 0 {
				out[i] = Mark{Side: survey.Perception, Base: base(cols[i])}
			}
		}
		return out, true
	}
	return nil, false
}

// difference finds the phrases in which two texts differ, at the bounds of words.
func difference(a, b string) (inA, inB string, ok bool) {
	if a == b || len(a) < leastShared || len(b) < leastShared {
		return "", "", false
	}
	p := commonPrefix(a, b)
	q := commonSuffix(a[p:], b[p:])
	if p+q < leastShared {
		return "", "", false
	}
	inA, inB = strings.TrimSpace(a[p:len(a)-q]), strings.TrimSpace(b[p:len(b)-q])
	return inA, inB, utf8.RuneCountInString(inA) <= 30 && utf8.RuneCountInString(inB) <= 30
}

// commonPrefix is the length of what two texts begin with, cut back to the end
// of a word.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && !(bound(a, n) && bound(b, n)) {
		n--
	}
	return n
}

// commonSuffix is the same for what they end with.
func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !(bound(a, len(a)-n) && bound(b, len(b)-n)) {
		n--
	}
	return n
}

// bound says that a text can be parted at a byte: between runes, and not within
// a Latin word.
func bound(s string, at int) bool {
	if at <= 0 || at >= len(s) {
		return true
	}
	if !utf8.RuneStart(s[at]) {
		return false
	}
	return !wording.Latin(s[at-1]) || !wording.Latin(s[at])
}
