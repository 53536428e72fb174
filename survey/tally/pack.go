package tally

import "servqual/survey"

// packer turns columns of answers into packed rows.
type packer struct {
	plan   *Plan
	states [256]uint64 // by code: its state; odd marks those that are written but no number
	out    [][]survey.Code
}

// odd marks a code that says why there is no number.
const odd = 1 << 63

func newPacker(p *Plan) *packer {
	k := &packer{plan: p, out: make([][]survey.Code, len(p.outcomes))}
	for v := p.study.Scale.Min; v <= p.study.Scale.Max; v++ {
		k.states[uint8(survey.Code(v))] = uint64(v - p.study.Scale.Min + 1)
	}
	for _, c := range []survey.Code{survey.NotApplicable, survey.Invalid} {
		k.states[uint8(c)] = odd
	}
	return k
}

// pack writes the rows from … from+n of the batch into words, and says whether
// any answer was odd.
//
// Two columns a pass: each row's word is read and written once for both sides
// of an item instead of once for each.
func (k *packer) pack(words []uint64, b *survey.Batch, from, n int) (someOdd bool) {
	l := &k.plan.layout
	clear(words[:n*l.words])
	sides := len(k.plan.study.Sides)
	seen := uint64(0)
	for i, pl := range l.places {
		cols := b.Answers[i*sides : (i+1)*sides]
		dst := words[pl.word:]
		s := 0
		if sides == 2 && cols[0] != nil && cols[1] != nil {
			seen |= k.pair(dst, cols[0][from:from+n], cols[1][from:from+n], pl.shift)
			s = 2
		}
		for ; s < sides; s++ {
			if cols[s] == nil {
				continue
			}
			at, shift := 0, pl.shift+uint(s)*l.bits
			for _, c := range cols[s][from : from+n] {
				st := k.states[uint8(c)]
				seen |= st
				dst[at] |= st &^ odd << shift
				at += l.words
			}
		}
	}
	k.meta(words, b, from, n)
	return seen&odd != 0
}

func (k *packer) pair(dst []uint64, first, second []survey.Code, shift uint) (seen uint64) {
	at, stride, bits := 0, k.plan.layout.words, k.plan.layout.bits&63
	states := &k.states
	second = second[:len(first)]
	shift &= 63
	for r, c := range first {
		x, y := states[uint8(c)], states[uint8(second[r])]
		seen |= x | y
		dst[at] |= (x&^odd | y<<bits) << shift
		at += stride
	}
	return seen
}

// meta packs points and outcomes.
func (k *packer) meta(words []uint64, b *survey.Batch, from, n int) {
	p := k.plan
	l := &p.layout
	if p.weighted && b.Weights != nil {
		for r := range n {
			k.points(words[r*l.words:(r+1)*l.words], b, from+r)
		}
	}
	for i, name := range p.outcomes {
		f := 1 + len(p.battery) + i
		var col []survey.Code
		for s := range b.Scores {
			if b.Scores[s].Field == name && b.Scores[s].Codes != nil {
				col = b.Scores[s].Codes
				break
			}
		}
		word, shift := l.meta+f>>2, uint(f&3)*16
		if col == nil {
			for r := range n {
				words[r*l.words+word] |= uint64(uint8(0x80)) << shift // survey.Missing
			}
			continue
		}
		for r, c := range col[from : from+n] {
			words[r*l.words+word] |= uint64(uint8(c)) << shift
		}
	}
}

// points packs the respondent's points, or says that they are not given or not
// within the tolerance.
func (k *packer) points(row []uint64, b *survey.Batch, r int) {
	p := k.plan
	sum, given := int64(0), 0
	for _, d := range p.battery {
		if col := b.Weights[d]; col != nil && col[r] >= 0 {
			given++
			sum += int64(col[r])
		}
	}
	switch {
	case given == 0:
		return
	case given < len(p.battery) || sum < 10000-100*WeightTolerance || sum > 10000+100*WeightTolerance:
		p.layout.setField(row, 0, pointsBad)
		return
	}
	p.layout.setField(row, 0, pointsValid)
	for j, d := range p.battery {
		p.layout.setField(row, 1+j, uint16(b.Weights[d][r]))
	}
}

// outcome reads an outcome of a packed row; ok is false where there is no
// number.
func (p *Plan) outcome(row []uint64, i int) (c survey.Code, ok bool) {
	c = survey.Code(uint8(p.layout.field(row, 1+len(p.battery)+i)))
	return c, c.Valid()
}
