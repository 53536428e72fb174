package gap

import (
	"math"
	"math/rand/v2"
	"testing"
)

// known finds by elimination which hidden figures the published ones give away:
// one unknown for each hidden cell or total, one equation for each row, each
// column, the row of totals and the column of totals. This is what someone with
// the report and a pencil can do; it shares nothing with the search for loops.
func known(ns [][]int64, hide [][]bool, rows, cols []bool) (out [][2]int) {
	var at [][2]int
	n := len(ns)
	full := func(r, c int) (count int64, hidden bool) {
		switch {
		case r < n && c < len(ns[0]):
			return ns[r][c], hide[r][c]
		case r < n:
			return sum(ns[r]), rows[r]
		case c < len(ns[0]):
			for i := range ns {
				count += ns[i][c]
			}
			return count, cols[c]
		}
		return 1, false
	}
	for r := range n + 1 {
		for c := range len(ns[0]) + 1 {
			if count, hidden := full(r, c); hidden && count > 0 {
				at = append(at, [2]int{r, c})
			}
		}
	}
	var m [][]float64
	equation := func(in func(cell [2]int) (bool, bool)) {
		row := make([]float64, len(at))
		for i, x := range at {
			if on, total := in(x); on && total {
				row[i] = -1
			} else if on {
				row[i] = 1
			}
		}
		m = append(m, row)
	}
	for r := range n + 1 {
		equation(func(x [2]int) (bool, bool) { return x[0] == r, x[1] == len(ns[0]) })
	}
	for c := range len(ns[0]) + 1 {
		equation(func(x [2]int) (bool, bool) { return x[1] == c, x[0] == n })
	}
	for _, row := range reduce(m, len(at)) {
		only, found := -1, 0
		for i, x := range row {
			if math.Abs(x) > 1e-9 {
				only, found = i, found+1
			}
		}
		if found == 1 {
			out = append(out, at[only])
		}
	}
	return out
}

func sum(ns []int64) (total int64) {
	for _, n := range ns {
		total += n
	}
	return total
}

// reduce brings a matrix to reduced row echelon form: an unknown is determined
// just when its row holds nothing else.
func reduce(m [][]float64, cols int) [][]float64 {
	r := 0
	for c := 0; c < cols && r < len(m); c++ {
		best := r
		for i := r; i < len(m); i++ {
			if math.Abs(m[i][c]) > math.Abs(m[best][c]) {
				best = i
			}
		}
		if math.Abs(m[best][c]) < 1e-9 {
			continue
		}
		m[r], m[best] = m[best], m[r]
		p := m[r][c]
		for j := range m[r] {
			m[r][j] /= p
		}
		for i := range m {
			if f := m[i][c]; i != r && f != 0 {
				for j := range m[i] {
					m[i][j] -= f * m[r][j]
				}
			}
		}
		r++
	}
	return m[:r]
}

func TestNothingInATableCanBeWorkedOut(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	hidden, cells, naive := 0, 0, 0
	for range 300 {
		rows, cols := 2+r.IntN(12), 2+r.IntN(12)
		ns, plain := make([][]int64, rows), make([][]bool, rows)
		for i := range ns {
			ns[i], plain[i] = make([]int64, cols), make([]bool, cols)
			for k := range ns[i] {
				ns[i][k] = int64(math.Exp(4*r.Float64())) + 2 // 3 … 56
				if r.IntN(12) == 0 {
					ns[i][k] = 0
				}
				plain[i][k] = ns[i][k] < 5
			}
		}
		naive += len(known(ns, plain, make([]bool, rows), make([]bool, cols)))
		hide, hideRows, hideCols := SuppressTable(ns, 5)
		for i := range ns {
			for k, n := range ns[i] {
				if n < 5 && !hide[i][k] {
					t.Fatalf("a cell of %d is shown", n)
				}
				cells++
				if hide[i][k] {
					hidden++
				}
			}
		}
		if got := known(ns, hide, hideRows, hideCols); len(got) > 0 {
			t.Fatalf("%v can be worked out of %v hidden as %v, %v, %v", got, ns, hide, hideRows, hideCols)
		}
		for i := range ns {
			if sum := hiddenSum(ns[i], hide[i]); sum > 0 && sum < 5 && !hideRows[i] {
				t.Fatalf("the hidden cells of row %d are %d respondents together", i, sum)
			}
		}
	}
	// The check must be able to fail, and the cure must not hide everything.
	if naive < 100 {
		t.Errorf("hiding small cells alone gave %d away; the check finds nothing", naive)
	}
	if hidden > cells/2 {
		t.Errorf("%d of %d cells are hidden", hidden, cells)
	}
}

func hiddenSum(ns []int64, hide []bool) (sum int64) {
	for i, n := range ns {
		if hide[i] {
			sum += n
		}
	}
	return sum
}

func TestATableWithoutSmallCellsStaysWhole(t *testing.T) {
	cells, _, _ := SuppressTable([][]int64{{8, 0, 30}, {12, 40, 9}}, 5)
	for _, row := range cells {
		for c, h := range row {
			if h && c != 1 {
				t.Errorf("hidden: %v", row)
			}
		}
	}
}

func TestOneSmallCellTakesThreeMore(t *testing.T) {
	// (0,0) needs a rectangle; the cheapest is rows 0, 1 × columns 0, 2.
	got, _, _ := SuppressTable([][]int64{{3, 90, 12}, {10, 80, 9}, {70, 75, 60}}, 5)
	want := [][]bool{{true, false, true}, {true, false, true}, {false, false, false}}
	for i := range want {
		for k := range want[i] {
			if got[i][k] != want[i][k] {
				t.Fatalf("%v, want %v", got, want)
			}
		}
	}
}

func TestNothingInNestedRegionsCanBeWorkedOut(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	for range 500 {
		ns := make([][]int64, 1+r.IntN(5))
		for i := range ns {
			ns[i] = make([]int64, 1+r.IntN(6))
			for k := range ns[i] {
				ns[i][k] = int64(math.Exp(3 * r.Float64()))
			}
		}
		units, regions := SuppressNested(ns, 5)
		if got := knownNested(ns, units, regions); got != "" {
			t.Fatalf("%s can be worked out of %v with %v and %v", got, ns, units, regions)
		}
	}
}

// knownNested plays the reader: unknown units and regions, one equation for
// each region (its units add up to it) and one for all regions.
func knownNested(ns [][]int64, units [][]bool, regions []bool) string {
	type unknown struct{ r, u int } // u −1: the region
	var at []unknown
	for r := range ns {
		if regions[r] {
			at = append(at, unknown{r, -1})
		}
		for u := range ns[r] {
			if units[r][u] {
				at = append(at, unknown{r, u})
			}
		}
	}
	var m [][]float64
	all := make([]float64, len(at))
	for r := range ns {
		row := make([]float64, len(at))
		for i, x := range at {
			switch {
			case x.r == r && x.u < 0:
				row[i], all[i] = -1, 1
			case x.r == r:
				row[i] = 1
			}
		}
		m = append(m, row)
	}
	total := int64(0)
	for _, row := range ns {
		total += sum(row)
	}
	if total >= 5 { // else it isn't published
		m = append(m, all)
	}
	for _, row := range reduce(m, len(at)) {
		found, only := 0, -1
		for i, x := range row {
			if math.Abs(x) > 1e-9 {
				found, only = found+1, i
			}
		}
		if found == 1 {
			x := at[only]
			if x.u < 0 {
				return "a region"
			}
			if ns[x.r][x.u] < 5 {
				return "a small unit"
			}
		}
	}
	return ""
}
