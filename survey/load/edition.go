package load

import (
	"fmt"
	"math"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/recognise"
)

// edition decides between two editions of an instrument whose headers read nearly
// the same and of which one has negatively worded items: by the answers. Items
// are turned only where they run against the others, r below −2/√n; where they do
// not, they were worded positively or have been recoded.
// An item that was turned so is told in an issue, else nil. Where the headers have
// the wording of one edition's own items, they decide.
func edition(a, b candidate) (candidate, *issue.Issue) {
	switch own := a.ownLabels(b.study) - b.ownLabels(a.study); {
	case own > halfAnItem:
		return a, nil
	case own < -halfAnItem:
		return b, nil
	}
	turned, plain := a, b
	if !hasReversed(a.study) {
		turned, plain = b, a
	}
	if r, n := turned.reversal(); n >= leastForEdition && r < -2/math.Sqrt(float64(n)) {
		t := turned.binders[0].t
		return turned, &issue.Issue{Code: issue.EditionTurned, Pos: issue.Pos{File: t.file.name, Sheet: t.sheetName, Row: t.head.last}, Subject: turned.study.Instrument, Got: fmt.Sprintf("r = %.2f, n = %d", r, n),
			Want:   lang.F("如答案已反转过，用 --instrument %s", "where the answers have been recoded before: --instrument %s", lang.Same(plain.study.Instrument)),
			Effect: lang.T("部分题与其余题方向相反，按含反向题的版本处理，先反转再计分", "some items run against the others: taken as the edition with negatively worded items, which are recoded first")}
	}
	return plain, nil
}

// halfAnItem is by how much the labels of one edition's own items must fit better:
// those of half an item.
const halfAnItem = 0.5

// ownLabels adds up how well the headers fit the labels of the items that the
// other edition words differently.
func (c candidate) ownLabels(other *survey.Study) float64 {
	sum := 0.0
	for _, b := range c.binders {
		for ref, col := range b.slots {
			if c.study.Items[ref.item].Label == other.Items[ref.item].Label {
				continue
			}
			if found := b.m.byLabel(b.names[col]); len(found) > 0 && found[0].Item == c.study.Items[ref.item].ID {
				sum += found[0].Score
			}
		}
	}
	return sum
}

// leastForEdition is how many responses tell one edition from the other.
const leastForEdition = 10

// candidate is a preset bound to the tables.
type candidate struct {
	study   *survey.Study
	binders []*binder
	score   float64
}

func hasReversed(s *survey.Study) bool {
	for i := range s.Items {
		if s.Items[i].Reversed {
			return true
		}
	}
	return false
}

// reversal correlates, over the respondents of the first table, the mean of the
// items that are worded negatively with the mean of the others, as answered, on
// the side of perceptions where it is asked.
func (c candidate) reversal() (r float64, n int) {
	if len(c.binders) == 0 {
		return 0, 0
	}
	b := c.binders[0]
	side := survey.Perception
	if !c.study.Asks(side) && len(c.study.Sides) > 0 {
		side = c.study.Sides[0]
	}
	head := b.t.forRecognition()
	var negative, positive []*recognise.Column
	for ref, col := range b.slots {
		switch {
		case ref.side != side:
		case c.study.Items[ref.item].Reversed:
			negative = append(negative, &head.Columns[col])
		default:
			positive = append(positive, &head.Columns[col])
		}
	}
	if len(negative) < 3 || len(positive) < 3 {
		return 0, 0
	}
	return recognise.Correlate(recognise.NewAnswers(negative...), recognise.NewAnswers(positive...))
}

// likeEditions says that two presets are bound to the same number of columns and
// differ in which items are worded negatively.
func likeEditions(a, b candidate) bool {
	return a.study != nil && b.study != nil && len(a.study.Items) == len(b.study.Items) && len(a.study.Sides) == len(b.study.Sides) && hasReversed(a.study) != hasReversed(b.study) && b.score >= 0.85*a.score
}
