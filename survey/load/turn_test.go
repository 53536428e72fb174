package load

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// handOver hands the parts of each goroutine over, in their order, and gives the
// order in which all passed and the order in which each goroutine sent its own on.
func handOver(t *testing.T, of [][]spot, last func(at spot) bool, ahead int) (passed []spot, sent [][]spot) {
	t.Helper()
	at := make(map[*worker]spot)
	var mu sync.Mutex
	turn := newTurn(func(w *worker) {
		mu.Lock()
		passed = append(passed, at[w])
		mu.Unlock()
	})
	sent = make([][]spot, len(of))
	lanes := make([]lane, len(of))
	var wg sync.WaitGroup
	on := func(id int) func(w *worker) error {
		return func(w *worker) error {
			mu.Lock()
			defer mu.Unlock()
			if !slices.Contains(passed, at[w]) {
				t.Errorf("%v was sent on before it had passed", at[w])
			}
			sent[id] = append(sent[id], at[w])
			return nil
		}
	}
	for id, parts := range of {
		for range ahead {
			w := &worker{}
			w.batch.N = 1
			lanes[id].idle = append(lanes[id].idle, w)
		}
		wg.Go(func() {
			x := &lanes[id]
			for _, p := range parts {
				w := x.worker()
				mu.Lock()
				at[w] = p
				mu.Unlock()
				x.handed = append(x.handed, turn.hand(p, last(p), w))
				if err := x.send(turn, on(id)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	for id := range lanes {
		if err := lanes[id].send(turn, on(id)); err != nil {
			t.Error(err)
		}
	}
	return passed, sent
}

// TestPartsPassInFileOrder: whoever holds which parts, all pass in file order,
// and each goroutine sends on all of its own in their order.
func TestPartsPassInFileOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for round := range 200 {
		of := make([][]spot, 1+r.IntN(4))
		var all []spot
		parts := make(map[int]int)
		for seq := range r.IntN(40) {
			id := r.IntN(len(of)) // one goroutine delivers all parts of a seq
			parts[seq] = 1 + r.IntN(3)
			for part := range parts[seq] {
				all, of[id] = append(all, spot{seq, part}), append(of[id], spot{seq, part})
			}
		}
		passed, sent := handOver(t, of, func(at spot) bool { return at.part == parts[at.seq]-1 }, 1+round%3)
		if !slices.Equal(passed, all) {
			t.Fatalf("round %d: passed %v, want %v", round, passed, all)
		}
		for id := range of {
			if !slices.Equal(sent[id], of[id]) {
				t.Fatalf("round %d: goroutine %d sent on %v, want %v", round, id, sent[id], of[id])
			}
		}
	}
}

// TestPartsBehindAMissingOneStayThere: a part that breaks off never comes, and of
// what was read behind it nothing counts, whoever was how far.
func TestPartsBehindAMissingOneStayThere(t *testing.T) {
	of := [][]spot{{{0, 0}, {3, 0}}, {{1, 0}, {5, 0}}, {{4, 0}}}
	passed, sent := handOver(t, of, func(spot) bool { return true }, 2)
	want := []spot{{0, 0}, {1, 0}}
	if !slices.Equal(passed, want) || !slices.Equal(slices.Concat(sent...), want) {
		t.Errorf("passed %v, sent on %v, want %v", passed, sent, want)
	}
}

// TestNothingPassesAfterAHalt: nobody waits, and nobody is told to send on.
func TestNothingPassesAfterAHalt(t *testing.T) {
	turn := newTurn(func(*worker) { t.Error("passed") })
	early := turn.hand(spot{1, 0}, true, &worker{})
	turn.halt()
	turn.hand(spot{0, 0}, true, &worker{})
	if turn.passed(early, true) {
		t.Error("said to have passed")
	}
}

// One part passes at a time, also when order was given up: what is handed over
// meanwhile passes after it.
func TestPartsPassOneByOne(t *testing.T) {
	var turn *turn
	var steps []string
	first, second := &worker{}, &worker{}
	turn = newTurn(func(w *worker) {
		if w == second {
			steps = append(steps, "second")
			return
		}
		steps = append(steps, "first begins")
		turn.hand(spot{seq: 7}, true, second)
		steps = append(steps, "first ends")
	})
	turn.free = true
	turn.hand(spot{seq: 3}, true, first)
	if want := []string{"first begins", "first ends", "second"}; !slices.Equal(steps, want) {
		t.Errorf("%q, want %q", steps, want)
	}
}

// After a halt nothing is sent on, not even what had passed, and nothing passes.
func TestNothingIsSentAfterAHalt(t *testing.T) {
	passes := 0
	turn := newTurn(func(*worker) { passes++ })
	p := turn.hand(spot{}, false, &worker{})
	if !turn.passed(p, true) {
		t.Fatal("the first part does not pass")
	}
	turn.halt()
	q := turn.hand(spot{part: 1}, true, &worker{})
	if turn.passed(p, true) || turn.passed(q, true) || passes != 1 {
		t.Errorf("%d parts pass, of those before %v, behind %v", passes, turn.passed(p, false), turn.passed(q, false))
	}
}
