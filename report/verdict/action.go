package verdict

import (
	"math"

	"servqual/survey/stats"
)

// LeastControls is how many units that did not act an attribution needs, and
// LeastActed how many that did.
const (
	LeastControls = 8
	LeastActed    = 2
)

// ActionInput is one measure in all units around an action.
type ActionInput struct {
	// Units have their means over equal numbers of months before and after.
	Units []stats.UnitPeriods
	// Placebo are the same units one period earlier: Before the period before
	// Units' Before, After that one. nil: no earlier period to check with.
	Placebo []stats.UnitPeriods
	// Months are the acted units' values by month, the first MonthsBefore of them
	// before the action: for the phase test where nothing can be attributed.
	Months       []float64
	MonthsBefore int
	Higher       bool // more is better
	Level        float64
}

// ActionVerdict is what an action did.
type ActionVerdict struct {
	Claim
	// Attributable says that controls carried the comparison. Where it is false
	// the claim is about the months only.
	Attributable bool
	Effect       stats.Ancova
	Placebo      stats.Ancova // not Defined without an earlier period
	Phase        stats.XmRChart
}

// Action says whether an action improved its measure:
//
//	≥ 8 units that did not act and ≥ 2 that did: ANCOVA on unit means, two-sided
//	5 %, so that "improved" has 2.5 %; refused where the same comparison one
//	period earlier finds an effect too (p < 5 %)
//	else: XmR limits of the months before; a signal afterwards is a claim about
//	the months, that can't be attributed to the action
//
// Comparing respondents before and after says "improved" in 72–100 % of null
// actions in the worst five of forty branches. Method B.3.
func Action(in ActionInput) ActionVerdict {
	out := ActionVerdict{Effect: stats.UnitANCOVA(in.Units, in.Level)}
	ev := Evidence{Rule: RuleANCOVA, Alpha: Alpha, N: float64(len(in.Units))}
	if out.Effect.Controls < LeastControls || out.Effect.Acted < LeastActed || !out.Effect.Defined {
		out.Claim = phase(in, &out, float64(out.Effect.Controls))
		return out
	}
	out.Attributable = true
	ev.Estimate, ev.P, ev.HasP = out.Effect.Effect, out.Effect.P, true
	if in.Placebo != nil {
		out.Placebo = stats.UnitANCOVA(in.Placebo, in.Level)
	}
	switch {
	case out.Effect.P >= Alpha:
		out.Claim = silent(NotToldApart, ev)
	case out.Placebo.Defined && out.Placebo.P < Alpha:
		out.Claim = silent(PlaceboFailed, ev)
	default:
		out.Claim = Claim{Says: outcome(out.Effect.Effect.Value, in.Higher), Evidence: ev}
	}
	return out
}

func outcome(change float64, higher bool) Says {
	if change > 0 == higher {
		return Improved
	}
	return Harmed
}

// PhaseMonths is how many months before and after the phase test wants.
const PhaseMonths = 6

// phase looks for signals after the action against the limits of the months
// before it. Only points beyond a limit and runs on one side count.
func phase(in ActionInput, out *ActionVerdict, controls float64) Claim {
	ev := Evidence{Rule: RulePhase, N: controls, Needed: LeastControls}
	before := in.MonthsBefore
	if before < PhaseMonths || len(in.Months)-before < 1 {
		return silent(FewControls, ev)
	}
	out.Phase = stats.XmR(in.Months, stats.ControlOptions{Baseline: before, Rules: stats.RunRules{Beyond: true, Side: 8}})
	if len(out.Phase.X.Points) == 0 {
		return silent(NoInterval, ev)
	}
	first := 0.0
	for _, p := range out.Phase.X.Points[before:] {
		if len(p.Signals) == 0 {
			continue
		}
		d := math.Copysign(1, p.Value-p.Center)
		if first != 0 && d != first {
			return silent(WithinUsual, ev) // signals on both sides are no improvement
		}
		first = d
	}
	if first == 0 {
		return silent(WithinUsual, ev)
	}
	says := Better
	if first > 0 != in.Higher {
		says = Worse
	}
	return Claim{Says: says, Evidence: ev}
}

// LeastMonths is how many months an event needs on each side.
const LeastMonths = 3

// Event compares a measure before and after an event with months as the units:
// Welch's t on the months' values, two-sided 5 %. Respondents are not: with a
// month-to-month sd of 0.2 their test calls most null events real. At least three
// months on each side. An event is not an action: nothing is attributed.
func Event(before, after []float64, higher bool, level float64) (c Claim, test stats.Test) {
	n := float64(min(len(before), len(after)))
	ev := Evidence{Rule: RuleMonths, N: n, Alpha: Alpha}
	if n < LeastMonths {
		ev.Needed = LeastMonths
		return silent(TooFewWaves, ev), test
	}
	test = stats.WelchT(months(after), months(before), level)
	if !test.Defined {
		return silent(NoInterval, ev), test
	}
	ev.Estimate, ev.P, ev.HasP = test.Effect, test.P, true
	if test.P >= Alpha {
		return silent(NotToldApart, ev), test
	}
	return Claim{Says: direction(test.Effect.Value, higher), Evidence: ev}, test
}

// monthUnit tabulates months' values finely enough for nine digits.
const monthUnit = 1 << 30

func months(xs []float64) stats.Freq {
	counts := map[int64]float64{}
	for _, x := range xs {
		counts[int64(math.Round(x*monthUnit))]++
	}
	return stats.NewFreq(monthUnit, counts)
}
