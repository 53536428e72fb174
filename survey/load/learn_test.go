package load_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
)

// Sides look swapped from twenty rows on, where perceptions lie above on nine
// items of ten, by more than a twentieth of the scale on the whole.
func TestSidesThatLookSwapped(t *testing.T) {
	for _, c := range []struct {
		rows, items, above, tenths int // of ten rows so many perceptions are a point higher
		want                       bool
	}{
		{20, 22, 22, 10, true}, {19, 22, 22, 10, false},
		{30, 20, 18, 10, true}, {30, 20, 17, 10, false},
		{30, 5, 5, 10, true}, {30, 4, 4, 10, false},
		{30, 22, 22, 4, true}, {30, 22, 22, 2, false}, // a twentieth of 1 … 7 is three tenths
	} {
		g := goodRows(c.rows)
		for r := 1; r <= c.rows; r++ {
			for i := range 22 {
				e, p := "6", "6"
				switch {
				case i >= c.items:
					e, p = "", ""
				case i < c.above && r%10 < c.tenths:
					p = "7"
				case i >= c.above:
					e = "7"
				}
				g[r][colE1+i], g[r][colP1+i] = e, p
			}
		}
		if got := len(mustRead(t, options(), text(g)...).has(issue.SidesSwapped)) > 0; got != c.want {
			t.Errorf("%+v: swapped %v", c, got)
		}
	}
}

// Weights are ratings where four rows of five are, and ranks where these are one
// to five in some order; rows that lack a weight say nothing.
func TestHowWeightsWereAsked(t *testing.T) {
	points, ratings, ranks, equal, top, lacking := "20,30,20,15,15", "5,9,5,3,2", "2,1,5,4,3", "3,3,3,3,3", "10,10,10,10,10", "5,9,,3,2"
	for _, c := range []struct {
		rows []string
		n    []int
		want string // what the issue shows; none where they are points
	}{
		{[]string{points, ratings}, []int{2, 8}, "1 … 10"},
		{[]string{points, ratings}, []int{3, 7}, ""},
		{[]string{points, top}, []int{0, 10}, "1 … 10"},
		{[]string{points, equal}, []int{0, 10}, "1 … 10"},
		{[]string{ratings, ranks}, []int{2, 8}, "1 … k"},
		{[]string{ratings, ranks}, []int{3, 7}, "1 … 10"},
		{[]string{points, lacking}, []int{10, 50}, ""},
		{[]string{ratings, lacking}, []int{4, 30}, ""},
		{[]string{ratings, lacking}, []int{5, 30}, "1 … 10"},
	} {
		g := goodRows(c.n[0] + c.n[1])
		for r := 1; r < len(g); r++ {
			k := 0
			if r > c.n[0] {
				k = 1
			}
			copy(g[r][colW:], strings.Split(c.rows[k], ","))
		}
		got := ""
		for _, is := range mustRead(t, options(), text(g)...).has(issue.WeightsInvalid) {
			if is.Subject == "weights" && strings.HasPrefix(is.Got, "1 … ") {
				got = is.Got
			}
		}
		if got != c.want {
			t.Errorf("%d of %s, %d of %s: %q, want %q", c.n[0], c.rows[0], c.n[1], c.rows[1], got, c.want)
		}
	}
}

// Who took less than a third of the median is fast, where ten rows or more say
// how long they took; none at all is not a duration.
func TestMedianDuration(t *testing.T) {
	times := func(list ...int) []int { return list }
	for _, c := range []struct {
		took []int
		want []int
	}{
		{times(100, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000), nil},
		{times(100, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000), times(100)},
		{times(300, 400, 400, 400, 400, 1000, 1000, 1000, 1000, 1000, 1000), times(300)},
		{append(make([]int, 12), 300, 400, 400, 400, 400, 1000, 1000, 1000, 1000, 1000, 1000), times(300)},
		{times(334, 333, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000), times(333)},
	} {
		g := addColumn(goodRows(40), "duration", "")
		for i, n := range c.took {
			g[i+1][colOverall+1] = fmt.Sprint(n)
		}
		opt := options()
		opt.Screen.SecondsPerItem, opt.Screen.MedianShare = 0, 1./3
		var got []int
		for i, mark := range mustRead(t, opt, text(g)...).flags {
			if mark&survey.FlagSpeeder != 0 {
				got = append(got, c.took[i])
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("of %v %v are fast, want %v", c.took, got, c.want)
		}
	}
}
