package gap

import (
	"errors"
	"math"
	"testing"

	"servqual/fixtures/network"
	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

func compareOracle(t *testing.T, change func(*UnitsOptions)) *Units {
	t.Helper()
	o := DefaultUnits()
	o.Unweighted, o.PoolBelow = true, 0 // as make_golden.R has it
	change(&o)
	u, err := CompareUnits(customerSet(), survey.FieldUnit, o)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// The keys branch.*, welch.*, gh.*, eb.* and funnel.* of oracle.tsv, twelve
// digits; p values and limits of Games–Howell are as good as R's ptukey, 1e-8.
func TestUnitsAgreeWithR(t *testing.T) {
	u := compareOracle(t, func(*UnitsOptions) {})
	want := oracle.Values()
	is := func(key string, got, rel float64) {
		t.Helper()
		if _, ok := want[key]; !ok {
			t.Fatal("no oracle value " + key)
		}
		near(t, key, got, want[key], rel)
	}
	c := u.Score
	is("welch.F", c.Welch.Statistic, 1e-10)
	is("welch.df1", c.Welch.DF, 1e-10)
	is("welch.df2", c.Welch.DF2, 1e-10)
	is("welch.p", c.Welch.P, 1e-10)
	is("eb.Q", c.Shrinkage.Q, 1e-10)
	is("eb.tau2", c.Shrinkage.Tau2, 1e-10)
	is("eb.mu", c.Shrinkage.Mu, 1e-10)
	is("eb.I2", c.Shrinkage.I2, 1e-10)
	is("eb.pooledvar", c.Shrinkage.PooledVar, 1e-10)
	for i, name := range u.Names {
		is("branch.mean."+name, c.Units[i].Mean.Value, 1e-10)
		is("eb.shrunk."+name, c.Units[i].Shrunk.Value, 1e-10)
		is("eb.B."+name, c.Shrinkage.Units[i].B, 1e-10)
		is("funnel.z."+name, c.Funnel.Units[i].Z, 1e-10)
	}
	if len(c.Pairs) != 6 {
		t.Fatalf("%d pairs", len(c.Pairs))
	}
	for _, p := range c.Pairs {
		key := u.Names[p.A] + u.Names[p.B]
		is("gh.q."+key, p.Statistic, 1e-10)
		is("gh.df."+key, p.DF, 1e-10)
		is("gh.p."+key, p.P, 1e-7)
		is("gh.lo."+key, p.Effect.Lo, 1e-7)
		is("gh.hi."+key, p.Effect.Hi, 1e-7)
	}
}

// The raking of make_golden.R: branch × overall at 8 and above, rake.*.
func TestRakedUnitsAgreeWithR(t *testing.T) {
	s := customerStudy()
	s.Fields = append(s.Fields, survey.NewField(survey.FieldOverall, "overall"), survey.Field{Name: "satisfied", Kind: survey.CategoryField})
	b := oracle.Customers()
	codes := make([]int32, b.N)
	for r, x := range b.Scores[0].Codes {
		if x >= 8 {
			codes[r] = 1
		}
	}
	b.Groups = append(b.Groups, survey.Category{Field: "satisfied", Names: []string{"lo", "hi"}, Codes: codes})
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}), survey.FieldUnit, "satisfied")
	set.Add(b)
	o := DefaultUnits()
	o.Sizes = map[string]map[string]float64{
		survey.FieldUnit: {"A": 400, "B": 300, "C": 200, "D": 100},
		"satisfied":      {"hi": 35, "lo": 65},
	}
	u, err := CompareUnits(set, survey.FieldUnit, o)
	if err != nil {
		t.Fatal(err)
	}
	want := oracle.Values()
	near(t, "rake.iter", float64(u.Raking.Cycles), want["rake.iter"], 0)
	near(t, "rake.deff.kish", u.Raking.Deff, want["rake.deff.kish"], 1e-10)
	near(t, "rake.neff", u.Raking.NEff, want["rake.neff"], 1e-10)
	for _, c := range u.Raking.Cells {
		group, unit := c.Names[0], c.Names[1]
		near(t, "rake.w."+unit+"_"+group, c.Weight, want["rake.w."+unit+"_"+group], 1e-10)
	}
	mean := u.Raking.Mean(func(t *tally.Tally) stats.Freq { return t.OutcomeFreq(survey.FieldOverall) }, .95)
	near(t, "rake.mean.overall", mean.Value, want["rake.mean.overall"], 1e-10)
	if e := u.Score.Raked; !e.Defined || math.Abs(e.N-u.Raking.NEff) > 1e-9 {
		t.Errorf("raked score %+v, n_eff %v", e, u.Raking.NEff)
	}

	o.Sizes = map[string]map[string]float64{survey.FieldUnit: {"A": 400, "B": 300, "C": 200}}
	var unknown *UnknownSizeError
	if _, err := CompareUnits(set, survey.FieldUnit, o); !errors.As(err, &unknown) || unknown.Name != "D" {
		t.Errorf("D without a size: %v", err)
	}
}

// networkSet folds a made-up network with the program's own fold.
func networkSet(t *testing.T, n *network.Network) *tally.Set {
	t.Helper()
	s, _ := servqualStudy()
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}), survey.FieldUnit, survey.FieldWave)
	for m := range n.Options.Months {
		for b := range n.Branches {
			set.Add(networkBatch(n, b, m))
		}
	}
	return set
}

func servqualStudy() (*survey.Study, bool) {
	s := customerStudy()
	s.Fields = append(s.Fields, survey.Field{Name: survey.FieldWave, Kind: survey.CategoryField})
	return s, true
}

func networkBatch(n *network.Network, branch, month int) *survey.Batch {
	b := &survey.Batch{Answers: make([][]survey.Code, 2*network.Items), Weights: make([][]int32, network.Dimensions)}
	put := func(slot int, x int8) {
		code := survey.Missing
		if x != 0 {
			code = survey.Code(x)
		}
		b.Answers[slot] = append(b.Answers[slot], code)
	}
	for row := range n.Cell(branch, month) {
		b.N++
		for k := range network.Items {
			put(2*k, row.E[k])
			put(2*k+1, row.P[k])
		}
		for d, w := range row.W {
			b.Weights[d] = append(b.Weights[d], 100*int32(w))
		}
	}
	same := func(field, name string) survey.Category {
		return survey.Category{Field: field, Names: []string{name}, Codes: make([]int32, b.N)}
	}
	b.Groups = []survey.Category{same(survey.FieldUnit, n.Branches[branch].Name), same(survey.FieldWave, network.MonthName(month))}
	return b
}

// The shortcut of TestNobodyIsPlacedAboveAnEqual scores answers by itself; what
// it says of a network is what CompareUnits says of the same answers.
func TestTiersOfTheFoldAreThoseOfTheShortcut(t *testing.T) {
	o := network.Default(4)
	o.Months = 6
	n := network.New(o)
	opt := DefaultUnits()
	opt.Unweighted, opt.Draws = true, 200
	u, err := CompareUnits(networkSet(t, n), survey.FieldUnit, opt)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]int{}
	for i, name := range u.Names {
		byName[name] = i
	}
	tiers := 0
	for b := range n.Branches {
		counts := map[int64]float64{}
		for m := range o.Months {
			for row := range n.Cell(b, m) {
				if key, ok := scoreKey(&row); ok {
					counts[key]++
				}
			}
		}
		x := u.Score.Units[byName[n.Branches[b].Name]]
		mean := stats.MeanCI(stats.NewFreq(300, counts), .95)
		near(t, n.Branches[b].Name, x.Mean.Value, mean.Value, 1e-12)
		near(t, n.Branches[b].Name+" lower end", x.Mean.Lo, mean.Lo, 1e-12)
		if x.Tier != stats.TierNotDistinguishable {
			tiers++
		}
	}
	if tiers < 6 {
		t.Errorf("%d of 18 unlike branches found in half a year", tiers)
	}
	o2 := held(n, reorder(u, n, byName))
	if o2.placed || o2.wrong > 0 {
		t.Errorf("%+v", o2)
	}
	if len(u.Score.Pairs) != 0 {
		t.Error("780 pairs set out")
	}
}

// reorder puts a comparison in the network's own order of branches.
func reorder(u *Units, n *network.Network, at map[string]int) *Comparison {
	back := make([]int, len(u.Names))
	c := &Comparison{}
	for b := range n.Branches {
		back[at[n.Branches[b].Name]] = b
	}
	for b := range n.Branches {
		x := u.Score.Units[at[n.Branches[b].Name]]
		over := make([]int, len(x.Over))
		for k, i := range x.Over {
			over[k] = back[i]
		}
		x.Over = over
		c.Units = append(c.Units, x)
	}
	return c
}

func TestBestPracticeFindsTheBranchThatIsBetter(t *testing.T) {
	o := network.Options{Seed: 9, Levels: []network.Level{{Branches: 8}}, Months: 4, MinSize: 40, MaxSize: 80, Missing: .02,
		Events: []network.Event{{Branch: 3, Dimension: 2, Until: 4, Shift: .8}}}
	n := network.New(o)
	opt := DefaultUnits()
	opt.Draws = 200
	opt.Targets = map[string]float64{"gap/RES1": -1}
	u, err := CompareUnits(networkSet(t, n), survey.FieldUnit, opt)
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, b := range u.Best {
		inside := network.DimOf[b.Item] == 2
		if b.Unit >= 0 && (!inside || u.Names[b.Unit] != n.Branches[3].Name) {
			t.Errorf("item %d: visit %s", b.Item, u.Names[b.Unit])
		}
		if inside && b.Unit >= 0 {
			named++
		}
	}
	if named != 4 {
		t.Errorf("%d of the four items of the better dimension name the branch", named)
	}
	k := -1
	for i, name := range u.Names {
		if name != n.Branches[3].Name {
			k = i
			break
		}
	}
	best, med, target := u.Distance(9, k) // RES1
	if !best.Defined || best.Value > -.4 || !med.Defined {
		t.Errorf("distance to best %+v, to the median %+v", best, med)
	}
	if mean := u.Items[9].Units[k].Mean.Value; !target.Defined || target.Value != mean+1 {
		t.Errorf("distance of %v to the target −1: %+v", mean, target)
	}
	if _, _, target := u.Distance(0, k); target.Defined {
		t.Error("an item without target has a distance to it")
	}
}

func TestFewAreHiddenAndTheirNeighbourToo(t *testing.T) {
	o := network.Options{Seed: 2, Levels: []network.Level{{Branches: 5}}, Months: 1, MinSize: 20, MaxSize: 60}
	n := network.New(o)
	s, _ := servqualStudy()
	set := tally.NewSet(tally.NewPlan(s, tally.Options{}), survey.FieldUnit, survey.FieldWave)
	for b := range n.Branches {
		batch := networkBatch(n, b, 0)
		if b == 0 {
			cut(batch, 3)
		}
		set.Add(batch)
	}
	u, err := CompareUnits(set, survey.FieldUnit, DefaultUnits())
	if err != nil {
		t.Fatal(err)
	}
	hidden := 0
	for i := range u.Names {
		if !u.Shown[i] {
			hidden++
			if u.Ranked[i] || u.Score.Units[i].Tier != 0 || u.Score.Units[i].Rank.Defined {
				t.Errorf("%s is hidden and ranked", u.Names[i])
			}
		}
		for _, c := range u.All() {
			if c.Units[i].Shown && !u.Shown[i] {
				t.Errorf("%s shows %s", u.Names[i], c.Ref)
			}
		}
	}
	if hidden != 2 {
		t.Errorf("%d units hidden, want the one of 3 and its complement", hidden)
	}
	for _, p := range u.Score.Pairs {
		if !u.Shown[p.A] || !u.Shown[p.B] {
			t.Error("a hidden unit is compared in public")
		}
	}
}

// cut keeps the first n rows of a batch.
func cut(b *survey.Batch, n int) {
	b.N = n
	for i := range b.Answers {
		b.Answers[i] = b.Answers[i][:n]
	}
	for i := range b.Weights {
		b.Weights[i] = b.Weights[i][:n]
	}
	for i := range b.Groups {
		b.Groups[i].Codes = b.Groups[i].Codes[:n]
	}
}

func TestMovesOfTheBranchThatFell(t *testing.T) {
	o := network.Options{Seed: 5, Levels: []network.Level{{Branches: 6}}, Months: 12, MinSize: 30, MaxSize: 60,
		Events: []network.Event{{Branch: 2, Dimension: -1, From: 6, Until: 12, Shift: -.6}}}
	n := network.New(o)
	set := networkSet(t, n)
	half := func(from, until int) *tally.Set {
		return set.Filter(survey.FieldWave, func(w string) bool {
			return w >= network.MonthName(from) && w <= network.MonthName(until-1)
		})
	}
	opt := DefaultUnits()
	opt.Draws = 200
	opt.Before, opt.Disjoint = half(0, 6), true
	u, err := CompareUnits(half(6, 12), survey.FieldUnit, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range u.Moves {
		fell := u.Names[m.Unit] == n.Branches[2].Name
		if m.Crossed(u.Score.Units[m.Unit].Tier) != fell {
			t.Errorf("%s: tier %v, before %v", u.Names[m.Unit], u.Score.Units[m.Unit].Tier, m.Tier)
		}
		if sure := m.Change.PHolm < .05; sure != fell {
			t.Errorf("%s: change %+v", u.Names[m.Unit], m.Change)
		}
	}
	if len(u.Moves) != 6 {
		t.Errorf("%d units compared with the period before", len(u.Moves))
	}
}

func TestOneUnitIsNoComparison(t *testing.T) {
	set := customerSet().Filter(survey.FieldUnit, func(n string) bool { return n == "A" })
	if _, err := CompareUnits(set, survey.FieldUnit, DefaultUnits()); err == nil {
		t.Error("one unit was compared with itself")
	}
}

func TestAttainment(t *testing.T) {
	e := stats.Estimate{Defined: true, Value: 1, Lo: .5, Hi: 1.5, Level: .95, N: 10}
	for target, want := range map[float64]Attained{.4: Reached, .5: Reached, 1.2: Uncertain, 1.6: Missed} {
		if got, ok := Attainment(e, target); !ok || got != want {
			t.Errorf("target %v: %v", target, got)
		}
	}
	if _, ok := Attainment(stats.Estimate{}, 1); ok {
		t.Error("nothing reached a target")
	}
}
