package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// charset is a text encoding. One that is wide must be turned into UTF-8
// before its commas can be seen; all others are scanned as they are, because
// none of their multi-byte characters contains a separator, a quotation mark
// or a line end (trail bytes are 0x30–0x39 and 0x40 upwards).
type charset struct {
	name string
	enc  encoding.Encoding // nil for UTF-8
	wide int               // bytes of a code unit when more than one: 2 or 4
	big  bool              // wide and big-endian
}

var utf8Charset = charset{name: "utf-8"}

// charsetByName finds an encoding by the names people use. GBK and GB2312 are
// read as GB18030, which contains both.
func charsetByName(name string) (charset, bool) {
	switch n := strings.ToLower(strings.NewReplacer("_", "-", " ", "").Replace(strings.TrimSpace(name))); n {
	case "utf-8", "utf8", "utf-8-bom", "ascii", "us-ascii":
		return utf8Charset, true
	case "gbk", "gb2312", "gb18030", "cp936", "936", "windows-936", "ansi", "euc-cn":
		return charset{name: "gb18030", enc: simplifiedchinese.GB18030}, true
	case "utf-16le", "utf-16", "utf16", "utf16le", "unicode":
		return charset{name: "utf-16le", wide: 2}, true
	case "utf-16be", "utf16be":
		return charset{name: "utf-16be", wide: 2, big: true}, true
	case "utf-32le", "utf-32", "utf32", "utf32le":
		return charset{name: "utf-32le", wide: 4}, true
	case "utf-32be", "utf32be":
		return charset{name: "utf-32be", wide: 4, big: true}, true
	case "latin1", "latin-1", "iso-8859-1", "cp1252", "1252", "windows-1252":
		return byIndex("windows-1252", "windows-1252")
	case "cp949", "949", "uhc", "euc-kr", "ks-c-5601-1987":
		return byIndex("euc-kr", "euc-kr")
	case "big5", "big-5", "cp950", "950", "big5-hkscs":
		return byIndex("big5", "big5")
	case "shift-jis", "sjis", "cp932", "932", "ms932", "windows-31j":
		return byIndex("shift_jis", "shift_jis")
	case "iso-2022-jp", "utf-7", "replacement", "x-user-defined":
		return charset{}, false // quotation marks and commas occur inside their characters
	default:
		if rest, ok := strings.CutPrefix(n, "cp"); ok {
			n = "windows-" + rest
		}
		return byIndex(n, n)
	}
}

func byIndex(index, name string) (charset, bool) {
	enc, err := htmlindex.Get(index)
	if err != nil {
		return charset{}, false
	}
	if canonical, err := htmlindex.Name(enc); err == nil {
		name = canonical
	}
	if name == "iso-2022-jp" || name == "replacement" || name == "x-user-defined" || strings.HasPrefix(name, "utf-16") {
		return charset{}, false
	}
	return charset{name: name, enc: enc}, true
}

// utf transcoders for wide encodings
func (c charset) transcoder() *encoding.Decoder {
	order, order32 := unicode.LittleEndian, utf32.LittleEndian
	if c.big {
		order, order32 = unicode.BigEndian, utf32.BigEndian
	}
	if c.wide == 4 {
		return utf32.UTF32(order32, utf32.IgnoreBOM).NewDecoder()
	}
	return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder()
}

var boms = []struct {
	mark string
	name string
}{
	{"\xEF\xBB\xBF", "utf-8"},
	{"\xFF\xFE\x00\x00", "utf-32le"}, // before UTF-16, whose mark it contains
	{"\x00\x00\xFE\xFF", "utf-32be"},
	{"\xFF\xFE", "utf-16le"},
	{"\xFE\xFF", "utf-16be"},
	{"\x84\x31\x95\x33", "gb18030"},
}

// bom gives the encoding a byte order mark tells and the mark's length.
func bom(head []byte) (charset, int) {
	for _, b := range boms {
		if bytes.HasPrefix(head, []byte(b.mark)) {
			c, _ := charsetByName(b.name)
			return c, len(b.mark)
		}
	}
	return charset{}, 0
}

// detect chooses an encoding for samples of a file without a mark: UTF-16 by
// where its zero bytes stand, UTF-8 when valid, else the one of the candidates
// in which the text is made of common characters.
// doubt names the encodings that fit about as well, or is the best alone where
// none fits well: a person should say which is right.
func detect(samples [][]byte) (c charset, doubt []string) {
	if c, ok := detectWide(samples[0]); ok {
		return c, nil
	}
	valid := true
	for _, s := range samples {
		valid = valid && validPart(s)
	}
	if valid {
		return utf8Charset, nil
	}
	all := readings(samples)
	c, _ = charsetByName(all[0].name)
	if all[0].fit < goodFit || all[1].fit > rivalFit*all[0].fit {
		for _, r := range all {
			if r.fit >= rivalFit*all[0].fit {
				doubt = append(doubt, r.name)
			}
		}
	}
	return c, doubt
}

// detectWide sees UTF-16 without a mark: digits, commas and line ends have a
// zero beside them, all on the same side. Plain text has no zero bytes at all.
func detectWide(s []byte) (charset, bool) {
	if len(s) < 4 || bytes.IndexByte(s, 0) < 0 {
		return charset{}, false
	}
	var zero [4]int
	n := len(s) &^ 3
	for i := 0; i < n; i++ {
		if s[i] == 0 {
			zero[i&3]++
		}
	}
	even, odd, quarter := zero[0]+zero[2], zero[1]+zero[3], n/4
	name := ""
	switch {
	case zero[3] == quarter && zero[2]*10 >= quarter*9:
		name = "utf-32le"
	case zero[0] == quarter && zero[1]*10 >= quarter*9:
		name = "utf-32be"
	case odd*20 >= n && even*8 <= odd: // 一 is 00 4E
		name = "utf-16le"
	case even*20 >= n && odd*8 <= even:
		name = "utf-16be"
	default:
		return charset{}, false
	}
	c, ok := charsetByName(name)
	return c, ok && c.separates(s)
}

// separates says that the separators and line ends in s mostly stand as whole
// units of the wide encoding, not as bytes between stray zeros.
func (c charset) separates(s []byte) bool {
	const seps = ",;\t\n\r"
	whole, all := 0, 0
	at := 0 // of the byte that holds ASCII
	if c.big {
		at = c.wide - 1
	}
	for i, b := range s {
		if strings.IndexByte(seps, b) < 0 {
			continue
		}
		all++
		unit := i - i%c.wide
		if i%c.wide != at || unit+c.wide > len(s) {
			continue
		}
		zeros := bytes.Count(s[unit:unit+c.wide], []byte{0})
		if zeros == c.wide-1 {
			whole++
		}
	}
	return whole*2 >= all
}

// validPart says that s is UTF-8 apart from characters cut off at its ends.
func validPart(s []byte) bool {
	for i := 0; i < 3 && len(s) > 0 && s[0]&0xC0 == 0x80; i++ {
		s = s[1:]
	}
	return utf8.Valid(s[:len(s)-cutOff(s)])
}

// cutOff gives the length of an incomplete UTF-8 character at the end of s.
func cutOff(s []byte) int {
	for i := 1; i <= 3 && i <= len(s); i++ {
		c := s[len(s)-i]
		if c&0xC0 == 0x80 {
			continue
		}
		if c >= 0xC0 && !utf8.FullRune(s[len(s)-i:]) {
			return i
		}
		return 0
	}
	return 0
}

// gbScore counts what speaks for and against GB18030.
type gbScore struct {
	pairs    int // two-byte characters
	common   int // … in the plane of GB2312, where running Chinese is
	isolated int // high bytes between ASCII letters, as é in Latin-1
	holes    int // byte sequences that are not GB18030
}

func (g *gbScore) add(s []byte) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < 0x80 {
			i++
			continue
		}
		if i+1 >= len(s) {
			return // cut off
		}
		d := s[i+1]
		switch {
		case c == 0x80 || c == 0xFF:
			g.holes++
			i++
		case d >= 0x30 && d <= 0x39:
			if i+3 >= len(s) {
				return
			}
			if s[i+2] < 0x81 || s[i+2] > 0xFE || s[i+3] < 0x30 || s[i+3] > 0x39 {
				g.holes++
			}
			i += 4
		case d >= 0x40 && d != 0x7F && d != 0xFF:
			g.pairs++
			if c >= 0xA1 && c <= 0xF7 && d >= 0xA1 {
				g.common++
			}
			if d < 0x80 && i > 0 && letter(s[i-1]) && letter(d) {
				g.isolated++
			}
			i += 2
		default:
			g.holes++
			i++
		}
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// csvText decodes the texts of one worker's blocks.
type csvText struct {
	set     charset
	dec     *encoding.Decoder
	rescue  *encoding.Decoder // for texts that are not the UTF-8 they should be
	rescued int
	buf     []byte
}

func newCSVText(c charset) *csvText {
	t := &csvText{set: c}
	if c.enc != nil && c.wide == 0 {
		t.dec = c.enc.NewDecoder()
	}
	return t
}

// text gives the text of a field. In a file taken for UTF-8, a text that is
// not valid is read as GB18030, or where that fails as Windows-1252: two files
// pasted together, or a name far below a sample of plain digits.
func (t *csvText) text(raw []byte, escaped bool) []byte {
	if escaped {
		t.buf = unquote(t.buf[:0], raw)
		raw = t.buf
	}
	if ascii(raw) {
		return raw
	}
	if t.dec != nil {
		return decoded(t.dec, raw)
	}
	if utf8.Valid(raw) {
		return raw
	}
	t.rescued++
	return t.rescueText(raw)
}

func (t *csvText) rescueText(raw []byte) []byte {
	if t.set.wide != 0 {
		return bytes.ToValidUTF8(raw, []byte("\uFFFD"))
	}
	var g gbScore
	g.add(raw)
	name := "windows-1252"
	if g.holes == 0 && len(raw) > 0 && g.isolated*2 <= g.pairs {
		name = "gb18030"
	}
	c, _ := charsetByName(name)
	return decoded(c.enc.NewDecoder(), raw)
}

func decoded(d *encoding.Decoder, raw []byte) []byte {
	out, err := d.Bytes(raw)
	if err != nil {
		return bytes.ToValidUTF8(raw, []byte("\uFFFD"))
	}
	return out
}

func ascii(s []byte) bool {
	for _, c := range s {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// unquote undoes the doubling of quotation marks in the field that follows an
// opening mark. What stands behind the closing mark is kept as it is, as Excel
// does with "abc"def.
func unquote(dst, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '"')
		if i < 0 {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:i]...)
		if i+1 < len(raw) && raw[i+1] == '"' {
			dst = append(dst, '"')
			raw = raw[i+2:]
			continue
		}
		return append(dst, raw[i+1:]...)
	}
}
