package sheet

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// xmlScan walks over the tags and texts of a piece of XML held in memory. It
// knows what Office writes: no DTDs (refused: entities can grow without
// bound), namespaces only as prefixes, which are dropped.
type xmlScan struct {
	data []byte
	p    int
	tag  xmlTag
	from int    // where the last tag begins
	text []byte // of a text token, undecoded
	raw  bool   // the text was CDATA: nothing in it is to be decoded
}

type xmlTag struct {
	name  []byte // without prefix
	attrs []byte
	close bool // </x>
	empty bool // <x/>
}

type xmlToken int

const (
	xmlEnd xmlToken = iota
	xmlOpen
	xmlClose
	xmlText
	xmlBad
)

func (x *xmlScan) next() xmlToken {
	for x.p < len(x.data) {
		if x.data[x.p] != '<' {
			i := bytes.IndexByte(x.data[x.p:], '<')
			if i < 0 {
				i = len(x.data) - x.p
			}
			x.text, x.raw = x.data[x.p:x.p+i], false
			x.p += i
			return xmlText
		}
		rest := x.data[x.p:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			if !x.skip("-->", 4) {
				return xmlBad
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			i := bytes.Index(rest, []byte("]]>"))
			if i < 0 {
				return xmlBad
			}
			x.text, x.raw = rest[9:i], true
			x.p += i + 3
			return xmlText
		case bytes.HasPrefix(rest, []byte("<?")):
			if !x.skip("?>", 2) {
				return xmlBad
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			return xmlBad // a DTD
		default:
			return x.readTag()
		}
	}
	return xmlEnd
}

func (x *xmlScan) skip(end string, from int) bool {
	i := bytes.Index(x.data[x.p+from:], []byte(end))
	if i < 0 {
		return false
	}
	x.p += from + i + len(end)
	return true
}

func (x *xmlScan) readTag() xmlToken {
	s := x.data[x.p+1:]
	end := tagEnd(s)
	if end < 0 {
		return xmlBad
	}
	x.from = x.p
	x.p += end + 2
	s = s[:end]
	t := xmlTag{}
	if len(s) > 0 && s[0] == '/' {
		t.close, s = true, s[1:]
	} else if len(s) > 0 && s[len(s)-1] == '/' {
		t.empty, s = true, s[:len(s)-1]
	}
	n := 0
	for n < len(s) && !xmlSpace(s[n]) {
		n++
	}
	t.name, t.attrs = local(s[:n]), s[n:]
	if len(t.name) == 0 {
		return xmlBad
	}
	x.tag = t
	if t.close {
		return xmlClose
	}
	return xmlOpen
}

// tagEnd finds the > of a tag, beyond quoted attribute values.
func tagEnd(s []byte) int {
	i := bytes.IndexByte(s, '>')
	if i < 0 || bytes.IndexByte(s[:i], '"') < 0 && bytes.IndexByte(s[:i], '\'') < 0 {
		return i
	}
	var quote byte
	for i, c := range s {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

func local(name []byte) []byte {
	if i := bytes.LastIndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

func xmlSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// nextAttr cuts the first attribute off; name is nil at the end.
func nextAttr(s []byte) (name, value, rest []byte) {
	for len(s) > 0 && xmlSpace(s[0]) {
		s = s[1:]
	}
	eq := bytes.IndexByte(s, '=')
	if eq <= 0 {
		return nil, nil, nil
	}
	name = local(bytes.TrimRight(s[:eq], " \t\r\n"))
	s = s[eq+1:]
	for len(s) > 0 && xmlSpace(s[0]) {
		s = s[1:]
	}
	if len(s) == 0 || s[0] != '"' && s[0] != '\'' {
		return nil, nil, nil
	}
	end := bytes.IndexByte(s[1:], s[0])
	if end < 0 {
		return nil, nil, nil
	}
	return name, s[1 : end+1], s[end+2:]
}

// attr gives the decoded value of an attribute by its local name.
func (t xmlTag) attr(name string) (string, bool) {
	for s := t.attrs; ; {
		n, v, rest := nextAttr(s)
		if n == nil {
			return "", false
		}
		if string(n) == name {
			return string(appendXML(nil, v, false)), true
		}
		s = rest
	}
}

func (t xmlTag) intAttr(name string, def int) int {
	v, ok := t.attr(name)
	if !ok {
		return def
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		return def
	}
	return n
}

// boolAttr reads 1, true and on; anything else is false.
func (t xmlTag) boolAttr(name string) bool {
	v, _ := t.attr(name)
	return v == "1" || v == "true" || v == "on"
}

// plainXML says that stored text is the text already: no entities, no
// _xHHHH_ escapes, no CR LF to be made one line end.
func plainXML(s []byte) bool {
	return bytes.IndexByte(s, '&') < 0 && bytes.IndexByte(s, '\r') < 0 && bytes.Index(s, []byte("_x")) < 0
}

// appendXML decodes entities and line ends, and with escapes also the _xHHHH_
// form that Office uses for characters XML forbids.
func appendXML(dst, s []byte, escapes bool) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '&':
			r, n := entity(s[i:])
			dst, i = utf8.AppendRune(dst, r), i+n
		case c == '\r':
			dst = append(dst, '\n')
			i++
			if i < len(s) && s[i] == '\n' {
				i++
			}
		case c == '_' && escapes:
			r, n := officeEscape(s[i:])
			dst, i = utf8.AppendRune(dst, r), i+n
		default:
			dst = append(dst, c)
			i++
		}
	}
	return dst
}

func entity(s []byte) (rune, int) {
	end := bytes.IndexByte(s[:min(len(s), 12)], ';')
	if end < 0 {
		return '&', 1
	}
	switch name := string(s[1:end]); name {
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "amp":
		return '&', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	default:
		if len(name) > 1 && name[0] == '#' {
			digits, base := name[1:], 10
			if digits[0] == 'x' || digits[0] == 'X' {
				digits, base = digits[1:], 16
			}
			if n, err := strconv.ParseUint(digits, base, 32); err == nil && utf8.ValidRune(rune(n)) && n <= utf8.MaxRune {
				return rune(n), end + 1
			}
		}
	}
	return '&', 1
}

// officeEscape reads _xHHHH_ at the beginning of s; surrogate pairs are two of
// them.
func officeEscape(s []byte) (rune, int) {
	hi, ok := hex4(s)
	if !ok {
		return '_', 1
	}
	if hi >= 0xD800 && hi < 0xDC00 {
		if lo, ok := hex4(s[7:]); ok && lo >= 0xDC00 && lo < 0xE000 {
			return 0x10000 + (hi-0xD800)<<10 + (lo - 0xDC00), 14
		}
	}
	if hi >= 0xD800 && hi < 0xE000 {
		return utf8.RuneError, 7
	}
	return hi, 7
}

func hex4(s []byte) (rune, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s[2:6]), 16, 32)
	return rune(n), err == nil
}
