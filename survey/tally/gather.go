package tally

import (
	"sync"
	"sync/atomic"

	"servqual/survey"
)

// Gather adds the batches of several workers up to one Set. Each worker has a
// set of its own. Of very many segments the tables in each of these sets would
// take more room than all rows: there the workers' sets hand their rows over to
// one that they share.
type Gather struct {
	parts []*Set // by worker

	mu     sync.Mutex
	shared *Set
	used   atomic.Bool // shared has rows
}

// NewGather is for batches of as many workers, by the fields.
func NewGather(p *Plan, workers int, by ...string) *Gather {
	g := &Gather{shared: NewSet(p, by...)}
	for range workers {
		g.parts = append(g.parts, NewSet(p, by...))
	}
	return g
}

// manySegments is from how many segments on workers share one set of tables.
const manySegments = 1000

// Add folds a batch of a worker. Workers may call it beside each other.
func (g *Gather) Add(worker int, b *survey.Batch) {
	part := g.parts[worker]
	part.add(b)
	if !part.full() {
		return
	}
	if len(part.segments) < manySegments {
		part.compact()
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.used.Store(true)
	g.shared.takeOver(part)
}

// takeOver moves the rows of a part here. The part keeps the numbers of its
// segments.
func (s *Set) takeOver(part *Set) {
	s.take(part, s.translate(part, nil))
	for i := range part.segments {
		part.segments[i].n = 0
	}
	part.chunks, part.open, part.rows, part.named, part.dense = nil, nil, 0, table{}, nil
	part.changed()
	if s.full() {
		s.compact()
	}
}

// Set is everything that was added. Nothing may be added after it.
//
// Where no rows were handed over, the first worker's set takes in the others: it
// has an index of its segments already.
func (g *Gather) Set() *Set {
	all, parts := g.shared, g.parts
	if !g.used.Load() && len(parts) > 0 {
		all, parts = parts[0], parts[1:]
	}
	for _, part := range parts {
		all.Merge(part)
	}
	g.parts, g.shared = nil, all
	return all
}
