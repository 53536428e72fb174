package tally

// totalSums are the totals of a block of rows, which fit 64 bits: plain ones,
// and weighted ones on hundredths of a point where the points add up to the
// whole. Those of points that had to be normalised are on WeightUnit.
type totalSums struct {
	n, sum, square       int64
	ownN, own, ownSquare int64
	fine                 moments
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

// scoredBit counts scored dimensions above the sums of expectations.
const scoredBit = 24

// scoreRows goes through the rows of a block, dimension by dimension: the sums
// into the joint table and the segment's moments. Then come the totals.
func (f *byteFold) scoreRows(n int) {
	groups := (n + 7) / 8
	clear(f.both[:8*groups])
	for d := range f.dims {
		x := &f.dims[d]
		vector, need, joint := &f.vector[d], x.need, x.joint
		for g := range groups {
			as, es, ps := x.answered[g], x.sums[0][g], x.sums[1][g]
			to, both := vector[8*g:8*g+8], f.both[8*g:8*g+8]
			for r := range to {
				a, e, p := as&15, es&0xff, ps&0xff
				as, es, ps = as>>8, es>>8, ps>>8
				if a < need {
					to[r] = 0
					continue
				}
				class := &x.class[a]
				joint[class.at+uint32(e)*class.width+uint32(p)]++
				z := e | p<<firstBits
				x.first[a] += z | 1<<(2*firstBits)
				x.second[a] += z * z
				v := (e | p<<32) * class.scale
				to[r] = v
				both[r] += v + 1<<scoredBit
			}
		}
	}
	f.addTotals(n)
}

// addTotals adds the respondents' scores over all dimensions, their points and
// outcomes.
func (f *byteFold) addTotals(n int) {
	p := f.plan
	fields, first := p.store.words-p.store.items, 1+len(p.battery)
	dims := uint64(len(f.dims))
	perBase := f.shift * int64(f.unit) * int64(dims) // a score in values is that in states + shift
	per, gap := &f.total[1], &f.total[2]
	f.weigh(n, fields)
	for r := range n {
		both := f.both[r]
		whole := both>>scoredBit&0xff == dims
		if whole {
			e, p := int64(both&(1<<scoredBit-1)), int64(both>>32)
			per.add(p + perBase)
			gap.add(p - e)
		} else {
			for d := range f.vector {
				f.vector[d][r] = 0
			}
		}
		meta := f.meta[r*fields : (r+1)*fields]
		switch meta[0] & 0xffff {
		case pointsBad:
			f.points.one.bad++
		case pointsValid:
			f.points.one.valid++
			if f.given[r] != 10000 {
				f.normalise(meta, r, whole)
			} else if whole {
				f.addOwn(f.own[r])
			}
		}
		for i := range p.outcomes {
			k := first + i
			f.points.codes[i][uint8(meta[k>>2]>>(uint(k&3)*16))]++
		}
	}
}

// weigh multiplies the scores of dimensions with the respondents' points,
// dimension by dimension, and adds up the points: those that are not valid are
// kept as zeros, those that do not add up to the whole are taken out again by
// normalise.
func (f *byteFold) weigh(n, fields int) {
	own, given := f.own[:n], f.given[:n]
	clear(own)
	clear(given)
	if !f.plan.weighted {
		return
	}
	for d := range f.dims {
		x, at := &f.dims[d], f.dims[d].word
		vector, off := f.vector[d][:n], x.off&63
		sum, square := uint64(0), uint64(0)
		for r, v := range vector {
			w := f.meta[at] >> off & 0xffff
			at += fields
			own[r] += w * v
			given[r] += w
			sum += w
			square += w * w
		}
		f.points.one.sum[d] += int64(sum)
		f.points.square[d] += int64(square)
	}
}

// addOwn adds the totals weighted with the respondent's own points.
func (f *byteFold) addOwn(own uint64) {
	e, p := int64(own&0xffffffff), int64(own>>32)
	f.total[1].addOwn(p + f.shift*int64(f.unit)*10000)
	f.total[2].addOwn(p - e)
}

func (t *totalSums) add(v int64) {
	t.n++
	t.sum += v
	t.square += v * v
}

func (t *totalSums) addOwn(v int64) {
	t.ownN++
	t.own += v
	t.ownSquare += v * v
}

// normalise adds points, and totals weighted with them, that do not add up to
// the whole.
func (f *byteFold) normalise(meta []uint64, r int, whole bool) {
	per, gap := int64(0), int64(0)
	for d := range f.dims {
		x := &f.dims[d]
		raw := int64(meta[x.word] >> (x.off & 63) & 0xffff)
		f.points.one.sum[d] -= raw
		f.points.square[d] -= raw * raw
		w := divRound(raw*WeightUnit, int64(f.given[r]))
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
	f.total[m].fine.add(v)
}
