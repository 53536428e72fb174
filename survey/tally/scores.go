package tally

import "math/bits"

// score of a respondent on a dimension under one side of a base; ok is false
// under the half-scale rule.
func (p *Plan) sideScore(d int, m *measure, sums uint64) (v int64, ok bool) {
	answered := int64(sums & 0xffff)
	dim := &p.dims[d]
	if answered < int64(dim.need) {
		return 0, false
	}
	return dim.score(p.sum(m, sums, answered), answered), true
}

// sum takes a measure's sum over the items answered from the sums of states.
func (p *Plan) sum(m *measure, sums uint64, answered int64) int64 {
	plus := int64(sums >> m.plusAt & 0xffff)
	if m.minus >= 0 {
		return plus - int64(sums>>m.minusAt&0xffff)
	}
	return plus + answered*int64(p.study.Scale.Min-1)
}

// addTotals adds the respondents' scores over all dimensions, unweighted and
// with the own points (method A.1), and the points themselves.
func (f *folder) addTotals(t *tables, rows []uint64, n int, want part) {
	p := f.plan
	for r := range n {
		weighted := false
		if p.weighted {
			given := p.layout.field(rows[r*p.layout.words:], 0)
			if weighted = given == pointsValid || given == pointsWhole; weighted {
				f.normalise(rows[r*p.layout.words : (r+1)*p.layout.words])
			}
			if want&partUsual != 0 {
				f.countPoints(t, given)
			}
		}
		for m := range p.measures {
			mea := &p.measures[m]
			if !mea.total {
				continue
			}
			f.addTotal(&t.totals[m], mea, r, weighted, want)
		}
	}
}

func (f *folder) addTotal(t *totals, mea *measure, r int, weighted bool, want part) {
	p := f.plan
	plain, own := int64(0), int64(0)
	for j, d := range p.battery {
		sums, dim := f.sums[(mea.at*len(p.dims)+d)*maxBlock+r], &p.dims[d]
		answered := int64(sums & 0xffff)
		if answered < int64(dim.need) {
			return
		}
		v := dim.total(p.sum(mea, sums, answered), answered, p.unit)
		plain += v
		if weighted {
			own += v * f.weight[j]
		}
	}
	if len(p.battery) == 0 {
		return
	}
	if want&partUsual != 0 {
		t.plain.add(plain)
		if weighted {
			t.weighted.add(own)
		}
	}
	if want&partTotals != 0 {
		t.freq.plain.add(plain)
		if weighted {
			t.freq.weighted.add(own)
		}
	}
}

// countPoints counts what became of a respondent's points.
func (f *folder) countPoints(t *tables, given uint16) {
	switch given {
	case pointsBad:
		t.weightsBad++
	case pointsValid, pointsWhole:
		t.weightsOK++
		for j, d := range f.plan.battery {
			t.weights[d].add(f.weight[j])
		}
	}
}

// normalise brings the respondent's points to the whole.
func (f *folder) normalise(row []uint64) {
	l, sum := &f.plan.layout, int64(0)
	for j := range f.weight {
		f.weight[j] = int64(l.field(row, 1+j))
		sum += f.weight[j]
	}
	for j := range f.weight {
		if sum == 10000 { // nothing to round: a division a dimension less
			f.weight[j] *= WeightUnit / 10000
		} else {
			f.weight[j] = divRound(f.weight[j]*WeightUnit, sum)
		}
	}
}

// countOutcomes counts the codes of the numeric fields.
func (f *folder) countOutcomes(t *tables, rows []uint64, n int) {
	for i := range t.outcomes {
		for r := range n {
			if c, ok := f.plan.outcome(rows[r*f.plan.layout.words:], i); ok {
				t.outcomes[i].codes[uint8(c)]++
			}
		}
	}
}

// addScores adds the cross products of dimension scores, alone and with the
// outcomes.
func (f *folder) addScores(t *tables, rows []uint64, n int, want part) {
	for r := range n {
		if !f.fillVector(r) {
			continue
		}
		k := len(f.vector) - 1
		if want&partScores != 0 {
			t.scores.add(f.vector[:k])
		}
		if want&partOutcomes == 0 {
			continue
		}
		for i := range t.outcomes {
			if c, ok := f.plan.outcome(rows[r*f.plan.layout.words:], i); ok {
				f.vector[k] = int64(c)
				t.outcomes[i].cross.add(f.vector)
			}
		}
	}
}

// fillVector lays the dimension scores of all sides out in one vector; false
// when one is missing.
func (f *folder) fillVector(r int) bool {
	p, at := f.plan, 0
	for _, m := range p.alone {
		mea := &p.measures[m]
		for d := range p.dims {
			v, ok := p.sideScore(d, mea, f.sums[(mea.at*len(p.dims)+d)*maxBlock+r])
			if !ok {
				return false
			}
			f.vector[at] = v
			at++
		}
	}
	return at > 0
}

func (w *weightTally) add(x int64) {
	w.sum += x
	hi, lo := bits.Mul64(uint64(x), uint64(x))
	var carry uint64
	w.squareLo, carry = bits.Add64(w.squareLo, lo, 0)
	w.squareHi, _ = bits.Add64(w.squareHi, hi, carry)
}

func (w *weightTally) merge(o *weightTally) {
	w.sum += o.sum
	var carry uint64
	w.squareLo, carry = bits.Add64(w.squareLo, o.squareLo, 0)
	w.squareHi, _ = bits.Add64(w.squareHi, o.squareHi, carry)
}
