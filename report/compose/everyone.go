package compose

import (
	"sync"

	"servqual/report"
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/guard"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// shared is what the reports on many units have in common, by wave.
type shared struct {
	mu       sync.Mutex
	everyone map[string][]stats.Estimate
	places   map[string]*places
}

// places is where the units of a wave stand.
type places struct {
	rows  map[string]unitRow
	usual float64
	kind  report.Kind
}

// Share makes copies of the case that differ in nothing but the unit, the
// language, and in holding copies of the same set, work out once what they have
// in common. Copies may be used at once.
func (c *Case) Share() {
	c.shared = &shared{everyone: map[string][]stats.Estimate{}, places: map[string]*places{}}
}

// place says in a report on one unit where it stands among all units of the wave,
// as the report on all of them says it; zero without others.
func (v *view) place() lang.Text {
	if v.Unit == "" {
		return lang.Text{}
	}
	p := v.placesOf()
	row, ok := p.rows[v.Unit]
	if !ok || len(p.rows) < 2 {
		return lang.Text{}
	}
	usual := report.N(p.kind, p.usual).Format(lang.Zh)
	among := lang.F("在%s的 %d 家单位中，%s", "Of the %[2]d units in %[1]s, %[3]s", v.period(), len(p.rows), lang.Same(v.Unit))
	switch row.tier {
	case stats.TierAbove:
		return lang.F("%s高于一般水平（%s）。", "%s is above the usual level (%s).", among, usual)
	case stats.TierBelow:
		return lang.F("%s低于一般水平（%s）。", "%s is below the usual level (%s).", among, usual)
	case stats.TierNotDistinguishable:
		return lang.F("%s与一般水平（%s）没有可靠差别。", "%s can't be told from the usual level (%s).", among, usual)
	}
	return lang.F("%s的答卷不足 %d 份，不与其他单位比较。", "%s has under %d responses and is not compared.", among, verdict.Judged)
}

// usualTile is, in a report on one unit, the level that it is compared with.
func (v *view) usualTile() (report.Tile, bool) {
	if v.place().IsZero() {
		return report.Tile{}, false
	}
	p := v.placesOf()
	return report.Tile{Label: lang.F("一般水平（%d 家单位）", "Usual level (%d units)", len(p.rows)), Value: report.N(p.kind, p.usual), Ref: "usual"}, true
}

// period names the wave in focus.
func (v *view) period() lang.Text {
	if v.at < 0 {
		return lang.T("本次调查", "this survey")
	}
	return waveText(v.waves[v.at].name)
}

func (v *view) placesOf() *places {
	wave := ""
	if v.at >= 0 {
		wave = v.waves[v.at].name
	}
	if v.Case.shared == nil {
		own := *v.Case
		own.Share()
		v.Case = &own
	}
	s := v.Case.shared
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.places[wave] == nil {
		s.places[wave] = v.placesIn(wave)
	}
	return s.places[wave]
}

// placesIn compares the units of one wave.
func (v *view) placesIn(wave string) *places {
	c := *v.Case
	c.Unit, c.shared, c.hiddenFields = "", nil, nil
	if wave != "" {
		c.Set = c.Set.Filter(survey.FieldWave, func(n string) bool { return n == wave })
	}
	all := newView(&c)
	p := &places{rows: map[string]unitRow{}, kind: all.kind()}
	for _, r := range all.unitRows() {
		if r.name != "" {
			p.rows[r.name] = r
		}
	}
	p.usual = all.usual
	return p
}

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
