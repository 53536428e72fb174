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

// coreRoom is where sums are kept, many in one piece of memory.
type coreRoom struct {
	small []int32
	large []int64
}

// coresAPiece is how many cores are in one.
const coresAPiece = 64

// replace writes sums over earlier ones of the same segment.
func (r *coreRoom) replace(l *coreLayout, x coreSums, sums []int64) coreSums {
	if len(x.small) == 0 || !x.write(sums) {
		return r.keep(l, sums)
	}
	return x
}

// write writes sums; ok is false where one does not fit.
func (x coreSums) write(sums []int64) (ok bool) {
	lost := int64(0)
	narrow := sums[:len(x.small)]
	for i, v := range narrow {
		x.small[i] = int32(v)
		lost |= v ^ int64(int32(v))
	}
	copy(x.large, sums[len(x.small):])
	return lost == 0
}

// keep copies sums.
func (r *coreRoom) keep(l *coreLayout, sums []int64) coreSums {
	n := len(sums) - l.narrow
	if len(r.small) < l.narrow || len(r.large) < n {
		r.small, r.large = make([]int32, coresAPiece*l.narrow), make([]int64, coresAPiece*n)
	}
	x := coreSums{r.small[:l.narrow:l.narrow], r.large[:n:n]}
	if !x.write(sums) { // the room is the next one's
		return coreSums{large: append([]int64(nil), sums...)}
	}
	r.small, r.large = r.small[l.narrow:], r.large[n:]
	return x
}
