package wording

import (
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Degree is what a label says by itself: which way. How far it lies from the
// middle follows only from the whole ladder (FitLadder).
type Degree struct {
	Sign int // +1 favourable, −1 unfavourable, 0 neutral
}

// ReadDegree understands a cleaned label; ok is false when it says nothing
// about a degree.
func ReadDegree(s string) (d Degree, ok bool) {
	for _, r := range readLabel(s).readings {
		return Degree{r.sign}, true
	}
	return Degree{}, false
}

// IsDegree says whether a cleaned answer is a word of a scale: a degree, or a
// step of a listed ladder other than yes and no.
func IsDegree(s string) bool {
	w := readLabel(s)
	if len(w.readings) > 0 {
		return true
	}
	for _, p := range w.places {
		switch theLexicon().rows[p.row].family {
		case "yes", "points", "frequency", "letters":
		default:
			return true
		}
	}
	return false
}

// IsStep says whether a cleaned answer is a degree or a step of any ladder.
func IsStep(s string) bool { w := readLabel(s); return w.known() }

// PromoterClass gives the class of a label of the net promoter score: 1 a
// detractor, 2 passive, 3 a promoter; 0 for any other label.
func PromoterClass(s string) int {
	for _, p := range readLabel(s).places {
		if theLexicon().rows[p.row].family == "promoter" {
			return p.step + 1
		}
	}
	return 0
}

// reading is the degree that a label expresses in one language.
type reading struct {
	lang, family string // family "" is the middle of any ladder of the language
	sign         int
	strength     strength
	id           string // the wording: two in one step of a ladder are two steps
}

// label is a text with all that it may mean.
type label struct {
	text     string
	readings []reading
	places   []place // steps of listed ladders
	key      string
}

func (w *label) known() bool { return len(w.readings) > 0 || len(w.places) > 0 }

// maxLabel bounds the length of what is taken for a label, in bytes.
const maxLabel = 120

// labels remembers what labels mean: a file repeats few of them often.
var labels struct {
	sync.Map // text → label
	n        atomic.Int64
}

// maxLabels bounds what is remembered.
const maxLabels = 4096

// readLabel finds what a cleaned label may mean.
func readLabel(s string) label {
	if w, ok := labels.Load(s); ok {
		return w.(label)
	}
	w := findLabel(s)
	if labels.n.Load() < maxLabels {
		labels.Store(strings.Clone(s), w)
		labels.n.Add(1)
	}
	return w
}

// findLabel finds what a cleaned label may mean: as it is, without the letter
// of an option ("A. 非常满意"), or by its parts where it is written in two
// languages ("非常满意 / Very satisfied"), which then must agree.
func findLabel(s string) label {
	w := label{text: s}
	if s == "" || len(s) > maxLabel {
		return w
	}
	if w.read(s); w.known() {
		return w
	}
	if r, ok := cutOption(s); ok {
		s = r
		if w.read(s); w.known() {
			return w
		}
	}
	w.readParts(labelParts(s))
	return w
}

// read looks a text up as one label.
func (w *label) read(s string) {
	lex := theLexicon()
	f := fold(s)
	k := squash(f)
	w.places = lex.places[k]
	w.key = k
	sc := scriptOf(f)
	for _, t := range lex.tongues {
		if t.knows(sc) {
			w.readings = append(w.readings, t.read(t.form(f))...)
		}
	}
	if lang := between(f); lang != "" && !w.known() {
		w.readings = []reading{{lang: lang, id: "neutral"}}
	}
}

// between recognises the middle that is written as neither the one nor the
// other.
func between(folded string) (lang string) {
	for _, b := range betweens {
		if b.form().MatchString(folded) {
			return b.lang
		}
	}
	return ""
}

var betweens = []struct {
	lang string
	form func() *regexp.Regexp
}{
	{"en", Pattern(`^(?:i )?neither .+ (?:n?or) .+`)},
	{"es", Pattern(`^ni .+ ni .+`)},
	{"fr", Pattern(`^ni .+ ni .+`)},
	{"pt", Pattern(`^nem .+ nem .+`)},
	{"de", Pattern(`^weder .+ noch .+`)},
	{"zh", Pattern(`^(?:既|即)(?:不|非).+(?:也|又|亦)(?:不|非).+`)},
}

// readParts reads the parts of a bilingual label, or of one with a range of
// points. All of them must be known and point the same way.
func (w *label) readParts(parts []string) {
	if len(parts) == 0 || len(parts) > 4 {
		return
	}
	var first *label
	for _, p := range parts {
		x := label{text: w.text}
		if x.read(p); !x.known() {
			return
		}
		if first == nil {
			first = &x
			continue
		}
		if len(first.readings) > 0 && len(x.readings) > 0 && !sameWay(first.readings, x.readings) {
			return
		}
		if len(first.readings) == 0 && len(x.readings) > 0 {
			first = &x
		}
	}
	*w = *first
}

func sameWay(a, b []reading) bool {
	for _, x := range a {
		for _, y := range b {
			if x.sign == y.sign {
				return true
			}
		}
	}
	return false
}

// cutOption takes the letter of an option off: "a. 非常满意", "(b) good".
func cutOption(s string) (string, bool) {
	t := strings.TrimPrefix(s, "(")
	if len(t) < 3 || t[0] < 'a' || t[0] > 'k' {
		return s, false
	}
	r := strings.TrimLeft(t[1:], " ")
	for _, mark := range []string{".", "、", ")", ":", "-", "．"} {
		if x, ok := strings.CutPrefix(r, mark); ok && strings.TrimSpace(x) != "" {
			return strings.TrimSpace(x), true
		}
	}
	if x, n := utf8.DecodeRuneInString(r); n > 1 && scriptOf(string(x)) == hanScript {
		return r, true // A非常满意, A 非常满意
	}
	return s, false
}

// labelParts parts a label at brackets, strokes and dashes, and where Latin
// letters meet others. Parts that are not Latin come first: the same part of
// every label then decides.
func labelParts(s string) []string {
	var parts []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/|()[]{}【】—–-:;·\\\n\t=,、", r) }) {
		parts = append(parts, scriptRuns(p)...)
	}
	var out, latins []string
	for _, p := range parts {
		f := fold(p)
		switch sc := scriptOf(f); {
		case strings.Trim(f, "0123456789 ") == "", numberRange().MatchString(f): // a range of points beside the label
		case sc == latinScript:
			latins = append(latins, p)
		default:
			out = append(out, p)
		}
	}
	return append(out, latins...)
}

var numberRange = Pattern(`^\d{1,3} ?(?:分|以上|以下|分以上|分以下|points?|pts|score)$`)

// scriptRuns parts a text where Latin letters meet characters of another
// writing.
func scriptRuns(s string) []string {
	var out []string
	start, last := 0, otherScript
	for i, r := range s {
		sc := scriptOf(string(r))
		if sc == otherScript {
			continue
		}
		if last != otherScript && (sc == latinScript) != (last == latinScript) {
			out = append(out, s[start:i])
			start = i
		}
		last = sc
	}
	return append(out, s[start:])
}

// read gives the readings of a text in one language: words of degree, a
// negation and one stem, in any order that leaves nothing over.
func (t *tongue) read(s string) []reading {
	for _, v := range t.split {
		if rest, ok := strings.CutPrefix(s, v[0]+" "); ok {
			if rest, ok = strings.CutSuffix(rest, " "+v[1]); ok && rest != "" {
				s = rest + " " + v[0] + " " + v[1]
			}
		}
	}
	p := parse{t: t}
	p.from(s, nil)
	return p.found
}

type parse struct {
	t     *tongue
	found []reading
	steps int
}

// maxSteps bounds the search of a hostile text.
const maxSteps = 2000

// from reads the rest of a text after some words.
func (p *parse) from(s string, before []entry) {
	if p.steps++; p.steps > maxSteps || len(p.found) > 0 {
		return
	}
	if s == "" {
		if r, ok := compose(p.t.lang, before); ok {
			p.found = append(p.found, r)
		}
		return
	}
	for _, end := range p.ends(s) {
		for _, e := range p.t.entries[s[:end]] {
			if (e.part == partNeutral || e.part == partWord) && (len(before) > 0 || end < len(s)) {
				continue
			}
			p.from(strings.TrimPrefix(s[end:], " "), append(before[:len(before):len(before)], e))
		}
	}
}

// ends lists where the next word may end, longest first.
func (p *parse) ends(s string) []int {
	var out []int
	for i := range s {
		if i > 0 && (!p.t.spaced || s[i] == ' ') {
			out = append(out, i)
		}
		if len(out) == p.t.longest {
			break
		}
	}
	if len(out) < p.t.longest {
		out = append(out, len(s))
	}
	for a, b := 0, len(out)-1; a < b; a, b = a+1, b-1 {
		out[a], out[b] = out[b], out[a]
	}
	return out
}

// compose makes a degree of the words of a label.
func compose(lang string, words []entry) (reading, bool) {
	r := reading{lang: lang, strength: plainly}
	var id []string
	stems, degrees, noes := 0, 0, 0
	var no part
	var degree strength
	before := false // the degree stands before the negation
	for _, e := range words {
		if e.part != partEnding {
			id = append(id, e.text)
		}
		switch e.part {
		case partStem:
			stems++
			r.family, r.sign = e.family, e.sign
		case partNeutral:
			if r.id = e.text; strings.HasPrefix(e.text, "neither") {
				r.id = "neutral"
			}
			return r, true
		case partWord:
			r.family, r.sign, r.strength, r.id = e.family, e.sign, e.strength, e.text
			return r, true
		case partDegree:
			degrees++
			degree, before = e.strength, noes == 0
		case partNo, partWeakNo, partNever:
			if noes++; no != partNever {
				no = max(no, e.part)
			}
		}
	}
	if stems != 1 || degrees > 1 || noes > 2 || noes == 2 && no != partNever {
		return r, false
	}
	r.id = strings.Join(id, " ")
	if degrees > 0 {
		r.strength = degree
	}
	if noes == 0 {
		return r, true
	}
	r.sign = -r.sign
	switch {
	case no == partNever:
		r.strength = extremely
	case degrees > 0 && before:
		if degree == basically {
			r.strength = somewhat
		}
	case no == partWeakNo || degrees > 0:
		r.strength = slightly
	}
	return r, true
}
