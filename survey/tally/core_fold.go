package tally

import (
	"runtime"
	"sync/atomic"

	"servqual/survey/guard"
)

// CoreList is the cores of a set's segments in order of their names, flagged
// and unflagged responses together.
type CoreList struct {
	plan *Plan
	list []coreEntry
}

type coreEntry struct {
	names      []string
	n, flagged int64
	sums       coreSums
}

// Len is the number of segments.
func (l *CoreList) Len() int { return len(l.list) }

// Read brings the core of a segment into c, whose memory is used again, and
// gives the names it stands for, in the order of By.
func (l *CoreList) Read(i int, c *Core) (names []string) {
	x := &l.list[i]
	c.plan, c.n, c.flagged = l.plan, x.n, x.flagged
	if len(c.sums) != l.plan.core.size {
		c.sums = make([]int64, l.plan.core.size)
	}
	clear(c.sums)
	x.sums.addTo(c.sums)
	return x.names
}

// InCore says whether the set gives cores instead of tallies by segment: its
// plan allows it and it has more segments than the plan has set as the limit.
func (s *Set) InCore() bool {
	o := &s.plan.opt
	return len(s.by) > 0 && s.asked || s.cores != nil || o.Core && len(s.by) > 0 && (s.surelyCore() || len(s.joined(s.snapshot(), true)) > o.CoreAbove)
}

// AskCores makes the set give cores, whatever its plan allows.
func (s *Set) AskCores() {
	s.changed()
	s.asked = true
}

// surelyCore says the same while rows are still coming: flagged and unflagged
// responses of one name are two segments here and one when they are read out.
func (s *Set) surelyCore() bool {
	o := &s.plan.opt
	return o.Core && len(s.by) > 0 && len(s.segments) > 2*o.CoreAbove
}

// Cores lists the cores of the segments. The list is good until the set changes.
//
// Each row is folded once, segment by segment on all processors; what the total
// needs is added up on the way.
func (s *Set) Cores() *CoreList {
	s.foldCores()
	return s.coreList
}

// foldCores makes the cores and the total.
func (s *Set) foldCores() {
	if s.coreList != nil {
		return
	}
	if s.cores != nil { // or there would be all of them twice
		s.compactCores()
	}
	snap := s.snapshot()
	var sorting, naming guard.Group
	sorting.Go(snap.sort)
	groups := s.joined(snap, true)
	sorting.Wait()
	names := tables{named: newNamed(s.plan)}
	naming.Go(func() {
		for g := range snap.segments {
			snap.foldNames(&names, int32(g))
		}
	})
	list := make([]coreEntry, len(groups))
	total := s.foldEach(len(groups), func(f *coreFolder, i int) {
		x := coreEntry{names: groups[i].names}
		for _, g := range groups[i].of {
			x.n += snap.segments[g].n
			if snap.segments[g].flagged {
				x.flagged += snap.segments[g].n
			}
		}
		if s.cores != nil && len(groups[i].of) == 1 {
			x.sums = s.cores[groups[i].of[0]]
			list[i] = x
			return
		}
		if i+1 < len(groups) {
			f.fetch(snap, groups[i+1].of...)
		}
		clear(f.sums)
		for _, g := range groups[i].of {
			if s.cores != nil {
				s.cores[g].addTo(f.sums)
			}
			f.segment(snap, g, f.sums)
		}
		s.plan.core.carry(f.sums)
		x.sums = keepSums(f.narrowed, f.sums)
		list[i] = x
	})
	if s.rest != nil {
		total.merge(s.rest, leanParts)
	}
	t := &Tally{plan: s.plan, tables: total, have: leanParts | partNames, from: &source{snap: snap, flagged: true}}
	naming.Wait()
	total.named.merge(&names.named)
	for _, x := range snap.segments {
		t.n += x.n
	}
	s.coreList, s.totals[1] = &CoreList{s.plan, list}, t
}

// foldEach gives workers the numbers up to n, and adds up what they fold into
// their tables.
func (s *Set) foldEach(n int, do func(f *coreFolder, i int)) *tables {
	const few = 16 // numbers at a time: taking turns costs nothing, and no worker is left with much
	workers := max(1, min(runtime.GOMAXPROCS(0), n/few))
	folders := make([]*coreFolder, workers)
	var next atomic.Int64
	var wg guard.Group
	for w := range workers {
		wg.Go(func() {
			f := newCoreFolder(s.plan)
			folders[w] = f
			for {
				from := few * (int(next.Add(1)) - 1)
				if from >= n {
					return
				}
				for i := from; i < min(from+few, n); i++ {
					do(f, i)
				}
			}
		})
	}
	wg.Wait()
	out := folders[0].close()
	for _, f := range folders[1:] {
		out.merge(f.close(), leanParts)
	}
	return out
}

// compactCores folds all rows to the cores of their segments and drops them.
func (s *Set) compactCores() {
	snap := s.snapshot()
	snap.sort()
	s.growCores()
	rest := s.foldEach(len(s.segments), func(f *coreFolder, g int) {
		if len(snap.of(int32(g))) == 0 && snap.dense[int32(g)] == nil {
			return
		}
		if g+1 < len(s.segments) {
			f.fetch(snap, int32(g+1))
		}
		clear(f.sums)
		s.cores[g].addTo(f.sums)
		f.segment(snap, int32(g), f.sums)
		s.plan.core.carry(f.sums)
		s.cores[g] = s.cores[g].replace(f.narrowed, f.sums)
	})
	if s.rest == nil {
		s.rest = rest
	} else {
		s.rest.merge(rest, leanParts)
	}
	s.chunks, s.open, s.rows, s.dense = nil, nil, 0, nil
	s.budget = firstBudget
	s.changed()
}

// growCores makes room for the cores of all segments.
func (s *Set) growCores() {
	if len(s.cores) < len(s.segments) {
		s.cores = append(s.cores, make([]coreSums, len(s.segments)-len(s.cores))...)
	}
}

// takeCores adds the cores of o under the numbers of to.
func (s *Set) takeCores(o *Set, to []int32) {
	if o.cores == nil {
		return
	}
	s.growCores()
	sums, narrowed := make([]int64, s.plan.core.size), make([]int32, s.plan.core.narrow)
	for g, x := range o.cores {
		switch {
		case x.empty():
		case to[g] < 0:
			panic("tally: leaving segments out of a set whose rows were folded to cores")
		default:
			clear(sums)
			x.addTo(sums)
			s.cores[to[g]].addTo(sums)
			s.plan.core.carry(sums)
			s.cores[to[g]] = s.cores[to[g]].replace(narrowed, sums)
		}
	}
	if s.rest == nil {
		s.rest = newTables(s.plan)
	}
	s.rest.merge(o.rest, leanParts)
}

// coreFolder folds the rows of one segment after the other: into the sums of
// its core, and into tables of all that it has seen.
type coreFolder struct {
	plan     *Plan
	all      *tables
	one      *tables   // of a segment
	fast     *byteFold // for rows, where the plan has the usual form; all is its
	sums     []int64   // of a segment
	narrowed []int32   // see keepSums
}

func newCoreFolder(p *Plan) *coreFolder {
	if p.usualForm() {
		fast := newByteFold(p)
		return &coreFolder{plan: p, all: fast.all, fast: fast, sums: make([]int64, p.core.size), narrowed: make([]int32, p.core.narrow)}
	}
	return &coreFolder{plan: p, all: newTables(p), one: newTables(p), sums: make([]int64, p.core.size), narrowed: make([]int32, p.core.narrow)}
}

// segment adds a segment of a snapshot to sums and to what was seen.
func (f *coreFolder) segment(snap *snapshot, g int32, sums []int64) {
	if d := snap.dense[g]; d != nil {
		d.tables.addCore(f.plan, sums)
		f.all.merge(d.tables, leanParts)
	}
	rows := snap.of(g)
	if len(rows) == 0 {
		return
	}
	if f.fast != nil {
		f.fast.segment(snap, rows, sums)
		return
	}
	snap.foldRows(f.one, rows, leanParts)
	f.one.addCore(f.plan, sums)
	f.all.merge(f.one, leanParts)
	f.one.reset()
}

// fetch asks the memory for the rows of segments that come next.
func (f *coreFolder) fetch(snap *snapshot, next ...int32) {
	if f.fast == nil {
		return
	}
	for _, g := range next {
		f.fast.fetch(snap, snap.of(g))
	}
}

// close gives the tables of everything seen.
func (f *coreFolder) close() *tables {
	if f.fast != nil {
		f.fast.close()
	}
	return f.all
}
