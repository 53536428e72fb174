package load

import (
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/wording"
)

// bySimilarity reports free columns of answers that resemble an item's label,
// and takes those that resemble one item only.
func (b *binder) bySimilarity() {
	for i := range b.cols {
		found := b.cols[i].candidates
		if !b.free(i) || b.cols[i].reason == ByPlatform || len(found) == 0 || !b.t.profile(i).scale() {
			continue
		}
		if b.t.head.cols[i].words.private {
			continue
		}
		side := b.names[i].side
		if side == 0 && len(b.m.study.Sides) == 1 {
			side = b.m.study.Sides[0]
		}
		alone := len(found) == 1 || found[0].Score-found[1].Score >= 0.12
		item := b.m.study.ItemIndex(found[0].Item)
		if found[0].Score >= likely && alone && side != 0 && b.takeSlot(i, item, side, BySimilar, found[0].Score) {
			b.cols[i].candidates = found
			b.doubt([]int{i}, lang.T("与题项名称相近，已采用", "resembles the item's label: used"))
			continue
		}
		if _, taken := b.slots[slotRef{item, side}]; !taken && found[0].Score >= 0.5 {
			b.doubt([]int{i}, lang.T("与多个题项相近或相似度不足，未采用", "not like one item alone: not used"))
		}
	}
}

// byOrder takes runs of answer columns as long as the instrument, when nothing
// stronger was found: first run first side.
func (b *binder) byOrder() {
	n := len(b.m.study.Items)
	if n < 5 || len(b.slots)*4 > b.m.study.Slots() {
		return
	}
	runs := b.runs()
	sides := b.m.study.Sides
	var fitting [][]int
	for _, r := range runs {
		if side := b.names[r[0]].side; side != 0 && !b.m.study.Asks(side) {
			continue // asked for something that this instrument does not ask
		}
		switch {
		case len(r) == n:
			fitting = append(fitting, r)
		case len(r) == n*len(sides) && len(sides) > 1 && len(runs) == 1:
			for k := range sides {
				fitting = append(fitting, r[k*n:(k+1)*n])
			}
		}
	}
	if len(fitting) == 0 || len(fitting) > len(sides) {
		return
	}
	for k, r := range fitting {
		side := b.names[r[0]].side
		if side == 0 {
			if len(fitting) != len(sides) || len(sides) == 1 {
				continue // as many columns as items alone would be chance
			}
			side = sides[k]
		}
		b.takeRun(r, side)
	}
}

func (b *binder) takeRun(run []int, side survey.Side) {
	var taken []int
	for i, col := range run {
		if b.takeSlot(col, i, side, ByOrder, inOrder) {
			taken = append(taken, col)
		}
	}
	b.doubt(taken, lang.F("按量表题项的先后顺序对应，作为%s", "bound in the instrument's order, as %s", side.Label()))
}

// runs lists maximal runs of free answer columns side by side, parted where
// the block changes. Headers whose own item numbers are not the instrument's
// are left alone.
func (b *binder) runs() [][]int {
	var out [][]int
	var run []int
	flush := func() {
		if len(run) > 0 {
			out = append(out, run)
		}
		run = nil
	}
	for i := range b.cols {
		if !b.free(i) || b.cols[i].reason == ByPlatform || !b.t.profile(i).scale() || foreignNumber(&b.t.head.cols[i]) {
			flush()
			continue
		}
		if len(run) > 0 && b.t.head.cols[i].block != b.t.head.cols[run[0]].block {
			flush()
		}
		run = append(run, i)
	}
	flush()
	return out
}

// foreignNumber says that a header is a letter and a number, such as E39: an
// item code that the instrument does not have.
func foreignNumber(c *column) bool {
	s := c.words.code
	return len(s) >= 2 && len(s) <= 4 && wording.Latin(s[0]) && numeric(s[1:]) && s[0] != 'q' && s[0] != 'v'
}
