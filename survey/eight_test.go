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
