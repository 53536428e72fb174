package compose

import (
	"context"
	"errors"
	"testing"

	"servqual/survey/lang"
)

// A case whose context has ended composes nothing more: no chapter of the
// monthly report, and an error instead of a regional one.
func TestComposingEndsWithTheContext(t *testing.T) {
	ctx, interrupt := context.WithCancel(context.Background())
	cs := caseOf(t, lang.En, "oracle/customers.csv")
	cs.Context = ctx
	if doc := Monthly(cs); len(doc.Sections) < 5 {
		t.Fatalf("%d sections", len(doc.Sections))
	}
	interrupt()
	if doc := Monthly(cs); len(doc.Sections) > 0 {
		t.Errorf("%d sections after the context has ended", len(doc.Sections))
	}
	if _, err := Regional(cs, DefaultRegional()); !errors.Is(err, context.Canceled) {
		t.Errorf("regional report: %v, want the context's error", err)
	}
}

// FocusWave is a unit's own last wave where the unit has none of the wave asked
// for; fixtures/gen gives every branch each month, so that one is cut out.
func TestFocusWaveIsTheUnitsOwn(t *testing.T) {
	cs := caseOf(t, lang.Zh, "aftersales/2026-10.xlsx")
	all := cs.UnitWaves()
	if len(all) < 2 {
		t.Fatalf("units: %v", all)
	}
	last := cs.FocusWave()
	unit := all[0].Unit
	set := cs.Set.Filter("unit", func(n string) bool { return n == unit }).Filter("wave", func(n string) bool { return n < last })
	set.Merge(cs.Set.Filter("unit", func(n string) bool { return n != unit }))
	cs.Set = set
	for _, wave := range []string{"", last} {
		cs.Wave = wave
		for _, u := range cs.UnitWaves() {
			one := *cs
			one.Unit = u.Unit
			if got := one.FocusWave(); got != u.Wave || (u.Unit == unit) != (got < last) {
				t.Errorf("%s asked for %q: %s and %s, the last of all is %s", u.Unit, wave, got, u.Wave, last)
			}
		}
	}
	if got := cs.FocusWave(); got != last {
		t.Errorf("of all units: %s, want %s", got, last)
	}
}
