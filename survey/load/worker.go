package load

import (
	"math"
	"sync/atomic"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// worker turns the blocks of one table into batches. Each goroutine has its
// own; its memory is reused from block to block.
type worker struct {
	t     *table
	p     *plan
	names dictionaries
	batch survey.Batch

	caches  map[*decoder]*textCache
	dicts   []*dictionary // by group
	wordsOf []*nameCache  // by group, then multi
	months  *monthCache
	stamps  map[string]whenText
	tooks   map[string]int
	totals  map[string]totalName

	log      blockLog
	rows     []rowFacts
	comments []Comment
	remarks  map[int]remark // by shared string
	of       []int          // row of the batch by comment
	counts   blockCounts

	first, last []byte // ids of the block, when
	rising      bool   // they rise from row to row
	run         int    // rows, where each has an id and they are numbered without a gap
	next        []byte

	odd      oddCells
	merged   []byte  // digits of a slot with several columns
	answered []byte  // by row of the block: not 0 where an item has an answer
	sums     []int32 // by row: of the points
	whole    []bool  // by row: the points are whole numbers and add up to 100
	settled  []bool  // by row: there is nothing left to read
	nameless []bool  // by row: its first text is an id that can't be the name of a total
	kept     []int32 // rows of the block that are in the batch

	screen screenState
	lane   int          // its number among the goroutines
	held   bool         // the batch was copied, to be handed on later
	full   *atomic.Bool // enough comments were kept
	ready  bool         // the batch has its columns
}

// rowFacts is what the ordered step needs of a row.
type rowFacts struct {
	id, ip, person uint64 // 0 = none
	at             stamp
	dated          bool
	took           int32 // seconds, −1 = not known
}

type blockCounts struct {
	responses, unfinished, flagged int
	rejected                       map[Reject]int
	first, last                    int64 // days
	dated                          bool
	months                         map[int64]bool
}

type whenText struct {
	at stamp
	ok bool
}

func newWorker(t *table, names dictionaries, full *atomic.Bool) *worker {
	w := &worker{full: full, t: t, p: t.plan, names: names, caches: make(map[*decoder]*textCache), months: &monthCache{}, stamps: make(map[string]whenText), tooks: make(map[string]int), totals: make(map[string]totalName)}
	w.caches[w.p.decode] = newTextCache()
	for _, d := range w.p.parts {
		w.caches[d] = newTextCache()
	}
	for _, d := range w.p.nones {
		w.caches[d] = newTextCache()
	}
	for i := range w.p.scores {
		w.caches[w.p.scores[i].decode] = newTextCache()
	}
	for i := range w.p.groups {
		w.dicts = append(w.dicts, names.of(w.p.groups[i].field))
	}
	for range len(w.p.groups) + len(w.p.multis) {
		w.wordsOf = append(w.wordsOf, newNameCache())
	}
	w.counts.rejected = make(map[Reject]int)
	w.counts.months = make(map[int64]bool)
	return w
}

// twin makes a worker for the same goroutine: what it has learnt is shared, what
// it holds is its own.
func (w *worker) twin() *worker {
	x := newWorker(w.t, w.names, w.full)
	x.lane = w.lane
	x.caches, x.wordsOf, x.months, x.stamps, x.tooks, x.totals = w.caches, w.wordsOf, w.months, w.stamps, w.tooks, w.totals
	return x
}

// reset makes room for n rows.
func (w *worker) reset(n int) {
	b := &w.batch
	if b.Answers == nil {
		b.Answers = make([][]survey.Code, w.p.study.Slots())
	}
	for _, s := range w.p.slots {
		b.Answers[s.slot] = room(b.Answers[s.slot], eights(n))
	}
	if w.p.dims != nil {
		if b.Weights == nil {
			b.Weights = make([][]int32, len(w.p.dims))
		}
		for d, col := range w.p.dims {
			if col >= 0 {
				b.Weights[d] = room(b.Weights[d], n)
			}
		}
	}
	if !w.ready {
		w.ready = true
		for _, s := range w.p.scores {
			b.Scores = append(b.Scores, survey.Score{Field: s.field})
		}
		for _, g := range w.p.groups {
			b.Groups = append(b.Groups, survey.Category{Field: g.field})
		}
		for _, g := range w.p.multis {
			b.Multis = append(b.Multis, survey.Multi{Field: g.field})
		}
	}
	for i := range b.Scores {
		b.Scores[i].Codes = room(b.Scores[i].Codes, eights(n))
	}
	for i := range b.Groups {
		b.Groups[i].Codes = room(b.Groups[i].Codes, n)
	}
	for i := range b.Multis {
		b.Multis[i].Starts = append(b.Multis[i].Starts[:0], 0)
		b.Multis[i].Codes = b.Multis[i].Codes[:0]
	}
	b.Rows = room(b.Rows, n)
	b.Flags = room(b.Flags, n)
	clear(b.Flags)
	w.rows = room(w.rows, n)
	w.comments, w.of = w.comments[:0], w.of[:0]
	w.log.reset()
	w.counts.reset()
	b.N = 0
}

func (c *blockCounts) reset() {
	clear(c.rejected)
	clear(c.months)
	*c = blockCounts{rejected: c.rejected, months: c.months}
}

// room gives a slice of length n, keeping the memory where it is enough.
func room[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// eights rounds up to a multiple of eight: columns of answers are gone through
// eight rows at a time, and may be so beyond their end.
func eights(n int) int { return (n + 7) &^ 7 }

// block reads all rows of a block into the batch.
func (w *worker) block(b *sheet.Block) {
	w.reset(b.N)
	w.columns(b)
	w.facts(b)
	w.kept = w.kept[:0]
	for i := max(0, w.t.head.last+1-b.First); i < b.N; i++ {
		number := b.First + i
		if b.Width(i) == 0 {
			w.counts.rejected[RejectBlank]++
			continue
		}
		if w.t.ragged != nil && w.shiftedRow(b, i) {
			w.counts.rejected[RejectShifted]++
			w.log.record(logKey{col: -1, code: issue.RowShifted, got: outOf(b.Width(i), w.t.width)}, number)
			continue
		}
		w.batch.Rows[i] = survey.Row{Source: int32(w.t.source), Number: int32(min(number, math.MaxInt32))}
		if !w.settled[i] || !w.nameless[i] {
			comments := len(w.comments)
			if why := w.row(b, i, number); why != "" {
				w.counts.rejected[why]++
				w.log.cut()
				w.comments, w.of = w.comments[:comments], w.of[:comments]
				continue
			}
		}
		if b.Hidden(i) {
			w.log.add(logKey{col: -1, code: issue.RowHidden}, number)
		}
		if b.Width(i) > w.p.column && beyond(b, i, w.p.column) {
			w.log.add(logKey{col: -1, code: issue.RowRagged}, number)
		}
		w.log.keep()
		w.kept = append(w.kept, int32(i))
		w.batch.N++
	}
	w.compact()
	w.counts.responses = w.batch.N
	w.trim()
}

// beyond says whether a cell right of the header's columns is filled.
func beyond(b *sheet.Block, row, columns int) bool {
	for c := columns; c < b.Cols; c++ {
		if b.Kind(row, c) != sheet.Empty {
			return true
		}
	}
	return false
}

// trim cuts the columns to the rows that were kept.
func (w *worker) trim() {
	b, n := &w.batch, w.batch.N
	for _, s := range w.p.slots {
		b.Answers[s.slot] = b.Answers[s.slot][:n]
	}
	for d := range b.Weights {
		if b.Weights[d] != nil {
			b.Weights[d] = b.Weights[d][:n]
		}
	}
	for i := range b.Scores {
		b.Scores[i].Codes = b.Scores[i].Codes[:n]
	}
	for i := range b.Groups {
		b.Groups[i].Codes = b.Groups[i].Codes[:n]
		b.Groups[i].Names = w.names.of(b.Groups[i].Field).names
	}
	for i := range b.Multis {
		b.Multis[i].Starts = b.Multis[i].Starts[:n+1]
		b.Multis[i].Names = w.names.of(b.Multis[i].Field).names
	}
	b.Rows, b.Flags, w.rows = b.Rows[:n], b.Flags[:n], w.rows[:n]
}

// row reads row i of the block, or says why it is no response. What it reads
// stays in row i of the batch's columns until compact.
func (w *worker) row(b *sheet.Block, i, number int) Reject {
	if !w.nameless[i] && w.named(b, i) {
		w.log.add(logKey{col: -1, code: issue.RowTotal}, number)
		w.log.keep()
		return RejectTotal
	}
	if w.settled[i] {
		return ""
	}
	odd := w.odd.of(i)
	filled := w.answered[i] != 0
	answered := filled
	if !filled {
		filled = w.written(b, i)
		answered = filled
	}
	fractions, beyond := 0, 0
	for len(odd) > 0 && int(odd[0].slot) < len(w.p.slots) {
		s := &w.p.slots[odd[0].slot]
		odd = odd[1:]
		v := w.judge(b, filledCell(b, i, s), s.decode, s.col, number)
		w.batch.Answers[s.slot][i] = v.code
		if v.why == probFraction {
			fractions++
		}
		if v.why == probRange {
			beyond++
		}
		if v.why == probUnmapped && w.header(b, i, s.col) {
			return RejectHeader
		}
		answered = answered || v.code.Valid() || v.code == survey.NotApplicable
		filled = filled || v.code != survey.Missing || v.why == probSkipped
	}
	if w.statistic(b, i, fractions, beyond) {
		w.log.cut()
		w.log.add(logKey{col: -1, code: issue.RowTotal}, number)
		w.log.keep()
		return RejectTotal
	}
	filled = w.fields(b, i, number, odd) || filled
	if !filled {
		if why := w.empty(b, i); why != "" {
			return why
		}
	}
	if !answered && w.footnote(b, i) {
		return RejectNote
	}
	return ""
}

// written says whether any item has a number in the row, be it one that means
// "no answer".
func (w *worker) written(b *sheet.Block, row int) bool {
	for k := range w.p.own {
		s := &w.p.slots[k]
		if p := filledCell(b, row, s); p.IsSmall() && p.Value() < 256 && s.decode.small[p.Value()] != survey.Invalid {
			return true
		}
	}
	return false
}

// present says whether a column is filled in a row.
func (w *worker) present(b *sheet.Block, row, col int) bool {
	if col < 0 {
		return false
	}
	p := b.At(row, col)
	return p.Kind() != sheet.Empty && (p.Kind() != sheet.Text || len(b.Bytes(p)) > 0)
}

// header says whether the row is the header once more.
func (w *worker) header(b *sheet.Block, row, col int) bool {
	same := 0
	for c := range w.t.head.cols {
		if p := b.At(row, c); p.Kind() == sheet.Text {
			if own := w.t.head.cols[c].rows; wording.Clean(b.Text(p)) == own[len(own)-1] && own[len(own)-1] != "" {
				same++
			}
		}
	}
	return same >= 3 || same >= 1 && same*2 >= len(w.t.head.cols)
}

// empty judges a row without anything in a bound column. In an export, or
// where nothing is bound, whatever it holds makes it a response; in a hand-kept
// sheet it is a remark.
func (w *worker) empty(b *sheet.Block, row int) Reject {
	for c := 0; c < b.Cols && c < w.p.column; c++ {
		if b.Kind(row, c) == sheet.Empty {
			continue
		}
		if w.t.platform != HandKept || len(w.p.slots) == 0 {
			return ""
		}
		return RejectNote
	}
	return RejectBlank
}

// footnote says whether a row of a hand-kept sheet is one cell of text below
// the table.
func (w *worker) footnote(b *sheet.Block, row int) bool {
	if w.t.platform != HandKept && w.t.platform != Template {
		return false
	}
	filled, at := 0, 0
	for c := range b.Cols {
		if b.Kind(row, c) != sheet.Empty {
			filled++
			at = c
		}
	}
	if filled != 1 || w.p.column < 5 || at > 1 || b.Kind(row, at) != sheet.Text {
		return false
	}
	text := b.Text(b.At(row, at))
	return len([]rune(text)) > 12 || !hasDigit(text)
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

// judge decides about a cell that the fast path left, and notes what is wrong
// with it.
func (w *worker) judge(b *sheet.Block, p sheet.Packed, d *decoder, col, number int) verdict {
	v := w.verdict(b, p, d)
	if v.why != probNone {
		w.log.add(logKey{col: col, why: v.why, got: excerpt(b, p)}, number)
	}
	return v
}

func (w *worker) verdict(b *sheet.Block, p sheet.Packed, d *decoder) verdict {
	if p.Kind() != sheet.Text {
		return d.judge(b.Unpack(p))
	}
	c := w.caches[d]
	if i, ok := p.SharedIndex(); ok {
		if v, ok := c.shared(i); ok {
			return v
		}
		v := d.text(b.Text(p))
		c.setShared(i, v)
		return v
	}
	raw := b.Raw(p)
	if v, ok := c.texts[string(raw)]; ok {
		return v
	}
	v := d.text(b.Text(p))
	if len(c.texts) < maxCached {
		c.texts[string(raw)] = v
	}
	return v
}

// shown is how a cell is quoted in an issue.
func shown(b *sheet.Block, p sheet.Packed) string {
	switch {
	case p.Percent():
		x, _ := b.Num(p)
		return percentText(x)
	case p.Kind() == sheet.Date:
		x, _ := b.Num(p)
		if s, ok := serialStamp(x); ok {
			return s.date()
		}
	}
	return wording.OneLine(b.Text(p))
}
