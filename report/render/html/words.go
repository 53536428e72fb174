package html

import (
	"html/template"
	"strings"

	"servqual/report"
	"servqual/survey/lang"
)

// tag gives the language tag of a page or a part of it. A page in both
// languages is a Chinese page whose English parts say so.
func tag(l lang.Lang) string {
	if l == lang.En {
		return "en"
	}
	return "zh-CN"
}

// text writes a wording so that each part says its language: one span per
// language for both, a bare text where the page's own language serves, a span
// where only the other language has a wording.
func (r *renderer) text(t lang.Text) template.HTML {
	zh, en := t.Zh, t.En
	switch {
	case t.IsZero():
		return ""
	case zh == en:
		return plain(zh)
	case zh == "":
		zh = en
	case en == "":
		en = zh
	}
	if zh == en {
		other := lang.Zh
		if t.Zh == "" {
			other = lang.En
		}
		if tag(other) == tag(r.l) {
			return plain(zh)
		}
		return span(other, zh)
	}
	switch r.l {
	case lang.Zh:
		return plain(zh)
	case lang.En:
		return plain(en)
	}
	return span(lang.Zh, zh) + " " + span(lang.En, en)
}

func plain(s string) template.HTML { return template.HTML(template.HTMLEscapeString(clean(s))) }

func span(l lang.Lang, s string) template.HTML {
	return template.HTML(`<span lang="`+tag(l)+`">`) + plain(s) + "</span>"
}

// clean drops control characters, which HTML forbids, and the marks that turn
// the direction of what follows, which would let a name rewrite its line.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || (r >= 0x7f && r < 0xa0), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfffe || r == 0xffff:
			return -1
		}
		return r
	}, s)
}

// flat gives a wording for an attribute, where no mark-up is possible.
func (r *renderer) flat(t lang.Text) string { return clean(t.Join(r.l, " / ")) }

func (r *renderer) word(w report.Word) template.HTML { return r.text(w.Text()) }

// anchor makes an id of s that is unique on the page and safe in a fragment.
func (r *renderer) anchor(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
			b.WriteRune(c)
		default:
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String(), "-")
	if id == "" || id[0] >= '0' && id[0] <= '9' {
		id = "s-" + id
	}
	base := id
	for i := 2; r.anchors[id]; i++ {
		id = base + "-" + itoa(i)
	}
	r.anchors[id] = true
	return id
}
