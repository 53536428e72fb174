package tally

import (
	"encoding/binary"

	"servqual/survey"
)

// spill reads n, Σ and Σ² of each item off the joint counts of a segment's
// rows, adds the counts to those of all rows, and empties them.
func (f *byteFold) spill() {
	if f.rows == 0 {
		return
	}
	l, p := &f.plan.core, f.plan
	if f.inLane += f.rows; f.inLane >= 1<<16 {
		f.spillLanes()
		f.inLane = f.rows
	}
	for k, i := range p.store.order {
		joint := f.joint[64*k : 64*k+64]
		joint[0] -= uint8(f.pad)
		itemSums(joint, (*[16]uint64)(f.lanes[16*k:]), f.shift, f.score[l.items+9*i:l.items+9*i+9])
		clear(joint)
	}
	f.rows, f.pad = 0, 0
}

// spillLanes adds the counts of all rows to the tables. Adding them up in lanes
// first saves 100 ns of 180 an item and segment.
func (f *byteFold) spillLanes() {
	p := f.plan
	for k, i := range p.store.order {
		to := f.all.joint[i*p.layout.cells:]
		for at, w := range f.lanes[16*k : 16*k+16] {
			second := at >> 1 << p.layout.bits
			for first := at & 1; w > 0; first, w = first+2, w>>16 {
				if n := uint32(w & 0xffff); n > 0 {
					to[first|second] += n
				}
			}
		}
	}
	clear(f.lanes)
}

// Weights of the eight bytes of a word, as a multiplier of its even bytes and
// one of its odd bytes in lanes of 16 bits: the top lane of the product is the
// sum of byte·index, or byte·index².
const (
	evenIndex, oddIndex   = 6 | 4<<16 | 2<<32, 7 | 5<<16 | 3<<32 | 1<<48
	evenSquare, oddSquare = 36 | 16<<16 | 4<<32, 49 | 25<<16 | 9<<32 | 1<<48
	evens                 = 0x00ff00ff00ff00ff
)

func indexSum(w uint64) int64 {
	return int64(w&evens*evenIndex>>48 + w>>8&evens*oddIndex>>48)
}

func squareSum(w uint64) int64 {
	return int64(w&evens*evenSquare>>48 + w>>8&evens*oddSquare>>48)
}

func countSum(w uint64) int64 {
	return int64((w&evens + w>>8&evens) * 0x0001000100010001 >> 48)
}

// itemSums adds what an item's joint counts say: the counts to those of all
// rows, and to sums n, Σ and Σ² of the first side, the second, and their
// difference. A word of counts is one state of the second side, its bytes the
// states of the first; together they are no more than a byte holds. So the counts
// of each state make a word again, of which the sums are taken: 5 ns a row less
// than taking them word by word.
func itemSums(joint []uint8, all *[16]uint64, shift int64, sums []int64) {
	var first, none uint64   // by state of the first side: all, and with the second not answered
	var second, alone uint64 // by state of the second side: all, and with the first not answered
	var even, odd uint64     // by state of the first side, in lanes: Σ second
	for s := range uint64(8) {
		w := binary.LittleEndian.Uint64(joint[8*s:])
		e, o := w&evens, w>>8&evens
		all[2*s] += e
		all[2*s+1] += o
		if s == 0 {
			none = w
		}
		first += w
		second = second>>8 | (e+o)*0x0001000100010001>>48<<56
		alone = alone>>8 | w<<56
		even += s * e
		odd += s * o
	}
	ep := int64(even*evenIndex>>48 + odd*oddIndex>>48)
	second &^= 0xff // not answered
	alone &^= 0xff
	bothFirst, bothSecond := first-none, second-alone
	addValues(sums[0:3], countSum(first&^0xff), indexSum(first), squareSum(first), shift)
	addValues(sums[3:6], countSum(second), indexSum(second), squareSum(second), shift)
	addValues(sums[6:9], countSum(bothSecond), indexSum(bothSecond)-indexSum(bothFirst), squareSum(bothSecond)+squareSum(bothFirst)-2*ep, 0)
}

// addValues adds n, Σ and Σ² of states as those of values.
func addValues(to []int64, n, sum, square, shift int64) {
	to[0] += n
	to[1] += sum + n*shift
	to[2] += square + 2*shift*sum + n*shift*shift
}

// spill adds a segment's points and totals to its sums and to those of all.
func (p *pointSums) spill(f *byteFold) {
	l := &f.plan.core
	at := f.score[l.weights:]
	at[0] += p.one.valid
	at[1] += p.one.bad
	p.valid += p.one.valid
	p.bad += p.one.bad
	for d := range p.sum {
		at[2+d] += p.one.sum[d]*(WeightUnit/10000) + p.one.fine[d]
		p.sum[d] += p.one.sum[d]
	}
	clear(p.one.sum)
	clear(p.one.fine)
	p.one.valid, p.one.bad = 0, 0
	for i := range p.codes {
		f.spillOutcome(i)
	}
}

// spillOutcome adds an outcome's codes. All numbers stand below the codes that
// say why there is none, or above them all.
func (f *byteFold) spillOutcome(i int) {
	codes, all, to := &f.points.codes[i], &f.all.outcomes[i].codes, f.score[f.plan.core.outcomes+2*i:]
	for c, n := range codes {
		if v := survey.Code(c); n > 0 && v.Valid() {
			all[c] += n
			to[0] += int64(n)
			to[1] += int64(n) * int64(v)
		}
	}
	*codes = [256]uint32{}
}

// spillWeighted adds the weighted totals of a block to the segment's sums and
// to those of all.
func (f *byteFold) spillWeighted() {
	const unit = WeightUnit / 10000
	for i := range f.weighted {
		m := 1 + i
		x, to := &f.weighted[i], f.score[f.plan.core.totals+totalStride*m:]
		own := moments{n: x.n}
		own.sum.addProduct(x.sum, unit)
		own.square.addProduct(x.square, unit*unit)
		own.merge(&x.fine)
		to[2] += own.n
		to[3] += int64(own.sum.lo & limbMask)
		to[4] += own.sum.hi<<(64-limbBits) | int64(own.sum.lo>>limbBits)
		f.all.totals[m].weighted.merge(&own)
		*x = ownSums{}
	}
}

// close gives the tables of all rows seen.
func (f *byteFold) close() *tables {
	t := f.all
	f.spillLanes()
	f.inLane = 0
	f.cross.close(t)
	f.scores.close(f, t)
	p := &f.points
	t.weightsOK += p.valid
	t.weightsBad += p.bad
	for d := range p.sum {
		if len(t.weights) == 0 {
			break
		}
		w := weightTally{sum: p.sum[d] * (WeightUnit / 10000)}
		var square wide
		square.addProduct(p.square[d], WeightUnit/10000*(WeightUnit/10000))
		w.squareHi, w.squareLo = uint64(square.hi), square.lo
		t.weights[d].merge(&w)
		t.weights[d].merge(&p.fine[d])
	}
	for d := range f.dims {
		f.dims[d].close(f.plan, t.dims[d].table, f.plan.starts[d])
	}
	return t
}

// close adds the joint table of a dimension's sums to the frequency tables of
// both sides and the difference.
func (x *byteDim) close(p *Plan, tables [][]uint32, starts [][]int32) {
	points := p.study.Scale.Points()
	for a := int(x.need); a <= x.k; a++ {
		joint := x.joint[a<<(2*sumBits) : (a+1)<<(2*sumBits)]
		for at, n := range joint {
			if n == 0 {
				continue
			}
			e, q := at&(1<<sumBits-1), at>>sumBits
			tables[0][int(starts[0][a])+e-a] += n
			tables[1][int(starts[1][a])+q-a] += n
			tables[2][int(starts[2][a])+q-e+a*(points-1)] += n
		}
		clear(joint)
	}
}
