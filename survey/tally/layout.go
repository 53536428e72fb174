package tally

import "math/bits"

// layout says how a respondent's answers are packed into words, so that a row
// of 22 two-sided items with points and two outcomes takes 56 bytes and is
// added up several items at a time.
//
// Each item has a lane of a word. In its lowest bits stand the states of its
// sides (code − min + 1, 0 = no number), side after side. The lane is so wide
// that the product of two states, summed over a block of rows, still fits:
// multiplying a word whose lanes hold one side by the state of one item gives
// the cross products of that item with all items of the word in one go.
// A dimension's items stand together; no word holds items of two dimensions.
type layout struct {
	bits   uint   // of a state
	lane   uint   // of a lane
	lanes  int    // in a word
	state  uint64 // mask of one state
	cell   uint64 // mask of the states of all sides
	cells  int    // of an item's joint table
	places []place
	spans  []span // by dimension
	meta   int    // first word behind the items: points and outcomes
	words  int    // of a row
	every  uint64 // 1 in each lane
}

// place is where an item stands.
type place struct {
	word  int
	shift uint
}

// span is the words of a dimension.
type span struct {
	word, words int
	ones        []uint64 // by word: 1 in each lane in use
	items       []int
}

// maxBlock is how many rows are added up before a lane may overflow. A block
// of rows and the tables it adds to stay in the first-level cache.
const maxBlock = 64

func newLayout(p *Plan) layout {
	l := layout{bits: uint(bits.Len(uint(p.states - 1)))}
	l.state = 1<<l.bits - 1
	joint := l.bits * uint(len(p.study.Sides))
	l.cell, l.cells = 1<<joint-1, 1<<joint
	high := uint(p.states - 1)
	l.lane = max(joint, l.bits+1, uint(bits.Len(high*high*maxBlock)))
	l.lanes = int(64 / l.lane)
	for k := range l.lanes {
		l.every |= 1 << (uint(k) * l.lane)
	}
	l.places = make([]place, len(p.study.Items))
	for i := range l.places {
		l.places[i].word = -1
	}
	for d := range p.dims {
		l.spans = append(l.spans, l.place(p.dims[d].items))
	}
	for i := range l.places { // an item of no dimension
		if l.places[i].word < 0 {
			l.place([]int{i})
		}
	}
	l.meta = l.words
	l.words += (p.metaFields() + 3) / 4
	return l
}

func (l *layout) place(items []int) span {
	s := span{word: l.words, words: (len(items) + l.lanes - 1) / l.lanes, items: items}
	s.ones = make([]uint64, s.words)
	for k, i := range items {
		shift := uint(k%l.lanes) * l.lane
		l.places[i] = place{s.word + k/l.lanes, shift}
		s.ones[k/l.lanes] |= 1 << shift
	}
	l.words += s.words
	return s
}

// Behind the items stand fields of 16 bits: what became of the points, the
// points of each dimension of the battery, the outcomes.
const (
	pointsAbsent = iota
	pointsValid
	pointsBad
	pointsWhole // valid, and they add up to the whole as they are
)

func (p *Plan) metaFields() int { return 1 + len(p.battery) + len(p.outcomes) }

func (l *layout) field(row []uint64, k int) uint16 {
	return uint16(row[l.meta+k>>2] >> (uint(k&3) * 16))
}

// stateOf reads the state of an item on a side.
func (l *layout) stateOf(row []uint64, item int, side uint) uint64 {
	pl := l.places[item]
	return row[pl.word] >> (pl.shift + side*l.bits) & l.state
}

// sumLanes adds up the lanes of a word: the product's highest lane holds the
// sum of all.
func (l *layout) sumLanes(w uint64) uint64 {
	return w * l.every >> (uint(l.lanes-1) * l.lane) & (1<<l.lane - 1)
}
