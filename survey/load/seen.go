package load

import "slices"

// seen remembers 64-bit keys in about ten bytes each. A Bloom filter answers
// "never seen" for nearly all of them without leaving the processor's cache:
// four bits of one word. Only where all are set are the keys of one bucket
// compared.
type seen struct {
	filter []uint64
	mask   uint64 // of a place in filter
	n      int

	// The keys of a bucket stand in chunks, the last one filled so far.
	slabs  [][]uint64
	before []int32 // by chunk: the chunk before it in its bucket, −1 without
	last   [buckets]int32
	fill   [buckets]int32 // keys in the last chunk
	maybe  []bool

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

// newSeen makes room for about as many keys as are expected: growing on the
// way to a million costs a fifth of the time.
func newSeen(expected int64) *seen {
	words := firstFilter
	for int64(keysAWord*words) < min(expected, 1<<21) {
		words *= 2
	}
	s := &seen{filter: make([]uint64, words), mask: uint64(words - 1), again: make(map[uint64]int)}
	for b := range s.last {
		s.last[b], s.fill[b] = -1, chunkKeys
	}
	return s
}

// add records a key and says how often it was there before.
func (s *seen) add(key uint64) (times int) {
	s.addAll([]uint64{key}, func(_, n int) { times = n })
	return times
}

// addAll records keys in their order, and reports for each one that was there
// before, how often. The filter is asked for all of them first: the loads do
// not wait for each other then, which halves the time.
func (s *seen) addAll(keys []uint64, found func(i, times int)) {
	for s.n+len(keys) > keysAWord*len(s.filter) {
		s.grow()
	}
	s.maybe = room(s.maybe, len(keys))
	for i, k := range keys {
		word, bits := &s.filter[k&s.mask], fourBits(k)
		s.maybe[i] = *word&bits == bits
		*word |= bits
	}
	for i, k := range keys {
		b := k >> (64 - bucketBits)
		if s.maybe[i] {
			if n := s.times(k); n > 0 {
				found(i, n)
				s.again[k] = n + 1
				continue
			}
		}
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
	s.n += len(keys)
}

// fourBits are those of a key in its word of the filter.
func fourBits(key uint64) uint64 {
	return 1<<(key>>32&63) | 1<<(key>>38&63) | 1<<(key>>44&63) | 1<<(key>>50&63)
}

func (s *seen) chunk(c int32) []uint64 {
	at := int(c) % slabChunks * chunkKeys
	return s.slabs[c/slabChunks][at : at+chunkKeys]
}

// times says how often a key came.
func (s *seen) times(key uint64) int {
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

func (s *seen) grow() {
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
