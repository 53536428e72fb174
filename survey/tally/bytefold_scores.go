package tally

import "servqual/survey/simd"

// scoreProducts are the sums and products of the scores of dimensions, over
// respondents with every dimension scored; in states, on the unit of totals.
type scoreProducts struct {
	n    int64
	sums []int64 // variable: dimensions on the first side, then the second
	prod *simd.ScoreProducts
	one  []int64 // sums of the segment
	oneN int64
}

func (s *scoreProducts) init(dims int) {
	v := 2 * dims
	s.sums, s.one, s.prod = make([]int64, v), make([]int64, v), simd.NewScoreProducts(dims)
}

// add adds a block.
func (s *scoreProducts) add(f *byteFold, n int) {
	if rows := (n + 7) / 8 * 8; rows < byteBlock {
		for d := range f.vector {
			clear(f.vector[d][rows:])
		}
	}
	s.prod.Add(f.vector, s.one)
}

// spill adds a segment's sums to its core, as values on each dimension's unit;
// those of all dimensions are the totals.
func (s *scoreProducts) spill(f *byteFold) {
	l := &f.plan.core
	to, n, dims := f.score[l.scores:], s.oneN, len(f.dims)
	s.oneN = 0
	to[0] += n
	var total [2]int64
	for i, v := range s.one {
		unit, by := f.scoreUnit(i)
		to[1+i] += v/by + n*f.shift*unit
		s.sums[i] += v
		total[i/dims] += v
	}
	s.n += n
	clear(s.one)
	per, gap := f.score[l.totals+totalStride:], f.score[l.totals+2*totalStride:]
	per[0] += n
	per[1] += total[1] + n*f.totalShift()
	gap[0] += n
	gap[1] += total[1] - total[0]
}

// totalShift is what a total in values has more than that in states.
func (f *byteFold) totalShift() int64 {
	return f.shift * int64(f.unit) * int64(len(f.dims))
}

// scoreUnit is a dimension's own unit, and how often that goes into the unit of
// totals.
func (f *byteFold) scoreUnit(variable int) (unit, by int64) {
	unit = f.plan.dims[variable%len(f.dims)].unit
	return unit, int64(f.unit) / unit
}

// close adds the products to a table's: those of the scores as values on each
// dimension's unit, and those of the totals, which are sums of scores.
//
//	Σ (x+s)(y+t) = Σ xy + s·Σy + t·Σx + n·s·t
func (s *scoreProducts) close(f *byteFold, t *tables) {
	to, dims := &t.scores, len(f.dims)
	to.n += s.n
	var sum [2]int64 // of totals
	per, gap := &t.totals[1].plain, &t.totals[2].plain
	prod := make([]int64, len(to.prod))
	s.prod.Take(prod)
	at := 0
	for i := range s.sums {
		unit, by := f.scoreUnit(i)
		a, x := f.shift*unit, s.sums[i]/by
		to.sum[i] += x + s.n*a
		sum[i/dims] += s.sums[i]
		for j := i; j < len(s.sums); j++ {
			unit, by2 := f.scoreUnit(j)
			b, y := f.shift*unit, s.sums[j]/by2
			to.prod[at] += prod[at]/(by*by2) + a*y + b*x + s.n*a*b
			both := prod[at]
			if j > i && i/dims == j/dims {
				both *= 2
			}
			switch i/dims + j/dims { // of a total; of a difference of totals, E² − 2EP + P²
			case 0:
				gap.square.add(both)
			case 1:
				gap.square.add(-2 * both)
			case 2:
				gap.square.add(both)
				per.square.add(both)
			}
			at++
		}
	}
	c := f.totalShift()
	per.n += s.n
	per.sum.add(sum[1] + s.n*c)
	per.square.addProduct(2*c, sum[1])
	per.square.addProduct(s.n*c, c)
	gap.n += s.n
	gap.sum.add(sum[1] - sum[0])
}
