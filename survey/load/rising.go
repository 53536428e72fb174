package load

import "slices"

// risingIDs are the ids of a sheet as long as they rise from row to row, as
// most exports number their responses. Nothing need be looked up then, which
// is a tenth of the reading; what they were is only written down for the case
// that it ends, and of numbers without a gap only where they begin.
type risingIDs struct {
	last   []byte
	pieces []idPiece
	taken  int // ids
	gone   int // of them those in pieces that were dropped
	ended  bool
}

// idPiece is ids in their order.
type idPiece struct {
	n     int
	keys  []uint64 // nil: numbered without a gap
	first []byte   // then the first id
}

// slabKeys is how many ids are forgotten at a time.
const slabKeys = 1 << 13

// take writes a block's ids down if they rise and begin above all before: the
// keys of some, or run of them numbered without a gap.
func (r *risingIDs) take(w *worker, keys []uint64, run int) bool {
	if r.ended || !w.rising || len(r.last) > 0 && len(w.first) > 0 && !below(r.last, w.first) {
		r.ended = true
		return false
	}
	top := len(r.pieces) - 1
	switch {
	case len(keys) > 0:
		r.pieces = append(r.pieces, idPiece{n: len(keys), keys: slices.Clone(keys)})
	case run > 0 && top >= 0 && r.pieces[top].keys == nil && successor(r.last) && string(r.last) == string(w.first):
		r.pieces[top].n += run
	case run > 0:
		r.pieces = append(r.pieces, idPiece{n: run, first: slices.Clone(w.first)})
	}
	if len(w.last) > 0 {
		r.last = append(r.last[:0], w.last...)
	}
	r.taken += len(keys) + run
	for len(r.pieces) > 0 && r.gone+r.pieces[0].n <= r.forgotten() {
		r.gone += r.pieces[0].n
		r.pieces = slices.Delete(r.pieces, 0, 1)
	}
	return true
}

// forgotten is how many of the first ids are known no more: a set knows the
// last window for certain.
func (r *risingIDs) forgotten() int {
	return slabKeys * max(0, (r.taken+slabKeys-1)/slabKeys-window/slabKeys)
}

// spill hands what was written down to a set.
func (r *risingIDs) spill(s *seen) {
	skip := r.forgotten() - r.gone
	part := make([]uint64, 0, blockKeys)
	for _, p := range r.pieces {
		id := p.first
		for i := range p.n {
			if skip > 0 {
				skip--
			} else if p.keys != nil {
				part = append(part, p.keys[i])
			} else {
				part = append(part, hashBytes(id))
			}
			if p.keys == nil {
				successor(id)
			}
			if len(part) == blockKeys {
				s.addAll(part, func(int, int) {})
				part = part[:0]
			}
		}
	}
	s.addAll(part, func(int, int) {})
	r.pieces = nil
}

// blockKeys is about as many keys as come at a time.
const blockKeys = 512

// successor counts the number at the end of an id on by one; it is false, and
// the id no more what it was, where that has no room.
func successor(id []byte) bool {
	for i := len(id) - 1; i >= 0; i-- {
		switch c := id[i]; {
		case c == '9':
			id[i] = '0'
		case c >= '0' && c < '9':
			id[i]++
			return true
		default:
			return false
		}
	}
	return false
}
