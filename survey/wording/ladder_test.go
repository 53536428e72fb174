package wording

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestSubsetsKeepTheOrder: of any two or more words of a ladder, chosen
// however often, a settled fit gives higher words higher numbers, on no more
// steps than ten, or nothing is settled.
func TestSubsetsKeepTheOrder(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 7))
	for _, list := range wholeLadders {
		words := strings.Split(list, "|")
		for mask := 1; mask < 1<<len(words); mask++ {
			seen := make(map[string]int)
			var chosen []string
			for i, w := range words {
				if mask>>i&1 == 1 {
					seen[Clean(w)] = []int{1, 2, 7, 30, 200}[draw.IntN(5)]
					chosen = append(chosen, Clean(w))
				}
			}
			if len(chosen) < 2 {
				continue
			}
			f := FitLadder(seen, 0)
			if f.State != Settled {
				for _, w := range chosen {
					if f.Number(w) != 0 {
						t.Fatalf("%v: not settled, yet %q is %d", seen, w, f.Number(w))
					}
				}
				continue
			}
			last := 0
			for _, w := range chosen {
				n := f.Number(w)
				if n == 0 && Recurs(seen[w], total(seen)) || n > f.Points {
					t.Errorf("%s: %v: %q is %d of %d", list, seen, w, n, f.Points)
				}
				if n > 0 && n <= last {
					t.Errorf("%s: %v: %q is %d after %d", list, seen, w, n, last)
				}
				last = max(last, n)
			}
		}
	}
}

func total(seen map[string]int) int {
	sum := 0
	for _, n := range seen {
		sum += n
	}
	return sum
}

// TestUnknownWordsAreNeverScoredAround: a word that recurs and is on no ladder
// leaves the question open, however complete the other words are.
func TestUnknownWordsAreNeverScoredAround(t *testing.T) {
	for _, list := range wholeLadders {
		for _, n := range []int{3, 9, 500} {
			seen := fitWords(list, 100)
			seen["一言难尽"] = n
			f := FitLadder(seen, 0)
			if f.State != UnknownWords || len(f.Unknown) != 1 || f.Unknown[0] != (LabelCount{Label: "一言难尽", Count: n, Near: f.Unknown[0].Near}) {
				t.Errorf("%s with %d unknown: state %d, unknown %v", list, n, f.State, f.Unknown)
			}
			for w := range seen {
				if f.Number(w) != 0 {
					t.Errorf("%s: %q is scored", list, w)
				}
			}
		}
	}
}

// TestSlipsStopNothing: one wrong word among many is void and named, with the
// word it is near to.
func TestSlipsStopNothing(t *testing.T) {
	for _, c := range []struct{ list, slip, near string }{
		{"非常不满意|不满意|一般|满意|非常满意", "漫意", "满意"},
		{"非常不满意|不满意|一般|满意|非常满意", "非常满", "非常满意"},
		{"Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied", "very satisifed ok", ""},
		{"Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied", "very satosfied", "very satisfied"},
		{"Sangat tidak puas|Tidak puas|Cukup puas|Puas|Sangat puas", "sangat puass", "sangat puas"},
	} {
		seen := fitWords(c.list, 100)
		seen[c.slip] = 1
		f := FitLadder(seen, 0)
		if f.State != Settled || f.Points != 5 || f.Number(c.slip) != 0 || len(f.Rare) != 1 || f.Rare[0] != (LabelCount{c.slip, 1, c.near}) {
			t.Errorf("%q: state %d, %d steps, number %d, rare %v", c.slip, f.State, f.Points, f.Number(c.slip), f.Rare)
		}
	}
}

// TestStepsNobodyChose: which ladder the words come from, where some of its
// steps were never chosen. The counts are of the words in their order; points
// 0 is a question.
func TestStepsNobodyChose(t *testing.T) {
	for _, c := range []struct {
		list   string
		counts []int
		points int
		first  int // number of the first word
	}{
		{"不满意|一般|满意|非常满意", []int{5, 60, 300, 200}, 5, 2},
		{"不满意|一般|满意|非常满意", []int{30, 60, 300, 200}, 0, 0},
		{"不满意|一般|满意|非常满意", []int{120, 60, 300, 200}, 4, 1},
		{"非常不满意|不满意|一般|满意", []int{40, 90, 100, 20}, 5, 1},
		{"一般|满意|非常满意", []int{20, 300, 200}, 5, 3},
		{"满意|非常满意", []int{300, 200}, 0, 0},
		{"不满意|满意", []int{40, 300}, 2, 1},
		{"不满意|基本满意|满意|非常满意", []int{112, 195, 247, 326}, 4, 1},
		{"不满意|基本满意|满意|非常满意", []int{4, 195, 247, 326}, 0, 0},
		{"Fair|Good|Very good|Excellent", []int{10, 50, 100, 200}, 5, 2},
		{"Slightly satisfied|Moderately satisfied|Very satisfied|Extremely satisfied", []int{10, 50, 100, 200}, 5, 2},
		{"Dissatisfied|Neutral|Satisfied|Very satisfied", []int{3, 50, 100, 200}, 5, 2},
		{"Somewhat disagree|Neutral|Somewhat agree|Agree|Strongly agree", []int{30, 90, 200, 400, 350}, 7, 3},
		{"Very dissatisfied|Somewhat dissatisfied|Somewhat satisfied|Very satisfied", []int{112, 195, 247, 326}, 4, 1},
		{"非常不满意|不满意|满意|非常满意", []int{1, 1, 3, 3}, 0, 0},
		{"从不|有时|经常|总是", []int{50, 100, 100, 80}, 4, 1},
	} {
		words := strings.Split(c.list, "|")
		seen := make(map[string]int)
		for i, w := range words {
			seen[Clean(w)] = c.counts[i]
		}
		f := FitLadder(seen, 0)
		if got := f.Number(Clean(words[0])); f.Points != c.points || got != c.first {
			t.Errorf("%s %v: %d steps, the first word is %d; want %d and %d (options %v)", c.list, c.counts, f.Points, got, c.points, c.first, f.Options)
		}
		if c.points == 0 && f.State != SeveralLadders {
			t.Errorf("%s %v: state %d, want the question of the length", c.list, c.counts, f.State)
		}
	}
}

// TestMixedLanguages: rows in two languages are one scale.
func TestMixedLanguages(t *testing.T) {
	for _, c := range []struct {
		zh, en string
		n      int // answers to each English word
	}{
		{"非常不满意|不满意|一般|满意|非常满意", "Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied", 40},
		{"非常不满意|不满意|一般|满意|非常满意", "||Neutral|Satisfied|", 4},
		{"非常不满意|不满意|一般|满意|非常满意", "||||Very satisfied", 3},
		{"很差|差|一般|好|很好", "Very poor|Poor|Fair|Good|Excellent", 30},
		{"非常不满意|不满意|基本满意|满意|非常满意", "Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied", 30},
		{"从不|很少|有时|经常|总是", "Never|Rarely|Sometimes|Often|Always", 30},
	} {
		seen := fitWords(c.zh, 150)
		for _, w := range strings.Split(c.en, "|") {
			if w != "" {
				seen[Clean(w)] = c.n
			}
		}
		f := FitLadder(seen, 0)
		for i, w := range strings.Split(c.en, "|") {
			if w != "" && f.Number(Clean(w)) != i+1 {
				t.Errorf("%s beside %s: %q is %d, want %d; state %d %v", c.en, c.zh, w, f.Number(Clean(w)), i+1, f.State, f.Options)
			}
		}
	}
	seen := fitWords("非常不满意|不满意|一般|满意|非常满意", 100)
	for w, n := range fitWords("Strongly disagree|Disagree|Somewhat disagree|Neutral|Somewhat agree|Agree|Strongly agree", 100) {
		seen[w] += n
	}
	if f := FitLadder(seen, 0); f.State == Settled {
		t.Errorf("five steps and seven are settled as %d", f.Points)
	}
}

// TestColumnsWithWordsOfTheirOwn: columns may use different words of equally
// many steps; a column of another length, or one word for two numbers, is not
// one scale.
func TestColumnsWithWordsOfTheirOwn(t *testing.T) {
	five, very := fitWords("非常不满意|不满意|一般|满意|非常满意", 40), fitWords("很不满意|不满意|一般|满意|很满意", 40)
	for _, c := range []struct {
		name    string
		columns []map[string]int
		points  int
	}{
		{"非常 and 很", []map[string]int{five, very}, 5},
		{"a sparse column", []map[string]int{five, {"满意": 3, "一般": 1}}, 5},
		{"other families, every other answer", []map[string]int{fitWords("非常不满意|不满意|一般|满意|非常满意", 4), fitWords("很差|差|一般|好|很好", 4)}, 5},
		{"other families", []map[string]int{five, fitWords("很差|差|一般|好|很好", 40), fitWords("非常不同意|不同意|中立|同意|非常同意", 40)}, 5},
		{"three steps beside five", []map[string]int{five, fitWords("不满意|一般|满意", 200)}, 0},
		{"seven beside five", []map[string]int{five, fitWords("Strongly disagree|Disagree|Somewhat disagree|Neutral|Somewhat agree|Agree|Strongly agree", 40)}, 0},
		{"one word, two numbers", []map[string]int{five, fitWords("不满意|不太满意|一般|比较满意|满意", 40)}, 0},
	} {
		f := FitColumns(c.columns, 0)
		if got := f.Points; got != c.points {
			t.Errorf("%s: %d steps, want %d; state %d %v", c.name, got, c.points, f.State, f.Options)
		}
		if c.points == 0 {
			continue
		}
		for w, n := range map[string]int{"非常满意": 5, "满意": 4, "不满意": 2} {
			if f.Number(w) != n {
				t.Errorf("%s: %s is %d, want %d", c.name, w, f.Number(w), n)
			}
		}
	}
}

// TestLaterWords: words that come after the sample are placed where the ladder
// has a free step for them, and nowhere else.
func TestLaterWords(t *testing.T) {
	seen := fitWords("不满意|一般|满意|非常满意", 150)
	seen["不满意"] = 2
	f := FitLadder(seen, 0)
	for w, want := range map[string]int{"非常不满意": 1, "比较满意": 0, "很满意": 0, "very satisfied": 0, "好": 0, "满意": 4} {
		if got := f.Number(w); got != want {
			t.Errorf("%s is %d, want %d", w, got, want)
		}
	}
}

// TestTheWordsFile: no ladder has one word in two steps, every entry reads as
// itself, and shapes have one step for each degree.
func TestTheWordsFile(t *testing.T) {
	lex := theLexicon()
	for _, r := range lex.rows {
		at := make(map[string]int)
		for i, step := range r.steps {
			for _, w := range step {
				if k, ok := at[w]; ok && k != i || w == "" {
					t.Errorf("ladder %s %s: %q in two steps or empty", r.lang, r.family, w)
				}
				at[w] = i
			}
		}
	}
	for _, s := range shapes() {
		for _, sign := range []int{-1, 1} {
			for st := slightly; st <= extremely; st <<= 1 {
				n := 0
				for _, step := range s.steps {
					if step.sign == sign && step.strength&st != 0 {
						n++
					}
				}
				if n > 1 {
					t.Errorf("shape %s: %d steps for sign %d strength %d", s.name, n, sign, st)
				}
			}
		}
	}
	for _, tongue := range lex.tongues {
		for w, list := range tongue.entries {
			if list[0].part == partStem && len(tongue.read(w)) == 0 {
				t.Errorf("%s: stem %q reads as nothing", tongue.lang, w)
			}
		}
	}
}

// TestSpellings: one ladder in every writing of number and label that exports
// have; the label alone gives its step, and the number is the step.
func TestSpellings(t *testing.T) {
	zh := strings.Split("非常不满意|不满意|一般|满意|非常满意", "|")
	en := strings.Split("Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied", "|")
	for _, format := range []string{
		"%[1]d - %[2]s", "%[1]d – %[2]s", "%[1]d — %[2]s", "%[1]d-%[2]s", "%[1]d = %[2]s", "%[1]d=%[2]s", "%[1]d. %[2]s", "%[1]d: %[2]s", "%[1]d：%[2]s", "%[1]d) %[2]s", "(%[1]d) %[2]s", "（%[1]d）%[2]s", "[%[1]d] %[2]s",
		"%[1]d、%[2]s", "%[1]d %[2]s", "%[1]d（%[2]s）", "%[1]d (%[2]s)", "%[1]d分（%[2]s）", "%[1]d分 %[2]s", "%[1]d星 %[2]s", "%[1]d points - %[2]s",
		"%[2]s (%[1]d)", "%[2]s（%[1]d）", "%[2]s（%[1]d分）", "%[2]s - %[1]d", "%[2]s – %[1]d", "%[2]s=%[1]d", "%[2]s: %[1]d", "%[2]s [%[1]d]", "%[2]s %[1]d分", "%[2]s %[1]d",
	} {
		for _, words := range [][]string{zh, en} {
			for i, w := range words {
				text := fmt.Sprintf(format, i+1, w)
				a := ReadAnswer(text)
				if a.Form != Both || a.Number != i+1 || a.Label != Clean(w) {
					t.Errorf("%q read as %+v, want %d and %q", text, a, i+1, Clean(w))
				}
			}
		}
	}
	for text, n := range map[string]int{"5/5": 5, "4 / 5": 4, "3/5分": 3, "4 out of 5": 4, "4 of 5": 4, "9/10": 9, "5分": 5, "5 stars": 5, "1 star": 1, "5星": 5, "★★★★☆": 4, "(5)": 5, "5.": 5, "5 points": 5, "⑤": 5, "10 分": 10} {
		if a := ReadAnswer(text); a.Form != Number || a.Number != n {
			t.Errorf("%q read as %+v, want the number %d", text, a, n)
		}
	}
	for text, n := range map[string]int{"10 - Extremely likely": 10, "Extremely likely - 10": 10, "一定会推荐（10）": 10, "0 = Not at all likely": 0, "-2 - Strongly disagree": -2, "10分（非常愿意）": 10, "⑤非常满意": 5} {
		if a := ReadAnswer(text); a.Form != Both || a.Number != n {
			t.Errorf("%q read as %+v, want the number %d and a label", text, a, n)
		}
	}
	for _, text := range []string{"Detractor (0-6)", "61-80%", "2-3 times a week", "10 May 2026", "3rd", "Room 12 B", "优秀（90-100分）"} {
		if a := ReadAnswer(text); a.Form != Label {
			t.Errorf("%q read as %+v, want a label", text, a)
		}
	}
}

// TestPromoterClasses reads the classes of the net promoter score.
func TestPromoterClasses(t *testing.T) {
	for text, want := range map[string]int{"Detractor": 1, "Detractor (0-6)": 1, "Passives": 2, "Promoter (9-10)": 3, "推荐者": 3, "推荐者（9-10分）": 3, "贬损者": 1, "被动者": 2, "中立者": 2, "满意": 0} {
		if got := PromoterClass(Clean(text)); got != want {
			t.Errorf("%q is class %d, want %d", text, got, want)
		}
	}
}

func FuzzFitLadder(f *testing.F) {
	f.Add("非常满意|满意|一般", uint16(0x1234))
	f.Add("very satisfied|5 - ok|neither nor|not at all", uint16(7))
	f.Fuzz(func(t *testing.T, list string, counts uint16) {
		seen := make(map[string]int)
		for i, w := range strings.Split(list, "|") {
			ReadAnswer(w)
			seen[Clean(w)] = 1 + int(counts>>(i%16))%40
		}
		for _, want := range []int{0, 5} {
			fit := FitLadder(seen, want)
			if want > 0 && fit.State == Settled && fit.Points != want {
				t.Fatalf("%v: %d steps, want %d", seen, fit.Points, want)
			}
			for w := range seen {
				if n := fit.Number(w); n < 0 || n > fit.Points {
					t.Fatalf("%v: %q is %d of %d", seen, w, n, fit.Points)
				}
			}
		}
	})
}
