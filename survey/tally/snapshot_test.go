package tally

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"servqual/survey"
)

// sortedPlainly is sort by the book: row after row under its segment.
func sortedPlainly(x *snapshot) [][]uint32 {
	out := make([][]uint32, len(x.segments))
	for i := range x.chunks {
		for r := range x.chunks[i].n {
			if g := x.chunks[i].segment(r); g >= 0 {
				out[g] = append(out[g], uint32(i<<chunkBits+r))
			}
		}
	}
	return out
}

func compareOrder(t *testing.T, name string, s *Set) {
	t.Helper()
	x, rows := s.snapshot(), 0
	for _, c := range x.chunks {
		rows += c.n
	}
	if s.rows != rows {
		t.Errorf("%s: %d rows are said to be in chunks, %d are", name, s.rows, rows)
	}
	x.sort()
	for g, want := range sortedPlainly(x) {
		if got := x.of(int32(g)); !slices.Equal(got, want) {
			t.Fatalf("%s: segment %d of %d has rows %v, want %v", name, g, len(x.segments), got, want)
		}
	}
}

// TestRowsAreSortedAsTheyCame sorts sets that were added to, merged, filtered,
// rolled up, and of which rows were folded away.
func TestRowsAreSortedAsTheyCame(t *testing.T) {
	p := NewPlan(study(), Options{})
	compareOrder(t, "empty", NewSet(p, "unit"))
	one, two := NewSet(p, "unit", "wave"), NewSet(p, "unit", "wave")
	one.Add(responses(1, 1))
	compareOrder(t, "one row", one)
	one.Add(responses(9000, 2))
	compareOrder(t, "three chunks", one)
	two.Add(responses(4200, 3))
	one.Merge(two)
	compareOrder(t, "merged", one)
	compareOrder(t, "rolled up", one.Rollup("wave"))
	compareOrder(t, "a few", one.Filter("unit", func(name string) bool { return name == "unit 7" }))
	compareOrder(t, "most", one.Filter("unit", func(name string) bool { return name != "unit 7" }))
	waves := one.Rollup("wave")
	waves.compact()
	waves.Add(responses(50, 4))
	if len(waves.dense) == 0 {
		t.Fatal("nothing was folded away")
	}
	compareOrder(t, "compacted", waves)
}

// TestSegmentsStandInOrderOfTheirNames compares the order with that of the names
// as they are, of names that are missing, empty, or the start of another.
func TestSegmentsStandInOrderOfTheirNames(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	names := []string{"b", "", "ab", "a", "\u00e9", "a\x00", "10", "9"}
	for _, by := range [][]string{nil, {"unit"}, {"unit", "wave"}, {"wave", "unit"}} {
		s := NewSet(NewPlan(study(), Options{}), by...)
		for range 3 {
			b := responses(60, r.Uint64())
			for i := range b.Groups {
				b.Groups[i].Names = slices.Clone(names)
				for k := range b.Groups[i].Codes {
					b.Groups[i].Codes[k] = int32(r.IntN(len(names)+1)) - 1
				}
			}
			for k := range b.Flags {
				b.Flags[k] = survey.Flag(r.IntN(4) / 3)
			}
			s.Add(b)
		}
		for _, flagged := range []bool{false, true} {
			want := map[string][]int32{}
			var keys [][]string
			snap := s.snapshot()
			for g, x := range snap.segments {
				if x.flagged && !flagged {
					continue
				}
				var own []string
				for i := range by {
					own = append(own, s.name(x, i))
				}
				key := fmt.Sprintf("%q", own)
				if want[key] == nil {
					keys = append(keys, own)
				}
				want[key] = append(want[key], int32(g))
			}
			slices.SortFunc(keys, slices.Compare[[]string])
			got := s.sortNames(snap, flagged)
			if len(got) != len(keys) {
				t.Fatalf("%v: %d names, want %d", by, len(got), len(keys))
			}
			for i, x := range got {
				if !reflect.DeepEqual(x.names, keys[i]) || !slices.Equal(x.of, want[fmt.Sprintf("%q", keys[i])]) {
					t.Fatalf("%v, place %d: %q of %v, want %q of %v", by, i, x.names, x.of, keys[i], want[fmt.Sprintf("%q", keys[i])])
				}
			}
		}
	}
}
