package privacy

import (
	"bytes"
	"strings"
	"sync"
)

// group is a run of digits of a number written in groups.
type group struct{ lo, hi int }

func (g group) len() int { return g.hi - g.lo }

// maxGroups bounds how many groups a number is made of: +33 6 39 98 01 55 has
// six, an account number may have eight.
const maxGroups = 8

// numbers takes telephone and card numbers: digits in groups, parted by
// blanks, dashes, dots or brackets. From each group on it takes the longest
// run of groups that has a known form.
func numbers(t *text) {
	for i := 0; i < len(t.folded); {
		if !digit(t.folded[i]) {
			i++
			continue
		}
		gs := t.chain(i)
		for k := 0; k < len(gs); {
			k += max(1, t.number(gs[k:]))
		}
		i = gs[len(gs)-1].hi
	}
}

// chain lists the groups of digits from i on that only separators part.
func (t *text) chain(i int) []group {
	var gs []group
	for {
		lo := i
		for i < len(t.folded) && digit(t.folded[i]) {
			i++
		}
		gs = append(gs, group{lo, i})
		n := t.separator(i)
		if n == 0 {
			return gs
		}
		i += n
	}
}

// separators are what may part the groups of a number.
var separators = []string{" - ", " / ", ") - ", ")-", ") ", " (", "-(", "- ", " -", " ", "-", ".", "·", "/", "(", ")", "~", "_"}

// separator gives the length of what parts two groups of digits at i, 0 when
// no digit follows it.
func (t *text) separator(i int) int {
	for _, s := range separators {
		n := len(s)
		if i+n < len(t.folded) && digit(t.folded[i+n]) && string(t.folded[i:i+n]) == s {
			return n
		}
	}
	return 0
}

// number takes the longest number that begins with the first group and says of
// how many groups it is.
func (t *text) number(gs []group) int {
	cued := sync.OnceValue(func() bool { return phoneCue(t, gs[0].lo) })
	for n := min(maxGroups, len(gs)); n > 0; n-- {
		x := candidate{t: t, groups: gs[:n], cued: cued}
		x.read()
		kind := x.kind()
		if kind == 0 {
			continue
		}
		lo, hi := x.bounds()
		if kind == harmless {
			t.overwrite(lo, hi, protected)
			return n
		}
		if kind == Phone {
			if m := extension().FindIndex(t.folded[hi:]); m != nil {
				hi += m[1]
			}
		}
		t.take(lo, hi, kind)
		return n
	}
	return 0
}

// harmless is the kind of numbers that belong to firms: hotlines.
const harmless Kind = -1

var extension = form(`(?i)^ ?(?:转|轉|分机号?|内线|ext(?:ension)?\.?|x|-|#) ?\d{1,6}\b`)

// candidate is a run of groups that may be a number.
type candidate struct {
	t      *text
	groups []group
	cued   func() bool // a word for a telephone stands before the first group
	digits []byte
	plus   bool // + in front
	paren  bool // the first group in brackets: (415) 555-0100
}

func (x *candidate) read() {
	f := x.t.folded
	for _, g := range x.groups {
		x.digits = append(x.digits, f[g.lo:g.hi]...)
	}
	lo, hi := x.groups[0].lo, x.groups[0].hi
	at := lo - 1
	if at >= 0 && f[at] == '(' {
		x.paren = hi < len(f) && f[hi] == ')'
		at--
	}
	if at >= 0 && f[at] == ' ' {
		at--
	}
	x.plus = lo > 0 && f[lo-1] == '+' || at >= 0 && f[at] == '+' && x.paren || lo > 1 && f[lo-1] == '(' && f[lo-2] == '+'
}

// bounds gives the place of the number with its + and bracket.
func (x *candidate) bounds() (lo, hi int) {
	f := x.t.folded
	lo, hi = x.groups[0].lo, x.groups[len(x.groups)-1].hi
	if x.paren && len(x.groups) > 1 {
		lo--
	}
	if x.plus && lo > 0 {
		for lo > 0 && (f[lo-1] == '+' || f[lo-1] == ' ' && lo > 1 && f[lo-2] == '+') {
			lo--
		}
	}
	return lo, hi
}

// sizes compares the lengths of the groups.
func (x *candidate) sizes(want ...int) bool {
	if len(want) != len(x.groups) {
		return false
	}
	for i, g := range x.groups {
		if g.len() != want[i] {
			return false
		}
	}
	return true
}

// kind judges the candidate.
func (x *candidate) kind() Kind {
	lo, hi := x.groups[0].lo, x.groups[len(x.groups)-1].hi
	n := len(x.digits)
	if n < 7 || n > 24 {
		return 0
	}
	if x.hotline() {
		return harmless
	}
	glued := lo > 0 && letter(x.t.folded[lo-1]) // a code such as SF1382904471625, or tel13482716690
	switch {
	case x.mobile(x.digits):
		return Phone
	case glued && !gluedPhone(x.t, lo):
		return 0
	case x.abroad() || x.landline() || x.american():
		return Phone
	case x.card():
		return Card
	}
	said := n <= 15 && x.slashless() && x.cued()
	if !said && (len(x.groups) > 1 || n < 10 || timestamp(x.digits) || round(x.digits)) {
		return 0
	}
	switch {
	case unitFollows(x.t, hi) || amountPrecedes(x.t, lo):
		return 0
	case said:
		return Phone
	}
	return Account
}

// mobile: eleven digits from 13 to 19, in groups of two and more, with or
// without the country's 86.
func (x *candidate) mobile(d []byte) bool {
	if bytes.HasPrefix(d, []byte("0086")) {
		d = d[4:]
	} else if len(d) == 13 && bytes.HasPrefix(d, []byte("86")) {
		d = d[2:]
	}
	if len(d) == 12 && d[0] == '0' {
		d = d[1:] // 013812345678, as dialled from another province
	}
	if len(d) != 11 || d[0] != '1' || d[1] < '3' || len(x.groups) > 7 || !x.slashless() && !x.sizes(3, 4, 4) {
		return false
	}
	for i, g := range x.groups {
		if g.len() < 2 && i > 0 {
			return false
		}
	}
	return x.groups[0].len() != 4 || len(x.groups) != 3 || x.groups[1].len() != 4 || x.digits[0] == '0' // 1300 1500 180: prices
}

// slashless says that no slash parts the groups: 225/45, 130/85.
func (x *candidate) slashless() bool {
	for i := 1; i < len(x.groups); i++ {
		if bytes.IndexByte(x.t.folded[x.groups[i-1].hi:x.groups[i].lo], '/') >= 0 {
			return false
		}
	}
	return true
}

// abroad: + or 00 and a country's number, 8 to 15 digits as ITU-T E.164 allows.
func (x *candidate) abroad() bool {
	n := len(x.digits)
	if bytes.HasPrefix(x.digits, []byte("00")) && x.digits[min(2, n-1)] > '0' {
		return n >= 11 && n <= 16 && len(x.groups) > 1
	}
	if !x.plus || n < 8 || n > 15 || x.digits[0] == '0' || n < 9 && len(x.groups) == 1 {
		return false
	}
	switch {
	case x.digits[0] == '1':
		return n == 11
	case bytes.HasPrefix(x.digits, []byte("86")):
		return n <= 14
	}
	return true
}

// landline: a number that begins with the 0 of trunk calls, in two groups and
// more: 010-83926617, 020 7946 0758, 06 39 98 24 17, 090-1234-9876.
func (x *candidate) landline() bool {
	n, first := len(x.digits), x.groups[0].len()
	if x.digits[0] != '0' || n < 9 || n > 13 || len(x.groups) < 2 || first < 2 || first > 5 || x.digits[1] == '0' {
		return false
	}
	times := true
	for i, g := range x.groups {
		if g.len() < 2 && i > 0 {
			return false
		}
		times = times && g.len() == 4 && two(x.t.folded[g.lo:]) < 25 && two(x.t.folded[g.lo+2:]) < 60
	}
	return !times // 0900-1200 1300-1800 are opening hours
}

// american: (415) 555-0100, 415.555.0100, 1-415-555-0100.
func (x *candidate) american() bool {
	d := x.digits
	switch {
	case x.sizes(1, 3, 3, 4) && d[0] == '1':
		d = d[1:]
	case x.sizes(3, 3, 4) || x.sizes(3, 7) && x.paren:
	default:
		return false
	}
	return d[0] >= '2' && d[3] >= '2' && x.slashless()
}

// hotline: numbers of firms that cost the caller little: 400-820-8820, 1-800-….
func (x *candidate) hotline() bool {
	d := x.digits
	if len(d) == 11 && d[0] == '1' && len(x.groups) > 1 && x.groups[0].len() == 1 {
		d = d[1:]
	}
	if len(d) != 10 || x.groups[0].len() == 2 {
		return false
	}
	switch string(d[:3]) {
	case "400", "800", "833", "844", "855", "866", "877", "888":
		return true
	}
	return false
}

// card: 13 to 19 digits in one whose check digit is right (Luhn), or in groups
// of four as they are embossed, whatever the check digit: people mistype.
func (x *candidate) card() bool {
	n := len(x.digits)
	if n < 13 || n > 19 || !x.slashless() {
		return false
	}
	if len(x.groups) == 1 {
		return luhn(x.digits) && !timestamp(x.digits) && !round(x.digits) && !unitFollows(x.t, x.groups[0].hi)
	}
	if x.digits[0] < '3' || x.digits[0] > '6' && x.digits[0] != '9' {
		return false
	}
	if x.sizes(4, 6, 5) || x.sizes(6, 13) {
		return true
	}
	hundreds := true
	for i, g := range x.groups {
		if g.len() != 4 && i < len(x.groups)-1 || g.len() > 4 {
			return false
		}
		hundreds = hundreds && bytes.HasSuffix(x.t.folded[g.lo:g.hi], []byte("00"))
	}
	return !hundreds // 3000 4000 5000 6000 are amounts
}

// luhn says whether the last digit is the check digit of ISO/IEC 7812-1: from
// the right every second digit doubled, the sum of all digits divides by 10.
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		x := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if x *= 2; x > 9 {
				x -= 9
			}
		}
		sum += x
	}
	return sum%10 == 0
}

// timestamp: 20261003143025, 202610031430.
func timestamp(d []byte) bool {
	if len(d) != 14 && len(d) != 12 || !(bytes.HasPrefix(d, []byte("20")) || bytes.HasPrefix(d, []byte("19"))) {
		return false
	}
	month, day, hour, minute := two(d[4:]), two(d[6:]), two(d[8:]), two(d[10:])
	return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60
}

func two(d []byte) int { return int(d[0]-'0')*10 + int(d[1]-'0') }

// round: an amount such as 12000000000.
func round(d []byte) bool { return len(d) <= 13 && bytes.HasSuffix(d, []byte("00000")) }

var (
	unitWords = form(`(?i)^ ?(?:[万亿千百]|[多余](?:[元块万亿千百个人次]|公里)|元|块|圆|美|欧|日元|港|人民币|公里|千米|里程|里路|里[,.。，\s]|米|次|人|个|名|位|家|天|小时|分|秒|年|月|%|％|度|吨|升|斤|辆|台|件|条|份|票|rmb\b|cny\b|usd\b|eur\b|gbp\b|km\b|kms\b|miles?\b|mi\b|m\b|kwh\b|kw\b|rpm\b|kg\b|euros?\b|dollars?\b|points?\b|customers?\b|people\b|yuan\b|rupiah\b|yen\b|won\b|vnd\b|dong\b|times\b|times?\b|hours?\b|minutes?\b|years?\b|pieces?\b|orders?\b|units?\b)`)
	money     = form(`(?i)(?:[¥$€£₩₫￥]|\b(?:rp|idr|rmb|cny|usd|eur|gbp|jpy|krw|vnd|hkd|sgd)\.?|价格|金额|花了|收了|付了|总价|费用|共计|合计)\s?$`)
)

// unitFollows says whether a unit or a currency stands behind a number.
func unitFollows(t *text, hi int) bool { return unitWords().Match(t.after(hi, 16)) }

// amountPrecedes says whether a currency stands in front of a number.
func amountPrecedes(t *text, lo int) bool { return money().Match(t.before(lo, 16)) }

// phoneWords announce a telephone number.
var phoneWords = strings.Fields(`电话 手机 座机 固话 总机 致电 来电 回电 去电 联系方式 联系我 联系 联络 拨 打 号码 我号 新号 家里 短信 传真 分机 電話 携帯 連絡先 전화 연락처 휴대폰
	contact phone tel mobile cell call ring text reach dial fax whatsapp sms number line portable rappele nummer telefon handy rufen hubungi telepon telp hp wa điện sđt gọi teléfono llame celular telefone`)

// phoneReach is how far before a number, in bytes, its word may stand.
const phoneReach = 36

// phoneCue says whether a word for a telephone stands shortly before a number,
// with no other number between.
func phoneCue(t *text, lo int) bool {
	b := t.before(lo, phoneReach)
	for i := len(b) - 1; i >= 0; i-- {
		if digit(b[i]) {
			b = b[i+1:]
			break
		}
	}
	s := lower(b)
	for _, w := range phoneWords {
		i := strings.LastIndex(s, w)
		if i < 0 || w[0] < 0x80 && i > 0 && letter(s[i-1]) {
			continue // inside another word: hotel, recall
		}
		return true
	}
	return false
}

// gluedPhone says that the letters right before a number are a word for a
// telephone, and no part of a code.
func gluedPhone(t *text, lo int) bool {
	s := lower(t.before(lo, 8))
	for _, w := range []string{"tel", "phone", "mobile", "cell", "fax", "ph"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
