package compose

import (
	"slices"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/store"
)

// recentWaves is how many waves before a wave say which units are expected in
// it: a branch that closed is missed for a quarter and no longer.
const recentWaves = 3

// Absence is a unit without answers in a wave, and the last wave in which it had
// some.
type Absence struct {
	Unit string `json:"unit"`
	Last string `json:"last_wave"`
}

// Absent lists the units without answers in the wave in focus that had some in
// one of the three waves before, by name. Without units or waves there is none.
func (c *Case) Absent() []Absence {
	unit, wave := slices.Index(c.Set.By(), survey.FieldUnit), slices.Index(c.Set.By(), survey.FieldWave)
	if unit < 0 || wave < 0 {
		return nil
	}
	have := make(map[store.Place]bool)
	for _, s := range c.Set.Segments() {
		have[store.Place{Wave: s.Names[wave], Unit: s.Names[unit]}] = true
	}
	at := make([]store.Place, 0, len(have))
	for p := range have {
		at = append(at, p)
	}
	return AbsentAt(at, c.FocusWave())
}

// AbsentAt lists the units that are missing in a wave, of the waves and units
// that have answers.
func AbsentAt(at []store.Place, wave string) []Absence {
	var earlier []string
	for _, p := range at {
		if p.Wave != "" && p.Wave < wave && !slices.Contains(earlier, p.Wave) {
			earlier = append(earlier, p.Wave)
		}
	}
	slices.Sort(earlier)
	earlier = earlier[max(0, len(earlier)-recentWaves):]
	last := make(map[string]string)
	for _, p := range at {
		if p.Unit != "" && slices.Contains(earlier, p.Wave) {
			last[p.Unit] = max(last[p.Unit], p.Wave)
		}
	}
	for _, p := range at {
		if p.Wave == wave {
			delete(last, p.Unit)
		}
	}
	var out []Absence
	for u, w := range last {
		out = append(out, Absence{u, w})
	}
	slices.SortFunc(out, func(a, b Absence) int { return strings.Compare(a.Unit, b.Unit) })
	return out
}

// mostAbsent is how many missing units are named; more are counted.
const mostAbsent = 8

// AbsentText says which units are missing in a wave; nothing where none is.
func AbsentText(wave string, absent []Absence) lang.Text {
	if len(absent) == 0 {
		return lang.Text{}
	}
	var names []lang.Text
	for _, a := range absent[:min(mostAbsent, len(absent))] {
		names = append(names, lang.F("%s（最近一期 %s）", "%s (last in %s)", lang.Same(a.Unit), a.Last))
	}
	t := join(names)
	if more := len(absent) - mostAbsent; more > 0 {
		t = lang.F("%s 等 %d 家", "%s and more, %d in all", t, len(absent))
	}
	return lang.F("%s 没有收到这些单位的答卷：%s。", "%s: no responses from units that had some before: %s.", lang.Same(wave), t)
}
