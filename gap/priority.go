package gap

import (
	"cmp"
	"math"
	"slices"

	"servqual/report/verdict"
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
	// Significant says that the gap is told apart from zero, by verdict.InFamily.
	Significant bool
}

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
		f.Significant = verdict.InFamily(f.Gap, f.Test).Made()
	}
	for i := range out {
		if shortfall < 0 && out[i].Contribution < 0 {
			out[i].Share = out[i].Contribution / shortfall
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return cmp.Compare(a.Contribution, b.Contribution) })
	return out
}
