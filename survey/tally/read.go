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
	if s.cores != nil {
		panic("tally: the rows of this set were folded to cores; see Cores")
	}
	snap := s.snapshot()
	snap.sort()
	var out []Segment
	for _, x := range s.joined(snap, flagged) {
		seg := Segment{Names: x.names, Tally: &Tally{plan: s.plan, from: &source{snap: snap, segments: x.of}}}
		for _, g := range x.of {
			seg.Tally.n += snap.segments[g].n
		}
		out = append(out, seg)
	}
	return out
}

// named segments are those of the same names.
type namedSegments struct {
	names []string
	of    []int32
}

// joined puts the segments of a snapshot in the order of their names, flagged
// and unflagged ones of the same names together, or without the flagged.
func (s *Set) joined(snap *snapshot, flagged bool) []namedSegments {
	k := 0
	if flagged {
		k = 1
	}
	if snap.joined[k] == nil {
		snap.joined[k] = s.sortNames(snap, flagged)
	}
	return snap.joined[k]
}

func (s *Set) sortNames(snap *snapshot, flagged bool) []namedSegments {
	at := make([]int32, 0, len(snap.segments))
	names := make([][]string, len(snap.segments))
	for g, x := range snap.segments {
		if x.flagged && !flagged {
			continue
		}
		if len(s.by) > 0 {
			names[g] = make([]string, len(s.by))
		}
		for i := range s.by {
			names[g][i] = s.name(x, i)
		}
		at = append(at, int32(g))
	}
	slices.SortFunc(at, func(a, b int32) int { return slices.Compare(names[a], names[b]) })
	var out []namedSegments
	for i := 0; i < len(at); {
		j := i
		for j < len(at) && slices.Equal(names[at[i]], names[at[j]]) {
			j++
		}
		out = append(out, namedSegments{names[at[i]], at[i:j:j]})
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
		if s.totals[k] == nil && s.InCore() {
			s.foldCores()
		}
	} else if s.cores != nil {
		panic("tally: the flagged rows of this set were folded away")
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
