package compose

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"servqual/survey/tally"
)

// TestCoreFiguresAreThoseOfAll compares the JSON of the same segments: each
// number that core segments hold stands under the same key among all figures,
// with the same bits.
func TestCoreFiguresAreThoseOfAll(t *testing.T) {
	for k, preset := range []string{"servqual-22", "servperf-22", "servqual-22", "servperf-22"} {
		lacking := lackings()[[]string{"whole", "whole", "bad points", "no points"}[k]]
		for _, by := range [][]string{{"wave", "unit"}, {"unit"}} {
			set := streamSet(t, preset, lacking).Rollup(by...)
			a, c := written(t, set, AllFigures), written(t, set, CoreFigures)
			if a["figures"] != nil || c["figures"] != coreWord {
				t.Errorf("figures %v and %v", a["figures"], c["figures"])
			}
			delete(c, "figures")
			as, cs := a["segments"].([]any), c["segments"].([]any)
			delete(a, "segments")
			delete(c, "segments")
			if len(as) != len(cs) {
				t.Fatalf("%d segments, want %d", len(cs), len(as))
			}
			x, _ := json.Marshal(a)
			y, _ := json.Marshal(c)
			if !bytes.Equal(x, y) {
				t.Errorf("%s: the totals differ", preset)
			}
			numbers := 0
			for i := range as {
				numbers += within(t, cs[i], as[i], "segment")
			}
			if numbers < 50*len(cs) {
				t.Errorf("%s: %d numbers in %d segments", preset, numbers, len(cs))
			}
		}
	}
}

func written(t *testing.T, set *tally.Set, figures Figures) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := WriteScores(&b, set, 0.95, figures, nil, nil, ShowSmall); err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// within counts the numbers of got, all of which must be in want.
func within(t *testing.T, got, want any, at string) int {
	t.Helper()
	n := 0
	switch x := got.(type) {
	case map[string]any:
		w, _ := want.(map[string]any)
		for k, v := range x {
			n += within(t, v, w[k], at+"."+k)
		}
	case []any:
		w, _ := want.([]any)
		if len(w) != len(x) {
			t.Fatalf("%s: %d entries, want %d", at, len(x), len(w))
		}
		for i := range x {
			n += within(t, x[i], w[i], at)
		}
	case float64:
		n = 1
		if w, ok := want.(float64); !ok || x != w {
			t.Errorf("%s: %v, want %v", at, x, want)
		}
	default:
		if got != want {
			t.Errorf("%s: %v, want %v", at, got, want)
		}
	}
	return n
}

// TestCoreSegmentsHoldWhatTheManualPromises looks at one segment's keys.
func TestCoreSegmentsHoldWhatTheManualPromises(t *testing.T) {
	set := streamSet(t, "servqual-22").Rollup("wave")
	seg := written(t, set, CoreFigures)["segments"].([]any)[0].(map[string]any)
	has := func(m any, keys ...string) {
		t.Helper()
		for _, k := range keys {
			if _, ok := m.(map[string]any)[k]; !ok {
				t.Errorf("no %q among %v", k, slices.Sorted(maps.Keys(m.(map[string]any))))
			}
		}
		if len(m.(map[string]any)) != len(keys) {
			t.Errorf("%v, want %v", slices.Sorted(maps.Keys(m.(map[string]any))), keys)
		}
	}
	has(seg, "segment", "n", "flagged", "items", "dimensions", "overall", "weights", "outcomes")
	item := seg["items"].([]any)[21].(map[string]any)
	has(item, "id", "dimension", "n", "expectation", "perception", "gap")
	has(item["gap"], "mean", "sd")
	dim := seg["dimensions"].([]any)[4].(map[string]any)
	has(dim, "id", "n", "expectation", "perception", "gap", "weight", "alpha")
	has(dim["alpha"], "expectation", "perception", "gap")
	has(dim["alpha"].(map[string]any)["gap"], "value")
	has(seg["overall"], "unweighted", "weighted", "servperf", "servperf_weighted")
	has(seg["overall"].(map[string]any)["weighted"], "mean", "n")
}
