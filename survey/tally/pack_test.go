package tally

import (
	"math"
	"math/rand/v2"
	"testing"
)

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
	words := make([]uint64, n*p.store.words)
	newPacker(p).pack(words, b, 0, n)
	for r := range n {
		want := uint64(pointsWhole)
		if r == 0 || r == 3 || r == n-1 {
			want = pointsBad
		}
		if got := words[r*p.store.words+p.store.meta] & 0xffff; got != want {
			t.Errorf("row %d: points are %d, want %d", r, got, want)
		}
	}
}
