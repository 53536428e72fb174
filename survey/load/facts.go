package load

import (
	"servqual/survey/sheet"
)

// unread stands in a category column for a cell that the row has to read.
const unread = -2

// facts reads ids, plain dates and known names of a block, column by column:
// cells that do not wait for each other, where going along the row cost half
// as much again. What is less plain is left to the row.
func (w *worker) facts(b *sheet.Block) {
	rows := w.rows[:b.N]
	for i := range rows {
		rows[i] = rowFacts{took: -1}
	}
	if w.p.id >= 0 {
		for i := range rows {
			if p := b.At(i, w.p.id); p.Kind() != sheet.Empty {
				rows[i].id = hashCell(b, p)
			}
		}
	}
	if w.p.when >= 0 {
		for i := range rows {
			if p := b.At(i, w.p.when); p.Kind() == sheet.Text {
				rows[i].at, rows[i].dated = plainStamp(b.Raw(p))
			}
		}
	}
	for i := range w.p.groups {
		w.knownNames(b, i, w.batch.Groups[i].Codes)
	}
}

// knownNames gives the codes of names met before.
func (w *worker) knownNames(b *sheet.Block, i int, codes []int32) {
	g, c := &w.p.groups[i], w.wordsOf[i]
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
		} else if all, ok := c.texts.get(b.Raw(p)); ok && len(all) > 0 {
			codes[row] = all[0]
		}
	}
}
