package tally

import (
	"slices"

	"servqual/survey/stats"
)

// values is a frequency table of int64 keys. The first ones are only written
// down; when there are many, they are counted in a hash table: a segment of a
// hundred respondents never hashes, one of millions never sorts more than the
// distinct keys.
type values struct {
	few  []int64
	many table
}

// fewValues is how many keys are written down before they are counted. A key
// written down takes 8 bytes, one counted 32.
const fewValues = 512

func (v *values) add(key int64) {
	if v.many.n == 0 {
		if len(v.few) < fewValues {
			v.few = append(v.few, key)
			return
		}
		v.count()
	}
	v.many.add(uint64(key), 1)
}

// addMany adds a key n > 0 times.
func (v *values) addMany(key, n int64) {
	if v.many.n == 0 && int64(len(v.few))+n <= fewValues {
		for range n {
			v.few = append(v.few, key)
		}
		return
	}
	v.count()
	v.many.add(uint64(key), n)
}

// count moves the keys written down to the hash table.
func (v *values) count() {
	for _, k := range v.few {
		v.many.add(uint64(k), 1)
	}
	v.few = nil
}

func (v *values) merge(o *values) {
	if o.many.n > 0 {
		v.count()
	}
	for _, k := range o.few {
		v.add(k)
	}
	o.many.each(func(k uint64, n int64) { v.many.add(k, n) })
}

func (v *values) reset() { *v = values{few: v.few[:0]} }

// counted is a key and how often it came.
type counted struct{ key, n int64 }

// sorted lists the keys in order.
func (v *values) sorted() []counted {
	out := make([]counted, 0, max(len(v.few), v.many.n))
	if v.many.n > 0 {
		v.many.each(func(k uint64, n int64) { out = append(out, counted{int64(k), n}) })
		slices.SortFunc(out, func(a, b counted) int {
			if a.key < b.key {
				return -1
			}
			return 1 // no key comes twice
		})
		return out
	}
	slices.Sort(v.few)
	for i, k := range v.few {
		if i == 0 || k != v.few[i-1] {
			out = append(out, counted{key: k})
		}
		out[len(out)-1].n++
	}
	return out
}

// freq hands the table to the statistics.
func (v *values) freq(unit int64) stats.Freq {
	all := v.sorted()
	f := stats.Freq{Unit: unit, Keys: make([]int64, len(all)), Counts: make([]float64, len(all))}
	for i, x := range all {
		f.Keys[i], f.Counts[i] = x.key, float64(x.n)
	}
	return f
}
