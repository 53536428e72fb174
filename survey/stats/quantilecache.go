package stats

import "sync"

// Solving for a quantile takes some 30 µs, and the same few hundred degrees of
// freedom come up in every segment of a survey. The quantiles are kept: of
// 12,000 segments' scores 5.6 s of 11.4 s were spent solving for t, 1 s for F.

// quantileKey is what a quantile depends on; df2 is 0 for t.
type quantileKey struct{ p, df1, df2 float64 }

// maxQuantiles bounds the memory; beyond it the rest is solved each time.
const maxQuantiles = 1 << 16

var quantiles struct {
	sync.RWMutex
	of map[quantileKey]float64
}

// remember gives the quantile of a key, which solve computes the first time.
// It is a function of the key alone, so that it does not matter who came first.
func remember(key quantileKey, solve func() float64) float64 {
	quantiles.RLock()
	q, ok := quantiles.of[key]
	quantiles.RUnlock()
	if ok {
		return q
	}
	q = solve()
	quantiles.Lock()
	defer quantiles.Unlock()
	if quantiles.of == nil {
		quantiles.of = make(map[quantileKey]float64)
	}
	if len(quantiles.of) < maxQuantiles {
		quantiles.of[key] = q
	}
	return q
}

// studentQuantile is the t that a two-sided interval of this level uses.
func studentQuantile(level, df float64) float64 {
	return remember(quantileKey{level, df, 0}, func() float64 { return solveStudent(level, df) })
}

// fQuantile is the f with P(F ≤ f) = p.
func fQuantile(p, df1, df2 float64) float64 {
	return remember(quantileKey{p, df1, df2}, func() float64 { return solveF(p, df1, df2) })
}
