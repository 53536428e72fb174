package stats

// Rule is a pattern in a control chart that chance rarely makes.
type Rule int

// The rules, in the order of the Western Electric handbook and Nelson.
const (
	RuleBeyond   Rule = iota + 1 // a point beyond a limit
	RuleSide                     // a run on one side of the centre
	RuleTwoSigma                 // two of three beyond 2σ on one side
	RuleOneSigma                 // four of five beyond 1σ on one side
	RuleTrend                    // a run of steps all up or all down
)

// RunRules says which rules are looked for; 0 or false is off. The run lengths
// differ from book to book, therefore they are parameters.
type RunRules struct {
	Beyond             bool
	Side               int // points on one side: eight here, nine in Nelson
	TwoSigma, OneSigma bool
	Trend              int // points rising or falling
}

// DefaultRules are all five, with runs of eight and six (method A.13).
var DefaultRules = RunRules{Beyond: true, Side: 8, TwoSigma: true, OneSigma: true, Trend: 6}

// mark adds to each point the rules that it completes. The points are those of
// one phase; undefined ones are passed over.
func (r RunRules) mark(points []ControlPoint) {
	var ps []*ControlPoint
	for i := range points {
		if points[i].Defined {
			ps = append(ps, &points[i])
		}
	}
	for i, p := range ps {
		if r.Beyond && (p.Value > p.UCL || p.Value < p.LCL) {
			p.Signals = append(p.Signals, RuleBeyond)
		}
		if r.Side > 0 && sameSide(ps, i, r.Side, r.Side, 0) {
			p.Signals = append(p.Signals, RuleSide)
		}
		if r.TwoSigma && sameSide(ps, i, 3, 2, 2) {
			p.Signals = append(p.Signals, RuleTwoSigma)
		}
		if r.OneSigma && sameSide(ps, i, 5, 4, 1) {
			p.Signals = append(p.Signals, RuleOneSigma)
		}
		if r.Trend > 1 && trend(ps, i, r.Trend) {
			p.Signals = append(p.Signals, RuleTrend)
		}
	}
}

// sameSide: of the last "of" points up to i at least "need", and point i among
// them, lie more than sigmas·σ from the centre on one side.
func sameSide(ps []*ControlPoint, i, of, need int, sigmas float64) bool {
	above, below := 0, 0
	for j := i; j >= 0 && j > i-of; j-- {
		d := ps[j].Value - ps[j].Center
		switch {
		case d > sigmas*ps[j].Sigma:
			above++
		case d < -sigmas*ps[j].Sigma:
			below++
		}
		if j == i && above+below == 0 {
			return false
		}
	}
	if ps[i].Value > ps[i].Center {
		return above >= need
	}
	return below >= need
}

// trend: the n points up to i rise all the way or fall all the way.
func trend(ps []*ControlPoint, i, n int) bool {
	if i < n-1 {
		return false
	}
	up, down := true, true
	for j := i - n + 2; j <= i; j++ {
		up = up && ps[j].Value > ps[j-1].Value
		down = down && ps[j].Value < ps[j-1].Value
	}
	return up || down
}
