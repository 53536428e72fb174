package verdict

import (
	"math"

	"servqual/survey/stats"
)

// Numbers that choose the error of a change.
const (
	ChangeUnits = 8 // units in both waves from which the error is that over units
	ChangeWaves = 8 // waves from which usual variation is known
)

// ChangeInput is one measure in the wave before and in focus.
type ChangeInput struct {
	// Strata are the units; one stratum where there are none.
	Strata []stats.Stratum
	// Series is the measure by wave up to the one in focus, Earlier the strata of
	// each step (wave t−1, wave t); both may be nil. Earlier has one entry less.
	Series  []float64
	Earlier [][]stats.Stratum
	// Higher is true where more is better.
	Higher bool
	Level  float64
	// Margin is the equivalence margin of the measure; a mix effect of at least a
	// quarter of it is worth a sentence.
	Margin float64
}

// Changed is the change of one measure with its parts.
type Changed struct {
	Claim
	Split stats.Kitagawa
	// Adjusted is the change within units that the claim is about, with the
	// interval of the rule that decided.
	Adjusted stats.Estimate
	// MixMatters says that who answered moved the total enough to be mentioned.
	MixMatters bool
	// SamplingOnly says that the interval knows sampling noise only: how much
	// months vary is not known yet.
	SamplingOnly bool
	Usual        stats.XmRChart // of the mix-adjusted series, where XmR decided
}

// Changes judges the measures compared on one page against the wave before. The
// verdict is about the change within units (Kitagawa's first term), never about
// who answered. The first rule that applies decides:
//
//	≥ 8 units in both waves   jackknife error over units
//	≥ 8 waves                 XmR rules on the mix-adjusted series: a signal at
//	                          the wave in focus that agrees with the change
//	else                      sampling interval of the change
//
// The tests are a Holm family at 5 %; XmR signals are not. Measures with fewer
// than Judged respondents in either wave are not judged. Method B.1, B.2.
func Changes(in []ChangeInput) []Changed {
	out := make([]Changed, len(in))
	var family []stats.Test
	var at []int
	for i, x := range in {
		c := &out[i]
		before, after := sizes(x.Strata)
		ev := Evidence{N: math.Min(before, after), Alpha: Alpha}
		if ev.N < Judged {
			c.Claim = tooFew(ev.N, Judged, ev)
			if before == 0 || after == 0 {
				c.Claim = silent(NoComparison, ev)
				continue
			}
		}
		c.Split = stats.SplitChange(x.Strata, x.Level)
		c.Adjusted = c.Split.Within
		c.MixMatters = c.Split.Defined && len(x.Strata) > 1 && math.Abs(c.Split.Mix) >= x.Margin/4 && c.Split.Mix != 0
		if ev.N < Judged {
			continue
		}
		switch {
		case !c.Split.Defined || !c.Split.Within.Defined:
			c.Claim = silent(NoComparison, ev)
		case c.Split.Common >= ChangeUnits && c.Split.Jackknife.HasInterval():
			ev.Rule, c.Adjusted = RuleUnits, c.Split.Jackknife
			family, at = c.enter(family, at, i, ev, c.Split.JackknifeDF)
		case len(x.Series) >= ChangeWaves && len(x.Earlier) == len(x.Series)-1:
			c.usual(x, ev)
		case c.Split.Within.HasInterval():
			ev.Rule, c.SamplingOnly = RuleSampling, true
			family, at = c.enter(family, at, i, ev, c.Split.DF)
		default:
			c.Claim = silent(NoInterval, ev)
		}
	}
	stats.Adjust(family)
	for j, i := range at {
		c := &out[i]
		c.P = family[j].PHolm
		if c.P < Alpha {
			c.Says, c.Reason = direction(c.Adjusted.Value, in[i].Higher), 0
		}
	}
	return out
}

// enter takes the change into the Holm family, silent for the time being.
func (c *Changed) enter(family []stats.Test, at []int, i int, ev Evidence, df float64) ([]stats.Test, []int) {
	ev.Estimate = c.Adjusted
	p, ok := c.Adjusted.StudentP(df)
	if !ok {
		c.Claim = silent(NoInterval, ev)
		return family, at
	}
	ev.P, ev.HasP = p, true
	c.Claim = silent(NotToldApart, ev)
	return append(family, stats.Test{Defined: true, P: p}), append(at, i)
}

// usual judges by the variation of the waves before. The series is put together
// backwards from the wave in focus by the changes within units, so that a change
// of who answered moves nothing.
func (c *Changed) usual(x ChangeInput, ev Evidence) {
	ev.Rule, ev.Estimate, ev.N = RuleUsual, c.Adjusted, float64(len(x.Series))
	last := len(x.Series) - 1
	adjusted := make([]float64, len(x.Series))
	adjusted[last] = x.Series[last]
	for t := last; t > 0; t-- {
		step := stats.SplitChange(x.Earlier[t-1], x.Level)
		d := x.Series[t] - x.Series[t-1]
		if step.Within.Defined {
			d = step.Within.Value
		}
		adjusted[t-1] = adjusted[t] - d
	}
	c.Usual = stats.XmR(adjusted, stats.DefaultControl)
	c.Claim = silent(WithinUsual, ev)
	p := c.Usual.X.Points[last]
	change := c.Adjusted.Value
	if len(p.Signals) > 0 && (p.Value-p.Center)*change > 0 {
		c.Says, c.Reason = direction(change, x.Higher), 0
	}
}

func direction(change float64, higher bool) Says {
	if change > 0 == higher {
		return Better
	}
	return Worse
}

func sizes(strata []stats.Stratum) (before, after float64) {
	for _, s := range strata {
		before, after = before+s.Before.Effective(), after+s.After.Effective()
	}
	return before, after
}

// ShiftAlpha is the error of one series' level shift.
const ShiftAlpha = 0.01

// Shift finds a change of level with its wave: at least five waves on each side,
// two levels that fit better than a straight line, and a permutation p below
// 1 %. Below ten waves that can't be reached. index is that of the first wave of
// the new level. Good news is named too. Method B.1.
func Shift(series []float64, higher bool) (c Claim, index int, shift stats.PhaseShift) {
	ev := Evidence{Rule: RuleShift, N: float64(len(series)), Alpha: ShiftAlpha}
	o := stats.DefaultPhases
	if len(series) < 2*o.Least {
		ev.Needed = float64(2 * o.Least)
		return silent(TooFewWaves, ev), 0, shift
	}
	shift = stats.TwoPhases(series, o)
	if !shift.Defined {
		return silent(NoInterval, ev), 0, shift
	}
	ev.P, ev.HasP = shift.P, true
	ev.Estimate = stats.Estimate{Defined: true, Value: shift.After - shift.Before, N: ev.N, Method: stats.MethodTwoPhase}
	switch {
	case shift.P >= ShiftAlpha:
		return silent(NotToldApart, ev), 0, shift
	case shift.TwoLevels >= shift.Line:
		return silent(SteadyLine, ev), 0, shift
	}
	return Claim{Says: direction(shift.After-shift.Before, higher), Evidence: ev}, shift.At, shift
}

// Trend says whether a series rises or falls over all its waves, by a trend test
// (Mann–Kendall) at 5 %: Better where it rises and more is better, Worse where
// not. The test's estimate is its slope.
func Trend(t stats.Test, waves int, higher bool) Claim {
	ev := Evidence{Rule: RuleTrend, Estimate: t.Effect, P: t.P, HasP: t.Defined, N: float64(waves), Alpha: Alpha}
	switch {
	case !t.Defined:
		return silent(TooFewWaves, ev)
	case t.P >= Alpha || t.Effect.Value == 0:
		return silent(NotToldApart, ev)
	}
	return Claim{Says: direction(t.Effect.Value, higher), Evidence: ev}
}
