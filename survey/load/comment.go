package load

import (
	"strings"

	"servqual/survey"
	"servqual/survey/sheet"
	"servqual/survey/wording"
)

// longestComment is how many characters of a comment are kept: a page and a
// half of print. More comes from a damaged or hostile file.
const longestComment = 2000

// comment keeps a text of a cell and says whether the cell holds any. What
// identifies a person is masked later, see addComments.
func (w *worker) comment(b *sheet.Block, p sheet.Packed, number int) bool {
	if p.Kind() != sheet.Text {
		return p.Kind() != sheet.Empty
	}
	if w.full.Load() {
		return len(b.Raw(p)) > 0
	}
	c := w.commentOf(b, p)
	if c.text != "" {
		w.of = append(w.of, w.batch.N)
		w.comments = append(w.comments, Comment{Text: c.text, Row: survey.Row{Source: int32(w.t.source), Number: int32(number)}})
	}
	return c.given
}

// remark is what a cell of a column of comments says: whether anything, and the
// text to keep.
type remark struct {
	text  string
	given bool
}

// commentOf reads a cell. A workbook may name one long shared string in a
// million cells: it is read, and held, once.
func (w *worker) commentOf(b *sheet.Block, p sheet.Packed) remark {
	index, shared := p.SharedIndex()
	if shared {
		if c, ok := w.remarks[index]; ok {
			return c
		}
	}
	c := w.remark(b.Text(p))
	if shared {
		if w.remarks == nil || len(w.remarks) >= maxCached {
			w.remarks = make(map[int]remark)
		}
		w.remarks[index] = c
	}
	return c
}

func (w *worker) remark(text string) remark {
	s := wording.OneLine(firstRunes(text, longestComment))
	c := wording.Clean(s)
	switch {
	case c == "" || wording.IsSkipped(c) || w.p.decode.missing[c]:
		return remark{given: c != ""}
	case noComment[c]:
		return remark{given: true}
	}
	return remark{strings.Clone(s), true}
}

// firstRunes gives the first n characters of a text, with … where it has more.
func firstRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for at := range s {
		if n == 0 {
			return s[:at] + "…"
		}
		n--
	}
	return s
}
