package store

import (
	"math"
	"reflect"
	"testing"
)

func TestActionRegister(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w := create(t, name)
		a := Action{Gap: "gap/REL", Title: "交车前逐项确认 'quote'", Owner: "李雷", Due: "2026-11-30", Units: []string{"朝阳店", "朝阳店", ""}, Note: "PDCA"}
		id := must[int64](t)(w.AddAction(t.Context(), a))
		two := must[int64](t)(w.AddAction(t.Context(), Action{Title: "b"}))
		if id == two {
			t.Fatal("two actions have one number")
		}
		if err := w.RemoveAction(t.Context(), two); err != nil {
			t.Fatal(err)
		}
		if again := must[int64](t)(w.AddAction(t.Context(), Action{Title: "c"})); again == two {
			t.Error("a number was given twice")
		}
		done := must[Action](t)(w.UpdateAction(t.Context(), id, func(a *Action) { a.State, a.Done = ActionDone, "2026-11-15" }))
		want := a
		want.ID, want.State, want.Done, want.Units = id, ActionDone, "2026-11-15", []string{"朝阳店"}
		got := must[[]Action](t)(w.Actions(t.Context()))
		if len(got) != 2 || !reflect.DeepEqual(got[0], want) || done.State != ActionDone || got[1].State != ActionOpen {
			t.Errorf("%+v", got)
		}
		for _, bad := range []Action{{}, {Title: " "}, {Title: "x", Due: "2026-02-30"}, {Title: "x", Done: "soon"}, {Title: "x", State: 99}} {
			if _, err := w.AddAction(t.Context(), bad); !Is(err, Invalid) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if err := w.RemoveAction(t.Context(), 999); !Is(err, NoMatch) {
			t.Errorf("%v", err)
		}
	})
}

func TestEventsAndTargets(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w := create(t, name)
		late := must[int64](t)(w.AddEvent(t.Context(), Event{Date: "2026-09-01", Kind: "training", Title: "礼仪培训", Gaps: []string{"gap/EMP"}}))
		must[int64](t)(w.AddEvent(t.Context(), Event{Date: "2026-05-01", Title: "新店开业", Units: []string{"大兴店"}}))
		got := must[[]Event](t)(w.Events(t.Context()))
		if len(got) != 2 || got[0].Date != "2026-05-01" || got[1].ID != late || got[1].Gaps[0] != "gap/EMP" || got[0].Units[0] != "大兴店" {
			t.Errorf("%+v", got)
		}
		if _, err := w.AddEvent(t.Context(), Event{Title: "x", Date: "2026-13-01"}); !Is(err, Invalid) {
			t.Errorf("%v", err)
		}
		if err := w.RemoveEvent(t.Context(), late); err != nil {
			t.Error(err)
		}
		for _, x := range []Target{{"gap/REL", "", -0.5}, {"gap/REL", "朝阳店", -0.4}, {"gap/REL", "", -0.3}} {
			if err := w.SetTarget(t.Context(), x); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := must[[]Target](t)(w.Targets(t.Context())), []Target{{"gap/REL", "", -0.3}, {"gap/REL", "朝阳店", -0.4}}; !reflect.DeepEqual(got, want) {
			t.Errorf("%+v", got)
		}
		if err := w.SetTarget(t.Context(), Target{"gap/REL", "", math.NaN()}); !Is(err, Invalid) {
			t.Errorf("%v", err)
		}
		if err := w.RemoveTarget(t.Context(), "gap/REL", "海淀店"); !Is(err, NoMatch) {
			t.Errorf("%v", err)
		}
	})
}

// TestNormPercentiles: by R, quantile(c(-1.2,-0.4,-0.9,-0.7,-0.55,-1.05),
// c(.05,.1,.25,.5,.75,.9,.95)), type 7: the order statistics are −1.2, −1.05,
// −0.9, −0.7, −0.55, −0.4; h = 5p.
func TestNormPercentiles(t *testing.T) {
	n, ok := NewNorm("a", "gap/REL", "2026-10", []float64{-1.2, -0.4, -0.9, -0.7, -0.55, -1.05})
	if !ok || n.Units != 6 {
		t.Fatal(n)
	}
	want := []float64{-1.1625, -1.125, -1.0125, -0.8, -0.5875, -0.475, -0.4375}
	for i, p := range n.Percentiles {
		if math.Abs(p.Value-want[i]) > 1e-12 {
			t.Errorf("P%v = %v, want %v", p.Share, p.Value, want[i])
		}
	}
	for _, bad := range [][]float64{nil, {1}, {1, math.NaN()}, {1, math.Inf(1)}} {
		if _, ok := NewNorm("a", "b", "", bad); ok {
			t.Errorf("%v makes a norm", bad)
		}
	}
}

func TestNormsAreKept(t *testing.T) {
	onBoth(t, func(t *testing.T, name string) {
		w := create(t, name)
		a, _ := NewNorm("去年", "gap/REL", "2025", []float64{-1, -0.5, 0})
		b, _ := NewNorm("去年", "gap/EMP", "2025", []float64{-1, -0.25})
		if err := w.SaveNorms(t.Context(), "去年", []Norm{a, b}); err != nil {
			t.Fatal(err)
		}
		if got := must[[]Norm](t)(w.Norms(t.Context(), "")); !reflect.DeepEqual(got, []Norm{b, a}) {
			t.Errorf("%+v", got)
		}
		if err := w.SaveNorms(t.Context(), "去年", []Norm{a}); err != nil {
			t.Fatal(err)
		}
		if got := must[[]Norm](t)(w.Norms(t.Context(), "去年")); !reflect.DeepEqual(got, []Norm{a}) {
			t.Errorf("%+v", got)
		}
		if err := w.RemoveNorms(t.Context(), "x"); !Is(err, NoMatch) {
			t.Errorf("%v", err)
		}
	})
}
