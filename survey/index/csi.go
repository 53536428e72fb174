package index

import (
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// CSIClass is the verdict that Indonesian practice puts on a CSI. The zero
// value is invalid: no CSI, no class.
type CSIClass int

// The classes, on half-open cuts .35, .51, .66, .81 of CSI/100: one source
// prints .51–.60 for the middle class and leaves a hole up to .66.
const (
	NotSatisfied    CSIClass = iota + 1 // under 35 %
	LessSatisfied                       // 35 to under 51 %
	FairlySatisfied                     // 51 to under 66 %
	Satisfied                           // 66 to under 81 %
	VerySatisfied                       // 81 % and more
)

// CSIItem is one row of the working table.
type CSIItem struct {
	Index        int     // in Study.Items
	Importance   float64 // MIS, mean importance
	Satisfaction float64 // MSS, mean satisfaction
	WeightFactor float64 // WF = MIS/ΣMIS
	WeightScore  float64 // WS = WF·MSS
	N            float64 // answers to the satisfaction question
}

// CSI is the customer satisfaction index of Indonesian practice.
type CSI struct {
	Side    survey.Side    // where the importances come from
	Items   []CSIItem      // those with both means
	Total   stats.Estimate // WT = ΣWS, on the answer scale
	Percent stats.Estimate // 100·WT/HS
	Rescale stats.Estimate // 100·(WT−LS)/(HS−LS): 0–100
	Class   CSIClass
}

// SatisfactionIndex makes the CSI: over the items that have both means,
//
//	WF = MIS/ΣMIS,  WS = WF·MSS,  WT = ΣWS,  CSI = 100·WT/HS
//
// HS is the highest answer. Every mean is over the respondents who answered
// that side of that item. The importance is the Importance side where it was
// asked, else the expectations as stand-in, with a note. CSI can't fall below
// 100·LS/HS (noted); Rescale starts at 0. The interval is by the delta method,
// ∂WT/∂MSS = WF, ∂WT/∂MIS = (MSS−WT)/ΣMIS, over complete rows; it needs
// tally.Options.Links. Source: method A.6 (Indonesian practice).
func SatisfactionIndex(t *tally.Tally, o Options) CSI {
	p := t.Plan()
	out := CSI{Side: p.ImportanceSide()}
	imp, notes, ok := importanceMeasure(p)
	if !ok || !perceives(t) {
		return out.refuse(0, NoSide)
	}
	scale := p.Study().Scale
	if scale.Min < 0 || scale.Max <= 0 {
		return out.refuse(0, stats.BadArgument, float64(scale.Min))
	}
	sum, n := 0.0, 0.0
	for _, i := range batteryItems(p.Study()) {
		fp := t.ItemFreq(i, tally.P)
		mis, ok1 := t.ItemFreq(i, imp).Mean()
		mss, ok2 := fp.Mean()
		if ok1 && ok2 {
			out.Items = append(out.Items, CSIItem{Index: i, Importance: mis, Satisfaction: mss, N: fp.N()})
			sum += mis
			if n == 0 || fp.N() < n {
				n = fp.N()
			}
		}
	}
	if len(out.Items) == 0 {
		return out.refuse(0, stats.NoData)
	}
	if sum <= 0 {
		return out.refuse(n, stats.NoVariance)
	}
	wt := 0.0
	for k := range out.Items {
		x := &out.Items[k]
		x.WeightFactor = x.Importance / sum
		x.WeightScore = x.WeightFactor * x.Satisfaction
		wt += x.WeightScore
	}
	out.Total = stats.Estimate{Defined: true, Value: wt, N: n, Method: MethodCSI, Notes: notes}
	out.Total = out.interval(t, sum, o)
	hs, ls := float64(scale.Max), float64(scale.Min)
	out.Percent = linear(out.Total, 100/hs, 0)
	if ls > 0 {
		out.Percent = with(out.Percent, note(ScaleFloor, 100*ls/hs))
	}
	out.Rescale = linear(out.Total, 100/(hs-ls), -100*ls/(hs-ls))
	out.Class = CSIClassOf(out.Percent.Value)
	return out
}

func (c CSI) refuse(n float64, code stats.NoteCode, args ...float64) CSI {
	c.Total = stats.Undefined(MethodCSI, n, code, args...)
	c.Percent, c.Rescale = c.Total, c.Total
	return c
}

// interval puts the delta-method interval on WT.
func (c CSI) interval(t *tally.Tally, sum float64, o Options) stats.Estimate {
	cross, linked := t.PerceptionImportance()
	if !linked {
		return with(c.Total, note(NoItemLinks))
	}
	g := make([]float64, cross.K)
	for _, x := range c.Items {
		g[x.Index] = x.WeightFactor
		g[cross.K/2+x.Index] = (x.Satisfaction - c.Total.Value) / sum
	}
	return withInterval(c.Total, cross, g, o.Level)
}

// CSIClassOf gives the class of a CSI in percent.
func CSIClassOf(percent float64) CSIClass {
	switch {
	case percent < 35:
		return NotSatisfied
	case percent < 51:
		return LessSatisfied
	case percent < 66:
		return FairlySatisfied
	case percent < 81:
		return Satisfied
	}
	return VerySatisfied
}
