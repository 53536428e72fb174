package load

import (
	"maps"
	"math"

	"servqual/survey/recognise"
	"servqual/survey/wording"
)

// ofItsOwn says that a part's numbers alone show that its scale ends where its
// answers do: there are many, and on some side too many at the top for the tail of
// a longer scale.
func (p *part) ofItsOwn() bool {
	if p.scale.Certainty != recognise.Certain || p.total < enough {
		return false
	}
	for _, by := range p.sides {
		top, next, third := float64(by[p.scale.Max]), float64(by[p.scale.Max-1]), float64(by[p.scale.Max-2])
		if 2*top >= next && 20*int(top) >= p.total/len(p.sides) || overTop(top, next, third) >= leastOver {
			return true
		}
	}
	return false
}

// overTop is how many answers a longer scale would have one step above the top, if
// the numbers of answers fell off as those of a normal distribution, whose second
// differences of the logarithm are constant: top³·third/next³.
func overTop(top, next, third float64) float64 {
	if next == 0 {
		return 0
	}
	r := top / next
	return r * r * r * third
}

// leastOver is how many answers must be missed there: none would come with a
// chance of e⁻¹².
const leastOver = 12

// apart is the chance below which two parts are on different scales.
const apart = 1e-6

// below says that the answers of p can't be on the scale of q, which ends higher.
// Of q's rows a share has an answer above the end of p; with that share s, n rows
// on the same scale would hold none with the chance (1 − s)ⁿ, which is below one
// in a million. Rows count and not answers, because the answers of a row go
// together; s is taken as above/(rows + 1), so that a few rows prove little.
func (p *part) below(q *part) bool {
	if p.scale.Max >= q.scale.Max || len(p.tops) == 0 || len(q.tops) == 0 {
		return false
	}
	above := 0
	for _, n := range q.tops {
		if n > p.scale.Max {
			above++
		}
	}
	return math.Pow(1-float64(above)/float64(len(q.tops)+1), float64(len(p.tops))) < apart
}

// differ says whether two parts are shown to be on different scales, and whether
// each is certain of its own.
func (p *part) differ(q *part) (shown, certain bool) {
	switch {
	case p.sameScale(q):
		return false, false
	case p.open || q.open || p.codedOtherwise(q):
		return true, true
	case p.words != nil && q.words != nil:
		return p.otherWords(q), true
	case p.told && q.told:
		return true, true
	case p.told:
		return p.tells(q)
	case q.told:
		return q.tells(p)
	}
	lo, hi := p, q
	if lo.scale.Max > hi.scale.Max {
		lo, hi = hi, lo
	}
	if lo.scale.Min < hi.scale.Min && lo.scale.Max < hi.scale.Max { // 0–4 and 1–5
		return true, lo.ofItsOwn() && hi.ofItsOwn()
	}
	if lo.scale.Max == hi.scale.Max || !lo.below(hi) {
		return false, false
	}
	return true, lo.ofItsOwn() && hi.scale.Certainty == recognise.Certain
}

// wordsOfRows lists the words in each row of columns of one table.
func wordsOfRows(cols []*recognise.Column) []map[string]bool {
	var out []map[string]bool
	for _, c := range cols {
		r := 0
		for cell := range c.Cells {
			if r == len(out) {
				out = append(out, make(map[string]bool))
			}
			if a := readCell(cell); a.Form == wording.Label || a.Form == wording.Both {
				out[r][a.Label] = true
			}
			r++
		}
	}
	return out
}

// otherWords says that answers in words are on two ladders: by the rule of below,
// one has words that the other would not lack if it were on the same ladder.
func (p *part) otherWords(q *part) bool {
	lacks := func(p, q *part) bool {
		return math.Pow(1-float64(q.notIn(p))/float64(len(q.words)+1), float64(len(p.words))) < apart
	}
	return lacks(p, q) || lacks(q, p)
}

// notIn counts the rows of p with a word that q does not have at all.
func (p *part) notIn(q *part) int {
	all := make(map[string]bool)
	for _, row := range q.words {
		maps.Copy(all, row)
	}
	n := 0
	for _, row := range p.words {
		for w := range row {
			if !all[w] {
				n++
				break
			}
		}
	}
	return n
}

// tells is differ for a part whose scale is told and one that has numbers alone.
func (p *part) tells(q *part) (shown, certain bool) {
	switch {
	case q.scale.Max > p.scale.Max:
		return true, q.scale.Certainty == recognise.Certain
	case p.counts != nil && !q.below(p):
		return false, false // its numbers fit the scale that is told
	}
	return true, q.ofItsOwn()
}

// within says that the numbers of a part whose scale is open lie on the scale of q.
func (p *part) within(q *part) bool {
	if p.scale.Seen == "%" || q.counts == nil || p.scale.Min < q.scale.Min {
		return false
	}
	for n, k := range p.counts {
		if k >= 3 && (n < q.scale.Min || n > q.scale.Max) {
			return false
		}
	}
	return true
}
