package sheet

import (
	"encoding/binary"
	"io"
	"unicode/utf8"
)

// The records of the binary workbook format (MS-XLS) that are read.
const (
	recFormula  = 0x0006
	recEOF      = 0x000A
	recDateMode = 0x0022
	recFilePass = 0x002F
	recContinue = 0x003C
	recCodepage = 0x0042
	recBound    = 0x0085
	recMulRK    = 0x00BD
	recMulBlank = 0x00BE
	recRString  = 0x00D6
	recXF       = 0x00E0
	recMerged   = 0x00E5
	recSST      = 0x00FC
	recLabelSST = 0x00FD
	recDim      = 0x0200
	recBlank    = 0x0201
	recNumber   = 0x0203
	recLabel    = 0x0204
	recBoolErr  = 0x0205
	recString   = 0x0207
	recRow      = 0x0208
	recArray    = 0x0221
	recRK       = 0x027E
	recFormula4 = 0x0406
	recFormat   = 0x041E
	recShared   = 0x04BC
	recTable    = 0x0236
	recBOF      = 0x0809
)

// biffReader walks over the records of a stream through one buffer.
type biffReader struct {
	r   io.ReaderAt
	at  int64 // of buf[p]
	buf []byte
	p   int
	err error

	id   uint16
	data []byte // payload of the current record, valid until the next
}

const biffBuffer = 64 << 10 // a record is at most 4 + 65,535 bytes; real ones 8,228

func newBIFF(r io.ReaderAt, at int64) *biffReader {
	return &biffReader{r: r, at: at}
}

// need makes n bytes available at p.
func (b *biffReader) need(n int) bool {
	if len(b.buf)-b.p >= n {
		return true
	}
	if b.err != nil {
		return false
	}
	if cap(b.buf) < 2*biffBuffer {
		b.buf = append(make([]byte, 0, 2*biffBuffer), b.buf...)
	}
	rest := copy(b.buf[:cap(b.buf)], b.buf[b.p:])
	got, err := b.r.ReadAt(b.buf[rest:cap(b.buf)], b.at+int64(rest))
	b.buf, b.p = b.buf[:rest+got], 0
	if err != nil {
		b.err = err
	}
	return len(b.buf) >= n
}

// next moves to the next record; false at the end of the bytes.
func (b *biffReader) next() bool {
	if !b.need(4) {
		return false
	}
	id := binary.LittleEndian.Uint16(b.buf[b.p:])
	n := int(binary.LittleEndian.Uint16(b.buf[b.p+2:]))
	if !b.need(4 + n) {
		return false
	}
	b.id, b.data = id, b.buf[b.p+4:b.p+4+n]
	b.p += 4 + n
	b.at += int64(4 + n)
	return true
}

// peek gives the kind of the next record without moving.
func (b *biffReader) peek() uint16 {
	if !b.need(4) {
		return 0
	}
	return binary.LittleEndian.Uint16(b.buf[b.p:])
}

func u16(b []byte, at int) int {
	if at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

// biffText reads strings that may go on in CONTINUE records.
type biffText struct {
	b   *biffReader
	cur []byte // what is left of the current record
	buf []byte // the string, in UTF-8
	hi  rune   // first half of a surrogate pair that waits for its second
}

// more moves on to the CONTINUE record that follows, if one does.
func (t *biffText) more() bool {
	return t.b.peek() == recContinue && t.b.next() && t.take()
}

func (t *biffText) take() bool {
	t.cur = t.b.data
	return true
}

// bytes gives the next n bytes of a header, which may be split too.
func (t *biffText) bytes(n int) ([]byte, bool) {
	if len(t.cur) >= n {
		out := t.cur[:n]
		t.cur = t.cur[n:]
		return out, true
	}
	var out []byte
	for len(out) < n {
		if len(t.cur) == 0 && !t.more() {
			return nil, false
		}
		k := min(n-len(out), len(t.cur))
		out = append(out, t.cur[:k]...)
		t.cur = t.cur[k:]
	}
	return out, true
}

// skip passes over n bytes.
func (t *biffText) skip(n int) bool {
	for n > 0 {
		if len(t.cur) == 0 && !t.more() {
			return false
		}
		k := min(n, len(t.cur))
		t.cur, n = t.cur[k:], n-k
	}
	return true
}

// unicode reads a string of BIFF8: count, flags, characters of one or two
// bytes, formatting runs and phonetic data, the last two passed over. After
// each border of records the flags come again, as the width may change there.
func (t *biffText) unicode() ([]byte, bool) {
	h, ok := t.bytes(3)
	if !ok {
		return nil, false
	}
	return t.unicodeBody(u16(h, 0), h[2])
}

func (t *biffText) unicodeBody(chars int, flags byte) ([]byte, bool) {
	runs, ext := 0, 0
	if flags&8 != 0 {
		h, ok := t.bytes(2)
		if !ok {
			return nil, false
		}
		runs = u16(h, 0)
	}
	if flags&4 != 0 {
		h, ok := t.bytes(4)
		if !ok {
			return nil, false
		}
		ext = u32(h, 0)
	}
	t.buf, t.hi = t.buf[:0], 0
	for chars > 0 {
		if len(t.cur) == 0 {
			if !t.more() || len(t.cur) == 0 {
				return t.buf, false
			}
			flags = t.cur[0]
			t.cur = t.cur[1:]
		}
		width := 1 + int(flags&1)
		n := min(chars, len(t.cur)/width)
		if n == 0 && len(t.cur) > 0 {
			return t.buf, false // half a character before a border
		}
		t.decode(t.cur[:n*width], width)
		t.cur, chars = t.cur[n*width:], chars-n
	}
	t.flush()
	return t.buf, t.skip(4*runs) && t.skip(ext)
}

func (t *biffText) decode(s []byte, width int) {
	if width == 1 {
		for _, c := range s {
			t.unit(rune(c))
		}
		return
	}
	for ; len(s) >= 2; s = s[2:] {
		t.unit(rune(binary.LittleEndian.Uint16(s)))
	}
}

// unit adds one UTF-16 code unit to the string.
func (t *biffText) unit(u rune) {
	switch {
	case t.hi != 0 && u >= 0xDC00 && u < 0xE000:
		t.buf = utf8.AppendRune(t.buf, 0x10000+(t.hi-0xD800)<<10+(u-0xDC00))
		t.hi = 0
		return
	case t.hi != 0:
		t.flush()
	}
	switch {
	case u >= 0xD800 && u < 0xDC00:
		t.hi = u
	case u < 0x80:
		t.buf = append(t.buf, byte(u))
	default:
		t.buf = utf8.AppendRune(t.buf, u) // a lone second half becomes U+FFFD
	}
}

// flush ends a string: a first half without its second becomes U+FFFD.
func (t *biffText) flush() {
	if t.hi != 0 {
		t.buf = utf8.AppendRune(t.buf, utf8.RuneError)
		t.hi = 0
	}
}
