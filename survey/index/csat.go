package index

import (
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// TopBox is the share of the best answers to a numeric field, with its mean.
type TopBox struct {
	Field  string
	Scale  FieldScale
	From   int            // the least answer that counts: 9 of 1–10
	Share  stats.Estimate // 0..1, Wilson
	Bottom stats.Estimate // share of as many answers at the other end
	Mean   stats.Estimate
	Index  stats.Estimate // the mean on 0–100: 100·(x̄−min)/(max−min)
}

// TopTwo is the usual CSAT: the share of the top two answers (4–5 of 5, 6–7 of
// 7, 9–10 of 10) among valid answers, with Wilson's interval. Source: method A.6.
func TopTwo(t *tally.Tally, field string, o Options) TopBox { return TopBoxes(t, field, 2, o) }

// TopBoxes is TopTwo with another number of answers at the top. Asking for
// none, or for the whole scale, has no meaning and gives a note.
func TopBoxes(t *tally.Tally, field string, boxes int, o Options) TopBox {
	out := TopBox{Field: field}
	scale, ok := ScaleOf(t, field)
	if !ok {
		none := noField(t, stats.MethodWilson, field)
		out.Share, out.Bottom, out.Mean, out.Index = none, none, none, none
		return out
	}
	out.Scale = scale
	f := t.OutcomeFreq(field)
	out.Mean = stats.MeanCI(f, o.Level)
	span := float64(scale.Max - scale.Min)
	out.Index = with(linear(out.Mean, 100/span, -100*float64(scale.Min)/span), scale.notes()...)
	if boxes < 1 || boxes > scale.Max-scale.Min || scale.Mixed { // the top two of which scale?
		none := stats.Undefined(stats.MethodWilson, f.N(), stats.BadArgument, float64(boxes))
		out.Share, out.Bottom = none, none
		return out
	}
	out.From = scale.Max - boxes + 1
	last := int64(scale.Min + boxes - 1)
	out.Share = with(stats.TopBox(f, int64(out.From), o.Level), scale.notes()...)
	out.Bottom = with(stats.Share(f, func(k int64) bool { return k <= last }, o.Level), scale.notes()...)
	return out
}

// EffortVersion is how customer effort was asked. The zero value is invalid.
type EffortVersion int

// The versions of the customer effort question.
const (
	EffortV1 EffortVersion = iota + 1 // "how much effort", 1–5: low is good
	EffortV2                          // "made it easy", 1–7: high is good
)

// Effort is a customer effort score.
type Effort struct {
	Field     string
	Version   EffortVersion
	Scale     FieldScale
	LowIsGood bool
	Mean      stats.Estimate
	Easy      stats.Estimate // share who found it easy: v1 at most 2, v2 at least 5
}

// CustomerEffort makes the customer effort score of a field. Version 0 takes
// the version that goes with the field's scale: up to five points v1, else v2.
// The mean is over valid answers; the share of easy answers has Wilson's
// interval and counts, on another scale than the version's own, the answers as
// far from the middle (v1: at most min+1; v2: above the middle).
// Source: Dixon, Freeman & Toman 2010, HBR 88(7/8); method A.6.
func CustomerEffort(t *tally.Tally, field string, version EffortVersion, o Options) Effort {
	out := Effort{Field: field, Version: version}
	scale, ok := ScaleOf(t, field)
	if version != 0 && version != EffortV1 && version != EffortV2 {
		out.Mean = stats.Undefined(stats.MethodMeanT, 0, stats.BadArgument, float64(version))
		out.Easy = out.Mean
		return out
	}
	if !ok {
		out.Mean = noField(t, stats.MethodMeanT, field)
		out.Easy = out.Mean
		return out
	}
	out.Scale = scale
	if version == 0 {
		out.Version = EffortV2
		if scale.Max-scale.Min+1 <= 5 {
			out.Version = EffortV1
		}
	}
	out.LowIsGood = out.Version == EffortV1
	f := t.OutcomeFreq(field)
	out.Mean = with(stats.MeanCI(f, o.Level), scale.notes()...)
	easy := func(k int64) bool { return 2*k > int64(scale.Min+scale.Max)*f.Unit }
	if out.LowIsGood {
		easy = func(k int64) bool { return k <= int64(scale.Min+1)*f.Unit }
	}
	out.Easy = with(stats.Share(f, easy, o.Level), scale.notes()...)
	return out
}
