package load

import (
	"math"
	"sync/atomic"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/sheet"
)

// worker turns the blocks of one table into batches. Each goroutine has its
// own; its memory is reused from block to block.
type worker struct {
	t     *table
	p     *plan
	names dictionaries
	batch survey.Batch

	caches  map[*decoder]*textCache
	wordsOf []*nameCache // by group, then multi
	stamps  map[string]whenText
	tooks   map[string]int

	log      blockLog
	rows     []rowFacts
	comments []Comment
	of       []int // row of the batch by comment
	counts   blockCounts

	screen screenState
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
	w := &worker{full: full, t: t, p: t.plan, names: names, caches: make(map[*decoder]*textCache), stamps: make(map[string]whenText), tooks: make(map[string]int)}
	w.caches[w.p.decode] = newTextCache()
	for _, d := range w.p.nones {
		w.caches[d] = newTextCache()
	}
	for i := range w.p.scores {
		w.caches[w.p.scores[i].decode] = newTextCache()
	}
	for range len(w.p.groups) + len(w.p.multis) {
		w.wordsOf = append(w.wordsOf, newNameCache())
	}
	w.counts.rejected = make(map[Reject]int)
	w.counts.months = make(map[int64]bool)
	return w
}

// reset makes room for n rows.
func (w *worker) reset(n int) {
	b := &w.batch
	if b.Answers == nil {
		b.Answers = make([][]survey.Code, w.p.study.Slots())
	}
	for _, s := range w.p.slots {
		b.Answers[s.slot] = room(b.Answers[s.slot], n)
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
		b.Scores[i].Codes = room(b.Scores[i].Codes, n)
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

// block reads all rows of a block into the batch.
func (w *worker) block(b *sheet.Block) {
	w.reset(b.N)
	cells := b.Cells()
	for i := 0; i < b.N; i++ {
		number := b.First + i
		if number <= w.t.head.last {
			continue
		}
		row := cells[i*b.Cols : (i+1)*b.Cols]
		if b.Width(i) == 0 {
			w.counts.rejected[RejectBlank]++
			continue
		}
		comments := len(w.comments)
		if why := w.row(b, row, number); why != "" {
			w.counts.rejected[why]++
			w.log.cut()
			w.comments, w.of = w.comments[:comments], w.of[:comments]
			continue
		}
		if b.Hidden(i) {
			w.log.add(logKey{col: -1, code: issue.RowHidden}, number)
		}
		if b.Width(i) > w.p.column && beyond(row, w.p.column) {
			w.log.add(logKey{col: -1, code: issue.RowRagged}, number)
		}
		w.log.keep()
		w.batch.N++
	}
	w.counts.responses = w.batch.N
	w.trim()
}

// beyond says whether a cell right of the header's columns is filled.
func beyond(row []sheet.Packed, columns int) bool {
	for c := columns; c < len(row); c++ {
		if row[c].Kind() != sheet.Empty {
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

// row reads one row into place N of the batch, or says why it is none.
func (w *worker) row(b *sheet.Block, row []sheet.Packed, number int) Reject {
	if w.named(b, row) {
		w.log.add(logKey{col: -1, code: issue.RowTotal}, number)
		w.log.keep()
		return RejectTotal
	}
	n, filled, answered, fractions := w.batch.N, false, 0, 0
	for k := range w.p.own {
		s := &w.p.slots[k]
		var p sheet.Packed
		if s.col < len(row) {
			p = row[s.col]
		}
		if p.IsSmall() && p.Value() < 256 {
			if code := s.decode.small[p.Value()]; code != survey.Invalid {
				w.batch.Answers[s.slot][n] = code
				filled = true
				answered++
				continue
			}
		} else if p == 0 {
			w.batch.Answers[s.slot][n] = survey.Missing
			continue
		}
		v := w.judge(b, p, s.decode, s.col, number)
		w.batch.Answers[s.slot][n] = v.code
		if v.why == probFraction {
			fractions++
		}
		if v.why == probUnmapped && w.header(b, row, s.col) {
			return RejectHeader
		}
		if v.code.Valid() || v.code == survey.NotApplicable {
			answered++
		}
		filled = filled || v.code != survey.Missing || v.why == probSkipped
	}
	if fractions >= 3 && fractions*2 > w.p.own && !w.present(b, row, w.p.id) {
		w.log.cut()
		w.log.add(logKey{col: -1, code: issue.RowTotal}, number)
		w.log.keep()
		return RejectTotal
	}
	filled = w.fields(b, row, number) || filled
	if !filled {
		if why := w.empty(row); why != "" {
			return why
		}
	}
	if answered == 0 && w.footnote(b, row) {
		return RejectNote
	}
	w.batch.Rows[n] = survey.Row{Source: int32(w.t.source), Number: int32(min(number, math.MaxInt32))}
	return ""
}

// named says whether the first text of the row names a total.
func (w *worker) named(b *sheet.Block, row []sheet.Packed) bool {
	for c := 0; c < len(row) && c < totalColumns && c < w.p.first; c++ {
		switch row[c].Kind() {
		case sheet.Empty:
			continue
		case sheet.Text:
			raw := b.Raw(row[c])
			if len(raw) == 0 {
				continue
			}
			return len(raw) <= longestTotalWord && maybeTotal(raw) && isTotal(b.Text(row[c]))
		}
		return false
	}
	return false
}

// maybeTotal says whether a word for a total may begin like this: by its first
// two bytes where they are ASCII, and in encodings other than UTF-8 anything
// above it. Respondents' numbers such as R00017 must not cost a look-up each.
func maybeTotal(raw []byte) bool {
	c := raw[0]
	if c >= 0x80 || c == ' ' {
		return true
	}
	return totalBegins[0][c] && (len(raw) == 1 || raw[1] >= 0x80 || totalBegins[1][raw[1]])
}

// totalBegins says which ASCII characters the words for totals have in the
// first and in the second place.
var totalBegins = func() (t [2][128]bool) {
	for w := range totalWords {
		for i := range t {
			if i < len(w) && w[i] < 0x80 {
				t[i][w[i]] = true
				if w[i] >= 'a' && w[i] <= 'z' {
					t[i][w[i]-'a'+'A'] = true
				}
			}
		}
	}
	t[1][' '] = true // trailing
	return t
}()

// present says whether a column is filled in a row.
func (w *worker) present(b *sheet.Block, row []sheet.Packed, col int) bool {
	if col < 0 || col >= len(row) || row[col].Kind() == sheet.Empty {
		return false
	}
	return row[col].Kind() != sheet.Text || len(b.Bytes(row[col])) > 0
}

// header says whether the row is the header once more.
func (w *worker) header(b *sheet.Block, row []sheet.Packed, col int) bool {
	same := 0
	for c := range w.t.head.cols {
		if c < len(row) && row[c].Kind() == sheet.Text {
			if own := w.t.head.cols[c].rows; clean(b.Text(row[c])) == own[len(own)-1] && own[len(own)-1] != "" {
				same++
			}
		}
	}
	return same >= 3 || same >= 1 && same*2 >= len(w.t.head.cols)
}

// empty judges a row without anything in a bound column. In an export, or
// where nothing is bound, whatever it holds makes it a response; in a hand-kept
// sheet it is a remark.
func (w *worker) empty(row []sheet.Packed) Reject {
	for c, p := range row {
		if p.Kind() == sheet.Empty || c >= w.p.column {
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
func (w *worker) footnote(b *sheet.Block, row []sheet.Packed) bool {
	if w.t.platform != HandKept && w.t.platform != Template {
		return false
	}
	filled, at := 0, 0
	for c, p := range row {
		if p.Kind() != sheet.Empty {
			filled++
			at = c
		}
	}
	if filled != 1 || w.p.column < 5 || at > 1 || row[at].Kind() != sheet.Text {
		return false
	}
	text := b.Text(row[at])
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
		w.log.add(logKey{col: col, why: v.why, got: shorten(shown(b, p), 60)}, number)
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
	return oneLine(b.Text(p))
}
