package load

import (
	"encoding/binary"

	"servqual/survey"
)

// On scales up to 7 an answer takes four bits, the highest of them set where
// there is none. Two columns then go through the screening as one, and only the
// few rows that may look careless have their runs found: half the time that
// eight bits and all runs took.
const (
	fours     = 0x0F * lanes // the first of a pair
	fourHighs = 0x88 * lanes
	fourLows  = 0x77 * lanes
)

// mostPairs is how many pairs of perceptions there may be: their changes are
// counted in four bits.
const mostPairs = 15

// pairing says which columns are paired: the first half of the perceptions with
// the second, then the others. −1 stands for none.
func pairing(slots int, perception []int) (pairs [][2]int) {
	half := (len(perception) + 1) / 2
	for i, k := range perception[:half] {
		pair := [2]int{k, -1}
		if half+i < len(perception) {
			pair[1] = perception[half+i]
		}
		pairs = append(pairs, pair)
	}
	taken := make([]bool, slots)
	for _, k := range perception {
		taken[k] = true
	}
	last := -1
	for k := range slots {
		switch {
		case taken[k]:
		case last < 0:
			last = k
		default:
			pairs = append(pairs, [2]int{last, k})
			last = -1
		}
	}
	if last >= 0 {
		pairs = append(pairs, [2]int{last, -1})
	}
	return pairs
}

// columnPair is two columns of answers that go through the screening as one.
type columnPair struct{ low, high []survey.Code }

// pair pairs the columns of a batch, if answers take four bits.
func (s *screenState) pair(p *plan, perception []int, o *ScreenOptions, n int) {
	s.pairs = s.pairs[:0]
	sc := p.study.Scale
	if sc.Min < 0 || sc.Max > 7 || len(perception) == 0 || len(perception) > 2*mostPairs || len(p.slots) > 0xFF {
		return
	}
	if s.paired == nil {
		s.paired = pairing(len(p.slots), perception)
		s.words = make([]uint64, eights(len(s.paired)))
	}
	s.bounds(o, len(perception))
	for len(s.blank) < n {
		s.blank = append(s.blank, survey.Missing)
	}
	for _, k := range s.paired {
		pair := columnPair{s.columns[k[0]], s.blank[:n]}
		if k[1] >= 0 {
			pair.high = s.columns[k[1]]
		}
		s.pairs = append(s.pairs, pair)
	}
}

// bounds says how many changes are enough, and where one of them has to be: a
// run that is too long passes through the columns between items − long and
// long.
func (s *screenState) bounds(o *ScreenOptions, items int) {
	s.enough = min(max(1, o.steady(items)), 0x80)
	half := (items + 1) / 2
	s.middle = room(s.middle, half)
	clear(s.middle)
	long := min(o.long(items), items)
	for k := max(1, items-long+1); k < long; k++ { // between k−1 and k
		if k < half {
			s.middle[k] |= lanes
		} else {
			s.middle[k-half] |= lanes << 4
		}
	}
}

// fourBits makes two columns of eight answers one word: a byte for each row.
func fourBits(low, high uint64) uint64 {
	return (low|low>>4)&fours | (high|high<<4)&^fours
}

// inPairs makes a hash of all answers of each of eight rows, counts them, and
// finds the rows whose perceptions may be of too little variation.
func (s *screenState) inPairs(at int) {
	for k, p := range s.pairs {
		s.words[k] = fourBits(survey.Load8(p.low[at:]), survey.Load8(p.high[at:]))
	}
	near := s.steadyRows()
	binary.LittleEndian.PutUint64(s.near[at:], near)
	if near != 0 {
		s.runs(at)
		s.sameness(at)
	}
	var hash [8]uint64
	given := uint64(0)
	for from := 0; from < len(s.words); from += 8 {
		w := *(*[8]uint64)(s.words[from:])
		count := uint64(0)
		for _, x := range w[:min(8, len(s.pairs)-from)] {
			count += ^x & fourHighs >> 3
		}
		given += count&fours + count>>4&fours
		survey.Transpose8(&w)
		for r, row := range w {
			h := (hash[r] ^ row) * 0x9e3779b97f4a7c15
			hash[r] = h ^ h>>32
		}
	}
	copy(s.hash[at:], hash[:])
	all := s.all[at : at+8]
	for r := range all {
		all[r] = uint16(given >> (8 * r) & 0xFF)
	}
}

// steadyRows has a byte other than 0 for each of eight rows with fewer changes
// than are enough, or without one in the middle, where all long runs pass. A
// change over a missing answer is not seen here.
func (s *screenState) steadyRows() uint64 {
	words := s.words[:len(s.middle)]
	changes, middle := uint64(0), uint64(0)
	before := words[len(words)-1] << 4 &^ fours // the end of the first half, ahead of the second
	before |= absent >> 4                       // and nothing ahead of the first
	for k, x := range words {
		// The highest of four bits: both are answers, and not the same.
		c := ((x^before)&fourLows + fourLows) &^ (x | before) & fourHighs >> 3
		changes += c
		middle |= c & s.middle[k]
		before = x
	}
	changes = changes&fours + changes>>4&fours
	middle = (middle | middle>>4) & lanes
	return ^(changes+uint64(0x80-s.enough)*lanes)&highs | (middle ^ lanes)
}
