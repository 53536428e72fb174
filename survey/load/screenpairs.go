package load

import (
	"encoding/binary"

	"servqual/survey"
)

// On scales up to 7 an answer takes four bits, the highest of them set where
// there is none. Two columns then go through the screening as one byte a row.
const (
	fours     = 0x0F * ones // the first of a pair
	fourHighs = 0x88 * ones
	fourLows  = 0x77 * ones
)

// columnPair is two columns of answers that go through the screening as one.
type columnPair struct{ Low, High []survey.Code }

// mostPairs is how many pairs of perceptions there may be: their changes are
// counted in four bits.
const mostPairs = 15

// pairScreening counts the answers of rows, 0 to 7 or none, makes a hash of them,
// and finds the rows whose perceptions may be of too little variation. In all
// columns there are at most 255 answers a row.
type pairScreening struct {
	// Pairs are the columns: first the perceptions, the first half of them
	// paired with the second.
	Pairs []columnPair
	// Middle says, by pair of perceptions, where a change from the answer
	// before is one in the middle: in each byte 1 for the first of the pair,
	// 0x10 for the second.
	Middle []uint64
	// Enough is how many changes are enough, 1 to 0x80.
	Enough int

	words []uint64 // by pair, then zeros that fill up eight: a byte a row
}

// rows goes through as many rows, a multiple of eight, as its results have
// room for. near has a byte other than 0 for rows with fewer changes than are
// enough, or without one in the middle; a change over a missing answer is not
// seen here. hash is one of all answers of the row. Of 44 columns a row takes
// 20 ns.
func (s *pairScreening) rows(near []uint8, given []uint16, hash []uint64) {
	n, half := len(near), len(s.Middle)
	if n%8 != 0 || len(given) != n || len(hash) != n {
		panic("load: rows of a screening")
	}
	if half == 0 || half > mostPairs || half > len(s.Pairs) || s.Enough < 1 || s.Enough > 0x80 {
		panic("load: perceptions of a screening")
	}
	for _, p := range s.Pairs {
		if len(p.Low) < n || len(p.High) < n {
			panic("load: columns of a screening")
		}
	}
	s.words = room(s.words, (len(s.Pairs)+7)&^7)
	for at := 0; at < n; at += 8 {
		s.eight(at, near[at:at+8], given[at:at+8], hash[at:at+8])
	}
}

// eight is rows of eight rows.
func (s *pairScreening) eight(at int, near []uint8, given []uint16, hash []uint64) {
	words := s.words
	clear(words[len(s.Pairs):])
	for k, p := range s.Pairs {
		words[k] = fourBits(survey.Load8(p.Low[at:]), survey.Load8(p.High[at:]))
	}
	binary.LittleEndian.PutUint64(near, s.steady(words[:len(s.Middle)]))
	var sums [8]uint64
	all := uint64(0)
	for from := 0; from < len(words); from += 8 {
		w := *(*[8]uint64)(words[from:])
		count := uint64(0)
		for _, x := range w[:min(8, len(s.Pairs)-from)] {
			count += ^x & fourHighs >> 3
		}
		all += count&fours + count>>4&fours
		survey.Transpose8(&w)
		for r, row := range w {
			sums[r] = survey.Mix(sums[r] ^ row)
		}
	}
	copy(hash, sums[:])
	for r := range given {
		given[r] = uint16(all >> (8 * r) & 0xFF)
	}
}

// fourBits makes two columns of eight answers one word: a byte for each row.
func fourBits(low, high uint64) uint64 {
	return (low|low>>4)&fours | (high|high<<4)&^fours
}

// steady is near of eight rows.
func (s *pairScreening) steady(words []uint64) uint64 {
	changes, middle := uint64(0), uint64(0)
	before := words[len(words)-1] << 4 &^ fours // the end of the first half, ahead of the second
	before |= highs >> 4                        // and nothing ahead of the first
	for k, x := range words {
		// The highest of four bits: both are answers, and not the same.
		c := ((x^before)&fourLows + fourLows) &^ (x | before) & fourHighs >> 3
		changes += c
		middle |= c & s.Middle[k]
		before = x
	}
	changes = changes&fours + changes>>4&fours
	middle = (middle | middle>>4) & ones
	return ^(changes+uint64(0x80-s.Enough)*ones)&highs | (middle ^ ones)
}
