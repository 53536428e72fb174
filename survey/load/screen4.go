package load

import (
	"encoding/binary"

	"servqual/survey"
)

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

// pair pairs the columns of a batch, if answers take four bits: half the time
// that eight bits and all runs took.
func (s *screenState) pair(p *plan, perception []int, o *ScreenOptions, n int) {
	f := &s.fours
	f.Pairs = f.Pairs[:0]
	sc := p.study.Scale
	if sc.Min < 0 || sc.Top() > 7 || len(perception) == 0 || len(perception) > 2*mostPairs || len(p.slots) > 0xFF {
		return
	}
	if s.paired == nil {
		s.paired = pairing(len(p.slots), perception)
	}
	s.bounds(o, len(perception), p.long(o, len(perception)))
	for len(s.blank) < n {
		s.blank = append(s.blank, survey.Missing)
	}
	for _, k := range s.paired {
		pair := columnPair{Low: s.columns[k[0]], High: s.blank[:n]}
		if k[1] >= 0 {
			pair.High = s.columns[k[1]]
		}
		f.Pairs = append(f.Pairs, pair)
	}
}

// bounds says how many changes are enough, and where one of them has to be: a
// run of length long, which is too long, passes through the columns between items − long and
// long.
func (s *screenState) bounds(o *ScreenOptions, items, long int) {
	f := &s.fours
	f.Enough = min(max(1, o.steady(items)), 0x80)
	half := (items + 1) / 2
	f.Middle = room(f.Middle, half)
	clear(f.Middle)
	long = min(long, items)
	for k := max(1, items-long+1); k < long; k++ { // between k−1 and k
		if k < half {
			f.Middle[k] |= ones
		} else {
			f.Middle[k-half] |= ones << 4
		}
	}
}

// inPairs screens n rows two columns at a time. Only the few rows that may look
// careless have their runs found.
func (s *screenState) inPairs(n int) {
	s.fours.rows(s.near[:n], s.all[:n], s.hash[:n])
	for at := 0; at < n; at += 8 {
		if binary.LittleEndian.Uint64(s.near[at:]) != 0 {
			s.runs(at)
			s.sameness(at)
		}
	}
}
