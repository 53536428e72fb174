package load

import "math/bits"

// seen remembers 64-bit keys in about ten bytes each, the last one to two
// windows of them, so that its memory has a bound: up to 2^21 keys it knows
// all of them.
type seen struct {
	now *keySet
	old *keySet // the window before, nil in the first
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

// keysAhead is how many keys' buckets are fetched before they are looked into:
// what the nearest cache holds.
const keysAhead = 128

// addAll records keys in their order, and reports for each one that was there
// before, how often.
func (s *seen) addAll(keys []uint64, found func(i, times int)) {
	for len(keys) > window { // more than ever come at a time
		s.addAll(keys[:window], found)
		before := found
		keys, found = keys[window:], func(i, times int) { before(i+window, times) }
	}
	if s.now.n+len(keys) > window {
		s.old, s.now = s.now, newKeySet(window)
	}
	s.now.expect(len(keys))
	for at := 0; at < len(keys); at += keysAhead {
		part := keys[at:min(at+keysAhead, len(keys))]
		s.now.fetch(part)
		if s.old != nil {
			s.old.fetch(part)
		}
		for i, k := range part {
			times := 0
			if !s.now.put(k) {
				times = s.now.times(k)
			}
			if s.old != nil && s.old.has(k) {
				times = max(times, s.old.times(k)) // a key's count moves on with it
			}
			if times > 0 {
				found(at+i, times)
				s.now.again[k] = times + 1
			}
		}
	}
}

// keySet is the keys of a window, in buckets of one cache line: a key stands
// in its bucket, or in one behind it where that is full. At most four places
// in five are taken, so one bucket nearly always decides. A filter that is
// asked first, with keys apart, touches two places for each key and took from
// an eighth to a half longer.
type keySet struct {
	buckets []keyBucket
	n       int            // keys that were added, like ones too
	again   map[uint64]int // how often, of keys that came more than once
	nothing uint64         // see fetch
}

// keyBucket is filled from the place that a key's lowest bits name, round to
// the one before it; 0 is a free place.
type keyBucket [8]uint64

const (
	keysABucket = 6.4 // at most, on average
	allBuckets  = window / keysABucket
	fewBuckets  = allBuckets >> 10
)

func newKeySet(expected int64) *keySet {
	n := fewBuckets
	for n < allBuckets && float64(expected) > keysABucket*float64(n) {
		n *= 2
	}
	return &keySet{buckets: make([]keyBucket, n), again: make(map[uint64]int)}
}

// expect makes room for so many keys more.
func (s *keySet) expect(keys int) {
	s.n += keys
	for float64(s.n) > keysABucket*float64(len(s.buckets)) {
		old := s.buckets
		s.buckets = make([]keyBucket, min(4*len(old), allBuckets))
		for b := range old {
			for _, k := range old[b] {
				if k != 0 {
					s.put(k)
				}
			}
		}
	}
}

// bucket is the place of a key's bucket.
func (s *keySet) bucket(key uint64) int {
	b, _ := bits.Mul64(key, uint64(len(s.buckets)))
	return int(b)
}

// fetch brings the buckets of keys into the cache. These loads do not wait for
// each other, as they would behind the guess whether a place is free. They are
// written back as they are, with nothing (0) added that the compiler does not
// know of: a page that is read before it is first written costs two faults, and
// addAll took a quarter longer.
func (s *keySet) fetch(keys []uint64) {
	for _, k := range keys {
		s.buckets[s.bucket(k)][0] |= s.nothing
	}
}

// put writes a key into its bucket, unless it is there: then it is false.
func (s *keySet) put(key uint64) bool {
	key = placed(key)
	for b := s.bucket(key); ; b = (b + 1) % len(s.buckets) {
		bucket := &s.buckets[b]
		for i := range uint64(len(bucket)) {
			switch place := &bucket[(key+i)%8]; *place {
			case 0:
				*place = key
				return true
			case key:
				return false
			}
		}
	}
}

// has says whether a key is there.
func (s *keySet) has(key uint64) bool {
	key = placed(key)
	for b := s.bucket(key); ; b = (b + 1) % len(s.buckets) {
		bucket := &s.buckets[b]
		for i := range uint64(len(bucket)) {
			switch bucket[(key+i)%8] {
			case 0:
				return false
			case key:
				return true
			}
		}
	}
}

// placed is what stands in a place for a key: 0 is a free one, and no more
// likely than any other key.
func placed(key uint64) uint64 {
	if key == 0 {
		return 0x9e3779b97f4a7c15
	}
	return key
}

// times says how often a key came that is there.
func (s *keySet) times(key uint64) int { return max(1, s.again[key]) }
