package recognise

import (
	"maps"
	"slices"
	"strconv"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
)

// counted is a column of whole numbers, each as often as told.
func counted(n map[int]int) *values {
	v := &values{numbers: n, words: make(map[string]int)}
	for _, k := range n {
		v.whole += k
	}
	v.filled = v.whole
	return v
}

// TestSpanAndRatingAtTheirEnds: answers that are all alike have a span, three
// slips among a thousand have none, and −5 … 5 is a rating.
func TestSpanAndRatingAtTheirEnds(t *testing.T) {
	for _, c := range []struct {
		name   string
		n      map[int]int
		lo, hi int
	}{
		{"all alike", map[int]int{5: 40}, 5, 5},
		{"one slip among many", map[int]int{1: 60, 5: 60, 9: 1}, 1, 5},
		{"three slips among a thousand", map[int]int{1: 500, 5: 500, 9: 3}, 1, 5},
		{"three among six hundred", map[int]int{1: 300, 5: 297, 9: 3}, 1, 9},
		{"one of few", map[int]int{1: 60, 5: 38, 9: 1}, 1, 9},
		{"none", nil, 0, -1},
	} {
		if lo, hi := counted(c.n).span(); lo != c.lo || hi != c.hi {
			t.Errorf("%s: span %d … %d, want %d … %d", c.name, lo, hi, c.lo, c.hi)
		}
	}
	for _, c := range []struct {
		n    map[int]int
		want bool
	}{
		{map[int]int{-5: 10, 0: 10, 5: 10}, true},
		{map[int]int{-6: 10, -1: 10, 0: 10, 5: 10}, false},
		{map[int]int{1: 10, 6: 10, 11: 10}, true},
		{map[int]int{1: 10, 6: 10, 12: 10, 13: 10}, false},
		{map[int]int{0: 10, 50: 10, 100: 10}, true},
		{map[int]int{23: 10, 41: 10, 67: 10}, false}, // ages
	} {
		if got := counted(c.n).rating(); got != c.want {
			t.Errorf("rating of %v = %v, want %v", slices.Sorted(maps.Keys(c.n)), got, c.want)
		}
	}
}

// TestHundred: percentages are whole numbers from 0 to 100, some beyond the usual
// scales.
func TestHundred(t *testing.T) {
	halves := counted(map[int]int{20: 5, 80: 5})
	halves.filled = 40
	for _, c := range []struct {
		name string
		v    *values
		want bool
	}{
		{"0–100", counted(map[int]int{0: 5, 40: 5, 85: 5, 100: 5}), true},
		{"0–12", counted(map[int]int{0: 5, 12: 5, 13: 5, 14: 5, 15: 5}), true},
		{"0–10", counted(map[int]int{0: 5, 10: 5}), false},
		{"beyond 100", counted(map[int]int{0: 5, 50: 5, 60: 5, 101: 5, 102: 5, 103: 5, 104: 5, 105: 5}), false},
		{"below 0", counted(map[int]int{-7: 5, -6: 5, 50: 5, 60: 5}), false},
		{"a quarter of the cells", halves, false},
		{"empty", counted(nil), false},
	} {
		if got := c.v.hundred(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestOnScaleAtItsEnds: a column beside items on a scale belongs to them unless
// its answers go beyond the ends or stay on the lower part.
func TestOnScaleAtItsEnds(t *testing.T) {
	few := counted(map[int]int{9: 40})
	few.filled = 100 // most cells hold no whole number
	for _, c := range []struct {
		name string
		v    *values
		m    mainScale
		want bool
	}{
		{"same scale", counted(map[int]int{1: 20, 5: 20}), mainScale{lo: 1, hi: 5}, true},
		{"codes 1 and 2 beside 1–5", counted(map[int]int{1: 20, 2: 20}), mainScale{lo: 1, hi: 5}, false},
		{"codes 1 and 2 beside 1–4", counted(map[int]int{1: 20, 2: 20}), mainScale{lo: 1, hi: 4}, true},
		{"too few to tell", counted(map[int]int{1: 14, 2: 15}), mainScale{lo: 1, hi: 5}, true},
		{"1–5 beside 1–9", counted(map[int]int{1: 20, 5: 20}), mainScale{lo: 1, hi: 9}, false},
		{"one step above", counted(map[int]int{1: 20, 6: 20}), mainScale{lo: 1, hi: 5}, true},
		{"two steps above", counted(map[int]int{1: 20, 7: 20}), mainScale{lo: 1, hi: 5}, false},
		{"below", counted(map[int]int{-3: 20, -2: 20, 5: 20}), mainScale{lo: 1, hi: 5}, false},
		{"numbers in a minority of cells", few, mainScale{lo: 1, hi: 5}, false},
		{"100 beside 0–100", counted(map[int]int{0: 20, 12: 20}), mainScale{lo: 0, hi: 100}, true},
		{"11 beside 0–100", counted(map[int]int{0: 20, 11: 20}), mainScale{lo: 0, hi: 100}, false},
	} {
		f := &form{v: []*values{c.v}}
		if got := f.onScale(0, c.m); got != c.want {
			t.Errorf("%s: on the scale = %v, want %v", c.name, got, c.want)
		}
	}
}

// TestCodesOfAScale: which numbers are steps, which "no answer", which choices.
func TestCodesOfAScale(t *testing.T) {
	for _, c := range []struct {
		codes []int
		want  bool
	}{
		{[]int{0, 1, 3}, true},
		{[]int{1, 2, 4}, true},
		{[]int{1, 2, 3}, false},
		{[]int{1, 3}, false},
		{[]int{2, 3, 5}, false},
		{[]int{1, 4, 8}, false},
		{[]int{6, 7, 8, 9, 10, 11}, true},
		{[]int{6, 7, 8, 9, 10}, false},
		{[]int{5, 6, 7, 8, 9, 10, 11}, false},
	} {
		if got := idlike(c.codes); got != c.want {
			t.Errorf("idlike(%v) = %v, want %v", c.codes, got, c.want)
		}
	}
	for _, c := range []struct {
		codes, steps []int
	}{
		{[]int{-9, 0, 1, 2, 3, 4}, []int{0, 1, 2, 3, 4}},
		{[]int{-2, 0, 1, 2, 3}, []int{0, 1, 2, 3}},
		{[]int{-1, 1, 2, 3, 4, 5}, []int{1, 2, 3, 4, 5}},
		{[]int{-3, -2, -1, 0, 1, 2, 3}, []int{-3, -2, -1, 0, 1, 2, 3}},
		{[]int{-99, -3, -2, -1, 0, 1, 2, 3}, []int{-3, -2, -1, 0, 1, 2, 3}},
		{[]int{1, 2, 3, 4, 5, 9}, []int{1, 2, 3, 4, 5}},
		{[]int{1, 2, 3, 4, 5, 88, 99}, []int{1, 2, 3, 4, 5}},
		{[]int{1, 2, 3, 4, 5, 8, 9}, []int{1, 2, 3, 4, 5}},
		{[]int{1, 2, 3, 4, 7, 8, 9}, []int{1, 2, 3, 4}},
		{[]int{1, 2, 3, 4, 7}, []int{1, 2, 3, 4}},
		{[]int{1, 2, 3, 4, 5, 7}, []int{1, 2, 3, 4, 5, 7}},
		{[]int{1, 2, 3, 4, 5, 6, 8}, []int{1, 2, 3, 4, 5, 6}},
		{[]int{1, 2, 3, 4, 5, 7, 8, 9}, []int{1, 2, 3, 4, 5, 7, 8, 9}},
		{[]int{1, 2, 3, 4, 5, 6, 7, 77, 88, 99}, []int{1, 2, 3, 4, 5, 6, 7}},
		{[]int{1, 2, 3, 4, 5, 998, 999}, []int{1, 2, 3, 4, 5}},
		{[]int{3, 4, 5, 98, 99}, []int{3, 4, 5}},
		{[]int{-9, -8, 1, 2, 3, 4, 5}, []int{1, 2, 3, 4, 5}},
		{[]int{-2, -1, 1, 2}, []int{-2, -1, 1, 2}},
		{[]int{-5, -3, -1, 1, 3}, []int{-5, -3, -1, 1, 3}},
		{[]int{-1, 0, 1}, []int{-1, 0, 1}},
		{[]int{1, 3, 5}, []int{1, 3, 5}},
		{[]int{1, 3, 5, 7, 9}, []int{1, 3, 5, 7, 9}},
		{[]int{0, 10, 20, 30, 50}, []int{0, 10, 20, 30, 50}},
		{[]int{0, 50, 100}, []int{0, 50, 100}},
		{[]int{0, 5, 10, 100}, []int{0, 5, 10, 100}},
		{[]int{1, 3, 5, 99}, []int{1, 3, 5}},
		{[]int{1, 2, 99}, []int{1, 2}},
		{[]int{1, 2, 3, 20, 40, 60, 80, 100}, []int{1, 2, 3, 20, 40, 60, 80, 100}},
	} {
		by := make(map[int]int)
		for _, n := range c.codes {
			by[n] = 40
			if !slices.Contains(c.steps, n) {
				by[n] = 4
			}
		}
		steps, void := strays(c.codes, by)
		if !slices.Equal(steps, c.steps) || len(steps)+len(void) != len(c.codes) {
			t.Errorf("%v: steps %v and strays %v, want the steps %v", c.codes, steps, void, c.steps)
		}
	}
}

// TestJudgeNumbersBelowZero: steps on both sides of 0 are a scale around 0;
// others below 0 are asked.
func TestJudgeNumbersBelowZero(t *testing.T) {
	for _, c := range []struct {
		codes     []int
		certainty Certainty
	}{
		{[]int{-2, -1, 0, 1, 2}, Likely},
		{[]int{-3, -2, -1, 0, 1, 2}, Likely},
		{[]int{-3, -2, -1}, Open},
		{[]int{-3, -2, 0, 1, 2}, Open},
	} {
		n := make(map[int]int)
		for _, x := range c.codes {
			n[x] = 40
		}
		a := &Answers{cols: []*values{counted(n)}}
		if s, ok := a.Judge(survey.Scale{}, nil); !ok || s.Certainty != c.certainty {
			t.Errorf("%v: %+v, want certainty %v", c.codes, s, c.certainty)
		}
	}
}

// TestJudgeNumbersFromZero: 0 and 1 are a scale of two; 0, 1 and 2 may be three
// steps, or two and "no answer".
func TestJudgeNumbersFromZero(t *testing.T) {
	for hi, certainty := range map[int]Certainty{1: Likely, 2: Open, 10: Certain} {
		n := make(map[int]int)
		for x := range hi + 1 {
			n[x] = 40
		}
		a := &Answers{cols: []*values{counted(n)}}
		if s, _ := a.Judge(survey.Scale{}, nil); s.Min != 0 || s.Max != hi || s.Certainty != certainty {
			t.Errorf("0 … %d: %+v", hi, s)
		}
	}
}

// TestNumbersBeyondTheLegend: few that stand apart from the range the legend tells
// are codes of "no answer"; the next step above is none.
func TestNumbersBeyondTheLegend(t *testing.T) {
	for _, c := range []struct {
		more map[int]int
		void []int
		open bool // asked, or another scale than the legend's
	}{
		{map[int]int{8: 3}, []int{8}, false},
		{map[int]int{7: 3, 99: 3}, []int{7, 99}, false},
		{map[int]int{6: 30}, nil, true},
		{map[int]int{8: 150, 10: 150}, nil, true},
	} {
		n := map[int]int{1: 40, 2: 40, 3: 40, 4: 40, 5: 40}
		maps.Copy(n, c.more)
		a := &Answers{cols: []*values{counted(n)}}
		s, ok := a.Judge(survey.Scale{}, &Legend{Min: 1, Max: 5})
		other := s.Certainty == Open || s.Min != 1 || s.Max != 5
		if !ok || other != c.open || !c.open && !slices.Equal(s.Void, c.void) {
			t.Errorf("%v beyond 1–5: %+v", c.more, s)
		}
	}
}

// TestLegendsAtTheirEnds: the range a legend tells stands over the numbers that
// it explains, and the highest number alone leaves the lowest to the answers.
func TestLegendsAtTheirEnds(t *testing.T) {
	if l := ReadLegend("请按1-10分打分（2分=不满意，9分=非常满意）"); l == nil || l.Min != 1 || l.Max != 10 {
		t.Errorf("legend %+v, want 1–10", l)
	}
	if l := ReadLegend("环境（1=不满意，2=一般，3=满意）"); l == nil || l.Min != 1 || l.Max != 3 {
		t.Errorf("legend %+v, want 1–3", l)
	}
	if _, told := (&Legend{Min: 1, Max: 5}).Down(); told {
		t.Error("a legend without words tells a direction")
	}
	for worst, want := range map[int]bool{1: false, 3: false, 5: true} {
		if down, _ := (&Legend{Min: 1, Max: 5, Signs: map[int]int{worst: -1}}).Down(); down != want {
			t.Errorf("%d of 1–5 is the worst: down = %v, want %v", worst, down, want)
		}
	}
	a := &Answers{cols: []*values{counted(map[int]int{0: 40, 1: 40, 2: 40, 3: 40, 4: 40})}}
	if s, ok := a.Judge(survey.Scale{}, &Legend{OutOf: 5}); !ok || s.Min != 0 || s.Max != 5 || s.Certainty == Open {
		t.Errorf("answers 0 … 4 out of 5: %+v, want 0–5", s)
	}
}

// TestCodesAreTheWholeForm: a form counts as codes only when every item is
// headed by one; a single question in words makes it readable.
func TestCodesAreTheWholeForm(t *testing.T) {
	for _, c := range []struct {
		last string
		want bool
	}{{"Q6", true}, {"How satisfied are you with the waiting time?", false}} {
		var table Table
		for i, a := range answers(6, 120, 1, 5) {
			header := "Q" + strconv.Itoa(i+1)
			if i == 5 {
				header = c.last
			}
			table.Columns = append(table.Columns, columnOf(header, a))
		}
		p := Propose([]*Table{&table})
		if len(p.Study.Items) != 6 || p.Codes != c.want {
			t.Errorf("last header %q: %d items, codes %v, want 6 and %v", c.last, len(p.Study.Items), p.Codes, c.want)
		}
	}
}

// TestCodesOfNoAnswerAreTold: numbers away from the scale that go with all kinds
// of answers are none, and are named; those given by the most satisfied are asked
// about.
func TestCodesOfNoAnswerAreTold(t *testing.T) {
	for _, c := range []struct {
		name   string
		codes  [2]string
		steps  bool // given in place of the highest answer
		strays string
	}{
		{"8 and 9", [2]string{"8", "9"}, false, "8, 9"},
		{"88 and 99", [2]string{"88", "99"}, false, "88, 99"},
		{"998 and 999", [2]string{"998", "999"}, false, "998, 999"},
		{"−9 and −8", [2]string{"-9", "-8"}, false, "-9, -8"},
		{"8 and 9 of the most satisfied", [2]string{"8", "9"}, true, ""},
	} {
		var table Table
		wide := 2 // of 25 answers
		if c.steps {
			wide = 10
		}
		for i, a := range answers(6, 300, 1, 5) {
			for r := range a {
				if turn := (r*7 + i*11) % 25; turn < wide && (!c.steps || a[r] == "5") {
					a[r] = c.codes[turn%2]
				}
			}
			table.Columns = append(table.Columns, columnOf([]string{"接待", "等候", "环境", "维修", "收费", "预约"}[i]+"满意度", a))
		}
		p := Propose([]*Table{&table})
		asked, noted := false, ""
		for _, x := range p.Issues {
			asked = asked || x.Code == issue.ScaleOpen && x.Blocks
			if x.Code == issue.AnswerNA {
				noted = x.Got
			}
		}
		if asked != c.steps || noted != c.strays {
			t.Errorf("%s: asked %v, noted %q; want %v, %q", c.name, asked, noted, c.steps, c.strays)
		}
		if !c.steps && (p.Study.Scale.Min != 1 || p.Study.Scale.Max != 5 || !slices.Contains(p.Study.Items[0].None, c.codes[0])) {
			t.Errorf("%s: scale %d–%d, no answer %v", c.name, p.Study.Scale.Min, p.Study.Scale.Max, p.Study.Items[0].None)
		}
	}
}

// TestFieldsOfAPlainForm: what is no question about the service is bound as a
// field, and nothing else is.
func TestFieldsOfAPlainForm(t *testing.T) {
	order, rows := make([]int, 10), make([]int, 80)
	for i := range order {
		order[i] = i
	}
	for i := range rows {
		rows[i] = i
	}
	fields := make(map[string]string)
	p := Propose([]*Table{plainTable(order, rows, false)})
	for _, x := range p.Study.Fields {
		fields[x.Column] = x.Name
	}
	if len(p.Study.Items) != 8 || len(fields) != 2 || fields["门店"] != survey.FieldUnit || fields["年龄段"] == "" {
		t.Errorf("%d items, fields %v", len(p.Study.Items), fields)
	}
}

// TestSameQuestionTwice: two columns of one question on one side are two items
// where respondents answered both, and one where each answered one of them.
func TestSameQuestionTwice(t *testing.T) {
	for _, routed := range []bool{false, true} {
		var table Table
		data := answers(7, 120, 1, 5)
		for i := range 6 {
			a := data[i]
			if i == 0 {
				again := data[6]
				for r := range a {
					if routed && r%2 == 0 {
						a[r] = ""
					} else if routed {
						again[r] = ""
					}
				}
				table.Columns = append(table.Columns, columnOf("接待热情满意度", again))
			}
			table.Columns = append(table.Columns, columnOf([]string{"接待热情", "等候时间", "环境整洁", "维修质量", "收费透明", "预约方便"}[i]+"满意度", a))
		}
		want := 7
		if routed {
			want = 6
		}
		if p := Propose([]*Table{&table}); len(p.Study.Items) != want {
			t.Errorf("routed %v: %d items, want %d", routed, len(p.Study.Items), want)
		}
	}
}
