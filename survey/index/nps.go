package index

import (
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// NPSFew is the number of answers below which a net promoter score is noted
// as moving by chance (method A.6).
const NPSFew = 100

// NPS is a net promoter score with the three groups behind it.
type NPS struct {
	Field                           string
	Score                           stats.Estimate // points, −100..100
	Promoters, Passives, Detractors float64        // respondents
}

// NetPromoter makes the net promoter score of a field answered 0–10:
// 100·(share of 9–10 − share of 0–6) among valid answers; see stats.NPS for
// the interval. Source: Reichheld 2003, HBR 81(12).
func NetPromoter(t *tally.Tally, field string, o Options) NPS {
	out := NPS{Field: field}
	scale, ok := ScaleOf(t, field)
	if ok && !(survey.Outcome{Min: scale.Min, Max: scale.Max}).Promotes() {
		out.Score = with(noField(t, stats.MethodNPS, field), note(NPSOtherScale, float64(scale.Min), float64(scale.Max)))
		return out
	}
	if !ok {
		out.Score = noField(t, stats.MethodNPS, field)
		return out
	}
	f := t.OutcomeFreq(field)
	out.Promoters = f.CountIf(func(k int64) bool { return k >= 9 })
	out.Detractors = f.CountIf(func(k int64) bool { return k <= 6 })
	out.Passives = f.N() - out.Promoters - out.Detractors
	out.Score = stats.NPS(f, o.Level)
	if scale.Min != 0 || scale.Max != 10 {
		out.Score = with(out.Score, note(NPSOtherScale, float64(scale.Min), float64(scale.Max)))
	}
	if n := out.Score.N; out.Score.Defined && n < NPSFew {
		out.Score = with(out.Score, note(FewForNPS, n, NPSFew))
	}
	return out
}
