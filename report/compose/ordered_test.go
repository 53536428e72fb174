package compose

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// putAll lets workers put n pieces, each at a pace of its own, and gives how
// many were taken.
func putAll(w io.Writer, workers, n int) (taken int, err error) {
	q := newOrdered(w)
	var next, done atomic.Int64
	var wg sync.WaitGroup
	for id := range workers {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(id), 1))
			var b []byte
			for {
				k := int(next.Add(1)) - 1
				if k >= n {
					return
				}
				b = fmt.Appendf(b, "%d%s ", k, strings.Repeat(".", r.IntN(1000)))
				ok := false
				if b, ok = q.put(k, b); !ok {
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	return int(done.Load()), q.err
}

func TestOrdered(t *testing.T) {
	for _, workers := range []int{1, 2, 7, 3 * ahead} {
		var got bytes.Buffer
		taken, err := putAll(&got, workers, 5000)
		if err != nil || taken != 5000 {
			t.Fatalf("%d workers: %d pieces taken, %v", workers, taken, err)
		}
		for k, f := range strings.Fields(got.String()) {
			if want := fmt.Sprint(k); strings.TrimRight(f, ".") != want {
				t.Fatalf("%d workers: piece %q stands where %s should", workers, f, want)
			}
		}
	}
}

type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left--; f.left < 0 {
		return 0, errors.New("no room")
	}
	return len(b), nil
}

// A full disk ends all workers, those that are far ahead too.
func TestOrderedEndsWithTheFirstError(t *testing.T) {
	for _, workers := range []int{1, 4, 3 * ahead} {
		taken, err := putAll(&full{100}, workers, 5000)
		if err == nil || taken > 100+workers*ahead {
			t.Errorf("%d workers: %d pieces taken, error %v", workers, taken, err)
		}
	}
}

// once is full at one piece and has room again after it.
type once struct{ full }

func (o *once) Write(b []byte) (int, error) {
	if o.left--; o.left == 0 {
		return 0, errors.New("no room")
	}
	return len(b), nil
}

// What fails once has failed, and nothing is written behind the piece that is
// lacking, though it waits already.
func TestOrderedKeepsTheError(t *testing.T) {
	w := &once{full{3}}
	q := newOrdered(w)
	for _, k := range []int{4, 3, 2, 1} {
		if _, ok := q.put(k, []byte{1}); !ok {
			t.Fatalf("piece %d is refused before anything was written", k)
		}
	}
	if _, ok := q.put(0, []byte{1}); ok || q.err == nil || w.left != 0 {
		t.Errorf("after the third piece of five has failed: taken %v, error %v, %d writes", ok, q.err, 3-w.left)
	}
	if _, ok := q.put(5, []byte{1}); ok || w.left != 0 {
		t.Errorf("a piece is taken after the error: %d writes", 3-w.left)
	}
}
