package load_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
)

// worded is a good file whose answers are the words of a |-list, of 30 rows.
func worded(list string) grid {
	words := strings.Split(list, "|")
	g := goodRows(30)
	for r := 1; r < len(g); r++ {
		for c := colE1; c < colW; c++ {
			g[r][c] = words[(r*7+c*3+r*c%5)%len(words)]
		}
	}
	copy(g[1][colE1:], words)
	return g
}

// firstAnswers gives the first row's answers to the first n items.
func firstAnswers(r *result, n int) []int {
	var out []int
	for i := range n {
		out = append(out, r.answers[r.study.Items[i].ID+" expectation"][0])
	}
	return out
}

// TestNumbersBesideLabels: what numbers beside labels mean. The lists are given
// lowest label first, so the answers wanted are 1 … 5, whatever the numbers.
func TestNumbersBesideLabels(t *testing.T) {
	for _, c := range []struct {
		name, list string
		question   issue.Code // "" where it is scored
	}{
		{"steps", "1 - Very dissatisfied|2 - Dissatisfied|3 - Neutral|4 - Satisfied|5 - Very satisfied", ""},
		{"from zero", "0 = Very dissatisfied|1 = Dissatisfied|2 = Neutral|3 = Satisfied|4 = Very satisfied", ""},
		{"around zero", "-2 (Very dissatisfied)|-1 (Dissatisfied)|0 (Neutral)|1 (Satisfied)|2 (Very satisfied)", ""},
		{"points of a hundred", "非常不满意（20分）|不满意（40分）|一般（60分）|满意（80分）|非常满意（100分）", ""},
		{"ids in order", "11. 非常不满意|12. 不满意|13. 一般|14. 满意|15. 非常满意", ""},
		{"ids in any order", "17 - 非常不满意|23 - 不满意|11 - 一般|42 - 满意|5 - 非常满意", ""},
		{"downward", "5 - Very dissatisfied|4 - Dissatisfied|3 - Neutral|2 - Satisfied|1 - Very satisfied", issue.DirectionOpen},
		{"option letters", "E. 非常不满意|D. 不满意|C. 一般|B. 满意|A. 非常满意", ""},
		{"out of five", "1/5|2/5|3/5|4/5|5/5", ""},
	} {
		r := mustRead(t, options(), text(worded(c.list))...)
		if c.question != "" {
			if q := r.has(c.question); len(q) != 1 || q[0].Severity != issue.Question || !q[0].Blocks {
				t.Errorf("%s: no question %s\n%s", c.name, c.question, r.dump())
			}
			continue
		}
		if got := fmt.Sprint(firstAnswers(r, 5)); got != "[1 2 3 4 5]" || r.study.Scale.Min != 1 || r.study.Scale.Max != 5 {
			t.Errorf("%s: read as %s on %d–%d\n%s", c.name, got, r.study.Scale.Min, r.study.Scale.Max, r.dump())
		}
		for _, is := range r.sum.Issues.Issues() {
			if is.Severity == issue.Error || is.Severity == issue.Question {
				t.Errorf("%s: %s %s %q", c.name, is.Code, is.Severity, is.Got)
			}
		}
	}
}

// TestLabelsOfTheStudyCount: the answer to the question of the direction is
// the labels with their numbers, and leaves nothing to ask or to mark.
func TestLabelsOfTheStudyCount(t *testing.T) {
	s := battery("servqual-22", survey.Expectation, survey.Perception)
	s.Scale = survey.Scale{Min: 1, Max: 5, Labels: map[string]int{"Very satisfied": 5, "Satisfied": 4, "Neutral": 3, "Dissatisfied": 2, "Very dissatisfied": 1}}
	opt := options()
	opt.Study = s
	r := mustRead(t, opt, text(worded("5 - Very dissatisfied|4 - Dissatisfied|3 - Neutral|2 - Satisfied|1 - Very satisfied"))...)
	if got := fmt.Sprint(firstAnswers(r, 5)); got != "[1 2 3 4 5]" {
		t.Errorf("read as %s", got)
	}
	for _, is := range r.sum.Issues.Issues() {
		if is.Severity >= issue.Question {
			t.Errorf("%s %s %q", is.Code, is.Severity, is.Got)
		}
	}
}

// TestWordsThatAskAQuestion: words that leave the scale open are a question
// that blocks, none of them is scored, and no cell is reported besides.
func TestWordsThatAskAQuestion(t *testing.T) {
	for _, c := range []struct{ name, list, got string }{
		{"an unknown step", "非常不满意|不满意|一言难尽|满意|非常满意", "一言难尽"},
		{"not sure for the middle", "非常不满意|不满意|说不清|满意|非常满意", "说不清"},
		{"words of two ladders", "Strongly disagree|Disagree|Poor|Excellent|Always", "always"},
		{"words of seven steps beside numbers of five", "完全不同意|不同意|有点不同意|中立|有点同意|同意|完全同意|1|2|3|4|5", "1–5"},
		{"two words that fit many ladders", "满意|非常满意", "满意 < 非常满意"},
	} {
		r := mustRead(t, options(), text(worded(c.list))...)
		q := r.has(issue.AnswerWords)
		if len(q) != 1 || q[0].Severity != issue.Question || !q[0].Blocks || !strings.Contains(q[0].Got, c.got) {
			t.Errorf("%s: questions %+v\n%s", c.name, q, r.dump())
		}
		if n := len(r.sum.Unmapped); n > 0 {
			t.Errorf("%s: %d answers reported besides", c.name, n)
		}
		for i := range 3 {
			if got := firstAnswers(r, 3)[i]; got > 0 && !strings.Contains(c.list, "|5") {
				t.Errorf("%s: answer %d is scored %d", c.name, i, got)
			}
		}
	}
}

// TestEndsInWords: a scale of numbers whose ends are written in words.
func TestEndsInWords(t *testing.T) {
	for list, want := range map[string]string{
		"Strongly disagree|2|3|4|5|6|Strongly agree":     "[1 2 3 4 5 6 7]",
		"非常不满意|2|3|4|非常满意":                               "[1 2 3 4 5]",
		"1 (Strongly disagree)|2|3|4|5 (Strongly agree)": "[1 2 3 4 5]",
	} {
		r := mustRead(t, options(), text(worded(list))...)
		n := strings.Count(list, "|") + 1
		if got := fmt.Sprint(firstAnswers(r, n)); got != want || r.study.Scale.Max != n || len(r.sum.Unmapped) > 0 {
			t.Errorf("%s: read as %s on %d–%d\n%s", list, got, r.study.Scale.Min, r.study.Scale.Max, r.dump())
		}
	}
}

// TestRecommendationInWords: ratings with words at their ends are ratings,
// classes keep their net promoter score, steps of words have a mean, and two of
// them are asked about.
func TestRecommendationInWords(t *testing.T) {
	for _, c := range []struct {
		list string
		want string // codes of the first answers
		ask  bool
	}{
		{"0 - Not at all likely|3|6|8|10 - Extremely likely", "[0 3 6 8 10]", false},
		{"一定不会推荐（0）|5|7|9|一定会推荐（10）", "[0 5 7 9 10]", false},
		{"Not at all likely|1|2|3|4|5|6|7|8|9|Extremely likely", "[0 1 2 3 4 5 6 7 8 9 10]", false},
		{"0分|4分|8分|9分|10分", "[0 4 8 9 10]", false},
		{"Detractor (0-6)|Passive (7-8)|Promoter (9-10)", "[6 8 10]", false},
		{"贬损者|被动者|推荐者", "[6 8 10]", false},
		{"Definitely not|Probably not|Maybe|Probably|Definitely", "[1 2 3 4 5]", false}, // a mean on five steps, and no net promoter score
		{"No|Yes", "", true},
		{"不会|会", "", true},
	} {
		words := strings.Split(c.list, "|")
		g := goodRows(33)
		g[0] = append(g[0], "NPS")
		for r := 1; r < len(g); r++ {
			g[r] = append(g[r], words[(r-1)%len(words)])
		}
		r := mustRead(t, options(), text(g)...)
		codes := r.scores[survey.FieldRecommend][:len(words)]
		got := fmt.Sprint(codes)
		if c.ask && !slices.ContainsFunc(codes, survey.Code.Valid) {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s: read as %s, want %s\n%s", c.list, got, c.want, r.dump())
		}
		q := r.has(issue.AnswerWords)
		if (len(q) == 1) != c.ask || c.ask && (q[0].Blocks || q[0].Pos.Cell() != "BB1") {
			t.Errorf("%s: questions %+v", c.list, q)
		}
	}
}

// TestLaterRowsInOtherWords: words that first come after the sampled rows, and
// are on no step of the ladder that these show, are asked about in the end.
func TestLaterRowsInOtherWords(t *testing.T) {
	for _, c := range []struct {
		later string
		ask   bool
	}{{"比较满意", true}, {"超预期", true}, {"非常满意", false}, {"Very satisfied", false}} {
		g := goodRows(90)
		words := strings.Split("非常不满意|不满意|一般|满意|非常满意", "|")
		for r := 1; r < len(g); r++ {
			for k := colE1; k < colW; k++ {
				if g[r][k] = words[(r*7+k*3+r*k%5)%5]; r > 60 && k%4 == 0 {
					g[r][k] = c.later
				}
			}
		}
		opt := options()
		opt.Sample = 50
		r := mustRead(t, opt, text(g)...)
		q := r.has(issue.AnswerWords)
		if (len(q) == 1) != c.ask || c.ask && (!q[0].Blocks || len(r.src.Questions()) != 1) {
			t.Errorf("%s: questions %+v", c.later, q)
		}
	}
}

// TestUsualScaleDoesNotBindWords: a study file that only names its instrument
// leaves the steps to the words; one that states another scale is asked about.
func TestUsualScaleDoesNotBindWords(t *testing.T) {
	for _, c := range []struct {
		scale survey.Scale
		max   int
		ask   bool
	}{{survey.Scale{Min: 1, Max: 7}, 5, false}, {survey.Scale{Min: 1, Max: 9}, 9, true}} {
		opt := options()
		opt.Study = presets()[0].Clone()
		opt.Study.Scale = c.scale
		r := mustRead(t, opt, text(worded("非常不满意|不满意|一般|满意|非常满意"))...)
		if r.study.Scale.Max != c.max || len(r.has(issue.AnswerWords)) > 0 != c.ask {
			t.Errorf("scale %v: read on 1–%d\n%s", c.scale, r.study.Scale.Max, r.dump())
		}
	}
}
