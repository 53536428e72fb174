package load

import (
	"fmt"
	"testing"
)

// Blocks that rise by themselves, one of which begins at or below the end of
// the one before: from there on ids are looked up, the earlier ones among them.
func TestBlocksOfRisingIDs(t *testing.T) {
	block := func(first, last string) *worker {
		return &worker{rising: true, first: []byte(first), last: []byte(last)}
	}
	for _, again := range []string{"R090", "R100", "R0"} {
		var r risingIDs
		if !r.take(block("R001", "R050"), []uint64{1, 2}) || !r.take(block("R051", "R100"), []uint64{3}) || !r.take(block("R101", "R101"), nil) {
			t.Fatal("rising ids are looked up")
		}
		r.last = []byte("R100")
		if r.take(block(again, "R999"), []uint64{4}) {
			t.Errorf("%s after R100 rises", again)
		}
		if r.take(block("S001", "S002"), []uint64{5}) {
			t.Error("it rises again after it ended")
		}
		s := newSeen(0)
		r.spill(s)
		for k, want := range map[uint64]int{1: 1, 2: 1, 3: 1, 4: 0} {
			if n := s.add(k); n != want {
				t.Errorf("key %d was there %d times, want %d", k, n, want)
			}
		}
	}
}

// The remembered days are those that are read, dates that share a place and
// their first eight bytes among them, and what is no date stays none.
func TestRememberedDays(t *testing.T) {
	var c dayCache
	for tail := range 1 << 16 { // all that can follow 2026-10-: many share a place
		text := append([]byte("2026-10-"), byte(tail), byte(tail>>8))
		got, ok := c.stamp(text)
		if want, wok := plainStamp(text); ok != wok || ok && got != want {
			t.Fatalf("%q: %v %v, want %v %v", text, got, ok, want, wok)
		}
	}
	for range 2 {
		for year := 1979; year <= 2202; year += 3 {
			for month := 0; month <= 13; month++ {
				for day := 0; day <= 32; day++ {
					text := []byte(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
					got, ok := c.stamp(text)
					if want, wok := plainStamp(text); ok != wok || ok && got != want {
						t.Fatalf("%s: %v %v, want %v %v", text, got, ok, want, wok)
					}
				}
			}
		}
	}
}
