package tally

import (
	"slices"

	"servqual/survey"
)

// Set folds batches into one Tally per segment: each combination of the fields
// it was made for, flagged responses apart. Sets of the same plan and fields
// merge, and roll up to fewer fields.
//
// A set packs each respondent into some 56 bytes (layout) and makes the tables
// of a segment when they are asked for. Of a segment with many respondents the
// packed rows take more room than its tables; they are folded and dropped
// whenever the rows outgrow a budget (compact).
type Set struct {
	plan     *Plan
	by       []string
	fields   []field
	at       []int // by → in fields
	segments []segment
	numbers  []numbering // flagged or not, then each field of by: number so far and name → number
	numbered int         // segments in numbers, the first ones
	chunks   []*chunk
	open     *chunk           // the last chunk, when it is this set's own
	rows     int              // in chunks
	budget   int              // rows in chunks at which compact runs
	dense    map[int32]*Tally // what is not in chunks; without names
	named    table

	packer *packer
	ids    []int32
	part   []int32
	index  denseIndex

	snap   *snapshot // what was read out since the last change
	totals [2]*Tally
}

// Segment is a tally with the names it stands for, in the order of By.
// A name is empty where the field was not given.
type Segment struct {
	Names []string
	Tally *Tally
}

// segment is one combination of names, flagged or not.
type segment struct {
	names   []int32 // by field of by: code in its names; −1 = not given
	flagged bool
	n       int64
}

// NewSet makes a set that segments by the named category fields; none = all
// respondents together.
func NewSet(p *Plan, by ...string) *Set {
	s := &Set{plan: p, by: by, numbers: make([]numbering, len(by)+1), packer: newPacker(p), budget: p.budget()}
	for i, name := range p.groups {
		s.fields = append(s.fields, field{name: name, category: i, multi: -1})
	}
	for i, name := range p.multis {
		s.fields = append(s.fields, field{name: name, category: -1, multi: i})
	}
	for _, name := range by {
		f := s.fieldOf(name)
		if f < 0 {
			f = len(s.fields)
			s.fields = append(s.fields, field{name: name, category: -1, multi: -1})
		}
		s.fields[f].by = true
		s.at = append(s.at, f)
	}
	for i := range s.fields {
		s.fields[i].codes = make(map[string]int32)
	}
	return s
}

// By lists the fields of the set.
func (s *Set) By() []string { return s.by }

// Plan gives the plan of the tallies.
func (s *Set) Plan() *Plan { return s.plan }

func (s *Set) fieldOf(name string) int {
	return slices.IndexFunc(s.fields, func(f field) bool { return f.name == name })
}

// Add folds a batch.
func (s *Set) Add(b *survey.Batch) {
	s.add(b)
	if s.full() {
		s.compact()
	}
}

// add packs the rows of a batch.
func (s *Set) add(b *survey.Batch) {
	s.changed()
	for i := range b.Groups {
		if f := s.fieldOf(b.Groups[i].Field); f >= 0 {
			s.fields[f].learn(b.Groups[i].Names)
		}
	}
	for i := range b.Multis {
		if f := s.fieldOf(b.Multis[i].Field); f >= 0 {
			s.fields[f].learn(b.Multis[i].Names)
		}
	}
	ids := s.identify(b)
	if s.pack(b, ids) && !s.plan.opt.Lean {
		s.countOdd(b, ids)
	}
	s.countNames(b, ids)
}

// changed forgets what was read out before a change.
func (s *Set) changed() {
	s.snap, s.totals = nil, [2]*Tally{}
}

// identify numbers the segment of each row.
func (s *Set) identify(b *survey.Batch) []int32 {
	if cap(s.ids) < b.N {
		s.ids, s.part = make([]int32, b.N), make([]int32, b.N)
	}
	if ids, ok := s.look(b); ok {
		return ids
	}
	return s.identifyByJoins(b)
}

// identifyByJoins numbers them column by column, by hash tables.
func (s *Set) identifyByJoins(b *survey.Batch) []int32 {
	s.number()
	ids, known := s.ids[:b.N], len(s.segments)
	for r := range ids {
		ids[r] = 0
		if b.Flags != nil && b.Flags[r] != 0 {
			ids[r] = 1
		}
	}
	s.join(0, ids, ids)
	cols := make([]*survey.Category, len(s.by))
	for i, name := range s.by {
		for g := range b.Groups {
			if b.Groups[g].Field == name && b.Groups[g].Codes != nil {
				cols[i] = &b.Groups[g]
			}
		}
		part := s.part[:b.N]
		for r := range part {
			part[r] = -1
		}
		if cols[i] != nil {
			to := s.fields[s.at[i]].to
			for r, c := range cols[i].Codes[:b.N] {
				if c >= 0 {
					part[r] = to[c]
				}
			}
		}
		s.join(i+1, ids, part)
	}
	for r, id := range ids {
		if int(id) >= known { // in the order of their first coming
			seg := segment{flagged: b.Flags != nil && b.Flags[r] != 0}
			for i, g := range cols {
				c := int32(-1)
				if g != nil && g.Codes[r] >= 0 {
					c = s.fields[s.at[i]].to[g.Codes[r]]
				}
				seg.names = append(seg.names, c)
			}
			s.segments = append(s.segments, seg)
			known++
		}
		s.segments[id].n++
	}
	s.numbered = known
	return ids
}

// join numbers the pairs of a number so far and the code of a further field.
func (s *Set) join(level int, ids, part []int32) {
	x := &s.numbers[level]
	last, lastID := uint64(1<<63), int32(0)
	for r, id := range ids {
		key := uint64(uint32(part[r])) // −1 is a name like any other
		if level > 0 {
			key |= uint64(id) << 32
		}
		if key != last {
			last, lastID = key, x.of(key)
		}
		ids[r] = lastID
	}
}

// segmentOf gives the number of a segment by its names.
func (s *Set) segmentOf(flagged bool, names []int32) int32 {
	if id, ok := s.indexed(flagged, names); ok {
		return id
	}
	s.number()
	id := s.numberOf(flagged, names)
	if int(id) == len(s.segments) {
		s.segments = append(s.segments, segment{names: slices.Clone(names), flagged: flagged})
		s.numbered++
	}
	return id
}

// number enters the segments into numbers that are only in the index so far.
func (s *Set) number() {
	for ; s.numbered < len(s.segments); s.numbered++ {
		x := &s.segments[s.numbered]
		s.numberOf(x.flagged, x.names)
	}
}

func (s *Set) numberOf(flagged bool, names []int32) int32 {
	first := uint64(0)
	if flagged {
		first = 1
	}
	id := s.numbers[0].of(first)
	for i, c := range names {
		id = s.numbers[i+1].of(uint64(id)<<32 | uint64(uint32(c)))
	}
	return id
}

// translate gives for each segment of o the number of the segment of s with
// the same names of the fields of s; −1 where keep says no.
func (s *Set) translate(o *Set, keep func(x segment) bool) []int32 {
	codes := make([]recode, len(s.by)) // by field
	from := make([]int, len(s.by))
	for i, name := range s.by {
		from[i] = slices.Index(o.by, name)
		codes[i] = newRecode(&o.fields[o.at[from[i]]], &s.fields[s.at[i]])
	}
	to, names := make([]int32, len(o.segments)), make([]int32, len(s.by))
	for k, x := range o.segments {
		to[k] = -1
		if keep != nil && !keep(x) {
			continue
		}
		for i := range names {
			names[i] = x.names[from[i]]
			if names[i] >= 0 {
				names[i] = codes[i].of(names[i])
			}
		}
		to[k] = s.segmentOf(x.flagged, names)
		s.segments[to[k]].n += x.n
	}
	return to
}

// take adds the segments of o under the numbers of to. The packed rows are
// shared, since they never change, unless few of them are wanted: a selection
// needs no room of its own, so that none of its rows are folded here. They are
// when a table is asked for.
func (s *Set) take(o *Set, to []int32) {
	s.changed()
	s.open = nil
	if o.few(to) {
		s.copyRows(o.chunks, to)
	} else {
		s.chunks = append(s.chunks, renumber(o.chunks, to)...)
		s.rows += o.rows
	}
	for k, x := range o.dense {
		if to[k] < 0 {
			continue
		}
		if s.dense == nil {
			s.dense = make(map[int32]*Tally)
		}
		if s.dense[to[k]] == nil {
			s.dense[to[k]] = NewTally(s.plan)
		}
		s.dense[to[k]].mergeDense(x)
	}
	s.takeNames(o, to)
}

// takeNames adds the counts of names, and those of the fields of o that s does
// not segment by.
func (s *Set) takeNames(o *Set, to []int32) {
	codes := make([]recode, len(o.fields)) // by field of o
	mine := make([]int, len(o.fields))
	for i := range o.fields {
		mine[i] = s.fieldOf(o.fields[i].name)
		if mine[i] >= 0 {
			codes[i] = newRecode(&o.fields[i], &s.fields[mine[i]])
		}
	}
	o.named.each(func(key uint64, n int64) {
		seg, k, code := splitKey(key)
		if to[seg] < 0 {
			return
		}
		if k >= kindField {
			i := int(k - kindField)
			if mine[i] < 0 {
				return
			}
			k, code = kindField+kind(mine[i]), codes[i].of(code)
		}
		s.named.add(nameKey(to[seg], k, code), n)
	})
	for i, f := range o.at {
		if mine[f] < 0 || s.fields[mine[f]].by {
			continue
		}
		for k, x := range o.segments {
			if c := x.names[i]; c >= 0 && to[k] >= 0 && x.n > 0 {
				s.named.add(nameKey(to[k], kindField+kind(mine[f]), codes[f].of(c)), x.n)
			}
		}
	}
}

// Merge adds the segments of o, which must have the same plan and fields.
func (s *Set) Merge(o *Set) {
	if s.plan != o.plan || !slices.Equal(s.by, o.by) {
		panic("tally: merging sets of different plans or fields")
	}
	s.take(o, s.translate(o, nil))
	s.budget += o.budget // sets that were folded beside each other
	if s.full() && s.rows > 2*segmentRows*len(s.segments) {
		s.compact()
	}
}

// Rollup gives the set by some of the fields: 24 months × 6 branches become 24
// months.
func (s *Set) Rollup(by ...string) *Set {
	for _, name := range by {
		if !slices.Contains(s.by, name) {
			panic("tally: rolling up to a field that was not tallied: " + name)
		}
	}
	if slices.Equal(by, s.by) {
		return s
	}
	out := NewSet(s.plan, by...)
	out.take(s, out.translate(s, nil))
	return out
}

// Filter gives the set of the segments whose field has one of the names.
func (s *Set) Filter(field string, keep func(name string) bool) *Set {
	out, at := NewSet(s.plan, s.by...), slices.Index(s.by, field)
	if at < 0 {
		return out
	}
	f := &s.fields[s.at[at]]
	wanted := make([]bool, 1+len(f.names)) // by code + 1
	wanted[0] = keep("")
	for c, name := range f.names {
		wanted[c+1] = keep(name)
	}
	out.take(s, out.translate(s, func(x segment) bool { return wanted[x.names[at]+1] }))
	return out
}

// name is a segment's name in a field of by; empty where it was not given.
func (s *Set) name(x segment, i int) string {
	if x.names[i] < 0 {
		return ""
	}
	return s.fields[s.at[i]].names[x.names[i]]
}
