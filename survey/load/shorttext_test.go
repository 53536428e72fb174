package load

import (
	"fmt"
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

// Texts that differ in their length only, being all zeros, or in one byte only,
// are not taken for each other where they stand beside each other: in tables as
// full as they become.
func TestShortTextsBesideEachOther(t *testing.T) {
	family := func(texts [][]byte) {
		t.Helper()
		for from := range texts {
			var short shortTexts
			for k := range texts[:len(texts)/2] {
				short.put(texts[(from+k)%len(texts)], int32(k))
			}
			for k := range texts {
				want := int32(unread)
				if k < len(texts)/2 {
					want = int32(k)
				}
				if got := short.get(texts[(from+k)%len(texts)]); got != want {
					t.Fatalf("%q: %d, want %d", texts[(from+k)%len(texts)], got, want)
				}
			}
		}
	}
	var zeros [][]byte
	for n := range longestShort + 1 {
		zeros = append(zeros, make([]byte, n))
	}
	family(zeros)
	for n := 1; n <= longestShort; n++ {
		for at := range n {
			var texts [][]byte
			for x := range 64 {
				text := make([]byte, n)
				text[at] = byte(x * 37)
				texts = append(texts, text)
			}
			family(texts)
		}
	}
}

// A column of free text does not grow the memory: what comes after maxCached
// texts is not remembered, what came before still is.
func TestShortTextsAreBounded(t *testing.T) {
	var short shortTexts
	text := func(k int) []byte { return []byte(fmt.Sprintf("%d", k)) }
	for k := range maxCached + 100 {
		short.put(text(k), int32(k))
	}
	for k := range maxCached + 100 {
		want := int32(k)
		if k >= maxCached {
			want = unread
		}
		if got := short.get(text(k)); got != want {
			t.Fatalf("text %d of %d: %d, want %d", k, maxCached, got, want)
		}
	}
}
