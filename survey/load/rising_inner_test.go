package load

import "testing"

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
