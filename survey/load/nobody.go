package load

import (
	"bytes"
	"iter"
	"strings"

	"servqual/survey"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// Columns that tell persons apart hold placeholders where a person gave no
// name: "anonymous", 无, 0, none@none.com, or the number of the shop's own
// tablet in most rows. These name nobody, and nobody answers twice.

var placeholderWords = wording.Set("anonymous", "anonym", "anonymus", "anon", "anonimo", "anónimo", "anônimo", "anonyme", "anonim", "匿名", "匿名用户", "匿名填写", "匿名者", "未知", "游客", "访客", "路人", "保密", "不便透露", "不方便", "不愿透露", "拒绝", "无", "没有", "暂无", "无手机", "无电话", "无邮箱", "无电子邮箱", "没有邮箱", "没有电话", "不填", "未填写", "不提供", "未提供", "否", "空",
	"no", "none", "nil", "null", "nan", "n/a", "na", "n.a.", "nobody", "nothing", "unknown", "guest", "visitor", "customer", "test", "x", "xx", "xxx", "abc", "private", "confidential", "refused", "declined", "not given", "not provided", "not available", "no email", "no e-mail", "no phone", "noemail", "nomail", "no mail", "noreply", "no-reply", "keine", "kein", "unbekannt", "keine angabe", "ninguno", "ninguna", "nenhum", "não", "nao", "aucun", "aucune", "sans", "tidak ada", "tidak", "không", "không có", "없음", "익명", "なし", "無し", "匿名希望", "無", "匿名用戶", "沒有", "example", "user", "name", "email", "mail", "me", "someone")

// placeholderDomains are the domains of addresses that nobody has.
var placeholderDomains = wording.Set("none.com", "no.com", "nomail.com", "noemail.com", "none", "xxx.com", "none.none")

// longestPlaceholder is in bytes.
const longestPlaceholder = 40

// nobody says whether the content of an identity names nobody.
func nobody(text []byte) bool {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || len(text) > longestPlaceholder {
		return len(text) == 0
	}
	if local, domain, mail := bytes.Cut(text, []byte("@")); mail {
		return placeholderWords[string(bytes.ToLower(local))] && (len(local) > 2 || placeholderDomains[string(bytes.ToLower(domain))]) || placeholderDomains[string(bytes.ToLower(domain))]
	}
	digits, others, same := 0, 0, true
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits++
			same = same && c == firstDigit(text)
		case c != '+' && c != '-' && c != ' ' && c != '(' && c != ')' && c != '.' && c != '/' && c != '*' && c != '_' && c != '?':
			others++
		}
	}
	switch {
	case others == 0 && digits <= 3:
		return true // -, 0, ??, 123
	case others == 0:
		return same && digits >= 2 || string(text) == "123456" || string(text) == "12345678" || string(text) == "123456789"
	case digits >= 4:
		return false
	}
	return placeholderWords[strings.Trim(wording.Clean(string(text)), " .!()[]")]
}

func firstDigit(text []byte) byte {
	i := bytes.IndexAny(text, "0123456789")
	return text[i]
}

// sharedIdentity gives the key of the value that more than half of the filled
// rows of the sample have, 0 without one.
func sharedIdentity(cells iter.Seq[sheet.Cell]) uint64 {
	counts := make(map[string]int)
	filled := 0
	for c := range cells {
		text := strings.Trim(c.Text, " \t")
		if c.Kind == sheet.Empty || text == "" {
			continue
		}
		filled++
		counts[text]++
	}
	for text, n := range counts {
		if n >= leastShared && n*2 > filled {
			return hashBytes([]byte(text[:min(len(text), 256)]))
		}
	}
	return 0
}

// leastShared is how often a value must come to be that of a device.
const leastShared = 4

// identity gives the key of the person that the row names, 0 without. The
// last column that names somebody counts.
func (w *worker) identity(b *sheet.Block, row int) (key uint64, filled bool) {
	for i, col := range w.p.person {
		p := b.At(row, col)
		if p.Kind() == sheet.Empty {
			continue
		}
		h := hashCell(b, p)
		if h == 0 {
			continue
		}
		filled = true
		if h == w.p.shared[i] || nobody(b.Bytes(p)) {
			continue
		}
		key = survey.Mix(h + uint64(i))
	}
	return key, filled
}
