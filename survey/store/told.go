package store

import (
	"slices"

	"servqual/survey/lang"
)

// The sentences of the history.

// told says what an import did.
func (out *Imported) told() lang.Text {
	var all []lang.Text
	for _, k := range []struct {
		what What
		text lang.Text
	}{{Added, lang.T("新增", "added")}, {Corrected, lang.T("更正", "corrected")}, {Replaced, lang.T("替换", "replaced")}} {
		var at []Place
		n, before := int64(0), int64(0)
		for _, c := range out.Parts {
			if c.What == k.what {
				at, n = append(at, Place{c.Wave, c.Unit}), n+c.N
				if c.Was != nil {
					before += c.Was.N
				}
			}
		}
		if at == nil {
			continue
		}
		t := lang.F("%s %s，%d 份答卷", "%s %s, responses: %d", k.text, span(at), n)
		if k.what != Added {
			t = lang.F("%s（原有 %d 份）", "%s (before: %d)", t, before)
		}
		all = append(all, t)
	}
	t := all[0]
	for _, x := range all[1:] {
		t = lang.F("%s；%s", "%s; %s", t, x)
	}
	return t
}

// span names waves and units in few words: one of each by name, more by number.
func span(at []Place) lang.Text {
	var waves, units []string
	for _, p := range at {
		waves, units = append(waves, p.Wave), append(units, p.Unit)
	}
	slices.Sort(waves)
	slices.Sort(units)
	waves, units = slices.Compact(waves), slices.Compact(units)
	wave := lang.Same(waves[0])
	if len(waves) > 1 {
		wave = lang.F("%s 至 %s（%d 期）", "%s to %s (waves: %d)", waves[0], waves[len(waves)-1], len(waves))
	}
	switch {
	case len(units) > 1:
		return lang.F("%s，%d 个单位", "%s, units: %d", wave, len(units))
	case units[0] != "":
		return lang.F("%s %s", "%s %s", wave, units[0])
	}
	return wave
}
