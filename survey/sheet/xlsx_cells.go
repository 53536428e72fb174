package sheet

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"time"
)

// The beginnings and ends of the cells that Excel writes, as they look when
// eight bytes are loaded at once.
var (
	cellOpen   = binary.LittleEndian.Uint64([]byte("<c r=\"\x00\x00"))
	valueClose = binary.LittleEndian.Uint64([]byte("</v></c>"))
)

const cellOpenMask = 1<<48 - 1

// cells reads the cells of a row from p, just behind its opening tag, and gives
// the place behind its closing tag.
func (s *xlsxScan) cells(p int) (int, error) {
	col := 0
	for {
		if next, v, c := s.fastCell(p); next > 0 {
			if err := s.put(c, v); err != nil {
				return 0, err
			}
			p, col = next, c+1
			continue
		}
		x := xmlScan{data: s.data[:s.size], p: p}
		switch x.next() {
		case xmlOpen:
			if string(x.tag.name) != "c" { // an extension list
				if !x.tag.empty && !x.skipElement() {
					return 0, s.malformed()
				}
				p = x.p
				continue
			}
			c, err := s.slowCell(&x, col)
			if err != nil {
				return 0, err
			}
			p, col = x.p, c+1
		case xmlText:
			p = x.p
		case xmlClose:
			if string(x.tag.name) != "row" {
				return 0, s.malformed()
			}
			return x.p, nil
		default:
			return 0, s.malformed()
		}
	}
}

// skipElement moves behind the end of the element just opened.
func (x *xmlScan) skipElement() bool {
	for depth := 1; depth > 0; {
		switch x.next() {
		case xmlOpen:
			if !x.tag.empty {
				depth++
			}
		case xmlClose:
			depth--
		case xmlEnd, xmlBad:
			return false
		}
	}
	return true
}

// fastCell reads <c r="E5"><v>6</v></c> and the same with s="…" or t="s",
// where the value is a plain whole number, of days where the style is that of a
// date; next is 0 for anything else.
func (s *xlsxScan) fastCell(p int) (next int, v Packed, col int) {
	d := s.data[:s.size]
	if p+40 > len(d) || binary.LittleEndian.Uint64(d[p:])&cellOpenMask != cellOpen {
		return 0, 0, 0
	}
	p += 6
	for n := 0; n < 3; n++ {
		c := d[p] - 'A'
		if c > 25 {
			break
		}
		col = col*26 + int(c) + 1
		p++
	}
	for n := 0; n < 7 && d[p]-'0' <= 9; n++ {
		p++
	}
	if d[p] != '"' || col == 0 {
		return 0, 0, 0
	}
	p++
	shared, kind := false, stylePlain
	for d[p] == ' ' && d[p+2] == '=' && d[p+3] == '"' {
		switch d[p+1] {
		case 's':
			style := 0
			for p += 4; d[p]-'0' <= 9 && style < 1<<20; p++ {
				style = style*10 + int(d[p]-'0')
			}
			if d[p] != '"' {
				return 0, 0, 0
			}
			kind = s.style(style)
			p++
		case 't':
			if d[p+4] != 's' || d[p+5] != '"' {
				return 0, 0, 0
			}
			shared = true
			p += 6
		default:
			return 0, 0, 0
		}
		if p+20 > len(d) {
			return 0, 0, 0
		}
	}
	if d[p] != '>' || d[p+1] != '<' || d[p+2] != 'v' || d[p+3] != '>' {
		return 0, 0, 0
	}
	p += 4
	first := p
	n := 0
	for p < first+9 && d[p]-'0' <= 9 {
		n = n*10 + int(d[p]-'0')
		p++
	}
	if p == first || p+8 > len(d) || binary.LittleEndian.Uint64(d[p:]) != valueClose {
		return 0, 0, 0
	}
	p += 8
	switch {
	case shared:
		if n >= s.x.book.shared.n {
			return 0, 0, 0
		}
		return p, Packed(n)<<32 | Packed(Text) | markShared, col - 1
	case kind == styleDate && !s.x.is1904:
		return p, packBytes(Date, first, p-8-first, 0), col - 1
	case kind != stylePlain:
		return 0, 0, 0
	case n > 65535 || d[first] == '0' && p-8 > first+1:
		return 0, 0, 0
	}
	return p, packSmall(n), col - 1
}

func (s *xlsxScan) style(i int) styleKind {
	if i < 0 || i >= len(s.x.styles) {
		return stylePlain
	}
	return s.x.styles[i]
}

// rawCell is what the elements of a cell hold.
type rawCell struct {
	kind    string // the t attribute
	style   styleKind
	value   []byte // of <v>, or the joined texts of <is>
	marks   Packed // markEscaped when value is to be decoded
	formula bool
	has     bool // there is a value
}

// slowCell reads any cell; x is behind its opening tag. It returns its column.
func (s *xlsxScan) slowCell(x *xmlScan, col int) (int, error) {
	c := rawCell{}
	for rest := x.tag.attrs; ; {
		name, value, next := nextAttr(rest)
		if name == nil {
			break
		}
		switch string(name) {
		case "r":
			if _, n, ok := parseRef(string(value)); ok {
				col = n - 1
			}
		case "t":
			c.kind = string(value)
		case "s":
			if n, ok := wholeNumber(value); ok {
				c.style = s.style(n)
			}
		}
		rest = next
	}
	if !x.tag.empty && !s.inside(x, &c) {
		return 0, s.malformed()
	}
	return col, s.put(col, s.pack(c, col))
}

// inside reads the elements within <c> up to its end.
func (s *xlsxScan) inside(x *xmlScan, c *rawCell) bool {
	for {
		switch x.next() {
		case xmlOpen:
			switch name := string(x.tag.name); {
			case name == "f":
				c.formula = true
				if !x.tag.empty && !x.skipElement() {
					return false
				}
			case name == "v" || name == "is":
				if !x.tag.empty && !s.content(x, c, name == "is") {
					return false
				}
			case !x.tag.empty && !x.skipElement():
				return false
			}
		case xmlClose:
			return string(x.tag.name) == "c"
		case xmlEnd, xmlBad:
			return false
		}
	}
}

// content reads the text within <v> or <is> up to its end. One piece of text
// stays where it is; more are joined behind the data.
func (s *xlsxScan) content(x *xmlScan, c *rawCell, rich bool) bool {
	depth, phonetic, inText := 1, 0, !rich
	var joined []byte
	pieces := 0
	for depth > 0 {
		switch x.next() {
		case xmlOpen:
			if x.tag.empty {
				continue
			}
			depth++
			switch string(x.tag.name) {
			case "rPh":
				phonetic = depth
			case "t":
				inText = phonetic == 0
			}
		case xmlClose:
			if phonetic == depth {
				phonetic = 0
			}
			depth--
			inText = inText && !rich
		case xmlText:
			if !inText {
				continue
			}
			if pieces++; pieces == 1 {
				c.value, c.marks = x.text, 0
				if !x.raw && !plainXML(x.text) {
					c.marks = markEscaped
				}
				joined = appendText(joined[:0], x.text, x.raw)
				continue
			}
			joined = appendText(joined, x.text, x.raw)
		case xmlEnd, xmlBad:
			return false
		}
	}
	if c.has = true; pieces > 1 {
		c.value, c.marks = joined, 0
	}
	return true
}

// pack makes the cell of a column (from 0).
func (s *xlsxScan) pack(c rawCell, col int) Packed {
	if !c.has || len(c.value) == 0 {
		// An empty <v> is the result "" of a text formula; no <v> at all is no
		// result, whatever type the cell claims (excelize writes them so).
		if c.formula && (!c.has || c.kind != "str") {
			return markSpecial // NoValue
		}
		return 0
	}
	switch c.kind {
	case "s":
		if n, ok := wholeNumber(c.value); ok && n < s.x.book.shared.n {
			return Packed(n)<<32 | Packed(Text) | markShared
		}
		s.x.lost.add(s.sheet, s.prev, col+1, string(c.value))
		return 0
	case "str", "inlineStr":
		if v, ok := smallNumber(c.value); ok {
			return packSmall(v) | markQuoted
		}
		return s.bytesCell(Text, c.value, c.marks|markQuoted)
	case "b":
		if string(c.value) == "1" || string(c.value) == "true" {
			return Packed(Bool) | markSpecial
		}
		return Packed(Bool)
	case "e":
		return s.bytesCell(Error, c.value, c.marks)
	case "d":
		if days, ok := isoDays(string(c.value)); ok {
			return s.floatCell(Date, days)
		}
		return s.bytesCell(Text, c.value, c.marks)
	}
	return s.number(c)
}

func (s *xlsxScan) number(c rawCell) Packed {
	value := bytes.TrimFunc(c.value, blank)
	x, ok := parseFloat(value)
	switch {
	case !ok:
		return s.bytesCell(Text, c.value, c.marks)
	case c.style == styleDate && s.x.is1904:
		return s.floatCell(Date, x+1462)
	case c.style == styleDate:
		return s.bytesCell(Date, value, 0)
	case c.style == stylePercent:
		return s.bytesCell(Number, value, markSpecial)
	case x >= 0 && x <= 65535 && x == math.Trunc(x) && !math.Signbit(x):
		return packSmall(int(x)) // 5.0 too, as Google Sheets writes
	}
	return s.bytesCell(Number, value, 0)
}

// bytesCell makes a cell of bytes, which are put behind the data unless they
// are part of it.
func (s *xlsxScan) bytesCell(k Kind, b []byte, marks Packed) Packed {
	if len(b) > maxText {
		b = b[:maxText]
	}
	if off, ok := within(s.data, b); ok {
		return packBytes(k, off, len(b), marks)
	}
	off := len(s.data)
	s.data = append(s.data, b...)
	s.b.data = s.data
	return packBytes(k, off, len(b), marks)
}

func (s *xlsxScan) floatCell(k Kind, x float64) Packed {
	off := len(s.data)
	s.data = binary.LittleEndian.AppendUint64(s.data, math.Float64bits(x))
	s.b.data = s.data
	return packBytes(k, off, 8, markFloat)
}

// within gives the offset of b in data when b is a part of it. Slices of one
// array end at the same place, so what is left behind them tells.
func within(data, b []byte) (int, bool) {
	off := cap(data) - cap(b)
	if off < 0 || off+len(b) > len(data) || len(b) == 0 || &data[off] != &b[0] {
		return 0, false
	}
	return off, true
}

func wholeNumber(s []byte) (int, bool) {
	if len(s) == 0 || len(s) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// isoDays turns an ISO 8601 date or time into days since 1899-12-30.
func isoDays(s string) (float64, bool) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "Z")
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02", "15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			if layout == "15:04:05" {
				return float64(t.Hour()*3600+t.Minute()*60+t.Second()) / 86400, true
			}
			return t.Sub(epoch).Seconds() / 86400, true
		}
	}
	return 0, false
}

var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// TimeOf turns the Num of a Date cell into a time without zone, to the second.
// False for numbers outside the years 1900 to 9999 and for times of day alone.
func TimeOf(days float64) (time.Time, bool) {
	if !(days >= 1 && days < 2958466) {
		return time.Time{}, false
	}
	whole := math.Floor(days)
	seconds := math.Round((days - whole) * 86400)
	return epoch.AddDate(0, 0, int(whole)).Add(time.Duration(seconds) * time.Second), true
}
