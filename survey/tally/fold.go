package tally

import "math/bits"

// folder adds packed rows to the tables of a tally, a block at a time. Its
// memory is reused from tally to tally.
type folder struct {
	plan   *Plan
	rows   []uint64 // a block, gathered
	sums   []uint64 // base × dimension × row of the block: items answered and the sum of each side, 16 bits each
	scores []int64
	vector []int64
	weight []int64
	x      []int64
	there  []int   // items answered in the row at hand
	value  []int64 // by slot, defined where state > 0
	state  []int   // by slot
	acc    []uint64
	sides  []uint64 // side × word of a dimension
}

func newFolder(p *Plan) *folder {
	s := p.study
	f := &folder{
		plan:   p,
		rows:   make([]uint64, maxBlock*p.layout.words),
		sums:   make([]uint64, len(p.bases)*len(p.dims)*maxBlock),
		scores: make([]int64, len(p.alone)*len(p.dims)),
		vector: make([]int64, len(p.dims)*len(p.alone)+1),
		weight: make([]int64, len(p.battery)),
		x:      make([]int64, len(s.Items)),
		value:  make([]int64, s.Slots()),
		state:  make([]int, s.Slots()),
	}
	most := 0
	for b := range p.bases {
		for d := range p.dims {
			w := p.layout.spans[d].words
			most = max(most, accSize(len(p.bases[b]), len(p.dims[d].items), w))
			f.sides = append(f.sides, make([]uint64, max(0, len(p.bases[b])*w-len(f.sides)))...)
		}
	}
	f.acc = make([]uint64, most)
	return f
}

// accSize is the room for the words of each side, and for the products of each
// item with the words of its own and the later sides.
func accSize(sides, items, words int) int {
	return sides*words + sides*(sides+1)/2*items*words
}

// sumsOf are the sums of a dimension under a base, by row of the block.
func (f *folder) sumsOf(base, dim int) []uint64 {
	at := (base*len(f.plan.dims) + dim) * maxBlock
	return f.sums[at : at+maxBlock]
}

// add folds up to maxBlock rows into the tables asked for.
func (f *folder) add(t *tables, rows []uint64, n int, want part) {
	usual := want&partUsual != 0
	if usual {
		f.countItems(t, rows, n)
	}
	if want&(partUsual|partTotals|partScores|partOutcomes) != 0 {
		for b := range f.plan.bases {
			for d := range f.plan.dims {
				f.addDimension(t, b, d, rows, n, usual)
			}
		}
	}
	if want&(partUsual|partTotals) != 0 {
		f.addTotals(t, rows, n, want)
	}
	if usual {
		f.countOutcomes(t, rows, n)
	}
	if want&(partScores|partOutcomes) != 0 {
		f.addScores(t, rows, n, want)
	}
	if want&partRows != 0 && (f.plan.opt.Items || f.plan.opt.Links) {
		f.addRows(t, rows, n, want)
	}
}

func (f *folder) addDimension(t *tables, base, d int, rows []uint64, n int, count bool) {
	k, words := len(f.plan.dims[d].items), f.plan.layout.spans[d].words
	switch {
	case k == 0:
		clear(f.sumsOf(base, d)) // nobody has a score on it
	case len(f.plan.bases[base]) == 2 && words == 1 && k <= maxPair:
		f.pair(t, base, d, rows, n, count)
	default:
		f.dimension(t, base, d, rows, n, count)
	}
}

// countItems counts the joint states of each item.
func (f *folder) countItems(t *tables, rows []uint64, n int) {
	l := &f.plan.layout
	stride := l.words
	for i, pl := range l.places {
		if t.sparse != nil {
			for at := pl.word; at < n*stride; at += stride {
				t.sparse[uint64(i)<<40|rows[at]>>pl.shift&l.cell]++
			}
			continue
		}
		joint := t.joint[i*l.cells : (i+1)*l.cells]
		shift, mask := pl.shift&63, uint64(len(joint)-1)
		for at := pl.word; at < n*stride; at += stride {
			joint[rows[at]>>shift&mask]++
		}
	}
}

// dimension forms the sums of a dimension over the items answered on every
// side of a base, counts them, and adds the cross products of complete rows.
//
// The half-scale rule: a respondent has a score on the dimension when at least
// half of its items are answered (method A.17).
func (f *folder) dimension(t *tables, base, d int, rows []uint64, n int, count bool) {
	l, dim, sides := &f.plan.layout, &f.plan.dims[d], f.plan.bases[base]
	sp, k, out := &l.spans[d], len(dim.items), f.sumsOf(base, d)
	var c *cross
	acc := f.acc[:accSize(len(sides), k, sp.words)]
	if count {
		clear(acc)
		c = &t.dims[d].bases[base]
	}
	for r := range n {
		row := rows[r*l.words+sp.word:][:sp.words]
		answered, sums := 0, [3]uint64{}
		for w, word := range row {
			both := sp.ones[w]
			for _, s := range sides {
				x := word >> (uint(s) * l.bits) & (sp.ones[w] * l.state)
				both &= (x + sp.ones[w]*l.state) >> l.bits
			}
			answered += bits.OnesCount64(both)
			for q, s := range sides {
				x := word >> (uint(s) * l.bits) & (both * l.state)
				f.sides[q*sp.words+w] = x
				sums[q] += l.sumLanes(x)
			}
		}
		out[r] = uint64(answered) | sums[0]<<16 | sums[1]<<32 | sums[2]<<48
		if !count {
			continue
		}
		if answered == k {
			c.n++
			f.multiply(acc, sides, sp, k)
		}
	}
	if count {
		f.countScores(t, base, d, n)
		f.spill(c, acc, len(sides), sp, k)
	}
}

// countScores counts the respondents' scores on a dimension, measure by
// measure: row by row, with the tables looked up for each, took three times as
// long.
func (f *folder) countScores(t *tables, base, d, n int) {
	sums, need, points := f.sumsOf(base, d)[:n], uint64(f.plan.dims[d].need), f.plan.states-2
	for m := range f.plan.measures {
		mea := &f.plan.measures[m]
		if mea.at != base {
			continue
		}
		table, start := t.dims[d].table[m], f.plan.starts[d][m]
		plusAt, minusAt := mea.plusAt&63, mea.minusAt&63
		if mea.minus < 0 {
			for _, s := range sums {
				if a := s & 0xffff; a >= need {
					table[int(start[a])+int(s>>plusAt&0xffff)-int(a)]++
				}
			}
			continue
		}
		for _, s := range sums {
			if a := s & 0xffff; a >= need {
				table[int(start[a])+int(s>>plusAt&0xffff)-int(s>>minusAt&0xffff)+int(a)*points]++
			}
		}
	}
}

// multiply adds the words of a complete row, and the products of every item
// with the words of its own and the later sides.
func (f *folder) multiply(acc []uint64, sides []int, sp *span, k int) {
	l, at := &f.plan.layout, len(sides)*sp.words
	for w, v := range f.sides[:at] {
		acc[w] += v
	}
	for q := range sides {
		for z := q; z < len(sides); z++ {
			words := f.sides[z*sp.words : (z+1)*sp.words]
			for i := range k {
				x := f.sides[q*sp.words+i/l.lanes] >> (uint(i%l.lanes) * l.lane) & l.state
				for w := range words {
					acc[at] += x * words[w]
					at++
				}
			}
		}
	}
}

// spill takes the lanes apart and adds them to the cross products.
func (f *folder) spill(c *cross, acc []uint64, sides int, sp *span, k int) {
	l, at := &f.plan.layout, 0
	mask := uint64(1)<<l.lane - 1
	for q := range sides {
		for w := range sp.words {
			v := acc[at]
			at++
			for j := w * l.lanes; j < min(k, (w+1)*l.lanes); j++ {
				c.sum[q*k+j] += int64(v & mask)
				v >>= l.lane
			}
		}
	}
	for q := range sides {
		for z := q; z < sides; z++ {
			for i := range k {
				row := c.prod[c.row(q*k+i)+z*k:]
				for w := range sp.words {
					v := acc[at]
					at++
					for j := w * l.lanes; j < min(k, (w+1)*l.lanes); j++ {
						if q != z || i <= j {
							row[j] += int64(v & mask)
						}
						v >>= l.lane
					}
				}
			}
		}
	}
}
