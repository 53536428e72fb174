package wording

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed words.txt
var wordsFile string

// strength grades a word of degree, weakest first. Several make a mask.
type strength uint8

const (
	slightly strength = 1 << iota
	somewhat
	basically
	mostly
	plainly
	very
	extremely
	anyStrength = slightly | somewhat | basically | mostly | plainly | very | extremely
)

var strengthOf = map[string]strength{"l": slightly, "s": somewhat, "b": basically, "m": mostly, "p": plainly, "v": very, "x": extremely}

// part is the role of a word within a label.
type part int

const (
	partDegree  part = iota + 1 // very
	partNo                      // not
	partWeakNo                  // not very
	partNever                   // not at all
	partEnding                  // carries nothing
	partStem                    // satisfied
	partNeutral                 // a whole label
	partWord                    // a whole label: excellent
)

// entry is one word of a language.
type entry struct {
	part     part
	text     string
	family   string
	sign     int
	strength strength
}

// tongue is the vocabulary of one language.
type tongue struct {
	lang    string
	spaced  bool // words are parted by blanks
	entries map[string][]entry
	longest int         // words (spaced) or characters of the longest entry
	split   [][2]string // verbs in two parts: stimme … zu
}

// row is a ladder whose words are listed.
type row struct {
	lang, family string
	steps        [][]string // folded, without blanks
}

// place is a step of a row, from 0.
type place struct{ row, step int }

type lexicon struct {
	tongues []*tongue
	rows    []row
	places  map[string][]place // by folded text without blanks
}

// theLexicon is parsed at first use.
var theLexicon = sync.OnceValue(func() *lexicon {
	l, err := parseLexicon(wordsFile)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return l
})

func parseLexicon(text string) (*lexicon, error) {
	l := &lexicon{places: make(map[string][]place)}
	var t *tongue
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, rest, _ := strings.Cut(line, " ")
		if head == "language" {
			t = &tongue{lang: rest, spaced: !strings.Contains("zh ja ko mul", rest), entries: make(map[string][]entry)}
			l.tongues = append(l.tongues, t)
			continue
		}
		if t == nil || !l.line(t, head, rest) {
			return nil, fmt.Errorf("words.txt:%d: cannot read %q", n+1, line)
		}
	}
	return l, nil
}

// line takes in one line of the file.
func (l *lexicon) line(t *tongue, head, rest string) bool {
	if s, ok := strengthOf[head]; ok {
		t.add(rest, entry{part: partDegree, strength: s})
		return true
	}
	switch head {
	case "neg":
		t.add(rest, entry{part: partNo})
	case "weak":
		t.add(rest, entry{part: partWeakNo})
	case "never":
		t.add(rest, entry{part: partNever})
	case "end":
		t.add(rest, entry{part: partEnding})
	case "neutral":
		t.add(rest, entry{part: partNeutral})
	case "word":
		family, more, _ := strings.Cut(rest, " ")
		degree, words, _ := strings.Cut(more, " ")
		e := entry{part: partWord, family: family}
		if degree == "0" {
			e.part, e.family = partNeutral, ""
		} else {
			e.sign, e.strength = signOf(degree[:1]), strengthOf[degree[1:]]
			if e.sign == 0 || e.strength == 0 {
				return false
			}
		}
		t.add(words, e)
	case "ladder":
		family, steps, _ := strings.Cut(rest, " ")
		l.ladder(t.lang, family, strings.Split(steps, "|"))
	default:
		family, sign := head[:len(head)-1], signOf(head[len(head)-1:])
		if sign == 0 || family == "" {
			return false
		}
		t.add(rest, entry{part: partStem, family: family, sign: sign})
	}
	return true
}

func signOf(s string) int {
	switch s {
	case "+":
		return 1
	case "-":
		return -1
	}
	return 0
}

func (t *tongue) add(list string, e entry) {
	for _, w := range strings.Split(list, ",") {
		w = strings.TrimSpace(w)
		if a, b, ok := strings.Cut(w, " … "); ok {
			t.split = append(t.split, [2]string{a, b})
			w = a + " " + b
		}
		w = t.form(fold(Clean(w)))
		e.text = w
		t.entries[w] = append(t.entries[w], e)
		n := utf8.RuneCountInString(w)
		if t.spaced {
			n = strings.Count(w, " ") + 1
		}
		t.longest = max(t.longest, n)
	}
}

// form writes a folded text as the entries of the language are written.
func (t *tongue) form(s string) string {
	if t.spaced {
		return s
	}
	return squash(s)
}

func (l *lexicon) ladder(lang, family string, steps []string) {
	r := row{lang: lang, family: family, steps: make([][]string, len(steps))}
	for i, step := range steps {
		for _, w := range strings.Split(step, ",") {
			k := squash(fold(Clean(w)))
			r.steps[i] = append(r.steps[i], k)
			l.places[k] = append(l.places[k], place{len(l.rows), i})
		}
	}
	l.rows = append(l.rows, r)
}

// knows says whether a folded text may be of the language, by its writing.
func (t *tongue) knows(sc script) bool {
	switch t.lang {
	case "zh":
		return sc == hanScript
	case "ja":
		return sc == hanScript || sc == kanaScript
	case "ko":
		return sc == hangulScript
	case "mul":
		return false
	}
	return sc == latinScript
}
