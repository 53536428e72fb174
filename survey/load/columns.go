package load

import (
	"encoding/binary"
	"slices"

	"servqual/survey"
	"servqual/survey/sheet"
)

// Columns of answers are decoded before the rows are looked at, many rows at
// a time: of a clean block every cell passes without a branch of its own, in
// a fifth of the time that going through each row cell by cell took, or less
// (plainScale). What does not pass is left to the row it stands in.

// oddCell is a cell that is no whole number of the scale.
type oddCell struct {
	row  uint32
	slot uint32 // index into plan.slots; behind them, into plan.scores
}

// oddCells are those of a block, in the order of the plan and by row.
type oddCells struct {
	found []oddCell
	byRow []oddCell
	start []int32 // by row: where its cells begin in byRow
}

func (o *oddCells) of(row int) []oddCell {
	if len(o.found) == 0 {
		return nil
	}
	return o.byRow[o.start[row]:o.start[row+1]]
}

// sort puts the cells by row, those of a row in the order they were found in.
func (o *oddCells) sort(rows int) {
	if len(o.found) == 0 {
		return
	}
	o.start = room(o.start, rows+1)
	clear(o.start)
	for _, c := range o.found {
		o.start[c.row+1]++
	}
	for r := range rows {
		o.start[r+1] += o.start[r]
	}
	o.byRow = room(o.byRow, len(o.found))
	for _, c := range o.found { // start[r] runs to the end of row r …
		o.byRow[o.start[c.row]] = c
		o.start[c.row]++
	}
	copy(o.start[1:], o.start[:rows]) // … which is the beginning of r+1
	o.start[0] = 0
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// columns decodes the items and outcomes of a block into the columns of the
// batch, row for row, and counts the answers of each row.
func (w *worker) columns(b *sheet.Block) {
	groups := (b.N + 7) / 8
	w.answered = room(w.answered, 8*groups)
	clear(w.answered)
	w.odd.found = w.odd.found[:0]
	answered := w.answered
	for k := range w.p.own {
		s := &w.p.slots[k]
		if s.also == nil {
			w.column(b, s.decode, s.col, k, w.batch.Answers[s.slot], answered)
		} else {
			w.decode(w.batch.Answers[s.slot][:eights(b.N)], w.mergeRouted(b, s), s.decode, k, b.N, answered)
		}
		if answered != nil && allMarked(w.answered[:b.N]) {
			answered = nil // of most blocks after a few columns
		}
	}
	for i := range w.p.scores {
		s := &w.p.scores[i]
		w.column(b, s.decode, s.col, len(w.p.slots)+i, w.batch.Scores[i].Codes, nil)
	}
	w.odd.sort(b.N)
}

// allMarked says whether no byte is 0, where those others have their highest bit.
func allMarked(bytes []byte) bool {
	n := len(bytes) &^ 7
	for at := 0; at < n; at += 8 {
		if binary.LittleEndian.Uint64(bytes[at:])&highs != highs {
			return false
		}
	}
	return !slices.Contains(bytes[n:], 0)
}

// column decodes one column. In answered, by row, an answer sets the highest bit.
func (w *worker) column(b *sheet.Block, d *decoder, col, slot int, dst []survey.Code, answered []byte) {
	groups := (b.N + 7) / 8
	dst = dst[:8*groups]
	if col < 0 || col >= b.Cols {
		for i := range dst {
			dst[i] = survey.Missing
		}
		return
	}
	w.decode(dst, b.Digits(col)[:8*groups], d, slot, b.N, answered)
}

// decode decodes the digits of a column of that many rows, filled up to a
// multiple of eight.
func (w *worker) decode(dst []survey.Code, src []byte, d *decoder, slot, rows int, answered []byte) {
	for at := 0; at < len(dst); at += 8 {
		if d.plain {
			var marks []byte
			if answered != nil {
				marks = answered[at:]
			}
			if at += d.same.codes(dst[at:], src[at:], marks); at == len(dst) {
				return
			}
		}
		x := w.look(binary.LittleEndian.Uint64(src[at:]), d, slot, at, rows)
		survey.Store8(dst[at:], x)
		if answered != nil {
			a := answered[at : at+8]
			binary.LittleEndian.PutUint64(a, binary.LittleEndian.Uint64(a)|survey.Valid8(x)<<7)
		}
	}
}

// look decodes eight bytes one by one.
func (w *worker) look(x uint64, d *decoder, slot, at, rows int) (out uint64) {
	for i := range 8 {
		digit := byte(x >> (8 * i))
		code := survey.Missing
		switch digit {
		case sheet.Blank:
		case sheet.Far:
			code = survey.Invalid
		default:
			code = d.small[sheet.Plain(digit)]
		}
		if code == survey.Invalid && at+i < rows {
			w.odd.found = append(w.odd.found, oddCell{uint32(at + i), uint32(slot)})
		}
		out |= uint64(uint8(code)) << (8 * i)
	}
	return out
}

// compact takes the rows that were left out from the columns of the batch.
func (w *worker) compact() {
	if n := len(w.kept); n == 0 || int(w.kept[n-1]) == n-1 {
		return // nothing, or the block's first rows
	}
	for k := range w.p.own {
		moveUp(w.batch.Answers[w.p.slots[k].slot], w.kept)
	}
	for i := range w.batch.Scores {
		moveUp(w.batch.Scores[i].Codes, w.kept)
	}
	for _, points := range w.batch.Weights {
		if points != nil {
			moveUp(points, w.kept)
		}
	}
	for i := range w.batch.Groups {
		moveUp(w.batch.Groups[i].Codes, w.kept)
	}
	moveUp(w.batch.Rows, w.kept)
	moveUp(w.batch.Flags, w.kept)
	moveUp(w.rows, w.kept)
}

// moveUp moves the rows kept to the front of a column.
func moveUp[T any](col []T, kept []int32) {
	for n, i := range kept {
		col[n] = col[i]
	}
}
