package compose

import (
	"sync"

	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// shared is what the reports on many units have in common, by wave.
type shared struct {
	mu       sync.Mutex
	everyone map[string][]stats.Estimate
}

// Share makes copies of the case that differ in nothing but the unit, the
// language, and in holding copies of the same set, work out once what they have
// in common. Copies may be used at once.
func (c *Case) Share() { c.shared = &shared{everyone: map[string][]stats.Estimate{}} }

// everyone is the mean perception of all units in the wave in focus, by
// dimension.
func (v *view) everyone() []stats.Estimate {
	wave := ""
	if v.at >= 0 {
		wave = v.waves[v.at].name
	}
	s := v.Case.shared
	if s == nil {
		return v.perceptionIn(wave)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.everyone[wave] == nil {
		s.everyone[wave] = v.perceptionIn(wave)
	}
	return s.everyone[wave]
}

// askEveryone begins to work out everyone beside the rest of a report on one
// unit, which shares it with nobody else.
func (v *view) askEveryone() {
	if v.Unit == "" || v.at < 0 || v.shared != nil || !v.wants("radar") {
		return
	}
	own := *v.Case
	own.Share()
	v.Case = &own
	guard.Go(func() { v.everyone() })
}

// perceptionIn folds one wave and nothing else: a view of all units would fold
// every wave of every unit, which of 500 branches took a second.
func (v *view) perceptionIn(wave string) []stats.Estimate {
	all := v.Case.Set
	if wave != "" {
		all = all.Filter(survey.FieldWave, func(n string) bool { return n == wave })
	}
	t := all.Total()
	out := make([]stats.Estimate, len(v.study.Dimensions))
	for d := range out {
		out[d] = stats.MeanCI(t.DimFreq(d, tally.P), v.Level)
	}
	return out
}
