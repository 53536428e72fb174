package sheet

import (
	"context"
	"encoding/binary"
	"math"
)

// In a cell that is merged over several rows the name stands once and holds for
// all of them. FillDown puts it into each row; whether the merge is a part of a
// header, where it must stay, only the reader of the header knows.

// filling is a name that holds for a run of rows.
type filling struct {
	col, first, last int // column from 0; rows from 1, without the one it stands in
	kind             Kind
	data             []byte
}

// fillBook fills names into the rows of merged cells.
type fillBook struct {
	source
	down map[int][]filling // by sheet
}

// FillDown makes the texts and dates of cells that are merged downwards, from
// the given row on, stand in all rows of the merge. Numbers are left alone: an
// answer is one person's. It says whether there is any.
func (b *Book) FillDown(sheet, from int) (bool, error) {
	last := 0
	var merges []Merge
	for _, m := range b.Sheets[sheet].Merges {
		if m.Row >= from && m.LastRow > m.Row {
			merges = append(merges, m)
			last = max(last, m.Row)
		}
	}
	if len(merges) == 0 {
		return false, nil
	}
	head, err := b.Head(sheet, last)
	if err != nil {
		return false, err
	}
	var down []filling
	for _, m := range merges {
		if m.Row > len(head) || m.Col > len(head[m.Row-1]) {
			continue
		}
		f := filling{col: m.Col - 1, first: m.Row + 1, last: m.LastRow}
		if f.fill(head[m.Row-1][m.Col-1]) {
			down = append(down, f)
		}
	}
	if len(down) == 0 {
		return false, nil
	}
	x, ok := b.src.(*fillBook)
	if !ok {
		x = &fillBook{source: b.src, down: make(map[int][]filling)}
		b.src = x
	}
	x.down[sheet] = down
	return true, nil
}

// fill takes the content of a cell, if it is a text or a date.
func (f *filling) fill(c Cell) bool {
	switch c.Kind {
	case Text:
		if _, number := ParseNumber(c.Text); number || c.Text == "" {
			return false
		}
		f.kind, f.data = Text, []byte(c.Text)
	case Date:
		f.kind, f.data = Date, binary.LittleEndian.AppendUint64(nil, math.Float64bits(c.Num))
	}
	return f.kind != Empty
}

func (x *fillBook) blocks(ctx context.Context, sheet, workers int, fn func(int, *Block) error) error {
	down := x.down[sheet]
	if down == nil {
		return x.source.blocks(ctx, sheet, workers, fn)
	}
	return x.source.blocks(ctx, sheet, workers, func(id int, b *Block) error {
		for i := range down {
			down[i].into(b)
		}
		return fn(id, b)
	})
}

// into fills the empty cells of a block that the name holds for.
func (f *filling) into(b *Block) {
	from, to := max(0, f.first-b.First), min(b.N-1, f.last-b.First)
	if from > to || f.col >= b.Cols || b.Broken {
		return
	}
	var p Packed
	for row := from; row <= to; row++ {
		if b.At(row, f.col) != 0 || b.Width(row) == 0 {
			continue
		}
		if p == 0 {
			off := len(b.data)
			b.data = append(b.data[:off:off], f.data...)
			p = packBytes(f.kind, off, len(f.data), 0)
			if f.kind == Date {
				p |= markFloat
			}
		}
		b.set(row, f.col, p)
	}
}
