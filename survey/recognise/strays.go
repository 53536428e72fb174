package recognise

import "slices"

// minSteps is how many steps a scale has at least, maxStrays how many codes of
// "no answer" a survey has at most.
const (
	minSteps  = 3
	maxStrays = 4
)

// strays parts the numbers that recur, ascending, into the steps of a scale and
// codes of "don't know", "refused" and "no answer", which surveys put away from
// the scale: −9 and −8, 9, 8 and 9, 88 and 99, 998 and 999. by tells how often
// each was given.
func strays(codes []int, by map[int]int) (steps, void []int) {
	n := straysBelow(codes)
	m := len(codes) - straysAbove(codes[n:], by)
	return codes[n:m], slices.Concat(codes[:n], codes[m:])
}

// straysBelow counts the strays at the lower end: numbers below −10, and negative
// ones that stand apart from the steps and are no mirror of the positive ones.
func straysBelow(codes []int) int {
	if len(codes) < 2 {
		return 0
	}
	n, hi := 0, codes[len(codes)-1]
	for codes[n] < -10 && codes[n] != -hi && len(codes)-n > 2 {
		n++
	}
	rest := codes[n:]
	negative, _ := slices.BinarySearch(rest, 0)
	switch {
	case negative == 0 || negative == len(rest) || rest[0] == -hi:
		return n
	case negative == 1 && (rest[0] == -1 && hi > 1 || rest[0] < rest[1]-1 && len(rest) > 2):
		return n + 1
	case negative > 1 && negative <= maxStrays && rest[negative-1] < rest[negative]-2 && isScale(rest[negative:]):
		return n + negative
	}
	return n
}

// straysAbove counts the strays at the upper end: numbers above 11 where the
// others are steps up to 11, and a 7, 8 or 9 behind steps that nobody chose.
func straysAbove(codes []int, by map[int]int) int {
	low, _ := slices.BinarySearch(codes, 12)
	n := len(codes) - low
	broken := n == 1 && low >= minSteps && !slider(codes[:low]) // steps that nobody chose, before one code
	switch {
	case n == 0:
	case n > maxStrays || 2*given(codes[low:], by) >= given(codes, by):
		return 0
	case !broken && !isScale(codes[:low]) && !(n == 1 && low > 1 && contiguous(codes[:low])):
		return 0
	}
	codes = codes[:low]
	return n + lowStrays(codes, by)
}

// lowStrays counts the strays among numbers up to 11: the last one, behind a gap
// in an unbroken row; or 8 and 9, or 7, 8 and 9, behind two steps and more that
// none of many chose.
func lowStrays(codes []int, by map[int]int) int {
	k := len(codes)
	if k < minSteps {
		return 0
	}
	top, next := codes[k-1], codes[k-2]
	if gap := top - next; gap > 1 {
		if contiguous(codes[:k-1]) && (gap > 2 || top > 7) {
			return 1
		}
		return 0
	}
	for n := 2; n <= 3 && k-n > minSteps; n++ {
		steps, tail := codes[:k-n], codes[k-n:]
		if top == 9 && contiguous(tail) && tail[0]-steps[len(steps)-1] > 2 && isScale(steps) &&
			given(codes, by) >= enoughAnswers && 5*given(tail, by) < given(codes, by) {
			return n
		}
	}
	return 0
}

// slider says that numbers are all in fives.
func slider(codes []int) bool {
	return !slices.ContainsFunc(codes, func(c int) bool { return c%5 != 0 })
}

// isScale says that numbers are an unbroken row of steps that begins low.
func isScale(codes []int) bool {
	return len(codes) >= minSteps && codes[0] >= 0 && codes[0] <= 3 && contiguous(codes)
}

// behindGap gives the numbers from 8 to 11 that follow an unbroken row of steps
// after two and more that nobody chose.
func behindGap(codes []int) []int {
	for i := len(codes) - 1; i >= minSteps && codes[i] > 7 && codes[len(codes)-1] <= 11; i-- {
		if codes[i]-codes[i-1] > 2 && isScale(codes[:i]) {
			return codes[i:]
		}
	}
	return nil
}

// given is how many answers the numbers have.
func given(codes []int, by map[int]int) int {
	n := 0
	for _, c := range codes {
		n += by[c]
	}
	return n
}
