package load_test

import (
	"fmt"
	"testing"

	"servqual/survey"
	"servqual/survey/load"
)

func counted(names []string) map[string]int {
	out := make(map[string]int)
	for _, n := range names {
		out[n] = 0
	}
	return out
}

// TestSlipsInNames: a name of few responses that differs in one character from
// one of many is grouped with it; one that differs in a direction, a number or a
// letter of its own, or has responses of its own, is not.
func TestSlipsInNames(t *testing.T) {
	for _, c := range []struct {
		rare   string
		n      int
		common string
		alike  bool
	}{
		{"中关忖店", 1, "中关村店", true},
		{"中关店店", 2, "中关村店", true},
		{"Riversde", 1, "Riverside", true},
		{"Riversode", 3, "Riverside", true},
		{"城东大街店", 1, "城西大街店", false},
		{"朝阳三店", 1, "朝阳二店", false},
		{"Branch A", 1, "Branch B", false},
		{"Branch 7", 1, "Branch 1", false},
		{"东店", 1, "冻店", false},
		{"密云店", 1, "密支店", false}, // too short to tell
		{"中关忖店", 30, "中关村店", false},
	} {
		got := load.AlikeUnits(map[string]int{c.rare: c.n, c.common: 60}, nil)
		if (len(got) > 0) != c.alike {
			t.Errorf("%s (%d) beside %s: %q", c.rare, c.n, c.common, got)
		}
	}
	many := make(map[string]int)
	for i := range 20000 {
		many[fmt.Sprintf("门店%c%c%c%d", '\u4e00'+rune(i%97)*41, '\u5e00'+rune(i/97)*23, '\u6e00'+rune(i%89)*37, i)] = 1 + i%2*50
	}
	if got := load.AlikeUnits(many, nil); len(got) > 0 {
		t.Errorf("among many: %q", got[0])
	}
	register := survey.Units{{Name: "中关村"}, {Name: "中关村店"}}
	if got := load.AlikeUnits(map[string]int{"中关村": 5, "中关村店": 5}, register); len(got) > 0 {
		t.Errorf("asked although the register has both: %q", got)
	}
}

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
		{[]string{"Branch 3", "Branch 03"}, true},
		{[]string{"Branch 3", "Branch 13"}, false},
		{[]string{"Branch 30", "Branch 3"}, false},
		{[]string{"第08网点", "第8网点"}, true},
	} {
		if got := load.AlikeUnits(counted(c.names), nil); (len(got) > 0) != c.alike {
			t.Errorf("%q: %q", c.names, got)
		}
	}
	var many []string
	for i := range 400 {
		many = append(many, fmt.Sprintf("%d店", i), fmt.Sprintf("网点%d", i))
	}
	if got := load.AlikeUnits(counted(many), nil); len(got) > 0 {
		t.Errorf("numbered names: %q", got)
	}
}
