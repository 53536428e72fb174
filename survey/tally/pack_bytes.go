package tally

import (
	"servqual/survey"
	"servqual/survey/simd"
)

// Eight bytes of a word are worked on at a time.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// packBytes is pack for stores in bytes: a word of eight items at a time, column
// after column of them.
func (k *packer) packBytes(words []uint64, b *survey.Batch, from, n int) (someOdd bool) {
	st := &k.plan.store
	for w := range st.items {
		var sides simd.Sides
		for j, i := range st.order[8*w : min(8*w+8, len(st.order))] {
			sides[0][j], sides[1][j] = column(b.Answers[2*i], from, n), column(b.Answers[2*i+1], from, n)
		}
		odd := k.spell.Rows(words[w:], st.words, &sides, n)
		someOdd = someOdd || odd
	}
	return someOdd
}

// column is the part of a column, or nil where it is not there.
func column(col []survey.Code, from, n int) []survey.Code {
	if col == nil {
		return nil
	}
	return col[from : from+n]
}
