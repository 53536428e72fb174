package index

import (
	"math"

	"servqual/report/verdict"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Penalty is what low and high ratings of an item do to an outcome.
type Penalty struct {
	Index     int
	LowTo     int            // codes up to here are low
	HighFrom  int            // codes from here on are high
	Penalty   stats.Estimate // mean outcome of low − middle: negative takes away
	Reward    stats.Estimate // mean outcome of high − middle
	Asymmetry stats.Estimate // reward + penalty: below zero low ratings hurt more than high ones help
	Kind      Kind           // Basic or Excitement where the asymmetry leaves zero, else Performance; 0 undefined
}

// penaltyTail is the share of respondents sought in the low and in the high
// group (method A.5: the bottom 20–30 %).
const penaltyTail = 0.25

// penaltyLeast is the least number of respondents in a group.
const penaltyLeast = 5

// PenaltyReward contrasts, for each item, the outcome of respondents who rated
// it low, in the middle and high. The cuts are the ratings at which the low and
// the high group come closest to a quarter each; ties are coarse on few-point
// scales. The differences have Welch's interval; the asymmetry
// ȳ_high + ȳ_low − 2·ȳ_mid has ± z·√(v_h + v_l + 4·v_m), v = s²/n. Items are
// taken one by one, not adjusted for each other (noted). It needs
// tally.Options.Links. Sources: Brandt 1987; Matzler & Sauerwein 2002, Int. J.
// Service Industry Management 13:314; method A.5.
func PenaltyReward(t *tally.Tally, field string, o Options) ([]Penalty, []stats.Note) {
	if !perceives(t) {
		return nil, []stats.Note{note(NoSide)}
	}
	var out []Penalty
	for _, i := range batteryItems(t.Plan().Study()) {
		pairs, ok := t.ItemOutcomePairs(i, field)
		if !ok {
			return nil, []stats.Note{note(NotLinked)}
		}
		p := penaltyOf(pairs, o.Level, func(f stats.Freq) stats.Freq { return t.Plan().OnFieldPoints(f, field) })
		p.Index = i
		out = append(out, p)
	}
	labelled(out)
	return out, []stats.Note{note(OneVariable)}
}

// labelled calls items basic or excitement factors by the rule of package
// verdict: Holm over the items, since a reader looks at all of them.
func labelled(items []Penalty) {
	var es []stats.Estimate
	for _, p := range items {
		es = append(es, p.Asymmetry)
	}
	for i, c := range verdict.Asymmetries(es) {
		switch {
		case items[i].Kind == 0:
		case c.Says == verdict.Penalty:
			items[i].Kind = BasicFactor
		case c.Says == verdict.Reward:
			items[i].Kind = ExcitementFactor
		default:
			items[i].Kind = PerformanceFactor
		}
	}
}

func penaltyOf(pairs []tally.Pair, level float64, points func(stats.Freq) stats.Freq) Penalty {
	var p Penalty
	lowTo, highFrom, ok := penaltyCuts(pairs)
	groups := [3]map[int64]float64{{}, {}, {}}
	for _, c := range pairs {
		g := 1
		if ok && int(c.X) <= lowTo {
			g = 0
		} else if ok && int(c.X) >= highFrom {
			g = 2
		}
		groups[g][int64(c.Y)] += c.N
	}
	low, mid, high := points(stats.NewFreq(1, groups[0])), points(stats.NewFreq(1, groups[1])), points(stats.NewFreq(1, groups[2]))
	if n := math.Min(low.N(), math.Min(mid.N(), high.N())); !ok || n < penaltyLeast {
		none := stats.Undefined(stats.MethodWelchT, low.N()+mid.N()+high.N(), stats.TooFew, n, penaltyLeast)
		p.Penalty, p.Reward, p.Asymmetry = none, none, none
		return p
	}
	p.LowTo, p.HighFrom = lowTo, highFrom
	p.Penalty, p.Reward = difference(low, mid, level), difference(high, mid, level)
	p.Asymmetry = asymmetry(low, mid, high, level)
	if p.Asymmetry.HasInterval() {
		p.Kind = PerformanceFactor // until all items are judged together
	}
	return p
}

// difference is the difference of two means with Welch's interval.
func difference(a, b stats.Freq, level float64) stats.Estimate {
	test := stats.WelchT(a, b, level)
	if test.Defined {
		return test.Effect
	}
	return stats.Estimate{N: a.N() + b.N(), Method: stats.MethodWelchT, Notes: test.Notes}
}

func asymmetry(low, mid, high stats.Freq, level float64) stats.Estimate {
	l, _ := low.Mean()
	m, _ := mid.Mean()
	h, _ := high.Mean()
	e := stats.Estimate{Defined: true, Value: h + l - 2*m, N: low.N() + mid.N() + high.N(), Method: stats.MethodWelchT}
	v := 0.0
	for i, f := range []stats.Freq{low, mid, high} {
		s2, _ := f.Variance()
		v += []float64{1, 4, 1}[i] * s2 / f.N()
	}
	half := stats.MarginMean(math.Sqrt(v), 1, 0, level)
	if v <= 0 || !half.Defined {
		return with(e, note(stats.NoVariance))
	}
	e.SE, e.Lo, e.Hi, e.Level = math.Sqrt(v), e.Value-half.Value, e.Value+half.Value, level
	return e
}

// penaltyCuts finds the ratings that make the low and the high group, with at
// least one rating between them.
func penaltyCuts(pairs []tally.Pair) (lowTo, highFrom int, ok bool) {
	counts := map[int64]float64{}
	for _, c := range pairs {
		counts[int64(c.X)] += c.N
	}
	f := stats.NewFreq(1, counts)
	if len(f.Keys) < 3 {
		return 0, 0, false
	}
	n, last := f.N(), len(f.Keys)-1
	lo, best, sum := 0, math.Inf(1), 0.0
	for i := range f.Keys[:last-1] {
		sum += f.Counts[i]
		if d := math.Abs(sum/n - penaltyTail); d < best {
			lo, best = i, d
		}
	}
	hi, sum := last, 0.0
	best = math.Inf(1)
	for i := last; i > lo+1; i-- {
		sum += f.Counts[i]
		if d := math.Abs(sum/n - penaltyTail); d < best {
			hi, best = i, d
		}
	}
	return int(f.Keys[lo]), int(f.Keys[hi]), true
}
