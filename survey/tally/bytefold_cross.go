package tally

import "math/bits"

// crossBlock adds up the cross products of a dimension's items over complete
// rows: one multiplication gives the dot product of eight rows. A word holds
// Σ x_r·2^8r with the states x centred (−3 … 3), the other the same with the
// rows in reverse; in the top byte of the product stand all x_r·y_r, at most
// ±72, and what the lower bytes lend or carry is rounded away. 22 ns a row
// where lanes of items take 90 (pair).
type crossBlock struct {
	forward  [][byteGroups]uint64 // variable: items on the first side, then the second
	backward [][byteGroups]uint64
	dims     []crossDim
}

// crossDim is the products of one dimension. The sums of centred states wait
// here, and are put on states when everything is done (close).
type crossDim struct {
	n      int64
	sums   []int64 // states, by variable
	prod   []int64 // centred, upper triangle by rows
	oneN   int64   // the same of the segment: rows
	one    []int64 // states, by variable
	square [3]int64
}

// centre is what is taken off states: the middle of seven points.
const centre = 4

func (c *crossBlock) init(f *byteFold) {
	most := 0
	for d := range f.dims {
		v := 2 * f.dims[d].k
		most = max(most, v)
		c.dims = append(c.dims, crossDim{sums: make([]int64, v), prod: make([]int64, v*(v+1)/2), one: make([]int64, v)})
	}
	c.forward, c.backward = make([][byteGroups]uint64, most), make([][byteGroups]uint64, most)
}

// add adds a block.
func (c *crossBlock) add(f *byteFold, n int) {
	groups := (n + 31) / 32 * 4 // four at a time
	for d := range f.dims {
		x, to := &f.dims[d], &c.dims[d]
		complete := c.lay(f, x, to, groups)
		if complete == 0 {
			continue
		}
		to.oneN += complete
		c.multiply(x.k, to, groups)
	}
}

// lay writes the items of complete rows, centred, forward and backward, and
// counts the rows.
func (c *crossBlock) lay(f *byteFold, x *byteDim, to *crossDim, groups int) (complete int64) {
	k, all := x.k, uint64(x.k)*ones
	var mids, masks, back [byteGroups]uint64
	for g := range groups {
		one := (x.answered[g]^all+0x7f*ones)&highs>>7 ^ ones // 1 where every item is answered
		complete += int64(bits.OnesCount64(one))
		masks[g], mids[g] = one<<byteBits-one, one*centre
		back[g] = bits.ReverseBytes64(mids[g])
	}
	if complete == 0 {
		return 0
	}
	for i := range k {
		col := &f.cols[x.from+i]
		ef, eb, pf, pb := &c.forward[i], &c.backward[i], &c.forward[k+i], &c.backward[k+i]
		var es, ps uint64 // sums by byte: at most 7·8
		for g := range groups {
			w := col[g]
			e, p := w&masks[g], w>>byteBits&masks[g]
			es += e
			ps += p
			ef[g], pf[g] = e-mids[g], p-mids[g]
			eb[g], pb[g] = bits.ReverseBytes64(e)-back[g], bits.ReverseBytes64(p)-back[g]
		}
		to.one[i] += sumBytes(es)
		to.one[k+i] += sumBytes(ps)
	}
	return complete
}

// sumBytes adds up the bytes of a word, each at most 63.
func sumBytes(w uint64) int64 {
	w = w&0x00ff00ff00ff00ff + w>>8&0x00ff00ff00ff00ff
	return int64(w * 0x0001000100010001 >> 48)
}

func (c *crossBlock) multiply(k int, to *crossDim, groups int) {
	const half = 1 << 55
	at := 0
	for i := range 2 * k {
		for j := i; j < 2*k; j++ {
			x, y, sum := &c.forward[i], &c.backward[j], int64(0)
			switch groups { // all written out: 22 ns a row, in a loop of four at a time 27
			case 12:
				sum += int64(x[11]*y[11]+half)>>56 + int64(x[10]*y[10]+half)>>56 + int64(x[9]*y[9]+half)>>56 + int64(x[8]*y[8]+half)>>56
				fallthrough
			case 8:
				sum += int64(x[7]*y[7]+half)>>56 + int64(x[6]*y[6]+half)>>56 + int64(x[5]*y[5]+half)>>56 + int64(x[4]*y[4]+half)>>56
				fallthrough
			default:
				sum += int64(x[3]*y[3]+half)>>56 + int64(x[2]*y[2]+half)>>56 + int64(x[1]*y[1]+half)>>56 + int64(x[0]*y[0]+half)>>56
			}
			to.prod[at] += sum
			switch j {
			case i:
				to.square[i/k] += sum
			case i + k:
				to.square[2] += sum
			}
			at++
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
		n, s := x.oneN, f.shift+centre // value = centred + s
		var es, ps int64               // centred
		for i := range k {
			ei, pi := x.one[i], x.one[k+i]
			es += ei - centre*n
			ps += pi - centre*n
			e[1+i] += ei + f.shift*n
			p[1+i] += pi + f.shift*n
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

// close adds the products, on states, to those of the tables.
//
//	Σ xy = Σ (x−c)(y−c) + c·Σx + c·Σy − n·c²
func (c *crossBlock) close(t *tables) {
	for d := range c.dims {
		x, to := &c.dims[d], &t.dims[d].bases[0]
		to.n += x.n
		addTo(to.sum, x.sums)
		at := 0
		for i := range x.sums {
			for j := i; j < len(x.sums); j++ {
				to.prod[at] += x.prod[at] + centre*(x.sums[i]+x.sums[j]) - x.n*centre*centre
				at++
			}
		}
		x.n = 0
		clear(x.sums)
		clear(x.prod)
	}
}
