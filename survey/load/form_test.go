package load_test

import (
	"reflect"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
	"servqual/survey/lang"
	"servqual/survey/load"
)

// staffForm has what a battery has not: answers without a number that mean
// something, and statements with a word for a side in them.
func staffForm() *survey.Study {
	s := &survey.Study{Instrument: "form", Scale: survey.Scale{Min: 1, Max: 7}, Sides: []survey.Side{survey.Perception}}
	s.Dimensions = []survey.Dimension{{ID: "G3", Label: lang.Same("G3"), Gap: 3}, {ID: "TEAM", Label: lang.Same("TEAM"), Causes: 3}}
	s.Items = []survey.Item{
		{ID: "G3_TAN", Dimension: "G3", Label: lang.Same("达到有形性标准"), None: []string{"无标准", "No standard"}},
		{ID: "G3_REL", Dimension: "G3", Label: lang.Same("达到可靠性标准"), None: []string{"无标准", "No standard"}},
		{ID: "B1", Dimension: "TEAM", Label: lang.Same("同事之间愿意互相帮忙")},
		{ID: "B2", Dimension: "TEAM", Label: lang.Same("我觉得自己是公司重要的一员")},
		{ID: "B3", Dimension: "TEAM", Label: lang.Same("客户期望什么我很清楚")},
	}
	return s
}

func TestFormsWithoutSidesAndAnswersWithoutNumbers(t *testing.T) {
	o := load.Default()
	o.Study = nil
	o.Presets = []*survey.Study{staffForm()}
	o.Workers = 1
	r := mustRead(t, o, csv("staff.csv", "编号,G3_TAN 标准,G3_REL 标准,B1 同事互助,B2 我觉得自己是公司重要的一员,客户期望什么我很清楚\n"+
		"a,5,无标准,4,6,2\nb, no standard ,3,无标准,5,7\nc,1,2,3,4,5\n"))
	want := map[string][]int{
		"G3_TAN perception": {5, -1, 1}, "G3_REL perception": {-1, 3, 2}, "B1 perception": {4, -1, 3}, "B2 perception": {6, 5, 4}, "B3 perception": {2, 7, 5},
	}
	if !reflect.DeepEqual(r.answers, want) {
		t.Errorf("answers %v", r.answers)
	}
	// B1 does not offer that answer: there it is none, and is reported.
	if got := r.has(issue.AnswerUnmapped); len(got) != 1 || got[0].Subject != "B1 perception" {
		t.Errorf("unmapped %+v", got)
	}
	if got := r.has(issue.ItemUnbound); len(got) != 0 {
		t.Errorf("unbound %+v", got)
	}
}
