package index

import (
	"math"

	"servqual/survey/stats"
)

// KanoCategory is what a feature is to a respondent. The zero value is invalid.
type KanoCategory int

// The categories of Kano et al. 1984.
const (
	Attractive KanoCategory = iota + 1
	OneDimensional
	MustBe
	Indifferent
	Reverse
	Questionable
)

// KanoCategories lists them in the order in which tables print them.
func KanoCategories() []KanoCategory {
	return []KanoCategory{Attractive, OneDimensional, MustBe, Indifferent, Reverse, Questionable}
}

// Letter is the category's usual letter.
func (c KanoCategory) Letter() string {
	if c < Attractive || c > Questionable {
		return ""
	}
	return "AOMIRQ"[c-1 : c]
}

// kanoTable classifies a pair of answers: rows functional, columns
// dysfunctional, both like, must, neutral, live, dislike.
var kanoTable = [5]string{"QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"}

// KanoCell classifies one pair of answers, each 0 (like) … 4 (dislike).
func KanoCell(functional, dysfunctional int) KanoCategory {
	if functional < 0 || functional > 4 || dysfunctional < 0 || dysfunctional > 4 {
		return 0
	}
	for _, c := range KanoCategories() {
		if c.Letter()[0] == kanoTable[functional][dysfunctional] {
			return c
		}
	}
	return 0
}

// Kano is the outcome for one feature.
type Kano struct {
	Defined  bool
	N        float64
	Counts   [7]float64 // by category; 0 unused
	Category KanoCategory
	Second   KanoCategory
	Mixed    bool           // Fong: the first two can't be told apart
	Lead     float64        // |a−b|
	Needed   float64        // what Lead must reach
	Better   stats.Estimate // (A+O)/(A+O+M+I)
	Worse    stats.Estimate // −(O+M)/(A+O+M+I)
	Notes    []stats.Note
}

// KanoOf evaluates the joint counts of a functional (rows) and a dysfunctional
// question (columns), both ordered like, must, neutral, live, dislike. Who left
// either out is not in it.
//
//	Better = (A+O)/(A+O+M+I),  Worse = −(O+M)/(A+O+M+I)   with Wilson's interval
//	Fong: told apart when |a−b| ≥ 1.65·√((a+b)(2N−a−b)/(2N)), a and b the two
//	most frequent categories; else mixed
//
// Sources: Kano et al. 1984, Hinshitsu 14(2):39; Berger et al. 1993, Center for
// Quality of Management J. 2(4); Fong 1996, ibid. 5(3); method A.6.
func KanoOf(joint [5][5]float64, level float64) Kano {
	var k Kano
	for f := range joint {
		for d, n := range joint[f] {
			if !(n >= 0) || math.IsInf(n, 1) {
				none := stats.Undefined(stats.MethodWilson, 0, stats.BadArgument)
				return Kano{Better: none, Worse: none, Notes: none.Notes}
			}
			k.Counts[KanoCell(f, d)] += n
			k.N += n
		}
	}
	return k.evaluate(level)
}

// KanoOfCounts is KanoOf for answers that have been classified already.
func KanoOfCounts(counts map[KanoCategory]float64, level float64) Kano {
	var k Kano
	for _, c := range KanoCategories() {
		if n := counts[c]; n > 0 && !math.IsInf(n, 1) {
			k.Counts[c] = n
			k.N += n
		}
	}
	return k.evaluate(level)
}

func (k Kano) evaluate(level float64) Kano {
	if k.N == 0 {
		k.Better = stats.Undefined(stats.MethodWilson, 0, stats.NoData)
		k.Worse, k.Notes = k.Better, k.Better.Notes
		return k
	}
	k.Defined = true
	for _, c := range KanoCategories() {
		switch n := k.Counts[c]; {
		case k.Category == 0 || n > k.Counts[k.Category]:
			k.Category, k.Second = c, k.Category
		case k.Second == 0 || n > k.Counts[k.Second]:
			k.Second = c
		}
	}
	a, b := k.Counts[k.Category], k.Counts[k.Second]
	k.Lead = a - b
	k.Needed = 1.65 * math.Sqrt((a+b)*(2*k.N-a-b)/(2*k.N))
	k.Mixed = b > 0 && k.Lead < k.Needed
	A, O, M, I := k.Counts[Attractive], k.Counts[OneDimensional], k.Counts[MustBe], k.Counts[Indifferent]
	clear := A + O + M + I
	k.Better = stats.Wilson(A+O, clear, level)
	k.Worse = linear(stats.Wilson(O+M, clear, level), -1, 0)
	return k
}
