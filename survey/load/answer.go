package load

import (
	"strconv"
	"strings"
	"unicode"

	"servqual/survey/sheet"
)

// form says how an answer was written. The zero value is invalid.
type form int

const (
	formBlank   form = iota + 1 // nothing
	formSkipped                 // (空), (跳过), -3: the question was not asked or not answered
	formNA                      // not applicable, don't know
	formNumber                  // a whole number, perhaps with a unit
	formBroken                  // a number that is not whole
	formBoth                    // a number and a label: 5 - Strongly agree
	formLabel                   // words only
)

// answer is one cell of a scale question, taken apart.
type answer struct {
	form   form
	number int
	label  string // cleaned
}

var (
	skippedWords = set("(空)", "(跳过)", "空", "跳过", "(empty)", "(skipped)", "skipped", "skip", "-", "--", "---", "—", "——", "/", "\\", ".", "..", "null", "nan", "none", "nil", "-3", "未作答", "未答", "未填", "未回答", "无回答", "no answer", "no response", "missing", "keine antwort", "tidak menjawab", "*", "?")
	naWords      = set("不适用", "不清楚", "不知道", "不了解", "不熟悉", "没用过", "未使用", "未使用过", "未体验", "未接触", "没接触过", "无法评价", "无法回答", "无法判断", "说不清", "不好说", "不涉及", "无此项", "拒答", "拒绝回答", "n/a", "na", "n.a.", "n.a", "not applicable", "don't know", "dont know", "do not know", "don’t know", "dk", "no opinion", "unfamiliar", "cannot say", "can't say", "not sure", "not used", "prefer not to say", "prefer not to answer", "keine angabe", "weiß nicht", "weiss nicht", "nicht zutreffend", "k. a.", "k.a.", "tidak tahu", "tidak berlaku", "no aplica", "no sé", "sans objet", "ne sait pas", "해당 없음", "該当なし", "わからない")
)

func isNA(s string) bool {
	if naWords[s] {
		return true
	}
	return strings.Contains(s, "n/a") || strings.Contains(s, "not applicable") || strings.Contains(s, "不适用")
}

// readAnswer takes the text of a cell apart.
func readAnswer(text string) answer {
	s := clean(text)
	switch {
	case s == "":
		return answer{form: formBlank}
	case skippedWords[s]:
		return answer{form: formSkipped}
	}
	if x, ok := sheet.ParseNumber(s); ok {
		return numberAnswer(x)
	}
	if readable(s) {
		return answer{form: formLabel, label: s} // a date, not 10 with a label
	}
	if n, label, ok := codeAndLabel(s); ok {
		if isNA(label) {
			return answer{form: formNA, label: s}
		}
		if label == "" {
			return answer{form: formNumber, number: n}
		}
		return answer{form: formBoth, number: n, label: label}
	}
	if isNA(s) {
		return answer{form: formNA, label: s}
	}
	if n, ok := stars(s); ok {
		return answer{form: formNumber, number: n}
	}
	return answer{form: formLabel, label: s}
}

const farOff = 1 << 20 // numbers beyond are on no scale

func numberAnswer(x float64) answer {
	n := int(max(-farOff, min(farOff, x)))
	if float64(n) != x && x > -farOff && x < farOff {
		return answer{form: formBroken}
	}
	if n == -3 {
		return answer{form: formSkipped}
	}
	return answer{form: formNumber, number: n}
}

// units are what may follow a number without changing it.
var units = set("分", "星", "级", "点", "points", "point", "pts", "stars", "star", "poin", "punkte", "점", "点数")

// codeAndLabel reads a number before or after a label: "5 - strongly agree",
// "5=非常满意", "5分", "strongly agree (7)", "4)", "(6)". label is empty where only a
// unit or brackets stand beside the number.
func codeAndLabel(s string) (n int, label string, ok bool) {
	if i := leadingDigits(s); i > 0 {
		n, _ = strconv.Atoi(s[:i])
		rest := strings.TrimSpace(s[i:])
		if units[rest] || strings.Trim(rest, ")] .、") == "" {
			return n, "", true
		}
		trimmed := strings.TrimLeft(rest, "-–—=:.、)(,]· ")
		for u := range units {
			if r, found := strings.CutPrefix(trimmed, u); found && hasHan(u) && r != "" {
				trimmed = strings.TrimLeft(r, "-–—=:.、)(,]· ")
				break
			}
		}
		if trimmed == rest && !hasHan(rest) && s[i] != ' ' {
			return 0, "", false // 2nd, 3g
		}
		if trimmed == "" || trimmed[0] >= '0' && trimmed[0] <= '9' {
			return 0, "", false // 2-3 times a week, 10/2/2026
		}
		label = strings.TrimRight(trimmed, ")] ")
		return n, label, hasLetter(label)
	}
	body := strings.TrimRight(s, ")] ")
	j := len(body)
	for j > 0 && body[j-1] >= '0' && body[j-1] <= '9' {
		j--
	}
	if r, found := strings.CutSuffix(body, "分"); found && j == len(body) {
		body, j = r, len(r)
		for j > 0 && body[j-1] >= '0' && body[j-1] <= '9' {
			j--
		}
	}
	if j == len(body) || len(body)-j > 3 {
		return 0, "", false
	}
	n, _ = strconv.Atoi(body[j:])
	head := strings.TrimSpace(body[:j])
	switch {
	case head == "(" || head == "[":
		return n, "", true
	case strings.HasSuffix(head, "(") || strings.HasSuffix(head, "[") || strings.HasSuffix(head, "=") || strings.HasSuffix(head, ":") || strings.HasSuffix(head, "-"):
		label = strings.TrimSpace(strings.TrimRight(head, "([=:- "))
		return n, label, hasLetter(label)
	}
	return 0, "", false
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
