package verdict

import (
	"cmp"
	"slices"

	"servqual/survey/stats"
)

// MostNamed is how many priorities or strengths are printed.
const MostNamed = 3

// Worst says which of several items or dimensions, answered by the same people,
// may be called the weakest.
type Worst struct {
	Claim        // Differ, or why not
	Set   []int  // the confidence set of the lowest: indexes, lowest mean first
	Named []int  // up to MostNamed of Set that are below expectation themselves
	In    []bool // by index: in Set
	Joint stats.Joint
}

// Weakest names the items (dimensions) that are among the worst:
//
//	joint test: max |t| over all pairs at 5 %; where it finds nothing, no item
//	stands out and none is named
//	set: the items that may have the lowest mean, by simultaneous critical values
//	per item; it holds a truly lowest one with 95 %
//
// Of the set up to three are named, the lowest first; a reader must be told the
// size of the set with them. below tells of each item whether it is below
// expectation beyond noise; nil where there are no expectations. A dimension of
// one is not compared. Comparing with the observed lowest by Holm instead
// under-covers (87–91 %). Method B.1; Mogstad et al. 2024.
func Weakest(m stats.Means, below []bool) Worst {
	ev := Evidence{Rule: RuleJoint, Alpha: Alpha}
	n := 0.0
	for i, x := range m.N {
		if i == 0 || x < n {
			n = x
		}
	}
	ev.N = n
	switch {
	case len(m.Value) < 2:
		return Worst{Claim: silent(NoComparison, ev)}
	case n < Judged:
		return Worst{Claim: tooFew(n, Judged, ev)}
	}
	o := stats.DefaultJoint
	o.Alpha = Alpha
	w := Worst{Joint: stats.CompareMeans(m, o)}
	if !w.Joint.Defined {
		w.Claim = silent(NoInterval, ev)
		return w
	}
	ev.P, ev.HasP = w.Joint.Test.P, true
	if ev.P > Alpha {
		w.Claim = silent(NoneDiffer, ev)
		return w
	}
	w.Claim, w.In = Claim{Says: Differ, Evidence: ev}, w.Joint.Lowest
	for i, in := range w.Joint.Lowest {
		if in {
			w.Set = append(w.Set, i)
		}
	}
	slices.SortStableFunc(w.Set, func(a, b int) int { return cmp.Compare(m.Value[a], m.Value[b]) })
	for _, i := range w.Set {
		if len(w.Named) < MostNamed && (below == nil || below[i]) {
			w.Named = append(w.Named, i)
		}
	}
	return w
}

// StrengthInput is what strengths are found from.
type StrengthInput struct {
	Perception stats.Means
	Level      []stats.Estimate // of the perceptions, with intervals
	Middle     float64          // of the scale
	// Importance is of the same items: stated, or expectations in their stead.
	// Without Value nothing is known of it.
	Importance stats.Means
	// References are differences perception − reference (region, target, last
	// year) by item; nil without.
	References [][]stats.Estimate
}

// Strengths judges each item: a strength has a perception
//
//	above the middle of the scale, the interval clear of it
//	above the mean of all items beyond noise (simultaneous, one-sided, 5 %)
//	not below a reference (no interval of a difference entirely below zero)
//	not of low importance (not below the mean importance, simultaneous, 5 %)
//
// The smallest shortfall is none by itself. Claims are by item; order lists the
// named ones, the highest perception first.
func Strengths(in StrengthInput) (claims []Claim, order []int) {
	k := len(in.Perception.Value)
	o := stats.DefaultJoint
	o.Alpha = Alpha
	joint := stats.CompareMeans(in.Perception, o)
	var cared stats.Joint
	if len(in.Importance.Value) == k && k > 0 {
		cared = stats.CompareMeans(in.Importance, o)
	}
	for i := range k {
		ev := Evidence{Rule: RuleStrength, Alpha: Alpha, N: in.Perception.N[i]}
		if i < len(in.Level) {
			ev.Estimate = in.Level[i]
		}
		if joint.Defined {
			ev.P, ev.HasP = joint.PAbove[i], true
		}
		claims = append(claims, in.strength(i, joint, cared, ev))
		if claims[i].Made() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(in.Perception.Value[b], in.Perception.Value[a]) })
	return claims, order
}

func (in StrengthInput) strength(i int, joint, cared stats.Joint, ev Evidence) Claim {
	switch {
	case ev.N < Judged:
		return tooFew(ev.N, Judged, ev)
	case !joint.Defined || !ev.Estimate.HasInterval():
		return silent(NoInterval, ev)
	case ev.Estimate.Lo <= in.Middle || joint.PAbove[i] > Alpha:
		return silent(NotHigh, ev)
	case cared.Defined && cared.PBelow[i] <= Alpha:
		return silent(LowImportance, ev)
	}
	for _, r := range in.References {
		if i < len(r) && r[i].HasInterval() && r[i].Hi < 0 {
			return silent(BelowReference, ev)
		}
	}
	return Claim{Says: Named, Evidence: ev}
}
