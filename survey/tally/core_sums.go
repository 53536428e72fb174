package tally

// coreSums are the sums of a Core as they are kept: most of them in 32 bits,
// which halves the room of 12,000 segments (24 MB). Where one does not fit, all
// are kept in 64. They never change.
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

// keep copies sums.
func (r *coreRoom) keep(l *coreLayout, sums []int64) coreSums {
	for _, v := range sums[:l.narrow] {
		if v != int64(int32(v)) {
			return coreSums{large: append([]int64(nil), sums...)}
		}
	}
	n := len(sums) - l.narrow
	if len(r.small) < l.narrow || len(r.large) < n {
		r.small, r.large = make([]int32, coresAPiece*l.narrow), make([]int64, coresAPiece*n)
	}
	x := coreSums{r.small[:l.narrow:l.narrow], r.large[:n:n]}
	r.small, r.large = r.small[l.narrow:], r.large[n:]
	for i, v := range sums[:l.narrow] {
		x.small[i] = int32(v)
	}
	copy(x.large, sums[l.narrow:])
	return x
}
