package simd

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"servqual/survey"
)

var scales = []survey.Scale{{Min: 1, Max: 7}, {Min: 1, Max: 5}, {Min: 0, Max: 4}, {Min: -3, Max: 3}, {Min: -5, Max: -1}, {Min: 90, Max: 95}, {Min: 1, Max: 2}}

// stateOf is a state by the book.
func stateOf(s survey.Scale, c survey.Code) (state uint64, odd bool) {
	if c.Valid() && s.Contains(int(c)) {
		return uint64(int(c) - s.Min + 1), false
	}
	return 0, c == survey.NotApplicable || c == survey.Invalid
}

// TestEightStatesAtATime compares the spelling of words with the rule, for
// every code at every place among random others.
func TestEightStatesAtATime(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, scale := range scales {
		spell := NewSpell(scale)
		for code := range 256 {
			for at := range 8 {
				col := randomCodes(r, 8)
				col[at] = survey.Code(code)
				got, gotOdd := spell.states(survey.Load8(col))
				someOdd := false
				for i, c := range col {
					want, odd := stateOf(scale, c)
					someOdd = someOdd || odd
					if s := got >> (8 * i) & 0xff; s != want {
						t.Fatalf("scale %v: code %d is state %d, want %d", scale, c, s, want)
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

func randomCodes(r *rand.Rand, n int) []survey.Code {
	col := make([]survey.Code, n)
	for i := range col {
		col[i] = survey.Code(r.Uint32())
	}
	return col
}

// invented makes columns, some of them nil, whose codes are on the scale or
// missing but for one in rare.
func invented(r *rand.Rand, s survey.Scale, n, rare int) *Sides {
	var sides Sides
	for k := range sides {
		for j := range sides[k] {
			if r.IntN(6) == 0 {
				continue
			}
			col := randomCodes(r, n+r.IntN(3))
			for i := range col {
				if r.IntN(rare) > 0 {
					col[i] = survey.Code(s.Min + r.IntN(s.Points()))
					if r.IntN(10) == 0 {
						col[i] = survey.Missing
					}
				}
			}
			sides[k][j] = col
		}
	}
	return &sides
}

// TestRows holds Rows to eight rows at a time and to the rule, at all lengths
// and several strides; nothing else is written.
func TestRows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 201 {
		for _, scale := range scales {
			spell := NewSpell(scale)
			for _, rare := range []int{1, 3, 5000} {
				stride := 1 + r.IntN(6)
				sides := invented(r, scale, n, rare)
				from := r.IntN(stride)
				got := make([]uint64, (n+1)*stride)
				for i := range got {
					got[i] = r.Uint64()
				}
				want := slices.Clone(got)
				gotOdd := spell.Rows(got[from:], stride, sides, n)
				wantOdd := spell.rows(want[from:], stride, sides, n)
				if gotOdd != wantOdd || !slices.Equal(got, want) {
					t.Fatalf("%d rows, stride %d, scale %v: differs from eight at a time (odd: %v, %v)", n, stride, scale, gotOdd, wantOdd)
				}
				for i := range n {
					for j := range 8 {
						joint := uint64(0)
						for k := range sides {
							if col := sides[k][j]; col != nil {
								state, _ := stateOf(scale, col[i])
								joint |= state << (3 * k)
							}
						}
						if is := got[from+i*stride] >> (8 * j) & 0xff; is != joint {
							t.Fatalf("%d rows, scale %v: row %d, item %d: %#x, want %#x", n, scale, i, j, is, joint)
						}
					}
				}
			}
		}
	}
}

// TestRowsOneOddCode puts each code at each row and column of otherwise clean
// ones.
func TestRowsOneOddCode(t *testing.T) {
	const n = 77
	for _, scale := range scales {
		spell := NewSpell(scale)
		var sides Sides
		for k := range sides {
			for j := range sides[k] {
				sides[k][j] = slices.Repeat([]survey.Code{survey.Missing}, n)
			}
		}
		got, want := make([]uint64, n), make([]uint64, n)
		for code := range 256 {
			for row := range n {
				col := sides[row&1][(row+code)%8]
				col[row] = survey.Code(code)
				gotOdd, wantOdd := spell.Rows(got, 1, &sides, n), spell.rows(want, 1, &sides, n)
				if gotOdd != wantOdd || !slices.Equal(got, want) {
					t.Fatalf("scale %v, code %d in row %d: differs (odd: %v, %v)", scale, code, row, gotOdd, wantOdd)
				}
				col[row] = survey.Missing
			}
		}
	}
}

// Rows refuses what it would have to write or read outside.
func TestRowsLengths(t *testing.T) {
	spell := NewSpell(scales[0])
	var short Sides
	short[1][3] = make([]survey.Code, 63)
	for name, f := range map[string]func(){
		"words":  func() { spell.Rows(make([]uint64, 63*5), 5, &Sides{}, 64) },
		"none":   func() { spell.Rows(nil, 5, &Sides{}, 1) },
		"column": func() { spell.Rows(make([]uint64, 64*5), 5, &short, 64) },
		"stride": func() { spell.Rows(make([]uint64, 64*5), 0, &Sides{}, 64) },
		"rows":   func() { spell.Rows(make([]uint64, 64*5), 5, &Sides{}, -1) },
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
	spell.Rows(make([]uint64, 63*5+1), 5, &Sides{}, 64) // ends with its last row
}

// BenchmarkRows packs 22 items on both sides into three of five words, 256 rows
// at a time.
func BenchmarkRows(b *testing.B) {
	const n = 256
	r := rand.New(rand.NewPCG(1, 2))
	spell := NewSpell(scales[0])
	var sides [3]Sides
	for i := range 44 {
		col := make([]survey.Code, n)
		for k := range col {
			col[k] = survey.Code(1 + r.IntN(7))
		}
		sides[i/16][i%2][i/2%8] = col
	}
	words := make([]uint64, 5*n)
	for _, x := range []struct {
		name string
		rows func(words []uint64, stride int, sides *Sides, n int) bool
	}{{"eight", spell.rows}, {"best", spell.Rows}} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				for w := range sides {
					x.rows(words[w:], 5, &sides[w], n)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/row")
		})
	}
}

func ExampleSpell_Rows() {
	sides := Sides{{{1, 7}, {2, survey.Missing}}, {{7, 1}}}
	words := make([]uint64, 2)
	odd := NewSpell(survey.Scale{Min: 1, Max: 7}).Rows(words, 1, &sides, 2)
	fmt.Printf("%#o %v\n", words, odd)
	// Output: [01071 017] false
}
