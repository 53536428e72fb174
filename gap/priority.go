package gap

import (
	"cmp"
	"math"
	"slices"

	"servqual/survey/stats"
)

// Finding is one gap with what it weighs in the whole.
type Finding struct {
	Ref    string // "gap/REL", "gap/REL2": stays on the number all the way
	Index  int    // of the dimension or item in the study
	Gap    stats.Estimate
	Test   stats.Test
	Weight float64 // share of the weighted score that hangs on it; the shares of all findings add to 1
	// Contribution is Weight × gap: how much of the weighted score comes from
	// here. Negative = it pulls the score below expectation.
	Contribution float64
	// Share of the total shortfall, from the negative contributions only;
	// 0 for contributions that are not negative.
	Share float64
	// Significant says that the gap differs from zero after Holm's correction.
	Significant bool
}

// significance is the level at which a gap counts as different from zero.
const significance = 0.05

// Rank fills in contributions and shares and orders the findings by
// contribution, the largest shortfall first. Findings without a defined gap
// are left out; they have nothing to contribute. Weights are normalised.
//
// The sum of the contributions of all dimensions, with w̄_j as weights, is the
// product-of-means score; with w̄_j/n_j for items it is the same where nobody
// left an item out (method A.1, D.3 slide 11: priority index w_j·g_k).
func Rank(findings []Finding) []Finding {
	out := make([]Finding, 0, len(findings))
	weights, shortfall := 0.0, 0.0
	for _, f := range findings {
		if f.Gap.Defined {
			out = append(out, f)
			weights += f.Weight
		}
	}
	for i := range out {
		f := &out[i]
		if weights > 0 {
			f.Weight /= weights
		}
		f.Contribution = f.Weight * f.Gap.Value
		shortfall += math.Min(0, f.Contribution)
		p := f.Test.P
		if f.Test.Adjusted {
			p = f.Test.PHolm
		}
		f.Significant = f.Test.Defined && p < significance
	}
	for i := range out {
		if shortfall < 0 && out[i].Contribution < 0 {
			out[i].Share = out[i].Contribution / shortfall
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(a.Contribution, b.Contribution) })
	return out
}

// Priorities are the first k of ranked findings whose gap is below zero beyond
// chance: what to work on.
func Priorities(ranked []Finding, k int) []Finding {
	var out []Finding
	for _, f := range ranked {
		if len(out) < k && f.Significant && f.Gap.Value < 0 {
			out = append(out, f)
		}
	}
	return out
}

// Strengths are the k findings with the smallest shortfall or the largest
// surplus, best first. The weight plays no part: a strength is what comes
// closest to what customers expect.
func Strengths(ranked []Finding, k int) []Finding {
	out := slices.Clone(ranked)
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(b.Gap.Value, a.Gap.Value) })
	return out[:min(k, len(out))]
}

// Overlap says whether the intervals of two findings' gaps overlap, so that
// their order is not certain.
func Overlap(a, b Finding) bool {
	if !a.Gap.HasInterval() || !b.Gap.HasInterval() {
		return true
	}
	return a.Gap.Lo <= b.Gap.Hi && b.Gap.Lo <= a.Gap.Hi
}

// Beyond says whether a test's effect is more than noise: its interval leaves
// zero out.
func Beyond(t stats.Test) bool {
	return t.Defined && t.Effect.HasInterval() && (t.Effect.Lo > 0 || t.Effect.Hi < 0)
}
