package stats

import "testing"

func noted(notes []Note, code NoteCode) bool {
	for _, n := range notes {
		if n.Code == code {
			return true
		}
	}
	return false
}

// repeat makes a Cross of the given one's rows, times over, so that n grows and
// nothing else of substance changes.
func repeat(c Cross, times float64) Cross {
	out := c.Select(c.others(-1)...)
	out.N *= times
	for i := range out.Sum {
		out.Sum[i] *= times
	}
	for i := range out.Prod {
		out.Prod[i] *= times
	}
	return out
}

// The footnotes come exactly at the numbers that the method page names.
func TestFootnotesAtTheirLimits(t *testing.T) {
	five := columns([]int64{1, 2, 4, 4, 5}, []int64{2, 1, 5, 3, 6}, []int64{1, 3, 4, 2, 6})
	if got := noted(Alpha(repeat(five, 5), 0.95).Notes, SmallSample); !got {
		t.Error("alpha from 25: no note")
	}
	if got := noted(Alpha(repeat(five, 6), 0.95).Notes, SmallSample); got {
		t.Error("alpha from 30: a note")
	}
	if !noted(Alpha(five.Select(0, 1), 0.95).Notes, TwoItems) || noted(Alpha(five, 0.95).Notes, TwoItems) {
		t.Error("alpha of two items is noted, of three not")
	}
	if !noted(Regress(repeat(five, 3), 0, []int{1, 2}, 0.95).Notes, FewRows) || noted(Regress(repeat(five, 4), 0, []int{1, 2}, 0.95).Notes, FewRows) {
		t.Error("fifteen rows for two predictors are few, twenty are not")
	}
	four, fiveN := values(1, 1, 2, 3, 4), values(1, 1, 2, 3, 4, 5)
	if w := WelchANOVA([]Freq{fiveN, fiveN, four}, DefaultGroups); !w.Defined || w.DF != 1 || !noted(w.Notes, GroupsSkipped) {
		t.Errorf("a group of four takes no part, groups of five do: %+v", w)
	}
	eight := []float64{1, 3, 2, 4, 6, 5, 7, 8}
	if !MannKendall(eight, nil, DefaultTrend).Defined || MannKendall(eight[:7], nil, DefaultTrend).Defined {
		t.Error("a trend needs eight points")
	}
	series := []float64{5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 5, 7}
	if noted(XmR(series, DefaultControl).X.Notes, LimitsNotFirm) || !noted(XmR(series[:11], DefaultControl).X.Notes, LimitsNotFirm) {
		t.Error("limits are firm from twelve points")
	}
	if !noted(PChart([]float64{9, 8}, []float64{1001, 1001}, DefaultControl).Notes, LaneyAdvised) || noted(PChart([]float64{9, 8}, []float64{1000, 1000}, DefaultControl).Notes, LaneyAdvised) {
		t.Error("Laney's chart is advised above a thousand")
	}
	var many []Freq
	for range maxPairwise + 1 {
		many = append(many, fiveN)
	}
	if p, notes := GamesHowell(many, DefaultGroups); p != nil || !noted(notes, TooManyGroups) {
		t.Error("too many groups are refused by name")
	}
}

// Planned samples: 385 answers (384.15 rounded up, method A.12), 1284 invitations
// at a response of 30 % (385/0.3 = 1283.3); 770 at one half exactly; with 800 in
// the population 260 answers, and 867 invitations are more than there are people.
func TestSampleSizeRounding(t *testing.T) {
	o := DefaultPlan
	for _, c := range []struct {
		population, response float64
		answers, invite      int64
		note                 bool
	}{{0, 1, 385, 385, false}, {0, .3, 385, 1284, false}, {0, .5, 385, 770, false}, {800, 1, 260, 260, false}, {800, .3, 260, 800, true}} {
		o.Population, o.Response = c.population, c.response
		s := SampleSize(o)
		if s.Answers != c.answers || s.Invite != c.invite || noted(s.Notes, UnreachablePlan) != c.note {
			t.Errorf("%+v: %+v", c, s)
		}
	}
	// A census has no margin; half the population the factor √(½·N/(N−1)).
	if m := MarginShare(0.5, 800, 800, 0.95); m.Value != 0 {
		t.Errorf("census: %v", m.Value)
	}
	if m, all := MarginMean(2, 50, 99, 0.95), MarginMean(2, 50, 0, 0.95); !near(m.Value, all.Value*0.7071067811865476, 1e-14) {
		t.Errorf("FPC: %v of %v", m.Value, all.Value)
	}
}
