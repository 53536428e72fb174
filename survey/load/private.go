package load

import (
	"iter"

	"servqual/survey/privacy"
	"servqual/survey/sheet"
)

// privateKind is what a column of personal data is good for. Columns that tell
// respondents apart serve to notice the same person twice, and the address
// that answers came from to notice many of one place; both are forgotten after
// that. The others are not looked at.
type privateKind struct {
	person bool // tells respondents apart
	ip     bool
}

func privateKindOf(k privacy.Kind) privateKind {
	return privateKind{person: k.Respondent(), ip: k == privacy.Network}
}

// privateHeader says whether a header announces personal data.
func privateHeader(c *column) (privateKind, bool) {
	for _, t := range []string{c.code, c.text, c.words.body} {
		if k, ok := privacy.Header(t); ok {
			return privateKindOf(k), true
		}
	}
	return privateKind{}, false
}

// privateCells says whether the cells of a column are personal data, whatever
// its header.
func privateCells(cells iter.Seq[sheet.Cell]) bool {
	_, ok := privacy.Column(func(yield func(string) bool) {
		for c := range cells {
			if c.Kind != sheet.Empty && !yield(c.Text) {
				return
			}
		}
	})
	return ok
}
