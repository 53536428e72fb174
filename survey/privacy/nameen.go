package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// westernNames takes names in Latin letters: behind a title (Mr. Henderson),
// behind words that announce one (my name is …, Best regards, …, advisor …),
// beside other personal data, and common given names where a person is spoken
// of.
func westernNames(t *text) {
	if t.has&hasCapital != 0 {
		for at := 0; at < len(t.folded); {
			c := t.capitals(at)
			if len(c) == 0 {
				break
			}
			at = c[len(c)-1].hi
			t.namesIn(c)
		}
	}
	if t.mentions("name is ") {
		t.lowerName(nameIs)
	}
	if t.mentions("name:", "name :") {
		t.lowerName(nameField)
	}
	if t.mentions("mr", "ms") {
		t.lowerName(misterLower)
	}
}

// word is a word that begins with a capital letter.
type word struct {
	lo, hi int
	text   string
}

// capitals lists the first run of words with capitals from at on, parted by
// single blanks and by the particles of names (van, de).
func (t *text) capitals(at int) []word {
	var out []word
	for at < len(t.folded) {
		w, ok := t.wordAt(at)
		if !ok {
			return out
		}
		r, _ := utf8.DecodeRuneInString(w.text)
		switch {
		case unicode.IsUpper(r):
			if len(out) > 0 && !t.onlyBlank(out[len(out)-1].hi, w.lo) {
				return out
			}
			out = append(out, w)
		case len(out) == 0:
		case particles[w.text] && t.onlyBlank(out[len(out)-1].hi, w.lo) && t.capitalAt(w.hi+1):
			out[len(out)-1].hi = w.hi // van belongs to the word before it
		default:
			return out
		}
		at = w.hi
	}
	return out
}

var contractions = wordSet(`s m re ve ll d t S M RE VE LL D T`)

var particles = wordSet(`van von de der den da dos du la le bin binti al el ter`)

func (t *text) onlyBlank(lo, hi int) bool { return hi == lo+1 && t.folded[lo] == ' ' }

func (t *text) capitalAt(i int) bool {
	r, _ := utf8.DecodeRune(t.folded[min(i, len(t.folded)):])
	return unicode.IsUpper(r)
}

// wordAt finds the next word in Latin letters; apostrophes, dashes and a full
// stop after an initial or a title belong to it.
func (t *text) wordAt(at int) (word, bool) {
	for at < len(t.folded) {
		r, n := utf8.DecodeRune(t.folded[at:])
		if latin(r) && !(at > 0 && digit(t.folded[at-1])) {
			break
		}
		at += n
	}
	lo := at
	for at < len(t.folded) {
		r, n := utf8.DecodeRune(t.folded[at:])
		if !latin(r) {
			next, _ := utf8.DecodeRune(t.folded[min(at+n, len(t.folded)):])
			if !(r == '\'' || r == '-') || !latin(next) {
				break
			}
		}
		at += n
	}
	if at == lo {
		return word{}, false
	}
	w := word{lo, at, string(t.folded[lo:at])}
	if at < len(t.folded) && t.folded[at] == '.' && (utf8.RuneCountInString(w.text) == 1 || nameTitles[strings.ToLower(w.text)]) {
		w.hi++
	}
	return w, true
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// namesIn takes the names in a run of words with capitals: each run of words
// that can be names, judged by what stands before it.
func (t *text) namesIn(ws []word) {
	for i := 0; i < len(ws); {
		if !canBeName(ws[i].text) && !t.shoutedName(ws, i) {
			i++
			continue
		}
		j := i + 1
		for j < len(ws) && j-i < 4 && canBeName(ws[j].text) {
			j++
		}
		hi := ws[j-1].hi
		if utf8.RuneCountInString(ws[j-1].text) > 1 {
			hi = ws[j-1].lo + len(ws[j-1].text)
		}
		if t.free(ws[i].lo, hi) && t.isName(ws[i:j], hi) {
			t.take(ws[i].lo, hi, Name)
		}
		i = j
	}
}

// shoutedName: MR SMITH.
func (t *text) shoutedName(ws []word, i int) bool {
	return i > 0 && nameTitles[strings.ToLower(ws[i-1].text)] && len(ws[i].text) > 2 && !everydayWords.has(strings.ToLower(ws[i].text))
}

// isName judges words that can be names by what stands around them.
func (t *text) isName(ws []word, hi int) bool {
	lo := ws[0].lo
	before := lower(t.before(lo, 40))
	tight := strings.TrimRight(before, " .,:-")
	last := lastWords(tight, 1)
	given := givenNames.has(ws[0].text) || givenNames.has(strings.TrimSuffix(ws[0].text, "'s"))
	pair := len(ws) > 1
	gap := before[len(tight):]
	joined := gap == " " || before == ""
	switch {
	case !pair && utf8.RuneCountInString(ws[0].text) == 1:
		return false
	case nameTitles[last] && (joined || gap == ". " || gap == "."):
		return true
	case announcesName(tight, before):
		return true
	case selfWords[lastWords(tight, 2)] && joined && (pair || given):
		return true
	case (roleWords[last] || roleWords[strings.TrimSuffix(last, "s")]) && (joined || gap == ", " || gap == ": "):
		return true
	case last == "" && hasSuffixOf(tight, hanRoles) || hasPrefixOf(string(t.after(hi, 16)), hanTitles):
		return true
	case pair && given:
		return true
	case pair && ws[0].text != "" && (t.datum(lo-1, -1) || t.datum(hi, 1)) && len(ws[0].text) > 1:
		return true
	case !given:
		return false
	case joined && personWords[last]:
		return true
	}
	return strings.TrimRight(before, " ") == "" || strings.HasSuffix(strings.TrimRight(before, " "), ".") || strings.HasSuffix(strings.TrimRight(before, " "), "!") || personFollows().Match(t.after(hi, 16))
}

// announcesName says whether a text ends with words that announce a name.
func announcesName(tight, before string) bool {
	for _, w := range nameCues {
		if rest, ok := strings.CutSuffix(tight, w); ok && (rest == "" || !letter(rest[len(rest)-1]) || w[0] >= 0x80) {
			return true
		}
	}
	for _, w := range signOffs {
		if rest, ok := strings.CutSuffix(tight, w); ok && (rest == "" || !letter(rest[len(rest)-1])) && strings.ContainsAny(before[len(tight):], ",:-") {
			return true
		}
	}
	return strings.HasSuffix(tight, "name") && strings.Contains(before[len(tight):], ":")
}

// lastWords gives the last one or two words of a text.
func lastWords(s string, n int) string {
	at := len(s)
	for k := range n {
		end := at
		for at > 0 && (letter(s[at-1]) || s[at-1] == '\'' || s[at-1] >= 0xc3 && s[at-1] < 0xc9 || s[at-1] >= 0x80 && s[at-1] < 0xc0 && at > 1 && s[at-2] >= 0xc3 && s[at-2] < 0xc9) {
			at--
		}
		if at == end {
			break
		}
		if k < n-1 && at > 0 && s[at-1] == ' ' {
			at--
		}
	}
	return strings.TrimSpace(s[at:])
}

func hasPrefixOf(s string, words []string) bool {
	s = strings.TrimLeft(s, " ")
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// canBeName says that a word is none of everyday speech, of the calendar or of
// an office suite, no role and no abbreviation.
func canBeName(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	if utf8.RuneCountInString(w) == 1 {
		return unicode.IsUpper(r) && w != "I" && w != "A"
	}
	if head, tail, ok := strings.Cut(w, "'"); ok && contractions[tail] {
		w = head // I'm, You've, Kevin's
	}
	if w == "I" {
		return false
	}
	if strings.ToUpper(w) == w && !givenNames.has(w[:1]+strings.ToLower(w[1:])) {
		return false // an abbreviation, or a comment that shouts
	}
	l := strings.ToLower(w)
	return !everydayWords.has(l) && !roleWords[l] && !nameTitles[l]
}

// lowerName takes names without capitals where one must come, and no everyday
// word does.
func (t *text) lowerName(p pattern) {
	t.each(p, 1, func(lo, hi int) {
		for _, w := range strings.Fields(string(t.folded[lo:hi])) {
			if everydayWords.has(w) || roleWords[w] {
				return
			}
		}
		t.take(lo, hi, Name)
	})
}

var (
	nameIs        = form(`(?i:\bname is) ([a-z]+(?: [a-z]+)?)(?: ?[,.;!]| and |$)`)
	nameField     = form(`(?i:(?:^|[^\pL])name ?:) ?([a-z]+(?: [a-z]+)?)(?: ?[,.;!]|$)`)
	misterLower   = form(`(?:^|[^\pL])(?i:mr|mrs|ms)\.? ([a-z]{3,})`)
	personFollows = form(`^,? (?:was|helped|explained|told|promised|took|made|never|always|did|called|at the|from)\b`)
)
