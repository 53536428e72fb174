package tally

import (
	"math/rand/v2"
	"testing"

	"servqual/survey"
)

// TestEightStatesAtATime compares the spelling of words with the table, for
// every code at every place among random others.
func TestEightStatesAtATime(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, scale := range []survey.Scale{{Min: 1, Max: 7}, {Min: 1, Max: 5}, {Min: 0, Max: 4}, {Min: -3, Max: 3}, {Min: -5, Max: -1}, {Min: 90, Max: 95}, {Min: 1, Max: 2}} {
		spell := newSpell(scale)
		table := newPacker(NewPlan(&survey.Study{Scale: scale, Sides: []survey.Side{survey.Perception}}, Options{})).states
		for code := range 256 {
			for at := range 8 {
				col := make([]survey.Code, 8)
				for i := range col {
					col[i] = survey.Code(r.Uint32())
				}
				col[at] = survey.Code(code)
				got, gotOdd := spell.states(survey.Load8(col))
				someOdd := false
				for i, c := range col {
					want := table[uint8(c)]
					someOdd = someOdd || want&odd != 0
					if s := got >> (8 * i) & 0xff; s != want&^odd {
						t.Fatalf("scale %v: code %d is state %d, want %d", scale, c, s, want&^odd)
					}
				}
				if someOdd && gotOdd == 0 {
					t.Fatalf("scale %v: nothing odd in %v", scale, col)
				}
			}
		}
		for _, c := range []survey.Code{survey.Missing, survey.Code(scale.Min), survey.Code(scale.Max)} {
			if _, o := spell.states(survey.Load8([]survey.Code{c, c, c, c, c, c, c, c})); o != 0 {
				t.Errorf("scale %v: %d is odd", scale, c)
			}
		}
	}
}

// TestRowsAsBytesAreTheLanes packs the same answers both ways and compares the
// rows as the layout has them, in batches whose sizes leave words half full.
func TestRowsAsBytesAreTheLanes(t *testing.T) {
	for name, s := range shapes() {
		p := NewPlan(s, Options{})
		if !p.store.bytes {
			continue
		}
		q := NewPlan(s, Options{})
		q.store = store{meta: q.layout.meta, words: q.layout.words}
		r := rand.New(rand.NewPCG(3, uint64(len(name))))
		for _, n := range []int{1, 7, 8, 9, 200, 256} {
			b := invented(s, n+5, r)
			x, y := make([]uint64, n*p.store.words), make([]uint64, n*q.store.words)
			for i := range x { // what stood there before
				x[i] = r.Uint64()
			}
			for i := range y {
				y[i] = r.Uint64()
			}
			odd1, odd2 := newPacker(p).pack(x, b, 5, n), newPacker(q).pack(y, b, 5, n)
			if odd2 && !odd1 {
				t.Errorf("%s, %d rows: nothing odd seen", name, n)
			}
			wide := make([]uint64, p.layout.words)
			for k := range n {
				p.expand(wide, x[k*p.store.words:])
				for i, w := range y[k*q.store.words : (k+1)*q.store.words] {
					if wide[i] != w {
						t.Fatalf("%s, row %d of %d, word %d: %x, want %x", name, k, n, i, wide[i], w)
					}
				}
			}
		}
	}
}
