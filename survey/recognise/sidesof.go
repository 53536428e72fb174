package recognise

import (
	"slices"
	"sort"
	"strings"

	"servqual/survey"
	"servqual/survey/wording"
)

// sideHints are marks that say a side where another one stands beside them.
var sideHints = []sideWord{
	{"should", survey.Expectation}, {"ought", survey.Expectation}, {"ideal", survey.Expectation}, {"want", survey.Expectation}, {"before", survey.Expectation}, {"excellent", survey.Expectation}, {"应该", survey.Expectation}, {"应当", survey.Expectation}, {"理想", survey.Expectation}, {"事前", survey.Expectation}, {"之前", survey.Expectation},
	{"important", survey.Importance}, {"importance", survey.Importance}, {"重要", survey.Importance}, {"matter", survey.Importance}, {"matters", survey.Importance}, {"重视", survey.Importance}, {"在意", survey.Importance}, {"priority", survey.Importance},
	{"does", survey.Perception}, {"did", survey.Perception}, {"we do", survey.Perception}, {"got", survey.Perception}, {"received", survey.Perception}, {"after", survey.Perception}, {"satisfied", survey.Perception}, {"satisfaction", survey.Perception}, {"满意", survey.Perception}, {"做到", survey.Perception}, {"得到", survey.Perception}, {"事后", survey.Perception}, {"之后", survey.Perception}, {"actual", survey.Perception}, {"表现", survey.Perception}, {"performance", survey.Perception},
}

// sidesOf finds the side that each value names. Where one is named and one is
// not, the other is its counterpart: perception beside expectation or importance.
func sidesOf(values []string) (sides []survey.Side, named bool) {
	sides = make([]survey.Side, len(values))
	seen := make(map[survey.Side]bool)
	unknown := 0
	for k, v := range values {
		s, _, _ := SideIn(v)
		if short, ok := CodeSides[v]; ok {
			s = short
		}
		if s == 0 {
			s = hinted(v)
		}
		if s == 0 || seen[s] {
			s = 0
			unknown++
		}
		seen[s] = true
		sides[k] = s
	}
	if unknown == 0 {
		return sides, true
	}
	if unknown == 1 && len(values) == 2 {
		k := slices.Index(sides, 0)
		switch sides[1-k] {
		case survey.Perception:
			sides[k] = survey.Expectation
		default:
			sides[k] = survey.Perception
		}
		return sides, true
	}
	return defaultSides(len(values)), false
}

// hinted finds a hint in a key, which has no blanks.
func hinted(key string) survey.Side {
	var found survey.Side
	for _, h := range sideHints {
		if strings.Contains(key, strings.ReplaceAll(h.text, " ", "")) {
			if found != 0 && found != h.side {
				return 0
			}
			found = h.side
		}
	}
	return found
}

// namedAbove reads the sides, in their order, from a stem that names both: "How
// important is it, and how did we do?"
func namedAbove(cols []*Column, sides *[]survey.Side) bool {
	if len(*sides) != 2 {
		return false
	}
	stem := cols[0].Block + " " + cols[0].Text
	type at struct {
		place int
		side  survey.Side
	}
	var found []at
	for _, list := range [][]sideWord{sideWords, sideHints} {
		for _, w := range list {
			if i := wording.IndexWord(stem, w.text); i >= 0 && !slices.ContainsFunc(found, func(a at) bool { return a.side == w.side }) {
				found = append(found, at{i, w.side})
			}
		}
	}
	sort.Slice(found, func(a, b int) bool { return found[a].place < found[b].place })
	if len(found) < 2 || found[0].side != survey.Perception && found[1].side != survey.Perception {
		return false
	}
	*sides = []survey.Side{found[0].side, found[1].side}
	return true
}

func defaultSides(n int) []survey.Side {
	if n == 3 {
		return []survey.Side{survey.Minimum, survey.Desired, survey.Perception}
	}
	return []survey.Side{survey.Expectation, survey.Perception}
}
