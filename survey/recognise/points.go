package recognise

// mostPoints is how many columns may share 100 points.
const mostPoints = 12

// constantSums finds columns beside each other among which respondents shared
// 100 points: three or more, whose whole numbers add up to 100 in four rows of
// five. They are weights, which whoever knows the dimensions may use, and no
// ratings.
func (f *form) constantSums() {
	for i := 0; i < len(f.t.Columns); i++ {
		end := f.sharing(i)
		for j := i; j < end; j++ {
			f.take(j, Derived, Certain, ByValues)
		}
		i = max(i, end-1)
	}
}

// sharing gives the end of the columns from the given one that share 100
// points, 0 without.
func (f *form) sharing(from int) int {
	var sums []int
	var full []bool
	end := 0
	for j := from; j < len(f.t.Columns) && j < from+mostPoints; j++ {
		v := f.v[j]
		if !f.free(j) || v.filled < 5 || v.whole < v.filled {
			break
		}
		if lo, hi := v.span(); lo < 0 || hi > 100 {
			break
		}
		if sums == nil {
			sums, full = make([]int, len(v.rows)), make([]bool, len(v.rows))
			for r := range full {
				full[r] = true
			}
		}
		rows, good := 0, 0
		for r := range sums {
			x := v.rows[r]
			if x == none {
				full[r] = false
				continue
			}
			sums[r] += int(x)
			if full[r] {
				rows++
				if sums[r] == 100 {
					good++
				}
			}
		}
		if j-from >= 2 && rows >= 5 && good*5 >= rows*4 {
			end = j + 1
		}
	}
	return end
}
