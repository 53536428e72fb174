package tally

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
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
// batches fall to them; of many segments the rows they keep on the way have a
// bound.
func TestGatheringIsAddingToOneSet(t *testing.T) {
	for _, many := range []bool{false, true} {
		s := study()
		p := NewPlan(s, Options{Lean: true})
		r := rand.New(rand.NewPCG(8, 1))
		var batches []*survey.Batch
		for range 40 {
			b := invented(s, 1+r.IntN(200), r)
			if many {
				b = invented(s, 8000, r)
				unit := &b.Groups[0]
				unit.Names = nil
				for k := range manySegments {
					unit.Names = append(unit.Names, fmt.Sprint(k))
				}
				for k := range unit.Codes {
					unit.Codes[k] = r.Int32N(manySegments)
				}
			}
			batches = append(batches, b)
		}
		whole := NewSet(p, "unit")
		for _, b := range batches {
			whole.Add(b)
		}
		const workers = 2
		g := NewGather(p, workers, "unit")
		next := make(chan *survey.Batch)
		var wg sync.WaitGroup
		for id := range workers {
			wg.Go(func() {
				for b := range next {
					g.Add(id, b)
					if part := g.parts[id]; part.rows > firstBudget+b.N && part.rows > segmentRows*len(part.segments)+b.N {
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
		if many != g.used.Load() {
			t.Errorf("many segments %v: rows were handed over: %v", many, g.used.Load())
		}
		got := g.Set()
		if !reflect.DeepEqual(scored(got.Total()), scored(whole.Total())) {
			t.Errorf("many segments %v: another total", many)
		}
		a, b := got.Segments(), whole.Segments()
		if len(a) != len(b) {
			t.Fatalf("%d segments, want %d", len(a), len(b))
		}
		for i := range b {
			if i%17 == 0 && (!reflect.DeepEqual(a[i].Names, b[i].Names) || !reflect.DeepEqual(scored(a[i].Tally), scored(b[i].Tally))) {
				t.Errorf("many segments %v: another segment %v", many, b[i].Names)
			}
		}
	}
}

// byNames counts a set's respondents by the names of their segments.
func byNames(s *Set) map[string]int64 {
	out := map[string]int64{}
	for _, x := range s.Segments() {
		out[fmt.Sprintf("%q", x.Names)] += x.Tally.N()
	}
	return out
}

// Batches whose names stand in another order, are fewer than before or others
// altogether, and that have now this field, now that, are counted as their rows
// say, in sets that were added to and merged.
func TestBatchesNumberNamesAsTheyLike(t *testing.T) {
	s := study()
	s.Fields = append(s.Fields, survey.NewField("wave", "wave"))
	p := NewPlan(s, Options{})
	for round := range uint64(30) {
		r := rand.New(rand.NewPCG(17, round))
		set, merged := NewSet(p, "unit", "wave"), NewSet(p, "unit", "wave")
		want := map[string]int64{}
		for range 8 {
			b := invented(s, 1+r.IntN(40), r)
			b.Groups = nil
			for _, f := range []string{"unit", "wave"} {
				g := survey.Category{Field: f, Codes: make([]int32, b.N)}
				for k := range 1 + r.IntN(9) {
					g.Names = append(g.Names, fmt.Sprint(f, (k*7+r.IntN(3))%11))
				}
				for k := range g.Codes {
					g.Codes[k] = r.Int32N(int32(len(g.Names)+1)) - 1
				}
				if r.IntN(6) > 0 {
					b.Groups = append(b.Groups, g)
				}
			}
			for k := range b.N {
				names := []string{"", ""}
				for _, g := range b.Groups {
					if c := g.Codes[k]; c >= 0 {
						names[slices.Index(set.by, g.Field)] = g.Names[c]
					}
				}
				want[fmt.Sprintf("%q", names)]++
			}
			set.Add(b)
			part := NewSet(p, "unit", "wave")
			part.Add(b)
			if r.IntN(2) == 0 {
				merged.Merge(part)
			} else {
				merged.Add(b)
			}
		}
		for name, x := range map[string]*Set{"added": set, "merged": merged} {
			if got := byNames(x); !reflect.DeepEqual(got, want) {
				t.Fatalf("round %d, %s: %v, want %v", round, name, got, want)
			}
		}
		if !reflect.DeepEqual(everything(set.Total()), everything(merged.Total())) {
			t.Fatalf("round %d: another total", round)
		}
	}
}
