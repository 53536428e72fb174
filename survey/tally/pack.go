package tally

import "servqual/survey"

// packer turns columns of answers into rows as the layout has them.
type packer struct {
	plan   *Plan
	states [256]uint64 // by code: its state, with notNumber set for those that are written but no number
	points [][]int32   // by dimension of the battery
	sums   [packRows]int64
}

// notNumber marks a code that says why there is no number.
const notNumber = 1 << 63

func newPacker(p *Plan) *packer {
	k := &packer{plan: p, points: make([][]int32, len(p.battery))}
	for v := p.study.Scale.Min; v <= p.study.Scale.Top(); v++ {
		k.states[uint8(survey.Code(v))] = uint64(v - p.study.Scale.Min + 1)
	}
	for _, c := range []survey.Code{survey.NotApplicable, survey.Invalid} {
		k.states[uint8(c)] = notNumber
	}
	return k
}

// pack writes the rows from … from+n of the batch, at most packRows, over words,
// whatever stood there, and says whether any answer is not applicable or
// invalid.
func (k *packer) pack(words []uint64, b *survey.Batch, from, n int) (explained bool) {
	words = words[:n*k.plan.layout.words]
	clear(words)
	explained = k.packAnswers(words, b, from, n)
	if k.plan.weighted && b.Weights != nil {
		k.packPoints(words, b, from, n)
	}
	k.packOutcomes(words, b, from, n)
	return explained
}

// packAnswers writes the states of the answers.
//
// Two columns a pass: each row's word is read and written once for both sides
// of an item instead of once for each.
func (k *packer) packAnswers(words []uint64, b *survey.Batch, from, n int) (explained bool) {
	l := &k.plan.layout
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
				dst[at] |= st &^ notNumber << shift
				at += l.words
			}
		}
	}
	return seen&notNumber != 0
}

func (k *packer) pair(dst []uint64, first, second []survey.Code, shift uint) (seen uint64) {
	at, stride, bits := 0, k.plan.layout.words, k.plan.layout.bits&63
	states := &k.states
	second = second[:len(first)]
	shift &= 63
	for r, c := range first {
		x, y := states[uint8(c)], states[uint8(second[r])]
		seen |= x | y
		dst[at] |= (x&^notNumber | y&^notNumber<<bits) << shift
		at += stride
	}
	return seen
}

// packOutcomes writes the codes of the numeric fields.
func (k *packer) packOutcomes(words []uint64, b *survey.Batch, from, n int) {
	p := k.plan
	for i, name := range p.outcomes {
		f := 1 + len(p.battery) + i
		var col []survey.Code
		for s := range b.Scores {
			if b.Scores[s].Field == name && b.Scores[s].Codes != nil {
				col = b.Scores[s].Codes
				break
			}
		}
		at, shift := p.layout.meta+f>>2, uint(f&3)*16
		if col == nil {
			for ; at < len(words); at += p.layout.words {
				words[at] |= uint64(uint8(0x80)) << shift // survey.Missing
			}
			continue
		}
		for _, c := range col[from : from+n] {
			words[at] |= uint64(uint8(c)) << (shift & 63)
			at += p.layout.words
		}
	}
}

// packPoints writes the respondents' points where they are all given and add up
// to the whole within the tolerance, and what became of them.
func (k *packer) packPoints(words []uint64, b *survey.Batch, from, n int) {
	p := k.plan
	sums, whole := k.sums[:n], true
	clear(sums)
	for j, d := range p.battery {
		k.points[j] = nil
		if col := b.Weights[d]; col != nil {
			k.points[j] = col[from : from+n]
		} else {
			whole = false
		}
	}
	for j, col := range k.points {
		f := 1 + j
		at, shift := p.layout.meta+f>>2, uint(f&3)*16
		for r, v := range col {
			if sums[r] += int64(v); v < 0 {
				sums[r] -= notGiven
			}
			words[at] |= uint64(uint16(v)) << (shift & 63)
			at += p.layout.words
		}
	}
	at := p.layout.meta
	for r, sum := range sums {
		if whole && sum == 10000 {
			words[at] |= pointsWhole
		} else {
			k.judge(words[at:at+p.layout.words-p.layout.meta], r)
		}
		at += p.layout.words
	}
}

// notGiven takes the sum of a row out of reach of the whole.
const notGiven = 1 << 40

// judge says what became of points that do not simply add up to the whole, and
// takes out again those that are invalid.
func (k *packer) judge(row []uint64, r int) {
	missing, sum := 0, int64(0)
	for _, col := range k.points {
		if r >= len(col) || col[r] < 0 {
			missing++
			continue
		}
		sum += int64(col[r])
	}
	if missing == 0 && sum >= 10000-100*WeightTolerance && sum <= 10000+100*WeightTolerance {
		row[0] |= pointsValid
		return
	}
	clear(row)
	if missing < len(k.points) {
		row[0] = pointsBad
	}
}

// outcome reads an outcome of a packed row; ok is false where there is no
// number.
func (p *Plan) outcome(row []uint64, i int) (c survey.Code, ok bool) {
	c = survey.Code(uint8(p.layout.field(row, 1+len(p.battery)+i)))
	return c, c.Valid()
}
