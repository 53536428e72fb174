package privacy

import (
	"bytes"
	"net/netip"
	"strings"
)

// Web links are personal where they carry a query, a key or a long code.
var (
	webLink = form(`(?i)(?:https?://|www\.|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}/)[!-;=?-~]+`)
	longKey = form(`(?i)[/#=][a-z_-]*[0-9][a-z0-9_-]{11,}`)
)

func links(t *text) {
	if !bytes.ContainsAny(t.folded, "/") {
		return
	}
	t.each(webLink, 0, func(lo, hi int) {
		for hi > lo && bytes.IndexByte([]byte(".,;!?)]'\""), t.folded[hi-1]) >= 0 {
			hi--
		}
		s := t.folded[lo:hi]
		if bytes.ContainsAny(s, "?=&@") || longKey().Match(s) {
			t.take(lo, hi, Link)
		}
	})
}

// E-mail addresses, also with the @ or the dots written as words.
var (
	mailPlain = form(`[\pL\d_.%+-]+ ?[(\[{<]? ?@ ?[)\]}>]? ?[A-Za-z\d-]+(?: ?(?:\.|。|点|\(dot\)|\[dot\]|\bdot\b) ?[A-Za-z\d-]+)*(?: ?(?:。|点|\(dot\)|\[dot\]|\bdot\b) ?|\.)[A-Za-z]{2,}`)
	mailAt    = form(`(?i)[\w.+-]+(?: ?[(\[{] ?(?:dot|\.|点) ?[)\]}] ?[\w+-]+)* ?(?:[(\[{<_-] ?(?:at|艾特|a) ?[)\]}>_-]|艾特) ?[a-z\d-]+(?:(?: ?\. ?| ?[(\[{] ?(?:dot|punkt|\.|点) ?[)\]}] ?| dot |点)[a-z\d-]+)+`)
	mailSaid  = form(`(?i)[\w.+-]+ at [a-z\d-]+(?: dot [a-z\d-]+)+`)
	mailFirm  = form(`(?i)\b[\w.+-]*[\w] ?(?: at |#|\*|＃) ?(?:gmail|yahoo|hotmail|outlook|live|icloud|qq|vip\.qq|163|126|139|189|sina|sohu|foxmail|aliyun|yeah|proton|protonmail|gmx|web|mail|naver|daum)\.(?:com|cn|net|de|me|co\.\w\w|fr)(?:\.cn)?`)
	mailStart = form(`^[\pL\d_.%+-]*[\p{Han}\p{Hiragana}\p{Hangul}]`)
)

func mails(t *text) {
	if bytes.IndexByte(t.folded, '@') >= 0 {
		t.each(mailPlain, 0, func(lo, hi int) {
			if m := mailStart().FindIndex(t.folded[lo:hi]); m != nil {
				lo += m[1] // the address begins behind the Chinese words before it
			}
			t.take(lo, hi, Mail)
		})
	}
	if t.mentions("(at", "[at", "{at", "<at", "_at", "-at", "( at", "[ at", "艾特", "(a)", "[a]") {
		t.takeAll(mailAt, 0, Mail)
	}
	if t.mentions(" dot ") {
		t.takeAll(mailSaid, 0, Mail)
	}
	if t.mentions(" at ", "#", "*") && t.mentions(".com", ".cn", ".net", ".de", ".me", ".co", ".fr") {
		t.takeAll(mailFirm, 0, Mail)
	}
}

var (
	ipv4     = form(`(?:\d{1,3}\.){3}\d{1,3}`)
	ipv6     = form(`(?i)(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|:)?`)
	hardware = form(`(?i)\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b`)
	release  = form(`(?i)(?:版本|版|升级[到至为]?|更新[到至为]?|固件|系统|软件|驱动|build|version|ver\.?|release|firmware|software|update[d]?(?: to)?|upgrade[d]?(?: to)?|app|chrome|android|ios|windows|v)\s*(?:号|是|为|:)?\s*$`)
	saysIP   = form(`(?i)ip\s*(?:地址|address|v4|v6)?\s*(?:是|为|is|:)?\s*$`)
)

// networks takes IP and hardware addresses. Four numbers with dots behind a
// word for a release are its version.
func networks(t *text) {
	if t.digits < 3 {
		return
	}
	if t.mentions(":", "-") && t.mentions("mac", "网卡") {
		t.takeAll(hardware, 0, Network)
	}
	if strings.Count(t.low, ".") < 3 && strings.Count(t.low, ":") < 3 {
		return
	}
	t.each(ipv4, 0, func(lo, hi int) {
		if t.wordByte(lo-1) && !saysIP().Match(t.before(lo, 20)) || t.wordByte(hi) || hi+1 < len(t.folded) && t.folded[hi] == '.' && digit(t.folded[hi+1]) || lo > 0 && t.folded[lo-1] == '.' {
			return
		}
		if a, err := netip.ParseAddr(string(trimZeros(t.folded[lo:hi]))); err != nil || !a.IsValid() {
			return
		}
		if release().Match(t.before(lo, 24)) && !saysIP().Match(t.before(lo, 20)) {
			return
		}
		t.take(lo, hi, Network)
	})
	if bytes.IndexByte(t.folded, ':') < 0 {
		return
	}
	t.each(ipv6, 0, func(lo, hi int) {
		s := t.folded[lo:hi]
		if bytes.Count(s, []byte(":")) < 3 || len(s) < 7 {
			return
		}
		if _, err := netip.ParseAddr(string(s)); err == nil {
			t.take(lo, hi, Network)
		}
	})
}

// trimZeros drops leading zeros of the four numbers: 010.001.002.003.
func trimZeros(b []byte) []byte {
	parts := bytes.Split(b, []byte("."))
	for i, p := range parts {
		for len(p) > 1 && p[0] == '0' {
			p = p[1:]
		}
		parts[i] = p
	}
	return bytes.Join(parts, []byte("."))
}

// Messenger accounts stand behind the name of the service. A name of letters
// alone is an account only where the text says so (微信号：lily).
var (
	messengerQQ   = form(`(?i)(?:\bqq群?|\bq群|\bq\s?:|扣扣|企鹅|秋秋|群)\s*(?:账号|帐号|号码|号|群|number|no\.?|id)?\s*(?:是|为|is|:|=|\s)*\s*([1-9]\d{2,3} \d{3,4} \d{3,4}|[1-9]\d{4,11})`)
	messengerName = form(`(?i)(?:微信|薇信|威信|维信|徽信|[vwＶ]信|卫星|加\s*(?:我|个|一下)?\s*(?:微|薇|威|[vV])|[vV][❤♥]|\bv(?:\s?[:=号]|\s)|\b(?:we-?chat|weixin|wx|vx|whats?app|telegram|tg|skype|snapchat|instagram|insta|ig|ins|facebook|fb|twitter|zalo|kakao(?:talk)?|viber|signal|discord)|\bline(?:\s?id|\s*:)|支付宝|alipay|陌陌|抖音|小红书|淘宝|旺旺|钉钉|飞书)` +
		`(\s*(?:账号|帐号|号码|名字?|号|同名|id|account|name|handle|user)?\s*(?:是|为|is|:|=|\s)*\s*)(@?[a-z][\w.-]{2,30}\w)`)
	messengerAt   = form(`(?:^|[^\w.@])(@[A-Za-z][\w.]*[\d_]\w*)`)
	messengerBare = form(`(?i)(?:^|[^a-z0-9_])((?:wechat|weixin|wxid|wx|vx)[_-]?\w*\d\w{3,})`)
)

func messengers(t *text) {
	if t.digits >= 5 && t.mentions("q", "扣扣", "企鹅", "秋秋", "群") {
		t.each(messengerQQ, 1, func(lo, hi int) {
			if !unitFollows(t, hi) && !t.wordByte(hi) {
				t.take(lo, hi, Messenger)
			}
		})
	}
	if t.digits >= 4 && t.mentions("wechat", "weixin", "wx", "vx") {
		t.takeAll(messengerBare, 1, Messenger)
	}
	if t.mentions("@") {
		t.takeAll(messengerAt, 1, Messenger)
	}
	if t.has&hasLatin == 0 || !t.mentions("微", "薇", "威", "❤", "♥", "薇信", "威信", "维信", "徽信", "v", "w信", "卫星", "wechat", "we-chat", "weixin", "wx", "whats", "telegram", "tg", "skype", "snapchat", "ins", "ig", "facebook", "fb", "twitter", "zalo", "kakao", "signal", "discord", "line", "支付宝", "alipay", "陌陌", "抖音", "小红书", "淘宝", "旺旺", "钉钉", "飞书") {
		return
	}
	for _, m := range messengerName().FindAllSubmatchIndex(t.folded, -1) {
		name := t.folded[m[4]:m[5]]
		said := bytes.ContainsAny(t.folded[m[2]:m[3]], ":=") || bytes.ContainsAny(t.folded[m[2]:m[3]], "号是为")
		if t.free(m[4], m[5]) && (said && !plainWord(name) || bytes.ContainsAny(name, "0123456789_@")) {
			t.take(m[4], m[5], Messenger)
		}
	}
}

// plainWord says that letters behind "WeChat:" are a word of the sentence.
func plainWord(b []byte) bool {
	return everydayWords.has(string(bytes.ToLower(b)))
}
