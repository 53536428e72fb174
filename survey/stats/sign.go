package stats

import "gonum.org/v1/gonum/mathext"

// SignTail is the chance of a or more of a+b, if each is as likely to fall on
// either side: P(X ≥ a), X binomial(a+b, ½) = I½(a, b+1). a and b are counts; of
// none, or a below 1, it is 1. Source: Arbuthnott 1710; the exact sign test.
func SignTail(a, b float64) float64 {
	if !(a >= 1) || !(b >= 0) || a+b > mostCounts {
		return 1
	}
	return mathext.RegIncBeta(a, b+1, 0.5)
}

// mostCounts bounds what is still a number of answers.
const mostCounts = 1e15
