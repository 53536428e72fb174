package load

import (
	"fmt"
	"math/rand/v2"
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
		if !r.take(block("R001", "R050"), []uint64{1, 2}, 0) || !r.take(block("R051", "R100"), []uint64{3}, 0) || !r.take(block("R101", "R101"), nil, 0) {
			t.Fatal("rising ids are looked up")
		}
		r.last = []byte("R100")
		if r.take(block(again, "R999"), []uint64{4}, 0) {
			t.Errorf("%s after R100 rises", again)
		}
		if r.take(block("S001", "S002"), []uint64{5}, 0) {
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

// Of ids numbered without a gap, and of others among them, the set gets the very
// keys that they have, and no more than it knows for certain.
func TestSpilledIDs(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	id := func(n int) []byte { return []byte(fmt.Sprintf("R%08d", n)) }
	for _, most := range []int{30, 3000, 400_000} {
		var rising risingIDs
		var ids []int
		var block []uint64 // the keys of each block stand where those before stood
		for next := 95; len(ids) < 8*most; {
			n := 1 + r.IntN(most)
			w := &worker{rising: true, first: id(next), last: id(next + n - 1)}
			keys, run := block[:0], n
			if r.IntN(3) == 0 && n < 10_000 {
				run = 0
				for k := range n {
					keys = append(keys, hashBytes(id(next+k)))
				}
				block = keys
			}
			if !rising.take(w, keys, run) {
				t.Fatal("rising ids are looked up")
			}
			for k := range n {
				ids = append(ids, next+k)
			}
			next += n + r.IntN(2)*r.IntN(50)
		}
		s := newSeen(0)
		forgotten := rising.forgotten()
		rising.spill(s)
		if len(ids)-forgotten > window || forgotten > 0 && len(ids)-forgotten <= window-slabKeys {
			t.Fatalf("%d of %d ids are forgotten", forgotten, len(ids))
		}
		for k, n := range ids {
			if there := s.now.has(hashBytes(id(n))); there != (k >= forgotten) || s.old != nil {
				t.Fatalf("id %d of %d, %d forgotten: %v", k, len(ids), forgotten, there)
			}
		}
	}
}

// The successor of a number at the end of an id, and where it has none.
func TestSuccessor(t *testing.T) {
	for id, want := range map[string]string{"R1": "R2", "R09": "R10", "R0199": "R0200", "7": "8", "R9": "", "99": "", "R": "", "": "", "1a": "", "1 ": "", "R-1": "R-2"} {
		next := []byte(id)
		if ok := successor(next); ok != (want != "") || ok && (string(next) != want || !below([]byte(id), next)) {
			t.Errorf("%q: %q %v, want %q", id, next, ok, want)
		}
	}
}
