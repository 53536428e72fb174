package compose

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"servqual/servqual"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// actionCase has five months with twenty answers each in units 甲 and 乙 (17
// and 3). Expectations are 5 throughout. Perceptions are half 3, half 4; from
// April on those of Reliability are half 4, half 5, and in March all are 1, so
// that a March counted on either side would show.
func actionCase(t *testing.T) *Case {
	t.Helper()
	s, ok := servqual.Preset("servqual-22")
	if !ok {
		t.Fatal("no preset")
	}
	s.Fields = []survey.Field{survey.NewField(survey.FieldUnit, "unit"), survey.NewField(survey.FieldWave, "wave")}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{Items: true, Links: true}), survey.FieldUnit, survey.FieldWave)
	months := []string{"2026-01", "2026-02", "2026-03", "2026-04", "2026-05"}
	const n = 20
	for m := range months {
		b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots())}
		units, waves := make([]int32, n), make([]int32, n)
		for r := range n {
			waves[r] = int32(m)
			if r < 3 {
				units[r] = 1
			}
		}
		b.Groups = []survey.Category{{Field: survey.FieldUnit, Codes: units, Names: []string{"甲", "乙"}}, {Field: survey.FieldWave, Codes: waves, Names: months}}
		for i := range s.Items {
			e, p := make([]survey.Code, n), make([]survey.Code, n)
			for r := range n {
				e[r], p[r] = 5, survey.Code(3+r%2)
				switch {
				case m == 2:
					p[r] = 1
				case m > 2 && s.Items[i].Dimension == "REL":
					p[r]++
				}
			}
			for k, side := range s.Sides {
				b.Answers[s.Slot(i, k)] = map[survey.Side][]survey.Code{survey.Expectation: e, survey.Perception: p}[side]
			}
		}
		set.Add(b)
	}
	return &Case{Set: set, Lang: lang.Both, Level: 0.95, Date: "2026-05-31"}
}

func done(id int64, gap, date string, units ...string) store.Action {
	return store.Action{ID: id, Gap: gap, Title: "t", State: store.ActionDone, Done: date, Units: units}
}

// TestBeforeAndAfter has its numbers worked out by hand. With two units, and two
// months on each side, nothing can be said of the action: Welch's test over
// respondents would call it an improvement.
func TestBeforeAndAfter(t *testing.T) {
	v := newView(actionCase(t))
	e := v.effectOf(done(1, "gap/REL", "2026-03-10"))
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-6 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	near("before", e.before.Value, -1.5)
	near("after", e.after.Value, -0.5)
	near("n before", e.before.N, 40)
	near("n after", e.after.N, 40)
	near("change", e.diff.Value, 1)
	if e.diff.HasInterval() {
		t.Error("an interval over respondents")
	}
	if got := e.said().Text.Zh; !strings.HasPrefix(got, "未采取措施的单位或此前的月份太少") || e.first != "2026-01" || e.last != "2026-02" || e.since != "2026-04" || e.until != "2026-05" {
		t.Errorf("%q, %s–%s against %s–%s", got, e.first, e.last, e.since, e.until)
	}
	const few = "too few units without the action, or months before it, to judge (8 such units and two with it, or 6 months)"
	// Fewer below expectation would be better: nobody is above 5, so the share
	// falls from 40 of 40 to 20 of 40.
	if b := v.effectOf(done(2, "below/REL", "2026-03-10")); b.diff.Value != -0.5 || b.said().Text.En != few {
		t.Errorf("%+v", b.diff)
	}
	for _, c := range []struct {
		a    store.Action
		says string
	}{
		{done(3, "gap/TAN", "2026-03-10"), few},
		{done(4, "gap/REL2", "2026-03-01"), few},
		{done(5, "", "2026-03-10"), "no measure is named (--gap)"},
		{done(6, "gap/XYZ", "2026-03-10"), "not asked in this survey"},
		{done(7, "gap/REL", ""), "no date of completion"},
		{done(8, "gap/REL", "2026-05-20"), "no monthly wave before it, or none after it yet"},
		{done(9, "gap/REL", "2026-03-10", "甲"), few}, // 乙 has 6 on each side
		{done(10, "gap/REL", "2026-02-10", "乙"), "too few responses: withheld"},
		{done(11, "gap/REL", "2026-02-10", "甲"), "too few responses: withheld"}, // else 乙's three could be worked out
	} {
		if got := v.effectOf(c.a).said().Text.En; got != c.says {
			t.Errorf("action %d: %q, want %q", c.a.ID, got, c.says)
		}
	}
}

// TestNothingAfterTheWaveInFocus: a report on April must not know of May.
func TestNothingAfterTheWaveInFocus(t *testing.T) {
	c := actionCase(t)
	c.Wave = "2026-04"
	if e := newView(c).effectOf(done(1, "gap/REL", "2026-03-10")); e.after.N != 20 || e.until != "2026-04" {
		t.Errorf("%v answers after, until %s", e.after.N, e.until)
	}
}

func TestAttain(t *testing.T) {
	e := stats.Estimate{Defined: true, Value: -0.5, Lo: -0.7, Hi: -0.3, Level: 0.95, N: 20}
	for _, c := range []struct {
		target float64
		lower  bool
		want   attained
	}{{-0.7, false, targetReached}, {-0.71, false, targetReached}, {-0.69, false, targetNoise}, {-0.3, false, targetNoise}, {-0.29, false, targetMissed},
		{-0.3, true, targetReached}, {-0.5, true, targetNoise}, {-0.71, true, targetMissed}} {
		if got := attain(e, c.target, c.lower); got != c.want {
			t.Errorf("target %v, lower %v: %v", c.target, c.lower, got)
		}
	}
	if attain(stats.Estimate{Defined: true, Value: 1}, 0, false) != 0 {
		t.Error("a verdict without an interval")
	}
}

// TestAttainments: in May all 20 have a mean gap of −0.5 in Reliability and
// −1.5 in Tangibles, ±0.24 (t(0.975, 19) = 2.093, s² = 20·0.25/19).
func TestAttainments(t *testing.T) {
	c := actionCase(t)
	c.Targets = []store.Target{{Measure: "gap/REL", Value: -0.5}, {Measure: "gap/TAN", Value: -1}, {Measure: "gap/TAN", Unit: "甲", Value: -2}, {Measure: "nps", Value: 30}}
	var got []string
	for _, a := range newView(c).attainments() {
		got = append(got, a.unit+" "+a.name.En+" "+a.said().Text.En)
	}
	want := []string{" Reliability gap within noise", "乙 Reliability gap too few responses: withheld", "甲 Reliability gap too few responses: withheld",
		" Tangibles gap missed", "乙 Tangibles gap too few responses: withheld", "甲 Tangibles gap too few responses: withheld", " nps not asked in this survey"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A report on one unit holds its own figures against its own target, or the common
// one; ten answers are judged, nine are shown without a verdict, four not shown.
func TestAttainmentsOfOneUnit(t *testing.T) {
	for n, want := range map[int]string{12: "missed", 10: "missed", 9: "fewer than 10 responses: not judged", 5: "fewer than 10 responses: not judged", 4: "too few responses: withheld"} {
		c := commented(map[string]int{"大店": n, "小店": 12, "中店": 12})
		c.Unit, c.Targets = "大店", []store.Target{{Measure: "mean/P/REL", Value: 7}, {Measure: "mean/P/REL", Unit: "小店", Value: 1}}
		as := newView(c).attainments()
		if len(as) != 1 || as[0].unit != "大店" || as[0].target != 7 || as[0].said().Text.En != want {
			t.Errorf("%d answers: %+v, want %q", n, as, want)
		}
		if shown := len(as) == 1 && as[0].value.Defined; shown != (n >= 5) {
			t.Errorf("%d answers: shown %v", n, shown)
		}
	}
}

func TestActionsChapter(t *testing.T) {
	c := actionCase(t)
	if actionsSection(newView(c)) != nil {
		t.Error("a chapter about nothing")
	}
	late := store.Action{ID: 3, Gap: "gap/TAN", Title: "换门头", State: store.ActionOpen, Due: "2026-05-01", Units: []string{"乙"}}
	c.Actions = []store.Action{done(1, "gap/REL", "2026-03-10"), done(2, "gap/TAN", "2026-03-10"), late}
	c.Targets = []store.Target{{Measure: "overall", Value: -1}}
	d := Monthly(c)
	checkMonthly(t, "actions", d)
	for i, s := range d.Sections {
		if s.ID != "actions" {
			continue
		}
		if s.Appendix || !d.Sections[i+1].Appendix {
			t.Errorf("the chapter stands before %s, not at the end of the report", d.Sections[i+1].ID)
		}
		if want := "登记措施 3 项，已完成 2 项，逾期 1 项。对照目标共 "; !strings.HasPrefix(s.Finding.Zh, want) {
			t.Errorf("finding %q", s.Finding.Zh)
		}
		c.Unit = "甲"
		if got := newView(c).ownActions(); len(got) != 2 {
			t.Errorf("甲 has %d actions", len(got))
		}
		return
	}
	t.Error("no chapter")
}

// networkCase has nine months of twelve units with forty answers each. A unit's
// perceptions lie at its own level; from June on those of Reliability rise by one
// in the units named.
func networkCase(t *testing.T, acted ...string) *Case {
	t.Helper()
	s, ok := servqual.Preset("servqual-22")
	if !ok {
		t.Fatal("no preset")
	}
	s.Fields = []survey.Field{survey.NewField(survey.FieldUnit, "unit"), survey.NewField(survey.FieldWave, "wave")}
	set := tally.NewSet(tally.NewPlan(s, tally.Options{Items: true, Links: true}), survey.FieldUnit, survey.FieldWave)
	var units, months []string
	for u := range 12 {
		units = append(units, string(rune('A'+u)))
	}
	for m := range 9 {
		months = append(months, "2026-0"+string(rune('1'+m)))
	}
	r := rand.New(rand.NewPCG(12, 9))
	const n = 40
	for m := range months {
		for u := range units {
			b := &survey.Batch{N: n, Answers: make([][]survey.Code, s.Slots())}
			us, ms := make([]int32, n), make([]int32, n)
			for k := range n {
				us[k], ms[k] = int32(u), int32(m)
			}
			b.Groups = []survey.Category{{Field: survey.FieldUnit, Codes: us, Names: units}, {Field: survey.FieldWave, Codes: ms, Names: months}}
			for i := range s.Items {
				e, p := make([]survey.Code, n), make([]survey.Code, n)
				for k := range n {
					level := 4 + 0.1*float64(u%4)
					if m > 4 && s.Items[i].Dimension == "REL" && slices.Contains(acted, units[u]) {
						level++
					}
					e[k], p[k] = 6, survey.Code(math.Max(1, math.Min(7, math.Round(level+r.NormFloat64()))))
				}
				for k, side := range s.Sides {
					b.Answers[s.Slot(i, k)] = map[survey.Side][]survey.Code{survey.Expectation: e, survey.Perception: p}[side]
				}
			}
			set.Add(b)
		}
	}
	return &Case{Set: set, Lang: lang.Both, Level: 0.95, Date: "2026-09-30"}
}

// An action of three units of twelve that lifts Reliability by one is found; one
// that did nothing is not, and the other units' change is taken out.
func TestActionAgainstOtherUnits(t *testing.T) {
	v := newView(networkCase(t, "B", "F", "J"))
	e := v.effectOf(done(1, "gap/REL", "2026-05-10", "B", "F", "J"))
	a := e.verdict
	if !a.Attributable || a.Effect.Acted != 3 || a.Effect.Controls != 9 || math.Abs(a.Effect.Effect.Value-1) > 0.15 || !strings.HasPrefix(e.said().Text.En, "improved") {
		t.Errorf("%q: %+v", e.said().Text.En, a.Effect)
	}
	if got := e.actionDetail().Zh; !strings.Contains(got, "采取措施的 3 家") || !strings.Contains(got, "没有更早的时期可供核对") {
		t.Errorf("detail %q", got)
	}
	if e := v.effectOf(done(2, "gap/TAN", "2026-05-10", "B", "F", "J")); e.said().Text.En != "not told apart from what other units did" {
		t.Errorf("an action without effect: %q", e.said().Text.En)
	}
	// Below expectation is a share in which less is better.
	if e := v.effectOf(done(3, "below/REL2", "2026-05-10", "B", "F", "J")); !strings.HasPrefix(e.said().Text.En, "improved") || e.verdict.Effect.Effect.Value >= 0 {
		t.Errorf("share: %q %+v", e.said().Text.En, e.verdict.Effect.Effect)
	}
	// All units took it: nobody to compare with.
	if e := v.effectOf(done(4, "gap/REL", "2026-05-10")); e.verdict.Attributable {
		t.Error("attributed without controls")
	}
}
