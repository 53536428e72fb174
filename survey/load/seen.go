package load

import "slices"

// seen remembers 64-bit keys in about ten bytes each, the last one to two
// windows of them, so that its memory has a bound: up to 2^21 keys it knows
// all of them.
type seen struct {
	now   *keySet
	old   *keySet // the window before, nil in the first
	maybe []bool
}

// window is how many keys are added before those of the window before go.
const window = 1 << 20

// newSeen makes room for about as many keys as are expected: growing on the
// way to a million costs a fifth of the time.
func newSeen(expected int64) *seen { return &seen{now: newKeySet(expected)} }

// add records a key and says how often it was there before.
func (s *seen) add(key uint64) (times int) {
	s.addAll([]uint64{key}, func(_, n int) { times = n })
	return times
}

// addAll records keys in their order, and reports for each one that was there
// before, how often. The filters are asked for all of them first: the loads do
// not wait for each other then, which halves the time.
func (s *seen) addAll(keys []uint64, found func(i, times int)) {
	for len(keys) > window { // more than ever come at a time
		done := window
		s.addAll(keys[:done], found)
		keys, found = keys[done:], func(i, times int) { found(i+done, times) }
	}
	if s.now.n+len(keys) > window {
		s.old, s.now = s.now, newKeySet(window)
	}
	s.maybe = room(s.maybe, len(keys))
	s.now.mark(keys, s.maybe)
	if s.old != nil {
		s.old.ask(keys, s.maybe)
	}
	for i, k := range keys {
		if s.maybe[i] {
			n := s.now.times(k)
			if s.old != nil {
				n = max(n, s.old.times(k)) // a key's count moves on with it
			}
			if n > 0 {
				found(i, n)
				s.now.again[k] = n + 1
				continue
			}
		}
		s.now.put(k)
	}
}

// keySet is the keys of a window. A Bloom filter answers "never seen" for
// nearly all of them without leaving the processor's cache: four bits of one
// word. Only where all are set are the keys of one bucket compared.
type keySet struct {
	filter []uint64
	mask   uint64 // of a place in filter
	n      int

	// The keys of a bucket stand in chunks, the last one filled so far.
	slabs  [][]uint64
	before []int32 // by chunk: the chunk before it in its bucket, −1 without
	last   [buckets]int32
	fill   [buckets]int32 // keys in the last chunk

	again map[uint64]int // how often, of keys that came more than once
}

const (
	buckets     = 1 << bucketBits
	bucketBits  = 10
	chunkKeys   = 64
	slabChunks  = 128
	firstFilter = 1 << 7
	keysAWord   = 6 // at most: one key in a hundred is then looked for in vain, which takes microseconds
)

func newKeySet(expected int64) *keySet {
	words := firstFilter
	for int64(keysAWord*words) < min(expected, window) {
		words *= 2
	}
	s := &keySet{filter: make([]uint64, words), mask: uint64(words - 1), again: make(map[uint64]int)}
	for b := range s.last {
		s.last[b], s.fill[b] = -1, chunkKeys
	}
	return s
}

// mark asks the filter for keys and adds them to it.
func (s *keySet) mark(keys []uint64, maybe []bool) {
	for s.n+len(keys) > keysAWord*len(s.filter) {
		s.grow()
	}
	for i, k := range keys {
		word, bits := &s.filter[k&s.mask], fourBits(k)
		maybe[i] = *word&bits == bits
		*word |= bits
	}
	s.n += len(keys)
}

// ask asks the filter for keys.
func (s *keySet) ask(keys []uint64, maybe []bool) {
	for i, k := range keys {
		if bits := fourBits(k); s.filter[k&s.mask]&bits == bits {
			maybe[i] = true
		}
	}
}

// fourBits are those of a key in its word of the filter.
func fourBits(key uint64) uint64 {
	return 1<<(key>>32&63) | 1<<(key>>38&63) | 1<<(key>>44&63) | 1<<(key>>50&63)
}

// put writes a key into its bucket.
func (s *keySet) put(k uint64) {
	b := k >> (64 - bucketBits)
	if s.fill[b] == chunkKeys {
		s.before = append(s.before, s.last[b])
		s.last[b], s.fill[b] = int32(len(s.before)-1), 0
		if len(s.before) > slabChunks*len(s.slabs) {
			s.slabs = append(s.slabs, make([]uint64, slabChunks*chunkKeys))
		}
	}
	s.chunk(s.last[b])[s.fill[b]] = k
	s.fill[b]++
}

func (s *keySet) chunk(c int32) []uint64 {
	at := int(c) % slabChunks * chunkKeys
	return s.slabs[c/slabChunks][at : at+chunkKeys]
}

// times says how often a key came.
func (s *keySet) times(key uint64) int {
	if n := s.again[key]; n > 0 {
		return n
	}
	b := key >> (64 - bucketBits)
	fill := s.fill[b]
	for c := s.last[b]; c >= 0; c = s.before[c] {
		if slices.Contains(s.chunk(c)[:fill], key) {
			return 1
		}
		fill = chunkKeys
	}
	return 0
}

func (s *keySet) grow() {
	s.mask = uint64(4*len(s.filter) - 1)
	s.filter = make([]uint64, 4*len(s.filter))
	for b := range s.last {
		fill := s.fill[b]
		for c := s.last[b]; c >= 0; c = s.before[c] {
			for _, k := range s.chunk(c)[:fill] {
				s.filter[k&s.mask] |= fourBits(k)
			}
			fill = chunkKeys
		}
	}
}

// mix spreads a hash over all bits (the finaliser of splitmix64).
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}
