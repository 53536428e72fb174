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

// Fields refuses what it would have to write or read outside.
func TestFieldsLengths(t *testing.T) {
	col := make([]int32, 64)
	whole, short := [4][]int32{col, col, col, col}, [4][]int32{col, col, col[:63], col}
	for name, f := range map[string]func(){
		"words":  func() { Fields(make([]uint64, 63*5), 5, &whole, make([]int32, 64), make([]int32, 64)) },
		"column": func() { Fields(make([]uint64, 64*5), 5, &short, make([]int32, 64), make([]int32, 64)) },
		"seen":   func() { Fields(make([]uint64, 64*5), 5, &whole, make([]int32, 64), make([]int32, 63)) },
		"stride": func() { Fields(make([]uint64, 64*5), 0, &whole, make([]int32, 64), make([]int32, 64)) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
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
