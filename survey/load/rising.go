package load

import "slices"

// risingIDs are the ids of a sheet as long as they rise from row to row, as
// most exports number their responses. Nothing need be looked up then, which
// is a tenth of the reading; the keys are only written down for the case that
// it ends.
type risingIDs struct {
	last  []byte
	slabs [][]uint64
	ended bool
}

// slabKeys is how many keys are written into one piece of memory.
const slabKeys = 1 << 13

// take writes a block's keys down if its ids rise and begin above all before.
func (r *risingIDs) take(w *worker, keys []uint64) bool {
	if r.ended || !w.rising || len(r.last) > 0 && len(w.first) > 0 && !below(r.last, w.first) {
		r.ended = true
		return false
	}
	if len(w.last) > 0 {
		r.last = append(r.last[:0], w.last...)
	}
	for len(keys) > 0 {
		if n := len(r.slabs); n == 0 || len(r.slabs[n-1]) == slabKeys {
			r.slabs = append(r.slabs, make([]uint64, 0, slabKeys))
			if n >= window/slabKeys { // as many as a set knows for certain
				r.slabs = slices.Delete(r.slabs, 0, 1)
			}
		}
		top := &r.slabs[len(r.slabs)-1]
		n := min(len(keys), slabKeys-len(*top))
		*top = append(*top, keys[:n]...)
		keys = keys[n:]
	}
	return true
}

// spill hands what was written down to a set.
func (r *risingIDs) spill(s *seen) {
	for _, keys := range r.slabs {
		for part := range slices.Chunk(keys, blockKeys) {
			s.addAll(part, func(int, int) {})
		}
	}
	r.slabs = nil
}

// blockKeys is about as many keys as come at a time.
const blockKeys = 512
