package gap

import (
	"reflect"
	"testing"
)

// Four branches, of which one is withheld for a measure that three of its
// respondents answered: the smallest of the others is withheld with it. Where a
// branch is withheld already, it is the complement.
func TestSuppressMore(t *testing.T) {
	for _, c := range []struct {
		ns      []int64
		already []bool
		want    []bool
	}{
		{[]int64{20, 21, 22, 3}, nil, []bool{true, false, false, true}},
		{[]int64{20, 21, 22, 3}, []bool{false, false, true, false}, []bool{false, false, true, true}},
		{[]int64{20, 21, 22, 30}, []bool{false, false, true, false}, []bool{true, false, true, false}}, // alone it could be subtracted
		{[]int64{20, 21, 0, 30}, []bool{false, false, true, false}, []bool{false, false, true, false}}, // nobody answered
	} {
		if got := SuppressMore(c.ns, 5, c.already); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v, %v: %v, want %v", c.ns, c.already, got, c.want)
		}
	}
}
