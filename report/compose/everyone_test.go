package compose

import (
	"reflect"
	"testing"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/tally"
)

func TestAllUnitsAreThoseOfTheWaveInFocus(t *testing.T) {
	c := caseOf(t, lang.Zh, "aftersales/2026-10.xlsx")
	c.Unit, c.Wave = "朝阳店", "2026-08"
	want := c.Set.Filter(survey.FieldWave, func(n string) bool { return n == "2026-08" }).Total()
	for d, e := range newView(c).everyone() {
		if m, _ := want.DimFreq(d, tally.P).Mean(); !e.Defined || e.Value != m {
			t.Errorf("dimension %d: %+v, want %v", d, e, m)
		}
	}
}

// TestSharingChangesNothing writes the reports of two units in two waves with
// and without sharing, one of them twice.
func TestSharingChangesNothing(t *testing.T) {
	c := caseOf(t, lang.Zh, "aftersales/2026-10.xlsx")
	sharing := *c
	sharing.Share()
	for _, x := range [][2]string{{"朝阳店", ""}, {"大兴店", ""}, {"朝阳店", "2026-08"}, {"朝阳店", ""}} {
		alone, together := *c, sharing
		alone.Unit, alone.Wave = x[0], x[1]
		together.Unit, together.Wave = x[0], x[1]
		if !reflect.DeepEqual(Monthly(&alone), Monthly(&together)) {
			t.Errorf("%v: another report", x)
		}
	}
}
