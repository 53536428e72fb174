package tally

import "servqual/survey/simd"

// crossBlock adds up the cross products of a dimension's items over complete
// rows, in states.
type crossBlock struct {
	block simd.Complete
	dims  []crossDim
}

// crossDim is the sums and products of one dimension.
type crossDim struct {
	n      int64
	sums   []int64 // by variable: items on the first side, then the second
	prod   *simd.CrossProducts
	oneN   int64 // the same of the segment: rows
	one    []int64
	square [3]int64 // of the segment: Σ first², Σ second², Σ first·second
}

func (c *crossBlock) init(f *byteFold) {
	for d := range f.dims {
		v := 2 * f.dims[d].k
		c.dims = append(c.dims, crossDim{sums: make([]int64, v), prod: simd.NewCrossProducts(f.dims[d].k), one: make([]int64, v)})
	}
}

// add adds a block.
func (c *crossBlock) add(f *byteFold) {
	b := &c.block
	for d := range f.dims {
		x, to := &f.dims[d], &c.dims[d]
		if to.prod.Add(f.cols[x.from:x.from+x.k], &x.sums.Answered, b); b.Rows == 0 {
			continue
		}
		to.oneN += int64(b.Rows)
		for i, w := range b.Sums[:x.k] {
			to.one[i] += int64(w & 0xffffffff)
			to.one[x.k+i] += int64(w >> 32)
		}
		for i, n := range b.Squares {
			to.square[i] += int64(n)
		}
	}
}

// spill puts a segment's sums on values and adds what alpha needs of them.
func (c *crossBlock) spill(f *byteFold) {
	l := &f.plan.core
	for d := range c.dims {
		x := &c.dims[d]
		if x.oneN == 0 {
			continue
		}
		k := f.dims[d].k
		at := f.score[l.alphas[d]:]
		e, p, gap := at[:1+k], at[1+k:2+2*k], at[2+2*k:3+3*k]
		n, s := x.oneN, f.shift // value = state + s
		var es, ps int64
		for i := range k {
			ei, pi := x.one[i], x.one[k+i]
			es += ei
			ps += pi
			e[1+i] += ei + s*n
			p[1+i] += pi + s*n
			gap[1+i] += pi - ei
		}
		rows := int64(k) * n
		e[0] += x.square[0] + 2*s*es + rows*s*s
		p[0] += x.square[1] + 2*s*ps + rows*s*s
		gap[0] += x.square[0] - 2*x.square[2] + x.square[1]
		x.n += n
		addTo(x.sums, x.one)
		clear(x.one)
		x.oneN, x.square = 0, [3]int64{}
	}
}

// close adds the sums and products to those of the tables.
func (c *crossBlock) close(t *tables) {
	for d := range c.dims {
		x, to := &c.dims[d], &t.dims[d].bases[0]
		to.n += x.n
		addTo(to.sum, x.sums)
		x.prod.Take(to.prod)
		x.n = 0
		clear(x.sums)
	}
}
