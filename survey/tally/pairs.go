package tally

import "servqual/survey/stats"

// pairs holds integer sums over the rows in which both of two variables are
// present. Rows that lack nothing are in a cross already; only the others come
// here, and most tallies have none.
type pairs struct {
	k    int
	n    []int64 // [i·k+j], i ≤ j
	sum  []int64 // [i·k+j]: Σ x_i where x_j is present
	prod []int64 // [i·k+j], i ≤ j: Σ x_i·x_j
}

// add adds a row; at lists the variables present, x their values.
func (p *pairs) add(k int, at []int, x []int64) {
	if p.k == 0 {
		p.k, p.n, p.sum, p.prod = k, make([]int64, k*k), make([]int64, k*k), make([]int64, k*k)
	}
	for a, i := range at {
		row, xi := i*p.k, x[i]
		n, sum, prod := p.n[row:row+p.k], p.sum[row:row+p.k], p.prod[row:row+p.k]
		for _, j := range at {
			sum[j] += xi
		}
		for _, j := range at[a:] {
			n[j]++
			prod[j] += xi * x[j]
		}
	}
}

func (p *pairs) merge(o *pairs) {
	if o.k == 0 {
		return
	}
	if p.k == 0 {
		p.k, p.n, p.sum, p.prod = o.k, make([]int64, o.k*o.k), make([]int64, o.k*o.k), make([]int64, o.k*o.k)
	}
	addTo(p.n, o.n)
	addTo(p.sum, o.sum)
	addTo(p.prod, o.prod)
}

// ItemPairs is the sums of all items under a measure over the respondents who
// answered both of each two: of every respondent, not only of those who answered
// all items. ok is false unless asked for in Options.
func (t *Tally) ItemPairs(m Measure) (out stats.PairSums, ok bool) {
	at := t.plan.index(m)
	if !t.plan.opt.Items || at < 0 {
		return stats.PairSums{}, false
	}
	t.need(partItems)
	c, p := &t.items[at], &t.itemPairs[at]
	out.Unit = t.plan.grain()
	for i := range c.k {
		n, sum, prod := make([]float64, c.k), make([]float64, c.k), make([]float64, c.k)
		for j := range c.k {
			a, b, d := c.n, c.sum[i], c.product(i, j)
			if p.k > 0 {
				upper := min(i, j)*p.k + max(i, j)
				a, b, d = a+p.n[upper], b+p.sum[i*p.k+j], d+p.prod[upper]
			}
			n[j], sum[j], prod[j] = float64(a), float64(b), float64(d)
		}
		out.N, out.Sum, out.Prod = append(out.N, n), append(out.Sum, sum), append(out.Prod, prod)
	}
	return out, true
}
