package load_test

import (
	"reflect"
	"testing"

	"servqual/survey"
	"servqual/survey/load"
)

// TestPresetsMadeLaterAreThePresets: a file is recognised just the same, and an
// input that can't be opened leaves nobody waiting.
func TestPresetsMadeLaterAreThePresets(t *testing.T) {
	in := load.Input{Name: "bank.csv", Data: []byte("branch,REL1_E,REL1_P,REL2_E,REL2_P,REL3_E,REL3_P,RES1_E,RES1_P,RES2_E,RES2_P,TAN1_E,TAN1_P,ASS1_E,ASS1_P,EMP1_E,EMP1_P,EMP2_E,EMP2_P,TAN2_E,TAN2_P\nNorth,7,5,6,5,7,6,6,6,7,3,5,4,6,6,7,5,6,4,7,7\nSouth,6,5,6,4,7,7,6,5,7,4,5,5,6,5,7,6,6,5,6,5\n")}
	now, later := options(), options()
	later.Presets, later.Later = nil, func() []*survey.Study { return presets() }
	a, b := mustRead(t, now, in), mustRead(t, later, in)
	if len(a.study.Items) == 0 || !reflect.DeepEqual(a.study, b.study) || !reflect.DeepEqual(a.bindings, b.bindings) {
		t.Errorf("%s, want %s", b.study.Instrument, a.study.Instrument)
	}
	if _, err := load.Open([]load.Input{{Path: "testdata/there-is-none.csv"}}, later); err == nil {
		t.Error("opened a file that is not there")
	}
}
