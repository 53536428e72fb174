package tally

import (
	"sync"
	"sync/atomic"

	"servqual/survey"
)

// Gather adds the batches of several workers up to one Set. Each worker has a
// set of its own; of very many segments, whose sums in each of these sets would
// take more room than all rows on the way, the workers' sets hand their rows
// over to one that they share.
type Gather struct {
	parts []*Set // by worker

	mu     sync.Mutex
	shared *Set
	folded atomic.Bool // there are cores
}

// NewGather is for batches of as many workers, by the fields.
func NewGather(p *Plan, workers int, by ...string) *Gather {
	g := &Gather{shared: NewSet(p, by...)}
	for range workers {
		g.parts = append(g.parts, NewSet(p, by...))
	}
	return g
}

// Add folds a batch of a worker. Workers may call it beside each other.
func (g *Gather) Add(worker int, b *survey.Batch) {
	part := g.parts[worker]
	part.Add(b)
	if !part.surelyCore() {
		return
	}
	waiting := firstRows
	if g.folded.Load() {
		waiting = waitingRows
	}
	if part.rows > waiting*len(part.segments) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.folded.Store(true)
		g.shared.takeOver(part)
	}
}

// Rows that wait for each segment: in a worker's set before they are handed
// over, and in the shared set before they are folded to cores. The first time
// there are no cores yet, and more rows may wait: a million in 12,000 segments
// are never folded twice.
const (
	firstRows   = 46
	waitingRows = 6
	sharedRows  = 20
)

// takeOver moves the rows of a part here. The part keeps the numbers of its
// segments.
func (s *Set) takeOver(part *Set) {
	s.take(part, s.translate(part, nil))
	for i := range part.segments {
		part.segments[i].n = 0
	}
	part.chunks, part.open, part.rows, part.named = nil, nil, 0, table{}
	part.dense, part.cores, part.rest = nil, nil, nil
	part.changed()
	if s.rows > sharedRows*len(s.segments) {
		s.compactCores()
	}
}

// Set is everything that was added. Nothing may be added after it.
//
// Where no rows were handed over, the first worker's set takes in the others: it
// has an index of its segments already.
func (g *Gather) Set() *Set {
	all, parts := g.shared, g.parts
	if !g.folded.Load() && len(parts) > 0 {
		all, parts = parts[0], parts[1:]
	}
	for _, part := range parts {
		all.Merge(part)
	}
	g.parts, g.shared = nil, all
	return all
}
