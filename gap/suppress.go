package gap

// Suppress says which cells of a cross-section to withhold: those with fewer
// than least respondents and, where exactly one would be hidden, the next
// smallest too, so that the hidden one can't be worked out from the total
// (complementary suppression, method A.12). Empty cells hide nothing.
func Suppress(ns []int64, least int64) []bool {
	hide := make([]bool, len(ns))
	hidden := 0
	for i, n := range ns {
		if n < least {
			hide[i] = true
			if n > 0 {
				hidden++
			}
		}
	}
	if hidden != 1 {
		return hide
	}
	next := -1
	for i, n := range ns {
		if !hide[i] && (next < 0 || n < ns[next]) {
			next = i
		}
	}
	if next >= 0 {
		hide[next] = true
	}
	return hide
}
