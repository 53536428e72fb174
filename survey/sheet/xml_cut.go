package sheet

import (
	"bytes"
	"errors"
	"io"
)

// xmlPiece is how much XML is cut off at a time.
const xmlPiece = 256 << 10

var errXMLPiece = errors.New("no end of an element within the limit")

// xmlCutter cuts the list inside one element (<sheetData>, <sst>) into pieces
// of whole items (<row>, <si>), reading no more of it at a time than a piece.
type xmlCutter struct {
	r     io.Reader
	list  string // name of the element around
	item  string
	limit int
	carry []byte
	open  []byte // "<x:row" once the prefix is known
	close []byte // "</x:sheetData"
	head  []byte // what stands before the list
	tail  []byte // what stands behind it, as far as read
	begun bool
	none  bool // the list is <sheetData/>
	ended bool
}

func newXMLCutter(r io.Reader, list, item string, limit int) *xmlCutter {
	return &xmlCutter{r: r, list: list, item: item, limit: limit}
}

// next gives the next piece, in buf where it is large enough; io.EOF after the
// last one.
func (c *xmlCutter) next(buf []byte) ([]byte, error) {
	if c.ended {
		return nil, io.EOF
	}
	buf = append(buf[:0], c.carry...)
	c.carry = c.carry[:0]
	want := xmlPiece
	for {
		var eof bool
		var err error
		if buf, eof, err = c.fill(buf, want); err != nil {
			return nil, err
		}
		if !c.begun {
			i := c.begin(buf)
			if i < 0 {
				if eof && len(bytes.TrimSpace(buf)) > 0 && bytes.Contains(buf, []byte("</")) {
					c.ended = true // a part without the list, such as an empty table
					return nil, io.EOF
				}
				if want *= 2; eof || want > c.limit {
					return nil, errXMLPiece
				}
				continue
			}
			buf = append(buf[:0], buf[i:]...)
			if c.none {
				c.ended = true
				return buf[:0], c.drain(eof)
			}
			if len(buf) < xmlPiece && !eof {
				continue
			}
		}
		cut := c.lastItem(buf)
		if i := bytes.Index(buf[cut:], c.close); i >= 0 {
			c.ended = true
			c.tail = append([]byte(nil), buf[cut+i:]...)
			return buf[:cut+i], c.drain(eof)
		}
		if eof {
			return nil, io.ErrUnexpectedEOF
		}
		if cut > 0 {
			c.carry = append(c.carry, buf[cut:]...)
			return buf[:cut], nil
		}
		if want = 2 * len(buf); want > c.limit {
			return nil, errXMLPiece
		}
	}
}

// fill reads until buf holds want bytes.
func (c *xmlCutter) fill(buf []byte, want int) ([]byte, bool, error) {
	if cap(buf) < want+64 {
		bigger := make([]byte, len(buf), want+want/8+64)
		copy(bigger, buf)
		buf = bigger
	}
	for len(buf) < want {
		n, err := c.r.Read(buf[len(buf):want])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, true, nil
		}
		if err != nil {
			return buf, false, err
		}
	}
	return buf, false, nil
}

// begin finds the opening tag of the list and gives the place after it; -1
// when it hasn't come yet or is cut off.
func (c *xmlCutter) begin(buf []byte) int {
	s := xmlScan{data: buf}
	for {
		switch s.next() {
		case xmlEnd, xmlBad:
			return -1
		case xmlOpen:
			if string(s.tag.name) != c.list {
				continue
			}
			c.begun, c.none = true, s.tag.empty
			c.head = append([]byte(nil), buf[:s.from]...)
			prefix := buf[s.from+1:]
			prefix = prefix[:bytes.Index(prefix, s.tag.name)]
			c.open = append(append([]byte{'<'}, prefix...), c.item...)
			c.close = append(append([]byte("</"), prefix...), c.list...)
			return s.p
		}
	}
}

// lastItem finds the beginning of the last item in buf, which may be
// unfinished; 0 when there is none but the first.
func (c *xmlCutter) lastItem(buf []byte) int {
	for end := len(buf); end > 0; {
		i := bytes.LastIndex(buf[:end], c.open)
		if i <= 0 {
			return 0
		}
		if after := i + len(c.open); after < len(buf) {
			if t := buf[after]; xmlSpace(t) || t == '>' || t == '/' {
				return i
			}
		}
		end = i
	}
	return 0
}

// drain reads what follows the list, so that the checksum of the part is
// checked, keeping the first of it.
func (c *xmlCutter) drain(eof bool) error {
	if eof {
		return nil
	}
	var skip [4096]byte
	for {
		n, err := c.r.Read(skip[:])
		if len(c.tail) < 1<<20 {
			c.tail = append(c.tail, skip[:n]...)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
