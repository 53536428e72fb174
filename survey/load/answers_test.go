package load_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
)

// TestNumbersHoweverWritten puts each writing of an answer into one cell.
func TestNumbersHoweverWritten(t *testing.T) {
	for text5, want := range map[string]int{
		"5": 5, "5 ": 5, " 5": 5, "5.0": 5, "5,0": 5, "５": 5, "５．０": 5, "5分": 5, "5 分": 5, "5 points": 5, "5 - Somewhat agree": 5, "5=比较满意": 5, "5、同意": 5, "5（同意）": 5, "Somewhat agree (5)": 5, "有点同意（5分）": 5,
		"(5)": 5, "5)": 5, "★★★★★": 5, "★★★★★☆☆": 5, "05": 5, "+5": 5, "5\u00a0": 5, "\u200b5": 5, "5星": 5,
		"": -1, " ": -1, "(空)": -1, "(跳过)": -1, "-3": -1, "N/A": -1, "n/a": -1, "不适用": -1, "不清楚": -1, "Not Applicable (8)": -1, "Not applicable": -1, "Unfamiliar (N/A)": -1,
		"4.5": -1, "0": -1, "99": -1, "-1": -1, "8": -1, "五": -1, "67": -1, "5/7/2026": -1, "2-3 times a week": -1, "1e2": -1, "5 6": -1,
	} {
		g := goodRows(30).with(3, colE1, text5)
		r := mustRead(t, options(), text(g)...)
		if got := r.answers["TAN1 expectation"][2]; got != want {
			t.Errorf("%q read as %d, want %d", text5, got, want)
		}
	}
}

// TestLabelScales reads whole surveys in words. Levels come from the words of
// all answers together: each list is given lowest first.
func TestLabelScales(t *testing.T) {
	for name, levels := range map[string]string{
		"zh satisfied 5":    "非常不满意 不满意 一般 满意 非常满意",
		"zh satisfied 5b":   "很不满意 不太满意 一般 比较满意 很满意",
		"zh satisfied 7":    "非常不满意 不满意 比较不满意 一般 比较满意 满意 非常满意",
		"zh agree 5":        "非常不同意 不同意 不确定 同意 非常同意",
		"zh agree 7":        "完全不同意 不同意 有点不同意 中立 有点同意 同意 完全同意",
		"zh important 5":    "非常不重要 不重要 一般 重要 非常重要",
		"zh quality 5":      "很差 较差 一般 较好 很好",
		"zh level 5":        "很低 较低 一般 较高 很高",
		"zh fits 7":         "非常不符合 不符合 有点不符合 一般 有点符合 符合 非常符合",
		"en agree 5":        "Strongly_disagree Disagree Neither_agree_nor_disagree Agree Strongly_agree",
		"en agree 7":        "Strongly_disagree Disagree Somewhat_disagree Neutral Somewhat_agree Agree Strongly_agree",
		"en agree 7b":       "Strongly_disagree Disagree Slightly_disagree Neither_agree_nor_disagree Slightly_agree Agree Strongly_agree",
		"en satisfied 5":    "Very_dissatisfied Dissatisfied Neutral Satisfied Very_satisfied",
		"en satisfied 7":    "Extremely_dissatisfied Moderately_dissatisfied Slightly_dissatisfied Neither_satisfied_nor_dissatisfied Slightly_satisfied Moderately_satisfied Extremely_satisfied",
		"en important 5":    "Not_important Less_important Neutral Somewhat_important Very_important",
		"en important 5b":   "Not_at_all_important Slightly_important Moderately_important Very_important Extremely_important",
		"en quality 5":      "Very_poor Poor Fair Good Excellent",
		"en favourable 5":   "Very_unfavorably Somewhat_unfavorably Neither_favorably_nor_unfavorably_(neutral) Somewhat_favorably Very_favorably",
		"en likely 5":       "Very_unlikely Unlikely Neutral Likely Very_likely",
		"de agree 5":        "Stimme_gar_nicht_zu Stimme_eher_nicht_zu Teils/teils Stimme_eher_zu Stimme_voll_und_ganz_zu",
		"de satisfied 5":    "Sehr_unzufrieden Unzufrieden Neutral Zufrieden Sehr_zufrieden",
		"id satisfied 5":    "Sangat_tidak_puas Tidak_puas Cukup_puas Puas Sangat_puas",
		"de agree 4 (even)": "Stimme_gar_nicht_zu Stimme_eher_nicht_zu Stimme_eher_zu Stimme_vollständig_zu",
		"zh expected 5":     "远低于期望 低于期望 符合期望 高于期望 远超期望",
	} {
		t.Run(name, func(t *testing.T) {
			words := strings.Fields(levels)
			for i := range words {
				words[i] = strings.ReplaceAll(words[i], "_", " ")
			}
			g := goodRows(60)
			for r := 1; r < len(g); r++ {
				for c := colE1; c < colW; c++ {
					g[r][c] = words[(r*11+c*3+r*c%5)%len(words)]
				}
				copy(g[r][colE1:], words)
			}
			r := mustRead(t, options(), text(g)...)
			if r.study.Scale.Min != 1 || r.study.Scale.Max != len(words) {
				t.Fatalf("scale %d–%d, want 1–%d\n%s", r.study.Scale.Min, r.study.Scale.Max, len(words), r.dump())
			}
			for k := range words {
				item := r.study.Items[k].ID + " expectation"
				if got := r.answers[item][0]; got != k+1 {
					t.Errorf("%q read as %d, want %d", words[k], got, k+1)
				}
			}
			if n := len(r.sum.Unmapped); n > 0 {
				t.Errorf("unmapped: %v", r.sum.Unmapped)
			}
			doubts := len(r.has(issue.ScaleDoubtful))
			if want := len(words) != 7; (doubts > 0) != want {
				t.Errorf("%d doubts about the scale of %d points", doubts, len(words))
			}
		})
	}
}

// TestLevelsNobodyChose: a ladder of five keeps its five steps where the ones
// beside the end were hardly chosen, so 满意 is 4 of 5; three words that were
// all chosen often are a scale of three.
func TestLevelsNobodyChose(t *testing.T) {
	for _, c := range []struct {
		words []string // lowest first
		rare  int      // answers of the lowest word; the others share the rest
		want  []int
		max   int
	}{
		{[]string{"不满意", "一般", "满意", "非常满意"}, 6, []int{2, 3, 4, 5}, 5},
		{[]string{"一般", "满意", "非常满意"}, 12, []int{3, 4, 5}, 5},
		{[]string{"不满意", "一般", "满意"}, 800, []int{1, 2, 3}, 3},
	} {
		g := goodRows(60)
		given := 0
		for r := 1; r < len(g); r++ {
			for k := colE1; k < colW; k++ {
				g[r][k] = c.words[1+(r+k)%(len(c.words)-1)]
				if (r*31+k*17)%97 < c.rare*97/2640+1 && given < c.rare {
					g[r][k] = c.words[0]
					given++
				}
			}
		}
		copy(g[1][colE1:], c.words)
		r := mustRead(t, options(), text(g)...)
		for i, want := range c.want {
			if got := r.answers[r.study.Items[i].ID+" expectation"][0]; got != want || r.study.Scale.Max != c.max {
				t.Errorf("%v: %s read as %d on 1–%d, want %d of %d\n%v", c.words, c.words[i], got, r.study.Scale.Max, want, c.max, r.has(issue.AnswerWords))
			}
		}
	}
}

// TestScaleOfNumbers: what a preset's default of seven points becomes.
func TestScaleOfNumbers(t *testing.T) {
	for _, c := range []struct {
		rows, lo, hi     int
		wantMin, wantMax int
		doubt            bool
	}{
		{30, 1, 7, 1, 7, false},
		{30, 2, 6, 1, 7, false},
		{30, 1, 5, 1, 5, true},
		{2, 2, 5, 1, 7, true}, // 88 answers are too few to tell
		{30, 1, 9, 1, 9, true},
		{30, 1, 10, 1, 10, true},
		{30, 0, 10, 0, 10, true},
	} {
		g := goodRows(c.rows)
		for r := 1; r < len(g); r++ {
			for k := colE1; k < colW; k++ {
				g[r][k] = fmt.Sprint(c.lo + (r*13+k*7+r*k)%(c.hi-c.lo+1))
			}
		}
		r := mustRead(t, options(), text(g)...)
		if r.study.Scale.Min != c.wantMin || r.study.Scale.Max != c.wantMax || len(r.has(issue.ScaleDoubtful)) > 0 != c.doubt {
			t.Errorf("%d–%d in %d rows: scale %d–%d, doubts %d; want %d–%d, %v", c.lo, c.hi, c.rows, r.study.Scale.Min, r.study.Scale.Max, len(r.has(issue.ScaleDoubtful)), c.wantMin, c.wantMax, c.doubt)
		}
	}
	s := battery("", survey.Expectation, survey.Perception) // a study file's scale is kept
	opt := options()
	opt.Study = s
	g := goodRows(30)
	for r := 1; r < len(g); r++ {
		for k := colE1; k < colW; k++ {
			g[r][k] = fmt.Sprint(1 + (r+k*3)%5)
		}
	}
	if r := mustRead(t, opt, text(g)...); r.study.Scale.Max != 7 || len(r.has(issue.ScaleDoubtful)) == 0 {
		t.Errorf("scale %v, want the stated 1–7 and a doubt", r.study.Scale)
	}
}

// TestStrayNumbersDoNotMoveTheScale: a few wrong numbers are wrong numbers.
func TestStrayNumbersDoNotMoveTheScale(t *testing.T) {
	g := goodRows(60).with(3, colE1, "9").with(7, colP1, "10").with(9, colP1, "99")
	r := mustRead(t, options(), text(g)...)
	if r.study.Scale.Max != 7 || len(r.has(issue.AnswerRange)) != 3 {
		t.Errorf("scale %v\n%s", r.study.Scale, r.dump())
	}
}

// TestReversedOnce recodes the items of the study, and only those.
func TestReversedOnce(t *testing.T) {
	s := battery("servqual-22", survey.Expectation, survey.Perception)
	s.Items[9].Reversed = true
	opt := options()
	opt.Presets = []*survey.Study{s}
	g := goodRows(30)
	r := mustRead(t, opt, text(g)...)
	for i := range 30 {
		if got, want := r.answers["RES1 perception"][i], 8-number(g[i+1][colP1+9]); got != want {
			t.Fatalf("RES1 perception of %d = %d, want %d", i+1, got, want)
		}
		if got, want := r.answers["RES2 perception"][i], number(g[i+1][colP1+10]); got != want {
			t.Fatalf("RES2 perception of %d = %d, want %d", i+1, got, want)
		}
	}
}

// TestClashTakesTheLabel: choice ids are not scores.
func TestClashTakesTheLabel(t *testing.T) {
	g := goodRows(30)
	words := []string{"", "Strongly disagree", "Disagree", "Somewhat disagree", "Neutral", "Somewhat agree", "Agree", "Strongly agree"}
	for r := 1; r < len(g); r++ {
		for c := colE1; c < colW; c++ {
			v := number(g[r][c])
			g[r][c] = fmt.Sprintf("%s (%d)", words[v], v)
		}
	}
	g[2][colE1] = "Somewhat agree (8)"
	r := mustRead(t, options(), text(g)...)
	if len(r.has(issue.CodeLabelClash)) == 0 {
		t.Error("not reported")
	}
	if got := r.answers["TAN1 expectation"][1]; got != -1 && got != 5 {
		t.Errorf("read as %d", got)
	}
	if len(r.answers["TAN1 expectation"]) != 30 || r.answers["TAN2 expectation"][1] != number(strings.TrimSuffix(g[2][colE1+1][strings.Index(g[2][colE1+1], "(")+1:], ")")) {
		t.Error("other answers changed")
	}
}

// TestComplaintsAreSets parts multiple answers however they are joined.
func TestComplaintsAreSets(t *testing.T) {
	for _, joined := range []string{"等待┋收费", "等待;收费", "等待；收费", "等待、收费", "等待, 收费", "等待;收费;"} {
		g := addColumn(goodRows(30), "投诉原因", "")
		g[3][len(g[3])-1] = joined
		r := mustRead(t, options(), text(g)...)
		if got := r.multis[survey.FieldComplaint][2]; !slices.Equal(got, []string{"等待", "收费"}) {
			t.Errorf("%q parted into %q", joined, got)
		}
		if got := r.multis[survey.FieldComplaint][3]; len(got) != 0 {
			t.Errorf("a blank gives %q", got)
		}
	}
}

// TestOutcomeScales: recommendation is 0–10; the others by what was given.
func TestOutcomeScales(t *testing.T) {
	for hi, want := range map[int]survey.Outcome{5: {Min: 1, Max: 5}, 7: {Min: 1, Max: 7}, 10: {Min: 1, Max: 10}} {
		g := goodRows(200)
		for r := 1; r < len(g); r++ {
			g[r][colOverall] = fmt.Sprint(1 + r%hi)
		}
		r := mustRead(t, options(), text(addColumn(g, "nps", "8"))...)
		if got := r.study.Outcomes[survey.FieldOverall]; got != want {
			t.Errorf("overall up to %d: %v, want %v", hi, got, want)
		}
		if got := r.study.Outcomes[survey.FieldRecommend]; got.Min != 0 || got.Max != 10 {
			t.Errorf("recommend: %v", got)
		}
	}
}

// TestRecommendationNotOnTen: many answers of which none lies above 5, or 7, were
// not asked on 0–10; few may have been.
func TestRecommendationNotOnTen(t *testing.T) {
	for _, c := range []struct {
		n, lo, hi int
		want      survey.Outcome
		code      issue.Code // "" = nothing said
	}{
		{19, 1, 5, survey.Outcome{Min: 0, Max: 10}, ""},
		{20, 1, 5, survey.Outcome{Min: 1, Max: 5}, issue.ScaleDoubtful},
		{49, 1, 7, survey.Outcome{Min: 0, Max: 10}, ""},
		{50, 1, 7, survey.Outcome{Min: 1, Max: 7}, issue.ScaleDoubtful},
		{50, 0, 7, survey.Outcome{Min: 0, Max: 7}, issue.ScaleDoubtful},
		{60, 1, 8, survey.Outcome{Min: 0, Max: 10}, ""},
		{60, 0, 10, survey.Outcome{Min: 0, Max: 10}, ""},
		{60, 1, 11, survey.Outcome{Min: 1, Max: 11}, issue.ScaleOpen},
	} {
		g := addColumn(goodRows(c.n), "nps", "8")
		for r := 1; r < len(g); r++ {
			g[r][len(g[r])-1] = fmt.Sprint(c.lo + r%(c.hi-c.lo+1))
		}
		r := mustRead(t, options(), text(g)...)
		if got := r.study.Outcomes[survey.FieldRecommend]; got != c.want {
			t.Errorf("%d answers from %d to %d: %v, want %v", c.n, c.lo, c.hi, got, c.want)
		}
		said := issue.Code("")
		for _, x := range r.sum.Issues.Issues() {
			if x.Subject == survey.FieldRecommend {
				said = x.Code
			}
		}
		if said != c.code {
			t.Errorf("%d answers from %d to %d: said %q, want %q", c.n, c.lo, c.hi, said, c.code)
		}
	}
}

// TestNoneIsAnAnswer: "no standard exists" counts as not applicable on the
// items that offer it, and is no answer elsewhere.
func TestNoneIsAnAnswer(t *testing.T) {
	s := battery("servqual-22", survey.Expectation, survey.Perception)
	s.Items[0].None = []string{"没有标准", "8"}
	opt := options()
	opt.Presets = []*survey.Study{s}
	g := goodRows(30).with(1, colP1, "没有标准").with(2, colP1, "8").with(3, colP1+1, "没有标准").with(4, colP1+1, "8")
	src, err := load.Open(text(g), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	_, err = src.Read(context.Background(), func(_ int, b *survey.Batch) error {
		p1, p2 := b.Answers[src.Study().Slot(0, 1)], b.Answers[src.Study().Slot(1, 1)]
		if p1[0] != survey.NotApplicable || p1[1] != survey.NotApplicable || p2[2] != survey.Invalid || p2[3] != survey.Invalid {
			t.Errorf("read as %d %d and %d %d", p1[0], p1[1], p2[2], p2[3])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
