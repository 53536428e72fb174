package tally

// coreSums are the sums of a Core as they are kept: most of them in 32 bits,
// which halves the room of 12,000 segments (24 MB). Where one does not fit, all
// are kept in 64. They belong to one set, or to one list of cores.
type coreSums struct {
	small []int32
	large []int64 // the last ones, or all
}

func (x coreSums) empty() bool { return x.large == nil }

// addTo adds them to sums.
func (x coreSums) addTo(sums []int64) {
	for i, v := range x.small {
		sums[i] += int64(v)
	}
	to := sums[len(x.small):]
	for i, v := range x.large {
		to[i] += v
	}
}

// write writes sums; ok is false where one does not fit.
func (x coreSums) write(sums []int64) (ok bool) {
	copy(x.large, sums[len(x.small):])
	return narrow(x.small, sums)
}

// narrow writes as many sums as to holds; ok is false where one does not fit.
func narrow(to []int32, sums []int64) (ok bool) {
	lost := int64(0)
	for i, v := range sums[:len(to)] {
		to[i] = int32(v)
		lost |= v ^ int64(int32(v))
	}
	return lost == 0
}

// replace writes sums over earlier ones of the same segment. narrowed has room
// for those of 32 bits.
func (x coreSums) replace(narrowed []int32, sums []int64) coreSums {
	if len(x.small) == 0 || !x.write(sums) {
		return keepSums(narrowed, sums)
	}
	return x
}

// keepSums copies sums, by way of narrowed, which has room for those of 32 bits:
// memory that is appended to nothing is not cleared first, which took longer
// than all the rest of it.
func keepSums(narrowed []int32, sums []int64) coreSums {
	if !narrow(narrowed, sums) {
		return coreSums{large: append([]int64(nil), sums...)}
	}
	return coreSums{append([]int32(nil), narrowed...), append([]int64(nil), sums[len(narrowed):]...)}
}
