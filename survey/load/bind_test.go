package load_test

import (
	"fmt"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/load"
)

// TestHeaderForms binds one item, "promises kept in time", on both sides in
// the ways people and programs write headers. Every other item keeps the
// plain form, so that the instrument is recognised.
func TestHeaderForms(t *testing.T) {
	forms := []struct{ e, p string }{
		{"E5", "P5"},
		{"E05", "P05"},
		{"e_5", "p_5"},
		{"E-5", "P-5"},
		{"exp5", "per5"},
		{"Q5_E", "Q5_P"},
		{"REL1_E", "REL1_P"},
		{"E_REL1", "P_REL1"},
		{"期望5", "感知5"},
		{"期望-按期守诺", "感知-按期守诺"},
		{"期望：按期守诺", "感知：按期守诺"},
		{"按期守诺（期望）", "按期守诺(感知)"},
		{"按期守诺【期望值】", "按期守诺【实际感受】"},
		{"7、您的期望—按期守诺", "8、您的感受—按期守诺"},
		{"E5 按期守诺", "P5 按期守诺"},
		{"E5.按期守诺", "P5.按期守诺"},
		{"您对按期守诺的期望程度", "您对按期守诺的实际感受"},
		{"按期守诺_应有水平", "按期守诺_实际水平"},
		{"Promises kept in time [Expectation]", "Promises kept in time [Perception]"},
		{"Expectation - Promises kept in time", "Perception - Promises kept in time"},
		{"PROMISES KEPT IN TIME (expected)", "promises kept in time (actual)"},
		{"Promises\u00a0kept in  time – expected", "Promises kept\nin time – experienced"},
		{"Harapan: Promises kept in time", "Kenyataan: Promises kept in time"},
		{"Erwartung: Promises kept in time", "Wahrnehmung: Promises kept in time"},
		{"Ｅ５", "Ｐ５"},
		{"第5题(期望):按期守诺", "第27题(感知):按期守诺"},
	}
	for _, f := range forms {
		t.Run(f.e, func(t *testing.T) {
			g := goodRows(30)
			g[0][colE1+4], g[0][colP1+4] = f.e, f.p
			r := mustRead(t, options(), text(g)...)
			for col, side := range map[int]survey.Side{colE1 + 4: survey.Expectation, colP1 + 4: survey.Perception} {
				b := r.src.Bindings()[col]
				if b.Use != load.UseItem || b.Item != "REL1" || b.Side != side {
					t.Errorf("%q bound to %q %v (use %d, candidates %v)", b.Header, b.Item, b.Side, b.Use, b.Candidates)
				}
			}
			if n := len(r.has(issue.ColumnDoubtful)); n > 0 {
				t.Errorf("%d doubtful columns", n)
			}
		})
	}
}

// TestSideWords names sides in several languages as block titles over plain
// labels.
func TestSideWords(t *testing.T) {
	words := map[survey.Side][]string{
		survey.Expectation: {"期望", "期待值", "应有水平", "您的期望", "Expectations", "What should excellent shops offer", "Harapan", "Ihre Erwartungen"},
		survey.Perception:  {"感知", "实际感受", "现状", "您的体验", "Perceptions", "What you actually received", "Kinerja", "Ihre Wahrnehmung"},
	}
	for i := range words[survey.Expectation] {
		e, p := words[survey.Expectation][i], words[survey.Perception][i]
		t.Run(e, func(t *testing.T) {
			g := goodRows(30)
			block := make([]string, len(g[0]))
			block[colE1], block[colP1], block[colW] = e, p, "其他"
			for k := range 44 {
				g[0][colE1+k] = zh(k % 22)
			}
			r := mustRead(t, options(), text(append(grid{block}, g...))...)
			if len(r.answers) != 44 || r.sum.Files[0].HeaderRows != 2 {
				t.Fatalf("%d answer columns, header in row %d\n%s", len(r.answers), r.sum.Files[0].HeaderRows, r.dump())
			}
			if got, want := r.answers["REL1 expectation"][0], number(g[1][colE1+4]); got != want {
				t.Errorf("REL1 expectation of the first respondent = %d, want %d", got, want)
			}
		})
	}
}

// TestOrderIsAWeakReason binds two runs of 22 unlabelled columns, and says so.
func TestOrderIsAWeakReason(t *testing.T) {
	g := goodRows(30)
	for k := range 44 {
		g[0][colE1+k] = fmt.Sprintf("Statement of our own number %c%c", 'a'+k%22, 'k'-k/22)
	}
	block := make([]string, len(g[0]))
	block[colE1], block[colP1], block[colW] = "What you expect", "What you experienced", "Rest"
	r := mustRead(t, options(), text(append(grid{block}, g...))...)
	b := r.src.Bindings()[colP1+4]
	if b.Reason != load.ByOrder || b.Item != "REL1" || b.Side != survey.Perception || b.Confidence >= 0.7 {
		t.Errorf("got %+v", b)
	}
	doubts := r.has(issue.ColumnDoubtful)
	if len(doubts) != 2 || doubts[0].Count != 22 {
		t.Errorf("want two doubts of 22 columns each\n%s", r.dump())
	}
}

// TestForeignCodesAreNotGuessed: columns E39 … E60 are as many as the instrument
// has items, but their numbers are not its own. They become items of a survey of
// its own, as a draft.
func TestForeignCodesAreNotGuessed(t *testing.T) {
	g := goodRows(30)
	for k := range 44 {
		g[0][colE1+k] = fmt.Sprintf("%c%d", "EP"[k/22], 39+k%22)
	}
	r := mustRead(t, options(), text(g)...)
	if r.study.Instrument != "" || len(r.study.Items) != 22 || r.study.Items[0].ID != "Q39" || !r.src.Draft() {
		t.Errorf("instrument %q, %d items\n%s", r.study.Instrument, len(r.study.Items), r.dump())
	}
	if r.sum.Responses != 30 {
		t.Errorf("%d responses, want 30", r.sum.Responses)
	}
}

// TestStudyFileColumns binds by header, by number, and by nothing else.
func TestStudyFileColumns(t *testing.T) {
	s := battery("", survey.Expectation, survey.Perception)
	for i := range s.Items {
		s.Items[i].Columns = map[survey.Side]string{survey.Expectation: fmt.Sprintf("E%d", 39+i), survey.Perception: fmt.Sprintf("#%d", colP1+i+1)}
	}
	s.Weights = map[string]string{"REL": "punkte"}
	s.Fields = []survey.Field{survey.NewField("unit", "branch"), survey.NewField("colour", "farbe")}
	s.Missing = []string{"99"}
	s.Scale.Labels = map[string]int{"na ja": 4}
	g := goodRows(30)
	for k := range 44 {
		g[0][colE1+k] = fmt.Sprintf("%c%d", "EP"[k/22], 39+k%22)
	}
	g[0][colW+1] = "punkte"
	g = addColumn(g, "farbe", "rot")
	g.with(1, colE1, "99").with(2, colE1, "na ja")
	opt := options()
	opt.Study = s
	r := mustRead(t, opt, text(g)...)
	if len(r.answers) != 44 {
		t.Fatalf("%d answer columns\n%s", len(r.answers), r.dump())
	}
	e := r.answers["TAN1 expectation"]
	if e[0] != -1 || e[1] != 4 {
		t.Errorf("99 and the own label read as %d and %d, want none and 4", e[0], e[1])
	}
	if n := len(r.has(issue.AnswerRange)); n > 0 {
		t.Error("a declared missing code was reported")
	}
	if r.weights[0][1] != 3000 || r.groups["colour"][0] != "rot" {
		t.Errorf("weight %v, colour %v", r.weights[0], r.groups["colour"][0])
	}
}

// TestWeightsForms reads points, percents and shares of one as hundredths of a
// point.
func TestWeightsForms(t *testing.T) {
	want := []int32{1000, 3000, 2500, 2000, 1500}
	for _, row := range []string{"10,30,25,20,15", "10%,30%,25%,20%,15%", "0.1,0.3,0.25,0.2,0.15", "10.0,30.0,25.0,20.0,15.0", "10分,30分,25分,20分,15分"} {
		g := goodRows(30)
		copy(g[1][colW:], strings.Split(row, ","))
		r := mustRead(t, options(), text(g)...)
		for d := range want {
			if r.weights[0][d] != want[d] {
				t.Errorf("%s: %v, want %v", row, r.weights[0], want)
				break
			}
		}
		if n := len(r.has(issue.WeightsInvalid)); n > 0 {
			t.Errorf("%s: reported as invalid", row)
		}
	}
	g := goodRows(30) // what is left blank has no points when the rest makes 100
	copy(g[1][colW:], []string{"40", "", "60", "", ""})
	if r := mustRead(t, options(), text(g)...); r.weights[0][1] != 0 || r.weights[0][2] != 6000 {
		t.Errorf("blank weights read as %v", r.weights[0])
	}
}

// TestWeightsThatAreNoPoints: ratings of importance become shares, ranks are
// left out; both are said.
func TestWeightsThatAreNoPoints(t *testing.T) {
	g := goodRows(30)
	for r := 1; r < len(g); r++ {
		copy(g[r][colW:], []string{"5", "10", "5", "3", "2"})
	}
	r := mustRead(t, options(), text(g)...)
	if fmt.Sprint(r.weights[0]) != "[2000 4000 2000 1200 800]" || len(r.has(issue.WeightsInvalid)) != 1 {
		t.Errorf("ratings 5 10 5 3 2 read as %v\n%s", r.weights[0], r.dump())
	}
	for r := 1; r < len(g); r++ {
		for d := range 5 {
			g[r][colW+d] = fmt.Sprint((d+r)%5 + 1)
		}
	}
	copy(g[9][colW:], []string{"20", "20", "20", "20", "20"}) // among ranks these are none
	r = mustRead(t, options(), text(g)...)
	if fmt.Sprint(r.weights[0], r.weights[8]) != "[-1 -1 -1 -1 -1] [-1 -1 -1 -1 -1]" || len(r.has(issue.WeightsInvalid)) != 1 {
		t.Errorf("ranks read as %v\n%s", r.weights[0], r.dump())
	}
}

// TestWeightHeaders finds the points by dimension names where they add up.
func TestWeightHeaders(t *testing.T) {
	for _, heads := range [][]string{
		{"权重-有形性", "权重-可靠性", "权重-响应性", "权重-保证性", "权重-移情性"},
		{"有形性权重", "可靠性权重", "响应性权重", "保证性权重", "移情性权重"},
		{"有形性", "可靠性", "响应性", "保证性", "移情性"},
		{"Points for tangibles", "Points for reliability", "Points for responsiveness", "Points for assurance", "Points for empathy"},
		{"W1", "W2", "W3", "W4", "W5"},
		{"weight_tan", "weight_rel", "weight_res", "weight_ass", "weight_emp"},
	} {
		g := goodRows(30)
		copy(g[0][colW:], heads)
		r := mustRead(t, options(), text(g)...)
		if fmt.Sprint(r.weights[0]) != "[2000 3000 2000 1500 1500]" {
			t.Errorf("%v: weights %v", heads, r.weights[0])
		}
	}
	g := goodRows(30) // dimension means are no weights
	copy(g[0][colW:], []string{"有形性", "可靠性", "响应性", "保证性", "移情性"})
	for i := range g[1:] {
		copy(g[i+1][colW:], []string{"5.1", "4.9", "5.5", "6.0", "4.2"})
	}
	if r := mustRead(t, options(), text(g)...); len(r.study.Weights) > 0 {
		t.Errorf("means of dimensions were taken for weights: %v", r.study.Weights)
	}
}

// TestImportanceIsAdded reads importance beside perception.
func TestImportanceIsAdded(t *testing.T) {
	g := goodRows(30)
	for k := range 44 {
		g[0][colE1+k] = fmt.Sprintf("%s(%s)", zh(k%22), []string{"重要度", "满意度"}[k/22])
	}
	r := mustRead(t, options(), text(g)...)
	if !r.study.Asks(survey.Importance, survey.Perception) || len(r.answers) != 44 || r.study.Instrument != "servperf-22" {
		t.Errorf("%s asks %v\n%s", r.study.Instrument, r.study.Sides, r.dump())
	}
}

// TestFieldWords binds fields by their usual headers.
func TestFieldWords(t *testing.T) {
	cells := map[string]string{survey.FieldOverall: "5", survey.FieldRecommend: "9", survey.FieldEffort: "3", survey.FieldDuration: "321秒", survey.FieldDate: "2026/10/3 9:15:00", survey.FieldComment: "等得太久"}
	for head, field := range map[string]string{
		"门店": "unit", "所属网点": "unit", "科室": "unit", "Dealer": "unit", "Branch name": "unit", "4S店": "unit", "您光顾的门店是": "unit",
		"区域": "region", "大区": "region", "期次": "wave", "调查月份": "wave", "Month": "wave",
		"提交答卷时间": "date", "填表日期": "date", "Timestamp": "date", "调查日期": "date",
		"总体满意度": "overall", "总体满意度(1-7分)": "overall", "9、总体来说，您对我们的服务满意吗？": "overall", "Overall, how satisfied are you with us?": "overall", "Overall satisfaction": "overall",
		"NPS": "recommend", "推荐意愿": "recommend", "您向朋友推荐我们的可能性有多大": "recommend", "How likely are you to recommend us to a friend?": "recommend",
		"投诉原因": "complaint", "不满意原因（可多选）": "complaint", "意见和建议": "comment", "您对我们有什么建议？": "comment", "Any other comments?": "comment",
		"所用时间": "duration", "Duration (in seconds)": "duration", "答题时长": "duration", "客户费力程度": "effort", "答卷人类型": "respondent_type", "来源渠道": "source",
	} {
		g := goodRows(30)
		for i := range g {
			g[i][colOverall] = ""
			g[i][2], g[i][1] = "", ""
		}
		g[0][colOverall] = head
		for i := range g[1:] {
			g[i+1][colOverall] = "x"
			if c := cells[field]; c != "" {
				g[i+1][colOverall] = c
			}
		}
		r := mustRead(t, options(), text(g)...)
		if b := r.src.Bindings()[colOverall]; b.Use != load.UseField || b.Field != field {
			t.Errorf("%q bound to %q (use %d), want %s", head, b.Field, b.Use, field)
		}
	}
}
