package load

import (
	"sync"
	"time"
)

// turn lets the parts of a file pass one point in file order, whichever worker
// holds them: what depends on order (which of two equal rows is the second)
// happens there.
type turn struct {
	mu   sync.Mutex
	cond *sync.Cond
	seq  int
	part int
	stop bool
	free bool // order was given up: an earlier part will never come
}

// stalled is how long a part waits for an earlier one without anything moving.
// A part that breaks off inside a damaged file is never handed over; the ones
// after it must not wait for ever.
const stalled = 3 * time.Second

func newTurn() *turn {
	t := &turn{}
	t.cond = sync.NewCond(&t.mu)
	return t
}

// wait blocks until all earlier parts have passed. It is false when the
// reading was stopped. After true the caller must call pass.
func (t *turn) wait(seq, part int) bool {
	t.mu.Lock()
	for !t.stop && !t.free && (t.seq != seq || t.part != part) {
		atSeq, atPart := t.seq, t.part
		watch := time.AfterFunc(stalled, func() {
			t.mu.Lock()
			if t.seq == atSeq && t.part == atPart {
				t.free = true
				t.cond.Broadcast()
			}
			t.mu.Unlock()
		})
		t.cond.Wait()
		watch.Stop()
	}
	if t.stop {
		t.mu.Unlock()
		return false
	}
	return true
}

// pass lets the next part in.
func (t *turn) pass(last bool) {
	if last {
		t.seq++
		t.part = 0
	} else {
		t.part++
	}
	t.cond.Broadcast()
	t.mu.Unlock()
}

// halt wakes everybody and lets nobody in.
func (t *turn) halt() {
	t.mu.Lock()
	t.stop = true
	t.cond.Broadcast()
	t.mu.Unlock()
}
