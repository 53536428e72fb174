package wording

import "sort"

// FitColumns finds the ladder of a block of questions from the labels of each
// column. A ladder is a matter of one question: where the columns use different
// words (很满意 in one, 非常满意 in the next), each column's ladder is found by
// itself, and they are one scale if they have equally many steps and give no
// label two numbers. Columns whose answers are too few to tell their ladder
// share that of the others. want is the number of steps wanted, 0 for any.
func FitColumns(columns []map[string]int, want int) Fit {
	pool := make(map[string]int)
	for _, c := range columns {
		for s, n := range c {
			pool[s] += n
		}
	}
	all := FitLadder(pool, want)
	if all.State == NoLabels || all.State == UnknownWords {
		return all
	}
	lead, complete, ok := completeColumns(columns, want)
	if !complete {
		return all
	}
	if !ok || lead.State == SeveralLadders {
		if all.State == Settled {
			all.State = SeveralLadders
			all.Options = append([]Option{{all.Points, all.Levels}}, lead.Options...)
			all.Points = 0
		}
		return all
	}
	if all.State == Settled && all.Points == lead.Points && all.agrees(&lead) {
		return all
	}
	lead.Rare, lead.Unknown = all.Rare, nil
	rest := make(map[string]int)
	for s, n := range pool {
		if lead.Number(s) == 0 {
			rest[s] = n
		}
	}
	for _, w := range all.Rare {
		delete(rest, w.Label)
	}
	if len(rest) > 0 {
		return all // words of columns that have no ladder of their own
	}
	return lead
}

// completeColumns joins the ladders of the columns of which every step was
// chosen. ok is false where they differ in length or in the number of a label.
func completeColumns(columns []map[string]int, want int) (lead Fit, complete, ok bool) {
	var fits []columnFit
	for _, c := range columns {
		own := recurring(c)
		if f := FitLadder(own, want); f.State == Settled && f.Points >= 3 && len(f.Unseen()) == 0 {
			fits = append(fits, columnFit{f, own})
		}
	}
	sort.SliceStable(fits, func(i, j int) bool { return fits[i].Points > fits[j].Points })
	for i := range fits {
		f := &fits[i]
		switch {
		case i == 0:
			lead = f.Fit
		case f.Points < lead.Points:
			if !f.mayBe(&lead) {
				lead.Options = append(lead.Options, Option{f.Points, f.Levels})
				return lead, true, false
			}
		case !f.agrees(&lead):
			lead.Options = append(lead.Options, Option{f.Points, f.Levels})
			return lead, true, false
		default:
			lead.join(&f.Fit)
		}
	}
	return lead, len(fits) > 0, true
}

// columnFit is the ladder of one column and the labels that recur in it.
type columnFit struct {
	Fit
	labels map[string]int
}

// evident is by how much the ladder of a column must be more probable than a
// longer one, found in other columns, to be another scale.
const evident = 4

// mayBe says that the labels of a column may come from a longer ladder, steps
// of which nobody chose in it.
func (c *columnFit) mayBe(lead *Fit) bool {
	f := FitLadder(c.labels, lead.Points)
	if f.State != Settled {
		return f.State == SeveralLadders
	}
	return f.agrees(lead) && f.cost < c.cost+evident
}

func recurring(labels map[string]int) map[string]int {
	total := 0
	for _, n := range labels {
		total += n
	}
	out := make(map[string]int)
	for s, n := range labels {
		if Recurs(n, total) {
			out[s] = n
		}
	}
	return out
}

// agrees says that no label has two numbers in two fits.
func (f *Fit) agrees(g *Fit) bool {
	for s, n := range f.numbers {
		if m := g.numbers[s]; n > 0 && m > 0 && n != m {
			return false
		}
	}
	return true
}

// join adds the labels of another ladder of as many steps.
func (f *Fit) join(g *Fit) {
	for i, level := range g.Levels {
		for _, s := range level {
			if f.numbers[s] == 0 {
				f.numbers[s] = i + 1
				f.Levels[i] = append(f.Levels[i], s)
			}
		}
	}
	f.vocabs = append(f.vocabs, g.vocabs...)
}
