package simd

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func randomPoints(r *rand.Rand, n int, hostile bool) []int32 {
	col := make([]int32, n)
	for i := range col {
		col[i] = int32(r.IntN(10001)) - 1
		if hostile {
			col[i] = int32(r.Uint32())
		}
	}
	return col
}

// TestFields holds Fields to row after row, at all lengths and several strides;
// nothing else is written.
func TestFields(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 201 {
		for round := range 12 {
			hostile := round&1 == 1
			stride := 1 + r.IntN(6)
			from := r.IntN(stride)
			var cols [4][]int32
			for k := range cols {
				cols[k] = randomPoints(r, n+r.IntN(3), hostile)
			}
			words, sums, seen := make([]uint64, (n+1)*stride), randomPoints(r, n+9, hostile), randomPoints(r, n+9, hostile)
			for i := range words {
				words[i] = r.Uint64()
			}
			wantWords, wantSums, wantSeen := slices.Clone(words), slices.Clone(sums), slices.Clone(seen)
			Fields(words[from:], stride, &cols, sums[:n], seen)
			fields(wantWords[from:], stride, &cols, wantSums[:n], wantSeen, 0)
			if !slices.Equal(words, wantWords) || !slices.Equal(sums, wantSums) || !slices.Equal(seen, wantSeen) {
				t.Fatalf("%d rows, stride %d: differs from row after row", n, stride)
			}
		}
	}
}

// Fields refuses what it would have to write or read outside, before it writes
// anything.
func TestFieldsLengths(t *testing.T) {
	const n = 64
	col := slices.Repeat([]int32{1}, n)
	whole, short := [4][]int32{col, col, col, col}, [4][]int32{col, col, col[:n-1], col}
	for _, c := range []struct {
		name          string
		words, stride int
		cols          *[4][]int32
		seen          int
	}{
		{"words", (n - 1) * 5, 5, &whole, n},
		{"column", n * 5, 5, &short, n},
		{"seen", n * 5, 5, &whole, n - 1},
		{"stride", n * 5, 0, &whole, n},
	} {
		words, sums, seen := make([]uint64, n*5), make([]int32, n), make([]int32, n)
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", c.name)
				}
			}()
			Fields(words[:c.words:c.words], c.stride, c.cols, sums, seen[:c.seen:c.seen])
		}()
		if slices.Max(words) != 0 || slices.Max(sums) != 0 || slices.Max(seen) != 0 {
			t.Errorf("%s: refused after writing", c.name)
		}
	}
}

// BenchmarkFields packs the points of 256 rows into one of five words.
func BenchmarkFields(b *testing.B) {
	const n = 256
	r := rand.New(rand.NewPCG(1, 2))
	var cols [4][]int32
	for k := range cols {
		cols[k] = randomPoints(r, n, false)
	}
	words, sums, seen := make([]uint64, 5*n), make([]int32, n), make([]int32, n)
	for _, x := range []struct {
		name string
		do   func()
	}{
		{"one", func() { fields(words, 5, &cols, sums, seen, 0) }},
		{"best", func() { Fields(words, 5, &cols, sums, seen) }},
	} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				x.do()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/row")
		})
	}
}
