package index

import (
	"slices"

	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// FieldScale is the scale of a numeric field and how it came to be known.
type FieldScale struct {
	Min, Max int
	Guessed  bool // from the range of the answers: the study file does not say
	Mixed    bool // 0–100, put together of answers on different scales
}

// notes are the footnotes that a result on this scale carries.
func (s FieldScale) notes() []stats.Note {
	if !s.Guessed {
		return nil
	}
	return []stats.Note{note(ScaleGuessed, float64(s.Min), float64(s.Max))}
}

// ScaleOf gives the scale of a numeric field: that of the study file, else the
// usual one of the recommendation question (0–10), else the narrowest usual
// scale that holds every answer: 0–10, 0–100, 1–5, 1–7, 1–10. ok is false for
// an unknown field and for one without answers and without declared scale.
func ScaleOf(t *tally.Tally, field string) (scale FieldScale, ok bool) {
	p := t.Plan()
	if !slices.Contains(p.Outcomes(), field) {
		return FieldScale{}, false
	}
	if o, declared := p.Study().Outcomes[field]; declared && o.Max > o.Min {
		return FieldScale{Min: o.Min, Max: o.Max, Mixed: o.Steps > 0}, true
	}
	f := t.OutcomeFreq(field)
	if len(f.Keys) == 0 {
		return FieldScale{}, false
	}
	lo, hi := int(f.Keys[0]), int(f.Keys[len(f.Keys)-1])
	if field == survey.FieldRecommend && lo >= 0 && hi <= 10 {
		return FieldScale{Min: 0, Max: 10}, true
	}
	for _, s := range [][2]int{{0, 10}, {0, 100}, {1, 5}, {1, 7}, {1, 10}} {
		if (s[0] == 0) == (lo == 0) && lo >= s[0] && hi <= s[1] {
			return FieldScale{Min: s[0], Max: s[1], Guessed: true}, true
		}
	}
	if lo >= 0 && hi <= 100 {
		return FieldScale{Min: 0, Max: 100, Guessed: true}, true
	}
	return FieldScale{Min: lo, Max: max(hi, lo+1), Guessed: true}, true
}

// noField words why a field gives nothing.
func noField(t *tally.Tally, m stats.Method, field string) stats.Estimate {
	if slices.Contains(t.Plan().Outcomes(), field) {
		return stats.Undefined(m, 0, stats.NoData)
	}
	return stats.Undefined(m, 0, UnknownField)
}
