package tally

import "servqual/survey"

// named counts what can be counted alone: names, multiple answers, screening
// marks, and answers that are no numbers.
type named struct {
	na         []uint32 // slot → answered "not applicable"
	invalid    []uint32 // slot → something written that is no answer
	categories []counts
	multis     []counts
	answered   []int64 // by multi field: respondents who named at least one
	flags      [16]int64
	flagged    int64
}

// counts are the frequencies of names.
type counts map[string]int64

func newNamed(p *Plan) named {
	return named{
		na:         make([]uint32, p.study.Slots()),
		invalid:    make([]uint32, p.study.Slots()),
		categories: make([]counts, len(p.groups)),
		multis:     make([]counts, len(p.multis)),
		answered:   make([]int64, len(p.multis)),
	}
}

func (c *named) reset() {
	clear(c.na)
	clear(c.invalid)
	clear(c.categories)
	clear(c.multis)
	clear(c.answered)
	clear(c.flags[:])
	c.flagged = 0
}

func (c *named) merge(o *named) {
	addTo(c.na, o.na)
	addTo(c.invalid, o.invalid)
	for i := range c.categories {
		c.categories[i] = c.categories[i].merged(o.categories[i])
	}
	for i := range c.multis {
		c.multis[i] = c.multis[i].merged(o.multis[i])
	}
	addTo(c.answered, o.answered)
	addTo(c.flags[:], o.flags[:])
	c.flagged += o.flagged
}

func (c counts) merged(o counts) counts {
	if c == nil && len(o) > 0 {
		c = make(counts, len(o))
	}
	for name, n := range o {
		c[name] += n
	}
	return c
}

func (c counts) plus(name string, n int64) counts {
	if c == nil {
		c = make(counts)
	}
	c[name] += n
	return c
}

// While rows are added, these counts of all segments stand in one hash table,
// by segment, kind and code.
type kind int

// The kinds; from kindField on it is the fields of the set.
const (
	kindNotApplicable kind = iota // by slot
	kindInvalid                   // by slot
	kindFlag                      // by bit
	kindFlagged
	kindAnswered // by multi field
	kindField
)

const (
	codeBits = 28
	kindBits = 8
)

func nameKey(segment int32, k kind, code int32) uint64 {
	return uint64(segment)<<(codeBits+kindBits) | uint64(k)<<codeBits | uint64(code)
}

func splitKey(key uint64) (segment int32, k kind, code int32) {
	return int32(key >> (codeBits + kindBits)), kind(key >> codeBits & (1<<kindBits - 1)), int32(key & (1<<codeBits - 1))
}

// put counts an entry of the hash table. fields are those of the set.
func (c *named) put(p *Plan, fields []field, k kind, code int32, n int64) {
	switch k {
	case kindNotApplicable:
		c.na[code] += uint32(n)
	case kindInvalid:
		c.invalid[code] += uint32(n)
	case kindFlag:
		c.flags[code] += n
	case kindFlagged:
		c.flagged += n
	case kindAnswered:
		c.answered[code] += n
	default:
		f := &fields[k-kindField]
		switch name := f.names[code]; {
		case f.category >= 0:
			c.categories[f.category] = c.categories[f.category].plus(name, n)
		case f.multi >= 0:
			c.multis[f.multi] = c.multis[f.multi].plus(name, n)
		}
	}
}

// countOdd counts the answers of a batch that are no numbers.
func (s *Set) countOdd(b *survey.Batch, ids []int32) {
	for slot, col := range b.Answers {
		if col == nil {
			continue
		}
		for r, c := range col[:b.N] {
			switch c {
			case survey.NotApplicable:
				s.named.add(nameKey(ids[r], kindNotApplicable, int32(slot)), 1)
			case survey.Invalid:
				s.named.add(nameKey(ids[r], kindInvalid, int32(slot)), 1)
			}
		}
	}
}

// countNames counts categories, multiple answers and screening marks of a
// batch. A category that the set segments by stands in the segment's name.
func (s *Set) countNames(b *survey.Batch, ids []int32) {
	s.countFlags(b, ids)
	if s.plan.opt.Lean {
		return
	}
	for i := range b.Groups {
		g := &b.Groups[i]
		f := s.fieldOf(g.Field)
		if g.Codes == nil || f < 0 || s.fields[f].category < 0 || s.fields[f].by {
			continue
		}
		to, k := s.fields[f].to, kindField+kind(f)
		for r, c := range g.Codes[:b.N] {
			if c >= 0 {
				s.named.add(nameKey(ids[r], k, to[c]), 1)
			}
		}
	}
	for i := range b.Multis {
		g := &b.Multis[i]
		f := s.fieldOf(g.Field)
		if g.Starts == nil || f < 0 || s.fields[f].multi < 0 {
			continue
		}
		for r := range b.N {
			named := g.Codes[g.Starts[r]:g.Starts[r+1]]
			if len(named) > 0 {
				s.named.add(nameKey(ids[r], kindAnswered, int32(s.fields[f].multi)), 1)
			}
			for _, c := range named {
				s.named.add(nameKey(ids[r], kindField+kind(f), s.fields[f].to[c]), 1)
			}
		}
	}
}

func (s *Set) countFlags(b *survey.Batch, ids []int32) {
	if b.Flags == nil {
		return
	}
	for r, mark := range b.Flags[:b.N] {
		if mark == 0 {
			continue
		}
		s.named.add(nameKey(ids[r], kindFlagged, 0), 1)
		for bit := range 16 {
			if mark&(1<<bit) != 0 {
				s.named.add(nameKey(ids[r], kindFlag, int32(bit)), 1)
			}
		}
	}
}
