package gap

import (
	"reflect"
	"testing"
)

func TestSuppress(t *testing.T) {
	for _, c := range []struct {
		ns   []int64
		want []bool
	}{
		{[]int64{50, 40, 22, 8}, []bool{false, false, false, false}},
		{[]int64{50, 40, 22, 3}, []bool{false, false, true, true}}, // one alone could be subtracted
		{[]int64{50, 2, 22, 3}, []bool{false, true, false, true}},
		{[]int64{50, 0, 22}, []bool{false, true, false}}, // nobody to protect
		{[]int64{3}, []bool{true}},
		{nil, []bool{}},
	} {
		if got := Suppress(c.ns, 5); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %v, want %v", c.ns, got, c.want)
		}
	}
}
