package wording

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold reduces a cleaned text to what two spellings of one label share:
// simplified characters for traditional ones, Latin letters without accents,
// one blank for any run of punctuation. A text without letters or digits (a
// face) is kept.
func fold(s string) string {
	if !plainLetters(s) {
		s = norm.NFD.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	gap, latinBefore := false, false
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r):
			if latinBefore {
				continue
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			latinBefore = r < 0x250
			if t, ok := simplified[r]; ok {
				r = t
			}
		default:
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		switch r {
		case 'ß':
			b.WriteString("ss")
		case 'đ':
			b.WriteByte('d')
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return strings.TrimSpace(s)
	}
	return norm.NFC.String(b.String())
}

func plainLetters(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// squash takes the blanks out of a folded text.
func squash(s string) string { return strings.ReplaceAll(s, " ", "") }

// simplified maps the traditional characters that occur in labels of scales.
var simplified = func() map[rune]rune {
	const pairs = "滿满會会沒没還还對对無无較较極极優优點点贊赞讚赞認认願愿預预遠远於于從从總总經经爾尔時时級级兩两個个說说確确絕绝強强頗颇過过錯错麼么歡欢討讨厭厌體体驗验務务質质應应該该達达標标與与異异見见樂乐關关鍵键樣样幾几輕轻鬆松難难簡简單单複复雜杂貴贵們们熱热專专業业禮礼貌貌親亲準准規规範范潔洁乾干淨净衛卫適适靜静馨馨寬宽髒脏擠挤楚楚晰晰價价幫帮義义實实興兴愉愉驚惊氣气瞭了熟熟評评貶贬損损薦荐動动勞劳稱称職职變变顯显稍稍滯滞緩缓漠漠惡恶劣劣魯鲁衍衍費费煩烦煩烦儘尽盡尽儘尽齊齐堅坚決决萬万裡里裏里甚甚夠够僅仅為为幹干歷历舊旧態态處处憂忧後后當当"
	m := make(map[rune]rune)
	rs := []rune(pairs)
	for i := 0; i+1 < len(rs); i += 2 {
		if rs[i] != rs[i+1] {
			m[rs[i]] = rs[i+1]
		}
	}
	return m
}()

// script says in which writing a folded text is.
type script int

const (
	otherScript script = iota
	latinScript
	hanScript
	kanaScript
	hangulScript
)

func scriptOf(s string) script {
	found := otherScript
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Hangul, r):
			return hangulScript
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return kanaScript
		case unicode.Is(unicode.Han, r):
			found = hanScript
		case found == otherScript && unicode.IsLetter(r):
			found = latinScript
		}
	}
	return found
}
