package tally

// totalSums are the totals of a segment's rows.
type totalSums struct {
	n, sum          int64
	weightedN, fine int64
	weighted        wide
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
	codes [][]int64 // by outcome: n, Σ of the segment
}

func (p *pointSums) init(dims int) {
	p.sum, p.square, p.fine = make([]int64, dims), make([]int64, dims), make([]weightTally, dims)
	p.one.sum, p.one.fine = make([]int64, dims), make([]int64, dims)
}

// scoreRows goes through the rows of a block: each dimension's sums into the
// frequency tables and the segment's moments, then the totals.
func (f *byteFold) scoreRows(n int) {
	fields := f.plan.store.words - f.plan.store.items
	for r := range n {
		g, sh := r>>3, uint(r&7)*8
		both, scored := uint64(0), 0
		for d := range f.dims {
			x := &f.dims[d]
			a := x.answered[g&(byteGroups-1)] >> sh & 15
			e, p := x.sums[0][g&(byteGroups-1)]>>sh&0xff, x.sums[1][g&(byteGroups-1)]>>sh&0xff
			if a < x.need {
				f.vector[d][r] = 0
				continue
			}
			scored++
			x.table[0][int(x.start[0][a])+int(e)]++
			x.table[1][int(x.start[1][a])+int(p)]++
			x.table[2][int(x.start[2][a])+int(p)-int(e)]++
			z := e | p<<firstBits
			x.first[a] += z | 1<<(2*firstBits)
			x.second[a] += z * z
			v := (e | p<<32) * x.scale[a]
			f.vector[d][r] = v
			both += v
		}
		whole := scored == len(f.dims)
		if !whole {
			for d := range f.dims {
				f.vector[d][r] = 0
			}
		}
		f.addTotals(f.meta[r*fields:(r+1)*fields], r, both, whole)
	}
}

// addTotals adds a respondent's score over all dimensions, and points and
// outcomes. both holds the sums of the dimensions' scores in states.
func (f *byteFold) addTotals(meta []uint64, r int, both uint64, whole bool) {
	p := f.plan
	if whole {
		// A score in values is that in states + shift.
		per := int64(both>>32) + f.shift*int64(f.unit)*int64(len(f.dims))
		gap := int64(both>>32) - int64(both&0xffffffff)
		f.addTotal(1, per)
		f.addTotal(2, gap)
	}
	switch meta[0] & 0xffff {
	case pointsBad:
		f.points.one.bad++
	case pointsValid:
		f.addPoints(meta, r, whole)
	}
	for i := range p.outcomes {
		k := 1 + len(p.battery) + i
		c := uint8(meta[k>>2] >> (uint(k&3) * 16))
		f.all.outcomes[i].codes[c]++
		if v := int64(int8(c)); v > -126 { // survey.Invalid and below are no numbers
			at := f.score[p.core.outcomes+2*i:]
			at[0]++
			at[1] += v
		}
	}
}

func (f *byteFold) addTotal(m int, v int64) {
	t := &f.total[m]
	t.n++
	t.sum += v
	f.all.totals[m].plain.add(v)
}

// addPoints adds points within the tolerance, and the scores weighted with
// them.
func (f *byteFold) addPoints(meta []uint64, r int, whole bool) {
	f.points.one.valid++
	own, sum := uint64(0), uint64(0)
	for d := range f.dims {
		x := &f.dims[d]
		w := meta[x.word] >> (x.off & 63) & 0xffff
		sum += w
		own += w * f.vector[d][r]
	}
	if sum != 10000 {
		f.normalise(meta, r, sum, whole)
		return
	}
	for d := range f.dims {
		x := &f.dims[d]
		w := int64(meta[x.word] >> (x.off & 63) & 0xffff)
		f.points.one.sum[d] += w
		f.points.square[d] += w * w
	}
	if whole {
		const unit = WeightUnit / 10000
		per := int64(own>>32) + f.shift*int64(f.unit)*10000
		f.addWeighted(1, per*unit)
		f.addWeighted(2, (int64(own>>32)-int64(own&0xffffffff))*unit)
	}
}

// normalise is addPoints for points that do not add up to the whole.
func (f *byteFold) normalise(meta []uint64, r int, sum uint64, whole bool) {
	per, gap := int64(0), int64(0)
	for d := range f.dims {
		x := &f.dims[d]
		w := divRound(int64(meta[x.word]>>(x.off&63)&0xffff)*WeightUnit, int64(sum))
		f.points.one.fine[d] += w
		f.points.fine[d].add(w)
		v := f.vector[d][r]
		per += (int64(v>>32) + f.shift*int64(f.unit)) * w
		gap += (int64(v>>32) - int64(v&0xffffffff)) * w
	}
	if whole {
		f.addWeighted(1, per)
		f.addWeighted(2, gap)
	}
}

func (f *byteFold) addWeighted(m int, v int64) {
	t := &f.total[m]
	t.weightedN++
	t.weighted.add(v)
	f.all.totals[m].weighted.add(v)
}
