package sheet

import (
	"bytes"
	"encoding/binary"
)

// splitter finds where records end. A quotation mark opens a quoted field only
// where a field begins; inside, a doubled mark is one mark, any other closes
// the field; marks anywhere else are plain characters. CR LF, LF and CR alone
// end a record. The cell scanner follows the same rules.
type splitter struct {
	comma  byte
	inside bool // the bytes given so far end inside a quoted field
	seen   int  // how many bytes of the unfinished record were looked at
}

// scan looks at buf, which begins with the unfinished record of the call
// before, and returns the end of the last whole record and the number of
// records up to there. At the end of the file the last byte is a line end.
func (s *splitter) scan(buf []byte, eof bool) (end, rows int) {
	i := s.seen
	hold := len(buf)
	if !eof && hold > 0 && buf[hold-1] == '\r' {
		hold-- // LF may follow
	}
	last := buf[:0] // the last stretch outside quotation marks with a line end, and where it begins
	at := 0
	for i < hold {
		if s.inside {
			next, ok := s.closing(buf, i, eof)
			i = next
			if !ok {
				break
			}
			continue
		}
		j := bytes.IndexByte(buf[i:hold], '"')
		seg := buf[i:hold]
		if j >= 0 {
			seg = seg[:j]
		}
		if n := countBreaks(seg); n > 0 {
			rows += n
			last, at = seg, i
		}
		i += len(seg)
		if j < 0 {
			break
		}
		s.inside = s.fieldStart(buf, i)
		i++
	}
	if rows > 0 {
		end = at + lastBreak(last)
	}
	s.seen = i - end
	return end, rows
}

func (s *splitter) fieldStart(buf []byte, i int) bool {
	if i == 0 {
		return true
	}
	c := buf[i-1]
	return c == s.comma || c == '\n' || c == '\r'
}

// closing looks from i inside a quoted field for its end, and on over further
// quoted fields in the same row. It returns where to go on, and false where
// the bytes run out.
func (s *splitter) closing(buf []byte, i int, eof bool) (int, bool) {
	pairs := quotedPair(s.comma)>>8 | 0x22<<56
	for {
		// Files with every cell quoted: 5","4"," is eight bytes. Seen here they
		// cost a nanosecond a cell; by the search below it is ten.
		for i+10 <= len(buf) {
			y := binary.LittleEndian.Uint64(buf[i:]) ^ pairs
			if (y|(y+0x0000000600000006))&0xFFFFFFF0FFFFFFF0 != 0 {
				break
			}
			i += 8
		}
		j := bytes.IndexByte(buf[i:], '"')
		if j < 0 {
			return len(buf), false
		}
		i += j
		if i+1 == len(buf) && !eof {
			return i, false // a second mark may follow
		}
		if i+1 < len(buf) && buf[i+1] == '"' {
			i += 2
			continue
		}
		i++
		if i+1 < len(buf) && buf[i] == s.comma && buf[i+1] == '"' {
			i += 2
			continue
		}
		s.inside = false
		return i, true
	}
}

// countBreaks counts the line ends in a piece outside quotation marks.
func countBreaks(seg []byte) int {
	n := bytes.Count(seg, newline)
	for i := bytes.IndexByte(seg, '\r'); i >= 0; {
		if i+1 == len(seg) || seg[i+1] != '\n' {
			n++
		}
		j := bytes.IndexByte(seg[i+1:], '\r')
		if j < 0 {
			break
		}
		i += j + 1
	}
	return n
}

var newline = []byte{'\n'}

// lastBreak gives the place after the last line end.
func lastBreak(seg []byte) int {
	for i := len(seg); i > 0; i-- {
		if seg[i-1] == '\n' || seg[i-1] == '\r' {
			return i
		}
	}
	return 0
}
