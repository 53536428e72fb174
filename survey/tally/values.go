package tally

import (
	"slices"

	"servqual/survey/stats"
)

// values is a frequency table of int64 keys that costs one append to add to:
// new keys wait in a buffer, which is sorted and merged into runs when full.
type values struct {
	keys   []int64
	counts []int64
	buffer []int64
}

// bufferCap trades memory for sorting; at 512 a segment of a hundred
// respondents never sorts until it is read.
const bufferCap = 512

func (v *values) add(key int64) {
	v.buffer = append(v.buffer, key)
	if len(v.buffer) >= bufferCap && len(v.buffer) >= len(v.keys)/4 {
		v.compact()
	}
}

// compact merges the buffer into the runs.
func (v *values) compact() {
	if len(v.buffer) == 0 {
		return
	}
	slices.Sort(v.buffer)
	var keys, counts []int64
	for i, j := 0, 0; i < len(v.keys) || j < len(v.buffer); {
		var k, c int64
		if j >= len(v.buffer) || i < len(v.keys) && v.keys[i] <= v.buffer[j] {
			k, c = v.keys[i], v.counts[i]
			i++
		} else {
			k = v.buffer[j]
		}
		for j < len(v.buffer) && v.buffer[j] == k {
			c++
			j++
		}
		keys, counts = append(keys, k), append(counts, c)
	}
	v.keys, v.counts, v.buffer = keys, counts, v.buffer[:0]
}

func (v *values) merge(o *values) {
	o.compact()
	v.compact()
	var keys, counts []int64
	i, j := 0, 0
	for i < len(v.keys) || j < len(o.keys) {
		switch {
		case j >= len(o.keys) || i < len(v.keys) && v.keys[i] < o.keys[j]:
			keys, counts = append(keys, v.keys[i]), append(counts, v.counts[i])
			i++
		case i >= len(v.keys) || o.keys[j] < v.keys[i]:
			keys, counts = append(keys, o.keys[j]), append(counts, o.counts[j])
			j++
		default:
			keys, counts = append(keys, v.keys[i]), append(counts, v.counts[i]+o.counts[j])
			i++
			j++
		}
	}
	v.keys, v.counts = keys, counts
}

// freq hands the table to the statistics.
func (v *values) freq(unit int64) stats.Freq {
	v.compact()
	f := stats.Freq{Unit: unit, Keys: slices.Clone(v.keys), Counts: make([]float64, len(v.counts))}
	for i, c := range v.counts {
		f.Counts[i] = float64(c)
	}
	return f
}
