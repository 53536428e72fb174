package recognise

import (
	"slices"
	"testing"
)

// TestDifferingDoesNotDependOnMapOrder: of four values that stand over the same
// rests equally often, the same three are taken each time.
func TestDifferingDoesNotDependOnMapOrder(t *testing.T) {
	var parts [][]string
	for _, rest := range []string{"lobby", "queue", "price", "staff"} {
		for _, side := range []string{"actual", "minimum", "desired", "weight"} {
			parts = append(parts, []string{side, rest})
		}
	}
	all := func([]string) bool { return true }
	first := differing(parts, all)
	if first == nil || len(first.values) != 3 {
		t.Fatalf("values %v, want three", first)
	}
	for range 100 {
		if v := differing(parts, all); v == nil || !slices.Equal(v.values, first.values) {
			t.Fatalf("values %v, then %v", first.values, v.values)
		}
	}
}
