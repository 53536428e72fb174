package stats

import "math"

// Cross holds the sums and cross products of K integer variables over the rows
// in which all of them are present: what alpha, correlations, regression and
// factor analysis need. Variable i has the values x_i/Unit[i].
// Prod is K×K, row by row, symmetric. Two Cross of the same variables add up.
// Eff is the effective number of rows of a weighted Cross, as in Freq.
type Cross struct {
	K    int
	N    float64
	Sum  []float64
	Prod []float64
	Unit []float64
	Eff  float64 // 0: not weighted
}

// NewCross makes an empty one for k variables of unit 1.
func NewCross(k int) Cross {
	c := Cross{K: k, Sum: make([]float64, k), Prod: make([]float64, k*k), Unit: make([]float64, k)}
	for i := range c.Unit {
		c.Unit[i] = 1
	}
	return c
}

// Mean of variable i. ok is false without rows.
func (c Cross) Mean(i int) (mean float64, ok bool) {
	if c.N == 0 {
		return 0, false
	}
	return c.Sum[i] / c.N / c.Unit[i], true
}

// Cov is the sample covariance of variables i and j,
// (Σxy − Σx·Σy/n)/(n−1) (weighted: n_eff/(n_eff−1) times the weighted moment), with the subtraction carried in twice the precision
// (the products are exact by fused multiply-add). ok is false below two rows.
func (c Cross) Cov(i, j int) (cov float64, ok bool) {
	if c.N < 2 || c.Effective() < 2 {
		return 0, false
	}
	// n·Σxy − Σx·Σy, each product split into head and tail.
	a, al := twoProd(c.N, c.Prod[i*c.K+j])
	b, bl := twoProd(c.Sum[i], c.Sum[j])
	d := (a - b) + (al - bl)
	if c.Eff > 0 {
		return d / c.N / c.N * c.Eff / (c.Eff - 1) / (c.Unit[i] * c.Unit[j]), true
	}
	return d / c.N / (c.N - 1) / (c.Unit[i] * c.Unit[j]), true
}

// Effective is the number of rows that inference may count on.
func (c Cross) Effective() float64 {
	if c.Eff > 0 {
		return c.Eff
	}
	return c.N
}

func twoProd(x, y float64) (hi, lo float64) {
	hi = x * y
	return hi, math.FMA(x, y, -hi)
}

// Select gives the Cross of some of the variables, in the order asked for.
// N stays that of the complete rows of all variables.
func (c Cross) Select(idx ...int) Cross {
	out := NewCross(len(idx))
	out.N, out.Eff = c.N, c.Eff
	for a, i := range idx {
		out.Sum[a], out.Unit[a] = c.Sum[i], c.Unit[i]
		for b, j := range idx {
			out.Prod[a*out.K+b] = c.Prod[i*c.K+j]
		}
	}
	return out
}
