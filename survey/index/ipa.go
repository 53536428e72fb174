package index

import (
	"math"

	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// ImportanceOf says where importances come from. The zero value lets IPA
// choose: stated where there is a side for it, else derived.
type ImportanceOf int

// The sources of importance.
const (
	Stated          ImportanceOf = iota + 1 // the Importance side, else expectations as stand-in
	StatedPoints                            // mean points of 100, of dimensions only
	DerivedR                                // r with the outcome
	DerivedSpearman                         // rank correlation, of items only
	DerivedPartial                          // partial r
)

// IPAOptions are those of an importance–performance grid.
type IPAOptions struct {
	Options
	Over       Over
	Importance ImportanceOf
	Cross      stats.CrossHair
	Outcome    string // the field that derived importances hang on
}

// DefaultIPA places items by stated importance with the cross at the means.
var DefaultIPA = IPAOptions{Options: Default, Over: Items, Cross: stats.CrossMeans, Outcome: survey.FieldOverall}

// CrossHairs lists the choices in the order in which they are compared.
func CrossHairs() []stats.CrossHair {
	return []stats.CrossHair{stats.CrossScaleMid, stats.CrossMeans, stats.CrossMedians, stats.CrossDiagonal}
}

// IPAPoint is one item or dimension in the grid.
type IPAPoint struct {
	Index       int
	Performance stats.Estimate
	Importance  stats.Estimate
	Quadrant    stats.Quadrant
	Probability float64 // of being found in the same quadrant again
	Stable      bool    // at least Options.Stable
	Under       map[stats.CrossHair]stats.Quadrant
}

// Alternative is what another choice of cross-hair would change.
type Alternative struct {
	Cross        stats.CrossHair
	LineX, LineY float64 // not of the diagonal
	Changed      int     // points in another quadrant; of the diagonal: in or out of Concentrate
}

// IPA is an importance–performance grid.
type IPA struct {
	Defined      bool
	Over         Over
	Importance   ImportanceOf
	StandIn      bool // expectations stand in for importance
	Cross        stats.CrossHair
	LineX, LineY float64
	Comparable   bool // both axes are on the answer scale: the diagonal has a meaning
	Points       []IPAPoint
	Others       []Alternative // the other choices that have a meaning here
	Left         []int         // items or dimensions without both figures
	Notes        []stats.Note
}

// ImportancePerformance places items or dimensions by mean performance and
// importance, says how stable their quadrants are, and how many would move
// under another cross-hair. Each mean is over its own valid answers; what the
// simulation takes for the covariances of the means rests on complete rows (with
// tally.Options.Links, or of dimensions); without them items are taken as
// independent of each other, which makes places look less stable than they are
// where answers go together. Derived importances are simulated as independent.
// Sources: Martilla & James 1977, J. Marketing 41(1):77; Bacon 2003; method A.5.
func ImportancePerformance(t *tally.Tally, o IPAOptions) IPA {
	out := IPA{Over: o.Over, Importance: o.Importance, Cross: o.Cross}
	if !perceives(t) || o.Over != Items && o.Over != Dimensions {
		out.Notes = []stats.Note{note(NoSide)}
		return out
	}
	if out.Importance == 0 {
		out.Importance = DerivedR
		if t.Plan().ImportanceSide() != 0 {
			out.Importance = Stated
		}
	}
	g := gridOf(t, out.Importance, o)
	out.Notes = append(out.Notes, g.notes...)
	out.Left, out.StandIn, out.Comparable = g.left, g.standIn, out.Importance == Stated
	if len(g.at) == 0 {
		if len(out.Notes) == 0 {
			out.Notes = []stats.Note{note(stats.NoData)}
		}
		return out
	}
	out.place(g, t.Plan().Study().Scale, o)
	return out
}

// place runs the chosen cross-hair and compares the others.
func (out *IPA) place(g grid, scale survey.Scale, o IPAOptions) {
	in := g.input()
	q := stats.QuadrantOptions{Cross: o.Cross, Draws: o.Draws, Seed: o.Seed}
	q.MidX, q.MidY = g.mids(scale, out.Importance)
	if o.Cross == stats.CrossDiagonal && !out.Comparable {
		out.Notes = append(out.Notes, note(ScalesDiffer))
		return
	}
	res := stats.Quadrants(in, q)
	out.Notes = append(out.Notes, res.Notes...)
	if !res.Defined {
		return
	}
	out.Defined, out.LineX, out.LineY = true, res.LineX, res.LineY
	for k, i := range g.at {
		out.Points = append(out.Points, IPAPoint{
			Index: i, Performance: g.x[k], Importance: g.y[k], Quadrant: res.In[k],
			Probability: res.Stability[k], Stable: res.Stability[k] >= o.Stable,
			Under: map[stats.CrossHair]stats.Quadrant{o.Cross: res.In[k]},
		})
	}
	for _, c := range CrossHairs() {
		if c == o.Cross || c == stats.CrossDiagonal && !out.Comparable || c == stats.CrossScaleMid && out.Importance >= DerivedR {
			continue
		}
		q.Cross, q.Draws = c, 1
		other := stats.Quadrants(in, q)
		if other.Defined {
			out.compare(c, other)
		}
	}
}

func (out *IPA) compare(c stats.CrossHair, other stats.QuadrantResult) {
	a := Alternative{Cross: c, LineX: other.LineX, LineY: other.LineY}
	for k := range out.Points {
		p := &out.Points[k]
		p.Under[c] = other.In[k]
		moved := p.Quadrant != other.In[k]
		if c == stats.CrossDiagonal || out.Cross == stats.CrossDiagonal {
			moved = (p.Quadrant == stats.Concentrate) != (other.In[k] == stats.Concentrate)
		}
		if moved {
			a.Changed++
		}
	}
	out.Others = append(out.Others, a)
}

// grid is the input of a placement.
type grid struct {
	at      []int // index of each point in the study
	x, y    []stats.Estimate
	cov     [][]float64 // of the means of all x, then all y; nil: independent
	left    []int
	standIn bool
	notes   []stats.Note
}

// input hands the grid to the simulation.
func (g grid) input() stats.QuadrantInput {
	k := len(g.at)
	in := stats.QuadrantInput{Cov: g.cov}
	for i := range g.at {
		in.X, in.Y = append(in.X, g.x[i].Value), append(in.Y, g.y[i].Value)
	}
	if in.Cov == nil {
		in.Cov = make([][]float64, 2*k)
		for i := range in.Cov {
			in.Cov[i] = make([]float64, 2*k)
			se := g.y[i%k].SE
			if i < k {
				se = g.x[i].SE
			}
			in.Cov[i][i] = se * se
		}
	}
	return in
}

// mids is where a cross at the scale's middle runs: importance in points is
// crossed at an equal share.
func (g grid) mids(scale survey.Scale, of ImportanceOf) (x, y float64) {
	mid := float64(scale.Min+scale.Max) / 2
	if of == StatedPoints {
		return mid, 100 / float64(len(g.at))
	}
	return mid, mid
}

// gridOf gathers performance and importance.
func gridOf(t *tally.Tally, of ImportanceOf, o IPAOptions) grid {
	g := grid{}
	s := t.Plan().Study()
	all := batteryItems(s)
	if o.Over == Dimensions {
		all = battery(s)
	}
	y, notes := importances(t, of, o)
	g.notes = append(g.notes, notes...)
	g.standIn = of == Stated && t.Plan().ImportanceSide() == survey.Expectation
	if y == nil {
		return g
	}
	var keep []int
	for k, i := range all {
		x := performance(t, o.Over, i, o.Level)
		if !x.Defined || !y[k].Defined {
			g.left = append(g.left, i)
			continue
		}
		g.at, g.x, g.y = append(g.at, i), append(g.x, withSE(x)), append(g.y, withSE(y[k]))
		keep = append(keep, i)
	}
	g.covariance(t, of, keep, o)
	return g
}

// withSE gives an estimate the standard error that its interval implies where
// it has none of its own.
func withSE(e stats.Estimate) stats.Estimate {
	if e.SE == 0 && e.HasInterval() {
		if unit := stats.MarginMean(1, 1, 0, e.Level); unit.Defined && unit.Value > 0 {
			e.SE = (e.Hi - e.Lo) / 2 / unit.Value
		}
	}
	return e
}

func performance(t *tally.Tally, over Over, i int, level float64) stats.Estimate {
	if over == Dimensions {
		return meanOf(t.DimFreq(i, tally.P), level)
	}
	return meanOf(t.ItemFreq(i, tally.P), level)
}

// meanOf is MeanCI with its standard error filled in.
func meanOf(f stats.Freq, level float64) stats.Estimate {
	e := stats.MeanCI(f, level)
	if sd, ok := f.SD(); ok && e.Defined && f.Effective() > 0 {
		e.SE = sd / math.Sqrt(f.Effective())
	}
	return e
}

// importances lists the importance of every item or dimension of the battery;
// nil with a note where there is no such source.
func importances(t *tally.Tally, of ImportanceOf, o IPAOptions) ([]stats.Estimate, []stats.Note) {
	switch of {
	case Stated:
		return statedImportances(t, o)
	case StatedPoints:
		if o.Over != Dimensions {
			return nil, []stats.Note{note(stats.BadArgument, float64(of))}
		}
		return points(t, o.Level)
	case DerivedR, DerivedSpearman, DerivedPartial:
		ds, notes := DerivedImportance(t, o.Outcome, o.Over, o.Options)
		var out []stats.Estimate
		for _, d := range ds {
			out = append(out, map[ImportanceOf]stats.Estimate{DerivedR: d.R, DerivedSpearman: d.Spearman, DerivedPartial: d.Partial}[of])
		}
		return out, append(notes, note(Independent))
	}
	return nil, []stats.Note{note(stats.BadArgument, float64(of))}
}

func statedImportances(t *tally.Tally, o IPAOptions) ([]stats.Estimate, []stats.Note) {
	m, notes, ok := importanceMeasure(t.Plan())
	if !ok {
		return nil, []stats.Note{note(NoSide)}
	}
	s := t.Plan().Study()
	var out []stats.Estimate
	if o.Over == Dimensions {
		for _, d := range battery(s) {
			out = append(out, meanOf(t.DimFreq(d, m), o.Level))
		}
		return out, notes
	}
	for _, i := range batteryItems(s) {
		out = append(out, meanOf(t.ItemFreq(i, m), o.Level))
	}
	return out, notes
}

// points lists the mean points of the dimensions with intervals: x̄ ± z·s/√n
// over respondents with valid points.
func points(t *tally.Tally, level float64) ([]stats.Estimate, []stats.Note) {
	valid, _, _ := t.WeightCounts()
	if valid == 0 {
		return nil, []stats.Note{note(EqualWeights)}
	}
	var out []stats.Estimate
	for _, d := range battery(t.Plan().Study()) {
		mean, sd, _ := t.Weight(d)
		e := stats.Estimate{Defined: true, Value: mean, N: float64(valid), Method: MethodStated}
		if h := stats.MarginMean(sd, float64(valid), 0, level); valid > 1 && sd > 0 && h.Defined {
			e.SE = sd / math.Sqrt(float64(valid))
			e.Lo, e.Hi, e.Level = mean-h.Value, mean+h.Value, level
		}
		out = append(out, e)
	}
	return out, []stats.Note{note(Independent)}
}

// covariance fills in the covariances of the means from complete rows.
func (g *grid) covariance(t *tally.Tally, of ImportanceOf, keep []int, o IPAOptions) {
	c, xs, ys, ok := linkedRows(t, of, keep, o.Over)
	if !ok || len(keep) == 0 {
		if o.Over == Items {
			g.notes = append(g.notes, note(NoItemLinks))
			g.withinItems(t, of)
		}
		return
	}
	if c.N < completeWanted {
		g.notes = append(g.notes, note(FewComplete, c.N, completeWanted))
		if o.Over == Items {
			g.withinItems(t, of)
		}
		return
	}
	if ys == nil { // performance only: importances are independent
		in, ok := stats.MeansOf(c, xs, xs)
		if !ok {
			return
		}
		k := len(keep)
		for i := range k {
			for j := range k {
				in.Cov[i][k+j], in.Cov[k+i][j], in.Cov[k+i][k+j] = 0, 0, 0
			}
			in.Cov[k+i][k+i] = g.y[i].SE * g.y[i].SE
		}
		g.cov = in.Cov
		return
	}
	if in, ok := stats.MeansOf(c, xs, ys); ok {
		g.cov = in.Cov
	}
}

// withinItems takes items as independent of each other, but an item's two
// means as correlated as its answers are: n_xy·cov/(n_x·n_y).
func (g *grid) withinItems(t *tally.Tally, of ImportanceOf) {
	g.cov = g.input().Cov
	side := t.Plan().ImportanceSide()
	if of != Stated || side == 0 {
		return
	}
	k := len(g.at)
	for a, i := range g.at {
		var pairs []tally.Pair
		for p, row := range t.Joint(i, survey.Perception, side) {
			for q, n := range row {
				pairs = append(pairs, tally.Pair{X: survey.Code(p), Y: survey.Code(q), N: n})
			}
		}
		both := crossOfPairs(pairs)
		both.Unit[0], both.Unit[1] = t.Plan().Grain(), t.Plan().Grain()
		cov, ok := both.Cov(0, 1)
		if !ok {
			continue
		}
		most := g.x[a].SE * g.y[a].SE
		v := math.Max(-most, math.Min(most, cov*both.N/(g.x[a].N*g.y[a].N)))
		g.cov[a][k+a], g.cov[k+a][a] = v, v
	}
}

// linkedRows gives the cross products that hold the performances xs and, where
// they are means of answers too, the importances ys.
func linkedRows(t *tally.Tally, of ImportanceOf, keep []int, over Over) (c stats.Cross, xs, ys []int, ok bool) {
	p := t.Plan()
	if over == Dimensions {
		at := scoresAt(p, tally.P)
		if at < 0 {
			return c, nil, nil, false
		}
		xs = plus(keep, at)
		if e := scoresAt(p, tally.E); of == Stated && p.ImportanceSide() == survey.Expectation && e >= 0 {
			ys = plus(keep, e)
		}
		return t.ScoreCross(), xs, ys, true
	}
	if c, ok = t.PerceptionImportance(); ok {
		if of == Stated {
			ys = plus(keep, c.K/2)
		}
		return c, keep, ys, true
	}
	return c, nil, nil, false
}
