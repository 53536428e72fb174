package load

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean makes a header or an answer comparable: full-width forms become
// ordinary ones, markup and invisible characters go, runs of white space
// become one blank, letters lower case.
func clean(s string) string {
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

var markup = lazily(`<[a-zA-Z/!][^<>]{0,200}>|&nbsp;`)

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

// key keeps the letters and digits of a cleaned text: what two writings of one
// label share.
func key(s string) string {
	s = clean(s)
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hasHan says whether the text has Chinese characters.
func hasHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}

// shorten cuts a text for messages.
func shorten(s string, runes int) string {
	n := 0
	for i := range s {
		if n == runes {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// oneLine puts a header into one line for messages, keeping its writing.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var (
	questionNumber = lazily(`^(?:第\s*\d{1,3}\s*题|[qQ]?\d{1,3}(?:\.\d{1,2})*\s*(?:[、.．:：)）]|-\s|\s*$|\s))\s*`)
	questionKind   = lazily(`[\[(【](?:单选题?|多选题?|矩阵[^\])】]{0,8}|量表题?|填空题?|评分题?|打分题?|必填|必答|选填|optional|required)[\])】]|\*+$|^\*+`)
)

// unnumber takes the question's number and marks such as [单选题] off a
// cleaned header.
func unnumber(s string) string {
	s = strings.TrimSpace(questionKind().ReplaceAllString(s, ""))
	if m := questionNumber().FindString(s); m != "" && len(m) < len(s) {
		s = s[len(m):]
	}
	return strings.TrimSpace(s)
}

// numberOf gives the question number at the start of a header, 0 without one.
func numberOf(s string) int {
	m := leadingNumber().FindStringSubmatch(clean(s))
	if m == nil {
		return 0
	}
	n := 0
	for _, c := range m[1] {
		n = n*10 + int(c-'0')
	}
	return n
}

var leadingNumber = lazily(`^(?:第\s*|q)?(\d{1,3})\s*(?:题|[、.．:：)）])`)

// segments splits a cleaned header into its parts: what stands in brackets,
// and what dashes, colons and slashes part. "7、您的期望—按期守诺" gives "您的期望" and
// "按期守诺"; "Promises kept [Expectation]" gives both parts too.
func segments(s string) []string {
	s = unnumber(s)
	var out []string
	start := 0
	push := func(end int) {
		if p := unnumber(strings.TrimSpace(s[start:end])); p != "" {
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
		return i == 0 || i+1 >= len(s) || !latin(s[i-1]) || !latin(s[i+1])
	}
	return false
}

func latin(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
