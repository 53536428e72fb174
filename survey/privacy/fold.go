package privacy

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// text is a comment while the rules go through it.
type text struct {
	folded []byte // digits, dashes, blanks and brackets in one form; taken spans overwritten
	origin []int  // for each byte of folded, and one after the last, the byte of the original
	spans  []Span
	has    traits
	low    string // folded in lower case, before anything was taken
	digits int    // how many
	run    int    // length of the longest run of letters and digits
}

// traits say what a text holds, so that rules that need it are left out.
type traits uint8

const (
	hasDigit traits = 1 << iota
	hasHan
	hasLatin
	hasCapital
)

// Bytes that stand for what must not be matched again. They occur in no
// comment: fold replaces control characters by blanks.
const (
	takenData = '\x01' // personal data other than a name
	takenName = '\x02'
	protected = '\x03' // a date or a price: harmless, and no part of a number
)

// fold brings the many ways to write a digit, a dash or a blank into one form:
// full-width characters, digits of other scripts, Chinese numerals said one by
// one (一三八零…). Characters without width are dropped.
func fold(s string) *text {
	t := &text{folded: make([]byte, 0, len(s)), origin: make([]int, 0, len(s)+1)}
	numerals := spoken(s)
	for i, r := range s {
		if len(numerals) > 0 && i >= numerals[0].hi {
			numerals = numerals[1:]
		}
		if len(numerals) > 0 && i >= numerals[0].lo {
			if d := numeral(r); d > 0 {
				r = rune(d)
			}
		}
		if r = foldRune(r); r < 0 {
			continue
		}
		switch {
		case r >= '0' && r <= '9':
			t.has |= hasDigit
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			t.has |= hasLatin
			if r <= 'Z' {
				t.has |= hasCapital
			}
		case r > 0x2e80 && unicode.Is(unicode.Han, r):
			t.has |= hasHan
		}
		n := len(t.folded)
		t.folded = utf8.AppendRune(t.folded, r)
		for range len(t.folded) - n {
			t.origin = append(t.origin, i)
		}
	}
	t.origin = append(t.origin, len(s))
	t.low = lower(t.folded)
	run := 0
	for _, c := range t.folded {
		switch {
		case digit(c):
			t.digits++
			run++
		case letter(c):
			run++
		default:
			run = 0
		}
		t.run = max(t.run, run)
	}
	return t
}

// lower puts ASCII letters into lower case and leaves the length as it is.
func lower(b []byte) string {
	out := make([]byte, len(b))
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return string(out)
}

// mentions says whether one of the words, in lower case, is in the text. It
// spares the search for forms that stand behind such a word.
func (t *text) mentions(words ...string) bool {
	for _, w := range words {
		if strings.Contains(t.low, w) {
			return true
		}
	}
	return false
}

// foldRune gives the plain form of a character, −1 where it has no width.
func foldRune(r rune) rune {
	switch {
	case r < ' ':
		return ' '
	case r < 0x7f:
		return r
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xff01 + '!'
	case r >= 0x2010 && r <= 0x2015, r == 0x2212, r == 0xfe63:
		return '-'
	case r >= 0x200b && r <= 0x200f, r == 0x2060, r == 0xfeff, r == 0xfe0f:
		return -1
	case r == '【' || r == '〔' || r == '「':
		return '['
	case r == '】' || r == '〕' || r == '」':
		return ']'
	case r == '’' || r == '‘':
		return '\''
	case unicode.IsSpace(r):
		return ' '
	case r >= 0x4e00 && r <= 0x9fff:
		if x, ok := simplified[r]; ok {
			return x
		}
		return r
	case unicode.Is(unicode.Nd, r):
		return digitOf(r)
	}
	return r
}

// simplified gives the simplified form of the traditional characters that the
// words and surnames of the rules are written with.
var simplified = simplify(
	"電話號碼機聯絡單訂編車師經長醫護問顧郵證帳戶銀員會張陳劉楊趙吳孫馮蘇盧蔣葉閻譚鄒陸龍湯賀龔顏溫魯韋聶齊莊歐錢鄧鄭謝韓蕭羅黃馬萬許賴鍾藍闕嚴關連紀範賈樂區縣樓東門層鄉鎮棟轉稱寫請們這個來還沒為讓給說對後務貨運發態辦總閱維職據驗檢產險賬錄選體間時歲幾從與應將過嗎講聽開買賣費價錯裡裏於處點約預繫係臺灣澤寧陽衛國華偉強麗紅詠慶傑勝輝興瑋",
	"电话号码机联络单订编车师经长医护问顾邮证帐户银员会张陈刘杨赵吴孙冯苏卢蒋叶阎谭邹陆龙汤贺龚颜温鲁韦聂齐庄欧钱邓郑谢韩萧罗黄马万许赖钟蓝阙严关连纪范贾乐区县楼东门层乡镇栋转称写请们这个来还没为让给说对后务货运发态办总阅维职据验检产险账录选体间时岁几从与应将过吗讲听开买卖费价错里里于处点约预系系台湾泽宁阳卫国华伟强丽红咏庆杰胜辉兴玮")

func simplify(from, to string) map[rune]rune {
	m := make(map[rune]rune)
	plain := []rune(to)
	for i, r := range []rune(from) {
		m[r] = plain[i]
	}
	return m
}

// digitOf gives the ASCII digit of a decimal digit of any script: they come in
// runs of ten that begin with the zero.
func digitOf(r rune) rune {
	for _, x := range unicode.Nd.R16 {
		if uint32(r) >= uint32(x.Lo) && uint32(r) <= uint32(x.Hi) {
			return '0' + (r-rune(x.Lo))%10
		}
	}
	return r
}

type stretch struct{ lo, hi int }

// leastSpoken is how many numerals in a row are a number said digit by digit.
const leastSpoken = 7

// spoken finds runs of Chinese numerals, ASCII digits among them, that are
// long enough to be a number said digit by digit.
func spoken(s string) []stretch {
	var out []stretch
	lo, n, any := -1, 0, false
	end := func(hi int) {
		if n >= leastSpoken && any {
			out = append(out, stretch{lo, hi})
		}
		lo, n, any = -1, 0, false
	}
	for i, r := range s {
		plain := r >= '0' && r <= '9' || r >= '０' && r <= '９'
		switch {
		case plain || numeral(r) > 0:
			if lo < 0 {
				lo = i
			}
			n++
			any = any || !plain
		case lo >= 0 && (r == ' ' || r == '-'):
		default:
			end(i)
		}
	}
	end(len(s))
	return out
}

// numeral gives the digit that a Chinese numeral stands for, 0 for none.
func numeral(r rune) byte {
	switch r {
	case '零', '〇', '○', '洞', '⓪':
		return '0'
	case '一', '壹', '幺', '么', '①':
		return '1'
	case '二', '贰', '两', '貳', '②':
		return '2'
	case '三', '叁', '參', '③':
		return '3'
	case '四', '肆', '④':
		return '4'
	case '五', '伍', '⑤':
		return '5'
	case '六', '陆', '陸', '⑥':
		return '6'
	case '七', '柒', '拐', '⑦':
		return '7'
	case '八', '捌', '⑧':
		return '8'
	case '九', '玖', '勾', '⑨':
		return '9'
	}
	return 0
}

// take records personal data at [lo, hi) of the folded text.
func (t *text) take(lo, hi int, k Kind) {
	if lo >= hi {
		return
	}
	t.spans = append(t.spans, Span{t.origin[lo], t.origin[hi], k})
	mark := byte(takenData)
	if k == Name {
		mark = takenName
	}
	t.overwrite(lo, hi, mark)
}

func (t *text) overwrite(lo, hi int, mark byte) {
	for i := lo; i < hi; i++ {
		t.folded[i] = mark
	}
}

// each calls f with the place of every match of a form; group is the number of
// the parenthesis that holds the datum.
func (t *text) each(p pattern, group int, f func(lo, hi int)) {
	for _, m := range p().FindAllSubmatchIndex(t.folded, -1) {
		if lo, hi := m[2*group], m[2*group+1]; lo >= 0 && t.free(lo, hi) {
			f(lo, hi)
		}
	}
}

// takeAll takes every match of a form.
func (t *text) takeAll(p pattern, group int, k Kind) {
	t.each(p, group, func(lo, hi int) { t.take(lo, hi, k) })
}

// free says that nothing of a stretch was taken or protected.
func (t *text) free(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if t.folded[i] <= protected {
			return false
		}
	}
	return true
}

// digits counts the digits of a stretch.
func digits(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

// letters counts the ASCII letters of a stretch.
func letters(b []byte) int {
	n := 0
	for _, c := range b {
		if letter(c) {
			n++
		}
	}
	return n
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func digit(c byte) bool  { return c >= '0' && c <= '9' }

// wordByte says whether the byte at i is an ASCII letter or digit.
func (t *text) wordByte(i int) bool {
	return i >= 0 && i < len(t.folded) && (letter(t.folded[i]) || digit(t.folded[i]))
}

// before gives up to n bytes in front of lo, whole characters only.
func (t *text) before(lo, n int) []byte {
	at := max(0, lo-n)
	for at < lo && !utf8.RuneStart(t.folded[at]) {
		at++
	}
	return t.folded[at:lo]
}

// after gives up to n bytes from hi on.
func (t *text) after(hi, n int) []byte { return t.folded[hi:min(len(t.folded), hi+n)] }

// pattern is a regular expression that is compiled when it is first needed:
// most runs meet no comment at all.
type pattern func() *regexp.Regexp

func form(expr string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
