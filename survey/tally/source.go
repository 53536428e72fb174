package tally

import (
	"runtime"
	"slices"

	"servqual/survey/guard"
)

// source is where the tables of a tally come from: some segments of a
// snapshot.
type source struct {
	snap     *snapshot
	segments []int32 // nil = all, or all that are not flagged
	flagged  bool    // of all: the flagged ones too
}

// fold makes parts of the tables of t.
func (s *source) fold(t *Tally, want part) {
	segs := s.segments
	if segs == nil {
		for g, x := range s.snap.segments {
			if s.flagged || !x.flagged {
				segs = append(segs, int32(g))
			}
		}
	}
	for _, g := range segs {
		if d := s.snap.dense[g]; d != nil {
			if want&^(d.have|partNames) != 0 {
				panic("tally: asked for what a plan with Options.Lean does not keep")
			}
			t.tables.merge(d.tables, want&^partNames)
		}
		if want&partNames != 0 {
			s.snap.foldNames(t.tables, g)
		}
	}
	if want&^partNames == 0 {
		return
	}
	if s.segments == nil {
		s.foldAll(t, want&^partNames)
		return
	}
	for _, g := range segs {
		s.snap.foldRows(t.tables, s.snap.of(g), want&^partNames)
	}
}

// foldNames adds the names of a segment, and its own.
func (x *snapshot) foldNames(t *tables, g int32) {
	for _, e := range x.names[x.first[g]:x.first[g+1]] {
		_, k, code := splitKey(e.key)
		t.put(x.plan, x.fields, k, code, e.n)
	}
	for i, f := range x.at {
		if c := x.segments[g].names[i]; c >= 0 && x.segments[g].n > 0 {
			t.put(x.plan, x.fields, kindField+kind(f), c, x.segments[g].n)
		}
	}
}

// foldRows gathers rows of one segment block by block and folds them.
func (x *snapshot) foldRows(t *tables, rows []uint32, want part) {
	f := x.plan.takeFolder()
	defer x.plan.giveFolder(f)
	stride := x.plan.layout.words
	for len(rows) > 0 {
		n := min(maxBlock, len(rows))
		for i, a := range rows[:n] {
			copy(f.rows[i*stride:(i+1)*stride], x.chunks[a>>chunkBits].words[int(a&(chunkRows-1))*stride:])
		}
		f.add(t, f.rows, n, want)
		rows = rows[n:]
	}
}

// foldAll folds the rows of all segments as they stand, on all cores. Integers
// add up to the same in any order.
func (s *source) foldAll(t *Tally, want part) {
	chunks := s.snap.chunks
	workers := min(runtime.GOMAXPROCS(0), (len(chunks)+chunksAWorker-1)/chunksAWorker)
	parts := make([]*tables, workers)
	var wg guard.Group
	for w := range workers {
		wg.Go(func() {
			parts[w] = s.snap.plan.takeTables()
			parts[w].needRows(s.snap.plan, want)
			for i := w; i < len(chunks); i += workers {
				s.foldChunk(parts[w], &chunks[i], want)
			}
		})
	}
	wg.Wait()
	for _, p := range parts {
		t.tables.merge(p, want)
		s.snap.plan.giveTables(p)
	}
}

// chunksAWorker is how many chunks are worth a goroutine.
const chunksAWorker = 4

// foldChunk folds the rows of a chunk where they stand, or copies of those that
// are wanted.
func (s *source) foldChunk(t *tables, c *chunk, want part) {
	f := s.snap.plan.takeFolder()
	defer s.snap.plan.giveFolder(f)
	stride := s.snap.plan.layout.words
	all := s.flagged && !slices.Contains(c.to, -1)
	for from := 0; from < c.n; from += maxBlock {
		to := min(from+maxBlock, c.n)
		if all {
			f.add(t, c.words[from*stride:to*stride], to-from, want)
			continue
		}
		n := 0
		for r := from; r < to; r++ {
			if g := c.segment(r); g < 0 || !s.flagged && s.snap.segments[g].flagged {
				continue
			}
			copy(f.rows[n*stride:(n+1)*stride], c.words[r*stride:])
			n++
		}
		f.add(t, f.rows, n, want)
	}
}

func (p *Plan) takeFolder() *folder {
	if f, ok := p.folders.Get().(*folder); ok {
		return f
	}
	return newFolder(p)
}

func (p *Plan) giveFolder(f *folder) { p.folders.Put(f) }
