package gap

import (
	"math"
	"slices"

	"servqual/report/verdict"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// Reading compares how two groups of people rate the same things: gap 1
// (managers and customers), gap 6 (staff and customers), gap 7 (staff and
// managers), and the self-image of delivery.
type Reading struct {
	Dimensions []Difference
	Items      []Difference // in the order of the battery; empty where items can't be matched
	Misread    []int        // indexes in Items by |difference|, largest first; all of them
	Mean       stats.Estimate
	Total      Difference // of respondents' means over the dimensions
	Notes      []stats.Note
}

// Difference is group A's mean less group B's. A is the group that guesses or
// judges itself, B the one it is held against.
type Difference struct {
	Topic
	A, B stats.Estimate
	Diff stats.Estimate // A − B, with Welch's interval where it could be tested
	Test stats.Test     // Welch's t, Holm-adjusted among the dimensions or among the items
}

// MethodDifference names a difference of two means for which there is no test.
const MethodDifference stats.Method = "difference"

// MethodDimensionMean names the plain mean over dimensions.
const MethodDimensionMean stats.Method = "mean-of-dimensions"

// read compares a's and b's rating of what customers expect; nil when either
// did not give one.
func read(gap string, a, b *body, o AnalysisOptions) *Reading {
	if a == nil || b == nil {
		return nil
	}
	// A form with one side asks for predictions on that side, whatever its name.
	ma, mb := a.guess(), b.expect
	if mb == (tally.Measure{}) && b.rating != (tally.Measure{}) && gap == "gap7" {
		mb = b.rating
	}
	if ma == (tally.Measure{}) || mb == (tally.Measure{}) || len(a.battery) == 0 || len(b.battery) == 0 {
		return nil
	}
	r := &Reading{}
	if note, ok := sameScale(a, b); !ok {
		r.Notes = append(r.Notes, note)
		return r
	}
	for _, db := range b.battery {
		da := a.dim(b.study.Dimensions[db].ID)
		if da < 0 {
			continue
		}
		x := differ(a.t.DimFreq(da, ma), b.t.DimFreq(db, mb), o)
		x.Topic = b.topic(gap, db)
		r.Dimensions = append(r.Dimensions, x)
		r.pair(gap, a, b, da, db, ma, mb, o)
	}
	if len(r.Dimensions) == 0 {
		r.Notes = append(r.Notes, stats.Note{Code: NoMatch})
		return r
	}
	if !anyDefined(r.Dimensions) {
		return nil // the columns are there, nobody filled them in
	}
	r.Total = differ(a.t.TotalFreq(ma), b.t.TotalFreq(mb), o)
	r.finish()
	return r
}

// guess is the measure in which a group says what customers expect.
func (b *body) guess() tally.Measure {
	if b.rating != (tally.Measure{}) {
		return b.rating
	}
	return b.expect
}

func anyDefined(ds []Difference) bool {
	return slices.ContainsFunc(ds, func(d Difference) bool { return d.Diff.Defined })
}

func sameScale(a, b *body) (stats.Note, bool) {
	x, y := a.study.Scale, b.study.Scale
	if x.Min == y.Min && x.Max == y.Max {
		return stats.Note{}, true
	}
	return stats.Note{Code: ScalesDiffer, Args: []float64{float64(x.Min), float64(x.Max), float64(y.Min), float64(y.Max)}}, false
}

// pair compares the items of a dimension: those of the same id, else by their
// place in it.
func (r *Reading) pair(gap string, a, b *body, da, db int, ma, mb tally.Measure, o AnalysisOptions) {
	ia, ib := a.study.ItemsOf(da), b.study.ItemsOf(db)
	for k, item := range ib {
		other := a.study.ItemIndex(b.study.Items[item].ID)
		if other < 0 || a.study.Items[other].Dimension != a.study.Dimensions[da].ID {
			if len(ia) != len(ib) {
				r.Notes = append(r.Notes, stats.Note{Code: NotTheSame, Args: []float64{float64(len(ia)), float64(len(ib))}})
				return
			}
			other = ia[k]
		}
		x := differ(a.t.ItemFreq(other, ma), b.t.ItemFreq(item, mb), o)
		x.Topic = b.itemTopic(gap, item)
		r.Items = append(r.Items, x)
	}
}

// differ compares two tables. Under MinTest on either side the difference
// stands alone, with the reason.
func differ(fa, fb stats.Freq, o AnalysisOptions) Difference {
	d := Difference{A: mean(fa, o), B: mean(fb, o)}
	n := fa.N() + fb.N()
	switch few := math.Min(fa.N(), fb.N()); {
	case few == 0:
		d.Diff = stats.Undefined(MethodDifference, n, stats.NoData)
		d.Test = stats.UndefinedTest(stats.MethodWelchT, n, stats.NoData)
		return d
	case few < o.MinTest:
		d.Test = stats.UndefinedTest(stats.MethodWelchT, n, stats.TooFew, few, o.MinTest)
	default:
		d.Test = stats.WelchT(fa, fb, o.Level)
	}
	if d.Test.Defined {
		d.Diff = d.Test.Effect
		return d
	}
	d.Diff = stats.Estimate{Defined: true, Value: d.A.Value - d.B.Value, N: n, Method: MethodDifference, Notes: d.Test.Notes}
	return d
}

// finish adjusts the tests, ranks the items and averages the dimensions.
func (r *Reading) finish() {
	adjust(r.Dimensions, differenceTest)
	adjust(r.Items, differenceTest)
	for i := range r.Items {
		if r.Items[i].Diff.Defined {
			r.Misread = append(r.Misread, i)
		}
	}
	slices.SortStableFunc(r.Misread, func(i, j int) int {
		a, b := math.Abs(r.Items[i].Diff.Value), math.Abs(r.Items[j].Diff.Value)
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	vs := make([]stats.Estimate, len(r.Dimensions))
	for i, d := range r.Dimensions {
		vs[i] = d.Diff
	}
	r.Mean = plainMean(vs)
}

// adjust corrects the tests of one family, wherever they are kept.
func adjust[T any](family []T, test func(*T) *stats.Test) {
	tests := make([]stats.Test, len(family))
	for i := range family {
		tests[i] = *test(&family[i])
	}
	stats.Adjust(tests)
	for i := range family {
		*test(&family[i]) = tests[i]
	}
}

func differenceTest(d *Difference) *stats.Test { return &d.Test }

// plainMean averages dimensions, each counting alike, without an interval:
// over- and under-estimates cancel in it, so the dimensions are what to read.
// Undefined where a dimension is.
func plainMean(vs []stats.Estimate) stats.Estimate {
	if len(vs) == 0 {
		return stats.Undefined(MethodDimensionMean, 0, stats.NoData)
	}
	out := stats.Estimate{Defined: true, Method: MethodDimensionMean, N: vs[0].N}
	for _, v := range vs {
		if !v.Defined {
			return stats.Undefined(MethodDimensionMean, v.N, stats.NoData)
		}
		out.Value += v.Value / float64(len(vs))
		out.N = math.Min(out.N, v.N)
	}
	return out
}

// Significant says that the difference is told apart from zero, by verdict.InFamily
// with the smaller group's number.
func (d Difference) Significant() bool {
	e := d.Diff
	e.N = math.Min(d.A.N, d.B.N)
	return verdict.InFamily(e, d.Test).Made()
}

// Judged says that both groups are large enough for a verdict.
func (d Difference) Judged() bool {
	return d.Test.Defined && verdict.CanJudge(math.Min(d.A.N, d.B.N))
}

// selfImage is gap 4 as Chinese training texts word it, "the service delivered
// and the customer's perception of it": staff's rating of their own delivery
// (the level of gap 3) less the customers' perception, by dimension. It is not
// gap 4 of the model. Above 0 staff think better of the service than customers.
func selfImage(staff, customers *body, o AnalysisOptions) *Reading {
	if staff == nil || customers == nil || !customers.t.Plan().Has(tally.P) || staff.rating == (tally.Measure{}) {
		return nil
	}
	d := gapDimension(staff, 3)
	if d < 0 {
		return nil
	}
	r := &Reading{}
	if note, ok := sameScale(staff, customers); !ok {
		r.Notes = append(r.Notes, note)
		return r
	}
	for _, i := range staff.study.ItemsOf(d) {
		c := customers.dim(staff.study.Items[i].About)
		if c < 0 {
			continue
		}
		x := differ(staff.t.ItemFreq(i, staff.rating), customers.t.DimFreq(c, tally.P), o)
		x.Topic = customers.topic("gap4-self", c)
		r.Dimensions = append(r.Dimensions, x)
	}
	if !anyDefined(r.Dimensions) {
		return nil
	}
	r.finish()
	return r
}
