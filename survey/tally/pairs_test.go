package tally

import (
	"testing"

	"servqual/survey"
)

// TestItemPairs counts by brute force, over answers with holes.
func TestItemPairs(t *testing.T) {
	b := customers()
	holes(b, 7)
	s := study()
	set := NewSet(NewPlan(s, Options{Items: true}))
	set.Add(b)
	got, ok := set.Total().ItemPairs(Gap)
	if !ok {
		t.Fatal("no pairs")
	}
	value := func(item, row int) (float64, bool) {
		e, p := b.Answers[s.Slot(item, 0)][row], b.Answers[s.Slot(item, 1)][row]
		there := func(c survey.Code) bool { return int(c) >= s.Scale.Min && int(c) <= s.Scale.Max }
		return float64(p) - float64(e), there(e) && there(p)
	}
	for i := range s.Items {
		for j := range s.Items {
			n, sum, prod := 0.0, 0.0, 0.0
			for r := range b.N {
				x, okX := value(i, r)
				y, okY := value(j, r)
				if okX && okY {
					n, sum, prod = n+1, sum+x, prod+x*y
				}
			}
			if got.N[i][j] != n || got.Sum[i][j] != sum || got.Prod[i][j] != prod {
				t.Fatalf("items %d and %d: %v %v %v, want %v %v %v", i, j, got.N[i][j], got.Sum[i][j], got.Prod[i][j], n, sum, prod)
			}
		}
	}
	if _, ok := NewTally(NewPlan(s, Options{})).ItemPairs(Gap); ok {
		t.Error("pairs without having been asked for")
	}
}
