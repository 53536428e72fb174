package tally

import "math/bits"

// maxPair is the longest dimension that pair takes: as many items as it has
// accumulators for.
const maxPair = 5

// pair is dimension for the usual case, two sides and a dimension in one word:
// the accumulators stay in variables. 90 ns a row of five dimensions where the
// general way takes 263 (BenchmarkBlock).
func (f *folder) pair(t *tables, base, d int, rows []uint64, n int, count bool) {
	l, dim, sides := &f.plan.layout, &f.plan.dims[d], f.plan.bases[base]
	sp, k, out := &l.spans[d], len(dim.items), f.sumsOf(base, d)
	ones, bit, width := sp.ones[0], l.bits&63, l.lane&63
	full, top, mask := ones*l.state, uint(l.lanes-1)*l.lane&63, uint64(1)<<l.lane-1
	first, second := uint(sides[0])*l.bits&63, uint(sides[1])*l.bits&63
	if !count {
		at := sp.word
		for r := range n {
			x, y := rows[at]>>first&full, rows[at]>>second&full
			at += l.words
			both := (x + full) & (y + full) >> bit & ones
			x, y = x&(both*l.state), y&(both*l.state)
			out[r] = uint64(bits.OnesCount64(both)) | x*l.every>>top&mask<<16 | y*l.every>>top&mask<<32
		}
		return
	}
	c := &t.dims[d].bases[base]
	var sx, sy uint64
	var xx, yy, xy [maxPair]uint64 // item × word: products within the first side, the second, across
	at, complete := sp.word, 0
	for r := range n {
		x, y := rows[at]>>first&full, rows[at]>>second&full
		at += l.words
		both := (x + full) & (y + full) >> bit & ones
		if both != ones {
			x, y = x&(both*l.state), y&(both*l.state)
			out[r] = uint64(bits.OnesCount64(both)) | x*l.every>>top&mask<<16 | y*l.every>>top&mask<<32
			continue
		}
		out[r] = uint64(k) | x*l.every>>top&mask<<16 | y*l.every>>top&mask<<32
		complete++
		sx += x
		sy += y
		p, q := x, y
		for i := range xx { // unused lanes are zero
			u, v := p&l.state, q&l.state
			xx[i] += u * x
			yy[i] += v * y
			xy[i] += u * y
			p >>= width
			q >>= width
		}
	}
	c.n += int64(complete)
	f.countScores(t, base, d, n)
	acc := append(f.acc[:0], sx, sy)
	acc = append(acc, xx[:k]...)
	acc = append(acc, xy[:k]...)
	acc = append(acc, yy[:k]...)
	f.spill(c, acc, 2, sp, k)
}
