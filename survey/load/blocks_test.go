package load_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
)

// agree are the seven steps of agreement, from the lowest.
var agree = []string{"Strongly disagree", "Disagree", "Somewhat disagree", "Neutral", "Somewhat agree", "Agree", "Strongly agree"}

// lettered writes step x of a ladder with a number behind it.
func lettered(number func(x int) int) func(x int) string {
	return func(x int) string { return fmt.Sprintf("%s (%d)", agree[x-1], number(x)) }
}

// codedBlocks is a form of blocks of five statements, each with its own numbers
// beside the same labels; means are of the steps, from 1 to 7.
func codedBlocks(write ...func(x int) string) (g grid, means []float64) {
	r := rand.New(rand.NewPCG(8, 8))
	g = grid{{"id"}}
	for b := range write {
		for k := range 5 {
			g[0] = append(g[0], fmt.Sprintf("B%d[SQ%03d]. To what degree do you agree with the statements of part %d? [Statement %c%d]", b+1, k+1, b+1, 'a'+b, k+1))
		}
	}
	const n = 60
	means = make([]float64, 5*len(write))
	for i := range n {
		row := []string{fmt.Sprint(i + 1)}
		level := r.NormFloat64()
		for b, w := range write {
			for k := range 5 {
				x := max(1, min(7, int(math.Round(4.6+level+r.NormFloat64()))))
				row = append(row, w(x))
				means[5*b+k] += float64(x) / n
			}
		}
		g = append(g, row)
	}
	return g, means
}

// TestLabelsCodedByBlock: one form numbers the same labels otherwise in another
// block: choice ids there, or from the best to the worst. Each block is scored by
// its own labels, and only the block that runs down is asked about.
func TestLabelsCodedByBlock(t *testing.T) {
	plain := lettered(func(x int) int { return x })
	ids := lettered(func(x int) int { return []int{1, 2, 3, 4, 8, 5, 6}[x-1] })
	down := lettered(func(x int) int { return 8 - x })
	g, means := codedBlocks(plain, ids, plain)
	r := mustRead(t, options(), csv("in.csv", g.csv()))
	if q := r.src.Questions(); len(q) > 0 || r.study.Scale.Min != 1 || r.study.Scale.Max != 7 || r.study.Mixed() {
		t.Fatalf("%+v %+v", r.study.Scale, q)
	}
	if n := r.sum.Issues.Count(issue.Error); n > 0 {
		t.Errorf("%d errors", n)
	}
	for k, it := range r.study.Items {
		if got := points(r, it.ID, survey.Perception); !(math.Abs(got-means[k]) < 1e-9) {
			t.Errorf("%s: %v, want %v", it.ID, got, means[k])
		}
	}
	g, _ = codedBlocks(plain, down)
	r = mustRead(t, options(), csv("in.csv", g.csv()))
	if got := askedAbout(r.src, issue.DirectionOpen); len(r.src.Questions()) != 1 || r.src.Questions()[0].Code != issue.DirectionOpen || r.sum.Issues.Count(issue.Error) > 0 {
		t.Errorf("asks %q %+v", got, r.src.Questions())
	}
}

// TestBestByBlock: the block that runs down is settled by a rule that names its best
// answer, either way, and the study file written of it says the same.
func TestBestByBlock(t *testing.T) {
	plain := lettered(func(x int) int { return x })
	down := lettered(func(x int) int { return 8 - x })
	g, means := codedBlocks(plain, down)
	input := csv("in.csv", g.csv())
	study := mustRead(t, options(), input).study
	for _, best := range []int{1, 7} {
		opt := options()
		opt.Study = study.Clone()
		opt.Study.Unconfirmed = false
		second := map[string]bool{}
		for _, it := range opt.Study.Items[5:] {
			if !second[it.Dimension] {
				opt.Study.Scales = append(opt.Study.Scales, survey.ScaleRule{Dimension: it.Dimension, Min: 1, Max: 7, Directed: true, Down: best == 1})
			}
			second[it.Dimension] = true
		}
		for range 2 {
			r := mustRead(t, opt, input)
			if q := r.src.Questions(); len(q) > 0 {
				t.Fatalf("best %d: %+v %+v %+v", best, opt.Study.Scales, opt.Study.Scale, q[0].Code)
			}
			for k, it := range r.study.Items {
				want := means[k]
				if best == 7 && k >= 5 {
					want = 8 - want
				}
				got := points(r, it.ID, survey.Perception)
				if r.study.Mixed() {
					got = 1 + 6*got/100
				}
				if !(math.Abs(got-want) < 1e-9) {
					t.Errorf("best %d, %s: %v, want %v", best, it.ID, got, want)
				}
			}
			data, err := survey.MarshalStudy(r.study, nil)
			if err != nil {
				t.Fatal(err)
			}
			if opt.Study, err = survey.ParseStudy("servqual.yaml", data, nil); err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
		}
	}
}

// TestUnrelatedCodes: columns with codes alone whose numbers do not go together are
// no ratings of one thing until somebody says so; those that do are a draft.
func TestUnrelatedCodes(t *testing.T) {
	for _, c := range []struct {
		share float64 // of what the columns have in common
		asks  string
	}{{0, "items, columns"}, {1, ""}} {
		r := rand.New(rand.NewPCG(3, 4))
		g := grid{{"id"}}
		for k := range 20 {
			g[0] = append(g[0], fmt.Sprintf("UR02x%02d", k+1))
		}
		for i := range 100 {
			row := []string{fmt.Sprint(i + 1)}
			level := r.NormFloat64()
			for range 20 {
				row = append(row, fmt.Sprint(max(1, min(5, int(math.Round(3+c.share*level+r.NormFloat64()))))))
			}
			g = append(g, row)
		}
		src := mustRead(t, options(), csv("in.csv", g.csv())).src
		if got := askedAbout(src, issue.RoleOpen); got != c.asks || !src.Draft() {
			t.Errorf("share %v: asks about %q, want %q", c.share, got, c.asks)
		}
	}
}

// TestUnknownWordBlock: the columns of a matrix whose answers are words of no known
// ladder are asked about, not taken for groups of customers; columns of yes and no
// are.
func TestUnknownWordBlock(t *testing.T) {
	for _, c := range []struct {
		words []string
		asks  bool
	}{
		{[]string{"毫无帮助过", "沾了点光", "学到几招", "收获满满"}, true},
		{[]string{"Gained nothing", "Gained a little", "Gained some", "Gained a lot", "Gained the most"}, true},
		{[]string{"是", "否", "不清楚"}, false},
	} {
		r := rand.New(rand.NewPCG(6, 7))
		g, _ := drawSheet(4, 60, "", scaled{satisf, 1, 5, .6, nil})
		for k := range 5 {
			g[0] = append(g[0], fmt.Sprintf("方面%d", k+1))
		}
		for i := range g[1:] {
			for range 5 {
				g[i+1] = append(g[i+1], c.words[r.IntN(len(c.words))])
			}
		}
		asked := false
		for _, q := range mustRead(t, options(), csv("in.csv", g.csv())).src.Questions() {
			asked = asked || q.Subject == "columns, words" && q.Count == 5
		}
		if asked != c.asks {
			t.Errorf("%v: asked %v", c.words, asked)
		}
	}
}
