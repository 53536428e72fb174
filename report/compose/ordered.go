package compose

import (
	"io"
	"sync"
)

// ordered writes pieces in the order of their numbers, 0, 1, 2 …, whatever
// order workers finish them in. What came before its turn waits here, so that
// its worker can go on: two workers that waited for each other's pieces did so
// for a fifth of the time.
type ordered struct {
	w     io.Writer
	mu    sync.Mutex
	moved *sync.Cond // next or err has changed
	next  int
	ready [ahead][]byte // by number, from next on
	spare [][]byte
	err   error
}

// ahead is how many pieces may wait. A worker that is further ahead waits itself.
const ahead = 16

func newOrdered(w io.Writer) *ordered {
	q := &ordered{w: w}
	q.moved = sync.NewCond(&q.mu)
	return q
}

// put takes a piece and gives memory for the next one, empty; false when
// writing has failed. A piece is never empty.
func (q *ordered) put(number int, piece []byte) (room []byte, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for number >= q.next+ahead && q.err == nil {
		q.moved.Wait()
	}
	q.ready[number%ahead] = piece
	for q.err == nil {
		p := &q.ready[q.next%ahead]
		if *p == nil {
			break
		}
		_, q.err = q.w.Write(*p)
		q.spare = append(q.spare, (*p)[:0])
		*p = nil
		q.next++
	}
	q.moved.Broadcast()
	if n := len(q.spare); n > 0 {
		room, q.spare = q.spare[n-1], q.spare[:n-1]
	}
	return room, q.err == nil
}

// fail ends writing with an error.
func (q *ordered) fail(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.err == nil {
		q.err = err
	}
	q.moved.Broadcast()
}
