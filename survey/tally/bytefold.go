package tally

import "servqual/survey/simd"

// byteFold folds rows that are stored as bytes into the cores of their
// segments and, on the way, into tables of all of them: eight rows at a time
// in a word, item by item, where the rows of a segment would be spread to lanes
// and folded into tables of their own that are read out and added up again. Of
// 12,000 segments a row takes 130 ns instead of 600 (BenchmarkCores).
//
// It is for the usual form: expectation and perception on up to seven points,
// dimensions of few items, all of them in the totals.
type byteFold struct {
	plan  *Plan
	all   *tables
	dims  []byteDim
	items int    // in dimensions; they stand first in a row
	unit  uint64 // of totals
	shift int64  // value = state + shift

	joint    []uint8             // item byte × 64: joint counts of a segment's rows
	lanes    []uint64            // the same of all rows since they were last emptied, in lanes of 16 bits: item byte × 8 × (even, odd)
	inLane   int                 // rows in them
	cols     []simd.Column       // by item byte: the joint states of a block
	meta     [][byteBlock]uint64 // by word of fields: those of the block's rows
	blank    []uint64            // a row without answers
	rows     int                 // of the segment since joint was last emptied
	pad      uint32              // rows of it that are none
	score    []int64             // this segment's sums, as Core has them
	cross    crossBlock
	vector   [][byteBlock]uint64 // by dimension: a row's sums on the unit of totals, expectation below perception; 0 = not scored
	whole    [byteGroups]uint64  // the high bit of a row's byte: every dimension is scored
	own      [byteBlock]uint64   // a row's vector times its points
	scores   scoreProducts
	points   pointSums
	weighted [2]ownSums // perception and gap
}

// byteGroups is how many words of eight rows make a block, whose columns stay
// in the first-level cache.
const (
	byteBlock  = simd.BlockRows
	byteGroups = byteBlock / 8
	byteRows   = 240 // rows that the byte counts of joint can take, in whole blocks' groups
)

// byteDim is what the fold of a dimension needs at hand.
type byteDim struct {
	from, k int              // its bytes
	need    uint64           // answered items needed for a score
	scale   [8]uint64        // by items answered: what a sum is multiplied with for the unit of totals; 0 = no score
	joint   *[1 << 15]uint32 // by items answered and the two sums (sumBits): how often. Of its room only what is met is ever touched
	sums    simd.Sums
	first   [8]uint64 // by items answered: rows, Σ second, Σ first (firstBits each)
	second  [8]uint64 // by items answered: Σ second², 2Σ first·second, Σ first²
	word    int       // where its points stand
	off     uint
}

// sumBits is the width of a sum of states, at most 49, in a place of the joint
// table: the first side's, above it the second's, then the items answered.
const sumBits = 6

// firstBits is the width of the three sums that stand in one word: of a row's
// two sums x and y, z = x + y·2^23 holds both, and z² = x² + 2xy·2^23 + y²·2^46.
const firstBits = 23

// usualForm says whether byteFold can take a plan.
func (p *Plan) usualForm() bool {
	if !p.store.bytes || len(p.measures) != 3 || p.measures[0].Measure != E || p.measures[1].Measure != P || p.measures[2].Measure != Gap || len(p.bases) != 1 {
		return false
	}
	// Points times a score fit 32 bits.
	if len(p.battery) != len(p.dims) || len(p.dims) == 0 || len(p.dims) > 100 || p.unit > 900 || 7*p.unit > simd.MaxScore {
		return false
	}
	if m := p.study.Scale.Min; m < -10 || m > 10 { // nor may squares of totals outgrow 64 bits
		return false
	}
	for d := range p.dims {
		k := len(p.dims[d].items)
		if k == 0 || k > 7 { // (7·7)²·96 rows fit the 18 bits behind the second sum
			return false
		}
		for a := p.dims[d].need; a <= k; a++ {
			if p.dims[d].whole[a] == 0 {
				return false
			}
		}
	}
	return true
}

func newByteFold(p *Plan) *byteFold {
	n := len(p.dims)
	f := &byteFold{plan: p, all: newTables(p), dims: make([]byteDim, n), unit: uint64(p.unit), shift: int64(p.study.Scale.Min - 1),
		joint: make([]uint8, 64*8*p.store.items), lanes: make([]uint64, 16*8*p.store.items), cols: make([]simd.Column, 8*p.store.items), blank: make([]uint64, p.store.items),
		meta:   make([][byteBlock]uint64, p.store.words-p.store.items),
		vector: make([][byteBlock]uint64, n)}
	for d := range f.dims {
		x, dim := &f.dims[d], &p.dims[d]
		x.from, x.k, x.need = f.items, len(dim.items), uint64(dim.need)
		f.items += x.k
		for a := dim.need; a <= x.k; a++ {
			x.scale[a] = uint64(dim.whole[a])
		}
		x.joint = new([1 << 15]uint32)
		x.word, x.off = (1+d)>>2, uint((1+d)&3)*16
	}
	f.cross.init(f)
	f.points.init(n, len(p.outcomes))
	f.scores.init(n)
	return f
}

// segment adds rows of one segment to its sums.
func (f *byteFold) segment(x *snapshot, rows []uint32, sums []int64) {
	f.score = sums
	for len(rows) > 0 {
		n := min(byteBlock, len(rows))
		f.fetch(x, rows[n:])
		if f.rows+byteBlock > byteRows {
			f.spill()
		}
		f.gather(x, rows[:n])
		f.count(n)
		f.sum(n)
		f.cross.add(f)
		f.scoreRows(n)
		f.scores.add(f, n)
		f.squares()
		f.spillWeighted()
		rows = rows[n:]
	}
	f.spill()
	f.cross.spill(f)
	f.scores.spill(f)
	f.points.spill(f)
}

// fetch asks the memory for the rows of the first block: they lie all over it,
// and while one block is folded those of the next are brought near. Left to come
// when they are needed they cost the fold of a million a seventh; read just
// before, so that many come at a time, still 8 %.
func (f *byteFold) fetch(x *snapshot, rows []uint32) {
	words := f.plan.store.words
	var src [32][]uint64
	rows = rows[:min(byteBlock, len(rows))]
	for len(rows) > 0 {
		some := rows[:min(len(src), len(rows))]
		for r, a := range some {
			src[r] = x.chunks[a>>chunkBits].words[int(a&(chunkRows-1))*words:][:words]
		}
		simd.Fetch(src[:len(some)])
		rows = rows[len(some):]
	}
}

// gather turns the rows of a block into columns.
func (f *byteFold) gather(x *snapshot, rows []uint32) {
	st := &f.plan.store
	var src [32][]uint64
	for at := 0; at < len(rows); at += 32 {
		some := rows[at:min(at+32, len(rows))]
		for r, a := range some {
			src[r] = x.chunks[a>>chunkBits].words[int(a&(chunkRows-1))*st.words:][:st.words]
			for k, w := range src[r][st.items:] {
				f.meta[k][at+r] = w
			}
		}
		for r := len(some); r < len(src); r++ {
			src[r] = f.blank
		}
		simd.ToColumns(&src, st.items, f.cols, at/8)
	}
}

// count counts the joint states of each item. Rows that fill up the last word
// count as answering nothing, which nobody reads.
func (f *byteFold) count(n int) {
	groups := (n + 7) / 8
	for i := range f.plan.store.order {
		joint := (*[64]uint8)(f.joint[64*i:])
		for _, c := range f.cols[i][:groups] {
			joint[c&63]++
			joint[c>>8&63]++
			joint[c>>16&63]++
			joint[c>>24&63]++
			joint[c>>32&63]++
			joint[c>>40&63]++
			joint[c>>48&63]++
			joint[c>>56&63]++
		}
	}
	f.rows += 8 * groups
	f.pad += uint32(8*groups - n)
}

// sum adds up each dimension's items. Rows after the block's answer nothing.
func (f *byteFold) sum(n int) {
	groups := (n + 31) / 32 * 4 // as gather fills them
	for d := range f.dims {
		x := &f.dims[d]
		x.sums.Sum(f.cols[x.from : x.from+x.k])
		clear(x.sums.Answered[groups:])
	}
}

// squares takes the sums of a block's rows apart, so that no lane overflows.
func (f *byteFold) squares() {
	l := &f.plan.core
	for d := range f.dims {
		x := &f.dims[d]
		classes := l.classes[d]
		for a := int(x.need); a <= x.k; a++ {
			z, zz := x.first[a], x.second[a]
			if z == 0 {
				continue
			}
			x.first[a], x.second[a] = 0, 0
			const mask = 1<<firstBits - 1
			n, e, p := int64(z>>(2*firstBits)), int64(z&mask), int64(z>>firstBits&mask)
			ee, ep, pp := int64(zz&mask), int64(zz>>firstBits&mask)/2, int64(zz>>(2*firstBits))
			s := f.shift * int64(a) // a sum of values is that of states + s
			at := f.score[l.dims[d]+3*(a-int(x.need)):]
			at[0] += n
			at[1] += e + n*s
			at[2] += ee + 2*s*e + n*s*s
			at = at[3*classes:]
			at[0] += n
			at[1] += p + n*s
			at[2] += pp + 2*s*p + n*s*s
			at = at[3*classes:]
			at[0] += n
			at[1] += p - e
			at[2] += ee - 2*ep + pp
		}
	}
}
