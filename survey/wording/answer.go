package wording

import (
	"strconv"
	"strings"
	"unicode"

	"servqual/survey/sheet"
)

// Form says how an answer was written. The zero value is invalid.
type Form int

const (
	Blank         Form = iota + 1 // nothing
	Skipped                       // (空), (跳过), -3: the question was not asked or not answered
	NotApplicable                 // not applicable, don't know
	Number                        // a whole number, perhaps with a unit
	Fraction                      // a number that is not whole
	Both                          // a number and a Label: 5 - Strongly agree
	Label                         // words only
)

// Answer is one cell of a scale question, taken apart.
type Answer struct {
	Form   Form
	Number int
	Label  string // cleaned
}

var (
	skippedWords = Set("(空)", "(跳过)", "空", "无", "跳过", "(empty)", "(skipped)", "skipped", "skip", "-", "--", "---", "—", "——", "/", "\\", ".", "..", "null", "nan", "none", "nil", "-3", "未作答", "未答", "未填", "未回答", "无回答", "no answer", "no response", "missing", "keine antwort", "tidak menjawab", "*", "?")
	naWords      = Set("不适用", "未评价", "未评分", "没有评价", "不清楚", "不知道", "不了解", "不熟悉", "没用过", "未使用", "未使用过", "未体验", "未接触", "没接触过", "无法评价", "无法回答", "无法判断", "说不清", "不好说", "不涉及", "无此项", "拒答", "拒绝回答", "n/a", "na", "n.a.", "n.a", "not applicable", "don't know", "dont know", "do not know", "don’t know", "dk", "no opinion", "unfamiliar", "cannot say", "can't say", "not sure", "not used", "prefer not to say", "prefer not to answer", "keine angabe", "weiß nicht", "weiss nicht", "nicht zutreffend", "k. a.", "k.a.", "tidak tahu", "tidak berlaku", "no aplica", "no sé", "sans objet", "ne sait pas", "해당 없음", "該当なし", "わからない")
)

// IsSkipped says whether a cleaned text is what a platform or a person writes
// for a question that was not asked or not answered.
func IsSkipped(s string) bool { return skippedWords[s] }

func isNA(s string) bool {
	if naWords[s] {
		return true
	}
	return strings.Contains(s, "n/a") || strings.Contains(s, "not applicable") || strings.Contains(s, "不适用")
}

// maybeMiddle are answers that mean "no opinion" on one form and are the middle
// of the scale on another.
var maybeMiddle = Set("说不清", "不好说", "not sure", "no opinion", "cannot say", "can't say", "わからない", "no sé")

// MaybeMiddle says whether a cleaned answer that counts as not applicable may
// also be the middle of a scale.
func MaybeMiddle(s string) bool { return maybeMiddle[s] }

// ReadAnswer takes the text of a cell apart.
func ReadAnswer(text string) Answer {
	s := Clean(uncamel(text))
	switch {
	case s == "":
		return Answer{Form: Blank}
	case skippedWords[s]:
		return Answer{Form: Skipped}
	}
	if x, ok := sheet.ParseNumber(s); ok {
		return NumberAnswer(x)
	}
	if dayOfMonth().MatchString(s) {
		return Answer{Form: Label, Label: s} // a date, not 10 with a label
	}
	if n, label, ok := codeAndLabel(s); ok {
		if isNA(label) {
			return Answer{Form: NotApplicable, Label: s}
		}
		if label == "" {
			return Answer{Form: Number, Number: n}
		}
		return Answer{Form: Both, Number: n, Label: label}
	}
	if isNA(s) {
		return Answer{Form: NotApplicable, Label: s}
	}
	if n, ok := stars(s); ok {
		return Answer{Form: Number, Number: n}
	}
	return Answer{Form: Label, Label: s}
}

// uncamel parts VerySatisfied into words.
func uncamel(s string) string {
	cut := 0
	for i := 1; i < len(s); i++ {
		if !Latin(s[i]) || !Latin(s[i-1]) {
			return s
		}
		if s[i] < 'a' && s[i-1] >= 'a' {
			cut = i
		}
	}
	if cut == 0 {
		return s
	}
	return uncamel(s[:cut]) + " " + s[cut:]
}

// dayOfMonth is a date whose month is a word: 10 May 2026, 3-Okt-2026 14:05.
var dayOfMonth = Pattern(`^\d{1,2}[ .-]+(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|agu|sep|oct|okt|nov|dec|dez|des)\p{L}{0,6}\.?[ ,.-]+\d{4}`)

// FarOff bounds what NumberAnswer keeps of a number: those beyond are on no scale.
const FarOff = 1 << 20

// NumberAnswer is a cell that holds a number.
func NumberAnswer(x float64) Answer {
	n := int(max(-FarOff, min(FarOff, x)))
	if float64(n) != x && x > -FarOff && x < FarOff {
		return Answer{Form: Fraction}
	}
	if n == -3 {
		return Answer{Form: Skipped}
	}
	return Answer{Form: Number, Number: n}
}

// units are what may follow a number without changing it.
var units = Set("分", "星", "级", "点", "points", "point", "pts", "stars", "star", "poin", "punkte", "점", "点数")

// codeAndLabel reads a number before or after a label: "5 - strongly agree",
// "(5) 非常满意", "5=非常满意", "5分", "5/5", "4 out of 5", "strongly agree (7)",
// "非常满意 – 5", "4)", "(6)". label is empty where only a unit, the highest number
// or brackets stand beside the number.
func codeAndLabel(s string) (n int, label string, ok bool) {
	if n, ok := outOf(s); ok {
		return n, "", true
	}
	if n, rest, ok := numberFirst(s); ok {
		return codeFirst(n, rest)
	}
	return codeLast(s)
}

// outOf reads "4/5", "4 / 5", "4 out of 5", "4 of 5".
func outOf(s string) (int, bool) {
	m := fraction().FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, _ := strconv.Atoi(m[1])
	top, _ := strconv.Atoi(m[2])
	return n, n <= top && top >= 3
}

var fraction = Pattern(`^(\d{1,3}) ?(?:/|out of|of) ?(3|4|5|6|7|9|10|11|100) ?(?:分|stars?|points?)?$`)

// numberFirst takes the number off that a text begins with, in brackets or
// with a sign too. What follows must part it from the rest: not "2nd", "3g".
func numberFirst(s string) (n int, rest string, ok bool) {
	body, closing := s, ""
	if s[0] == '(' || s[0] == '[' {
		body, closing = s[1:], ")]"
	}
	negative := false
	if len(body) > 1 && (body[0] == '-' || body[0] == '+') && closing == "" {
		negative, body = body[0] == '-', body[1:]
	}
	i := leadingDigits(body)
	if i == 0 {
		return 0, "", false
	}
	n, _ = strconv.Atoi(body[:i])
	if negative {
		n = -n
	}
	rest = body[i:]
	if closing != "" {
		if rest == "" || !strings.ContainsRune(closing, rune(rest[0])) {
			if rest = strings.TrimPrefix(rest, "分"); rest == "" || !strings.ContainsRune(closing, rune(rest[0])) {
				return 0, "", false
			}
		}
	}
	return n, rest, true
}

const marks = "-–—=:.、)(,]· "

// codeFirst reads what follows a number.
func codeFirst(n int, after string) (int, string, bool) {
	rest := strings.TrimSpace(after)
	if units[rest] || strings.Trim(rest, ")] .、") == "" {
		return n, "", true
	}
	trimmed := strings.TrimLeft(rest, marks)
	for u := range units {
		if r, found := strings.CutPrefix(trimmed, u); found && r != "" && (HasHan(u) || !Latin(r[0])) {
			trimmed = strings.TrimLeft(r, marks)
			break
		}
	}
	if trimmed == rest && !HasHan(rest) && after[0] != ' ' {
		return 0, "", false // 2nd, 3g
	}
	if trimmed == "" || trimmed[0] >= '0' && trimmed[0] <= '9' {
		return 0, "", false // 2-3 times a week, 10/2/2026
	}
	label := closeBracket(trimmed)
	return n, label, hasLetter(label)
}

// codeLast reads a number at the end of a text.
func codeLast(s string) (int, string, bool) {
	body := strings.TrimRight(s, ")] ")
	for u := range units {
		if r, found := strings.CutSuffix(body, u); found && r != "" && strings.TrimRight(r, " ")[len(strings.TrimRight(r, " "))-1] <= '9' {
			body = strings.TrimRight(r, " ")
			break
		}
	}
	j := len(body)
	for j > 0 && body[j-1] >= '0' && body[j-1] <= '9' {
		j--
	}
	if j == len(body) || len(body)-j > 3 {
		return 0, "", false
	}
	n, _ := strconv.Atoi(body[j:])
	head := strings.TrimSpace(body[:j])
	label := strings.TrimSpace(strings.TrimRight(head, "([=:-–— "))
	switch {
	case head == "(" || head == "[":
		return n, "", true
	case label != "" && label[len(label)-1] <= '9' && label[len(label)-1] >= '0':
		return 0, "", false // (0-6), 61-80%
	case label != head:
		return n, label, hasLetter(label)
	case IsDegree(label): // 非常满意5分, very satisfied 5
		return n, label, true
	}
	return 0, "", false
}

// closeBracket drops the bracket that the number opened, or that is left open.
func closeBracket(s string) string {
	if t := strings.TrimRight(s, ")] "); strings.Count(t, "(") <= strings.Count(t, ")") && strings.Count(t, "[") <= strings.Count(t, "]") {
		return t
	}
	return strings.TrimRight(s, " ")
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

func leadingDigits(s string) int {
	i := 0
	for i < len(s) && i < 4 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i > 3 || i < len(s) && (s[i] == '.' && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9') {
		return 0
	}
	return i
}

// stars counts ★★★★☆.
func stars(s string) (int, bool) {
	n := 0
	for _, r := range s {
		switch r {
		case '★', '⭐':
			n++
		case '☆', 0xFE0F:
		default:
			return 0, false
		}
	}
	return n, n > 0
}
