package load

// seen remembers 64-bit keys in about nine bytes each. A bitmap answers "never
// seen" for nearly all of them without leaving the processor's cache; only
// where its bit is set are the keys of one bucket compared.
type seen struct {
	bits    []uint64
	mask    uint64
	n       int
	buckets [1 << 10][]uint64
}

const firstBits = 1 << 13

func newSeen() *seen { return &seen{bits: make([]uint64, firstBits/64), mask: firstBits - 1} }

// add records a key and says how often it was there before.
func (s *seen) add(key uint64) int {
	if uint64(s.n)*16 > s.mask {
		s.grow()
	}
	s.n++
	b := &s.buckets[key>>54]
	times := 0
	if i := key & s.mask; s.bits[i>>6]&(1<<(i&63)) == 0 {
		s.bits[i>>6] |= 1 << (i & 63)
	} else {
		for _, k := range *b {
			if k == key {
				times++
			}
		}
	}
	*b = append(*b, key)
	return times
}

func (s *seen) grow() {
	s.mask = (s.mask+1)*4 - 1
	s.bits = make([]uint64, (s.mask+1)/64)
	for _, b := range s.buckets {
		for _, k := range b {
			i := k & s.mask
			s.bits[i>>6] |= 1 << (i & 63)
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
