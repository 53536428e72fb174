package load

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strconv"

	"servqual/survey/sheet"
)

// unread stands in a category column for a cell that the row has to read.
const unread = -2

// facts reads ids, plain dates, whole points and known names of a block, column
// by column: cells that do not wait for each other, where going along the row
// cost half as much again. What is less plain is left to the row.
func (w *worker) facts(b *sheet.Block) {
	rows := w.rows[:b.N]
	w.settled, w.nameless = room(w.settled, b.N), room(w.nameless, b.N)
	clear(w.nameless)
	settles := w.settles()
	for i := range rows {
		rows[i] = rowFacts{took: -1}
		w.settled[i] = settles && w.answered[i] != 0 && len(w.odd.of(i)) == 0
	}
	w.wholePoints(b)
	w.ids(b)
	if w.p.when >= 0 {
		for i := range rows {
			switch p := b.At(i, w.p.when); p.Kind() {
			case sheet.Text:
				rows[i].at, rows[i].dated = plainStamp(b.Raw(p))
			case sheet.Date:
				if x, ok := b.Num(p); ok {
					rows[i].at, rows[i].dated = serialStamp(x)
				}
			}
			w.settled[i] = w.settled[i] && rows[i].dated
		}
	}
	for i := range w.p.groups {
		codes := w.batch.Groups[i].Codes
		w.knownNames(b, i, codes)
		for row := range rows {
			w.settled[row] = w.settled[row] && codes[row] >= 0
		}
	}
}

// ids reads the respondents' ids, and finds out whether they rise from row to
// row: then none can come twice.
func (w *worker) ids(b *sheet.Block) {
	w.first, w.last, w.rising, w.run = w.first[:0], w.last[:0], true, 0
	if w.p.id < 0 {
		return
	}
	var before []byte
	var numbers [2][5]byte // the number of this row and that of the row before
	next := w.next[:0]     // the id that follows, where one does
	from, gaps := max(0, w.t.head.last+1-b.First), false
	for i := from; i < b.N; i++ {
		p := b.At(i, w.p.id)
		if p.Kind() == sheet.Empty {
			gaps = true
			continue
		}
		raw := b.Raw(p)
		if p.IsSmall() {
			raw = strconv.AppendInt(numbers[i&1][:0], int64(p.Value()), 10)
		}
		if len(next) == 0 || string(raw) != string(next) { // else plain, and above the one before
			gaps = gaps || before != nil
			if !plainID(raw) {
				w.rising = false
				w.rows[i].id = hashCell(b, p)
				continue
			}
			w.rising = w.rising && below(before, raw)
			next = append(next[:0], raw...)
		}
		w.nameless[i] = w.p.id == 0 && !maybeTotal(raw) // what comes first in the row
		w.rows[i].id = hashBytes(raw)
		if before == nil {
			w.first = append(w.first, raw...)
		}
		if before = raw; !successor(next) {
			next = next[:0]
		}
	}
	w.next, w.last = next, append(w.last, before...)
	if w.rising && !gaps {
		w.run = max(0, b.N-from)
	}
}

// below orders ids by their length and then by their bytes.
func below(a, b []byte) bool {
	return len(a) < len(b) || len(a) == len(b) && bytes.Compare(a, b) < 0
}

// plainID says that an id is ASCII without blanks, quotation marks and
// ampersands, so that it is written in one way only: two that differ in their
// bytes are two.
func plainID(id []byte) bool {
	n := len(id)
	if n < 8 {
		for _, c := range id {
			if c <= ' ' || c == '"' || c == '&' || c >= 0x80 {
				return false
			}
		}
		return n > 0
	}
	for at := 0; at < n-8; at += 8 {
		if !plainEight(binary.LittleEndian.Uint64(id[at:])) {
			return false
		}
	}
	return plainEight(binary.LittleEndian.Uint64(id[n-8:]))
}

func plainEight(x uint64) bool {
	quote, and := x^'"'*ones, x^'&'*ones
	return (x|(x-('!'*ones))|(quote-ones)|(and-ones))&highs == 0
}

// settles says whether a row may be settled by its columns alone: nothing is
// bound that only the row reads.
func (w *worker) settles() bool {
	p := w.p
	return p.ip < 0 && p.took < 0 && p.done < 0 && len(p.person) == 0 && len(p.multis) == 0 && (p.text < 0 || w.full.Load())
}

// wholePoints reads points that are whole numbers and add up to 100, as most
// do. Any others are judged one by one.
func (w *worker) wholePoints(b *sheet.Block) {
	w.whole = room(w.whole, b.N)
	if w.p.dims == nil || w.p.dimsJoined {
		return
	}
	sums := room(w.sums, b.N)
	w.sums = sums
	clear(sums)
	for d, col := range w.p.dims {
		if col < 0 {
			continue
		}
		points := w.batch.Weights[d][:b.N]
		digits := b.Digits(col)
		for i := range points {
			digit := sheet.Far
			if i < len(digits) {
				digit = digits[i]
			}
			sums[i] += int32(digit) // any of them that is no number makes it too large
			points[i] = 100 * int32(digit)
		}
	}
	for i, sum := range sums {
		w.whole[i] = sum == 100 && w.p.weighing == asPoints
		w.settled[i] = w.settled[i] && w.whole[i]
	}
}

// knownNames gives the codes of names met before.
func (w *worker) knownNames(b *sheet.Block, i int, codes []int32) {
	g, c := &w.p.groups[i], w.wordsOf[i]
	if g.col < 0 && !g.month && slices.Contains(w.settled[:b.N], true) { // one name for all, that of the file
		code := w.dicts[i].code(g.fixed)
		for row := range codes[:b.N] {
			codes[row] = code
		}
		return
	}
	for row := range codes[:b.N] {
		codes[row] = unread
		if f := &w.rows[row]; g.month && f.dated {
			if known := w.months.at(f.at.day()); known != nil && *known > 0 {
				codes[row] = *known - 1
			}
			continue
		}
		if g.col < 0 {
			continue
		}
		p := b.At(row, g.col)
		if p.Kind() != sheet.Text {
			continue
		}
		if k, shared := p.SharedIndex(); shared {
			codes[row] = c.firstShared(k)
		} else {
			codes[row] = c.firstName(b.Raw(p))
		}
	}
}
