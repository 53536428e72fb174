package recognise

import (
	"slices"
	"strings"

	"servqual/survey/wording"
)

// indexMark is a label with a mark behind it that only counts: "Waiting time [1]",
// "等候时间#0", "等候时间_2", "Waiting time (a)".
var indexMark = wording.Pattern(`^(.*\pL.*?)\s*(?:[\[(#_\-.]\s*)([0-3abc])\s*[\])]?$`)

// byMarks pairs labels that differ in the mark behind them only. The order of the
// marks says which side is which, unless a stem names them.
func byMarks(cols []*Column) ([]Mark, bool) {
	v := &variants{rests: make(map[string][]int), cols: make(map[int][2]int), at: make(map[string]int)}
	type place struct{ base, mark string }
	places := make([]place, len(cols))
	for i, c := range cols {
		m := indexMark().FindStringSubmatch(wording.Unnumber(c.Text))
		if m == nil || itemCode().MatchString(m[1]) {
			return nil, false
		}
		places[i] = place{wording.Key(m[1]), m[2]}
		if !slices.Contains(v.values, m[2]) {
			v.values = append(v.values, m[2])
		}
	}
	if len(v.values) < 2 || len(v.values) > 3 {
		return nil, false
	}
	slices.Sort(v.values)
	for i, p := range places {
		if v.rests[p.base] == nil {
			v.rests[p.base] = slices.Repeat([]int{-1}, len(v.values))
			v.order = append(v.order, p.base)
		}
		k := slices.Index(v.values, p.mark)
		if v.rests[p.base][k] >= 0 {
			return nil, false
		}
		v.rests[p.base][k] = i
		v.cols[i] = [2]int{k, slices.Index(v.order, p.base)}
	}
	if len(v.order) < 2 || len(v.cols) != len(v.values)*len(v.order) {
		return nil, false
	}
	sides := defaultSides(len(v.values))
	namedAbove(cols, &sides)
	return v.marks(len(cols), sides, false), true
}

// unmarked takes such a mark off a label.
func unmarked(s string) string {
	if m := indexMark().FindStringSubmatch(s); m != nil {
		return strings.TrimSpace(m[1])
	}
	return s
}
