package shortest

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// check compares with encoding/json, which writes through strconv.
func check(t *testing.T, v float64) {
	t.Helper()
	for _, v := range []float64{v, -v} {
		want, err := json.Marshal(v)
		if err != nil {
			continue // NaN, infinite
		}
		if got := Append([]byte("x:"), v); string(got) != "x:"+string(want) {
			t.Errorf("%s: %s, want %s", strconv.FormatFloat(v, 'x', -1, 64), got, want)
		}
	}
}

// around checks a number and its neighbours.
func around(t *testing.T, v float64) {
	t.Helper()
	bits := math.Float64bits(v)
	for d := range uint64(7) {
		check(t, math.Float64frombits(bits+d-3))
	}
}

func TestEdges(t *testing.T) {
	for _, v := range []float64{0, 1e-6, 9.9e-7, 1e-7, 2.5e-300, 1e15, 1e20, 1e21, 1.5e300, 123456.789, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		around(t, v)
	}
	for k := -60; k <= 70; k++ {
		around(t, math.Ldexp(1, k))
		around(t, math.Pow(10, float64(k)))
	}
}

// TestShortDecimals: numbers of one to six digits and their neighbours, which
// have as many digits as any.
func TestShortDecimals(t *testing.T) {
	for n := 1.0; n < 10_000; n++ {
		for _, d := range []float64{10, 100, 1000, 1e4, 1e5} {
			around(t, n/d)
		}
	}
	for n := 1.0; n < 1e6; n += 7 {
		check(t, n/1e5)
	}
}

// TestTies: numbers that lie in the middle between two of as many digits as are
// needed, those of one binary place more than decimal ones; one more and one
// less too.
func TestTies(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for places := 14; places <= 20; places++ {
		for range 20_000 {
			v := math.Ldexp(float64(r.Uint64()>>r.IntN(50)|1), -places)
			check(t, math.Mod(v, 64))
		}
	}
}

// TestMeansAndDeviations: quotients of whole numbers and their roots.
func TestMeansAndDeviations(t *testing.T) {
	for n := 1; n < 120; n++ {
		for sum := range 10 * n {
			check(t, float64(sum)/float64(n))
			check(t, math.Sqrt(float64(sum)/float64(n)))
		}
	}
}

// TestRandom takes all bits at random: in the range of the fast way, and
// everywhere.
func TestRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 300_000 {
		check(t, math.Float64frombits(r.Uint64()>>12|(lowest-2+r.Uint64N(uint64(len(scales)+4)))<<52))
	}
	for range 30_000 {
		check(t, math.Float64frombits(r.Uint64()))
	}
}

func FuzzAppend(f *testing.F) {
	for _, v := range []float64{0.1, -0.30000000000000004, 9.999999999999998, 1.0000076293945312, 5e-324} {
		f.Add(math.Float64bits(v))
	}
	f.Fuzz(func(t *testing.T, bits uint64) { check(t, math.Float64frombits(bits)) })
}

// BenchmarkAppend writes standard deviations.
func BenchmarkAppend(b *testing.B) {
	r := rand.New(rand.NewPCG(6, 6))
	list := make([]float64, 1<<12)
	for i := range list {
		list[i] = math.Sqrt(r.Float64() * 2)
		if i%2 == 0 {
			list[i] = float64(r.IntN(300)+100) / 83
		}
		if i%4 == 0 {
			list[i] -= 4
		}
	}
	for _, way := range []struct {
		name string
		of   func([]byte, float64) []byte
	}{
		{"shortest", Append},
		{"strconv", func(b []byte, v float64) []byte { return strconv.AppendFloat(b, v, 'e', -1, 64) }},
	} {
		b.Run(way.name, func(b *testing.B) {
			var out []byte
			for i := range b.N {
				out = way.of(out[:0], list[i%len(list)])
			}
		})
	}
}
