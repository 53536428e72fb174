package load

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"servqual/survey"
)

var plainScales = []survey.Scale{{Min: 1, Max: 7}, {Min: 0, Max: 10}, {Min: 1, Max: 5}, {Min: 0, Max: 100}, {Min: 0, Max: 127}, {Min: 127, Max: 127}, {Min: 0, Max: 0}}

// A byte passes the check of eight at a time exactly where it is blank or a
// number of the scale.
func TestBytesThatAreNumbersOfTheScale(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, sc := range plainScales {
		p := newPlainScale(sc.Min, sc.Max)
		for range 20_000 {
			x := r.Uint64()
			if r.IntN(2) == 0 {
				x &= 0x8787878787878787
			}
			var b [8]byte
			binary.LittleEndian.PutUint64(b[:], x)
			out := outside(x, p.above, p.below)
			for i, digit := range b {
				passes := out>>(8*i)&0x80 == 0
				if want := digit == 0x80 || sc.Contains(int(digit)); passes != want {
					t.Fatalf("%+v: byte %#x of %#x passes: %v", sc, digit, x, passes)
				}
			}
		}
	}
}

// TestCodes copies columns of all lengths, with bytes that do not pass in none, a
// few or all places, as going through them one by one would; nothing else is
// written.
func TestCodes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 201 {
		for _, sc := range plainScales {
			p := newPlainScale(sc.Min, sc.Max)
			for round := range 24 {
				digits := make([]byte, n+r.IntN(3))
				for i := range digits {
					digits[i] = byte(sc.Min + r.IntN(sc.Points()))
					if r.IntN(10) == 0 {
						digits[i] = 0x80
					}
					if round > 20 {
						digits[i] = byte(r.Uint32())
					}
				}
				if n > 0 && round > 4 {
					digits[r.IntN(n)] = byte(r.Uint32())
				}
				got := make([]survey.Code, n+40)
				for i := range got {
					got[i] = survey.Code(r.Uint32())
				}
				want := slices.Clone(got)
				var marks, wantMarks []byte
				if round&1 == 0 {
					marks = make([]byte, n+r.IntN(40))
					for i := range marks {
						marks[i] = byte(r.Uint32())
					}
					wantMarks = slices.Clone(marks)
				}
				k, wantK := p.codes(got[:n], digits, marks), copyOneByOne(sc, want[:n], digits, wantMarks)
				if k != wantK || !slices.Equal(got, want) || !slices.Equal(marks, wantMarks) {
					t.Fatalf("%d digits, scale %+v: %d taken, want %d, or they differ", n, sc, k, wantK)
				}
			}
		}
	}
}

// copyOneByOne is plainScale.codes by its description.
func copyOneByOne(sc survey.Scale, dst []survey.Code, digits, answered []byte) int {
	at := 0
	for ; at+8 <= len(dst); at += 8 {
		for _, d := range digits[at : at+8] {
			if d != 0x80 && !sc.Contains(int(d)) {
				return at
			}
		}
		for i := at; i < at+8; i++ {
			dst[i] = survey.Code(digits[i])
			if answered != nil && digits[i] != 0x80 {
				answered[i] |= 0x80
			}
		}
	}
	return at
}

// TestCodesOneByte puts each byte at each place of otherwise blank ones.
func TestCodesOneByte(t *testing.T) {
	const n = 72
	for _, sc := range plainScales {
		p := newPlainScale(sc.Min, sc.Max)
		for b := range 256 {
			for at := range n {
				digits := slices.Repeat([]byte{0x80}, n)
				digits[at] = byte(b)
				dst, marks := make([]survey.Code, n), make([]byte, n)
				want := n
				if b != 0x80 && !sc.Contains(b) {
					want = at &^ 7
				}
				if k := p.codes(dst, digits, marks); k != want {
					t.Fatalf("scale %+v, byte %#x at %d: %d taken, want %d", sc, b, at, k, want)
				}
				for i := range want {
					number := i == at && b != 0x80
					if dst[i] != survey.Code(digits[i]) || marks[i] == 0x80 != number {
						t.Fatalf("scale %+v, byte %#x at %d: code %d, mark %#x at %d", sc, b, at, dst[i], marks[i], i)
					}
				}
			}
		}
	}
}

// Codes refuses columns that are too short.
func TestCodesLengths(t *testing.T) {
	p := newPlainScale(1, 7)
	for name, f := range map[string]func(){
		"digits":   func() { p.codes(make([]survey.Code, 64), make([]byte, 63), nil) },
		"answered": func() { p.codes(make([]survey.Code, 64), make([]byte, 64), make([]byte, 63)) },
		"no marks": func() { p.codes(make([]survey.Code, 64), make([]byte, 64), []byte{}) },
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

// BenchmarkCodes takes over a block of 576 rows, with and without marks.
func BenchmarkCodes(b *testing.B) {
	p := newPlainScale(1, 7)
	digits := make([]byte, 576)
	for i := range digits {
		digits[i] = byte(1 + i%7)
	}
	dst, marks := make([]survey.Code, len(digits)), make([]byte, len(digits))
	for _, x := range []struct {
		name  string
		marks []byte
	}{{"plain", nil}, {"marked", marks}} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				p.codes(dst, digits, x.marks)
			}
		})
	}
}
