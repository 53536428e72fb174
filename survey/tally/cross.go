package tally

import "servqual/survey/stats"

// cross holds integer sums and cross products over complete rows.
type cross struct {
	k    int
	n    int64
	sum  []int64
	prod []int64 // upper triangle by rows
}

func newCross(k int) cross {
	return cross{k: k, sum: make([]int64, k), prod: make([]int64, k*(k+1)/2)}
}

func (c *cross) add(x []int64) {
	c.n++
	at := 0
	for i, v := range x {
		c.sum[i] += v
		for _, w := range x[i:] {
			c.prod[at] += v * w
			at++
		}
	}
}

// row is where the products of variable i would begin if those with earlier
// variables were there too: the product with j ≥ i is prod[row(i)+j].
func (c *cross) row(i int) int { return i*c.k - i*(i+1)/2 }

func (c *cross) reset() {
	c.n = 0
	clear(c.sum)
	clear(c.prod)
}

func (c *cross) merge(o *cross) {
	c.n += o.n
	addTo(c.sum, o.sum)
	addTo(c.prod, o.prod)
}

// view hands cross products to the statistics.
func (c *cross) view(unit []float64) stats.Cross {
	out := stats.NewCross(c.k)
	out.N = float64(c.n)
	copy(out.Unit, unit)
	at := 0
	for i := range c.k {
		out.Sum[i] = float64(c.sum[i])
		for j := i; j < c.k; j++ {
			out.Prod[i*c.k+j] = float64(c.prod[at])
			out.Prod[j*c.k+i] = float64(c.prod[at])
			at++
		}
	}
	return out
}

// product is Σ x_i·x_j.
func (c *cross) product(i, j int) int64 {
	if i > j {
		i, j = j, i
	}
	return c.prod[c.row(i)+j]
}

// measured gives the cross products of k items under a measure: from those of
// states on all sides of its base (side s of item i is variable s·k+i).
// A side's value is its state + shift; a difference is free of the shift.
//
//	Σ(x_i+s)(x_j+s) = Σx_i·x_j + s·Σx_i + s·Σx_j + n·s²
//	Σ(p_i−m_i)(p_j−m_j) = Σp_i·p_j − Σp_i·m_j − Σm_i·p_j + Σm_i·m_j
func (c *cross) measured(out *stats.Cross, k, plus, minus int, shift int64) {
	if out.K != k {
		*out = stats.NewCross(k)
	}
	out.N = float64(c.n)
	for i := range k {
		p, m := plus*k+i, minus*k+i
		if minus < 0 {
			out.Sum[i] = float64(c.sum[p] + c.n*shift)
		} else {
			out.Sum[i] = float64(c.sum[p] - c.sum[m])
		}
		for j := i; j < k; j++ {
			q, z := plus*k+j, minus*k+j
			v := c.product(p, q)
			if minus < 0 {
				v += shift*(c.sum[p]+c.sum[q]) + c.n*shift*shift
			} else {
				v += c.product(m, z) - c.product(p, z) - c.product(m, q)
			}
			out.Prod[i*k+j], out.Prod[j*k+i] = float64(v), float64(v)
		}
	}
}
