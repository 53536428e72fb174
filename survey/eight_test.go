package survey

import "testing"

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
	var w [8]uint64
	for k := range w {
		for r := range 8 {
			w[k] |= uint64(16*k+r) << (8 * r)
		}
	}
	Transpose8(&w)
	for r := range w {
		for k := range 8 {
			if got := w[r] >> (8 * k) & 0xFF; got != uint64(16*k+r) {
				t.Errorf("row %d column %d holds %#x", r, k, got)
			}
		}
	}
}
