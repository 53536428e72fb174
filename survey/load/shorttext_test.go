package load

import (
	"math/rand/v2"
	"testing"
)

// Codes of texts as a map finds them: texts of all lengths that share their
// beginning, their end or all but one byte, and texts with zeros at the end.
func TestShortTextsAsAMapFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var short shortTexts
	codes := make(map[string]int32)
	var texts [][]byte
	for range 6000 {
		text := make([]byte, r.IntN(longestShort+1))
		switch r.IntN(3) {
		case 0:
			for i := range text {
				text[i] = byte(r.IntN(3))
			}
		case 1:
			for i := range text {
				text[i] = byte(r.Uint32())
			}
		default:
			if len(texts) > 0 {
				text = append([]byte(nil), texts[r.IntN(len(texts))]...)
				if len(text) > 0 {
					text[r.IntN(len(text))]++
				}
			}
		}
		texts = append(texts, text)
		want, known := codes[string(text)]
		if !known {
			want = unread
		}
		if got := short.get(text); got != want {
			t.Fatalf("%q: %d, want %d", text, got, want)
		}
		if !known {
			codes[string(text)] = int32(len(codes))
			short.put(text, codes[string(text)])
		}
	}
	for text, want := range codes {
		if got := short.get([]byte(text)); got != want {
			t.Fatalf("%q: %d, want %d", text, got, want)
		}
	}
	long := make([]byte, longestShort+1)
	if short.put(long, 7); short.n != len(codes) {
		t.Error("a long text is put among the short ones")
	}
}
