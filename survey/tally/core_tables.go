package tally

import (
	"slices"

	"servqual/survey"
)

// addCore adds what a Core holds of some tables to its sums. They must have
// partUsual and partScores.
func (t *tables) addCore(p *Plan, sums []int64) {
	l := &p.core
	view := Tally{plan: p, tables: t, have: allParts}
	at := l.items
	for i := range p.study.Items {
		for m := range p.measures {
			view.itemMoments(i, &p.measures[m], sums[at:at+3])
			at += 3
		}
	}
	for d := range p.dims {
		for m := range p.measures {
			t.dimMoments(p, d, m, sums[l.dims[d]+3*m*l.classes[d]:])
			t.alphaSums(p, d, m, sums[l.alphas[d]+m*(1+len(p.dims[d].items)):])
		}
	}
	for m := range t.totals {
		x, to := &t.totals[m], sums[l.totals+totalStride*m:]
		to[0] += x.plain.n
		to[1] += int64(x.plain.sum.lo)
		to[2] += x.weighted.n
		to[3] += int64(x.weighted.sum.lo & limbMask)
		to[4] += x.weighted.sum.hi<<(64-limbBits) | int64(x.weighted.sum.lo>>limbBits)
	}
	sums[l.weights] += t.weightsOK
	sums[l.weights+1] += t.weightsBad
	for d := range t.weights {
		sums[l.weights+2+d] += t.weights[d].sum
	}
	sums[l.scores] += t.scores.n
	addTo(sums[l.scores+1:][:t.scores.k], t.scores.sum)
	for i := range t.outcomes {
		to := sums[l.outcomes+2*i:]
		for code, n := range t.outcomes[i].codes {
			to[0] += int64(n)
			to[1] += int64(n) * int64(survey.Code(code))
		}
	}
}

// itemMoments adds n, Σ and Σ² of an item under a measure.
func (t *Tally) itemMoments(item int, m *measure, to []int64) {
	var room [2 * survey.MaxScale]uint32
	points := t.plan.study.Scale.Points()
	counts, lo := room[:points+1], int64(t.plan.study.Scale.Min)
	if m.minus < 0 {
		t.countSide(item, m.plus, counts)
		counts = counts[1:]
	} else {
		counts, lo = room[:2*points-1], int64(1-points)
		t.countDifference(item, m.plus, m.minus, counts)
	}
	addMoments(to, counts, lo)
}

// addMoments adds n, Σ and Σ² of the values from lo on, so often each.
func addMoments(to []int64, counts []uint32, lo int64) {
	var n, sum, square int64
	for i, c := range counts {
		if c > 0 {
			v := lo + int64(i)
			n += int64(c)
			sum += v * int64(c)
			square += v * v * int64(c)
		}
	}
	to[0] += n
	to[1] += sum
	to[2] += square
}

// dimMoments adds n, Σ and Σ² of the sums of a dimension's items, by number of
// items answered.
func (t *tables) dimMoments(p *Plan, d, m int, to []int64) {
	lo, _ := p.bounds(&p.measures[m])
	dim, start := &p.dims[d], p.starts[d][m]
	for k := range p.core.classes[d] {
		a := dim.need + k
		addMoments(to[3*k:3*k+3], t.dims[d].table[m][start[a]:start[a+1]], lo*int64(a))
	}
}

// alphaSums adds Σ_i Σ x_i² and Σ x_i of each item over the complete rows.
func (t *tables) alphaSums(p *Plan, d, m int, to []int64) {
	mea, k := &p.measures[m], len(p.dims[d].items)
	c, shift := &t.dims[d].bases[mea.at], int64(p.study.Scale.Min-1)
	plus := slices.Index(mea.base, mea.plus) * k
	minus := slices.Index(mea.base, mea.minus) * k
	for i := range k {
		x := plus + i
		if mea.minus < 0 {
			to[0] += c.product(x, x) + 2*shift*c.sum[x] + c.n*shift*shift
			to[1+i] += c.sum[x] + c.n*shift
			continue
		}
		y := minus + i
		to[0] += c.product(x, x) - 2*c.product(x, y) + c.product(y, y)
		to[1+i] += c.sum[x] - c.sum[y]
	}
}
