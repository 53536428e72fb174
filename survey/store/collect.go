package store

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"servqual/survey"
)

// Part is what is stored at a time: the answers of one wave and unit.
type Part struct {
	Wave, Unit string
	Answers    *survey.Batch // without the columns of wave and unit; in the order of the files' rows
}

// Place says where answers belong. Empty = where the data says.
type Place struct{ Wave, Unit string }

// Collector sorts the batches of an import into parts. Its Sink is a load.Sink.
type Collector struct {
	study   *survey.Study
	to      Place
	workers []map[Place]*pile
}

// NewCollector makes a collector for this many workers. What is named in to
// goes before what the data says.
func NewCollector(s *survey.Study, workers int, to Place) *Collector {
	c := &Collector{study: s, to: to, workers: make([]map[Place]*pile, workers)}
	for i := range c.workers {
		c.workers[i] = make(map[Place]*pile)
	}
	return c
}

// Sink copies a batch.
func (c *Collector) Sink(worker int, b *survey.Batch) error {
	wave, unit := c.column(b, survey.FieldWave, c.to.Wave), c.column(b, survey.FieldUnit, c.to.Unit)
	piles := c.workers[worker]
	for r := range b.N {
		at := Place{wave(r), unit(r)}
		p := piles[at]
		if p == nil {
			p = &pile{}
			piles[at] = p
		}
		p.add(c.study, b, r)
	}
	return nil
}

// column gives a row's name in a field.
func (c *Collector) column(b *survey.Batch, field, fixed string) func(int) string {
	if fixed != "" {
		return func(int) string { return fixed }
	}
	for i := range b.Groups {
		if g := &b.Groups[i]; g.Field == field && g.Codes != nil {
			return func(r int) string {
				if g.Codes[r] < 0 {
					return ""
				}
				return placeName(g.Names[g.Codes[r]])
			}
		}
	}
	return func(int) string { return "" }
}

// placeName keeps what can't stand in a key out of a name.
func placeName(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\x00", ""))
}

// Parts gives the parts in order of wave and unit. Responses without a wave
// can't be stored; unplaced counts them.
func (c *Collector) Parts() (parts []Part, unplaced int) {
	piles := make(map[Place][]*pile)
	for _, w := range c.workers {
		for at, p := range w {
			piles[at] = append(piles[at], p)
		}
	}
	for at, ps := range piles {
		b := join(c.study, ps)
		if at.Wave == "" {
			unplaced += b.N
			continue
		}
		parts = append(parts, Part{Wave: at.Wave, Unit: at.Unit, Answers: b})
	}
	sort.Slice(parts, func(i, j int) bool {
		if parts[i].Wave != parts[j].Wave {
			return parts[i].Wave < parts[j].Wave
		}
		return parts[i].Unit < parts[j].Unit
	})
	return parts, unplaced
}

// pile is the growing part of one worker, with names in place of codes: the
// codes of two workers differ.
type pile struct {
	answers [][]survey.Code
	weights [][]int32
	scores  map[string][]survey.Code
	groups  map[string][]string
	multis  map[string][][]string
	flags   []survey.Flag
	rows    []survey.Row
	marks   []survey.Identity
}

// add appends row r of a batch. A column that a batch does not have is filled
// with nothing: files of one import may differ.
func (p *pile) add(s *survey.Study, b *survey.Batch, r int) {
	at := len(p.rows)
	p.rows = append(p.rows, b.Rows[r])
	if p.answers == nil {
		p.answers = make([][]survey.Code, s.Slots())
		p.scores, p.groups, p.multis = map[string][]survey.Code{}, map[string][]string{}, map[string][][]string{}
	}
	for slot, col := range b.Answers {
		if col != nil {
			p.answers[slot] = append(padded(p.answers[slot], at, survey.Missing), col[r])
		}
	}
	for d, col := range b.Weights {
		if col == nil {
			continue
		}
		if p.weights == nil {
			p.weights = make([][]int32, len(s.Dimensions))
		}
		p.weights[d] = append(padded(p.weights[d], at, -1), col[r])
	}
	for _, c := range b.Scores {
		if c.Codes != nil {
			p.scores[c.Field] = append(padded(p.scores[c.Field], at, survey.Missing), c.Codes[r])
		}
	}
	for _, c := range b.Groups {
		if c.Codes == nil || c.Field == survey.FieldWave || c.Field == survey.FieldUnit {
			continue
		}
		name := ""
		if c.Codes[r] >= 0 {
			name = c.Names[c.Codes[r]]
		}
		p.groups[c.Field] = append(padded(p.groups[c.Field], at, ""), name)
	}
	for _, c := range b.Multis {
		if c.Starts == nil {
			continue
		}
		var named []string
		for _, k := range c.Codes[c.Starts[r]:c.Starts[r+1]] {
			named = append(named, c.Names[k])
		}
		p.multis[c.Field] = append(padded(p.multis[c.Field], at, nil), named)
	}
	flag := survey.Flag(0)
	if b.Flags != nil {
		flag = b.Flags[r]
	}
	p.flags = append(p.flags, flag)
	if b.Identities != nil {
		p.marks = append(padded(p.marks, at, survey.Identity{}), b.Identities[r])
	}
}

// padded brings a column to n rows.
func padded[T any](col []T, n int, with T) []T {
	for len(col) < n {
		col = append(col, with)
	}
	return col
}

// origin is where a row lies among the piles.
type origin struct{ pile, row int }

// join puts piles together in the order of the files' rows, so that what is
// stored does not depend on which worker read what.
func join(s *survey.Study, ps []*pile) *survey.Batch {
	order := inOrder(ps)
	b := &survey.Batch{N: len(order), Answers: make([][]survey.Code, s.Slots())}
	for slot := range b.Answers {
		b.Answers[slot] = gather(order, survey.Missing, func(i int) []survey.Code { return ps[i].answers[slot] })
	}
	for d := range s.Dimensions {
		col := gather(order, -1, func(i int) []int32 {
			if ps[i].weights == nil {
				return nil
			}
			return ps[i].weights[d]
		})
		if col != nil && b.Weights == nil {
			b.Weights = make([][]int32, len(s.Dimensions))
		}
		if col != nil {
			b.Weights[d] = col
		}
	}
	for _, f := range fieldsOf(ps, func(p *pile) []string { return keys(p.scores) }) {
		col := gather(order, survey.Missing, func(i int) []survey.Code { return ps[i].scores[f] })
		b.Scores = append(b.Scores, survey.Score{Field: f, Codes: col})
	}
	for _, f := range fieldsOf(ps, func(p *pile) []string { return keys(p.groups) }) {
		b.Groups = append(b.Groups, category(f, gather(order, "", func(i int) []string { return ps[i].groups[f] })))
	}
	for _, f := range fieldsOf(ps, func(p *pile) []string { return keys(p.multis) }) {
		b.Multis = append(b.Multis, multi(f, gather(order, nil, func(i int) [][]string { return ps[i].multis[f] })))
	}
	b.Identities = gather(order, survey.Identity{}, func(i int) []survey.Identity { return ps[i].marks })
	marked := false
	for _, o := range order {
		b.Rows = append(b.Rows, ps[o.pile].rows[o.row])
		b.Flags = append(b.Flags, ps[o.pile].flags[o.row])
		marked = marked || ps[o.pile].flags[o.row] != 0
	}
	if !marked {
		b.Flags = nil
	}
	return b
}

func inOrder(ps []*pile) []origin {
	var order []origin
	for i, p := range ps {
		for r := range p.rows {
			order = append(order, origin{i, r})
		}
	}
	slices.SortStableFunc(order, func(a, b origin) int {
		x, y := ps[a.pile].rows[a.row], ps[b.pile].rows[b.row]
		return cmp.Or(cmp.Compare(x.Source, y.Source), cmp.Compare(x.Number, y.Number))
	})
	return order
}

// gather collects a column over the piles; nil when no pile has it.
func gather[T any](order []origin, none T, col func(pile int) []T) []T {
	var out []T
	for i, o := range order {
		c := col(o.pile)
		if c == nil {
			continue
		}
		if out == nil {
			out = slices.Repeat([]T{none}, len(order))
		}
		if o.row < len(c) {
			out[i] = c[o.row]
		}
	}
	return out
}

func keys[T any](m map[string]T) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

// fieldsOf lists the fields that any pile has, sorted.
func fieldsOf(ps []*pile, of func(*pile) []string) []string {
	var out []string
	for _, p := range ps {
		out = append(out, of(p)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// numberer gives names numbers in the order of their first appearance.
type numberer struct {
	names []string
	at    map[string]int32
}

func (d *numberer) of(name string) int32 {
	k, ok := d.at[name]
	if !ok {
		if d.at == nil {
			d.at = make(map[string]int32)
		}
		k = int32(len(d.names))
		d.at[name] = k
		d.names = append(d.names, name)
	}
	return k
}

func category(field string, names []string) survey.Category {
	d, c := numberer{}, survey.Category{Field: field, Codes: make([]int32, len(names))}
	for i, n := range names {
		c.Codes[i] = -1
		if n != "" {
			c.Codes[i] = d.of(n)
		}
	}
	c.Names = d.names
	return c
}

func multi(field string, named [][]string) survey.Multi {
	d, c := numberer{}, survey.Multi{Field: field, Starts: make([]int32, 1, len(named)+1)}
	for _, names := range named {
		for _, n := range names {
			c.Codes = append(c.Codes, d.of(n))
		}
		c.Starts = append(c.Starts, int32(len(c.Codes)))
	}
	c.Names = d.names
	return c
}
