package tally

import (
	"slices"
	"strings"
)

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

// sortNames sorts by the last field first, then by the one before: each time by
// the ranks of its names, which are few. 12,000 segments take 2 ms where
// comparing their names took 8.
func (s *Set) sortNames(snap *snapshot, flagged bool) []namedSegments {
	at := make([]int32, 0, len(snap.segments))
	for g, x := range snap.segments {
		if flagged || !x.flagged {
			at = append(at, int32(g))
		}
	}
	fields := len(s.by)
	names, next := make([]string, fields*len(at)), make([]int32, len(at))
	for i := fields - 1; i >= 0; i-- {
		ranks := s.ranks(snap, at, i)
		start := make([]int32, len(ranks)+1)
		for _, g := range at {
			start[ranks[1+snap.segments[g].names[i]]+1]++
		}
		for k := range ranks {
			start[k+1] += start[k]
		}
		for _, g := range at {
			r := ranks[1+snap.segments[g].names[i]]
			next[start[r]] = g
			start[r]++
		}
		at, next = next, at
	}
	out := make([]namedSegments, 0, len(at))
	for i := 0; i < len(at); {
		own := names[:fields:fields]
		names = names[fields:]
		for k := range own {
			own[k] = s.name(snap.segments[at[i]], k)
		}
		j := i + 1
		for j < len(at) && s.called(snap.segments[at[j]], own) {
			j++
		}
		if fields == 0 {
			own = nil
		}
		out = append(out, namedSegments{own, at[i:j:j]})
		i = j
	}
	return out
}

// ranks gives the place of each name that the segments have in a field among
// all of these, by its code + 1: 0 is the name that was not given, which is the
// empty one.
func (s *Set) ranks(snap *snapshot, segments []int32, i int) []int32 {
	all := s.fields[s.at[i]].names
	name := func(c int32) string {
		if c == 0 {
			return ""
		}
		return all[c-1]
	}
	var met []int32
	ranks := make([]int32, len(all)+1)
	for _, g := range segments {
		if c := snap.segments[g].names[i] + 1; ranks[c] == 0 {
			ranks[c] = 1
			met = append(met, c)
		}
	}
	slices.SortFunc(met, func(a, b int32) int { return strings.Compare(name(a), name(b)) })
	for k, c := range met {
		ranks[c] = int32(k)
		if k > 0 && name(c) == name(met[k-1]) {
			ranks[c] = ranks[met[k-1]]
		}
	}
	return ranks
}

// called says whether a segment has these names.
func (s *Set) called(x segment, names []string) bool {
	for i, name := range names {
		if s.name(x, i) != name {
			return false
		}
	}
	return true
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
