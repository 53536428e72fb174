package gap

import "math"

// Suppress says which cells of a cross-section to withhold: those with fewer
// than least respondents and, where what is hidden could be worked out from the
// total, the next smallest too (complementary suppression, method A.12): a
// single hidden cell is the total minus the others, and the hidden cells
// together are a figure of so many respondents as they have, which must not be
// fewer than least either. Empty cells hide nothing.
func Suppress(ns []int64, least int64) []bool { return SuppressMore(ns, least, nil) }

// SuppressMore is Suppress for one measure of a table in which some cells are
// withheld already, because their segment is withheld for another measure or
// as a whole. The result holds those too; nil starts from none.
func SuppressMore(ns []int64, least int64, already []bool) []bool {
	hide := make([]bool, len(ns))
	copy(hide, already)
	for i, n := range ns {
		hide[i] = hide[i] || n < least
	}
	for {
		cells, sum, next := 0, int64(0), -1
		for i, n := range ns {
			switch {
			case hide[i] && n > 0:
				cells, sum = cells+1, sum+n
			case !hide[i] && (next < 0 || n < ns[next]):
				next = i
			}
		}
		if cells == 0 || (cells > 1 && sum >= least) || next < 0 {
			return hide
		}
		hide[next] = true
	}
}

// SuppressTable is Suppress for a table of rows × columns (units × waves) whose
// row totals, column totals and total are published as well; rows and cols say
// which of those have to be withheld too. A hidden cell can be worked out by
// subtraction just when it lies on no closed loop of hidden cells, stepping
// along rows and columns in turn: taking the hidden cells for the edges of a
// graph between rows and columns, when it is a bridge (Gusfield 1988, SIAM J.
// Comput. 17:552). The totals are one more row and column of cells. So cells
// are added, those with the fewest respondents first, until there is no bridge
// left and no row's or column's hidden cells are together fewer than least.
func SuppressTable(ns [][]int64, least int64) (cells [][]bool, rows, cols []bool) {
	t := newSuppression(ns, least)
	for t.step() {
	}
	for _, row := range t.hide[:len(ns)] {
		cells, rows = append(cells, row[:t.cols-1]), append(rows, row[t.cols-1])
	}
	return cells, rows, t.hide[len(ns)][:t.cols-1]
}

// SuppressNested is Suppress for units within regions, where the figures of
// units, regions and all together are published. The second result hides
// regions: those that are too small, and their complements. In a hidden region
// at least one unit is hidden too, or its units would add up to it.
func SuppressNested(ns [][]int64, least int64) (units [][]bool, regions []bool) {
	totals := make([]int64, len(ns))
	for r, row := range ns {
		units = append(units, Suppress(row, least))
		for _, n := range row {
			totals[r] += n
		}
	}
	regions = Suppress(totals, least)
	for r, row := range ns {
		hidden := false
		for i, n := range row {
			hidden = hidden || units[r][i] && n > 0
		}
		if regions[r] && !hidden {
			if i := smallest(row, units[r]); i >= 0 {
				units[r][i] = true
			}
		}
	}
	return units, regions
}

// smallest is the index of the smallest cell that is shown and not empty, or −1.
func smallest(ns []int64, hide []bool) int {
	at := -1
	for i, n := range ns {
		if !hide[i] && n > 0 && (at < 0 || n < ns[at]) {
			at = i
		}
	}
	return at
}

// suppression is a table on the way to being safe. Its last row and column are
// the totals.
type suppression struct {
	ns         [][]int64
	least      int64
	hide       [][]bool
	rows, cols int
}

func newSuppression(ns [][]int64, least int64) *suppression {
	t := &suppression{least: least, rows: len(ns) + 1}
	if len(ns) > 0 {
		t.cols = len(ns[0])
	}
	totals := make([]int64, t.cols+1)
	for _, row := range ns {
		sum := int64(0)
		for c, n := range row {
			totals[c] += n
			sum += n
		}
		totals[t.cols] += sum
		t.ns = append(t.ns, append(append([]int64(nil), row...), sum))
	}
	t.ns, t.cols = append(t.ns, totals), t.cols+1
	for _, row := range t.ns {
		hide := make([]bool, len(row))
		for c, n := range row {
			hide[c] = n < least
		}
		t.hide = append(t.hide, hide)
	}
	return t
}

// secret says whether a cell is hidden and has anything to hide.
func (t *suppression) secret(r, c int) bool { return t.hide[r][c] && t.ns[r][c] > 0 }

// step hides more cells; false when the table is safe, or nothing is left.
func (t *suppression) step() bool {
	for i := range t.rows + t.cols {
		if r, c, ok := t.thin(i); ok {
			t.hide[r][c] = true
			return true
		}
	}
	for r := range t.rows {
		for c := range t.cols {
			if t.secret(r, c) && t.loop(r, c) {
				return true
			}
		}
	}
	return false
}

// thin looks at a line (a row, or from rows on a column) whose hidden cells are
// together fewer than least, so that the line's total would give away a figure
// of so few, and finds the smallest shown cell in it. Where the total is hidden
// there is nothing to subtract from.
func (t *suppression) thin(line int) (r, c int, ok bool) {
	last := t.rows - 1
	if line < t.rows {
		last = t.rows + t.cols - 1
	}
	if i, k, _ := t.cell(line, last); t.secret(i, k) {
		return 0, 0, false
	}
	sum, best := int64(0), int64(-1)
	for other := range t.rows + t.cols {
		i, k, crosses := t.cell(line, other)
		if !crosses || other == last {
			continue
		}
		switch n := t.ns[i][k]; {
		case t.secret(i, k):
			sum += n
		case !t.hide[i][k] && n > 0 && (best < 0 || n < best):
			best, r, c, ok = n, i, k, true
		}
	}
	return r, c, ok && sum > 0 && sum < t.least
}

// cell is where two lines cross; false for two rows or two columns.
func (t *suppression) cell(a, b int) (r, c int, ok bool) {
	if (a < t.rows) == (b < t.rows) {
		return 0, 0, false
	}
	return min(a, b), max(a, b) - t.rows, true
}

// loop closes the cheapest loop through a hidden cell: the way from its row to
// its column over other cells with the fewest respondents still to be hidden
// (Dijkstra). It says whether any had to be hidden. Where there is no way
// round, the smallest shown cell of the row goes, as long as there is one.
func (t *suppression) loop(r, c int) bool {
	const far = math.MaxInt64
	from, to := r, t.rows+c
	cost, back, done := make([]int64, t.rows+t.cols), make([]int, t.rows+t.cols), make([]bool, t.rows+t.cols)
	for i := range cost {
		cost[i] = far
	}
	cost[from] = 0
	for {
		at := -1
		for i, x := range cost {
			if !done[i] && x < far && (at < 0 || x < cost[at]) {
				at = i
			}
		}
		if at < 0 {
			return t.giveUp(r)
		}
		if at == to {
			break
		}
		done[at] = true
		for other := range cost {
			i, k, ok := t.cell(at, other)
			if !ok || t.ns[i][k] == 0 || (i == r && k == c) {
				continue
			}
			step := int64(0)
			if !t.hide[i][k] {
				step = t.ns[i][k]
			}
			if cost[at]+step < cost[other] {
				cost[other], back[other] = cost[at]+step, at
			}
		}
	}
	for at := to; at != from; at = back[at] {
		i, k, _ := t.cell(at, back[at])
		t.hide[i][k] = true
	}
	return cost[to] > 0
}

// giveUp hides the smallest shown cell of a row that no loop leads out of.
func (t *suppression) giveUp(r int) bool {
	i := smallest(t.ns[r], t.hide[r])
	if i >= 0 {
		t.hide[r][i] = true
	}
	return i >= 0
}
