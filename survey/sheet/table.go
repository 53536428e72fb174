package sheet

import (
	"context"
	"encoding/binary"
	"io"
	"math"

	"servqual/survey/issue"
	"servqual/survey/lang"
)

// tableBook is a book read whole: web pages and XML spreadsheets, which are
// never large.
type tableBook struct {
	book   *Book
	tables []*table
}

// table is one sheet of it. Cells point into data.
type table struct {
	data   []byte
	cells  []looseCell // by rows, from 0
	hidden map[int]bool
	cols   int
}

// maxWhole bounds the text files that are read whole.
const maxWhole = 256 << 20

// readWhole reads a text file that is no CSV, and decodes it: by its mark, by
// what it says about itself, else as detected.
func (b *Book) readWhole(r io.ReaderAt, size int64) ([]byte, error) {
	if size > maxWhole {
		return nil, fault(issue.FileTooLarge, b.Name, lang.T("网页或 XML 表格过大：请在 Excel 或 WPS 中打开后另存为 .xlsx", "the web page or XML sheet is too large: open it in Excel or WPS and save it as .xlsx"), nil)
	}
	raw := make([]byte, size)
	if _, err := r.ReadAt(raw, 0); err != nil && err != io.EOF {
		return nil, readFault(b.Name, err)
	}
	set, n := bom(raw)
	raw = raw[n:]
	if asked, ok := charsetByName(b.opt.Encoding); ok && b.opt.Encoding != "" && n == 0 {
		set, n = asked, 1
	}
	if n == 0 {
		if told, ok := declaredCharset(raw[:min(len(raw), sniffSize)]); ok && (told.enc != nil || validPart(raw)) {
			set = told
		} else {
			var doubt []string
			set, doubt = detect([][]byte{raw})
			b.noteDoubt(set, doubt)
		}
	}
	b.Encoding = set.name
	switch {
	case set.wide != 0:
		f := csvFile{set: set}
		return f.transcode(nil, raw[:len(raw)&^(set.wide-1)]), nil
	case set.enc != nil:
		return decoded(set.enc.NewDecoder(), raw), nil
	}
	return raw, nil
}

func (t *table) add(row, col int, p Packed) {
	if p != 0 {
		t.cells = append(t.cells, looseCell{row, col, p})
		t.cols = max(t.cols, min(col+1, maxColsHint))
	}
}

// text makes a cell of a text.
func (t *table) text(s []byte) Packed {
	if len(s) == 0 {
		return 0
	}
	if v, ok := smallNumber(s); ok {
		return packSmall(v)
	}
	return t.bytes(Text, s, 0)
}

func (t *table) bytes(k Kind, s []byte, marks Packed) Packed {
	if len(s) > maxText {
		s = s[:maxText]
	}
	off := len(t.data)
	t.data = append(t.data, s...)
	return packBytes(k, off, len(s), marks)
}

func (t *table) float(k Kind, v float64, marks Packed) Packed {
	off := len(t.data)
	t.data = binary.LittleEndian.AppendUint64(t.data, math.Float64bits(v))
	return packBytes(k, off, 8, marks|markFloat)
}

func (x *tableBook) blocks(ctx context.Context, sheet, _ int, fn func(int, *Block) error) error {
	t := x.tables[sheet]
	block := Block{book: x.book, decode: plainDecoder{}, data: t.data}
	s := sink{b: &block, fn: fn, each: true}
	s.start(0, t.cols)
	row := -1
	for _, c := range t.cells {
		if c.row != row {
			if row >= 0 {
				s.done(t.hidden[row])
			}
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			row = c.row
			if err := s.begin(row + 1); err != nil {
				return err
			}
		}
		if err := s.put(c.col, c.p); err != nil {
			return err
		}
	}
	if row < 0 {
		return nil
	}
	s.done(t.hidden[row])
	return s.deliver(true)
}
