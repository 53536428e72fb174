package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean makes a header or an answer comparable: full-width forms become
// ordinary ones, markup and invisible characters go, runs of white space
// become one blank, letters lower case.
func Clean(s string) string {
	if plainASCII(s) {
		return strings.ToLower(strings.TrimSpace(s))
	}
	s = norm.NFKC.String(s)
	if strings.IndexByte(s, '<') >= 0 {
		s = markup().ReplaceAllString(s, " ")
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == utf8.RuneError:
			gap = b.Len() > 0
			continue
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) && r >= 0xFE00:
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

var markup = Pattern(`<[a-zA-Z/!][^<>]{0,200}>|&nbsp;`)

// plainASCII says that nothing but case and outer blanks needs cleaning.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x80 || c < ' ' || c == '<' || c == '&' || c == ' ' && i+1 < len(s) && s[i+1] == ' ' {
			return false
		}
	}
	return true
}

// Key keeps the letters and digits of a cleaned text: what two writings of one
// label share.
func Key(s string) string {
	s = Clean(s)
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// HasHan says whether the text has Chinese characters.
func HasHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}

// Shorten cuts a text to a number of characters, for messages.
func Shorten(s string, runes int) string {
	n := 0
	for i := range s {
		if n == runes {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// OneLine puts a header into one line for messages, keeping its writing.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var (
	questionNumber = Pattern(`^(?:第\s*\d{1,3}\s*题|[qQ]?\d{1,3}(?:\.\d{1,2})*\s*(?:[、.．:：)）]|-\s|\s*$|\s))\s*`)
	questionKind   = Pattern(`[\[(【](?:单选题?|多选题?|矩阵[^\])】]{0,8}|量表题?|填空题?|评分题?|打分题?|必填|必答|选填|optional|required)[\])】]|\*+$|^\*+`)
)

// Unnumber takes the question's number and marks such as [单选题] off a
// cleaned header.
func Unnumber(s string) string {
	s = strings.TrimSpace(questionKind().ReplaceAllString(s, ""))
	if m := questionNumber().FindString(s); m != "" && len(m) < len(s) {
		s = s[len(m):]
	}
	return strings.TrimSpace(s)
}

// NumberOf gives the question number at the start of a header, 0 without one.
func NumberOf(s string) int {
	m := leadingNumber().FindStringSubmatch(Clean(s))
	if m == nil {
		return 0
	}
	n := 0
	for _, c := range m[1] {
		n = n*10 + int(c-'0')
	}
	return n
}

var leadingNumber = Pattern(`^(?:第\s*|q)?(\d{1,3})\s*(?:题|[、.．:：)）])`)

// Segments splits a cleaned header into its parts: texts in brackets, and texts
// between dashes, colons and slashes. "7、您的期望—按期守诺" gives "您的期望" and
// "按期守诺"; "Promises kept [Expectation]" gives both parts too.
func Segments(s string) []string {
	s = Unnumber(s)
	var out []string
	start := 0
	push := func(end int) {
		if p := Unnumber(strings.TrimSpace(s[start:end])); p != "" {
			out = append(out, p)
		}
	}
	for i, r := range s {
		if separates(s, i, r) {
			push(i)
			start = i + utf8.RuneLen(r)
		}
	}
	push(len(s))
	return out
}

func separates(s string, i int, r rune) bool {
	switch r {
	case '[', ']', '(', ')', '【', '】', '{', '}', '«', '»', '"', '“', '”', '〔', '〕', '《', '》',
		'—', '–', '―', ':', '/', '|', '┋', ';', '~', '>', '_', '→':
		return true
	case '-':
		// A hyphen inside a Latin word joins; anywhere else it parts.
		return i == 0 || i+1 >= len(s) || !Latin(s[i-1]) || !Latin(s[i+1])
	}
	return false
}

// Latin says whether a byte is an ASCII letter.
func Latin(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
