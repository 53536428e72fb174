package tally

import (
	"slices"

	"servqual/survey/guard"
)

// snapshot is what a set held when it was read out. It does not change.
type snapshot struct {
	plan     *Plan
	fields   []field
	at       []int
	segments []segment
	chunks   []chunk
	dense    map[int32]*Tally
	names    []slot // sorted by segment, kind and code
	first    []int  // by segment: its first name
	order    []uint32
	start    []int              // by segment: where its rows begin in order
	rowsOnly bool               // no rows were folded away
	joined   [2][]namedSegments // without and with the flagged ones
}

// snapshot freezes what the set holds.
func (s *Set) snapshot() *snapshot {
	if s.snap != nil {
		return s.snap
	}
	x := &snapshot{plan: s.plan, fields: slices.Clone(s.fields), at: s.at, segments: slices.Clone(s.segments), rowsOnly: len(s.dense) == 0}
	for _, c := range s.chunks {
		x.chunks = append(x.chunks, *c)
	}
	if len(s.dense) > 0 {
		x.dense = make(map[int32]*Tally, len(s.dense))
		for k, t := range s.dense {
			x.dense[k] = t
		}
	}
	s.named.each(func(key uint64, n int64) { x.names = append(x.names, slot{key, n}) })
	slices.SortFunc(x.names, func(a, b slot) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
	x.first = make([]int, len(s.segments)+1)
	at := 0
	for g := range s.segments {
		x.first[g] = at
		for at < len(x.names) && x.names[at].key>>(codeBits+kindBits) == uint64(g) {
			at++
		}
	}
	x.first[len(s.segments)] = at
	s.snap = x
	return x
}

// sort orders the rows by segment: a counting sort of their addresses, half of
// it on another processor. The second half of the chunks is laid from the back
// of each segment's room, so that neither half has to know how many rows the
// other has; in the end each segment's rows stand as they came.
func (x *snapshot) sort() {
	if x.start != nil {
		return
	}
	x.start = x.starts()
	x.order = make([]uint32, x.start[len(x.segments)])
	half := len(x.chunks) / 2
	var wg guard.Group
	wg.Go(func() {
		next := slices.Clone(x.start[1:])
		for i := len(x.chunks) - 1; i >= half; i-- {
			c := &x.chunks[i]
			for r := c.n - 1; r >= 0; r-- {
				if g := c.segment(r); g >= 0 {
					next[g]--
					x.order[next[g]] = uint32(i<<chunkBits + r)
				}
			}
		}
	})
	next := slices.Clone(x.start)
	for i := range x.chunks[:half] {
		c := &x.chunks[i]
		for r := range c.n {
			if g := c.segment(r); g >= 0 {
				x.order[next[g]] = uint32(i<<chunkBits + r)
				next[g]++
			}
		}
	}
	wg.Wait()
}

// starts says where the rows of each segment begin when they are in order. While
// no rows were folded away, those in the chunks are all there are, and need not
// be counted again: half of the time of a sort.
func (x *snapshot) starts() []int {
	start := make([]int, len(x.segments)+1)
	if x.rowsOnly {
		for g := range x.segments {
			start[g+1] = start[g] + int(x.segments[g].n)
		}
		return start
	}
	for i := range x.chunks {
		c := &x.chunks[i]
		for r := range c.n {
			if g := c.segment(r); g >= 0 {
				start[g+1]++
			}
		}
	}
	for g := range x.segments {
		start[g+1] += start[g]
	}
	return start
}

// of lists the rows of a segment.
func (x *snapshot) of(g int32) []uint32 { return x.order[x.start[g]:x.start[g+1]] }
