package tally

import (
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"testing"
)

// TestWideIsABigInteger adds, squares and multiplies numbers of all sizes and
// compares with math/big.
func TestWideIsABigInteger(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for range 200 {
		var w wide
		want := new(big.Int)
		for range 50 {
			x, y := int64(r.Uint64())>>(2+r.IntN(60)), int64(r.Uint64())>>(8+r.IntN(50))
			a, b := big.NewInt(x), big.NewInt(y)
			switch r.IntN(3) {
			case 0:
				w.add(x)
				want.Add(want, a)
			case 1:
				x >>= 4
				a.SetInt64(x)
				w.addSquare(x)
				want.Add(want, a.Mul(a, a))
			case 2:
				w.addProduct(x, y)
				want.Add(want, a.Mul(a, b))
			}
		}
		if w.big().Cmp(want) != 0 {
			t.Fatalf("%v, want %v", w.big(), want)
		}
		if f, _ := new(big.Float).SetInt(want).Float64(); f != w.float() {
			t.Fatalf("%v as a float is %v, want %v", want, w.float(), f)
		}
	}
}

func TestMomentsOfManyAreThoseOfEach(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 3))
	for range 100 {
		var one, many moments
		for range 20 {
			key, n := int64(r.Uint64())>>(17+r.IntN(40)), 1+r.Int64N(30)
			many.addMany(key, n)
			for range n {
				one.add(key)
			}
		}
		if one != many {
			t.Fatalf("%+v, want %+v", many, one)
		}
	}
}

// TestMomentsOfTotalsAreThoseOfTheirFrequencies compares what the statistics
// say of either: exactly where no rounding comes in, else to 1e-12, for the
// variance of a table is taken about a rounded mean.
func TestMomentsOfTotalsAreThoseOfTheirFrequencies(t *testing.T) {
	near := func(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b)) }
	for name, s := range shapes() {
		p := NewPlan(s, Options{})
		for _, n := range []int{1, 2, 40, 700} {
			set := NewSet(p)
			set.Add(invented(s, n, rand.New(rand.NewPCG(8, uint64(n)))))
			tl := set.Total()
			for _, m := range p.measures {
				if !m.total {
					continue
				}
				f, x := tl.TotalFreq(m.Measure), tl.TotalMoments(m.Measure)
				g, y := tl.WeightedFreq(m.Measure), tl.WeightedMoments(m.Measure)
				for k := range 2 {
					a, aok := f.Mean()
					b, bok := x.Mean()
					c, cok := f.SD()
					d, dok := x.SD()
					if !near(a, b) || aok != bok || !near(c, d) && math.Abs(c-d) > 1e-9 || cok != dok || f.N() != x.N {
						t.Errorf("%s, %d rows, %v, weighted %v: %v %v %v, want %v %v %v", name, n, m.Measure, k == 1, x.N, b, d, f.N(), a, c)
					}
					f, x = g, y
				}
			}
		}
	}
}

// TestFrequenciesOfTotalsAreMadeOnlyForWhoAsks: nothing of what scores need
// asks for them.
func TestFrequenciesOfTotalsAreMadeOnlyForWhoAsks(t *testing.T) {
	s := study()
	set := NewSet(NewPlan(s, Options{}), "unit")
	b := customers()
	set.Add(b)
	tl := set.Total()
	tl.TotalMoments(Gap)
	tl.WeightedMoments(P)
	tl.ScoreCross()
	if tl.have&(partTotals|partOutcomes) != 0 {
		t.Error("frequencies of totals, or products with outcomes, were made unasked")
	}
	if got := tl.TotalFreq(Gap).N(); got != float64(b.N) {
		t.Errorf("asked later they hold %v of %d", got, b.N)
	}
	if !reflect.DeepEqual(everything(tl), everything(set.Rollup().Total())) {
		t.Error("parts made one after the other differ from parts made together")
	}
}
