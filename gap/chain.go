package gap

import (
	"math"

	"servqual/report/verdict"
	"servqual/survey/lang"
	"servqual/survey/stats"
)

// Chain follows the model from what managers know to what customers get, and
// says where it breaks: at the gap of 1 to 4 whose shortfall is larger than the
// others beyond noise, by verdict.Chain. Nothing is added up.
type Chain struct {
	Links [5]Link // gap 1 … gap 5
	Claim verdict.Claim
	// Weakest is the gap that the claim names, 1 … 4, 0 without a claim.
	Weakest int
	// Focus is the dimension with the widest shortfall of gap 5 (none without
	// customers, or where no dimension stands out), and Path what each link says
	// of it.
	Focus Topic
	Path  [5]stats.Estimate
	// Agree lists the links 1 … 4 whose own worst dimension is Focus.
	Agree []int
}

// State is how a link stands. The zero value is invalid.
type State int

// The states, by the conventions in AnalysisOptions.
const (
	Unmeasured State = iota + 1
	Holds
	Strained
	Broken
)

// String gives the key of the state.
func (s State) String() string {
	switch s {
	case Unmeasured:
		return "unmeasured"
	case Holds:
		return "holds"
	case Strained:
		return "strained"
	case Broken:
		return "broken"
	}
	return "gap.State(invalid)"
}

// Link is one gap in the chain.
type Link struct {
	Gap    int
	State  State
	Value  stats.Estimate // gap 1: mean of the dimensions; gaps 2–4: mean rating; gap 5: mean gap
	N      float64        // who rated it: managers, staff or customers
	Tested bool           // gaps 1 and 5: there were enough for a verdict
	Under  []Topic        // gaps 1 and 5: dimensions below zero beyond chance
	Over   []Topic        // gap 1: over-estimated beyond chance
	Worst  Topic          // the dimension where the link is weakest; zero when unmeasured
	At     stats.Estimate // its value
	P      float64        // its p-value after Holm, when Tested
	Clear  bool           // gaps 2–5: Worst stands out from the other dimensions
	None   stats.Estimate // share of "no standard exists", where the form offers it
}

func (a *Analysis) chain() Chain {
	var c Chain
	for i := range c.Links {
		c.Links[i] = Link{Gap: i + 1, State: Unmeasured}
	}
	if a.Knowledge != nil && len(a.Knowledge.Dimensions) > 0 {
		c.Links[0] = a.knowledgeLink()
	}
	for _, l := range []*Levels{a.Standards, a.Delivery, a.Promises} {
		if l != nil && l.Worst >= 0 {
			c.Links[l.Gap-1] = a.levelLink(l)
		}
	}
	if a.Service != nil {
		c.Links[4] = a.serviceLink()
		a.follow(&c)
	}
	a.judge(&c)
	return c
}

func (a *Analysis) knowledgeLink() Link {
	l := Link{Gap: 1, State: Holds, Value: a.Knowledge.Mean, N: float64(a.Managers)}
	off := false
	for _, d := range a.Knowledge.Dimensions {
		if !d.Diff.Defined {
			continue
		}
		l.Tested = l.Tested || d.Judged()
		// Thinking too little of what customers expect is what breaks the
		// chain, so the lowest difference is the worst, not the largest.
		if l.Worst.ID == "" || d.Diff.Value < l.At.Value {
			l.Worst, l.At, l.P = d.Topic, d.Diff, d.Test.PHolm
		}
		switch {
		case d.Significant() && d.Diff.Value < 0:
			l.Under = append(l.Under, d.Topic)
		case d.Significant():
			l.Over = append(l.Over, d.Topic)
		case !d.Judged() && d.Diff.Value <= -a.Options.Off:
			off = true
		}
	}
	switch {
	case len(l.Under) > 0:
		l.State = Broken
	case len(l.Over) > 0 || off:
		l.State = Strained
	}
	return l
}

func (a *Analysis) levelLink(x *Levels) Link {
	w := x.Rows[x.Worst]
	l := Link{Gap: x.Gap, State: Holds, Value: x.Mean, N: x.Mean.N, Worst: w.Topic, At: w.Score, Clear: standsOut(x.Lowest, x.Worst)}
	if !l.Value.Defined { // nobody rated half of the dimensions
		l.Value, l.N = w.Score, w.Score.N
	}
	if w.NoneAsked {
		l.None = x.None
	}
	lo, span := float64(a.Scale.Min), float64(a.Scale.Max-a.Scale.Min)
	switch {
	case l.Value.Value < lo+a.Options.Broken*span:
		l.State = Broken
	case l.Value.Value < lo+a.Options.Holds*span, l.None.Defined && l.None.Value >= a.Options.None:
		l.State = Strained
	}
	return l
}

func (a *Analysis) serviceLink() Link {
	s := a.Service
	w := s.Dimensions[s.Worst]
	l := Link{Gap: 5, State: Holds, Value: s.Mean, N: float64(a.Customers), Worst: w.Topic, At: w.Gap, P: w.Test.PHolm, Tested: w.Test.Defined && verdict.CanJudge(w.Gap.N), Clear: standsOut(s.Widest, s.Worst)}
	for _, d := range s.Dimensions {
		if d.Significant() && d.Gap.Value < 0 {
			l.Under = append(l.Under, d.Topic)
		}
	}
	switch {
	case len(l.Under) > 0:
		l.State = Broken
	case w.Gap.Value < 0:
		l.State = Strained
	}
	return l
}

// standsOut says whether the lowest of all is named, and alone.
func standsOut(w verdict.Worst, lowest int) bool {
	return w.Made() && len(w.Set) == 1 && w.Set[0] == lowest
}

// follow traces the dimension with the widest shortfall back through the chain.
func (a *Analysis) follow(c *Chain) {
	w := a.Service.Dimensions[a.Service.Worst]
	if w.Gap.Value >= 0 || !a.Service.Widest.Made() {
		return
	}
	c.Focus, c.Path[4] = w.Topic, w.Gap
	if a.Knowledge != nil {
		for _, d := range a.Knowledge.Dimensions {
			if d.ID == w.ID {
				c.Path[0] = d.Diff
			}
		}
	}
	for _, l := range []*Levels{a.Standards, a.Delivery, a.Promises} {
		if l == nil {
			continue
		}
		for _, r := range l.Rows {
			if r.ID == w.ID {
				c.Path[l.Gap-1] = r.Score
			}
		}
	}
	for i := range 4 {
		// A gap 1 that is nowhere below zero has no worst dimension.
		if l := c.Links[i]; l.State != Unmeasured && l.Worst.ID == w.ID && (i > 0 || l.At.Value < 0) {
			c.Agree = append(c.Agree, i+1)
		}
	}
}

// judge asks where the chain breaks. Gap 1 is the managers' mean less the
// customers'; shortfalls are in shares of the scale's width.
func (a *Analysis) judge(c *Chain) {
	var gaps []verdict.Gap
	if k := a.Knowledge; k != nil && len(k.Dimensions) > 0 {
		e := k.Total.Diff
		e.N = math.Min(k.Total.A.N, k.Total.B.N)
		gaps = append(gaps, verdict.Gap{Number: 1, Shortfall: scaled(e, float64(a.Scale.Max-a.Scale.Min))})
	}
	for _, l := range []*Levels{a.Standards, a.Delivery, a.Promises} {
		if l == nil || !l.Mean.Defined {
			continue
		}
		e := l.Mean
		down := e.Value - l.Shortfall // to the top of the scale
		e.Value = l.Shortfall
		if e.HasInterval() {
			e.Lo, e.Hi = e.Lo-down, e.Hi-down
		}
		gaps = append(gaps, verdict.Gap{Number: l.Gap, Shortfall: scaled(e, l.Width)})
	}
	largest := -1
	if c.Claim, largest = verdict.Chain(gaps, a.Options.Level); largest >= 0 {
		c.Weakest = gaps[largest].Number
	}
}

// scaled puts an estimate in shares of a scale's width.
func scaled(e stats.Estimate, width float64) stats.Estimate {
	if width > 0 {
		e.Value, e.Lo, e.Hi, e.SE = e.Value/width, e.Lo/width, e.Hi/width, e.SE/width
	}
	return e
}

// Label names a gap of the model; number 1 … 7.
func Label(number int) lang.Text {
	switch number {
	case 1:
		return lang.T("差距1 认知", "Gap 1 Knowledge")
	case 2:
		return lang.T("差距2 标准", "Gap 2 Standards")
	case 3:
		return lang.T("差距3 传递", "Gap 3 Delivery")
	case 4:
		return lang.T("差距4 沟通", "Gap 4 Communication")
	case 5:
		return lang.T("差距5 服务", "Gap 5 Service")
	case 6:
		return lang.T("差距6 员工认知", "Gap 6 Staff's knowledge")
	case 7:
		return lang.T("差距7 员工与管理者", "Gap 7 Staff and managers")
	}
	panic("gap: there is no such gap")
}
