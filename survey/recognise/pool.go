package recognise

import (
	"iter"
	"slices"
	"strings"

	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// largest finds the headers that most tables share, the wider first, and the
// tables that have them.
func largest(tables []*Table) (at int, group []*Table) {
	by := make(map[string][]int)
	var order []string
	for i, t := range tables {
		var b strings.Builder
		for _, c := range t.Columns {
			b.WriteString(wording.Key(c.Raw))
			b.WriteByte(0)
		}
		k := b.String()
		if by[k] == nil {
			order = append(order, k)
		}
		by[k] = append(by[k], i)
	}
	best := order[0]
	for _, k := range order[1:] {
		if len(by[k])*len(tables[by[k][0]].Columns) > len(by[best])*len(tables[by[best][0]].Columns) {
			best = k
		}
	}
	for _, i := range by[best] {
		group = append(group, tables[i])
	}
	return by[best][0], group
}

// alike keeps of a group of tables those whose ratings are in words, or those whose
// ratings are numbers, whichever are more: one form saved as words and as codes.
func alike(tables []*Table, at int, group []*Table) (int, []*Table) {
	if len(group) == 1 {
		return at, group
	}
	var by [2][]*Table
	for _, t := range group {
		words, numbers := 0, 0
		for i := range t.Columns {
			switch v := t.Columns[i].values(); {
			case v.worded() && v.whole*2 < v.filled:
				words++
			case v.rating():
				numbers++
			}
		}
		k := 0
		if words > numbers {
			k = 1
		}
		by[k] = append(by[k], t)
	}
	if len(by[0]) == 0 || len(by[1]) == 0 {
		return at, group
	}
	most := by[0]
	if len(by[1]) > len(by[0]) {
		most = by[1]
	}
	return slices.Index(tables, most[0]), most
}

// pool puts the samples of tables with the same columns behind each other.
func pool(t *Table, group []*Table) *Table {
	if len(group) == 1 {
		return t
	}
	out := *t
	out.Columns = slices.Clone(t.Columns)
	for c := range out.Columns {
		out.Columns[c].Cells, out.Columns[c].seen = chain(group, c), nil
	}
	return &out
}

func chain(group []*Table, c int) iter.Seq[sheet.Cell] {
	return func(yield func(sheet.Cell) bool) {
		for _, t := range group {
			for cell := range t.Columns[c].Cells {
				if !yield(cell) {
					return
				}
			}
		}
	}
}
