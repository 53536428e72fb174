package gap

import (
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// AnalysisOptions are those of Analyse and ByUnit.
type AnalysisOptions struct {
	Level     float64 // of all intervals
	MinTest   float64 // with fewer respondents in a group, differences and means stand without test and interval
	MinShown  int64   // units with fewer respondents in a group keep that group's mean to themselves
	MinShares int64   // with fewer customers the shares of satisfied ones are withheld
	MinUnits  int     // from this many units on gaps are correlated across them
	Tolerance float64 // scale points within which experience counts as equal to expectation
	Misread   int     // how many of the most mis-read items are named
	Lowest    int     // how many of the lowest causes are named
	// The conventions of the chain, ours and not the literature's. A level
	// (gaps 2 to 4) below Broken of the scale's range is a broken link, below
	// Holds a strained one; so is a share of "no standard exists" from None
	// on. Off is the difference in points from which a gap 1 too small for a
	// test counts as strained.
	Broken, Holds, None, Off float64
}

// DefaultAnalysis follows method A.7: no tests under five managers, five
// mis-read items, three causes, correlations from ten units on. Verdicts take
// verdict.Judged people in each group.
var DefaultAnalysis = AnalysisOptions{
	Level: 0.95, MinTest: verdict.Shown, MinShown: verdict.Shown, MinShares: verdict.Judged, MinUnits: 10, Misread: 5, Lowest: 3,
	Broken: 0.5, Holds: 0.75, None: 0.2, Off: 0.5,
}

// Group is who answered. The zero value is invalid.
type Group int

// The groups.
const (
	Customers Group = iota + 1
	Managers
	Staff
)

// String gives the key of the group.
func (g Group) String() string {
	switch g {
	case Customers:
		return "customers"
	case Managers:
		return "managers"
	case Staff:
		return "staff"
	}
	return "gap.Group(invalid)"
}

// Notes of this package beside those of stats.
const (
	ScalesDiffer stats.NoteCode = "scales-differ" // the groups answered on different scales. Args: min, max, min, max
	NotTheSame   stats.NoteCode = "items-differ"  // the groups' items can't be matched one by one. Args: items, items
	NoMatch      stats.NoteCode = "no-match"      // the groups have no dimension in common
	FewUnits     stats.NoteCode = "few-units"     // too few units to correlate. Args: units, needed
)

// Topic is what a number is about: a dimension or an item of the customers'
// battery. Ref stays on the number all the way.
type Topic struct {
	Ref       string
	ID        string
	Label     lang.Text
	Dimension string // of an item; the same as ID for a dimension
}

// Analysis is the five gaps of one segment, with what is behind them. A part
// is nil when those who would have to answer did not, or were not asked.
type Analysis struct {
	Options    AnalysisOptions
	Scale      survey.Scale
	Dimensions []Topic // of the customers' battery, in order; Ref is gap/<ID>
	Customers  int64   // respondents in each group
	Managers   int64
	Staff      int64

	Knowledge *Reading       // gap 1: managers' idea of what customers expect − what they expect
	Points    *PointsReading // gap 1 on the 100 points
	Standards *Levels        // gap 2
	Delivery  *Levels        // gap 3
	Promises  *Levels        // gap 4
	Service   *Service       // gap 5
	SelfImage *Reading       // gap 4 as Chinese training texts word it: delivery as staff rate it − as customers perceive it
	Staffs    *Reading       // gap 6: staff's idea of what customers expect − what they expect
	Internal  *Reading       // gap 7: staff's idea of what customers expect − managers'
	Causes    []Cause        // the antecedents of gaps 1 to 4, high = favourable
	Lowest    []int          // indexes of the lowest causes, lowest first
	Verdicts  *Verdicts      // dissatisfied, satisfied, delighted
	Facets    *FacetGrid     // gap 5 by dimension and facet
	Chain     Chain          // where it breaks
}

// Analyse computes the gaps. Any of the three tallies may be nil.
//
//	gap 1_j = mean over managers of ME_j − mean over customers of E_j   (< 0: under-estimated)
//	gap 2_j, 3_j, 4_j = mean rating; shortfall = mean − top of the scale
//	gap 5_j = mean over customers of P_j − E_j
//
// where a respondent's dimension score is the mean of the items answered, if
// at least half are. "No standard exists" is neither a rating nor a blank.
// Source: Zeithaml, Parasuraman & Berry 1990, App. B; method A.7. Gaps 6 and 7:
// Luk & Layton 2002.
func Analyse(customers, managers, staff *tally.Tally, o AnalysisOptions) *Analysis {
	c, m, s := newBody(customers, Customers), newBody(managers, Managers), newBody(staff, Staff)
	a := &Analysis{Options: o, Customers: c.n(), Managers: m.n(), Staff: s.n()}
	a.Dimensions, a.Scale = battery(c, m, s)

	a.Knowledge = read("gap1", m, c, o)
	a.Points = readPoints(m, c)
	a.Standards = a.levels(2, o, m, s)
	a.Delivery = a.levels(3, o, s, m)
	a.Promises = a.levels(4, o, s, m)
	a.Service = serve(c, o)
	a.SelfImage = selfImage(s, c, o)
	a.Staffs = read("gap6", s, c, o)
	a.Internal = read("gap7", s, m, o)
	a.Causes = append(causes(m, o), causes(s, o)...)
	a.Lowest = lowest(a.Causes, o.Lowest)
	a.Verdicts = judge(c, o)
	a.Facets = facets(c, o)
	a.Chain = a.chain()
	return a
}

// body is a group's tally with what is needed to read it; nil = no answers.
type body struct {
	t       *tally.Tally
	who     Group
	study   *survey.Study
	battery []int         // dimensions of the customers' battery
	expect  tally.Measure // how it rates what customers expect; zero = not asked
	rating  tally.Measure // of a form with one side: that side; zero otherwise
}

func newBody(t *tally.Tally, who Group) *body {
	if t == nil || t.N() == 0 {
		return nil
	}
	p := t.Plan()
	b := &body{t: t, who: who, study: p.Study(), battery: batteryOf(p.Study())}
	if len(b.study.Sides) == 1 {
		b.rating = p.Measures()[0]
	}
	switch {
	case p.Has(tally.E):
		b.expect = tally.E
	case p.Has(tally.Des): // the three-column form asks for the desired level instead
		b.expect = tally.Des
	}
	return b
}

func (b *body) n() int64 {
	if b == nil {
		return 0
	}
	return b.t.N()
}

// dim finds a dimension of the battery by id, −1 without.
func (b *body) dim(id string) int {
	d := b.study.Dim(id)
	if d >= 0 && b.study.Dimensions[d].Apart() {
		return -1
	}
	return d
}

// topic names a dimension.
func (b *body) topic(gap string, d int) Topic {
	x := &b.study.Dimensions[d]
	return Topic{Ref: gap + "/" + x.ID, ID: x.ID, Label: x.Label, Dimension: x.ID}
}

// itemTopic names an item.
func (b *body) itemTopic(gap string, i int) Topic {
	x := &b.study.Items[i]
	return Topic{Ref: gap + "/" + x.ID, ID: x.ID, Label: x.Label, Dimension: x.Dimension}
}

// battery names the customers' dimensions, from whoever knows them best, and
// the scale.
func battery(bodies ...*body) (out []Topic, scale survey.Scale) {
	for _, b := range bodies {
		if b == nil {
			continue
		}
		if scale.Max == scale.Min {
			scale = b.study.Scale
		}
		for _, d := range b.battery {
			out = append(out, b.topic("gap", d))
		}
		if len(out) > 0 {
			return out, scale
		}
	}
	// The staff's form alone: its ratings say what dimensions there are.
	for _, b := range bodies {
		if b == nil {
			continue
		}
		seen := map[string]bool{}
		for _, it := range b.study.Items {
			if it.About != "" && !seen[it.About] {
				seen[it.About] = true
				out = append(out, Topic{Ref: "gap/" + it.About, ID: it.About, Label: lang.Same(it.About), Dimension: it.About})
			}
		}
		if len(out) > 0 {
			return out, scale
		}
	}
	return out, scale
}

// mean is the mean with its interval, or without where fewer than MinTest
// answered.
func mean(f stats.Freq, o AnalysisOptions) stats.Estimate {
	return bare(stats.MeanCI(f, o.Level), o)
}

// bare takes the interval off an estimate that rests on too few.
func bare(e stats.Estimate, o AnalysisOptions) stats.Estimate {
	if e.Defined && e.N < o.MinTest {
		e.Lo, e.Hi, e.Level, e.SE = 0, 0, 0, 0
		e.Notes = []stats.Note{{Code: stats.TooFew, Args: []float64{e.N, o.MinTest}}}
	}
	return e
}
