package index

import (
	"math"
	"slices"

	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Over says what is placed or weighed: items or dimensions. The zero value is
// invalid.
type Over int

// The two.
const (
	Items Over = iota + 1
	Dimensions
)

// Derived is how a dimension's or item's perception goes together with an
// outcome.
type Derived struct {
	Index    int            // in Study.Items or Study.Dimensions
	R        stats.Estimate // Pearson's r, Fisher's interval
	Spearman stats.Estimate // of items only: rank correlation
	Partial  stats.Estimate // given the others
}

// DerivedImportance correlates perceptions with a numeric field. Items use the
// respondents who answered both (r and Spearman) or everything (partial r);
// dimensions use those with every dimension scored. Of items it needs
// tally.Options.Links; with Options.Items alone there is r only. Spearman's
// interval is Fisher's with the variance of Bonett & Wright 2000, Psychometrika
// 65:23: (1 + r²/2)/(n−3). Source: method A.5.
func DerivedImportance(t *tally.Tally, field string, over Over, o Options) ([]Derived, []stats.Note) {
	if !perceives(t) {
		return nil, []stats.Note{note(NoSide)}
	}
	if !slices.Contains(t.Plan().Outcomes(), field) {
		return nil, []stats.Note{note(UnknownField)}
	}
	if over == Dimensions {
		return derivedDimensions(t, field, o), nil
	}
	if over != Items {
		return nil, []stats.Note{note(stats.BadArgument, float64(over))}
	}
	return derivedItems(t, field, o)
}

func derivedDimensions(t *tally.Tally, field string, o Options) []Derived {
	c, y, xs := outcomeSystem(t, field)
	m := stats.Regress(c, y, xs, o.Level)
	var out []Derived
	for k, d := range battery(t.Plan().Study()) {
		x := Derived{Index: d, Spearman: stats.Undefined(MethodSpearman, c.N, NotLinked)}
		if xs == nil {
			x.R = stats.Undefined(stats.MethodPearson, 0, NoSide)
		} else {
			x.R = stats.Correlation(c, xs[k], y, o.Level)
		}
		x.Partial = partial(m, k, o.Level)
		out = append(out, x)
	}
	return out
}

// partial is a term's partial correlation with Fisher's interval,
// tanh(atanh r ± z/√(n−p−2)) for p predictors, or why there is none.
func partial(m stats.Regression, k int, level float64) stats.Estimate {
	if !m.Defined {
		return stats.Estimate{N: m.N, Method: stats.MethodPartialR, Notes: m.Notes}
	}
	e := m.Terms[k].Partial
	df := m.N - float64(len(m.Terms)) - 2
	if !e.Defined || df < 1 || math.Abs(e.Value) > 1-1e-12 {
		return e
	}
	h := stats.MarginMean(1, df, 0, level)
	if !h.Defined {
		return e
	}
	z := math.Atanh(e.Value)
	e.Lo, e.Hi, e.Level = math.Tanh(z-h.Value), math.Tanh(z+h.Value), level
	e.SE = (1 - e.Value*e.Value) / math.Sqrt(df)
	return e
}

// outcomeSystem is the Cross of the dimension scores with a field, where the
// field is, and where the perceptions of the battery are.
func outcomeSystem(t *tally.Tally, field string) (c stats.Cross, y int, xs []int) {
	c, _ = t.OutcomeCross(field)
	if at := scoresAt(t.Plan(), tally.P); at >= 0 {
		xs = plus(battery(t.Plan().Study()), at)
	}
	return c, c.K - 1, xs
}

func derivedItems(t *tally.Tally, field string, o Options) ([]Derived, []stats.Note) {
	items := batteryItems(t.Plan().Study())
	model := stats.Regression{Notes: []stats.Note{note(NotLinked)}, Method: stats.MethodRegression}
	if c, ok := t.PerceptionOutcome(field); ok {
		model = stats.Regress(c, c.K-1, items, o.Level)
	}
	var out []Derived
	for k, i := range items {
		x := Derived{Index: i, Partial: partial(model, k, o.Level)}
		pairs, linked := t.ItemOutcomePairs(i, field)
		switch {
		case linked:
			x.R = stats.Correlation(crossOfPairs(pairs), 0, 1, o.Level)
			x.Spearman = Spearman(pairs, o.Level)
		default:
			x.Spearman = stats.Undefined(MethodSpearman, 0, NotLinked)
			x.R = stats.Undefined(stats.MethodPearson, 0, NotLinked)
			if c, ok := t.ItemOutcome(i, field); ok {
				x.R = stats.Correlation(c, 0, 1, o.Level)
			}
		}
		out = append(out, x)
	}
	if t.N() > 0 && len(out) > 0 && !out[0].R.Defined && hasNote(out[0].R, NotLinked) {
		return out, []stats.Note{note(NotLinked)}
	}
	return out, nil
}

func hasNote(e stats.Estimate, code stats.NoteCode) bool {
	return slices.ContainsFunc(e.Notes, func(n stats.Note) bool { return n.Code == code })
}

// crossOfPairs sums a joint table up.
func crossOfPairs(pairs []tally.Pair) stats.Cross {
	c := stats.NewCross(2)
	for _, p := range pairs {
		addPair(&c, float64(p.X), float64(p.Y), p.N)
	}
	return c
}

func addPair(c *stats.Cross, x, y, n float64) {
	c.N += n
	c.Sum[0] += n * x
	c.Sum[1] += n * y
	c.Prod[0] += n * x * x
	c.Prod[1] += n * x * y
	c.Prod[2] += n * x * y
	c.Prod[3] += n * y * y
}

// Spearman is the rank correlation of a joint table: Pearson's r of the
// midranks, which the margins give. Everyone in the table answered both.
// Source: Spearman 1904; the interval is described at DerivedImportance.
func Spearman(pairs []tally.Pair, level float64) stats.Estimate {
	rx := midranks(pairs, func(p tally.Pair) survey.Code { return p.X })
	ry := midranks(pairs, func(p tally.Pair) survey.Code { return p.Y })
	c := stats.NewCross(2)
	c.Unit = []float64{2, 2}
	for _, p := range pairs {
		addPair(&c, rx[p.X], ry[p.Y], p.N)
	}
	e := stats.Correlation(c, 0, 1, level)
	e.Method = MethodSpearman
	if e.HasInterval() {
		z := math.Atanh(e.Value)
		h := (math.Atanh(e.Hi) - math.Atanh(e.Lo)) / 2 * math.Sqrt(1+e.Value*e.Value/2)
		e.Lo, e.Hi = math.Tanh(z-h), math.Tanh(z+h)
		e.SE *= math.Sqrt(1 + e.Value*e.Value/2)
	}
	return e
}

// midranks gives twice the midrank of each value, a whole number.
func midranks(pairs []tally.Pair, of func(tally.Pair) survey.Code) map[survey.Code]float64 {
	n := map[survey.Code]float64{}
	for _, p := range pairs {
		n[of(p)] += p.N
	}
	values := make([]survey.Code, 0, len(n))
	for v := range n {
		values = append(values, v)
	}
	slices.Sort(values)
	out, below := map[survey.Code]float64{}, 0.0
	for _, v := range values {
		out[v] = 2*below + n[v] + 1
		below += n[v]
	}
	return out
}
