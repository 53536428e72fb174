package stats

import "testing"

// threeGroups and the numbers below are from R 4.2.2: means, variances and n of
// a, b, d put into the formulas, pt() and p.adjust(); pairs from t.test().
func threeGroups() []Freq {
	return []Freq{values(1, 3, 5, 4, 4, 2, 6, 7), values(1, 1, 2, 2, 3, 4, 1), values(1, 5, 6, 6, 7, 4, 5, 7, 7)}
}

func TestContrastAgreesWithR(t *testing.T) {
	x := Contrast(threeGroups(), []float64{1, -.5, -.5}, .95)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"value", x.Effect.Value, 0.407738095238096}, {"se", x.Effect.SE, 0.719953948278446}, {"df", x.DF, 8.802805642652180},
		{"t", x.Statistic, 0.566339133514135}, {"p", x.P, 0.585309985064414}, {"lo", x.Effect.Lo, -1.226489325622303}, {"hi", x.Effect.Hi, 2.041965516098494},
	} {
		if !near(c.got, c.want, 1e-12) {
			t.Errorf("%s: %.15g, R says %.15g", c.name, c.got, c.want)
		}
	}
	if w := WelchT(threeGroups()[0], threeGroups()[1], .95); !near(Contrast(threeGroups(), []float64{1, -1, 0}, .95).P, w.P, 1e-13) {
		t.Error("the contrast of two groups is not Welch's t")
	}
}

func TestAgainstAverageAgreesWithR(t *testing.T) {
	tests, _ := AgainstAverage(threeGroups(), nil, GroupOptions{MinN: 2, Level: .95})
	want := []struct{ value, se, df, p, holm, bh float64 }{
		{0.271825396825397, 0.479969298852297, 8.802805642652178, 0.585309985064414, 0.585309985064414229, 0.585309985064414229},
		{-1.990079365079365337, 0.407071105097984220, 11.162050965437922301, 0.000460135797308619, 0.000920271594617238, 0.000690203695962928},
		{1.71825396825396814, 0.37763519384738115, 16.90690818133928275, 0.00028744999756873, 0.000862349992706191, 0.000690203695962928},
	}
	for i, w := range want {
		x := tests[i]
		for name, pair := range map[string][2]float64{"value": {x.Effect.Value, w.value}, "se": {x.Effect.SE, w.se}, "df": {x.DF, w.df}, "p": {x.P, w.p}, "holm": {x.PHolm, w.holm}, "bh": {x.PBH, w.bh}} {
			if !near(pair[0], pair[1], 1e-10) {
				t.Errorf("group %d %s: %.15g, R says %.15g", i, name, pair[0], pair[1])
			}
		}
	}
}

// With b alone as the usual group the comparison of a is Welch's t of a and b,
// and b itself has nothing to be compared with.
func TestAgainstAUsualGroup(t *testing.T) {
	fs := threeGroups()
	tests, _ := AgainstAverage(fs, []bool{false, true, false}, GroupOptions{MinN: 2, Level: .95})
	if w := WelchT(fs[0], fs[1], .95); !near(tests[0].P, w.P, 1e-13) || !near(tests[0].Effect.Lo, w.Effect.Lo, 1e-13) {
		t.Errorf("p %v, Welch has %v", tests[0].P, w.P)
	}
	if tests[1].Defined {
		t.Error("a group was compared with itself")
	}
	if tests, notes := AgainstAverage(fs, []bool{true}, GroupOptions{Level: .95}); tests[0].Defined || len(notes) == 0 {
		t.Error("a list of the wrong length was taken")
	}
}

func TestPairwiseTAgreesWithR(t *testing.T) {
	pairs, _ := PairwiseT(threeGroups(), GroupOptions{MinN: 2, Level: .95})
	want := [][2]float64{{0.017726152192683645, 0.035452304385367291}, {0.086409827352888255, 0.086409827352888255}, {0.000105504968922885, 0.000316514906768656}}
	if len(pairs) != 3 {
		t.Fatalf("%d pairs", len(pairs))
	}
	for i, w := range want {
		if !near(pairs[i].P, w[0], 1e-10) || !near(pairs[i].PHolm, w[1], 1e-10) {
			t.Errorf("pair %d: p %.15g, Holm %.15g, R says %v", i, pairs[i].P, pairs[i].PHolm, w)
		}
	}
}

func TestContrastsRefuseWhatHasNoSpread(t *testing.T) {
	flat, one, none := values(1, 4, 4, 4), values(1, 4), values(1)
	for _, fs := range [][]Freq{{flat, flat}, {one, flat}, {none, flat}} {
		if x := Contrast(fs, []float64{1, -1}, .95); x.Defined || len(x.Notes) == 0 {
			t.Errorf("%v: %+v", fs, x)
		}
	}
	tests, notes := AgainstAverage([]Freq{flat, values(1, 3, 5, 4), one}, nil, GroupOptions{MinN: 2, Level: .95})
	if tests[0].Defined || tests[1].Defined || len(notes) == 0 {
		t.Error("one group with a spread was compared with nothing")
	}
	if pairs, notes := PairwiseT([]Freq{flat, one}, GroupOptions{Level: .95}); pairs != nil || len(notes) == 0 {
		t.Error("pairs of groups without spread")
	}
}
