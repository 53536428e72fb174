package recognise

import (
	"slices"
	"sort"
	"strings"

	"servqual/survey"
)

// variants are columns that differ in one part of the header only.
type variants struct {
	values []string         // of that part, in the order of the columns
	rests  map[string][]int // by what is left: the columns, −1 where one lacks
	order  []string         // of the rests
	cols   map[int][2]int   // column → place of its value, place of its rest
	at     map[string]int   // value → place
	part   int              // the part of the header that differs
}

// differing groups columns by what is left of their parts when one of them is
// taken out. It gives the grouping that pairs most columns, if it pairs at least
// six columns or all, and two thirds of them.
func differing(parts [][]string, ok func(values []string) bool) *variants {
	type pick struct{ col, at int }
	byRest := make(map[string][]pick)
	for i, p := range parts {
		for j := range p {
			rest := strings.Join(p[:j], "\x01") + "\x02" + strings.Join(p[j+1:], "\x01")
			byRest[rest] = append(byRest[rest], pick{i, j})
		}
	}
	// Which values stand beside each other over the same rest, how often?
	type pair struct {
		a, b string
		at   int
	}
	together := make(map[pair]int)
	for _, picks := range byRest {
		for x := range picks {
			for y := x + 1; y < len(picks) && y < x+4; y++ {
				a, b := parts[picks[x].col][picks[x].at], parts[picks[y].col][picks[y].at]
				if a != b && picks[x].at == picks[y].at {
					together[pair{a, b, picks[x].at}]++
				}
			}
		}
	}
	best, most := pair{}, 0
	for p, n := range together {
		if n > most || n == most && (p.a < best.a || p.a == best.a && (p.b < best.b || p.b == best.b && p.at < best.at)) {
			best, most = p, n
		}
	}
	if most < 2 {
		return nil
	}
	v := &variants{rests: make(map[string][]int), cols: make(map[int][2]int), at: make(map[string]int), part: best.at}
	v.values = []string{best.a, best.b}
	thirds := make(map[string]int) // values beside both, by how often
	for p, n := range together {
		if p.at == best.at && n*4 >= most*3 && (p.a == best.a || p.a == best.b) && p.b != best.a && p.b != best.b {
			thirds[p.b] = max(thirds[p.b], n)
		}
	}
	third := ""
	for b, n := range thirds {
		if third == "" || n > thirds[third] || n == thirds[third] && b < third {
			third = b
		}
	}
	if third != "" {
		v.values = append(v.values, third)
	}
	if !ok(v.values) {
		return nil
	}
	for k, x := range v.values {
		v.at[x] = k
	}
	v.collect(parts)
	if n := len(v.cols); n < min(len(parts), 6) || n*3 < len(parts)*2 {
		return nil
	}
	return v
}

// collect finds the columns of each rest.
func (v *variants) collect(parts [][]string) {
	for i, p := range parts {
		if j := v.part; j < len(p) {
			k, is := v.at[p[j]]
			if !is {
				continue
			}
			rest := strings.Join(p[:j], "\x01") + "\x02" + strings.Join(p[j+1:], "\x01")
			if v.rests[rest] == nil {
				v.rests[rest] = slices.Repeat([]int{-1}, len(v.values))
				v.order = append(v.order, rest)
			}
			if v.rests[rest][k] < 0 {
				v.rests[rest][k] = i
			}
		}
	}
	for place, rest := range v.order {
		cols := v.rests[rest]
		if n := countFrom(cols); n < 2 {
			continue
		}
		for k, i := range cols {
			if i >= 0 {
				v.cols[i] = [2]int{k, place}
			}
		}
	}
	// The values in the order in which the columns have them.
	first := make([]int, len(v.values))
	for k := range first {
		first[k] = 1 << 30
	}
	for i, at := range v.cols {
		first[at[0]] = min(first[at[0]], i)
	}
	order := make([]int, len(v.values))
	for k := range order {
		order[k] = k
	}
	sort.Slice(order, func(a, b int) bool { return first[order[a]] < first[order[b]] })
	place := make([]int, len(order))
	values := make([]string, len(order))
	for to, from := range order {
		place[from] = to
		values[to] = v.values[from]
	}
	v.values = values
	for i, at := range v.cols {
		v.cols[i] = [2]int{place[at[0]], at[1]}
	}
}

func countFrom(cols []int) int {
	n := 0
	for _, c := range cols {
		if c >= 0 {
			n++
		}
	}
	return n
}

// marks gives each column its mark.
func (v *variants) marks(n int, sides []survey.Side, named bool) []Mark {
	out := make([]Mark, n)
	for i, at := range v.cols {
		out[i] = Mark{Side: sides[at[0]], Base: v.order[at[1]], Named: named}
	}
	return out
}
