package simd

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// columns makes items of a block: bytes of any value, states on both sides with
// some missing, all of the highest states, none.
func columns(r *rand.Rand, items, kind int) []Column {
	c := make([]Column, items)
	for i := range c {
		for row := range BlockRows {
			b := uint64(r.IntN(64))
			switch kind % 5 {
			case 0:
				b = uint64(r.IntN(256))
			case 1:
				if b = 7 | 7<<StateBits; r.IntN(50) == 0 {
					b = uint64(r.IntN(64))
				}
			case 2:
				b = 7 | 7<<StateBits
			case 3:
				b = 0
			}
			c[i][row/8] |= b << (row % 8 * 8)
		}
	}
	return c
}

func TestSums(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for n := range 200 {
		items := columns(r, n%37, n)
		var got, want Sums
		got.First[3], want.Second[11] = 5, 6 // what is there is overwritten
		got.Sum(items)
		want.sum(items)
		if got != want {
			t.Fatalf("%d items: %v, want %v", len(items), got, want)
		}
		for row := range BlockRows {
			var a, e, p uint64
			for i := range items {
				b := items[i][row/8] >> (row % 8 * 8)
				if b&7 > 0 && b>>3&7 > 0 {
					a, e, p = a+1, e+b&7, p+b>>3&7
				}
			}
			of := func(c *Column) uint64 { return c[row/8] >> (row % 8 * 8) & 0xff }
			if of(&got.Answered) != a || of(&got.First) != e || of(&got.Second) != p {
				t.Fatalf("%d items, row %d: not %d answered, %d, %d", len(items), row, a, e, p)
			}
		}
	}
}

func TestCrossProducts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for k := range maxItems + 1 {
		x, y := NewCrossProducts(k), NewCrossProducts(k)
		v := 2 * k
		want := make([]int64, v*(v+1)/2)
		for kind := range 40 {
			items := columns(r, k, kind)
			var s Sums
			s.Sum(items)
			var c, d Complete
			x.Add(items, &s.Answered, &c)
			d.lay(items, &s.Answered)
			y.add(&d)
			if c != d {
				t.Fatalf("%d items: %v, want %v", k, c, d)
			}
			square := [3]uint32{}
			at := 0
			for i := range v {
				for j := i; j < v; j++ {
					for row := range BlockRows {
						of := func(variable int) uint64 { return c.states[variable][row/8] >> (row % 8 * 8) & 0xff }
						want[at] += int64(of(i) * of(j))
						switch j {
						case i:
							square[i/k] += uint32(of(i) * of(j))
						case i + k:
							square[2] += uint32(of(i) * of(j))
						}
					}
					at++
				}
			}
			if c.Squares != square {
				t.Fatalf("%d items: squares %v, want %v", k, c.Squares, square)
			}
		}
		got, generic := make([]int64, len(want)), make([]int64, len(want))
		x.Take(got)
		y.Take(generic)
		if !slices.Equal(got, want) || !slices.Equal(generic, want) {
			t.Fatalf("%d items: %v and %v, want %v", k, got, generic, want)
		}
		if x.Take(got); !slices.Equal(got, want) {
			t.Fatalf("%d items: taken twice", k)
		}
	}
}

// TestCrossProductsDoNotOutgrowTheirLanes adds more blocks of the highest states
// than a lane can take.
func TestCrossProductsDoNotOutgrowTheirLanes(t *testing.T) {
	items := columns(rand.New(rand.NewPCG(4, 4)), 1, 2)
	answered := Column{ones, ones, ones, ones, ones, ones, ones, ones, ones, ones, ones, ones}
	p, got := NewCrossProducts(1), make([]int64, 3)
	const blocks = laneBlocks + 5
	for range blocks {
		p.Add(items, &answered, new(Complete))
	}
	if p.Take(got); got[0] != blocks*BlockRows*49 || got[1] != got[0] || got[2] != got[0] {
		t.Errorf("%d, want %d", got, blocks*BlockRows*49)
	}
}

func TestScoreProducts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for dims := range 12 {
		x, y := NewScoreProducts(dims), NewScoreProducts(dims)
		v := 2 * dims
		sums, sums2, wantSums := make([]int64, v), make([]int64, v), make([]int64, v)
		want := make([]int64, v*(v+1)/2)
		for k := range 20 {
			scores := make([][BlockRows]uint64, dims)
			for d := range scores {
				for row := range BlockRows {
					e, p := uint64(r.IntN(MaxScore+1)), uint64(r.IntN(MaxScore+1))
					switch k {
					case 0:
						e, p = MaxScore, MaxScore
					case 1:
						e, p = 0, MaxScore
					case 2:
						e, p = 0, 0
					}
					scores[d][row] = e | p<<32
				}
			}
			of := func(variable, row int) int64 {
				if variable < dims {
					return int64(scores[variable][row] & 0xffffffff)
				}
				return int64(scores[variable-dims][row] >> 32)
			}
			x.Add(scores, sums)
			y.add(scores, sums2)
			at := 0
			for i := range v {
				for row := range BlockRows {
					wantSums[i] += of(i, row)
				}
				for j := i; j < v; j++ {
					for row := range BlockRows {
						want[at] += of(i, row) * of(j, row)
					}
					at++
				}
			}
		}
		got, generic := make([]int64, len(want)), make([]int64, len(want))
		x.Take(got)
		y.Take(generic)
		if !slices.Equal(got, want) || !slices.Equal(generic, want) || !slices.Equal(sums, wantSums) || !slices.Equal(sums2, wantSums) {
			t.Fatalf("%d dimensions: %v and %v, want %v", dims, got, generic, want)
		}
		x.Take(got)
		y.Take(generic)
		if !slices.Equal(got, want) || !slices.Equal(generic, want) {
			t.Fatalf("%d dimensions: taken twice", dims)
		}
	}
}

// What does not fit bytes or lanes is refused, and so is what is not of as many
// items or dimensions.
func TestFoldsOfWrongLengths(t *testing.T) {
	var s Sums
	s.Sum(columns(rand.New(rand.NewPCG(6, 6)), 36, 2)) // 36·7 fit a byte
	if s.First[11] != 252*ones {
		t.Errorf("sums of 36 items: %#x", s.First[11])
	}
	for name, do := range map[string]func(){
		"sums":             func() { s.Sum(make([]Column, 37)) },
		"products":         func() { NewCrossProducts(8) },
		"fewer items":      func() { NewCrossProducts(3).Add(make([]Column, 2), new(Column), new(Complete)) },
		"more items":       func() { NewCrossProducts(3).Add(make([]Column, 4), new(Column), new(Complete)) },
		"fewer dimensions": func() { NewScoreProducts(3).Add(make([][BlockRows]uint64, 2), make([]int64, 6)) },
		"sums of scores":   func() { NewScoreProducts(3).Add(make([][BlockRows]uint64, 3), make([]int64, 5)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			do()
		}()
	}
}
