package tally

import "slices"

// field is a field whose names the set knows.
type field struct {
	name     string
	by       bool
	category int // in Plan.groups, or −1
	multi    int // in Plan.multis, or −1
	names    []string
	codes    map[string]int32
	batch    []string // names of the last batch, and their codes here
	to       []int32
}

// learn brings the field's codes up to the names of a batch. Within a source
// the names only grow, so that mostly there is nothing to do.
func (f *field) learn(names []string) {
	if !beginsWith(names, f.batch) {
		f.batch, f.to = nil, f.to[:0]
	}
	for _, name := range names[len(f.batch):] {
		f.to = append(f.to, f.code(name))
	}
	f.batch = names
}

// beginsWith says that the names go on from those before. Mostly they are the
// same ones in the same place, and need not be compared: half a percent of a
// million rows by 500 units.
func beginsWith(names, before []string) bool {
	if len(before) == 0 || len(before) > len(names) {
		return len(before) == 0
	}
	return &names[0] == &before[0] || slices.Equal(before, names[:len(before)])
}

func (f *field) code(name string) int32 {
	c, ok := f.codes[name]
	if !ok {
		c = int32(len(f.names))
		f.names = append(f.names, name)
		f.codes[name] = c
	}
	return c
}

// recode gives the codes that names of one field have in another. Only names
// that are asked for become names there: a unit cut out of 500 has one.
type recode struct {
	from, to *field
	codes    []int32 // −1 = not asked for yet
}

func newRecode(from, to *field) recode {
	return recode{from, to, slices.Repeat([]int32{-1}, len(from.names))}
}

func (r recode) of(code int32) int32 {
	if r.codes[code] < 0 {
		r.codes[code] = r.to.code(r.from.names[code])
	}
	return r.codes[code]
}
