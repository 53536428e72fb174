package stats

import "math"

// MethodItemSum names the correlation of an item with a total that it is part
// of.
const MethodItemSum Method = "item-sum"

// ItemSum is the correlation of item i with the sum of the items of a scale,
// itself among them, over complete rows, with Fisher's interval:
//
//	r = cov(x_i, Σx)/(s_i·s_Σ)
//
// It is the "r computed" of the validity test that theses ask for, compared
// with CriticalR. The item's own part makes it larger than ItemTotal – items
// that have nothing to do with each other reach 1/√k – so it clears the table
// easily; ItemTotal is the stricter one.
// Source: method A.8 and the practice of theses.
func ItemSum(c Cross, item int, scale []int, level float64) Estimate {
	b := c.basis(2, level)
	if b.refusal != nil {
		return b.undefined(MethodItemSum)
	}
	if item < 0 || item >= c.K {
		return Undefined(MethodItemSum, b.n, BadArgument, float64(item))
	}
	for _, j := range scale {
		if j < 0 || j >= c.K {
			return Undefined(MethodItemSum, b.n, BadArgument, float64(j))
		}
	}
	if len(scale) < 2 {
		return Undefined(MethodItemSum, b.n, TooFewItems, float64(len(scale)), 2)
	}
	if c.constantVar(item) {
		return Undefined(MethodItemSum, b.n, ItemConstant, float64(item))
	}
	with, total, own := 0.0, 0.0, 0.0
	for _, j := range scale {
		v, _ := c.Cov(item, j)
		with += v
		for _, k := range scale {
			v, _ := c.Cov(j, k)
			total += v
			if j == k {
				own += v
			}
		}
	}
	if own <= 0 || total <= 1e-12*own {
		return Undefined(MethodItemSum, b.n, NoVariance)
	}
	s, _ := c.Cov(item, item)
	e := withFisher(clampR(with/math.Sqrt(s*total)), b, level)
	e.Method = MethodItemSum
	return e
}
