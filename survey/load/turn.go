package load

import (
	"math"
	"sync"
	"time"

	"servqual/survey/guard"
)

// turn lets the parts of a file pass one point in file order, whichever worker
// holds them: what depends on order (which of two equal rows is the second)
// happens there. A part that comes too early is left behind, and passes by the
// hand of whoever brings the one before it: its worker goes on with the next
// one. Waiting for the turn took 3 to 7 % of the reading.
type turn struct {
	ordered func(w *worker) // what happens to a part

	mu     sync.Mutex
	moved  *sync.Cond
	next   spot // whose turn it is
	behind map[spot]*passing
	busy   bool // a part is passing
	stop   bool
	free   bool // order was given up: an earlier part does not come
	end    int  // what has a higher seq never passes: the file is damaged there
}

// spot is the place of a part in the file.
type spot struct{ seq, part int }

func (p spot) before(q spot) bool { return p.seq < q.seq || p.seq == q.seq && p.part < q.part }

// passing is a part that was handed over.
type passing struct {
	w    *worker
	seq  int
	last bool // of its seq
	done bool
}

// stalled is how long a part waits for an earlier one without anything moving,
// as when a disk does not answer: the ones after it must not wait for ever.
const stalled = 3 * time.Second

func newTurn(ordered func(w *worker)) *turn {
	t := &turn{ordered: ordered, behind: make(map[spot]*passing), end: math.MaxInt}
	t.moved = sync.NewCond(&t.mu)
	return t
}

// hand hands a part over, and lets pass what can.
func (t *turn) hand(at spot, last bool, w *worker) *passing {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := &passing{w: w, seq: at.seq, last: last}
	t.behind[at] = p
	t.move()
	return p
}

// move lets parts pass as long as the next one is there; while one passes,
// whoever hands over another leaves it behind.
func (t *turn) move() {
	for !t.busy && !t.stop {
		p := t.behind[t.next]
		if p == nil && t.free {
			p = t.first()
		}
		if p == nil || t.lost(p) {
			return
		}
		delete(t.behind, t.next)
		t.busy = true
		t.unlocked(func() { t.ordered(p.w) })
		if t.next.part++; p.last {
			t.next = spot{seq: t.next.seq + 1}
		}
		t.busy, p.done = false, true
		t.moved.Broadcast()
	}
}

// unlocked does something while others may hand parts over.
func (t *turn) unlocked(do func()) {
	t.mu.Unlock()
	defer t.mu.Lock()
	do()
}

// first is the first of the parts that were left behind, and makes it its turn;
// nil = there is none.
func (t *turn) first() *passing {
	var p *passing
	for at, x := range t.behind {
		if p == nil || at.before(t.next) {
			t.next, p = at, x
		}
	}
	return p
}

// passed says whether a part has passed; with wait it blocks until it has, or
// the reading was stopped.
func (t *turn) passed(p *passing, wait bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for wait && !p.done && !t.stop && !t.lost(p) {
		at := t.next
		watch := time.AfterFunc(stalled, guard.Func(func() {
			t.mu.Lock()
			defer t.mu.Unlock()
			if t.next == at && !t.busy { // those left behind pass, and any other that comes
				t.free = true
				t.move()
				t.moved.Broadcast()
			}
		}))
		t.moved.Wait()
		watch.Stop()
	}
	return p.done && !t.stop
}

// breakAfter says that the file is damaged in a seq: nothing behind it passes.
func (t *turn) breakAfter(seq int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = min(t.end, seq)
	t.moved.Broadcast()
}

// gone is lost, for who does not hold the lock.
func (t *turn) gone(p *passing) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lost(p)
}

// lost says that a part stands behind a damage.
func (t *turn) lost(p *passing) bool { return p.seq > t.end }

// halt wakes everybody and lets nothing pass.
func (t *turn) halt() {
	t.mu.Lock()
	t.stop = true
	t.moved.Broadcast()
	t.mu.Unlock()
}

// lane is what one goroutine reads: the worker at hand, and the parts that it
// handed over and that were not sent on yet.
type lane struct {
	idle   []*worker
	handed []*passing
}

// worker gives one that holds no part.
func (x *lane) worker() *worker {
	w := x.idle[len(x.idle)-1]
	x.idle = x.idle[:len(x.idle)-1]
	return w
}

// send sends on, in their order, the parts that have passed. It waits as long as
// there is no worker left to go on with.
func (x *lane) send(t *turn, on func(w *worker) error) error {
	for len(x.handed) > 0 {
		p := x.handed[0]
		w, passed := p.w, t.passed(p, len(x.idle) == 0)
		if !passed && !t.gone(p) {
			break
		}
		x.handed, x.idle = x.handed[1:], append(x.idle, w)
		if !passed || w.batch.N == 0 {
			continue
		}
		if err := on(w); err != nil {
			t.halt()
			return err
		}
	}
	if len(x.idle) == 0 {
		return errHalted
	}
	return nil
}
