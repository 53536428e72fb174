package tally

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// encodeVersion is the version of the bytes of tallies and of the rules by
// which they are folded. Whoever changes either counts it up: stored tallies of
// other versions are then made again from the answers.
const encodeVersion = 3

// ErrOtherTally says that encoded tallies are of another version, of another
// shape, or lack what the plan's options ask for: fold the answers instead.
var ErrOtherTally = errors.New("tally: encoded for another plan")

// errTally says that the bytes are no tallies.
var errTally = errors.New("tally: damaged encoding")

// shape tells plans apart whose tallies do not fit each other. Options are
// apart: tallies with more than a plan asks for serve it.
func (p *Plan) shape() [sha256.Size]byte {
	var b strings.Builder
	s := p.study
	fmt.Fprintf(&b, "%d %d %v %v %q %q %q", s.Scale.Min, s.Scale.Top(), s.Sides, p.weighted, p.outcomes, p.groups, p.multis)
	for i, d := range s.Dimensions {
		fmt.Fprintf(&b, " %q %v %v", d.ID, d.Apart(), p.dims[i].items)
	}
	for _, it := range s.Items {
		fmt.Fprintf(&b, " %q", it.ID)
	}
	return sha256.Sum256([]byte(b.String()))
}

// MarshalBinary writes the set, to be read by UnmarshalSet: byte by byte the
// same for the same respondents in whatever order they were added.
func (s *Set) MarshalBinary() ([]byte, error) {
	shape := s.plan.shape()
	c := &codec{writing: true, buf: append([]byte{encodeVersion, s.plan.opt.bits()}, shape[:]...)}
	c.list(&s.by)
	snap := s.snapshot()
	snap.sort()
	order := make([]int32, len(snap.segments))
	keys := make([]string, len(order))
	for g := range order {
		order[g] = int32(g)
		keys[g] = s.key(snap.segments[g])
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(keys[a], keys[b]) })
	slices.Sort(keys)
	c.list(&keys)
	for _, g := range order {
		t := &Tally{plan: s.plan, n: snap.segments[g].n, from: &source{snap: snap, segments: []int32{g}}}
		t.need(allParts)
		c.tally(t)
		t.Release()
	}
	return c.buf, nil
}

// key writes a segment's names in one string, behind a mark of whether it is
// flagged.
func (s *Set) key(x segment) string {
	parts := []string{"."}
	if x.flagged {
		parts[0] = "!"
	}
	for i := range s.by {
		parts = append(parts, s.name(x, i))
	}
	return strings.Join(parts, nameSep)
}

const nameSep = "\x00"

// UnmarshalSet reads a set of MarshalBinary for a plan. With ErrOtherTally the
// bytes are sound, but of no use to this plan.
func UnmarshalSet(p *Plan, data []byte) (*Set, error) {
	if len(data) < 2+sha256.Size {
		return nil, errTally
	}
	shape := p.shape()
	has, want := data[1], p.opt.bits()
	if data[0] != encodeVersion || !bytes.Equal(data[2:2+len(shape)], shape[:]) || has&want != want {
		return nil, ErrOtherTally
	}
	whole := p
	if has != want {
		whole = NewPlan(p.study, Options{Items: has&1 != 0, Links: has&2 != 0})
	}
	c := &codec{buf: data[2+len(shape):]}
	var by, keys []string
	c.list(&by)
	c.list(&keys)
	out := NewSet(p, by...)
	out.dense = make(map[int32]*Tally, len(keys))
	for _, k := range keys {
		if c.bad || strings.Count(k, nameSep) != len(by) || k[0] != '.' && k[0] != '!' {
			return nil, errTally
		}
		t := NewTally(whole)
		t.need(allParts)
		c.tally(t)
		t.drop(p)
		out.put(k, t)
	}
	if c.bad || len(c.buf) > 0 {
		return nil, errTally
	}
	return out, nil
}

// put adds the tally of a segment that the set does not have yet.
func (s *Set) put(key string, t *Tally) {
	parts := strings.Split(key, nameSep)
	names := make([]int32, len(s.by))
	for i, name := range parts[1:] {
		names[i] = -1
		if name != "" {
			names[i] = s.fields[s.at[i]].code(name)
		}
	}
	g := s.segmentOf(key[0] == '!', names)
	s.segments[g].n += t.n
	s.dense[g] = t
	s.putNames(g, &t.named)
}

// putNames counts the names of a segment in the set's table.
func (s *Set) putNames(g int32, c *named) {
	one := func(k kind, code int32, n int64) {
		if n > 0 {
			s.named.add(nameKey(g, k, code), n)
		}
	}
	for slot := range c.na {
		one(kindNotApplicable, int32(slot), int64(c.na[slot]))
		one(kindInvalid, int32(slot), int64(c.invalid[slot]))
	}
	for bit, n := range c.flags {
		one(kindFlag, int32(bit), n)
	}
	one(kindFlagged, 0, c.flagged)
	for i, n := range c.answered {
		one(kindAnswered, int32(i), n)
	}
	for i := range s.fields {
		f := &s.fields[i]
		var names counts
		switch {
		case f.by: // stands in the segment's name
		case f.category >= 0:
			names = c.categories[f.category]
		case f.multi >= 0:
			names = c.multis[f.multi]
		}
		for _, x := range names.sorted() {
			one(kindField+kind(i), f.code(x.Name), x.Count)
		}
	}
}

func (o Options) bits() byte {
	b := byte(0)
	if o.Items {
		b |= 1
	}
	if o.Links {
		b |= 2
	}
	return b
}

// drop leaves out what plan p does not ask for.
func (t *Tally) drop(p *Plan) {
	t.plan = p
	if !p.opt.Items {
		t.items, t.itemPairs, t.itemByOut = nil, nil, nil
	}
	if !p.opt.Links {
		t.links = nil
	}
}

// codec walks a tally and writes its numbers, or reads them: one walk for both,
// so that they can't differ.
type codec struct {
	writing bool
	buf     []byte
	bad     bool
}

func (c *codec) tally(t *Tally) {
	c.int(&t.n)
	c.small(t.joint)
	if t.sparse != nil {
		c.sparse(t.sparse)
	}
	c.small(t.na)
	c.small(t.invalid)
	for d := range t.dims {
		for m := range t.dims[d].table {
			c.small(t.dims[d].table[m])
		}
		for b := range t.dims[d].bases {
			c.cross(&t.dims[d].bases[b])
		}
	}
	c.cross(&t.scores)
	for m := range t.totals {
		c.total(&t.totals[m].freq.plain, &t.totals[m].plain)
		c.total(&t.totals[m].freq.weighted, &t.totals[m].weighted)
	}
	for d := range t.weights {
		c.int(&t.weights[d].sum)
		c.uint(&t.weights[d].squareLo)
		c.uint(&t.weights[d].squareHi)
	}
	c.int(&t.weightsOK)
	c.int(&t.weightsBad)
	for i := range t.outcomes {
		c.small(t.outcomes[i].codes[:])
		c.cross(&t.outcomes[i].cross)
	}
	for m := range t.items {
		c.cross(&t.items[m])
		c.pairs(&t.itemPairs[m], len(t.plan.study.Items))
	}
	for y := range t.itemByOut {
		for i := range t.itemByOut[y] {
			c.cross(&t.itemByOut[y][i])
		}
	}
	if t.links != nil {
		c.links(t.links)
	}
	for i := range t.categories {
		c.counts(&t.categories[i])
	}
	for i := range t.multis {
		c.counts(&t.multis[i])
	}
	c.ints(t.answered)
	c.ints(t.flags[:])
	c.int(&t.flagged)
}

func (c *codec) links(l *links) {
	for y := range l.joint {
		for i := range l.joint[y] {
			c.values(&l.joint[y][i])
		}
		c.cross(&l.cross[y])
	}
	c.cross(&l.pairs)
}

func (c *codec) cross(x *cross) {
	c.int(&x.n)
	if x.n == 0 {
		return
	}
	c.ints(x.sum)
	c.ints(x.prod)
}

// pairs writes or reads the sums of rows that lack items; k is the number of
// items.
func (c *codec) pairs(x *pairs, k int) {
	some := int64(x.k)
	c.int(&some)
	if some == 0 || c.bad {
		return
	}
	if !c.writing {
		if some != int64(k) {
			c.bad = true
			return
		}
		x.k, x.n, x.sum, x.prod = k, make([]int64, k*k), make([]int64, k*k), make([]int64, k*k)
	}
	c.ints(x.n)
	c.ints(x.sum)
	c.ints(x.prod)
}

// sparse writes the cells in use, in order.
func (c *codec) sparse(m map[uint64]uint32) {
	cells := make([]uint64, 0, len(m))
	for k := range m {
		cells = append(cells, k)
	}
	slices.Sort(cells)
	n := uint64(len(cells))
	c.uint(&n)
	for i := uint64(0); i < n && !c.bad; i++ {
		var k, v uint64
		if c.writing {
			k, v = cells[i], uint64(m[cells[i]])
		}
		c.uint(&k)
		c.uint(&v)
		m[k] = uint32(v)
	}
}

// values writes the keys as steps from one to the next.
func (c *codec) values(v *values) {
	var all []counted
	if c.writing {
		all = v.sorted()
	}
	n := uint64(len(all))
	c.uint(&n)
	if n > uint64(len(c.buf)) && !c.writing {
		c.fail()
		return
	}
	last := int64(0)
	for i := range n {
		var x counted
		if c.writing {
			x = all[i]
		}
		step := x.key - last
		c.int(&step)
		c.int(&x.n)
		last += step
		if !c.writing && x.n > 0 {
			v.addMany(last, x.n)
		}
	}
}

// total writes the frequencies of a total; its moments follow from them.
func (c *codec) total(v *values, m *moments) {
	c.values(v)
	if !c.writing {
		for _, x := range v.sorted() {
			m.addMany(x.key, x.n)
		}
	}
}

func (c *codec) counts(m *counts) {
	names := make([]string, 0, len(*m))
	for name := range *m {
		names = append(names, name)
	}
	sort.Strings(names)
	c.list(&names)
	if !c.writing && len(names) > 0 {
		*m = make(counts, len(names))
	}
	for _, name := range names {
		n := (*m)[name]
		c.int(&n)
		if !c.writing {
			(*m)[name] = n
		}
	}
}

func (c *codec) list(s *[]string) {
	n := uint64(len(*s))
	c.uint(&n)
	if !c.writing {
		if n > uint64(len(c.buf)) {
			c.fail()
			return
		}
		*s = make([]string, n)
	}
	for i := range *s {
		c.text(&(*s)[i])
	}
}

func (c *codec) text(s *string) {
	n := uint64(len(*s))
	c.uint(&n)
	if c.writing {
		c.buf = append(c.buf, *s...)
		return
	}
	if n > uint64(len(c.buf)) {
		c.fail()
		return
	}
	*s, c.buf = string(c.buf[:n]), c.buf[n:]
}

func (c *codec) small(xs []uint32) {
	for i := range xs {
		x := uint64(xs[i])
		c.uint(&x)
		xs[i] = uint32(x)
	}
}

func (c *codec) ints(xs []int64) {
	for i := range xs {
		c.int(&xs[i])
	}
}

func (c *codec) uint(x *uint64) {
	if c.writing {
		c.buf = binary.AppendUvarint(c.buf, *x)
		return
	}
	v, n := binary.Uvarint(c.buf)
	if n <= 0 {
		c.fail()
		v, n = 0, 0
	}
	*x, c.buf = v, c.buf[n:]
}

func (c *codec) int(x *int64) {
	if c.writing {
		c.buf = binary.AppendVarint(c.buf, *x)
		return
	}
	v, n := binary.Varint(c.buf)
	if n <= 0 {
		c.fail()
		v, n = 0, 0
	}
	*x, c.buf = v, c.buf[n:]
}

func (c *codec) fail() { c.bad, c.buf = true, nil }
