package tally

import "slices"

// Segments lists the segments in order of their names, flagged and unflagged
// responses together.
func (s *Set) Segments() []Segment { return s.list(true) }

// Clean is Segments without the flagged responses.
func (s *Set) Clean() []Segment { return s.list(false) }

// list joins flagged and unflagged segments of the same names, or leaves the
// flagged out. The tallies fold their rows when they are asked.
func (s *Set) list(flagged bool) []Segment {
	snap := s.snapshot()
	snap.sort()
	type entry struct {
		names []string
		of    []int32
		n     int64
	}
	at := make([]int32, 0, len(snap.segments))
	names := make([][]string, len(snap.segments))
	for g, x := range snap.segments {
		if x.flagged && !flagged {
			continue
		}
		names[g] = make([]string, len(s.by))
		for i := range s.by {
			names[g][i] = s.name(x, i)
		}
		at = append(at, int32(g))
	}
	slices.SortFunc(at, func(a, b int32) int { return slices.Compare(names[a], names[b]) })
	var out []Segment
	for i := 0; i < len(at); {
		j, n := i, int64(0)
		for ; j < len(at) && slices.Equal(names[at[i]], names[at[j]]); j++ {
			n += snap.segments[at[j]].n
		}
		seg := Segment{Tally: &Tally{plan: s.plan, n: n, from: &source{snap: snap, segments: at[i:j:j]}}}
		if len(s.by) > 0 {
			seg.Names = names[at[i]]
		}
		out = append(out, seg)
		i = j
	}
	return out
}

// Total is the tally of all respondents. It belongs to the set: to add to it,
// merge it into a NewTally.
func (s *Set) Total() *Tally { return s.total(true) }

// CleanTotal is Total without the flagged responses.
func (s *Set) CleanTotal() *Tally { return s.total(false) }

func (s *Set) total(flagged bool) *Tally {
	k := 0
	if flagged {
		k = 1
	}
	if s.totals[k] == nil {
		snap := s.snapshot()
		t := &Tally{plan: s.plan, from: &source{snap: snap, flagged: flagged}}
		for _, x := range snap.segments {
			if flagged || !x.flagged {
				t.n += x.n
			}
		}
		s.totals[k] = t
	}
	return s.totals[k]
}
