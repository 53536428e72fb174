package tally

import (
	"slices"
	"strings"

	"servqual/survey"
)

// Set folds batches into one Tally per segment: each combination of the fields
// it was made for, flagged responses apart. Sets of the same plan and fields
// merge, and roll up to fewer fields.
type Set struct {
	plan     *Plan
	by       []string
	segments map[string]*Tally // keyed by joined names, "!" in front when flagged
	fold     *folder
}

// Segment is a tally with the names it stands for, in the order of By.
// A name is empty where the field was not given.
type Segment struct {
	Names []string
	Tally *Tally
}

const nameSep = "\x00"

// NewSet makes a set that segments by the named category fields; none = all
// respondents together.
func NewSet(p *Plan, by ...string) *Set {
	return &Set{plan: p, by: by, segments: map[string]*Tally{}, fold: newFolder(p)}
}

// By lists the fields of the set.
func (s *Set) By() []string { return s.by }

// Plan gives the plan of the tallies.
func (s *Set) Plan() *Plan { return s.plan }

// Add folds a batch.
func (s *Set) Add(b *survey.Batch) {
	group := make([]*survey.Category, len(s.by))
	for i, name := range s.by {
		for g := range b.Groups {
			if b.Groups[g].Field == name && b.Groups[g].Codes != nil {
				group[i] = &b.Groups[g]
			}
		}
	}
	var last *Tally
	var lastCodes []int32
	codes := make([]int32, len(s.by)+1)
	for r := range b.N {
		for i, g := range group {
			codes[i] = -1
			if g != nil {
				codes[i] = g.Codes[r]
			}
		}
		codes[len(s.by)] = 0
		if b.Flags != nil && b.Flags[r] != 0 {
			codes[len(s.by)] = 1
		}
		if last == nil || !slices.Equal(codes, lastCodes) {
			last = s.tally(key(group, codes))
			lastCodes = append(lastCodes[:0], codes...)
		}
		s.fold.add(last, b, r)
	}
}

func key(group []*survey.Category, codes []int32) string {
	var b strings.Builder
	if codes[len(group)] != 0 {
		b.WriteByte('!')
	} else {
		b.WriteByte('.')
	}
	for i, g := range group {
		b.WriteString(nameSep)
		if g != nil && codes[i] >= 0 {
			b.WriteString(g.Names[codes[i]])
		}
	}
	return b.String()
}

func (s *Set) tally(key string) *Tally {
	t := s.segments[key]
	if t == nil {
		t = NewTally(s.plan)
		s.segments[key] = t
	}
	return t
}

// Merge adds the segments of o, which must have the same plan and fields.
func (s *Set) Merge(o *Set) {
	if s.plan != o.plan || !slices.Equal(s.by, o.by) {
		panic("tally: merging sets of different plans or fields")
	}
	for k, t := range o.segments {
		s.tally(k).Merge(t)
	}
}

// Segments lists the segments in order of their names, flagged and unflagged
// responses together.
func (s *Set) Segments() []Segment { return s.Rollup(s.by...).list(true) }

// Clean is Segments without the flagged responses.
func (s *Set) Clean() []Segment { return s.Rollup(s.by...).list(false) }

// list merges flagged and unflagged segments, or leaves the flagged out.
func (s *Set) list(flagged bool) []Segment {
	merged := map[string]*Tally{}
	for k, t := range s.segments {
		if k[0] == '!' && !flagged {
			continue
		}
		name := k[1:]
		if merged[name] == nil {
			merged[name] = NewTally(s.plan)
		}
		merged[name].Merge(t)
	}
	names := make([]string, 0, len(merged))
	for k := range merged {
		names = append(names, k)
	}
	slices.Sort(names)
	out := make([]Segment, len(names))
	for i, k := range names {
		out[i] = Segment{Tally: merged[k]}
		if len(s.by) > 0 {
			out[i].Names = strings.Split(k[len(nameSep):], nameSep)
		}
	}
	return out
}

// Total is the tally of all respondents.
func (s *Set) Total() *Tally { return s.total(true) }

// CleanTotal is Total without the flagged responses.
func (s *Set) CleanTotal() *Tally { return s.total(false) }

func (s *Set) total(flagged bool) *Tally {
	t := NewTally(s.plan)
	for k, x := range s.segments {
		if flagged || k[0] != '!' {
			t.Merge(x)
		}
	}
	return t
}

// Rollup gives the set by some of the fields: 24 months × 6 branches become 24
// months.
func (s *Set) Rollup(by ...string) *Set {
	out := NewSet(s.plan, by...)
	at := make([]int, len(by))
	for i, name := range by {
		at[i] = slices.Index(s.by, name)
		if at[i] < 0 {
			panic("tally: rolling up to a field that was not tallied: " + name)
		}
	}
	for k, t := range s.segments {
		parts := strings.Split(k, nameSep)
		name := parts[:1:1]
		for _, i := range at {
			name = append(name, parts[i+1])
		}
		out.tally(strings.Join(name, nameSep)).Merge(t)
	}
	return out
}

// Filter gives the set of the segments whose field has one of the names.
func (s *Set) Filter(field string, keep func(name string) bool) *Set {
	at := slices.Index(s.by, field)
	out := NewSet(s.plan, s.by...)
	for k, t := range s.segments {
		if at >= 0 && keep(strings.Split(k, nameSep)[at+1]) {
			out.segments[k] = t
		}
	}
	return out
}
