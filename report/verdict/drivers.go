package verdict

import (
	"math"

	"servqual/survey/stats"
)

// DriversVerdict says which predictors go with an outcome. It is association,
// never effect.
type DriversVerdict struct {
	Claim                    // Differ where the predictors together are more than noise
	Drivers []Claim          // by predictor: Named or why not
	Against []stats.Estimate // relative weight with the interval against a random variable; it can reach zero
}

// Drivers names predictors of an outcome:
//
//	all together: overall F test at 5 %; else no driver can be named
//	each: the interval of its relative weight less that of a random variable lies
//	above zero, together over the predictors at 5 %
//
// c holds the cross products, y the outcome's index, xs the predictors'.
// Method B.1; Tonidandel, LeBreton & Johnson 2009.
func Drivers(c stats.Cross, y int, xs []int, o stats.ImportanceOptions) DriversVerdict {
	ev := Evidence{Rule: RuleDrivers, Alpha: Alpha, N: c.Effective()}
	out := DriversVerdict{Drivers: make([]Claim, len(xs))}
	none := func(why Claim) DriversVerdict {
		out.Claim = why
		for j := range out.Drivers {
			out.Drivers[j] = why
		}
		return out
	}
	if need := math.Max(Judged, 10*float64(len(xs))); ev.N < need {
		return none(tooFew(ev.N, need, ev))
	}
	o.Level = 1 - Alpha
	r := stats.Regress(c, y, xs, o.Level)
	if !r.Defined || !r.F.Defined {
		return none(silent(NoInterval, ev))
	}
	ev.P, ev.HasP = r.F.P, true
	out.Against = stats.AgainstRandom(c, y, xs, o)
	if r.F.P >= Alpha || out.Against == nil {
		return none(silent(NotToldApart, ev))
	}
	out.Claim = Claim{Says: Differ, Evidence: ev}
	for j, e := range out.Against {
		d := Evidence{Rule: RuleDrivers, Estimate: e, N: e.N, Alpha: Alpha}
		out.Drivers[j] = silent(NotToldApart, d)
		if e.Lo > 0 {
			out.Drivers[j] = Claim{Says: Named, Evidence: d}
		}
	}
	return out
}

// Asymmetries labels items as penalty or reward factors: the asymmetry (reward
// plus penalty) of an item is tested by its standard error, Holm over the items.
func Asymmetries(es []stats.Estimate) []Claim {
	tests := make([]stats.Test, len(es))
	for i, e := range es {
		if e.Defined && e.SE > 0 {
			tests[i] = stats.Test{Defined: true, P: math.Erfc(math.Abs(e.Value/e.SE) / math.Sqrt2)}
		}
	}
	stats.Adjust(tests)
	out := make([]Claim, len(es))
	for i, e := range es {
		ev := Evidence{Rule: RuleHolm, Estimate: e, N: e.N, Alpha: Alpha, P: tests[i].PHolm, HasP: tests[i].Defined}
		switch {
		case !tests[i].Defined:
			out[i] = silent(NoInterval, ev)
		case ev.P >= Alpha:
			out[i] = silent(NotToldApart, ev)
		case e.Value < 0:
			out[i] = Claim{Says: Penalty, Evidence: ev}
		default:
			out[i] = Claim{Says: Reward, Evidence: ev}
		}
	}
	return out
}

// Scale says whether a coefficient of a measurement model (ω, CR, AVE) may be
// printed: not where the solution is improper. items are the variables at fault.
func Scale(e stats.Estimate) (c Claim, items []int) {
	ev := Evidence{Estimate: e, N: e.N}
	for _, n := range e.Notes {
		if n.Code == stats.Heywood && !e.Defined {
			for _, i := range n.Args {
				items = append(items, int(i))
			}
			return silent(Improper, ev), items
		}
	}
	if !e.Defined {
		return silent(NoInterval, ev), nil
	}
	return Claim{Says: Usable, Evidence: ev}, nil
}

// Gap is one of the gaps 1 to 4 for Chain.
type Gap struct {
	Number int
	// Shortfall is at or below zero: gap 1 managers' idea less customers'
	// expectation, gaps 2 to 4 mean rating less the top of the scale, in shares of
	// the scale's width where forms differ.
	Shortfall stats.Estimate
}

// Chain says where the chain from what managers know to what customers get
// breaks: the gap whose shortfall's interval is clear of zero and which is larger
// than every other one beyond noise. That is an intersection–union test: each
// difference at 5 %, no adjustment. All groups are taken as independent, which is
// on the safe side where the same people rate two gaps. A gap rated by fewer than
// Judged people is not placed and not compared with; at least two must remain.
// largest is its index, −1 without a claim. Method B.1.
func Chain(gaps []Gap, level float64) (c Claim, largest int) {
	var in []int
	least := math.Inf(1)
	for i, g := range gaps {
		if g.Shortfall.Defined {
			least = math.Min(least, g.Shortfall.N)
			if g.Shortfall.N >= Judged && g.Shortfall.HasInterval() {
				in = append(in, i)
			}
		}
	}
	ev := Evidence{Rule: RuleChain, Alpha: 1 - level}
	if len(in) < 2 {
		if !math.IsInf(least, 1) && least < Judged {
			return tooFew(least, Judged, ev), -1
		}
		return silent(NoComparison, ev), -1
	}
	largest = in[0]
	for _, i := range in {
		if gaps[i].Shortfall.Value < gaps[largest].Shortfall.Value {
			largest = i
		}
	}
	e := gaps[largest].Shortfall
	ev.Estimate, ev.N = e, e.N
	if e.Hi >= 0 {
		return silent(NotToldApart, ev), -1
	}
	for _, i := range in {
		if i == largest {
			continue
		}
		o := gaps[i].Shortfall
		se := math.Hypot(e.SE, o.SE)
		df := math.Pow(se, 4) / (math.Pow(e.SE, 4)/(e.N-1) + math.Pow(o.SE, 4)/(o.N-1))
		d := stats.Estimate{Defined: true, Value: e.Value - o.Value, SE: se}
		p, ok := d.StudentP(df)
		if ok && p > ev.P {
			ev.P, ev.HasP = p, true
		}
		if !ok || p >= 1-level {
			return silent(NotLargest, ev), -1
		}
	}
	return Claim{Says: Named, Evidence: ev}, largest
}
