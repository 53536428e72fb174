package tally

import (
	"runtime"
	"sync/atomic"

	"servqual/survey"
	"servqual/survey/guard"
)

// chunk is a run of packed rows. Once written a row never changes, so that
// sets can share it.
type chunk struct {
	words []uint64
	group []int32 // by row: segment in the set that packed it
	to    []int32 // segment there → segment in the set that holds the chunk, −1 = not in it; nil = the same
	n     int
}

// chunkRows is the room of a chunk: an address is chunk<<chunkBits + row.
const (
	chunkBits  = 12
	chunkRows  = 1 << chunkBits
	firstChunk = 128 // of a set's first chunk: many sets stay small
)

func (c *chunk) segment(r int) int32 {
	g := c.group[r]
	if c.to != nil {
		g = c.to[g]
	}
	return g
}

// renumber gives chunks other segment numbers. Chunks that were renumbered
// together share the table of it, or 500 units cut out of a million answers
// would take 6 GB.
func renumber(chunks []*chunk, to []int32) []*chunk {
	out := make([]*chunk, len(chunks))
	var before, after []int32 // the last table, and what became of it
	for i, c := range chunks {
		out[i] = &chunk{words: c.words, group: c.group, n: c.n, to: to}
		if len(c.to) == 0 {
			continue
		}
		if len(before) == 0 || &before[0] != &c.to[0] {
			before, after = c.to, onward(c.to, to)
		}
		out[i].to = after
	}
	return out
}

// few says whether the rows of segments with a number in to are less than a
// quarter of all packed ones; rows that were folded away count as packed.
func (s *Set) few(to []int32) bool {
	n := int64(0)
	for g, x := range s.segments {
		if to[g] >= 0 {
			n += x.n
		}
	}
	return n < int64(s.rows)/4
}

// copyRows adds the rows of chunks whose segments have a number in to: a unit's
// report out of a million answers would else go through all of them whenever it
// asks for something.
func (s *Set) copyRows(chunks []*chunk, to []int32) {
	stride := s.plan.layout.words
	var numbered, direct []int32 // the last chunk's table, and its numbers here
	for _, from := range chunks {
		table := to
		if len(from.to) > 0 {
			if len(numbered) == 0 || &numbered[0] != &from.to[0] {
				numbered, direct = from.to, onward(from.to, to)
			}
			table = direct
		}
		for r, g := range from.group[:from.n] {
			if table[g] < 0 {
				continue
			}
			c := s.room()
			copy(c.words[c.n*stride:(c.n+1)*stride], from.words[r*stride:])
			c.group[c.n] = table[g]
			c.n++
			s.rows++
		}
	}
}

// onward joins two tables of segment numbers; −1 stays −1.
func onward(first, then []int32) []int32 {
	out := make([]int32, len(first))
	for k, g := range first {
		out[k] = -1
		if g >= 0 {
			out[k] = then[g]
		}
	}
	return out
}

// packRows is how many rows are packed column by column at a time; their words
// stay in the first-level cache.
const packRows = 256

// pack adds the rows of a batch, and says whether any answer was odd.
func (s *Set) pack(b *survey.Batch, ids []int32) (someOdd bool) {
	stride := s.plan.layout.words
	for from := 0; from < b.N; {
		c := s.room()
		n := min(packRows, b.N-from, len(c.group)-c.n)
		odd := s.packer.pack(c.words[c.n*stride:(c.n+n)*stride], b, from, n)
		someOdd = someOdd || odd
		copy(c.group[c.n:], ids[from:from+n])
		c.n += n
		s.rows += n
		from += n
	}
	return someOdd
}

// room gives a chunk of the set's own that is not full.
func (s *Set) room() *chunk {
	if s.open == nil || s.open.n == len(s.open.group) {
		rows := chunkRows
		if len(s.chunks) == 0 {
			rows = firstChunk
		}
		s.open = &chunk{words: make([]uint64, rows*s.plan.layout.words), group: make([]int32, rows)}
		s.chunks = append(s.chunks, s.open)
	}
	return s.open
}

// The packed rows may take 4 kB a segment, which is less than its tables
// would, and firstBudget rows in any case.
//
// Where the plan has the products of all items or links (partRows), folding a
// row away costs some fifty times as much as keeping it, and most segments are
// never asked for these products: then laterBudget rows are kept, 180 MB.
// Folding 1,000,000 rows of 24 waves away took 20 s of a report's 25.
const (
	firstBudget  = 1 << 16
	laterBudget  = 1 << 22
	segmentRows  = 72
	denseSegment = 256 // rows from which a segment's tables are smaller
)

// budget is the number of packed rows that a set keeps before it folds them.
func (p *Plan) budget() int {
	if p.opt.Items || p.opt.Links {
		return laterBudget
	}
	return firstBudget
}

// full says whether the packed rows have outgrown their budget.
func (s *Set) full() bool {
	return s.rows > s.budget && s.rows > segmentRows*len(s.segments)
}

// compact folds the rows of large segments into tables and drops them. The
// next one runs when the rows have doubled, so that each row is moved at most
// once on average.
func (s *Set) compact() {
	snap := s.snapshot()
	snap.sort()
	if s.dense == nil {
		s.dense = make(map[int32]*Tally)
	}
	kept := &Set{plan: s.plan}
	var large []int32
	for g := range s.segments {
		rows := snap.of(int32(g))
		switch {
		case len(rows) == 0:
		case len(rows) < denseSegment && s.dense[int32(g)] == nil:
			kept.keep(snap, rows, int32(g))
		default:
			large = append(large, int32(g))
		}
	}
	for i, t := range s.foldLarge(snap, large) {
		s.dense[large[i]] = t
	}
	s.chunks, s.open, s.rows = kept.chunks, nil, kept.rows
	s.budget = max(s.plan.budget(), 2*s.rows)
	s.changed()
}

// foldLarge folds the rows of segments, on all processors, each into a new
// tally that holds what was folded of the segment before: what was read out
// keeps its own.
func (s *Set) foldLarge(snap *snapshot, segments []int32) []*Tally {
	out := make([]*Tally, len(segments))
	var (
		next atomic.Int64
		wg   guard.Group
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(segments); i = int(next.Add(1)) - 1 {
				t, rows := NewTally(s.plan), snap.of(segments[i])
				if old := s.dense[segments[i]]; old != nil {
					t.mergeDense(old)
				}
				t.need(s.plan.kept())
				snap.foldRows(t.tables, rows, s.plan.kept())
				t.n += int64(len(rows))
				out[i] = t
			}
		})
	}
	wg.Wait()
	return out
}

// keep copies rows of one segment.
func (s *Set) keep(from *snapshot, rows []uint32, g int32) {
	stride := s.plan.layout.words
	for _, a := range rows {
		c := s.room()
		src := from.chunks[a>>chunkBits].words[int(a&(chunkRows-1))*stride:][:stride]
		copy(c.words[c.n*stride:], src)
		c.group[c.n] = g
		c.n++
		s.rows++
	}
}
