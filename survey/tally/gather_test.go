package tally

import (
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"servqual/survey"
)

// Segments that came by merging are met again when rows of theirs are added,
// though the index was laid before they came.
func TestAddingAfterMerging(t *testing.T) {
	s := study()
	p := NewPlan(s, Options{})
	r := rand.New(rand.NewPCG(2, 9))
	first, other, last := invented(s, 80, r), invented(s, 80, r), invented(s, 80, r)
	for k, c := range first.Groups[0].Codes {
		if c == 2 { // 丙 is known by name only
			first.Groups[0].Codes[k] = 0
		}
	}
	whole, merged, second := NewSet(p, "unit"), NewSet(p, "unit"), NewSet(p, "unit")
	merged.Add(first)
	second.Add(other)
	merged.Merge(second)
	merged.Add(last)
	for _, b := range []*survey.Batch{first, other, last} {
		whole.Add(b)
	}
	if len(merged.segments) != len(whole.segments) {
		t.Errorf("%d segments, want %d", len(merged.segments), len(whole.segments))
	}
	a, b := merged.Segments(), whole.Segments()
	for i := range b {
		if !reflect.DeepEqual(a[i].Names, b[i].Names) || !reflect.DeepEqual(scored(a[i].Tally), scored(b[i].Tally)) {
			t.Errorf("segment %v differs", b[i].Names)
		}
	}
}

// What workers gather beside each other is what one set takes in, however the
// batches fall to them; the rows they keep on the way have a bound.
func TestGatheringIsAddingToOneSet(t *testing.T) {
	for _, opt := range []Options{{Lean: true, Core: true}, {Lean: true}, {}} {
		s := study()
		p := NewPlan(s, opt)
		r := rand.New(rand.NewPCG(8, 1))
		var batches []*survey.Batch
		for range 120 {
			batches = append(batches, invented(s, 1+r.IntN(200), r))
		}
		whole := NewSet(p, "unit")
		for _, b := range batches {
			whole.Add(b)
		}
		const workers = 3
		g := NewGather(p, workers, "unit")
		next := make(chan *survey.Batch)
		var wg sync.WaitGroup
		for id := range workers {
			wg.Go(func() {
				for b := range next {
					g.Add(id, b)
					if part := g.parts[id]; part.surelyCore() && part.rows > firstRows*len(part.segments) {
						t.Errorf("%d rows wait for %d segments", part.rows, len(part.segments))
					}
				}
			})
		}
		for _, b := range batches {
			next <- b
		}
		close(next)
		wg.Wait()
		if opt.Core != g.folded.Load() {
			t.Errorf("%+v: rows were handed over: %v", opt, g.folded.Load())
		}
		got := g.Set()
		if !reflect.DeepEqual(scored(got.Total()), scored(whole.Total())) {
			t.Errorf("%+v: another total", opt)
		}
		if !opt.Core {
			a, b := got.Segments(), whole.Segments()
			for i := range b {
				if !reflect.DeepEqual(a[i].Names, b[i].Names) || !reflect.DeepEqual(scored(a[i].Tally), scored(b[i].Tally)) {
					t.Errorf("%+v: another segment %v", opt, b[i].Names)
				}
			}
			continue
		}
		if !reflect.DeepEqual(coreValues(got.Cores()), coreValues(whole.Cores())) {
			t.Errorf("%+v: other cores", opt)
		}
	}
}
