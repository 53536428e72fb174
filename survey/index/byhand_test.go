package index

import (
	"math"
	"slices"
	"testing"

	"servqual/fixtures/oracle"
	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/stats"
	"servqual/survey/tally"
)

// field makes a tally of one numeric field with the answers given.
func field(name string, declared *survey.Outcome, codes ...survey.Code) *tally.Tally {
	s := study(survey.Perception)
	s.Outcomes = nil
	if declared != nil {
		s.Outcomes = map[string]survey.Outcome{name: *declared}
	}
	s.Fields = []survey.Field{{Name: name, Kind: survey.ScoreField}}
	b := &survey.Batch{N: len(codes), Answers: make([][]survey.Code, s.Slots()), Scores: []survey.Score{{Field: name, Codes: codes}}}
	return fold(s, b, tally.Options{})
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestScaleIsDeclaredOrGuessed(t *testing.T) {
	for _, c := range []struct {
		name     string
		declared *survey.Outcome
		codes    []survey.Code
		want     FieldScale
	}{
		{"overall", &survey.Outcome{Min: 1, Max: 10}, []survey.Code{3, 4}, FieldScale{Min: 1, Max: 10, Guessed: false}},
		{"recommend", nil, []survey.Code{3, 10}, FieldScale{Min: 0, Max: 10, Guessed: false}},
		{"overall", nil, []survey.Code{1, 5}, FieldScale{Min: 1, Max: 5, Guessed: true}},
		{"overall", nil, []survey.Code{2, 6}, FieldScale{Min: 1, Max: 7, Guessed: true}},
		{"overall", nil, []survey.Code{2, 8}, FieldScale{Min: 1, Max: 10, Guessed: true}},
		{"overall", nil, []survey.Code{0, 8}, FieldScale{Min: 0, Max: 10, Guessed: true}},
		{"overall", nil, []survey.Code{0, 85}, FieldScale{Min: 0, Max: 100, Guessed: true}},
		{"overall", nil, []survey.Code{40, 85}, FieldScale{Min: 0, Max: 100, Guessed: true}},
		{"overall", nil, []survey.Code{-2, 2}, FieldScale{Min: -2, Max: 2, Guessed: true}},
	} {
		got, ok := ScaleOf(field(c.name, c.declared, c.codes...), c.name)
		if !ok || got != c.want {
			t.Errorf("%s %v: %+v %v, want %+v", c.name, c.codes, got, ok, c.want)
		}
	}
	tl := field("overall", nil, 1, 5, 5, 4)
	top := TopTwo(tl, "overall", Default)
	near(t, "share of 4 and 5", top.Share.Value, 0.75)
	if !hasNote(top.Share, ScaleGuessed) {
		t.Error("a guessed scale is not noted")
	}
	near(t, "index", top.Index.Value, 100*(15.0/4-1)/4)
	near(t, "bottom", top.Bottom.Value, 0.25)
}

func TestNPSOfFewIsNoted(t *testing.T) {
	codes := make([]survey.Code, 99)
	for i := range codes {
		codes[i] = survey.Code(i % 11)
	}
	if e := NetPromoter(field("recommend", nil, codes...), "recommend", Default).Score; !hasNote(e, FewForNPS) {
		t.Errorf("99 answers: %v", e.Notes)
	}
	if e := NetPromoter(field("recommend", nil, append(codes, 5)...), "recommend", Default).Score; hasNote(e, FewForNPS) {
		t.Errorf("100 answers: %v", e.Notes)
	}
	if e := NetPromoter(field("recommend", &survey.Outcome{Min: 1, Max: 10}, 9, 3), "recommend", Default).Score; !hasNote(e, NPSOtherScale) {
		t.Errorf("1–10: %v", e.Notes)
	}
}

func TestEffortKnowsItsDirection(t *testing.T) {
	v1 := CustomerEffort(field("effort", &survey.Outcome{Min: 1, Max: 5}, 1, 2, 2, 5), "effort", 0, Default)
	if v1.Version != EffortV1 || !v1.LowIsGood {
		t.Errorf("%+v", v1)
	}
	near(t, "mean effort", v1.Mean.Value, 2.5)
	near(t, "easy", v1.Easy.Value, 0.75) // 1 and 2
	v2 := CustomerEffort(field("effort", &survey.Outcome{Min: 1, Max: 7}, 4, 5, 6, 7), "effort", 0, Default)
	if v2.Version != EffortV2 || v2.LowIsGood {
		t.Errorf("%+v", v2)
	}
	near(t, "easy", v2.Easy.Value, 0.75) // 5 and more
}

func TestACSIByHand(t *testing.T) {
	s := study(survey.Perception)
	s.Fields = []survey.Field{{Name: "a", Kind: survey.ScoreField}, {Name: "b", Kind: survey.ScoreField}, {Name: "c", Kind: survey.ScoreField}}
	s.Outcomes = map[string]survey.Outcome{"a": {Min: 1, Max: 10}, "b": {Min: 1, Max: 10}, "c": {Min: 1, Max: 10}}
	b := &survey.Batch{N: 2, Answers: make([][]survey.Code, s.Slots()), Scores: []survey.Score{
		{Field: "a", Codes: []survey.Code{8, 10}}, {Field: "b", Codes: []survey.Code{7, 7}}, {Field: "c", Codes: []survey.Code{4, 6}}}}
	tl := fold(s, b, tally.Options{})
	// means 9, 7, 5: equal weights 100·(7−1)/9; weights 2:1:1 100·(7.5−1)/9
	equal := ACSIStyle(tl, [3]string{"a", "b", "c"}, nil, Default)
	near(t, "equal weights", equal.Index.Value, 100*6/9.0)
	if !equal.Equal || !hasNote(equal.Index, EqualWeights) {
		t.Errorf("notes %v", equal.Index.Notes)
	}
	near(t, "weights 2:1:1", ACSIStyle(tl, [3]string{"a", "b", "c"}, []float64{2, 1, 1}, Default).Index.Value, 100*6.5/9)
}

func TestCSIClassesAreHalfOpen(t *testing.T) {
	for percent, want := range map[float64]CSIClass{
		20: NotSatisfied, 34.99: NotSatisfied, 35: LessSatisfied, 50.99: LessSatisfied, 51: FairlySatisfied,
		60.5: FairlySatisfied, 65.99: FairlySatisfied, 66: Satisfied, 80.99: Satisfied, 81: VerySatisfied, 100: VerySatisfied,
	} {
		if got := CSIClassOf(percent); got != want {
			t.Errorf("%v %%: class %d, want %d", percent, got, want)
		}
	}
}

func TestCSIOfTheTopAnswerIsHundred(t *testing.T) {
	s := twoSides()
	c := SatisfactionIndex(fold(s, constant(s, 30, 7), tally.Options{Links: true}), Default)
	near(t, "CSI", c.Percent.Value, 100)
	near(t, "rescaled", c.Rescale.Value, 100)
	c = SatisfactionIndex(fold(s, constant(s, 30, 1), tally.Options{}), Default)
	near(t, "CSI of the lowest answer", c.Percent.Value, 100/7.0)
	near(t, "rescaled", c.Rescale.Value, 0)
	if !hasNote(c.Percent, ScaleFloor) {
		t.Error("the floor is not noted")
	}
}

// TestKanoTable is method A.6, row by row.
func TestKanoTable(t *testing.T) {
	for f, row := range []string{"QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"} {
		for d := range 5 {
			if got := KanoCell(f, d).Letter(); got != row[d:d+1] {
				t.Errorf("functional %d, dysfunctional %d: %s, want %c", f, d, got, row[d])
			}
		}
	}
	if KanoCell(-1, 0) != 0 || KanoCell(0, 5) != 0 {
		t.Error("answers outside the table are classified")
	}
	var joint [5][5]float64
	joint[0][4], joint[0][1], joint[1][4], joint[2][2], joint[4][4] = 10, 30, 15, 5, 2 // O, A, M, I, Q
	k := KanoOf(joint, 0.95)
	if k.Counts[Attractive] != 30 || k.Counts[OneDimensional] != 10 || k.Counts[MustBe] != 15 || k.Counts[Questionable] != 2 || k.N != 62 {
		t.Errorf("counts %v", k.Counts)
	}
	near(t, "better", k.Better.Value, 40/60.0)
	near(t, "worse", k.Worse.Value, -25/60.0)
	if !(k.Worse.Lo < k.Worse.Value && k.Worse.Value < k.Worse.Hi && k.Worse.Hi < 0) {
		t.Errorf("worse %+v", k.Worse)
	}
	// Fong: 30 − 15 ≥ 1.65·√(45·(124−45)/124) = 8.83
	near(t, "needed", k.Needed, 1.65*math.Sqrt(45*79/124.0))
	if k.Mixed || k.Category != Attractive || k.Second != MustBe {
		t.Errorf("%+v", k)
	}
	if k := KanoOfCounts(map[KanoCategory]float64{Attractive: 30, OneDimensional: 25, MustBe: 20, Indifferent: 25}, 0.95); !k.Mixed {
		t.Error("30 against 25 of 100 is told apart")
	}
}

// triple makes a three-column study of one dimension with two items, answers
// given as (minimum, desired, perceived) of item 1; item 2 has the same.
func triple(answers ...[3]survey.Code) *tally.Tally {
	s := study(survey.Minimum, survey.Desired, survey.Perception)
	s.Dimensions, s.Items = s.Dimensions[:1], s.Items[:2]
	slots := make([][]survey.Code, 6)
	for _, a := range answers {
		for i := range 6 {
			slots[i] = append(slots[i], a[i%3])
		}
	}
	return fold(s, &survey.Batch{N: len(answers), Answers: slots}, tally.Options{})
}

func TestZoneByHand(t *testing.T) {
	// below, in, in, above, inverted, and one without a minimum
	z := ZonesOfTolerance(triple([3]survey.Code{4, 6, 3}, [3]survey.Code{3, 6, 3}, [3]survey.Code{3, 6, 6}, [3]survey.Code{2, 5, 7},
		[3]survey.Code{6, 4, 5}, [3]survey.Code{survey.Missing, 6, 6}), Default)
	r := z.Items[0]
	if r.N != 5 || r.Inversions != 1 || z.Inversions != 2 || z.Answers != 10 {
		t.Errorf("n %v, inversions %v of %v", r.N, r.Inversions, z.Inversions)
	}
	near(t, "inverted share", r.InvertedShare, 0.2)
	near(t, "below", r.Below.Value, 0.25)
	near(t, "in", r.In.Value, 0.5)
	near(t, "above", r.Above.Value, 0.25)
	near(t, "minimum", r.Minimum.Value, 18/5.0)
	near(t, "desired", r.Desired.Value, 27/5.0)
	near(t, "perception", r.Perception.Value, 24/5.0)
	near(t, "adequacy", r.Adequacy.Value, 6/5.0)
	near(t, "superiority", r.Superiority.Value, -3/5.0)
	near(t, "position", r.Position.Value, 100*6/9.0)
	if r.Status != InZone || !r.Unsure {
		t.Errorf("status %v, unsure %v", r.Status, r.Unsure)
	}
	near(t, "whole minimum", z.Overall.Minimum.Value, z.Dimensions[0].Minimum.Value)
	near(t, "whole position", z.Overall.Position.Value, z.Dimensions[0].Position.Value)
	closed := ZonesOfTolerance(triple([3]survey.Code{5, 5, 5}, [3]survey.Code{5, 5, 6}), Default).Items[0]
	if closed.Position.Defined || !hasNote(closed.Position, ZoneClosed) || closed.Status != AboveZone {
		t.Errorf("closed zone: %+v", closed)
	}
	if r := ZonesOfTolerance(triple([3]survey.Code{5, 7, 2}, [3]survey.Code{5, 7, 3}), Default).Items[1]; r.Status != BelowZone {
		t.Errorf("status %v", r.Status)
	}
}

// TestLibQUALCodes is the mapping of method A.4.
func TestLibQUALCodes(t *testing.T) {
	want := map[string][]int{"AS": {1, 4, 6, 9, 11, 13, 15, 18, 22}, "IC": {2, 5, 7, 10, 14, 16, 19, 20}, "LP": {3, 8, 12, 17, 21}}
	for dim, questions := range want {
		for i, q := range questions {
			code, ok := LibQUALCode(q)
			if !ok || code != dim+"-"+string(rune('1'+i)) {
				t.Errorf("question %d: %s", q, code)
			}
			if back, ok := LibQUALQuestion(code); !ok || back != q {
				t.Errorf("%s: question %d", code, back)
			}
		}
	}
	if _, ok := LibQUALCode(23); ok {
		t.Error("question 23")
	}
	for _, name := range PresetNames() {
		s, ok := Preset(name)
		if !ok || len(s.Items) != 22 || s.Scale.Max != 9 || !IsLibQUAL(s) {
			t.Fatalf("%s: %+v", name, s)
		}
		for q := range 22 {
			if code, _ := LibQUALCode(q + 1); s.Items[q].ID != code {
				t.Errorf("%s: question %d is %s, want %s", name, q+1, s.Items[q].ID, code)
			}
			if l := s.Items[q].Label; l.Zh == "" || l.En == "" {
				t.Errorf("%s: %s has no label in both languages", name, s.Items[q].ID)
			}
		}
	}
}

func TestLibQUALInBothForms(t *testing.T) {
	three, _ := Preset("libqual-22")
	if p := LibQUALProfile(fold(three, constant(three, 12, 6), tally.Options{}), Default); p.Form != ThreeColumns || len(p.Zones.Items) != 22 || len(p.Zones.Dimensions) != 3 {
		t.Errorf("form %v", p.Form)
	}
	two, _ := Preset("libqual-ip")
	b := constant(two, 12, 6)
	for i := range two.Items {
		b.Answers[two.Slot(i, two.SideIndex(survey.Importance))] = constant(two, 12, 8).Answers[0]
	}
	p := LibQUALProfile(fold(two, b, tally.Options{}), Default)
	if p.Form != ImportanceCurrent || len(p.Ratings) != 25 {
		t.Fatalf("form %v, %d ratings", p.Form, len(p.Ratings))
	}
	near(t, "importance", p.Ratings[0].Importance.Value, 8)
	near(t, "current", p.Ratings[0].Current.Value, 6)
	near(t, "difference", p.Ratings[0].Difference.Value, -2)
	near(t, "dimension", p.Ratings[24].Importance.Value, 8)
}

// tenPoint makes a study with the seven factors as dimensions of one item each,
// rated 1–10 with the means given, and called by their Chinese names.
func tenPoint(means ...survey.Code) *tally.Tally {
	p, _ := LoadFactorPreset("dealer-7")
	s := &survey.Study{Scale: survey.Scale{Min: 1, Max: 10}, Sides: []survey.Side{survey.Perception}}
	b := &survey.Batch{N: 30}
	for i, m := range means {
		f := p.Factors[i]
		id := "F" + string(rune('1'+i))
		s.Dimensions = append(s.Dimensions, survey.Dimension{ID: id, Label: lang.Same(f.Label.Zh)})
		s.Items = append(s.Items, survey.Item{ID: id + "a", Dimension: id})
		col := make([]survey.Code, 30)
		for r := range col {
			col[r] = m + survey.Code(r%3) - 1
		}
		b.Answers = append(b.Answers, col)
	}
	return fold(s, b, tally.Options{})
}

func TestSevenFactorsByHand(t *testing.T) {
	p, _ := LoadFactorPreset("dealer-7")
	tl := tenPoint(8, 8, 8, 8, 8, 8, 8)
	w := WeightedIndex(tl, p.Tree(tl.Plan()), TimesHundred, Default)
	if len(w.Missing) > 0 || w.Mapping != TimesHundred {
		t.Fatalf("missing %v, mapping %v", w.Missing, w.Mapping)
	}
	near(t, "all eights × 100", w.Index.Value, 800)
	near(t, "given", w.Given, 99.9)
	if !hasNote(w.Index, WeightsNormalised) {
		t.Error("normalised weights are not noted")
	}
	near(t, "all eights on 0–1000", WeightedIndex(tl, p.Tree(tl.Plan()), ZeroToThousand, Default).Index.Value, 1000*7/9.0)
	tl = tenPoint(9, 8, 8, 8, 8, 8, 8)
	w = WeightedIndex(tl, p.Tree(tl.Plan()), TimesHundred, Default)
	near(t, "one factor a point better", w.Index.Value, 800+100*20.2/99.9)
	near(t, "points lost", w.Factors[0].Lost, 20.2/99.9*100)
	lost := 0.0
	for _, f := range w.Factors {
		lost += f.Lost
	}
	near(t, "points lost in all", lost, 1000-w.Index.Value)
	tl = tenPoint(9, 8)
	w = WeightedIndex(tl, p.Tree(tl.Plan()), TimesHundred, Default)
	if w.Index.Defined || len(w.Missing) != 5 || !hasNote(w.Index, MissingFactors) {
		t.Errorf("missing %v, %+v", w.Missing, w.Index)
	}
}

func TestFivePresetSumsToHundredAndOne(t *testing.T) {
	p, ok := LoadFactorPreset("DEALER-5 ")
	_, sum := p.Shares()
	if !ok || len(p.Factors) != 5 || sum != 101 {
		t.Errorf("%d factors, sum %v", len(p.Factors), sum)
	}
}

func TestTreeOfFactorsAndAttributes(t *testing.T) {
	tl := tenPoint(2, 4, 6, 9, 5, 5, 5)
	leaf := func(id string, w float64) Node { return Node{ID: id, Weight: w, Of: OfItem, Measure: id} }
	tree := []Node{
		{ID: "A", Weight: 3, Nodes: []Node{leaf("F1a", 1), leaf("F2a", 1)}},
		{ID: "B", Weight: 1, Nodes: []Node{leaf("F3a", 3), leaf("F4a", 1)}},
	}
	// Means 2, 4, 6, 9: A = 3, B = (3·6+9)/4 = 6.75
	b := WeightedIndex(tl, tree, Percent, Default)
	near(t, "index", b.Index.Value, 100*(0.75*3+0.25*6.75-1)/9)
	near(t, "share of the whole", b.Factors[1].Parts[0].Whole, 0.25*0.75)
}

func TestAllWeightOnOneFactorIsThatFactor(t *testing.T) {
	tl := customers()
	tree, _ := TreeOf(tl)
	for i := range tree {
		tree[i].Weight = 0
	}
	tree[2].Weight = 7
	w := WeightedIndex(tl, tree, Percent, Default)
	e := stats.MeanCI(tl.DimFreq(2, tally.P), Default.Level)
	near(t, "index", w.Index.Value, 100*(e.Value-1)/6)
	near(t, "low", w.Index.Lo, 100*(e.Lo-1)/6)
	near(t, "high", w.Index.Hi, 100*(e.Hi-1)/6)
}

func TestSpearmanByHand(t *testing.T) {
	perfect := []tally.Pair{{X: 1, Y: 10, N: 5}, {X: 2, Y: 20, N: 7}, {X: 5, Y: 21, N: 1}}
	near(t, "monotone", Spearman(perfect, 0.95).Value, 1)
	for i := range perfect {
		perfect[i].Y = -perfect[i].Y
	}
	near(t, "falling", Spearman(perfect, 0.95).Value, -1)
	// Ranks of x 1,2,3,4 and y 2,1,4,3: 1 − 6·4/(4·15) = 0.6
	near(t, "0.6", Spearman([]tally.Pair{{X: 1, Y: 2, N: 1}, {X: 2, Y: 1, N: 1}, {X: 3, Y: 4, N: 1}, {X: 4, Y: 3, N: 1}}, 0.95).Value, 0.6)
	if e := Spearman([]tally.Pair{{X: 1, Y: 2, N: 9}}, 0.95); e.Defined {
		t.Errorf("constant: %+v", e)
	}
}

// TestPenaltyFindsWhatWasBuiltIn: low ratings cost three points, high ones add
// nothing; then the mirror image.
func TestPenaltyFindsWhatWasBuiltIn(t *testing.T) {
	build := func(low, mid, high survey.Code) []tally.Pair {
		var out []tally.Pair
		for _, c := range []struct{ x, y survey.Code }{{2, low}, {4, mid}, {6, high}} {
			out = append(out, tally.Pair{X: c.x, Y: c.y - 1, N: 10}, tally.Pair{X: c.x, Y: c.y, N: 10}, tally.Pair{X: c.x, Y: c.y + 1, N: 10})
		}
		return out
	}
	points := func(f stats.Freq) stats.Freq { return f }
	labelledOf := func(pairs []tally.Pair) Penalty {
		one := []Penalty{penaltyOf(pairs, 0.95, points)}
		labelled(one)
		return one[0]
	}
	p := labelledOf(build(3, 6, 6))
	near(t, "penalty", p.Penalty.Value, -3)
	near(t, "reward", p.Reward.Value, 0)
	if p.Kind != BasicFactor || p.LowTo != 2 || p.HighFrom != 6 {
		t.Errorf("%+v", p)
	}
	if p := labelledOf(build(5, 5, 8)); p.Kind != ExcitementFactor {
		t.Errorf("%+v", p)
	}
	if p := labelledOf(build(4, 6, 8)); p.Kind != PerformanceFactor {
		t.Errorf("%+v", p)
	}
	if p := labelledOf([]tally.Pair{{X: 1, Y: 1, N: 40}, {X: 2, Y: 2, N: 40}}); p.Kind != 0 || p.Penalty.Defined {
		t.Errorf("two ratings have no middle: %+v", p)
	}
}

func TestCausesByHand(t *testing.T) {
	s := twoSides()
	b := &survey.Batch{N: 8, Answers: make([][]survey.Code, s.Slots()), Multis: []survey.Multi{{
		Field: "complaint", Names: []string{"其他", "等待", "价格"},
		Starts: []int32{0, 2, 3, 4, 5, 6, 6, 6, 6}, Codes: []int32{0, 1, 0, 0, 1, 2}}}}
	c := CausesOf(fold(s, b, tally.Options{}), "complaint", Default)
	var names []string
	for _, x := range c.Causes {
		names = append(names, x.Name)
	}
	if !slices.Equal(names, []string{"等待", "价格", "其他"}) || !c.Causes[2].Other {
		t.Errorf("order %v", names)
	}
	near(t, "complaining", c.Complaining.Value, 5/8.0)
	near(t, "share of mentions", c.Causes[0].OfMentions, 2/6.0)
	near(t, "share of people", c.Causes[0].OfPeople.Value, 2/8.0)
	near(t, "cumulative", c.Causes[1].Cumulative, 0.5)
	near(t, "cumulative at the end", c.Causes[2].Cumulative, 1)
}

// TestRulesOfThumb puts the training texts' own numbers in (domain #17, #43–47).
func TestRulesOfThumb(t *testing.T) {
	near(t, "reach", Reach(2, 3, 1).Value, 2*22+3*8+10)
	if r := ReachOther(2); r.Lo != 16 || r.Hi != 32 || r.Value != 24 {
		t.Errorf("%+v", r)
	}
	ice := IcebergOf(4)
	near(t, "dissatisfied", ice.Dissatisfied.Value, 100)
	near(t, "silent", ice.Silent.Value, 96)
	near(t, "serious", ice.Serious.Value, 24)
	near(t, "returning", ExpectedReturns(100, 100, 100, 100).Value, 82+54+19+9)
	near(t, "faster handling", FasterHandling(10, 500).Value, 0.28*10*500)
	if r := KeptComplainers(100, true); r.Lo != 90 || r.Hi != 95 {
		t.Errorf("%+v", r)
	}
	near(t, "kept", KeptComplainers(100, false).Value, 60)
	near(t, "new customers", NewCustomerCost(100, 5, 3).Value, 1500)
	near(t, "positive", PositiveNeeded(2).Value, 24)
	for _, r := range []Reckoned{Reach(-1, 0, 0), ReachOther(math.NaN()), ExpectedReturns(math.Inf(1), 0, 0, 0), FasterHandling(-1, 2), PositiveNeeded(-3), NewCustomerCost(1, -1, 1), KeptComplainers(math.Inf(1), true)} {
		if r.Defined || r.Value != 0 || r.Source.IsZero() || r.Doubt.IsZero() {
			t.Errorf("%+v", r)
		}
	}
	for _, r := range []Retention{RetentionOf(0, 0, 5), RetentionOf(10, 11, 5), RetentionOf(10, 5, 0), RetentionOf(math.NaN(), 1, 1)} {
		if r.Defined {
			t.Errorf("%+v", r)
		}
	}
}

func TestRowOrderDoesNotMatter(t *testing.T) {
	b := oracle.Customers()
	half := &survey.Batch{N: 60}
	other := &survey.Batch{N: 60}
	for _, col := range b.Answers {
		half.Answers, other.Answers = append(half.Answers, col[60:]), append(other.Answers, col[:60])
	}
	for _, col := range b.Weights {
		half.Weights, other.Weights = append(half.Weights, col[60:]), append(other.Weights, col[:60])
	}
	for _, x := range b.Scores {
		half.Scores = append(half.Scores, survey.Score{Field: x.Field, Codes: x.Codes[60:]})
		other.Scores = append(other.Scores, survey.Score{Field: x.Field, Codes: x.Codes[:60]})
	}
	set := tally.NewSet(tally.NewPlan(twoSides(), tally.Options{Links: true}))
	set.Add(half)
	set.Add(other)
	tl, want := set.Total(), customers()
	near(t, "CSI", SatisfactionIndex(tl, Default).Percent.Value, SatisfactionIndex(want, Default).Percent.Value)
	g, h := ImportancePerformance(tl, DefaultIPA), ImportancePerformance(want, DefaultIPA)
	for i := range g.Points {
		near(t, "probability", g.Points[i].Probability, h.Points[i].Probability)
	}
}

// TestStabilityIsSmallerWithoutLinks: items taken as independent look less
// stable, for answers go together.
func TestStabilityIsSmallerWithoutLinks(t *testing.T) {
	with := ImportancePerformance(customers(), DefaultIPA)
	without := ImportancePerformance(fold(twoSides(), oracle.Customers(), tally.Options{}), DefaultIPA)
	a, b := 0.0, 0.0
	for i := range with.Points {
		a, b = a+with.Points[i].Probability, b+without.Points[i].Probability
		if with.Points[i].Quadrant != without.Points[i].Quadrant {
			t.Errorf("item %d: the place itself changed", i+1)
		}
	}
	if !(b < a) {
		t.Errorf("mean probability %v with, %v without links", a/22, b/22)
	}
	if !slices.ContainsFunc(without.Notes, func(n stats.Note) bool { return n.Code == NoItemLinks }) {
		t.Errorf("notes %v", without.Notes)
	}
}

func TestDimensionGridByPoints(t *testing.T) {
	o := DefaultIPA
	o.Over, o.Importance = Dimensions, StatedPoints
	g := ImportancePerformance(customers(), o)
	if !g.Defined || len(g.Points) != 5 || g.Comparable {
		t.Fatalf("%+v", g)
	}
	near(t, "points cross at an equal share of what was given", g.LineY, 20)
	want := oracle.Values()["dim.weight.REL"]
	near(t, "points of REL", g.Points[1].Importance.Value, math.Round(want*1e9)/1e9)
	for _, a := range g.Others {
		if a.Cross == stats.CrossDiagonal {
			t.Error("points and answers are compared on one scale")
		}
	}
}

// TestStandsApartStaysOut: items that rate standards are no part of an index.
func TestStandsApartStaysOut(t *testing.T) {
	s := twoSides()
	s.Dimensions = append(s.Dimensions, survey.Dimension{ID: "G2", Gap: 2})
	s.Items = append(s.Items, survey.Item{ID: "G2a", Dimension: "G2"})
	b := oracle.Customers()
	b.Answers = append(b.Answers, constant(s, 120, 1).Answers[0], constant(s, 120, 1).Answers[0])
	b.Weights = append(b.Weights, nil)
	tl := fold(s, b, tally.Options{Links: true})
	near(t, "CSI", SatisfactionIndex(tl, Default).Percent.Value, SatisfactionIndex(customers(), Default).Percent.Value)
	if g := ImportancePerformance(tl, DefaultIPA); len(g.Points) != 22 {
		t.Errorf("%d points", len(g.Points))
	}
}
