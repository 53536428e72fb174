package load_test

import (
	"fmt"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
)

// TestColumnsByNumberAreSettled: every answer column has a twin of the same
// header at the end of the sheet, and the study file names the first ones by
// number. Without the numbers the twins are contested; with them nothing is
// raised about the pairs that the file settles.
func TestColumnsByNumberAreSettled(t *testing.T) {
	g := goodRows(40)
	wide := len(g[0])
	for i := range g {
		g[i] = append(g[i][:wide:wide], g[i][colE1])
	}
	numbered := func(twin string) *survey.Study {
		s := battery("servqual-22", survey.Expectation, survey.Perception).Clone()
		for k := range s.Items {
			s.Items[k].Columns = map[survey.Side]string{survey.Expectation: fmt.Sprintf("#%d", colE1+1+k), survey.Perception: fmt.Sprintf("#%d", colP1+1+k)}
		}
		if twin != "" {
			s.Fields = append(s.Fields, survey.NewField("again", twin))
		}
		return s
	}
	raised := func(study *survey.Study) map[issue.Code]int {
		opt := options()
		opt.Study = study
		out := map[issue.Code]int{}
		for _, is := range mustRead(t, opt, text(g)...).sum.Issues.Issues() {
			out[is.Code]++
		}
		return out
	}
	if open := raised(nil); open[issue.ColumnAmbiguous] == 0 || open[issue.HeaderDuplicate] == 0 {
		t.Fatalf("the twin is not contested without a study file: %v", open)
	}
	got := raised(numbered(""))
	if got[issue.ColumnAmbiguous]+got[issue.ColumnDoubtful] > 0 {
		t.Errorf("with the items named by number: %v", got)
	}
	got = raised(numbered(fmt.Sprintf("#%d", wide+1)))
	for _, code := range []issue.Code{issue.ColumnAmbiguous, issue.HeaderDuplicate, issue.ColumnDoubtful} {
		if got[code] > 0 {
			t.Errorf("with both columns named by number: %s × %d", code, got[code])
		}
	}
}
