package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/klauspost/compress/zstd"

	"servqual/survey"
)

// answersVersion is the first byte of stored answers. A new layout takes the
// next number and keeps reading the old ones.
const answersVersion = 1

// The answers are laid out by column, each named by what it is rather than by
// its place: an item and a side, a dimension, a field. So they can be read for
// a study that has since gained or lost an item. Then all is compressed, with a
// checksum.
//
//	version · rows ·
//	item columns: count, (item, side, code…)…
//	points:       count, (dimension, points+1…)…
//	scores:       count, (field, code…)…
//	categories:   count, (field, names, number+1…)…
//	multis:       count, (field, names, (how many, number…)…)…
//	flags: 0, or 1 and flags… · rows: (source, number)…

// encodeAnswers writes a batch of a study.
func encodeAnswers(s *survey.Study, b *survey.Batch) []byte {
	w := &writer{buf: []byte{answersVersion}}
	w.uint(uint64(b.N))
	w.answers(s, b)
	w.points(s, b)
	w.uint(uint64(len(b.Scores)))
	for _, c := range b.Scores {
		w.text(c.Field)
		w.codes(c.Codes)
	}
	w.uint(uint64(len(b.Groups)))
	for _, c := range b.Groups {
		w.text(c.Field)
		w.texts(c.Names)
		for _, k := range c.Codes {
			w.uint(uint64(k + 1))
		}
	}
	w.uint(uint64(len(b.Multis)))
	for _, c := range b.Multis {
		w.multi(&c, b.N)
	}
	w.flags(b)
	last := int64(0)
	for _, r := range b.Rows {
		w.uint(uint64(r.Source))
		w.int(int64(r.Number) - last)
		last = int64(r.Number)
	}
	return compress(w.buf)
}

func (w *writer) answers(s *survey.Study, b *survey.Batch) {
	n := 0
	for _, c := range b.Answers {
		if c != nil {
			n++
		}
	}
	w.uint(uint64(n))
	for slot, c := range b.Answers {
		if c == nil {
			continue
		}
		w.text(s.Items[slot/len(s.Sides)].ID)
		w.text(s.Sides[slot%len(s.Sides)].String())
		w.codes(c)
	}
}

func (w *writer) points(s *survey.Study, b *survey.Batch) {
	n := 0
	for _, c := range b.Weights {
		if c != nil {
			n++
		}
	}
	w.uint(uint64(n))
	for d, c := range b.Weights {
		if c == nil {
			continue
		}
		w.text(s.Dimensions[d].ID)
		for _, x := range c {
			w.uint(uint64(int64(x) + 1))
		}
	}
}

func (w *writer) multi(c *survey.Multi, n int) {
	w.text(c.Field)
	w.texts(c.Names)
	for r := range n {
		named := c.Codes[c.Starts[r]:c.Starts[r+1]]
		w.uint(uint64(len(named)))
		for _, k := range named {
			w.uint(uint64(k))
		}
	}
}

func (w *writer) flags(b *survey.Batch) {
	if b.Flags == nil {
		w.uint(0)
		return
	}
	w.uint(1)
	for _, f := range b.Flags {
		w.uint(uint64(f))
	}
}

// errAnswers says that stored answers are not what was written.
var errAnswers = errors.New("the stored answers are damaged")

// decodeAnswers reads answers for a study: columns of items, dimensions and
// fields that the study does not have are left out.
func decodeAnswers(s *survey.Study, data []byte) (*survey.Batch, error) {
	raw, err := expand(data)
	if err != nil {
		return nil, err
	}
	r := &reader{buf: raw}
	if v := r.byte(); v != answersVersion {
		return nil, fmt.Errorf("%w: unknown layout %d", errAnswers, v)
	}
	b := &survey.Batch{N: r.count(1), Answers: make([][]survey.Code, s.Slots())}
	r.answers(s, b)
	r.points(s, b)
	for range r.count(1) {
		field := r.text()
		codes := r.codes(b.N)
		if has(s, field, survey.ScoreField) {
			b.Scores = append(b.Scores, survey.Score{Field: field, Codes: codes})
		}
	}
	for range r.count(1) {
		c := r.category(b.N)
		if has(s, c.Field, survey.CategoryField) {
			b.Groups = append(b.Groups, c)
		}
	}
	for range r.count(1) {
		c := r.multi(b.N)
		if has(s, c.Field, survey.MultiField) {
			b.Multis = append(b.Multis, c)
		}
	}
	r.flags(b)
	b.Rows = make([]survey.Row, r.fits(b.N))
	last := int64(0)
	for i := range b.Rows {
		source := r.uint()
		last += r.int()
		if source > math.MaxInt32 || last < 0 || last > math.MaxInt32 {
			r.fail()
			break
		}
		b.Rows[i] = survey.Row{Source: int32(source), Number: int32(last)}
	}
	if r.bad || len(r.buf) > 0 {
		return nil, errAnswers
	}
	return b, nil
}

func has(s *survey.Study, field string, kind survey.FieldKind) bool {
	f, ok := s.Field(field)
	return ok && f.Kind == kind
}

func (r *reader) answers(s *survey.Study, b *survey.Batch) {
	for range r.count(1) {
		item, name := r.text(), r.text()
		codes := r.codes(b.N)
		side, ok := survey.ParseSide(name)
		if !ok {
			r.fail()
			return
		}
		if i, k := s.ItemIndex(item), s.SideIndex(side); i >= 0 && k >= 0 {
			b.Answers[s.Slot(i, k)] = codes
		}
	}
	// An answer beyond the study's scale would be counted outside the tables.
	for _, col := range b.Answers {
		for _, c := range col {
			if c.Valid() && !s.Scale.Contains(int(c)) {
				r.fail()
				return
			}
		}
	}
}

func (r *reader) points(s *survey.Study, b *survey.Batch) {
	for range r.count(1) {
		id := r.text()
		col := make([]int32, r.fits(b.N))
		for i := range col {
			x := r.uint()
			if x > math.MaxInt32 {
				r.fail()
				return
			}
			col[i] = int32(int64(x) - 1)
		}
		d := s.Dim(id)
		if d < 0 {
			continue
		}
		if b.Weights == nil {
			b.Weights = make([][]int32, len(s.Dimensions))
		}
		b.Weights[d] = col
	}
}

func (r *reader) category(n int) survey.Category {
	c := survey.Category{Field: r.text(), Names: r.texts(), Codes: make([]int32, r.fits(n))}
	for i := range c.Codes {
		k := r.uint()
		if k > uint64(len(c.Names)) {
			r.fail()
			k = 0
		}
		c.Codes[i] = int32(int64(k) - 1)
	}
	return c
}

func (r *reader) multi(n int) survey.Multi {
	c := survey.Multi{Field: r.text(), Names: r.texts(), Starts: make([]int32, 1, r.fits(n)+1)}
	for range r.fits(n) {
		for range r.count(1) {
			k := r.uint()
			if k >= uint64(len(c.Names)) {
				r.fail()
				k = 0
			}
			c.Codes = append(c.Codes, int32(k))
		}
		c.Starts = append(c.Starts, int32(len(c.Codes)))
	}
	return c
}

func (r *reader) flags(b *survey.Batch) {
	if r.uint() == 0 {
		return
	}
	b.Flags = make([]survey.Flag, r.fits(b.N))
	for i := range b.Flags {
		x := r.uint()
		if x > math.MaxUint16 {
			r.fail()
			return
		}
		b.Flags[i] = survey.Flag(x)
	}
}

// writer appends values; reader takes them off again. Numbers have as many
// bytes as they need.
type writer struct{ buf []byte }

func (w *writer) uint(x uint64) { w.buf = binary.AppendUvarint(w.buf, x) }
func (w *writer) int(x int64)   { w.buf = binary.AppendVarint(w.buf, x) }

func (w *writer) text(s string) {
	w.uint(uint64(len(s)))
	w.buf = append(w.buf, s...)
}

func (w *writer) texts(s []string) {
	w.uint(uint64(len(s)))
	for _, x := range s {
		w.text(x)
	}
}

func (w *writer) codes(c []survey.Code) {
	for _, x := range c {
		w.buf = append(w.buf, byte(x))
	}
}

// reader never panics and never makes more room than there are bytes: what it
// reads may have been damaged on its way.
type reader struct {
	buf []byte
	bad bool
}

func (r *reader) fail() { r.bad, r.buf = true, nil }

func (r *reader) byte() byte {
	if len(r.buf) == 0 {
		r.fail()
		return 0
	}
	x := r.buf[0]
	r.buf = r.buf[1:]
	return x
}

func (r *reader) uint() uint64 {
	x, n := binary.Uvarint(r.buf)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.buf = r.buf[n:]
	return x
}

func (r *reader) int() int64 {
	x, n := binary.Varint(r.buf)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.buf = r.buf[n:]
	return x
}

// count reads how many things follow that take at least size bytes each.
func (r *reader) count(size int) int {
	x := r.uint()
	if x > uint64(len(r.buf)/size) {
		r.fail()
		return 0
	}
	return int(x)
}

// fits is n where at least n bytes are left, else 0 and a failure.
func (r *reader) fits(n int) int {
	if n > len(r.buf) {
		r.fail()
		return 0
	}
	return n
}

func (r *reader) text() string {
	n := r.count(1)
	s := string(r.buf[:n])
	r.buf = r.buf[n:]
	return s
}

func (r *reader) texts() []string {
	out := make([]string, 0, r.fits(0))
	for range r.count(1) {
		out = append(out, r.text())
	}
	return out
}

func (r *reader) codes(n int) []survey.Code {
	n = r.fits(n)
	out := make([]survey.Code, n)
	for i := range out {
		out[i] = survey.Code(int8(r.buf[i]))
	}
	r.buf = r.buf[n:]
	return out
}

// maxExpanded bounds what one part may expand to: ten million responses.
const maxExpanded = 2 << 30

var coder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		panic(err) // only of wrong options
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxExpanded))
	if err != nil {
		panic(err) // only of wrong options
	}
	return d
})

func compress(raw []byte) []byte { return coder().EncodeAll(raw, nil) }

func expand(data []byte) ([]byte, error) {
	raw, err := decoder().DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errAnswers, err)
	}
	return raw, nil
}
