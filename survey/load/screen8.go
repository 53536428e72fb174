package load

import (
	"encoding/binary"

	"servqual/survey"
)

// screenState is what the screening knows of each row's pattern of answers.
// It is found for eight rows at a time, a byte of a word for each: a third of
// the time that it takes column by column with a state for each row.
type screenState struct {
	longest []byte   // longest run of one answer among the perceptions
	given   []byte   // perceptions given
	changes []byte   // perceptions that differ from the one given before
	same    []byte   // 1: expectations were given and are all the same
	all     []uint16 // answers on any side
	hash    []uint64
	near    []byte             // not 0: longest, given, changes and same were found, as the row may look careless
	points  [][abreast]float64 // of the outlier model

	columns, perception, expectation [][]survey.Code

	// See screen4.go.
	paired [][2]int      // slots
	fours  pairScreening // without pairs where answers take more than four bits
	blank  []survey.Code
}

// varied says that a row's perceptions are not all the same.
func (s *screenState) varied(row int) bool {
	return s.near[row] == 0 || s.longest[row] < s.given[row]
}

// maxPattern is how many perceptions are looked at for a pattern; the run
// lengths of longer questionnaires would not fit the bytes.
const maxPattern = 127

// look goes through the answers of the batch. perception and expectation are
// indexes of the plan's slots. Of a row that varies enough only the hash and
// the number of answers matter.
func (s *screenState) look(w *worker, perception, expectation []int, o *ScreenOptions) {
	n := eights(w.batch.N)
	s.room(n)
	s.columns, s.perception, s.expectation = s.columns[:0], s.perception[:0], s.expectation[:0]
	for k := range w.p.slots {
		s.columns = append(s.columns, w.batch.Answers[w.p.slots[k].slot][:n])
	}
	for _, k := range perception[:min(len(perception), maxPattern)] {
		s.perception = append(s.perception, s.columns[k])
	}
	for _, k := range expectation {
		s.expectation = append(s.expectation, s.columns[k])
	}
	s.pair(w.p, perception, o, n)
	if len(s.fours.Pairs) > 0 {
		s.inPairs(n)
		return
	}
	for at := 0; at < n; at += 8 {
		s.runs(at)
		s.sameness(at)
		s.hashes(at)
		binary.LittleEndian.PutUint64(s.near[at:], ones)
	}
}

// room is for n rows.
func (s *screenState) room(n int) {
	s.longest, s.given, s.changes, s.same = room(s.longest, n), room(s.given, n), room(s.changes, n), room(s.same, n)
	s.all, s.hash, s.near = room(s.all, n), room(s.hash, n), room(s.near, n)
}

// runs finds the runs of like perceptions in eight rows. A missing answer does
// not end a run.
func (s *screenState) runs(at int) {
	var run, longest, given, begun uint64
	last := absent
	for _, col := range s.perception {
		x := survey.Load8(col[at:])
		valid := survey.Valid8(x)
		other := differ(x, last) & valid
		mask := full(other)
		last = last&^mask | x&mask
		run = run&^mask + valid
		grown := full(^((longest | highs) - run) >> 7 & ones) // longest < run; both are below 128
		longest = longest&^grown | run&grown
		given += valid
		begun += other
	}
	binary.LittleEndian.PutUint64(s.longest[at:], longest)
	binary.LittleEndian.PutUint64(s.given[at:], given)
	binary.LittleEndian.PutUint64(s.changes[at:], begun-differ(given, 0)) // the first run is no change
}

// sameness finds out whether the expectations of eight rows are all the same.
func (s *screenState) sameness(at int) {
	var seen, several uint64
	last := absent
	for _, col := range s.expectation {
		x := survey.Load8(col[at:])
		valid := survey.Valid8(x)
		several |= differ(x, last) & valid & seen
		mask := full(valid)
		last = last&^mask | x&mask
		seen |= valid
	}
	binary.LittleEndian.PutUint64(s.same[at:], seen&^several)
}

// hashes makes a hash of all answers of each of eight rows, and counts them.
func (s *screenState) hashes(at int) {
	var hash, w [8]uint64
	all := s.all[at : at+8]
	clear(all)
	for from := 0; from < len(s.columns); from += 8 {
		cols, count := s.columns[from:min(from+8, len(s.columns))], uint64(0)
		clear(w[len(cols):])
		for k, col := range cols {
			w[k] = survey.Load8(col[at:])
			count += survey.Valid8(w[k])
		}
		survey.Transpose8(&w)
		for r, row := range w {
			hash[r] = survey.Mix(hash[r] ^ row)
			all[r] += uint16(count >> (8 * r) & 0xFF)
		}
	}
	copy(s.hash[at:], hash[:])
}

// absent is eight missing answers: no number is equal to one.
const absent uint64 = highs

// full makes 0xFF of each byte 1.
func full(ones uint64) uint64 { return ones * 0xFF }

// differ has a byte 1 where two words differ.
func differ(x, y uint64) uint64 {
	d := x ^ y
	return (d&^highs + 0x7F*ones | d) >> 7 & ones
}
