package sheet

import (
	"math/rand/v2"
	"testing"
)

// ends is what ends a text: said again, so that endsText is not its own judge.
func ends(c, comma byte) bool { return c == comma || c == 10 || c == 13 }

// textBuffer is bytes of which about one in so many ends a text.
func textBuffer(r *rand.Rand, n, rare int, comma byte) []byte {
	buf := make([]byte, n)
	for i := range buf {
		buf[i] = byte(r.Uint32())
		if r.IntN(4) == 0 { // next to what is looked for
			buf[i] = []byte{comma - 1, comma + 1, comma ^ 0x80, 9, 11, 12, 14, 0x8A, 0x8D}[r.IntN(9)]
		}
		for ends(buf[i], comma) {
			buf[i]++
		}
		if r.IntN(rare) == 0 {
			buf[i] = []byte{comma, '\n', '\r'}[r.IntN(3)]
		}
	}
	return buf
}

func TestTextEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for round := range 40_000 {
		comma := []byte{',', ';', '\t', '|'}[round%4]
		buf := textBuffer(r, r.IntN(200), 1+r.IntN(100), comma)
		from := r.IntN(len(buf) + 1)
		want := from
		for want < len(buf) && !ends(buf[want], comma) {
			want++
		}
		if got := textEnd(buf, from, comma); got != want {
			t.Fatalf("%q from %d by %q: %d, want %d", buf, from, comma, got, want)
		}
	}
}
