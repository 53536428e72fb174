package survey

import (
	"math/rand/v2"
	"testing"
)

func TestEightCodesInAWord(t *testing.T) {
	for first := -128; first < 128; first++ {
		var c, back [8]Code
		for i := range c {
			c[i] = Code(first + 37*i)
		}
		x := Load8(c[:])
		Store8(back[:], x)
		if back != c {
			t.Fatalf("%v came back as %v", c, back)
		}
		for i, v := range c {
			if got := Valid8(x)>>(8*i)&0xFF == 1; got != v.Valid() {
				t.Errorf("code %d: valid %v", v, got)
			}
		}
	}
}

func TestTransposing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for range 100 {
		var x [8]uint64
		for i := range x {
			x[i] = r.Uint64()
		}
		y := x
		Transpose8(&y)
		for i := range 8 {
			for j := range 8 {
				if x[i]>>(8*j)&0xff != y[j]>>(8*i)&0xff {
					t.Fatalf("byte %d of word %d is lost", j, i)
				}
			}
		}
	}
}
