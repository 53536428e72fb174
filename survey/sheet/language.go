package sheet

import (
	"slices"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The encoding of a text without a mark that is not UTF-8 is told by what the
// text says in each encoding it may be in. That the bytes are valid tells
// little: nearly any text in CP949 is valid GB18030, too. But read in the wrong
// encoding it is made of rare characters, and in the right one mostly of common
// ones.

// candidate is an encoding that a file may be in.
type candidate struct {
	name   string
	common map[rune]bool      // characters that count in full
	usual  func(rune) float64 // what others count
	alone  bool               // letters stand between ASCII letters, not in runs
}

var candidates = []candidate{
	{"gb18030", runes(commonHans + commonHant), simplifiedWeight, false},
	{"big5", runes(commonHant), hanWeight, false},
	{"euc-kr", runes(commonHangul), hangulWeight, false},
	{"shift_jis", runes(commonKanji), kanaWeight, false},
	{"euc-jp", runes(commonKanji), kanaWeight, false},
	{"windows-1252", runes(commonLatin), noWeight, true},
	{"windows-1251", runes(commonCyrillic), noWeight, false},
}

func runes(s string) map[rune]bool {
	m := make(map[rune]bool)
	for _, r := range s {
		m[r] = true
	}
	return m
}

func noWeight(rune) float64 { return 0 }

// hanWeight: a rarer character, as in names, counts a little, the punctuation
// of Chinese in full.
func hanWeight(r rune) float64 {
	switch {
	case chinesePunctuation(r):
		return 1
	case unicode.Is(unicode.Han, r):
		return 0.25
	}
	return 0
}

// simplifiedWeight counts the 6,763 characters of GB2312, which hold nearly all
// names, higher than those that GBK added.
func simplifiedWeight(r rune) float64 {
	if !unicode.Is(unicode.Han, r) {
		return hanWeight(r)
	}
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	if err == nil && len(b) == 2 && b[0] >= 0xB0 && b[0] <= 0xF7 && b[1] >= 0xA1 {
		return 0.45
	}
	return 0.1
}

func hangulWeight(r rune) float64 {
	if r >= 0xAC00 && r <= 0xD7A3 {
		return 0.4
	}
	return 0
}

// kanaWeight: hiragana and katakana are half of any Japanese text; half-width
// katakana are what single bytes of other encodings turn into.
func kanaWeight(r rune) float64 {
	switch {
	case r >= 0x3041 && r <= 0x30FC, chinesePunctuation(r):
		return 1
	case unicode.Is(unicode.Han, r):
		return 0.25
	}
	return 0
}

func chinesePunctuation(r rune) bool {
	switch r {
	case '，', '。', '、', '？', '！', '：', '；', '（', '）', '“', '”', '—', '…', '《', '》', '【', '】', '·', '┋', '〖', '〗':
		return true
	}
	return false
}

// fitness says how well a text reads in an encoding: the mean weight of its
// characters beyond ASCII, from 0 to 1, and how many there are.
func (c *candidate) fitness(text []byte) (fit float64, n int) {
	set, _ := charsetByName(c.name)
	chars := []rune(string(decoded(set.enc.NewDecoder(), text)))
	sum, bad := 0.0, 0
	for i, r := range chars {
		if r < 0x80 {
			continue
		}
		n++
		switch {
		case r == unicode.ReplacementChar:
			bad++
		case c.alone:
			sum += latinWeight(chars, i)
		case unicode.Is(unicode.Cyrillic, r) && !inWord(chars, i):
		case c.common[r]:
			sum++
		default:
			sum += c.usual(r)
		}
	}
	if n == 0 {
		return 0, 0
	}
	return max(0, sum/float64(n)-holePenalty*float64(bad)/float64(n)), n
}

// holePenalty is how much more a hole counts than a character speaks for an
// encoding: one damaged character in a long text must not decide.
const holePenalty = 4

// latinWeight: an accented letter stands beside ASCII letters, or alone as the
// word à; marks such as ’ and ° stand beside letters and digits.
func latinWeight(text []rune, i int) float64 {
	near := func(k int) rune {
		if k < 0 || k >= len(text) {
			return ' '
		}
		return text[k]
	}
	before, after := near(i-1), near(i+1)
	joined := asciiLetter(before) || asciiLetter(after)
	switch r := text[i]; {
	case letters1252[r]:
		if joined || before == ' ' && after == ' ' {
			return 1
		}
		return 0.3
	case r == '’' || r == '‘' || r == '“' || r == '”' || r == '–' || r == '…' || r == '«' || r == '»' || r == '°' || r == 'º' || r == 'ª' || r == '€' || r == '£' || r == '¿' || r == '¡' || r == '·' || r == 0xA0:
		if joined || before == ' ' || after == ' ' || after >= '0' && after <= '9' || before >= '0' && before <= '9' {
			return 1
		}
		return 0.3
	}
	return 0
}

// inWord says that a Cyrillic letter has another beside it and no ASCII letter.
func inWord(text []rune, i int) bool {
	beside := false
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(text) {
			continue
		}
		if asciiLetter(text[k]) {
			return false
		}
		beside = beside || unicode.Is(unicode.Cyrillic, text[k])
	}
	return beside
}

var letters1252 = runes(commonLatin)

func asciiLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// sampled bounds how much text each candidate decodes.
const sampled = 32 << 10

// highLines gathers the lines of the samples that hold bytes beyond ASCII: no
// encoding has a line end inside a character.
func highLines(samples [][]byte) []byte {
	var out []byte
	for _, s := range samples {
		for len(s) > 0 && len(out) < sampled {
			end := slices.IndexFunc(s, func(c byte) bool { return c == '\n' || c == '\r' }) + 1
			if end == 0 {
				end = len(s)
			}
			if line := s[:end]; !ascii(line) {
				out = append(out, line[:min(len(line), sampled)]...)
			}
			s = s[end:]
		}
	}
	return out
}

// reading is how well a text reads in one encoding.
type reading struct {
	name string
	fit  float64
}

// A text is taken to be in the encoding it reads best in. It is asked about
// where that is not well, or where another is nearly as good.
const (
	goodFit  = 0.45
	rivalFit = 0.75
)

// readings tries all candidates, the best first.
func readings(samples [][]byte) []reading {
	text := highLines(samples)
	out := make([]reading, 0, len(candidates))
	for i := range candidates {
		fit, _ := candidates[i].fitness(text)
		out = append(out, reading{candidates[i].name, fit})
	}
	slices.SortStableFunc(out, func(a, b reading) int {
		switch {
		case a.fit > b.fit:
			return -1
		case a.fit < b.fit:
			return 1
		}
		return 0
	})
	return out
}
