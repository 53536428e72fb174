package load

import (
	"math/rand/v2"
	"testing"

	"servqual/survey"
)

// What was seen, and how often, as a map counts it: keys that share a bucket and
// overflow it, round the end of the table too, and 0 among them, in runs of all
// lengths.
func TestSeenAsAMapCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s, counts := newSeen(0), make(map[uint64]int)
	for total := 0; total < 60_000; {
		keys := make([]uint64, r.IntN(700))
		for i := range keys {
			switch r.IntN(5) {
			case 0:
				keys[i] = uint64(r.IntN(3000)) << 54 // few buckets, and one place in each
			case 2:
				keys[i] = ^uint64(r.IntN(60)) // the last bucket
			case 1:
				keys[i] = uint64(r.IntN(5000)) * 0x0004000000000001
			default:
				keys[i] = r.Uint64()
			}
		}
		got := make(map[int]int)
		s.addAll(keys, func(i, times int) { got[i] = times })
		for i, k := range keys {
			if got[i] != counts[k] {
				t.Fatalf("key %#x was there %d times, seen says %d", k, counts[k], got[i])
			}
			counts[k]++
		}
		total += len(keys)
	}
	if n := s.add(7 << 54); n != counts[7<<54] {
		t.Errorf("one more: %d, want %d", n, counts[7<<54])
	}
}

func BenchmarkSeen(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	keys := make([]uint64, 1<<20)
	for i := range keys {
		keys[i] = r.Uint64()
	}
	for b.Loop() {
		s := newSeen(0)
		for at := 0; at < len(keys); at += 512 {
			s.addAll(keys[at:at+512], func(int, int) {})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(keys)), "ns/key")
}

// The memory has a bound: a key is known for one window at least, and gone
// after two.
func TestSeenForgetsAfterTwoWindows(t *testing.T) {
	s, next := newSeen(0), uint64(1)
	fresh := func(n int) {
		keys := make([]uint64, n)
		for i := range keys {
			keys[i] = survey.Mix(next)
			next++
		}
		s.addAll(keys, func(i, times int) { t.Fatalf("fresh key %d was there %d times", i, times) })
	}
	s.add(42)
	fresh(1000)
	if n := s.add(42); n != 1 {
		t.Errorf("in the same window: %d", n)
	}
	fresh(window - 2000)
	fresh(window / 2)
	if n := s.add(42); n != 2 {
		t.Errorf("in the window after: %d", n)
	}
	if n := s.add(42); n != 3 {
		t.Errorf("in both windows: %d", n)
	}
	for range 3 {
		fresh(window)
	}
	if n := s.add(42); n != 0 {
		t.Errorf("three windows on: %d", n)
	}
}

// Up to two windows of keys it knows all of them, whether they come a few at a
// time or at once: the first is known when it comes again as the last.
func TestSeenKnowsTwoWindows(t *testing.T) {
	keys := make([]uint64, 2*window)
	for i := range keys {
		keys[i] = survey.Mix(uint64(i + 1))
	}
	keys[len(keys)-1] = keys[0]
	for _, some := range []int{512, len(keys)} {
		s := newSeen(0)
		found := map[int]int{}
		for at := 0; at < len(keys); at += some {
			s.addAll(keys[at:at+some], func(i, times int) { found[at+i] = times })
		}
		if len(found) != 1 || found[len(keys)-1] != 1 {
			t.Errorf("%d at a time: found %v", some, found)
		}
	}
}
