package stats

import "math"

// Methods of sampling.
const (
	MethodMarginShare Method = "margin-share"
	MethodMarginMean  Method = "margin-mean"
	MethodSampleSize  Method = "sample-size"
)

// MarginShare is the half-width of the interval of a share p from n answers,
// z·√(p(1−p)/n·(N−n)/(N−1)). population N = 0 means large: no finite
// correction. The correction is honest only for a census-like list (every
// customer of a month), never for trends or causes. Source: method A.12.
func MarginShare(p, n, population, level float64) Estimate {
	b := judge(n, 0, true, 1, level)
	if b.refusal != nil {
		return b.undefined(MethodMarginShare)
	}
	if !(p >= 0 && p <= 1) {
		return Undefined(MethodMarginShare, n, BadArgument, finiteOr0(p))
	}
	fpc, ok := finiteCorrection(n, population)
	if !ok {
		return Undefined(MethodMarginShare, n, BadArgument, finiteOr0(population))
	}
	return Estimate{Defined: true, Value: zOf(level) * math.Sqrt(p*(1-p)/n*fpc), N: n, Method: MethodMarginShare}
}

// MarginMean is the same for a mean with standard deviation sd,
// z·s/√n·√((N−n)/(N−1)).
func MarginMean(sd, n, population, level float64) Estimate {
	b := judge(n, 0, true, 1, level)
	if b.refusal != nil {
		return b.undefined(MethodMarginMean)
	}
	if !(sd >= 0) || math.IsInf(sd, 0) {
		return Undefined(MethodMarginMean, n, BadArgument, finiteOr0(sd))
	}
	fpc, ok := finiteCorrection(n, population)
	if !ok {
		return Undefined(MethodMarginMean, n, BadArgument, finiteOr0(population))
	}
	return Estimate{Defined: true, Value: zOf(level) * sd * math.Sqrt(fpc/n), N: n, Method: MethodMarginMean}
}

func finiteCorrection(n, population float64) (fpc float64, ok bool) {
	switch {
	case population == 0:
		return 1, true
	case !(population >= n) || math.IsInf(population, 0):
		return 0, false
	case population == n: // a census has no sampling error, even of one
		return 0, true
	}
	return (population - n) / (population - 1), true
}

// Sample is a planned sample.
type Sample struct {
	Defined  bool
	Infinite float64 // n0 = z²p(1−p)/e², not rounded
	Exact    float64 // n0/(1+(n0−1)/N), not rounded
	Answers  int64   // Exact rounded up: completed questionnaires needed
	Invite   int64   // Answers over the response rate, rounded up; at most the population
	Notes    []Note
}

// PlanOptions says how sure and how exact a share must come out.
type PlanOptions struct {
	Margin     float64 // half-width wanted, 0.05 = five points
	Share      float64 // the share expected; 0.5 is the safe guess
	Population float64 // 0: large
	Response   float64 // expected response rate, 0 < r ≤ 1
	Level      float64
}

// DefaultPlan is ±5 points at 95 % for a share of one half.
var DefaultPlan = PlanOptions{Margin: 0.05, Share: 0.5, Response: 1, Level: 0.95}

// UnreachablePlan says that the population is too small for the invitations
// that the response rate would ask for. Args: wanted, population.
const UnreachablePlan NoteCode = "plan-unreachable"

// SampleSize plans how many answers a margin takes.
// Source: Cochran 1977, Sampling Techniques, 4.4; method A.12.
func SampleSize(o PlanOptions) Sample {
	if bad := o.check(); bad != nil {
		return Sample{Notes: []Note{*bad}}
	}
	z := zOf(o.Level)
	return o.sample(z * z * o.Share * (1 - o.Share) / (o.Margin * o.Margin))
}

// SampleSizeMean plans how many answers it takes to know a mean to ± margin,
// both in points of the scale: n0 = (z·sd/margin)², then as SampleSize.
// Margin and Share of the options are not looked at.
// Source: Cochran 1977, Sampling Techniques, 4.6.
func SampleSizeMean(sd, margin float64, o PlanOptions) Sample {
	for _, v := range []float64{sd, margin} {
		if !(v > 0) || math.IsInf(v, 0) {
			return Sample{Notes: []Note{{Code: BadArgument, Args: []float64{finiteOr0(v)}}}}
		}
	}
	o.Margin, o.Share = DefaultPlan.Margin, DefaultPlan.Share
	if bad := o.check(); bad != nil {
		return Sample{Notes: []Note{*bad}}
	}
	n0 := zOf(o.Level) * sd / margin
	return o.sample(n0 * n0)
}

// check refuses what is outside its range.
func (o PlanOptions) check() *Note {
	for _, v := range []struct{ x, lo, hi float64 }{{o.Margin, 0, 1}, {o.Share, 0, 1}, {o.Response, 0, 1 + 1e-12}, {o.Level, 0, 1}} {
		if !(v.x > v.lo && v.x < v.hi) {
			return &Note{Code: BadArgument, Args: []float64{finiteOr0(v.x)}}
		}
	}
	if o.Population != 0 && (!(o.Population >= 1) || math.IsInf(o.Population, 0)) {
		return &Note{Code: BadArgument, Args: []float64{finiteOr0(o.Population)}}
	}
	return nil
}

// mostAnswers is the largest plan that is still a number of people.
const mostAnswers = 1e12

// sample applies the finite population and the response rate to n0.
func (o PlanOptions) sample(n0 float64) Sample {
	if !(n0 < mostAnswers && n0/o.Response < mostAnswers) {
		return Sample{Notes: []Note{{Code: BadArgument, Args: []float64{finiteOr0(n0)}}}}
	}
	s := Sample{Defined: true, Infinite: n0, Exact: n0}
	if o.Population > 0 {
		s.Exact = s.Infinite / (1 + (s.Infinite-1)/o.Population)
	}
	s.Answers = int64(math.Ceil(s.Exact - 1e-9))
	invite := math.Ceil(float64(s.Answers)/o.Response - 1e-9)
	if o.Population > 0 && invite > o.Population {
		s.Notes = append(s.Notes, Note{Code: UnreachablePlan, Args: []float64{invite, o.Population}})
		invite = math.Floor(o.Population)
	}
	s.Invite = int64(invite)
	return s
}
