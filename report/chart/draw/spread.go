package draw

// spread moves the middles ys (rising) of labels with heights hs apart, as
// little as needed, until none overlap, and then into lo…hi. Labels that touch
// form a pile whose middle is the mean of what its members wanted (pooling of
// adjacent violators), so nobody is pushed further than his neighbours.
func spread(ys, hs []float64, lo, hi float64) {
	type pile struct {
		first, n int
		h, want  float64 // height, and the sum of where its members want its top
	}
	top := func(p pile) float64 { return p.want / float64(p.n) }
	var piles []pile
	for i := range ys {
		p := pile{i, 1, hs[i], ys[i] - hs[i]/2}
		for len(piles) > 0 {
			q := piles[len(piles)-1]
			if top(q)+q.h <= top(p) {
				break
			}
			// Members of p sit q.h lower in the joint pile.
			p = pile{q.first, q.n + p.n, q.h + p.h, q.want + p.want - float64(p.n)*q.h}
			piles = piles[:len(piles)-1]
		}
		piles = append(piles, p)
	}
	for _, p := range piles {
		y := top(p)
		for i := p.first; i < p.first+p.n; i++ {
			ys[i] = y + hs[i]/2
			y += hs[i]
		}
	}
	floor := lo
	for i := range ys {
		ys[i] = max(ys[i], floor+hs[i]/2)
		floor = ys[i] + hs[i]/2
	}
	ceil := hi
	for i := len(ys) - 1; i >= 0; i-- {
		ys[i] = min(ys[i], ceil-hs[i]/2)
		ceil = ys[i] - hs[i]/2
	}
}
