package verdict

import "servqual/survey/stats"

// Target says whether a figure reached its target: Reached where the whole
// interval is at or beyond it, Missed where the whole interval falls short.
// lower is true where less is better. Fewer than Judged respondents are not
// judged; a figure without a number of respondents (n 0: a business indicator) is.
func Target(e stats.Estimate, target float64, lower bool) Claim {
	ev := Evidence{Rule: RuleTarget, Estimate: e, N: e.N, Alpha: 1 - e.Level}
	switch {
	case e.N > 0 && e.N < Judged:
		return tooFew(e.N, Judged, ev)
	case !e.HasInterval():
		return silent(NoInterval, ev)
	case e.Lo >= target && !lower, e.Hi <= target && lower:
		return Claim{Says: Reached, Evidence: ev}
	case e.Hi < target && !lower, e.Lo > target && lower:
		return Claim{Says: Missed, Evidence: ev}
	}
	return silent(NotToldApart, ev)
}

// LeastNamed is how many namings a ranking of causes needs: the shares of fewer
// are chance.
const LeastNamed = 20

// Leader says whether the most frequent of several answers may be called so: the
// exact sign test of the first against the second, one-sided at 5 %, which holds
// its error whatever the others are (Gutmann & Maymin 1987, Ann. Stat. 15:1305).
// counts are in descending order. Where there is no leader, set is how many of
// the first can't be told from the very first.
func Leader(counts []float64) (c Claim, set int) {
	total := 0.0
	for _, x := range counts {
		total += x
	}
	ev := Evidence{Rule: RuleLeader, N: total, Alpha: Alpha}
	switch {
	case total < LeastNamed:
		return tooFew(total, LeastNamed, ev), 0
	case len(counts) < 2:
		return silent(NoComparison, ev), 1
	}
	for set = 1; set < len(counts) && stats.SignTail(counts[0], counts[set]) > Alpha; set++ {
	}
	ev.P, ev.HasP = stats.SignTail(counts[0], counts[1]), true
	if set > 1 {
		return silent(NotToldApart, ev), set
	}
	return Claim{Says: Named, Evidence: ev}, 1
}
