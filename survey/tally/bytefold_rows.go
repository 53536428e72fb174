package tally

import "math/bits"

// ownSums are the totals of a block of rows, weighted with the respondents' own
// points: on hundredths of a point, which fits 64 bits, where the points add up
// to the whole. Those of points that had to be normalised are on WeightUnit.
type ownSums struct {
	n, sum, square int64
	fine           moments
}

// pointSums are the points of the segments' rows, in hundredths where they add
// up to the whole, else on WeightUnit.
type pointSums struct {
	valid, bad int64
	sum        []int64 // by dimension, hundredths
	square     []int64
	fine       []weightTally // normalised ones
	one        struct {
		valid, bad int64
		sum        []int64
		fine       []int64
	}
	codes [][256]uint32 // by outcome: the segment's, also of codes that are no numbers
}

func (p *pointSums) init(dims, outcomes int) {
	p.codes = make([][256]uint32, outcomes)
	p.sum, p.square, p.fine = make([]int64, dims), make([]int64, dims), make([]weightTally, dims)
	p.one.sum, p.one.fine = make([]int64, dims), make([]int64, dims)
}

// scoreRows goes through the rows of a block, dimension by dimension: the sums
// into the joint table and the segment's moments. Then come the totals.
//
// The three numbers of a row – items answered, sum on either side – stand side
// by side in 16 bits, which are its place in the joint table. Rows without a
// score are counted like the others, in places that nobody reads: nothing to
// branch on. With the totals, which follow from the products of scores, a row
// takes 28 ns where it took 36 (BenchmarkBytes).
func (f *byteFold) scoreRows(n int) {
	groups := (n + 7) / 8
	for g := range f.whole[:groups] {
		f.whole[g] = highs
	}
	for d := range f.dims {
		x := &f.dims[d]
		vector, first, second := &f.vector[d], &x.first, &x.second
		short := (0x80 - x.need) * ones
		for g := range groups {
			as, es, ps := x.sums.Answered[g], x.sums.First[g], x.sums.Second[g]
			f.whole[g] &= as + short
			to := (*[8]uint64)(vector[8*g:])
			even := es&evens | ps&evens<<sumBits | as&evens<<(2*sumBits)
			odd := es>>8&evens | ps>>8&evens<<sumBits | as>>8&evens<<(2*sumBits)
			for r := range to {
				at := even & (1<<15 - 1)
				even, odd = odd, even>>16
				x.joint[at]++
				a, e, p := at>>(2*sumBits), at&(1<<sumBits-1), at>>sumBits&(1<<sumBits-1)
				z := e | p<<firstBits
				first[a] += z | 1<<(2*firstBits)
				second[a] += z * z
				to[r] = (e | p<<32) * x.scale[a]
			}
		}
	}
	f.scores.oneN += f.keepWhole(groups)
	f.addOutcomes(n)
	f.addPoints(n)
}

// keepWhole takes the rows out of the vectors of which not every dimension is
// scored, and counts the others.
func (f *byteFold) keepWhole(groups int) (whole int64) {
	for g, w := range f.whole[:groups] {
		w &= highs
		whole += int64(bits.OnesCount64(w))
		for lack := w ^ highs; lack != 0; lack &= lack - 1 {
			r := 8*g + bits.TrailingZeros64(lack)>>3
			for d := range f.vector {
				f.vector[d][r] = 0
			}
		}
	}
	return whole
}

// addOutcomes counts the codes of the outcomes.
func (f *byteFold) addOutcomes(n int) {
	for i := range f.points.codes {
		k := 1 + len(f.plan.battery) + i
		codes, off := &f.points.codes[i], uint(k&3)*16
		for _, w := range f.meta[k>>2][:n] {
			codes[uint8(w>>off)]++
		}
	}
}

// addPoints counts what became of the respondents' points, and adds the totals
// weighted with them.
func (f *byteFold) addPoints(n int) {
	if !f.plan.weighted {
		return
	}
	f.weigh(n)
	own, to := f.own[:n], &f.points.one
	count, sumP, squareP, sum, square := int64(0), int64(0), int64(0), int64(0), int64(0)
	for r, w := range f.meta[0][:n] {
		whole := f.whole[r>>3] >> (uint(r&7)*8 + 7) & 1
		switch w & 0xffff {
		case pointsWhole:
			to.valid++
			count += int64(whole)
		case pointsValid:
			to.valid++
			own[r] = 0
			f.normalise(r, whole == 1)
		case pointsBad:
			to.bad++
		}
		p := int64(own[r] >> 32)
		gap := p - int64(own[r]&0xffffffff)
		sumP += p
		squareP += p * p
		sum += gap
		square += gap * gap
	}
	s := f.shift * int64(f.unit) * 10000 // a total in values is that in states + s
	per, gap := &f.weighted[0], &f.weighted[1]
	per.n, per.sum, per.square = count, sumP+count*s, squareP+2*s*sumP+count*s*s
	gap.n, gap.sum, gap.square = count, sum, square
}

// weigh multiplies the scores of dimensions with the respondents' points,
// dimension by dimension, and adds up the points: those that are not valid are
// kept as zeros, those that do not add up to the whole are taken out again by
// normalise.
func (f *byteFold) weigh(n int) {
	own := f.own[:n]
	clear(own)
	for d := range f.dims {
		x := &f.dims[d]
		vector, points, off := f.vector[d][:n], f.meta[x.word][:n], x.off&63
		sum, square := uint64(0), uint64(0)
		for r, v := range vector {
			w := points[r] >> off & 0xffff
			own[r] += w * v
			sum += w
			square += w * w
		}
		f.points.one.sum[d] += int64(sum)
		f.points.square[d] += int64(square)
	}
}

// normalise adds points, and totals weighted with them, that do not add up to
// the whole.
func (f *byteFold) normalise(r int, whole bool) {
	given, per, gap := int64(0), int64(0), int64(0)
	for d := range f.dims {
		given += f.pointsOf(d, r)
	}
	for d := range f.dims {
		raw := f.pointsOf(d, r)
		f.points.one.sum[d] -= raw
		f.points.square[d] -= raw * raw
		w := divRound(raw*WeightUnit, given)
		f.points.one.fine[d] += w
		f.points.fine[d].add(w)
		v := f.vector[d][r]
		per += (int64(v>>32) + f.shift*int64(f.unit)) * w
		gap += (int64(v>>32) - int64(v&0xffffffff)) * w
	}
	if whole {
		f.weighted[0].fine.add(per)
		f.weighted[1].fine.add(gap)
	}
}

// pointsOf are the points that a row gives a dimension.
func (f *byteFold) pointsOf(d, r int) int64 {
	x := &f.dims[d]
	return int64(f.meta[x.word][r] >> (x.off & 63) & 0xffff)
}
