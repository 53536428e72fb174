package sheet

import (
	"context"
	"encoding/binary"
	"math"
	"sort"
)

// xlsScan reads the cells of one sheet, in one goroutine: the format is at most
// 65,536 rows, and a cell costs a few nanoseconds.
type xlsScan struct {
	sink
	x     *xlsFile
	s     *xlsSheet
	text  biffText
	plain plainDecoder
	block Block
	data  []byte
	row   int // of the sheet, from 0; -1 before the first

	loose []looseCell // all cells, when rows are not in order
}

type looseCell struct {
	row, col int
	p        Packed
}

// plainDecoder is for texts already decoded.
type plainDecoder struct{}

func (plainDecoder) text(raw []byte, _ bool) []byte { return raw }

func (x *xlsFile) blocks(ctx context.Context, sheet, _ int, fn func(int, *Block) error) error {
	s := &xlsScan{x: x, s: &x.sheets[sheet], row: -1}
	s.sink = sink{b: &s.block, fn: fn, each: true}
	s.block.book, s.block.decode = x.book, s.plain
	s.start(0, s.s.cols)
	rec := newBIFF(x.r, s.s.at)
	s.text.b = rec
	depth := 0
	for n := 0; rec.next(); n++ {
		if n&4095 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		switch rec.id {
		case recBOF:
			depth++
			continue
		case recEOF:
			depth--
		}
		if depth <= 0 {
			break
		}
		if depth > 1 {
			continue
		}
		if err := s.record(rec); err != nil {
			return err
		}
	}
	if err := s.sorted(); err != nil {
		return err
	}
	if s.row >= 0 {
		s.endRow()
	}
	if s.sink.row == 0 {
		return nil
	}
	s.block.data = s.data
	return s.deliver(true)
}

// record puts the cells of one record.
func (s *xlsScan) record(rec *biffReader) error {
	d := rec.data
	row, col, ok := cellSpan(rec.id, d)
	if !ok {
		return nil
	}
	style := s.style(u16(d, 4))
	switch rec.id {
	case recLabelSST:
		i := u32(d, 6)
		if len(d) < 10 || i >= s.x.book.shared.n {
			return s.at(row, col, func() Packed { return s.bytesCell(Error, []byte("#REF!"), 0) })
		}
		return s.at(row, col, func() Packed { return Packed(i)<<32 | Packed(Text) | markShared })
	case recNumber:
		if len(d) < 14 {
			return nil
		}
		return s.number(row, col, style, math.Float64frombits(binary.LittleEndian.Uint64(d[6:])))
	case recRK:
		if len(d) < 10 {
			return nil
		}
		return s.number(row, col, style, rkNumber(uint32(u32(d, 6))))
	case recMulRK:
		first := u16(d, 2)
		for i := 4; i+6 <= len(d)-2; i += 6 {
			if err := s.number(row, first, s.style(u16(d, i)), rkNumber(uint32(u32(d, i+2)))); err != nil {
				return err
			}
			first++
		}
	case recBoolErr:
		if len(d) < 8 {
			return nil
		}
		return s.boolErr(row, col, d[6], d[7] != 0)
	case recLabel, recRString:
		text := s.label(rec)
		return s.at(row, col, func() Packed { return s.textCell(text) })
	case recFormula, recFormula4:
		return s.formula(rec, row, col, style)
	}
	return nil
}

// at begins the row when it is new and puts a cell into it. The cell is made
// only then, because beginning a row may deliver a block and with it the bytes
// that cells point into.
func (s *xlsScan) at(row, col int, cell func() Packed) error {
	if !s.s.ordered {
		s.loose = append(s.loose, looseCell{row, col, cell()})
		return nil
	}
	if err := s.toRow(row); err != nil {
		return err
	}
	return s.put(col, cell())
}

func (s *xlsScan) toRow(row int) error {
	if row == s.row {
		return nil
	}
	if s.row >= 0 {
		s.endRow()
	}
	s.row = row
	s.b.data = s.data
	if err := s.begin(row + 1); err != nil {
		return err
	}
	if s.sink.row == 0 && s.s.ordered {
		s.data = s.data[:0]
	}
	return nil
}

func (s *xlsScan) endRow() { s.done(s.s.hidden[s.row]) }

// sorted puts the cells of a sheet whose rows came out of order.
func (s *xlsScan) sorted() error {
	sort.SliceStable(s.loose, func(i, j int) bool { return s.loose[i].row < s.loose[j].row })
	for _, c := range s.loose {
		if err := s.toRow(c.row); err != nil {
			return err
		}
		if err := s.put(c.col, c.p); err != nil {
			return err
		}
	}
	return nil
}

func (s *xlsScan) style(i int) styleKind {
	if i < len(s.x.styles) {
		return s.x.styles[i]
	}
	return stylePlain
}

// rkNumber unpacks the short form of a number: 30 bits of a float or an
// integer, either of them perhaps times 100.
func rkNumber(rk uint32) float64 {
	var v float64
	if rk&2 != 0 {
		v = float64(int32(rk) >> 2)
	} else {
		v = math.Float64frombits(uint64(rk&^3) << 32)
	}
	if rk&1 != 0 {
		v /= 100
	}
	return v
}

func (s *xlsScan) number(row, col int, style styleKind, v float64) error {
	return s.at(row, col, func() Packed {
		switch {
		case !finite(v):
			return s.bytesCell(Error, []byte("#NUM!"), 0)
		case style == styleDate:
			if s.x.is1904 {
				v += 1462
			}
			return s.floatCell(Date, v, 0)
		case style == stylePercent:
			return s.floatCell(Number, v, markSpecial)
		case v >= 0 && v <= 65535 && v == math.Trunc(v) && !math.Signbit(v):
			return packSmall(int(v))
		}
		return s.floatCell(Number, v, 0)
	})
}

func (s *xlsScan) boolErr(row, col int, v byte, isError bool) error {
	return s.at(row, col, func() Packed {
		if isError {
			return s.bytesCell(Error, []byte(biffError(v)), 0)
		}
		if v != 0 {
			return Packed(Bool) | markSpecial
		}
		return Packed(Bool)
	})
}

// formula reads a formula's saved result. Text results stand in a STRING record
// behind; "empty text" is also what libraries write that save no result.
func (s *xlsScan) formula(rec *biffReader, row, col int, style styleKind) error {
	if len(rec.data) < 14 {
		return nil
	}
	result := rec.data[6:14]
	if u16(result, 6) != 0xFFFF {
		return s.number(row, col, style, math.Float64frombits(binary.LittleEndian.Uint64(result)))
	}
	switch v := result[2]; result[0] {
	case 0:
		text, ok := s.result(rec)
		if !ok {
			break
		}
		return s.at(row, col, func() Packed { return s.textCell(text) })
	case 1, 2:
		return s.boolErr(row, col, v, result[0] == 2)
	}
	return s.at(row, col, func() Packed { return markSpecial })
}

// result reads the STRING record that follows a formula, perhaps after the
// record of a shared formula.
func (s *xlsScan) result(rec *biffReader) ([]byte, bool) {
	for {
		switch rec.peek() {
		case recShared, recArray, recTable, recContinue:
			rec.next()
			continue
		case recString:
			rec.next()
			return s.stringAt(rec, 0), true
		}
		return nil, false
	}
}

func (s *xlsScan) label(rec *biffReader) []byte { return s.stringAt(rec, 6) }

// stringAt decodes the string at an offset of the record.
func (s *xlsScan) stringAt(rec *biffReader, at int) []byte {
	d := rec.data
	if len(d) < at+2 {
		return nil
	}
	if !s.x.biff8 {
		return []byte(s.x.byteString(d[at+2 : min(len(d), at+2+u16(d, at))]))
	}
	s.text.cur = d[at:]
	text, _ := s.text.unicode()
	return text
}

func (s *xlsScan) textCell(text []byte) Packed {
	if len(text) == 0 {
		return 0
	}
	if v, ok := smallNumber(text); ok {
		return packSmall(v) | markQuoted
	}
	return s.bytesCell(Text, text, markQuoted)
}

func (s *xlsScan) bytesCell(k Kind, b []byte, marks Packed) Packed {
	off := len(s.data)
	s.data = append(s.data, b...)
	s.b.data = s.data
	return packBytes(k, off, len(b), marks)
}

func (s *xlsScan) floatCell(k Kind, v float64, marks Packed) Packed {
	off := len(s.data)
	s.data = binary.LittleEndian.AppendUint64(s.data, math.Float64bits(v))
	s.b.data = s.data
	return packBytes(k, off, 8, marks|markFloat)
}
