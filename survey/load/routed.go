package load

import (
	"strconv"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/sheet"
)

// A question that two branches of a form show stands in two columns, and each
// respondent answered one of them. Both columns are the item: the filled one
// counts.

// leastRouted is how many rows must be filled in either column.
const leastRouted = 2

// routed says that no sampled row is filled in both columns, and each is filled
// in some.
func (t *table) routed(a, b int) bool {
	inA, inB := 0, 0
	for i, row := range t.data() {
		if len(row) == 0 || t.total(i) {
			continue
		}
		fa, fb := filledAt(row, a), filledAt(row, b)
		switch {
		case fa && fb:
			return false
		case fa:
			inA++
		case fb:
			inB++
		}
	}
	return inA >= leastRouted && inB >= leastRouted
}

func filledAt(row []sheet.Cell, col int) bool {
	return col < len(row) && row[col].Kind != sheet.Empty && (row[col].Kind != sheet.Text || row[col].Text != "")
}

// route adds a column to those of a slot, and says so.
func (b *binder) route(first int, c claim) {
	if b.also == nil {
		b.also = make(map[int][]int)
	}
	b.also[first] = append(b.also[first], c.col)
	b.cols[c.col] = bound{use: UseItem, item: c.item, side: c.side, reason: c.reason, confidence: c.score, second: true}
	b.note(issue.Issue{Code: issue.ColumnRouted, Pos: b.pos(c.col), Subject: b.slotName(c.item, c.side), Got: b.places([]int{first, c.col}),
		Want:   lang.T("无需处理", "nothing to do"),
		Effect: lang.T("同一题在两个分支里各占一列，取有答案的一列", "one question in two branches of the form: the column that is filled counts")})
}

// routeLike adds the columns with the header of one that a study file names, where
// no row fills both.
func (b *binder) routeLike(col, item int, side survey.Side) {
	if b.slots[slotRef{item, side}] != col {
		return
	}
	for j := range b.t.head.cols {
		if j != col && b.free(j) && b.t.head.cols[j].raw == b.t.head.cols[col].raw && b.t.routed(col, j) && b.named(j) < 0 {
			b.route(col, claim{col: j, item: item, side: side, reason: ByStudyFile, score: certain})
		}
	}
}

// named is the item for which the study file names a column, -1 where none is.
func (b *binder) named(col int) int {
	for i, it := range b.m.study.Items {
		for _, name := range it.Columns {
			if name == "#"+strconv.Itoa(col+1) {
				return i
			}
		}
	}
	return -1
}

// filledCell gives the cell of a slot in a row: that of its own column, or of
// another one of the same question where that is empty.
func filledCell(b *sheet.Block, row int, s *slotPlan) sheet.Packed {
	p := b.At(row, s.col)
	for _, col := range s.also {
		if p.Kind() != sheet.Empty {
			break
		}
		p = b.At(row, col)
	}
	return p
}

// mergeRouted gives the digits of a slot with several columns, and logs the
// rows in which more than one is filled.
func (w *worker) mergeRouted(b *sheet.Block, s *slotPlan) []byte {
	w.merged = room(w.merged, eights(b.N))
	for i := range w.merged {
		w.merged[i] = sheet.Blank
	}
	for k, col := range append([]int{s.col}, s.also...) {
		for i, d := range b.Digits(col) {
			switch {
			case d == sheet.Blank:
			case w.merged[i] == sheet.Blank:
				w.merged[i] = d
			case k > 0 && b.First+i > w.t.head.last:
				w.log.record(logKey{col: col, code: issue.ColumnAmbiguous, got: shown(b, b.At(i, s.col)) + " / " + shown(b, b.At(i, col))}, b.First+i)
			}
		}
	}
	return w.merged
}
