package tally

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"servqual/survey"
)

// TestPointsThatGoRound packs points whose sum in 32 bits is that of whole ones.
func TestPointsThatGoRound(t *testing.T) {
	p := NewPlan(study(), Options{})
	const n = 9
	b := responses(n, 1)
	for d, v := range []int32{math.MaxInt32, math.MaxInt32, 10002, 0, 0} {
		b.Weights[d][n-1], b.Weights[d][0] = v, v
	}
	for d, v := range []int32{-1, 10001, 0, 0, 0} {
		b.Weights[d][3] = v
	}
	words := make([]uint64, n*p.layout.words)
	newPacker(p).pack(words, b, 0, n)
	for r := range n {
		want := uint64(pointsWhole)
		if r == 0 || r == 3 || r == n-1 {
			want = pointsBad
		}
		if got := words[r*p.layout.words+p.layout.meta] & 0xffff; got != want {
			t.Errorf("row %d: points are %d, want %d", r, got, want)
		}
	}
}

// TestPackingForgetsTheBatchBefore packs batches that lack now this column, now
// that, with one packer over what stood there, and holds each row to the rule:
// what became of its points, its outcome, and whether any answer was odd.
func TestPackingForgetsTheBatchBefore(t *testing.T) {
	for name, s := range shapes() {
		p := NewPlan(s, Options{})
		k, r := newPacker(p), rand.New(rand.NewPCG(15, uint64(len(name))))
		for round := range 120 {
			n := 1 + r.IntN(20)
			b := invented(s, n+5, r)
			if round%3 > 0 { // most batches have no answer that is odd, some have one
				for _, col := range b.Answers {
					for i, c := range col {
						if c == survey.NotApplicable || c == survey.Invalid {
							col[i] = survey.Missing
						}
					}
				}
				if col := b.Answers[r.IntN(len(b.Answers))]; col != nil && round%3 == 1 {
					col[r.IntN(len(col))] = survey.NotApplicable + survey.Code(r.IntN(2))
				}
			}
			switch r.IntN(5) {
			case 0:
				b.Weights = nil
			case 1:
				b.Weights[r.IntN(len(b.Weights))] = nil
			case 2:
				clear(b.Weights)
			}
			switch r.IntN(4) {
			case 0:
				b.Scores = nil
			case 1:
				b.Scores[0].Codes = nil
			case 2: // one that is not there stands ahead
				b.Scores = []survey.Score{{Field: "overall"}, b.Scores[0]}
			}
			words := make([]uint64, n*p.layout.words)
			for i := range words {
				words[i] = r.Uint64()
			}
			isOdd := k.pack(words, b, 5, n)
			anyOdd := false
			for i := range n {
				for _, col := range b.Answers {
					anyOdd = anyOdd || col != nil && (col[5+i] == survey.NotApplicable || col[5+i] == survey.Invalid)
				}
				wide := words[i*p.layout.words : (i+1)*p.layout.words]
				if got, want := p.layout.field(wide, 0), pointsBy(p, b, 5+i); got != want {
					t.Fatalf("%s, round %d: points are %d, want %d", name, round, got, want)
				}
				want := survey.Missing
				for _, x := range b.Scores {
					if x.Codes != nil {
						want = x.Codes[5+i]
					}
				}
				if got, ok := p.outcome(wide, 0); got != want || ok != want.Valid() {
					t.Fatalf("%s, round %d: outcome %d, want %d", name, round, got, want)
				}
			}
			if isOdd != anyOdd {
				t.Fatalf("%s, round %d: odd %v, want %v", name, round, isOdd, anyOdd)
			}
			fresh := make([]uint64, len(words))
			if newPacker(p).pack(fresh, b, 5, n); !slices.Equal(words, fresh) {
				t.Fatalf("%s, round %d: rows depend on those before", name, round)
			}
		}
	}
}

// pointsBy says by the rule what becomes of a row's points.
func pointsBy(p *Plan, b *survey.Batch, r int) uint16 {
	given, sum := 0, int32(0)
	for _, d := range p.battery {
		if b.Weights != nil && b.Weights[d] != nil && b.Weights[d][r] >= 0 {
			given++
			sum += b.Weights[d][r]
		}
	}
	switch {
	case given == 0:
		return pointsAbsent
	case given < len(p.battery) || sum < 9500 || sum > 10500:
		return pointsBad
	case sum == 10000:
		return pointsWhole
	}
	return pointsValid
}
