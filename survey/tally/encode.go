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
const encodeVersion = 1

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
	fmt.Fprintf(&b, "%d %d %v %v %q %q %q", s.Scale.Min, s.Scale.Max, s.Sides, p.weighted, p.outcomes, p.groups, p.multis)
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
	keys := make([]string, 0, len(s.segments))
	for k := range s.segments {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	c.list(&keys)
	for _, k := range keys {
		c.tally(s.segments[k])
	}
	return c.buf, nil
}

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
	for _, k := range keys {
		if c.bad || strings.Count(k, nameSep) != len(by) || k[0] != '.' && k[0] != '!' {
			return nil, errTally
		}
		t := NewTally(whole)
		c.tally(t)
		t.drop(p)
		out.segments[k] = t
	}
	if c.bad || len(c.buf) > 0 {
		return nil, errTally
	}
	return out, nil
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
		t.items, t.itemByOut = nil, nil
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
	for i := range t.joint {
		c.small(t.joint[i])
	}
	c.small(t.na)
	c.small(t.invalid)
	for d := range t.dims {
		for m := range t.dims[d] {
			c.small(t.dims[d][m].table)
			c.cross(&t.dims[d][m].cross)
		}
	}
	c.cross(&t.scores)
	for m := range t.totals {
		c.values(&t.totals[m].plain)
		c.values(&t.totals[m].weighted)
	}
	for d := range t.weights {
		c.int(&t.weights[d].sum)
		c.uint(&t.weights[d].squareLo)
		c.uint(&t.weights[d].squareHi)
	}
	c.int(&t.weightsOK)
	c.int(&t.weightsBad)
	for i := range t.outcomes {
		c.values(&t.outcomes[i].codes)
		c.cross(&t.outcomes[i].cross)
	}
	for m := range t.items {
		c.cross(&t.items[m])
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

// values writes the keys as steps from one to the next.
func (c *codec) values(v *values) {
	if c.writing {
		v.compact()
	}
	n := uint64(len(v.keys))
	c.uint(&n)
	if !c.writing {
		if n > uint64(len(c.buf)) {
			c.fail()
			return
		}
		v.keys, v.counts = make([]int64, n), make([]int64, n)
	}
	last := int64(0)
	for i := range v.keys {
		step := v.keys[i] - last
		c.int(&step)
		v.keys[i] = last + step
		last = v.keys[i]
		c.int(&v.counts[i])
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
