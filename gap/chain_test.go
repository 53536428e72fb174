package gap

import (
	"fmt"
	"reflect"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/report/verdict"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// On the oracle's data seven managers are too few to place gaps 1 and 2; of the
// staff's two ratings (fifteen people) neither falls shorter beyond noise. The
// path follows Reliability, where customers find the widest gap.
func TestChainOnTheOracle(t *testing.T) {
	c := whole(t).Chain
	if c.Weakest != 0 || c.Claim.Reason != verdict.NotLargest || c.Links[0].Worst.ID != "REL" || len(c.Links[0].Under) != 0 || c.Links[0].Tested {
		t.Errorf("%+v", c)
	}
	if c.Focus.ID != "REL" || c.Links[4].Worst.ID != "REL" || c.Links[4].Clear {
		t.Errorf("focus %+v", c.Focus)
	}
	o := oracle.Values()
	for g, key := range []string{"gap1.REL", "gap2.score.REL", "gap3.score.REL", "gap4.score.REL", "dim.gap.REL"} {
		near(t, key, c.Path[g].Value, o[key], 1e-11)
	}
	// gap2.score.REL 3.71 is the lowest of gap 2; gap 3 is lowest in TAN, gap 4 in ASS and EMP.
	if !reflect.DeepEqual(c.Agree, []int{1, 2}) {
		t.Errorf("agree %v", c.Agree)
	}
}

// Fifteen staff who rate delivery 2 and promises 6, each with one step up and
// down: the chain breaks at gap 3. Managers alone have one link to compare.
func TestChainBreaksAtTheLargestShortfall(t *testing.T) {
	p := staff()
	for r := range p.rows {
		for _, d := range oracle.Dimensions {
			p = p.change(r, "G3_"+d, fmt.Sprint(2+r%3-1)).change(r, "G4_"+d, fmt.Sprint(6+r%3-1))
		}
	}
	c := Analyse(nil, nil, p.tally(t, StaffForm), DefaultAnalysis).Chain
	if c.Weakest != 3 || c.Claim.Says != verdict.Named || c.Claim.N != 15 {
		t.Errorf("%+v", c)
	}
	// Mean 2 of 7 on a width of 6.
	near(t, "shortfall", c.Claim.Estimate.Value, -5.0/6, 1e-12)
	if c := Analyse(nil, managers().tally(t, ManagersForm), nil, DefaultAnalysis).Chain; c.Weakest != 0 || c.Claim.Reason != verdict.TooFew || c.Claim.N != 7 {
		t.Errorf("seven managers: %+v", c.Claim)
	}
}

// Links are judged by the conventions of the options, each in isolation.
func TestStates(t *testing.T) {
	level := func(v string) Chain {
		p := staff()
		for r := range p.rows {
			for _, d := range oracle.Dimensions {
				p = p.change(r, "G3_"+d, v)
			}
		}
		return Analyse(nil, nil, p.tally(t, StaffForm), DefaultAnalysis).Chain
	}
	for v, want := range map[string]State{"1": Broken, "3": Broken, "4": Strained, "5": Strained, "6": Holds, "7": Holds} {
		if got := level(v).Links[2].State; got != want {
			t.Errorf("delivery %s: %v", v, got)
		}
	}
	if c := level("7"); c.Links[2].None.Value != 0 {
		t.Errorf("%+v", c.Links[2].None)
	}
	// Three of fifteen staff say that no standard exists: 20 % strains the link.
	p := staff()
	for r := range p.rows {
		for _, d := range oracle.Dimensions {
			v := "7"
			if r < 3 {
				v = "无标准"
			}
			p = p.change(r, "G3_"+d, v)
		}
	}
	if l := Analyse(nil, nil, p.tally(t, StaffForm), DefaultAnalysis).Chain.Links[2]; l.State != Strained {
		t.Errorf("a fifth without standards: %v, %+v", l.State, l.None)
	}
}

// Every state, reason and group has its own key, and the zero none.
func TestKeys(t *testing.T) {
	seen := map[string]bool{}
	for s := Unmeasured; s <= Broken; s++ {
		seen[s.String()] = true
	}
	for g := Customers; g <= Staff; g++ {
		seen[g.String()] = true
	}
	if len(seen) != 7 {
		t.Errorf("%v", seen)
	}
	for n := 1; n <= 7; n++ {
		if l := Label(n); l.Zh == "" || l.En == "" {
			t.Errorf("gap %d has no name", n)
		}
	}
}

// Four branches of customers; managers and staff dealt onto branches in turn.
func TestByUnitAveragesWithinFirst(t *testing.T) {
	m, _ := Preset(ManagersForm)
	s, _ := Preset(StaffForm)
	o := DefaultAnalysis
	o.MinShown = 0
	u := ByUnit(customerSet(), managers().set(t, m, "A", "B", "C"), staff().set(t, s, "A", "B", "C"), survey.FieldUnit, o)
	if len(u.Units) != 4 || u.Units[0].Name != "A" || u.Units[0].N != [3]int64{50, 3, 5} {
		t.Fatalf("%d units, %v", len(u.Units), u.Units[0].N)
	}
	// R: mean(tapply(rowMeans(G), branch, mean)) – not the mean of 120 customers.
	near(t, "gap 5", u.Mean[4].Value, rOracle["units.gap5"], 1e-11)
	near(t, "gap 3", u.Mean[2].Value, rOracle["units.gap3"], 1e-11)
	if u.Mean[2].HasInterval() {
		t.Error("an interval across three branches")
	}
	if len(u.Correlations) != 0 || u.Notes[0].Code != FewUnits {
		t.Errorf("correlations across four branches: %+v", u.Notes)
	}
	o.MinTest = 3
	u = ByUnit(nil, nil, staff().set(t, s, "A", "B", "C"), survey.FieldUnit, o)
	near(t, "gap 3 lo", u.Mean[2].Lo, rOracle["units.gap3.lo"], 1e-9) // t.test(three branch means)
}

func TestUnitsOfAFewAreHidden(t *testing.T) {
	m, _ := Preset(ManagersForm)
	s, _ := Preset(StaffForm)
	u := ByUnit(customerSet(), managers().set(t, m, "A", "B"), staff().set(t, s, "A", "B"), survey.FieldUnit, DefaultAnalysis)
	// Managers 4 and 3: both hidden. Staff 8 and 7: both shown. Customers 50, 40, 22, 8: shown.
	for i, x := range u.Units[:2] {
		if x.Gaps[1].Defined || x.Gaps[1].Notes[0].Code != stats.Suppressed || x.Gaps[0].Defined {
			t.Errorf("unit %d shows what three or four managers said", i)
		}
		if !x.Gaps[2].Defined || !x.Gaps[4].Defined {
			t.Errorf("unit %d hides what it may show", i)
		}
	}
	// One unit alone below the limit takes the next-smallest with it.
	o := DefaultAnalysis
	o.MinShown = 10
	u = ByUnit(customerSet(), nil, nil, survey.FieldUnit, o)
	var hidden []string
	for _, x := range u.Units {
		if !x.Gaps[4].Defined {
			hidden = append(hidden, x.Name)
		}
	}
	if !reflect.DeepEqual(hidden, []string{"C", "D"}) {
		t.Errorf("hidden %v: D has 8, and C with 22 must go with it", hidden)
	}
}

// Twelve branches in which better standards go with a smaller gap 5, without
// exception: r is 1 for the gap that was made so.
func TestCorrelationAcrossTwelveUnits(t *testing.T) {
	var names []string
	for i := range 12 {
		names = append(names, fmt.Sprintf("店%02d", i))
	}
	cs := customerStudy()
	cset := tally.NewSet(tally.NewPlan(cs, tally.Options{}), survey.FieldUnit)
	b := &survey.Batch{N: 12 * 6, Answers: make([][]survey.Code, cs.Slots())}
	unit := survey.Category{Field: survey.FieldUnit, Names: names}
	for r := range b.N {
		u := r / 6
		unit.Codes = append(unit.Codes, int32(u))
		for slot := range b.Answers {
			v := survey.Code(7)
			if slot%2 == 1 { // perception: more of the items at 6, then 5 … the worse the unit
				v = 6 - survey.Code((slot/2+2*u)/23)
			}
			b.Answers[slot] = append(b.Answers[slot], v)
		}
	}
	b.Groups = []survey.Category{unit}
	cset.Add(b)
	p := people{managers().head, nil}
	for range 6 {
		for u := range 12 {
			row := append([]string(nil), managers().rows[0]...)
			for d := range 5 {
				v := 7
				if d < 5-u%6 {
					v = 6
				}
				row[23+d] = fmt.Sprint(v - u/6*2)
			}
			p.rows = append(p.rows, row)
		}
	}
	m, _ := Preset(ManagersForm)
	u := ByUnit(cset, p.set(t, m, names...), nil, survey.FieldUnit, DefaultAnalysis)
	if len(u.Correlations) != 4*6 {
		t.Fatalf("%d correlations, notes %+v", len(u.Correlations), u.Notes)
	}
	for _, c := range u.Correlations {
		switch {
		case c.Gap == 2 && c.Dimension == "":
			want := spearmanByHand(u)
			near(t, "gap 2 × gap 5", c.R.Value, want, 1e-12)
			if c.R.N != 12 || !c.R.HasInterval() {
				t.Errorf("%+v", c.R)
			}
		case c.Gap > 2 && c.R.Defined:
			t.Errorf("a correlation with gap %d, which nobody rated", c.Gap)
		}
	}
}

// spearmanByHand is 1 − 6Σd²/(n(n²−1)), which holds without ties.
func spearmanByHand(u *UnitGaps) float64 {
	rank := func(g int) []float64 {
		var out []float64
		for _, x := range u.Units {
			r := 1.0
			for _, y := range u.Units {
				if y.Analysis != nil && value(y, g) < value(x, g)-1e-9 {
					r++
				}
			}
			out = append(out, r)
		}
		return out
	}
	a, b, sum := rank(1), rank(4), 0.0
	for i := range a {
		sum += (a[i] - b[i]) * (a[i] - b[i])
	}
	n := float64(len(a))
	return 1 - 6*sum/(n*(n*n-1))
}

func value(x Unit, g int) float64 {
	if g == 1 {
		return x.Analysis.Standards.Mean.Value
	}
	return x.Analysis.Service.Mean.Value
}

// Merging does not matter: the analysis of a merged tally is that of all rows.
func TestAnalysisOfMergedTallies(t *testing.T) {
	m, _ := Preset(ManagersForm)
	set := managers().set(t, m, "A", "B", "C")
	parts := set.Segments()
	sum := tally.NewTally(set.Plan())
	for i := len(parts) - 1; i >= 0; i-- {
		sum.Merge(parts[i].Tally)
	}
	c := customers()
	if a, b := Analyse(c, set.Total(), nil, DefaultAnalysis), Analyse(c, sum, nil, DefaultAnalysis); !reflect.DeepEqual(a, b) {
		t.Error("merging changed the analysis")
	}
}
