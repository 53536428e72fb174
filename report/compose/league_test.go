package compose

import (
	"math"
	"slices"
	"strings"
	"testing"

	"servqual/report"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/store"
	"servqual/survey/tally"
)

// tableOf finds a table of a document.
func tableOf(d *report.Document, id string) (out report.Table) {
	d.Walk(func(_ *report.Section, b report.Block) {
		if t, ok := b.(report.Table); ok && t.ID == id {
			out = t
		}
	})
	return out
}

func columnIDs(t report.Table) (out []string) {
	for _, c := range t.Columns {
		out = append(out, c.ID)
	}
	return out
}

// The league has columns on the period before only where there is one, and the
// change only where the two periods share nobody.
func TestLeagueColumns(t *testing.T) {
	plain := []string{"unit", "n", "mean", "lo", "hi", "shrunk", "rank", "tier", "p"}
	one := tableOf(regionalOf(t, caseOf(t, lang.Zh, "oracle/customers.csv"), quick()), "league")
	if got := columnIDs(one); !slices.Equal(got, plain) {
		t.Errorf("one wave: %v", got)
	}
	c := caseOf(t, lang.Zh, "aftersales/2026-10.xlsx")
	if got := columnIDs(tableOf(regionalOf(t, c, quick()), "league")); !slices.Equal(got, append(slices.Clone(plain), "before", "moved")) {
		t.Errorf("all waves against all but the last: %v", got)
	}
	month := *c
	month.Wave = "2026-10"
	if got := columnIDs(tableOf(regionalOf(t, &month, quick()), "league")); !slices.Equal(got, append(slices.Clone(plain), "before", "moved", "change")) {
		t.Errorf("a month against the one before: %v", got)
	}
	for _, table := range []report.Table{one} {
		for _, r := range table.Rows {
			if len(r.Cells) != len(table.Columns) {
				t.Errorf("%d cells under %d heads", len(r.Cells), len(table.Columns))
			}
		}
	}
}

// On 0–100: (x − min)·100/(max − min), of differences x·100/(max − min), whole
// numbers throughout; answers on 0–100 stay as they are.
func TestOnHundred(t *testing.T) {
	p, gap := tally.Measure{Plus: survey.Perception}, tally.Gap
	for i, c := range []struct {
		scale survey.Scale
		m     tally.Measure
		unit  int64
		key   int64
		want  float64
	}{
		{survey.Scale{Min: 1, Max: 5}, p, 1, 2, 25}, {survey.Scale{Min: 1, Max: 5}, p, 60, 150, 37.5}, {survey.Scale{Min: 1, Max: 5}, gap, 1, -1, -25},
		{survey.Scale{Min: 0, Max: 10}, p, 1, 7, 70}, {survey.Scale{Min: 0, Max: 100}, p, 1, 37, 37}, {survey.Scale{Min: 1, Max: 100}, p, 1, 1, 0}, {survey.Scale{Min: 1, Max: 100}, p, 1, 100, 100},
		{survey.Scale{Min: 0, Max: 101}, gap, 1, 101, 100}, {survey.Scale{Min: 1, Max: 7}, gap, 60, 90, 25},
	} {
		got, ok := onHundred(stats.NewFreq(c.unit, map[int64]float64{c.key: 3}), c.scale, c.m).Mean()
		if !ok || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%d: %v, want %v", i, got, c.want)
		}
	}
}

// Of five responses an import lists the scores, of four none.
func TestImportedScoresOfFew(t *testing.T) {
	for n, want := range map[int]int{4: 0, 5: 6, 6: 6} {
		got := scoresByRef(factorCase(n, nil).Set.Total(), 0.95)
		if len(got) != want {
			t.Errorf("%d responses: %d scores", n, len(got))
		}
		if want > 0 && (got[0].Ref != "overall" || got[0].After == nil || got[1].Ref != "gap/TAN" || got[1].After == nil) {
			t.Errorf("%d responses: %+v", n, got)
		}
	}
}

// The walk back of the net promoter score counts as the score does: 9 and 10 are
// promoters, 0 to 6 detractors.
func TestExplainNPS(t *testing.T) {
	c := caseOf(t, lang.Both, "oracle/customers.csv")
	d, err := Explain(c, nil, "nps")
	if err != nil {
		t.Fatal(err)
	}
	f := newView(c).now.OutcomeFreq(survey.FieldRecommend)
	pro, con := 0.0, 0.0
	for i, k := range f.Keys {
		if k >= 9 {
			pro += f.Counts[i]
		} else if k <= 6 {
			con += f.Counts[i]
		}
	}
	found := false
	d.Walk(func(_ *report.Section, b report.Block) {
		if x, ok := b.(report.Formula); ok {
			found = true
			for _, want := range []string{count(pro), count(con), count(f.N())} {
				if !strings.Contains(x.Put, want) {
					t.Errorf("%q lacks %s", x.Put, want)
				}
			}
			if want := scoreNum(100 * (pro - con) / f.N()); !strings.Contains(x.Result.Zh, want) {
				t.Errorf("%q is not %s", x.Result.Zh, want)
			}
		}
	})
	if !found || f.N() != 120 {
		t.Errorf("no formula, n = %v", f.N())
	}
}

// Where no unit may be shown there is no funnel, and no curve without a point.
func TestFunnelOfWithheldUnits(t *testing.T) {
	c := actionCase(t)
	c.Wave = "2026-05"
	r, err := newRegional(&Case{Set: c.Set, Lang: c.Lang, Level: c.Level, Wave: c.Wave}, quick())
	if err != nil {
		t.Fatal(err)
	}
	if f := r.funnelFigure(); !r.u.Score.Funnel.Defined || len(f.Points) > 0 || len(f.Limits[0].Curve) > 0 {
		t.Errorf("a funnel of nothing: %+v", f)
	}
	if s := regionalFunnel(r); slices.ContainsFunc(s.Blocks, func(b report.Block) bool { _, ok := b.(report.FigureBlock); return ok }) {
		t.Errorf("%+v", s.Blocks)
	}
}

// An action is overdue while it is open or under way and its day has passed.
func TestOverdue(t *testing.T) {
	v := newView(actionCase(t))
	for i, c := range []struct {
		state store.ActionState
		due   string
		want  bool
	}{{store.ActionOpen, "2000-01-01", true}, {store.ActionDoing, "2000-01-01", true}, {store.ActionDone, "2000-01-01", false}, {store.ActionOpen, "2999-01-01", false}, {store.ActionOpen, "", false}, {store.ActionOpen, v.date(), false}} {
		if got := v.overdue(store.Action{State: c.state, Due: c.due}); got != c.want {
			t.Errorf("%d: overdue %v", i, got)
		}
	}
}
