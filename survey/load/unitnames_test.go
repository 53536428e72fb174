package load_test

import (
	"fmt"
	"testing"

	"servqual/survey/load"
)

// TestAlikeUnits: two writings of one branch are grouped; branches that differ in
// a number, a place or their rank are not.
func TestAlikeUnits(t *testing.T) {
	for _, c := range []struct {
		names []string
		alike bool
	}{
		{[]string{"中关村", "中关村店"}, true},
		{[]string{"房山分店", "房山店"}, true},
		{[]string{"房山旗舰店", "房山"}, true},
		{[]string{"朝阳1号店", "朝阳一店"}, true},
		{[]string{"望京 店", "望京店"}, true},
		{[]string{"ＡＢＣ中心", "abc中心"}, true},
		{[]string{"国贸营业部", "国贸营业厅"}, true},
		{[]string{"Downtown", "down-town Branch"}, true},
		{[]string{"朝阳一店", "朝阳二店"}, false},
		{[]string{"朝阳店", "朝阳二店"}, false},
		{[]string{"北京分行", "北京支行"}, false},
		{[]string{"北京分行", "北京支行", "北京"}, false},
		{[]string{"东店", "西店"}, false},
		{[]string{"店", "门店"}, false},
		{[]string{"workshop", "work"}, true}, // asked once too often rather than not at all
		{[]string{"North 1", "North 2"}, false},
		{[]string{"", "店"}, false},
	} {
		if got := load.AlikeUnits(c.names, nil); (len(got) > 0) != c.alike {
			t.Errorf("%q: %q", c.names, got)
		}
	}
	var many []string
	for i := range 400 {
		many = append(many, fmt.Sprintf("%d店", i), fmt.Sprintf("网点%d", i))
	}
	if got := load.AlikeUnits(many, nil); len(got) > 0 {
		t.Errorf("numbered names: %q", got)
	}
}
