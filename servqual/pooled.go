package servqual

// PooledGap is the mean gap of a dimension over all its item answers,
//
//	Σ_k n_k·ḡ_k / Σ_k n_k
//
// with n_k the respondents who answered item k on both sides. It equals the
// dimension score, the mean of the respondents' means, where nobody left an
// item out; where answers are missing, respondents with more answers weigh
// more. The workbook's live formulas can follow it from counts alone. ok is
// false without any answer.
func (c *Scorecard) PooledGap(dim int) (mean float64, ok bool) {
	sum, n := 0.0, 0.0
	for _, i := range c.Study.ItemsOf(dim) {
		g := c.Items[i].Gap.Mean
		if g.Defined {
			sum, n = sum+g.N*g.Value, n+g.N
		}
	}
	if n == 0 {
		return 0, false
	}
	return sum / n, true
}
